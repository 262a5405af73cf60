//! Customers as programs read them: found however they are written, whole by any of their ids, always as they are now.

use reqwest::Method;
use serde_json::Value;
use tests::{Caller, TestApp, on_both_engines};

use crate::machines::machine;

async fn directory(app: &TestApp) -> Caller {
    machine(app, "demo-directory", "demo-directory-secret").await
}

async fn search(caller: &Caller, query: &[(&str, &str)]) -> Value {
    let request = caller.request(Method::GET, &address(query));
    caller.send(request).await.ok()
}

/// The search's address with these parameters.
pub fn address(query: &[(&str, &str)]) -> String {
    let url = reqwest::Url::parse_with_params("http://x/api/m2m/customers/search", query);
    let url = url.expect("an address");
    format!("{}?{}", url.path(), url.query().unwrap_or_default())
}

fn ids(found: &Value) -> Vec<i64> {
    let customers = found["customers"].as_array().expect("customers");
    customers
        .iter()
        .map(|customer| customer["id"].as_i64().expect("an id"))
        .collect()
}

async fn found(caller: &Caller, text: &str) -> Vec<i64> {
    ids(&search(caller, &[("q", text)]).await)
}

on_both_engines! {
    async fn customers_are_found_however_they_are_written(app) {
        let caller = directory(app).await;
        for (text, id) in [
            ("München", 15), ("muenchen", 15), ("MUNCHEN", 15), ("Kakaohaus Mueller", 18), ("müller", 18), ("Grüße", 17), ("GRUSSE", 17),
            ("chocolateria anil", 32), ("札幌", 28), ("カカオ商会", 28), ("ｶｶｵ商会", 28), ("舎", 31), ("北浜カカオ", 25),
            ("nagoya", 31), ("ERP-1018", 18), ("erp1018", 18), ("1018", 18), ("hello@kakao-kontor.example", 13), ("shibuya cac", 23),
            ("cacao shibuya", 23), ("Whitcomb", 1), ("Shibuya To", 23), ("Ｓｈｉｂｕｙａ", 23),
        ] {
            assert!(found(&caller, text).await.contains(&id), "{text}");
        }
        for tokyo in ["Tōkyō", "TOKYO", "tokyo", "Ｔｏｋｙｏ", "東京"] {
            let found = found(&caller, tokyo).await;
            assert!([23, 24].iter().all(|id| found.contains(id)), "{tokyo}: {found:?}");
        }
        for (text, id) in [("Shibuja", 23), ("Nordlcht", 19), ("Elbflroenz", 21), ("Schokolaed", 19), ("Whitcmob", 1), ("Shibuja Caco", 23)] {
            assert!(found(&caller, text).await.contains(&id), "{text}");
        }
        for nothing in ["xyzzyx", "ERP-9999", "1O18", "!?", "Stranger", "Harbor Otra", "Kiell Hamburg", "…"] {
            assert!(found(&caller, nothing).await.is_empty(), "{nothing}");
        }
    }

    async fn the_best_come_first(app) {
        let caller = directory(app).await;
        app.db.run("INSERT INTO customers (id, org_id, name, status, country, city) VALUES
            (901, 1, 'Zz Trufa', 'active', 'DE', NULL), (902, 1, 'Aa', 'active', 'DE', 'Trufa'), (903, 1, 'Aa Trufas', 'active', 'DE', NULL),
            (904, 1, 'Ab', 'active', 'US', 'Trufahaus'), (905, 1, 'Zz Trufa', 'inactive', 'DE', NULL), (906, 1, 'Trufx', 'active', 'DE', NULL)").await;
        let db = domain::Db::connect(&app.db.owner_url, &domain::db::DbOptions::default()).await.expect("connect");
        assert_eq!(domain::customer_search::rebuild(&db).await.expect("index"), 6);
        assert_eq!(domain::customer_search::rebuild(&db).await.expect("index"), 0);
        domain::customer_search::forget_unused_words(&db).await.expect("tidy");
        db.close().await;
        assert_eq!(found(&caller, "trufa").await, [901, 905, 902, 903, 904]);
        assert_eq!(found(&caller, "trufi").await, [906, 901, 905, 902]);
        assert_eq!(ids(&search(&caller, &[("q", "trufa"), ("status", "active"), ("country", "DE")]).await), [901, 902, 903]);
        // Page by page the same, without repeats.
        for limit in ["1", "2", "3"] {
            let (mut all, mut cursor) = (Vec::new(), None::<String>);
            loop {
                let mut query = vec![("q", "trufa"), ("limit", limit)];
                if let Some(cursor) = &cursor {
                    query.push(("cursor", cursor));
                }
                let page = search(&caller, &query).await;
                all.extend(ids(&page));
                match page["next_cursor"].as_str() {
                    Some(next) => cursor = Some(next.to_owned()),
                    None => break,
                }
            }
            assert_eq!(all, [901, 905, 902, 903, 904]);
        }
    }

    async fn without_words_all_come_by_name(app) {
        let caller = directory(app).await;
        let (mut all, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let mut query = vec![("limit", "7")];
            if let Some(cursor) = &cursor {
                query.push(("cursor", cursor));
            }
            let page = search(&caller, &query).await;
            all.extend(ids(&page));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break,
            }
        }
        assert_eq!(all, app.db.column::<i64>("SELECT id FROM customers WHERE org_id = 1 ORDER BY name, id").await);
    }

    async fn one_customer_is_had_by_any_of_its_ids(app) {
        let caller = directory(app).await;
        for key in ["13", "ERP-1013", "CUS-2013"] {
            let reply = caller.get(&format!("/api/m2m/customers/{key}")).await;
            let customer = reply.ok();
            assert_eq!(customer["name"], "Kakao Kontor");
            assert!(!reply.header("etag").is_empty());
            assert!(!customer["contacts"].as_array().expect("contacts").is_empty());
            for kept_back in ["notes", "owner_user_id", "team_id"] {
                assert!(customer.get(kept_back).is_none(), "{kept_back}");
            }
        }
        for nothing in ["35", "999999", "CUS-9999", "0", "search%20x"] {
            caller.get(&format!("/api/m2m/customers/{nothing}")).await.problem(404);
        }
        app.db.run("UPDATE customers SET city = 'Altona', version = version + 1 WHERE id = 13").await;
        assert_eq!(caller.get("/api/m2m/customers/13").await.ok()["city"], "Altona", "always as it is now");
    }

    async fn wrong_questions_are_named(app) {
        let caller = directory(app).await;
        for (query, field) in [("limit=0", "limit"), ("limit=101", "limit"), ("q=", "q"), ("country=de", "country"), ("status=gone", "status"),
                               ("q=x&cursor=zzz", "cursor"), ("q=x&cursor=e30", "cursor"), ("nonsense=1", "nonsense")] {
            caller.get(&format!("/api/m2m/customers/search?{query}")).await.wrong_fields(&[field]);
        }
        caller.get(&format!("/api/m2m/customers/search?q={}", "x".repeat(201))).await.wrong_fields(&["q"]);
        for hostile in ["%00", "%27%20OR%201%3D1--", "%25", "_", "%5C", "%F0%9F%8D%AB", "%E2%80%8B", "%F4%8F%BF%BF", "a%CC%81%CC%81%CC%81"] {
            let reply = caller.get(&format!("/api/m2m/customers/search?q={hostile}")).await;
            assert!([200, 400].contains(&reply.status.as_u16()), "{hostile}: {}", reply.text());
        }
        let many = (0..50).map(|n| format!("a{n}")).collect::<Vec<_>>().join("+");
        caller.get(&format!("/api/m2m/customers/search?q={many}")).await.ok();
        let japanese = "%E6%9D%B1%E4%BA%AC".repeat(50);
        caller.get(&format!("/api/m2m/customers/search?q={japanese}")).await.ok();
    }
}
