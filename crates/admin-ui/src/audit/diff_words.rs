//! The texts of a change as the audit log tells it.

use ui_kit::{Language, Phrases};

pub struct DiffWords {
    pub yes: &'static str,
    pub no: &'static str,
    pub nothing: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub added: fn(what: &str) -> String,
    pub removed: fn(what: &str) -> String,
    pub gone: &'static str,
    pub unchanged: &'static str,
    pub changes: &'static str,
    pub system: &'static str,
    pub staff_gone: &'static str,
    pub shop_gone: &'static str,
    pub program: &'static str,
}

static EN: DiffWords = DiffWords {
    yes: "yes",
    no: "no",
    nothing: "nothing",
    before: "before",
    after: "now",
    added: |what| format!("Added: {what}"),
    removed: |what| format!("Removed: {what}"),
    gone: "What was removed said:",
    unchanged: "Nothing that people read was changed.",
    changes: "What changed",
    system: "The system",
    staff_gone: "Somebody of ours, gone since",
    shop_gone: "Somebody of a shop, gone since",
    program: "A program",
};

static DE: DiffWords = DiffWords {
    yes: "ja",
    no: "nein",
    nothing: "nichts",
    before: "vorher",
    after: "jetzt",
    added: |what| format!("Hinzugefügt: {what}"),
    removed: |what| format!("Entfernt: {what}"),
    gone: "Was entfernt wurde, lautete:",
    unchanged: "Nichts Lesbares wurde geändert.",
    changes: "Was sich geändert hat",
    system: "Das System",
    staff_gone: "Jemand von uns, inzwischen fort",
    shop_gone: "Jemand aus einem Laden, inzwischen fort",
    program: "Ein Programm",
};

static ES: DiffWords = DiffWords {
    yes: "sí",
    no: "no",
    nothing: "nada",
    before: "antes",
    after: "ahora",
    added: |what| format!("Añadido: {what}"),
    removed: |what| format!("Quitado: {what}"),
    gone: "Lo eliminado decía:",
    unchanged: "No cambió nada legible.",
    changes: "Lo que cambió",
    system: "El sistema",
    staff_gone: "Alguien de la casa, ya no está",
    shop_gone: "Alguien de una tienda, ya no está",
    program: "Un programa",
};

static JA: DiffWords = DiffWords {
    yes: "はい",
    no: "いいえ",
    nothing: "なし",
    before: "変更前",
    after: "変更後",
    added: |what| format!("追加: {what}"),
    removed: |what| format!("削除: {what}"),
    gone: "削除された内容:",
    unchanged: "表示できる変更はありません。",
    changes: "変更内容",
    system: "システム",
    staff_gone: "退職した社員",
    shop_gone: "退任した店舗の方",
    program: "連携プログラム",
};

impl Phrases for DiffWords {
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
pub fn dw() -> &'static DiffWords {
    ui_kit::t()
}
