//! The texts of the provenance page, in four languages. Anybody reads them, with a wrapper in hand.

use ui_kit::{Language, Phrases};

pub struct ProvenanceWords {
    pub failed: &'static str,
    pub unknown: fn(lot: &str) -> String,
    pub unknown_text: &'static str,
    pub lot_code: &'static str,
    pub look_up: &'static str,
    pub lot: &'static str,
    pub best_before: fn(date: &str) -> String,
    /// Title where nothing was made of the lot yet.
    pub lot_title: fn(lot: &str) -> String,
    /// `month` is "January 2026", where known.
    pub one_farm: fn(month: Option<&str>) -> String,
    /// A blend of so many farms.
    pub blend: fn(farms: usize) -> String,
    pub not_made: &'static str,
    /// `place` where the workshop is on the map.
    pub made_by: fn(maker: &str) -> String,
    pub made_by_in: fn(maker: &str) -> String,
    pub recalled: &'static str,
    pub recalled_text: fn(lot: &str) -> String,
    pub the_farm: &'static str,
    pub grown_by: fn(name: &str) -> String,
    pub altitude: &'static str,
    pub land: &'static str,
    pub varieties: &'static str,
    pub certified: &'static str,
    pub map_label: fn(farm: &str, region: &str) -> String,
    pub workshop: &'static str,
    /// Below the map. `km` as the crow flies.
    pub map_caption: fn(km: &str) -> String,
    pub journey: &'static str,
    pub harvest: &'static str,
    pub fermentation: &'static str,
    pub drying: &'static str,
    pub received: &'static str,
    pub roast: &'static str,
    pub made: &'static str,
    pub days: fn(count: i32) -> String,
    pub kinds: fn(count: usize) -> String,
    pub inputs: &'static str,
    pub inputs_lede: &'static str,
    pub others: &'static str,
    pub mark: &'static str,
    pub wrong: &'static str,
    pub wrong_text: &'static str,
    pub printed_code: &'static str,
}

static EN: ProvenanceWords = ProvenanceWords {
    failed: "This page did not load",
    unknown: |lot| format!("We know no lot {lot}"),
    unknown_text: "Check the code on the wrapper: it stands behind “(10)” or “Lot”, beside the date. Letters, digits and hyphens count; capitals do not.",
    lot_code: "Lot code",
    look_up: "Look it up",
    lot: "Lot",
    best_before: |date| format!("Best before {date}"),
    lot_title: |lot| format!("Lot {lot}"),
    one_farm: |month| match month {
        Some(month) => format!(
            "Every bar of this lot was made from the cacao of one farm, harvested in {month}."
        ),
        None => "Every bar of this lot was made from the cacao of one farm.".to_owned(),
    },
    blend: |farms| format!("This lot brings together the cacao of {farms} farms."),
    not_made: "This cacao has not become bars yet.",
    made_by: |maker| format!("Made by {maker}"),
    made_by_in: |maker| format!("Made by {maker} in Cobán, Guatemala"),
    recalled: "This lot has been recalled",
    recalled_text: |lot| {
        format!(
            "Please do not eat bars of lot {lot}. Take them back to the shop that sold them to you; the shop knows what to do."
        )
    },
    the_farm: "The farm",
    grown_by: |name| format!("Grown by {name}"),
    altitude: "Altitude",
    land: "Land",
    varieties: "Varieties",
    certified: "Certified",
    map_label: |farm, region| {
        format!(
            "Map of Alta Verapaz, Guatemala: {farm} near {region}, the workshop in Cobán, and the way between them."
        )
    },
    workshop: "Workshop, Cobán",
    map_caption: |km| {
        format!(
            "Drawn by us: each line is a thread lifted by the mountains. The farm lies {km} km from the workshop, as the crow flies."
        )
    },
    journey: "From pod to bar",
    harvest: "Harvest",
    fermentation: "Fermentation",
    drying: "Drying",
    received: "Received at the workshop",
    roast: "Roast",
    made: "Chocolate made",
    days: |count| {
        if count == 1 {
            "1 day".to_owned()
        } else {
            format!("{count} days")
        }
    },
    kinds: |count| {
        if count == 1 {
            "one kind".to_owned()
        } else {
            format!("{count} kinds")
        }
    },
    inputs: "The lots in this blend",
    inputs_lede: "Each can be followed back to its own farm.",
    others: "Also made from this lot",
    mark: "This mark is woven from the farm’s own number. Bars from this farm always carry it.",
    wrong: "Something wrong with this bar?",
    wrong_text: "Keep the wrapper and tell the shop that sold it to you. The lot code is all they need.",
    printed_code: "As printed beside the code",
};

