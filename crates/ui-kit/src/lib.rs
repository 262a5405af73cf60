//! What both front ends share: design tokens and components, the HTTP client, the session, languages and the brand.
//! Only this crate knows HTTP. Nothing here is kept in localStorage, and no component writes a colour or an inline
//! style: classes name roles from `styles/tokens.css`, widths are SVG attributes or set through CSSOM.

pub mod brand;
pub mod components;
pub mod config;
pub mod cookie;
pub mod files;
pub mod http;
pub mod i18n;
pub mod icon;
pub mod live;
pub mod load;
pub mod loom;
pub mod maker;
pub mod say;
pub mod session;
pub mod share;
pub mod sorting;
pub mod theme;
pub mod weave;

pub use components::*;
pub use gloo_net::http::Method;
pub use http::{Api, ApiError};
pub use i18n::{Language, Phrases, fmt, t};
pub use icon::{Icon, IconName};
pub use leptos::text_prop::TextProp;
pub use live::{Absent, Checked, Live, live};
pub use load::{Load, LoadState, load, load_keeping};
pub use maker::Maker;
pub use session::{Session, Who};
