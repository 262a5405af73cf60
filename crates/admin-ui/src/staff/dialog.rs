//! "Invite a person" and "Change a person": the same fields, one with the e-mail, the other without. Every role says
//! what it may do beside its name. The password is made by the server and goes by e-mail.

use contract::StaffRole;
use contract::session::StaffUser;
use contract::users::{User, UserInput, UserPatch};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::http::{etag, once_key};
use ui_kit::{
    Api, ApiError, Button, ButtonKind, Dialog, Field, Icon, IconName, Method, Note, Select,
    Session, TextInput, Toasts, Tone, error_words,
};
use wasm_bindgen::JsCast;

use super::refusal::{Say, Wrong, look, refusal};
use super::teams::{Teams, choices};
use super::words::stw;
use crate::access::aw;

/// What the dialog is about.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    Invite,
    Edit(User),
}

/// The form's values, as typed.
#[derive(Clone, Copy)]
struct Draft {
    email: RwSignal<String>,
    name: RwSignal<String>,
    role: RwSignal<StaffRole>,
    team: RwSignal<String>,
}

impl Draft {
    fn fill(self, about: &About) {
        let (name, role, team) = match about {
            About::Invite => (String::new(), StaffRole::User, None),
            About::Edit(person) => (person.name.clone(), person.role, person.team_id),
        };
        self.email.set(String::new());
        self.name.set(name);
        self.role.set(role);
        self.team
            .set(team.map(|id| id.to_string()).unwrap_or_default());
    }

    /// Somebody else changed the person meanwhile: what was not touched here follows, what was stays as typed.
    fn follow(self, before: &User, now: &User) {
        if self.name.with_untracked(|name| *name == before.name) {
            self.name.set(now.name.clone());
        }
        if self.role.get_untracked() == before.role {
            self.role.set(now.role);
        }
        if self.team_id() == before.team_id {
            let team = now.team_id.map(|id| id.to_string());
            self.team.set(team.unwrap_or_default());
        }
    }

    fn team_id(self) -> Option<i64> {
        self.team.with_untracked(|team| team.parse().ok())
    }

    fn input(self) -> UserInput {
        UserInput {
            email: self.email.get_untracked().trim().to_owned(),
            name: self.name.get_untracked().trim().to_owned(),
            role: Some(self.role.get_untracked()),
            team_id: self.team_id(),
            password: None,
        }
    }

    /// Only what differs.
    fn patch(self, person: &User) -> UserPatch {
        let name = self.name.get_untracked().trim().to_owned();
        let role = self.role.get_untracked();
        let team = self.team_id();
        UserPatch {
            name: (name != person.name).then_some(name),
            role: (role != person.role).then_some(role),
            status: None,
            team_id: (team != person.team_id).then_some(team),
        }
    }
}

