//! "New secret": how long the one before goes on working, then the new one, once.

use contract::oauth::{OauthClient, OauthSecret, OauthSecretInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::once_key;
use ui_kit::{Api, ApiError, Button, ButtonKind, Dialog, IconName, Note, Tone, error_words};

use super::gw;
use super::secret::Fresh;
use crate::access::aw;

/// Minutes that the old secret works beside the new one, in the order in which they are offered.
const OVERLAPS: [i64; 4] = [0, 60, 24 * 60, 7 * 24 * 60];
/// The usual case: the program's people change its settings in the course of a day.
const USUAL: i64 = 24 * 60;

#[component]
pub fn RotateDialog(
    /// Whose secret; None closes it.
    rotating: RwSignal<Option<OauthClient>>,
    fresh: RwSignal<Option<Fresh>>,
    reload: Callback<()>,
) -> impl IntoView {
    let api = Api::here();
    let open = RwSignal::new(false);
    let shown = RwSignal::new(None::<OauthClient>);
    let overlap = RwSignal::new(USUAL);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    let key = StoredValue::new(String::new());
    Effect::new(move |_| {
        if let Some(client) = rotating.get() {
            overlap.set(USUAL);
            refused.set(None);
            key.set_value(once_key());
            shown.set(Some(client));
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            rotating.set(None);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(client) = shown.get_untracked() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        refused.set(None);
        let input = OauthSecretInput {
            overlap_minutes: Some(overlap.get_untracked()),
        };
        spawn_local(async move {
            let path = format!("/api/oauth-clients/{}/secrets", client.id);
            let key_now = key.try_get_value().unwrap_or_default();
            let answer = api.create::<_, OauthSecret>(&path, &input, &key_now).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(made) => {
                    let _ = open.try_set(false);
                    let _ = fresh.try_set(Some(Fresh {
                        name: client.name,
                        client_id: made.client_id,
                        secret: made.client_secret,
                        scopes: client.scopes,
                        rotated: Some(made.previous_secret_expires_at),
                    }));
                    reload.run(());
                }
                Err(error) => {
                    if error != ApiError::Network {
                        key.try_update_value(|key| *key = once_key());
                    }
                    let _ = refused.try_set(Some(error));
                }
            }
        });
    };
    let title = move || {
        let name = shown.with(|client| client.as_ref().map(|client| client.name.clone()));
        (gw().rotate_title)(&name.unwrap_or_default())
    };
    let choice = move |(at, minutes): (usize, i64)| {
        view! {
            <label>
                <input
                    type="radio" name="overlap" value=minutes.to_string()
                    prop:checked=move || overlap.get() == minutes
                    on:change=move |_| overlap.set(minutes)
                />
                <span>{move || gw().overlaps[at]}</span>
            </label>
        }
    };
    let choices = OVERLAPS.into_iter().enumerate().map(choice).collect_view();
    view! {
        <Dialog id="rotate-dialog" open title>
            <form class="dialogform" novalidate on:submit=submit>
                <p class="mut">{move || gw().rotate_text}</p>
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
                <fieldset class="choices field">
                    <legend class="label">{move || gw().overlap}</legend>
                    {choices}
                </fieldset>
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=busy icon=IconName::KeyRound>{move || gw().rotate_go}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
