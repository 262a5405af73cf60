//! Lists as files: CSV, written while it is read, and XLSX. A list says its columns and how a row becomes cells; which of
//! the shapes is meant, the request's `Accept` says. What a spreadsheet would take for a formula stays text.

use std::{
    future::{Ready, ready},
    str::FromStr,
};

use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, http::header, web::Bytes};
use chrono::{DateTime, NaiveDate, Utc};
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::error::{ApiError, ApiResult};

pub const CSV: &str = "text/csv";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Rows that a worksheet holds, its head aside.
const MOST_ROWS: u32 = 1_048_575;

/// The shape that the caller prefers; JSON for whoever says nothing, or nothing that is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Json,
    Csv,
    Xlsx,
}

impl FromRequest for Shape {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let accepted = req
            .headers()
            .get_all(header::ACCEPT)
            .filter_map(|value| value.to_str().ok())
            .collect::<Vec<_>>()
            .join(",");
        ready(Ok(preferred(&accepted)))
    }
}

/// The best of what is accepted; of equals the first.
fn preferred(accepted: &str) -> Shape {
    let mut best = (Shape::Json, 0.0);
    for part in accepted.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let shape = match pieces.next().unwrap_or_default().to_lowercase().as_str() {
            "application/json" | "application/*" | "*/*" => Shape::Json,
            CSV => Shape::Csv,
            XLSX => Shape::Xlsx,
            _ => continue,
        };
        let weight = pieces
            .find_map(|piece| piece.strip_prefix("q="))
            .map_or(1.0, |text| f32::from_str(text).unwrap_or(0.0));
        if weight > best.1 {
            best = (shape, weight);
        }
    }
    best.0
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Text(String),
    Number(i64),
    Real(f64),
    Day(NaiveDate),
    /// UTC.
    Moment(DateTime<Utc>),
    Empty,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn optional(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }

    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    fn as_csv(&self) -> String {
        match self {
            Self::Text(text) => harmless(text),
            Self::Number(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Moment(moment) => moment.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            Self::Empty => String::new(),
        }
    }
}

/// A spreadsheet reads a cell that begins so as a formula; an apostrophe keeps it a text.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A list as a table.
pub struct Table<R> {
    /// The file is called `{name}-2026-11-24.csv`.
    pub name: &'static str,
    /// Heads, and widths in characters.
    pub columns: &'static [(&'static str, f64)],
    pub cells: fn(R) -> Vec<Cell>,
}

