//! The root: what every page shares, who may see a page at all, and which page an address names.

use contract::session::StaffUser;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;
use ui_kit::config::Config;
use ui_kit::{
    Api, ApiError, Defs, EmptyState, ErrorState, PageHead, Session, ToastHost, Toasts, Who,
};

use crate::access_log::AccessLogPage;
use crate::account::{AccountPage, FirstPassword};
use crate::acting::{Acting, ChooseOrganization, must_choose};
use crate::audit::AuditPage;
use crate::customers::{
    CustomerPage, CustomersPage, EditCustomerPage, ImportPage, NewCustomerPage,
};
use crate::lists::{BatchesPage, OrdersPage};
use crate::looks::Looks;
use crate::lots::{BatchPage, LabelPage};
use crate::order::OrderPage;
use crate::order::pack::PackPage;
use crate::order_new::NewOrderPage;
use crate::programs::ProgramsPage;
use crate::recent::Recents;
use crate::settings::SettingsPage;
use crate::shell::Shell;
use crate::shipment::ShipmentPage;
use crate::sign_in::{JustTyped, SignIn};
use crate::staff::PeoplePage;
use crate::teams::TeamsPage;
use crate::today::TodayPage;
use crate::trace::{StartPage, TracePage};
use crate::unsaved::Unsaved;
use crate::words::w;

/// What stands on the screen: rebuilt only when this changes, not whenever the person's details do.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    SignIn,
    /// A password of one's own first.
    Password,
    /// A platform administrator has not said where to act.
    Organization,
    /// Of the organization of this slug, where the person had to name one.
    Inside(Option<String>),
    Unreachable(ApiError),
}

#[component]
pub fn App() -> impl IntoView {
    let api = Api::new(&Config::same_origin());
    provide_context(api);
    let session = Session::<StaffUser>::start(api, "/api/auth/me", "/api/auth/logout");
    provide_context(session);
    provide_context(JustTyped::default());
    let acting = Acting::start(api);
    provide_context(acting);
    provide_context(Toasts::default());
    provide_context(Recents::default());
    provide_context(Looks::follow(api, session, acting));
    provide_context(Unsaved::default());
    ui_kit::i18n::mark_document();
    let stage = Memo::new(move |_| match session.who() {
        Who::Unknown => Stage::Asking,
        Who::Nobody => Stage::SignIn,
        Who::Known(user) if user.must_change_password => Stage::Password,
        Who::Known(user) if must_choose(&user, acting) => Stage::Organization,
        Who::Known(_) => Stage::Inside(acting.slug()),
        Who::Unreachable(error) => Stage::Unreachable(error),
    });
    // What one person traced, and where they acted, is not the next one's to see.
    Effect::new(move |before: Option<Stage>| {
        let now = stage.get();
        if before.as_ref() != Some(&now) && !matches!(now, Stage::Inside(_)) {
            Recents::here().clear();
        }
        // An address that names an organization may come before the sign-in.
        let was_inside = matches!(before, Some(Stage::Inside(_) | Stage::Organization));
        if now == Stage::SignIn && was_inside {
            acting.forget();
        }
        now
    });
    view! {
        <Defs />
        <Router base="/admin">
            {move || match stage.get() {
                Stage::Asking => view! { <main class="page" id="main" tabindex="-1" aria-busy="true"></main> }.into_any(),
                Stage::SignIn => view! { <SignIn /> }.into_any(),
                Stage::Password => view! { <FirstPassword /> }.into_any(),
                Stage::Organization => view! { <ChooseOrganization /> }.into_any(),
                Stage::Inside(_) => view! { <Inside /> }.into_any(),
                Stage::Unreachable(error) => view! {
                    <main class="page" id="main" tabindex="-1">
                        <ErrorState title=move || w().unreachable error=error on_retry=move |()| session.ask() />
                    </main>
                }.into_any(),
            }}
        </Router>
        <ToastHost />
    }
}

#[component]
fn Inside() -> impl IntoView {
    view! {
        <Shell>
            <FlatRoutes fallback=Missing>
                <Route path=path!("/") view=TodayPage />
                <Route path=path!("/trace") view=StartPage />
                <Route path=path!("/trace/:kind/:id") view=TracePage />
                <Route path=path!("/batches") view=BatchesPage />
                <Route path=path!("/batches/:code") view=BatchPage />
                <Route path=path!("/products/:id/label") view=LabelPage />
                <Route path=path!("/orders") view=OrdersPage />
                <Route path=path!("/customers") view=CustomersPage />
                <Route path=path!("/customers/new") view=NewCustomerPage />
                <Route path=path!("/customers/import") view=ImportPage />
                <Route path=path!("/customers/:id") view=CustomerPage />
                <Route path=path!("/customers/:id/edit") view=EditCustomerPage />
                <Route path=path!("/access-log") view=AccessLogPage />
                <Route path=path!("/settings") view=SettingsPage />
                <Route path=path!("/settings/people") view=PeoplePage />
                <Route path=path!("/settings/teams") view=TeamsPage />
                <Route path=path!("/settings/programs") view=ProgramsPage />
                <Route path=path!("/audit") view=AuditPage />
                <Route path=path!("/account") view=AccountPage />
                <Route path=path!("/orders/new") view=NewOrderPage />
                <Route path=path!("/orders/:number") view=OrderPage />
                <Route path=path!("/orders/:number/pack") view=PackPage />
                <Route path=path!("/shipments/:number") view=ShipmentPage />
            </FlatRoutes>
        </Shell>
    }
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <PageHead title=move || w().page_missing.0 tab=move || crate::shell::tab(w().page_missing.0) />
        <EmptyState title=move || w().page_missing.0 text=move || w().page_missing.1>
            <a class="btn primary" href="/admin/orders">{move || w().orders}</a>
        </EmptyState>
    }
}
