//! Running numbers: one after the other, never twice, whoever asks and however many at once.

use std::collections::HashSet;

use chrono::{Datelike, Utc};
use contract::work_orders::WorkOrderInput;
use domain::{numbers, work_orders};

use crate::support::World;

on_both![
    numbers_are_not_given_twice,
    numbers_run_on_whoever_asks,
    chosen_numbers_are_stepped_over,
];

fn input() -> WorkOrderInput {
    WorkOrderInput {
        sku: "LNQ-70-60".into(),
        product_name: "Lanquín 70% 60 g".into(),
        qty_planned: 40,
        ..WorkOrderInput::default()
    }
}

async fn numbers_are_not_given_twice(world: &World) {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let scope = world.manager();
        tasks.spawn(async move {
            let made = work_orders::create(&scope, &input()).await;
            made.expect("created").body.wo_number
        });
    }
    let given: HashSet<String> = tasks.join_all().await.into_iter().collect();
    assert_eq!(given.len(), 12, "{given:?}");
}

/// A user sees the orders of its own customers only; the numbers of all others are taken all the same.
async fn numbers_run_on_whoever_asks(world: &World) {
    let year = Utc::now().year();
    let mut given = Vec::new();
    for scope in [world.admin(), world.user(), world.manager()] {
        let tx = scope.write().await.expect("begin");
        let number = numbers::next(&tx, "orders", "order_number", "O", year).await;
        given.push(number.expect("a number"));
        // Whom the transaction acts for is as before.
        let seen: i64 = tx
            .value(domain::Sql::new("SELECT count(*) FROM orders"))
            .await
            .expect("query")
            .expect("a row");
        if tx.is_postgres() && scope.actor().reach() != domain::scope::Reach::Organization {
            let all = world.count("SELECT count(*) FROM orders").await;
            assert!(seen < all, "{seen} of {all}");
        }
    }
    assert_eq!(given[0], given[1]);
    assert_eq!(given[0], given[2]);
    let sql = format!(
        "SELECT count(*) FROM orders WHERE org_id = 1 AND order_number = '{}'",
        given[0]
    );
    assert_eq!(world.count(&sql).await, 0);
}

async fn chosen_numbers_are_stepped_over(world: &World) {
    let manager = world.manager();
    let first = work_orders::create(&manager, &input())
        .await
        .expect("created")
        .body
        .wo_number;
    let (start, number) = first.rsplit_once('-').expect("a number");
    let number: u32 = number.parse().expect("digits");
    for chosen in [number + 2, number + 1] {
        let chosen = WorkOrderInput {
            wo_number: Some(format!("{start}-{chosen:04}")),
            ..input()
        };
        work_orders::create(&manager, &chosen)
            .await
            .expect("created");
    }
    let next = work_orders::create(&manager, &input())
        .await
        .expect("created")
        .body
        .wo_number;
    assert_eq!(next, format!("{start}-{:04}", number + 3));
}
