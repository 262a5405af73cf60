//! The people of a shop: state, last sign-in, the fate of their last e-mail, and what can be done.

use chrono::{DateTime, Utc};
use contract::portal_users::PortalUser;
use contract::{AccountStatus, MailStatus};
use leptos::prelude::*;
use ui_kit::{Button, IconName, Ledger, StatusTag, Tone, fmt};

use super::actions::{Act, Actions, toggle_id};
use super::words::aw;
use crate::tag::Tag;

#[component]
pub fn People(people: RwSignal<Vec<PortalUser>>, actions: Actions) -> impl IntoView {
    let ids = Memo::new(move |_| people.with(|all| all.iter().map(|p| p.id).collect::<Vec<_>>()));
    view! {
        <Ledger caption=move || aw().title class="people">
            <thead>
                <tr>
                    <th scope="col">{move || aw().person}</th>
                    <th scope="col">{move || aw().status}</th>
                    <th scope="col">{move || aw().last_sign_in}</th>
                    <th scope="col">{move || aw().mail}</th>
                    <th scope="col" class="end">{move || aw().actions}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || ids.get() key=|id| *id let:id>
                    {
                        let person = Memo::new(move |_| people.with(|all| all.iter().find(|p| p.id == id).cloned()));
                        row(person, actions)
                    }
                </For>
            </tbody>
        </Ledger>
    }
    .into_any()
}

/// A lock that has run out is none: the next sign-in clears it.
pub fn is_locked(status: AccountStatus, until: Option<DateTime<Utc>>) -> bool {
    status == AccountStatus::Locked && until.is_none_or(|until| until > fmt::now())
}

fn locked(person: &PortalUser) -> bool {
    is_locked(person.status, person.locked_until)
}

fn row(person: Memo<Option<PortalUser>>, actions: Actions) -> impl IntoView {
    let text = move |read: fn(&PortalUser) -> &str| {
        move || person.with(|p| p.as_ref().map(|p| read(p).to_owned()).unwrap_or_default())
    };
    view! {
        <tr>
            <th scope="row" class="p-who">
                <span class="shopname">{text(|p| &p.name)}</span>
                <span class="mut xs">{text(|p| &p.email)}</span>
            </th>
            <td class="p-st">{move || person.get().map(|p| state(p.status, p.locked_until, p.must_change_password))}</td>
            <td class="p-in num">
                <span class="lbl">{move || aw().last_sign_in} " "</span>
                {move || person.get().and_then(|p| p.last_login_at).map_or_else(|| aw().never.to_owned(), fmt::date_time)}
            </td>
            <td class="p-mail">{move || person.get().map(|p| mail(p.mail_status, p.mail_at))}</td>
            <td class="p-do end">{buttons(person, actions)}</td>
        </tr>
    }
}

/// Whether a person may sign in, until when not, and that a password of their own is still due.
pub fn state(
    status: AccountStatus,
    locked_until: Option<DateTime<Utc>>,
    must_change_password: bool,
) -> impl IntoView {
    let locked = is_locked(status, locked_until);
    let until = locked_until.filter(|_| locked);
    let status = match status {
        AccountStatus::Locked if !locked => AccountStatus::Active,
        status => status,
    };
    view! {
        <span class="stack">
            <StatusTag status=status />
            {until.map(|until| view! { <span class="mut xs">{move || (aw().until)(&moment(until))}</span> })}
            {must_change_password.then(|| view! { <span class="mut xs">{move || aw().must_change}</span> })}
        </span>
    }
}

/// What became of the last e-mail with a password.
pub fn mail(status: Option<MailStatus>, at: Option<DateTime<Utc>>) -> AnyView {
    let Some(status) = status else {
        return fmt::UNKNOWN.into_any();
    };
    let (tone, icon) = match status {
        MailStatus::Queued => (Tone::Neutral, IconName::Clock),
        MailStatus::Sent => (Tone::Success, IconName::Mail),
        MailStatus::Failed => (Tone::Danger, IconName::OctagonAlert),
    };
    let word = move || match status {
        MailStatus::Queued => aw().queued,
        MailStatus::Sent => aw().sent,
        MailStatus::Failed => aw().mail_failed,
    };
    view! {
        <span class="stack">
            <Tag tone icon text=word />
            {at.map(|at| view! { <span class="mut xs num">{move || fmt::date_time(at)}</span> })}
            {(status == MailStatus::Failed).then(|| view! { <span class="xs">{move || aw().mail_failed_how}</span> })}
        </span>
    }
    .into_any()
}

fn buttons(person: Memo<Option<PortalUser>>, actions: Actions) -> impl IntoView {
    let id = person.with_untracked(|p| p.as_ref().map_or(0, |p| p.id));
    let busy = Signal::derive(move || actions.busy(id));
    let is_locked = Memo::new(move |_| person.with(|p| p.as_ref().is_some_and(locked)));
    let suspended = Memo::new(move |_| {
        person.with(|p| {
            p.as_ref()
                .is_some_and(|p| p.status == AccountStatus::Suspended)
        })
    });
    let act = move |act: Act| {
        if let Some(person) = person.get_untracked() {
            actions.start(act, person);
        }
    };
    view! {
        <div class="rowactions">
            {move || is_locked.get().then(|| view! {
                <Button small=true busy=busy on_click=move |_| act(Act::Unlock)>{move || aw().unlock}</Button>
            })}
            <span id=toggle_id(id)>
                <Button small=true busy=busy on_click=move |_| act(if suspended.get_untracked() { Act::Reinstate } else { Act::Suspend })>
                    {move || if suspended.get() { aw().reinstate } else { aw().suspend }}
                </Button>
            </span>
            {move || (!suspended.get()).then(|| view! {
                <Button small=true icon=IconName::KeyRound busy=busy on_click=move |_| act(Act::Reset)>{move || aw().reset}</Button>
            })}
        </div>
    }
}

/// Its time, where that is today; else its day, too.
fn moment(at: DateTime<Utc>) -> String {
    if fmt::local_day(at) == fmt::today() {
        fmt::time(at)
    } else {
        fmt::date_time(at)
    }
}
