//! What is wrong with a file, by line and column, as the server found it.

use contract::FieldError;
use leptos::prelude::*;
use ui_kit::{IconName, Ledger, Note, Tone, fmt};

use super::words::iw;
use crate::audit::{FIELDS, named};
use crate::desk::{Change, Refused, field_reason};

/// Where a fault is: `lines[7].country` is column `country` of line 7; anything else is about the file.
fn place(field: &str) -> (Option<i64>, Option<&str>) {
    let Some(rest) = field.strip_prefix("lines[") else {
        return (None, Some(field).filter(|field| !field.is_empty()));
    };
    let Some((line, column)) = rest.split_once(']') else {
        return (None, Some(field));
    };
    let column = column.strip_prefix('.').filter(|column| !column.is_empty());
    (line.parse().ok(), column)
}

/// A refusal of the file's content as a table; any other in its usual words.
#[component]
pub fn Faults(change: Change) -> impl IntoView {
    move || {
        let errors = change.errors();
        if errors.is_empty() {
            return view! { <Refused change /> }.into_any();
        }
        let n = i64::try_from(errors.len()).unwrap_or(i64::MAX);
        view! {
            <div class="importfaults">
                <Note tone=Tone::Danger icon=IconName::OctagonAlert live="alert">
                    <p><b>{move || (iw().wrong)(n, &fmt::number(n))}</b></p>
                    <p>{move || iw().wrong_text}</p>
                </Note>
                <Ledger caption=move || (iw().wrong)(n, &fmt::number(n)) class="faults">
                    <thead>
                        <tr>
                            <th scope="col">{move || iw().line}</th>
                            <th scope="col">{move || iw().column}</th>
                            <th scope="col">{move || iw().reason}</th>
                        </tr>
                    </thead>
                    <tbody>{errors.into_iter().map(row).collect_view()}</tbody>
                </Ledger>
            </div>
        }
        .into_any()
    }
}

fn row(error: FieldError) -> impl IntoView {
    let (line, column) = place(&error.field);
    let column = column.map(str::to_owned);
    let line_words = move || line.map_or_else(|| iw().whole.to_owned(), fmt::number);
    // The column's own name first: it is what stands in the file.
    let shown = column.map(|column| {
        let human = column.clone();
        view! { <span class="code">{column}</span> " " <span class="mut s">{move || named(FIELDS, &human)}</span> }
    });
    view! {
        <tr>
            <th scope="row" class="f-line num">{line_words}</th>
            <td class="f-column">{shown}</td>
            <td class="f-why">{move || field_reason(&error)}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_fault_is_found_by_line_and_column() {
        assert_eq!(place("lines[7].country"), (Some(7), Some("country")));
        assert_eq!(place("lines[12]"), (Some(12), None));
        assert_eq!(place("body"), (None, Some("body")));
        assert_eq!(place("lines[x"), (None, Some("lines[x")));
        assert_eq!(place(""), (None, None));
    }
}
