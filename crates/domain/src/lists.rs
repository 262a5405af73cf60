//! How lists are cut. Across an organization: keyset pages whose cost does not grow with depth, under an opaque
//! cursor that holds the last row's sort value and id. Inside a parent: numbered pages. A cursor carries no right:
//! the scope is applied to every page anew.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, Utc};
use contract::{Cursor, Page};
use sea_orm::{FromQueryResult, Value};

use crate::{Error, Result, Sql, Tx};

/// What a sort column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Date,
    Moment,
    Int,
}

/// One way to sort, under the name that callers use.
#[derive(Debug)]
pub struct Sort {
    pub name: &'static str,
    pub column: &'static str,
    pub kind: Kind,
    /// Rows without a value come last, whichever the direction and the engine.
    pub nullable: bool,
}

/// How one list may be sorted. Its id column breaks ties, so that every row has one place.
#[derive(Debug)]
pub struct Listing {
    pub id: &'static str,
    pub sorts: &'static [Sort],
    /// As a caller would write it: `name`, `-order_date`.
    pub default: &'static str,
}

/// A row's value in the sort column. `None` is null.
pub type Key = Option<KeyValue>;

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum KeyValue {
    Int(i64),
    Date(NaiveDate),
    Moment(DateTime<Utc>),
    Text(String),
}

impl From<&str> for KeyValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The rows of one page, and where the next begins.
#[derive(Debug)]
pub struct Slice<R> {
    pub rows: Vec<R>,
    pub next_cursor: Option<String>,
}

/// A page asked for, checked.
#[derive(Debug)]
pub struct Window<'a> {
    listing: &'a Listing,
    sort: &'a Sort,
    descending: bool,
    after: Option<(Key, i64)>,
    limit: u64,
}

/// Rows that a file is written from at a time.
const CHUNK: u64 = 1000;

impl Listing {
    /// The next rows of the whole list in its usual order, for a file; `after` is the last chunk's `next_cursor`.
    ///
    /// # Errors
    /// As [`Self::window`].
    pub fn chunk(&self, after: Option<String>) -> Result<Window<'_>> {
        self.chunk_by(None, after)
    }

    /// As [`Self::chunk`], in the order that the caller asked for.
    ///
    /// # Errors
    /// As [`Self::window`].
    pub fn chunk_by(&self, sort: Option<&str>, after: Option<String>) -> Result<Window<'_>> {
        let mut window = self.window(sort, &Cursor::new(after, Some(1)))?;
        window.limit = CHUNK;
        Ok(window)
    }

    /// Checks what the caller asked for.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming `sort`, `cursor` or `limit`.
    pub fn window<'a>(&'a self, sort: Option<&str>, cursor: &Cursor) -> Result<Window<'a>> {
        let asked = sort.unwrap_or(self.default);
        let (name, descending) = match asked.strip_prefix('-') {
            Some(name) => (name, true),
            None => (asked, false),
        };
        let Some(sort) = self.sorts.iter().find(|sort| sort.name == name) else {
            let names: Vec<_> = self.sorts.iter().map(|sort| sort.name).collect();
            return Err(Error::field(
                "sort",
                "enum",
                format!(
                    "Sort by one of {}, with - in front for descending order.",
                    names.join(", ")
                ),
            ));
        };
        if !(1..=100).contains(&cursor.limit) {
            return Err(Error::field(
                "limit",
                "range",
                "The limit lies between 1 and 100.",
            ));
        }
        let after = match &cursor.after {
            None => None,
            Some(text) => Some(open(text, sort, descending).ok_or_else(|| {
                Error::field(
                    "cursor",
                    "format",
                    "This is not a cursor of this list in this order.",
                )
            })?),
        };
        Ok(Window {
            listing: self,
            sort,
            descending,
            after,
            limit: cursor.limit,
        })
    }
}

