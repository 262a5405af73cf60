//! One parcel as its shop sees it, and the pictures of its delivery.

use contract::{ShipmentStatus, portal::PortalShipmentDetail};
use reqwest::{Method, header};
use serde_json::json;
use tests::{Account, TestApp, on_both_engines};

const PARCELS: &str = "/api/portal/customer/shipments";

async fn proved(app: &TestApp, customer: i64) -> i64 {
    app.db
        .number(&format!(
            "SELECT MIN(s.id) FROM shipments s JOIN orders o ON o.id = s.order_id
             WHERE o.customer_id = {customer} AND s.status = 'delivered' AND s.signature IS NOT NULL AND s.photo IS NOT NULL"
        ))
        .await
}

on_both_engines! {
    async fn every_parcel_says_what_the_tables_say(app) {
        for account in [Account::Portland, Account::Hamburg, Account::Tokyo] {
            let shop = app.as_account(account).await;
            let customer = account.customer_id().expect("a shop");
            let rows = app.db.rows(&format!(
                "SELECT s.id, s.shipment_number, o.order_number, s.status, s.carrier, s.tracking_number, s.ship_to_city, s.received_by
                 FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.customer_id = {customer} ORDER BY s.id")).await;
            assert!(!rows.is_empty());
            for row in rows {
                let id: i64 = row.try_get_by_index(0).expect("id");
                let found: PortalShipmentDetail = shop.get(&format!("{PARCELS}/{id}")).await.json();
                let parcel = &found.shipment;
                assert_eq!(parcel.id, id);
                assert_eq!(parcel.shipment_number, row.try_get_by_index::<String>(1).expect("number"));
                assert_eq!(parcel.order_number, row.try_get_by_index::<String>(2).expect("order"));
                assert_eq!(parcel.status.as_str(), row.try_get_by_index::<String>(3).expect("status"));
                assert_eq!(parcel.carrier, row.try_get_by_index::<Option<String>>(4).expect("carrier"));
                assert_eq!(parcel.tracking_number, row.try_get_by_index::<Option<String>>(5).expect("tracking"));
                assert_eq!(parcel.ship_to_city, row.try_get_by_index::<Option<String>>(6).expect("city"));
                let by_number: PortalShipmentDetail = shop.get(&format!("{PARCELS}/{}", parcel.shipment_number)).await.json();
                assert_eq!(by_number, found);

                let lines = app.db.rows(&format!(
                    "SELECT si.order_item_id, si.quantity, i.sku, b.code, f.name FROM shipment_items si
                     JOIN order_items i ON i.id = si.order_item_id LEFT JOIN batches b ON b.id = i.batch_id
                     LEFT JOIN farms f ON f.id = b.farm_id WHERE si.shipment_id = {id} ORDER BY si.id")).await;
                assert_eq!(parcel.items.len(), lines.len());
                let mut cartons = 0;
                for (item, line) in parcel.items.iter().zip(&lines) {
                    assert_eq!(item.order_item_id, line.try_get_by_index::<i64>(0).expect("line"));
                    assert_eq!(item.quantity, line.try_get_by_index::<i32>(1).expect("quantity"));
                    assert_eq!(item.product_code, line.try_get_by_index::<String>(2).expect("sku"));
                    let origin = item.provenance.as_ref();
                    assert_eq!(origin.map(|p| p.batch_code.clone()), line.try_get_by_index::<Option<String>>(3).expect("batch"));
                    assert_eq!(origin.map(|p| p.farm_name.clone()), line.try_get_by_index::<Option<String>>(4).expect("farm"));
                    cartons += i64::from(item.quantity);
                }
                assert_eq!(parcel.cartons, cartons);

                let milestones = app.db.column::<String>(&format!(
                    "SELECT status FROM shipment_events WHERE shipment_id = {id} ORDER BY occurred_at, id")).await;
                let shown: Vec<&str> = found.timeline.iter().map(|step| step.status.as_str()).collect();
                assert_eq!(shown, milestones);
                assert!(found.timeline.is_sorted_by_key(|step| step.timestamp), "oldest first");

                match (&found.delivery_proof, parcel.status) {
                    (Some(proof), ShipmentStatus::Delivered) => {
                        assert_eq!(proof.received_by, row.try_get_by_index::<Option<String>>(7).expect("who"));
                        assert!(parcel.actual_delivery_date.is_some());
                    }
                    (None, ShipmentStatus::Delivered) => panic!("no proof of {id}"),
                    (Some(_), status) => panic!("a proof of a parcel that is {status}"),
                    (None, _) => {}
                }
            }
        }
    }

    async fn pictures_are_shown_and_run_nothing(app) {
        let shop = app.as_account(Account::Portland).await;
        let id = proved(app, 1).await;
        let found: PortalShipmentDetail = shop.get(&format!("{PARCELS}/{id}")).await.json();
        let proof = found.delivery_proof.expect("a proof");
        for (path, column) in [(proof.signature, "signature"), (proof.photo, "photo")] {
            let path = path.expect("a path");
            assert_eq!(path, format!("{PARCELS}/{id}/{column}"));
            let reply = shop.get(&path).await;
            assert_eq!(reply.status, 200);
            let stored = app.db.value::<Vec<u8>>(&format!("SELECT {column} FROM shipments WHERE id = {id}")).await;
            assert_eq!(reply.body, stored);
            let media = app.db.value::<String>(&format!("SELECT {column}_type FROM shipments WHERE id = {id}")).await;
            assert_eq!(reply.header("content-type"), media);
            assert_eq!(reply.header("content-security-policy"), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            assert_eq!(reply.header("cross-origin-resource-policy"), "cross-origin");
            assert_eq!(reply.header("cache-control"), "no-store");
        }
    }

    async fn what_is_anothers_is_like_what_is_not(app) {
        let foreign = proved(app, 1).await;
        let number = app.db.value::<String>(&format!("SELECT shipment_number FROM shipments WHERE id = {foreign}")).await;
        for account in [Account::Hamburg, Account::EmptyShelf, Account::Stranger] {
            let shop = app.as_account(account).await;
            for end in ["", "/signature", "/photo"] {
                for (theirs, nobodys) in [(foreign.to_string(), "9".repeat(foreign.to_string().len())),
                                          (number.clone(), "SH-2026-9999".to_owned())] {
                    let ask = async |key: &str| {
                        let path = format!("{PARCELS}/{key}{end}");
                        shop.send(shop.request(Method::GET, &path).header("X-Request-Id", "same-for-both")).await
                    };
                    let (one, other) = (ask(&theirs).await, ask(&nobodys).await);
                    one.problem(404);
                    other.problem(404);
                    assert_eq!(one.text().replace(&theirs, &nobodys), other.text());
                    assert_eq!(one.anonymous_headers(), other.anonymous_headers());
                }
            }
        }
        // The second maker's shop has a shipment of the same number, perhaps; it never sees the first maker's.
        for nonsense in ["0", "-1", "99999999999999999999", "%00", "x%0ay"] {
            let reply = app.as_account(Account::Portland).await.get(&format!("{PARCELS}/{nonsense}")).await;
            assert_eq!(reply.status, 404, "{nonsense}");
        }
        let staff = app.as_account(Account::Admin).await;
        staff.get(&format!("{PARCELS}/{foreign}")).await.problem(403);
        app.nobody().get(&format!("{PARCELS}/{foreign}/photo")).await.problem(401);
    }

    async fn nothing_is_proved_before_it_has_arrived(app) {
        let admin = app.as_account(Account::Admin).await;
        let shop = app.as_account(Account::Portland).await;
        let order = json!({"customer_id": 1, "items": [{"product_id": 71, "quantity": 2}]});
        let order = admin.post("/api/orders", &order).await.created::<contract::orders::Order>();
        let body = json!({"items": [{"order_item_id": order.items[0].id, "quantity": 2}], "carrier": "Maya Air", "status": "in_transit"});
        let made: contract::shipments::Shipment = admin.post(&format!("/api/orders/{}/shipments", order.id), &body).await.created();
        let path = format!("/api/shipments/{}/photo", made.id);
        let put = admin.send(admin.request(Method::PUT, &path).header(header::CONTENT_TYPE, "image/png").body(tests::png(9, 9))).await;
        assert_eq!(put.status, 200, "{}", put.text());
        let at = format!("{PARCELS}/{}", made.id);
        let under_way: PortalShipmentDetail = shop.get(&at).await.json();
        assert_eq!(under_way.delivery_proof, None);
        shop.get(&format!("{at}/photo")).await.problem(404);
        admin.patch(&format!("/api/shipments/{}", made.id), &json!({"status": "delivered", "received_by": "J. Ruiz"})).await.ok();
        let there: PortalShipmentDetail = shop.get(&at).await.json();
        let proof = there.delivery_proof.expect("a proof");
        assert_eq!(proof.received_by.as_deref(), Some("J. Ruiz"));
        assert_eq!((proof.signature, proof.photo.as_deref()), (None, Some(format!("{at}/photo").as_str())));
        assert_eq!(shop.get(&format!("{at}/photo")).await.status, 200);
        shop.get(&format!("{at}/signature")).await.problem(404);
    }
}
