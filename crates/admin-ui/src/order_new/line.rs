//! One line of a new order: what, from which lot, how many cartons.

use contract::FieldError;
use contract::orders::OrderLine;
use contract::products::{Product, ProductList};
use leptos::{html, prelude::*};
use ui_kit::http::query;
use ui_kit::{Api, Button, ButtonKind, Icon, IconName, load};

use crate::desk::{Aimed, Change, Found, NumberField, Picker, d, lots};

/// As it is being written. `key` is its own for as long as the form lives.
#[derive(Clone, Copy)]
pub struct Line {
    pub key: u32,
    pub text: RwSignal<String>,
    pub sku: RwSignal<Option<String>>,
    /// The lot's product id; empty while none is chosen.
    pub lot: RwSignal<String>,
    pub cartons: RwSignal<String>,
    pub node: NodeRef<html::Input>,
}

impl Line {
    pub fn new(key: u32) -> Self {
        Self {
            key,
            text: RwSignal::new(String::new()),
            sku: RwSignal::new(None),
            lot: RwSignal::new(String::new()),
            cartons: RwSignal::new(String::new()),
            node: NodeRef::new(),
        }
    }

    /// Cartons, where a whole number above 0 stands in the box. Reactive.
    pub fn quantity(&self) -> Option<i32> {
        self.cartons
            .with(|text| text.trim().parse().ok())
            .filter(|cartons| *cartons > 0)
    }

    /// As the API takes it, or what is missing; `at` is its place among the lines.
    pub fn input(&self, at: usize) -> Result<OrderLine, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut missing = |field: &str, text: &str| {
            errors.push(FieldError::new(
                format!("items[{at}].{field}"),
                "required",
                text,
            ));
        };
        let sku = self.sku.get_untracked();
        let lot = self.lot.get_untracked().parse::<i64>().ok();
        let cartons = untrack(|| self.quantity());
        if sku.is_none() {
            missing("sku", d().choose_product);
        }
        if cartons.is_none() {
            missing("quantity", d().write_cartons);
        }
        match (sku, cartons) {
            (Some(sku), Some(quantity)) => Ok(OrderLine {
                batch_id: None,
                product_id: lot,
                sku: Some(sku),
                quantity,
            }),
            _ => Err(errors),
        }
    }
}

/// One entry a SKU: lots of it are chosen afterwards.
fn by_sku(products: Vec<Product>) -> Vec<Product> {
    let mut kinds: Vec<Product> = Vec::new();
    for product in products {
        if !kinds.iter().any(|kind| kind.sku == product.sku) {
            kinds.push(product);
        }
    }
    kinds
}

fn product_found(product: &Product) -> Found {
    Found {
        title: product.name.clone(),
        more: product.sku.clone(),
        code: false,
    }
}

#[component]
pub fn LineRow(
    line: Line,
    /// Its place among the lines, from 0.
    at: Memo<usize>,
    change: Change,
    /// There are others: it may go.
    #[prop(into)]
    removable: Signal<bool>,
    #[prop(into)] on_remove: Callback<u32>,
    /// Enter on the cartons: on to the next line.
    #[prop(into)]
    on_next: Callback<()>,
) -> impl IntoView {
    let api = Api::here();
    let Line { key, .. } = line;
    // The places move when a line goes, so the errors are asked for by the place of the moment.
    let error = move |field: &'static str| {
        Signal::derive(move || change.at(format!("items[{}].{field}", at.get())).get())
    };
    let (sku_wrong, id_wrong, row_wrong) = (
        error("sku"),
        error("product_id"),
        Signal::derive(move || change.at(format!("items[{}]", at.get())).get()),
    );
    let what_wrong = Signal::derive(move || sku_wrong.get().or_else(|| row_wrong.get()));
    let batch_wrong = error("batch_id");
    let lot_wrong = Signal::derive(move || id_wrong.get().or_else(|| batch_wrong.get()));
    let search = move |q: String, abort: Option<web_sys::AbortSignal>| async move {
        let path = format!(
            "/api/products{}",
            query(&[("search", Some(q)), ("limit", Some("60".to_owned()))])
        );
        let list: ProductList = api.get(&path, abort.as_ref()).await?;
        Ok(by_sku(list.products))
    };
    let pick = move |product: Option<Product>| {
        line.lot.set(String::new());
        line.sku.set(product.map(|product| product.sku));
    };
    let lots = load(
        move || line.sku.get(),
        move |sku, abort| lots::of_sku(api, sku, abort),
    );
    let options = move || {
        let chosen = line.lot.get();
        let known = line.sku.with(Option::is_some);
        let lots = lots.ready().filter(|_| known).unwrap_or_default();
        let rows = lots
            .into_iter()
            .map(|lot| {
                let id = lot.product.id.to_string();
                let selected = id == chosen;
                view! { <option value=id disabled=lot.held.is_some() selected=selected>{lot.words()}</option> }
            })
            .collect_view();
        view! {
            <option value="" selected=chosen.is_empty()>{d().not_allocated}</option>
            {rows}
        }
    };
    let lot_id = format!("lot-{key}");
    let (own, about) = (lot_id.clone(), format!("{lot_id}-error"));
    view! {
        <div class="newline" role="group" aria-label=move || (d().line_n)(&(at.get() + 1).to_string())>
            <Picker
                id=format!("product-{key}") label=move || d().product text=line.text fetch=search
                show=product_found
                on_pick=pick error=what_wrong node=line.node
            />
            <Aimed id=lot_id label=move || d().lot error=lot_wrong>
                <div class="select">
                    <select
                        class="input" id=own
                        disabled=move || line.sku.with(Option::is_none)
                        aria-invalid=move || lot_wrong.with(Option::is_some).then_some("true")
                        aria-describedby=move || lot_wrong.with(Option::is_some).then(|| about.clone())
                        prop:value=move || line.lot.get()
                        on:change=move |event| line.lot.set(event_target_value(&event))
                    >
                        {options}
                    </select>
                    <Icon name=IconName::ChevronDown />
                </div>
            </Aimed>
            <NumberField id=format!("cartons-{key}") label=move || d().cartons value=line.cartons error=error("quantity") on_enter=on_next />
            <Button
                kind=ButtonKind::Icon icon=IconName::X label=move || (d().remove_line)(&(at.get() + 1).to_string())
                disabled=Signal::derive(move || !removable.get()) on_click=move |_| on_remove.run(key)
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::by_sku;
    use contract::products::Product;

    fn product(id: i64, sku: &str) -> Product {
        serde_json::from_value(serde_json::json!({
            "id": id, "sku": sku, "name": sku, "batch_id": 1, "batch_code": "B", "farm_id": 1, "farm_name": "F",
            "quantity_produced": 1, "version": 1, "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
        }))
        .unwrap()
    }

    #[test]
    fn a_sku_of_many_lots_is_one_choice() {
        let kinds = by_sku(vec![product(1, "A"), product(2, "B"), product(3, "A")]);
        assert_eq!(kinds.iter().map(|kind| kind.id).collect::<Vec<_>>(), [1, 2]);
    }
}
