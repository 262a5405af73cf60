//! The portal's texts in German.

use super::Words;

const NUMBERS: [&str; 13] = [
    "keine", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
    "elf", "zwölf",
];

fn word(count: u64) -> String {
    usize::try_from(count)
        .ok()
        .and_then(|n| NUMBERS.get(n))
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn are(count: u64) -> String {
    format!(
        "{} {}",
        word(count),
        if count == 1 { "ist" } else { "sind" }
    )
}

fn become_(count: u64) -> String {
    format!(
        "{} {}",
        word(count),
        if count == 1 { "wird" } else { "werden" }
    )
}

fn wait(count: u64) -> String {
    format!(
        "{} {}",
        word(count),
        if count == 1 { "wartet" } else { "warten" }
    )
}

pub static WORDS: Words = Words {
    portal: "Bestellportal",
    sections: "Portal",
    sections_below: "Portal, unten",
    breadcrumb: "Sie sind hier",
    sign_in: "Anmelden",
    tagline: "Ihre Bestellungen, von der Farm bis in Ihr Regal.",
    email: "E-Mail",
    password: "Passwort",
    need_email: "Ihre E-Mail-Adresse fehlt.",
    need_password: "Ihr Passwort fehlt.",
    wrong: "E-Mail oder Passwort stimmt nicht.",
    suspended: "Konto ausgesetzt. Wenden Sie sich an den Hersteller.",
    expired: "Die Sitzung ist abgelaufen. Bitte melden Sie sich neu an.",
    your_order: "Ihre Bestellung",
    your_shop: "Ihr Laden",
    orders: "Bestellungen",
    orders_tab: "Bestellungen",
    orders_noun: "Bestellungen",
    filter_orders: "Bestellungen filtern",
    search: "Bestellung, Bestellnr. oder Sorte",
    status: "Status",
    all: "Alle",
    any_date: "Jedes Datum",
    clear_date: "Datumsfilter aufheben",
    last_90_days: "Letzte 90 Tage",
    this_year: "Dieses Jahr",
    last_12_months: "Letzte 12 Monate",
    order: "Bestellung",
    ordered: "Bestellt am",
    products: "Sorten",
    cartons: "Kartons",
    where_it_is: "Wo sie ist",
    est_delivery: "Voraussichtlich da",
    estimated: "Voraussichtlich",
    po: "Bestellnr.",
    farm_open: "Farm noch nicht gewählt",
    thread_key: "Farm, Charge, Tafel, Bestellung, Laden: Der dicke Faden liegt hinter Ihnen, der dünne kommt noch.",
    no_orders: "Noch keine Bestellungen",
    no_orders_text: "Mit Ihrer ersten Bestellung beginnt hier ihr Faden von der Farm.",
    no_match: "Nichts gefunden",
    no_match_text: "Keine Ihrer Bestellungen passt zu dieser Suche und diesen Filtern.",
    clear_filters: "Alle Bestellungen zeigen",
    orders_failed: "Ihre Bestellungen wurden nicht geladen",
    order_failed: "Diese Bestellung wurde nicht geladen",
    order_missing: "Diese Bestellung ist keine von Ihren",
    order_missing_text: "Prüfen Sie die Nummer, oder suchen Sie in Ihren Bestellungen.",
    to_orders: "Zu Ihren Bestellungen",
    page_missing: "Diese Seite gibt es nicht",
    page_missing_text: "Die Adresse ist vielleicht alt oder vertippt.",
    portal_failed: "Das Portal ist nicht erreichbar",
    your_po: "Ihre Bestellnummer",
    est_complete: "Voraussichtlich vollständig da",
    requested: "Gewünschte Lieferung",
    terms: "Bedingungen",
    standard: "Standard",
    urgent: "eilig",
    specific: "zum Wunschtermin",
    comments: "Ihre Notiz",
    print: "Drucken",
    provenance: "Herkunft",
    picture_label: "Herkunft dieser Bestellung: von der Farm über Charge, Tafel und Sendung bis in Ihren Laden. Dieselben Angaben stehen unter „Was Sie bestellt haben“.",
    picture_scrolls: "Bild der Herkunft",
    picture_keys: "Mit den Pfeiltasten geht es von einem zum nächsten.",
    ribbon: "Breite heißt Kartons",
    broken_line: "Gestrichelt: unterwegs",
    loose_ends: "Lose Enden: noch bei uns",
    fewer: "Weniger zeigen",
    farm: "Farm",
    batch: "Charge",
    bar: "Tafel",
    shipment: "Sendung",
    no_batch_yet: "noch ohne Charge",
    ordered_title: "Was Sie bestellt haben",
    ordered_lede: "Jede Tafel lässt sich bis zu ihrer Farm verfolgen.",
    lot: "Charge",
    lot_open: "Charge noch nicht gewählt",
    lot_open_text: "Sobald sie feststeht, sehen Sie hier die Farm.",
    production: "Herstellung",
    production_lede: "Die Läufe, in denen Ihre Tafeln entstehen. Auch Kartons anderer Läden gehören dazu.",
    no_runs: "Für diese Tafeln ist noch kein Lauf geplant.",
    shipments: "Sendungen",
    no_shipments: "Noch ist nichts unterwegs. Jedes Paket erscheint hier mit eigener Verfolgung.",
    day_open: "Tag noch offen",
    tracking: "Sendungsnummer",
    opens_carrier: "öffnet die Seite des Frachtführers",
    timeline: "Verlauf",
    created: "Angelegt",
    shipped_in_part: "Teilweise versandt",
    side: "Sendungen und Verlauf",
    headline_open: "Wartet auf eine Charge",
    headline_queued: "Wartet auf die Herstellung",
    headline_making: "Wird hergestellt",
    headline_ready: "Fertig und wartet auf den Versand",
    headline_cancelled: "Storniert",
    headline_held: "Eine Sendung braucht Klärung",
    headline_here: "Alles ist bei Ihnen",
    all_here: "Alles ist angekommen.",
    no_access: |maker| {
        format!(
            "Noch kein Zugang? Schreiben Sie {maker}; Ihre Ansprechperson dort richtet ihn ein."
        )
    },
    batch_tag: |code| format!("Charge {code}"),
    more: |count| format!("+{count} weitere"),
    since: |date| format!("Seit {date}"),
    found: |count| {
        if count == 1 {
            "1 Bestellung gefunden".to_owned()
        } else {
            format!("{count} Bestellungen gefunden")
        }
    },
    unit: |count| if count == 1 { " Karton" } else { " Kartons" },
    making_now: |count| format!("{} hergestellt", become_(count)),
    on_the_way: |count| format!("{} unterwegs", are(count)),
    waiting: wait,
    next_arrives: |day| format!("Die nächste kommt {day}."),
    n_cartons: |count, written| {
        format!(
            "{written}{}",
            if count == 1 { " Karton" } else { " Kartons" }
        )
    },
    arrive: |count, cartons, day| {
        format!(
            "{cartons} {} {day} an",
            if count == 1 { "kommt" } else { "kommen" }
        )
    },
    under_way: |count, cartons| {
        format!(
            "{cartons} {} unterwegs",
            if count == 1 { "ist" } else { "sind" }
        )
    },
    overdue: |count, cartons, date| {
        format!(
            "{cartons} {} am {date} erwartet",
            if count == 1 { "war" } else { "waren" }
        )
    },
    today: "heute",
    tomorrow: "morgen",
    on_day: |day| format!("am {day}"),
    here_since: |date| format!("Alles ist bei Ihnen seit {date}"),
    ready_about: |date| format!("Wird hergestellt, fertig etwa {date}"),
    starts_about: |date| format!("Die Herstellung beginnt etwa {date}"),
    cancelled_on: |date| format!("Storniert am {date}"),
    of_total: |cartons, parts| format!("Von {cartons} sind {parts}."),
    part_here: |_, written| format!("{written} bei Ihnen"),
    part_way: |_, written| format!("{written} unterwegs"),
    part_us: |_, written| format!("{written} noch bei uns"),
    list: |parts| super::listed(parts, ", ", " und "),
    harvested: |month| format!("geerntet {month}"),
    of_shipped: |ordered| format!(" von {ordered} versandt"),
    of_cartons: |made, planned| format!("{made} / {planned} Kartons"),
    run_ready: |date| format!("Voraussichtlich fertig {date}"),
    run_start: |date| format!("Voraussichtlicher Beginn {date}"),
    run_done: |date| format!("Fertig seit {date}"),
    delivered_at: |time| format!("Geliefert {time}"),
    signed_by: |name| format!("angenommen von {name}"),
    left_on: |date| format!("abgeschickt {date}"),
    track_with: |carrier| format!("Bei {carrier} verfolgen"),
    expected_on: |date| format!("Voraussichtlich {date}"),
    part_of: |some, cartons| format!("{some} von {cartons}"),
    strand: |cartons| format!("Ein Faden sind {cartons}"),
    here_of: |here, total| format!("{here} von {total} da"),
    kinds: |count| {
        if count == 1 {
            "1 Sorte".to_owned()
        } else {
            format!("{count} Sorten")
        }
    },
    printed: |customer, date| format!("für {customer}, gedruckt {date}"),
};
