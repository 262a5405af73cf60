//! What shops order and what is made for it: orders, order items, order events, work orders.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        orders().create(manager).await?;
        order_items().create(manager).await?;
        order_events().create(manager).await?;
        work_orders().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(
            manager,
            &["work_orders", "order_events", "order_items", "orders"],
        )
        .await
    }
}

const ORDER_STATUSES: &[&str] = &[
    "pending",
    "in_production",
    "shipped",
    "delivered",
    "cancelled",
];

fn orders() -> TableSpec {
    TableSpec::new("orders", "An order of one shop.")
        .id()
        .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
        .belongs_to("customer_id", "customers", ForeignKeyAction::Restrict, "")
        .may_belong_to(
            "created_by_user_id",
            "users",
            ForeignKeyAction::SetNull,
            "Staff who entered it for the shop.",
        )
        .may_belong_to(
            "created_by_portal_user_id",
            "customer_portal_users",
            ForeignKeyAction::SetNull,
            "The shop's person who placed it.",
        )
        .required(
            Kind::Text,
            "order_number",
            "Unique in the organization, such as O-2026-0042.",
        )
        .optional(
            Kind::Text,
            "customer_po_reference",
            "The shop's own purchase order number.",
        )
        .one_of("status", ORDER_STATUSES, Some("'pending'"), "")
        .required(Kind::Day, "order_date", "")
        .optional(Kind::Day, "est_delivery_date", "What we expect.")
        .optional(
            Kind::Day,
            "requested_delivery_date",
            "What the shop asked for.",
        )
        .one_of_or_null("shipping_method", &["standard", "urgent", "specific"], "")
        .one_of_or_null("shipping_term", &["DDP", "FOB", "CIF"], "Incoterm.")
        .optional(Kind::Text, "comments", "From the shop; shown to it.")
        .one_of_or_null(
            "erp_status",
            &["PENDING", "SUBMITTED", "FAILED"],
            "Null when the order does not go to the ERP.",
        )
        .optional(Kind::Text, "erp_order_number", "")
        .optional(Kind::Moment, "submitted_to_erp_at", "")
        .optional(
            Kind::Text,
            "external_order_id",
            "Set when an outside system owns the order, which is read-only here then.",
        )
        .version()
        .timestamps()
        .unique(&["org_id", "order_number"])
        .unique(&["org_id", "external_order_id"])
        .index(&["customer_id", "order_date desc", "id desc"])
        .index(&["org_id", "order_date desc", "id desc"])
        .index(&["org_id", "status", "order_date desc", "id desc"])
        .index(&["created_by_user_id"])
        .index(&["created_by_portal_user_id"])
}

fn order_items() -> TableSpec {
    TableSpec::new(
        "order_items",
        "A line of an order. It joins a batch to a shop: a recall starts here.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("order_id", "orders", ForeignKeyAction::Cascade, "")
    .may_belong_to(
        "product_id",
        "products",
        ForeignKeyAction::Restrict,
        "Null until the line is allocated.",
    )
    .may_belong_to(
        "batch_id",
        "batches",
        ForeignKeyAction::Restrict,
        "Null until the line is allocated; set whenever product_id is.",
    )
    .required(Kind::Text, "sku", "")
    .required(Kind::Text, "product_name", "As it was called when ordered.")
    .optional(Kind::Text, "description", "")
    .required(Kind::Count, "quantity", "Cartons ordered.")
    .defaulted(
        Kind::Count,
        "quantity_shipped",
        "0",
        "Cartons in shipments that have left; a pending shipment does not count.",
    )
    .defaulted(Kind::Text, "unit", "'carton'", "")
    .one_of("status", ORDER_STATUSES, Some("'pending'"), "")
    .timestamps()
    .check("quantity", "quantity > 0")
    .check(
        "quantity_shipped",
        "quantity_shipped BETWEEN 0 AND quantity",
    )
    // A line with a product and no batch would be missing from the batch's trace.
    .check("batch_id", "product_id IS NULL OR batch_id IS NOT NULL")
    // A product named with a batch is of that batch.
    .belongs_to_composite(
        &["product_id", "batch_id"],
        "products",
        &["id", "batch_id"],
        ForeignKeyAction::Restrict,
    )
    .index(&["org_id"])
    .index(&["order_id"])
    .index(&["product_id", "batch_id"])
    // org_id is there for the policy: without it a trace would visit the table for every line.
    .covering_index(
        &["batch_id"],
        &[
            "org_id",
            "id",
            "order_id",
            "product_id",
            "quantity",
            "quantity_shipped",
        ],
    )
}

fn order_events() -> TableSpec {
    TableSpec::new(
        "order_events",
        "The timeline of an order, as the shop sees it.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("order_id", "orders", ForeignKeyAction::Cascade, "")
    .required(
        Kind::Text,
        "event",
        "What happened, such as created, in_production, shipped, delivered, cancelled.",
    )
    .required(Kind::Moment, "occurred_at", "")
    .optional(Kind::Text, "description", "")
    .created()
    .index(&["org_id"])
    .index(&["order_id", "occurred_at", "id"])
}

fn work_orders() -> TableSpec {
    TableSpec::new(
        "work_orders",
        "A production run. Shops see its progress, never its cost or bill of materials.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .may_belong_to(
        "order_id",
        "orders",
        ForeignKeyAction::SetNull,
        "The order it is made for, if for one.",
    )
    .may_belong_to("batch_id", "batches", ForeignKeyAction::SetNull, "")
    .required(Kind::Text, "wo_number", "Unique in the organization.")
    .required(Kind::Text, "sku", "")
    .required(Kind::Text, "product_name", "")
    .required(Kind::Count, "qty_planned", "Cartons.")
    .defaulted(Kind::Count, "qty_completed", "0", "Cartons.")
    .defaulted(Kind::Text, "unit", "'carton'", "")
    .one_of(
        "status",
        &["planned", "in_progress", "completed", "cancelled"],
        Some("'planned'"),
        "",
    )
    .optional(Kind::Day, "est_start", "")
    .optional(Kind::Day, "est_completion", "")
    .optional(Kind::Moment, "completed_at", "")
    .optional(Kind::Money, "internal_cost_cents", "For staff only.")
    .optional(Kind::Json, "bill_of_materials", "For staff only.")
    .version()
    .timestamps()
    .check("qty_planned", "qty_planned > 0")
    .check("qty_completed", "qty_completed >= 0")
    .check("internal_cost_cents", "internal_cost_cents >= 0")
    .unique(&["org_id", "wo_number"])
    .index(&["org_id", "id desc"])
    .index(&["org_id", "status", "id desc"])
    .index(&["order_id", "id"])
    .index(&["batch_id"])
}
