//! What a shop must not see, written all over the database in words and numbers nobody could miss, and looked for in
//! every reply of the portal. The operations come from the OpenAPI document, so a new one is looked through, too.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use reqwest::{Method, header};
use serde_json::Value;
use tests::{Account, Reply, TestApp, on_both_engines};

const WORD: &str = "KANARIENVOGEL";
const NUMBER: &str = "987654321";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Of the asking shop nothing but what it must not see of itself; of everybody else everything.
fn paint(customer: i64) -> String {
    let others = format!("<> {customer}");
    let orders = format!("order_id IN (SELECT id FROM orders WHERE customer_id {others})");
    let shipments = format!("shipment_id IN (SELECT id FROM shipments WHERE {orders})");
    let text = |table: &str, columns: &[&str], condition: &str| {
        let set: Vec<String> = columns
            .iter()
            .map(|column| format!("{column} = '{WORD} {table}.{column} ' || id"))
            .collect();
        format!("UPDATE {table} SET {} WHERE {condition};", set.join(", "))
    };
    let mine = format!("customer_id {others}");
    [
        // The maker's own.
        text("customers", &["notes", "erp_customer_id", "external_customer_id"], "1 = 1"),
        text("batches", &["notes"], "1 = 1"),
        format!("UPDATE work_orders SET internal_cost_cents = {NUMBER}, bill_of_materials = '{{\"{WORD}\": {NUMBER}}}';"),
        format!("UPDATE products SET unit_price_cents = {NUMBER}, currency = 'USD';"),
        format!("UPDATE products SET quantity_on_hand = {NUMBER}, counted_at = '2026-11-20T20:30:00+00:00';"),
        text("orders", &["erp_order_number", "external_order_id"], "1 = 1"),
        text("order_events", &["description"], "1 = 1"),
        text("users", &["name"], "1 = 1"),
        text("teams", &["name"], "1 = 1"),
        text("complaints", &["description", "status_reason"], "1 = 1"),
        text("recalls", &["title", "reason", "instructions", "closure_reason"], "1 = 1"),
        text("recall_notices", &["comment", "explanation"], "1 = 1"),
        text("contacts", &["name", "email", "phone", "job_title"], "1 = 1"),
        text("outbox_emails", &["recipient"], "1 = 1"),
        // Other shops'.
        text("customers", &["name", "address_line1", "address_line2", "city", "postal_code", "region", "email", "phone"],
             &format!("id {others}")),
        text("customer_portal_users", &["name"], &mine),
        text("orders", &["order_number", "customer_po_reference", "comments"], &mine),
        text("order_items", &["sku", "product_name", "description"], &orders),
        text("work_orders", &["wo_number", "sku", "product_name"], &format!("order_id IS NULL OR {orders}")),
        text("shipments", &["shipment_number", "carrier", "tracking_number", "tracking_url", "ship_to_name", "ship_to_street",
                            "ship_to_city", "ship_to_postal_code", "received_by"], &orders),
        text("shipment_events", &["location", "description"], &shipments),
        // The other maker's.
        text("farms", &["name", "producer_name", "region", "story"], "org_id <> 1"),
        text("batches", &["code"], "org_id <> 1"),
        text("products", &["name", "description"], "org_id <> 1"),
        "UPDATE organizations SET name = 'KANARIENVOGEL organizations' WHERE id <> 1;".to_owned(),
    ]
    .concat()
}

/// All the text of a reply, a workbook's cells included.
fn text(reply: &Reply) -> String {
    if reply.header("content-type") != XLSX {
        return reply.text();
    }
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(reply.body.clone())).expect("a workbook");
    let sheets: Vec<String> = book
        .worksheets()
        .into_iter()
        .flat_map(|(_, sheet)| {
            sheet
                .rows()
                .flatten()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        })
        .collect();
    sheets.join("\n")
}

/// The rows of the shop that an operation can be asked for. A new kind of address has to say its own here.
async fn addresses(app: &TestApp, path: &str, customer: i64) -> Vec<String> {
    let Some((before, after)) = path.split_once('{') else {
        return vec![match path {
            "/api/portal/customer/branding/logo" => format!("{path}?organization=cacao-ixchel"),
            // A hundred rows, and what searching finds.
            "/api/portal/customer/orders" => format!("{path}?limit=100&search=a"),
            other => other.to_owned(),
        }];
    };
    let (_, after) = after.split_once('}').expect("a closed brace");
    let keys = if before.ends_with("/orders/") {
        format!("SELECT CAST(id AS text) FROM orders WHERE customer_id = {customer}")
    } else if before.ends_with("/shipments/") {
        format!(
            "SELECT CAST(s.id AS text) FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.customer_id = {customer}"
        )
    } else if before.ends_with("/provenance/") {
        "SELECT code FROM batches WHERE org_id = 1".to_owned()
    } else {
        panic!("say which rows of a shop {path} can be asked for");
    };
    let keys = app.db.column::<String>(&keys).await;
    assert!(!keys.is_empty(), "{path}: nothing to look at");
    keys.into_iter()
        .map(|key| format!("{before}{key}{after}"))
        .collect()
}

fn reads(document: &Value) -> Vec<String> {
    document["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .filter(|(path, item)| {
            let shown = path.starts_with("/api/portal/") || path.starts_with("/api/provenance/");
            shown && item.get("get").is_some()
        })
        .map(|(path, _)| path.clone())
        .collect()
}

on_both_engines! {
    async fn nothing_a_shop_must_not_see_gets_out(app) {
        let account = Account::Portland;
        let customer = account.customer_id().expect("a shop");
        let shop = app.as_account(account).await;
        app.db.run(&paint(customer)).await;
        let document = app.nobody().get("/api/openapi.json").await.ok();
        let operations = reads(&document);
        assert!(operations.len() >= 8, "{operations:?}");
        let mut answered = 0;
        for operation in &operations {
            for path in addresses(app, operation, customer).await {
                for accept in ["application/json", "text/csv", XLSX] {
                    let request = shop.request(Method::GET, &path).header(header::ACCEPT, accept);
                    let reply = shop.send(request).await;
                    assert!([200, 404].contains(&reply.status.as_u16()), "{path}: {}", reply.text());
                    answered += usize::from(reply.status == 200);
                    let text = text(&reply);
                    for canary in [WORD, NUMBER] {
                        assert!(!text.contains(canary), "{path} as {accept} lets {canary} out: {text}");
                    }
                }
            }
        }
        assert!(answered > 50, "{answered} replies were looked through");
        // The canaries are there: staff see them.
        let admin = app.as_account(Account::Admin).await;
        assert!(admin.get("/api/customers?limit=100").await.text().contains(WORD));
        assert!(admin.get("/api/products?limit=100").await.text().contains(NUMBER));
    }
}
