//! Lists across the organization: every row once, in one order on both engines, however the pages are cut.

use contract::{
    batches::BatchQuery, customers::CustomerQuery, farms::FarmQuery, products::ProductQuery,
};
use domain::{Error, batches, customers, farms, products};

use crate::support::{World, fields};

on_both![
    pages_hold_every_row_once,
    rows_without_a_value_come_last,
    wrong_pages_are_refused,
    lists_are_narrowed,
    customers_follow_reach,
];

async fn batches_of(world: &World, sort: &str, limit: u64) -> Vec<contract::batches::Batch> {
    let mut query = BatchQuery {
        sort: Some(sort.into()),
        limit: Some(limit),
        ..BatchQuery::default()
    };
    let mut all = Vec::new();
    loop {
        let page = batches::list(&world.admin(), &query).await.expect("a page");
        assert!(page.batches.len() as u64 <= limit);
        all.extend(page.batches);
        match page.next_cursor {
            Some(cursor) => query.cursor = Some(cursor),
            None => return all,
        }
    }
}

async fn pages_hold_every_row_once(world: &World) {
    world
        .change("UPDATE batches SET harvest_date = NULL WHERE id IN (3, 7, 12)")
        .await;
    let total = world
        .count("SELECT count(*) FROM batches WHERE org_id = 1")
        .await;
    for sort in [
        "code",
        "-code",
        "harvest_date",
        "-harvest_date",
        "id",
        "-id",
    ] {
        let whole: Vec<i64> = batches_of(world, sort, 100)
            .await
            .iter()
            .map(|b| b.id)
            .collect();
        assert_eq!(whole.len() as i64, total, "{sort}");
        for limit in [1, 7] {
            let cut: Vec<i64> = batches_of(world, sort, limit)
                .await
                .iter()
                .map(|b| b.id)
                .collect();
            assert_eq!(cut, whole, "{sort} by {limit}");
        }
    }
}

async fn rows_without_a_value_come_last(world: &World) {
    world
        .change("UPDATE batches SET harvest_date = NULL WHERE id IN (3, 7, 12)")
        .await;
    for (sort, tail) in [("harvest_date", [3, 7, 12]), ("-harvest_date", [12, 7, 3])] {
        let all = batches_of(world, sort, 7).await;
        let last: Vec<i64> = all[all.len() - 3..].iter().map(|batch| batch.id).collect();
        assert_eq!(last, tail, "{sort}");
        let dates: Vec<_> = all[..all.len() - 3]
            .iter()
            .map(|batch| batch.harvest_date)
            .collect();
        let mut sorted = dates.clone();
        sorted.sort();
        if sort.starts_with('-') {
            sorted.reverse();
        }
        assert_eq!(dates, sorted);
    }
}

async fn wrong_pages_are_refused(world: &World) {
    let admin = world.admin();
    let list = async |cursor: Option<&str>, limit, sort: Option<&str>| {
        let query = FarmQuery {
            cursor: cursor.map(str::to_owned),
            limit,
            sort: sort.map(str::to_owned),
            ..FarmQuery::default()
        };
        farms::list(&admin, &query).await
    };
    assert_eq!(fields(list(Some("nonsense"), None, None).await), ["cursor"]);
    assert_eq!(fields(list(None, Some(101), None).await), ["limit"]);
    assert_eq!(fields(list(None, None, Some("story")).await), ["sort"]);
    let next = list(None, Some(1), None).await.expect("a page").next_cursor;
    assert_eq!(
        fields(list(next.as_deref(), None, Some("-name")).await),
        ["cursor"]
    );
}

async fn lists_are_narrowed(world: &World) {
    let viewer = world.viewer();
    let query = BatchQuery {
        status: Some(contract::BatchStatus::OnHold),
        ..BatchQuery::default()
    };
    let held = batches::list(&viewer, &query).await.expect("a page");
    assert!(held.batches.iter().any(|batch| batch.code == "IXC-26-009"));
    let query = BatchQuery {
        search: Some("26-00".into()),
        date_from: "2026-01-01".parse().ok(),
        farm_id: Some(1),
        ..BatchQuery::default()
    };
    let found = batches::list(&viewer, &query)
        .await
        .expect("a page")
        .batches;
    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|b| b.farm_id == 1 && b.code.contains("26-00"))
    );
    for text in ["%", "_", "\\"] {
        let query = ProductQuery {
            search: Some(text.into()),
            ..ProductQuery::default()
        };
        let found = products::list(&viewer, &query)
            .await
            .expect("a page")
            .products;
        assert!(
            found
                .iter()
                .all(|bar| bar.name.contains(text) || bar.sku.contains(text))
        );
    }
    let query = FarmQuery {
        search: Some("LANQ".into()),
        ..FarmQuery::default()
    };
    assert!(
        !farms::list(&viewer, &query)
            .await
            .expect("a page")
            .farms
            .is_empty()
    );
}

async fn customers_follow_reach(world: &World) {
    let query = CustomerQuery {
        limit: Some(100),
        ..CustomerQuery::default()
    };
    let all = customers::list(&world.viewer(), &query)
        .await
        .expect("a page")
        .customers;
    let expected = world
        .count("SELECT count(*) FROM customers WHERE org_id = 1")
        .await;
    assert_eq!(all.len() as i64, expected);
    let own = customers::list(&world.user(), &query)
        .await
        .expect("a page")
        .customers;
    assert!(!own.is_empty() && own.iter().all(|shop| shop.owner_user_id == Some(3)));
    let team = customers::list(&world.manager(), &query)
        .await
        .expect("a page")
        .customers;
    assert!(team.len() > own.len() && team.iter().all(|shop| shop.team_id == Some(1)));
    for key in ["CUS-2002", "ERP-1002"] {
        let key = domain::IdOrCode::Code(key.into());
        let shop = customers::by_key(&world.user(), &key).await.expect("read");
        assert_eq!(shop.name, "Cedar & Salt");
    }
    let foreign = all
        .iter()
        .find(|shop| shop.owner_user_id != Some(3))
        .expect("one")
        .id;
    let refused = customers::by_key(&world.user(), &domain::IdOrCode::Id(foreign)).await;
    assert!(matches!(refused, Err(Error::NotFound)));
}
