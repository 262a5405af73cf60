//! The texts about lab and sensor readings.

use ui_kit::{Language, Phrases};

pub struct ReadingWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub none: &'static str,
    pub none_shop: &'static str,
    pub kind: &'static str,
    pub value: &'static str,
    pub when: &'static str,
    pub batch: &'static str,
    pub number: &'static str,
    pub cadmium: &'static str,
    pub moisture: &'static str,
    pub fermentation: &'static str,
    pub storage: &'static str,
    pub acidity: &'static str,
    pub limit: fn(value: &str) -> String,
    pub chart: fn(kind: &str, n: &str, low: &str, high: &str) -> String,
    pub chart_one: fn(kind: &str, value: &str) -> String,
    pub newest: &'static str,
    pub table: &'static str,
    pub shown: fn(shown: &str, all: &str) -> String,
}

static EN: ReadingWords = ReadingWords {
    title: "Measurements",
    lede: "From the laboratory and the sensors; their source owns them.",
    none: "Nothing has been measured yet.",
    none_shop: "No measurement names this shop.",
    kind: "What",
    value: "Value",
    when: "When",
    batch: "Batch",
    number: "Number at its source",
    cadmium: "Cadmium",
    moisture: "Moisture",
    fermentation: "Temperature in fermentation",
    storage: "Temperature in store",
    acidity: "Acidity",
    limit: |value| format!("limit {value}"),
    chart: |kind, n, low, high| format!("{kind}: {n} readings from {low} to {high}"),
    chart_one: |kind, value| format!("{kind}: one reading, {value}"),
    newest: "The newest is",
    table: "All of them as a table",
    shown: |shown, all| format!("The newest {shown} of {all}."),
};

static DE: ReadingWords = ReadingWords {
    title: "Messungen",
    lede: "Aus Labor und Sensoren; sie gehören ihrer Quelle.",
    none: "Noch wurde nichts gemessen.",
    none_shop: "Keine Messung nennt diesen Laden.",
    kind: "Was",
    value: "Wert",
    when: "Wann",
    batch: "Charge",
    number: "Nummer bei der Quelle",
    cadmium: "Cadmium",
    moisture: "Feuchte",
    fermentation: "Temperatur bei der Fermentation",
    storage: "Temperatur im Lager",
    acidity: "Säure",
    limit: |value| format!("Grenzwert {value}"),
    chart: |kind, n, low, high| format!("{kind}: {n} Messungen von {low} bis {high}"),
    chart_one: |kind, value| format!("{kind}: eine Messung, {value}"),
    newest: "Die neueste:",
    table: "Alle als Tabelle",
    shown: |shown, all| format!("Die neuesten {shown} von {all}."),
};

static ES: ReadingWords = ReadingWords {
    title: "Mediciones",
    lede: "Del laboratorio y los sensores; pertenecen a su origen.",
    none: "Aún no hay mediciones.",
    none_shop: "Ninguna medición nombra esta tienda.",
    kind: "Qué",
    value: "Valor",
    when: "Cuándo",
    batch: "Lote",
    number: "Número en su origen",
    cadmium: "Cadmio",
    moisture: "Humedad",
    fermentation: "Temperatura en fermentación",
    storage: "Temperatura en almacén",
    acidity: "Acidez",
    limit: |value| format!("límite {value}"),
    chart: |kind, n, low, high| format!("{kind}: {n} mediciones de {low} a {high}"),
    chart_one: |kind, value| format!("{kind}: una medición, {value}"),
    newest: "La más reciente:",
    table: "Todas en una tabla",
    shown: |shown, all| format!("Las {shown} más recientes de {all}."),
};

static JA: ReadingWords = ReadingWords {
    title: "測定値",
    lede: "検査機関とセンサーから届きます。修正は元のシステムで行います。",
    none: "測定値はまだありません。",
    none_shop: "この店舗の測定値はありません。",
    kind: "項目",
    value: "値",
    when: "日時",
    batch: "バッチ",
    number: "元の番号",
    cadmium: "カドミウム",
    moisture: "水分",
    fermentation: "発酵温度",
    storage: "保管温度",
    acidity: "酸度",
    limit: |value| format!("上限 {value}"),
    chart: |kind, n, low, high| format!("{kind}: {n}件、{low}から{high}"),
    chart_one: |kind, value| format!("{kind}: 1件、{value}"),
    newest: "最新:",
    table: "一覧表",
    shown: |shown, all| format!("全{all}件のうち新しい{shown}件です。"),
};

impl Phrases for ReadingWords {
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
pub fn rw() -> &'static ReadingWords {
    ui_kit::t()
}
