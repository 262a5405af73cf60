//! The organization that a platform administrator acts in. It is asked for before anything else, checked by the API,
//! named with every request from then on, and kept until the browser is closed or the person signs out; an address with
//! `?organization=` chooses another. Staff of an organization have nothing to choose and see nothing of this.

mod words;

use contract::StaffRole;
use contract::organization::Organization;
use contract::session::StaffUser;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Field, IconName, Note, Session, TextInput, Tone, cookie,
    error_words,
};

use crate::account::Leave;
use crate::sign_in::SignFrame;
use words::pw;

const COOKIE: &str = "ixchel_organization";
const LONGEST: usize = 63;

/// Copy it freely.
#[derive(Clone, Copy)]
pub struct Acting {
    api: Api,
    slug: RwSignal<Option<String>>,
    /// What the address or an earlier page of the visit says, until it is tried.
    wish: StoredValue<Option<String>>,
}

impl Acting {
    /// Call it once, at the root, and `provide_context` it.
    pub fn start(api: Api) -> Self {
        let address = window().location().search().unwrap_or_default();
        let wish = named(&address)
            .or_else(|| cookie::get(COOKIE))
            .filter(|slug| plausible(slug));
        Self {
            api,
            slug: RwSignal::new(None),
            wish: StoredValue::new(wish),
        }
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Reactive.
    pub fn slug(self) -> Option<String> {
        self.slug.get()
    }

    /// Forgets it: the person signed out, or wants another.
    pub fn forget(self) {
        cookie::set_for_now(COOKIE, "");
        self.wish.set_value(None);
        self.api.act_in(None);
        if self.slug.with_untracked(Option::is_some) {
            self.slug.set(None);
        }
    }

    /// Asks the API whether there is such an organization, and acts in it from now on.
    async fn choose(self, slug: String) -> Result<(), ApiError> {
        self.api.act_in(Some(slug.clone()));
        match self
            .api
            .get::<Organization>("/api/organization", None)
            .await
        {
            Ok(_) => {
                cookie::set_for_now(COOKIE, &slug);
                self.slug.set(Some(slug));
                Ok(())
            }
            Err(error) => {
                self.api.act_in(None);
                Err(error)
            }
        }
    }
}

/// Whether the person must name an organization first. Reactive.
pub fn must_choose(user: &StaffUser, acting: Acting) -> bool {
    user.role == StaffRole::PlatformAdmin && acting.slug().is_none()
}

/// `organization` of a query string.
fn named(search: &str) -> Option<String> {
    search
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == "organization")
        .map(|(_, value)| value.to_lowercase())
}

/// Letters, digits and hyphens: nothing else is a slug, and nothing else goes into a header or a cookie.
fn plausible(slug: &str) -> bool {
    (1..=LONGEST).contains(&slug.len())
        && slug
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Asks for the organization, and tries by itself the one that the address or an earlier page named.
#[component]
pub fn ChooseOrganization() -> impl IntoView {
    let acting = Acting::here();
    let wish = acting.wish.get_value();
    let slug = RwSignal::new(wish.clone().unwrap_or_default());
    let node = NodeRef::<html::Input>::new();
    let busy = RwSignal::new(false);
    let unknown = RwSignal::new(false);
    let failed = RwSignal::new(None::<ApiError>);
    // While the first one is tried there is nothing to ask.
    let asks = RwSignal::new(wish.is_none());
    let go = move |name: String| {
        busy.set(true);
        unknown.set(false);
        failed.set(None);
        spawn_local(async move {
            let answer = acting.choose(name).await;
            let _ = busy.try_set(false);
            let _ = asks.try_set(true);
            if let Err(error) = answer {
                if error.field("X-Organization").is_some() {
                    let _ = unknown.try_set(true);
                } else {
                    let _ = failed.try_set(Some(error));
                }
                if let Some(Some(input)) = node.try_get_untracked() {
                    let _ = input.focus();
                }
            }
        });
    };
    if let Some(name) = wish {
        go(name);
    }
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let name = slug.get_untracked().trim().to_lowercase();
        if plausible(&name) {
            go(name);
        } else {
            unknown.set(true);
            if let Some(input) = node.get_untracked() {
                let _ = input.focus();
            }
        }
    };
    let said = Signal::derive(move || {
        unknown.get().then(|| {
            if slug.with(|slug| slug.trim().is_empty()) {
                pw().missing.to_owned()
            } else {
                pw().unknown.to_owned()
            }
        })
    });
    view! {
        <SignFrame title=|| pw().title foot=|| view! { <Leave /> }.into_any()>
            <form class="signform" aria-labelledby="acting" novalidate on:submit=submit>
                {move || if asks.get() {
                    view! {
                        <div>
                            <h1 id="acting">{move || pw().title}</h1>
                            <p class="lede mut">{move || pw().lede}</p>
                        </div>
                        <div role="alert">
                            {move || failed.get().map(|error| view! {
                                <Note tone=Tone::Danger icon=IconName::OctagonAlert>{move || error_words(&error)}</Note>
                            })}
                        </div>
                        <Field id="organization" label=move || pw().slug hint=move || pw().hint error=said>
                            <TextInput
                                id="organization" value=slug autocomplete="organization" big=true required=true hinted=true node=node
                                invalid=Signal::derive(move || unknown.get())
                            />
                        </Field>
                        <Button kind=ButtonKind::Primary submit=true big=true busy=busy>{move || pw().go}</Button>
                    }
                    .into_any()
                } else {
                    view! { <p class="mut" role="status">{move || pw().opening}</p> }.into_any()
                }}
            </form>
        </SignFrame>
    }
    .into_any()
}

/// In the header, for a platform administrator: the way to another organization.
#[component]
pub fn ActingButton() -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let acting = Acting::here();
    let unsaved = crate::unsaved::Unsaved::here();
    let platform = Memo::new(move |_| {
        session
            .user()
            .is_some_and(|user| user.role == StaffRole::PlatformAdmin)
    });
    move || {
        platform.get().then(|| {
            view! {
                <Button
                    kind=ButtonKind::Icon icon=IconName::Building2 label=move || pw().another
                    on_click=move |_| unsaved.first(move || acting.forget())
                />
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{named, plausible};

    #[test]
    fn the_address_names_an_organization() {
        assert_eq!(
            named("?a=1&organization=Otra-Tierra").as_deref(),
            Some("otra-tierra")
        );
        assert_eq!(named("?organizations=x"), None);
        assert_eq!(named(""), None);
    }

    #[test]
    fn only_a_slug_goes_into_a_header() {
        assert!(plausible("cacao-ixchel") && plausible("m2"));
        for bad in ["", "Cacao", "a b", "a\r\nx: y", "ä", &"a".repeat(64)] {
            assert!(!plausible(bad), "{bad}");
        }
    }
}
