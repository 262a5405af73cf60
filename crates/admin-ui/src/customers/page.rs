//! One shop. Who it is, its people and its orders for every role; how its goods measured and what it complained of
//! beside that; the portal and the history for administrators. Each part is asked for when it is first seen.

use contract::customers::Customer;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use ui_kit::http::encoded;
use ui_kit::{
    Api, ApiError, Crumb, Crumbs, EmptyState, ErrorState, LinkButton, Load, LoadState, PageHead,
    SkeletonRows, StatusTag, load,
};

use super::complaints::Complaints;
use super::contacts::Contacts;
use super::delete::DeleteButton;
use super::facts::CustomerFacts;
use super::history::History;
use super::list::place_words;
use super::measured::Measured;
use super::orders::RecentOrders;
use super::words::CustomerWords;
use super::{cw, edit_href, href, there};
use crate::access::PortalAccess;
use crate::access_log::RecentAccess;
use crate::roles::{is_admin, may_keep_customers};
use crate::shell::tab;

/// The parts of the page, as the address names them (`?show=`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Overview,
    Quality,
    Portal,
    History,
}

impl Show {
    const ALL: [Self; 4] = [Self::Overview, Self::Quality, Self::Portal, Self::History];

    const fn key(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Quality => "quality",
            Self::Portal => "portal",
            Self::History => "history",
        }
    }

    fn word(self, words: &CustomerWords) -> &'static str {
        match self {
            Self::Overview => words.view_overview,
            Self::Quality => words.view_quality,
            Self::Portal => words.view_portal,
            Self::History => words.view_history,
        }
    }

    /// Portal and history are for administrators. Reactive.
    fn may(self) -> bool {
        matches!(self, Self::Overview | Self::Quality) || is_admin()
    }

    fn read(text: Option<&str>) -> Self {
        Self::ALL
            .into_iter()
            .find(|show| text == Some(show.key()) && show.may())
            .unwrap_or(Self::Overview)
    }
}

#[component]
pub fn CustomerPage() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    let customer = load(
        move || Some(id.get()).filter(|id| !id.is_empty()),
        move |id: String, abort| async move {
            let path = format!("/api/customers/{}", encoded(&id));
            api.get::<Customer>(&path, abort.as_ref()).await
        },
    );
    stages(customer, |customer| view! { <Shop customer /> }.into_any())
}

/// The states of a page about one customer.
pub(super) fn stages(
    customer: Load<Customer>,
    body: impl Fn(Customer) -> AnyView + Send + Sync + 'static,
) -> impl Fn() -> AnyView + Send + Sync + 'static {
    move || match customer.get() {
        LoadState::Waiting => ().into_any(),
        LoadState::Slow => view! { <SkeletonRows rows=8 /> }.into_any(),
        LoadState::Ready(customer) => body(customer),
        LoadState::Failed(error) => failed(error, move || customer.retry()),
    }
}

fn failed(error: ApiError, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    // A malformed id is as good as an unknown one.
    if matches!(error.status(), Some(400 | 404)) {
        return view! {
            <PageHead title=move || cw().not_found.0 tab=move || tab(cw().not_found.0) />
            <EmptyState title=move || cw().not_found.0 text=move || cw().not_found.1>
                <a class="btn primary" href="/admin/customers">{move || cw().customers}</a>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <PageHead title=move || cw().customers tab=move || tab(cw().failed) />
        <ErrorState title=move || cw().failed error=error on_retry=move |()| retry() />
    }
    .into_any()
}

#[component]
fn Shop(customer: Customer) -> impl IntoView {
    let (id, name, version) = (customer.id, customer.name.clone(), customer.version);
    let (here, title, page) = (name.clone(), name.clone(), name.clone());
    let place = (customer.city.clone(), customer.country.clone());
    let status = customer.status;
    let edit = edit_href(id);
    let query = use_location().query;
    let show = Memo::new(move |_| Show::read(query.with(|query| query.get("show")).as_deref()));
    let crumbs = view! {
        <Crumbs
            label=move || cw().crumbs
            path=vec![Crumb { href: "/admin/customers", text: (|| cw().customers).into() }]
            here=move || here.clone()
        />
    };
    let time = there::clock(&customer);
    let lede = move || {
        let place = place_words(place.0.as_deref(), &place.1);
        match time.get() {
            Some(time) => (cw().there)(&place, &time),
            None => place,
        }
    };
    let deleted = name.clone();
    let part = move || match show.get() {
        Show::Overview => {
            let customer = customer.clone();
            let name = name.clone();
            view! {
                <CustomerFacts customer />
                <Contacts customer=id />
                <RecentOrders id name />
            }
            .into_any()
        }
        Show::Quality => view! { <Measured customer=id /> <Complaints customer=id /> }.into_any(),
        Show::Portal => {
            let locale = customer.locale.clone();
            view! { <PortalAccess customer=id locale /> <RecentAccess customer=id /> }.into_any()
        }
        Show::History => view! { <History customer=id /> }.into_any(),
    };
    view! {
        <PageHead title=move || title.clone() tab=move || tab(&page) lede=lede crumbs=crumbs.into_any()>
            <StatusTag status />
            {move || may_keep_customers().then(|| {
                let (edit, name) = (edit.clone(), deleted.clone());
                view! {
                    <LinkButton href=edit >{move || cw().edit}</LinkButton>
                    <DeleteButton id name version />
                }
            })}
        </PageHead>
        <nav class="views" aria-label=move || cw().views>
            {Show::ALL.into_iter().map(|one| move || one.may().then(|| {
                let address = if one == Show::Overview { href(id) } else { format!("{}?show={}", href(id), one.key()) };
                view! {
                    <a href=address aria-current=move || (show.get() == one).then_some("page")>{move || one.word(cw())}</a>
                }
            })).collect_view()}
        </nav>
        {part}
    }
    .into_any()
}
