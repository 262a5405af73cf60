//! The frame of every page that needs a sign-in: header, sections, the person's menu. It sends whoever is not signed in
//! to the sign-in page, and remembers where they were going.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::say::fixed;
use ui_kit::{
    AppHeader, ErrorState, IconName, LanguageMenu, OfflineNote, TabBar, TabItem, ThemeToggle,
    Toasts, UserMenu, Who, http, i18n,
};

use crate::account::words::aw;
use crate::app::{ACCOUNT, FIRST_PASSWORD, ORDERS, SHIPMENTS, SIGN_IN, Session};
use crate::words::w;
use ui_kit::Maker;

fn tabs() -> Vec<TabItem> {
    vec![TabItem::new(ORDERS, || w().orders_tab, IconName::ReceiptText).also(SHIPMENTS)]
}

/// At the foot of a phone's screen the person's page is a section too: the header has no room for words.
fn tabs_below() -> Vec<TabItem> {
    let mut tabs = tabs();
    tabs.push(TabItem::new(ACCOUNT, || aw().account, IconName::UserRound));
    tabs
}

/// The pages inside the frame: the sections and what lies directly below them.
fn framed(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let below = |section: &str| {
        path.strip_prefix(section)
            .and_then(|rest| rest.strip_prefix('/'))
            .is_some_and(|id| !id.is_empty() && !id.contains('/'))
    };
    path == ORDERS || path == ACCOUNT || below(ORDERS) || below(SHIPMENTS)
}

/// Signs out, here and in every tab; says so where that did not work.
pub fn sign_out(session: Session, toasts: Toasts) {
    spawn_local(async move {
        if session.leave().await.is_err() {
            toasts.failed(|| i18n::kit().sign_out_failed);
        }
    });
}

/// Around the routes: it stays while one goes from page to page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let session = Session::here();
    let path = use_location().pathname;
    let shown = Memo::new(move |_| path.with(|path| framed(path)));
    send_away(session, shown);
    view! {
        {move || shown.get().then(|| view! { <Header /> })}
        {children()}
        {move || shown.get().then(|| view! { <Footer /> })}
    }
}

/// "Buyer, Harbor Cocoa". Empty until known. Reactive.
fn person(session: Session) -> String {
    session.user().map_or_else(String::new, |user| {
        format!("{}, {}", user.name, user.customer_name)
    })
}

