//! Releasing a batch: asked about first; over the cadmium limit an administrator gives a reason that is recorded, and
//! everybody else is told who may.

use contract::batches::{Batch, BatchBody};
use contract::measurements::CadmiumCheck;
use contract::{BatchStatus, FieldError};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::http::{Method, encoded, etag};
use ui_kit::{Api, Button, ButtonKind, Dialog, IconName, Note, Toasts, Tone};

use super::quality::verdict_words;
use super::words::lw;
use crate::desk::{Change, Refused, WideField, given};
use crate::roles::{is_admin, may_manage};

fn shown(field: &str) -> bool {
    field == "release_reason"
}

/// The batch as it stands, released. Its inputs stay as they are.
fn released(batch: &Batch, reason: Option<String>) -> BatchBody {
    BatchBody {
        code: batch.code.clone(),
        farm_id: batch.farm_id,
        status: Some(BatchStatus::Released),
        harvest_date: batch.harvest_date,
        received_kg: batch.received_kg,
        fermentation_days: batch.fermentation_days,
        drying_days: batch.drying_days,
        roast_date: batch.roast_date,
        produced_kg: batch.produced_kg,
        notes: batch.notes.clone(),
        release_reason: reason,
        inputs: None,
    }
}

/// Shown while the batch waits for its release and its cadmium is known to have been looked at.
#[component]
pub fn ReleaseButton(
    #[prop(into)] batch: Signal<Batch>,
    #[prop(into)] check: Signal<Option<CadmiumCheck>>,
    #[prop(into)] on_released: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let waits = Memo::new(move |_| {
        batch.with(|batch| matches!(batch.status, BatchStatus::Open | BatchStatus::OnHold))
    });
    let known = Memo::new(move |_| check.with(Option::is_some));
    let body = move || {
        open.get().then(|| {
            let check = check.get_untracked()?;
            Some(view! { <Question batch=batch.get_untracked() check open on_released /> })
        })
    };
    view! {
        {move || (may_manage() && waits.get() && known.get()).then(|| view! {
            <Button kind=ButtonKind::Primary icon=IconName::Check on_click=move |_| open.set(true)>{move || lw().release}</Button>
        })}
        <Dialog id="release" open title=move || batch.with(|batch| (lw().title_release)(&batch.code))>{body}</Dialog>
    }
    .into_any()
}

#[component]
fn Question(
    batch: Batch,
    check: CadmiumCheck,
    open: RwSignal<bool>,
    on_released: Callback<()>,
) -> impl IntoView {
    let (api, toasts) = (Api::here(), Toasts::here());
    let change = Change::default();
    let reason = RwSignal::new(String::new());
    let over = check.over;
    // Whoever may not release it is told so, and offered nothing.
    let barred = over && !untrack(is_admin);
    let tone = if over { Tone::Danger } else { Tone::Neutral };
    let icon = if over {
        IconName::OctagonAlert
    } else {
        IconName::Scale
    };
    let verdict = move || verdict_words(&check);
    if barred {
        return view! {
            <div class="dialogform">
                <Note tone icon>
                    <p><b>{verdict}</b></p>
                    <p>{move || lw().who_may}</p>
                </Note>
                <p>{move || lw().who_sees}</p>
                <div class="actions">
                    <Button kind=ButtonKind::Primary on_click=move |_| open.set(false)>{move || lw().close}</Button>
                </div>
            </div>
        }
        .into_any();
    }
    let release = move |event: SubmitEvent| {
        event.prevent_default();
        let given = given(&reason.get_untracked()).filter(|_| over);
        if over && given.is_none() {
            let say = lw().need_reason;
            change.refuse(vec![FieldError::new("release_reason", "required", say)]);
            return;
        }
        let path = format!("/api/batches/{}", encoded(&batch.code));
        let tag = etag(batch.id, batch.version);
        let body = released(&batch, given);
        change.run(
            async move {
                api.send_if::<_, Batch>(Method::PUT, &path, &body, &tag)
                    .await
            },
            move |batch| {
                open.set(false);
                on_released.run(());
                toasts.done(move || (lw().done)(&batch.code));
            },
        );
    };
    let newer = move |()| {
        open.set(false);
        on_released.run(());
    };
    view! {
        <form class="dialogform" novalidate=true on:submit=release>
            <Refused change on_newer=newer shown=shown />
            <Note tone icon>
                <p><b>{verdict}</b></p>
                {over.then(|| view! { <p>{move || lw().need}</p> })}
            </Note>
            {over.then(|| view! {
                <WideField id="release-reason" label=move || lw().reason value=reason longest=1000 error=change.at("release_reason") />
            })}
            <p>{move || lw().text}</p>
            <div class="actions">
                <Button on_click=move |_| open.set(false)>{move || lw().cancel}</Button>
                <Button kind=if over { ButtonKind::Danger } else { ButtonKind::Primary } submit=true busy=change.busy()>{move || lw().release}</Button>
            </div>
        </form>
    }
    .into_any()
}
