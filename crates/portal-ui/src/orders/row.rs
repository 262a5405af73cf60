//! One order in the list: a row where there is room, a card on a phone.

use contract::OrderStatus;
use contract::portal::{FarmMention, PortalOrderRow};
use leptos::prelude::*;
use ui_kit::say::fixed;
use ui_kit::weave::ThreadAt;
use ui_kit::{BarTile, Status, StatusTag, Thread, fmt};

use super::summary::first_and_rest;
use crate::app::order_href;
use crate::words::w;

/// Farms named in a row; the others are counted.
const FARMS_NAMED: usize = 2;

fn farm_words(farms: &[FarmMention]) -> String {
    let mut text = farms
        .iter()
        .take(FARMS_NAMED)
        .map(|farm| farm.name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    if farms.len() > FARMS_NAMED {
        text.push(' ');
        text.push_str(&(w().more)((farms.len() - FARMS_NAMED) as u64));
    }
    text
}

fn thread_of(order: &PortalOrderRow) -> Option<ThreadAt> {
    let part = if order.total_items > 0 {
        order.cartons_shipped as f64 / order.total_items as f64
    } else {
        0.0
    };
    ThreadAt::of_order(order.status, !order.farms.is_empty(), part)
}

#[component]
pub fn OrderRow(order: PortalOrderRow) -> impl IntoView {
    let off = order.status == OrderStatus::Cancelled;
    let thread = thread_of(&order);
    let (first, rest) = first_and_rest(&order.products_summary);
    let first = first.to_owned();
    let lead = order.lead_product.clone();
    let lead_farm = lead.as_ref().and_then(|lead| lead.farm.clone());
    let farms = order.farms.clone();
    let ordered_on = order.order_date;
    let est = order.est_delivery_date.filter(|_| !off);
    let cartons = order.total_items;
    view! {
        <tr class:off=off>
            <th scope="row" class="c-no">
                <a class="code" href=order_href(&order.order_number)>{order.order_number.clone()}</a>
                {order.customer_po_reference.clone().map(|po| {
                    view! {
                        <span class="mut xs">
                            {fixed(|| w().po)} " " <span class="code">{po}</span>
                        </span>
                    }
                })}
            </th>
            <td class="c-date num">{move || fmt::date(ordered_on)}</td>
            <td class="c-prod">
                <span class="prodcell">
                    <BarTile
                        farm_id=lead_farm.as_ref().map(|farm| farm.id)
                        region=lead_farm.map(|farm| farm.region)
                        product=first.clone()
                        cacao_percent=lead.and_then(|lead| lead.cacao_percent)
                    />
                    <span>
                        {first}
                        {move || {
                            (rest > 0).then(|| view! { " " <span class="mut nw">{(w().more)(rest)}</span> })
                        }}
                        <span class="mut xs fromfarm">
                            {move || if farms.is_empty() { w().farm_open.to_owned() } else { farm_words(&farms) }}
                        </span>
                    </span>
                </span>
            </td>
            <td class="c-qty end num">
                {move || fmt::number(cartons)} <span class="unit">{move || (w().unit)(cartons)}</span>
            </td>
            <td class="c-where">
                <span class="where">
                    {thread.map(|at| view! { <Thread at=at /> })}
                    <StatusTag status=Status::from(order.status) />
                </span>
            </td>
            <td class="c-est end num">
                {est.is_some().then(|| view! { <span class="lbl">{fixed(|| w().estimated)} " "</span> })}
                {move || fmt::date_or_unknown(est)}
            </td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(status: OrderStatus, total: i64, shipped: i64) -> PortalOrderRow {
        PortalOrderRow {
            id: 1,
            order_number: "O-1".into(),
            order_date: chrono::NaiveDate::default(),
            customer_po_reference: None,
            status,
            total_items: total,
            cartons_shipped: shipped,
            est_delivery_date: None,
            products_summary: String::new(),
            lead_product: None,
            farms: Vec::new(),
        }
    }

    #[test]
    fn an_order_without_cartons_breaks_no_thread() {
        assert_eq!(
            thread_of(&order(OrderStatus::InProduction, 0, 0)).map(|at| at.part),
            Some(0.0)
        );
        assert_eq!(thread_of(&order(OrderStatus::Cancelled, 10, 0)), None);
        assert_eq!(
            thread_of(&order(OrderStatus::Pending, 10, 0)).map(|at| at.knot),
            Some(0)
        );
    }
}
