//! The one log line of a request, gathered while it runs and written at its end. Holds ids, codes and counts; never an
//! e-mail address, a person's name, a token or a postal address.

use std::{
    cell::{Ref, RefCell},
    future::{Ready, ready},
    rc::Rc,
    time::Instant,
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::{Method, header::HeaderMap},
};
use domain::Principal;
use uuid::Uuid;

use crate::error::ApiError;

/// What a handler may add to its request's log line. Taken as an argument: `log: RequestLog`.
#[derive(Debug, Clone)]
pub struct RequestLog(Rc<RefCell<Fields>>);

#[derive(Debug)]
pub(super) struct Fields {
    pub begun: Instant,
    pub request_id: String,
    pub principal: &'static str,
    pub principal_id: Option<i64>,
    pub org_id: Option<i64>,
    pub entity: Option<&'static str>,
    pub entity_id: Option<i64>,
    pub action: Option<&'static str>,
    pub batch_id: Option<i64>,
    pub batch_code: Option<String>,
    pub farm_name: Option<String>,
    pub customer_count: Option<u64>,
    pub order_count: Option<u64>,
}

impl RequestLog {
    pub(super) fn begin(request_id: String) -> Self {
        Self(Rc::new(RefCell::new(Fields {
            begun: Instant::now(),
            request_id,
            principal: "none",
            principal_id: None,
            org_id: None,
            entity: None,
            entity_id: None,
            action: None,
            batch_id: None,
            batch_code: None,
            farm_name: None,
            customer_count: None,
            order_count: None,
        })))
    }

    pub(super) fn fields(&self) -> Ref<'_, Fields> {
        self.0.borrow()
    }

    pub fn request_id(&self) -> String {
        self.0.borrow().request_id.clone()
    }

    pub(crate) fn principal(&self, principal: &Principal) {
        let mut fields = self.0.borrow_mut();
        let (kind, id, org_id) = match principal {
            Principal::Shop {
                user_id, org_id, ..
            } => ("shop", Some(*user_id), *org_id),
            Principal::Staff {
                user_id, org_id, ..
            } => ("staff", Some(*user_id), *org_id),
            Principal::Machine {
                client_id, org_id, ..
            } => ("machine", Some(*client_id), *org_id),
            Principal::System { org_id } => ("system", None, *org_id),
            Principal::Public { org_id } | Principal::Auth { org_id } => ("none", None, *org_id),
        };
        fields.principal = kind;
        fields.principal_id = id;
        fields.org_id = (org_id != 0).then_some(org_id);
    }

    /// Which row was touched, and how, where the route alone does not say.
    pub fn touched(&self, entity: &'static str, action: &'static str, id: i64) -> &Self {
        let mut fields = self.0.borrow_mut();
        fields.entity = Some(entity);
        fields.action = Some(action);
        fields.entity_id = Some(id);
        drop(fields);
        self
    }

    /// The id of the row that a write touched; entity and action follow from the route.
    pub fn id(&self, id: i64) -> &Self {
        self.0.borrow_mut().entity_id = Some(id);
        self
    }

    /// The lot that a trace or recall is about.
    pub fn batch(&self, id: i64, code: &str, farm_name: &str) -> &Self {
        let mut fields = self.0.borrow_mut();
        fields.batch_id = Some(id);
        fields.batch_code = Some(code.to_owned());
        fields.farm_name = Some(farm_name.to_owned());
        drop(fields);
        self
    }

    /// How far a trace or recall reaches.
    pub fn reached(&self, customers: u64, orders: u64) -> &Self {
        let mut fields = self.0.borrow_mut();
        fields.customer_count = Some(customers);
        fields.order_count = Some(orders);
        drop(fields);
        self
    }
}

impl FromRequest for RequestLog {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = req.extensions().get::<Self>().cloned();
        ready(found.ok_or_else(|| ApiError::internal("a request outside the envelope")))
    }
}

/// The caller's `X-Request-Id` when it is sane, a new one otherwise.
pub fn request_id(headers: &HeaderMap) -> String {
    headers
        .get("x-request-id")
        .and_then(|value| value.to_str().ok())
        .filter(|id| sane(id))
        .map_or_else(|| Uuid::new_v4().to_string(), str::to_owned)
}

fn sane(id: &str) -> bool {
    (1..=128).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// `entity` and `action` as the route's pattern and method tell: `/api/batches/{id}/trace` is trace of batches.
pub(super) fn from_route(pattern: &str, method: &Method) -> (Option<&'static str>, &'static str) {
    const ENTITIES: &[&str] = &[
        "farms",
        "batches",
        "products",
        "orders",
        "shipments",
        "work-orders",
        "customers",
        "contacts",
        "portal-users",
        "measurements",
        "complaints",
        "recalls",
        "users",
        "teams",
        "oauth-clients",
        "organization",
        "audit-logs",
        "integration-logs",
        "integration-jobs",
        "notices",
        "search",
        "auth",
        "branding",
    ];
    let mut entity = None;
    let mut last = "";
    for part in pattern.split('/') {
        if let Some(known) = ENTITIES.iter().find(|name| **name == part) {
            entity = Some(*known);
        }
        if !part.is_empty() && !part.starts_with('{') {
            last = part;
        }
    }
    if pattern.starts_with("/api/portal/customer/") && entity.is_none() {
        entity = Some("portal-users");
    }
    let action = match last {
        "trace" => "trace",
        "login" => "login",
        "logout" => "logout",
        "search" => "search",
        _ => match *method {
            Method::POST => "create",
            Method::PUT | Method::PATCH => "update",
            Method::DELETE => "delete",
            _ => "read",
        },
    };
    (entity, action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sane_request_ids_are_taken() {
        for id in ["a", "7f3c-12.x_Y"] {
            assert!(sane(id));
        }
        let long = "x".repeat(129);
        for id in ["", "a b", "a\"b", "ü", long.as_str()] {
            assert!(!sane(id), "{id:?}");
        }
    }

    #[test]
    fn routes_tell_entity_and_action() {
        assert_eq!(
            from_route("/api/batches/{id}/trace", &Method::GET),
            (Some("batches"), "trace")
        );
        assert_eq!(
            from_route("/api/portal/customer/orders", &Method::POST),
            (Some("orders"), "create")
        );
        assert_eq!(
            from_route("/api/portal/customer/login", &Method::POST),
            (Some("portal-users"), "login")
        );
        assert_eq!(
            from_route("/api/orders/{id}/shipments", &Method::GET),
            (Some("shipments"), "read")
        );
    }
}
