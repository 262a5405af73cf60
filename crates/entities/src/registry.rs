//! Every entity with its columns, foreign keys and enumerations, as data: what the tests compare with the database.

use sea_orm::sea_query::ForeignKeyAction;
use sea_orm::{
    ActiveEnum, EntityTrait, IdenStatic, Iterable, RelationDef, RelationTrait, sea_query::TableRef,
};

use crate::enums;

/// One table as its entity describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    pub foreign_keys: Vec<ForeignKey>,
}

/// A foreign key as its relation describes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    pub columns: Vec<String>,
    pub table: String,
    pub target: Vec<String>,
    /// `RESTRICT`, `CASCADE` or `SET NULL`; `NO ACTION` stands for anything else, which no relation may have.
    pub on_delete: &'static str,
}

/// A column that holds one of a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    pub table: &'static str,
    pub column: &'static str,
    pub values: Vec<String>,
}

/// Every table, parents before children.
pub fn all() -> Vec<Table> {
    vec![
        describe(crate::organizations::Entity),
        describe(crate::teams::Entity),
        describe(crate::users::Entity),
        describe(crate::customers::Entity),
        describe(crate::contacts::Entity),
        describe(crate::customer_portal_users::Entity),
        describe(crate::customer_terms::Entity),
        describe(crate::search_variants::Entity),
        describe(crate::farms::Entity),
        describe(crate::batches::Entity),
        describe(crate::batch_inputs::Entity),
        describe(crate::products::Entity),
        describe(crate::orders::Entity),
        describe(crate::order_items::Entity),
        describe(crate::order_events::Entity),
        describe(crate::work_orders::Entity),
        describe(crate::shipments::Entity),
        describe(crate::shipment_items::Entity),
        describe(crate::shipment_events::Entity),
        describe(crate::measurements::Entity),
        describe(crate::stock_levels::Entity),
        describe(crate::recalls::Entity),
        describe(crate::recall_batches::Entity),
        describe(crate::recall_notices::Entity),
        describe(crate::recall_notice_lines::Entity),
        describe(crate::complaints::Entity),
        describe(crate::complaint_photos::Entity),
        describe(crate::oauth_clients::Entity),
        describe(crate::revoked_tokens::Entity),
        describe(crate::idempotency_keys::Entity),
        describe(crate::audit_logs::Entity),
        describe(crate::audit_chain::Entity),
        describe(crate::integration_logs::Entity),
        describe(crate::integration_jobs::Entity),
        describe(crate::events::Entity),
        describe(crate::outbox_emails::Entity),
    ]
}

/// Every enumeration column.
pub fn enumerations() -> Vec<Enumeration> {
    vec![
        enumeration::<enums::Locale>("organizations", "default_locale"),
        enumeration::<enums::StaffRole>("users", "role"),
        enumeration::<enums::AccountStatus>("users", "status"),
        enumeration::<enums::EmailStatus>("users", "mail_status"),
        enumeration::<enums::CustomerStatus>("customers", "status"),
        enumeration::<enums::Locale>("customers", "locale"),
        enumeration::<enums::AccountStatus>("customer_portal_users", "status"),
        enumeration::<enums::EmailStatus>("customer_portal_users", "mail_status"),
        enumeration::<enums::BatchStatus>("batches", "status"),
        enumeration::<enums::OrderStatus>("orders", "status"),
        enumeration::<enums::ShippingMethod>("orders", "shipping_method"),
        enumeration::<enums::ShippingTerm>("orders", "shipping_term"),
        enumeration::<enums::ErpStatus>("orders", "erp_status"),
        enumeration::<enums::OrderStatus>("order_items", "status"),
        enumeration::<enums::WorkOrderStatus>("work_orders", "status"),
        enumeration::<enums::ShipmentStatus>("shipments", "status"),
        enumeration::<enums::ShipmentStatus>("shipment_events", "status"),
        enumeration::<enums::RecallClass>("recalls", "class"),
        enumeration::<enums::RecallStatus>("recalls", "status"),
        enumeration::<enums::RecallBatchOrigin>("recall_batches", "origin"),
        enumeration::<enums::NoticeState>("recall_notices", "state"),
        enumeration::<enums::Locale>("recall_notices", "locale"),
        enumeration::<enums::ComplaintCategory>("complaints", "category"),
        enumeration::<enums::ComplaintSeverity>("complaints", "severity"),
        enumeration::<enums::ComplaintStatus>("complaints", "status"),
        enumeration::<enums::ClientStatus>("oauth_clients", "status"),
        enumeration::<enums::LogStatus>("integration_logs", "status"),
        enumeration::<enums::JobStatus>("integration_jobs", "status"),
        enumeration::<enums::EmailStatus>("outbox_emails", "status"),
        enumeration::<enums::Locale>("outbox_emails", "locale"),
    ]
}

fn describe<E: EntityTrait>(entity: E) -> Table {
    Table {
        name: entity.table_name().to_owned(),
        columns: E::Column::iter().map(|c| c.as_str().to_owned()).collect(),
        foreign_keys: E::Relation::iter()
            .map(|relation| relation.def())
            // The other side of a relation (`has_many`) is the other table's foreign key.
            .filter(|definition| !definition.is_owner)
            .map(foreign_key)
            .collect(),
    }
}

fn foreign_key(definition: RelationDef) -> ForeignKey {
    ForeignKey {
        columns: names(definition.from_col),
        table: table_name(&definition.to_tbl),
        target: names(definition.to_col),
        on_delete: match definition.on_delete {
            Some(ForeignKeyAction::Restrict) => "RESTRICT",
            Some(ForeignKeyAction::Cascade) => "CASCADE",
            Some(ForeignKeyAction::SetNull) => "SET NULL",
            _ => "NO ACTION",
        },
    }
}

fn names(identity: sea_orm::Identity) -> Vec<String> {
    identity.into_iter().map(|name| name.to_string()).collect()
}

fn table_name(table: &TableRef) -> String {
    match table {
        TableRef::Table(name, _) => name.1.to_string(),
        _ => String::new(),
    }
}

fn enumeration<E>(table: &'static str, column: &'static str) -> Enumeration
where
    E: ActiveEnum<Value = String> + Iterable,
{
    Enumeration {
        table,
        column,
        values: E::iter().map(|value| value.to_value()).collect(),
    }
}
