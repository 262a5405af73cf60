//! What the code on a bar opens: the farm behind it and the way from there. Anybody reads it, without signing in; no
//! customer, no quantity sold and no price has a place here.

use contract::provenance::LotProvenance;
use leptos::prelude::*;
use ui_kit::say::fixed;
use ui_kit::{
    Api, Brand, Button, ButtonKind, ErrorState, Field, Language, LoadState, PageHead, SkeletonRows,
    TextInput, TextProp, http, i18n, load,
};

use crate::asked::Asked;
use crate::farm::FarmSection;
use crate::hero::Hero;
use crate::parts::{Blend, Others, PodToBar, RecallNote, Signature};
use crate::words::pw;
use ui_kit::Maker;

#[component]
pub fn ProvenancePage() -> impl IntoView {
    let api = Api::here();
    let maker = Maker::here();
    // The address is read once: another lot is another visit.
    let asked = Asked::by_address();
    let code = StoredValue::new(asked.lot.clone());
    let lot = load(
        move || Some(asked.clone()).filter(|asked| !asked.lot.is_empty()),
        move |asked: Asked, abort| async move {
            let query = http::query(&[
                ("organization", Some(maker.slug())),
                ("sku", asked.sku),
                ("gtin", asked.gtin),
            ]);
            let path = format!("/api/provenance/{}{query}", http::encoded(&asked.lot));
            api.get::<LotProvenance>(&path, abort.as_ref()).await
        },
    );
    let code = move || code.get_value();
    let body = move || match lot.get() {
        _ if code().is_empty() => view! { <Unknown lot=String::new() /> }.into_any(),
        LoadState::Ready(lot) => view! { <Whole lot=lot /> }.into_any(),
        // A code that cannot be one is as unknown as one that is not there.
        LoadState::Failed(error) if matches!(error.status(), Some(400 | 404 | 422)) => {
            view! { <Unknown lot=code() /> }.into_any()
        }
        LoadState::Failed(error) => view! {
            <div class="page">
                <PageHead title=lot_title(code()) tab=maker.tab(lot_title(code())) />
                <ErrorState
                    title=fixed(|| pw().failed)
                    error=error
                    busy=Signal::derive(move || lot.busy())
                    on_retry=move |()| lot.retry()
                />
            </div>
        }
        .into_any(),
        state => view! {
            <div class="page">
                <PageHead title=lot_title(code()) tab=maker.tab(lot_title(code())) />
                {(state != LoadState::Waiting).then(|| view! { <SkeletonRows rows=5 /> })}
            </div>
        }
        .into_any(),
    };
    view! {
        <Header />
        <main id="main" class="prov" tabindex="-1">{body}</main>
        <footer class="foot">
            <div>
                <p>{maker.name()}</p>
            </div>
        </footer>
    }
}

fn lot_title(lot: String) -> TextProp {
    TextProp::from(move || (pw().lot_title)(&lot))
}

/// The maker, and the four languages at a glance: whoever comes here has never been here before.
#[component]
fn Header() -> impl IntoView {
    let maker = Maker::here();
    let languages = Language::ALL
        .map(|language| {
            view! {
                <button
                    type="button"
                    lang=language.code()
                    aria-pressed=move || if i18n::language() == language { "true" } else { "false" }
                    on:click=move |_| i18n::choose(language)
                >
                    {language.name()}
                </button>
            }
        })
        .collect_view();
    view! {
        <header class="top prov-top">
            <div class="top-in">
                <Brand name=maker.name() logo=maker.logo() />
                <div class="langs" role="group" aria-label=fixed(|| i18n::kit().language)>
                    {languages}
                </div>
            </div>
        </header>
    }
}

#[component]
fn Whole(lot: LotProvenance) -> impl IntoView {
    let lot = StoredValue::new(lot);
    view! {
        <RecallNote lot=lot />
        <Hero lot=lot />
        <div class="page provpage">
            <FarmSection lot=lot />
            <PodToBar lot=lot />
            <Blend lot=lot />
            <Others lot=lot />
            <Signature lot=lot />
        </div>
    }
}

/// A code that nobody knows: mistyped, most likely.
#[component]
fn Unknown(lot: String) -> impl IntoView {
    let maker = Maker::here();
    let value = RwSignal::new(lot.clone());
    let title = TextProp::from(move || match lot.as_str() {
        "" => pw().lot_code.to_owned(),
        lot => (pw().unknown)(lot),
    });
    let look_up = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let code = value.get_untracked();
        let code = code.trim();
        if !code.is_empty() {
            // A browser that goes nowhere has nothing to say about it either.
            let _ = window().location().assign(&maker.provenance_href(code, ""));
        }
    };
    view! {
        <div class="page">
            <PageHead title=title.clone() tab=maker.tab(title) lede=fixed(|| pw().unknown_text) />
            <form class="lookup" on:submit=look_up>
                <Field id="lot" label=fixed(|| pw().lot_code)>
                    <TextInput id="lot" value=value autocomplete="off" required=true />
                </Field>
                <Button kind=ButtonKind::Primary submit=true>{fixed(|| pw().look_up)}</Button>
            </form>
        </div>
    }
}
