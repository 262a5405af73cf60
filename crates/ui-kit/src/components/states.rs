//! Loading, nothing and failed: a page in one of these still says what it is about.

use crate::say::fixed;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::button::Button;
use crate::http::ApiError;
use crate::i18n::kit;
use crate::icon::IconName;

/// Rows of the final shape while a list loads.
#[component]
pub fn SkeletonRows(#[prop(default = 6)] rows: usize) -> impl IntoView {
    let rows = (0..rows)
        .map(|_| {
            view! {
                <div class="skelrow" aria-hidden="true">
                    <span class="skel a"></span>
                    <span class="skel b"></span>
                    <span class="skel c"></span>
                    <span class="skel b"></span>
                </div>
            }
        })
        .collect_view();
    view! {
        <div role="status" aria-busy="true">
            <span class="vh">{fixed(|| kit().loading)}</span>
            {rows}
        </div>
    }
    .into_any()
}

/// Nothing there yet: what will appear, and the one action.
#[component]
pub fn EmptyState(
    #[prop(into)] title: TextProp,
    #[prop(into)] text: TextProp,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="panel empty">
            <svg class="art" viewBox="0 0 320 140" aria-hidden="true">
                <path class="au" d=WARP></path>
                <path class="ab" d="M6 14H314"></path>
                <path class="al" d="M8 96C40 96 48 92 70 92S96 100 118 100 150 92 168 96 176 112 186 124"></path>
            </svg>
            <h2 class="name">{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}

/// What happened, that nothing is lost, a way to try again, and the number to quote.
#[component]
pub fn ErrorState(
    #[prop(into)] title: TextProp,
    error: ApiError,
    #[prop(into)] on_retry: Callback<()>,
    #[prop(optional, into)] busy: Signal<bool>,
) -> impl IntoView {
    let number = error.request_id().map(str::to_owned);
    view! {
        <div class="panel empty" role="alert">
            <svg class="art" viewBox="0 0 320 140" aria-hidden="true">
                <path class="au" d="M0 52H128M0 60H134M0 68H122M0 76H131M0 84H126"></path>
                <path class="au" d="M186 52H320M194 60H320M182 68H320M190 76H320M184 84H320"></path>
            </svg>
            <h2 class="name">{move || title.get()}</h2>
            <p>
                {move || error_words(&error)}
                {number.map(|number| {
                    view! { " " {fixed(|| kit().tell_number)} " " <span class="code">{number}</span> }
                })}
            </p>
            <Button icon=IconName::RefreshCw busy=busy on_click=move |_| on_retry.run(())>
                {fixed(|| kit().try_again)}
            </Button>
        </div>
    }
    .into_any()
}

/// What an error means to a reader, in the reader's language. Reactive.
pub fn error_words(error: &ApiError) -> &'static str {
    let words = kit();
    match error {
        ApiError::Network => words.network_lost,
        ApiError::Unreadable => words.unreadable,
        ApiError::Problem(problem) => match problem.status {
            403 => words.forbidden,
            429 => words.too_many,
            _ => words.server_away,
        },
    }
}

const WARP: &str = "M14 16V118M22.6 16V111.7M31.2 16V110.2M39.8 16V114.6M48.4 16V114.5M57 16V110.2M65.6 16V111.8M74.2 16V117.9M82.8 16V111.7M91.4 16V110.2M100 16V114.7M108.6 16V114.3M117.2 16V110.2M125.8 16V111.9M134.4 16V117.7M143 16V111.6M151.6 16V110.3M160.2 16V114.8M168.8 16V114.2M177.4 16V110.1M186 16V112M194.6 16V117.6M203.2 16V111.5M211.8 16V110.3M220.4 16V114.9M229 16V114.1M237.6 16V110.1M246.2 16V112.1M254.8 16V117.5M263.4 16V111.4M272 16V110.3M280.6 16V115.1M289.2 16V114M297.8 16V110.1";
