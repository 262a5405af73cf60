//! Deleting a customer: first what would refuse it or go with it, in words; then, where something goes with it, the name
//! typed as a confirmation. What the server finds meanwhile counts.

use contract::customers::{CustomerDeletion, Referring};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use ui_kit::http::{Method, etag, query};
use ui_kit::{Api, Button, ButtonKind, Dialog, Toasts, fmt, load};

use super::delete_words::xw;
use crate::audit::{ENTITIES, named};
use crate::desk::{Change, Refused, TextField, part_of};
use crate::order_new::go;

/// "12 orders". Reactive.
fn counted(referring: &Referring) -> String {
    let n = referring.count;
    let written = fmt::number(n);
    let words = xw();
    let say = match referring.entity.as_str() {
        "orders" => words.orders,
        "complaints" => words.complaints,
        "recall_notices" => words.notices,
        "contacts" => words.contacts,
        "customer_portal_users" => words.accounts,
        "stock_levels" => words.stocks,
        "measurements" => words.measurements,
        other => return format!("{}: {written}", named(ENTITIES, other)),
    };
    say(n, &written)
}

#[component]
pub fn DeleteButton(id: i64, name: String, version: i32) -> impl IntoView {
    let open = RwSignal::new(false);
    let title = name.clone();
    // Asked anew each time it opens: orders may have come since.
    let body = move || {
        open.get()
            .then(|| view! { <Question id name=name.clone() version open /> })
    };
    view! {
        <Button on_click=move |_| open.set(true)>{move || xw().delete}</Button>
        <Dialog id="delete-customer" open title=move || (xw().title)(&title)>{body}</Dialog>
    }
    .into_any()
}

#[component]
fn Question(id: i64, name: String, version: i32, open: RwSignal<bool>) -> impl IntoView {
    let api = Api::here();
    let found = load(
        || Some(()),
        move |(), abort| async move {
            let path = format!("/api/customers/{id}/deletion");
            api.get::<CustomerDeletion>(&path, abort.as_ref()).await
        },
    );
    let again = Callback::new(move |()| found.retry());
    let body = part_of(found, move |found| {
        let name = name.clone();
        let view = move || {
            let found = found.get();
            let name = name.clone();
            if found.refused_by.is_empty() {
                view! { <Free id name version found open again /> }.into_any()
            } else {
                view! { <Kept id name found open /> }.into_any()
            }
        };
        view.into_any()
    });
    view! { <div class="dialogform">{body}</div> }
}

/// It is evidence: what keeps it, and the way there.
#[component]
fn Kept(id: i64, name: String, found: CustomerDeletion, open: RwSignal<bool>) -> impl IntoView {
    let orders = format!(
        "/admin/orders{}",
        query(&[("customer", Some(id.to_string())), ("name", Some(name))])
    );
    let complaints = format!("{}?show=quality", super::href(id));
    let line = move |one: Referring| {
        let to = match one.entity.as_str() {
            "orders" => Some(orders.clone()),
            "complaints" => Some(complaints.clone()),
            _ => None,
        };
        let words = move || counted(&one);
        match to {
            Some(to) => view! { <li><a href=to on:click=move |_| open.set(false)>{words}</a></li> }
                .into_any(),
            None => view! { <li>{words}</li> }.into_any(),
        }
    };
    view! {
        <p>{move || xw().refused}</p>
        <ul class="plainlist">{found.refused_by.into_iter().map(line).collect_view()}</ul>
        <p class="mut">{move || xw().instead}</p>
        <div class="actions">
            <Button kind=ButtonKind::Primary on_click=move |_| open.set(false)>{move || xw().close}</Button>
        </div>
    }
}

#[component]
fn Free(
    id: i64,
    name: String,
    version: i32,
    found: CustomerDeletion,
    open: RwSignal<bool>,
    again: Callback<()>,
) -> impl IntoView {
    let api = Api::here();
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let change = Change::default();
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let careful = !found.removed_with_it.is_empty();
    let (wanted, label) = (name.clone(), name.clone());
    let right =
        Signal::derive(move || !careful || typed.with(|typed| typed.trim() == wanted.trim()));
    let wrong =
        Signal::derive(move || (tried.get() && !right.get()).then(|| xw().not_name.to_owned()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if !right.get_untracked() {
            return;
        }
        let (navigate, name) = (navigate.clone(), name.clone());
        let path = format!("/api/customers/{id}");
        let tag = etag(id, version);
        change.run(
            async move { api.command_if(Method::DELETE, &path, &tag).await },
            move |()| {
                open.set(false);
                toasts.done(move || (xw().done)(&name));
                go(&navigate, "/admin/customers");
            },
        );
    };
    let list = |rows: Vec<Referring>| {
        let line = |one: Referring| view! { <li>{move || counted(&one)}</li> };
        view! { <ul class="plainlist">{rows.into_iter().map(line).collect_view()}</ul> }
    };
    let nothing = !careful && found.left_without_it.is_empty();
    view! {
        <form class="dialogform" novalidate=true on:submit=submit>
            <Refused change on_newer=again />
            {nothing.then(|| view! { <p>{move || xw().nothing}</p> })}
            {careful.then(|| view! { <p>{move || xw().goes}</p> {list(found.removed_with_it)} })}
            {(!found.left_without_it.is_empty()).then(|| view! { <p>{move || xw().stays}</p> {list(found.left_without_it)} })}
            {careful.then(|| view! {
                <TextField id="delete-name" label=move || (xw().type_name)(&label) value=typed error=wrong />
            })}
            <div class="actions">
                <Button on_click=move |_| open.set(false)>{move || xw().keep}</Button>
                <Button kind=ButtonKind::Danger submit=true busy=change.busy()>{move || xw().go}</Button>
            </div>
        </form>
    }
}
