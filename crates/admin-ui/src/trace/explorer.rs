//! One trace on screen: heading, mass balance, picture, what is lit, the table. Everything it shows follows from the
//! reply and the address; pointing, filtering and sorting change the address and nothing else.

use std::sync::Arc;

use contract::trace::NodeKind;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui_kit::loom::{Loom, LoomWords};
use ui_kit::{Choice, Icon, IconName, PageHead, Segmented, Select, Toasts, fmt};

use super::address::{Look, Root};
use super::balance::BalancePanel;
use super::chain::{Chain, TraceData, key, parse_key, plural};
use super::csv::csv;
use super::figure::picture;
use super::lit::LitPanel;
use super::reached::{Balance, LitNodes, Reached};
use super::table::ShopTable;
use crate::recent::{Recent, Recents};
use crate::shell::tab;
use crate::words::{country, w};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(super) struct Facts {
    pub data: StoredValue<Arc<TraceData>>,
    pub focus: Memo<(NodeKind, i64)>,
    pub chain: Memo<Arc<Chain>>,
    pub lit: Memo<Arc<LitNodes>>,
    /// Unsorted.
    pub reached: Memo<Arc<Reached>>,
}

impl Facts {
    pub fn title(self, node: (NodeKind, i64)) -> String {
        self.data
            .with_value(|data| data.title(node))
            .unwrap_or_default()
    }
}

