//! A new order for a shop: `/admin/orders/new`, also `?customer=12`. One key a form: however often it is sent, it places
//! one order.

mod form;
mod line;

use contract::customers::Customer;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui_kit::{Api, Crumb, Crumbs, PageHead, TextProp, load};

use crate::desk::roles::may_ship;
use crate::desk::{NoRole, d};
use crate::shell::tab;
use crate::words::w;
use form::NewOrderForm;
pub use form::{go, method_word};

#[component]
pub fn NewOrderPage() -> impl IntoView {
    move || {
        if may_ship() {
            view! { <Writing /> }.into_any()
        } else {
            view! { <NoRole /> }.into_any()
        }
    }
}

#[component]
fn Writing() -> impl IntoView {
    let api = Api::here();
    let address = use_query_map();
    let id = untrack(|| address.with(|query| query.get("customer")))
        .and_then(|id| id.parse::<i64>().ok());
    // A shop that cannot be read is simply not filled in: the form asks for one.
    let shop = load(
        move || id,
        move |id, abort| async move {
            api.get::<Customer>(&format!("/api/customers/{id}"), abort.as_ref())
                .await
        },
    );
    let path = vec![Crumb {
        href: "/admin/orders",
        text: TextProp::from(|| w().orders),
    }];
    let crumbs =
        view! { <Crumbs label=move || d().breadcrumb path=path here=move || d().new_order /> }
            .into_any();
    view! {
        <PageHead title=move || d().new_order tab=move || tab(d().new_order) crumbs=crumbs lede=move || d().new_order_lede />
        <NewOrderForm known=Signal::derive(move || shop.ready()) />
    }
}
