//! Which lot a line is taken from, chosen in a dialog. A lot on hold or recalled is shown with its reason and cannot
//! be chosen.

use contract::orders::{Allocation, OrderItem, OrderPatch};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use ui_kit::{Api, Button, ButtonKind, Dialog, EmptyState, Icon, IconName, Toasts, fmt, load};

use super::Desk;
use super::moves::patch;
use crate::desk::lots::{self, Lot};
use crate::desk::{Change, Refused, d, part_of};

#[component]
pub fn AllocateDialog(
    desk: Desk,
    item: RwSignal<Option<OrderItem>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let api = Api::here();
    let toasts = Toasts::here();
    let change = Change::default();
    // The lot's product id; empty for none.
    let chosen = RwSignal::new(String::new());
    Effect::new(move |_| {
        if open.get() {
            change.clear();
            let now = item.with(|item| item.as_ref().and_then(|item| item.product_id));
            chosen.set(now.map_or_else(String::new, |id| id.to_string()));
        }
    });
    let lots = load(
        move || {
            item.with(|item| item.as_ref().map(|item| item.sku.clone()))
                .filter(|_| open.get())
        },
        move |sku, abort| lots::of_sku(api, sku, abort),
    );
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(line) = item.get_untracked() else {
            return;
        };
        let lot = chosen.with_untracked(|id| id.parse().ok());
        if lot == line.product_id && (lot.is_some() || line.batch_id.is_none()) {
            open.set(false);
            return;
        }
        let body = OrderPatch {
            allocations: Some(vec![Allocation {
                order_item_id: line.id,
                product_id: lot,
                batch_id: None,
            }]),
            ..OrderPatch::default()
        };
        patch(desk, change, body, move |order| {
            open.set(false);
            let code = order
                .items
                .iter()
                .find(|item| item.id == line.id)
                .and_then(|item| item.batch_code.clone());
            toasts.done(move || {
                code.as_deref().map_or_else(
                    || d().lot_taken_off.to_owned(),
                    |code| (d().lot_chosen)(code),
                )
            });
        });
    };
    let newer = move |()| {
        open.set(false);
        desk.read_again();
    };
    let name = move || {
        item.with(|item| {
            item.as_ref()
                .map(|item| item.product_name.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <Dialog id="choose-lot" open=open title=move || (d().choose_lot_of)(&name())>
            <form class="dialogform" on:submit=save>
                <Refused change=change on_newer=newer />
                {move || open.get().then(|| part_of(lots, move |lots| view! { <Choices lots=lots chosen=chosen /> }.into_any()))}
                <div class="actions">
                    <Button on_click=move |_| open.set(false)>{move || d().back}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=change.busy()>{move || d().save}</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn Choices(lots: RwSignal<Vec<Lot>>, chosen: RwSignal<String>) -> impl IntoView {
    move || {
        let lots = lots.get();
        if lots.is_empty() {
            return view! { <EmptyState title=move || d().no_lots.0 text=move || d().no_lots.1 /> }
                .into_any();
        }
        view! {
            <fieldset class="lotchoice">
                <legend class="vh">{move || d().lot}</legend>
                {lots.into_iter().map(|lot| choice(lot, chosen)).collect_view()}
                <label>
                    <input type="radio" name="lot" value="" prop:checked=move || chosen.with(String::is_empty) on:change=move |_| chosen.set(String::new()) />
                    <span><b>{move || d().not_allocated}</b></span>
                </label>
            </fieldset>
        }
        .into_any()
    }
}

fn choice(lot: Lot, chosen: RwSignal<String>) -> impl IntoView {
    let id = lot.product.id.to_string();
    let (value, own) = (id.clone(), id.clone());
    let (made, until) = (
        i64::from(lot.product.quantity_produced),
        lot.product.best_before,
    );
    let reason = lot.held.map(|held| {
        view! { <span class="err"><Icon name=IconName::TriangleAlert />{move || lots::held_words(held)}</span> }
    });
    view! {
        <label class:off=lot.held.is_some()>
            <input
                type="radio" name="lot" value=value disabled=lot.held.is_some()
                prop:checked=move || chosen.with(|chosen| *chosen == own)
                on:change=move |_| chosen.set(id.clone())
            />
            <span>
                <b class="code">{lot.product.batch_code}</b> " " {lot.product.farm_name}
                <small class="mut">
                    {move || (d().made)(&fmt::cartons(made))}
                    {move || until.map(|day| format!(" · {}", (d().best_before_day)(&fmt::date(day))))}
                </small>
                {reason}
            </span>
        </label>
    }
}
