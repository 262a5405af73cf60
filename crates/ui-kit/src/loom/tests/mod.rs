//! The geometry's promises, on the design's own example, on a batch that reached a thousand orders and on random
//! pictures from a fixed seed.

use super::fold::FOLD_OVER;
use super::layout::{BundleKind, Drawing, Frame, layout};
use super::*;

mod walking;

const NO_MORE: &dyn Fn(usize, usize, i64) -> (String, String, String) = &|_, n, cartons| {
    (
        format!("{n} more"),
        format!("{cartons} cartons"),
        format!("{n} more"),
    )
};

fn draw(picture: &Picture, width: f64, height: f64) -> Drawing {
    layout(
        picture,
        &Frame {
            width,
            height,
            shown: &|_| FOLD_KEEP,
            more: NO_MORE,
        },
    )
}

fn node(key: &str, column: usize, cartons: i64) -> Node {
    Node {
        key: key.into(),
        column,
        label: key.into(),
        name: key.into(),
        cartons,
        ..Node::default()
    }
}

fn columns(n: usize) -> Vec<Column> {
    (0..n)
        .map(|i| Column {
            heading: format!("column {i}"),
        })
        .collect()
}

/// Farm → three batches (one without products) → three products → orders → shops.
fn example() -> Picture {
    let mut nodes = vec![
        node("farm:1", 0, 1500),
        node("batch:1", 1, 840),
        node("batch:2", 1, 500),
        node("batch:3", 1, 160),
        Node {
            empty: true,
            ..node("batch:4", 1, 0)
        },
        Node {
            loose: vec![Loose {
                cartons: 52,
                tag: None,
            }],
            ..node("product:1", 2, 640)
        },
        Node {
            loose: vec![Loose {
                cartons: 16,
                tag: None,
            }],
            ..node("product:2", 2, 200)
        },
        Node {
            loose: vec![Loose {
                cartons: 190,
                tag: None,
            }],
            ..node("product:3", 2, 500)
        },
        Node {
            loose: vec![Loose {
                cartons: 160,
                tag: None,
            }],
            ..node("product:4", 2, 160)
        },
        Node {
            shape: Shape::Row,
            loose: vec![Loose {
                cartons: 60,
                tag: Some(5),
            }],
            ..node("order:1", 3, 588)
        },
        Node {
            shape: Shape::Row,
            ..node("order:2", 3, 184)
        },
        Node {
            shape: Shape::Row,
            ..node("order:3", 3, 310)
        },
    ];
    nodes.push(node("customer:1", 4, 772));
    nodes.push(node("customer:2", 4, 310));
    let link = |from, to, cartons| Link {
        from,
        to,
        cartons,
        ..Link::default()
    };
    let links = vec![
        link(0, 1, 840),
        link(0, 2, 500),
        link(0, 3, 160),
        Link {
            style: LinkStyle::Dash,
            ..link(0, 4, 0)
        },
        link(1, 5, 640),
        link(1, 6, 200),
        link(2, 7, 500),
        link(3, 8, 160),
        link(5, 9, 588),
        link(6, 10, 184),
        link(7, 11, 310),
        Link {
            tag: Some(5),
            ..link(9, 12, 500)
        },
        Link {
            tag: Some(5),
            style: LinkStyle::Transit,
            ..link(9, 12, 28)
        },
        link(10, 12, 184),
        link(11, 13, 310),
    ];
    Picture {
        columns: columns(5),
        nodes,
        links,
    }
}

/// One batch, four products, `orders` orders, a shop for every three.
fn wide(orders: usize) -> Picture {
    let mut nodes = vec![node("farm:1", 0, 0), node("batch:1", 1, 0)];
    let mut links = vec![Link {
        from: 0,
        to: 1,
        ..Link::default()
    }];
    for p in 0..4 {
        nodes.push(node(&format!("product:{p}"), 2, 0));
        links.push(Link {
            from: 1,
            to: 2 + p,
            ..Link::default()
        });
    }
    let shops = orders.div_ceil(3);
    for s in 0..shops {
        nodes.push(node(&format!("customer:{s}"), 4, 0));
    }
    for o in 0..orders {
        let (at, cartons, product) = (nodes.len(), 4 + (o as i64 * 37) % 90, 2 + o % 4);
        nodes.push(Node {
            shape: Shape::Row,
            ..node(&format!("order:{o}"), 3, cartons)
        });
        for i in [0, 1, product, 6 + o % shops] {
            nodes[i].cartons += cartons;
        }
        links[0].cartons += cartons;
        links[product - 1].cartons += cartons;
        links.push(Link {
            from: product,
            to: at,
            cartons,
            ..Link::default()
        });
        links.push(Link {
            from: at,
            to: 6 + o % shops,
            cartons,
            tag: Some(product),
            ..Link::default()
        });
    }
    Picture {
        columns: columns(5),
        nodes,
        links,
    }
}

