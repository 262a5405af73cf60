//! The texts about the organization that a platform administrator acts in.

use ui_kit::{Language, Phrases};

pub struct ActingWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub slug: &'static str,
    pub hint: &'static str,
    pub go: &'static str,
    pub missing: &'static str,
    pub unknown: &'static str,
    pub opening: &'static str,
    pub another: &'static str,
}

static EN: ActingWords = ActingWords {
    title: "In which organization?",
    lede: "A platform administrator belongs to none, and acts in one at a time. What you do there is in its audit log under your name.",
    slug: "Organization",
    hint: "Its short name as in addresses, such as cacao-ixchel.",
    go: "Continue",
    missing: "Write the organization’s short name.",
    unknown: "There is no organization of this name.",
    opening: "Opening the organization …",
    another: "Choose another organization",
};

static DE: ActingWords = ActingWords {
    title: "In welcher Organisation?",
    lede: "Eine Plattform-Administration gehört zu keiner und handelt immer in einer. Was Sie dort tun, steht unter Ihrem Namen in deren Änderungsprotokoll.",
    slug: "Organisation",
    hint: "Ihr Kurzname wie in Adressen, zum Beispiel cacao-ixchel.",
    go: "Weiter",
    missing: "Tragen Sie den Kurznamen der Organisation ein.",
    unknown: "Eine Organisation mit diesem Namen gibt es nicht.",
    opening: "Die Organisation wird geöffnet …",
    another: "Andere Organisation wählen",
};

static ES: ActingWords = ActingWords {
    title: "¿En qué organización?",
    lede: "Quien administra la plataforma no pertenece a ninguna y actúa en una cada vez. Lo que haga allí queda con su nombre en su registro de cambios.",
    slug: "Organización",
    hint: "Su nombre corto, como en las direcciones; por ejemplo, cacao-ixchel.",
    go: "Continuar",
    missing: "Escriba el nombre corto de la organización.",
    unknown: "No hay ninguna organización con este nombre.",
    opening: "Abriendo la organización …",
    another: "Elegir otra organización",
};

static JA: ActingWords = ActingWords {
    title: "どの組織で作業しますか",
    lede: "プラットフォーム管理者はどの組織にも属さず、一度に一つの組織で作業します。行った操作は、その組織の変更記録にお名前とともに残ります。",
    slug: "組織",
    hint: "アドレスに使われる短い名前です(例:cacao-ixchel)。",
    go: "続ける",
    missing: "組織の短い名前を入力してください。",
    unknown: "この名前の組織はありません。",
    opening: "組織を開いています…",
    another: "別の組織を選ぶ",
};

impl Phrases for ActingWords {
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
pub fn pw() -> &'static ActingWords {
    ui_kit::t()
}
