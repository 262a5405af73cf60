//! The order as a weaving picture: farm → batch → bar → shipment → shop, counted in cartons. What is not sent yet stays
//! a loose end at its bar; a bar without a lot stands alone.

use contract::ShipmentStatus;
use contract::portal::{PortalLine, PortalOrder};
use ui_kit::loom::{Column, Link, LinkStyle, Loose, Node, Picture};
use ui_kit::sorting::sort;

use super::facts::{Whereabouts, has_left};

pub const FARM: usize = 0;
pub const BATCH: usize = 1;
pub const BAR: usize = 2;
pub const SHIPMENT: usize = 3;
pub const SHOP: usize = 4;

/// The words of a picture: the five headings, the shop, and a sentence for every kind of node.
pub struct Names<'a> {
    pub headings: [&'a str; 5],
    pub shop: String,
    /// "180 cartons"
    pub cartons: &'a dyn Fn(i64) -> String,
    /// Under a bar: "60 in production".
    pub bar: &'a dyn Fn(&PortalLine) -> String,
    /// Under a bar without a lot: "40, no batch yet".
    pub bar_open: &'a dyn Fn(&PortalLine) -> String,
    /// Under a shipment: "80 delivered".
    pub shipment: &'a dyn Fn(ShipmentStatus, i64) -> String,
    /// Under the shop: "80 of 280 here".
    pub here: &'a dyn Fn(i64, i64) -> String,
}

struct Builder {
    nodes: Vec<Node>,
    links: Vec<Link>,
}

