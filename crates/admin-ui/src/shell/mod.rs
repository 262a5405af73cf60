//! The frame of every page inside: header with the search, the rail of sections, the person. Only sections that exist
//! are shown.

mod search;

use contract::session::StaffUser;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::{
    Brand, Icon, IconName, LanguageMenu, Session, SkipLink, ThemeToggle, Toasts, UserMenu,
};
use wasm_bindgen::JsCast;

use crate::acting::ActingButton;
use crate::looks::Looks;
use crate::roles::may_trace;
use crate::unsaved::{Unsaved, UnsavedDialog};
use crate::words::{Words, w};
pub use search::GlobalSearch;

/// The start page: every address lies below it.
const HOME: &str = "/admin/";

struct Section {
    href: &'static str,
    icon: IconName,
    text: fn(&'static Words) -> &'static str,
    /// Pages elsewhere that belong to it.
    also: &'static [&'static str],
    /// Only for administrators, who alone may trace.
    traces: bool,
}

const SECTIONS: [Section; 8] = [
    Section {
        href: HOME,
        icon: IconName::House,
        text: |_| crate::today::tw().today,
        also: &[],
        traces: false,
    },
    Section {
        href: "/admin/trace",
        icon: IconName::Waypoints,
        text: |w| w.trace,
        also: &[],
        traces: true,
    },
    Section {
        href: "/admin/batches",
        icon: IconName::Sprout,
        text: |w| w.farms_batches,
        also: &["/admin/products"],
        traces: false,
    },
    Section {
        href: "/admin/orders",
        icon: IconName::ReceiptText,
        text: |w| w.orders,
        also: &["/admin/shipments"],
        traces: false,
    },
    Section {
        href: "/admin/customers",
        icon: IconName::Store,
        text: |_| crate::customers::cw().customers,
        also: &[],
        traces: false,
    },
    Section {
        href: "/admin/access-log",
        icon: IconName::History,
        text: |_| crate::access_log::lw().title,
        also: &[],
        traces: true,
    },
    Section {
        href: "/admin/audit",
        icon: IconName::List,
        text: |_| crate::audit::uw().title,
        also: &[],
        traces: true,
    },
    Section {
        href: "/admin/settings",
        icon: IconName::Settings,
        text: |_| crate::settings::sw().title,
        also: &[],
        traces: true,
    },
];

/// The browser tab's title: the page, then the house.
pub fn tab(page: &str) -> String {
    format!("{page} – Cacao Ixchel")
}

#[component]
pub fn Shell(children: Children) -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let looks = Looks::here();
    let (toasts, unsaved) = (Toasts::here(), Unsaved::here());
    let leave = move |()| {
        unsaved.first(move || {
            spawn_local(async move {
                if session.leave().await.is_err() {
                    toasts.failed(|| ui_kit::t::<ui_kit::i18n::KitWords>().sign_out_failed);
                }
            });
        });
    };
    let navigate = use_navigate();
    let account = Callback::new(move |()| {
        let navigate = navigate.clone();
        unsaved.first(move || navigate("/account", NavigateOptions::default()));
    });
    Effect::new(|_| {
        if let Some(body) = document().body() {
            let _ = body.class_list().add_1("admin");
        }
    });
    // The start page has the search in its middle.
    let path = use_location().pathname;
    let at_start = Memo::new(move |_| {
        may_trace() && path.with(|path| path.trim_end_matches('/') == "/admin/trace")
    });
    let at_start = move || at_start.get();
    view! {
        <SkipLink />
        <header class="top">
            <div class="top-in wide">
                <NavMenu />
                <Brand name=looks.name() logo=looks.logo() href="/admin/" />
                {move || if at_start() { view! { <span class="globalsearch"></span> }.into_any() } else { view! { <GlobalSearch /> }.into_any() }}
                <div class="tools">
                    <ActingButton />
                    <LanguageMenu />
                    <ThemeToggle />
                    <UserMenu
                        name=move || session.user().map(|user| user.name).unwrap_or_default()
                        email=move || session.user().map(|user| user.email).unwrap_or_default()
                        on_account=account
                        on_sign_out=leave
                    />
                </div>
            </div>
        </header>
        <div class="adminbody">
            <nav class="side" aria-label=move || w().sections><div>{links(|| ())}</div></nav>
            <main id="main" class="adminmain" tabindex="-1">{children()}</main>
        </div>
        <UnsavedDialog />
    }
}

/// `chosen` is told when one is followed.
fn links(chosen: impl Fn() + Copy + 'static) -> impl IntoView {
    let path = use_location().pathname;
    let may = untrack(may_trace);
    SECTIONS
        .iter()
        .filter(move |section| may || !section.traces)
        .map(|section| {
            let href = section.href;
            let text = section.text;
            let current = move || {
                if href == HOME {
                    return path.with(|path| path.trim_end_matches('/') == "/admin").then_some("page");
                }
                let lies_in = |folder: &str| {
                    path.with(|path| path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
                };
                (lies_in(href) || section.also.iter().any(|folder| lies_in(folder))).then_some("page")
            };
            view! {
                <a href=href aria-current=current title=move || text(w()) on:click=move |_| chosen()>
                    <Icon name=section.icon />
                    <span>{move || text(w())}</span>
                </a>
            }
        })
        .collect_view()
}

/// The sections on a phone, behind a button.
#[component]
fn NavMenu() -> impl IntoView {
    let open = RwSignal::new(false);
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if open.get_untracked()
            && !root
                .get_untracked()
                .is_some_and(|root| root.contains(target.as_ref()))
        {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            if let Some(button) = button.get_untracked() {
                let _ = button.focus();
            }
        }
    };
    view! {
        <div class="navmenu" node_ref=root on:keydown=escape>
            <button
                class="btn icononly" type="button" node_ref=button
                aria-label=move || w().menu aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name=IconName::Menu />
            </button>
            {move || open.get().then(|| view! { <nav aria-label=move || w().sections>{links(move || open.set(false))}</nav> })}
        </div>
    }
}
