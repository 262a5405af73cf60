//! The shared components. Each takes its texts as [`TextProp`](leptos::text_prop::TextProp): a string, or a closure
//! where the text follows the language. None fetches anything.

mod bars;
mod button;
mod dialog;
mod field;
mod journey;
mod ledger;
mod menu;
mod messages;
mod segmented;
mod shell;
mod states;
mod status;
mod thread;
mod toast;

pub use bars::{BarTile, FarmMark};
pub use button::{Button, ButtonKind, LinkButton};
pub use dialog::Dialog;
pub use field::{Field, PasswordInput, Search, Select, TextInput};
pub use journey::{Journey, Station, StationState};
pub use ledger::{Fact, Facts, Ledger, Pager, Panel, Section};
pub use menu::{LanguageMenu, Menu, MenuItem, ThemeToggle, UserMenu};
pub use messages::{Banner, LiveDot, Note, OfflineNote, Tone};
pub use segmented::{Choice, Segmented};
pub use shell::{
    AppHeader, Brand, Crumb, Crumbs, Defs, MakerMark, PageHead, SkipLink, TabBar, TabItem,
    VisuallyHidden,
};
pub use states::{EmptyState, ErrorState, SkeletonRows, error_words};
pub use status::{Status, StatusTag};
pub use thread::{BundleBar, BundleKey, BundlePart, Thread, Yarn};
pub use toast::{ToastHost, Toasts};

/// An attribute that may be missing.
fn maybe(
    text: Option<leptos::text_prop::TextProp>,
) -> impl Fn() -> Option<leptos::oco::Oco<'static, str>> + Send + 'static {
    move || text.as_ref().map(|text| text.get())
}
