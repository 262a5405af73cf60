//! The portal's texts in Spanish.

use super::Words;

const NUMBERS: [&str; 13] = [
    "ninguno", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez",
    "once", "doce",
];

fn word(count: u64) -> String {
    usize::try_from(count)
        .ok()
        .and_then(|n| NUMBERS.get(n))
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn are(count: u64) -> String {
    format!(
        "{} {}",
        word(count),
        if count == 1 { "está" } else { "están" }
    )
}

pub static WORDS: Words = Words {
    portal: "Portal de pedidos",
    sections: "Portal",
    sections_below: "Portal, abajo",
    breadcrumb: "Ruta",
    sign_in: "Iniciar sesión",
    tagline: "Sus pedidos, de la finca a su estante.",
    email: "Correo electrónico",
    password: "Contraseña",
    need_email: "Falta su correo electrónico.",
    need_password: "Falta su contraseña.",
    wrong: "El correo o la contraseña no son correctos.",
    suspended: "Cuenta suspendida. Contacte al fabricante.",
    expired: "La sesión ha caducado. Vuelva a iniciar sesión.",
    your_order: "Su pedido",
    your_shop: "Su tienda",
    orders: "Pedidos",
    orders_tab: "Pedidos",
    orders_noun: "pedidos",
    filter_orders: "Filtrar pedidos",
    search: "Pedido, OC o producto",
    status: "Estado",
    all: "Todos",
    any_date: "Cualquier fecha",
    clear_date: "Quitar el filtro de fecha",
    last_90_days: "Últimos 90 días",
    this_year: "Este año",
    last_12_months: "Últimos 12 meses",
    order: "Pedido",
    ordered: "Fecha",
    products: "Productos",
    cartons: "Cajas",
    where_it_is: "Dónde está",
    est_delivery: "Entrega estimada",
    estimated: "Estimada",
    po: "OC",
    farm_open: "Finca aún sin elegir",
    thread_key: "Finca, lote, tableta, pedido, tienda: el hilo grueso ya está hecho, el fino falta por venir.",
    no_orders: "Aún no hay pedidos",
    no_orders_text: "Con su primer pedido empieza aquí su hilo desde la finca.",
    no_match: "Nada coincide",
    no_match_text: "Ninguno de sus pedidos coincide con esta búsqueda y estos filtros.",
    clear_filters: "Mostrar todos los pedidos",
    orders_failed: "Sus pedidos no se cargaron",
    order_failed: "Este pedido no se cargó",
    order_missing: "Este pedido no está entre los suyos",
    order_missing_text: "Revise el número o búsquelo entre sus pedidos.",
    to_orders: "A sus pedidos",
    page_missing: "Esta página no existe",
    page_missing_text: "La dirección puede ser antigua o tener un error.",
    portal_failed: "No se puede acceder al portal",
    your_po: "Su orden de compra",
    est_complete: "Entrega completa estimada",
    requested: "Entrega solicitada",
    terms: "Condiciones",
    standard: "estándar",
    urgent: "urgente",
    specific: "en fecha fija",
    comments: "Su nota",
    print: "Imprimir",
    provenance: "Procedencia",
    picture_label: "Procedencia de este pedido: de la finca, por lote, tableta y envío, hasta su tienda. Los mismos datos están en «Lo que pidió».",
    picture_scrolls: "Imagen de la procedencia",
    picture_keys: "Las flechas llevan de uno al siguiente.",
    ribbon: "El ancho son cajas",
    broken_line: "Línea discontinua: en camino",
    loose_ends: "Cabos sueltos: aún con nosotros",
    fewer: "Mostrar menos",
    farm: "Finca",
    batch: "Lote",
    bar: "Tableta",
    shipment: "Envío",
    no_batch_yet: "aún sin lote",
    ordered_title: "Lo que pidió",
    ordered_lede: "Cada tableta se puede seguir hasta su finca.",
    lot: "Lote",
    lot_open: "Lote aún sin elegir",
    lot_open_text: "Verá aquí la finca en cuanto se elija.",
    production: "Producción",
    production_lede: "Las tandas en que se hacen sus tabletas. Incluyen cajas de otras tiendas.",
    no_runs: "Aún no hay tanda prevista para estas tabletas.",
    shipments: "Envíos",
    no_shipments: "Todavía no ha salido nada. Cada envío aparecerá aquí con su propio seguimiento.",
    day_open: "Día por confirmar",
    tracking: "Seguimiento",
    opens_carrier: "abre la página del transportista",
    timeline: "Cronología",
    created: "Creado",
    shipped_in_part: "Enviado en parte",
    side: "Envíos y cronología",
    headline_open: "En espera de un lote",
    headline_queued: "En espera de producción",
    headline_making: "En elaboración",
    headline_ready: "Listo y en espera de envío",
    headline_cancelled: "Cancelado",
    headline_held: "Un envío requiere atención",
    headline_here: "Ya lo tiene todo",
    all_here: "Todo ha llegado.",
    no_access: |maker| {
        format!("¿Aún no tiene acceso? Escriba a {maker}; su contacto allí se lo abre.")
    },
    batch_tag: |code| format!("Lote {code}"),
    more: |count| format!("+{count} más"),
    since: |date| format!("Desde {date}"),
    found: |count| {
        if count == 1 {
            "1 pedido encontrado".to_owned()
        } else {
            format!("{count} pedidos encontrados")
        }
    },
    unit: |count| if count == 1 { " caja" } else { " cajas" },
    making_now: |count| format!("{} en elaboración", are(count)),
    on_the_way: |count| format!("{} en camino", are(count)),
    waiting: |count| format!("{} en espera", are(count)),
    next_arrives: |day| format!("El próximo llega {day}."),
    n_cartons: |count, written| format!("{written}{}", if count == 1 { " caja" } else { " cajas" }),
    arrive: |count, cartons, day| {
        format!(
            "{cartons} {} {day}",
            if count == 1 { "llega" } else { "llegan" }
        )
    },
    under_way: |count, cartons| {
        format!(
            "{cartons} {} en camino",
            if count == 1 { "está" } else { "están" }
        )
    },
    overdue: |count, cartons, date| {
        format!(
            "{cartons} {} para el {date}",
            if count == 1 {
                "estaba prevista"
            } else {
                "estaban previstas"
            }
        )
    },
    today: "hoy",
    tomorrow: "mañana",
    on_day: |day| format!("el {day}"),
    here_since: |date| format!("Todo está con usted desde el {date}"),
    ready_about: |date| format!("En elaboración, listo hacia el {date}"),
    starts_about: |date| format!("La producción empieza hacia el {date}"),
    cancelled_on: |date| format!("Cancelado el {date}"),
    of_total: |cartons, parts| format!("De {cartons}, {parts}."),
    part_here: |count, written| {
        format!(
            "{written} {} con usted",
            if count == 1 { "está" } else { "están" }
        )
    },
    part_way: |_, written| format!("{written} en camino"),
    part_us: |_, written| format!("{written} todavía con nosotros"),
    list: |parts| super::listed(parts, ", ", " y "),
    harvested: |month| format!("cosecha de {month}"),
    of_shipped: |ordered| format!(" de {ordered} enviadas"),
    of_cartons: |made, planned| format!("{made} / {planned} cajas"),
    run_ready: |date| format!("Fin estimado {date}"),
    run_start: |date| format!("Inicio estimado {date}"),
    run_done: |date| format!("Terminado {date}"),
    delivered_at: |time| format!("Entregado el {time}"),
    signed_by: |name| format!("recibido por {name}"),
    left_on: |date| format!("salió el {date}"),
    track_with: |carrier| format!("Seguir con {carrier}"),
    expected_on: |date| format!("Estimado {date}"),
    part_of: |some, cartons| format!("{some} de {cartons}"),
    strand: |cartons| format!("Un hilo son {cartons}"),
    here_of: |here, total| format!("{here} de {total} aquí"),
    kinds: |count| {
        if count == 1 {
            "1 tipo".to_owned()
        } else {
            format!("{count} tipos")
        }
    },
    printed: |customer, date| format!("para {customer}, impreso el {date}"),
};
