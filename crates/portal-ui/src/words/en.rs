//! The portal's texts in English.

use super::Words;

const NUMBERS: [&str; 13] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

fn word(count: u64) -> String {
    usize::try_from(count)
        .ok()
        .and_then(|n| NUMBERS.get(n))
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn are(count: u64) -> String {
    format!("{} {}", word(count), if count == 1 { "is" } else { "are" })
}

pub static WORDS: Words = Words {
    portal: "Order Portal",
    sections: "Portal",
    sections_below: "Portal, below",
    breadcrumb: "Breadcrumb",
    sign_in: "Sign in",
    tagline: "Your orders, from the farm to your shelf.",
    email: "E-mail",
    password: "Password",
    need_email: "Your e-mail address is missing.",
    need_password: "Your password is missing.",
    wrong: "E-mail or password is wrong.",
    suspended: "Account suspended. Contact manufacturer.",
    expired: "Session expired. Please log in again.",
    your_order: "Your order",
    your_shop: "Your shop",
    orders: "Orders",
    orders_tab: "Orders",
    orders_noun: "orders",
    filter_orders: "Filter orders",
    search: "Order, PO or product",
    status: "Status",
    all: "All",
    any_date: "Any date",
    clear_date: "Clear the date filter",
    last_90_days: "Last 90 days",
    this_year: "This year",
    last_12_months: "Last 12 months",
    order: "Order",
    ordered: "Ordered",
    products: "Products",
    cartons: "Cartons",
    where_it_is: "Where it is",
    est_delivery: "Estimated delivery",
    estimated: "Estimated",
    po: "PO",
    farm_open: "Farm not chosen yet",
    thread_key: "Farm, batch, bar, order, shop: thick thread is behind you, thin thread is still to come.",
    no_orders: "No orders yet",
    no_orders_text: "When you place your first order, its thread from the farm starts here.",
    no_match: "Nothing matches",
    no_match_text: "None of your orders fits this search and these filters.",
    clear_filters: "Show all orders",
    orders_failed: "Your orders did not load",
    order_failed: "This order did not load",
    order_missing: "This order is not among yours",
    order_missing_text: "Check the number, or look for it in your orders.",
    to_orders: "To your orders",
    page_missing: "There is no such page",
    page_missing_text: "The address may be old or mistyped.",
    portal_failed: "The portal is out of reach",
    your_po: "Your PO",
    est_complete: "Estimated delivery, complete",
    requested: "Requested delivery",
    terms: "Terms",
    standard: "standard",
    urgent: "urgent",
    specific: "on a set day",
    comments: "Your note",
    print: "Print",
    provenance: "Provenance",
    picture_label: "Provenance of this order: from farm, through batch, bar and shipment, to your shop. The same facts are listed under What you ordered.",
    picture_scrolls: "Provenance picture",
    picture_keys: "Arrow keys move from one to the next.",
    ribbon: "Width is cartons",
    broken_line: "Broken line: on the way",
    loose_ends: "Loose ends: still with us",
    fewer: "Show fewer",
    farm: "Farm",
    batch: "Batch",
    bar: "Bar",
    shipment: "Shipment",
    no_batch_yet: "no batch yet",
    ordered_title: "What you ordered",
    ordered_lede: "Each bar can be followed back to its farm.",
    lot: "Lot",
    lot_open: "Batch not chosen yet",
    lot_open_text: "You see the farm here as soon as it is.",
    production: "Production",
    production_lede: "Runs that your bars are made in. Other shops’ cartons are part of them.",
    no_runs: "No run is planned for these bars yet.",
    shipments: "Shipments",
    no_shipments: "Nothing has left us yet. Each parcel appears here with its own tracking.",
    day_open: "Day not known yet",
    tracking: "Tracking",
    opens_carrier: "opens the carrier’s page",
    timeline: "Timeline",
    created: "Created",
    shipped_in_part: "Shipped, in part",
    side: "Shipments and timeline",
    headline_open: "Waiting for a batch",
    headline_queued: "Waiting for its turn",
    headline_making: "Being made",
    headline_ready: "Made and waiting to leave",
    headline_cancelled: "Cancelled",
    headline_held: "A shipment needs attention",
    headline_here: "Everything is with you",
    all_here: "Everything has arrived.",
    no_access: |maker| {
        format!("No access yet? Write to {maker}; your contact there opens it for you.")
    },
    batch_tag: |code| format!("Batch {code}"),
    more: |count| format!("+{count} more"),
    since: |date| format!("Since {date}"),
    found: |count| {
        if count == 1 {
            "1 order found".to_owned()
        } else {
            format!("{count} orders found")
        }
    },
    unit: |count| if count == 1 { " carton" } else { " cartons" },
    making_now: |count| format!("{} being made", are(count)),
    on_the_way: |count| {
        format!(
            "{} on {} way",
            are(count),
            if count == 1 { "its" } else { "their" }
        )
    },
    waiting: |count| format!("{} waiting", are(count)),
    next_arrives: |day| format!("The next one arrives {day}."),
    n_cartons: |count, written| {
        format!(
            "{written}{}",
            if count == 1 { " carton" } else { " cartons" }
        )
    },
    arrive: |count, cartons, day| {
        format!(
            "{cartons} {} {day}",
            if count == 1 { "arrives" } else { "arrive" }
        )
    },
    under_way: |count, cartons| {
        format!(
            "{cartons} {} on the way",
            if count == 1 { "is" } else { "are" }
        )
    },
    overdue: |count, cartons, date| {
        format!(
            "{cartons} {} due on {date}",
            if count == 1 { "was" } else { "were" }
        )
    },
    today: "today",
    tomorrow: "tomorrow",
    on_day: |day| format!("on {day}"),
    here_since: |date| format!("Everything is with you since {date}"),
    ready_about: |date| format!("Being made, ready about {date}"),
    starts_about: |date| format!("Production starts about {date}"),
    cancelled_on: |date| format!("Cancelled on {date}"),
    of_total: |cartons, parts| format!("Of {cartons}, {parts}."),
    part_here: |count, written| {
        format!(
            "{written} {} with you",
            if count == 1 { "is" } else { "are" }
        )
    },
    part_way: |count, written| {
        format!(
            "{written} {} on the way",
            if count == 1 { "is" } else { "are" }
        )
    },
    part_us: |count, written| {
        format!(
            "{written} {} still with us",
            if count == 1 { "is" } else { "are" }
        )
    },
    list: |parts| super::listed(parts, ", ", " and "),
    harvested: |month| format!("harvested {month}"),
    of_shipped: |ordered| format!(" of {ordered} shipped"),
    of_cartons: |made, planned| format!("{made} / {planned} cartons"),
    run_ready: |date| format!("Estimated completion {date}"),
    run_start: |date| format!("Estimated start {date}"),
    run_done: |date| format!("Completed {date}"),
    delivered_at: |time| format!("Delivered {time}"),
    signed_by: |name| format!("signed for by {name}"),
    left_on: |date| format!("left {date}"),
    track_with: |carrier| format!("Track with {carrier}"),
    expected_on: |date| format!("Estimated {date}"),
    part_of: |some, cartons| format!("{some} of {cartons}"),
    strand: |cartons| format!("One strand is {cartons}"),
    here_of: |here, total| format!("{here} of {total} here"),
    kinds: |count| {
        if count == 1 {
            "1 kind".to_owned()
        } else {
            format!("{count} kinds")
        }
    },
    printed: |customer, date| format!("for {customer}, printed {date}"),
};
