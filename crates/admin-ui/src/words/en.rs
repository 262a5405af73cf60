//! The staff application's texts in English.

use contract::trace::NodeKind;

use super::Words;

fn plural(n: i64, written: &str, one: &str, many: &str) -> String {
    format!("{written} {}", if n == 1 { one } else { many })
}

pub static WORDS: Words = Words {
    sections: "Sections",
    menu: "Menu",
    trace: "Trace",
    farms_batches: "Farms & batches",
    orders: "Orders",

    sign_in: "Sign in",
    staff: "Staff",
    staff_lede: "Every carton, from the farm to the shop and back.",
    email: "E-mail",
    password: "Password",
    expired: "Session expired. Please log in again.",
    wrong: "E-mail or password is wrong. After five wrong tries an account rests for 15 minutes.",
    suspended: "This account is suspended. Ask an administrator of your organization.",
    no_access: "No account yet? An administrator of your organization opens it for you.",
    missing_email: "Write your e-mail address.",
    missing_password: "Write your password.",
    unreachable: "The application is not answering",

    search: "Lot, order, shop or farm",
    suggestions: "Finds",
    nothing_found: |query| {
        format!(
            "Nothing is called “{query}”. Try a lot code off a bar, an order number, a shop or a farm."
        )
    },
    search_failed: "The search did not answer. Try again in a moment.",
    found: |n, written| plural(n, written, "find", "finds"),

    start_title: "Where did it go, where did it come from?",
    start_lede: "Write a lot code off a bar, an order number, a shop or a farm. The answer shows the whole way: every carton back to its farm and on to its shop.",
    start_how: "What you can start from",
    start_points: [
        (
            "A lot",
            "IXC-26-001, read off the bar: which shops have it, and which farm it came from.",
        ),
        (
            "An order",
            "O-2026-0098: which lots are in it, and their farms.",
        ),
        (
            "A farm",
            "Everything made of its cacao, also batches that nobody ordered.",
        ),
        ("A shop", "Its orders; each leads to its trace."),
    ],
    recent: "Traced in this session",
    recent_none: "What you trace is listed here until you close the tab.",

    farm: "farm",
    batch: "batch",
    product: "product",
    order: "order",
    shop: "shop",
    shipment: "shipment",
    farms_n: |n, written| plural(n, written, "farm", "farms"),
    batches_n: |n, written| plural(n, written, "batch", "batches"),
    blends_n: |n, written| plural(n, written, "blend", "blends"),
    products_n: |n, written| plural(n, written, "product", "products"),
    orders_n: |n, written| plural(n, written, "order", "orders"),
    shops_n: |n, written| plural(n, written, "shop", "shops"),
    countries_n: |n, written| plural(n, written, "country", "countries"),
    cartons_n: |n, written| plural(n, written, "carton", "cartons"),

    from_kind: |kind, time| {
        let from = match kind {
            NodeKind::Farm => "Trace from a farm",
            NodeKind::Batch => "Trace from a batch, both ways",
            NodeKind::Product => "Trace from a product, both ways",
            _ => "Trace from an order, back to its farms",
        };
        format!("{from} · {time} ms")
    },
    show: "Show",
    everything: "Everything",
    shipped_only: "Shipped only",
    country: "Country",
    all_countries: "All countries",
    export: "Export",
    no_role_title: "Tracing is for administrators",
    no_role: "Your account may see farms, batches and orders, but not trace them. If you need to, ask an administrator to change your role.",
    not_found_title: "Nothing to trace here",
    not_found: |what| {
        format!(
            "There is no {what} in your organization. Check the code: 0 and O, 1 and l are easily mistaken."
        )
    },
    failed_title: "The trace did not load",
    new_trace: "New trace",
    where_are: |n, written| {
        (
            format!("Where the {} of", plural(n, written, "carton", "cartons")),
            if n == 1 { "is".into() } else { "are".into() },
        )
    },
    never_made: ("Nothing has been made of", "yet"),
    delivered: "delivered",
    in_transit: "in transit",
    held: "allocated, with us",
    in_store: "in store, not sold",
    unaccounted: "unaccounted for",
    unaccounted_n: |written| format!("{written} unaccounted for"),
    too_many_n: |written| format!("{written} more than were made"),
    all_accounted: "All accounted for",
    whole_lots: "Of the whole lots, whatever is filtered below.",
    lit_now: "Lit now",
    lit_counts: |products, orders, shops, countries| {
        format!("{products}, {orders}, {shops} in {countries}.")
    },
    lit_none: "No order took anything of it.",
    lit_hint: "Point at anything in the picture to light its way.",
    left_us: |cartons| (cartons.to_owned(), " have left us."),
    trace_from: |name| format!("Trace from {name}"),
    see_orders: "See its orders",

    picture: "Picture of the trace",
    picture_label: |root, lit| {
        format!(
            "Trace of {root}. Lit: {lit}, and everything on its way. The same facts are in the table."
        )
    },
    scrolls: "Trace picture, scrolls sideways on a small screen",
    keys: "Arrow keys go along the thread and light it, Enter traces from there, Escape lights the start again.",
    key_lit: "Lit: what you point at and everything on its way",
    key_strand: |n, written| format!("One strand is {}", plural(n, written, "carton", "cartons")),
    key_ribbon: "Too many strands to draw: the width is the number of cartons",
    key_transit: "Broken line: on the way",
    key_loose: "Loose ends: not sold, or still with us",
    fewer: "Show fewer",
    more_n: |written| format!("{written} more"),
    made_n: |written| format!("{written} made"),
    unsold_n: |all, unsold| format!("{all} · {unsold} unsold"),
    no_orders: |all| format!("{all} · no orders"),
    no_products: "no products",
    goes_into: |code| format!("into {code}"),
    cancelled: "cancelled",
    starts_here: "the trace starts here",
    shipped_of: |shipped| format!("{shipped} shipped"),

    table: "The same facts as a table",
    shops_reached: "Shops reached",
    col_shop: "Shop",
    col_orders: "Orders",
    col_shipped: "Shipped",
    all_shops: "All shops",
    table_empty: "No shop got any of it.",
    and_more: |written| format!("and {written} more"),
    csv: [
        "Shop",
        "City",
        "Country",
        "Order",
        "Order date",
        "Status",
        "Batches",
        "Cartons",
        "Shipped",
        "Delivered",
    ],
    file: "trace",

    batches_title: "Farms & batches",
    batches_lede: "Newest first. A batch opens its lots and their labels.",
    orders_title: "Orders",
    orders_lede: "Newest first. An order opens its page.",
    orders_of: |shop| format!("Orders of {shop}"),
    col_batch: "Batch",
    col_farm: "Farm",
    col_status: "Status",
    col_harvest: "Harvested",
    col_produced: "Produced",
    col_order: "Order",
    col_date: "Ordered",
    col_cartons: "Cartons",
    more_rows: "Show more",
    all_rows: "That is all.",
    batches_empty: (
        "No batches yet",
        "Batches appear here as soon as the first cacao is taken in.",
    ),
    orders_empty: ("No orders here", "Orders appear here as shops place them."),
    list_failed: "The list did not load",
    blend_of: |n, written| format!("made of {}", plural(n, written, "batch", "batches")),

    page_missing: (
        "There is no such page",
        "The address may be mistyped, or the page comes with a later version.",
    ),
};
