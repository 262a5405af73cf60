//! What a row of the log is about: the name people know it by, and the page where it is, where one exists.

use contract::audit_logs::AuditLog;
use serde_json::Value;
use ui_kit::http::encoded;

/// The columns that name a row, the best first.
const NAMES: [&str; 9] = [
    "order_number",
    "shipment_number",
    "wo_number",
    "code",
    "sku",
    "name",
    "client_id",
    "email",
    "title",
];

fn text<'a>(log: &'a AuditLog, key: &str) -> Option<&'a str> {
    let of = |row: &'a Option<Value>| row.as_ref()?.get(key)?.as_str();
    of(&log.after).or_else(|| of(&log.before))
}

/// "O-2026-0117", "Harbor Cocoa", or "#17".
pub fn name(log: &AuditLog) -> Option<String> {
    // A shipment tells its order's number too: its own comes first.
    let own = match log.entity.as_str() {
        "shipments" => text(log, "shipment_number"),
        "work_orders" => text(log, "wo_number"),
        _ => None,
    };
    own.or_else(|| NAMES.into_iter().find_map(|key| text(log, key)))
        .map(str::to_owned)
        .or_else(|| log.entity_id.map(|id| format!("#{id}")))
}

/// Where it is now; None for what has no page, or is gone.
pub fn href(log: &AuditLog) -> Option<String> {
    if log.action == "delete" {
        return None;
    }
    let of_customer = || Some(format!("/admin/customers/{}", log.customer_id?));
    match log.entity.as_str() {
        "customers" => Some(format!("/admin/customers/{}", log.entity_id?)),
        "contacts" | "complaints" | "customer_portal_users" => of_customer(),
        "orders" => Some(format!(
            "/admin/orders/{}",
            encoded(text(log, "order_number")?)
        )),
        "shipments" => {
            let number = encoded(text(log, "shipment_number")?);
            Some(format!("/admin/shipments/{number}"))
        }
        "batches" => Some(format!("/admin/batches/{}", encoded(text(log, "code")?))),
        "users" => {
            let email = encoded(text(log, "email")?);
            Some(format!("/admin/settings/people?search={email}"))
        }
        "teams" => Some("/admin/settings/teams".to_owned()),
        "oauth_clients" => Some("/admin/settings/programs".to_owned()),
        "organizations" => Some("/admin/settings".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn log(action: &str, entity: &str, after: Value) -> AuditLog {
        AuditLog {
            id: 1,
            actor: "staff:3".into(),
            actor_name: None,
            action: action.into(),
            entity: entity.into(),
            entity_id: Some(17),
            customer_id: Some(4),
            before: None,
            after: Some(after),
            request_id: None,
            ip: None,
            occurred_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_row_goes_by_its_name() {
        let shipment = json!({"order_number": "O-1", "shipment_number": "SH-1"});
        let shipment = log("update", "shipments", shipment);
        assert_eq!(name(&shipment).as_deref(), Some("SH-1"));
        assert_eq!(href(&shipment).as_deref(), Some("/admin/shipments/SH-1"));
        assert_eq!(
            name(&log("update", "farms", json!({}))).as_deref(),
            Some("#17")
        );
    }

    #[test]
    fn what_is_gone_has_no_page() {
        let customer = json!({"name": "Kakao Kontor"});
        assert_eq!(
            href(&log("update", "customers", customer.clone())).as_deref(),
            Some("/admin/customers/17")
        );
        assert_eq!(href(&log("delete", "customers", customer)), None);
        assert_eq!(
            href(&log("update", "contacts", json!({}))).as_deref(),
            Some("/admin/customers/4")
        );
        assert_eq!(href(&log("update", "orders", json!({}))), None);
    }
}
