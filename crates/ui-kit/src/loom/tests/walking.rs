//! What is lit, where the arrow keys lead, and how words are shortened.

use super::super::keys::{Step, step};
use super::super::*;
use super::{check, columns, draw, example, node};

#[test]
fn the_lit_way_goes_both_ways_and_no_further() {
    let picture = example();
    let lit = Lit::around(&picture, &[1]);
    let keys: Vec<&str> = picture
        .nodes
        .iter()
        .enumerate()
        .filter(|(i, _)| lit.node(*i))
        .map(|(_, n)| n.key.as_str())
        .collect();
    assert_eq!(
        keys,
        [
            "farm:1",
            "batch:1",
            "product:1",
            "product:2",
            "order:1",
            "order:2",
            "customer:1"
        ]
    );
    assert!(lit.link(&picture, 11) && !lit.link(&picture, 10));
    assert!(lit.loose(&picture, 5, 0) && !lit.loose(&picture, 7, 0));
    let order = Lit::around(&picture, &[10]);
    assert!(order.node(6) && order.node(0) && !order.node(5));
    assert!(
        !order.loose(&picture, 6, 0),
        "what its lot still has in store is not on the order's way"
    );
    assert!(
        !order.link(&picture, 11),
        "another order's lot to the same shop"
    );
    // Rework goes round: no endless walk.
    let ring = Picture {
        columns: columns(1),
        nodes: vec![node("a", 0, 1), node("b", 0, 1)],
        links: vec![
            Link {
                from: 0,
                to: 1,
                ..Link::default()
            },
            Link {
                from: 1,
                to: 0,
                ..Link::default()
            },
        ],
    };
    assert!(Lit::around(&ring, &[0]).node(1));
    let arcs = draw(&ring, 400.0, 300.0);
    assert!(
        arcs.bundles.is_empty(),
        "links without cartons that are not broken lines are not drawn"
    );
}

#[test]
fn arrow_keys_reach_everything() {
    let drawing = draw(&example(), 960.0, 622.0);
    let at = |key: &str| drawing.nodes.iter().position(|n| n.key == key).expect(key);
    assert_eq!(
        step(&drawing, at("farm:1"), Step::Right),
        at("batch:1"),
        "along the thickest bundle"
    );
    assert_eq!(step(&drawing, at("batch:1"), Step::Right), at("product:1"));
    assert_eq!(step(&drawing, at("batch:1"), Step::Left), at("farm:1"));
    assert_eq!(step(&drawing, at("batch:1"), Step::Up), at("batch:1"));
    assert_eq!(step(&drawing, at("batch:1"), Step::Last), at("batch:4"));
    assert_eq!(
        step(&drawing, at("customer:1"), Step::Right),
        at("customer:1")
    );
    let mut seen = std::collections::BTreeSet::from([0]);
    let mut todo = vec![0];
    while let Some(from) = todo.pop() {
        for way in [Step::Up, Step::Down, Step::Left, Step::Right] {
            let next = step(&drawing, from, way);
            if seen.insert(next) {
                todo.push(next);
            }
        }
    }
    assert_eq!(seen.len(), drawing.nodes.len());
}

#[test]
fn codes_are_never_cut() {
    let mut picture = example();
    for node in &mut picture.nodes {
        node.code = matches!(node.column, 1 | 3);
        node.label = match node.column {
            1 => "IXC-26-0014".into(),
            3 => "O-2026-0098".into(),
            _ => "Finca Las Ceibas de Cahabón".into(),
        };
        node.sub = "160".into();
    }
    for width in (300..1200).step_by(20) {
        for node in draw(&picture, f64::from(width), 600.0).nodes {
            assert!(
                node.label != "…" && (!matches!(node.column, 1 | 3) || !node.label.contains('…')),
                "{}",
                node.label
            );
        }
    }
}

#[test]
fn words_are_shortened_to_their_column() {
    assert_eq!(text::fit("Lanquín 70%", 13.0, 200.0), "Lanquín 70%");
    let cut = text::fit("Lanquín 70% with nibs and sea salt 60 g", 13.0, 100.0);
    assert!(cut.ends_with('…') && text::width(&cut, 13.0) <= 100.0);
    assert_eq!(text::width("カカオ", 13.0), 39.0);
    let two = |s: &str| text::wrap(s, 13.0, 110.0);
    assert_eq!(
        two("Lanquín 70% with nibs"),
        ("Lanquín 70%".into(), "with nibs".into())
    );
    assert_eq!(two("Lanquín 70%"), ("Lanquín 70%".into(), String::new()));
    let (first, second) = two("Schokoladenmanufakturen 70%");
    assert!(
        first.ends_with('…') && second.is_empty(),
        "no space to break at"
    );
}

#[test]
fn nothing_is_a_picture_too() {
    let drawing = draw(&Picture::default(), 320.0, 400.0);
    assert!(drawing.nodes.is_empty() && drawing.width == 320.0);
    let columns = Picture {
        columns: columns(5),
        nodes: vec![node("farm:1", 0, 0)],
        links: vec![],
    };
    check(&columns, &draw(&columns, 320.0, 400.0));
}
