//! The texts about customers.

use ui_kit::{Language, Phrases};

use crate::words::Counted;

pub struct CustomerWords {
    pub customers: &'static str,
    pub lede: &'static str,
    pub crumbs: &'static str,
    pub shop: &'static str,
    pub place: &'static str,
    pub status: &'static str,
    pub owner: &'static str,
    pub team: &'static str,
    pub language: &'static str,
    pub house_language: &'static str,
    pub country: &'static str,
    pub all: &'static str,
    pub all_countries: &'static str,
    pub search: &'static str,
    pub filter: &'static str,
    pub clear: &'static str,
    pub none: (&'static str, &'static str),
    pub no_match: (&'static str, &'static str),
    pub not_found: (&'static str, &'static str),
    pub failed: &'static str,
    pub address: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub erp_id: &'static str,
    pub external_id: &'static str,
    pub since: &'static str,
    pub notes: &'static str,
    pub orders: &'static str,
    pub order: &'static str,
    pub ordered: &'static str,
    pub cartons: &'static str,
    pub all_orders: Counted,
    pub no_orders: &'static str,
    pub orders_failed: &'static str,
}

static EN: CustomerWords = CustomerWords {
    customers: "Customers",
    lede: "The shops, by name. A shop opens its page.",
    crumbs: "Where you are",
    shop: "Shop",
    place: "Place",
    status: "Status",
    owner: "Looked after by",
    team: "Team",
    language: "Language",
    house_language: "the house’s",
    country: "Country",
    all: "All",
    all_countries: "All countries",
    search: "Name, city or id in another system",
    filter: "Narrow the list",
    clear: "Show all",
    none: (
        "No customers yet",
        "Shops appear here as soon as they are known.",
    ),
    no_match: (
        "No shop fits",
        "Try fewer letters, another status or another country.",
    ),
    not_found: (
        "There is no such customer",
        "The address may be mistyped, or the shop is not among those you look after.",
    ),
    failed: "The customer did not load",
    address: "Address",
    email: "E-mail",
    phone: "Telephone",
    erp_id: "Id in the ERP",
    external_id: "Id elsewhere",
    since: "Customer since",
    notes: "Notes",
    orders: "Recent orders",
    order: "Order",
    ordered: "Ordered",
    cartons: "Cartons",
    all_orders: |n, written| {
        if n == 1 {
            "Its one order".to_owned()
        } else {
            format!("All {written} orders")
        }
    },
    no_orders: "This shop has not ordered yet.",
    orders_failed: "The orders did not load",
};

static DE: CustomerWords = CustomerWords {
    customers: "Kunden",
    lede: "Die Läden nach Namen. Ein Laden öffnet seine Seite.",
    crumbs: "Wo Sie sind",
    shop: "Laden",
    place: "Ort",
    status: "Status",
    owner: "Betreut von",
    team: "Team",
    language: "Sprache",
    house_language: "die des Hauses",
    country: "Land",
    all: "Alle",
    all_countries: "Alle Länder",
    search: "Name, Ort oder Nummer in einem anderen System",
    filter: "Liste eingrenzen",
    clear: "Alle zeigen",
    none: (
        "Noch keine Kunden",
        "Läden erscheinen hier, sobald sie bekannt sind.",
    ),
    no_match: (
        "Kein Laden passt",
        "Versuchen Sie es mit weniger Buchstaben, einem anderen Status oder einem anderen Land.",
    ),
    not_found: (
        "Diesen Kunden gibt es nicht",
        "Vielleicht ist die Adresse vertippt, oder der Laden gehört nicht zu denen, die Sie betreuen.",
    ),
    failed: "Der Kunde wurde nicht geladen",
    address: "Adresse",
    email: "E-Mail",
    phone: "Telefon",
    erp_id: "Nummer im ERP",
    external_id: "Nummer anderswo",
    since: "Kunde seit",
    notes: "Notizen",
    orders: "Letzte Bestellungen",
    order: "Bestellung",
    ordered: "Bestellt",
    cartons: "Kartons",
    all_orders: |n, written| {
        if n == 1 {
            "Die eine Bestellung".to_owned()
        } else {
            format!("Alle {written} Bestellungen")
        }
    },
    no_orders: "Dieser Laden hat noch nichts bestellt.",
    orders_failed: "Die Bestellungen wurden nicht geladen",
};

static ES: CustomerWords = CustomerWords {
    customers: "Clientes",
    lede: "Las tiendas por nombre. Cada una abre su página.",
    crumbs: "Dónde está",
    shop: "Tienda",
    place: "Lugar",
    status: "Estado",
    owner: "Atendida por",
    team: "Equipo",
    language: "Idioma",
    house_language: "el de la casa",
    country: "País",
    all: "Todas",
    all_countries: "Todos los países",
    search: "Nombre, ciudad o código en otro sistema",
    filter: "Acotar la lista",
    clear: "Mostrar todas",
    none: (
        "Todavía no hay clientes",
        "Las tiendas aparecen aquí en cuanto se conocen.",
    ),
    no_match: (
        "Ninguna tienda coincide",
        "Pruebe con menos letras, otro estado u otro país.",
    ),
    not_found: (
        "Ese cliente no existe",
        "Quizá la dirección esté mal escrita o la tienda no sea de las que usted atiende.",
    ),
    failed: "No se cargó el cliente",
    address: "Dirección",
    email: "Correo electrónico",
    phone: "Teléfono",
    erp_id: "Código en el ERP",
    external_id: "Código externo",
    since: "Cliente desde",
    notes: "Notas",
    orders: "Pedidos recientes",
    order: "Pedido",
    ordered: "Fecha del pedido",
    cartons: "Cajas",
    all_orders: |n, written| {
        if n == 1 {
            "Su único pedido".to_owned()
        } else {
            format!("Los {written} pedidos")
        }
    },
    no_orders: "Esta tienda aún no ha hecho ningún pedido.",
    orders_failed: "No se cargaron los pedidos",
};

static JA: CustomerWords = CustomerWords {
    customers: "取引先",
    lede: "店舗の一覧(名前順)です。店舗を選ぶと詳細が開きます。",
    crumbs: "現在の場所",
    shop: "店舗",
    place: "所在地",
    status: "状態",
    owner: "担当者",
    team: "チーム",
    language: "言語",
    house_language: "自社の既定",
    country: "国",
    all: "すべて",
    all_countries: "すべての国",
    search: "名前、都市、または他システムの番号",
    filter: "一覧を絞り込む",
    clear: "すべて表示",
    none: (
        "取引先はまだありません",
        "店舗が登録されると、ここに表示されます。",
    ),
    no_match: (
        "該当する店舗はありません",
        "文字を減らすか、別の状態や国でお試しください。",
    ),
    not_found: (
        "その取引先は見つかりません",
        "アドレスの入力違いか、ご自身の担当ではない店舗の可能性があります。",
    ),
    failed: "取引先を読み込めませんでした",
    address: "住所",
    email: "メール",
    phone: "電話",
    erp_id: "ERPの番号",
    external_id: "他システムの番号",
    since: "取引開始",
    notes: "メモ",
    orders: "最近のご注文",
    order: "注文",
    ordered: "注文日",
    cartons: "カートン",
    all_orders: |_, written| format!("すべての注文({written}件)"),
    no_orders: "この店舗からの注文はまだありません。",
    orders_failed: "注文を読み込めませんでした",
};

impl Phrases for CustomerWords {
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
pub fn cw() -> &'static CustomerWords {
    ui_kit::t()
}
