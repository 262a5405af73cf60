//! The one search box: any code or name, with finds while one types. "/" focuses it from anywhere. A combobox whose
//! list is walked with the arrow keys while the focus stays in the box.

use std::time::Duration;

use contract::search::{HitKind, SearchHit, SearchReply};
use contract::trace::NodeKind;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::http::query;
use ui_kit::{Api, Icon, IconName, LoadState, load_keeping};
use wasm_bindgen::JsCast;

use crate::customers;
use crate::desk::{batch_href, order_href, shipment_href};
use crate::roles::may_trace;
use crate::trace::Root;
use crate::unsaved::Unsaved;
use crate::words::w;

/// Typing pauses so long before the question goes out.
const PAUSE: Duration = Duration::from_millis(140);

/// Where a find leads; None for what has no page yet, or none for this person. On the start page of traces everything
/// that can be traced leads to its trace.
fn destination(hit: &SearchHit, may_trace: bool, tracing: bool) -> Option<String> {
    let trace = |kind, id: String| Some(Root { kind, id }.href());
    match hit.kind {
        HitKind::Order if may_trace && tracing => trace(NodeKind::Order, hit.code.clone()),
        HitKind::Order => Some(order_href(&hit.code)),
        HitKind::Batch if !may_trace => Some(batch_href(&hit.code)),
        HitKind::Farm if !may_trace => Some(format!(
            "/admin/batches{}",
            query(&[("search", Some(hit.code.clone()))])
        )),
        HitKind::Product if !may_trace => Some(format!("/admin/products/{}/label", hit.id)),
        HitKind::Batch => trace(NodeKind::Batch, hit.code.clone()),
        HitKind::Farm => trace(NodeKind::Farm, hit.id.to_string()),
        HitKind::Product => trace(NodeKind::Product, hit.id.to_string()),
        HitKind::Customer => Some(customers::href(hit.id)),
        HitKind::Shipment => Some(shipment_href(&hit.code)),
        HitKind::WorkOrder => None,
    }
}

fn icon(kind: HitKind) -> IconName {
    match kind {
        HitKind::Batch => IconName::Layers,
        HitKind::Product => IconName::Package,
        HitKind::Order => IconName::ReceiptText,
        HitKind::Customer => IconName::Store,
        HitKind::Farm => IconName::Sprout,
        HitKind::Shipment | HitKind::WorkOrder => IconName::Truck,
    }
}

fn kind_word(kind: HitKind) -> &'static str {
    w().kind(match kind {
        HitKind::Batch => NodeKind::Batch,
        HitKind::Product => NodeKind::Product,
        HitKind::Order => NodeKind::Order,
        HitKind::Farm => NodeKind::Farm,
        HitKind::Customer => NodeKind::Customer,
        HitKind::Shipment | HitKind::WorkOrder => NodeKind::Shipment,
    })
}

