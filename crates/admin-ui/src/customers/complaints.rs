//! What one shop complained of, the newest first. Read only here.

use contract::complaints::{Complaint, ComplaintPage};
use leptos::prelude::*;
use ui_kit::{Api, IconName, Ledger, Pager, Section, TextProp, Tone, fmt, load_keeping};

use super::complaint_words::qw;
use crate::desk::{batch_href, part_of};
use crate::tag::Tag;

const PAGE: u64 = 20;

#[component]
pub fn Complaints(customer: i64) -> impl IntoView {
    let api = Api::here();
    let page = RwSignal::new(1_u64);
    let found = load_keeping(
        move || Some(page.get()),
        move |page: u64, abort| async move {
            let path = format!("/api/customers/{customer}/complaints?page={page}&limit={PAGE}");
            api.get::<ComplaintPage>(&path, abort.as_ref()).await
        },
    );
    let body = part_of(found, move |shown| {
        let rows = move || {
            let list = shown.with(|page| page.complaints.clone());
            if list.is_empty() {
                view! { <p class="mut">{move || qw().none}</p> }.into_any()
            } else {
                table(list)
            }
        };
        let pager = move || {
            let pagination = shown.with(|page| page.pagination.clone());
            (pagination.pages > 1)
                .then(|| view! { <Pager page=pagination by_date=true on_page=move |next| page.set(next) /> })
        };
        view! { {rows} {pager} }.into_any()
    });
    view! { <Section id="complaints" title=move || qw().title>{body}</Section> }.into_any()
}

fn table(list: Vec<Complaint>) -> AnyView {
    view! {
        <Ledger caption=move || qw().title class="complaints cards">
            <thead>
                <tr>
                    <th scope="col">{move || qw().complaint}</th>
                    <th scope="col">{move || qw().about}</th>
                    <th scope="col">{move || qw().severity}</th>
                    <th scope="col">{move || qw().status}</th>
                    <th scope="col" class="end">{move || qw().came}</th>
                </tr>
            </thead>
            <tbody>{list.into_iter().map(row).collect_view()}</tbody>
        </Ledger>
    }
    .into_any()
}

fn row(complaint: Complaint) -> impl IntoView {
    let (tone, icon) = severity_look(&complaint.severity);
    let came = complaint.created_at;
    let (category, severity) = (complaint.category, complaint.severity);
    let state = complaint.status;
    let severity_word: TextProp = (move || severity_word(&severity)).into();
    // The batch where it is known, else what the shop read off the bar.
    let lot = match (complaint.batch_code, complaint.lot_code) {
        (Some(code), _) => {
            let to = batch_href(&code);
            view! { <a class="code" href=to>{code}</a> }.into_any()
        }
        (None, Some(code)) => view! { <span class="code">{code}</span> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="c-no"><span class="code">{complaint.complaint_number}</span><span class="xs mut">{lot}</span></th>
            <td class="c-farm">
                <b>{move || category_word(&category)}</b>
                <span class="said">{complaint.description}</span>
                {complaint.status_reason.map(|why| view! { <span class="xs mut said">{why}</span> })}
            </td>
            <td class="c-date"><Tag tone icon text=severity_word /></td>
            <td class="c-st">{move || status_word(&state)}</td>
            <td class="c-qty end num">{move || fmt::date(fmt::local_day(came))}</td>
        </tr>
    }
}

fn severity_look(severity: &str) -> (Tone, IconName) {
    match severity {
        "life_threatening" => (Tone::Danger, IconName::OctagonX),
        "critical" => (Tone::Danger, IconName::OctagonAlert),
        "major" => (Tone::Warning, IconName::TriangleAlert),
        _ => (Tone::Neutral, IconName::Info),
    }
}

/// Reactive.
fn severity_word(severity: &str) -> String {
    match severity {
        "minor" => qw().minor,
        "major" => qw().major,
        "critical" => qw().critical,
        "life_threatening" => qw().life,
        other => return other.replace('_', " "),
    }
    .to_owned()
}

/// Reactive.
fn status_word(status: &str) -> String {
    match status {
        "received" => qw().received,
        "investigating" => qw().investigating,
        "linked" => qw().linked,
        "closed" => qw().closed,
        "rejected" => qw().rejected,
        other => return other.replace('_', " "),
    }
    .to_owned()
}

/// Reactive.
fn category_word(category: &str) -> String {
    match category {
        "packaging" => qw().packaging,
        "bloom" => qw().bloom,
        "texture" => qw().texture,
        "taste" => qw().taste,
        "illness" => qw().illness,
        "labelling" => qw().labelling,
        "foreign_body" => qw().foreign_body,
        "other" => qw().other,
        unknown => return unknown.replace('_', " "),
    }
    .to_owned()
}
