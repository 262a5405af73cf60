//! What a colour makes of the portal, by day and by night, before it is saved: header, link, button and status inside
//! `[data-brand]`, where tokens.css derives everything again; and the contrast of it in figures.

use leptos::html;
use leptos::prelude::*;
use ui_kit::{Brand, Icon, IconName, Note, Status, StatusTag, Tone, fmt};

use super::measure::{self, READABLE};
use super::words::sw;

/// `#rrggbb`, as a colour input and the API have it.
pub fn is_color(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
}

/// Measured contrasts of one scheme: links on the page, words on a button.
#[derive(Clone, Copy, PartialEq)]
struct Figures {
    link: f64,
    button: f64,
}

#[component]
pub fn Preview(
    /// `#rrggbb`, always.
    color: Signal<String>,
    name: Signal<String>,
    /// A path on the API's origin.
    logo: Signal<Option<String>>,
) -> impl IntoView {
    let (light, dark) = (
        RwSignal::new(None::<Figures>),
        RwSignal::new(None::<Figures>),
    );
    let least = move || {
        let figures = [light.get(), dark.get()];
        let all = figures
            .into_iter()
            .flatten()
            .flat_map(|f| [f.link, f.button]);
        all.reduce(f64::min)
    };
    let verdict = move || {
        least().map(|least| {
            let (tone, icon, words) = if least < READABLE {
                (Tone::Warning, IconName::TriangleAlert, sw().hard_to_read)
            } else if color
                .with(|color| measure::on_white(color))
                .is_some_and(|own| own < READABLE)
            {
                (Tone::Info, IconName::Info, sw().too_light)
            } else {
                (Tone::Success, IconName::CircleCheck, sw().readable)
            };
            view! { <Note tone icon>{words}</Note> }
        })
    };
    let cell = |figures: RwSignal<Option<Figures>>, read: fn(Figures) -> f64| {
        view! {
            <td class="num end">{move || figures.get().map_or_else(|| fmt::UNKNOWN.to_owned(), |f| ratio(read(f)))}</td>
        }
    };
    view! {
        <div class="brandcards">
            <Card scheme="light" label=move || sw().light color name logo figures=light />
            <Card scheme="dark" label=move || sw().dark color name logo figures=dark />
        </div>
        <table class="ledger contrasts">
            <caption class="vh">{move || sw().contrast}</caption>
            <thead>
                <tr>
                    <th scope="col">{move || sw().contrast}</th>
                    <th scope="col" class="end">{move || sw().light}</th>
                    <th scope="col" class="end">{move || sw().dark}</th>
                </tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row">{move || sw().link_contrast}</th>
                    {cell(light, |f| f.link)}{cell(dark, |f| f.link)}
                </tr>
                <tr>
                    <th scope="row">{move || sw().button_contrast}</th>
                    {cell(light, |f| f.button)}{cell(dark, |f| f.button)}
                </tr>
            </tbody>
        </table>
        <p class="hint">{move || sw().contrast_hint}</p>
        <div role="status">{verdict}</div>
    }
    .into_any()
}

/// "7.2 : 1", rounded down: a figure never promises more than there is.
fn ratio(value: f64) -> String {
    format!(
        "{}\u{a0}:\u{a0}1",
        fmt::decimal((value * 10.0).floor() / 10.0)
    )
}

#[component]
fn Card(
    scheme: &'static str,
    #[prop(into)] label: ui_kit::TextProp,
    color: Signal<String>,
    name: Signal<String>,
    logo: Signal<Option<String>>,
    figures: RwSignal<Option<Figures>>,
) -> impl IntoView {
    let api = ui_kit::Api::here();
    let card = NodeRef::<html::Div>::new();
    let (link, button) = (NodeRef::<html::Span>::new(), NodeRef::<html::Span>::new());
    Effect::new(move |_| {
        let (Some(card), color) = (card.get(), color.get()) else {
            return;
        };
        if is_color(&color) {
            // By CSSOM: the content policy allows no inline style.
            let element: &web_sys::HtmlElement = card.as_ref();
            let _ = element.style().set_property("--brand-primary", &color);
        }
        let read =
            |probe: NodeRef<html::Span>| measure::of_element(probe.get_untracked()?.as_ref());
        figures.set(
            read(link)
                .zip(read(button))
                .map(|(link, button)| Figures { link, button }),
        );
    });
    let source = Signal::derive(move || logo.get().map(|path| api.url(&path)));
    view! {
        <div class="brandcard" data-brand="" data-scheme=scheme node_ref=card role="group" aria-label=label>
            <span class="probe onpage" node_ref=link hidden></span>
            <span class="probe onbutton" node_ref=button hidden></span>
            <div class="brandtop">
                <div class="brandtopin">
                    <Brand name=name logo=source />
                    <span class="mut s">{move || (sw().portal)(&name.get())}</span>
                </div>
            </div>
            <p>
                {move || sw().sample.0}
                <span class="samplelink code">"O-2026-0117"</span>
                {move || sw().sample.1}
            </p>
            <p class="brandrow">
                <span class="btn primary" aria-hidden="true"><Icon name=IconName::Truck />{move || sw().follow}</span>
                <StatusTag status=Status::Shipped />
            </p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_color;

    #[test]
    fn a_colour_has_six_digits() {
        assert!(is_color("#00ff9A"));
        for bad in ["", "#fff", "00ff9a0", "#00ff9g", "#00ff9a0", "#ä0000"] {
            assert!(!is_color(bad), "{bad}");
        }
    }
}