/// A small generator of its own (xorshift), so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

fn random(seed: u64) -> Picture {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1));
    let layers = 2 + dice.roll(4);
    let mut nodes = Vec::new();
    for column in 0..layers {
        for i in 0..dice.roll(60) {
            let mut own = node(&format!("{column}:{i}"), column, dice.roll(900) as i64);
            own.empty = dice.roll(9) == 0;
            own.shape = if dice.roll(2) == 0 {
                Shape::Row
            } else {
                Shape::Stack
            };
            if dice.roll(4) == 0 {
                own.loose = vec![Loose {
                    cartons: dice.roll(200) as i64 - 20,
                    tag: None,
                }];
            }
            nodes.push(own);
        }
    }
    let mut links = Vec::new();
    if !nodes.is_empty() {
        for _ in 0..dice.roll(200) {
            let style = [LinkStyle::Solid, LinkStyle::Transit, LinkStyle::Dash][dice.roll(3)];
            let (from, to) = (dice.roll(nodes.len()), dice.roll(nodes.len()));
            links.push(Link {
                from,
                to,
                cartons: dice.roll(400) as i64 - 10,
                style,
                ..Link::default()
            });
        }
    }
    Picture {
        columns: columns(layers),
        nodes,
        links,
    }
}

/// What holds for every drawing.
fn check(picture: &Picture, drawing: &Drawing) {
    for (k, a) in drawing.nodes.iter().enumerate() {
        assert!(
            a.x >= 0.0 && a.x + a.width <= drawing.width + 0.01,
            "{} leaves the picture sideways",
            a.key
        );
        assert!(
            a.y >= 20.0 && a.y + a.height <= drawing.height + 0.01,
            "{} leaves the picture",
            a.key
        );
        assert!(
            a.height >= 30.0 - 0.01,
            "{} is too low for its words",
            a.key
        );
        for b in &drawing.nodes[k + 1..] {
            let apart = a.y + a.height <= b.y + 0.01 || b.y + b.height <= a.y + 0.01;
            assert!(
                a.column != b.column || apart,
                "{} overlaps {}",
                a.key,
                b.key
            );
        }
    }
    for pair in drawing.columns.windows(2) {
        assert!(
            pair[0].x + pair[0].width + 35.0 <= pair[1].x,
            "columns stand too close"
        );
    }
    let mut right = vec![Vec::new(); drawing.nodes.len()];
    let mut left = vec![Vec::new(); drawing.nodes.len()];
    for bundle in &drawing.bundles {
        assert!(
            (bundle.thickness - bundle.cartons as f64 * drawing.scale).abs() < 1e-6,
            "width is not by cartons"
        );
        assert!(!bundle.strands.contains("NaN") && !bundle.strands.contains("inf"));
        if bundle.kind == BundleKind::Dash {
            continue;
        }
        right[bundle.from].push((bundle.y0, bundle.thickness));
        if let Some(to) = bundle.to {
            left[to].push((bundle.y1, bundle.thickness));
        }
        if !drawing.ribbons_only {
            let count = bundle.strands.matches('M').count() as f64;
            assert!(count >= 1.0, "a bundle without a strand");
            assert!(
                (count - bundle.cartons as f64 / drawing.per_strand as f64).abs() <= 1.0,
                "strands are not by cartons"
            );
        }
    }
    for (side, name) in [(&mut right, "right"), (&mut left, "left")] {
        for (node, ports) in drawing.nodes.iter().zip(side.iter_mut()) {
            ports.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut y = node.y;
            for (top, thickness) in ports.iter() {
                assert!(
                    *top >= y - 0.01,
                    "bundles lie on each other at the {name} of {}",
                    node.key
                );
                y = top + thickness;
            }
            assert!(
                y <= node.y + node.height + 0.01,
                "bundles leave the reed at the {name} of {}",
                node.key
            );
        }
    }
    let cartons: i64 = drawing
        .bundles
        .iter()
        .filter(|b| b.kind == BundleKind::Strands)
        .map(|b| b.cartons)
        .sum();
    let forward = |l: &&Link| picture.nodes[l.to].column > picture.nodes[l.from].column;
    assert_eq!(
        cartons,
        picture
            .links
            .iter()
            .filter(forward)
            .map(Link::width)
            .sum::<i64>(),
        "cartons got lost"
    );
}

