//! What staff see first: what waits for somebody, what is in the making, how the last weeks went. Everything that
//! follows a customer is within the caller's reach; farms and batches are the whole maker's. Reads only.

mod making;
mod needs;
mod past;

use chrono::Utc;
use contract::dashboard::Dashboard;

use crate::{Result, Scope};

/// How many of each kind are told one by one; all are counted.
const MOST: u32 = 10;

/// Everything as of now. Days are UTC days.
///
/// # Errors
/// The database's.
pub async fn today(scope: &Scope) -> Result<Dashboard> {
    let now = Utc::now();
    let today = now.date_naive();
    let tx = scope.read().await?;
    let (complaints, complaint_count) = needs::complaints(&tx).await?;
    let (late_orders, late_order_count) = needs::late_orders(&tx, today).await?;
    let (refused_orders, refused_order_count) = needs::refused_orders(&tx).await?;
    Ok(Dashboard {
        as_of: now,
        complaints,
        complaint_count,
        late_orders,
        late_order_count,
        refused_orders,
        refused_order_count,
        held_batches: needs::held_batches(&tx).await?,
        drill: needs::drill(&tx).await?,
        batches: making::batches(&tx, today).await?,
        weeks: past::weeks(&tx, today).await?,
        deliveries: past::deliveries(&tx).await?,
    })
}
