//! Products: finished-goods lots, the organization's own records. A lot that an order took something from keeps its
//! batch and is never deleted.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{
    Cursor, FieldError, Page, Pagination,
    products::{Product, ProductInput, ProductList, ProductPage, ProductQuery},
};
use sea_orm::{FromQueryResult, Value};

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx, cadmium,
    error::Violation,
    gs1,
    idempotency::{self, Created},
    lists::{self, KeyValue, Kind, Listing, Sort},
    scope::may_write_catalogue,
    write,
};

#[derive(FromQueryResult)]
struct ProductRow {
    id: i64,
    sku: String,
    name: String,
    description: Option<String>,
    batch_id: i64,
    batch_code: String,
    farm_id: i64,
    farm_name: String,
    cacao_percent: Option<f64>,
    net_weight_g: Option<i32>,
    gtin: Option<String>,
    best_before: Option<NaiveDate>,
    quantity_produced: i32,
    quantity_on_hand: Option<i32>,
    counted_at: Option<DateTime<Utc>>,
    unit_price_cents: Option<i64>,
    currency: Option<String>,
    image_url: Option<String>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const PRODUCT: &str = "
SELECT p.id, p.sku, p.name, p.description, p.batch_id, b.code AS batch_code, f.id AS farm_id, f.name AS farm_name,
       p.cacao_percent, p.net_weight_g, p.gtin, p.best_before, p.quantity_produced, p.quantity_on_hand, p.counted_at,
       p.unit_price_cents, p.currency, p.image_url, p.version, p.created_at, p.updated_at
FROM products p
JOIN batches b ON b.id = p.batch_id
JOIN farms f ON f.id = b.farm_id
WHERE p.org_id = ";

fn view(row: ProductRow) -> Product {
    Product {
        id: row.id,
        sku: row.sku,
        name: row.name,
        description: row.description,
        batch_id: row.batch_id,
        batch_code: row.batch_code,
        farm_id: row.farm_id,
        farm_name: row.farm_name,
        cacao_percent: row.cacao_percent,
        net_weight_g: row.net_weight_g,
        gtin: row.gtin,
        best_before: row.best_before,
        quantity_produced: row.quantity_produced,
        quantity_on_hand: row.quantity_on_hand,
        counted_at: row.counted_at,
        unit_price_cents: row.unit_price_cents,
        currency: row.currency,
        image_url: row.image_url,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

const LISTING: Listing = Listing {
    id: "p.id",
    sorts: &[
        Sort {
            name: "name",
            column: "p.name",
            kind: Kind::Text,
            nullable: false,
        },
        Sort {
            name: "id",
            column: "p.id",
            kind: Kind::Int,
            nullable: false,
        },
    ],
    default: "name",
};

/// The organization's products, by keyset.
///
/// # Errors
/// [`Error::Invalid`] naming `sort`, `cursor` or `limit`.
pub async fn list(scope: &Scope, query: &ProductQuery) -> Result<ProductList> {
    let window = LISTING.window(
        query.sort.as_deref(),
        &Cursor::new(query.cursor.clone(), query.limit),
    )?;
    let tx = scope.read().await?;
    let mut sql = Sql::new(PRODUCT);
    sql.bind(tx.actor().org_id());
    if let Some(batch) = query.batch_id {
        sql.push(" AND p.batch_id = ").bind(batch);
    }
    if let Some(farm) = query.farm_id {
        sql.push(" AND b.farm_id = ").bind(farm);
    }
    if let Some(text) = &query.search {
        sql.push(" AND ");
        lists::contains(&mut sql, &["p.sku", "p.name"], text);
    }
    let slice = window
        .fetch(&tx, sql, |row: &ProductRow, sort| {
            let value = match sort {
                "name" => KeyValue::Text(row.name.clone()),
                _ => KeyValue::Int(row.id),
            };
            (Some(value), row.id)
        })
        .await?;
    Ok(ProductList {
        products: slice.rows.into_iter().map(view).collect(),
        next_cursor: slice.next_cursor,
    })
}

/// One page of the products of a batch of the organization, by name.
pub(crate) async fn of_batch(tx: &Tx, batch: i64, page: Page) -> Result<ProductPage> {
    let count = Sql::with(
        "SELECT count(*) FROM products WHERE batch_id = $1",
        [batch.into()],
    );
    let total = tx.value::<i64>(count).await?.unwrap_or(0).unsigned_abs();
    let mut rows: Vec<ProductRow> = Vec::new();
    if total > page.offset() {
        let mut sql = Sql::new(PRODUCT);
        sql.bind(tx.actor().org_id())
            .push(" AND p.batch_id = ")
            .bind(batch)
            .push(" ORDER BY p.name, p.id");
        lists::cut(&mut sql, page);
        rows = tx.all(sql).await?;
    }
    Ok(ProductPage {
        products: rows.into_iter().map(view).collect(),
        pagination: Pagination::new(total, page.page, page.limit),
    })
}

/// One product, by id or SKU; of several lots of a SKU the youngest.
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<Product> {
    find(&scope.read().await?, key, false).await
}

async fn find(tx: &Tx, key: &IdOrCode, for_change: bool) -> Result<Product> {
    let mut sql = Sql::new(PRODUCT);
    sql.bind(tx.actor().org_id()).push(" AND ");
    key.matches(&mut sql, "p.id", "p.sku");
    sql.push(" ORDER BY p.id DESC LIMIT 1");
    if for_change {
        write::lock(tx, &mut sql, "p");
    }
    let row = tx.one::<ProductRow>(sql).await?;
    row.map(view).ok_or(Error::NotFound)
}

const INSERT: &str = "
INSERT INTO products (sku, name, description, batch_id, cacao_percent, net_weight_g, gtin, best_before,
                      quantity_produced, quantity_on_hand, counted_at, unit_price_cents, currency, image_url,
                      created_at, updated_at, org_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16)
RETURNING id";

/// Adds a product to a batch.
///
/// # Errors
/// [`Error::Invalid`] naming every wrong field; [`Error::Conflict`] when the batch has this SKU, or is released with more
/// cadmium than such a product may hold; [`Error::Forbidden`].
pub async fn create(scope: &Scope, input: &ProductInput) -> Result<Created<Product>> {
    may_write_catalogue(scope.actor())?;
    let cadmium = cadmium::reading(scope, input.batch_id).await?;
    idempotency::once(scope, async |tx| {
        check(tx, input).await?;
        cadmium::refuse_product(
            tx,
            input.batch_id,
            &cadmium::Kind::of(input),
            cadmium.as_ref(),
        )
        .await?;
        let mut values = columns(input);
        values.push(tx.actor().org_id().into());
        let id = write::insert(tx, Sql::with(INSERT, values), |v| refused(v, input)).await?;
        let product = find(tx, &IdOrCode::Id(id), false).await?;
        write::record(tx, ("create", "products"), id, None, None, Some(&product)).await?;
        Ok(Created {
            location: format!("/api/products/{id}"),
            body: product,
        })
    })
    .await
}

const UPDATE: &str = "
UPDATE products
SET sku = $1, name = $2, description = $3, batch_id = $4, cacao_percent = $5, net_weight_g = $6, gtin = $7,
    best_before = $8, quantity_produced = $9, quantity_on_hand = $10, counted_at = $11, unit_price_cents = $12,
    currency = $13, image_url = $14, updated_at = $15, version = version + 1
WHERE org_id = $16 AND id = $17";

/// Writes a product whole.
///
/// # Errors
/// As [`create`], and [`Error::NotFound`], [`Error::Stale`]; [`Error::Conflict`] when it would leave its batch though
/// order lines were taken from it.
pub async fn replace(
    scope: &Scope,
    key: &IdOrCode,
    input: &ProductInput,
    expected: Option<i32>,
) -> Result<Product> {
    may_write_catalogue(scope.actor())?;
    let cadmium = cadmium::reading(scope, input.batch_id).await?;
    let tx = scope.write().await?;
    let before = find(&tx, key, true).await?;
    write::expect_version(expected, before.version)?;
    check(&tx, input).await?;
    if becomes_another_kind(&before, input) {
        cadmium::refuse_product(
            &tx,
            input.batch_id,
            &cadmium::Kind::of(input),
            cadmium.as_ref(),
        )
        .await?;
    }
    let mut values = columns(input);
    values.extend([tx.actor().org_id().into(), before.id.into()]);
    let moves = input.batch_id != before.batch_id;
    write::change(&tx, Sql::with(UPDATE, values), |violation| {
        match violation {
            // The order lines' key names product and batch together.
            Violation::ForeignKey(_) if moves => Some(Error::Conflict(format!(
                "Order lines are allocated to this lot; it stays in batch {}.",
                before.batch_code
            ))),
            other => refused(other, input),
        }
    })
    .await?;
    let after = find(&tx, &IdOrCode::Id(before.id), false).await?;
    let what = ("update", "products");
    write::record(&tx, what, before.id, None, Some(&before), Some(&after)).await?;
    tx.commit().await?;
    Ok(after)
}

/// Whether a limit may come out lower than before: of another batch, or of another kind.
fn becomes_another_kind(before: &Product, input: &ProductInput) -> bool {
    before.batch_id != input.batch_id
        || before.cacao_percent != input.cacao_percent
        || before.name != input.name
        || before.description != input.description
}

/// Deletes a product that no order line refers to.
///
/// # Errors
/// [`Error::Conflict`] saying how many do; [`Error::NotFound`], [`Error::Stale`], [`Error::Forbidden`].
pub async fn delete(scope: &Scope, key: &IdOrCode, expected: Option<i32>) -> Result<()> {
    may_write_catalogue(scope.actor())?;
    let tx = scope.write().await?;
    let before = find(&tx, key, true).await?;
    write::expect_version(expected, before.version)?;
    let lines = ("order_items", "product_id", "order line", "order lines");
    write::refuse_referred(&tx, before.id, "product", &[lines]).await?;
    write::delete(&tx, "products", before.id, "product").await?;
    let what = ("delete", "products");
    write::record(&tx, what, before.id, None, Some(&before), None).await?;
    tx.commit().await
}

/// `$1…$15` of both statements. A count without a moment was made now.
fn columns(input: &ProductInput) -> Vec<Value> {
    let now = Utc::now();
    let counted_at = input
        .quantity_on_hand
        .map(|_| input.counted_at.unwrap_or(now));
    vec![
        input.sku.clone().into(),
        input.name.clone().into(),
        input.description.clone().into(),
        input.batch_id.into(),
        input.cacao_percent.into(),
        input.net_weight_g.into(),
        input.gtin.clone().into(),
        input.best_before.into(),
        input.quantity_produced.into(),
        input.quantity_on_hand.into(),
        counted_at.into(),
        input.unit_price_cents.into(),
        input.currency.clone().into(),
        input.image_url.clone().into(),
        now.into(),
    ]
}

async fn check(tx: &Tx, input: &ProductInput) -> Result<()> {
    let mut errors = Vec::new();
    write::require_text(&mut errors, "name", &input.name);
    if !write::exists(tx, "batches", input.batch_id).await? {
        errors.push(no_such_batch());
    }
    if input
        .gtin
        .as_deref()
        .is_some_and(|gtin| !gs1::is_gtin(gtin))
    {
        errors.push(FieldError::new(
            "gtin",
            "format",
            "The check digit of this GTIN is wrong.",
        ));
    }
    if input.counted_at.is_some() && input.quantity_on_hand.is_none() {
        errors.push(FieldError::new(
            "quantity_on_hand",
            "required",
            "A count has a quantity.",
        ));
    }
    if input.unit_price_cents.is_some() && input.currency.is_none() {
        errors.push(FieldError::new(
            "currency",
            "required",
            "A price has a currency.",
        ));
    }
    write::refuse(errors)
}

fn no_such_batch() -> FieldError {
    FieldError::new("batch_id", "not_found", "There is no such batch.")
}

fn refused(violation: &Violation, input: &ProductInput) -> Option<Error> {
    if write::is_unique(violation, "products", &["org_id", "sku", "batch_id"]) {
        return Some(Error::Conflict(format!(
            "This batch has a product {} already.",
            input.sku
        )));
    }
    match violation {
        // The batch went away since it was looked up.
        Violation::ForeignKey(_) => Some(Error::Invalid(vec![no_such_batch()])),
        other => write::checked_field(other, "products"),
    }
}
