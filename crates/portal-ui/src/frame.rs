//! The frame of every page that needs a sign-in: header, sections, the person's menu. It sends whoever is not signed in
//! to the sign-in page, and remembers where they were going.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::components::Outlet;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::{
    AppHeader, ErrorState, IconName, LanguageMenu, TabBar, TabItem, ThemeToggle, Toasts, UserMenu,
    Who, http, i18n,
};

use crate::app::{ORDERS, SIGN_IN, Session};
use crate::maker::Maker;
use crate::words::w;

fn tabs() -> Vec<TabItem> {
    vec![TabItem::new(
        ORDERS,
        || w().orders_tab,
        IconName::ReceiptText,
    )]
}

#[component]
pub fn Frame() -> impl IntoView {
    let session = Session::here();
    let maker = Maker::here();
    send_away(session);
    let person = move || session.user().map(|user| (user.name, user.customer_name));
    let label = move || person().map_or_else(String::new, |(name, shop)| format!("{name}, {shop}"));
    let email = move || session.user().map_or_else(String::new, |user| user.email);
    let toasts = Toasts::here();
    let sign_out = move |()| {
        spawn_local(async move {
            if session.leave().await.is_err() {
                toasts.failed(|| i18n::kit().sign_out_failed);
            }
        });
    };
    let inside = move || {
        match session.who() {
        Who::Unreachable(error) => view! {
            <ErrorState title=move || w().portal_failed error=error on_retry=move |()| session.ask() />
        }
        .into_any(),
        Who::Nobody => ().into_any(),
        Who::Unknown | Who::Known(_) => view! { <Outlet /> }.into_any(),
    }
    };
    view! {
        <AppHeader
            name=maker.name()
            logo=maker.logo()
            subtitle=move || w().portal
            home=ORDERS
            tabs=tabs()
            nav_label=move || w().sections
        >
            <LanguageMenu />
            <ThemeToggle />
            {move || session.user().is_some().then(|| view! { <UserMenu name=label email=email on_sign_out=sign_out /> })}
        </AppHeader>
        <main id="main" class="page" tabindex="-1">
            {inside}
        </main>
        <footer class="foot">
            <div>
                <p>{maker.name()}</p>
                <p>{label}</p>
            </div>
        </footer>
        <TabBar tabs=tabs() label=move || w().sections_below />
    }
}

/// To the sign-in page, unless signed in. Signing out on purpose forgets where one was; everything else returns there.
fn send_away(session: Session) {
    let location = use_location();
    let navigate = use_navigate();
    Effect::new(move |was_in: Option<bool>| {
        let who = session.who();
        if matches!(who, Who::Nobody) {
            let left_on_purpose = was_in == Some(true) && !session.expired();
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
                "{SIGN_IN}{}",
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
