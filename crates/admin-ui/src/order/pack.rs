//! Packing a parcel: `/admin/orders/{number}/pack`. Filled in with what is left of each line and with the shop's
//! address; what is cleared in the address the server fills in from the shop.

use contract::customers::Customer;
use contract::orders::{Order, OrderItem};
use contract::shipments::{Shipment, ShipmentInput, ShipmentLine};
use contract::{FieldError, OrderStatus};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use ui_kit::http::{encoded, once_key};
use ui_kit::{
    Api, ApiError, Button, ButtonKind, EmptyState, IconName, Note, PageHead, Section, Toasts, Tone,
    fmt, load,
};
use web_sys::AbortSignal;

use super::facts::left;
use super::shipments_of;
use crate::desk::roles::may_ship;
use crate::desk::{
    Change, DayField, NoRole, NumberField, Refused, TextField, d, given, order_href, page_of,
    parse_day, shipment_href,
};
use crate::order_new::go;
use crate::shell::tab;

/// The order, what its parcels leave of each line, and the shop where the caller may read it.
type Packing = (Order, Vec<(OrderItem, i32)>, Option<Customer>);

async fn packing(
    api: Api,
    number: String,
    abort: Option<AbortSignal>,
) -> Result<Packing, ApiError> {
    let order: Order = api
        .get(&format!("/api/orders/{}", encoded(&number)), abort.as_ref())
        .await?;
    let shipments = shipments_of(api, order.id.to_string(), abort.clone()).await?;
    // The form works without the shop's address: the server knows it.
    let customer = api
        .get::<Customer>(
            &format!("/api/customers/{}", order.customer_id),
            abort.as_ref(),
        )
        .await
        .ok();
    let lines = order
        .items
        .iter()
        .map(|item| (item.clone(), left(item, &shipments)))
        .filter(|(_, left)| *left > 0)
        .collect();
    Ok((order, lines, customer))
}

#[component]
pub fn PackPage() -> impl IntoView {
    let api = Api::here();
    let params = use_params_map();
    let number = Memo::new(move |_| {
        params
            .with(|params| params.get("number"))
            .unwrap_or_default()
    });
    let packing = load(
        move || Some(number.get()).filter(|_| may_ship()),
        move |number, abort| packing(api, number, abort),
    );
    move || {
        if !may_ship() {
            return view! { <NoRole /> }.into_any();
        }
        page_of(
            packing,
            move || number.get(),
            || d().order_missing,
            |packing| {
                let (order, lines, customer) = packing.get_untracked();
                view! { <PackForm order=order lines=lines customer=customer /> }.into_any()
            },
        )
        .into_any()
    }
}

/// A line of the parcel: packed when a number above 0 stands in its box.
#[derive(Clone, Copy)]
struct Packed {
    item: i64,
    cartons: RwSignal<String>,
}

fn shown(field: &str) -> bool {
    field.starts_with("items[")
        || field.starts_with("ship_to_")
        || [
            "carrier",
            "tracking_number",
            "tracking_url",
            "dispatch_date",
            "est_delivery_date",
        ]
        .contains(&field)
}

/// The lines that are packed, with their places in what is sent; or what is wrong.
fn lines_of(boxes: &[Packed]) -> Result<Vec<ShipmentLine>, FieldError> {
    let mut lines = Vec::new();
    for packed in boxes {
        let text = packed.cartons.get_untracked();
        let text = text.trim();
        if text.is_empty() || text == "0" {
            continue;
        }
        match text.parse::<i32>() {
            Ok(quantity) if quantity > 0 => lines.push(ShipmentLine {
                order_item_id: packed.item,
                quantity,
            }),
            _ => {
                let field = format!("items[{}].quantity", lines.len());
                return Err(FieldError::new(field, "required", d().write_cartons));
            }
        }
    }
    Ok(lines)
}

/// Where a line's errors are told: its place among those that are packed. Reactive.
fn place(boxes: &[Packed], item: i64) -> usize {
    boxes
        .iter()
        .filter(|packed| packed.cartons.with(|text| !matches!(text.trim(), "" | "0")))
        .position(|packed| packed.item == item)
        .unwrap_or(usize::MAX)
}