#[component]
pub(super) fn Explorer(
    root: Root,
    data: Arc<TraceData>,
    look: Memo<Look>,
    busy: Signal<bool>,
) -> impl IntoView {
    let start = data.root();
    let data = StoredValue::new(data);
    let filter = Memo::new(move |_| look.with(|l| l.filter.clone()));
    let chain = Memo::new(move |_| Arc::new(Chain::new(data.get_value(), filter.get())));
    // What the address lights at first stays out of "n more"; later it is visible anyway, or could not be pointed at.
    let pinned = look.with_untracked(|l| l.lit);
    let figure = Memo::new(move |_| {
        let words = w();
        chain.with(|chain| Arc::new(picture(chain, pinned, words, &fmt::number)))
    });
    let focus = Memo::new(move |_| {
        let there =
            |node: &(NodeKind, i64)| figure.with(|p| p.nodes.iter().any(|n| n.key == key(*node)));
        look.with(|l| l.lit).filter(there).unwrap_or(start)
    });
    let lit = Memo::new(move |_| figure.with(|p| Arc::new(LitNodes::around(p, &key(focus.get())))));
    let reached =
        Memo::new(move |_| chain.with(|chain| lit.with(|lit| Arc::new(Reached::of(chain, lit)))));
    let facts = Facts {
        data,
        focus,
        chain,
        lit,
        reached,
    };
    let balance = Memo::new(move |_| {
        chain.with(|chain| {
            lit.with(|lit| reached.with(|reached| Balance::of(chain, lit, focus.get(), reached)))
        })
    });

    let navigate = use_navigate();
    let href = root.href();
    let change = Callback::new({
        let navigate = navigate.clone();
        move |(next, replace): (Look, bool)| {
            if next != look.get_untracked() {
                let to = format!("{href}{}", next.written());
                navigate(
                    &to,
                    NavigateOptions {
                        resolve: false,
                        replace,
                        scroll: false,
                        ..NavigateOptions::default()
                    },
                );
            }
        }
    });
    let edit = move |replace: bool, with: &dyn Fn(&mut Look)| {
        let mut next = look.get_untracked();
        with(&mut next);
        change.run((next, replace));
    };
    let light = Callback::new(move |key: String| {
        if let Some(node) = parse_key(&key) {
            edit(true, &|l| l.lit = (node != start).then_some(node));
        }
    });
    let open = Callback::new(move |key: String| {
        let Some(node) = parse_key(&key).filter(|node| *node != start) else {
            return;
        };
        if let Some(to) = address_of(&data.get_value(), node) {
            navigate(
                &to,
                NavigateOptions {
                    resolve: false,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    note_recent(&root, facts);

    let title = move || heading(&data.get_value());
    // Codes stand in the face in which 0 is never O.
    let head = if matches!(start.0, NodeKind::Batch | NodeKind::Order) {
        "tracehead codehead"
    } else {
        "tracehead"
    };
    let took = data.with_value(|data| data.reply.took_ms);
    let crumbs = view! {
        <p class="crumbs">
            <Icon name=IconName::Waypoints />
            {move || (w().from_kind)(start.0, &fmt::decimal(took))}
        </p>
    }
    .into_any();
    view! {
        <PageHead title=title tab=move || tab(&format!("{} {}", w().trace, title())) class=head crumbs=crumbs>
            <Segmented
                name="show"
                label=move || w().show
                choices=vec![Choice::new("all", || w().everything), Choice::new("shipped", || w().shipped_only)]
                value=Signal::derive(move || if look.with(|l| l.filter.shipped_only) { "shipped" } else { "all" }.to_owned())
                on_change=move |view: &'static str| edit(false, &|l| l.filter.shipped_only = view == "shipped")
            />
            <Select
                id="country"
                label=move || w().country
                options=Signal::derive(move || countries(&data.get_value()))
                value=Signal::derive(move || look.with(|l| l.filter.country.clone()).unwrap_or_default())
                on_change=move |code: String| edit(false, &|l| l.filter.country = Some(code.clone()).filter(|c| !c.is_empty()))
            />
            <button class="btn" type="button" on:click=move |_| export(facts, look.get_untracked())>
                <Icon name=IconName::Download />
                {move || w().export}
                <span class="vh">" CSV"</span>
            </button>
        </PageHead>
        <div aria-busy=move || busy.get().then_some("true")>
            <BalancePanel facts balance />
            <div class="traceview">
                <section class="panel loompanel" aria-label=move || w().picture>
                    <Loom
                        picture=figure
                        words=Signal::derive(move || loom_words(facts))
                        lit=Signal::derive(move || Some(key(focus.get())))
                        on_point=light
                        on_open=open
                        on_escape=Callback::new(move |()| edit(true, &|l| l.lit = None))
                    />
                </section>
                <LitPanel facts start />
                <ShopTable facts sort=Signal::derive(move || look.with(|l| l.sort)) on_sort=move |sort| edit(true, &|l| l.sort = sort) />
            </div>
        </div>
    }
}

/// Where a node's own trace is; codes where it has one, so that addresses can be read.
pub(super) fn address_of(data: &TraceData, node: (NodeKind, i64)) -> Option<String> {
    plural(node.0)?;
    let id = match node.0 {
        NodeKind::Batch | NodeKind::Order => data.title(node)?,
        _ => node.1.to_string(),
    };
    Some(Root { kind: node.0, id }.href())
}

fn heading(data: &TraceData) -> String {
    let root = data.root();
    match root.0 {
        NodeKind::Farm => data
            .farm(root.1)
            .map(|farm| format!("{}, {}", farm.name, farm.region)),
        NodeKind::Product => {
            data.product(root.1)
                .map(|product| match data.batch(product.batch_id) {
                    Some(batch) => format!("{}, {}", product.name, batch.code),
                    None => product.name.clone(),
                })
        }
        _ => None,
    }
    .unwrap_or_else(|| data.reply.root.code.clone())
}

fn countries(data: &TraceData) -> Vec<(String, String)> {
    let mut named: Vec<(String, String)> = data
        .reply
        .summary
        .countries
        .iter()
        .map(|code| (code.clone(), country(code)))
        .collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    named.insert(0, (String::new(), w().all_countries.to_owned()));
    named
}

fn loom_words(facts: Facts) -> LoomWords {
    let words = w();
    let (start, focus) = (facts.data.with_value(|data| data.root()), facts.focus.get());
    let counted = move |n: i64, say: crate::words::Counted| say(n, &fmt::number(n));
    LoomWords {
        label: (words.picture_label)(&facts.title(start), &facts.title(focus)),
        scrolls: words.scrolls.to_owned(),
        keys: words.keys.to_owned(),
        lit: Some(words.key_lit.to_owned()),
        strand: Arc::new(move |n| counted(n, words.key_strand)),
        ribbon: words.key_ribbon.to_owned(),
        transit: words.key_transit.to_owned(),
        loose: words.key_loose.to_owned(),
        more: Arc::new(move |_, n, cartons| {
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            let (label, sub) = (
                (words.more_n)(&fmt::number(n)),
                counted(cartons, words.cartons_n),
            );
            let name = format!("{label}, {sub}");
            (label, sub, name)
        }),
        fewer: words.fewer.to_owned(),
    }
}

fn note_recent(root: &Root, facts: Facts) {
    let (href, kind) = (root.href(), root.kind);
    let title = facts.data.with_value(|data| heading(data));
    let summary = facts.data.with_value(|data| data.reply.summary.clone());
    let say = |n: i64, say: crate::words::Counted| say(n, &fmt::number(n));
    let words = untrack(w);
    let detail = untrack(|| {
        format!(
            "{}, {}",
            say(summary.order_count, words.orders_n),
            say(summary.customer_count, words.shops_n)
        )
    });
    Recents::here().note(Recent {
        kind,
        href,
        title,
        detail,
    });
}

/// The table's facts as a file, in the order on screen.
fn export(facts: Facts, look: Look) {
    let mut reached = facts
        .reached
        .with_untracked(|reached| Reached::clone(reached));
    reached.sort(look.sort);
    let words = untrack(w);
    let language = untrack(ui_kit::i18n::language);
    let content = untrack(|| {
        csv(&reached, words, language, &|status| {
            ui_kit::Status::from(status).word().to_owned()
        })
    });
    let name: String = facts
        .title(facts.focus.get_untracked())
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    if !crate::download::text(
        &format!("{}-{name}.csv", words.file),
        "text/csv;charset=utf-8",
        &content,
    ) {
        Toasts::here().failed(|| w().failed_title);
    }
}
