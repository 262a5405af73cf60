//! Signatures and photos that staff keep with a shipment: true images only, written anew, without what hid in them.

use contract::shipments::Shipment;
use image::ImageFormat;
use reqwest::Method;
use serde_json::Value;
use tests::{Account, Caller, Reply, TestApp, on_both_engines, pictures::picture, png};

async fn under_way(app: &TestApp) -> i64 {
    app.db
        .number("SELECT MIN(id) FROM shipments WHERE org_id = 1 AND status = 'in_transit'")
        .await
}

async fn put(staff: &Caller, path: &str, media: &str, body: Vec<u8>) -> Reply {
    staff.raw(Method::PUT, path, media, body).await
}

/// A PNG chunk with its check sum.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let sum = !body.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & 0u32.wrapping_sub(crc & 1))
        })
    });
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    [&length[..], &body, &sum.to_be_bytes()].concat()
}

/// A PNG whose head promises more pixels than anybody has room for.
fn bomb() -> Vec<u8> {
    let mut bomb = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend_from_slice(&19_000u32.to_be_bytes());
    head.extend_from_slice(&19_000u32.to_be_bytes());
    head.extend_from_slice(&[8, 6, 0, 0, 0]);
    bomb.extend(chunk(b"IHDR", &head));
    bomb.extend(chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]));
    bomb.extend(chunk(b"IEND", &[]));
    bomb
}

