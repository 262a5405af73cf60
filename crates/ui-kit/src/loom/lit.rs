//! Which nodes and which pieces of thread lie on the way of what is pointed at: everything before it and
//! everything after it, never its neighbours' other branches.

use super::model::Picture;

/// The lit part of a picture. Indices are those of the picture it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Lit {
    nodes: Vec<bool>,
    /// Sources and what comes after them: only there do loose ends belong to the way.
    down: Vec<bool>,
}

impl Lit {
    /// Everything that leads to `sources` or comes from them. Survives cycles (rework goes round).
    pub fn around(picture: &Picture, sources: &[usize]) -> Self {
        let n = picture.nodes.len();
        let (mut after, mut before) = (vec![Vec::new(); n], vec![Vec::new(); n]);
        for link in &picture.links {
            if link.from < n && link.to < n {
                after[link.from].push(link.to);
                before[link.to].push(link.from);
            }
        }
        let down = reach(&after, sources);
        let up = reach(&before, sources);
        let nodes = down.iter().zip(&up).map(|(d, u)| *d || *u).collect();
        Self { nodes, down }
    }

    pub fn everything(picture: &Picture) -> Self {
        Self {
            nodes: vec![true; picture.nodes.len()],
            down: vec![true; picture.nodes.len()],
        }
    }

    pub fn node(&self, index: usize) -> bool {
        self.nodes.get(index).copied().unwrap_or(false)
    }

    /// Whether the node is a source or comes after one.
    pub fn after(&self, index: usize) -> bool {
        self.down.get(index).copied().unwrap_or(false)
    }

    pub fn link(&self, picture: &Picture, index: usize) -> bool {
        picture.links.get(index).is_some_and(|link| {
            self.node(link.from) && self.node(link.to) && link.tag.is_none_or(|tag| self.node(tag))
        })
    }

    pub fn loose(&self, picture: &Picture, node: usize, index: usize) -> bool {
        self.after(node)
            && picture
                .nodes
                .get(node)
                .and_then(|n| n.loose.get(index))
                .is_some_and(|end| end.tag.is_none_or(|tag| self.node(tag)))
    }
}

fn reach(next: &[Vec<usize>], sources: &[usize]) -> Vec<bool> {
    let mut seen = vec![false; next.len()];
    let mut stack: Vec<usize> = sources
        .iter()
        .copied()
        .filter(|s| *s < next.len())
        .collect();
    while let Some(node) = stack.pop() {
        if !std::mem::replace(&mut seen[node], true) {
            stack.extend(next[node].iter().copied().filter(|n| !seen[*n]));
        }
    }
    seen
}
