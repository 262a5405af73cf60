//! What staff see first, held against the rows themselves; each role within its reach.

use chrono::{Datelike, Days, NaiveDate, Utc};
use contract::dashboard::{BatchStage, Dashboard};
use tests::{Account, TestApp, on_both_engines};

async fn seen_by(app: &TestApp, account: Account) -> Dashboard {
    app.as_account(account)
        .await
        .get("/api/dashboard")
        .await
        .json()
}

/// Customers that each role may see.
const REACHES: [(Account, &str); 4] = [
    (Account::Admin, "SELECT id FROM customers WHERE org_id = 1"),
    (Account::Viewer, "SELECT id FROM customers WHERE org_id = 1"),
    (
        Account::Manager,
        "SELECT id FROM customers WHERE org_id = 1 AND team_id = 1",
    ),
    (
        Account::User,
        "SELECT id FROM customers WHERE org_id = 1 AND owner_user_id = 3",
    ),
];

fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

on_both_engines! {
    async fn the_worst_complaint_comes_first(app) {
        let seen = seen_by(app, Account::Admin).await;
        let ids: Vec<i64> = seen.complaints.iter().map(|complaint| complaint.id).collect();
        assert_eq!((ids, seen.complaint_count), (vec![12, 6, 9, 10, 11], 5));
        let first = &seen.complaints[0];
        assert_eq!(first.customer_name, "Bitter & Fein");
        assert_eq!(first.lot_code.as_deref(), Some("IXC-26-001"));
        assert_eq!((first.batch_id, first.severity.as_str()), (Some(37), "life_threatening"));
    }

    async fn each_role_sees_its_reach(app) {
        let today = Utc::now().date_naive();
        let past = today - Days::new(1);
        // So that there is something late for everybody.
        app.db.run(&format!("UPDATE orders SET est_delivery_date = '{past}' WHERE id IN (150, 166, 167)")).await;
        app.db.run("UPDATE orders SET erp_status = 'FAILED' WHERE id = 150").await;
        for (account, customers) in REACHES {
            let seen = seen_by(app, account).await;
            let late: Vec<i64> = app.db.column(&format!(
                "SELECT id FROM orders WHERE customer_id IN ({customers}) AND est_delivery_date < '{today}'
                 AND status NOT IN ('delivered', 'cancelled') ORDER BY est_delivery_date, id"
            )).await;
            let told: Vec<i64> = seen.late_orders.iter().map(|order| order.id).collect();
            assert_eq!(told, late.iter().copied().take(10).collect::<Vec<_>>(), "{account:?}");
            assert_eq!(seen.late_order_count as usize, late.len(), "{account:?}");
            let refused: Vec<i64> = app.db.column(&format!(
                "SELECT id FROM orders WHERE customer_id IN ({customers}) AND erp_status = 'FAILED' ORDER BY id DESC"
            )).await;
            let told: Vec<i64> = seen.refused_orders.iter().map(|order| order.id).collect();
            assert_eq!((told, seen.refused_order_count as usize), (refused.clone(), refused.len()), "{account:?}");
            let complaints: Vec<i64> = app.db.column(&format!(
                "SELECT id FROM complaints WHERE customer_id IN ({customers}) AND status IN ('received', 'investigating')"
            )).await;
            assert_eq!(seen.complaint_count as usize, complaints.len(), "{account:?}");
            let held: Vec<&str> = seen.held_batches.iter().map(|batch| batch.code.as_str()).collect();
            assert_eq!(held, ["IXC-26-009"], "{account:?}");
            assert_eq!(seen.weeks.len(), 12);
            assert_eq!(seen.weeks[11].week, monday(today));
            for week in &seen.weeks {
                let (from, to) = (week.week, week.week + Days::new(7));
                let cartons: Vec<i64> = app.db.column(&format!(
                    "SELECT CAST(COALESCE(SUM(si.quantity), 0) AS bigint) FROM shipment_items si
                     JOIN shipments s ON s.id = si.shipment_id JOIN orders o ON o.id = s.order_id
                     WHERE o.customer_id IN ({customers}) AND s.status <> 'pending'
                     AND s.dispatch_date >= '{from}' AND s.dispatch_date < '{to}' AND s.dispatch_date <= '{today}'"
                )).await;
                assert_eq!(vec![week.cartons], cartons, "{account:?}, week of {from}");
            }
            let arrived: Vec<i64> = app.db.column(&format!(
                "SELECT o.id FROM orders o JOIN shipments s ON s.order_id = o.id
                 WHERE o.customer_id IN ({customers}) AND o.status = 'delivered' AND o.est_delivery_date IS NOT NULL
                 AND s.status = 'delivered' AND s.actual_delivery_date IS NOT NULL
                 GROUP BY o.id ORDER BY MAX(s.actual_delivery_date) DESC, o.id DESC LIMIT 30"
            )).await;
            let mut told: Vec<i64> = seen.deliveries.iter().map(|order| order.order_id).collect();
            told.reverse();
            assert_eq!(told, arrived, "{account:?}");
            for order in &seen.deliveries {
                assert_eq!(order.on_time, order.delivered_on <= order.est_delivery_date);
            }
            for batch in &seen.batches {
                let sum = |column: &str, condition: &str| format!(
                    "SELECT CAST(COALESCE(SUM({column}), 0) AS bigint) FROM order_items i
                     JOIN orders o ON o.id = i.order_id {condition}
                     AND i.batch_id = {} AND o.status <> 'cancelled' AND o.customer_id IN ({customers})", batch.id
                );
                let ordered: Vec<i64> = app.db.column(&sum("i.quantity", "WHERE 1 = 1")).await;
                let shipped: Vec<i64> = app.db.column(&sum("i.quantity_shipped", "WHERE 1 = 1")).await;
                let delivered: Vec<i64> = app.db.column(&sum("si.quantity",
                    "JOIN shipment_items si ON si.order_item_id = i.id
                     JOIN shipments s ON s.id = si.shipment_id WHERE s.status = 'delivered'")).await;
                assert_eq!([batch.ordered, batch.shipped, batch.delivered], [ordered[0], shipped[0], delivered[0]],
                    "{account:?} {}", batch.code);
            }
        }
    }

    async fn batches_tell_how_far_they_are(app) {
        let seen = seen_by(app, Account::Admin).await;
        assert!(seen.batches.len() <= 12);
        let mut days: Vec<_> = seen.batches.iter().filter_map(|batch| batch.harvest_date).collect();
        let told = days.clone();
        days.sort_by(|a, b| b.cmp(a));
        assert_eq!(days, told, "the newest harvest first");
        let half_made = seen.batches.iter().find(|batch| batch.code == "IXC-26-014").expect("IXC-26-014");
        // Three runs of 1,000, 120 and 90 cartons.
        assert_eq!((half_made.produced, half_made.planned), (500, 1210));
        assert_eq!((half_made.stage, half_made.percent), (BatchStage::Bar, 41));
        assert!(seen.batches.iter().all(|batch| batch.code != "IXC-25-012"), "recalled");
    }

    async fn a_drill_is_due_a_year_after_the_last(app) {
        let drill = seen_by(app, Account::Viewer).await.drill;
        assert_eq!(drill.last_started_at.map(|at| at.to_rfc3339()), Some("2026-11-19T15:00:00+00:00".into()));
        assert_eq!(drill.last_trace_seconds, Some(24 * 60));
        assert_eq!(drill.due_on, NaiveDate::from_ymd_opt(2027, 11, 19));
        let never = seen_by(app, Account::OtherAdmin).await.drill;
        assert_eq!((never.last_started_at, never.due_on), (None, None));
    }

    async fn a_maker_without_anything_sees_nothing(app) {
        let seen = seen_by(app, Account::OtherAdmin).await;
        assert!(seen.held_batches.is_empty() && seen.refused_orders.is_empty());
        assert_eq!(seen.weeks.len(), 12);
        assert!(seen.batches.iter().all(|batch| batch.id > 60), "its own batches alone");
    }
}
