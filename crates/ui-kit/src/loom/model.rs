//! What a weaving picture is made of before it has a size: columns, nodes and the links between them, counted in
//! cartons. No pixel, no colour and no web type appears here.

/// The whole picture. Links name nodes by their index in `nodes`; nodes name columns by their index in `columns`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    pub columns: Vec<Column>,
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Stands above the column: "10 orders".
    pub heading: String,
}

/// How a node's words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Label above, sub-label below.
    #[default]
    Stack,
    /// Label at the left, sub-label (a figure) at the right of the same line.
    Row,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Unique in the picture and the same from one picture to the next: `batch:3`.
    pub key: String,
    pub column: usize,
    pub label: String,
    pub sub: String,
    /// What a screen reader says: "Order O-2026-0098, 160 cartons, Kakao Kontor".
    pub name: String,
    /// Cartons that pass through it; its reeds are drawn as long. Negative counts as none.
    pub cartons: i64,
    /// Cartons that end here: not sold, or still with us.
    pub loose: Vec<Loose>,
    pub shape: Shape,
    /// Nothing ever passed through it; drawn broken and kept at the column's foot.
    pub empty: bool,
    /// The label is a code that people read aloud.
    pub code: bool,
    /// The farm whose woven mark stands beside the label.
    pub mark: Option<i64>,
    /// Where choosing the node leads. Without it the node can be pointed at, but not opened.
    pub href: Option<String>,
    /// The picture starts here.
    pub root: bool,
    /// The picture is about reaching this one.
    pub dest: bool,
    /// Never folded into "n more".
    pub pinned: bool,
}

/// Cartons that go no further. With a `tag` they belong to that node's thread only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loose {
    pub cartons: i64,
    pub tag: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LinkStyle {
    #[default]
    Solid,
    /// On the way.
    Transit,
    /// A connection without cartons: an empty batch, a blend. One broken line, whatever `cartons` says.
    Dash,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link {
    pub from: usize,
    pub to: usize,
    pub cartons: i64,
    pub style: LinkStyle,
    /// The node whose thread this is, where a bundle carries several (an order's lots on their way to the shop):
    /// the link is lit only together with it.
    pub tag: Option<usize>,
    /// Written on the line: "300 kg".
    pub note: String,
    /// Drawn only where it is lit: a tie that would be noise among thicker ones.
    pub shy: bool,
}

impl Link {
    /// Cartons that take room in the drawing.
    pub fn width(&self) -> i64 {
        if self.style == LinkStyle::Dash {
            0
        } else {
            self.cartons.max(0)
        }
    }
}
