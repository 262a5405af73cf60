//! A program's form, to register one and to change it: name, what it may do, networks, limit, last day.

use chrono::{DateTime, Utc};
use contract::oauth::{
    OauthClient, OauthClientCreated, OauthClientInput, OauthClientPatch, OauthScope,
};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::{etag, once_key};
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, Field, Icon, IconName, Method, Note, TextInput,
    Toasts, Tone, error_words,
};

use super::gw;
use super::input::{BadLine, NETWORKS_MAX, limit, networks, refused_lines};
use super::words::ProgramWords;
use crate::access::aw;
use crate::desk::{local_input, moment, parse_day};
use crate::staff::point_at_wrong;

type Say = fn(&ProgramWords) -> &'static str;

#[derive(Debug, Clone, PartialEq)]
pub enum About {
    Create,
    Edit(OauthClient),
}

/// What is wrong, by field or with the whole.
#[derive(Clone, Default)]
struct Wrong {
    name: Option<Say>,
    scopes: Option<Say>,
    /// Lines that are no networks; empty: none is wrong.
    networks: Vec<BadLine>,
    too_many: bool,
    limit: Option<Say>,
    expires: Option<Say>,
    stale: bool,
    other: Option<ApiError>,
}

impl Wrong {
    fn nothing(&self) -> bool {
        self.name.is_none()
            && self.scopes.is_none()
            && self.networks.is_empty()
            && !self.too_many
            && self.limit.is_none()
            && self.expires.is_none()
            && !self.stale
            && self.other.is_none()
    }
}

#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    scopes: RwSignal<Vec<OauthScope>>,
    networks: RwSignal<String>,
    limit: RwSignal<String>,
    /// A day; the program may sign in until its end, in the reader's time.
    expires: RwSignal<String>,
}

impl Draft {
    fn empty() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            scopes: RwSignal::new(Vec::new()),
            networks: RwSignal::new(String::new()),
            limit: RwSignal::new(String::new()),
            expires: RwSignal::new(String::new()),
        }
    }

    fn fill(self, about: &About) {
        let About::Edit(client) = about else {
            self.name.set(String::new());
            self.scopes.set(vec![OauthScope::CustomersRead]);
            self.networks.set(String::new());
            self.limit.set(String::new());
            self.expires.set(String::new());
            return;
        };
        self.name.set(client.name.clone());
        self.scopes.set(client.scopes.clone());
        self.networks.set(client.allowed_cidrs.join("\n"));
        let limit = client.rate_limit_per_minute;
        self.limit
            .set(limit.map(|n| n.to_string()).unwrap_or_default());
        self.expires
            .set(client.expires_at.map(day_of).unwrap_or_default());
    }

    fn look(self) -> Wrong {
        let mut wrong = Wrong::default();
        let length = self.name.with_untracked(|name| name.trim().chars().count());
        if !(1..=200).contains(&length) {
            wrong.name = Some(|_| aw().bad_name);
        }
        if self.scopes.with_untracked(Vec::is_empty) {
            wrong.scopes = Some(|w| w.no_scope);
        }
        match self.networks.with_untracked(|text| networks(text)) {
            Ok(all) => wrong.too_many = all.len() > NETWORKS_MAX,
            Err(lines) => wrong.networks = lines,
        }
        if self.limit.with_untracked(|text| limit(text)).is_none() {
            wrong.limit = Some(|w| w.bad_limit);
        }
        let day = self.expires.get_untracked();
        if !day.is_empty() && parse_day(&day).is_none() {
            wrong.expires = Some(|w| w.bad_day);
        }
        wrong
    }

    /// The form as it is, where `look` found nothing.
    fn input(self) -> OauthClientInput {
        OauthClientInput {
            name: self.name.get_untracked().trim().to_owned(),
            scopes: self.scopes.get_untracked(),
            allowed_cidrs: self
                .networks
                .with_untracked(|text| networks(text))
                .unwrap_or_default(),
            rate_limit_per_minute: self.limit.with_untracked(|text| limit(text)).flatten(),
            expires_at: end_of(&self.expires.get_untracked()),
        }
    }

    /// Only what differs.
    fn patch(self, client: &OauthClient) -> OauthClientPatch {
        let now = self.input();
        let day = client.expires_at.map(day_of).unwrap_or_default();
        let new_day = self.expires.with_untracked(|typed| *typed != day);
        OauthClientPatch {
            name: (now.name != client.name).then_some(now.name),
            scopes: (now.scopes != client.scopes).then_some(now.scopes),
            allowed_cidrs: (now.allowed_cidrs != client.allowed_cidrs).then_some(now.allowed_cidrs),
            rate_limit_per_minute: (now.rate_limit_per_minute != client.rate_limit_per_minute)
                .then_some(now.rate_limit_per_minute),
            expires_at: new_day.then_some(now.expires_at),
            status: None,
        }
    }
}

