//! The fields of the form, in the order in which people tell them. Who looks after the shop is chosen only by those who
//! may.

use contract::CustomerStatus;
use contract::customers::Customer;
use leptos::prelude::*;
use ui_kit::{Api, Language, Section, Status};

use super::super::cw;
use super::super::keepers::{keepers, options};
use super::draft::Draft;
use super::fw;
use crate::country;
use crate::desk::{Change, ChoiceField, TextField, WideField};
use crate::roles::{is_admin, may_manage};

#[component]
pub fn FormFields(
    draft: Draft,
    change: Change,
    saved: RwSignal<Option<Customer>>,
) -> impl IntoView {
    let statuses = Signal::derive(|| {
        CustomerStatus::ALL
            .iter()
            .map(|status| {
                let word = Status::from(*status).word().to_owned();
                (status.to_string(), word)
            })
            .collect::<Vec<_>>()
    });
    let countries = Signal::derive(|| {
        let mut all = vec![(String::new(), fw().choose_country.to_owned())];
        all.extend(country::all());
        all
    });
    let languages = Signal::derive(|| {
        let mut all = vec![(String::new(), cw().house_language.to_owned())];
        all.extend(
            Language::ALL
                .into_iter()
                .map(|one| (one.code().to_owned(), country::language_name(one.code()))),
        );
        all
    });
    view! {
        <Section id="shop" title=move || fw().shop lede=move || fw().shop_lede>
            <div class="formgrid">
                <div class="wide">
                    <TextField id="name" label=move || fw().name value=draft.name error=change.at("name") />
                </div>
                <ChoiceField id="status" label=move || cw().status value=draft.status options=statuses error=change.at("status") />
                <ChoiceField id="locale" label=move || cw().language value=draft.locale options=languages hint=move || fw().language_hint error=change.at("locale") />
            </div>
        </Section>
        <Section id="reach" title=move || fw().reach>
            <div class="formgrid">
                <TextField id="line1" label=move || fw().line1 value=draft.line1 error=change.at("address_line1") />
                <TextField id="line2" label=move || fw().line2 value=draft.line2 hint=move || fw().line2_hint error=change.at("address_line2") />
                <TextField id="postal" label=move || fw().postal value=draft.postal longest=20 error=change.at("postal_code") />
                <TextField id="city" label=move || fw().city value=draft.city error=change.at("city") />
                <TextField id="region" label=move || fw().region value=draft.region error=change.at("region") />
                <ChoiceField id="country" label=move || cw().country value=draft.country options=countries error=change.at("country") />
                <TextField id="customer-email" label=move || cw().email value=draft.email kind="email" longest=254 error=change.at("email") />
                <TextField id="phone" label=move || cw().phone value=draft.phone kind="tel" longest=50 error=change.at("phone") />
            </div>
        </Section>
        <Section id="house" title=move || fw().house lede=move || fw().house_lede>
            <div class="formgrid">
                <KeeperFields draft change saved />
                <TextField id="erp" label=move || cw().erp_id value=draft.erp longest=100 code=true hint=move || fw().id_hint error=change.at("erp_customer_id") />
                <TextField id="external" label=move || cw().external_id value=draft.external longest=100 code=true hint=move || fw().id_hint error=change.at("external_customer_id") />
                <div class="wide">
                    <WideField id="notes" label=move || cw().notes value=draft.notes longest=10000 error=change.at("notes") />
                </div>
            </div>
        </Section>
    }
}

#[component]
fn KeeperFields(draft: Draft, change: Change, saved: RwSignal<Option<Customer>>) -> impl IntoView {
    let known = keepers(Api::here());
    let owners = Signal::derive(move || {
        let known = known.ready().unwrap_or_default();
        let now = saved.with(|saved| {
            let saved = saved.as_ref()?;
            let id = saved.owner_user_id?;
            Some((
                id,
                saved.owner_name.clone().unwrap_or_else(|| format!("#{id}")),
            ))
        });
        options(fw().nobody, &known.people, now)
    });
    let teams = Signal::derive(move || {
        let known = known.ready().unwrap_or_default();
        let now = saved.with(|saved| {
            let saved = saved.as_ref()?;
            let id = saved.team_id?;
            Some((
                id,
                saved.team_name.clone().unwrap_or_else(|| format!("#{id}")),
            ))
        });
        options(fw().no_team, &known.teams, now)
    });
    let is_new = saved.with_untracked(Option::is_none);
    move || {
        if may_manage() {
            view! {
                <ChoiceField id="owner" label=move || cw().owner value=draft.owner options=owners error=change.at("owner_user_id") />
                {move || is_admin().then(|| view! {
                    <ChoiceField id="team" label=move || cw().team value=draft.team options=teams error=change.at("team_id") />
                })}
            }
            .into_any()
        } else {
            is_new
                .then(|| view! { <p class="wide mut">{move || fw().own}</p> })
                .into_any()
        }
    }
}
