//! The form of a new order, and its sending.

use contract::customers::{Customer, CustomerList};
use contract::orders::{Order, OrderInput, OrderLine};
use contract::{FieldError, ShippingMethod, ShippingTerm};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::http::{once_key, query};
use ui_kit::{Api, Button, ButtonKind, Field, IconName, Section, Select, Toasts, fmt};

use super::line::{Line, LineRow};
use crate::desk::{
    Change, DayField, Found, Picker, Refused, TextField, WideField, d, given, order_href, parse_day,
};

/// What the form shows the errors of by itself.
fn shown(field: &str) -> bool {
    field.starts_with("items[")
        || [
            "customer_id",
            "customer_po_reference",
            "requested_delivery_date",
            "comments",
        ]
        .contains(&field)
}

pub fn method_word(method: ShippingMethod) -> &'static str {
    match method {
        ShippingMethod::Standard => d().standard,
        ShippingMethod::Urgent => d().urgent,
        ShippingMethod::Specific => d().specific,
    }
}

fn shop_found(customer: &Customer) -> Found {
    let country = crate::words::country(&customer.country);
    let place = [customer.city.clone(), Some(country)];
    Found {
        title: customer.name.clone(),
        more: place.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        code: false,
    }
}

#[derive(Clone, Copy)]
struct Lines {
    list: RwSignal<Vec<Line>>,
    next: StoredValue<u32>,
}

impl Lines {
    fn new() -> Self {
        Self {
            list: RwSignal::new(vec![Line::new(0)]),
            next: StoredValue::new(1),
        }
    }

    /// Adds one and brings the focus to it.
    fn add(self) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let line = Line::new(key);
        self.list.update(|list| list.push(line));
        focus(line);
    }

    /// Takes one away; the focus goes to the one before it, or to the first.
    fn remove(self, key: u32) {
        self.list.update(|list| {
            let at = list.iter().position(|line| line.key == key).unwrap_or(0);
            list.retain(|line| line.key != key);
            if let Some(near) = list.get(at.saturating_sub(1)) {
                focus(*near);
            }
        });
    }
}

fn focus(line: Line) {
    request_animation_frame(move || {
        if let Some(input) = line.node.get_untracked() {
            let _ = input.focus();
        }
    });
}

