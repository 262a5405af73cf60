//! The organization whose pages these are: its name, logo and colour. Asked for once, before anybody has signed in.

use contract::session::Branding;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::config::Config;
use crate::{Api, TextProp, brand, http, i18n};

/// Where neither the address nor the configuration names one.
const DEFAULT: &str = "cacao-ixchel";

#[derive(Clone, Copy)]
pub struct Maker {
    api: Api,
    slug: StoredValue<String>,
    /// The slug came with the address.
    asked: bool,
    branding: RwSignal<Option<Branding>>,
    /// What these pages are: "Order Portal". Empty where they are just the maker's.
    place: fn() -> &'static str,
}

impl Maker {
    /// `?organization=slug` names the maker where one address serves several. `place` is read in the reader's language.
    pub fn load(api: Api, config: &Config, place: fn() -> &'static str) -> Self {
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
            place,
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

    /// The public page of a lot: `/provenance/IXC-26-001?sku=LNQ-70-60`. `sku` may be empty.
    pub fn provenance_href(self, lot: &str, sku: &str) -> String {
        let query = http::query(&[
            ("sku", Some(sku.to_owned())),
            ("organization", self.asked_for()),
        ]);
        format!("/provenance/{}{query}", http::encoded(lot))
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
            let what = (self.place)();
            let place = name.with(|name| joined(" – ", what, name));
            joined(" · ", &page.get(), &place)
        })
    }
}

/// Both with `between`, or the one that is there.
fn joined(between: &str, one: &str, other: &str) -> String {
    match (one, other) {
        ("", only) | (only, "") => only.to_owned(),
        _ => format!("{one}{between}{other}"),
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
