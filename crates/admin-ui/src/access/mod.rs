//! Portal access on a customer's page, for administrators: who may sign in, in which state, and what can be done about
//! it. A generated password goes by e-mail and is never shown, asked for or kept here.

mod actions;
mod create;
pub mod people;
mod words;

use contract::MailStatus;
use contract::portal_users::{PortalUser, PortalUserPage};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{
    Api, Button, ButtonKind, EmptyState, ErrorState, IconName, LoadState, Note, Pager, Section,
    SkeletonRows, Tone, load_keeping,
};

use actions::Actions;
use create::CreateDialog;
use people::People;
pub use words::aw;

const PAGE: u64 = 50;
/// A queued e-mail leaves within seconds: look again, but not for ever.
const LOOK_AGAIN_MS: u32 = 3_000;
const LOOKS: u32 = 20;

#[component]
pub fn PortalAccess(customer: i64, locale: Option<String>) -> impl IntoView {
    let api = Api::here();
    let page = RwSignal::new(1_u64);
    let people = load_keeping(
        move || Some(page.get()),
        move |page: u64, abort| async move {
            let path = format!("/api/customers/{customer}/portal-users?page={page}&limit={PAGE}");
            api.get::<PortalUserPage>(&path, abort.as_ref()).await
        },
    );
    // What is shown follows the answers, and at once what an action answered.
    let shown = RwSignal::new(Vec::<PortalUser>::new());
    Effect::new(move |_| {
        if let Some(page) = people.ready() {
            shown.set(page.portal_users);
        }
    });
    let queued = Memo::new(move |_| {
        shown.with(|people| {
            people
                .iter()
                .any(|p| p.mail_status == Some(MailStatus::Queued))
        })
    });
    let looks = StoredValue::new(0_u32);
    Effect::new(move |_| {
        // Each answer is a reason to look at it again.
        people.with(|_| ());
        if !queued.get() {
            looks.set_value(0);
            return;
        }
        if looks.get_value() < LOOKS {
            looks.update_value(|looks| *looks += 1);
            spawn_local(async move {
                TimeoutFuture::new(LOOK_AGAIN_MS).await;
                // The page may have been left meanwhile.
                if shown.try_get_untracked().is_some() {
                    people.retry();
                }
            });
        }
    });
    let creating = RwSignal::new(false);
    let created = RwSignal::new(None::<PortalUser>);
    let actions = Actions::new(api, shown, Callback::new(move |()| people.retry()));
    let language = locale.clone();
    let on_created = Callback::new(move |person: PortalUser| {
        created.set(Some(person));
        page.set(1);
        people.retry();
    });
    let body = move || {
        match people.get() {
        LoadState::Waiting => ().into_any(),
        LoadState::Slow => view! { <SkeletonRows rows=3 /> }.into_any(),
        LoadState::Failed(error) => view! {
            <ErrorState title=move || aw().failed error=error on_retry=move |()| people.retry() busy=Signal::derive(move || people.busy()) />
        }
        .into_any(),
        LoadState::Ready(page) if page.pagination.total == 0 => view! {
            <EmptyState title=move || aw().none.0 text=move || aw().none.1 />
        }
        .into_any(),
        LoadState::Ready(_) => view! { <People people=shown actions /> }.into_any(),
    }
    };
    // Only whether there is anything decides which of them stands there: rows keep their focus.
    let kind = Memo::new(move |_| {
        people.with(|state| match state {
            LoadState::Waiting => 0_u8,
            LoadState::Slow => 1,
            LoadState::Failed(_) => 2,
            LoadState::Ready(page) if page.pagination.total == 0 => 3,
            LoadState::Ready(_) => 4,
        })
    });
    let pager = move || {
        people
            .ready()
            .map(|page| page.pagination)
            .filter(|pagination| pagination.pages > 1)
            .map(|pagination| {
                view! { <Pager page=pagination on_page=move |next| page.set(next) noun=move || aw().people /> }
            })
    };
    view! {
        <Section id="portal-access" title=move || aw().title lede=move || aw().lede>
            <div class="accesshead">
                <Button kind=ButtonKind::Primary icon=IconName::Plus on_click=move |_| creating.set(true)>
                    {move || aw().create}
                </Button>
            </div>
            <div role="status">
                {move || created.get().map(|person| {
                    let language = language.clone();
                    view! {
                        <Note tone=Tone::Success icon=IconName::Mail>
                            <p>{move || (aw().on_its_way)(&person.name, &person.email, &language_words(language.as_deref()))}</p>
                        </Note>
                    }
                })}
            </div>
            {move || {
                // Tracking alone would not make the memo run.
                let _ = kind.get();
                untrack(body)
            }}
            {pager}
        </Section>
        <CreateDialog customer open=creating on_created />
        <actions::Confirm actions locale=locale />
    }
    .into_any()
}

/// "in German", or "in the house's language" where the shop has none of its own. Reactive.
fn language_words(locale: Option<&str>) -> String {
    match locale {
        Some(code) => (aw().in_language)(&crate::country::language_name(code)),
        None => aw().in_house_language.to_owned(),
    }
}
