//! The routes, and what every page finds in its context: the API, the session, the maker, the toasts.

use contract::session::ShopUser;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::path;
use ui_kit::config::Config;
use ui_kit::{Api, Defs, SkipLink, ToastHost, Toasts};

use crate::account::{AccountPage, FirstPasswordPage};
use crate::frame::Frame;
use crate::not_found::NotFound;
use crate::order::OrderPage;
use crate::orders::OrdersPage;
use crate::shipment::ShipmentPage;
use crate::sign_in::{JustTyped, LinkPage, LinkToken, SignInPage};
use crate::words::w;
use ui_kit::Maker;

pub type Session = ui_kit::Session<ShopUser>;

pub const SIGN_IN: &str = "/portal/customer";
/// Redeems a sign-in link: the token is in the address's fragment, which reaches no server.
pub const LINK: &str = "/portal/customer/link";
pub const FIRST_PASSWORD: &str = "/portal/customer/password";
pub const ACCOUNT: &str = "/portal/customer/account";
pub const ORDERS: &str = "/portal/customer/orders";

pub const SHIPMENTS: &str = "/portal/customer/shipments";

/// The page of one shipment, by its number.
pub fn shipment_href(shipment_number: &str) -> String {
    format!("{SHIPMENTS}/{}", ui_kit::http::encoded(shipment_number))
}

/// The page of one order, by its number.
pub fn order_href(order_number: &str) -> String {
    format!("{ORDERS}/{}", ui_kit::http::encoded(order_number))
}

#[component]
pub fn App(config: Config, link: LinkToken) -> impl IntoView {
    let api = Api::new(&config);
    let session = Session::start(
        api,
        "/api/portal/customer/me",
        "/api/portal/customer/logout",
    );
    provide_context(api);
    provide_context(session);
    provide_context(link);
    provide_context(JustTyped::until_left(session));
    provide_context(Maker::load(api, &config, || w().portal));
    provide_context(Toasts::default());
    ui_kit::i18n::mark_document();
    view! {
        <Router>
            <Defs />
            <SkipLink />
            <Frame>
                <FlatRoutes fallback=|| view! { <NotFound /> }>
                    <Route path=path!("/") view=|| view! { <Redirect path=ORDERS /> } />
                    <Route path=path!("/portal/customer") view=SignInPage />
                    <Route path=path!("/portal/customer/link") view=LinkPage />
                    <Route path=path!("/portal/customer/password") view=FirstPasswordPage />
                    <Route path=path!("/portal/customer/account") view=AccountPage />
                    <Route path=path!("/portal/customer/orders") view=OrdersPage />
                    <Route path=path!("/portal/customer/orders/:id") view=OrderPage />
                    <Route path=path!("/portal/customer/shipments/:id") view=ShipmentPage />
                </FlatRoutes>
            </Frame>
            <ToastHost />
        </Router>
    }
}