impl Builder {
    fn node(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn link(&mut self, from: usize, to: usize, cartons: i64, style: LinkStyle) {
        if cartons > 0 {
            self.links.push(Link {
                from,
                to,
                cartons,
                style,
                ..Link::default()
            });
        }
    }
}

fn ordered(line: &PortalLine) -> i64 {
    i64::from(line.qty_ordered).max(0)
}

/// A bar's name without its weight: the picture has little room, and the list below has it all.
fn short(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let weighs = |words: &[&str]| {
        words.len() > 2
            && matches!(words[words.len() - 1], "g" | "kg" | "oz")
            && words[words.len() - 2]
                .chars()
                .all(|c| c.is_ascii_digit() || c == '.')
    };
    if weighs(&words) {
        words.truncate(words.len() - 2);
    }
    words.join(" ")
}

/// None where there is nothing to follow: no lot chosen and nothing sent.
pub fn picture(order: &PortalOrder, names: &Names<'_>) -> Option<Picture> {
    let any_lot = order
        .line_items
        .iter()
        .any(|line| line.provenance.is_some());
    if !any_lot && !order.shipments.iter().any(has_left) {
        return None;
    }
    let order = &untangled(order);
    let mut to = Builder {
        nodes: Vec::new(),
        links: Vec::new(),
    };
    let bars = bars(order, names, &mut to);
    origins(order, names, &bars, &mut to);
    let sent = sent(order, names, &bars, &mut to);
    for ((line, bar), sent) in order.line_items.iter().zip(&bars).zip(sent) {
        let rest = ordered(line) - sent;
        if rest > 0 && line.provenance.is_some() {
            to.nodes[*bar].loose.push(Loose {
                cartons: rest,
                tag: None,
            });
        }
    }
    let columns = names
        .headings
        .iter()
        .map(|heading| Column {
            heading: (*heading).to_owned(),
        })
        .collect();
    Some(Picture {
        columns,
        nodes: to.nodes,
        links: to.links,
    })
}

/// Puts things in the order of their keys. One sort for every type: each of its own would weigh 4 KB.
pub fn put_in_order<T>(things: Vec<T>, key: impl Fn(&T) -> [i64; 6]) -> Vec<T> {
    let keys: Vec<[i64; 6]> = things.iter().map(key).collect();
    let mut places: Vec<usize> = (0..things.len()).collect();
    sort(&mut places, &|a, b| keys[a] < keys[b]);
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    places
        .into_iter()
        .filter_map(|at| things[at].take())
        .collect()
}

/// The lines in an order that keeps the picture calm: by farm and by lot, and what is still with us above what was
/// sent, so that no loose end lies under a bundle.
fn untangled(order: &PortalOrder) -> PortalOrder {
    let sent = |id: i64| -> i64 {
        let left = order.shipments.iter().filter(|shipment| has_left(shipment));
        left.flat_map(|shipment| &shipment.items)
            .filter(|item| item.order_item_id == id)
            .map(|item| i64::from(item.quantity))
            .sum()
    };
    // Thousandths of a group's cartons that were sent.
    let share = |pick: &dyn Fn(&PortalLine) -> bool| -> i64 {
        let (all, gone) = order
            .line_items
            .iter()
            .filter(|line| pick(line))
            .fold((0, 0), |(all, gone), line| {
                (all + ordered(line), gone + sent(line.id))
            });
        if all > 0 { gone * 1000 / all } else { 0 }
    };
    let farm = |line: &PortalLine| line.provenance.as_ref().map_or(0, |from| from.farm_id);
    let batch = |line: &PortalLine| line.provenance.as_ref().map_or(0, |from| from.batch_id);
    let line_items = put_in_order(order.line_items.clone(), |line| {
        let (farm_id, batch_id) = (farm(line), batch(line));
        let by_farm = share(&|other| farm(other) == farm_id);
        let by_batch = share(&|other| batch(other) == batch_id);
        let by_line = share(&|other| other.id == line.id);
        [
            i64::from(line.provenance.is_none()),
            by_farm,
            farm_id,
            by_batch,
            batch_id,
            by_line,
        ]
    });
    let place = |id: i64| line_items.iter().position(|line| line.id == id);
    let shipments = put_in_order(order.shipments.clone(), |shipment| {
        let first = shipment
            .items
            .iter()
            .filter_map(|item| place(item.order_item_id))
            .min();
        [
            first.map_or(i64::MAX, |at| at as i64),
            0,
            0,
            0,
            0,
            shipment.id,
        ]
    });
    PortalOrder {
        line_items,
        shipments,
        ..order.clone()
    }
}

fn bars(order: &PortalOrder, names: &Names<'_>, to: &mut Builder) -> Vec<usize> {
    order
        .line_items
        .iter()
        .map(|line| {
            let open = line.provenance.is_none();
            let sub = if open {
                (names.bar_open)(line)
            } else {
                (names.bar)(line)
            };
            to.node(Node {
                key: format!("line:{}", line.id),
                column: BAR,
                label: short(&line.product_name),
                name: format!("{}, {sub}", line.product_name),
                sub,
                cartons: ordered(line),
                empty: open,
                ..Node::default()
            })
        })
        .collect()
}

/// A node by its key, made when first met.
fn known(to: &mut Builder, key: String, make: impl FnOnce(String) -> Node) -> usize {
    match to.nodes.iter().position(|node| node.key == key) {
        Some(at) => at,
        None => to.node(make(key)),
    }
}

fn origins(order: &PortalOrder, names: &Names<'_>, bars: &[usize], to: &mut Builder) {
    for (line, bar) in order.line_items.iter().zip(bars) {
        let Some(from) = &line.provenance else {
            continue;
        };
        let cartons = ordered(line);
        let farm = known(to, format!("farm:{}", from.farm_id), |key| Node {
            key,
            column: FARM,
            label: from.farm_name.clone(),
            sub: from.region.clone(),
            mark: Some(from.farm_id),
            ..Node::default()
        });
        let batch = known(to, format!("batch:{}", from.batch_id), |key| Node {
            key,
            column: BATCH,
            label: from.batch_code.clone(),
            code: true,
            ..Node::default()
        });
        to.nodes[farm].cartons += cartons;
        to.nodes[batch].cartons += cartons;
        match to
            .links
            .iter_mut()
            .find(|link| link.from == farm && link.to == batch)
        {
            Some(link) => link.cartons += cartons,
            None => to.link(farm, batch, cartons, LinkStyle::Solid),
        }
        to.link(batch, *bar, cartons, LinkStyle::Solid);
    }
    for node in &mut to.nodes {
        let cartons = (names.cartons)(node.cartons);
        match node.column {
            FARM => node.name = format!("{}, {}, {cartons}", node.label, node.sub),
            BATCH => {
                node.name = format!("{} {}, {cartons}", names.headings[BATCH], node.label);
                node.sub = cartons;
            }
            _ => {}
        }
    }
}

/// Shipments and the shop; gives back how many cartons of each line have left, by the lines' order.
fn sent(order: &PortalOrder, names: &Names<'_>, bars: &[usize], to: &mut Builder) -> Vec<i64> {
    let mut sent = vec![0; order.line_items.len()];
    let places = Whereabouts::of(order);
    let here = (names.here)(places.here, order.total_items);
    let shop = to.node(Node {
        key: "shop".to_owned(),
        column: SHOP,
        label: names.shop.clone(),
        name: format!("{}, {here}", names.shop),
        sub: here,
        cartons: places.here + places.on_the_way,
        dest: true,
        ..Node::default()
    });
    for shipment in order.shipments.iter().filter(|shipment| has_left(shipment)) {
        let cartons: i64 = shipment
            .items
            .iter()
            .map(|item| i64::from(item.quantity))
            .sum();
        let sub = (names.shipment)(shipment.status, cartons);
        let node = to.node(Node {
            key: format!("shipment:{}", shipment.id),
            column: SHIPMENT,
            label: shipment.shipment_number.clone(),
            name: format!(
                "{} {}, {sub}",
                names.headings[SHIPMENT], shipment.shipment_number
            ),
            sub,
            cartons,
            code: true,
            ..Node::default()
        });
        for item in &shipment.items {
            let quantity = i64::from(item.quantity);
            if let Some(at) = order
                .line_items
                .iter()
                .position(|line| line.id == item.order_item_id)
            {
                to.link(bars[at], node, quantity, LinkStyle::Solid);
                sent[at] += quantity;
            }
        }
        let style = if shipment.status == ShipmentStatus::Delivered {
            LinkStyle::Solid
        } else {
            LinkStyle::Transit
        };
        to.link(node, shop, cartons, style);
    }
    sent
}

#[cfg(test)]
mod tests {
    use contract::OrderStatus;

