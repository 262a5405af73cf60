//! Whose row: every operation that names a customer's row, for a user and a manager, of a row of their own, of another
//! owner's in the same team, of another team's and of another organization's; and lists, which hold what is within reach
//! and nothing else. Made from the table in `access`.

use std::collections::BTreeSet;

use reqwest::Method;
use tests::{Account, Caller, Reply, TestApp, on_both_engines};

use super::access::{Row, TABLE, assert_passes, valid};

/// Whose a customer is, seen from Diego (user, team 1) and Sofía (manager of team 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Own,
    OtherOwner,
    OtherTeam,
    OtherOrganization,
}

impl Whose {
    pub(super) const ALL: [Self; 4] = [
        Self::Own,
        Self::OtherOwner,
        Self::OtherTeam,
        Self::OtherOrganization,
    ];

    /// Of `customers c`.
    fn condition(self) -> &'static str {
        match self {
            Self::Own => "c.org_id = 1 AND c.team_id = 1 AND c.owner_user_id = 3",
            Self::OtherOwner => "c.org_id = 1 AND c.team_id = 1 AND c.owner_user_id <> 3",
            Self::OtherTeam => "c.org_id = 1 AND c.team_id = 2 AND c.owner_user_id <> 3",
            Self::OtherOrganization => "c.org_id = 2",
        }
    }

    pub(super) fn is_within_reach_of(self, account: Account) -> bool {
        match account {
            Account::User => self == Self::Own,
            Account::Manager => matches!(self, Self::Own | Self::OtherOwner),
            _ => self != Self::OtherOrganization,
        }
    }
}

/// Every customer that the operation could name has everything that it could be asked for.
pub(super) async fn furnish(app: &TestApp) {
    app.db
        .run(
            "UPDATE shipments SET signature = (SELECT s.signature FROM shipments s WHERE s.signature IS NOT NULL ORDER BY s.id LIMIT 1),
                 signature_type = (SELECT s.signature_type FROM shipments s WHERE s.signature IS NOT NULL ORDER BY s.id LIMIT 1),
                 photo = (SELECT s.photo FROM shipments s WHERE s.photo IS NOT NULL ORDER BY s.id LIMIT 1),
                 photo_type = (SELECT s.photo_type FROM shipments s WHERE s.photo IS NOT NULL ORDER BY s.id LIMIT 1);
             INSERT INTO customer_portal_users (org_id, customer_id, email, password_hash, name, created_at, updated_at)
                 SELECT c.org_id, c.id, 'person-' || c.id || '@shop.example', 'x', 'Person', c.created_at, c.updated_at FROM customers c;
             INSERT INTO contacts (org_id, customer_id, name, created_at, updated_at)
                 SELECT c.org_id, c.id, 'Contact', c.created_at, c.updated_at FROM customers c",
        )
        .await;
}

/// The address of the operation for a customer's row; None where it names no row of a customer.
pub(super) async fn address(app: &TestApp, row: &Row, whose: Whose) -> Option<String> {
    let (_, path) = row.operation.split_once(' ').expect("a method and a path");
    let (before, after) = path.split_once("{id}")?;
    let sql = match before {
        "/api/customers/" => "SELECT MIN(c.id) FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id) AND ".to_owned(),
        "/api/orders/" => "SELECT MIN(o.id) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE ".to_owned(),
        "/api/shipments/" => "SELECT MIN(s.id) FROM shipments s JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id
            WHERE s.status = 'delivered' AND ".to_owned(),
        "/api/contacts/" | "/api/portal-users/" => {
            let table = if before.ends_with("contacts/") { "contacts" } else { "customer_portal_users" };
            format!("SELECT MIN(x.id) FROM {table} x JOIN customers c ON c.id = x.customer_id WHERE ")
        }
        _ => return None,
    };
    let id = app.db.number(&format!("{sql}{}", whose.condition())).await;
    Some(format!("{before}{id}{after}"))
}

/// Calls it so that only the row is left to refuse, if anything does; a row within reach is refused for a field or a
/// version, so that nothing changes.
pub(super) async fn ask(row: &Row, caller: &Caller, path: &str, expect_it: bool) -> Reply {
    let method = row.method();
    if expect_it || matches!(method, Method::GET | Method::DELETE) {
        return row.call(caller, path).await;
    }
    if row.takes_an_image() {
        return caller
            .raw(Method::PUT, path, "image/png", tests::png(2, 2))
            .await;
    }
    caller
        .send(caller.request(method, path).json(&valid(row.operation)))
        .await
}

