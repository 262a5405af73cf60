//! The people as a ledger, a card each on a phone.

use contract::AccountStatus;
use contract::session::StaffUser;
use contract::users::User;
use leptos::prelude::*;
use ui_kit::http::query;
use ui_kit::{Button, IconName, Ledger, Session, fmt};

use super::actions::{Act, Actions};
use super::dialog::About;
use super::words::stw;
use crate::access::aw;
use crate::access::people::{is_locked, mail, state};

#[component]
pub fn PeopleTable(
    people: RwSignal<Vec<User>>,
    actions: Actions,
    about: RwSignal<Option<About>>,
) -> impl IntoView {
    let ids = Memo::new(move |_| people.with(|all| all.iter().map(|p| p.id).collect::<Vec<_>>()));
    view! {
        <Ledger caption=move || stw().title class="people staffpeople">
            <thead>
                <tr>
                    <th scope="col">{move || aw().person}</th>
                    <th scope="col">{move || stw().role}</th>
                    <th scope="col">{move || aw().status}</th>
                    <th scope="col">{move || aw().last_sign_in}</th>
                    <th scope="col">{move || aw().email}</th>
                    <th scope="col" class="end">{move || aw().actions}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || ids.get() key=|id| *id let:id>
                    {
                        let person = Memo::new(move |_| people.with(|all| all.iter().find(|p| p.id == id).cloned()));
                        row(person, actions, about)
                    }
                </For>
            </tbody>
        </Ledger>
    }
    .into_any()
}

fn row(
    person: Memo<Option<User>>,
    actions: Actions,
    about: RwSignal<Option<About>>,
) -> impl IntoView {
    let session = Session::<StaffUser>::here();
    let text = move |read: fn(&User) -> &str| {
        move || person.with(|p| p.as_ref().map(|p| read(p).to_owned()).unwrap_or_default())
    };
    let own = Memo::new(move |_| {
        let id = person.with(|p| p.as_ref().map(|p| p.id));
        session.user().map(|user| user.id) == id
    });
    view! {
        <tr>
            <th scope="row" class="p-who">
                <span class="shopname">
                    {text(|p| &p.name)}
                    {move || own.get().then(|| view! { " " <span class="mut s">{move || stw().you}</span> })}
                </span>
                <span class="mut xs">{text(|p| &p.email)}</span>
            </th>
            <td class="p-role">{move || person.get().map(role)}</td>
            <td class="p-st">{move || person.get().map(|p| state(p.status, p.locked_until, p.must_change_password))}</td>
            <td class="p-in num">
                <span class="lbl">{move || aw().last_sign_in} " "</span>
                {move || person.get().and_then(|p| p.last_login_at).map_or_else(|| aw().never.to_owned(), fmt::date_time)}
            </td>
            <td class="p-mail">
                <span class="lbl">{move || aw().email} " "</span>
                {move || person.get().map(|p| mail(p.mail_status, p.mail_at))}
            </td>
            <td class="p-do end">{buttons(person, own, actions, about)}</td>
        </tr>
    }
}

/// What the person is, where, and for how many customers.
fn role(person: User) -> impl IntoView {
    let count = person.customer_count;
    let team = person.team_name.clone();
    let owned = format!(
        "/admin/customers{}",
        query(&[("owner", Some(person.id.to_string()))])
    );
    view! {
        <span class="stack">
            <span>{move || (stw().role_name)(person.role)}</span>
            <span class="mut xs">{move || team.clone().unwrap_or_else(|| stw().no_team.to_owned())}</span>
            {(count > 0).then(|| view! {
                <a class="xs" href=owned>{move || (stw().customers_n)(count, &fmt::number(count))}</a>
            })}
        </span>
    }
}

fn buttons(
    person: Memo<Option<User>>,
    own: Memo<bool>,
    actions: Actions,
    about: RwSignal<Option<About>>,
) -> impl IntoView {
    let id = person.with_untracked(|p| p.as_ref().map_or(0, |p| p.id));
    let busy = Signal::derive(move || actions.busy(id));
    let locked = Memo::new(move |_| {
        person.with(|p| {
            p.as_ref()
                .is_some_and(|p| is_locked(p.status, p.locked_until))
        })
    });
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
    let edit = move |_| {
        if let Some(person) = person.get_untracked() {
            about.set(Some(About::Edit(person)));
        }
    };
    view! {
        <div class="rowactions">
            <Button small=true busy=busy on_click=edit>{move || stw().edit}</Button>
            {move || locked.get().then(|| view! {
                <Button small=true busy=busy on_click=move |_| act(Act::Unlock)>{move || aw().unlock}</Button>
            })}
            // One's own account: the way to a new password is the account page, and nobody shuts themselves out.
            {move || (!own.get() && !suspended.get()).then(|| view! {
                <Button small=true icon=IconName::KeyRound busy=busy on_click=move |_| act(Act::Reset)>{move || stw().new_password}</Button>
            })}
            {move || (!own.get()).then(|| view! {
                <Button small=true busy=busy on_click=move |_| act(if suspended.get_untracked() { Act::Reinstate } else { Act::Suspend })>
                    {move || if suspended.get() { aw().reinstate } else { aw().suspend }}
                </Button>
            })}
        </div>
    }
}
