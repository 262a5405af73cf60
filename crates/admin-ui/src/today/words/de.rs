//! German.

use super::{Headlines, TodayWords};

pub static WORDS: TodayWords = TodayWords {
    today: "Heute",
    failed: "Die Startseite ließ sich nicht laden",
    needs_you: "Das wartet auf Sie",
    all_quiet: "Keine Reklamation ist offen, keine Bestellung überfällig, kein Los gesperrt.",
    headlines: Headlines {
        urgent: |n, written| match n {
            1 => "Eine Reklamation duldet keinen Aufschub".to_owned(),
            _ => format!("{written} Reklamationen dulden keinen Aufschub"),
        },
        late: |n, written| match n {
            1 => "Eine Bestellung ist überfällig".to_owned(),
            _ => format!("{written} Bestellungen sind überfällig"),
        },
        refused: |n, written| match n {
            1 => "Das ERP hat eine Bestellung abgelehnt".to_owned(),
            _ => format!("Das ERP hat {written} Bestellungen abgelehnt"),
        },
        complaints: |n, written| match n {
            1 => "Eine Reklamation ist offen".to_owned(),
            _ => format!("{written} Reklamationen sind offen"),
        },
        held: |n, written| match n {
            1 => "Eine Charge ist gesperrt".to_owned(),
            _ => format!("{written} Chargen sind gesperrt"),
        },
        drill: "Die jährliche Rückrufübung ist fällig",
        nothing: "Nichts wartet auf Sie",
    },
    complaint: "Reklamation",
    lot: "Los",
    trace_lot: "Los zurückverfolgen",
    open_lot: "Los öffnen",
    open_customer: "Laden öffnen",
    trace_left: |hours, minutes| {
        format!("noch {hours} Std. {minutes} Min. bis zur vollen Rückverfolgung")
    },
    trace_was_due: |when| format!("Volle Rückverfolgung war fällig: {when}"),
    late_tag: "Überfällig",
    late: |n, written| match n {
        1 => "Eine Bestellung hat ihren Termin überschritten".to_owned(),
        _ => format!("{written} Bestellungen haben ihren Termin überschritten"),
    },
    since: |day| format!("seit {day}"),
    open: |code| format!("{code} öffnen"),
    and_more: |_, written| format!("{written} weitere"),
    refused_safe: "Die Bestellungen sind sicher und warten hier.",
    held_tag: "Gesperrt",
    drill_tag: "Übung",
    drill_due: |day| format!("Jährliche Rückrufübung fällig am {day}"),
    drill_last: |day, minutes| {
        format!("Die letzte: {day}, volle Rückverfolgung in {minutes} Minuten")
    },
    drill_untraced: |day| format!("Die letzte: {day}, ohne volle Rückverfolgung"),
    drill_never: "Bisher gab es noch keine.",
    making: "In Arbeit",
    making_lede: "Jede offene Charge und wie weit ihr Faden gekommen ist",
    making_none: "Jeder Karton ist in seinem Laden. Die nächste Ernte erscheint hier.",
    where_thread: "Wo ihr Faden steht",
    now: "Jetzt",
    stations: ["Farm", "Charge", "Tafel", "Auftrag", "Laden"],
    harvest_on: |day| format!("Ernte am {day}"),
    not_harvested: "noch nicht geerntet",
    fermenting: |day, of| format!("Fermentation, Tag {day} von {of}"),
    drying: |day, of| format!("Trocknung, Tag {day} von {of}"),
    roast_on: |day| format!("Röstung am {day}"),
    roasted: |day| format!("am {day} geröstet, noch keine Kartons"),
    no_roast_date: "trocken, kein Rösttermin",
    made_of: |made, planned| format!("{made} von {planned} hergestellt"),
    not_ordered: |cartons| format!("{cartons} noch nicht bestellt"),
    to_leave: |cartons| format!("{cartons} noch zu versenden"),
    on_the_road: |cartons| format!("zuletzt {cartons} unterwegs"),
    with_shops: "alles in den Läden",
    figures: "Zahlen",
    left: |_, cartons| format!("Letzte Woche verschickt: {cartons}"),
    left_most: |_, cartons| {
        format!("Letzte Woche verschickt: {cartons}, so viel wie seit drei Monaten nicht")
    },
    none_last_week: "Letzte Woche ging kein Karton hinaus",
    none_left: "Seit zwölf Wochen ging kein Karton hinaus",
    stitch: |cartons| {
        format!("Ein Stich sind bis zu {cartons}; der letzte Balken ist diese Woche bis jetzt")
    },
    weeks_label: |weeks| format!("Verschickte Kartons nach dem Montag der Woche: {weeks}"),
    on_time: |_, all, good_written, all_written| match all {
        1 => format!("{good_written} von der letzten Bestellung kam pünktlich"),
        _ => format!("{good_written} der letzten {all_written} Bestellungen kamen pünktlich"),
    },
    dots: "Älteste zuerst; ! kam zu spät",
};
