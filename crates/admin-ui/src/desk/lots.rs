//! The lots of a SKU, and which of them may not leave the house.

use contract::BatchStatus;
use contract::batches::BatchList;
use contract::products::{Product, ProductList};
use ui_kit::http::query;
use ui_kit::{Api, ApiError, fmt};
use web_sys::AbortSignal;

use super::words::d;

/// A lot that could be chosen; `held` says why not.
#[derive(Clone, Debug, PartialEq)]
pub struct Lot {
    pub product: Product,
    pub held: Option<BatchStatus>,
}

impl Lot {
    /// "IXC-26-001 · Finca Tz'unun · 840 made". Reactive.
    pub fn words(&self) -> String {
        let made = (d().made)(&fmt::cartons(i64::from(self.product.quantity_produced)));
        let mut parts = vec![
            self.product.batch_code.clone(),
            self.product.farm_name.clone(),
            made,
        ];
        parts.extend(self.held.map(|held| held_words(held).to_owned()));
        parts.join(" · ")
    }
}

/// Why a lot cannot be chosen. Reactive.
pub fn held_words(held: BatchStatus) -> &'static str {
    match held {
        BatchStatus::Recalled => d().held_recalled,
        _ => d().held_on_hold,
    }
}

/// Every lot of a SKU, the newest first.
///
/// # Errors
/// Whatever the API refuses.
pub async fn of_sku(
    api: Api,
    sku: String,
    abort: Option<AbortSignal>,
) -> Result<Vec<Lot>, ApiError> {
    let abort = abort.as_ref();
    let mut held = self::held(api, BatchStatus::OnHold, abort).await?;
    held.extend(self::held(api, BatchStatus::Recalled, abort).await?);
    let mut lots = Vec::new();
    let mut cursor = None;
    loop {
        let path = format!(
            "/api/products{}",
            query(&[
                ("search", Some(sku.clone())),
                ("sort", Some("-id".to_owned())),
                ("limit", Some("100".to_owned())),
                ("cursor", cursor),
            ])
        );
        let page: ProductList = api.get(&path, abort).await?;
        let own = page.products.into_iter().filter(|lot| lot.sku == sku);
        lots.extend(own.map(|product| {
            Lot {
                held: held
                    .iter()
                    .find(|(batch, _)| *batch == product.batch_id)
                    .map(|(_, status)| *status),
                product,
            }
        }));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(lots);
        }
    }
}

/// The batches in a state, by id.
async fn held(
    api: Api,
    status: BatchStatus,
    abort: Option<&AbortSignal>,
) -> Result<Vec<(i64, BatchStatus)>, ApiError> {
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let path = format!(
            "/api/batches{}",
            query(&[
                ("status", Some(status.to_string())),
                ("limit", Some("100".to_owned())),
                ("cursor", cursor),
            ])
        );
        let page: BatchList = api.get(&path, abort).await?;
        found.extend(page.batches.iter().map(|batch| (batch.id, status)));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(found);
        }
    }
}
