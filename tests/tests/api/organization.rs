//! The maker as its admins set it up, and what the portal shows of it.

use contract::{organization::Organization, session::Branding};
use reqwest::Method;
use serde_json::json;
use tests::{Account, on_both_engines, png};

const OWN: &str = "/api/organization";
const LOGO: &str = "/api/organization/logo";
const BRANDING: &str = "/api/portal/customer/branding";

on_both_engines! {
    async fn admins_change_what_the_portal_shows(app) {
        let admin = app.as_account(Account::Admin).await;
        let reply = admin.get(OWN).await;
        let before: Organization = reply.json();
        assert_eq!((before.name.as_str(), before.slug.as_str()), ("Cacao Ixchel", "cacao-ixchel"));
        let tag = reply.header("etag").to_owned();
        let change = json!({"name": "  Cacao Ixchel S.A. ", "primary_color": "#0F766E", "default_locale": "es", "lead_time_weeks": 6});
        let after: Organization = admin.if_match(Method::PATCH, OWN, &tag, &change).await.json();
        assert_eq!(after.version, before.version + 1);
        assert_eq!((after.name.as_str(), after.primary_color.as_str()), ("Cacao Ixchel S.A.", "#0f766e"));
        assert_eq!((after.default_locale.as_str(), after.lead_time_weeks), ("es", 6));
        admin.if_match(Method::PATCH, OWN, &tag, &change).await.problem(412);
        let shown: Branding = app.nobody().get(BRANDING).await.json();
        assert_eq!((shown.name.as_str(), shown.primary_color.as_str(), shown.default_locale.as_str()),
                   ("Cacao Ixchel S.A.", "#0f766e", "es"));
        let left: Organization = admin.patch(OWN, &json!({"lead_time_weeks": 3})).await.json();
        assert_eq!((left.name.as_str(), left.lead_time_weeks), ("Cacao Ixchel S.A.", 3));
        assert_eq!(app.db.number("SELECT COUNT(*) FROM audit_logs WHERE entity = 'organizations' AND action = 'update'").await, 2);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM events WHERE type = 'organization.updated'").await, 2);
        // The other maker is as it was.
        let other: Organization = app.as_account(Account::OtherAdmin).await.get(OWN).await.json();
        assert_eq!((other.name.as_str(), other.version), ("Otra Tierra", 1));
    }

    async fn what_makes_no_sense_is_refused_by_name(app) {
        let admin = app.as_account(Account::Admin).await;
        let wrong = json!({"primary_color": "teal", "default_locale": "fr", "lead_time_weeks": 105, "name": ""});
        admin.patch(OWN, &wrong).await.wrong_fields(&["primary_color", "default_locale", "lead_time_weeks", "name"]);
        admin.patch(OWN, &json!({"name": "   "})).await.wrong_fields(&["name"]);
        admin.patch(OWN, &json!({"slug": "mine"})).await.wrong_fields(&["slug"]);
        admin.patch(OWN, &json!({"primary_color": "#12345678"})).await.wrong_fields(&["primary_color"]);
        assert_eq!(app.db.value::<i32>("SELECT version FROM organizations WHERE id = 1").await, 1);
        let platform = app.as_account(Account::Platform).await;
        let named = platform.request(Method::PATCH, OWN).header("X-Organization", "otra-tierra").json(&json!({"lead_time_weeks": 9}));
        let changed: Organization = platform.send(named).await.json();
        assert_eq!(changed.slug, "otra-tierra");
        platform.get(OWN).await.wrong_fields(&["X-Organization"]);
    }

    async fn a_new_logo_has_a_new_address(app) {
        let admin = app.as_account(Account::Admin).await;
        let none: Organization = admin.get(OWN).await.json();
        assert_eq!(none.logo_url, None);
        let mut addresses = Vec::new();
        for side in [300, 2400] {
            let kept: Organization = admin.raw(Method::PUT, LOGO, "image/png", png(side, side / 3)).await.json();
            let address = kept.logo_url.expect("an address");
            let shown: Branding = app.nobody().get(BRANDING).await.json();
            assert_eq!(shown.logo_url.as_deref(), Some(address.as_str()));
            let image = app.nobody().get(&address).await;
            assert_eq!((image.status.as_u16(), image.header("content-type")), (200, "image/png"));
            let read = image::load_from_memory(&image.body).expect("a logo");
            assert_eq!(read.width(), side.min(1200));
            addresses.push(address);
        }
        assert_ne!(addresses[0], addresses[1]);
        let gone: Organization = admin.delete(LOGO).await.json();
        assert_eq!(gone.logo_url, None);
        admin.delete(LOGO).await.problem(404);
        app.nobody().get(&addresses[1]).await.problem(404);
    }

    async fn an_svg_may_draw_and_nothing_else(app) {
        let admin = app.as_account(Account::Admin).await;
        let svg = |inside: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>"#).into_bytes();
        let drawing = svg(r##"<path d="M0 0h9v9z" fill="#005b63"/>"##);
        let kept: Organization = admin.raw(Method::PUT, LOGO, "image/svg+xml", drawing.clone()).await.json();
        let image = app.nobody().get(&kept.logo_url.expect("an address")).await;
        assert_eq!(image.body, drawing);
        assert_eq!(image.header("content-type"), "image/svg+xml");
        assert!(image.header("content-security-policy").contains("sandbox"));
        for inside in ["<script>alert(1)</script>", "<foreignObject/>", r#"<rect onload="x()"/>"#,
                       r#"<image href="https://example.org/a.png"/>"#, "<style>@import 'x'</style>"] {
            admin.raw(Method::PUT, LOGO, "image/svg+xml", svg(inside)).await.wrong_fields(&["logo"]);
        }
        for body in [b"<html/>".to_vec(), b"hello".to_vec(), b"\xff\xd8\xff".to_vec(), svg(&" ".repeat(300_000))] {
            admin.raw(Method::PUT, LOGO, "image/svg+xml", body).await.wrong_fields(&["logo"]);
        }
        admin.raw(Method::PUT, LOGO, "image/png", vec![0; 512 * 1024 + 1]).await.problem(413);
        admin.raw(Method::PUT, LOGO, "text/html", b"<svg/>".to_vec()).await.problem(415);
        assert_eq!(app.db.value::<Vec<u8>>("SELECT logo FROM organizations WHERE id = 1").await, drawing);
        let audit = app.db.column::<serde_json::Value>(
            "SELECT after FROM audit_logs WHERE entity = 'organizations' AND action = 'update' ORDER BY id").await;
        assert_eq!(audit.len(), 1);
        assert!(!audit[0].to_string().contains("path"), "{}", audit[0]);
    }
}