#[component]
pub fn PersonDialog(
    /// What to ask about; None closes it.
    about: RwSignal<Option<About>>,
    teams: Teams,
    on_invited: Callback<User>,
    on_changed: Callback<User>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let open = RwSignal::new(false);
    // Kept while the dialog closes, so that its words do not vanish before it does.
    let shown = RwSignal::new(About::Invite);
    let draft = Draft {
        email: RwSignal::new(String::new()),
        name: RwSignal::new(String::new()),
        role: RwSignal::new(StaffRole::User),
        team: RwSignal::new(String::new()),
    };
    let wrong = RwSignal::new(Wrong::default());
    let busy = RwSignal::new(false);
    // The same words under the same key invite one person, however often they are sent.
    let sent = StoredValue::new(None::<(UserInput, String)>);
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
    let invites = Memo::new(move |_| shown.with(|shown| *shown == About::Invite));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let asked = shown.get_untracked();
        let email = (asked == About::Invite).then(|| draft.email.get_untracked().trim().to_owned());
        let found = look(email.as_deref(), draft.name.get_untracked().trim());
        if !found.nothing() {
            wrong.set(found);
            point_at_wrong();
            return;
        }
        if let About::Edit(person) = &asked
            && draft.patch(person) == UserPatch::default()
        {
            open.set(false);
            return;
        }
        wrong.set(Wrong::default());
        busy.set(true);
        let inviting = asked == About::Invite;
        spawn_local(async move {
            let answer = match &asked {
                About::Invite => invite(api, draft.input(), sent).await,
                About::Edit(person) => {
                    let path = format!("/api/users/{}", person.id);
                    let tag = etag(person.id, person.version);
                    let patch = draft.patch(person);
                    api.send_if::<_, User>(Method::PATCH, &path, &patch, &tag)
                        .await
                }
            };
            let _ = busy.try_set(false);
            match answer {
                Ok(person) => {
                    let _ = open.try_set(false);
                    let who = person.name.clone();
                    if inviting {
                        toasts.done(move || (stw().invited)(&who));
                        on_invited.run(person);
                    } else {
                        toasts.done(move || (stw().saved)(&who));
                        on_changed.run(person);
                    }
                }
                Err(error) => {
                    if let About::Edit(before) = asked
                        && error.is_stale()
                        && let Some(now) = fresh(api, before.id).await
                        && open.try_get_untracked() == Some(true)
                    {
                        draft.follow(&before, &now);
                        on_changed.run(now.clone());
                        shown.set(About::Edit(now));
                    }
                    let _ = wrong.try_set(refusal(error, inviting));
                    point_at_wrong();
                }
            }
        });
    };
    let field = move |read: fn(&Wrong) -> Option<Say>| {
        Signal::derive(move || wrong.with(read).map(|words| words(stw()).to_owned()))
    };
    let (email_wrong, name_wrong) = (field(|w| w.email), field(|w| w.name));
    let (role_wrong, team_wrong) = (field(|w| w.role), field(|w| w.team));
    let title = move || {
        shown.with(|shown| match shown {
            About::Invite => stw().invite.to_owned(),
            About::Edit(person) => (stw().edit_title)(&person.name),
        })
    };
    let whole = move || {
        wrong.with(|w| {
            let known = w.whole.map(|words| words(stw()));
            known.or_else(|| w.other.as_ref().map(error_words))
        })
    };
    view! {
        <Dialog id="person-dialog" open title>
            <form class="dialogform" novalidate on:submit=submit>
                {move || invites.get().then(|| view! { <p class="mut">{move || stw().invite_text}</p> })}
                <div role="alert">
                    {move || whole().map(|text| view! { <Note tone=Tone::Danger icon=IconName::OctagonAlert>{text}</Note> })}
                </div>
                {move || invites.get().then(|| view! {
                    <Field id="person-email" label=move || aw().email error=email_wrong>
                        <TextInput
                            id="person-email" value=draft.email kind="email" autocomplete="off" required=true
                            invalid=Signal::derive(move || email_wrong.with(Option::is_some))
                        />
                    </Field>
                })}
                <Field id="person-name" label=move || aw().name error=name_wrong>
                    <TextInput
                        id="person-name" value=draft.name autocomplete="off" required=true
                        invalid=Signal::derive(move || name_wrong.with(Option::is_some))
                    />
                </Field>
                <RoleChoice role=draft.role wrong=role_wrong shown />
                <Field id="person-team" label=move || stw().team hint=move || stw().team_hint error=team_wrong>
                    <Select
                        id="person-team" value=draft.team
                        options=choices(teams, || stw().no_team, move || draft.team.with(|team| team.parse().ok()))
                        on_change=move |team| draft.team.set(team)
                    />
                </Field>
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || aw().cancel}</Button>
                    {move || if invites.get() {
                        view! { <Button kind=ButtonKind::Primary submit=true busy=busy icon=IconName::Mail>{move || stw().invite_go}</Button> }.into_any()
                    } else {
                        view! { <Button kind=ButtonKind::Primary submit=true busy=busy>{move || stw().save}</Button> }.into_any()
                    }}
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// Every role with what it may do. `platform_admin` only for those who are one, or where the person already is.
#[component]
fn RoleChoice(
    role: RwSignal<StaffRole>,
    wrong: Signal<Option<String>>,
    shown: RwSignal<About>,
) -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let offered = move || {
        let platform = session
            .user()
            .is_some_and(|user| user.role == StaffRole::PlatformAdmin);
        let already = shown.with(
            |about| matches!(about, About::Edit(person) if person.role == StaffRole::PlatformAdmin),
        );
        StaffRole::ALL
            .iter()
            .copied()
            .filter(move |role| platform || already || *role != StaffRole::PlatformAdmin)
    };
    let choice = move |own: StaffRole| {
        view! {
            <label>
                <input
                    type="radio" name="person-role" value=own.as_str()
                    prop:checked=move || role.get() == own
                    on:change=move |_| role.set(own)
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                />
                <span>
                    <span class="strong">{move || (stw().role_name)(own)}</span>
                    <small class="mut">{move || (stw().role_may)(own)}</small>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="choices field" aria-describedby=move || wrong.with(Option::is_some).then_some("person-role-error")>
            <legend class="label">{move || stw().role}</legend>
            {move || offered().map(choice).collect_view()}
            {move || wrong.get().map(|text| view! {
                <span class="err" id="person-role-error"><Icon name=IconName::OctagonAlert />{text}</span>
            })}
        </fieldset>
    }
    .into_any()
}

/// The person as they are now.
pub async fn fresh(api: Api, id: i64) -> Option<User> {
    api.get(&format!("/api/users/{id}"), None).await.ok()
}

async fn invite(
    api: Api,
    input: UserInput,
    sent: StoredValue<Option<(UserInput, String)>>,
) -> Result<User, ApiError> {
    let key = match sent.try_get_value().flatten() {
        Some((before, key)) if before == input => key,
        _ => once_key(),
    };
    sent.try_update_value(|sent| *sent = Some((input.clone(), key.clone())));
    let answer = api.create::<_, User>("/api/users", &input, &key).await;
    // Only a try that got no answer is repeated under its key.
    if !matches!(answer, Err(ApiError::Network)) {
        sent.try_update_value(|sent| *sent = None);
    }
    answer
}

/// Brings the focus to the first field of an open dialog that is marked, once it is.
pub fn point_at_wrong() {
    request_animation_frame(|| {
        let wrong = document()
            .query_selector(".dialog[open] [aria-invalid=true]")
            .ok()
            .flatten()
            .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(field) = wrong {
            let _ = field.focus();
        }
    });
}