impl<R: 'static> Table<R> {
    /// The rows as CSV (RFC 4180, UTF-8 with a byte order mark), sent as they come. A list that breaks off breaks the
    /// download off, so that nobody takes half of it for the whole.
    pub fn csv(
        &'static self,
        rows: impl Stream<Item = domain::Result<Vec<R>>> + 'static,
    ) -> HttpResponse {
        let heads = self.columns.iter().map(|(head, _)| (*head).to_owned());
        let head = lines([heads.collect()]).map(|text| [b"\xef\xbb\xbf", &text[..]].concat());
        let body = rows.map(move |chunk| {
            let records = chunk?.into_iter().map(|row| {
                let cells = (self.cells)(row);
                cells.iter().map(Cell::as_csv).collect::<Vec<_>>()
            });
            lines(records)
        });
        let text = stream::iter([head])
            .chain(body)
            .map_ok(Bytes::from)
            .map_err(|error| {
                let error = ApiError::from(error);
                let cause = error.cause_chain();
                tracing::error!(cause, "a list broke off while it was sent");
                error
            });
        self.response("csv", "text/csv; charset=utf-8")
            .streaming(text)
    }

    /// The rows as an Excel workbook of one sheet.
    ///
    /// # Errors
    /// 400 for more rows than a sheet holds; what the stream says.
    pub async fn xlsx(
        &'static self,
        rows: impl Stream<Item = domain::Result<Vec<R>>>,
    ) -> ApiResult {
        let mut rows = std::pin::pin!(rows);
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        self.head(sheet).map_err(ApiError::internal)?;
        let looks = Looks::new();
        let mut at = 0;
        while let Some(chunk) = rows.next().await {
            for row in chunk? {
                at += 1;
                if at > MOST_ROWS {
                    return Err(ApiError::bad_request(
                        "These are more rows than a worksheet holds. Narrow the list, or take it as CSV.",
                    ));
                }
                write_row(sheet, at, &(self.cells)(row), &looks).map_err(ApiError::internal)?;
            }
        }
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or_default();
        sheet
            .autofilter(0, 0, at, last)
            .map_err(ApiError::internal)?;
        let bytes = tokio::task::spawn_blocking(move || book.save_to_buffer())
            .await
            .map_err(ApiError::internal)?
            .map_err(ApiError::internal)?;
        Ok(self.response("xlsx", XLSX).body(bytes))
    }

    fn response(&self, end: &str, media: &'static str) -> actix_web::HttpResponseBuilder {
        let file = format!("{}-{}.{end}", self.name, Utc::now().date_naive());
        let mut response = HttpResponse::Ok();
        response
            .content_type(media)
            .insert_header((header::VARY, "Accept"))
            .insert_header((
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{file}\""),
            ));
        response
    }

    fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let look = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00EE_EAE2))
            .set_align(FormatAlign::VerticalCenter);
        sheet.set_name(self.name)?;
        for (column, (title, width)) in (0..).zip(self.columns) {
            sheet.write_string_with_format(0, column, *title, &look)?;
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}

struct Looks {
    day: Format,
    moment: Format,
}

impl Looks {
    fn new() -> Self {
        Self {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    looks: &Looks,
) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            // Typed as text, so nothing in it is a formula. A cell holds 32,767 characters.
            Cell::Text(text) => {
                let text: String = text.chars().take(32_767).collect();
                sheet.write_string(row, column, text)?;
            }
            Cell::Number(number) => {
                // Exact up to 2^53, far above any count of cartons.
                sheet.write_number(row, column, *number as f64)?;
            }
            Cell::Real(number) => {
                sheet.write_number(row, column, *number)?;
            }
            Cell::Day(day) => {
                sheet.write_datetime_with_format(row, column, day, &looks.day)?;
            }
            Cell::Moment(moment) => {
                let moment = ExcelDateTime::from_timestamp(moment.timestamp())?;
                sheet.write_datetime_with_format(row, column, &moment, &looks.moment)?;
            }
            Cell::Empty => {}
        }
    }
    Ok(())
}

/// Records as lines that end in CR LF.
fn lines(records: impl IntoIterator<Item = Vec<String>>) -> domain::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for record in records {
        writer
            .write_record(&record)
            .map_err(domain::Error::internal)?;
    }
    writer
        .into_inner()
        .map_err(|error| domain::Error::internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_known_shape_is_taken() {
        for (accepted, shape) in [
            ("", Shape::Json),
            ("*/*", Shape::Json),
            ("text/csv", Shape::Csv),
            ("TEXT/CSV; charset=utf-8", Shape::Csv),
            (XLSX, Shape::Xlsx),
            ("text/html, image/png", Shape::Json),
            ("application/json;q=0.5, text/csv;q=0.9", Shape::Csv),
            ("text/csv;q=0, */*", Shape::Json),
            ("text/csv;q=nonsense", Shape::Json),
            ("application/json, text/csv", Shape::Json),
        ] {
            assert_eq!(preferred(accepted), shape, "{accepted}");
        }
    }

    #[test]
    fn nothing_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "PO-1", "a=b", "Ölmühle"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn lines_are_quoted_as_the_standard_says() {
        let record = ["a,b", "say \"so\"", "two\nlines", "", "plain"].map(String::from);
        let text = lines([record.to_vec()]).expect("text");
        assert_eq!(
            String::from_utf8(text).expect("UTF-8"),
            "\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",,plain\r\n"
        );
    }
}
