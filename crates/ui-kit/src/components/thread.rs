//! The thread at its two smaller sizes: five knots beside a word, a measured length, a bundle cut to length.
//! A line means cartons: nothing here is decoration.

use leptos::prelude::*;

use crate::weave::ThreadAt;

/// Five knots: farm, batch, bar, order, shop. Hidden from assistive technology, so always beside a word that says it.
#[component]
pub fn Thread(
    #[prop(into)] at: Signal<ThreadAt>,
    #[prop(default = 132)] width: u32,
) -> impl IntoView {
    let step = f64::from(width - 12) / 4.0;
    let x = move |knot: u8| 6.0 + f64::from(knot) * step;
    let dyed = move || {
        let ThreadAt { knot, part, .. } = at.get();
        format!("M6 9H{:.1}", (x(knot) + part * step).min(x(4)))
    };
    let knots = move || {
        let now = at.get();
        (0..5_u8)
            .map(|knot| {
                let (class, radius) = match knot.cmp(&now.knot) {
                    std::cmp::Ordering::Less => ("k", 3.4),
                    std::cmp::Ordering::Equal if now.knot == 4 => ("k", 3.4),
                    std::cmp::Ordering::Equal => ("now", 5.0),
                    std::cmp::Ordering::Greater => ("o", 3.2),
                };
                view! { <circle class=class cx=x(knot) cy=9 r=radius></circle> }
            })
            .collect_view()
    };
    let cut = move || {
        let now = at.get();
        now.cut.then(|| {
            let at = x(now.knot);
            view! { <path class="x" d=format!("M{} 3v12M{} 3v12", at + 4.0, at + 8.0)></path> }
        })
    };
    view! {
        <svg
            class="thread"
            class:is-cut=move || at.get().cut
            viewBox=format!("0 0 {width} 18")
            width=width
            height=18
            aria-hidden="true"
        >
            <path class="u" d=format!("M6 9H{}", width - 6)></path>
            <path class="d" d=dyed></path>
            {knots}
            {cut}
        </svg>
    }
    .into_any()
}

/// A measured length of thread: `percent` of the whole, 0 to 100. Say the number beside it: the picture is hidden from
/// assistive technology. Needs [`Defs`](super::Defs) on the page.
#[component]
pub fn Yarn(#[prop(into)] percent: Signal<f64>) -> impl IntoView {
    let width = move || format!("{:.2}%", percent.get().clamp(0.0, 100.0));
    view! {
        <svg class="yarn" aria-hidden="true">
            <line class="base" x1="1" x2="99.8%" y1="7" y2="7"></line>
            <rect class="fill" y="2" width=width height="10" rx="5"></rect>
            <rect y="2" width=width height="10" rx="5" fill="url(#ply)"></rect>
        </svg>
    }
    .into_any()
}

/// What became of a part of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BundleKey {
    Delivered,
    Transit,
    /// Blocked.
    Held,
    /// In store with us.
    Store,
    /// Not accounted for.
    Lost,
    Sold,
    Returned,
    Destroyed,
    /// Not answered for yet.
    Open,
    /// Still with the shop.
    Hand,
}

impl BundleKey {
    pub const fn class(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Transit => "transit",
            Self::Held => "held",
            Self::Store => "store",
            Self::Lost => "lost",
            Self::Sold => "sold",
            Self::Returned => "returned",
            Self::Destroyed => "destroyed",
            Self::Open => "open",
            Self::Hand => "hand",
        }
    }
}

/// A length of a bundle, in cartons.
#[derive(Debug, Clone, PartialEq)]
pub struct BundlePart {
    pub key: BundleKey,
    pub cartons: i64,
    /// "70 delivered"
    pub text: String,
}

/// A bundle cut to length: mass balance, a recall's effectiveness. Every part longer than nothing is drawn at least
/// half a percent wide; the texts stand below as the key.
#[component]
pub fn BundleBar(
    #[prop(into)] parts: Signal<Vec<BundlePart>>,
    #[prop(default = 34)] height: u32,
    /// Leave out the words below, where the page says them itself.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    const STRANDS: u32 = 9;
    let pitch = f64::from(height) / f64::from(STRANDS);
    let label = move || {
        parts.with(|parts| {
            parts
                .iter()
                .map(|part| part.text.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        })
    };
    let pieces = move || {
        let parts = parts.get();
        spans(&parts)
            .into_iter()
            .zip(parts)
            .filter(|((_, width), _)| *width > 0.0)
            .map(|((start, width), part)| {
                let class = part.key.class();
                let strands = (0..STRANDS)
                    .map(|strand| {
                        let y = format!("{:.1}", pitch * (f64::from(strand) + 0.5));
                        view! { <line class=format!("st {class}") x1="0" x2="100%" y1=y.clone() y2=y></line> }
                    })
                    .collect_view();
                view! {
                    <svg x=format!("{start:.3}%") width=format!("{:.3}%", (width - 0.25).max(0.25)) height=height>
                        <rect class=format!("bg {class}") width="100%" height="100%"></rect>
                        {strands}
                    </svg>
                }
            })
            .collect_view()
    };
    let key = move || {
        parts
            .get()
            .into_iter()
            .filter(|part| part.cartons > 0)
            .map(|part| {
                view! {
                    <li>
                        <svg class="kswatch" viewBox="0 0 30 10" aria-hidden="true">
                            <path class=format!("bk {}", part.key.class()) d="M0 2h30M0 5h30M0 8h30"></path>
                        </svg>
                        {part.text}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <svg class="balance" height=height role="img" aria-label=label>{pieces}</svg>
        {(!bare).then(|| view! { <ul class="balkey" aria-hidden="true">{key}</ul> })}
    }
    .into_any()
}

/// Start and width of each part in percent of the whole.
fn spans(parts: &[BundlePart]) -> Vec<(f64, f64)> {
    const LEAST: f64 = 0.5;
    let whole: i64 = parts.iter().map(|part| part.cartons.max(0)).sum();
    if whole == 0 {
        return vec![(0.0, 0.0); parts.len()];
    }
    let wished = parts.iter().map(|part| match part.cartons.max(0) {
        0 => 0.0,
        cartons => (cartons as f64 / whole as f64 * 100.0).max(LEAST),
    });
    let wished: Vec<f64> = wished.collect();
    let scale = 100.0 / wished.iter().sum::<f64>();
    let mut start = 0.0;
    wished
        .into_iter()
        .map(|width| {
            let span = (start, width * scale);
            start += width * scale;
            span
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(cartons: i64) -> BundlePart {
        BundlePart {
            key: BundleKey::Delivered,
            cartons,
            text: String::new(),
        }
    }

    #[test]
    fn a_bundle_is_as_long_as_its_parts() {
        let spans = spans(&[part(70), part(20), part(0), part(10)]);
        assert_eq!(spans.len(), 4);
        assert!((spans[0].1 - 70.0).abs() < 1e-9);
        assert!((spans[3].0 - 90.0).abs() < 1e-9);
        assert_eq!(spans[2].1, 0.0);
    }

    #[test]
    fn one_carton_of_a_million_is_still_seen() {
        let spans = spans(&[part(999_999), part(1)]);
        assert!(spans[1].1 > 0.4);
        assert!((spans[1].0 + spans[1].1 - 100.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert_eq!(spans(&[part(0), part(-3)]), vec![(0.0, 0.0); 2]);
        assert!(spans(&[]).is_empty());
    }
}
