//! The staff application's texts in Spanish.

use contract::trace::NodeKind;

use super::Words;

fn plural(n: i64, written: &str, one: &str, many: &str) -> String {
    format!("{written} {}", if n == 1 { one } else { many })
}

pub static WORDS: Words = Words {
    sections: "Secciones",
    menu: "Menú",
    trace: "Rastreo",
    farms_batches: "Fincas y lotes",
    orders: "Pedidos",

    sign_in: "Iniciar sesión",
    staff: "Personal",
    staff_lede: "Cada caja, de la finca a la tienda y de vuelta.",
    email: "Correo electrónico",
    password: "Contraseña",
    expired: "La sesión ha caducado. Inicie sesión de nuevo.",
    wrong: "El correo o la contraseña no es correcto. Tras cinco intentos fallidos, la cuenta descansa 15 minutos.",
    suspended: "Esta cuenta está suspendida. Pregunte a la administración de su organización.",
    no_access: "¿Aún no tiene cuenta? La administración de su organización se la abre.",
    missing_email: "Escriba su correo electrónico.",
    missing_password: "Escriba su contraseña.",
    unreachable: "La aplicación no responde",

    search: "Lote, pedido, tienda o finca",
    suggestions: "Resultados",
    nothing_found: |query| {
        format!(
            "Nada se llama «{query}». Pruebe con el código de lote de una barra, un número de pedido, una tienda o una finca."
        )
    },
    search_failed: "La búsqueda no respondió. Inténtelo de nuevo en un momento.",
    found: |n, written| plural(n, written, "resultado", "resultados"),

    start_title: "¿Adónde fue, de dónde vino?",
    start_lede: "Escriba el código de lote de una barra, un número de pedido, una tienda o una finca. La respuesta muestra todo el camino: cada caja de vuelta a su finca y hasta su tienda.",
    start_how: "Desde dónde puede empezar",
    start_points: [
        (
            "Un lote",
            "IXC-26-001, leído en la barra: qué tiendas lo tienen y de qué finca vino.",
        ),
        ("Un pedido", "O-2026-0098: qué lotes lleva, y sus fincas."),
        (
            "Una finca",
            "Todo lo que se hizo con su cacao, también los lotes que nadie pidió.",
        ),
        ("Una tienda", "Sus pedidos; cada uno lleva a su rastreo."),
    ],
    recent: "Rastreado en esta sesión",
    recent_none: "Lo que rastree aparece aquí hasta que cierre la pestaña.",

    farm: "finca",
    batch: "lote",
    product: "producto",
    order: "pedido",
    shop: "tienda",
    shipment: "envío",
    farms_n: |n, written| plural(n, written, "finca", "fincas"),
    batches_n: |n, written| plural(n, written, "lote", "lotes"),
    blends_n: |n, written| plural(n, written, "mezcla", "mezclas"),
    products_n: |n, written| plural(n, written, "producto", "productos"),
    orders_n: |n, written| plural(n, written, "pedido", "pedidos"),
    shops_n: |n, written| plural(n, written, "tienda", "tiendas"),
    countries_n: |n, written| plural(n, written, "país", "países"),
    cartons_n: |n, written| plural(n, written, "caja", "cajas"),

    from_kind: |kind, time| {
        let from = match kind {
            NodeKind::Farm => "Rastreo desde una finca",
            NodeKind::Batch => "Rastreo desde un lote, en ambos sentidos",
            NodeKind::Product => "Rastreo desde un producto, en ambos sentidos",
            _ => "Rastreo desde un pedido hasta sus fincas",
        };
        format!("{from} · {time} ms")
    },
    show: "Mostrar",
    everything: "Todo",
    shipped_only: "Solo lo enviado",
    country: "País",
    all_countries: "Todos los países",
    export: "Exportar",
    no_role_title: "El rastreo es para la administración",
    no_role: "Su cuenta puede ver fincas, lotes y pedidos, pero no rastrearlos. Si lo necesita, pida a la administración que cambie su rol.",
    not_found_title: "Aquí no hay nada que rastrear",
    not_found: |what| {
        format!(
            "En su organización no existe: {what}. Revise el código: 0 y O, 1 y l se confunden con facilidad."
        )
    },
    failed_title: "El rastreo no se cargó",
    new_trace: "Nuevo rastreo",
    where_are: |n, written| {
        (
            format!(
                "Dónde {} de",
                if n == 1 {
                    format!("está la {written} caja")
                } else {
                    format!("están las {written} cajas")
                }
            ),
            String::new(),
        )
    },
    never_made: ("Aún no se ha hecho nada de", ""),
    delivered: "entregadas",
    in_transit: "en camino",
    held: "asignadas, con nosotros",
    in_store: "en bodega, sin vender",
    unaccounted: "sin justificar",
    unaccounted_n: |written| format!("{written} sin justificar"),
    too_many_n: |written| format!("{written} más de las que se hicieron"),
    all_accounted: "Todo justificado",
    whole_lots: "De los lotes enteros, sin importar el filtro.",
    lit_now: "Teñido ahora",
    lit_counts: |products, orders, shops, countries| {
        format!("{products}, {orders}, {shops} en {countries}.")
    },
    lit_none: "Ningún pedido llevó nada de esto.",
    lit_hint: "Señale algo en la imagen para teñir su camino.",
    left_us: |cartons| (cartons.to_owned(), " han salido de casa."),
    trace_from: |name| format!("Rastrear desde {name}"),
    see_orders: "Ver sus pedidos",

    picture: "Imagen del rastreo",
    picture_label: |root, lit| {
        format!(
            "Rastreo de {root}. Teñido: {lit} y todo su camino. Los mismos datos están en la tabla."
        )
    },
    scrolls: "Imagen del rastreo; en una pantalla pequeña se desplaza de lado",
    keys: "Las flechas recorren el hilo y lo tiñen, Intro rastrea desde ahí, Escape vuelve a teñir el comienzo.",
    key_lit: "Teñido: lo que señala y todo su camino",
    key_strand: |n, written| {
        format!(
            "Una hebra {} {}",
            if n == 1 { "es" } else { "son" },
            plural(n, written, "caja", "cajas")
        )
    },
    key_ribbon: "Demasiadas hebras para dibujarlas: el ancho es el número de cajas",
    key_transit: "Línea cortada: en camino",
    key_loose: "Cabos sueltos: sin vender o aún con nosotros",
    fewer: "Mostrar menos",
    more_n: |written| format!("{written} más"),
    made_n: |written| format!("{written} hechas"),
    unsold_n: |all, unsold| format!("{all} · {unsold} sin vender"),
    no_orders: |all| format!("{all} · sin pedidos"),
    no_products: "sin productos",
    goes_into: |code| format!("va a {code}"),
    cancelled: "cancelado",
    starts_here: "el rastreo empieza aquí",
    shipped_of: |shipped| format!("{shipped} enviadas"),

    table: "Los mismos datos en una tabla",
    shops_reached: "Tiendas alcanzadas",
    col_shop: "Tienda",
    col_orders: "Pedidos",
    col_shipped: "Enviadas",
    all_shops: "Todas las tiendas",
    table_empty: "Ninguna tienda recibió nada de esto.",
    and_more: |written| format!("y {written} más"),
    csv: [
        "Tienda",
        "Ciudad",
        "País",
        "Pedido",
        "Fecha del pedido",
        "Estado",
        "Lotes",
        "Cajas",
        "Enviadas",
        "Entregadas",
    ],
    file: "rastreo",

    batches_title: "Fincas y lotes",
    batches_lede: "Primero los más recientes. Un lote abre sus productos y etiquetas.",
    orders_title: "Pedidos",
    orders_lede: "Primero los más recientes. Un pedido abre su página.",
    orders_of: |shop| format!("Pedidos de {shop}"),
    col_batch: "Lote",
    col_farm: "Finca",
    col_status: "Estado",
    col_harvest: "Cosecha",
    col_produced: "Producido",
    col_order: "Pedido",
    col_date: "Fecha",
    col_cartons: "Cajas",
    more_rows: "Mostrar más",
    all_rows: "Eso es todo.",
    batches_empty: (
        "Aún no hay lotes",
        "Los lotes aparecen aquí en cuanto se recibe el primer cacao.",
    ),
    orders_empty: (
        "Aquí no hay pedidos",
        "Los pedidos aparecen aquí cuando las tiendas los hacen.",
    ),
    list_failed: "La lista no se cargó",
    blend_of: |n, written| format!("hecho de {}", plural(n, written, "lote", "lotes")),

    page_missing: (
        "Esta página no existe",
        "Puede que la dirección esté mal escrita o que la página llegue con una versión posterior.",
    ),
};
