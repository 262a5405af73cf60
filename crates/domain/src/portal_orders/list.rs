//! The order list: one statement for the page, its items' provenance and the counts by status.

use std::collections::HashMap;

use chrono::NaiveDate;
use contract::{
    Page, Pagination,
    portal::{
        FarmMention, LeadProduct, PortalOrderPage, PortalOrderQuery, PortalOrderRow, StatusCounts,
    },
};
use sea_orm::FromQueryResult;

use crate::{Error, Result, Scope, Sql, lists, orders::word, write};

/// An order of the page with one of its items; all null but the counts when the page is empty.
#[derive(FromQueryResult)]
struct Row {
    pending: i64,
    in_production: i64,
    shipped: i64,
    delivered: i64,
    cancelled: i64,
    id: Option<i64>,
    order_number: Option<String>,
    order_date: Option<NaiveDate>,
    customer_po_reference: Option<String>,
    status: Option<String>,
    est_delivery_date: Option<NaiveDate>,
    sku: Option<String>,
    product_name: Option<String>,
    quantity: Option<i32>,
    quantity_shipped: Option<i32>,
    cacao_percent: Option<f64>,
    farm_id: Option<i64>,
    farm_name: Option<String>,
    farm_region: Option<String>,
}

const REST: &str = "
SELECT n.pending, n.in_production, n.shipped, n.delivered, n.cancelled,
       o.id, o.order_number, o.order_date, o.customer_po_reference, o.status, o.est_delivery_date,
       i.sku, i.product_name, i.quantity, i.quantity_shipped,
       COALESCE(p.cacao_percent, (SELECT x.cacao_percent FROM products x
                                  WHERE i.product_id IS NULL AND x.org_id = i.org_id AND x.sku = i.sku
                                  ORDER BY x.batch_id DESC LIMIT 1)) AS cacao_percent,
       f.id AS farm_id, f.name AS farm_name, f.region AS farm_region
FROM counts n
LEFT JOIN page o ON 1 = 1
LEFT JOIN order_items i ON i.order_id = o.id
LEFT JOIN products p ON p.id = i.product_id
LEFT JOIN batches b ON b.id = i.batch_id
LEFT JOIN farms f ON f.id = b.farm_id";

/// The asking shop's orders, newest first unless the query says otherwise.
///
/// # Errors
/// [`crate::Error::Invalid`] naming `page`, `limit` or `sort`.
pub async fn list(scope: &Scope, query: &PortalOrderQuery) -> Result<PortalOrderPage> {
    let page = lists::page(query.page, query.limit)?;
    let order = Order::of(query.sort.as_deref())?;
    let tx = scope.read().await?;
    let rows: Vec<Row> = tx.all(statement(scope, query, &order, page)).await?;
    let counts = rows.first().map_or_else(StatusCounts::default, counts);
    let total = match query.status {
        Some(status) => of(&counts, status),
        None => contract::OrderStatus::ALL
            .iter()
            .map(|status| of(&counts, *status))
            .sum(),
    };
    Ok(PortalOrderPage {
        orders: fold(rows)?,
        pagination: Pagination::new(total, page.page, page.limit),
        status_counts: counts,
    })
}

/// `found` is everything the dates and the search leave, whatever its status; `page` the part to show.
fn statement(scope: &Scope, query: &PortalOrderQuery, order: &Order, page: Page) -> Sql {
    let mut sql = found(scope, query);
    sql.push(
        ", counts AS (
           SELECT COUNT(*) FILTER (WHERE status = 'pending') AS pending,
                  COUNT(*) FILTER (WHERE status = 'in_production') AS in_production,
                  COUNT(*) FILTER (WHERE status = 'shipped') AS shipped,
                  COUNT(*) FILTER (WHERE status = 'delivered') AS delivered,
                  COUNT(*) FILTER (WHERE status = 'cancelled') AS cancelled
           FROM found
         ), page AS (SELECT found.*",
    );
    if !order.is_usual() {
        sql.push(&format!(
            ", row_number() OVER (ORDER BY {}) AS place",
            order.text
        ));
    }
    sql.push(" FROM found");
    of_status(&mut sql, query);
    sql.push(&format!(" ORDER BY {}", order.text));
    lists::cut(&mut sql, page);
    sql.push(")").push(REST).push(if order.is_usual() {
        " ORDER BY o.order_date DESC, o.id DESC, i.id"
    } else {
        " ORDER BY o.place, i.id"
    });
    sql
}

