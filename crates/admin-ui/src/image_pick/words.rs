//! The texts around choosing a picture.

use ui_kit::{Language, Phrases};

pub struct PickWords {
    pub or_drop: &'static str,
    pub preview: &'static str,
    pub discard: &'static str,
    pub wrong_kind: &'static str,
    pub too_big: &'static str,
    pub unreadable: &'static str,
}

static EN: PickWords = PickWords {
    or_drop: "or drop a file here",
    preview: "The picture as it will be sent",
    discard: "Discard",
    wrong_kind: "This kind of file is not taken here. See what is, above.",
    too_big: "The file is too large. Make it smaller, then choose it again.",
    unreadable: "The browser could not read this file. Choose it again.",
};

static DE: PickWords = PickWords {
    or_drop: "oder eine Datei hierher ziehen",
    preview: "Das Bild, wie es gesendet wird",
    discard: "Verwerfen",
    wrong_kind: "Diese Art von Datei geht hier nicht. Welche gehen, steht darüber.",
    too_big: "Die Datei ist zu groß. Verkleinern Sie sie und wählen Sie sie noch einmal.",
    unreadable: "Der Browser konnte die Datei nicht lesen. Wählen Sie sie noch einmal.",
};

static ES: PickWords = PickWords {
    or_drop: "o arrastre un archivo hasta aquí",
    preview: "La imagen tal como se enviará",
    discard: "Descartar",
    wrong_kind: "Aquí no se admite este tipo de archivo. Arriba dice cuáles sí.",
    too_big: "El archivo es demasiado grande. Redúzcalo y elíjalo otra vez.",
    unreadable: "El navegador no pudo leer el archivo. Elíjalo otra vez.",
};

static JA: PickWords = PickWords {
    or_drop: "またはファイルをここにドロップ",
    preview: "送信される画像",
    discard: "取り消す",
    wrong_kind: "この種類のファイルは使えません。使える種類は上に書いてあります。",
    too_big: "ファイルが大きすぎます。小さくしてから、もう一度選んでください。",
    unreadable: "ファイルを読み取れませんでした。もう一度選んでください。",
};

impl Phrases for PickWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Es => &ES,
            Language::Ja => &JA,
        }
    }
}

pub(super) fn pw() -> &'static PickWords {
    ui_kit::t()
}
