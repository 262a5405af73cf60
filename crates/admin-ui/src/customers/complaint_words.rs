//! The texts about complaints on the page of a customer.

use ui_kit::{Language, Phrases};

pub struct ComplaintWords {
    pub title: &'static str,
    pub none: &'static str,
    pub complaint: &'static str,
    pub about: &'static str,
    pub severity: &'static str,
    pub status: &'static str,
    pub came: &'static str,
    pub minor: &'static str,
    pub major: &'static str,
    pub critical: &'static str,
    pub life: &'static str,
    pub received: &'static str,
    pub investigating: &'static str,
    pub linked: &'static str,
    pub closed: &'static str,
    pub rejected: &'static str,
    pub packaging: &'static str,
    pub bloom: &'static str,
    pub texture: &'static str,
    pub taste: &'static str,
    pub illness: &'static str,
    pub labelling: &'static str,
    pub foreign_body: &'static str,
    pub other: &'static str,
}

static EN: ComplaintWords = ComplaintWords {
    title: "Complaints",
    none: "This shop has complained of nothing.",
    complaint: "Complaint",
    about: "About",
    severity: "Severity",
    status: "Status",
    came: "Came in",
    minor: "Minor",
    major: "Major",
    critical: "Critical",
    life: "Life-threatening",
    received: "Received",
    investigating: "Being looked into",
    linked: "Part of a recall",
    closed: "Closed",
    rejected: "Turned down",
    packaging: "Packaging",
    bloom: "Bloom",
    texture: "Texture",
    taste: "Taste",
    illness: "Illness",
    labelling: "Labelling",
    foreign_body: "Foreign body",
    other: "Other",
};

static DE: ComplaintWords = ComplaintWords {
    title: "Reklamationen",
    none: "Dieser Laden hat nichts reklamiert.",
    complaint: "Reklamation",
    about: "Worum es geht",
    severity: "Schwere",
    status: "Status",
    came: "Eingegangen",
    minor: "Gering",
    major: "Erheblich",
    critical: "Kritisch",
    life: "Lebensgefährlich",
    received: "Eingegangen",
    investigating: "In Prüfung",
    linked: "Teil eines Rückrufs",
    closed: "Abgeschlossen",
    rejected: "Zurückgewiesen",
    packaging: "Verpackung",
    bloom: "Fett- oder Zuckerreif",
    texture: "Textur",
    taste: "Geschmack",
    illness: "Erkrankung",
    labelling: "Kennzeichnung",
    foreign_body: "Fremdkörper",
    other: "Anderes",
};

static ES: ComplaintWords = ComplaintWords {
    title: "Reclamos",
    none: "Esta tienda no ha reclamado nada.",
    complaint: "Reclamo",
    about: "Sobre qué",
    severity: "Gravedad",
    status: "Estado",
    came: "Recibido",
    minor: "Leve",
    major: "Importante",
    critical: "Crítico",
    life: "Riesgo vital",
    received: "Recibido",
    investigating: "En investigación",
    linked: "Parte de una retirada",
    closed: "Cerrado",
    rejected: "Rechazado",
    packaging: "Embalaje",
    bloom: "Eflorescencia",
    texture: "Textura",
    taste: "Sabor",
    illness: "Enfermedad",
    labelling: "Etiquetado",
    foreign_body: "Cuerpo extraño",
    other: "Otro",
};

static JA: ComplaintWords = ComplaintWords {
    title: "クレーム",
    none: "この店舗からのクレームはありません。",
    complaint: "クレーム",
    about: "内容",
    severity: "深刻度",
    status: "状態",
    came: "受付日",
    minor: "軽微",
    major: "重大",
    critical: "重篤",
    life: "生命の危険",
    received: "受付済み",
    investigating: "調査中",
    linked: "リコールに関連",
    closed: "終了",
    rejected: "却下",
    packaging: "包装",
    bloom: "ブルーム",
    texture: "食感",
    taste: "味",
    illness: "体調不良",
    labelling: "表示",
    foreign_body: "異物",
    other: "その他",
};

impl Phrases for ComplaintWords {
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
pub fn qw() -> &'static ComplaintWords {
    ui_kit::t()
}