fn found(scope: &Scope, query: &PortalOrderQuery) -> Sql {
    let mut sql = Sql::new(
        "WITH found AS (
           SELECT o.id, o.order_number, o.order_date, o.customer_po_reference, o.status, o.est_delivery_date
           FROM orders o WHERE ",
    );
    sql.reach(&scope.filtering(), "o.org_id", "o.customer_id");
    if let Some(from) = query.date_from {
        sql.push(" AND o.order_date >= ").bind(from);
    }
    if let Some(to) = query.date_to {
        sql.push(" AND o.order_date <= ").bind(to);
    }
    if let Some(search) = query
        .search
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        sql.push(" AND (");
        lists::contains(
            &mut sql,
            &["o.order_number", "o.customer_po_reference"],
            search,
        );
        sql.push(" OR EXISTS (SELECT 1 FROM order_items i WHERE i.order_id = o.id AND ");
        lists::contains(&mut sql, &["i.product_name", "i.sku"], search);
        sql.push("))");
    }
    sql.push(")");
    sql
}

fn of_status(sql: &mut Sql, query: &PortalOrderQuery) {
    if let Some(status) = query.status {
        sql.push(" WHERE status = ").bind(status.as_str());
    }
}

/// Orders of a file that are read at a time.
const CHUNK: usize = 500;

/// The whole filtered list, for a file: which orders, in their order. Their rows are read piece by piece, so that no
/// transaction stays open while somebody's line is slow; what comes in meanwhile shifts nothing.
#[derive(Debug)]
pub struct Whole {
    ids: std::vec::IntoIter<i64>,
}

impl Whole {
    /// # Errors
    /// [`crate::Error::Invalid`] naming `sort`.
    pub async fn find(scope: &Scope, query: &PortalOrderQuery) -> Result<Self> {
        let order = Order::of(query.sort.as_deref())?;
        let mut sql = found(scope, query);
        sql.push(" SELECT id FROM found");
        of_status(&mut sql, query);
        sql.push(&format!(" ORDER BY {}", order.text));
        let ids = write::ids(&scope.read().await?, sql).await?;
        Ok(Self {
            ids: ids.into_iter(),
        })
    }

    /// The next orders; None after the last.
    ///
    /// # Errors
    /// The database's.
    pub async fn next(&mut self, scope: &Scope) -> Result<Option<Vec<PortalOrderRow>>> {
        let ids: Vec<i64> = self.ids.by_ref().take(CHUNK).collect();
        if ids.is_empty() {
            return Ok(None);
        }
        let tx = scope.read().await?;
        // The page's statement with nothing counted.
        let mut sql = Sql::new(
            "WITH counts AS (SELECT CAST(0 AS bigint) AS pending, CAST(0 AS bigint) AS in_production,
                                    CAST(0 AS bigint) AS shipped, CAST(0 AS bigint) AS delivered,
                                    CAST(0 AS bigint) AS cancelled),
             page AS (SELECT o.* FROM orders o WHERE ",
        );
        sql.reach(tx.actor(), "o.org_id", "o.customer_id")
            .push(" AND o.id")
            .within(tx.backend, &ids)
            .push(")")
            .push(REST)
            .push(" ORDER BY o.id, i.id");
        let mut orders = fold(tx.all(sql).await?)?;
        let places: HashMap<i64, usize> = ids.into_iter().zip(0..).collect();
        orders.sort_by_key(|order| places.get(&order.id).copied());
        Ok(Some(orders))
    }
}

/// How the list is sorted: a text of this program, made of what the query names.
struct Order {
    text: String,
}

/// Newest first: the index's own order.
const USUAL: &str = "order_date DESC, id DESC";

/// The place of a status in an order's life.
const STAGE: &str = "CASE status WHEN 'pending' THEN 0 WHEN 'in_production' THEN 1 WHEN 'shipped' THEN 2 \
     WHEN 'delivered' THEN 3 ELSE 4 END";

const CARTONS: &str =
    "(SELECT COALESCE(SUM(i.quantity), 0) FROM order_items i WHERE i.order_id = found.id)";

