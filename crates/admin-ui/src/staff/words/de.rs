//! Deutsch.

use contract::StaffRole;

use super::StaffWords;

pub static WORDS: StaffWords = StaffWords {
    title: "Personen",
    lede: "Wer mit dieser Anwendung arbeitet und was jede Person darf.",
    role: "Rolle",
    role_name: |role| match role {
        StaffRole::Viewer => "Lesend",
        StaffRole::User => "Betreuung",
        StaffRole::Manager => "Leitung",
        StaffRole::Admin => "Administration",
        StaffRole::PlatformAdmin => "Plattform-Administration",
    },
    role_may: |role| match role {
        StaffRole::Viewer => "Liest Kunden, Bestellungen und Chargen; ändert nichts.",
        StaffRole::User => "Betreut eigene Kunden, deren Bestellungen und Sendungen.",
        StaffRole::Manager => {
            "Betreut alle Kunden des Teams, plant die Produktion und importiert Kunden."
        }
        StaffRole::Admin => {
            "Sieht und ändert alles in der Organisation, auch Rückverfolgung, Personen, Programme und Einstellungen."
        }
        StaffRole::PlatformAdmin => "Administration für alle Organisationen.",
    },
    team: "Team",
    no_team: "Kein Team",
    team_hint: "Die Leitung sieht die Kunden ihres Teams.",
    you: "(Sie)",
    customers_n: |n, written| {
        if n == 1 {
            "1 Kunde".to_owned()
        } else {
            format!("{written} Kunden")
        }
    },
    filter: "Personen eingrenzen",
    search: "Name oder E-Mail",
    all_roles: "Alle Rollen",
    all_statuses: "Jeder Status",
    all_teams: "Alle Teams",
    clear: "Alle zeigen",
    none: (
        "Noch ist niemand da",
        "Laden Sie die erste Person ein; das Passwort geht ihr per E-Mail zu.",
    ),
    no_match: (
        "Niemand passt",
        "Auf diese Filter passt niemand. Zeigen Sie alle, oder suchen Sie nach einem anderen Teil des Namens.",
    ),
    invite: "Person einladen",
    invite_text: "Ein Passwort wird erzeugt und an diese Adresse geschickt. Sonst sieht es niemand; bei der ersten Anmeldung wählt die Person ein eigenes.",
    invite_go: "Einladen und senden",
    invited: |name| format!("{name} darf sich anmelden."),
    on_its_way: |name, email| {
        format!(
            "Ein Passwort für {name} ist unterwegs an {email}. Hier wird es nicht gezeigt. Bei der ersten Anmeldung wird ein eigenes gewählt."
        )
    },
    edit: "Ändern",
    edit_title: |name| format!("{name} ändern"),
    save: "Speichern",
    saved: |name| format!("{name} ist gespeichert."),
    new_password: "Neues Passwort",
    suspend_text: "Alle Sitzungen dieser Person enden sofort, und die Anmeldung wird abgewiesen, bis Sie sie wieder zulassen. Ihre Kunden bleiben ihr zugeordnet.",
    reset_text: |email| {
        format!(
            "Das alte Passwort gilt nicht mehr, und alle Sitzungen dieser Person enden sofort. Ein neues geht an {email}; bei der nächsten Anmeldung wird ein eigenes gewählt."
        )
    },
    email_taken: "Mit dieser E-Mail meldet sich schon jemand an.",
    last_admin: "Das ist die letzte Person in der Administration. Geben Sie erst jemand anderem diese Rolle.",
    oneself: "Ihre eigene Rolle und Ihren Zugang ändert jemand anderes aus der Administration.",
    role_refused: "Diese Rolle dürfen Sie nicht vergeben.",
    team_gone: "Dieses Team gibt es nicht mehr. Wählen Sie ein anderes.",
};