impl Window<'_> {
    /// Runs `base`, a statement that ends inside its WHERE clause, for this page. `key` reads a row's id and its
    /// value in the sort column of the given name.
    pub async fn fetch<R: FromQueryResult>(
        &self,
        tx: &Tx,
        base: Sql,
        key: impl Fn(&R, &str) -> (Key, i64),
    ) -> Result<Slice<R>> {
        // One more than asked for tells whether there is a next page.
        let wanted = self.limit + 1;
        let in_nulls = matches!(&self.after, Some((None, _)));
        let mut rows: Vec<R> = Vec::new();
        if !in_nulls {
            rows = tx.all(self.valued(base.clone(), wanted)).await?;
        }
        let found = rows.len() as u64;
        if self.sort.nullable && found < wanted {
            rows.extend(tx.all(self.nulls(base, wanted - found)).await?);
        }
        let more = rows.len() as u64 == wanted;
        rows.truncate(self.limit as usize);
        let next_cursor = match rows.last() {
            Some(last) if more => {
                let (value, id) = key(last, self.sort.name);
                Some(seal(self.sort, self.descending, &value, id))
            }
            _ => None,
        };
        Ok(Slice { rows, next_cursor })
    }

    /// The rows that have a value, from behind the cursor.
    fn valued(&self, mut sql: Sql, limit: u64) -> Sql {
        let (column, id) = (self.sort.column, self.listing.id);
        if self.sort.nullable {
            sql.push(&format!(" AND {column} IS NOT NULL"));
        }
        if let Some((Some(value), last)) = &self.after {
            let sign = if self.descending { '<' } else { '>' };
            if column == id {
                sql.push(&format!(" AND {id} {sign} ")).bind(*last);
            } else {
                sql.push(&format!(" AND ({column}, {id}) {sign} ("))
                    .bind(value.clone())
                    .push(", ")
                    .bind(*last)
                    .push(")");
            }
        }
        self.ordered(sql, limit)
    }

    /// The rows without a value, which follow all others.
    fn nulls(&self, mut sql: Sql, limit: u64) -> Sql {
        sql.push(&format!(" AND {} IS NULL", self.sort.column));
        if let Some((None, last)) = &self.after {
            let sign = if self.descending { '<' } else { '>' };
            sql.push(&format!(" AND {} {sign} ", self.listing.id))
                .bind(*last);
        }
        self.ordered(sql, limit)
    }

    fn ordered(&self, mut sql: Sql, limit: u64) -> Sql {
        let (column, id) = (self.sort.column, self.listing.id);
        let way = if self.descending { "DESC" } else { "ASC" };
        if column == id {
            sql.push(&format!(" ORDER BY {id} {way} LIMIT {limit}"));
        } else {
            // One direction for both columns: an index serves it, forwards or backwards.
            sql.push(&format!(
                " ORDER BY {column} {way}, {id} {way} LIMIT {limit}"
            ));
        }
        sql
    }
}

impl From<KeyValue> for Value {
    fn from(value: KeyValue) -> Self {
        match value {
            KeyValue::Text(text) => text.into(),
            KeyValue::Date(date) => date.into(),
            KeyValue::Moment(moment) => moment.into(),
            KeyValue::Int(number) => number.into(),
        }
    }
}

fn seal(sort: &Sort, descending: bool, value: &Key, id: i64) -> String {
    let sort = format!("{}{}", if descending { "-" } else { "" }, sort.name);
    URL_SAFE_NO_PAD.encode(serde_json::json!([sort, value, id]).to_string())
}

fn open(text: &str, sort: &Sort, descending: bool) -> Option<(Key, i64)> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (order, value, id): (String, Option<serde_json::Value>, i64) =
        serde_json::from_slice(&bytes).ok()?;
    let (name, descended) = match order.strip_prefix('-') {
        Some(name) => (name, true),
        None => (order.as_str(), false),
    };
    if name != sort.name || descended != descending {
        return None;
    }
    let value = match (value, sort.kind) {
        (None, _) => return sort.nullable.then_some((None, id)),
        (Some(value), Kind::Int) => KeyValue::Int(value.as_i64()?),
        // No column holds a date of another length, and both engines can read these.
        (Some(value), Kind::Date) => {
            let text = value.as_str().filter(|text| text.len() == 10)?;
            KeyValue::Date(text.parse().ok()?)
        }
        (Some(value), Kind::Moment) => {
            let plain =
                |text: &&str| text.len() <= 35 && text.starts_with(|c: char| c.is_ascii_digit());
            KeyValue::Moment(value.as_str().filter(plain)?.parse().ok()?)
        }
        (Some(value), Kind::Text) => {
            KeyValue::Text(value.as_str().filter(|text| !text.contains('\0'))?.into())
        }
    };
    Some((Some(value), id))
}

/// Appends ` LIMIT … OFFSET …` for a numbered page. The limit is part of the text: plans are made once for all values,
/// and without a limit to count on they would sort whole tables.
pub fn cut(sql: &mut Sql, page: Page) {
    sql.push(&format!(" LIMIT {} OFFSET ", page.limit))
        .bind(i64::try_from(page.offset()).unwrap_or(i64::MAX));
}

