//! The form of a customer, new or known: `/admin/customers/new` and `/admin/customers/{id}/edit`. What was typed is kept
//! whatever the server answers; what somebody else saved meanwhile is taken over only when it is asked for.

mod draft;
mod fields;
mod words;

use contract::customers::{Customer, CustomerInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui_kit::http::{Method, encoded, etag, once_key};
use ui_kit::{
    Api, Button, ButtonKind, Crumb, Crumbs, EmptyState, IconName, Note, PageHead, TextProp, Toasts,
    Tone, load,
};

use super::page::stages;
use super::{cw, href};
use crate::audit::{FIELDS, named};
use crate::desk::{Change, Refused};
use crate::order_new::go;
use crate::roles::may_keep_customers;
use crate::shell::tab;
use crate::unsaved::Unsaved;
use draft::Draft;
use fields::FormFields;
pub(super) use words::fw;

/// Every field stands in the form, and shows by itself what is wrong with it.
fn shown(_: &str) -> bool {
    true
}

fn crumbs(path: Vec<Crumb>, here: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    view! { <Crumbs label=move || cw().crumbs path=path here=here /> }.into_any()
}

fn customers() -> Crumb {
    Crumb {
        href: "/admin/customers",
        text: TextProp::from(|| cw().customers),
    }
}

#[component]
pub fn NewCustomerPage() -> impl IntoView {
    let head = || {
        let crumbs = crumbs(vec![customers()], || cw().new.to_owned());
        view! { <PageHead title=move || cw().new tab=move || tab(cw().new) lede=move || fw().new_lede crumbs=crumbs /> }
    };
    move || {
        if may_keep_customers() {
            view! { {head()} <Form known=None /> }.into_any()
        } else {
            no_role()
        }
    }
}

#[component]
pub fn EditCustomerPage() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let customer = load(
        move || Some(id.get()).filter(|id| !id.is_empty() && may_keep_customers()),
        move |id: String, abort| async move {
            let path = format!("/api/customers/{}", encoded(&id));
            api.get::<Customer>(&path, abort.as_ref()).await
        },
    );
    let body = stages(customer, |customer| {
        let (name, of_tab, here) = (
            customer.name.clone(),
            customer.name.clone(),
            customer.name.clone(),
        );
        let crumbs = crumbs(vec![customers()], move || here.clone());
        view! {
            <PageHead title=move || (fw().edit)(&name) tab=move || tab(&(fw().edit)(&of_tab)) crumbs=crumbs />
            <Form known=Some(customer) />
        }
        .into_any()
    });
    move || {
        if may_keep_customers() {
            body().into_any()
        } else {
            no_role()
        }
    }
}

fn no_role() -> AnyView {
    view! {
        <PageHead title=move || fw().viewer.0 tab=move || tab(fw().viewer.0) />
        <EmptyState title=move || fw().viewer.0 text=move || fw().viewer.1>
            <a class="btn" href="/admin/customers">{move || cw().customers}</a>
        </EmptyState>
    }
    .into_any()
}

/// What somebody else changed meanwhile: the fields that only they changed, and those that both did.
type Meanwhile = (Vec<&'static str>, Vec<&'static str>);

#[component]
fn Form(known: Option<Customer>) -> impl IntoView {
    let api = Api::here();
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let draft = Draft::of(known.as_ref());
    let back = known
        .as_ref()
        .map_or_else(|| "/admin/customers".to_owned(), |known| href(known.id));
    let is_new = known.is_none();
    let saved = RwSignal::new(known);
    let change = Change::default();
    let fetching = Change::default();
    let meanwhile = RwSignal::new(None::<Meanwhile>);
    // The same words under the same key create one customer, however often they are sent.
    let sent = StoredValue::new(None::<(CustomerInput, String)>);
    let done = RwSignal::new(false);
    let dirty =
        Signal::derive(move || !done.get() && saved.with(|saved| draft.differs(saved.as_ref())));
    Unsaved::here().watch(dirty);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let missing = untrack(|| draft.missing());
        if !missing.is_empty() {
            change.refuse(missing);
            return;
        }
        let known = saved.get_untracked();
        let input = draft.input();
        let key = match sent.get_value() {
            Some((before, key)) if before == input => key,
            _ => once_key(),
        };
        sent.set_value(Some((input.clone(), key.clone())));
        let send = async move {
            match known {
                None => {
                    api.create::<_, Customer>("/api/customers", &input, &key)
                        .await
                }
                Some(known) => {
                    let (path, tag) = (
                        format!("/api/customers/{}", known.id),
                        etag(known.id, known.version),
                    );
                    let patch = draft.patch(&known);
                    api.send_if(Method::PATCH, &path, &patch, &tag).await
                }
            }
        };
        let navigate = navigate.clone();
        change.run(send, move |customer: Customer| {
            // Nothing on this page is unsaved any more: the way to the next is free.
            done.set(true);
            let name = customer.name.clone();
            if is_new {
                toasts.done(move || (fw().created)(&name));
            } else {
                toasts.done(|| fw().saved);
            }
            let own = href(customer.id);
            request_animation_frame(move || go(&navigate, &own));
        });
    };
    let load_now = move |_| {
        let Some(old) = saved.get_untracked() else {
            return;
        };
        let path = format!("/api/customers/{}", old.id);
        fetching.run(
            async move { api.get::<Customer>(&path, None).await },
            move |new: Customer| {
                meanwhile.set(Some(draft.rebase(&old, &new)));
                saved.set(Some(new));
                change.clear();
            },
        );
    };
    let stale = move || change.status() == Some(412);
    let conflict = move || {
        stale().then(|| {
            view! {
                <div class="refused">
                    <Note tone=Tone::Warning icon=IconName::TriangleAlert live="alert">
                        <p>{move || fw().stale}</p>
                        <Button small=true icon=IconName::RefreshCw busy=fetching.busy() on_click=load_now>{move || fw().load_now}</Button>
                    </Note>
                </div>
            }
        })
    };
    let rebased = move || {
        meanwhile.get().map(|(theirs, both)| {
            let names = |keys: &[&'static str]| {
                let names: Vec<String> = keys.iter().map(|key| named(FIELDS, key)).collect();
                names.join(", ")
            };
            let lines = move || {
                let theirs = (!theirs.is_empty()).then(|| (fw().meanwhile)(&names(&theirs)));
                let both = (!both.is_empty()).then(|| (fw().both)(&names(&both)));
                [theirs, both]
                    .into_iter()
                    .flatten()
                    .map(|line| view! { <p>{line}</p> })
                    .collect_view()
            };
            view! {
                <Note tone=Tone::Info icon=IconName::Info>
                    <p>{move || fw().rebased}</p>
                    {lines}
                </Note>
            }
        })
    };
    view! {
        <form class="deskform customerform" novalidate=true on:submit=save>
            {conflict}
            {move || (!stale()).then(|| view! { <Refused change=change shown=shown /> })}
            <Refused change=fetching />
            <div role="status" class="meanwhile">{rebased}</div>
            <FormFields draft change saved />
            <div class="actions">
                <Button kind=ButtonKind::Primary submit=true busy=change.busy()>
                    {move || if is_new { fw().create } else { fw().save }}
                </Button>
                <a class="btn" href=back>{move || fw().cancel}</a>
            </div>
        </form>
    }
}
