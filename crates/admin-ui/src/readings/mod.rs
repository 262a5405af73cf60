//! Lab and sensor readings of a batch or a shop: a small chart a kind, and all of them as a table. Read only: their
//! source owns them.

mod chart;
mod number;
mod words;

use contract::batches::{Measurement, MeasurementPage};
use leptos::prelude::*;
use ui_kit::{Ledger, fmt};

use crate::desk::batch_href;
use chart::Chart;
use number::exact;
pub use words::rw;

/// "Cadmium" for `cadmium`; what is not known is called as its source does. Reactive.
pub fn kind_word(kind: &str) -> String {
    match kind {
        "cadmium" => rw().cadmium,
        "moisture" => rw().moisture,
        "fermentation_temperature" => rw().fermentation,
        "storage_temperature" => rw().storage,
        "ph" => rw().acidity,
        other => return other.replace('_', " "),
    }
    .to_owned()
}

/// "0.305 mg/kg". Reactive.
pub fn amount(value: f64, unit: &str) -> String {
    // Limits of the law have two digits: 0.80 mg/kg.
    let number = exact(value, if unit == "mg/kg" { 2 } else { 0 });
    // "5.4 pH" reads backwards.
    if unit == "pH" {
        format!("pH\u{a0}{number}")
    } else {
        format!("{number}\u{a0}{unit}")
    }
}

/// The kinds among readings with a number to draw, each with its own, the oldest first.
fn by_kind(readings: &[Measurement]) -> Vec<(String, Vec<Measurement>)> {
    let mut kinds: Vec<(String, Vec<Measurement>)> = Vec::new();
    for reading in readings {
        match kinds.iter_mut().find(|(kind, _)| *kind == reading.kind) {
            Some((_, own)) => own.push(reading.clone()),
            None => kinds.push((reading.kind.clone(), vec![reading.clone()])),
        }
    }
    for (_, own) in &mut kinds {
        own.sort_by_key(|reading| (reading.measured_at, reading.id));
    }
    // What the law limits stands first.
    kinds.sort_by_key(|(kind, _)| kind != "cadmium");
    kinds
}

#[component]
pub fn Readings(
    page: MeasurementPage,
    /// mg/kg; drawn into the chart of cadmium.
    #[prop(optional_no_strip)]
    limit: Option<f64>,
    /// Name the batch of each in the table.
    #[prop(optional)]
    batches: bool,
) -> impl IntoView {
    let readings = page.measurements;
    let (shown, all) = (
        i64::try_from(readings.len()).unwrap_or(i64::MAX),
        i64::try_from(page.pagination.total).unwrap_or(i64::MAX),
    );
    let charts = by_kind(&readings)
        .into_iter()
        .map(|(kind, own)| {
            let limit = limit.filter(|_| kind == "cadmium");
            view! { <Chart kind readings=own limit /> }
        })
        .collect_view();
    view! {
        <div class="readings">{charts}</div>
        <details class="readingtable">
            <summary>{move || rw().table}</summary>
            <Ledger caption=move || rw().title class="readings cards">
                <thead>
                    <tr>
                        <th scope="col">{move || rw().kind}</th>
                        <th scope="col">{move || rw().when}</th>
                        {batches.then(|| view! { <th scope="col">{move || rw().batch}</th> })}
                        <th scope="col">{move || rw().number}</th>
                        <th scope="col" class="end">{move || rw().value}</th>
                    </tr>
                </thead>
                <tbody>{readings.into_iter().map(|one| row(one, batches)).collect_view()}</tbody>
            </Ledger>
            {(shown < all).then(|| view! {
                <p class="mut s">{move || (rw().shown)(&fmt::number(shown), &fmt::number(all))}</p>
            })}
        </details>
    }
    .into_any()
}

fn row(reading: Measurement, batches: bool) -> impl IntoView {
    let Measurement {
        kind,
        value,
        unit,
        measured_at,
        batch_code,
        external_measurement_id,
        ..
    } = reading;
    let batch = batches.then(|| match batch_code {
        Some(code) => {
            let to = batch_href(&code);
            view! { <td class="c-st"><a class="code" href=to>{code}</a></td> }.into_any()
        }
        None => view! { <td class="c-st">{fmt::UNKNOWN}</td> }.into_any(),
    });
    view! {
        <tr>
            <th scope="row" class="c-no">{move || kind_word(&kind)}</th>
            <td class="c-date num">{move || fmt::date_time(measured_at)}</td>
            {batch}
            <td class="c-farm code">{external_measurement_id.unwrap_or_else(|| fmt::UNKNOWN.to_owned())}</td>
            <td class="c-qty end num">{move || amount(value, &unit)}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn each_kind_has_its_own_and_cadmium_is_first() {
        let reading = |id: i64, kind: &str, second: i64| Measurement {
            id,
            external_measurement_id: None,
            kind: kind.into(),
            value: 1.0,
            unit: "%".into(),
            measured_at: DateTime::from_timestamp(second, 0).unwrap(),
            batch_id: None,
            batch_code: None,
            customer_id: None,
        };
        let kinds = by_kind(&[
            reading(3, "moisture", 30),
            reading(2, "cadmium", 20),
            reading(1, "moisture", 10),
        ]);
        let ids: Vec<(&str, Vec<i64>)> = kinds
            .iter()
            .map(|(kind, own)| (kind.as_str(), own.iter().map(|r| r.id).collect()))
            .collect();
        assert_eq!(ids, [("cadmium", vec![2]), ("moisture", vec![1, 3])]);
    }
}
