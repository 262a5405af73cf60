//! When something is wrong: recalls, the batches they name, what each affected shop is told and answers, and the
//! complaints that start them. What a notice says is frozen when the recall is activated.

use crate::m0001_organizations::LOCALES;
use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        recalls().create(manager).await?;
        recall_batches().create(manager).await?;
        recall_notices().create(manager).await?;
        recall_notice_lines().create(manager).await?;
        complaints().create(manager).await?;
        complaint_photos().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "complaint_photos",
            "complaints",
            "recall_notice_lines",
            "recall_notices",
            "recall_batches",
            "recalls",
        ];
        drop_all(manager, &tables).await
    }
}

fn recalls() -> TableSpec {
    TableSpec::new("recalls", "A recall, or a drill of one: draft, then active, then closed.")
        .id()
        .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
        .may_belong_to("created_by_user_id", "users", ForeignKeyAction::SetNull, "")
        .may_belong_to("activated_by_user_id", "users", ForeignKeyAction::SetNull, "")
        .may_belong_to("closed_by_user_id", "users", ForeignKeyAction::SetNull, "")
        .required(Kind::Text, "recall_number", "Unique in the organization, such as R-2026-003.")
        .required(Kind::Text, "title", "")
        .required(Kind::Text, "reason", "What is wrong.")
        .one_of("class", &["I", "II", "III"], None, "I: may cause serious harm or death; III: unlikely to harm.")
        .required(Kind::Text, "instructions", "What shops must do.")
        .one_of("status", &["draft", "active", "closed"], Some("'draft'"), "")
        .defaulted(Kind::Flag, "is_drill", "false", "A drill recalls no batch and mails no shop unless asked to.")
        .defaulted(Kind::Flag, "mails_shops", "true", "Whether activating it queues e-mails.")
        .optional(Kind::Json, "scope", "What was named: batch_ids, farm_id, product_id, date_from, date_to. recall_batches is what that came to.")
        .required(Kind::Moment, "clock_started_at", "The first complaint, or the recall's creation: a full trace is due 4 hours later.")
        .optional(Kind::Moment, "traced_at", "When the full trace was there.")
        .optional(Kind::Moment, "activated_at", "")
        .optional(Kind::Moment, "closed_at", "")
        .optional(Kind::Text, "closure_reason", "")
        .version()
        .timestamps()
        .check("activated_at", "status = 'draft' OR activated_at IS NOT NULL")
        .check("closed_at", "status <> 'closed' OR (closed_at IS NOT NULL AND closure_reason IS NOT NULL)")
        .unique(&["org_id", "recall_number"])
        .index(&["org_id", "status", "id desc"])
        .index(&["created_by_user_id"])
        .index(&["activated_by_user_id"])
        .index(&["closed_by_user_id"])
}