impl Order {
    fn of(asked: Option<&str>) -> Result<Self> {
        let asked = asked.unwrap_or("-order_date");
        let (name, way) = match asked.strip_prefix('-') {
            Some(name) => (name, "DESC"),
            None => (asked, "ASC"),
        };
        let text = match name {
            // One direction for both columns: an index serves it, forwards or backwards.
            "order_date" => format!("order_date {way}, id {way}"),
            "order_number" => format!("order_number {way}, id {way}"),
            // Orders without a day come last, whichever the direction and the engine.
            "est_delivery_date" => {
                format!("(est_delivery_date IS NULL), est_delivery_date {way}, {USUAL}")
            }
            "total_items" => format!("{CARTONS} {way}, {USUAL}"),
            "status" => format!("{STAGE} {way}, {USUAL}"),
            _ => {
                let shown: String = asked.chars().take(40).collect();
                return Err(Error::field(
                    "sort",
                    "enum",
                    format!(
                        "There is no sort {shown:?}: take order_date, order_number, est_delivery_date, total_items \
                         or status, with - in front for descending order."
                    ),
                ));
            }
        };
        Ok(Self { text })
    }

    fn is_usual(&self) -> bool {
        self.text == USUAL
    }
}

fn counts(row: &Row) -> StatusCounts {
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    StatusCounts {
        pending: number(row.pending),
        in_production: number(row.in_production),
        shipped: number(row.shipped),
        delivered: number(row.delivered),
        cancelled: number(row.cancelled),
    }
}

fn of(counts: &StatusCounts, status: contract::OrderStatus) -> u64 {
    use contract::OrderStatus::{Cancelled, Delivered, InProduction, Pending, Shipped};
    match status {
        Pending => counts.pending,
        InProduction => counts.in_production,
        Shipped => counts.shipped,
        Delivered => counts.delivered,
        Cancelled => counts.cancelled,
    }
}

/// Orders once each, though the rows repeat them for each item.
fn fold(rows: Vec<Row>) -> Result<Vec<PortalOrderRow>> {
    let mut orders: Vec<PortalOrderRow> = Vec::new();
    let mut names: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let (Some(id), Some(order_number), Some(order_date), Some(status)) =
            (row.id, row.order_number, row.order_date, row.status)
        else {
            continue;
        };
        if orders.last().is_none_or(|order| order.id != id) {
            orders.push(PortalOrderRow {
                id,
                order_number,
                order_date,
                customer_po_reference: row.customer_po_reference,
                status: word(&status)?,
                total_items: 0,
                cartons_shipped: 0,
                est_delivery_date: row.est_delivery_date,
                products_summary: String::new(),
                lead_product: None,
                farms: Vec::new(),
            });
            names.push(Vec::new());
        }
        let (Some(order), Some(names)) = (orders.last_mut(), names.last_mut()) else {
            continue;
        };
        let (Some(sku), Some(name)) = (row.sku, row.product_name) else {
            continue;
        };
        order.total_items += i64::from(row.quantity.unwrap_or(0));
        order.cartons_shipped += i64::from(row.quantity_shipped.unwrap_or(0));
        let farm = row.farm_id.map(|id| FarmMention {
            id,
            name: row.farm_name.unwrap_or_default(),
            region: row.farm_region.unwrap_or_default(),
        });
        if let Some(farm) = farm
            .as_ref()
            .filter(|farm| order.farms.iter().all(|known| known.id != farm.id))
        {
            order.farms.push(farm.clone());
        }
        if order.lead_product.is_none() {
            order.lead_product = Some(LeadProduct {
                sku,
                name: name.clone(),
                cacao_percent: row.cacao_percent,
                farm,
            });
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for (order, names) in orders.iter_mut().zip(names) {
        order.products_summary = summary(&names);
    }
    Ok(orders)
}

/// "Lanquín 70% 60 g, +2 more".
fn summary(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first}, +{} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn the_first_product_speaks_for_the_rest() {
        let names: Vec<String> = ["Lanquín 70% 60 g", "Cahabón 72%", "Polochic 80%"]
            .map(String::from)
            .into();
        assert_eq!(summary(&names), "Lanquín 70% 60 g, +2 more");
        assert_eq!(summary(&names[..1]), "Lanquín 70% 60 g");
        assert_eq!(summary(&[]), "");
    }
}
