//! The explorer's whole state as an address, so that loading it (or sending it to a colleague) restores the view:
//! `/admin/trace/farm/1?lit=batch:3&view=shipped&country=DE&sort=shop`.

use contract::trace::NodeKind;
use ui_kit::http::{encoded, query};

use super::chain::{Filter, key, parse_key, plural};
use super::reached::Sort;

/// Where the application lives.
pub const BASE: &str = "/admin";

/// What is traced: a kind, and an id or a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    pub kind: NodeKind,
    pub id: String,
}

impl Root {
    /// From the path below `/admin`; None if it names no trace.
    pub fn parse(path: &str) -> Option<Self> {
        let mut parts = path
            .strip_prefix(BASE)
            .unwrap_or(path)
            .trim_matches('/')
            .split('/');
        let (trace, kind, id) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = kind
            .parse::<NodeKind>()
            .ok()
            .filter(|kind| plural(*kind).is_some())?;
        (trace == "trace" && !id.is_empty() && parts.next().is_none()).then(|| Self {
            kind,
            id: decoded(id),
        })
    }

    /// `/api/batches/IXC-26-001/trace`
    pub fn api_path(&self) -> String {
        format!(
            "/api/{}/{}/trace",
            plural(self.kind).unwrap_or_default(),
            encoded(&self.id)
        )
    }

    /// The address without any filter.
    pub fn href(&self) -> String {
        format!("{BASE}/trace/{}/{}", self.kind.as_str(), encoded(&self.id))
    }
}

/// The part of the address after `?`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// What is lit; None is the root.
    pub lit: Option<(NodeKind, i64)>,
    pub filter: Filter,
    pub sort: Sort,
}

impl Look {
    /// Reads one parameter at a time through `get`; what it cannot read counts as not said.
    pub fn parse(get: impl Fn(&str) -> Option<String>) -> Self {
        let country =
            get("country").filter(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase()));
        Self {
            lit: get("lit").and_then(|lit| parse_key(&lit)),
            filter: Filter {
                shipped_only: get("view").as_deref() == Some("shipped"),
                country,
            },
            sort: get("sort")
                .and_then(|sort| Sort::parse(&sort))
                .unwrap_or_default(),
        }
    }

    /// The query string, empty for the plain view.
    pub fn written(&self) -> String {
        query(&[
            ("lit", self.lit.map(key)),
            (
                "view",
                self.filter.shipped_only.then(|| "shipped".to_owned()),
            ),
            ("country", self.filter.country.clone()),
            ("sort", self.sort.written()),
        ])
        // A colon needs no escape in a query, and the address stays readable.
        .replace("%3A", ":")
    }
}

/// The router hands paths over as typed; codes may hold escaped characters.
fn decoded(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| {
                segment
                    .get(at + 1..at + 3)
                    .and_then(|h| u8::from_str_radix(h, 16).ok())
            })
            .flatten();
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| segment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_traced() {
        let root = Root::parse("/admin/trace/batch/IXC-26-001").expect("a trace");
        assert_eq!(
            (root.kind, root.id.as_str()),
            (NodeKind::Batch, "IXC-26-001")
        );
        assert_eq!(root.api_path(), "/api/batches/IXC-26-001/trace");
        assert_eq!(Root::parse(&root.href()), Some(root));
        assert_eq!(
            Root::parse("/admin/trace/order/O%2F1").map(|r| r.api_path()),
            Some("/api/orders/O%2F1/trace".into())
        );
        for none in [
            "/admin/trace",
            "/admin/trace/shipment/1",
            "/admin/trace/batch/",
            "/admin/trace/batch/1/2",
            "/admin/orders/batch/1",
        ] {
            assert_eq!(Root::parse(none), None, "{none}");
        }
    }

    #[test]
    fn a_look_survives_its_address() {
        let look = Look {
            lit: Some((NodeKind::Batch, 3)),
            filter: Filter {
                shipped_only: true,
                country: Some("DE".into()),
            },
            sort: Sort::parse("shop").expect("a sort"),
        };
        assert_eq!(
            look.written(),
            "?lit=batch:3&view=shipped&country=DE&sort=shop"
        );
        let written = look.written();
        let get = |name: &str| {
            written[1..]
                .split('&')
                .filter_map(|p| p.split_once('='))
                .find(|(k, _)| *k == name)
                .map(|(_, v)| v.to_owned())
        };
        assert_eq!(Look::parse(get), look);
        assert_eq!(Look::default().written(), "");
    }

    #[test]
    fn nonsense_in_an_address_is_not_said() {
        let get = |name: &str| {
            Some(match name {
                "lit" => "batch:x",
                "view" => "all",
                "country" => "<script>",
                _ => "-price",
            })
            .map(str::to_owned)
        };
        assert_eq!(Look::parse(get), Look::default());
    }
}
