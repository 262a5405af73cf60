//! The staff application's texts in German.

use contract::trace::NodeKind;

use super::Words;

fn plural(n: i64, written: &str, one: &str, many: &str) -> String {
    format!("{written} {}", if n == 1 { one } else { many })
}

pub static WORDS: Words = Words {
    sections: "Bereiche",
    menu: "Menü",
    trace: "Rückverfolgung",
    farms_batches: "Farmen & Chargen",
    orders: "Bestellungen",

    sign_in: "Anmelden",
    staff: "Team",
    staff_lede: "Jeder Karton, von der Farm zum Laden und zurück.",
    email: "E-Mail",
    password: "Passwort",
    expired: "Die Sitzung ist abgelaufen. Bitte melden Sie sich neu an.",
    wrong: "E-Mail oder Passwort stimmt nicht. Nach fünf falschen Versuchen ruht ein Konto 15 Minuten.",
    suspended: "Dieses Konto ist ausgesetzt. Fragen Sie eine Administratorin oder einen Administrator Ihrer Organisation.",
    no_access: "Noch kein Konto? Die Administration Ihrer Organisation richtet es ein.",
    missing_email: "Tragen Sie Ihre E-Mail-Adresse ein.",
    missing_password: "Tragen Sie Ihr Passwort ein.",
    unreachable: "Die Anwendung antwortet nicht",

    search: "Charge, Bestellung, Laden oder Farm",
    suggestions: "Treffer",
    nothing_found: |query| {
        format!(
            "Nichts heißt „{query}“. Versuchen Sie es mit dem Code auf einer Tafel, einer Bestellnummer, einem Laden oder einer Farm."
        )
    },
    search_failed: "Die Suche hat nicht geantwortet. Versuchen Sie es gleich noch einmal.",
    found: |_, written| format!("{written} Treffer"),

    start_title: "Wohin ging es, woher kam es?",
    start_lede: "Geben Sie den Code auf einer Tafel ein, eine Bestellnummer, einen Laden oder eine Farm. Die Antwort zeigt den ganzen Weg: jeden Karton zurück zur Farm und weiter zum Laden.",
    start_how: "Womit Sie anfangen können",
    start_points: [
        (
            "Eine Charge",
            "IXC-26-001, von der Tafel gelesen: welche Läden sie haben und von welcher Farm sie kam.",
        ),
        (
            "Eine Bestellung",
            "O-2026-0098: welche Chargen darin sind, und deren Farmen.",
        ),
        (
            "Eine Farm",
            "Alles, was aus ihrem Kakao wurde, auch Chargen, die niemand bestellt hat.",
        ),
        (
            "Ein Laden",
            "Seine Bestellungen; jede führt zu ihrer Rückverfolgung.",
        ),
    ],
    recent: "In dieser Sitzung verfolgt",
    recent_none: "Was Sie verfolgen, steht hier, bis Sie das Fenster schließen.",

    farm: "Farm",
    batch: "Charge",
    product: "Produkt",
    order: "Bestellung",
    shop: "Laden",
    shipment: "Sendung",
    farms_n: |n, written| plural(n, written, "Farm", "Farmen"),
    batches_n: |n, written| plural(n, written, "Charge", "Chargen"),
    blends_n: |n, written| plural(n, written, "Mischung", "Mischungen"),
    products_n: |n, written| plural(n, written, "Produkt", "Produkte"),
    orders_n: |n, written| plural(n, written, "Bestellung", "Bestellungen"),
    shops_n: |n, written| plural(n, written, "Laden", "Läden"),
    countries_n: |n, written| plural(n, written, "Land", "Ländern"),
    cartons_n: |n, written| plural(n, written, "Karton", "Kartons"),

    from_kind: |kind, time| {
        let from = match kind {
            NodeKind::Farm => "Von einer Farm aus",
            NodeKind::Batch => "Von einer Charge aus, in beide Richtungen",
            NodeKind::Product => "Von einem Produkt aus, in beide Richtungen",
            _ => "Von einer Bestellung zurück zu ihren Farmen",
        };
        format!("{from} · {time} ms")
    },
    show: "Anzeigen",
    everything: "Alles",
    shipped_only: "Nur Versandtes",
    country: "Land",
    all_countries: "Alle Länder",
    export: "Exportieren",
    no_role_title: "Rückverfolgung ist Sache der Administration",
    no_role: "Ihr Konto darf Farmen, Chargen und Bestellungen sehen, aber nicht verfolgen. Wenn Sie das brauchen, lassen Sie Ihre Rolle von der Administration ändern.",
    not_found_title: "Hier ist nichts zu verfolgen",
    not_found: |what| {
        format!(
            "In Ihrer Organisation gibt es nicht: {what}. Prüfen Sie den Code: 0 und O, 1 und l verwechselt man leicht."
        )
    },
    failed_title: "Die Rückverfolgung wurde nicht geladen",
    new_trace: "Neue Rückverfolgung",
    where_are: |n, written| {
        (
            format!(
                "Wo {} von",
                if n == 1 {
                    "der eine Karton".to_owned()
                } else {
                    format!("die {written} Kartons")
                }
            ),
            if n == 1 { "ist".into() } else { "sind".into() },
        )
    },
    never_made: ("Noch nichts hergestellt aus", ""),
    delivered: "geliefert",
    in_transit: "unterwegs",
    held: "zugeteilt, noch bei uns",
    in_store: "im Lager, nicht verkauft",
    unaccounted: "ungeklärt",
    unaccounted_n: |written| format!("{written} ungeklärt"),
    too_many_n: |written| format!("{written} mehr als hergestellt"),
    all_accounted: "Alles geklärt",
    whole_lots: "Für die ganzen Chargen, was immer unten gefiltert ist.",
    lit_now: "Gerade gefärbt",
    lit_counts: |products, orders, shops, countries| {
        format!("{products}, {orders}, {shops} in {countries}.")
    },
    lit_none: "Keine Bestellung hat etwas davon.",
    lit_hint: "Zeigen Sie im Bild auf etwas, um seinen Weg zu färben.",
    left_us: |cartons| (cartons.to_owned(), " haben das Haus verlassen."),
    trace_from: |name| format!("Von {name} aus verfolgen"),
    see_orders: "Bestellungen ansehen",

    picture: "Bild der Rückverfolgung",
    picture_label: |root, lit| {
        format!(
            "Rückverfolgung von {root}. Gefärbt: {lit} und alles auf dem Weg. Dieselben Tatsachen stehen in der Tabelle."
        )
    },
    scrolls: "Bild der Rückverfolgung, auf kleinem Bildschirm seitlich zu verschieben",
    keys: "Pfeiltasten gehen am Faden entlang und färben ihn, Enter verfolgt von dort, Escape färbt wieder den Anfang.",
    key_lit: "Gefärbt: worauf Sie zeigen und alles auf dem Weg",
    key_strand: |n, written| format!("Ein Faden sind {}", plural(n, written, "Karton", "Kartons")),
    key_ribbon: "Zu viele Fäden zum Zeichnen: Die Breite ist die Zahl der Kartons",
    key_transit: "Unterbrochen: unterwegs",
    key_loose: "Lose Enden: nicht verkauft oder noch bei uns",
    fewer: "Weniger zeigen",
    more_n: |written| format!("{written} weitere"),
    made_n: |written| format!("{written} hergestellt"),
    unsold_n: |all, unsold| format!("{all} · {unsold} unverkauft"),
    no_orders: |all| format!("{all} · nicht bestellt"),
    no_products: "keine Produkte",
    goes_into: |code| format!("in {code}"),
    cancelled: "storniert",
    starts_here: "hier beginnt die Rückverfolgung",
    shipped_of: |shipped| format!("{shipped} versandt"),

    table: "Dieselben Tatsachen als Tabelle",
    shops_reached: "Erreichte Läden",
    col_shop: "Laden",
    col_orders: "Bestellungen",
    col_shipped: "Versandt",
    all_shops: "Alle Läden",
    table_empty: "Kein Laden hat etwas davon.",
    and_more: |written| format!("und {written} weitere"),
    csv: [
        "Laden",
        "Ort",
        "Land",
        "Bestellung",
        "Bestelldatum",
        "Status",
        "Chargen",
        "Kartons",
        "Versandt",
        "Geliefert",
    ],
    file: "rueckverfolgung",

    batches_title: "Farmen & Chargen",
    batches_lede: "Die neuesten zuerst. Eine Charge öffnet, was daraus entstand, mit den Etiketten.",
    orders_title: "Bestellungen",
    orders_lede: "Die neuesten zuerst. Eine Bestellung öffnet ihre Seite.",
    orders_of: |shop| format!("Bestellungen von {shop}"),
    col_batch: "Charge",
    col_farm: "Farm",
    col_status: "Status",
    col_harvest: "Geerntet",
    col_produced: "Hergestellt",
    col_order: "Bestellung",
    col_date: "Bestellt",
    col_cartons: "Kartons",
    more_rows: "Mehr zeigen",
    all_rows: "Das ist alles.",
    batches_empty: (
        "Noch keine Chargen",
        "Chargen erscheinen hier, sobald der erste Kakao angenommen ist.",
    ),
    orders_empty: (
        "Keine Bestellungen hier",
        "Bestellungen erscheinen hier, sobald Läden sie aufgeben.",
    ),
    list_failed: "Die Liste wurde nicht geladen",
    blend_of: |n, written| format!("aus {}", plural(n, written, "Charge", "Chargen")),

    page_missing: (
        "Diese Seite gibt es nicht",
        "Vielleicht ist die Adresse vertippt, oder die Seite kommt mit einer späteren Version.",
    ),
};
