//! A type-ahead: a box whose finds are walked with the arrow keys while the focus stays in it. What stands in the box
//! counts only once one of the finds was taken.

use std::future::Future;
use std::time::Duration;

use leptos::{ev, html, prelude::*};
use ui_kit::{ApiError, Icon, IconName, LoadState, TextProp, load_keeping};
use wasm_bindgen::JsCast;
use web_sys::AbortSignal;

use super::fields::Aimed;
use super::words::d;

/// Typing pauses so long before the question goes out.
const PAUSE: Duration = Duration::from_millis(140);

/// A find as it is listed: its name, and a second line.
pub struct Found {
    pub title: String,
    pub more: String,
    pub code: bool,
}

/// `text` is what stands in the box. `on_pick` gets the find, or None when the text no longer is one.
#[component]
pub fn Picker<T, F, Fut>(
    #[prop(into)] id: String,
    #[prop(into)] label: TextProp,
    text: RwSignal<String>,
    fetch: F,
    show: fn(&T) -> Found,
    #[prop(into)] on_pick: Callback<Option<T>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] unseen: bool,
    #[prop(optional)] node: NodeRef<html::Input>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Fn(String, Option<AbortSignal>) -> Fut + 'static,
    Fut: Future<Output = Result<Vec<T>, ApiError>> + 'static,
{
    let asked = RwSignal::new(None::<String>);
    let open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let taken = RwSignal::new(None::<String>);
    let root = NodeRef::<html::Div>::new();
    let list_id = format!("{id}-finds");

    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let found = load_keeping(
        move || asked.get(),
        move |q: String, abort| {
            let answer = fetch(q.clone(), abort);
            async move { Ok((q, answer.await?)) }
        },
    );
    let finds = Memo::new(move |_| {
        let q = asked.get()?;
        found
            .ready()
            .filter(|(of, _)| *of == q)
            .map(|(_, finds)| finds)
    });
    let ask = move || {
        stop();
        asked.set(Some(text.get_untracked().trim().to_owned()));
    };
    let count = move || finds.with(|finds| finds.as_ref().map_or(0, Vec::len));
    let close = move || {
        open.set(false);
        active.set(None);
    };
    let pick = move |at: usize| {
        let Some(find) = finds.with_untracked(|finds| finds.as_ref()?.get(at).cloned()) else {
            return;
        };
        let title = show(&find).title;
        taken.set(Some(title.clone()));
        text.set(title);
        close();
        on_pick.run(Some(find));
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if open.get_untracked()
            && !root
                .get_untracked()
                .is_some_and(|root| root.contains(target.as_ref()))
        {
            close();
        }
    });
    on_cleanup(move || outside.remove());
    let begin = move || {
        if taken.with_untracked(|taken| taken.as_deref() != Some(&text.get_untracked())) {
            open.set(true);
            if asked.with_untracked(Option::is_none) {
                ask();
            }
        }
    };
    let typing = move |event| {
        text.set(event_target_value(&event));
        taken.set(None);
        active.set(None);
        open.set(true);
        on_pick.run(None);
        stop();
        timer.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    };
    let key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            if !open.get_untracked() {
                open.set(true);
                ask();
            }
            let (n, down) = (count(), event.key() == "ArrowDown");
            if n > 0 {
                active.update(|at| *at = Some(step(*at, n, down)));
            }
        }
        "Enter" => {
            // Never sends the form: an unfinished choice is not an answer.
            event.prevent_default();
            if open.get_untracked() && count() > 0 {
                pick(active.get_untracked().unwrap_or(0));
            }
        }
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
        "Tab" => close(),
        _ => {}
    };
    let own_list = list_id.clone();
    let of = id.clone();
    let option = move |(at, find): (usize, T)| {
        let Found { title, more, code } = show(&find);
        view! {
            <li
                role="option" id=format!("{of}-find-{at}")
                aria-selected=move || (active.get() == Some(at)).to_string()
                on:pointermove=move |_| if active.get_untracked() != Some(at) { active.set(Some(at)) }
                on:pointerdown=|event| event.prevent_default()
                on:click=move |_| pick(at)
            >
                <span class="what">
                    <b class:code=code>{title}</b>
                    <small>{more}</small>
                </span>
            </li>
        }
    };
    let list = move || {
        open.get().then(|| match finds.get() {
            Some(finds) if !finds.is_empty() => view! {
                <ul class="finds" id=own_list.clone() role="listbox" aria-label=move || d().finds>
                    {finds.into_iter().enumerate().map(option.clone()).collect_view()}
                </ul>
            }
            .into_any(),
            Some(_) => {
                view! { <p class="finds none" role="status">{move || d().nothing_like_it}</p> }
                    .into_any()
            }
            None if found.with(|state| matches!(state, LoadState::Failed(_))) => {
                view! { <p class="finds none" role="status">{move || d().search_failed}</p> }
                    .into_any()
            }
            None => ().into_any(),
        })
    };
    let (own, about, points) = (id.clone(), id.clone(), id.clone());
    view! {
        <Aimed id=id label=label error=error unseen=unseen>
            <div class="picker search" node_ref=root>
                <Icon name=IconName::Search />
                <input
                    id=own class="input" type="text" node_ref=node role="combobox" aria-autocomplete="list"
                    aria-controls=move || (open.get() && count() > 0).then(|| list_id.clone())
                    aria-expanded=move || (open.get() && count() > 0).to_string()
                    aria-activedescendant=move || active.get().map(|at| format!("{points}-find-{at}"))
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || error.with(Option::is_some).then(|| format!("{about}-error"))
                    autocomplete="off" autocapitalize="none" spellcheck="false"
                    prop:value=move || text.get()
                    on:input=typing on:keydown=key on:click=move |_| begin()
                    on:blur=move |_| close()
                />
                {list}
            </div>
        </Aimed>
    }
    .into_any()
}

/// The next find, round and round.
fn step(at: Option<usize>, n: usize, down: bool) -> usize {
    match (at, down) {
        (None, true) => 0,
        (None, false) => n - 1,
        (Some(at), true) => (at + 1) % n,
        (Some(at), false) => (at + n - 1) % n,
    }
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn the_finds_are_walked_round_and_round() {
        assert_eq!(step(None, 3, true), 0);
        assert_eq!(step(None, 3, false), 2);
        assert_eq!(step(Some(2), 3, true), 0);
        assert_eq!(step(Some(0), 3, false), 2);
        assert_eq!(step(Some(0), 1, true), 0);
    }
}
