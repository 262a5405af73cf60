//! The frame of every page: header with the selvage line, the sections, the page's own head, and what the drawings
//! share. No page makes its own header.

use crate::say::fixed;
use std::cell::Cell;

use leptos::text_prop::TextProp;
use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use crate::i18n::kit;
use crate::icon::{Icon, IconName};

/// The thread patterns that drawings fill with. Once a page, at its top.
#[component]
pub fn Defs() -> impl IntoView {
    view! {
        <svg class="sprite" aria-hidden="true" width="0" height="0">
            <defs>
                <pattern id="ply" width="8" height="14" patternUnits="userSpaceOnUse">
                    <path class="plyline" d="M-2 15L6 -1M6 15L14 -1"></path>
                </pattern>
                <pattern id="warp" width="4" height="4" patternUnits="userSpaceOnUse">
                    <path class="warpline" d="M.5 0V4"></path>
                </pattern>
                <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="hatchline" d="M0 0V7"></path>
                </pattern>
            </defs>
        </svg>
    }
    .into_any()
}

/// The maker's mark: a spindle full of thread.
#[component]
pub fn MakerMark() -> impl IntoView {
    const SPINDLE: &str = "M5 20C14 2.7 32 2.7 41 20M5 20C14 9.3 32 9.3 41 20M5 20C14 16.2 32 16.2 41 20\
        M5 20C14 23.8 32 23.8 41 20M5 20C14 30.7 32 30.7 41 20M5 20C14 37.3 32 37.3 41 20";
    view! {
        <svg class="mark" viewBox="0 0 56 40" aria-hidden="true">
            <path d=SPINDLE></path>
            <path class="tail" d="M41 20C47 20 47 27 55 27"></path>
            <path d="M1.5 20H5"></path>
        </svg>
    }
    .into_any()
}

/// The organization: its logo, or the mark and its name. With `href` it leads home.
#[component]
pub fn Brand(
    #[prop(into)] name: Signal<String>,
    #[prop(optional, into)] logo: Signal<Option<String>>,
    #[prop(optional, into)] subtitle: Option<TextProp>,
    #[prop(optional, into)] href: Option<&'static str>,
) -> impl IntoView {
    let inside = view! {
        {move || match logo.get() {
            Some(source) => view! { <img class="logo" src=source alt=move || name.get() height="32" /> }.into_any(),
            None => view! { <MakerMark /><b>{move || name.get()}</b> }.into_any(),
        }}
        {subtitle.map(|text| view! { <span>{move || text.get()}</span> })}
    };
    match href {
        Some(href) => view! { <a class="brand" href=href>{inside}</a> }.into_any(),
        None => view! { <span class="brand">{inside}</span> }.into_any(),
    }
}

/// A section of the application, in the header and in the tab bar of a phone. Current on its path and below.
#[derive(Clone)]
pub struct TabItem {
    pub href: &'static str,
    pub text: TextProp,
    pub icon: IconName,
    /// Things waiting for the reader; None or 0 shows nothing.
    pub count: Signal<Option<i64>>,
    /// Another path whose pages belong to this section.
    pub also: Option<&'static str>,
}

impl TabItem {
    pub fn new(href: &'static str, text: impl Into<TextProp>, icon: IconName) -> Self {
        Self {
            href,
            text: text.into(),
            icon,
            count: Signal::stored(None),
            also: None,
        }
    }

    pub fn also(self, path: &'static str) -> Self {
        Self {
            also: Some(path),
            ..self
        }
    }
}

