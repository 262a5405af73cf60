//! A shop's order list: its own rows, filters, search, paging, and what stands for each order.

use contract::portal::PortalOrderPage;
use tests::{Account, Caller, on_both_engines};

const LIST: &str = "/api/portal/customer/orders";

async fn numbers(shop: &Caller, query: &str) -> Vec<String> {
    let page: PortalOrderPage = shop.get(&format!("{LIST}?limit=100&{query}")).await.json();
    page.orders
        .into_iter()
        .map(|order| order.order_number)
        .collect()
}

on_both_engines! {
    async fn each_shop_sees_its_own_orders_newest_first(app) {
        for account in Account::SHOPS {
            let customer = account.customer_id().expect("a shop");
            let expected = app.db.column::<String>(&format!(
                "SELECT order_number FROM orders WHERE customer_id = {customer} ORDER BY order_date DESC, id DESC")).await;
            assert_eq!(numbers(&app.as_account(account).await, "").await, expected, "{account:?}");
        }
        let page: PortalOrderPage = app.as_account(Account::EmptyShelf).await.get(LIST).await.json();
        assert_eq!((page.orders.len(), page.pagination.total, page.pagination.pages), (0, 0, 0));
    }

    async fn a_row_says_what_is_in_the_order(app) {
        let shop = app.as_account(Account::Portland).await;
        let page: PortalOrderPage = shop.get(&format!("{LIST}?limit=100")).await.json();
        for row in &page.orders {
            let cartons = app.db.number(&format!(
                "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM order_items WHERE order_id = {}", row.id)).await;
            assert_eq!(row.total_items, cartons, "{}", row.order_number);
            let names = app.db.column::<String>(&format!(
                "SELECT product_name FROM order_items WHERE order_id = {} ORDER BY id", row.id)).await;
            assert!(row.products_summary.starts_with(&names[0]), "{} / {names:?}", row.products_summary);
            if names.len() > 1 {
                assert!(row.products_summary.ends_with(&format!(", +{} more", names.len() - 1)), "{}", row.products_summary);
            } else {
                assert_eq!(row.products_summary, names[0]);
            }
            let mut farms = app.db.column::<i64>(&format!(
                "SELECT b.farm_id FROM order_items i JOIN batches b ON b.id = i.batch_id WHERE i.order_id = {} ORDER BY i.id", row.id)).await;
            let mut seen = std::collections::HashSet::new();
            farms.retain(|farm| seen.insert(*farm));
            assert_eq!(row.farms.iter().map(|farm| farm.id).collect::<Vec<_>>(), farms, "{}", row.order_number);
            assert!(row.lead_product.is_some());
        }
        let row = page.orders.iter().find(|row| row.order_number == "O-2026-0117").expect("O-2026-0117");
        assert!(row.farms.iter().any(|farm| farm.name == "Finca Tz'unun" && !farm.region.is_empty()));
    }

    async fn filters_narrow_and_combine(app) {
        let shop = app.as_account(Account::Hamburg).await;
        for (query, condition) in [
            ("status=delivered", "status = 'delivered'"),
            ("status=pending", "status = 'pending'"),
            ("date_from=2026-01-01", "order_date >= '2026-01-01'"),
            ("date_to=2025-12-31", "order_date <= '2025-12-31'"),
            ("date_from=2025-06-01&date_to=2026-05-31&status=delivered",
             "order_date >= '2025-06-01' AND order_date <= '2026-05-31' AND status = 'delivered'"),
            ("date_from=2030-01-01", "1 = 0"),
        ] {
            let expected = app.db.column::<String>(&format!(
                "SELECT order_number FROM orders WHERE customer_id = 13 AND {condition} ORDER BY order_date DESC, id DESC")).await;
            assert_eq!(numbers(&shop, query).await, expected, "{query}");
        }
        let all: PortalOrderPage = shop.get(&format!("{LIST}?status=pending")).await.json();
        let delivered = app.db.number("SELECT COUNT(*) FROM orders WHERE customer_id = 13 AND status = 'delivered'").await;
        assert_eq!(all.status_counts.delivered as i64, delivered, "counts ignore the status that is filtered by");
        assert_eq!(all.pagination.total, all.status_counts.pending);
        for (query, field) in [("status=lost", "status"), ("date_from=x", "date_from"), ("date_to=2026-13-01", "date_to"),
                               ("customer_id=1", "customer_id"), ("limit=101", "limit"), ("page=0", "page")] {
            shop.get(&format!("{LIST}?{query}")).await.wrong_fields(&[field]);
        }
    }

    async fn search_covers_numbers_references_and_products(app) {
        let shop = app.as_account(Account::Portland).await;
        assert_eq!(numbers(&shop, "search=O-2026-0117").await, ["O-2026-0117"]);
        assert_eq!(numbers(&shop, "search=0117").await, ["O-2026-0117"]);
        assert_eq!(numbers(&shop, "search=hcw-4471").await, ["O-2026-0117"]);
        let expected = app.db.column::<String>(
            "SELECT DISTINCT o.order_number FROM orders o JOIN order_items i ON i.order_id = o.id
             WHERE o.customer_id = 1 AND LOWER(i.product_name) LIKE '%nib%' ORDER BY 1").await;
        let mut found = numbers(&shop, "search=NIB").await;
        found.sort();
        assert!(!found.is_empty());
        assert_eq!(found, expected);
        // Wildcards are letters, and another shop's numbers find nothing.
        for nothing in ["%25%25", "_", "O-2026-0098", "OTRA", "'%20OR%201=1--", "%5C"] {
            assert!(numbers(&shop, &format!("search={nothing}")).await.is_empty(), "{nothing}");
        }
        assert!(!numbers(&shop, "search=%20%20").await.is_empty(), "blanks search for nothing");
        shop.get(&format!("{LIST}?search={}", "x".repeat(201))).await.wrong_fields(&["search"]);
        // Letters beyond ASCII, in either case.
        let tokyo = app.as_account(Account::Tokyo).await;
        let accented = app.db.column::<String>(
            "SELECT DISTINCT i.product_name FROM order_items i JOIN orders o ON o.id = i.order_id
             WHERE o.customer_id = 23 AND i.product_name LIKE '%Lanquín%'").await;
        assert!(!accented.is_empty());
        assert!(!numbers(&tokyo, "search=lanqu%C3%ADn").await.is_empty(), "lanquín finds {accented:?}");
    }

    async fn pages_add_up(app) {
        let shop = app.as_account(Account::Hamburg).await;
        let all = numbers(&shop, "").await;
        let mut joined = Vec::new();
        for page in 1..=8 {
            let part: PortalOrderPage = shop.get(&format!("{LIST}?limit=3&page={page}")).await.json();
            assert_eq!((part.pagination.total, part.pagination.pages), (22, 8));
            joined.extend(part.orders.into_iter().map(|order| order.order_number));
        }
        assert_eq!(joined, all);
        let first: PortalOrderPage = shop.get(LIST).await.json();
        assert_eq!((first.orders.len(), first.pagination.limit), (20, 20), "twenty a page");
    }

    async fn staff_have_no_business_here(app) {
        for account in [Account::Admin, Account::Viewer] {
            app.as_account(account).await.get(LIST).await.problem(403);
            app.as_account(account).await.get(&format!("{LIST}/150")).await.problem(403);
        }
        app.nobody().get(LIST).await.problem(401);
    }
}
