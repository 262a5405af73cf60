//! The start: one sentence on what tracing answers, what one can start from, and what was traced in this session.

use contract::trace::NodeKind;
use leptos::prelude::*;
use ui_kit::{EmptyState, Icon, IconName, PageHead};

use crate::recent::Recents;
use crate::roles::may_trace;
use crate::shell::{GlobalSearch, tab};
use crate::words::w;

#[component]
pub fn StartPage() -> impl IntoView {
    move || {
        if may_trace() {
            view! { <Start /> }.into_any()
        } else {
            view! { <NotForYou /> }.into_any()
        }
    }
}

#[component]
fn NotForYou() -> impl IntoView {
    view! {
        <PageHead title=move || w().trace tab=move || tab(w().trace) />
        <EmptyState title=move || w().no_role_title text=move || w().no_role>
            <a class="btn" href="/admin/orders">{move || w().orders}</a>
        </EmptyState>
    }
}

#[component]
fn Start() -> impl IntoView {
    const ICONS: [IconName; 4] = [
        IconName::Layers,
        IconName::ReceiptText,
        IconName::Sprout,
        IconName::Store,
    ];
    let recents = Recents::here();
    let points = move || {
        w().start_points
            .iter()
            .zip(ICONS)
            .map(|((name, text), icon)| view! { <li><Icon name=icon /><div><h3>{*name}</h3><p class="mut">{*text}</p></div></li> })
            .collect_view()
    };
    view! {
        <div class="startpage">
            <PageHead title=move || w().start_title tab=move || tab(w().trace) lede=move || w().start_lede />
            <GlobalSearch big=true />
            <ThreadArt />
            <div class="startgrid">
                <section aria-labelledby="from">
                    <h2 id="from" class="name">{move || w().start_how}</h2>
                    <ul class="points">{points}</ul>
                </section>
                <section aria-labelledby="recent">
                    <h2 id="recent" class="name">{move || w().recent}</h2>
                    {move || {
                        let list = recents.list();
                        if list.is_empty() {
                            return view! { <p class="mut">{w().recent_none}</p> }.into_any();
                        }
                        let rows = list.into_iter().map(|recent| {
                            let code = matches!(recent.kind, NodeKind::Batch | NodeKind::Order);
                            view! {
                                <li>
                                    <a href=recent.href class:code=code>{recent.title}</a>
                                    <span class="mut s">{w().kind(recent.kind)} " · " {recent.detail}</span>
                                </li>
                            }
                        });
                        view! { <ul class="recents">{rows.collect_view()}</ul> }.into_any()
                    }}
                </section>
            </div>
        </div>
    }
}

/// Strands from one farm to many shops: an empty state, where a thread may stand without a quantity.
#[component]
fn ThreadArt() -> impl IntoView {
    let mut d = String::new();
    for k in 0..14_i32 {
        let (from, to) = (
            54.0 + f64::from(k) * 3.4,
            6.0 + f64::from(k) * 9.6 + f64::from(k / 5) * 6.0,
        );
        d.push_str(&format!(
            "M0 {from:.1}H300C520 {from:.1} 560 {to:.1} 760 {to:.1}H1200"
        ));
    }
    view! {
        <svg class="startart" viewBox="0 0 1200 150" preserveAspectRatio="none" aria-hidden="true">
            <path class="u" d=d></path>
            <path class="d" d="M0 77.8H300C520 77.8 560 79.2 760 79.2H1200"></path>
        </svg>
    }
}
