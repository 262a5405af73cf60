//! Asks before a contact is deleted.

use contract::contacts::Contact;
use leptos::prelude::*;
use ui_kit::http::{Method, etag};
use ui_kit::{Api, Button, ButtonKind, Dialog, Toasts};

use super::words::pw;
use crate::desk::{Change, Refused};

#[component]
pub fn RemoveDialog(
    removing: RwSignal<Option<Contact>>,
    #[prop(into)] on_gone: Callback<()>,
) -> impl IntoView {
    let (api, toasts) = (Api::here(), Toasts::here());
    let change = Change::default();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let asked = removing.with(Option::is_some);
        if open.get_untracked() != asked {
            change.clear();
            open.set(asked);
        }
    });
    Effect::new(move |_| {
        if !open.get() && removing.with_untracked(Option::is_some) {
            removing.set(None);
        }
    });
    let title = move || {
        removing.with(|contact| {
            let name = contact.as_ref().map(|contact| contact.name.as_str());
            (pw().delete_title)(name.unwrap_or_default())
        })
    };
    let remove = move |_| {
        let Some(contact) = removing.get_untracked() else {
            return;
        };
        let path = format!("/api/contacts/{}", contact.id);
        let tag = etag(contact.id, contact.version);
        change.run(
            async move { api.command_if(Method::DELETE, &path, &tag).await },
            move |()| {
                removing.set(None);
                on_gone.run(());
                toasts.done(move || (pw().deleted)(&contact.name));
            },
        );
    };
    let newer = move |()| {
        removing.set(None);
        on_gone.run(());
    };
    view! {
        <Dialog id="remove-contact" open title=title>
            <p>{move || pw().delete_text}</p>
            <Refused change on_newer=newer />
            <div class="actions">
                <Button on_click=move |_| removing.set(None)>{move || pw().cancel}</Button>
                <Button kind=ButtonKind::Danger busy=change.busy() on_click=remove>{move || pw().delete_go}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}
