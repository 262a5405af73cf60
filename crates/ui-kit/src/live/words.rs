//! The texts of what refreshes by itself, in four languages.

use crate::i18n::{Language, Phrases};

pub struct LiveWords {
    pub checking: &'static str,
    /// `time` is "14:02".
    pub checked: fn(time: &str) -> String,
    /// Whole minutes, at least 1.
    pub again: fn(minutes: i64) -> String,
    /// The last question got no answer; `time` is when the shown answer came.
    pub cut_off: fn(time: &str) -> String,
}

static EN: LiveWords = LiveWords {
    checking: "Checking now …",
    checked: |time| format!("Checked at {time}"),
    again: |minutes| format!("again in {minutes} min"),
    cut_off: |time| format!("No connection. This is from {time}."),
};

static DE: LiveWords = LiveWords {
    checking: "Wird gerade geprüft …",
    checked: |time| format!("Geprüft um {time}"),
    again: |minutes| format!("wieder in {minutes} Min."),
    cut_off: |time| format!("Keine Verbindung. Stand von {time}."),
};

static ES: LiveWords = LiveWords {
    checking: "Comprobando…",
    checked: |time| format!("Comprobado a las {time}"),
    again: |minutes| format!("otra vez en {minutes} min"),
    cut_off: |time| format!("Sin conexión. Datos de las {time}."),
};

static JA: LiveWords = LiveWords {
    checking: "確認しています…",
    checked: |time| format!("{time}に確認しました"),
    again: |minutes| format!("{minutes}分後に再確認"),
    cut_off: |time| format!("接続が切れています。{time}時点の表示です。"),
};

impl Phrases for LiveWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Ja => &JA,
            Language::Es => &ES,
        }
    }
}