fn recall_batches() -> TableSpec {
    TableSpec::new(
        "recall_batches",
        "The batches of a recall: those named and those made from them.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("recall_id", "recalls", ForeignKeyAction::Cascade, "")
    .belongs_to("batch_id", "batches", ForeignKeyAction::Restrict, "")
    .one_of(
        "origin",
        &["named", "derived"],
        Some("'named'"),
        "derived: made from a named batch (batch_inputs).",
    )
    .created()
    .unique(&["recall_id", "batch_id"])
    .index(&["org_id"])
    .index(&["batch_id"])
}

fn recall_notices() -> TableSpec {
    TableSpec::new(
        "recall_notices",
        "What one affected shop is told in one recall, and what it answers.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("recall_id", "recalls", ForeignKeyAction::Restrict, "")
    .belongs_to("customer_id", "customers", ForeignKeyAction::Restrict, "")
    .may_belong_to(
        "acknowledged_by_portal_user_id",
        "customer_portal_users",
        ForeignKeyAction::SetNull,
        "",
    )
    .may_belong_to(
        "telephoned_by_user_id",
        "users",
        ForeignKeyAction::SetNull,
        "",
    )
    .one_of(
        "state",
        &["pending", "sent", "opened", "acknowledged", "explained"],
        Some("'pending'"),
        "explained: staff say why no answer is to be waited for.",
    )
    .one_of(
        "locale",
        LOCALES,
        Some("'en'"),
        "Language the shop was told in.",
    )
    .optional(Kind::Moment, "sent_at", "When the e-mail left.")
    .optional(
        Kind::Moment,
        "opened_at",
        "When the shop first saw the notice.",
    )
    .optional(Kind::Moment, "telephoned_at", "")
    .optional(Kind::Moment, "acknowledged_at", "")
    .optional(
        Kind::Count,
        "on_hand",
        "Cartons still there, as the shop reports.",
    )
    .optional(Kind::Count, "sold", "Cartons, as the shop reports.")
    .optional(Kind::Count, "returned", "Cartons, as the shop reports.")
    .optional(Kind::Count, "destroyed", "Cartons, as the shop reports.")
    .optional(Kind::Text, "comment", "From the shop.")
    .optional(Kind::Text, "explanation", "From staff.")
    .version()
    .timestamps()
    .check("on_hand", "on_hand >= 0")
    .check("sold", "sold >= 0")
    .check("returned", "returned >= 0")
    .check("destroyed", "destroyed >= 0")
    .check(
        "acknowledged_at",
        "state <> 'acknowledged' OR acknowledged_at IS NOT NULL",
    )
    .check(
        "explanation",
        "state <> 'explained' OR explanation IS NOT NULL",
    )
    .unique(&["recall_id", "customer_id"])
    .index(&["org_id", "state", "id"])
    .index(&["customer_id", "id desc"])
    .index(&["acknowledged_by_portal_user_id"])
    .index(&["telephoned_by_user_id"])
}

fn recall_notice_lines() -> TableSpec {
    TableSpec::new(
        "recall_notice_lines",
        "What the shop got of a recalled lot, frozen when the recall was activated.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("notice_id", "recall_notices", ForeignKeyAction::Cascade, "")
    .belongs_to("order_id", "orders", ForeignKeyAction::Restrict, "")
    .belongs_to(
        "order_item_id",
        "order_items",
        ForeignKeyAction::Restrict,
        "",
    )
    .belongs_to("batch_id", "batches", ForeignKeyAction::Restrict, "")
    .required(Kind::Text, "order_number", "As it was then.")
    .required(Kind::Text, "batch_code", "As it was then.")
    .required(Kind::Text, "sku", "")
    .required(Kind::Text, "product_name", "As it was then.")
    .required(Kind::Count, "cartons_ordered", "")
    .required(
        Kind::Count,
        "cartons_received",
        "Cartons in shipments that had left.",
    )
    .optional(
        Kind::Json,
        "shipments",
        "[{shipment_id, shipment_number, status, cartons}] as it was then.",
    )
    .created()
    .check("cartons_ordered", "cartons_ordered > 0")
    .check("cartons_received", "cartons_received >= 0")
    .unique(&["notice_id", "order_item_id"])
    .index(&["org_id"])
    .index(&["order_id"])
    .index(&["order_item_id"])
    .index(&["batch_id"])
}

fn complaints() -> TableSpec {
    TableSpec::new(
        "complaints",
        "Something wrong with a bar, told by a shop or by staff for it.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("customer_id", "customers", ForeignKeyAction::Restrict, "")
    .may_belong_to(
        "order_item_id",
        "order_items",
        ForeignKeyAction::Restrict,
        "The order line it is about, if known.",
    )
    .may_belong_to(
        "batch_id",
        "batches",
        ForeignKeyAction::Restrict,
        "The batch it is about, from the order line or the lot code.",
    )
    .may_belong_to(
        "recall_id",
        "recalls",
        ForeignKeyAction::Restrict,
        "The recall it led to.",
    )
    .may_belong_to(
        "created_by_user_id",
        "users",
        ForeignKeyAction::SetNull,
        "Staff who filed it for the shop.",
    )
    .may_belong_to(
        "created_by_portal_user_id",
        "customer_portal_users",
        ForeignKeyAction::SetNull,
        "The shop's person who filed it.",
    )
    .required(
        Kind::Text,
        "complaint_number",
        "Unique in the organization, such as C-2026-0031.",
    )
    .optional(
        Kind::Text,
        "lot_code",
        "As read off the bar; it may match no batch.",
    )
    .one_of(
        "category",
        &[
            "taste",
            "texture",
            "bloom",
            "foreign_body",
            "packaging",
            "labelling",
            "illness",
            "other",
        ],
        None,
        "",
    )
    .one_of(
        "severity",
        &["minor", "major", "critical", "life_threatening"],
        None,
        "",
    )
    .required(Kind::Text, "description", "")
    .one_of(
        "status",
        &["received", "investigating", "linked", "closed"],
        Some("'received'"),
        "linked: to recall_id.",
    )
    .optional(Kind::Text, "status_reason", "Why it is linked or closed.")
    .optional(Kind::Moment, "closed_at", "")
    .version()
    .timestamps()
    .check("recall_id", "status <> 'linked' OR recall_id IS NOT NULL")
    .check(
        "status_reason",
        "status <> 'closed' OR status_reason IS NOT NULL",
    )
    .unique(&["org_id", "complaint_number"])
    .index(&["org_id", "id desc"])
    .index(&["org_id", "status", "id desc"])
    .index(&["customer_id", "id desc"])
    .index(&["order_item_id"])
    .index(&["batch_id"])
    .index(&["recall_id"])
    .index(&["created_by_user_id"])
    .index(&["created_by_portal_user_id"])
}

fn complaint_photos() -> TableSpec {
    TableSpec::new("complaint_photos", "A photo sent with a complaint.")
        .id()
        .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
        .belongs_to("complaint_id", "complaints", ForeignKeyAction::Cascade, "")
        .required(Kind::Bytes, "photo", "")
        .required(Kind::Text, "photo_type", "Media type of the photo.")
        .created()
        .index(&["org_id"])
        .index(&["complaint_id", "id"])
}
