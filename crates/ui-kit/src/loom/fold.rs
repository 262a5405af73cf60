//! Keeps a long column readable: its largest nodes stay, the others become one "n more" that can be opened.

use std::collections::{BTreeMap, HashMap};

use super::model::{LinkStyle, Picture};
use crate::sorting::sort;

/// A column of more nodes than this is folded.
pub const FOLD_OVER: usize = 40;
/// So many of its nodes stay.
pub const FOLD_KEEP: usize = 30;

/// Cartons that go no further, and the loose ends of the picture they are: (node, index among its own).
pub(super) type LooseEnd = (i64, Vec<(usize, usize)>);

/// A node of the folded picture: one node of the picture, or all those a column hides.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Folded {
    pub column: usize,
    /// Indices in the picture; more than one only for "n more".
    pub members: Vec<usize>,
    pub more: bool,
    /// Cartons of all members.
    pub cartons: i64,
    /// One entry for each thread.
    pub loose: Vec<LooseEnd>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct FoldedLink {
    pub from: usize,
    pub to: usize,
    pub cartons: i64,
    pub style: LinkStyle,
    /// Indices of the picture's links in it.
    pub members: Vec<usize>,
}

/// `shown` says how many nodes of a column stay when it is folded; `usize::MAX` opens it wholly.
pub(super) fn fold(
    picture: &Picture,
    shown: &dyn Fn(usize) -> usize,
) -> (Vec<Folded>, Vec<FoldedLink>) {
    let mut nodes: Vec<Folded> = Vec::with_capacity(picture.nodes.len());
    let mut place = vec![usize::MAX; picture.nodes.len()];
    for column in 0..picture.columns.len() {
        let of_column: Vec<usize> = (0..picture.nodes.len())
            .filter(|i| picture.nodes[*i].column == column)
            .collect();
        let keep = shown(column).max(FOLD_KEEP);
        let hidden: Vec<usize> = if of_column.len() > FOLD_OVER && of_column.len() > keep {
            let mut by_size = of_column.clone();
            let key = |i: usize| (!picture.nodes[i].pinned, -picture.nodes[i].cartons);
            sort(&mut by_size, &|a, b| key(a) < key(b));
            let pinned = by_size.iter().filter(|i| picture.nodes[**i].pinned).count();
            let mut rest = by_size.split_off(keep.max(pinned));
            sort(&mut rest, &|a, b| a < b);
            rest
        } else {
            Vec::new()
        };
        for index in of_column {
            if hidden.binary_search(&index).is_err() {
                place[index] = nodes.len();
                let node = &picture.nodes[index];
                let loose = (0..node.loose.len())
                    .filter(|k| node.loose[*k].cartons > 0)
                    .map(|k| (node.loose[k].cartons, vec![(index, k)]))
                    .collect();
                nodes.push(Folded {
                    column,
                    members: vec![index],
                    more: false,
                    cartons: node.cartons.max(0),
                    loose,
                });
            }
        }
        if !hidden.is_empty() {
            let mut loose: BTreeMap<Option<usize>, LooseEnd> = BTreeMap::new();
            for index in &hidden {
                place[*index] = nodes.len();
                for (k, end) in picture.nodes[*index]
                    .loose
                    .iter()
                    .enumerate()
                    .filter(|(_, end)| end.cartons > 0)
                {
                    let entry = loose.entry(end.tag).or_default();
                    entry.0 += end.cartons;
                    entry.1.push((*index, k));
                }
            }
            let cartons = hidden
                .iter()
                .map(|i| picture.nodes[*i].cartons.max(0))
                .sum();
            nodes.push(Folded {
                column,
                members: hidden,
                more: true,
                cartons,
                loose: loose.into_values().collect(),
            });
        }
    }
    (nodes, fold_links(picture, &place))
}

/// Links between the same two places, of the same look and the same thread, become one bundle.
fn fold_links(picture: &Picture, place: &[usize]) -> Vec<FoldedLink> {
    let mut links: Vec<FoldedLink> = Vec::new();
    let mut seen: HashMap<(usize, usize, LinkStyle, Option<usize>), usize> = HashMap::new();
    for (index, link) in picture.links.iter().enumerate() {
        let (Some(&from), Some(&to)) = (place.get(link.from), place.get(link.to)) else {
            continue;
        };
        if from == usize::MAX
            || to == usize::MAX
            || from == to
            || (link.style != LinkStyle::Dash && link.cartons <= 0)
        {
            continue;
        }
        match seen.get(&(from, to, link.style, link.tag)) {
            Some(at) => {
                links[*at].cartons += link.width();
                links[*at].members.push(index);
            }
            None => {
                seen.insert((from, to, link.style, link.tag), links.len());
                links.push(FoldedLink {
                    from,
                    to,
                    cartons: link.width(),
                    style: link.style,
                    members: vec![index],
                });
            }
        }
    }
    links
}
