//! What proves a delivery: the image of a signature and a photo, kept with their shipment. What comes in is decoded and
//! written anew ([`images`]), so no file of a caller's making is ever stored. Neither image enters the audit trail.

use chrono::Utc;
use contract::{ShipmentStatus, shipments::Shipment};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};

use crate::{
    Error, IdOrCode, Result, Scope, Sql,
    audit::{self, Change},
    images::{self, Image},
    shipments, write,
};

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    Signature,
    Photo,
}

impl Proof {
    /// As it is called in paths and in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Photo => "photo",
        }
    }

    fn purpose(self) -> images::Purpose {
        match self {
            Self::Signature => images::Purpose::Signature,
            Self::Photo => images::Purpose::Photo,
        }
    }
}

/// An image as it is stored.
#[derive(Debug, FromQueryResult)]
pub struct Picture {
    pub bytes: Vec<u8>,
    pub media_type: String,
}

/// Begins the statement that reads one image, inside its WHERE clause; `s` is the shipment, `o` its order.
pub(crate) fn selection(proof: Proof) -> Sql {
    let name = proof.name();
    Sql::new(&format!(
        "SELECT s.{name} AS bytes, s.{name}_type AS media_type
         FROM shipments s JOIN orders o ON o.id = s.order_id
         WHERE s.{name} IS NOT NULL AND "
    ))
}

/// An image of a shipment within the reach of staff.
///
/// # Errors
/// [`Error::NotFound`] for a shipment out of reach and for one without the image.
pub async fn picture(scope: &Scope, key: &IdOrCode, proof: Proof) -> Result<Picture> {
    let tx = scope.read().await?;
    let mut sql = selection(proof);
    key.matches(&mut sql, "s.id", "s.shipment_number");
    sql.push(" AND s.org_id = ")
        .bind(tx.actor().org_id())
        .push(" AND ")
        .reach(tx.actor(), "o.org_id", "o.customer_id");
    tx.one(sql).await?.ok_or(Error::NotFound)
}

/// Puts an image in the place of the one before, if there was one.
///
/// # Errors
/// [`Error::Invalid`] naming the field for what is no such image; [`Error::NotFound`], [`Error::Stale`],
/// [`Error::Forbidden`]; [`Error::Conflict`] for a shipment that has not left yet.
pub async fn put(
    scope: &Scope,
    key: &IdOrCode,
    proof: Proof,
    given: Vec<u8>,
    expected: Option<i32>,
) -> Result<Shipment> {
    shipments::may_ship(scope.actor())?;
    scope.release().await;
    let image = images::accept(proof.purpose(), given).await?;
    replace(scope, key, proof, Some(image), expected).await
}

/// Takes an image away.
///
/// # Errors
/// [`Error::NotFound`] also when there is none; [`Error::Stale`], [`Error::Forbidden`].
pub async fn remove(
    scope: &Scope,
    key: &IdOrCode,
    proof: Proof,
    expected: Option<i32>,
) -> Result<()> {
    shipments::may_ship(scope.actor())?;
    replace(scope, key, proof, None, expected).await.map(drop)
}

async fn replace(
    scope: &Scope,
    key: &IdOrCode,
    proof: Proof,
    image: Option<Image>,
    expected: Option<i32>,
) -> Result<Shipment> {
    let tx = scope.write().await?;
    let (customer, before) = shipments::lock_for_proof(&tx, key).await?;
    write::expect_version(expected, before.version)?;
    let name = proof.name();
    let old: Option<Picture> = {
        let mut sql = selection(proof);
        sql.push("s.id = ").bind(before.id);
        tx.one(sql).await?
    };
    match &image {
        None if old.is_none() => return Err(Error::NotFound),
        Some(_) if before.status == ShipmentStatus::Pending => {
            return Err(Error::Conflict(
                "This shipment has not left yet; there is no delivery to prove.".into(),
            ));
        }
        _ => {}
    }
    let was = old.as_ref().map_or(Json::Null, |old| {
        images::summary(&old.bytes, &old.media_type)
    });
    let is = image.as_ref().map_or(Json::Null, |new| {
        images::summary(&new.bytes, new.media_type)
    });
    let (bytes, media_type) = image.map_or((None, None), |image| {
        (Some(image.bytes), Some(image.media_type.to_owned()))
    });
    tx.run(Sql::with(
        &format!(
            "UPDATE shipments SET {name} = $1, {name}_type = $2, version = version + 1, updated_at = $3 WHERE id = $4"
        ),
        [
            bytes.into(),
            media_type.into(),
            Utc::now().into(),
            before.id.into(),
        ],
    ))
    .await?;
    let after = shipments::find(&tx, &IdOrCode::Id(before.id), false).await?;
    audit::record(
        &tx,
        Change {
            action: "update",
            entity: "shipments",
            entity_id: before.id,
            customer_id: Some(customer),
            before: Some(json!({ name: was, "version": before.version })),
            after: Some(json!({ name: is, "version": after.version })),
        },
    )
    .await?;
    tx.commit().await?;
    Ok(after)
}
