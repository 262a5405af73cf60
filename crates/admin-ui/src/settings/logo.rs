//! The logo: what stands in the header now, choosing another with a look at it first, taking it away.

use contract::organization::Organization;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::etag;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, IconName, Method, Note, Panel, Section, Toasts,
    Tone, error_words,
};

use super::words::sw;
use crate::image_pick::{ImagePick, Picked};
use crate::looks::Looks;

const KINDS: &[&str] = &["image/png", "image/jpeg", "image/webp", "image/svg+xml"];
const MAX_BYTES: u32 = 512 * 1024;
const PATH: &str = "/api/organization/logo";

#[component]
pub fn LogoSection(saved: RwSignal<Option<Organization>>) -> impl IntoView {
    let api = Api::here();
    let (toasts, looks) = (Toasts::here(), Looks::here());
    let picked = RwSignal::new(None::<Picked>);
    let busy = RwSignal::new(false);
    let removing = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    let current = move || {
        saved.with(|saved| {
            saved
                .as_ref()
                .and_then(|saved| saved.logo_url.as_deref().map(|path| api.url(path)))
        })
    };
    // What changes the logo also makes a new version of the organization.
    let settle = move |answer: Result<Organization, ApiError>, words: fn() -> &'static str| {
        let _ = busy.try_set(false);
        match answer {
            Ok(now) => {
                let _ = saved.try_set(Some(now));
                let _ = picked.try_set(None);
                looks.refresh();
                toasts.done(words);
            }
            Err(error) => drop(refused.try_set(Some(error))),
        }
    };
    let tag = move || {
        saved.with_untracked(|saved| saved.as_ref().map(|saved| etag(saved.id, saved.version)))
    };
    let upload = move |_| {
        let Some(picture) = picked.get_untracked() else {
            return;
        };
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let answer = api
                .put_bytes(PATH, &picture.kind, &picture.bytes, tag().as_deref())
                .await;
            settle(answer, || sw().logo_saved);
        });
    };
    let remove = move |_| {
        removing.set(false);
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let answer = api.ask(Method::DELETE, PATH, tag().as_deref()).await;
            settle(answer, || sw().logo_removed);
        });
    };
    // A new choice is a new try.
    Effect::new(move |_| {
        if picked.with(Option::is_some) {
            refused.set(None);
        }
    });
    view! {
        <Section id="logo" title=move || sw().logo lede=move || sw().logo_lede>
            <Panel class="logopanel">
                {move || match current() {
                    Some(source) => view! {
                        <div class="logonow">
                            <img src=source alt=move || sw().logo_now />
                            <Button small=true busy=busy on_click=move |_| removing.set(true)>{move || sw().remove}</Button>
                        </div>
                    }.into_any(),
                    None => view! { <p class="mut">{move || sw().no_logo}</p> }.into_any(),
                }}
                <ImagePick id="logo-file" label=move || sw().choose rules=move || sw().rules kinds=KINDS max_bytes=MAX_BYTES picked />
                <div role="alert">
                    {move || refused.get().map(|error| view! {
                        <Note tone=Tone::Danger icon=IconName::OctagonAlert>{move || refusal(&error)}</Note>
                    })}
                </div>
                {move || picked.with(Option::is_some).then(|| view! {
                    <div class="actions">
                        <Button kind=ButtonKind::Primary icon=IconName::Upload busy=busy on_click=upload>{move || sw().upload}</Button>
                    </div>
                })}
            </Panel>
        </Section>
        <Dialog id="remove-logo" open=removing title=move || sw().remove_title>
            <p>{move || sw().remove_text}</p>
            <div class="actions">
                <Button on_click=move |_| removing.set(false)>{move || sw().cancel}</Button>
                <Button kind=ButtonKind::Danger on_click=remove>{move || sw().remove}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn refusal(error: &ApiError) -> &'static str {
    match error.status() {
        Some(400 | 415) => sw().logo_bad,
        Some(412) => sw().stale_logo,
        Some(413) => sw().logo_big,
        _ => error_words(error),
    }
}
