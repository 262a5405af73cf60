//! What is known of a shop. An unknown value is "—"; the notes are the maker's own and shown to staff alone.

use contract::customers::Customer;
use leptos::prelude::*;
use ui_kit::{Fact, Facts, Panel, fmt};

use super::cw;
use crate::country;

#[component]
pub fn CustomerFacts(customer: Customer) -> impl IntoView {
    let address = address_lines(&customer);
    let land = customer.country.clone();
    let locale = customer.locale.clone();
    let since = customer.created_at;
    let or_unknown = |text: Option<String>| text.unwrap_or_else(|| fmt::UNKNOWN.to_owned());
    let link = |address: Option<String>, scheme: &'static str| match address {
        Some(text) => {
            let address = format!("{scheme}:{}", text.replace(' ', ""));
            view! { <a href=address>{text}</a> }.into_any()
        }
        None => fmt::UNKNOWN.into_any(),
    };
    view! {
        <Panel class="customerfacts">
            <Facts>
                <Fact name=move || cw().address>
                    {address.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view()}
                    <span class="line">{move || country::name(&land)}</span>
                </Fact>
                <Fact name=move || cw().email>{link(customer.email, "mailto")}</Fact>
                <Fact name=move || cw().phone>{link(customer.phone, "tel")}</Fact>
                <Fact name=move || cw().language>
                    {move || locale.as_deref().map_or_else(|| cw().house_language.to_owned(), country::language_name)}
                </Fact>
                <Fact name=move || cw().owner>{or_unknown(customer.owner_name)}</Fact>
                <Fact name=move || cw().team>{or_unknown(customer.team_name)}</Fact>
                <Fact name=move || cw().erp_id code=true>{or_unknown(customer.erp_customer_id)}</Fact>
                <Fact name=move || cw().external_id code=true>{or_unknown(customer.external_customer_id)}</Fact>
                <Fact name=move || cw().since>{move || fmt::date(fmt::local_day(since))}</Fact>
            </Facts>
            {customer.notes.filter(|notes| !notes.is_empty()).map(|notes| view! {
                <div class="customernotes">
                    <p class="strong">{move || cw().notes}</p>
                    <p>{notes}</p>
                </div>
            })}
        </Panel>
    }
    .into_any()
}

fn address_lines(customer: &Customer) -> Vec<String> {
    // A city may be a region of its own.
    let region = customer
        .region
        .clone()
        .filter(|region| customer.city.as_ref() != Some(region));
    let town = [&customer.postal_code, &customer.city, &region]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    [
        customer.address_line1.clone(),
        customer.address_line2.clone(),
        Some(town),
    ]
    .into_iter()
    .flatten()
    .filter(|line| !line.is_empty())
    .collect()
}
