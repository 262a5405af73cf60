//! Garbage of every kind, to everything that takes input: always a refusal in words, never a 5xx, never a row. (The
//! harness fails a test on any 5xx by itself.)

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, Caller, Reply, TestApp, on_both_engines};

/// Everything that takes a JSON body, with one that it would accept.
fn writes() -> Vec<(Method, &'static str, Value)> {
    vec![
        (
            Method::POST,
            "/api/farms",
            json!({"name": "F", "producer_name": "P", "region": "R", "country": "GT"}),
        ),
        (
            Method::PUT,
            "/api/farms/2",
            json!({"name": "F", "producer_name": "P", "region": "R", "country": "GT"}),
        ),
        (
            Method::POST,
            "/api/batches",
            json!({"code": "H-1", "farm_id": 1, "inputs": [{"batch_id": 37, "kg": 1}]}),
        ),
        (
            Method::PUT,
            "/api/batches/59",
            json!({"code": "H-1", "farm_id": 1, "inputs": [{"batch_id": 37, "kg": 1}]}),
        ),
        (
            Method::POST,
            "/api/products",
            json!({"sku": "H-1", "name": "H", "batch_id": 59, "quantity_produced": 1}),
        ),
        (
            Method::PUT,
            "/api/products/71",
            json!({"sku": "H-1", "name": "H", "batch_id": 60, "quantity_produced": 1}),
        ),
        (
            Method::POST,
            "/api/work-orders",
            json!({"sku": "H-1", "product_name": "H", "qty_planned": 1}),
        ),
        (
            Method::PATCH,
            "/api/work-orders/1",
            json!({"qty_completed": 1}),
        ),
        (
            Method::POST,
            "/api/orders",
            json!({"customer_id": 1, "comments": "", "items": [{"product_id": 71, "quantity": 1}]}),
        ),
        (Method::PATCH, "/api/orders/170", json!({"comments": "x"})),
        (
            Method::POST,
            "/api/orders/170/shipments",
            json!({"items": [{"order_item_id": 394, "quantity": 1}]}),
        ),
        (
            Method::POST,
            "/api/auth/login",
            json!({"email": "a@b.example", "password": "x"}),
        ),
        (
            Method::POST,
            "/api/portal/customer/login",
            json!({"email": "a@b.example", "password": "x"}),
        ),
        (
            Method::POST,
            "/api/portal/customer/magic-links",
            json!({"email": "a@b.example", "organization": "otra-tierra"}),
        ),
        (
            Method::POST,
            "/api/portal/customer/magic-links/redeem",
            json!({"token": "x"}),
        ),
        (
            Method::PUT,
            "/api/auth/password",
            json!({"current_password": "wrong", "new_password": "another-one-2026"}),
        ),
        (
            Method::POST,
            "/api/customers/1/portal-users",
            json!({"email": "hostile@shop.example", "name": "H"}),
        ),
        (
            Method::PATCH,
            "/api/portal-users/2",
            json!({"status": "active", "name": "H"}),
        ),
    ]
}

/// Bodies that are no object of any of these types, as bytes.
fn garbage() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("empty", Vec::new()),
        ("blank", b"   \n".to_vec()),
        ("null", b"null".to_vec()),
        ("true", b"true".to_vec()),
        ("a number", b"1".to_vec()),
        ("a text", b"\"x\"".to_vec()),
        ("a list", b"[]".to_vec()),
        ("an empty list in a list", b"[[]]".to_vec()),
        ("cut off", b"{\"name\": ".to_vec()),
        ("trailing comma", b"{\"name\": \"x\",}".to_vec()),
        ("two values", b"{} {}".to_vec()),
        ("single quotes", b"{'name': 'x'}".to_vec()),
        ("a comment", b"{/* */}".to_vec()),
        ("NaN", b"{\"latitude\": NaN}".to_vec()),
        ("invalid UTF-8", b"{\"name\": \"\xff\xfe\"}".to_vec()),
        ("invalid UTF-8 in a key", b"{\"\xc3\x28\": 1}".to_vec()),
        ("UTF-16", b"\xff\xfe{\0}\0".to_vec()),
        ("a lone surrogate", br#"{"name": "\ud800"}"#.to_vec()),
        ("a huge exponent", b"{\"quantity\": 1e400}".to_vec()),
        (
            "a huge number",
            format!("{{\"quantity\": {}}}", "9".repeat(5000)).into_bytes(),
        ),
        (
            "deep lists",
            [b"[".repeat(50_000), b"]".repeat(50_000)].concat(),
        ),
        (
            "deep objects",
            [
                b"{\"a\":".repeat(20_000),
                b"1".to_vec(),
                b"}".repeat(20_000),
            ]
            .concat(),
        ),
        ("an unknown field", b"{\"__proto__\": {}}".to_vec()),
        ("a NUL as a field", b"{\"\\u0000\": 1}".to_vec()),
        (
            "a long field",
            format!("{{\"{}\": 1}}", "k".repeat(10_000)).into_bytes(),
        ),
        (
            "many fields",
            format!(
                "{{{}}}",
                (0..3000)
                    .map(|n| format!("\"k{n}\":1"))
                    .collect::<Vec<_>>()
                    .join(",")
            )
            .into_bytes(),
        ),
        (
            "300 KB",
            format!("{{\"name\": \"{}\"}}", "x".repeat(300_000)).into_bytes(),
        ),
        ("markup", b"<name>x</name>".to_vec()),
    ]
}

