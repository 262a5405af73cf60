//! Complaints of shops, as staff read them on a customer's page. They follow their customer; nothing here writes one.

use chrono::{DateTime, Utc};
use contract::{
    Page, Pagination,
    complaints::{Complaint, ComplaintPage},
};
use sea_orm::FromQueryResult;

use crate::{IdOrCode, Result, Scope, Sql, customers, lists};

#[derive(FromQueryResult)]
struct ComplaintRow {
    id: i64,
    complaint_number: String,
    customer_id: i64,
    customer_name: String,
    batch_id: Option<i64>,
    batch_code: Option<String>,
    lot_code: Option<String>,
    category: String,
    severity: String,
    description: String,
    status: String,
    status_reason: Option<String>,
    recall_id: Option<i64>,
    closed_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

const COMPLAINT: &str = "
SELECT k.id, k.complaint_number, k.customer_id, c.name AS customer_name, k.batch_id, b.code AS batch_code, k.lot_code,
       k.category, k.severity, k.description, k.status, k.status_reason, k.recall_id, k.closed_at, k.created_at,
       k.updated_at
FROM complaints k
JOIN customers c ON c.id = k.customer_id
LEFT JOIN batches b ON b.id = k.batch_id
WHERE k.customer_id = ";

/// One page of the complaints of a customer within the caller's reach, the newest first.
///
/// # Errors
/// [`crate::Error::NotFound`].
pub async fn of_customer(scope: &Scope, key: &IdOrCode, page: Page) -> Result<ComplaintPage> {
    let tx = scope.read().await?;
    let customer = customers::find(&tx, key, false).await?.id;
    let count = "SELECT count(*) FROM complaints WHERE customer_id = $1";
    let total: i64 = tx
        .value(Sql::with(count, [customer.into()]))
        .await?
        .unwrap_or(0);
    let mut sql = Sql::new(COMPLAINT);
    sql.bind(customer).push(" ORDER BY k.id DESC");
    lists::cut(&mut sql, page);
    let rows: Vec<ComplaintRow> = tx.all(sql).await?;
    Ok(ComplaintPage {
        complaints: rows.into_iter().map(view).collect(),
        pagination: Pagination::new(total.unsigned_abs(), page.page, page.limit),
    })
}

fn view(row: ComplaintRow) -> Complaint {
    Complaint {
        id: row.id,
        complaint_number: row.complaint_number,
        customer_id: row.customer_id,
        customer_name: row.customer_name,
        batch_id: row.batch_id,
        batch_code: row.batch_code,
        lot_code: row.lot_code,
        category: row.category,
        severity: row.severity,
        description: row.description,
        status: row.status,
        status_reason: row.status_reason,
        recall_id: row.recall_id,
        closed_at: row.closed_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
