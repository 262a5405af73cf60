//! One search box over codes and names.

use contract::search::{HitKind, SearchReply};
use tests::{Account, Caller, on_both_engines};

async fn hits(caller: &Caller, query: &str) -> Vec<(HitKind, String)> {
    let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let reply = caller.get(&format!("/api/search?q={encoded}")).await;
    reply
        .json::<SearchReply>()
        .results
        .into_iter()
        .map(|hit| (hit.kind, hit.code))
        .collect()
}

on_both_engines! {
    async fn any_code_is_found_first(app) {
        let admin = app.as_account(Account::Admin).await;
        for (query, kind, code) in [
            ("IXC-26-001", HitKind::Batch, "IXC-26-001"),
            ("ixc-26-001", HitKind::Batch, "IXC-26-001"),
            ("O-2026-0117", HitKind::Order, "O-2026-0117"),
            ("SH-2026-0088", HitKind::Shipment, "SH-2026-0088"),
            ("WO-2026-0031", HitKind::WorkOrder, "WO-2026-0031"),
        ] {
            let found = hits(&admin, query).await;
            assert_eq!(found.first(), Some(&(kind, code.to_owned())), "{query}: {found:?}");
        }
        assert!(hits(&admin, "LNQ-70-NIB").await.iter().any(|(kind, _)| *kind == HitKind::Product));
    }

    async fn names_are_found_in_any_script(app) {
        let admin = app.as_account(Account::Admin).await;
        for (query, kind, name) in [
            ("Kakao Kontor", HitKind::Customer, "Kakao Kontor"),
            ("shibuya", HitKind::Customer, "Shibuya Cacao"),
            ("Müller", HitKind::Customer, "Kakaohaus Müller"),
            ("鴨川", HitKind::Customer, "カカオ工房 鴨川"),
            ("Telemán", HitKind::Farm, "Finca Telemán"),
        ] {
            let found = hits(&admin, query).await;
            assert!(found.contains(&(kind, name.to_owned())), "{query}: {found:?}");
        }
    }

    async fn nothing_of_others_is_found(app) {
        let admin = app.as_account(Account::Admin).await;
        for query in ["Stranger", "Fremdkakao", "Finca Ajena", "OT-26-001", "OT-2026-0001"] {
            let found = hits(&admin, query).await;
            assert!(found.iter().all(|(_, code)| !code.contains(query)), "{query}: {found:?}");
        }
        // The user's own customers only.
        let user = app.as_account(Account::User).await;
        assert!(hits(&user, "Harbor Cocoa").await.contains(&(HitKind::Customer, "Harbor Cocoa".into())));
        assert!(hits(&user, "Kakao Kontor").await.is_empty());
        assert!(hits(&user, "O-2026-0098").await.is_empty());
        assert!(hits(&user, "O-2026-0117").await.contains(&(HitKind::Order, "O-2026-0117".into())));
        let manager = app.as_account(Account::Manager).await;
        assert!(hits(&manager, "Kakao Kontor").await.is_empty());
        assert!(!hits(&manager, "Lakeshore").await.is_empty());
        app.as_account(Account::Hamburg).await.get("/api/search?q=IXC").await.problem(403);
        app.nobody().get("/api/search?q=IXC").await.problem(401);
    }

    async fn odd_questions_get_plain_answers(app) {
        let admin = app.as_account(Account::Admin).await;
        for query in ["%", "_", "'", "\"", "*", "a*b", "AND", "NEAR(a b)", "-", "--", "\\", "IXC OR 1=1", "😀", "a:b", "^x", "(", "{}", "x' OR '1'='1"] {
            let found = hits(&admin, query).await;
            assert!(found.len() <= 20, "{query}");
        }
        assert!(hits(&admin, "%%").await.is_empty(), "a wildcard is a letter");
        assert_eq!(hits(&admin, "IXC").await.len(), 20, "at most twenty");
        let long = "x".repeat(5000);
        admin.get(&format!("/api/search?q={long}")).await.wrong_fields(&["q"]);
        admin.get("/api/search").await.wrong_fields(&["q"]);
        admin.get("/api/search?q=a&extra=1").await.wrong_fields(&["extra"]);
    }
}