#[component]
fn Header() -> impl IntoView {
    let session = Session::here();
    let maker = Maker::here();
    let toasts = Toasts::here();
    let signed_in = Memo::new(move |_| session.user().is_some());
    let email = move || session.user().map_or_else(String::new, |user| user.email);
    let navigate = use_navigate();
    let to_account = Callback::new(move |()| navigate(ACCOUNT, NavigateOptions::default()));
    view! {
        <AppHeader
            name=maker.name()
            logo=maker.logo()
            subtitle=fixed(|| w().portal)
            home=ORDERS
            tabs=tabs()
            nav_label=fixed(|| w().sections)
        >
            <LanguageMenu />
            <ThemeToggle />
            {move || {
                signed_in
                    .get()
                    .then(|| {
                        view! {
                            <UserMenu
                                name=move || person(session)
                                email=email
                                on_account=to_account
                                on_sign_out=move |()| sign_out(session, toasts)
                            />
                        }
                    })
            }}
        </AppHeader>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let session = Session::here();
    view! {
        <footer class="foot">
            <div>
                <p>{Maker::here().name()}</p>
                <p>{move || person(session)}</p>
            </div>
        </footer>
        <TabBar tabs=tabs_below() label=fixed(|| w().sections_below) />
    }
}

/// What stands in the frame: the page, unless nobody is signed in or that could not be asked. Until it is known the
/// page already asks for its own data: whoever comes back is signed in almost always. Another person's page is a new one.
#[component]
pub fn Inside(children: ChildrenFn) -> impl IntoView {
    let session = Session::here();
    let away = Memo::new(move |_| match session.who() {
        Who::Unreachable(error) => Some(Some(error)),
        Who::Nobody => Some(None),
        Who::Known(user) if user.must_change_password => Some(None),
        Who::Unknown | Who::Known(_) => None,
    });
    let persons = count_persons(session);
    let body = move || {
        // Read, not just tracked: a memo that never ran would count its first run as a change, and every page would ask twice.
        let _ = persons.get();
        match away.get() {
            None => children().into_any(),
            Some(None) => ().into_any(),
            Some(Some(error)) => view! {
                <ErrorState title=fixed(|| w().portal_failed) error=error on_retry=move |()| session.ask() />
            }
            .into_any(),
        }
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            <OfflineNote />
            {body}
        </main>
    }
}

/// Changes when somebody else is signed in than before: another tab can bring that about. Who comes first is no change.
fn count_persons(session: Session) -> Memo<u32> {
    let last = StoredValue::new(None::<i64>);
    Memo::new(move |count: Option<&u32>| {
        let count = count.copied().unwrap_or_default();
        let Some(id) = session.user().map(|user| user.id) else {
            return count;
        };
        let before = last.get_value();
        last.set_value(Some(id));
        count + u32::from(before.is_some_and(|before| before != id))
    })
}

/// To the sign-in page, unless signed in; to the choice of a password where one is due. Signing out on purpose forgets where one was; everything else returns there.
fn send_away(session: Session, shown: Memo<bool>) {
    let location = use_location();
    let navigate = use_navigate();
    Effect::new(move |was_in: Option<bool>| {
        let who = session.who();
        let away_to = match &who {
            Who::Nobody => Some(SIGN_IN),
            Who::Known(user) if user.must_change_password => Some(FIRST_PASSWORD),
            _ => None,
        };
        if shown.get()
            && let Some(away_to) = away_to
        {
            let left_on_purpose = was_in == Some(true) && away_to == SIGN_IN && !session.expired();
            let next = (!left_on_purpose).then(|| {
                let path = location.pathname.get_untracked();
                let query = location.search.get_untracked();
                if query.is_empty() {
                    path
                } else {
                    format!("{path}?{}", query.trim_start_matches('?'))
                }
            });
            let target = format!(
                "{away_to}{}",
                http::query(&[("next", next.filter(|next| next != ORDERS))])
            );
            navigate(
                &target,
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
        matches!(who, Who::Known(_))
    });
}

/// Where a sign-in returns to: a page of this portal, whatever the address says.
pub fn safe_next(asked: Option<String>) -> String {
    asked
        .filter(|path| {
            path.strip_prefix(SIGN_IN)
                .is_some_and(|rest| rest.starts_with('/'))
        })
        .filter(|path| !path.contains("//") && !path.contains("..") && !path.contains('\\'))
        .unwrap_or_else(|| ORDERS.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_in_page_and_unknown_addresses_stand_alone() {
        for path in [
            ORDERS,
            "/portal/customer/orders/",
            "/portal/customer/orders/O-2026-0117",
            ACCOUNT,
            "/portal/customer/shipments/SH-2026-0094",
        ] {
            assert!(framed(path), "{path}");
        }
        for path in [
            "/",
            SIGN_IN,
            FIRST_PASSWORD,
            "/portal/customer/link",
            "/portal/customer/ordersx",
            "/portal/customer/orders/1/x",
            "/portal/customer/shipments",
            "/provenance/IXC-26-001",
            "/nowhere",
        ] {
            assert!(!framed(path), "{path}");
        }
    }

    #[test]
    fn a_sign_in_never_leads_off_the_portal() {
        let next = |text: &str| safe_next(Some(text.to_owned()));
        assert_eq!(
            next("/portal/customer/orders/O-1?x=1"),
            "/portal/customer/orders/O-1?x=1"
        );
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/portal/customer",
            "/portal/customer//evil.example",
            "javascript:0",
            "/portal/customer/../x",
            "/portal/customer.evil.example",
            "/portal/customer/\\evil",
            "",
        ] {
            assert_eq!(next(bad), ORDERS, "{bad}");
        }
        assert_eq!(safe_next(None), ORDERS);
    }
}