#[component]
pub fn NewOrderForm(#[prop(into)] known: Signal<Option<Customer>>) -> impl IntoView {
    let api = Api::here();
    let (toasts, navigate) = (Toasts::here(), use_navigate());
    let change = Change::default();
    let key = StoredValue::new(once_key());
    let shop = RwSignal::new(None::<i64>);
    let shop_name = RwSignal::new(String::new());
    let text = || RwSignal::new(String::new());
    let (po, wished, comments) = (text(), text(), text());
    let (method, term) = (text(), text());
    let lines = Lines::new();
    Effect::new(move |_| {
        if let Some(customer) = known.get()
            && shop.get_untracked().is_none()
        {
            shop.set(Some(customer.id));
            shop_name.set(customer.name);
        }
    });
    let shops = move |q: String, abort: Option<web_sys::AbortSignal>| async move {
        let path = format!(
            "/api/customers{}",
            query(&[("search", Some(q)), ("limit", Some("12".to_owned()))])
        );
        let list: CustomerList = api.get(&path, abort.as_ref()).await?;
        Ok(list.customers)
    };
    let pick_shop =
        move |customer: Option<Customer>| shop.set(customer.map(|customer| customer.id));
    let place = move |event: SubmitEvent| {
        event.prevent_default();
        let read = lines.list.with_untracked(|list| items(list));
        let (items, mut errors) = read;
        let customer = shop.get_untracked();
        if customer.is_none() {
            errors.insert(
                0,
                FieldError::new("customer_id", "required", d().choose_shop),
            );
        }
        let (Some(customer_id), true) = (customer, errors.is_empty()) else {
            change.refuse(errors);
            return;
        };
        let input = OrderInput {
            customer_id,
            customer_po_reference: given(&po.get_untracked()),
            requested_delivery_date: parse_day(&wished.get_untracked()),
            shipping_method: method.with_untracked(|method| method.parse().ok()),
            shipping_term: term.with_untracked(|term| term.parse().ok()),
            comments: given(&comments.get_untracked()),
            items,
        };
        let navigate = navigate.clone();
        let key = key.get_value();
        change.run(
            async move { api.create::<_, Order>("/api/orders", &input, &key).await },
            move |order| {
                let number = order.order_number.clone();
                toasts.done(move || (d().order_placed)(&number));
                go(&navigate, &order_href(&order.order_number));
            },
        );
    };
    let methods = Signal::derive(|| {
        let mut options = vec![(String::new(), d().not_said.to_owned())];
        options.extend(
            ShippingMethod::ALL
                .iter()
                .map(|method| (method.to_string(), method_word(*method).to_owned())),
        );
        options
    });
    let terms = Signal::derive(|| {
        let mut options = vec![(String::new(), d().not_said.to_owned())];
        options.extend(
            ShippingTerm::ALL
                .iter()
                .map(|term| (term.to_string(), term.to_string())),
        );
        options
    });
    view! {
        <form class="deskform" novalidate=true on:submit=place>
            <Refused change=change shown=shown />
            <div class="formgrid">
                <div class="wide">
                    <Picker
                        id="shop" label=move || d().shop text=shop_name fetch=shops
                        show=shop_found on_pick=pick_shop
                        error=change.at("customer_id")
                    />
                </div>
                <TextField id="po" label=move || d().po value=po longest=100 error=change.at("customer_po_reference") />
                <DayField id="wished" label=move || d().requested value=wished error=change.at("requested_delivery_date") />
                <Field id="method" label=move || d().method>
                    <Select id="method" options=methods value=method on_change=move |chosen| method.set(chosen) />
                </Field>
                <Field id="term" label=move || d().term>
                    <Select id="term" options=terms value=term on_change=move |chosen| term.set(chosen) />
                </Field>
            </div>
            <Section id="lines" title=move || d().lines lede=move || d().lines_lede>
                <div class="newlines">
                    <For each=move || lines.list.get() key=|line| line.key let:line>
                        <LineRow
                            line=line change=change
                            at=Memo::new(move |_| lines.list.with(|list| list.iter().position(|other| other.key == line.key).unwrap_or(0)))
                            removable=Signal::derive(move || lines.list.with(|list| list.len() > 1))
                            on_remove=move |key| { change.clear(); lines.remove(key) }
                            on_next=move |()| lines.add()
                        />
                    </For>
                </div>
                <div class="addline">
                    <Button icon=IconName::Plus on_click=move |_| lines.add()>{move || d().add_line}</Button>
                    <p class="total num" role="status">{move || lines.list.with(|list| total(list))}</p>
                </div>
            </Section>
            <WideField id="comments" label=move || d().comments value=comments error=change.at("comments") />
            <div class="actions">
                <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || d().place_order}</Button>
                <a class="btn" href="/admin/orders">{move || d().back}</a>
            </div>
        </form>
    }
}

pub fn go(navigate: &impl Fn(&str, NavigateOptions), href: &str) {
    let options = NavigateOptions {
        resolve: false,
        ..NavigateOptions::default()
    };
    navigate(href, options);
}

/// The lines as the API takes them, and everything that is missing.
fn items(list: &[Line]) -> (Vec<OrderLine>, Vec<FieldError>) {
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    for (at, line) in list.iter().enumerate() {
        match line.input(at) {
            Ok(item) => items.push(item),
            Err(wrong) => errors.extend(wrong),
        }
    }
    (items, errors)
}

/// "3 lines, 180 cartons". Reactive.
fn total(list: &[Line]) -> String {
    let cartons = list
        .iter()
        .filter_map(Line::quantity)
        .map(i64::from)
        .sum::<i64>();
    let lines = i64::try_from(list.len()).unwrap_or(i64::MAX);
    (d().total)(lines, &fmt::number(lines), &fmt::cartons(cartons))
}