/// Values that fit no member of any body, or only by luck; tried in each member in turn.
fn odd_values() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!([]),
        json!({}),
        json!(-1),
        json!(0),
        json!(1.5),
        json!(1e300),
        json!(-1e300),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(2_147_483_648_i64),
        json!(""),
        json!("x"),
        json!("\u{0}"),
        json!("a\u{0}b"),
        json!("\u{7f}\u{1b}[31m"),
        json!("\u{202e}abc"),
        json!("💥".repeat(300)),
        json!("x".repeat(20_000)),
        json!("'; DROP TABLE orders; --"),
        json!("<script>alert(1)</script>"),
        json!("../../etc/passwd"),
        json!("2026-02-30"),
        json!("0000-00-00"),
        json!("99999-01-01"),
        json!("+010000-01-01"),
        json!("-4714-01-01"),
        json!("2026-01-01T25:00:00Z"),
        json!([null]),
        json!([[]]),
        json!([{}]),
        json!([1, "x"]),
        json!({"a": {"b": []}}),
        json!("NaN"),
        json!("Infinity"),
    ]
}

/// A refusal in words, or a success: nothing else. A 400 names what was wrong, unless the body is not JSON at all.
fn assert_answered(reply: &Reply, what: &str) {
    if reply.status.is_success() {
        return;
    }
    let status = reply.status.as_u16();
    assert!((400..500).contains(&status), "{what}: {status}");
    let problem = reply.problem(status);
    if status == 400 {
        assert!(
            !problem.errors.is_empty(),
            "{} with {what} names nothing: {}",
            reply.request,
            reply.text()
        );
    }
}

async fn send(caller: &Caller, method: &Method, path: &str, bytes: Vec<u8>) -> Reply {
    caller
        .raw(method.clone(), path, "application/json", bytes)
        .await
}

/// Every place in a JSON value where another value can be put: as JSON pointers.
fn places(value: &Value, at: &str, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            into.push(format!("{at}/{name}"));
            places(value, &format!("{at}/{name}"), into);
        }),
        Value::Array(values) => values.iter().enumerate().for_each(|(index, value)| {
            into.push(format!("{at}/{index}"));
            places(value, &format!("{at}/{index}"), into);
        }),
        _ => {}
    }
}

async fn admin_with_prints(app: &TestApp) -> (Caller, Vec<(String, i64)>) {
    (
        app.as_account(Account::Admin).await,
        app.db.fingerprint().await,
    )
}

