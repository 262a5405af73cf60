//! The facts of a trace on the design's example: who is lit, how many cartons, and that nothing falls through a
//! filter. The example is given as the API would send it.

use std::sync::Arc;

use contract::trace::{NodeKind, Trace};
use serde_json::{Value, json};

use super::chain::{Chain, Filter, TraceData, key, parse_key};
use super::figure::picture;
use super::reached::{Balance, LitNodes, Reached, Sort};
use crate::words::Words;
use ui_kit::{Language, Phrases};

fn words() -> &'static Words {
    Words::of(Language::En)
}

fn link(from: (&str, i64), to: (&str, i64), numbers: (i64, i64, i64)) -> Value {
    json!({"from": {"kind": from.0, "id": from.1}, "to": {"kind": to.0, "id": to.1}, "cartons": numbers.0,
           "cartons_shipped": numbers.1, "cartons_delivered": numbers.2, "kg": null, "direction": "forward"})
}

fn product(id: i64, batch: i64, name: &str, made: i64, sold: (i64, i64, i64), lost: i64) -> Value {
    json!({"id": id, "sku": format!("SKU-{id}"), "name": name, "batch_id": batch, "cartons_produced": made,
           "cartons_allocated": sold.0, "cartons_shipped": sold.1, "cartons_delivered": sold.2,
           "cartons_on_hand": made - sold.1 - lost, "counted_at": null, "cartons_unaccounted": lost})
}

fn order(id: i64, customer: i64, status: &str, numbers: (i64, i64, i64)) -> Value {
    json!({"id": id, "order_number": format!("O-{id}"), "customer_id": customer, "status": status, "order_date": "2026-02-09",
           "cartons": numbers.0, "cartons_shipped": numbers.1, "cartons_delivered": numbers.2})
}

/// Two batches with orders, one nobody ordered of, one without products; a blend; a cancelled order.
fn example() -> Arc<TraceData> {
    let batch = |id: i64| json!({"id": id, "code": format!("IXC-26-00{id}"), "farm_id": 1, "status": "released", "harvest_date": null, "produced_kg": null});
    let shop = |id: i64, country: &str| json!({"id": id, "name": format!("Shop {id}"), "city": "City", "country": country, "cartons": 0, "cartons_shipped": 0});
    let mut blend = link(("batch", 2), ("batch", 5), (0, 0, 0));
    blend["kg"] = json!(120.4);
    let trace = json!({
        "root": {"kind": "farm", "id": 1, "code": "Finca Tz'unun"},
        "farms": [{"id": 1, "name": "Finca Tz'unun", "producer_name": "P", "region": "Lanquín", "country": "GT"}],
        "batches": [batch(1), batch(2), batch(3), batch(4), batch(5)],
        "products": [
            product(1, 1, "Lanquín 70%", 640, (300, 240, 200), 12),
            product(2, 2, "Lanquín 75%", 500, (100, 100, 100), 0),
            product(3, 3, "Lanquín 85%", 160, (0, 0, 0), 0),
            product(5, 5, "Blend 60%", 80, (0, 0, 0), 0)
        ],
        "orders": [order(1, 1, "delivered", (200, 200, 200)), order(2, 2, "in_production", (200, 140, 100)), order(3, 2, "cancelled", (0, 0, 0))],
        "customers": [shop(1, "DE"), shop(2, "JP")],
        "shipments": [],
        "links": [
            link(("product", 1), ("order", 1), (200, 200, 200)),
            link(("product", 1), ("order", 2), (100, 40, 0)),
            link(("product", 2), ("order", 2), (100, 100, 100)),
            link(("product", 2), ("order", 3), (0, 0, 0)),
            blend
        ],
        "summary": {"farm_count": 1, "batch_count": 5, "product_count": 4, "order_count": 3, "customer_count": 2, "cartons_produced": 1380,
                    "cartons_allocated": 400, "cartons_shipped": 340, "cartons_delivered": 300, "cartons_on_hand": 1028,
                    "cartons_unaccounted": 12, "countries": ["DE", "JP"]},
        "took_ms": 3.2
    });
    Arc::new(TraceData::new(
        serde_json::from_value::<Trace>(trace).expect("a trace as the contract says"),
    ))
}

fn chain(filter: Filter) -> Chain {
    Chain::new(example(), filter)
}

fn lit(chain: &Chain, focus: (NodeKind, i64)) -> (LitNodes, Reached) {
    let picture = picture(chain, None, words(), &|n| n.to_string());
    let lit = LitNodes::around(&picture, &key(focus));
    let reached = Reached::of(chain, &lit);
    (lit, reached)
}

