//! The texts of the history on the page of a customer.

use ui_kit::{Language, Phrases};

pub struct HistoryWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub none: (&'static str, &'static str),
}

static EN: HistoryWords = HistoryWords {
    title: "History",
    lede: "Who did what, newest first: to the shop, its contacts, orders and people.",
    none: (
        "Nothing is recorded yet",
        "Every change of this shop appears here, with who made it.",
    ),
};

static DE: HistoryWords = HistoryWords {
    title: "Verlauf",
    lede: "Wer was getan hat, das Neueste zuerst: am Laden, seinen Kontakten, Bestellungen und Personen.",
    none: (
        "Noch nichts verzeichnet",
        "Jede Änderung an diesem Laden erscheint hier, mit dem, der sie gemacht hat.",
    ),
};

static ES: HistoryWords = HistoryWords {
    title: "Historial",
    lede: "Quién hizo qué, lo más reciente primero: en la tienda, sus contactos, pedidos y personas.",
    none: (
        "Aún no hay nada registrado",
        "Cada cambio de esta tienda aparece aquí, con quién lo hizo.",
    ),
};

static JA: HistoryWords = HistoryWords {
    title: "履歴",
    lede: "店舗、連絡先、注文、利用者への操作を新しい順に表示します。",
    none: (
        "記録はまだありません",
        "この店舗への変更は、操作した人とともにここに表示されます。",
    ),
};

impl Phrases for HistoryWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Es => &ES,
            Language::Ja => &JA,
        }
    }
}

/// Reactive.
pub fn hw() -> &'static HistoryWords {
    ui_kit::t()
}
