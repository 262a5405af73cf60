//! A file of customers as lines with cells: what a spreadsheet or our own export writes. Knows the columns and nothing
//! of what may stand in them.

use std::collections::HashMap;

use contract::FieldError;

use crate::{Error, Result};

/// Lines with a customer that one file may have.
pub const MOST_LINES: usize = 10_000;

/// What is read; the heads of the export.
const COLUMNS: [&str; 17] = [
    "id",
    "external_customer_id",
    "erp_customer_id",
    "name",
    "status",
    "country",
    "address_line1",
    "address_line2",
    "city",
    "region",
    "postal_code",
    "email",
    "phone",
    "locale",
    "notes",
    "owner_user_id",
    "team_id",
];

/// What the export tells besides; it follows from the others.
const TOLD: [&str; 4] = ["owner_name", "team_name", "created_at", "updated_at"];

/// One customer of the file.
#[derive(Debug)]
pub(super) struct Line {
    /// In the file; the heads stand in line 1.
    pub number: u64,
    cells: HashMap<&'static str, String>,
}

impl Line {
    /// The text of a column; None where the file has no such column, empty for an empty cell.
    pub fn cell(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    /// The text of a column that has one.
    pub fn filled(&self, column: &str) -> Option<&str> {
        self.cell(column).filter(|text| !text.is_empty())
    }

    pub fn error(&self, field: &str, code: &str, message: impl Into<String>) -> FieldError {
        FieldError::new(format!("lines[{}].{field}", self.number), code, message)
    }
}

/// The lines of a file. Commas, semicolons or tabs part its cells, whichever its heads use most.
///
/// # Errors
/// [`Error::Invalid`] for what is no such table: another encoding, unknown or repeated heads, lines of another length,
/// too many of them.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut heads: Option<Vec<Option<&'static str>>> = None;
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record
            .map_err(|_| Error::field("body", "format", "This is no table of cells (CSV)."))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let number = record.position().map_or(0, |at| line_of(text, at));
        let Some(heads) = &heads else {
            heads = Some(columns(&record)?);
            continue;
        };
        if lines.len() == MOST_LINES {
            let message = format!("A file has at most {MOST_LINES} customers; split this one.");
            return Err(Error::field("body", "length", message));
        }
        let beyond = record
            .iter()
            .skip(heads.len())
            .any(|cell| !cell.trim().is_empty());
        if record.len() < heads.len() || beyond {
            let (cells, expected) = (record.len(), heads.len());
            errors.push(FieldError::new(
                format!("lines[{number}]"),
                "mismatch",
                format!("This line has {cells} cells, the heads are {expected}."),
            ));
            continue;
        }
        let cells = heads.iter().zip(&record);
        lines.push(Line {
            number,
            cells: cells
                .filter_map(|(head, cell)| Some(((*head)?, plain(cell))))
                .collect(),
        });
    }
    if heads.is_none() {
        let message = "Send a table with a line of heads, such as name,country.";
        return Err(Error::field("body", "required", message));
    }
    refuse(errors)?;
    Ok(lines)
}

/// The line that a record begins in; its position still counts the empty lines before it as its own.
fn line_of(text: &str, at: &csv::Position) -> u64 {
    let start = usize::try_from(at.byte()).unwrap_or_default();
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let breaks = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    at.line() + breaks.filter(|byte| **byte == b'\n').count() as u64
}

/// All errors that one reply tells.
pub(super) fn refuse(mut errors: Vec<FieldError>) -> Result<()> {
    errors.truncate(100);
    crate::write::refuse(errors)
}

fn not_utf8(bytes: &[u8], valid: usize) -> Error {
    let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count();
    let message = format!("Line {line} is not UTF-8. Save the file as \"CSV UTF-8\".");
    Error::field("body", "format", message)
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let heads = first.unwrap_or_default();
    let count = |mark: u8| heads.bytes().filter(|byte| *byte == mark).count();
    // Of equals the last: a file of one column has none of them.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|mark| count(*mark))
        .unwrap_or(b',')
}

/// The known column of each head; None for one that is not read.
fn columns(record: &csv::StringRecord) -> Result<Vec<Option<&'static str>>> {
    let mut errors = Vec::new();
    let mut found: Vec<Option<&'static str>> = Vec::new();
    for head in record {
        let name = head.trim().to_lowercase();
        let known = COLUMNS.into_iter().find(|column| *column == name);
        let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
        if known.is_some() && found.contains(&known) {
            let message = "This column stands there twice.";
            errors.push(FieldError::new(
                format!("lines[1].{shown}"),
                "duplicate",
                message,
            ));
        }
        if known.is_none() && !TOLD.contains(&name.as_str()) {
            let (field, message) = if shown.is_empty() {
                (
                    "lines[1]".to_owned(),
                    "Every column needs a head.".to_owned(),
                )
            } else {
                let message = format!("There is no such column. Known are {}.", COLUMNS.join(", "));
                (format!("lines[1].{shown}"), message)
            };
            errors.push(FieldError::new(field, "unknown_field", message));
        }
        found.push(known);
    }
    refuse(errors)?;
    Ok(found)
}

/// A cell's text without blanks around it and without the apostrophe that kept a spreadsheet from computing it.
fn plain(cell: &str) -> String {
    let text = cell.trim();
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest.to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &[u8]) -> Vec<String> {
        match read(text) {
            Err(Error::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        for text in [
            "name,country\nA,US\n",
            "\u{feff}name;country\r\n A ; US \r\n;;\r\n",
            " Name \tCOUNTRY\n\"A\"\tUS",
            "\n\ncountry,name,owner_name\nUS,A,Somebody\n",
            "name,country\nA,US,,\n",
        ] {
            let lines = read(text.as_bytes()).unwrap();
            assert_eq!(lines.len(), 1, "{text:?}");
            assert_eq!(
                (lines[0].cell("name"), lines[0].cell("country")),
                (Some("A"), Some("US"))
            );
            assert_eq!(lines[0].cell("owner_name"), None);
        }
    }

    #[test]
    fn lines_are_numbered_as_in_the_file() {
        let lines = read(b"name,notes\nA,\"two\nlines\"\n\nB,'=1\nC,'n\n").unwrap();
        let numbers: Vec<u64> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [2, 5, 6]);
        assert_eq!(lines[0].cell("notes"), Some("two\nlines"));
        assert_eq!(
            (lines[1].cell("notes"), lines[2].cell("notes")),
            (Some("=1"), Some("'n"))
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(fields(b""), ["body"]);
        assert_eq!(fields(b" \n\n"), ["body"]);
        assert_eq!(fields(b"name\nM\xfcller"), ["body"]);
        assert_eq!(
            fields(b"name,vip,name\nA,1,B\n"),
            ["lines[1].vip", "lines[1].name"]
        );
        assert_eq!(fields(b"name,\nA,1\n"), ["lines[1]"]);
        assert_eq!(
            fields(b"name,city\nA\nB,C\nD,E,F\n"),
            ["lines[2]", "lines[4]"]
        );
        let many = format!("name\n{}", "A\n".repeat(MOST_LINES + 1));
        assert_eq!(fields(many.as_bytes()), ["body"]);
        assert_eq!(
            fields(format!("name,city\n{}", "A\n".repeat(500)).as_bytes()).len(),
            100
        );
    }
}
