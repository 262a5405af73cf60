//! How far the log is sealed, quietly at the page's end: its newest link can be noted elsewhere and compared later.

use contract::audit_logs::AuditChain;
use leptos::prelude::*;
use ui_kit::{Api, Icon, IconName, LoadState, fmt, load};

use super::uw;
use crate::programs::Copyable;

/// What an operator types to check every link.
const COMMAND: &str = "ixchel audit verify";

#[component]
pub fn Seal() -> impl IntoView {
    let api = Api::here();
    let chain = load(
        || Some(()),
        move |(), abort| async move {
            api.get::<AuditChain>("/api/audit-chain", abort.as_ref())
                .await
        },
    );
    let body = move || match chain.get() {
        LoadState::Waiting | LoadState::Slow => ().into_any(),
        LoadState::Failed(_) => {
            view! { <p class="mut s">{move || uw().seal_failed}</p> }.into_any()
        }
        LoadState::Ready(chain) => told(chain).into_any(),
    };
    view! { <footer class="seal">{body}</footer> }
}

fn told(chain: AuditChain) -> impl IntoView {
    let (rows, sealed) = (chain.rows, chain.sealed);
    let at = chain.sealed_at;
    let words = move || {
        let (rows, sealed) = (fmt::number(rows), fmt::number(sealed));
        match at {
            Some(at) => (uw().sealed)(&sealed, &rows, &fmt::date_time(at)),
            None => uw().not_sealed.to_owned(),
        }
    };
    view! {
        <p class="s mut"><Icon name=IconName::Link />{words}</p>
        {chain.head.map(|head| view! {
            <div class="sealhead">
                <span class="s mut">{move || uw().head}</span>
                <Copyable name=move || uw().head text=Signal::stored(head) />
            </div>
            <p class="s mut">{move || uw().how_to_check} " " <code class="code">{COMMAND}</code></p>
        })}
    }
}
