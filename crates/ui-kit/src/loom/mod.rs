//! The weaving picture: a thread from farm to shop whose width is cartons. `layout` is pure geometry and is tested
//! natively; `view` draws it. Nothing here knows the API's types or fetches anything.

pub mod keys;
pub mod layout;
pub mod lit;
pub mod model;
pub mod text;

mod bundles;
mod fold;
mod hand;
mod legend;
mod node;
mod order;
mod scale;
mod strands;
mod view;

#[cfg(test)]
mod tests;

pub use fold::{FOLD_KEEP, FOLD_OVER};
pub use layout::{Drawing, Frame, layout};
pub use lit::Lit;
pub use model::{Column, Link, LinkStyle, Loose, Node, Picture, Shape};
pub use view::{Loom, LoomWords};