/// `big` is the start page's; there is one box on a page.
#[component]
pub fn GlobalSearch(#[prop(optional)] big: bool) -> impl IntoView {
    let api = Api::here();
    let may = untrack(may_trace);
    let navigate = use_navigate();
    let unsaved = Unsaved::here();
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    // Enter before the answer: go to the first find as soon as it is there.
    let hurry = RwSignal::new(false);
    let (input, root) = (NodeRef::<html::Input>::new(), NodeRef::<html::Form>::new());

    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let ask = move || {
        stop();
        asked.set(typed.get_untracked().trim().to_owned());
    };
    let found = load_keeping(
        move || Some(asked.get()).filter(|q| !q.is_empty()),
        move |q, abort| async move {
            let path = format!("/api/search{}", query(&[("q", Some(q.clone()))]));
            let reply: SearchReply = api.get(&path, abort.as_ref()).await?;
            let hits: Vec<SearchHit> = reply
                .results
                .into_iter()
                .filter(|hit| destination(hit, may, big).is_some())
                .collect();
            Ok((q, hits))
        },
    );
    // Only finds of what stands in the box: an older answer is not shown under newer words.
    let hits = Memo::new(move |_| {
        let q = asked.get();
        found
            .ready()
            .filter(|(of, _)| !q.is_empty() && *of == q)
            .map(|(_, hits)| hits)
    });
    let go = move |hit: &SearchHit| {
        if let Some(href) = destination(hit, may, big) {
            open.set(false);
            active.set(None);
            hurry.set(false);
            typed.set(String::new());
            asked.set(String::new());
            let navigate = navigate.clone();
            unsaved.first(move || {
                let options = NavigateOptions {
                    resolve: false,
                    ..NavigateOptions::default()
                };
                navigate(&href, options);
            });
        }
    };
    let (go_now, go_later, go_click) = (go.clone(), go.clone(), go);
    Effect::new(move |_| {
        if let Some(hits) = hits.get()
            && hurry.get()
        {
            hurry.set(false);
            // One clear answer is followed; several are shown.
            match hits.as_slice() {
                [first] => go_later(first),
                [first, ..] if asked.with_untracked(|q| first.code.eq_ignore_ascii_case(q)) => {
                    go_later(first)
                }
                _ => active.set((!hits.is_empty()).then_some(0)),
            }
        }
    });

    let slash = window_event_listener(ev::keydown, move |event| {
        let typing = document().active_element().is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        });
        if event.key() == "/"
            && !typing
            && !(event.ctrl_key() || event.meta_key() || event.alt_key())
            && let Some(input) = input.get_untracked()
        {
            event.prevent_default();
            let _ = input.focus();
            input.select();
        }
    });
    on_cleanup(move || slash.remove());
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

    let shown = move || open.get() && !asked.with(String::is_empty);
    let count = move || hits.with(|hits| hits.as_ref().map_or(0, Vec::len));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = active
            .get_untracked()
            .and_then(|at| hits.with_untracked(|hits| hits.as_ref()?.get(at).cloned()));
        match chosen {
            Some(hit) => go_now(&hit),
            None => {
                open.set(true);
                hurry.set(true);
                ask();
            }
        }
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if count() > 0 => {
            event.prevent_default();
            open.set(true);
            let (last, down) = (count() - 1, event.key() == "ArrowDown");
            active.update(|at| {
                *at = Some(match (*at, down) {
                    (None, true) => 0,
                    (None, false) => last,
                    (Some(at), true) => {
                        if at == last {
                            0
                        } else {
                            at + 1
                        }
                    }
                    (Some(at), false) => {
                        if at == 0 {
                            last
                        } else {
                            at - 1
                        }
                    }
                });
            });
        }
        "Escape" => {
            event.prevent_default();
            if open.get_untracked() && !typed.with_untracked(String::is_empty) {
                open.set(false);
                active.set(None);
            } else {
                typed.set(String::new());
                asked.set(String::new());
            }
        }
        "Tab" => open.set(false),
        _ => {}
    };
    let typing = move |event| {
        typed.set(event_target_value(&event));
        active.set(None);
        hurry.set(false);
        open.set(true);
        stop();
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    let option = move |(at, hit): (usize, SearchHit)| {
        let go = go_click.clone();
        let chosen = hit.clone();
        // A name stands first; a code that differs from it beside it.
        let code = (hit.code != hit.title).then(|| hit.code.clone());
        view! {
            <li
                role="option" id=format!("find-{at}")
                aria-selected=move || (active.get() == Some(at)).to_string()
                on:pointermove=move |_| if active.get_untracked() != Some(at) { active.set(Some(at)) }
                on:pointerdown=|event| event.prevent_default()
                on:click=move |_| go(&chosen)
            >
                <Icon name=icon(hit.kind) />
                <span class="what">
                    {code.map(|code| view! { <b class="code">{code}</b> " " })}
                    <span>{hit.title.clone()}</span>
                    {hit.subtitle.clone().map(|text| view! { <small>{text}</small> })}
                </span>
                <span class="kind">{move || kind_word(hit.kind)}</span>
            </li>
        }
    };
    let list = move || {
        shown().then(|| match hits.get() {
            Some(hits) if !hits.is_empty() => view! {
                <ul class="finds" id="finds" role="listbox" aria-label=move || w().suggestions>
                    {hits.into_iter().enumerate().map(option.clone()).collect_view()}
                </ul>
            }
            .into_any(),
            Some(_) => {
                view! { <p class="finds none">{move || (w().nothing_found)(&asked.get())}</p> }
                    .into_any()
            }
            None if found.with(|state| matches!(state, LoadState::Failed(_))) => {
                view! { <p class="finds none">{move || w().search_failed}</p> }.into_any()
            }
            None => ().into_any(),
        })
    };
    let said = move || {
        if !shown() {
            return String::new();
        }
        hits.with(|hits| match hits {
            Some(hits) if hits.is_empty() => (w().nothing_found)(&asked.get()),
            Some(hits) => {
                let n = i64::try_from(hits.len()).unwrap_or(i64::MAX);
                (w().found)(n, &ui_kit::fmt::number(n))
            }
            None => String::new(),
        })
    };
    view! {
        <form class="search globalsearch" class:bigsearch=big role="search" node_ref=root on:submit=submit>
            <label class="vh" for="gs">{move || w().search}</label>
            <Icon name=IconName::Search />
            <input
                id="gs" class="input" class:big=big type="search" node_ref=input
                role="combobox" aria-autocomplete="list" aria-controls="finds" aria-haspopup="listbox"
                aria-expanded=move || (shown() && count() > 0).to_string()
                aria-activedescendant=move || active.get().map(|at| format!("find-{at}"))
                placeholder=move || w().search autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
                prop:value=move || typed.get()
                on:input=typing on:keydown=key on:focus=move |_| open.set(true)
            />
            <kbd aria-hidden="true">"/"</kbd>
            {list}
            <p class="vh" role="status">{said}</p>
        </form>
    }
}
