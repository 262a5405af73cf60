//! Where the cartons of what is lit are: the bundle cut to length, and what is unaccounted for.

use contract::trace::NodeKind;
use leptos::prelude::*;
use ui_kit::{BundleBar, BundleKey, BundlePart, Icon, IconName, fmt};

use super::explorer::Facts;
use super::reached::Balance;
use crate::words::w;

#[component]
pub(super) fn BalancePanel(facts: Facts, balance: Memo<Balance>) -> impl IntoView {
    let parts = Signal::derive(move || parts(balance.get()));
    let some = Memo::new(move |_| parts.get().iter().any(|part| part.cartons > 0));
    view! {
        <section class="masspanel" aria-labelledby="mass">
            <header>
                <h2 id="mass" class="name">{move || sentence(facts, balance.get())}</h2>
                {move || tag(balance.get())}
                {move || (!facts.chain.with(|c| c.filter.is_open()) && is_lot(facts.focus.get())).then(|| view! {
                    <p class="mut s">{w().whole_lots}</p>
                })}
            </header>
            {move || some.get().then(|| view! { <BundleBar parts=parts bare=true /> })}
            <ul class="balkey" aria-hidden="true">
                {move || parts.get().into_iter().filter(|part| part.cartons > 0).map(|part| view! {
                    <li>
                        <svg class="kswatch" viewBox="0 0 30 12"><path class=format!("bk {}", part.key.class()) d="M0 2h30M0 6h30M0 10h30"></path></svg>
                        <b class="num">{fmt::number(part.cartons)}</b>
                        <span>{word(part.key)}</span>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}

fn is_lot(focus: (NodeKind, i64)) -> bool {
    matches!(
        focus.0,
        NodeKind::Farm | NodeKind::Batch | NodeKind::Product
    )
}

/// "Where the 840 cartons of IXC-26-001 are", the code in its own face.
fn sentence(facts: Facts, balance: Balance) -> impl IntoView {
    let focus = facts.focus.get();
    let (before, after) = if balance.produced > 0 {
        (w().where_are)(balance.produced, &fmt::number(balance.produced))
    } else {
        (w().never_made.0.to_owned(), w().never_made.1.to_owned())
    };
    let class = if matches!(focus.0, NodeKind::Batch | NodeKind::Order) {
        "code"
    } else {
        ""
    };
    view! { {before} " " <span class=class>{facts.title(focus)}</span> " " {after} }
}

fn tag(balance: Balance) -> Option<impl IntoView> {
    let n = balance.unaccounted;
    (balance.produced > 0).then(|| {
        let (class, icon, text) = match n {
            0 => (
                "tag is-success",
                IconName::CircleCheck,
                w().all_accounted.to_owned(),
            ),
            n if n > 0 => (
                "tag is-warning",
                IconName::Scale,
                (w().unaccounted_n)(&fmt::number(n)),
            ),
            n => (
                "tag is-warning",
                IconName::Scale,
                (w().too_many_n)(&fmt::number(-n)),
            ),
        };
        view! { <span class=class><Icon name=icon />{text}</span> }
    })
}

fn word(key: BundleKey) -> &'static str {
    match key {
        BundleKey::Delivered => w().delivered,
        BundleKey::Transit => w().in_transit,
        BundleKey::Held => w().held,
        BundleKey::Store => w().in_store,
        _ => w().unaccounted,
    }
}

fn parts(balance: Balance) -> Vec<BundlePart> {
    let pieces = [
        (BundleKey::Delivered, balance.delivered),
        (BundleKey::Transit, balance.transit),
        (BundleKey::Held, balance.held),
        (BundleKey::Store, balance.store),
        (BundleKey::Lost, balance.unaccounted.max(0)),
    ];
    pieces
        .into_iter()
        .filter(|(_, cartons)| *cartons > 0)
        .map(|(key, cartons)| BundlePart {
            key,
            cartons,
            text: format!("{} {}", fmt::number(cartons), word(key)),
        })
        .collect()
}
