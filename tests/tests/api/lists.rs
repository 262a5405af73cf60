//! How lists are cut: keyset lists across the organization, numbered pages inside one customer, batch, farm or order.

use serde_json::Value;
use tests::{Account, Caller, on_both_engines};

/// Every keyset list: its path, the member that holds the rows, what SQL counts.
const KEYSETS: &[(&str, &str, &str)] = &[
    ("/api/farms", "farms", "farms"),
    ("/api/batches", "batches", "batches"),
    ("/api/products", "products", "products"),
    ("/api/customers", "customers", "customers"),
    ("/api/orders", "orders", "orders"),
    ("/api/work-orders", "work_orders", "work_orders"),
];

/// Every numbered list that a staff member reads.
const PAGES: &[(&str, &str)] = &[
    ("/api/farms/1/batches", "batches"),
    ("/api/batches/37/products", "products"),
    ("/api/batches/37/orders", "orders"),
    ("/api/batches/37/customers", "customers"),
    ("/api/batches/37/measurements", "measurements"),
    ("/api/customers/13/orders", "orders"),
    ("/api/orders/150/shipments", "shipments"),
];

/// Follows a keyset list to its end; the ids in the order they came.
async fn walk(caller: &Caller, path: &str, key: &str, query: &str) -> Vec<i64> {
    let mut ids = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = caller.get(&format!("{path}?{query}{cursor}")).await.ok();
        let rows = page[key]
            .as_array()
            .unwrap_or_else(|| panic!("{path} has no {key}: {page}"));
        ids.extend(rows.iter().map(|row| row["id"].as_i64().expect("an id")));
        match &page["next_cursor"] {
            Value::Null => return ids,
            Value::String(next) => cursor = format!("&cursor={next}"),
            other => panic!("{path}: next_cursor is {other}"),
        }
        assert!(ids.len() < 2000, "{path} goes round in circles");
    }
}

on_both_engines! {
    async fn walking_a_keyset_list_meets_every_row_once(app) {
        let admin = app.as_account(Account::Admin).await;
        for (path, key, table) in KEYSETS {
            let expected = app.db.column::<i64>(&format!("SELECT id FROM {table} WHERE org_id = 1 ORDER BY id")).await;
            for limit in [3, 7, 100] {
                let mut ids = walk(&admin, path, key, &format!("limit={limit}")).await;
                ids.sort_unstable();
                assert_eq!(ids, expected, "{path} by {limit}");
            }
            // A page that holds exactly the last row is the last page.
            if expected.len() <= 100 {
                let page = admin.get(&format!("{path}?limit={}", expected.len())).await.ok();
                assert_eq!(page[*key].as_array().map(Vec::len), Some(expected.len()), "{path}");
                assert!(page["next_cursor"].is_null(), "{path}: nothing follows");
            }
        }
    }

    async fn sorting_is_total_in_both_directions(app) {
        let admin = app.as_account(Account::Admin).await;
        for sort in ["order_date", "-order_date", "order_number", "-order_number", "id", "-id"] {
            let (name, direction) = sort.strip_prefix('-').map_or((sort, "ASC"), |name| (name, "DESC"));
            let column = if name == "order_number" { "order_number" } else { name };
            let collate = if name == "order_number" && app.db.engine == tests::Engine::Postgres { " COLLATE \"C\"" } else { "" };
            let expected = app.db.column::<i64>(&format!(
                "SELECT id FROM orders WHERE org_id = 1 ORDER BY {column}{collate} {direction}, id {direction}")).await;
            assert_eq!(walk(&admin, "/api/orders", "orders", &format!("limit=11&sort={sort}")).await, expected, "{sort}");
        }
        let newest = walk(&admin, "/api/orders", "orders", "limit=50").await;
        assert_eq!(newest, walk(&admin, "/api/orders", "orders", "limit=50&sort=-order_date").await, "the default");
    }

    async fn a_row_that_comes_in_between_moves_nothing(app) {
        let admin = app.as_account(Account::Admin).await;
        let all = walk(&admin, "/api/orders", "orders", "limit=100").await;
        let first = admin.get("/api/orders?limit=5").await.ok();
        let cursor = first["next_cursor"].as_str().expect("more").to_owned();
        let body = serde_json::json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 1}]});
        admin.post("/api/orders", &body).await.created::<contract::orders::Order>();
        let second = admin.get(&format!("/api/orders?limit=5&cursor={cursor}")).await.ok();
        let ids: Vec<i64> = second["orders"].as_array().expect("rows").iter().filter_map(|row| row["id"].as_i64()).collect();
        assert_eq!(ids, all[5..10]);
    }

    async fn cursors_are_opaque_and_checked(app) {
        let admin = app.as_account(Account::Admin).await;
        for (path, _, _) in KEYSETS {
            for cursor in ["x", "AAAA", "%00", "null", "eyJpZCI6MX0", "..", "%F0%9F%8D%AB", &"A".repeat(3000)] {
                admin.get(&format!("{path}?cursor={cursor}")).await.wrong_fields(&["cursor"]);
            }
        }
        // A cursor of one order of rows does not fit another.
        let page = admin.get("/api/orders?limit=5&sort=order_number").await.ok();
        let cursor = page["next_cursor"].as_str().expect("more");
        admin.get(&format!("/api/orders?limit=5&sort=-order_date&cursor={cursor}")).await.wrong_fields(&["cursor"]);
    }

    async fn limits_are_from_one_to_a_hundred(app) {
        let admin = app.as_account(Account::Admin).await;
        let paths = KEYSETS.iter().map(|(path, _, _)| *path).chain(PAGES.iter().map(|(path, _)| *path));
        for path in paths {
            for limit in ["0", "101", "-1", "x", "1.5", "", "99999999999999999999", "+5", "0x10"] {
                admin.get(&format!("{path}?limit={limit}")).await.wrong_fields(&["limit"]);
            }
            admin.get(&format!("{path}?limit=100")).await.ok();
            admin.get(&format!("{path}?limit=1")).await.ok();
            admin.get(&format!("{path}?limt=1")).await.wrong_fields(&["limt"]);
            admin.get(&format!("{path}?limit=1&limit=2")).await.problem(400);
        }
    }

    async fn numbered_pages_add_up(app) {
        let admin = app.as_account(Account::Admin).await;
        for (path, key) in PAGES {
            let all = admin.get(&format!("{path}?limit=100")).await.ok();
            let rows = all[*key].as_array().unwrap_or_else(|| panic!("{path} has no {key}"));
            let total = all["pagination"]["total"].as_u64().expect("a total");
            assert_eq!(rows.len() as u64, total.min(100), "{path}");
            assert!(total > 0, "{path} tests nothing");
            let mut joined = Vec::new();
            let pages = total.div_ceil(2);
            for page in 1..=pages {
                let part = admin.get(&format!("{path}?limit=2&page={page}")).await.ok();
                assert_eq!(part["pagination"], serde_json::json!({"total": total, "page": page, "limit": 2, "pages": pages}));
                joined.extend(part[*key].as_array().expect("rows").clone());
            }
            assert_eq!(&joined[..rows.len()], &rows[..], "{path}");
            let beyond = admin.get(&format!("{path}?limit=2&page={}", pages + 1)).await.ok();
            assert_eq!(beyond[*key].as_array().map(Vec::len), Some(0), "{path}: past the end is empty");
            for page in ["0", "-1", "x", "99999999999999999999"] {
                admin.get(&format!("{path}?page={page}")).await.wrong_fields(&["page"]);
            }
        }
    }
}