/// The day of a moment in the reader's time, as a field writes it.
fn day_of(at: DateTime<Utc>) -> String {
    local_input(at).chars().take(10).collect()
}

/// The last minute of a day in the reader's time.
fn end_of(day: &str) -> Option<DateTime<Utc>> {
    parse_day(day)?;
    moment(&format!("{day}T23:59"))
}

fn refusal(error: ApiError, typed: &str) -> Wrong {
    let mut wrong = Wrong {
        networks: refused_lines(typed, &error),
        ..Wrong::default()
    };
    if error.field("name").is_some() {
        wrong.name = Some(|_| aw().bad_name);
    }
    if error.field("scopes").is_some() {
        wrong.scopes = Some(|w| w.no_scope);
    }
    if error.field("rate_limit_per_minute").is_some() {
        wrong.limit = Some(|w| w.bad_limit);
    }
    if error.field("expires_at").is_some() {
        wrong.expires = Some(|w| w.past_day);
    }
    if wrong.nothing() {
        match error.status() {
            Some(404 | 409 | 412) => wrong.stale = true,
            _ => wrong.other = Some(error),
        }
    }
    wrong
}

#[component]
pub fn ProgramDialog(
    /// What to ask about; None closes it.
    about: RwSignal<Option<About>>,
    on_created: Callback<OauthClientCreated>,
    on_changed: Callback<()>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    let shown = RwSignal::new(About::Create);
    let draft = Draft::empty();
    let wrong = RwSignal::new(Wrong::default());
    let busy = RwSignal::new(false);
    // Made anew after every answer: what got none is repeated under its key, and makes one program.
    let sent = StoredValue::new(None::<(OauthClientInput, String)>);
    Effect::new(move |_| {
        if let Some(asked) = about.get() {
            draft.fill(&asked);
            wrong.set(Wrong::default());
            shown.set(asked);
            open.set(true);
        }
    });
    Effect::new(move |_| {
        if !open.get() {
            about.set(None);
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let found = draft.look();
        if !found.nothing() {
            wrong.set(found);
            point_at_wrong();
            return;
        }
        wrong.set(Wrong::default());
        busy.set(true);
        let asked = shown.get_untracked();
        spawn_local(async move {
            let answer = match asked {
                About::Create => {
                    let made = create(api, draft.input(), sent).await;
                    made.map(|made| on_created.run(made))
                }
                About::Edit(client) => {
                    let path = format!("/api/oauth-clients/{}", client.id);
                    let tag = etag(client.id, client.version);
                    let patch = draft.patch(&client);
                    let now = api
                        .send_if::<_, OauthClient>(Method::PATCH, &path, &patch, &tag)
                        .await;
                    now.map(|now| {
                        let name = now.name;
                        toasts.done(move || (gw().saved)(&name));
                        on_changed.run(());
                    })
                }
            };
            let _ = busy.try_set(false);
            match answer {
                Ok(()) => drop(open.try_set(false)),
                Err(error) => {
                    if error.is_stale() {
                        on_changed.run(());
                    }
                    let typed = draft.networks.try_get_untracked().unwrap_or_default();
                    let _ = wrong.try_set(refusal(error, &typed));
                    point_at_wrong();
                }
            }
        });
    };
    let creates = Memo::new(move |_| shown.with(|shown| *shown == About::Create));
    let title = move || {
        shown.with(|shown| match shown {
            About::Create => gw().create.to_owned(),
            About::Edit(client) => (gw().edit_title)(&client.name),
        })
    };
    let whole = move || {
        wrong.with(|w| {
            if w.stale {
                Some(gw().stale)
            } else {
                w.other.as_ref().map(error_words)
            }
        })
    };
    view! {
        <Dialog id="program-dialog" open title>
            <form class="dialogform" novalidate on:submit=submit>
                <div role="alert">
                    {move || whole().map(|text| view! { <Note tone=Tone::Danger icon=IconName::OctagonAlert>{text}</Note> })}
                </div>
                <Fields draft wrong />
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=busy>{move || if creates.get() { gw().create_go } else { gw().save }}</Button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Fields(draft: Draft, wrong: RwSignal<Wrong>) -> impl IntoView {
    let field = move |read: fn(&Wrong) -> Option<Say>| {
        Signal::derive(move || wrong.with(read).map(|words| words(gw()).to_owned()))
    };
    let (name, scopes) = (field(|w| w.name), field(|w| w.scopes));
    let (limit, expires) = (field(|w| w.limit), field(|w| w.expires));
    let lines = Signal::derive(move || {
        wrong.with(|w| {
            let mut said: Vec<String> = w
                .networks
                .iter()
                .map(|line| (gw().bad_line)(line.number, &line.text))
                .collect();
            if w.too_many {
                said.push(gw().too_many_lines.to_owned());
            }
            said
        })
    });
    let bad_lines = Signal::derive(move || lines.with(|lines| !lines.is_empty()));
    let scope = move |own: OauthScope| {
        let toggle = move |event: web_sys::Event| {
            let on = event_target_checked(&event);
            draft.scopes.update(|scopes| {
                scopes.retain(|scope| *scope != own);
                if on {
                    scopes.push(own);
                    scopes.sort();
                }
            });
        };
        view! {
            <label>
                <input
                    type="checkbox" value=own.as_str()
                    prop:checked=move || draft.scopes.with(|scopes| scopes.contains(&own))
                    aria-invalid=move || scopes.with(Option::is_some).then_some("true")
                    on:change=toggle
                />
                <span>
                    <span class="strong">{move || (gw().scope_name)(own)}</span>
                    <small class="mut">{move || (gw().scope_may)(own)} " " <span class="code">{own.as_str()}</span></small>
                </span>
            </label>
        }
    };
    view! {
        <Field id="program-name" label=move || gw().name hint=move || gw().name_hint error=name>
            <TextInput
                id="program-name" value=draft.name autocomplete="off" required=true hinted=true
                invalid=Signal::derive(move || name.with(Option::is_some))
            />
        </Field>
        <fieldset class="choices field" aria-describedby=move || scopes.with(Option::is_some).then_some("program-scopes-error")>
            <legend class="label">{move || gw().may}</legend>
            {OauthScope::ALL.iter().copied().map(scope).collect_view()}
            {move || scopes.get().map(|text| view! {
                <span class="err" id="program-scopes-error"><Icon name=IconName::OctagonAlert />{text}</span>
            })}
        </fieldset>
        <div class="field">
            <label for="program-networks">{move || gw().networks}</label>
            <textarea
                id="program-networks" class="input code" rows="3" autocomplete="off" spellcheck="false"
                aria-invalid=move || bad_lines.get().then_some("true")
                aria-describedby=move || if bad_lines.get() { "program-networks-error" } else { "program-networks-hint" }
                prop:value=move || draft.networks.get()
                on:input=move |event| draft.networks.set(event_target_value(&event))
            ></textarea>
            <span class="hint" id="program-networks-hint">{move || gw().networks_hint}</span>
            {move || bad_lines.get().then(|| view! {
                <ul class="lineerrors" id="program-networks-error">
                    {move || lines.get().into_iter().map(|line| view! {
                        <li class="err"><Icon name=IconName::OctagonAlert />{line}</li>
                    }).collect_view()}
                </ul>
            })}
        </div>
        <div class="formgrid">
            <Field id="program-limit" label=move || gw().limit hint=move || gw().limit_hint error=limit>
                <TextInput
                    id="program-limit" value=draft.limit kind="number" autocomplete="off" hinted=true
                    invalid=Signal::derive(move || limit.with(Option::is_some))
                />
            </Field>
            <Field id="program-expires" label=move || gw().last_day hint=move || gw().last_day_hint error=expires>
                <TextInput
                    id="program-expires" value=draft.expires kind="date" autocomplete="off" hinted=true
                    invalid=Signal::derive(move || expires.with(Option::is_some))
                />
            </Field>
        </div>
    }
    .into_any()
}

async fn create(
    api: Api,
    input: OauthClientInput,
    sent: StoredValue<Option<(OauthClientInput, String)>>,
) -> Result<OauthClientCreated, ApiError> {
    let key = match sent.try_get_value().flatten() {
        Some((before, key)) if before == input => key,
        _ => once_key(),
    };
    sent.try_update_value(|sent| *sent = Some((input.clone(), key.clone())));
    let answer = api.create("/api/oauth-clients", &input, &key).await;
    if !matches!(answer, Err(ApiError::Network)) {
        sent.try_update_value(|sent| *sent = None);
    }
    answer
}