on_both_engines! {
    async fn garbage_is_refused_and_nothing_is_stored(app) {
        let (admin, before) = admin_with_prints(app).await;
        for (method, path, _) in writes() {
            for (what, bytes) in garbage() {
                let reply = send(&admin, &method, path, bytes).await;
                assert!(reply.status.is_client_error(), "{} with {what}: {}", reply.request, reply.status);
                let problem = reply.problem(reply.status.as_u16());
                if what == "300 KB" {
                    assert_eq!(reply.status, 413, "{}", reply.request);
                } else {
                    assert_eq!(reply.status, 400, "{} with {what}: {}", reply.request, reply.text());
                    assert!(!problem.errors.is_empty(), "{} with {what} names nothing: {}", reply.request, reply.text());
                }
            }
        }
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn odd_values_in_every_member_are_answered(app) {
        let admin = app.as_account(Account::Admin).await;
        for (method, path, good) in writes() {
            let mut all = Vec::new();
            places(&good, "", &mut all);
            for place in all {
                for value in odd_values() {
                    let mut body = good.clone();
                    *body.pointer_mut(&place).expect("a place") = value.clone();
                    let shown: String = format!("{place} = {value}").chars().take(120).collect();
                    assert_answered(&admin.send(admin.request(method.clone(), path).json(&body)).await, &shown);
                }
            }
        }
    }

    async fn repeated_and_unknown_members_are_named(app) {
        let (admin, before) = admin_with_prints(app).await;
        for (method, path, good) in writes() {
            let mut unknown = good.clone();
            unknown["surprise"] = json!(1);
            let reply = admin.send(admin.request(method.clone(), path).json(&unknown)).await;
            reply.wrong_fields(&["surprise"]);
            let (name, value) = good.as_object().and_then(|members| members.iter().next()).expect("a member");
            let twice = good.to_string().replacen('{', &format!("{{\"{name}\": {value}, "), 1);
            let problem = send(&admin, &method, path, twice.into_bytes()).await.problem(400);
            assert!(problem.errors.iter().any(|error| error.field.contains(name.as_str())), "{path}: {problem:?}");
        }
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn other_content_types_are_refused(app) {
        let (admin, before) = admin_with_prints(app).await;
        for (method, path, good) in writes() {
            for kind in ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonp", "json", "*/*", ";;;"] {
                admin.raw(method.clone(), path, kind, good.to_string().into_bytes()).await.problem(415);
            }
        }
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn odd_paths_are_not_there(app) {
        let admin = app.as_account(Account::Admin).await;
        let long = "x".repeat(3000);
        let odd = ["0", "-1", "+1", "1.0", "1e3", "0x1", "9223372036854775807", "9223372036854775808", "99999999999999999999999",
                   "%00", "a%00b", "%FF", "%C3%28", "%F0%9F%92%A5", "%27%20OR%201=1--", "%2e%2e%2f", "%0d%0a", "%20", "null", "{id}",
                   "١٢", "１", long.as_str()];
        for id in odd {
            for path in ["/api/farms/ID", "/api/farms/ID/batches", "/api/farms/ID/trace", "/api/batches/ID", "/api/batches/ID/trace",
                         "/api/batches/ID/orders", "/api/batches/ID/products", "/api/batches/ID/customers", "/api/batches/ID/measurements",
                         "/api/products/ID", "/api/products/ID/trace", "/api/orders/ID", "/api/orders/ID/trace", "/api/orders/ID/shipments",
                         "/api/shipments/ID", "/api/customers/ID", "/api/customers/ID/orders", "/api/work-orders/ID",
                         "/api/customers/ID/portal-users", "/api/portal-users/ID"] {
                let reply = admin.get(&path.replace("ID", id)).await;
                assert!([400, 404, 414].contains(&reply.status.as_u16()), "{}: {}", reply.request, reply.status);
            }
            let shop = app.as_account(Account::Hamburg).await;
            let reply = shop.get(&format!("/api/portal/customer/orders/{id}")).await;
            assert!([400, 404, 414].contains(&reply.status.as_u16()), "{}: {}", reply.request, reply.status);
        }
    }

    async fn odd_queries_are_answered(app) {
        let admin = app.as_account(Account::Admin).await;
        let shop = app.as_account(Account::Hamburg).await;
        let long = "y".repeat(4000);
        for value in ["%00", "%FF", "%", "%zz", "%C3%28", "a%00b", "'", "%27%20OR%20%271%27=%271", "%F0%9F%92%A5", "[]", "{}", "-", long.as_str()] {
            for name in ["search", "status", "cursor", "limit", "sort", "date_from", "customer_id", "farm_id", "q", "page", "%00", "a[]", ""] {
                for path in ["/api/orders", "/api/batches", "/api/farms", "/api/search", "/api/batches/37/orders", "/api/customers"] {
                    assert_answered(&admin.get(&format!("{path}?{name}={value}")).await, value);
                }
                assert_answered(&shop.get(&format!("/api/portal/customer/orders?{name}={value}")).await, value);
            }
        }
        for query in ["&&&", "=", "?", "a", "limit", "limit=1&limit=1", "limit=%31", "&limit=1", ";limit=1"] {
            let reply = admin.get(&format!("/api/orders?{query}")).await;
            assert!(reply.status == 200 || reply.status == 400, "{}: {}", reply.request, reply.status);
        }
    }

    async fn odd_headers_are_answered(app) {
        let admin = app.as_account(Account::Admin).await;
        for tag in ["", "x", "W/\"2-1\"", "\"2-1", "\"-1\"", "\"2-99999999999999\"", "\"\u{e9}\"", "\"2-1\", \"2-2\"", &"\"x\"".repeat(500)] {
            let reply = admin.if_match(Method::PUT, "/api/farms/2", tag, &json!({"name": "F"})).await;
            assert_eq!(reply.status, 400, "the body is wrong in any case: {tag:?} {}", reply.text());
        }
        for organization in ["cacao-ixchel", "otra-tierra", "'", "\u{e9}", &"o".repeat(3000)] {
            let request = admin.request(Method::GET, "/api/farms").header("X-Organization", organization);
            let reply = admin.send(request).await;
            assert!(reply.status == 200 || reply.status.is_client_error(), "{}", reply.status);
        }
        for accept in ["text/html", "image/png", "*/*", ";;", "application/json;q=0"] {
            let reply = admin.send(admin.request(Method::GET, "/api/farms").header("Accept", accept)).await;
            assert!(reply.status == 200 || reply.status.is_client_error(), "{accept}: {}", reply.status);
        }
    }
}
