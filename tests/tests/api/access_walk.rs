//! Every operation of the OpenAPI document called as nobody, as shops, as each staff role, as the other organization's
//! admin and as a platform administrator, against the table in `access`.

use std::collections::BTreeSet;

use reqwest::Method;
use tests::{Account, on_both_engines};

use super::{
    access::{May, TABLE, assert_passes, example, valid},
    machines::machine,
};

on_both_engines! {
    async fn the_table_and_the_document_name_the_same_operations(app) {
        let document = app.nobody().get("/api/openapi.json").await.ok();
        let mut described = BTreeSet::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for method in item.as_object().expect("operations").keys() {
                if ["get", "post", "put", "patch", "delete"].contains(&method.as_str()) {
                    described.insert(format!("{} {path}", method.to_ascii_uppercase()));
                }
            }
        }
        let listed: BTreeSet<String> = TABLE.iter().map(|row| row.operation.to_owned()).collect();
        assert_eq!(listed.len(), TABLE.len(), "an operation twice");
        let unlisted: Vec<_> = described.difference(&listed).collect();
        assert!(unlisted.is_empty(), "say in the table who may call {unlisted:?}");
        let unknown: Vec<_> = listed.difference(&described).collect();
        assert!(unknown.is_empty(), "not in the document: {unknown:?}");
    }

    async fn nobody_gets_in(app) {
        let nobody = app.nobody();
        for row in TABLE {
            let reply = row.call(&nobody, &example(app, row).await).await;
            if row.may == May::Anyone {
                let open = if row.method() == Method::GET { 200 } else { 400 };
                assert_eq!(reply.status, open, "{}", reply.request);
            } else {
                reply.problem(401);
            }
        }
    }

    async fn each_role_gets_what_the_table_says(app) {
        let before = app.db.fingerprint().await;
        for account in [Account::Viewer, Account::User, Account::Manager, Account::Admin, Account::Portland] {
            for row in TABLE {
                let caller = match row.may {
                    May::AnySession => app.new_session(account).await,
                    _ => app.as_account(account).await,
                };
                let reply = row.call(&caller, &example(app, row).await).await;
                if row.may.admits(account) {
                    assert_passes(row, &reply);
                } else {
                    reply.problem(403);
                }
            }
        }
        assert_eq!(app.db.fingerprint().await, before, "the walk itself changes nothing");
    }

    async fn programs_get_what_their_scopes_say(app) {
        let before = app.db.fingerprint().await;
        for (client, secret, scope) in [
            ("demo-directory", "demo-directory-secret", "customers:read"),
            ("demo-integration", "demo-integration-secret", "internal:write"),
        ] {
            let program = machine(app, client, secret).await;
            for row in TABLE.iter().filter(|row| row.may != May::Anyone) {
                let reply = row.call(&program, &example(app, row).await).await;
                if row.may == May::Machines(scope) {
                    assert_passes(row, &reply);
                } else {
                    reply.problem(403);
                }
            }
        }
        let mut elsewhere = machine(app, "demo-otra-tierra", "demo-otra-tierra-secret").await;
        elsewhere.account = Some(Account::OtherAdmin);
        for row in TABLE.iter().filter(|row| row.may == May::Machines("customers:read") && row.names_a_row()) {
            row.call(&elsewhere, row.example).await.problem(404);
        }
        assert_eq!(app.db.fingerprint().await, before, "the walk itself changes nothing");
    }

    async fn another_shop_finds_nothing(app) {
        for account in [Account::Hamburg, Account::EmptyShelf, Account::Stranger] {
            let caller = app.as_account(account).await;
            for row in TABLE.iter().filter(|row| row.names_a_row()) {
                let reply = row.call(&caller, &example(app, row).await).await;
                reply.problem(if row.may.admits(account) { 404 } else { 403 });
            }
        }
    }

    async fn another_organization_finds_nothing(app) {
        let before = app.db.fingerprint().await;
        let other = app.as_account(Account::OtherAdmin).await;
        for row in TABLE.iter().filter(|row| row.names_a_row()) {
            let path = example(app, row).await;
            if !row.may.admits(Account::Admin) {
                row.call(&other, &path).await.problem(403);
                continue;
            }
            let reply = match row.method() {
                Method::GET | Method::DELETE => row.call(&other, &path).await,
                _ if row.takes_an_image() => other.raw(Method::PUT, &path, "image/png", tests::png(2, 2)).await,
                method => other.send(other.request(method, &path).json(&valid(row.operation))).await,
            };
            reply.problem(404);
        }
        assert_eq!(app.db.fingerprint().await, before);
        // Lists hold its own rows only.
        for row in TABLE.iter().filter(|row| row.method() == Method::GET && !row.names_a_row() && row.may.admits(Account::Admin)) {
            let Some(name) = row.operation.strip_prefix("GET /api/").filter(|name| !name.contains('/') && !["search", "organization", "audit-chain", "dashboard"].contains(name)) else {
                continue;
            };
            let table = name.replace('-', "_");
            let own = app.db.column::<i64>(&format!("SELECT id FROM {table} WHERE org_id = 2")).await;
            let list = other.get(&format!("/api/{name}?limit=100")).await.ok();
            let rows = list[&table].as_array().unwrap_or_else(|| panic!("{name}: {list}"));
            assert_eq!(rows.len(), own.len(), "{name}");
            assert!(rows.iter().all(|row| own.contains(&row["id"].as_i64().expect("an id"))), "{name}");
        }
    }

    async fn a_platform_admin_acts_where_it_says(app) {
        let platform = app.as_account(Account::Platform).await;
        for row in TABLE.iter().filter(|row| row.method() == Method::GET && !matches!(row.may, May::Anyone | May::AnySession)) {
            let path = example(app, row).await;
            let inside = platform.send(platform.request(Method::GET, &path).header("X-Organization", "cacao-ixchel")).await;
            if row.may.admits(Account::Admin) {
                assert_passes(row, &inside);
            } else {
                inside.problem(403);
            }
            if row.names_a_row() && row.may.admits(Account::Admin) {
                let elsewhere = platform.request(Method::GET, &path).header("X-Organization", "otra-tierra");
                platform.send(elsewhere).await.problem(404);
            }
        }
    }
}
