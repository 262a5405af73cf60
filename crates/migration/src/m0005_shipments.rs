//! What left for a shop: shipments, what is in them, where they have been. An order may go out in several.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        shipments().create(manager).await?;
        shipment_items().create(manager).await?;
        shipment_events().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["shipment_events", "shipment_items", "shipments"]).await
    }
}

const SHIPMENT_STATUSES: &[&str] = &[
    "pending",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "exception",
];

fn shipments() -> TableSpec {
    TableSpec::new("shipments", "Cartons of one order that travel together.")
        .id()
        .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
        .belongs_to("order_id", "orders", ForeignKeyAction::Restrict, "")
        .required(Kind::Text, "shipment_number", "Unique in the organization.")
        .optional(Kind::Text, "carrier", "")
        .optional(Kind::Text, "tracking_number", "")
        .optional(Kind::Text, "tracking_url", "")
        .optional(Kind::Day, "dispatch_date", "")
        .optional(Kind::Day, "est_delivery_date", "")
        .optional(
            Kind::Moment,
            "actual_delivery_date",
            "The moment of delivery: the proof shows its time.",
        )
        .one_of(
            "status",
            SHIPMENT_STATUSES,
            Some("'pending'"),
            "A pending shipment does not count as shipped.",
        )
        .optional(
            Kind::Text,
            "ship_to_name",
            "Delivery address, as it was when shipped.",
        )
        .optional(Kind::Text, "ship_to_street", "")
        .optional(Kind::Text, "ship_to_city", "")
        .optional(Kind::Text, "ship_to_postal_code", "")
        .optional(
            Kind::Code(2),
            "ship_to_country",
            "ISO 3166-1 alpha-2, upper case.",
        )
        .optional(Kind::Text, "received_by", "Who took the delivery.")
        .optional(Kind::Bytes, "signature", "Image of the signature.")
        .optional(Kind::Text, "signature_type", "Media type of the signature.")
        .optional(Kind::Bytes, "photo", "Photo of the delivery.")
        .optional(Kind::Text, "photo_type", "Media type of the photo.")
        .version()
        .timestamps()
        .check(
            "ship_to_country",
            "length(ship_to_country) = 2 AND ship_to_country = upper(ship_to_country)",
        )
        .check(
            "signature_type",
            "(signature IS NULL) = (signature_type IS NULL)",
        )
        .check("photo_type", "(photo IS NULL) = (photo_type IS NULL)")
        .unique(&["org_id", "shipment_number"])
        .index(&["order_id", "id"])
}

fn shipment_items() -> TableSpec {
    TableSpec::new(
        "shipment_items",
        "How many cartons of an order line are in a shipment.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("shipment_id", "shipments", ForeignKeyAction::Cascade, "")
    .belongs_to(
        "order_item_id",
        "order_items",
        ForeignKeyAction::Restrict,
        "",
    )
    .required(Kind::Count, "quantity", "Cartons.")
    .created()
    .check("quantity", "quantity > 0")
    .unique(&["shipment_id", "order_item_id"])
    .index(&["org_id"])
    .covering_index(&["order_item_id"], &["org_id", "shipment_id", "quantity"])
}

fn shipment_events() -> TableSpec {
    TableSpec::new("shipment_events", "The milestones of a shipment.")
        .id()
        .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
        .belongs_to("shipment_id", "shipments", ForeignKeyAction::Cascade, "")
        .one_of("status", SHIPMENT_STATUSES, None, "")
        .required(Kind::Moment, "occurred_at", "")
        .optional(Kind::Text, "location", "")
        .optional(Kind::Text, "description", "")
        .created()
        .index(&["org_id"])
        .index(&["shipment_id", "occurred_at", "id"])
}