static DE: ProvenanceWords = ProvenanceWords {
    failed: "Diese Seite wurde nicht geladen",
    unknown: |lot| format!("Die Charge {lot} kennen wir nicht"),
    unknown_text: "Prüfen Sie den Code auf der Verpackung: Er steht hinter „(10)“ oder „Charge“ beim Datum. Buchstaben, Ziffern und Bindestriche zählen, Großschreibung nicht.",
    lot_code: "Chargencode",
    look_up: "Nachsehen",
    lot: "Charge",
    best_before: |date| format!("Mindestens haltbar bis {date}"),
    lot_title: |lot| format!("Charge {lot}"),
    one_farm: |month| match month {
        Some(month) => format!(
            "Jede Tafel dieser Charge ist aus dem Kakao einer einzigen Farm gemacht, geerntet im {month}."
        ),
        None => {
            "Jede Tafel dieser Charge ist aus dem Kakao einer einzigen Farm gemacht.".to_owned()
        }
    },
    blend: |farms| format!("Diese Charge vereint den Kakao von {farms} Farmen."),
    not_made: "Aus diesem Kakao sind noch keine Tafeln geworden.",
    made_by: |maker| format!("Hergestellt von {maker}"),
    made_by_in: |maker| format!("Hergestellt von {maker} in Cobán, Guatemala"),
    recalled: "Diese Charge wurde zurückgerufen",
    recalled_text: |lot| {
        format!(
            "Bitte essen Sie keine Tafeln der Charge {lot}. Bringen Sie sie in den Laden zurück, der sie Ihnen verkauft hat; dort weiß man, was zu tun ist."
        )
    },
    the_farm: "Die Farm",
    grown_by: |name| format!("Angebaut von {name}"),
    altitude: "Höhe",
    land: "Fläche",
    varieties: "Sorten",
    certified: "Zertifiziert",
    map_label: |farm, region| {
        format!(
            "Karte von Alta Verapaz, Guatemala: {farm} bei {region}, die Werkstatt in Cobán und der Weg dazwischen."
        )
    },
    workshop: "Werkstatt, Cobán",
    map_caption: |km| {
        format!(
            "Von uns gezeichnet: Jede Linie ist ein Faden, den die Berge heben. Bis zur Werkstatt sind es {km} km Luftlinie."
        )
    },
    journey: "Von der Frucht zur Tafel",
    harvest: "Ernte",
    fermentation: "Fermentation",
    drying: "Trocknung",
    received: "In der Werkstatt angekommen",
    roast: "Röstung",
    made: "Schokolade hergestellt",
    days: |count| {
        if count == 1 {
            "1 Tag".to_owned()
        } else {
            format!("{count} Tage")
        }
    },
    kinds: |count| {
        if count == 1 {
            "eine Sorte".to_owned()
        } else {
            format!("{count} Sorten")
        }
    },
    inputs: "Die Chargen dieser Mischung",
    inputs_lede: "Jede lässt sich bis zu ihrer Farm verfolgen.",
    others: "Ebenfalls aus dieser Charge",
    mark: "Dieses Zeichen ist aus der Nummer der Farm gewebt. Tafeln von dieser Farm tragen es immer.",
    wrong: "Stimmt etwas nicht mit dieser Tafel?",
    wrong_text: "Heben Sie die Verpackung auf und sagen Sie es dem Laden, der sie Ihnen verkauft hat. Der Chargencode genügt.",
    printed_code: "So steht es neben dem Code",
};

