//! A shop's order list in other orders and as a file.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use contract::portal::PortalOrderPage;
use reqwest::{Method, header};
use tests::{Account, Caller, Reply, on_both_engines};

const LIST: &str = "/api/portal/customer/orders";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn file(shop: &Caller, query: &str, accept: &str) -> Reply {
    let request = shop.request(Method::GET, &format!("{LIST}?{query}"));
    let reply = shop.send(request.header(header::ACCEPT, accept)).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(reply.header("vary").to_lowercase().contains("accept"));
    reply
}

/// Heads and records of a CSV with its byte order mark.
fn records(reply: &Reply) -> (Vec<String>, Vec<Vec<String>>) {
    assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
    let text = reply.text();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.ends_with("\r\n") && text.lines().count() == text.matches("\r\n").count());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader
        .headers()
        .expect("heads")
        .iter()
        .map(str::to_owned)
        .collect();
    let rows = reader
        .records()
        .map(|record| {
            record
                .expect("a record")
                .iter()
                .map(str::to_owned)
                .collect()
        })
        .collect();
    (heads, rows)
}

async fn numbers(shop: &Caller, query: &str) -> Vec<String> {
    let page: PortalOrderPage = shop.get(&format!("{LIST}?limit=100&{query}")).await.json();
    page.orders
        .into_iter()
        .map(|order| order.order_number)
        .collect()
}

const STAGE: &str = "CASE status WHEN 'pending' THEN 0 WHEN 'in_production' THEN 1 WHEN 'shipped' THEN 2 \
     WHEN 'delivered' THEN 3 ELSE 4 END";
const CARTONS: &str =
    "(SELECT COALESCE(SUM(quantity), 0) FROM order_items i WHERE i.order_id = orders.id)";

