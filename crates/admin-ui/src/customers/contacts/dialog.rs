//! A contact, new or known, in a dialog. What is typed stays until it is saved or the dialog is left.

use contract::FieldError;
use contract::contacts::{Contact, ContactInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::http::{Method, etag, once_key};
use ui_kit::{Api, Button, ButtonKind, Dialog, Toasts};

use super::words::pw;
use crate::desk::{Change, Refused, TextField, given};

fn shown(field: &str) -> bool {
    ["name", "job_title", "email", "phone"].contains(&field)
}

/// `editing` holds the contact, None inside it for a new one; emptied when the dialog closes.
#[component]
pub fn ContactDialog(
    customer: i64,
    editing: RwSignal<Option<Option<Contact>>>,
    #[prop(into)] on_saved: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let asked = editing.with(Option::is_some);
        if open.get_untracked() != asked {
            open.set(asked);
        }
    });
    Effect::new(move |_| {
        if !open.get() && editing.with_untracked(Option::is_some) {
            editing.set(None);
        }
    });
    let title = move || {
        let known = editing.with(|editing| matches!(editing, Some(Some(_))));
        if known { pw().edit_title } else { pw().add }
    };
    let form = move || {
        let known = editing.get()?;
        Some(view! { <Form customer known open on_saved /> })
    };
    view! { <Dialog id="contact" open title=title>{form}</Dialog> }.into_any()
}

#[component]
fn Form(
    customer: i64,
    known: Option<Contact>,
    open: RwSignal<bool>,
    on_saved: Callback<()>,
) -> impl IntoView {
    let (api, toasts) = (Api::here(), Toasts::here());
    let change = Change::default();
    let text = |read: fn(&Contact) -> Option<String>| {
        RwSignal::new(known.as_ref().and_then(read).unwrap_or_default())
    };
    let name = text(|c| Some(c.name.clone()));
    let job = text(|c| c.job_title.clone());
    let email = text(|c| c.email.clone());
    let phone = text(|c| c.phone.clone());
    let first = RwSignal::new(known.as_ref().is_some_and(|c| c.is_primary));
    let sent = StoredValue::new(None::<(ContactInput, String)>);
    let saved = known.map(|c| (c.id, c.version));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(name) = given(&name.get_untracked()) else {
            change.refuse(vec![FieldError::new("name", "required", pw().need_name)]);
            return;
        };
        let input = ContactInput {
            name,
            email: given(&email.get_untracked()),
            phone: given(&phone.get_untracked()),
            job_title: given(&job.get_untracked()),
            is_primary: first.get_untracked(),
        };
        // The same words under the same key create one contact, however often they are sent.
        let key = match sent.get_value() {
            Some((before, key)) if before == input => key,
            _ => once_key(),
        };
        sent.set_value(Some((input.clone(), key.clone())));
        let send = async move {
            match saved {
                None => {
                    let path = format!("/api/customers/{customer}/contacts");
                    api.create::<_, Contact>(&path, &input, &key).await
                }
                Some((id, version)) => {
                    let path = format!("/api/contacts/{id}");
                    api.send_if(Method::PUT, &path, &input, &etag(id, version))
                        .await
                }
            }
        };
        change.run(send, move |contact: Contact| {
            open.set(false);
            on_saved.run(());
            toasts.done(move || (pw().saved)(&contact.name));
        });
    };
    let newer = move |()| {
        open.set(false);
        on_saved.run(());
    };
    view! {
        <form class="dialogform" novalidate=true on:submit=save>
            <Refused change on_newer=newer shown=shown />
            <TextField id="contact-name" label=move || pw().name value=name error=change.at("name") />
            <TextField id="contact-job" label=move || pw().job value=job error=change.at("job_title") />
            <TextField id="contact-email" label=move || pw().email value=email kind="email" longest=254 error=change.at("email") />
            <TextField id="contact-phone" label=move || pw().phone value=phone kind="tel" longest=50 hint=move || pw().phone_hint error=change.at("phone") />
            <div class="check">
                <input
                    type="checkbox" id="contact-first" aria-describedby="contact-first-hint"
                    prop:checked=move || first.get() on:change=move |event| first.set(event_target_checked(&event))
                />
                <label for="contact-first">{move || pw().primary_check}</label>
                <span class="hint" id="contact-first-hint">{move || pw().primary_hint}</span>
            </div>
            <div class="actions">
                <Button on_click=move |_| open.set(false)>{move || pw().cancel}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || pw().save}</Button>
            </div>
        </form>
    }
}