on_both_engines! {
    async fn pictures_are_kept_as_ours(app) {
        let staff = app.as_account(Account::User).await;
        let id = app.db.number(
            "SELECT MIN(s.id) FROM shipments s JOIN orders o ON o.id = s.order_id WHERE o.customer_id = 1 AND s.status = 'delivered'").await;
        for (format, media) in [(ImageFormat::Png, "image/png"), (ImageFormat::Jpeg, "image/jpeg"), (ImageFormat::WebP, "image/webp")] {
            for (name, kept, longest) in [("photo", "image/jpeg", 1600), ("signature", "image/png", 1200)] {
                let path = format!("/api/shipments/{id}/{name}");
                let before: Shipment = staff.get(&format!("/api/shipments/{id}")).await.json();
                let reply = put(&staff, &path, media, picture(2000, 1000, format)).await;
                let after: Shipment = reply.json();
                assert_eq!(after.version, before.version + 1);
                assert_eq!(reply.header("etag"), format!("\"{id}-{}\"", after.version));
                assert!(after.has_photo || name == "signature");
                let shown = staff.get(&path).await;
                assert_eq!((shown.status.as_u16(), shown.header("content-type")), (200, kept));
                let read = image::load_from_memory(&shown.body).expect("an image");
                assert_eq!((read.width(), read.height()), (longest, longest / 2));
                // The claim in the header does not decide: the content does.
                let lied = put(&staff, &path, "image/webp", png(5, 4)).await;
                assert_eq!(lied.status, 200);
            }
        }
    }

    async fn what_hides_in_a_file_does_not_get_in(app) {
        let staff = app.as_account(Account::Admin).await;
        let id = under_way(app).await;
        let mut given = png(30, 20);
        let secret = chunk(b"tEXt", b"Comment\0GPS 15.578214,-89.969437");
        given.splice(33..33, secret);
        given.extend_from_slice(b"<script>alert(1)</script>");
        for name in ["photo", "signature"] {
            let path = format!("/api/shipments/{id}/{name}");
            put(&staff, &path, "image/png", given.clone()).await.ok();
            let kept = app.db.value::<Vec<u8>>(&format!("SELECT {name} FROM shipments WHERE id = {id}")).await;
            let text = String::from_utf8_lossy(&kept).into_owned();
            assert!(!text.contains("GPS") && !text.contains("script"));
        }
    }

    async fn what_is_no_picture_is_refused(app) {
        let staff = app.as_account(Account::Admin).await;
        let id = under_way(app).await;
        let before = app.db.fingerprint().await;
        let version = app.db.value::<i32>(&format!("SELECT version FROM shipments WHERE id = {id}")).await;
        for name in ["photo", "signature"] {
            let path = format!("/api/shipments/{id}/{name}");
            let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#.to_vec();
            let mut broken = png(40, 40);
            broken.truncate(60);
            for body in [b"a text that calls itself a picture".to_vec(), svg.clone(), bomb(), broken, b"GIF89a".to_vec(), b"BM".to_vec()] {
                put(&staff, &path, "image/png", body).await.wrong_fields(&[name]);
            }
            put(&staff, &path, "image/png", Vec::new()).await.wrong_fields(&["body"]);
            for media in ["image/svg+xml", "text/plain", "application/json", "image/gif", "multipart/form-data", ""] {
                let refused = put(&staff, &path, media, svg.clone()).await.problem(415);
                assert!(refused.detail.contains("image/jpeg"), "{refused:?}");
            }
            put(&staff, &path, "image/png", vec![0; 5 * 1024 * 1024 + 1]).await.problem(413);
        }
        assert_eq!(app.db.fingerprint().await, before);
        assert_eq!(app.db.value::<i32>(&format!("SELECT version FROM shipments WHERE id = {id}")).await, version);
    }

    async fn a_stale_or_foreign_picture_changes_nothing(app) {
        let id = under_way(app).await;
        let path = format!("/api/shipments/{id}/photo");
        let admin = app.as_account(Account::Admin).await;
        let stale = admin.request(Method::PUT, &path).header("If-Match", format!("\"{id}-0\"")).header("Content-Type", "image/png");
        admin.send(stale.body(png(3, 3))).await.problem(412);
        put(&app.as_account(Account::OtherAdmin).await, &path, "image/png", png(3, 3)).await.problem(404);
        put(&app.as_account(Account::Viewer).await, &path, "image/png", png(3, 3)).await.problem(403);
        put(&app.as_account(Account::Hamburg).await, &path, "image/png", png(3, 3)).await.problem(403);
        put(&app.nobody(), &path, "image/png", png(3, 3)).await.problem(401);
        let pending = app.db.number("SELECT MIN(id) FROM shipments WHERE org_id = 1 AND status = 'pending'").await;
        put(&admin, &format!("/api/shipments/{pending}/photo"), "image/png", png(3, 3)).await.problem(409);
        assert_eq!(app.db.number(&format!("SELECT COUNT(*) FROM shipments WHERE id IN ({id}, {pending}) AND photo IS NOT NULL")).await, 0);
    }

    async fn a_picture_leaves_its_trace_but_not_itself(app) {
        let admin = app.as_account(Account::Admin).await;
        let id = under_way(app).await;
        let path = format!("/api/shipments/{id}/signature");
        admin.delete(&path).await.problem(404);
        put(&admin, &path, "image/png", png(12, 8)).await.ok();
        admin.delete(&path).await.no_content();
        admin.get(&path).await.problem(404);
        let events = app.db.number(&format!("SELECT COUNT(*) FROM events WHERE type = 'shipment.updated' AND entity_id = {id}")).await;
        assert!(events >= 2);
        let audit = app.db.rows(&format!(
            "SELECT before, after FROM audit_logs WHERE entity = 'shipments' AND entity_id = {id} ORDER BY id DESC LIMIT 2")).await;
        let json = |row: usize, column: usize| audit[row].try_get_by_index::<Value>(column).expect("JSON");
        let (taken, kept) = (json(0, 0), json(1, 1));
        assert_eq!(taken["signature"], kept["signature"]);
        assert_eq!(kept["signature"]["media_type"], "image/png");
        assert_eq!(kept["signature"]["sha256"].as_str().map(str::len), Some(64));
        assert!(kept["signature"]["bytes"].as_u64().is_some_and(|bytes| bytes > 50));
        assert_eq!((json(1, 0)["signature"].clone(), json(0, 1)["signature"].clone()), (Value::Null, Value::Null));
        assert!(kept.to_string().len() < 300, "no picture in the audit trail");
    }
}
