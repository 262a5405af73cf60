//! The way from the farm to the bar: farms, batches, what batches are made of, products. All of it is evidence, so
//! nothing here can vanish while something refers to it.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        farms().create(manager).await?;
        batches().create(manager).await?;
        batch_inputs().create(manager).await?;
        products().create(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, &["products", "batch_inputs", "batches", "farms"]).await
    }
}

fn farms() -> TableSpec {
    TableSpec::new("farms", "A family farm that sells cacao to the maker.")
        .id()
        .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
        .required(Kind::Text, "name", "")
        .required(
            Kind::Text,
            "producer_name",
            "The family or person who farms.",
        )
        .required(Kind::Text, "region", "")
        .defaulted(
            Kind::Code(2),
            "country",
            "'GT'",
            "ISO 3166-1 alpha-2, upper case.",
        )
        .optional(Kind::Real, "latitude", "Degrees, WGS 84.")
        .optional(Kind::Real, "longitude", "Degrees, WGS 84.")
        .optional(
            Kind::Json,
            "plot",
            "GeoJSON geometry of the land, as the deforestation regulation asks for it.",
        )
        .optional(Kind::Real, "area_ha", "Hectares.")
        .optional(Kind::Count, "altitude_m", "Metres above the sea.")
        .optional(
            Kind::Text,
            "varieties",
            "Cacao varieties, separated by commas.",
        )
        .optional(Kind::Text, "certifications", "Separated by commas.")
        .optional(
            Kind::Text,
            "story",
            "Shown to everyone on the provenance page.",
        )
        .version()
        .timestamps()
        .check(
            "country",
            "length(country) = 2 AND country = upper(country)",
        )
        .check("latitude", "latitude BETWEEN -90 AND 90")
        .check("longitude", "longitude BETWEEN -180 AND 180")
        .check("area_ha", "area_ha > 0")
        .index(&["org_id", "name", "id"])
}

fn batches() -> TableSpec {
    TableSpec::new(
        "batches",
        "Cacao of one farm, processed together. People meet it as a lot code on a bar.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("farm_id", "farms", ForeignKeyAction::Restrict, "")
    .required(
        Kind::Text,
        "code",
        "The lot code, such as IXC-26-014; unique in the organization.",
    )
    .one_of(
        "status",
        &["open", "released", "on_hold", "recalled"],
        Some("'open'"),
        "New orders take no batch that is on_hold or recalled.",
    )
    .optional(Kind::Day, "harvest_date", "")
    .optional(Kind::Real, "received_kg", "Kilograms of cacao taken in.")
    .optional(Kind::Count, "fermentation_days", "")
    .optional(Kind::Count, "drying_days", "")
    .optional(Kind::Day, "roast_date", "")
    .optional(Kind::Real, "produced_kg", "Kilograms of chocolate made.")
    .optional(Kind::Text, "notes", "For staff only.")
    .version()
    .timestamps()
    .check("received_kg", "received_kg > 0")
    .check("produced_kg", "produced_kg >= 0")
    .check("fermentation_days", "fermentation_days >= 0")
    .check("drying_days", "drying_days >= 0")
    .unique(&["org_id", "code"])
    .index(&["org_id", "harvest_date desc", "id desc"])
    .index(&["org_id", "status", "id desc"])
    .index(&["farm_id", "harvest_date desc", "id desc"])
}

fn batch_inputs() -> TableSpec {
    TableSpec::new(
        "batch_inputs",
        "What a blend or rework is made of. A trace follows it both ways, at any depth.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to(
        "batch_id",
        "batches",
        ForeignKeyAction::Cascade,
        "The batch that was made.",
    )
    .belongs_to(
        "input_batch_id",
        "batches",
        ForeignKeyAction::Restrict,
        "The batch that went into it.",
    )
    .required(Kind::Real, "kg", "Kilograms of the input that were used.")
    .created()
    .check("kg", "kg > 0")
    .check("input_batch_id", "input_batch_id <> batch_id")
    .unique(&["batch_id", "input_batch_id"])
    .index(&["org_id"])
    .index(&["input_batch_id", "batch_id"])
}

fn products() -> TableSpec {
    TableSpec::new(
        "products",
        "A finished-goods lot: one SKU made from one batch.",
    )
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Restrict, "")
    .belongs_to("batch_id", "batches", ForeignKeyAction::Restrict, "")
    .required(Kind::Text, "sku", "")
    .required(Kind::Text, "name", "")
    .optional(Kind::Text, "description", "")
    .optional(Kind::Real, "cacao_percent", "")
    .optional(Kind::Count, "net_weight_g", "Grams of one bar.")
    .optional(
        Kind::Text,
        "gtin",
        "GS1 number of the trade item, 8 to 14 digits.",
    )
    .optional(Kind::Day, "best_before", "")
    .defaulted(Kind::Count, "quantity_produced", "0", "Cartons.")
    .optional(
        Kind::Count,
        "quantity_on_hand",
        "Cartons at the last stock count; null when never counted.",
    )
    .optional(
        Kind::Moment,
        "counted_at",
        "When quantity_on_hand was counted.",
    )
    .optional(
        Kind::Money,
        "unit_price_cents",
        "Price of a carton in minor units of currency.",
    )
    .optional(
        Kind::Code(3),
        "currency",
        "ISO 4217; set whenever unit_price_cents is.",
    )
    .optional(Kind::Text, "image_url", "")
    .version()
    .timestamps()
    .check("cacao_percent", "cacao_percent BETWEEN 0 AND 100")
    .check("net_weight_g", "net_weight_g > 0")
    .check("gtin", "length(gtin) BETWEEN 8 AND 14")
    .check("quantity_produced", "quantity_produced >= 0")
    .check("quantity_on_hand", "quantity_on_hand >= 0")
    .check(
        "counted_at",
        "(quantity_on_hand IS NULL) = (counted_at IS NULL)",
    )
    .check("unit_price_cents", "unit_price_cents >= 0")
    .check(
        "currency",
        "length(currency) = 3 AND currency = upper(currency)",
    )
    .check(
        "unit_price_currency",
        "unit_price_cents IS NULL OR currency IS NOT NULL",
    )
    .unique(&["org_id", "sku", "batch_id"])
    // The target of order_items(product_id, batch_id): a product ordered with a batch is of that batch.
    .unique(&["id", "batch_id"])
    .index(&["org_id", "name", "id"])
    .index(&["batch_id", "name", "id"])
}
