//! How orders are read: a row with its items, lists of them within the caller's reach. Two flat statements each,
//! whatever the number of orders.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use contract::{
    Cursor, Page, Pagination,
    orders::{Order, OrderItem, OrderList, OrderPage, OrderQuery},
};
use sea_orm::FromQueryResult;

use crate::{
    Error, IdOrCode, Result, Scope, Sql, Tx,
    lists::{self, KeyValue, Kind, Listing, Sort},
};

#[derive(FromQueryResult)]
pub(super) struct OrderRow {
    pub id: i64,
    pub order_number: String,
    pub customer_id: i64,
    pub customer_name: String,
    pub customer_po_reference: Option<String>,
    pub status: String,
    pub order_date: NaiveDate,
    pub est_delivery_date: Option<NaiveDate>,
    pub requested_delivery_date: Option<NaiveDate>,
    pub shipping_method: Option<String>,
    pub shipping_term: Option<String>,
    pub comments: Option<String>,
    pub erp_status: Option<String>,
    pub erp_order_number: Option<String>,
    pub submitted_to_erp_at: Option<DateTime<Utc>>,
    pub external_order_id: Option<String>,
    pub created_by_user_id: Option<i64>,
    pub created_by_portal_user_id: Option<i64>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

const ORDER: &str = "
SELECT o.id, o.order_number, o.customer_id, c.name AS customer_name, o.customer_po_reference, o.status,
       o.order_date, o.est_delivery_date, o.requested_delivery_date, o.shipping_method, o.shipping_term,
       o.comments, o.erp_status, o.erp_order_number, o.submitted_to_erp_at, o.external_order_id,
       o.created_by_user_id, o.created_by_portal_user_id, o.version, o.created_at, o.updated_at
FROM orders o
JOIN customers c ON c.id = o.customer_id
WHERE ";

#[derive(FromQueryResult)]
struct ItemRow {
    order_id: i64,
    id: i64,
    sku: String,
    product_name: String,
    description: Option<String>,
    quantity: i32,
    quantity_shipped: i32,
    unit: String,
    status: String,
    product_id: Option<i64>,
    batch_id: Option<i64>,
    batch_code: Option<String>,
    farm_id: Option<i64>,
    farm_name: Option<String>,
}

const ITEMS: &str = "
SELECT i.order_id, i.id, i.sku, i.product_name, i.description, i.quantity, i.quantity_shipped, i.unit, i.status,
       i.product_id, i.batch_id, b.code AS batch_code, f.id AS farm_id, f.name AS farm_name
FROM order_items i
LEFT JOIN batches b ON b.id = i.batch_id
LEFT JOIN farms f ON f.id = b.farm_id
WHERE i.org_id = ";

/// One order, by id or order number, if it is within the caller's reach.
pub async fn by_key(scope: &Scope, key: &IdOrCode) -> Result<Order> {
    let tx = scope.read().await?;
    find(&tx, key).await
}

pub(super) async fn find(tx: &Tx, key: &IdOrCode) -> Result<Order> {
    let mut sql = Sql::new(ORDER);
    key.matches(&mut sql, "o.id", "o.order_number");
    sql.push(" AND ");
    sql.reach(tx.actor(), "o.org_id", "o.customer_id");
    let row: OrderRow = tx.one(sql).await?.ok_or(Error::NotFound)?;
    with_items(tx, vec![row])
        .await?
        .pop()
        .ok_or(Error::NotFound)
}

const LISTING: Listing = Listing {
    id: "o.id",
    sorts: &[
        Sort {
            name: "order_date",
            column: "o.order_date",
            kind: Kind::Date,
            nullable: false,
        },
        Sort {
            name: "order_number",
            column: "o.order_number",
            kind: Kind::Text,
            nullable: false,
        },
        Sort {
            name: "id",
            column: "o.id",
            kind: Kind::Int,
            nullable: false,
        },
    ],
    default: "-order_date",
};

/// Orders across the organization, by keyset.
pub async fn list(scope: &Scope, filter: &OrderQuery) -> Result<OrderList> {
    let window = LISTING.window(
        filter.sort.as_deref(),
        &Cursor::new(filter.cursor.clone(), filter.limit),
    )?;
    let tx = scope.read().await?;
    let mut sql = Sql::new(ORDER);
    sql.reach(tx.actor(), "o.org_id", "o.customer_id");
    narrow(&mut sql, filter);
    let slice = window
        .fetch(&tx, sql, |row: &OrderRow, sort| {
            let value = match sort {
                "order_date" => KeyValue::Date(row.order_date),
                "order_number" => KeyValue::Text(row.order_number.clone()),
                _ => KeyValue::Int(row.id),
            };
            (Some(value), row.id)
        })
        .await?;
    Ok(OrderList {
        orders: with_items(&tx, slice.rows).await?,
        next_cursor: slice.next_cursor,
    })
}

fn narrow(sql: &mut Sql, filter: &OrderQuery) {
    if let Some(status) = filter.status {
        sql.push(" AND o.status = ").bind(status.as_str());
    }
    if let Some(customer) = filter.customer_id {
        sql.push(" AND o.customer_id = ").bind(customer);
    }
    if let Some(from) = filter.date_from {
        sql.push(" AND o.order_date >= ").bind(from);
    }
    if let Some(to) = filter.date_to {
        sql.push(" AND o.order_date <= ").bind(to);
    }
    if let Some(search) = filter
        .search
        .as_deref()
        .map(str::trim)
        .filter(|s| !s.is_empty())
    {
        sql.push(" AND ");
        lists::contains(sql, &["o.order_number", "o.customer_po_reference"], search);
    }
}

/// One customer's orders, newest first. [`Error::NotFound`] for a customer that is not the caller's to see.
pub async fn of_customer(scope: &Scope, key: &IdOrCode, page: Page) -> Result<OrderPage> {
    let tx = scope.read().await?;
    let mut sql = Sql::new("SELECT c.id FROM customers c WHERE ");
    key.matches(&mut sql, "c.id", "c.external_customer_id");
    sql.push(" AND ");
    sql.reach(tx.actor(), "c.org_id", "c.id");
    let customer: i64 = tx.value(sql).await?.ok_or(Error::NotFound)?;
    let mut condition = Sql::new("o.customer_id = ");
    condition.bind(customer);
    paged(&tx, condition, page).await
}

/// The orders that take something of a batch, newest first, within the caller's reach.
pub async fn of_batch(scope: &Scope, key: &IdOrCode, page: Page) -> Result<OrderPage> {
    let tx = scope.read().await?;
    let mut sql = Sql::new("SELECT id FROM batches WHERE org_id = ");
    sql.bind(tx.actor().org_id()).push(" AND ");
    key.matches(&mut sql, "id", "code");
    let batch: i64 = tx.value(sql).await?.ok_or(Error::NotFound)?;
    let mut condition = Sql::new("o.id IN (SELECT order_id FROM order_items WHERE batch_id = ");
    condition.bind(batch).push(")");
    paged(&tx, condition, page).await
}

async fn paged(tx: &Tx, condition: Sql, page: Page) -> Result<OrderPage> {
    let mut count = Sql::new("SELECT COUNT(*) FROM orders o WHERE ");
    count
        .append(&condition)
        .push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
    let total: i64 = tx.value(count).await?.unwrap_or(0);
    let total = u64::try_from(total).unwrap_or(0);
    let mut sql = Sql::new(ORDER);
    sql.append(&condition)
        .push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
    sql.push(" ORDER BY o.order_date DESC, o.id DESC");
    lists::cut(&mut sql, page);
    let rows = if total > page.offset() {
        tx.all(sql).await?
    } else {
        Vec::new()
    };
    Ok(OrderPage {
        orders: with_items(tx, rows).await?,
        pagination: Pagination::new(total, page.page, page.limit),
    })
}

/// The reply type of each row, its items read by one statement for all.
async fn with_items(tx: &Tx, rows: Vec<OrderRow>) -> Result<Vec<Order>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let mut sql = Sql::new(ITEMS);
    sql.bind(tx.actor().org_id());
    sql.push(" AND i.order_id")
        .within(tx.backend, &ids)
        .push(" ORDER BY i.id");
    let mut items: HashMap<i64, Vec<OrderItem>> = HashMap::new();
    for row in tx.all::<ItemRow>(sql).await? {
        items.entry(row.order_id).or_default().push(OrderItem {
            id: row.id,
            sku: row.sku,
            product_name: row.product_name,
            description: row.description,
            quantity: row.quantity,
            quantity_shipped: row.quantity_shipped,
            unit: row.unit,
            status: row.status,
            product_id: row.product_id,
            batch_id: row.batch_id,
            batch_code: row.batch_code,
            farm_id: row.farm_id,
            farm_name: row.farm_name,
        });
    }
    rows.into_iter()
        .map(|row| {
            let items = items.remove(&row.id).unwrap_or_default();
            view(row, items)
        })
        .collect()
}

fn view(row: OrderRow, items: Vec<OrderItem>) -> Result<Order> {
    Ok(Order {
        id: row.id,
        order_number: row.order_number,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        customer_po_reference: row.customer_po_reference,
        status: word(&row.status)?,
        order_date: row.order_date,
        est_delivery_date: row.est_delivery_date,
        requested_delivery_date: row.requested_delivery_date,
        shipping_method: row.shipping_method.as_deref().map(word).transpose()?,
        shipping_term: row.shipping_term.as_deref().map(word).transpose()?,
        comments: row.comments,
        erp_status: row.erp_status.as_deref().map(word).transpose()?,
        erp_order_number: row.erp_order_number,
        submitted_to_erp_at: row.submitted_to_erp_at,
        external_order_id: row.external_order_id,
        created_by_user_id: row.created_by_user_id,
        created_by_portal_user_id: row.created_by_portal_user_id,
        items,
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// A word of an enumeration as the database holds it.
pub(crate) fn word<T: std::str::FromStr<Err = String>>(text: &str) -> Result<T> {
    text.parse()
        .map_err(|message: String| Error::internal(message))
}