/// Checks a numbered page.
///
/// # Errors
/// [`Error::Invalid`] naming `page` or `limit`.
pub fn page(page: Option<u64>, limit: Option<u64>) -> Result<Page> {
    let page = Page::new(page, limit);
    if !(1..=1_000_000).contains(&page.page) {
        return Err(Error::field(
            "page",
            "range",
            "The page lies between 1 and 1000000.",
        ));
    }
    if !(1..=100).contains(&page.limit) {
        return Err(Error::field(
            "limit",
            "range",
            "The limit lies between 1 and 100.",
        ));
    }
    Ok(page)
}

/// Appends the condition that one of `columns` contains `text`, whatever its case; the text's own `%`, `_` and `\`
/// stand for themselves.
pub fn contains(sql: &mut Sql, columns: &[&str], text: &str) {
    let pattern = sql.param(format!("%{}%", escape_like(&text.to_lowercase())));
    let tests: Vec<String> = columns
        .iter()
        .map(|column| format!("lower({column}) LIKE {pattern} ESCAPE '\\'"))
        .collect();
    sql.push(&format!("({})", tests.join(" OR ")));
}

/// A text that LIKE takes literally, with `\` as the escape.
pub fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        // PostgreSQL's text holds no NUL, so nothing stored can match one.
        if c == '\0' {
            continue;
        }
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTING: Listing = Listing {
        id: "b.id",
        sorts: &[
            Sort {
                name: "harvest_date",
                column: "b.harvest_date",
                kind: Kind::Date,
                nullable: true,
            },
            Sort {
                name: "code",
                column: "b.code",
                kind: Kind::Text,
                nullable: false,
            },
            Sort {
                name: "id",
                column: "b.id",
                kind: Kind::Int,
                nullable: false,
            },
        ],
        default: "-harvest_date",
    };

    fn refused_field(result: Result<Window<'_>>) -> String {
        match result {
            Err(Error::Invalid(errors)) => errors[0].field.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn text(sql: Sql) -> String {
        sql.statement(sea_orm::DbBackend::Sqlite).sql
    }

    #[test]
    fn sorts_come_from_the_allowlist() {
        let page = Cursor::new(None, None);
        assert!(LISTING.window(Some("code"), &page).is_ok());
        assert!(LISTING.window(Some("-id"), &page).is_ok());
        for sort in ["", "-", "--code", "code desc", "notes"] {
            assert_eq!(refused_field(LISTING.window(Some(sort), &page)), "sort");
        }
    }

    #[test]
    fn limits_are_bounded() {
        for limit in [0, 101] {
            let page = Cursor::new(None, Some(limit));
            assert_eq!(refused_field(LISTING.window(None, &page)), "limit");
        }
    }

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let date = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
        for value in [Some(KeyValue::Date(date)), None] {
            let sealed = seal(&LISTING.sorts[0], true, &value, 7);
            let window = LISTING
                .window(None, &Cursor::new(Some(sealed), None))
                .unwrap();
            assert_eq!(window.after, Some((value, 7)));
        }
    }

    #[test]
    fn a_foreign_cursor_is_refused() {
        let of_code = seal(&LISTING.sorts[1], false, &Some("IXC".into()), 7);
        let null_code = seal(&LISTING.sorts[1], false, &None, 7);
        let nul = seal(&LISTING.sorts[1], false, &Some("a\0".into()), 7);
        for (sort, cursor) in [
            ("-harvest_date", of_code.as_str()),
            ("-code", of_code.as_str()),
            ("code", null_code.as_str()),
            ("code", nul.as_str()),
            ("code", "!!!"),
            ("code", ""),
            ("code", "W10"),
        ] {
            let page = Cursor::new(Some(cursor.to_owned()), None);
            assert_eq!(
                refused_field(LISTING.window(Some(sort), &page)),
                "cursor",
                "{sort} {cursor}"
            );
        }
    }

    #[test]
    fn statements_seek_instead_of_skipping() {
        let sealed = seal(&LISTING.sorts[1], false, &Some("IXC".into()), 7);
        let window = LISTING
            .window(Some("code"), &Cursor::new(Some(sealed), Some(2)))
            .unwrap();
        assert_eq!(
            text(window.valued(Sql::new("SELECT … WHERE 1=1"), 3)),
            "SELECT … WHERE 1=1 AND (b.code, b.id) > ($1, $2) ORDER BY b.code ASC, b.id ASC LIMIT 3"
        );
    }

    #[test]
    fn like_takes_wildcards_literally() {
        assert_eq!(escape_like(r"50%_\x"), r"50\%\_\\x");
        let mut sql = Sql::new("");
        contains(&mut sql, &["f.name", "f.region"], "Lanquín");
        assert_eq!(
            text(sql),
            r"(lower(f.name) LIKE $1 ESCAPE '\' OR lower(f.region) LIKE $1 ESCAPE '\')"
        );
    }
}
