//! What was ordered: each line with the lot it is taken from, and what has left of it.

use contract::orders::OrderItem;
use leptos::prelude::*;
use ui_kit::{BarTile, Button, Section, StatusTag, fmt};

use super::Desk;
use super::allocate::AllocateDialog;
use super::facts::{is_closed, left, line_status, packed};
use crate::desk::roles::may_ship;
use crate::desk::{batch_href, d};

#[component]
pub fn Lines(desk: Desk) -> impl IntoView {
    // The line whose lot is being chosen.
    let choosing = RwSignal::new(None::<OrderItem>);
    let open = RwSignal::new(false);
    let ids = move || {
        desk.order
            .with(|order| order.items.iter().map(|item| item.id).collect::<Vec<_>>())
    };
    let choose = move |item: OrderItem| {
        choosing.set(Some(item));
        open.set(true);
    };
    view! {
        <Section id="lines" title=move || d().lines>
            <ul class="lines worklines">
                <For each=ids key=|id| *id let:id>
                    <Line desk=desk id=id on_choose=choose />
                </For>
            </ul>
        </Section>
        <AllocateDialog desk=desk item=choosing open=open />
    }
}

/// What the line's cartons are up to, where shipments say so: "20 packed, 50 left". Reactive.
fn rest(item: &OrderItem, desk: Desk) -> String {
    let Some(shipments) = desk.shipments.ready() else {
        return String::new();
    };
    let say = |n: i32, say: fn(&str) -> String| (n > 0).then(|| say(&fmt::number(i64::from(n))));
    [
        say(packed(item, &shipments), d().n_packed),
        say(left(item, &shipments), d().n_left),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

#[component]
fn Line(desk: Desk, id: i64, #[prop(into)] on_choose: Callback<OrderItem>) -> impl IntoView {
    let item = Memo::new(move |_| {
        desk.order
            .with(|order| order.items.iter().find(|item| item.id == id).cloned())
    });
    let closed = Memo::new(move |_| desk.order.with(is_closed));
    let may = move |item: &OrderItem| {
        may_ship() && !closed.get() && !desk.is_owned_elsewhere() && item.quantity_shipped == 0
    };
    move || {
        let item = item.get()?;
        let (ordered, shipped) = (i64::from(item.quantity), i64::from(item.quantity_shipped));
        let status = line_status(&item, desk.order.with(|order| order.status));
        let has_lot = item.batch_id.is_some();
        let choose = may(&item).then(|| {
            let chosen = item.clone();
            let label_of = item.product_name.clone();
            view! {
                <Button small=true label=move || format!("{}: {label_of}", if has_lot { d().other_lot } else { d().choose_lot }) on_click=move |_| on_choose.run(chosen.clone())>
                    {move || if has_lot { d().other_lot } else { d().choose_lot }}
                </Button>
            }
        });
        let (for_rest, lot) = (item.clone(), origin(&item));
        Some(view! {
            <li>
                <BarTile farm_id=item.farm_id region=None product=item.product_name.clone() cacao_percent=percent_of(&item.product_name) />
                <div class="l1">
                    <h3 class="name">{item.product_name.clone()}</h3>
                    <p class="mut s"><span class="code">{item.sku.clone()}</span></p>
                </div>
                <div class="l2">{lot} {choose}</div>
                <div class="l3">
                    <p class="num"><b>{move || fmt::number(shipped)}</b> " " {move || (d().of_shipped)(&fmt::number(ordered))}</p>
                    <p class="mut s num">{move || rest(&for_rest, desk)}</p>
                    <StatusTag status=status />
                </div>
            </li>
        })
    }
}

fn origin(item: &OrderItem) -> AnyView {
    let Some(code) = item.batch_code.clone() else {
        return view! { <p class="s lotline">{move || d().not_allocated}</p> }.into_any();
    };
    let (href, farm) = (batch_href(&code), item.farm_name.clone());
    view! {
        <p class="s lotline">
            {move || d().lot} " " <a class="code" href=href>{code}</a>
            {farm.map(|farm| view! { <span class="mut">{farm}</span> })}
        </p>
    }
    .into_any()
}

/// The cacao in a bar's name: "Lanquín 70% 60 g" is 70.
fn percent_of(name: &str) -> Option<f64> {
    let (before, _) = name.split_once('%')?;
    before
        .trim_end()
        .rsplit(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::percent_of;

    #[test]
    fn the_cacao_stands_in_the_name() {
        assert_eq!(percent_of("Lanquín 70% 60 g"), Some(70.0));
        assert_eq!(percent_of("Cahabón 72 % nibs"), Some(72.0));
        assert_eq!(percent_of("Drinking chocolate"), None);
    }
}
