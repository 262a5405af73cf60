//! Revoke, let back in, delete: asked about where it ends something, and told in the dialog when it is refused.

use contract::oauth::{OauthClient, OauthClientPatch, OauthClientStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::etag;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, IconName, Method, Note, Toasts, Tone, error_words,
};

use super::gw;
use crate::access::aw;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Revoke,
    LetIn,
    Delete,
}

/// Lets a program sign in, or no more. None after deleting it.
async fn send(api: Api, act: Act, client: &OauthClient) -> Result<Option<OauthClient>, ApiError> {
    let path = format!("/api/oauth-clients/{}", client.id);
    let tag = etag(client.id, client.version);
    let status = match act {
        Act::Revoke => OauthClientStatus::Revoked,
        Act::LetIn => OauthClientStatus::Active,
        Act::Delete => {
            return api
                .command_if(Method::DELETE, &path, &tag)
                .await
                .map(|()| None);
        }
    };
    let patch = OauthClientPatch {
        status: Some(status),
        ..OauthClientPatch::default()
    };
    api.send_if(Method::PATCH, &path, &patch, &tag)
        .await
        .map(Some)
}

#[component]
pub fn ActDialog(
    /// What to do with which; None closes it.
    asked: RwSignal<Option<(Act, OauthClient)>>,
    reload: Callback<()>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let shown = RwSignal::new(None::<(Act, OauthClient)>);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    Effect::new(move |_| {
        if let Some(now) = asked.get() {
            refused.set(None);
            shown.set(Some(now));
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            asked.set(None);
        }
    });
    let act = Memo::new(move |_| shown.with(|shown| shown.as_ref().map(|(act, _)| *act)));
    let name = move || {
        let name = shown.with(|shown| shown.as_ref().map(|(_, client)| client.name.clone()));
        name.unwrap_or_default()
    };
    let title = move || match act.get() {
        Some(Act::Delete) => (gw().delete_title)(&name()),
        Some(Act::LetIn) => (gw().let_in_title)(&name()),
        _ => (gw().revoke_title)(&name()),
    };
    let text = move || match act.get() {
        Some(Act::Delete) => gw().delete_text,
        Some(Act::LetIn) => gw().let_in_text,
        _ => gw().revoke_text,
    };
    let go = move |_| {
        let Some((act, client)) = shown.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let answer = send(api, act, &client).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(_) => {
                    let _ = open.try_set(false);
                    toasts.done(move || match act {
                        Act::Revoke => (gw().revoked)(&client.name),
                        Act::LetIn => (gw().let_in_done)(&client.name),
                        Act::Delete => (gw().deleted)(&client.name),
                    });
                    reload.run(());
                }
                Err(error) => {
                    if error.is_stale() {
                        reload.run(());
                    }
                    let _ = refused.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog id="program-act" open title>
            <p>{text}</p>
            <div role="alert">
                {move || refused.get().map(|error| {
                    let stale = matches!(error.status(), Some(404 | 409 | 412));
                    view! {
                        <Note tone=Tone::Danger icon=IconName::OctagonAlert>
                            {move || if stale { gw().stale } else { error_words(&error) }}
                        </Note>
                    }
                })}
            </div>
            <div class="actions">
                <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                {move || match act.get() {
                    Some(Act::LetIn) => view! { <Button kind=ButtonKind::Primary busy=busy on_click=go>{move || gw().let_in}</Button> }.into_any(),
                    Some(Act::Delete) => view! { <Button kind=ButtonKind::Danger busy=busy on_click=go>{move || gw().delete_go}</Button> }.into_any(),
                    _ => view! { <Button kind=ButtonKind::Danger busy=busy on_click=go>{move || gw().revoke}</Button> }.into_any(),
                }}
            </div>
        </Dialog>
    }
    .into_any()
}
