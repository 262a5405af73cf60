//! The shared components' texts in German.

use super::KitWords;

pub static WORDS: KitWords = KitWords {
    language: "Sprache",
    theme: "Hell oder dunkel",
    account: "Konto",
    sign_out: "Abmelden",
    sign_out_failed: "Sie sind noch angemeldet: Die Verbindung ist abgebrochen. Versuchen Sie es noch einmal.",
    skip: "Zum Inhalt springen",
    show_password: "Passwort zeigen",
    hide_password: "Passwort verbergen",
    clear: "Leeren",
    close: "Schließen",
    newer: "Neuere",
    older: "Ältere",
    previous: "Zurück",
    next: "Weiter",
    pages: "Seiten",
    try_again: "Noch einmal versuchen",
    loading: "Wird geladen",
    network_lost: "Die Verbindung ist abgebrochen; verloren ist nichts.",
    server_away: "Unser Server ist gerade nicht erreichbar; verloren ist nichts.",
    too_many: "Zu viele Anfragen von hier in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es dann noch einmal.",
    forbidden: "Ihr Konto darf das nicht sehen.",
    unreadable: "Die Antwort war nicht lesbar. Laden Sie die Seite neu; vielleicht gibt es eine neuere Version.",
    tell_number: "Passiert es wieder, nennen Sie uns diese Nummer:",
    pending: "Wartet",
    in_production: "In Herstellung",
    shipped: "Versandt",
    delivered: "Geliefert",
    cancelled: "Storniert",
    in_transit: "Unterwegs",
    out_for_delivery: "In Zustellung",
    exception: "Braucht Klärung",
    not_started: "Nicht begonnen",
    completed: "Fertig",
    packed: "Gepackt",
    being_packed: "Wird gepackt",
    open: "Offen",
    released: "Freigegeben",
    on_hold: "Gesperrt",
    recalled: "Zurückgerufen",
    active: "Aktiv",
    suspended: "Ausgesetzt",
    locked: "Vorübergehend gesperrt",
    prospect: "Interessent",
    inactive: "Inaktiv",
    cartons: |count, written| {
        format!(
            "{written} {}",
            if count == 1 { "Karton" } else { "Kartons" }
        )
    },
    percent: |written| format!("{written}\u{a0}%"),
    range: |from, to, total| format!("{from}–{to} von {total}"),
    offline: |time| {
        format!(
            "Sie sind seit {time} offline. Was Sie sehen, ist von davor; es lässt sich neu laden, sobald Sie wieder online sind."
        )
    },
};
