//! The list of customers: every order by pages, the filters, and the whole of it as a file.

use contract::customers::CustomerList;
use reqwest::Method;
use tests::{Account, Caller, on_both_engines};

async fn all(caller: &Caller, query: &str) -> Vec<i64> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/customers?limit=7&{query}{cursor}");
        let page: CustomerList = caller.get(&path).await.json();
        assert!(page.customers.len() <= 7);
        ids.extend(page.customers.iter().map(|customer| customer.id));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return ids,
        }
    }
}

on_both_engines! {
    async fn every_order_holds_each_once(app) {
        let admin = app.as_account(Account::Admin).await;
        // Equal values: the id decides.
        app.db.run("UPDATE customers SET updated_at = created_at, created_at = '2025-01-01T10:00:00+00:00' WHERE id > 12").await;
        for sort in ["name", "created_at", "updated_at", "id"] {
            let up = app.db.column::<i64>(&format!("SELECT id FROM customers WHERE org_id = 1 ORDER BY {sort}, id")).await;
            assert_eq!(all(&admin, &format!("sort={sort}")).await, up, "{sort}");
            let down: Vec<i64> = up.into_iter().rev().collect();
            assert_eq!(all(&admin, &format!("sort=-{sort}")).await, down, "-{sort}");
        }
        admin.get("/api/customers?sort=email").await.wrong_fields(&["sort"]);
        let next = admin.get("/api/customers?limit=1").await.json::<CustomerList>().next_cursor.expect("more");
        admin.get(&format!("/api/customers?sort=created_at&cursor={next}")).await.wrong_fields(&["cursor"]);
    }

    async fn filters_narrow_it(app) {
        let admin = app.as_account(Account::Admin).await;
        for (query, condition) in [
            ("status=inactive", "status = 'inactive'"),
            ("country=JP", "country = 'JP'"),
            ("owner_user_id=3", "owner_user_id = 3"),
            ("team_id=2", "team_id = 2"),
            ("team_id=2&country=DE&status=active", "team_id = 2 AND country = 'DE' AND status = 'active'"),
            ("owner_user_id=10", "FALSE"),
            ("country=ZZ", "FALSE"),
        ] {
            let expected = app.db.column::<i64>(&format!("SELECT id FROM customers WHERE org_id = 1 AND {condition} ORDER BY id")).await;
            assert_eq!(all(&admin, &format!("sort=id&{query}")).await, expected, "{query}");
        }
        // A filter widens nobody's reach.
        let user = app.as_account(Account::User).await;
        assert!(all(&user, "owner_user_id=2").await.is_empty());
        assert!(all(&user, "team_id=2").await.is_empty());
        for (query, field) in [("status=gone", "status"), ("country=us", "country"), ("owner_user_id=x", "owner_user_id"), ("team_id=0", "team_id"), ("city=X", "city")] {
            admin.get(&format!("/api/customers?{query}")).await.wrong_fields(&[field]);
        }
    }

    async fn it_comes_whole_as_a_file(app) {
        app.db.run("UPDATE customers SET notes = '=1+1', phone = '+1 555' WHERE id = 2").await;
        let admin = app.as_account(Account::Admin).await;
        let take = async |caller: &Caller, path: &str, accept: &str| caller.send(caller.request(Method::GET, path).header("Accept", accept)).await;
        let reply = take(&admin, "/api/customers?limit=2&sort=-id&team_id=1", "text/csv").await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert!(reply.header("content-type").starts_with("text/csv"));
        assert!(reply.header("content-disposition").contains("customers-"));
        let text = reply.text();
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let heads = reader.headers().expect("heads").clone();
        let at = |name: &str| heads.iter().position(|head| head == name).expect("a column");
        let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
        let ids: Vec<i64> = records.iter().map(|record| record[at("id")].parse().expect("an id")).collect();
        let expected = app.db.column::<i64>("SELECT id FROM customers WHERE org_id = 1 AND team_id = 1 ORDER BY id DESC").await;
        assert_eq!(ids, expected, "all of them, in the order asked for");
        let second = records.iter().find(|record| &record[at("id")] == "2").expect("customer 2");
        assert_eq!((&second[at("notes")], &second[at("phone")]), ("'=1+1", "'+1 555"), "nothing is a formula");
        let user = app.as_account(Account::User).await;
        let own = take(&user, "/api/customers", "text/csv").await.text();
        let count = app.db.number("SELECT COUNT(*) FROM customers WHERE owner_user_id = 3").await;
        assert_eq!(csv::Reader::from_reader(own.as_bytes()).records().count() as i64, count);
        let book = take(&admin, "/api/customers?country=JP", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").await;
        assert_eq!(book.status, 200);
        assert!(book.body.starts_with(b"PK"), "a workbook");
        take(&admin, "/api/customers?sort=x", "text/csv").await.problem(400);
    }
}