#[test]
fn everything_is_there_also_what_nobody_ordered() {
    let chain = chain(Filter::default());
    assert_eq!(chain.batches.get(&3), Some(&160), "a batch without orders");
    assert_eq!(chain.batches.get(&4), Some(&0), "a batch without products");
    assert_eq!(chain.orders.get(&3), Some(&0), "a cancelled order");
    assert_eq!(chain.farms.get(&1), Some(&1380));
    assert_eq!(chain.unsold(1), 340);
    let picture = picture(&chain, None, words(), &|n| n.to_string());
    let node = |k: &str| picture.nodes.iter().find(|n| n.key == k).expect(k);
    assert!(node("batch:4").empty && node("order:3").empty && !node("batch:3").empty);
    assert_eq!(node("batch:3").sub, "160 · no orders");
    assert_eq!(node("batch:1").name, "Batch IXC-26-001, 640 made");
    assert_eq!(node("order:1").name, "Order O-1, 200 cartons, Shop 1");
    assert!(node("farm:1").root && node("farm:1").pinned);
    // A blend stands one column further right, with its kilograms on the line.
    assert_eq!(picture.columns.len(), 6);
    assert_eq!(node("batch:5").column, 2);
    assert!(picture.links.iter().any(|l| l.note == "120 kg"));
}

#[test]
fn a_batch_lights_its_own_share_of_an_order() {
    let chain = chain(Filter::default());
    let (nodes, reached) = lit(&chain, (NodeKind::Batch, 1));
    assert_eq!(
        (
            nodes.count(NodeKind::Product),
            reached.order_count(),
            reached.shops.len()
        ),
        (1, 2, 2)
    );
    assert_eq!(
        (reached.cartons, reached.shipped, reached.delivered),
        (300, 240, 200)
    );
    let balance = Balance::of(&chain, &nodes, (NodeKind::Batch, 1), &reached);
    assert_eq!(
        balance,
        Balance {
            produced: 640,
            delivered: 200,
            transit: 40,
            held: 60,
            store: 328,
            unaccounted: 12
        }
    );
    let whole =
        balance.delivered + balance.transit + balance.held + balance.store + balance.unaccounted;
    assert_eq!(whole, balance.produced, "the mass balance closes");
}

#[test]
fn the_way_of_an_order_is_its_own() {
    let chain = chain(Filter::default());
    let (nodes, reached) = lit(&chain, (NodeKind::Order, 2));
    assert!(
        nodes.has((NodeKind::Batch, 1))
            && nodes.has((NodeKind::Batch, 2))
            && !nodes.has((NodeKind::Order, 1))
    );
    assert_eq!((reached.cartons, reached.shipped), (200, 140));
    let balance = Balance::of(&chain, &nodes, (NodeKind::Order, 2), &reached);
    assert_eq!(
        (
            balance.produced,
            balance.delivered,
            balance.transit,
            balance.held
        ),
        (200, 100, 40, 60)
    );
}

#[test]
fn filters_narrow_and_lose_nothing() {
    let shipped = chain(Filter {
        shipped_only: true,
        country: None,
    });
    assert_eq!(shipped.pieces.iter().map(|p| p.cartons).sum::<i64>(), 340);
    assert!(!shipped.batches.contains_key(&3) && !shipped.orders.contains_key(&3));
    assert_eq!(shipped.farms.get(&1), Some(&340));
    let japan = chain(Filter {
        shipped_only: false,
        country: Some("JP".into()),
    });
    assert_eq!(japan.customers.keys().copied().collect::<Vec<_>>(), [2]);
    assert_eq!(japan.pieces.iter().map(|p| p.cartons).sum::<i64>(), 200);
    assert_eq!(japan.products.get(&1), Some(&100));
    let nowhere = chain(Filter {
        shipped_only: true,
        country: Some("FR".into()),
    });
    assert!(
        nowhere.pieces.is_empty() && nowhere.farms.contains_key(&1),
        "the root stays"
    );
}

#[test]
fn the_table_sorts_both_ways() {
    let chain = chain(Filter::default());
    let (_, mut reached) = lit(&chain, (NodeKind::Farm, 1));
    let names = |r: &Reached| r.shops.iter().map(|s| s.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&reached), ["Shop 1", "Shop 2"], "most shipped first");
    let sort = Sort::default().pressed(super::reached::Column::Shop);
    assert_eq!(sort.written().as_deref(), Some("shop"));
    reached.sort(sort.pressed(super::reached::Column::Shop));
    assert_eq!(names(&reached), ["Shop 2", "Shop 1"]);
    assert_eq!(Sort::parse("-shipped"), Some(Sort::default()));
}

#[test]
fn a_ring_of_rework_has_a_depth() {
    let mut ring = chain(Filter::default());
    ring.blends.push(super::chain::Blend {
        input: 5,
        output: 2,
        kg: 1.0,
    });
    let depths = ring.depths();
    assert!(depths.values().all(|d| *d <= 3));
    let picture = picture(&ring, None, words(), &|n| n.to_string());
    assert!(LitNodes::around(&picture, "batch:2").has((NodeKind::Batch, 5)));
}

#[test]
fn keys_read_back() {
    assert_eq!(
        parse_key(&key((NodeKind::Batch, 3))),
        Some((NodeKind::Batch, 3))
    );
    assert_eq!(parse_key("batch"), None);
}
