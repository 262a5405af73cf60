//! One search over every code and name that staff may see. Codes typed whole are found by index, whatever the size of
//! the database; parts of codes and names are looked for among the youngest rows of each kind only, so that no search
//! reads a whole table of orders. Nothing out of the caller's reach is found, by any route.

use contract::search::{HitKind, SearchHit, SearchReply};
use sea_orm::FromQueryResult;

use crate::{Error, Result, Scope, Sql, Tx, customers, lists::escape_like, scope, write};

/// The most a search answers with, and the most it takes of one kind.
const MOST: usize = 20;

#[derive(FromQueryResult)]
struct HitRow {
    kind: String,
    id: i64,
    code: String,
    title: String,
    subtitle: Option<String>,
    /// 0 the whole code, 1 its beginning, 2 a part.
    rank: i32,
}

/// Where one kind's rows come from.
struct Source {
    kind: HitKind,
    /// Selected as id, code, title, subtitle.
    columns: &'static str,
    /// Table and alias of the rows, and the columns by which the youngest come first.
    table: &'static str,
    youngest: &'static str,
    joins: &'static str,
    /// Compared whole; each is the end of a unique index that begins with the organization.
    codes: &'static [&'static str],
    /// Looked through for a part.
    texts: &'static [&'static str],
    reach: Reach,
    /// How many of the youngest rows are looked through for a part of a code or name.
    depth: u32,
}

impl Source {
    /// Codes that stand for one row; names and SKUs do not.
    fn codes_are_unique(&self) -> bool {
        matches!(
            self.kind,
            HitKind::Batch | HitKind::Order | HitKind::Shipment | HitKind::WorkOrder
        )
    }

    fn alias(&self) -> &'static str {
        self.table.rsplit(' ').next().unwrap_or_default()
    }
}

