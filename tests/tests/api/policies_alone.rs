//! PostgreSQL's policies without the queries' own filters: a server whose every query is written for an admin, of the same
//! organization or of another one, while the policies are told who really asks. What it shows, they alone let through.

use reqwest::Method;
use tests::{Account, Engine, TestApp, app};

use super::access::{May, TABLE, assert_passes, example};
use super::access_reach::{EVERYBODY, LISTS, Whose, address, ask, furnish, lists, walk, whole};

const IXCHEL: i64 = 1;
const OTHER: i64 = 2;

async fn on_postgres(test: impl AsyncFnOnce(&TestApp)) {
    app::with(Engine::Postgres, test).await;
}

/// The embedded database has no policies: there such a server shows everything, or the tests below would prove nothing.
#[tokio::test]
async fn the_filters_are_off() {
    app::with(Engine::Sqlite, async |app| {
        let open = app.policies_alone(IXCHEL).await;
        let user = open.caller(&app.as_account(Account::User).await);
        let all = app
            .db
            .number("SELECT COUNT(*) FROM customers WHERE org_id = 1")
            .await;
        let found = whole(&user, "/api/customers", "customers").await;
        assert_eq!(found.len() as i64, all);
        open.stop().await;
        let open = app.policies_alone(OTHER).await;
        let user = open.caller(&app.as_account(Account::User).await);
        user.get("/api/customers/1").await.problem(404);
        open.stop().await;
    })
    .await;
}

#[tokio::test]
async fn rows_are_still_limited_by_role_and_owner() {
    on_postgres(async |app| {
        furnish(app).await;
        let open = app.policies_alone(IXCHEL).await;
        walk(app, &EVERYBODY, |caller| open.caller(&caller)).await;
        open.stop().await;
    })
    .await;
}

#[tokio::test]
async fn lists_still_hold_what_is_within_reach() {
    on_postgres(async |app| {
        let open = app.policies_alone(IXCHEL).await;
        lists(app, &EVERYBODY, |caller| open.caller(&caller)).await;
        open.stop().await;
    })
    .await;
}

#[tokio::test]
async fn each_role_still_gets_what_the_table_says() {
    on_postgres(async |app| {
        let open = app.policies_alone(IXCHEL).await;
        let before = app.db.fingerprint().await;
        for account in EVERYBODY {
            let caller = open.caller(&app.as_account(account).await);
            for row in TABLE.iter().filter(|row| row.may != May::AnySession) {
                let reply = row.call(&caller, &example(app, row).await).await;
                if row.may == May::Anyone {
                    assert!(
                        reply.status.as_u16() < 500,
                        "{}: {}",
                        reply.request,
                        reply.text()
                    );
                } else if row.may.admits(account) {
                    assert_passes(row, &reply);
                } else {
                    reply.problem(403);
                }
            }
        }
        assert_eq!(app.db.fingerprint().await, before);
        open.stop().await;
    })
    .await;
}

#[tokio::test]
async fn shops_still_find_their_own_alone() {
    on_postgres(async |app| {
        let open = app.policies_alone(IXCHEL).await;
        for shop in [
            Account::Hamburg,
            Account::Portland,
            Account::EmptyShelf,
            Account::Stranger,
        ] {
            let caller = open.caller(&app.as_account(shop).await);
            let customer = shop.customer_id().expect("a shop");
            for row in TABLE.iter().filter(|row| row.names_a_row()) {
                // The examples are Harbor Cocoa's.
                let reply = row.call(&caller, &example(app, row).await).await;
                if !row.may.admits(shop) {
                    reply.problem(403);
                } else if shop == Account::Portland {
                    assert_passes(row, &reply);
                } else {
                    reply.problem(404);
                }
            }
            if shop == Account::Stranger {
                continue;
            }
            let list = caller
                .get("/api/portal/customer/orders?limit=100")
                .await
                .ok();
            let own = app
                .db
                .number(&format!(
                    "SELECT COUNT(*) FROM orders WHERE customer_id = {customer}"
                ))
                .await;
            assert_eq!(list["pagination"]["total"].as_i64(), Some(own), "{shop:?}");
        }
        open.stop().await;
    })
    .await;
}

#[tokio::test]
async fn nothing_of_another_organization_shows() {
    on_postgres(async |app| {
        furnish(app).await;
        let open = app.policies_alone(OTHER).await;
        let before = app.db.fingerprint().await;
        for account in EVERYBODY {
            let caller = open.caller(&app.as_account(account).await);
            // Neither its own rows, which the filters hide, nor the other's, which the policies hide.
            for row in TABLE
                .iter()
                .filter(|row| row.names_a_row() && row.may.admits(account))
            {
                if row.method() == Method::GET {
                    row.call(&caller, &example(app, row).await)
                        .await
                        .problem(404);
                }
                for whose in Whose::ALL {
                    if let Some(path) = address(app, row, whose).await {
                        ask(row, &caller, &path, false).await.problem(404);
                    }
                }
            }
            for (path, member, _) in LISTS {
                assert!(
                    whole(&caller, path, member).await.is_empty(),
                    "{path} as {account:?}"
                );
            }
            for row in TABLE.iter().filter(|row| {
                row.method() == Method::GET && !row.names_a_row() && row.may.admits(account)
            }) {
                if matches!(row.may, May::Anyone | May::AnySession)
                    || row.operation == "GET /api/auth/me"
                {
                    continue;
                }
                let reply = row.call(&caller, row.example).await;
                for name in [
                    "Stranger Chocolates",
                    "Fremdkakao",
                    "Finca Ajena",
                    "Rosa Otra",
                    "Otra Tierra",
                ] {
                    assert!(
                        !reply.text().contains(name),
                        "{} shows {name}",
                        reply.request
                    );
                }
                assert!(
                    [200, 404].contains(&reply.status.as_u16()),
                    "{}: {}",
                    reply.request,
                    reply.text()
                );
            }
        }
        assert_eq!(app.db.fingerprint().await, before);
        open.stop().await;
    })
    .await;
}

/// The platform's administrators and the other organization's admin, whose filters are Cacao Ixchel's here.
#[tokio::test]
async fn the_other_organizations_admin_finds_nothing_of_ours() {
    on_postgres(async |app| {
        let open = app.policies_alone(IXCHEL).await;
        let other = open.caller(&app.as_account(Account::OtherAdmin).await);
        for row in TABLE
            .iter()
            .filter(|row| row.names_a_row() && row.may.admits(Account::Admin))
        {
            if row.method() == Method::GET {
                row.call(&other, &example(app, row).await)
                    .await
                    .problem(404);
            }
        }
        for (path, member, _) in LISTS {
            assert!(whole(&other, path, member).await.is_empty(), "{path}");
        }
        open.stop().await;
    })
    .await;
}