on_both_engines! {
    async fn the_list_is_sorted_as_asked(app) {
        let shop = app.as_account(Account::Portland).await;
        app.db.run("UPDATE orders SET est_delivery_date = NULL WHERE customer_id = 1 AND id % 3 = 0").await;
        for (name, ascending, descending) in [
            ("order_date", "order_date, id".to_owned(), "order_date DESC, id DESC".to_owned()),
            ("order_number", "order_number".to_owned(), "order_number DESC".to_owned()),
            ("est_delivery_date", "(est_delivery_date IS NULL), est_delivery_date, order_date DESC, id DESC".to_owned(),
             "(est_delivery_date IS NULL), est_delivery_date DESC, order_date DESC, id DESC".to_owned()),
            ("total_items", format!("{CARTONS}, order_date DESC, id DESC"), format!("{CARTONS} DESC, order_date DESC, id DESC")),
            ("status", format!("{STAGE}, order_date DESC, id DESC"), format!("{STAGE} DESC, order_date DESC, id DESC")),
        ] {
            for (sort, order) in [(name.to_owned(), ascending), (format!("-{name}"), descending)] {
                let expected = app.db.column::<String>(&format!("SELECT order_number FROM orders WHERE customer_id = 1 ORDER BY {order}")).await;
                assert!(expected.len() > 3);
                assert_eq!(numbers(&shop, &format!("sort={sort}")).await, expected, "{sort}");
                // Pages follow each other, and a filter changes nothing in the order.
                let mut turned = Vec::new();
                for page in 1..=expected.len().div_ceil(2) {
                    let page: PortalOrderPage = shop.get(&format!("{LIST}?limit=2&page={page}&sort={sort}")).await.json();
                    assert_eq!(page.pagination.total as usize, expected.len());
                    turned.extend(page.orders.into_iter().map(|order| order.order_number));
                }
                assert_eq!(turned, expected, "{sort}");
                let (_, rows) = records(&file(&shop, &format!("sort={sort}"), "text/csv").await);
                assert_eq!(rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>(), expected, "{sort} as a file");
            }
        }
        assert_eq!(numbers(&shop, "").await, numbers(&shop, "sort=-order_date").await);
        for sort in ["price", "", "-", "--status", "id", "order_date desc", "Status"] {
            let refused = shop.get(&format!("{LIST}?sort={}", sort.replace(' ', "%20"))).await.wrong_fields(&["sort"]);
            assert!(refused.errors[0].message.contains(&format!("{sort:?}")), "{refused:?}");
            let request = shop.request(Method::GET, &format!("{LIST}?sort={}", sort.replace(' ', "%20"))).header(header::ACCEPT, "text/csv");
            shop.send(request).await.wrong_fields(&["sort"]);
        }
    }

    async fn the_csv_holds_what_the_list_shows(app) {
        let shop = app.as_account(Account::Hamburg).await;
        app.db.run("UPDATE orders SET customer_po_reference = '=HYPERLINK(\"x\")' WHERE id = (SELECT MAX(id) FROM orders WHERE customer_id = 13);
                    UPDATE orders SET customer_po_reference = 'a,\"b\"' WHERE id = (SELECT MIN(id) FROM orders WHERE customer_id = 13)").await;
        for query in ["", "status=delivered", "date_from=2026-01-01&date_to=2026-06-30", "search=7", "page=2&limit=1", "status=cancelled&search=zzz"] {
            let reply = file(&shop, query, "text/csv").await;
            let today = chrono::Utc::now().date_naive();
            assert_eq!(reply.header("content-disposition"), format!("attachment; filename=\"orders-{today}.csv\""));
            let (heads, rows) = records(&reply);
            assert_eq!(heads, ["Order number", "Order date", "PO reference", "Status", "Products", "Farms", "Cartons",
                               "Cartons shipped", "Estimated delivery"]);
            // The whole list, whatever page was asked for.
            let filters = if query.starts_with("page") { "" } else { query };
            let page: PortalOrderPage = shop.get(&format!("{LIST}?limit=100&{filters}")).await.json();
            assert!(page.pagination.pages <= 1);
            assert_eq!(rows.len(), page.orders.len(), "{query}");
            for (row, order) in rows.iter().zip(&page.orders) {
                let reference = match order.customer_po_reference.as_deref() {
                    Some(text) if text.starts_with('=') => format!("'{text}"),
                    other => other.unwrap_or_default().to_owned(),
                };
                let farms: Vec<&str> = order.farms.iter().map(|farm| farm.name.as_str()).collect();
                assert_eq!(*row, [
                    order.order_number.clone(), order.order_date.to_string(), reference, order.status.to_string(),
                    order.products_summary.clone(), farms.join(", "), order.total_items.to_string(), order.cartons_shipped.to_string(),
                    order.est_delivery_date.map(|day| day.to_string()).unwrap_or_default(),
                ]);
            }
        }
    }

    async fn the_workbook_holds_the_same(app) {
        let shop = app.as_account(Account::Portland).await;
        app.db.run("UPDATE orders SET customer_po_reference = '=1+1' WHERE id = 150").await;
        let reply = file(&shop, "", XLSX).await;
        assert_eq!(reply.header("content-type"), XLSX);
        assert!(reply.header("content-disposition").ends_with(".xlsx\""));
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(reply.body)).expect("a workbook");
        assert_eq!(book.sheet_names(), ["orders"]);
        let formulas = book.worksheet_formula("orders").expect("formulas");
        assert!(formulas.used_cells().next().is_none(), "no cell is a formula");
        let sheet = book.worksheet_range("orders").expect("a sheet");
        let page: PortalOrderPage = shop.get(&format!("{LIST}?limit=100")).await.json();
        assert_eq!(sheet.height(), page.orders.len() + 1);
        let mut rows = sheet.rows();
        assert_eq!(rows.next().expect("heads")[0], Data::String("Order number".into()));
        for (row, order) in rows.zip(&page.orders) {
            assert_eq!(row[0], Data::String(order.order_number.clone()));
            assert!(row[1].is_datetime(), "dates are dates: {:?}", row[1]);
            assert_eq!(row[1].as_date(), Some(order.order_date));
            if order.id == 150 {
                assert_eq!(row[2], Data::String("=1+1".into()));
            }
            assert_eq!(row[6], Data::Float(order.total_items as f64));
            assert_eq!(row[8].as_date(), order.est_delivery_date);
        }
    }

    async fn a_long_list_comes_whole(app) {
        // More than one piece of it, with nothing in the orders.
        app.db.run(
            "INSERT INTO orders (org_id, customer_id, order_number, order_date, status)
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1234)
             SELECT 1, 4, 'X-' || n, '2026-01-01', 'pending' FROM n").await;
        let shop = app.as_account(Account::EmptyShelf).await;
        let (_, rows) = records(&file(&shop, "sort=order_date", "text/csv").await);
        let expected: Vec<String> = (1..=1234).map(|n| format!("X-{n}")).collect();
        assert_eq!(rows.into_iter().map(|row| row[0].clone()).collect::<Vec<_>>(), expected);
        let (heads, none) = records(&file(&shop, "status=delivered", "text/csv").await);
        assert_eq!((heads.len(), none.len()), (9, 0), "an empty list has its heads");
    }

    async fn another_wish_gets_json_and_another_origin_the_name(app) {
        let shop = app.as_account(Account::Portland).await;
        for accept in ["application/json", "text/html", "*/*", "image/png;q=0.2", "text/csv;q=0"] {
            file(&shop, "", accept).await.ok();
        }
        let request = shop.request(Method::GET, LIST).header(header::ACCEPT, "text/csv").header(header::ORIGIN, &app.portal_origin);
        let reply = shop.send(request).await;
        assert!(reply.header("access-control-expose-headers").to_lowercase().contains("content-disposition"));
        assert!(reply.header("vary").to_lowercase().contains("accept"), "{}", reply.header("vary"));
    }
}
