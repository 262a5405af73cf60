//! How the maker looks: name, colour and logo, which the header and every page follow. Asked for anew when somebody
//! else signs in, and after Settings changed them. Without an answer the application keeps its own colours.

use contract::session::{Branding, StaffUser};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::{Api, Session, brand, http};

use crate::acting::Acting;

const HOUSE: &str = "Cacao Ixchel";

#[derive(Clone, Copy)]
pub struct Looks {
    api: Api,
    session: Session<StaffUser>,
    acting: Acting,
    branding: RwSignal<Option<Branding>>,
}

impl Looks {
    /// Call it once, at the root, and `provide_context` it.
    pub fn follow(api: Api, session: Session<StaffUser>, acting: Acting) -> Self {
        let looks = Self {
            api,
            session,
            acting,
            branding: RwSignal::new(None),
        };
        let slug = Memo::new(move |_| looks.slug());
        Effect::new(move |_| {
            if slug.get().is_some() {
                looks.refresh();
            }
        });
        looks
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// The maker's short name: the person's own, or the one they act in. Reactive.
    fn slug(self) -> Option<String> {
        let own = self.session.user().and_then(|user| user.organization_slug);
        own.or_else(|| self.acting.slug())
    }

    /// Asks again.
    pub fn refresh(self) {
        let slug = untrack(|| self.slug());
        spawn_local(async move {
            let query = http::query(&[("organization", slug)]);
            let path = format!("/api/portal/customer/branding{query}");
            if let Ok(branding) = self.api.get::<Branding>(&path, None).await {
                brand::paint(&branding);
                let _ = self.branding.try_set(Some(branding));
            }
        });
    }

    /// Reactive.
    pub fn name(self) -> Signal<String> {
        Signal::derive(move || {
            let known = self
                .branding
                .with(|looks| looks.as_ref().map(|looks| looks.name.clone()));
            known
                .or_else(|| self.session.user().and_then(|user| user.organization))
                .unwrap_or_else(|| HOUSE.to_owned())
        })
    }

    /// The logo's address. Reactive.
    pub fn logo(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.branding.with(|looks| {
                looks
                    .as_ref()
                    .and_then(|looks| looks.logo_url.as_deref().map(|path| self.api.url(path)))
            })
        })
    }
}