/// Whose rows a kind's are.
enum Reach {
    /// The organization's, by this column.
    Organization(&'static str),
    /// A customer's: the columns of organization and customer.
    Customer(&'static str, &'static str),
    /// The customers themselves.
    Customers,
    /// A shipment's order's customer's.
    OfOrder(&'static str, &'static str),
}

const SOURCES: &[Source] = &[
    Source {
        kind: HitKind::Batch,
        columns: "b.id, b.code, b.code AS title, f.name AS subtitle",
        table: "batches b",
        youngest: "b.id DESC",
        joins: "JOIN farms f ON f.id = b.farm_id",
        codes: &["b.code"],
        texts: &["b.code"],
        reach: Reach::Organization("b.org_id"),
        depth: 20_000,
    },
    Source {
        kind: HitKind::Order,
        columns: "o.id, o.order_number AS code, o.order_number AS title, c.name AS subtitle",
        table: "orders o",
        youngest: "o.order_date DESC, o.id DESC",
        joins: "JOIN customers c ON c.id = o.customer_id",
        codes: &["o.order_number", "o.external_order_id"],
        texts: &["o.order_number", "o.customer_po_reference"],
        reach: Reach::Customer("o.org_id", "o.customer_id"),
        depth: 5_000,
    },
    Source {
        kind: HitKind::Shipment,
        columns: "s.id, s.shipment_number AS code, s.shipment_number AS title, c.name AS subtitle",
        table: "shipments s",
        youngest: "s.id DESC",
        joins: "JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id",
        codes: &["s.shipment_number"],
        texts: &["s.shipment_number", "s.tracking_number"],
        reach: Reach::OfOrder("s.org_id", "s.order_id"),
        depth: 5_000,
    },
    Source {
        kind: HitKind::WorkOrder,
        columns: "w.id, w.wo_number AS code, w.product_name AS title, b.code AS subtitle",
        table: "work_orders w",
        youngest: "w.id DESC",
        joins: "LEFT JOIN batches b ON b.id = w.batch_id",
        codes: &["w.wo_number"],
        texts: &["w.wo_number"],
        reach: Reach::Organization("w.org_id"),
        depth: 5_000,
    },
    Source {
        kind: HitKind::Product,
        columns: "p.id, p.sku AS code, p.name AS title, b.code AS subtitle",
        table: "products p",
        youngest: "p.id DESC",
        joins: "JOIN batches b ON b.id = p.batch_id",
        codes: &["p.sku"],
        texts: &["p.sku", "p.name"],
        reach: Reach::Organization("p.org_id"),
        depth: 20_000,
    },
    Source {
        kind: HitKind::Customer,
        columns: "c.id, c.name AS code, c.name AS title, c.city AS subtitle",
        table: "customers c",
        youngest: "c.id DESC",
        joins: "",
        codes: &["c.external_customer_id", "c.erp_customer_id"],
        texts: &["c.name", "c.city"],
        reach: Reach::Customers,
        depth: 100_000,
    },
    Source {
        kind: HitKind::Farm,
        columns: "f.id, f.name AS code, f.name AS title, f.region AS subtitle",
        table: "farms f",
        youngest: "f.id DESC",
        joins: "",
        codes: &["f.name"],
        texts: &["f.name"],
        reach: Reach::Organization("f.org_id"),
        depth: 100_000,
    },
];

/// What `text` may mean, the best first: a whole code, then its beginning, then a part; at most 20.
///
/// # Errors
/// [`Error::Invalid`] naming `q` when there is nothing to look for, or more than 100 characters.
pub async fn find(scope: &Scope, text: &str) -> Result<SearchReply> {
    // No text of the database holds a control character.
    let text: String = text.trim().chars().filter(|c| !c.is_control()).collect();
    if text.is_empty() || text.chars().count() > 100 {
        return Err(Error::field(
            "q",
            "length",
            "Search for 1 to 100 characters.",
        ));
    }
    let tx = scope.read().await?;
    let mut rows: Vec<HitRow> = tx.all(whole(&tx, &text)).await?;
    // Who types a whole code means it: only its longer siblings are worth a look.
    let exact: Vec<&Source> = SOURCES
        .iter()
        .filter(|source| source.codes_are_unique())
        .filter(|source| rows.iter().any(|row| row.kind == source.kind.as_str()))
        .collect();
    let sources = if exact.is_empty() {
        SOURCES.iter().collect()
    } else {
        exact
    };
    rows.extend(tx.all::<HitRow>(parts(&tx, &text, &sources)).await?);
    rows.sort_by_key(|row| row.rank);
    let mut results: Vec<SearchHit> = Vec::new();
    for row in rows {
        let kind: HitKind = write::word(&row.kind)?;
        let known = results
            .iter()
            .any(|hit| hit.kind == kind && hit.id == row.id);
        if !known {
            results.push(SearchHit {
                kind,
                id: row.id,
                code: row.code,
                title: row.title,
                subtitle: row.subtitle,
            });
        }
    }
    results.truncate(MOST);
    Ok(SearchReply { results })
}

/// One statement for all kinds: the rows whose code is the text, as typed or in one case throughout. `id + 0` keeps the
/// engines from walking down the ids instead of looking the code up.
fn whole(tx: &Tx, text: &str) -> Sql {
    let mut sql = Sql::new("");
    let typed = [text.to_owned(), text.to_uppercase(), text.to_lowercase()];
    let typed = typed.map(|text| sql.param(text)).join(", ");
    for (place, source) in SOURCES.iter().enumerate() {
        union(&mut sql, place);
        sql.push(&format!(
            "SELECT '{}' AS kind, {}, 0 AS rank FROM {} {} WHERE ",
            source.kind, source.columns, source.table, source.joins
        ));
        reach(tx, &mut sql, source);
        let tests = source
            .codes
            .iter()
            .map(|column| format!("{column} IN ({typed})"));
        sql.push(&format!(
            " AND ({}) ORDER BY {}.id + 0 DESC LIMIT {MOST}) AS hits",
            tests.collect::<Vec<_>>().join(" OR "),
            source.alias()
        ));
    }
    sql
}

/// One statement for these kinds: the rows of which the text is a part, those that begin with it first.
fn parts(tx: &Tx, text: &str, sources: &[&Source]) -> Sql {
    let mut sql = Sql::new("");
    let text = escape_like(&text.to_lowercase());
    let begins = sql.param(format!("{text}%"));
    let contains = sql.param(format!("%{text}%"));
    for (place, source) in sources.iter().enumerate() {
        let alias = source.alias();
        let like = |pattern: &str| {
            let tests = source
                .texts
                .iter()
                .map(|column| format!("lower({column}) LIKE {pattern} ESCAPE '\\'"));
            tests.collect::<Vec<_>>().join(" OR ")
        };
        union(&mut sql, place);
        sql.push(&format!(
            "SELECT '{}' AS kind, {}, CASE WHEN {} THEN 1 ELSE 2 END AS rank
             FROM (SELECT {alias}.* FROM {} WHERE ",
            source.kind,
            source.columns,
            like(&begins),
            source.table
        ));
        reach(tx, &mut sql, source);
        sql.push(&format!(
            " ORDER BY {} LIMIT {}) {alias} {} WHERE {} ORDER BY rank, {} LIMIT {MOST}) AS hits",
            source.youngest,
            source.depth,
            source.joins,
            like(&contains),
            source.youngest
        ));
    }
    sql
}

/// Begins the branch of one kind. Each is a subquery of its own: neither engine takes ORDER BY and LIMIT in a bare one.
fn union(sql: &mut Sql, place: usize) {
    let all = if place == 0 { "" } else { " UNION ALL " };
    sql.push(&format!(
        "{all}SELECT kind, id, code, title, subtitle, rank FROM ("
    ));
}

fn reach(tx: &Tx, sql: &mut Sql, source: &Source) {
    let actor = tx.actor();
    match source.reach {
        Reach::Organization(column) => {
            sql.push(&format!("{column} = ")).bind(actor.org_id());
        }
        Reach::Customer(org, customer) => {
            sql.reach(actor, org, customer);
        }
        Reach::Customers => customers::within_reach(sql, actor),
        Reach::OfOrder(org, order) => {
            sql.push(&format!("{org} = ")).bind(actor.org_id());
            if actor.reach() != scope::Reach::Organization {
                sql.push(&format!(
                    " AND EXISTS (SELECT 1 FROM orders x WHERE x.id = {order} AND "
                ))
                .reach(actor, "x.org_id", "x.customer_id")
                .push(")");
            }
        }
    }
}