#[test]
fn the_example_is_drawn_to_scale() {
    let picture = example();
    let drawing = draw(&picture, 960.0, 622.0);
    check(&picture, &drawing);
    assert_eq!(drawing.width, 960.0);
    assert!(drawing.height <= 623.0);
    let pitch = drawing.per_strand as f64 * drawing.scale;
    assert!((2.5..=4.0).contains(&pitch), "strands {pitch} px apart");
    let height = |key: &str| {
        drawing
            .nodes
            .iter()
            .find(|n| n.key == key)
            .map(|n| n.height)
            .unwrap_or_default()
    };
    assert!((height("batch:1") - 8.0) / (height("batch:2") - 8.0) - 840.0 / 500.0 < 0.01);
    assert!(
        drawing
            .nodes
            .iter()
            .filter(|n| n.column == 1)
            .all(|n| n.empty || n.y < drawing.nodes[4].y),
        "empty stays below"
    );
    assert_eq!(drawing.bundles.iter().filter(|b| b.transit).count(), 1);
    assert_eq!(
        drawing
            .bundles
            .iter()
            .filter(|b| b.kind == BundleKind::Loose)
            .count(),
        5
    );
}

#[test]
fn it_is_the_same_every_time() {
    assert_eq!(
        draw(&wide(300), 1100.0, 620.0),
        draw(&wide(300), 1100.0, 620.0)
    );
    for seed in 0..20 {
        assert_eq!(
            draw(&random(seed), 900.0, 500.0),
            draw(&random(seed), 900.0, 500.0)
        );
    }
}

#[test]
fn random_pictures_keep_the_promises() {
    for seed in 0..400 {
        let picture = random(seed);
        // Folding hides links between two hidden nodes of one column; those lead back or sideways anyway.
        check(
            &picture,
            &draw(
                &picture,
                300.0 + (seed % 9) as f64 * 200.0,
                300.0 + (seed % 5) as f64 * 150.0,
            ),
        );
    }
}

#[test]
fn a_thousand_orders_fold_and_open() {
    let picture = wide(1000);
    let drawing = draw(&picture, 1180.0, 620.0);
    check(&picture, &drawing);
    let orders: Vec<_> = drawing.nodes.iter().filter(|n| n.column == 3).collect();
    assert_eq!(orders.len(), FOLD_KEEP + 1);
    let more = orders.last().expect("the folded ones");
    assert!(more.more && more.members.len() == 970 && more.label == "970 more");
    assert!(
        drawing
            .bundles
            .iter()
            .map(|b| b.strands.len())
            .sum::<usize>()
            < 600_000,
        "too much to draw"
    );

    let open = layout(
        &picture,
        &Frame {
            width: 1180.0,
            height: 620.0,
            shown: &|_| usize::MAX,
            more: NO_MORE,
        },
    );
    check(&picture, &open);
    assert_eq!(open.nodes.iter().filter(|n| n.column == 3).count(), 1000);
    assert!(open.nodes.iter().all(|n| !n.more));
}

#[test]
fn what_is_pinned_stays_out_of_the_fold() {
    let mut picture = wide(FOLD_OVER + 60);
    let smallest = (0..picture.nodes.len())
        .filter(|i| picture.nodes[*i].column == 3)
        .min_by_key(|i| picture.nodes[*i].cartons)
        .expect("orders");
    picture.nodes[smallest].pinned = true;
    let drawing = draw(&picture, 1180.0, 620.0);
    assert!(drawing.nodes.iter().any(|n| n.members == [smallest]));
}

#[test]
fn a_link_over_several_columns_gets_room_in_between() {
    let picture = Picture {
        columns: columns(3),
        nodes: vec![
            node("farm", 0, 300),
            node("blend", 1, 200),
            node("bar", 2, 300),
        ],
        links: vec![
            Link {
                from: 0,
                to: 1,
                cartons: 200,
                ..Link::default()
            },
            Link {
                from: 1,
                to: 2,
                cartons: 200,
                ..Link::default()
            },
            Link {
                from: 0,
                to: 2,
                cartons: 100,
                note: "100".into(),
                ..Link::default()
            },
        ],
    };
    let drawing = draw(&picture, 700.0, 400.0);
    check(&picture, &drawing);
    let through = drawing
        .bundles
        .iter()
        .find(|b| b.cartons == 100)
        .expect("the long link");
    assert_eq!(
        through.strands.matches('C').count(),
        2 * through.strands.matches('M').count(),
        "two gaps, two curves each"
    );
    assert!(through.strands.contains('H'));
    assert!(through.note.is_some());
}

#[test]
fn untangling_removes_needless_crossings() {
    // Given upside down: a → z, b → y, c → x.
    let mut picture = Picture {
        columns: columns(2),
        ..Picture::default()
    };
    for key in ["a", "b", "c"] {
        picture.nodes.push(node(key, 0, 100));
    }
    for key in ["x", "y", "z"] {
        picture.nodes.push(node(key, 1, 100));
    }
    for (from, to) in [(0, 5), (1, 4), (2, 3)] {
        picture.links.push(Link {
            from,
            to,
            cartons: 100,
            ..Link::default()
        });
    }
    let drawing = draw(&picture, 600.0, 400.0);
    for bundle in &drawing.bundles {
        assert!(
            (bundle.y0 - bundle.y1).abs() < 0.01,
            "a straight line was possible"
        );
    }
}
