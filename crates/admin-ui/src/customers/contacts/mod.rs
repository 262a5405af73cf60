//! The people of a shop whom staff write to and telephone: whom to call first stands first. Not sign-ins: those are
//! portal users.

mod dialog;
mod remove;
mod words;

use contract::contacts::{Contact, ContactInput, ContactPage};
use leptos::prelude::*;
use ui_kit::http::{Method, etag};
use ui_kit::{
    Api, Button, IconName, Ledger, Load, Pager, Section, Toasts, Tone, fmt, load_keeping,
};

use crate::desk::{Change, Refused, part_of};
use crate::roles::may_keep_customers;
use crate::tag::Tag;
use dialog::ContactDialog;
use remove::RemoveDialog;
use words::pw;

const PAGE: u64 = 50;

/// What the rows' buttons lead to.
#[derive(Clone, Copy)]
struct Desk {
    contacts: Load<ContactPage>,
    /// The contact in the dialog; None inside it for a new one.
    editing: RwSignal<Option<Option<Contact>>>,
    removing: RwSignal<Option<Contact>>,
    promote: Change,
}

#[component]
pub fn Contacts(customer: i64) -> impl IntoView {
    let api = Api::here();
    let page = RwSignal::new(1_u64);
    let contacts = load_keeping(
        move || Some(page.get()),
        move |page: u64, abort| async move {
            let path = format!("/api/customers/{customer}/contacts?page={page}&limit={PAGE}");
            api.get::<ContactPage>(&path, abort.as_ref()).await
        },
    );
    let desk = Desk {
        contacts,
        editing: RwSignal::new(None),
        removing: RwSignal::new(None),
        promote: Change::default(),
    };
    let body = part_of(contacts, move |found| {
        let rows = move || {
            let list = found.with(|page| page.contacts.clone());
            if list.is_empty() {
                view! { <p class="mut">{move || pw().none}</p> }.into_any()
            } else {
                table(list, desk)
            }
        };
        let pager = move || {
            let pagination = found.with(|page| page.pagination.clone());
            (pagination.pages > 1)
                .then(|| view! { <Pager page=pagination on_page=move |next| page.set(next) /> })
        };
        view! { {rows} {pager} }.into_any()
    });
    view! {
        <Section id="contacts" title=move || pw().title lede=move || pw().lede>
            <Refused change=desk.promote on_newer=move |()| contacts.retry() />
            {body}
            {move || may_keep_customers().then(|| view! {
                <p class="sectionend">
                    <Button icon=IconName::Plus on_click=move |_| desk.editing.set(Some(None))>{move || pw().add}</Button>
                </p>
            })}
        </Section>
        <ContactDialog customer editing=desk.editing on_saved=move |()| contacts.retry() />
        <RemoveDialog removing=desk.removing on_gone=move |()| contacts.retry() />
    }
    .into_any()
}

fn table(list: Vec<Contact>, desk: Desk) -> AnyView {
    view! {
        <Ledger caption=move || pw().title class="people contacts">
            <thead>
                <tr>
                    <th scope="col">{move || pw().name}</th>
                    <th scope="col">{move || pw().email}</th>
                    <th scope="col">{move || pw().phone}</th>
                    {move || may_keep_customers().then(|| view! { <th scope="col" class="end">{move || pw().actions}</th> })}
                </tr>
            </thead>
            <tbody>{list.into_iter().map(|contact| row(contact, desk)).collect_view()}</tbody>
        </Ledger>
    }
    .into_any()
}

fn row(contact: Contact, desk: Desk) -> impl IntoView {
    let link = |address: Option<String>, scheme: &'static str| match address {
        Some(text) => {
            let address = format!("{scheme}:{}", text.replace(' ', ""));
            view! { <a href=address>{text}</a> }.into_any()
        }
        None => view! { <span class="mut">{fmt::UNKNOWN}</span> }.into_any(),
    };
    let (email, phone) = (contact.email.clone(), contact.phone.clone());
    let (name, job, first) = (
        contact.name.clone(),
        contact.job_title.clone(),
        contact.is_primary,
    );
    let contact = StoredValue::new(contact);
    view! {
        <tr>
            <th scope="row" class="p-who">
                <span class="shopname">{name}</span>
                {job.map(|job| view! { <span class="mut xs">{job}</span> })}
                {first.then(|| view! { <span class="first"><Tag tone=Tone::Neutral icon=IconName::Phone text=move || pw().primary /></span> })}
            </th>
            <td class="p-in">{link(email, "mailto")}</td>
            <td class="p-mail">{link(phone, "tel")}</td>
            {move || may_keep_customers().then(|| actions(contact, desk))}
        </tr>
    }
}

fn actions(contact: StoredValue<Contact>, desk: Desk) -> impl IntoView {
    let first = contact.with_value(|contact| contact.is_primary);
    let named =
        move |word: &'static str| contact.with_value(|contact| format!("{word}: {}", contact.name));
    view! {
        <td class="p-do">
            <div class="rowactions">
                {(!first).then(|| view! {
                    <Button small=true label=move || named(pw().make_primary) on_click=move |_| promote(contact.get_value(), desk)>{move || pw().make_primary}</Button>
                })}
                <Button small=true label=move || named(pw().edit) on_click=move |_| desk.editing.set(Some(Some(contact.get_value())))>{move || pw().edit}</Button>
                <Button small=true label=move || named(pw().delete) on_click=move |_| desk.removing.set(Some(contact.get_value()))>{move || pw().delete}</Button>
            </div>
        </td>
    }
}

/// Makes a contact the one to telephone first.
fn promote(contact: Contact, desk: Desk) {
    let (api, toasts) = (Api::here(), Toasts::here());
    let (path, tag) = (
        format!("/api/contacts/{}", contact.id),
        etag(contact.id, contact.version),
    );
    let body = ContactInput {
        name: contact.name,
        email: contact.email,
        phone: contact.phone,
        job_title: contact.job_title,
        is_primary: true,
    };
    desk.promote.run(
        async move {
            api.send_if::<_, Contact>(Method::PUT, &path, &body, &tag)
                .await
        },
        move |contact| {
            desk.contacts.retry();
            toasts.done(move || (pw().first_now)(&contact.name));
        },
    );
}
