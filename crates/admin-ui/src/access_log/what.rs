//! What a line of the log is about, in words: a page of the portal by its name, a refusal by its reason.

use contract::LogStatus;
use contract::integration_logs::IntegrationLog;

use super::lw;

/// A page of the portal, read off the path that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Orders,
    Order(String),
    Shipment(String),
    Notices,
    /// None of those: its path.
    Other(String),
}

impl Seen {
    pub fn of(path: &str) -> Self {
        let plain = path.split(['?', '#']).next().unwrap_or_default();
        let own = plain
            .strip_prefix("/api")
            .unwrap_or(plain)
            .strip_prefix("/portal/customer/")
            .map(|rest| rest.trim_end_matches('/').split('/').collect::<Vec<_>>());
        match own.as_deref() {
            Some(["orders"]) => Self::Orders,
            Some(["orders", code]) => Self::Order((*code).to_owned()),
            Some(["shipments", code, ..]) => Self::Shipment((*code).to_owned()),
            Some(["notices", ..]) => Self::Notices,
            _ => Self::Other(plain.to_owned()),
        }
    }
}

/// What the API writes when it refuses a page: "This order belongs to another shop: …".
const ANOTHER_SHOPS: &str = "another shop";
const NONE_SUCH: &str = "There is no such ";

/// Somebody looked for what is another shop's.
pub fn is_foreign(log: &IntegrationLog) -> bool {
    let said = log.error_message.as_deref();
    log.event_type == "page_view" && said.is_some_and(|why| why.contains(ANOTHER_SHOPS))
}

/// What was done, and the code it was about. Reactive.
pub fn words(log: &IntegrationLog) -> (&'static str, Option<String>) {
    match log.event_type.as_str() {
        "login" if log.status == LogStatus::Error => (lw().sign_in_refused, None),
        "login" => (lw().signed_in, None),
        "logout" => (lw().signed_out, None),
        "page_view" => match log.path.as_deref().map(Seen::of) {
            Some(Seen::Orders) => (lw().order_list, None),
            Some(Seen::Order(code)) => (lw().order, Some(code)),
            Some(Seen::Shipment(code)) => (lw().shipment, Some(code)),
            Some(Seen::Notices) => (lw().notices, None),
            Some(Seen::Other(path)) => (lw().page, Some(path)),
            None => (lw().page, None),
        },
        other => ("", Some(other.to_owned())),
    }
}

/// Why it was refused, in the reader's words where the reason is a known one. Reactive.
pub fn reason(log: &IntegrationLog) -> Option<String> {
    if is_foreign(log) {
        return Some(lw().foreign_text.to_owned());
    }
    let text = log.error_message.as_deref()?;
    Some(match text {
        "Invalid credentials" => lw().invalid.to_owned(),
        other if other.starts_with("Account suspended") => lw().suspended.to_owned(),
        other if other.starts_with(NONE_SUCH) => lw().none_such.to_owned(),
        other => other.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn a_page_goes_by_its_name() {
        for (path, seen) in [
            ("/api/portal/customer/orders", Seen::Orders),
            ("/api/portal/customer/orders?page=2", Seen::Orders),
            (
                "/api/portal/customer/orders/O-2026-0117",
                Seen::Order("O-2026-0117".into()),
            ),
            (
                "/api/portal/customer/shipments/SH-2026-0097/photo",
                Seen::Shipment("SH-2026-0097".into()),
            ),
            ("/portal/customer/notices", Seen::Notices),
            ("/api/orders/7", Seen::Other("/api/orders/7".into())),
            ("", Seen::Other(String::new())),
        ] {
            assert_eq!(Seen::of(path), seen, "{path}");
        }
    }
}
