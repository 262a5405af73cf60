//! The whole chain of a lot, both ways. Reads only; it keeps what has no counterpart (batches without products,
//! products without orders), because what was never sold is part of the answer.

mod assemble;
mod rows;

use std::time::Instant;

use contract::trace::{NodeKind, Trace, TraceRoot};

use crate::{Error, IdOrCode, Result, Scope, Sql, Tx};
use rows::{Chain, ChainRow, EdgeRow, ItemRow, Lots, TotalRow};

/// The chain from a farm: every batch of it, what was made of those, and where that went.
pub async fn of_farm(scope: &Scope, id: i64) -> Result<Trace> {
    let started = Instant::now();
    let tx = scope.read().await?;
    let farm: rows::FarmRoot = tx
        .one(Sql::with(
            rows::FARM,
            [tx.actor().org_id().into(), id.into()],
        ))
        .await?
        .ok_or(Error::NotFound)?;
    let root = TraceRoot {
        kind: NodeKind::Farm,
        id,
        code: farm.name.clone(),
    };
    let mut trace = follow(&tx, root, Lots::Farm(id), started).await?;
    if trace.farms.is_empty() {
        // No batch yet: the farm alone is the chain.
        trace.farms.push(farm.into());
        trace.summary.farm_count = 1;
    }
    Ok(trace)
}

/// The chain from a batch: back through what it was made of to the farms, forward to every shop.
pub async fn of_batch(scope: &Scope, key: &IdOrCode) -> Result<Trace> {
    let started = Instant::now();
    let tx = scope.read().await?;
    let found = match key {
        IdOrCode::Id(id) => {
            root(
                &tx,
                "SELECT id, code FROM batches WHERE org_id = $1 AND id = $2",
                *id,
            )
            .await?
        }
        IdOrCode::Code(code) => {
            root(
                &tx,
                "SELECT id, code FROM batches WHERE org_id = $1 AND code = $2",
                code.clone(),
            )
            .await?
        }
    };
    let root = TraceRoot {
        kind: NodeKind::Batch,
        id: found.id,
        code: found.code,
    };
    follow(&tx, root, Lots::Batch(found.id), started).await
}

/// The chain from one finished lot. A SKU made in several lots means the newest one.
pub async fn of_product(scope: &Scope, key: &IdOrCode) -> Result<Trace> {
    let started = Instant::now();
    let tx = scope.read().await?;
    let found: rows::ProductRoot = tx
        .one(match key {
            IdOrCode::Id(id) => Sql::with(
                "SELECT id, sku AS code, batch_id FROM products WHERE org_id = $1 AND id = $2",
                [tx.actor().org_id().into(), (*id).into()],
            ),
            IdOrCode::Code(sku) => Sql::with(
                "SELECT id, sku AS code, batch_id FROM products WHERE org_id = $1 AND sku = $2 ORDER BY id DESC LIMIT 1",
                [tx.actor().org_id().into(), sku.clone().into()],
            ),
        })
        .await?
        .ok_or(Error::NotFound)?;
    let root = TraceRoot {
        kind: NodeKind::Product,
        id: found.id,
        code: found.code,
    };
    follow(
        &tx,
        root,
        Lots::Product {
            id: found.id,
            batch_id: found.batch_id,
        },
        started,
    )
    .await
}

/// The chain of one order: back to the farms of every line that has a batch, forward to its shop and shipments.
pub async fn of_order(scope: &Scope, key: &IdOrCode) -> Result<Trace> {
    let started = Instant::now();
    let tx = scope.read().await?;
    let found = match key {
        IdOrCode::Id(id) => {
            root(
                &tx,
                "SELECT id, order_number AS code FROM orders WHERE org_id = $1 AND id = $2",
                *id,
            )
            .await?
        }
        IdOrCode::Code(code) => {
            let sql = "SELECT id, order_number AS code FROM orders WHERE org_id = $1 AND order_number = $2";
            root(&tx, sql, code.clone()).await?
        }
    };
    let root = TraceRoot {
        kind: NodeKind::Order,
        id: found.id,
        code: found.code,
    };
    let mut trace = follow(&tx, root, Lots::Order(found.id), started).await?;
    if trace.orders.is_empty() {
        // No line has a lot yet: the order and its shop are the chain.
        let alone: rows::OrderRoot = tx
            .one(Sql::with(
                rows::ORDER,
                [tx.actor().org_id().into(), found.id.into()],
            ))
            .await?
            .ok_or(Error::NotFound)?;
        assemble::order_alone(&mut trace, alone)?;
    }
    Ok(trace)
}

async fn root(tx: &Tx, sql: &str, key: impl Into<sea_orm::Value>) -> Result<rows::Root> {
    tx.one(Sql::with(sql, [tx.actor().org_id().into(), key.into()]))
        .await?
        .ok_or(Error::NotFound)
}

async fn follow(tx: &Tx, root: TraceRoot, lots: Lots, started: Instant) -> Result<Trace> {
    let chain: Vec<ChainRow> = tx.all(rows::chain(tx, &lots)).await?;
    let edges: Vec<EdgeRow> = match chain.iter().any(|row| row.has_inputs) {
        true => tx.all(rows::edges(tx, &chain)).await?,
        false => Vec::new(),
    };
    let items: Vec<ItemRow> = tx.all(rows::items(tx, &lots, &chain)).await?;
    // Only an order sees less than all of its lots' items; the mass balance needs them all.
    let totals: Option<Vec<TotalRow>> = match lots {
        Lots::Order(_) => Some(tx.all(rows::totals(tx, &chain)).await?),
        _ => None,
    };
    let took_ms = started.elapsed().as_secs_f64() * 1000.0;
    assemble::trace(
        root,
        &lots,
        Chain {
            rows: chain,
            edges,
            items,
            totals,
        },
        took_ms,
    )
}