static ES: ProvenanceWords = ProvenanceWords {
    failed: "La página no se cargó",
    unknown: |lot| format!("No conocemos el lote {lot}"),
    unknown_text: "Revise el código del envoltorio: está después de «(10)» o «Lote», junto a la fecha. Cuentan letras, cifras y guiones; las mayúsculas no.",
    lot_code: "Código de lote",
    look_up: "Buscar",
    lot: "Lote",
    best_before: |date| format!("Consumir preferentemente antes del {date}"),
    lot_title: |lot| format!("Lote {lot}"),
    one_farm: |month| match month {
        Some(month) => format!(
            "Cada tableta de este lote se hizo con el cacao de una sola finca, cosechado en {month}."
        ),
        None => "Cada tableta de este lote se hizo con el cacao de una sola finca.".to_owned(),
    },
    blend: |farms| format!("Este lote reúne el cacao de {farms} fincas."),
    not_made: "Este cacao todavía no se ha convertido en tabletas.",
    made_by: |maker| format!("Hecho por {maker}"),
    made_by_in: |maker| format!("Hecho por {maker} en Cobán, Guatemala"),
    recalled: "Este lote ha sido retirado",
    recalled_text: |lot| {
        format!(
            "Por favor, no coma las tabletas del lote {lot}. Devuélvalas a la tienda donde las compró; allí saben qué hacer."
        )
    },
    the_farm: "La finca",
    grown_by: |name| format!("Cultivado por {name}"),
    altitude: "Altitud",
    land: "Terreno",
    varieties: "Variedades",
    certified: "Certificación",
    map_label: |farm, region| {
        format!(
            "Mapa de Alta Verapaz, Guatemala: {farm}, cerca de {region}, el taller en Cobán y el camino entre ambos."
        )
    },
    workshop: "Taller, Cobán",
    map_caption: |km| {
        format!(
            "Dibujado por nosotros: cada línea es un hilo que las montañas levantan. La finca está a {km} km del taller en línea recta."
        )
    },
    journey: "De la mazorca a la tableta",
    harvest: "Cosecha",
    fermentation: "Fermentación",
    drying: "Secado",
    received: "Llegó al taller",
    roast: "Tueste",
    made: "Chocolate hecho",
    days: |count| {
        if count == 1 {
            "1 día".to_owned()
        } else {
            format!("{count} días")
        }
    },
    kinds: |count| {
        if count == 1 {
            "un tipo".to_owned()
        } else {
            format!("{count} tipos")
        }
    },
    inputs: "Los lotes de esta mezcla",
    inputs_lede: "Cada uno se puede seguir hasta su finca.",
    others: "También hecho con este lote",
    mark: "Esta marca está tejida con el número de la finca. Las tabletas de esta finca siempre la llevan.",
    wrong: "¿Algo va mal con esta tableta?",
    wrong_text: "Guarde el envoltorio y avise a la tienda donde la compró. Con el código de lote basta.",
    printed_code: "Como aparece junto al código",
};

static JA: ProvenanceWords = ProvenanceWords {
    failed: "ページを読み込めませんでした",
    unknown: |lot| format!("ロット {lot} は見つかりません"),
    unknown_text: "包み紙のコードをご確認ください。日付のそばの「(10)」または「ロット」の後にあります。英数字とハイフンを入力してください。大文字と小文字の区別はありません。",
    lot_code: "ロット番号",
    look_up: "調べる",
    lot: "ロット",
    best_before: |date| format!("賞味期限 {date}"),
    lot_title: |lot| format!("ロット {lot}"),
    one_farm: |month| match month {
        Some(month) => format!(
            "このロットの板チョコレートは、ひとつの農園で{month}に収穫したカカオだけでつくりました。"
        ),
        None => "このロットの板チョコレートは、ひとつの農園のカカオだけでつくりました。".to_owned(),
    },
    blend: |farms| format!("このロットは、{farms}つの農園のカカオを合わせてつくりました。"),
    not_made: "このカカオは、まだチョコレートになっていません。",
    made_by: |maker| format!("製造：{maker}"),
    made_by_in: |maker| format!("製造：{maker}（グアテマラ・コバン）"),
    recalled: "このロットは回収の対象です",
    recalled_text: |lot| {
        format!(
            "ロット {lot} の商品は召し上がらないでください。お買い求めの店へお持ちください。店が対応いたします。"
        )
    },
    the_farm: "農園",
    grown_by: |name| format!("生産者：{name}"),
    altitude: "標高",
    land: "面積",
    varieties: "品種",
    certified: "認証",
    map_label: |farm, region| {
        format!(
            "グアテマラ、アルタ・ベラパス県の地図：{region}の{farm}、コバンの工房、その間の道のり。"
        )
    },
    workshop: "工房（コバン）",
    map_caption: |km| {
        format!(
            "地図は自社で描いたものです。線の一本一本が、山に持ち上げられた糸を表します。農園から工房までは直線で{km} kmです。"
        )
    },
    journey: "実から板チョコレートまで",
    harvest: "収穫",
    fermentation: "発酵",
    drying: "乾燥",
    received: "工房に入荷",
    roast: "焙煎",
    made: "チョコレートの製造",
    days: |count| format!("{count}日間"),
    kinds: |count| format!("{count}種類"),
    inputs: "このブレンドのロット",
    inputs_lede: "どのロットも、それぞれの農園までたどれます。",
    others: "同じロットからつくった商品",
    mark: "この模様は農園の番号から織り出したものです。この農園の板チョコレートには必ず付いています。",
    wrong: "お気づきの点がありましたら",
    wrong_text: "包み紙を捨てずに、お買い求めの店へお知らせください。ロット番号だけで調べられます。",
    printed_code: "コードのそばの印字",
};

impl Phrases for ProvenanceWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Ja => &JA,
            Language::Es => &ES,
        }
    }
}

/// The texts in the reader's language. Reactive.
pub fn pw() -> &'static ProvenanceWords {
    ui_kit::t()
}
