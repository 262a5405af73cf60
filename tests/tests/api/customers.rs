//! Customers and their orders, as far as each role reaches.

use contract::{
    customers::{Customer, CustomerList},
    orders::OrderPage,
};
use tests::{Account, on_both_engines};

on_both_engines! {
    async fn each_role_sees_its_customers(app) {
        for (account, condition) in [
            (Account::Admin, "org_id = 1"),
            (Account::Viewer, "org_id = 1"),
            (Account::Manager, "org_id = 1 AND team_id = 1"),
            (Account::User, "org_id = 1 AND owner_user_id = 3"),
            (Account::OtherAdmin, "org_id = 2"),
        ] {
            let staff = app.as_account(account).await;
            let mut ids: Vec<i64> = staff
                .get("/api/customers?limit=100").await.json::<CustomerList>()
                .customers.iter().map(|customer| customer.id).collect();
            ids.sort_unstable();
            let expected = app.db.column::<i64>(&format!("SELECT id FROM customers WHERE {condition} ORDER BY id")).await;
            assert_eq!(ids, expected, "{account:?}");
            for outside in app.db.column::<i64>(&format!("SELECT id FROM customers WHERE NOT COALESCE({condition}, FALSE)")).await {
                staff.get(&format!("/api/customers/{outside}/orders")).await.problem(404);
            }
        }
    }

    async fn no_orders_is_an_empty_list_and_no_customer_a_404(app) {
        let admin = app.as_account(Account::Admin).await;
        let page: OrderPage = admin.get("/api/customers/4/orders").await.json();
        assert_eq!((page.orders.len(), page.pagination.total, page.pagination.pages), (0, 0, 0));
        admin.get("/api/customers/999999/orders").await.problem(404);
        let foreign = admin.get("/api/customers/35/orders").await;
        let missing = admin.get("/api/customers/999999/orders").await;
        foreign.problem(404);
        assert_eq!(foreign.anonymous(), missing.anonymous());
    }

    async fn one_customer_is_reached_through_several_batches(app) {
        let admin = app.as_account(Account::Admin).await;
        let page: OrderPage = admin.get("/api/customers/13/orders?limit=100").await.json();
        let expected = app.db.column::<String>(
            "SELECT order_number FROM orders WHERE customer_id = 13 ORDER BY order_date DESC, id DESC").await;
        let found: Vec<&str> = page.orders.iter().map(|order| order.order_number.as_str()).collect();
        assert_eq!(found, expected, "newest first");
        let batches: std::collections::BTreeSet<i64> =
            page.orders.iter().flat_map(|order| &order.items).filter_map(|item| item.batch_id).collect();
        let expected = app.db.number(
            "SELECT COUNT(DISTINCT i.batch_id) FROM order_items i JOIN orders o ON o.id = i.order_id WHERE o.customer_id = 13").await;
        assert_eq!(batches.len() as i64, expected);
        assert!(batches.len() > 3);
        let named = page.orders.iter().flat_map(|order| &order.items).filter(|item| item.batch_id.is_some());
        assert!(named.clone().all(|item| item.farm_name.is_some() && item.batch_code.is_some()));
    }

    async fn a_shop_reads_its_own_orders_here_too(app) {
        let shop = app.as_account(Account::Hamburg).await;
        let own: OrderPage = shop.get("/api/customers/13/orders").await.json();
        assert_eq!(own.pagination.total as i64, app.db.number("SELECT COUNT(*) FROM orders WHERE customer_id = 13").await);
        let other = shop.get("/api/customers/1/orders").await;
        other.problem(404);
        assert_eq!(other.anonymous(), shop.get("/api/customers/999999/orders").await.anonymous());
        let empty: OrderPage = app.as_account(Account::EmptyShelf).await.get("/api/customers/4/orders").await.json();
        assert!(empty.orders.is_empty());
    }

    async fn a_customer_is_read_with_its_owner(app) {
        let reply = app.as_account(Account::User).await.get("/api/customers/1").await;
        let customer: Customer = reply.json();
        assert_eq!((customer.name.as_str(), customer.owner_name.as_deref()), ("Harbor Cocoa", Some("Diego Xol")));
        assert!(!reply.header("etag").is_empty());
        app.as_account(Account::User).await.get("/api/customers/13").await.problem(404);
    }
}