#[component]
fn PackForm(
    order: Order,
    lines: Vec<(OrderItem, i32)>,
    customer: Option<Customer>,
) -> impl IntoView {
    let api = Api::here();
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let change = Change::default();
    let key = StoredValue::new(once_key());
    let back = order_href(&order.order_number);
    let head = {
        let (number, shop) = (order.order_number.clone(), order.customer_name.clone());
        let title = move || (d().pack_title)(&number);
        let (for_tab, back, number) = (title.clone(), back.clone(), order.order_number.clone());
        let crumbs = view! {
            <nav class="crumbs" aria-label=move || d().breadcrumb>
                <a href="/admin/orders">{move || d().orders}</a>
                <ui_kit::Icon name=IconName::ChevronRight />
                <a class="code" href=back>{number}</a>
                <ui_kit::Icon name=IconName::ChevronRight />
                <span aria-current="page">{move || d().pack}</span>
            </nav>
        }
        .into_any();
        view! { <PageHead title=title tab=move || tab(&for_tab()) crumbs=crumbs lede=move || (d().pack_lede)(&shop) /> }
    };
    if order.status == OrderStatus::Cancelled || lines.is_empty() {
        return view! {
            {head}
            <EmptyState title=move || d().nothing_left.0 text=move || d().nothing_left.1>
                <a class="btn" href=back>{move || d().back_to_order}</a>
            </EmptyState>
        }
        .into_any();
    }
    let boxes: Vec<Packed> = lines
        .iter()
        .map(|(item, left)| Packed {
            item: item.id,
            cartons: RwSignal::new(left.to_string()),
        })
        .collect();
    let no_lot: Vec<String> = lines
        .iter()
        .filter(|(item, _)| item.batch_id.is_none())
        .map(|(item, _)| item.product_name.clone())
        .collect();
    let boxes = StoredValue::new(boxes);
    let text = || RwSignal::new(String::new());
    let (carrier, tracking, url) = (text(), text(), text());
    let (dispatch, est) = (RwSignal::new(fmt::today().to_string()), text());
    let known = |of: fn(&Customer) -> Option<String>| {
        RwSignal::new(customer.as_ref().and_then(of).unwrap_or_default())
    };
    let name = known(|shop| Some(shop.name.clone()));
    let street = known(|shop| {
        let parts = [shop.address_line1.clone(), shop.address_line2.clone()];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    let (city, postal) = (
        known(|shop| shop.city.clone()),
        known(|shop| shop.postal_code.clone()),
    );
    let country = known(|shop| Some(shop.country.clone()));
    let path = format!("/api/orders/{}/shipments", order.id);
    let pack = move |event: SubmitEvent| {
        event.prevent_default();
        let items = match boxes.with_value(|boxes| lines_of(boxes)) {
            Ok(items) if items.is_empty() => {
                return change.refuse(vec![FieldError::new("items", "length", d().pack_something)]);
            }
            Ok(items) => items,
            Err(error) => return change.refuse(vec![error]),
        };
        let said = |text: RwSignal<String>| given(&text.get_untracked());
        let input = ShipmentInput {
            items,
            carrier: said(carrier),
            tracking_number: said(tracking),
            tracking_url: said(url),
            dispatch_date: parse_day(&dispatch.get_untracked()),
            est_delivery_date: parse_day(&est.get_untracked()),
            status: None,
            ship_to_name: said(name),
            ship_to_street: said(street),
            ship_to_city: said(city),
            ship_to_postal_code: said(postal),
            ship_to_country: said(country).map(|code| code.to_uppercase()),
        };
        let (path, key, navigate) = (path.clone(), key.get_value(), navigate.clone());
        change.run(
            async move { api.create::<_, Shipment>(&path, &input, &key).await },
            move |shipment| {
                let number = shipment.shipment_number.clone();
                toasts.done(move || (d().packed_as)(&number));
                go(&navigate, &shipment_href(&shipment.shipment_number));
            },
        );
    };
    let rows = lines
        .into_iter()
        .enumerate()
        .map(|(at, (item, left))| {
            let cartons = boxes.with_value(|boxes| boxes.get(at).map(|packed| packed.cartons));
            let id = item.id;
            let error = Signal::derive(move || {
                let at = boxes.with_value(|boxes| place(boxes, id));
                change.at(format!("items[{at}].quantity")).get()
            });
            let label = item.product_name.clone();
            cartons.map(|cartons| {
                view! {
                    <li>
                        <div class="l1">
                            <h3 class="name">{item.product_name}</h3>
                            <p class="mut s">
                                <span class="code">{item.sku}</span>
                                {item.batch_code.map(|code| view! { " · " {move || d().lot} " " <span class="code">{code}</span> })}
                            </p>
                        </div>
                        <p class="mut s num">{move || (d().n_left)(&fmt::number(i64::from(left)))}</p>
                        <NumberField id=format!("pack-{id}") label=move || (d().cartons_of)(&label) unseen=true least=0 value=cartons error=error />
                    </li>
                }
            })
        })
        .collect_view();
    view! {
        {head}
        <form class="deskform" novalidate=true on:submit=pack>
            <Refused change=change shown=shown />
            {(!no_lot.is_empty()).then(|| view! {
                <Note tone=Tone::Warning icon=IconName::TriangleAlert>{move || (d().needs_lot)(&no_lot.join(", "))}</Note>
            })}
            <Section id="contents" title=move || d().contents lede=move || d().contents_lede>
                <ul class="packlines">{rows}</ul>
            </Section>
            <Section id="way" title=move || d().way>
                <div class="formgrid">
                    <TextField id="carrier" label=move || d().carrier value=carrier longest=100 error=change.at("carrier") />
                    <TextField id="tracking" label=move || d().tracking value=tracking longest=100 code=true error=change.at("tracking_number") />
                    <div class="wide">
                        <TextField id="tracking-url" kind="url" label=move || d().tracking_url hint=move || d().tracking_url_hint value=url longest=500 error=change.at("tracking_url") />
                    </div>
                    <DayField id="dispatch" label=move || d().dispatch value=dispatch error=change.at("dispatch_date") />
                    <DayField id="est" label=move || d().est_delivery value=est error=change.at("est_delivery_date") />
                </div>
            </Section>
            <Section id="address" title=move || d().deliver_to lede=move || d().deliver_to_lede>
                <div class="formgrid">
                    <div class="wide"><TextField id="to-name" label=move || d().to_name value=name error=change.at("ship_to_name") /></div>
                    <div class="wide"><TextField id="to-street" label=move || d().to_street value=street longest=300 error=change.at("ship_to_street") /></div>
                    <TextField id="to-postal" label=move || d().to_postal value=postal longest=20 error=change.at("ship_to_postal_code") />
                    <TextField id="to-city" label=move || d().to_city value=city error=change.at("ship_to_city") />
                    <TextField id="to-country" label=move || d().to_country hint=move || d().to_country_hint value=country longest=2 error=change.at("ship_to_country") />
                </div>
            </Section>
            <div class="actions">
                <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || d().pack_it}</Button>
                <a class="btn" href=back>{move || d().back}</a>
            </div>
        </form>
    }
    .into_any()
}
