//! The table as a file: one line for each order of each shop, from the same facts that are on screen.

use ui_kit::Language;

use super::reached::Reached;
use crate::words::Words;

/// `status` writes an order's state in the reader's language. German and Spanish spreadsheets take the comma for a
/// decimal point and expect semicolons.
pub fn csv(
    reached: &Reached,
    words: &Words,
    language: Language,
    status: &dyn Fn(contract::OrderStatus) -> String,
) -> String {
    let separator = match language {
        Language::De | Language::Es => ";",
        Language::En | Language::Ja => ",",
    };
    // The mark tells spreadsheets that this is UTF-8.
    let mut text = String::from("\u{feff}");
    let mut line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(separator));
        text.push_str("\r\n");
    };
    line(&words.csv.map(str::to_owned));
    for shop in &reached.shops {
        for order in &shop.orders {
            line(&[
                shop.name.clone(),
                shop.city.clone().unwrap_or_default(),
                shop.country.clone(),
                order.number.clone(),
                order.date.to_string(),
                status(order.status),
                order.batches.join(" "),
                order.cartons.to_string(),
                order.shipped.to_string(),
                order.delivered.to_string(),
            ]);
        }
    }
    text
}

/// A shop's name is not ours: what a spreadsheet would take for a formula gets an apostrophe.
fn quoted(cell: &str) -> String {
    let formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let cell = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains(['"', ',', ';', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_name_cannot_become_a_formula_or_a_column() {
        assert_eq!(quoted("Kakao Kontor"), "Kakao Kontor");
        assert_eq!(quoted("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(quoted("Cedar; \"Salt\""), "\"Cedar; \"\"Salt\"\"\"");
        assert_eq!(quoted("-12"), "-12");
        assert_eq!(quoted("-12+1"), "'-12+1");
    }
}
