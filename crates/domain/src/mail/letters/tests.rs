//! Every template in every language: renders, holds what it must, lets nothing through unescaped.

use chrono::{TimeZone, Utc};

use super::*;

const LOCALES: [&str; 4] = ["en", "de", "es", "ja"];
fn places() -> Places {
    Places {
        portal: "https://portal.example".into(),
        admin: "https://portal.example/admin/".into(),
    }
}

fn contents(name: &str) -> Vec<Content> {
    let at = Utc
        .with_ymd_and_hms(2026, 11, 24, 13, 5, 0)
        .single()
        .expect("a moment");
    vec![
        Content::PortalAccess {
            name: name.into(),
            password: "k7mpq-x3hdw-9tnre-v4ycb".into(),
        },
        Content::PasswordReset {
            name: name.into(),
            password: "k7mpq-x3hdw-9tnre-v4ycb".into(),
        },
        Content::StaffAccess {
            name: name.into(),
            password: "k7mpq-x3hdw-9tnre-v4ycb".into(),
        },
        Content::StaffPasswordReset {
            name: name.into(),
            password: "k7mpq-x3hdw-9tnre-v4ycb".into(),
        },
        Content::MagicLink {
            name: name.into(),
            token: "t0ken-_x".into(),
        },
        Content::PasswordChanged {
            name: name.into(),
            at,
        },
    ]
}

/// What the reader cannot do without.
fn wanted(content: &Content) -> Vec<&'static str> {
    match content {
        Content::PortalAccess { .. } | Content::PasswordReset { .. } => vec![
            "k7mpq-x3hdw-9tnre-v4ycb",
            "https://portal.example/portal/customer",
            "sepp@isar.example",
        ],
        Content::StaffAccess { .. } | Content::StaffPasswordReset { .. } => vec![
            "k7mpq-x3hdw-9tnre-v4ycb",
            "https://portal.example/admin/",
            "sepp@isar.example",
        ],
        Content::MagicLink { .. } => {
            vec!["https://portal.example/portal/customer/link#t0ken-_x", "15"]
        }
        Content::PasswordChanged { .. } => vec!["sepp@isar.example", "2026-11-24 13:05 UTC"],
    }
}

fn brand(name: &str) -> Brand {
    Brand {
        name: name.into(),
        color: "#005b63".into(),
        slug: None,
    }
}

fn all(name: &str, brand: &Brand) -> Vec<(&'static str, Content, Written)> {
    let mut found = Vec::new();
    for locale in LOCALES {
        for content in contents(name) {
            let written = write(&content, locale, brand, "sepp@isar.example", &places());
            found.push((locale, content, written));
        }
    }
    found
}

#[test]
fn every_template_says_what_it_must_in_every_language() {
    let written = all("Sepp Obermüller", &brand("Cacao Ixchel"));
    assert_eq!(written.len(), 24);
    for (locale, content, letter) in &written {
        assert!(letter.subject.contains("Cacao Ixchel"), "{locale}");
        assert!(!letter.subject.contains(['\r', '\n']));
        for wanted in wanted(content) {
            assert!(letter.text.contains(wanted), "{locale}: {}", letter.text);
            assert!(letter.html.contains(wanted), "{locale}: {}", letter.html);
        }
        for side in [&letter.text, &letter.html] {
            assert!(side.contains("Sepp Obermüller"), "{locale}");
            assert!(!side.contains(['{', '}']), "{locale}: {side}");
        }
        assert!(letter.html.contains(&format!("lang=\"{locale}\"")));
        assert!(letter.html.contains("#005b63"), "the maker's colour");
    }
    let subjects: std::collections::HashSet<_> = written
        .iter()
        .map(|(_, _, letter)| &letter.subject)
        .collect();
    assert_eq!(subjects.len(), 24, "no language repeats another");
}

#[test]
fn nothing_is_fetched_and_nobody_is_watched() {
    for (_, _, letter) in all("Sepp", &brand("Cacao Ixchel")) {
        for forbidden in [
            "<img", "src=", "url(", "<script", "<link", "@import", "<style",
        ] {
            assert!(!letter.html.contains(forbidden), "{forbidden}");
        }
        // The only addresses are the portal's own.
        for part in letter.html.split("http").skip(1) {
            assert!(part.starts_with("s://portal.example/"), "{part}");
        }
    }
}

#[test]
fn what_people_wrote_is_escaped_in_html() {
    let hostile = "<b>\"O'Neil\" & <script>alert(1)</script>";
    let mut maker = brand(hostile);
    maker.color = "#fff\"><script>".into();
    for (locale, _, letter) in all(hostile, &maker) {
        for raw in ["<b>", "<script", "\"O'Neil\"", "& <"] {
            assert!(!letter.html.contains(raw), "{locale}: {raw}");
        }
        assert!(
            letter
                .html
                .contains("&lt;b&gt;&quot;O&#39;Neil&quot; &amp;")
        );
        assert!(letter.text.contains(hostile), "text stays text");
    }
}

#[test]
fn another_maker_is_named_in_its_addresses() {
    let mut maker = brand("Otra Tierra");
    maker.slug = Some("otra-tierra".into());
    for (_, content, letter) in all("Ana", &maker) {
        let wanted = match content {
            Content::MagicLink { .. } => {
                "https://portal.example/portal/customer/link?organization=otra-tierra#t0ken-_x"
            }
            Content::PasswordChanged { .. }
            | Content::StaffAccess { .. }
            | Content::StaffPasswordReset { .. } => continue,
            _ => "https://portal.example/portal/customer?organization=otra-tierra",
        };
        assert!(letter.text.contains(wanted), "{}", letter.text);
    }
}