/// Walks the table as these accounts, asking through `through`.
pub(super) async fn walk(app: &TestApp, accounts: &[Account], through: impl Fn(Caller) -> Caller) {
    let before = app.db.fingerprint().await;
    let mut seen = 0;
    for account in accounts {
        let caller = through(app.as_account(*account).await);
        for row in TABLE {
            for whose in Whose::ALL {
                let Some(path) = address(app, row, whose).await else {
                    continue;
                };
                let within = whose.is_within_reach_of(*account);
                let reply = ask(row, &caller, &path, within).await;
                if !row.may.admits(*account) {
                    reply.problem(403);
                } else if within {
                    assert_passes(row, &reply);
                    seen += 1;
                } else {
                    reply.problem(404);
                }
            }
        }
    }
    assert!(seen > 10, "{seen} rows were within reach");
    assert_eq!(
        app.db.fingerprint().await,
        before,
        "the walk itself changes nothing"
    );
}

/// The ids of a whole list, page by page.
pub(super) async fn whole(caller: &Caller, path: &str, member: &str) -> BTreeSet<i64> {
    let mut ids = BTreeSet::new();
    let mut cursor = String::new();
    loop {
        let page = caller.get(&format!("{path}?limit=100{cursor}")).await.ok();
        let rows = page[member]
            .as_array()
            .unwrap_or_else(|| panic!("{path}: {page}"));
        for row in rows {
            assert!(
                ids.insert(row["id"].as_i64().expect("an id")),
                "{path}: a row twice"
            );
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

/// Lists of rows that follow a customer: path, member, and the statement of what is within reach of `{c}`.
pub(super) const LISTS: [(&str, &str, &str); 2] = [
    (
        "/api/customers",
        "customers",
        "SELECT c.id FROM customers c WHERE {c}",
    ),
    (
        "/api/orders",
        "orders",
        "SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id WHERE {c}",
    ),
];

pub(super) fn reach_of(account: Account) -> &'static str {
    match account {
        Account::User => "c.org_id = 1 AND c.owner_user_id = 3",
        Account::Manager => "c.org_id = 1 AND c.team_id = 1",
        Account::OtherAdmin => "c.org_id = 2",
        _ => "c.org_id = 1",
    }
}

/// Every list against plain SQL, as these accounts.
pub(super) async fn lists(app: &TestApp, accounts: &[Account], through: impl Fn(Caller) -> Caller) {
    for account in accounts {
        let caller = through(app.as_account(*account).await);
        for (path, member, sql) in LISTS {
            let wanted = app
                .db
                .column::<i64>(&sql.replace("{c}", reach_of(*account)))
                .await;
            assert!(!wanted.is_empty());
            let found = whole(&caller, path, member).await;
            assert_eq!(found, wanted.into_iter().collect(), "{path} as {account:?}");
        }
    }
}

pub(super) const EVERYBODY: [Account; 4] = [
    Account::Viewer,
    Account::User,
    Account::Manager,
    Account::Admin,
];

on_both_engines! {
    async fn each_sees_and_touches_what_is_within_reach(app) {
        furnish(app).await;
        walk(app, &EVERYBODY, |caller| caller).await;
    }

    async fn lists_hold_what_is_within_reach(app) {
        lists(app, &EVERYBODY, |caller| caller).await;
        lists(app, &[Account::OtherAdmin], |caller| caller).await;
    }

    async fn searching_finds_what_is_within_reach(app) {
        // One word that every customer's name begins with in this test.
        app.db.run("UPDATE customers SET name = 'Zacapa ' || id").await;
        for account in EVERYBODY {
            let caller = app.as_account(account).await;
            let wanted = app.db.column::<i64>(&format!("SELECT c.id FROM customers c WHERE {}", reach_of(account))).await;
            let found = caller.get("/api/search?q=Zacapa").await.ok();
            let shown = found["customers"].as_array().map(|rows| rows.iter().filter_map(|row| row["id"].as_i64()).collect::<Vec<_>>()).unwrap_or_default();
            assert!(shown.iter().all(|id| wanted.contains(id)), "{account:?}: {shown:?}");
        }
    }
}
