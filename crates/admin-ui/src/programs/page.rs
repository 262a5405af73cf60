//! The list of programs, narrowed by status in the address, and the dialogs it leads to.

use contract::oauth::{OauthClient, OauthClientCreated, OauthClientList, OauthClientStatus};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::http::query;
use ui_kit::{Api, Button, ButtonKind, Choice, IconName, PageHead, Segmented};

use super::actions::{Act, ActDialog};
use super::form::{About, ProgramDialog};
use super::gw;
use super::list::{Doors, ProgramTable};
use super::rotate::RotateDialog;
use super::secret::{Fresh, SecretDialog};
use crate::lists::{MoreView, more};
use crate::settings::SettingsFrame;
use crate::shell::tab;

const PAGE: u64 = 50;
const ADDRESS: &str = "/admin/settings/programs";

#[component]
pub fn ProgramsPage() -> impl IntoView {
    view! { <SettingsFrame><Programs /></SettingsFrame> }
}

#[component]
fn Programs() -> impl IntoView {
    let api = Api::here();
    let address = use_location().query;
    let status = Memo::new(move |_| {
        let text = address.with(|query| query.get("status"));
        text.and_then(|text| text.parse::<OauthClientStatus>().ok())
    });
    let list = more(
        status,
        move |status: Option<OauthClientStatus>, cursor, abort| async move {
            let pairs = [
                ("status", status.map(|status| status.to_string())),
                ("limit", Some(PAGE.to_string())),
                ("cursor", cursor),
            ];
            let path = format!("/api/oauth-clients{}", query(&pairs));
            let page: OauthClientList = api.get(&path, abort.as_ref()).await?;
            Ok((page.oauth_clients, page.next_cursor))
        },
    );
    let empty = Signal::derive(move || match status.get() {
        None => gw().none,
        Some(_) => gw().no_match,
    });
    let doors = Doors {
        about: RwSignal::new(None::<About>),
        rotating: RwSignal::new(None::<OauthClient>),
        asked: RwSignal::new(None::<(Act, OauthClient)>),
    };
    let fresh = RwSignal::new(None::<Fresh>);
    let reload = Callback::new(move |()| list.again());
    let on_created = Callback::new(move |made: OauthClientCreated| {
        fresh.set(Some(Fresh {
            name: made.client.name,
            client_id: made.client.client_id,
            secret: made.client_secret,
            scopes: made.client.scopes,
            rotated: None,
        }));
        list.again();
    });
    let rows = list.rows;
    view! {
        <PageHead title=move || gw().title tab=move || tab(gw().title) lede=move || gw().lede>
            <Button kind=ButtonKind::Primary icon=IconName::Plus on_click=move |_| doors.about.set(Some(About::Create))>{move || gw().create}</Button>
        </PageHead>
        <Narrow status />
        <MoreView list empty>
            <ProgramTable programs=rows doors />
        </MoreView>
        <ProgramDialog about=doors.about on_created on_changed=reload />
        <RotateDialog rotating=doors.rotating fresh reload />
        <ActDialog asked=doors.asked reload />
        <SecretDialog fresh />
    }
}

#[component]
fn Narrow(status: Memo<Option<OauthClientStatus>>) -> impl IntoView {
    let navigate = use_navigate();
    let choose = move |key: &'static str| {
        let address = format!("{ADDRESS}{}", query(&[("status", Some(key.to_owned()))]));
        let options = NavigateOptions {
            // The address is whole already: the router would put its base in front again.
            resolve: false,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    };
    let choices = vec![
        Choice::new("", || gw().all),
        Choice::new(OauthClientStatus::Active.as_str(), || gw().is_active),
        Choice::new(OauthClientStatus::Revoked.as_str(), || gw().is_revoked),
    ];
    let value = Signal::derive(move || status.get().map(|s| s.to_string()).unwrap_or_default());
    view! {
        <div class="listfilters">
            <Segmented name="program-status" label=move || crate::access::aw().status choices value on_change=choose />
        </div>
    }
}
