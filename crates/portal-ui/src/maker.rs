//! The organization whose portal this is: its name, logo and colour. Asked for once, before anybody has signed in.

use contract::session::Branding;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::config::Config;
use ui_kit::{Api, TextProp, brand, http, i18n};

use crate::words::w;

/// Where neither the address nor the configuration names one.
const DEFAULT: &str = "cacao-ixchel";

#[derive(Clone, Copy)]
pub struct Maker {
    api: Api,
    slug: StoredValue<String>,
    /// The slug came with the address.
    asked: bool,
    branding: RwSignal<Option<Branding>>,
}

impl Maker {
    /// `?organization=slug` names the maker where one address serves several.
    pub fn load(api: Api, config: &Config) -> Self {
        let asked = asked();
        let by_address = asked.is_some();
        let slug = asked
            .or_else(|| config.organization.clone())
            .unwrap_or_else(|| DEFAULT.to_owned());
        let maker = Self {
            api,
            slug: StoredValue::new(slug),
            asked: by_address,
            branding: RwSignal::new(None),
        };
        spawn_local(async move {
            let query = http::query(&[("organization", Some(maker.slug()))]);
            // Without an answer the portal works in its own colours; the pages themselves say if the API is away.
            if let Ok(branding) = api
                .get::<Branding>(&format!("/api/portal/customer/branding{query}"), None)
                .await
            {
                brand::paint(&branding);
                i18n::suggest(&branding.default_locale);
                maker.branding.set(Some(branding));
            }
        });
        maker
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// For the sign-in, where one e-mail may be known to several makers.
    pub fn slug(self) -> String {
        self.slug.get_value()
    }

    /// The slug that a link must carry on, where this address serves several makers.
    pub fn asked_for(self) -> Option<String> {
        self.asked.then(|| self.slug())
    }

    /// Empty until known.
    pub fn name(self) -> Signal<String> {
        Signal::derive(move || {
            self.branding
                .with(|b| b.as_ref().map_or_else(String::new, |b| b.name.clone()))
        })
    }

    pub fn logo(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.branding.with(|b| {
                b.as_ref()
                    .and_then(|b| b.logo_url.as_deref().map(|path| self.api.url(path)))
            })
        })
    }

    /// The browser tab's title: "Orders · Order Portal – Cacao Ixchel".
    pub fn tab(self, page: impl Into<TextProp>) -> TextProp {
        let page = page.into();
        let name = self.name();
        TextProp::from(move || {
            let portal = w().portal;
            name.with(|name| {
                let place = if name.is_empty() {
                    portal.to_owned()
                } else {
                    format!("{portal} – {name}")
                };
                match page.get() {
                    page if page.is_empty() => place,
                    page => format!("{page} · {place}"),
                }
            })
        })
    }
}

fn asked() -> Option<String> {
    let query = window().location().search().ok()?;
    let slug = query
        .trim_start_matches('?')
        .split('&')
        .find_map(|pair| pair.strip_prefix("organization="))?;
    let plain = !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| slug.to_owned())
}