    use super::super::facts::tests::{line, order, shipment};
    use super::*;

    fn draw(order: &PortalOrder) -> Option<Picture> {
        picture(
            order,
            &Names {
                headings: ["Farm", "Batch", "Bar", "Shipment", "Your shop"],
                shop: "Harbor Cocoa".into(),
                cartons: &|n| format!("{n} cartons"),
                bar: &|line| format!("{} cartons", line.qty_ordered),
                bar_open: &|line| format!("{}, no batch yet", line.qty_ordered),
                shipment: &|status, n| format!("{n} {status}"),
                here: &|here, all| format!("{here} of {all} here"),
            },
        )
    }

    #[test]
    fn every_carton_is_drawn_once() {
        let mut order = order(OrderStatus::InProduction);
        order.line_items.push(line(3, 40, false));
        order.shipments = vec![
            shipment(7, ShipmentStatus::Delivered, 50, None),
            shipment(8, ShipmentStatus::InTransit, 20, None),
            shipment(9, ShipmentStatus::Pending, 10, None),
        ];
        let picture = draw(&order).unwrap();
        let out = |column: usize| -> i64 {
            let from = |link: &&Link| picture.nodes[link.from].column == column;
            picture.links.iter().filter(from).map(Link::width).sum()
        };
        let loose: i64 = picture
            .nodes
            .iter()
            .flat_map(|node| &node.loose)
            .map(|loose| loose.cartons)
            .sum();
        assert_eq!(out(FARM), 280);
        assert_eq!(out(BATCH), 280);
        assert_eq!(out(BAR) + loose, 280);
        assert_eq!(out(SHIPMENT), 70);
        let shop = picture
            .nodes
            .iter()
            .find(|node| node.key == "shop")
            .unwrap();
        assert_eq!((shop.cartons, shop.sub.as_str()), (70, "50 of 280 here"));
        // The parcel that is still being packed is not in the picture; the bar without a lot is, alone.
        assert!(!picture.nodes.iter().any(|node| node.key == "shipment:9"));
        let open: Vec<_> = picture.nodes.iter().filter(|node| node.empty).collect();
        assert_eq!(open.len(), 1);
        assert!(open[0].loose.is_empty());
    }

    #[test]
    fn one_farm_is_one_node() {
        let picture = draw(&order(OrderStatus::Pending)).unwrap();
        let count = |column| {
            picture
                .nodes
                .iter()
                .filter(|node| node.column == column)
                .count()
        };
        assert_eq!(
            (
                count(FARM),
                count(BATCH),
                count(BAR),
                count(SHIPMENT),
                count(SHOP)
            ),
            (1, 1, 2, 0, 1)
        );
    }

    #[test]
    fn an_order_without_lots_has_no_picture() {
        let mut order = order(OrderStatus::Pending);
        for line in &mut order.line_items {
            line.provenance = None;
        }
        assert!(draw(&order).is_none());
    }

    #[test]
    fn a_bar_is_named_without_its_weight() {
        assert_eq!(short("Lanquín 70% 60 g"), "Lanquín 70%");
        assert_eq!(short("Lanquín 70% with nibs 60 g"), "Lanquín 70% with nibs");
        assert_eq!(short("Couverture 2.5 kg"), "Couverture");
        assert_eq!(short("Plan g"), "Plan g");
        assert_eq!(short("60 g"), "60 g");
    }
}