fn tab(item: TabItem, with_icon: bool) -> impl IntoView {
    let TabItem {
        href,
        text,
        icon,
        count,
        also,
    } = item;
    let path = use_location().pathname;
    let current = move || {
        let under = |root: &str| {
            path.with(|path| {
                path.strip_prefix(root)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        };
        (under(href) || also.is_some_and(under)).then_some("page")
    };
    view! {
        <a href=href aria-current=current>
            {with_icon.then(|| view! { <Icon name=icon /> })}
            <span>{move || text.get()}</span>
            {move || count.get().filter(|count| *count > 0).map(|count| view! { <span class="count">{count}</span> })}
        </a>
    }
}

/// Header with the selvage line: brand, sections, and the reader's tools as children.
#[component]
pub fn AppHeader(
    #[prop(into)] name: Signal<String>,
    #[prop(optional, into)] logo: Signal<Option<String>>,
    #[prop(optional, into)] subtitle: Option<TextProp>,
    home: &'static str,
    #[prop(optional)] tabs: Vec<TabItem>,
    /// Names the navigation.
    #[prop(optional, into)]
    nav_label: TextProp,
    /// No measure: the staff's tools use the whole width.
    #[prop(optional)]
    wide: bool,
    /// Between brand and tools: a global search.
    #[prop(optional)]
    middle: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let nav = (!tabs.is_empty()).then(|| {
        let tabs = tabs.into_iter().map(|item| tab(item, false)).collect_view();
        view! { <nav class="mainnav" aria-label=nav_label>{tabs}</nav> }
    });
    let brand = match subtitle {
        Some(subtitle) => {
            view! { <Brand name=name logo=logo subtitle=subtitle href=home /> }.into_any()
        }
        None => view! { <Brand name=name logo=logo href=home /> }.into_any(),
    };
    view! {
        <header class="top">
            <div class="top-in" class:wide=wide>
                {brand}
                {middle}
                {nav}
                <div class="tools">{children()}</div>
            </div>
        </header>
    }
    .into_any()
}

/// The sections at the foot of a phone's screen.
#[component]
pub fn TabBar(tabs: Vec<TabItem>, #[prop(into)] label: TextProp) -> impl IntoView {
    let tabs = tabs.into_iter().map(|item| tab(item, true)).collect_view();
    view! { <nav class="tabbar" aria-label=label>{tabs}</nav> }.into_any()
}

/// The first stop of the Tab key; `<main id="main" tabindex="-1">` must exist.
#[component]
pub fn SkipLink() -> impl IntoView {
    let skip = |event: web_sys::MouseEvent| {
        // The router would take "#main" for a page.
        event.prevent_default();
        if let Some(main) = document().get_element_by_id("main") {
            use wasm_bindgen::JsCast;
            if let Ok(main) = main.dyn_into::<web_sys::HtmlElement>() {
                let _ = main.focus();
            }
        }
    };
    view! { <a class="skip" href="#main" on:click=skip>{fixed(|| kit().skip)}</a> }.into_any()
}

/// For assistive technology only.
#[component]
pub fn VisuallyHidden(children: Children) -> impl IntoView {
    view! { <span class="vh">{children()}</span> }
}

/// A step back from the page: a link and its text.
#[derive(Clone)]
pub struct Crumb {
    pub href: &'static str,
    pub text: TextProp,
}

/// Where the page lies. `here` is its own name; `code` sets it in the face of codes.
#[component]
pub fn Crumbs(
    #[prop(into)] label: TextProp,
    path: Vec<Crumb>,
    /// One more step back that goes by a code: its address and the code.
    #[prop(optional)]
    parent: Option<(String, String)>,
    #[prop(into)] here: TextProp,
    #[prop(optional)] code: bool,
) -> impl IntoView {
    let path = path
        .into_iter()
        .map(|Crumb { href, text }| {
            view! {
                <a href=href>{move || text.get()}</a>
                <Icon name=IconName::ChevronRight />
            }
        })
        .collect_view();
    let parent = parent.map(|(href, code)| {
        view! {
            <a class="code" href=href>{code}</a>
            <Icon name=IconName::ChevronRight />
        }
    });
    view! {
        <nav class="crumbs" aria-label=label>
            {path}
            {parent}
            <span class:code=code aria-current="page">{move || here.get()}</span>
        </nav>
    }
    .into_any()
}

thread_local! {
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
}

/// The page's head: its `<h1>`, which takes the focus when one comes from another page, so that a screen reader says
/// where one is; and the tab's title. `lede` is a sentence below, `children` the page's actions.
#[component]
pub fn PageHead(
    #[prop(into)] title: TextProp,
    /// The browser tab's title.
    #[prop(into)]
    tab: TextProp,
    #[prop(optional, into)] lede: Option<TextProp>,
    #[prop(optional)] crumbs: Option<AnyView>,
    #[prop(optional, into)] class: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    Effect::new(move |_| document().set_title(&tab.get()));
    let heading = NodeRef::<html::H1>::new();
    heading.on_load(|heading| arrive(&heading));
    view! {
        <div class=format!("pagehead {class}")>
            <div>
                {crumbs}
                <h1 tabindex="-1" node_ref=heading>{move || title.get()}</h1>
                {lede.map(|lede| view! { <p class="lede">{move || lede.get()}</p> })}
            </div>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
    .into_any()
}

/// Focuses a page's heading, but not on the first page of a visit: there the browser's own start of reading is right.
fn arrive(heading: &web_sys::HtmlElement) {
    if ARRIVED.replace(true) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}
