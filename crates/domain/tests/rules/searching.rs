//! Search: codes and names, the best first, nothing out of reach.

use contract::search::{HitKind, SearchHit};
use domain::{Scope, search};

use crate::support::{World, fields};

on_both![
    codes_come_first,
    names_are_found,
    reach_holds,
    odd_texts_do_no_harm
];

async fn find(scope: &Scope, text: &str) -> Vec<SearchHit> {
    let found = search::find(scope, text).await.expect("found").results;
    assert!(found.len() <= 20);
    found
}

async fn codes_come_first(world: &World) {
    let admin = world.admin();
    for (text, kind) in [
        ("IXC-26-001", HitKind::Batch),
        ("ixc-26-001", HitKind::Batch),
        (" O-2026-0042 ", HitKind::Order),
        ("SH-2026-0088", HitKind::Shipment),
        ("WO-2026-0031", HitKind::WorkOrder),
        ("CUS-2002", HitKind::Customer),
    ] {
        let found = find(&admin, text).await;
        assert_eq!(found[0].kind, kind, "{text}: {found:?}");
        let same = found
            .iter()
            .filter(|hit| hit.kind == kind && hit.id == found[0].id);
        assert_eq!(same.count(), 1, "each once");
    }
    let found = find(&admin, "IXC-26-00").await;
    assert!(
        found.iter().all(|hit| hit.code.starts_with("IXC-26-00")),
        "{found:?}"
    );
    let hit = &find(&admin, "IXC-26-001").await[0];
    assert_eq!(hit.subtitle.as_deref(), Some("Finca Tz'unun"));
}

async fn names_are_found(world: &World) {
    let admin = world.admin();
    for (text, kind) in [
        ("cedar", HitKind::Customer),
        ("seattle", HitKind::Customer),
        ("tz'unun", HitKind::Farm),
        ("nibs", HitKind::Product),
        ("CE-24992", HitKind::Order),
    ] {
        let found = find(&admin, text).await;
        assert!(
            found.iter().any(|hit| hit.kind == kind),
            "{text}: {found:?}"
        );
    }
    assert!(!find(&admin, "a").await.is_empty());
}

async fn reach_holds(world: &World) {
    let own = find(&world.user(), "O-2026").await;
    assert!(!own.is_empty());
    for hit in &own {
        let sql = format!(
            "SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id
             WHERE o.id = {} AND c.owner_user_id = 3",
            hit.id
        );
        assert_eq!(world.count(&sql).await, 1, "{hit:?}");
    }
    // The second maker's rows repeat the first one's codes.
    for text in ["IXC-26-001", "O-2026-0042", "SH-2026-0088", "WO-2026-0031"] {
        let theirs = &find(&world.stranger(), text).await[0];
        let ours = &find(&world.admin(), text).await[0];
        assert_ne!(theirs.id, ours.id, "{text}");
    }
    assert!(find(&world.stranger(), "Cedar").await.is_empty());
}

async fn odd_texts_do_no_harm(world: &World) {
    let admin = world.admin();
    for text in [
        "%",
        "_",
        "\\",
        "'",
        "\"; --",
        "$1",
        "{}",
        "日本",
        "\u{202e}x",
    ] {
        find(&admin, text).await;
    }
    assert!(find(&admin, "%%%").await.is_empty());
    for text in ["", "  ", "\0", &"x".repeat(101)] {
        assert_eq!(fields(search::find(&admin, text).await), ["q"]);
    }
}
