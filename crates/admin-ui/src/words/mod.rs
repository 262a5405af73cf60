//! Every text of the staff's application: one field each, one file per language, so that a missing translation does
//! not compile. Numbers arrive already written as the reader's language does.

mod de;
mod en;
mod es;
mod ja;

use contract::trace::NodeKind;
use ui_kit::{Language, Phrases};

/// A count: the number for its grammar, and as written.
pub type Counted = fn(n: i64, written: &str) -> String;

pub struct Words {
    pub sections: &'static str,
    pub menu: &'static str,
    pub trace: &'static str,
    pub farms_batches: &'static str,
    pub orders: &'static str,

    // Sign-in
    pub sign_in: &'static str,
    pub staff: &'static str,
    pub staff_lede: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub expired: &'static str,
    pub wrong: &'static str,
    pub suspended: &'static str,
    pub no_access: &'static str,
    pub missing_email: &'static str,
    pub missing_password: &'static str,
    pub unreachable: &'static str,

    // Search
    pub search: &'static str,
    pub suggestions: &'static str,
    pub nothing_found: fn(query: &str) -> String,
    pub search_failed: &'static str,
    pub found: Counted,

    // Start
    pub start_title: &'static str,
    pub start_lede: &'static str,
    pub start_how: &'static str,
    pub start_points: [(&'static str, &'static str); 4],
    pub recent: &'static str,
    pub recent_none: &'static str,

    // Kinds
    pub farm: &'static str,
    pub batch: &'static str,
    pub product: &'static str,
    pub order: &'static str,
    pub shop: &'static str,
    pub shipment: &'static str,
    pub farms_n: Counted,
    pub batches_n: Counted,
    pub blends_n: Counted,
    pub products_n: Counted,
    pub orders_n: Counted,
    pub shops_n: Counted,
    pub countries_n: Counted,
    pub cartons_n: Counted,

    // Trace
    pub from_kind: fn(kind: NodeKind, time: &str) -> String,
    pub show: &'static str,
    pub everything: &'static str,
    pub shipped_only: &'static str,
    pub country: &'static str,
    pub all_countries: &'static str,
    pub export: &'static str,
    pub no_role_title: &'static str,
    pub no_role: &'static str,
    pub not_found_title: &'static str,
    pub not_found: fn(what: &str) -> String,
    pub failed_title: &'static str,
    pub new_trace: &'static str,
    /// "Where the 840 cartons of" … "are": what stands before and after the name.
    pub where_are: fn(n: i64, written: &str) -> (String, String),
    pub never_made: (&'static str, &'static str),
    pub delivered: &'static str,
    pub in_transit: &'static str,
    pub held: &'static str,
    pub in_store: &'static str,
    pub unaccounted: &'static str,
    pub unaccounted_n: fn(written: &str) -> String,
    pub too_many_n: fn(written: &str) -> String,
    pub all_accounted: &'static str,
    pub whole_lots: &'static str,
    pub lit_now: &'static str,
    /// "2 products, 8 orders, 8 shops in 3 countries."
    pub lit_counts: fn(products: &str, orders: &str, shops: &str, countries: &str) -> String,
    pub lit_none: &'static str,
    pub lit_hint: &'static str,
    pub left_us: fn(cartons: &str) -> (String, &'static str),
    pub trace_from: fn(name: &str) -> String,
    pub see_orders: &'static str,

    // Picture
    pub picture: &'static str,
    pub picture_label: fn(root: &str, lit: &str) -> String,
    pub scrolls: &'static str,
    pub keys: &'static str,
    pub key_lit: &'static str,
    pub key_strand: Counted,
    pub key_ribbon: &'static str,
    pub key_transit: &'static str,
    pub key_loose: &'static str,
    pub fewer: &'static str,
    pub more_n: fn(written: &str) -> String,
    pub made_n: fn(written: &str) -> String,
    pub unsold_n: fn(all: &str, unsold: &str) -> String,
    pub no_orders: fn(all: &str) -> String,
    pub no_products: &'static str,
    pub goes_into: fn(code: &str) -> String,
    pub cancelled: &'static str,
    pub starts_here: &'static str,
    pub shipped_of: fn(shipped: &str) -> String,

    // Table
    pub table: &'static str,
    pub shops_reached: &'static str,
    pub col_shop: &'static str,
    pub col_orders: &'static str,
    pub col_shipped: &'static str,
    pub all_shops: &'static str,
    pub table_empty: &'static str,
    pub and_more: fn(written: &str) -> String,
    pub csv: [&'static str; 10],
    pub file: &'static str,

    // Lists
    pub batches_title: &'static str,
    pub batches_lede: &'static str,
    pub orders_title: &'static str,
    pub orders_lede: &'static str,
    pub orders_of: fn(shop: &str) -> String,
    pub col_batch: &'static str,
    pub col_farm: &'static str,
    pub col_status: &'static str,
    pub col_harvest: &'static str,
    pub col_produced: &'static str,
    pub col_order: &'static str,
    pub col_date: &'static str,
    pub col_cartons: &'static str,
    pub more_rows: &'static str,
    pub all_rows: &'static str,
    pub batches_empty: (&'static str, &'static str),
    pub orders_empty: (&'static str, &'static str),
    pub list_failed: &'static str,
    pub blend_of: Counted,

    pub page_missing: (&'static str, &'static str),
}

impl Phrases for Words {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::De => &de::WORDS,
            Language::Ja => &ja::WORDS,
            Language::Es => &es::WORDS,
        }
    }
}

/// The texts in the reader's language. Reactive.
pub fn w() -> &'static Words {
    ui_kit::t()
}

impl Words {
    pub fn kind(&self, kind: NodeKind) -> &'static str {
        match kind {
            NodeKind::Farm => self.farm,
            NodeKind::Batch => self.batch,
            NodeKind::Product => self.product,
            NodeKind::Order => self.order,
            NodeKind::Customer | NodeKind::Complaint => self.shop,
            NodeKind::Shipment => self.shipment,
        }
    }
}

/// The country's name where we know how the language writes it, by the browser; else its code.
pub fn country(code: &str) -> String {
    ui_kit::i18n::language();
    crate::country::name(code)
}
