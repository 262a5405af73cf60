//! A secret just made, shown this once: with what it belongs to, how to copy it, and a first request to try. When the
//! dialog closes, it is gone from the page too.

use chrono::{DateTime, Utc};
use contract::oauth::OauthScope;
use leptos::prelude::*;
use ui_kit::{Button, ButtonKind, Dialog, IconName, Note, Tone, fmt};

use super::copy::Copyable;
use super::gw;

/// What is shown once.
#[derive(Debug, Clone, PartialEq)]
pub struct Fresh {
    pub name: String,
    pub client_id: String,
    /// None where the answer to a repeated try left it out: then a new one must be made.
    pub secret: Option<String>,
    pub scopes: Vec<OauthScope>,
    /// A rotation's: until when the secret before works; None for a new program.
    pub rotated: Option<Option<DateTime<Utc>>>,
}

impl Fresh {
    /// Fetches a token, and with it something that the program may read.
    fn example(&self, origin: &str) -> String {
        let secret = self.secret.as_deref().unwrap_or_default();
        let scope = self
            .scopes
            .iter()
            .map(|scope| scope.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let mut lines = format!(
            "curl -u '{}:{secret}' \\\n  -d grant_type=client_credentials \\\n  -d 'scope={scope}' \\\n  {origin}/api/oauth/token",
            self.client_id
        );
        if self.scopes.contains(&OauthScope::CustomersRead) {
            lines.push_str(&format!(
                "\n\ncurl -H \"Authorization: Bearer $TOKEN\" \\\n  '{origin}/api/m2m/customers/search?q=kakao'"
            ));
        }
        lines
    }
}

#[component]
pub fn SecretDialog(fresh: RwSignal<Option<Fresh>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if fresh.with(Option::is_some) {
            open.set(true);
        }
    });
    // Closed, however that came about: nothing of it stays.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            fresh.set(None);
        }
        now
    });
    let title = move || {
        fresh.with(|fresh| match fresh {
            Some(Fresh {
                rotated: Some(_),
                name,
                ..
            }) => (gw().rotated_title)(name),
            Some(Fresh { name, .. }) => (gw().created_title)(name),
            None => String::new(),
        })
    };
    view! {
        <Dialog id="secret-dialog" open title>
            <div class="secret">{move || fresh.get().map(body)}</div>
            <div class="actions">
                <Button kind=ButtonKind::Primary on_click=move |_| open.set(false)>{move || gw().kept}</Button>
            </div>
        </Dialog>
    }
    .into_any()
}

fn body(fresh: Fresh) -> AnyView {
    let origin = window().location().origin().unwrap_or_default();
    let example = fresh.example(&origin);
    let until = fresh.rotated;
    let id = fresh.client_id.clone();
    let secret = fresh.secret.clone();
    let told = secret.is_some();
    let secret_view = secret.map(|secret| {
        view! {
            <div class="field">
                <span class="label">{move || gw().secret}</span>
                <Copyable name=move || gw().secret text=Signal::stored(secret) />
            </div>
        }
    });
    view! {
        {if told {
            view! { <Note tone=Tone::Warning icon=IconName::TriangleAlert><p>{move || gw().once}</p></Note> }.into_any()
        } else {
            view! { <Note tone=Tone::Danger icon=IconName::OctagonAlert><p>{move || gw().not_told}</p></Note> }.into_any()
        }}
        {until.map(|until| view! {
            <p>{move || match until {
                Some(at) => (gw().old_until)(&fmt::date_time(at)),
                None => gw().old_stopped.to_owned(),
            }}</p>
        })}
        <div class="field">
            <span class="label">{move || gw().client_id}</span>
            <Copyable name=move || gw().client_id text=Signal::stored(id) />
        </div>
        {secret_view}
        {told.then(|| view! {
            <div class="field">
                <span class="label">{move || gw().example}</span>
                <Copyable name=move || gw().example text=Signal::stored(example) block=true />
            </div>
        })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_can_be_run_as_it_is() {
        let fresh = Fresh {
            name: "ERP".into(),
            client_id: "ixc_1".into(),
            secret: Some("s3cret".into()),
            scopes: vec![OauthScope::CustomersRead, OauthScope::InternalWrite],
            rotated: None,
        };
        let text = fresh.example("https://api.example");
        assert!(text.starts_with("curl -u 'ixc_1:s3cret' \\\n"));
        assert!(text.contains("scope=customers:read internal:write"));
        assert!(text.contains("https://api.example/api/oauth/token"));
        assert!(text.contains("/api/m2m/customers/search"));
    }
}
