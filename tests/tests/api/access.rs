//! Who may call what: one table for the whole API, from which the tests of `access_walk`, `access_reach` and
//! `policies_alone` are made. An operation without a row here fails, and so does a row without an operation.

use reqwest::Method;
use serde_json::{Value, json};
use tests::{Account, Caller, Reply, TestApp};

/// Who passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    /// Without a session, too.
    Anyone,
    /// Any session of this kind of person; a sign-out ends any session, whichever door it came through.
    AnySession,
    Shops,
    /// Every staff role.
    Viewers,
    /// Staff but viewers.
    Users,
    /// Managers and admins.
    Managers,
    Admins,
    /// Every staff role and shops, each its own rows.
    ViewersAndShops,
    /// Programs with this scope, and no person.
    Machines(&'static str),
}

impl May {
    pub(super) fn admits(self, account: Account) -> bool {
        let rank = match account {
            Account::Viewer => 0,
            Account::User => 1,
            Account::Manager => 2,
            _ => 3,
        };
        let least = match self {
            Self::Anyone | Self::AnySession => return true,
            Self::Machines(_) => return false,
            Self::Shops => return account.is_shop(),
            Self::ViewersAndShops => return true,
            Self::Viewers => 0,
            Self::Users => 1,
            Self::Managers => 2,
            Self::Admins => 3,
        };
        !account.is_shop() && rank >= least
    }
}

/// One operation. `example` is the path of a row that belongs to Harbor Cocoa (customer 1, whom every staff role of the
/// first organization sees) or to the first organization.
pub(super) struct Row {
    pub(super) operation: &'static str,
    pub(super) example: &'static str,
    pub(super) may: May,
}

const fn row(operation: &'static str, example: &'static str, may: May) -> Row {
    Row {
        operation,
        example,
        may,
    }
}

pub(super) const TABLE: &[Row] = &[
    row(
        "POST /api/portal/customer/login",
        "/api/portal/customer/login",
        May::Anyone,
    ),
    row("POST /api/auth/login", "/api/auth/login", May::Anyone),
    row(
        "GET /api/portal/customer/branding",
        "/api/portal/customer/branding",
        May::Anyone,
    ),
    row(
        "GET /api/portal/customer/branding/logo",
        "/api/portal/customer/branding/logo?organization=otra-tierra",
        May::Anyone,
    ),
    row(
        "POST /api/portal/customer/logout",
        "/api/portal/customer/logout",
        May::AnySession,
    ),
    row("POST /api/auth/logout", "/api/auth/logout", May::AnySession),
    row(
        "GET /api/portal/customer/me",
        "/api/portal/customer/me",
        May::Shops,
    ),
    row("GET /api/auth/me", "/api/auth/me", May::Viewers),
    row(
        "PUT /api/portal/customer/password",
        "/api/portal/customer/password",
        May::Shops,
    ),
    row("PUT /api/auth/password", "/api/auth/password", May::Viewers),
    row(
        "POST /api/portal/customer/magic-links",
        "/api/portal/customer/magic-links",
        May::Anyone,
    ),
    row(
        "POST /api/portal/customer/magic-links/redeem",
        "/api/portal/customer/magic-links/redeem",
        May::Anyone,
    ),
    row(
        "GET /api/customers/{id}/portal-users",
        "/api/customers/1/portal-users",
        May::Admins,
    ),
    row(
        "POST /api/customers/{id}/portal-users",
        "/api/customers/1/portal-users",
        May::Admins,
    ),
    row(
        "GET /api/portal-users/{id}",
        "/api/portal-users/2",
        May::Admins,
    ),
    row(
        "PATCH /api/portal-users/{id}",
        "/api/portal-users/2",
        May::Admins,
    ),
    row(
        "POST /api/portal-users/{id}/password-resets",
        "/api/portal-users/2/password-resets",
        May::Admins,
    ),
    row("GET /api/users", "/api/users", May::Managers),
    row("POST /api/users", "/api/users", May::Admins),
    row("GET /api/users/{id}", "/api/users/3", May::Admins),
    row("PATCH /api/users/{id}", "/api/users/3", May::Admins),
    row(
        "POST /api/users/{id}/password-resets",
        "/api/users/3/password-resets",
        May::Admins,
    ),
    row("GET /api/teams", "/api/teams", May::Managers),
    row("POST /api/teams", "/api/teams", May::Admins),
    row("GET /api/teams/{id}", "/api/teams/1", May::Admins),
    row("PATCH /api/teams/{id}", "/api/teams/1", May::Admins),
    row("DELETE /api/teams/{id}", "/api/teams/1", May::Admins),
    row("GET /api/dashboard", "/api/dashboard", May::Viewers),
    row("GET /api/farms", "/api/farms", May::Viewers),
    row("POST /api/farms", "/api/farms", May::Managers),
    row("GET /api/farms/{id}", "/api/farms/1", May::Viewers),
    row("PUT /api/farms/{id}", "/api/farms/1", May::Managers),
    row("DELETE /api/farms/{id}", "/api/farms/1", May::Managers),
    row(
        "GET /api/farms/{id}/batches",
        "/api/farms/1/batches",
        May::Viewers,
    ),
    row(
        "GET /api/farms/{id}/trace",
        "/api/farms/1/trace",
        May::Admins,
    ),
    row("GET /api/batches", "/api/batches", May::Viewers),
    row("POST /api/batches", "/api/batches", May::Managers),
    row("GET /api/batches/{id}", "/api/batches/37", May::Viewers),
    row("PUT /api/batches/{id}", "/api/batches/37", May::Managers),
    row("DELETE /api/batches/{id}", "/api/batches/37", May::Managers),
    row(
        "GET /api/batches/{id}/products",
        "/api/batches/37/products",
        May::Viewers,
    ),
    row(
        "GET /api/batches/{id}/orders",
        "/api/batches/37/orders",
        May::Viewers,
    ),
    row(
        "GET /api/batches/{id}/customers",
        "/api/batches/37/customers",
        May::Viewers,
    ),
    row(
        "GET /api/batches/{id}/measurements",
        "/api/batches/37/measurements",
        May::Viewers,
    ),
    row(
        "GET /api/batches/{id}/cadmium",
        "/api/batches/37/cadmium",
        May::Viewers,
    ),
    row(
        "GET /api/batches/{id}/trace",
        "/api/batches/37/trace",
        May::Admins,
    ),
    row("GET /api/products", "/api/products", May::Viewers),
    row("POST /api/products", "/api/products", May::Managers),
    row("GET /api/products/{id}", "/api/products/53", May::Viewers),
    row("PUT /api/products/{id}", "/api/products/53", May::Managers),
    row(
        "DELETE /api/products/{id}",
        "/api/products/53",
        May::Managers,
    ),
    row(
        "GET /api/products/{id}/trace",
        "/api/products/53/trace",
        May::Admins,
    ),
    row("GET /api/orders", "/api/orders", May::Viewers),
    row("POST /api/orders", "/api/orders", May::Users),
    row("GET /api/orders/{id}", "/api/orders/150", May::Viewers),
    row("PATCH /api/orders/{id}", "/api/orders/150", May::Users),
    row(
        "GET /api/orders/{id}/trace",
        "/api/orders/150/trace",
        May::Admins,
    ),
    row(
        "GET /api/orders/{id}/shipments",
        "/api/orders/150/shipments",
        May::Viewers,
    ),
    row(
        "POST /api/orders/{id}/shipments",
        "/api/orders/150/shipments",
        May::Users,
    ),
    row(
        "GET /api/shipments/{id}",
        "/api/shipments/SHIPMENT",
        May::Viewers,
    ),
    row(
        "PATCH /api/shipments/{id}",
        "/api/shipments/SHIPMENT",
        May::Users,
    ),
    row(
        "POST /api/shipments/{id}/events",
        "/api/shipments/SHIPMENT/events",
        May::Users,
    ),
    row(
        "GET /api/shipments/{id}/signature",
        "/api/shipments/PROVED/signature",
        May::Viewers,
    ),
    row(
        "PUT /api/shipments/{id}/signature",
        "/api/shipments/PROVED/signature",
        May::Users,
    ),
    row(
        "DELETE /api/shipments/{id}/signature",
        "/api/shipments/PROVED/signature",
        May::Users,
    ),
    row(
        "GET /api/shipments/{id}/photo",
        "/api/shipments/PROVED/photo",
        May::Viewers,
    ),
    row(
        "PUT /api/shipments/{id}/photo",
        "/api/shipments/PROVED/photo",
        May::Users,
    ),
    row(
        "DELETE /api/shipments/{id}/photo",
        "/api/shipments/PROVED/photo",
        May::Users,
    ),
    row(
        "GET /api/portal/customer/shipments/{id}",
        "/api/portal/customer/shipments/SHIPMENT",
        May::Shops,
    ),
    row(
        "GET /api/portal/customer/shipments/{id}/signature",
        "/api/portal/customer/shipments/PROVED/signature",
        May::Shops,
    ),
    row(
        "GET /api/portal/customer/shipments/{id}/photo",
        "/api/portal/customer/shipments/PROVED/photo",
        May::Shops,
    ),
    row("GET /api/work-orders", "/api/work-orders", May::Viewers),
    row("POST /api/work-orders", "/api/work-orders", May::Managers),
    row(
        "GET /api/work-orders/{id}",
        "/api/work-orders/1",
        May::Viewers,
    ),
    row(
        "PATCH /api/work-orders/{id}",
        "/api/work-orders/1",
        May::Managers,
    ),
    row("GET /api/customers", "/api/customers", May::Viewers),
    row("POST /api/customers", "/api/customers", May::Users),
    row("GET /api/customers/{id}", "/api/customers/1", May::Viewers),
    row("PUT /api/customers/{id}", "/api/customers/1", May::Users),
    row("PATCH /api/customers/{id}", "/api/customers/1", May::Users),
    row("DELETE /api/customers/{id}", "/api/customers/1", May::Users),
    row(
        "POST /api/customer-imports",
        "/api/customer-imports",
        May::Managers,
    ),
    row(
        "GET /api/customers/{id}/deletion",
        "/api/customers/1/deletion",
        May::Users,
    ),
    row(
        "GET /api/customers/{id}/contacts",
        "/api/customers/1/contacts",
        May::Viewers,
    ),
    row(
        "POST /api/customers/{id}/contacts",
        "/api/customers/1/contacts",
        May::Users,
    ),
    row(
        "GET /api/customers/{id}/complaints",
        "/api/customers/1/complaints",
        May::Viewers,
    ),
    row(
        "GET /api/customers/{id}/measurements",
        "/api/customers/1/measurements",
        May::Viewers,
    ),
    row("GET /api/measurements", "/api/measurements", May::Viewers),
    row("GET /api/contacts/{id}", "/api/contacts/1", May::Viewers),
    row("PUT /api/contacts/{id}", "/api/contacts/1", May::Users),
    row("DELETE /api/contacts/{id}", "/api/contacts/1", May::Users),
    row(
        "GET /api/customers/{id}/orders",
        "/api/customers/1/orders",
        May::ViewersAndShops,
    ),
    row(
        "GET /api/provenance/{code}",
        "/api/provenance/IXC-26-001",
        May::Anyone,
    ),
    row(
        "GET /api/products/{id}/qr",
        "/api/products/53/qr",
        May::Viewers,
    ),
    row("GET /api/organization", "/api/organization", May::Admins),
    row("PATCH /api/organization", "/api/organization", May::Admins),
    row(
        "PUT /api/organization/logo",
        "/api/organization/logo",
        May::Admins,
    ),
    row(
        "DELETE /api/organization/logo",
        "/api/organization/logo",
        May::Admins,
    ),
    row(
        "GET /api/integration-logs",
        "/api/integration-logs",
        May::Admins,
    ),
    row("GET /api/audit-logs", "/api/audit-logs", May::Admins),
    row("GET /api/audit-logs/{id}", "/api/audit-logs/2", May::Admins),
    row("GET /api/audit-chain", "/api/audit-chain", May::Admins),
    row("GET /api/search", "/api/search?q=IXC", May::Viewers),
    row(
        "GET /api/portal/customer/orders",
        "/api/portal/customer/orders",
        May::Shops,
    ),
    row(
        "POST /api/portal/customer/orders",
        "/api/portal/customer/orders",
        May::Shops,
    ),
    row(
        "GET /api/portal/customer/orders/{id}",
        "/api/portal/customer/orders/150",
        May::Shops,
    ),
    row("POST /api/oauth/token", "/api/oauth/token", May::Anyone),
    row("POST /api/oauth/revoke", "/api/oauth/revoke", May::Anyone),
    row("GET /api/oauth-clients", "/api/oauth-clients", May::Admins),
    row("POST /api/oauth-clients", "/api/oauth-clients", May::Admins),
    row(
        "GET /api/oauth-clients/{id}",
        "/api/oauth-clients/1",
        May::Admins,
    ),
    row(
        "PATCH /api/oauth-clients/{id}",
        "/api/oauth-clients/1",
        May::Admins,
    ),
    row(
        "DELETE /api/oauth-clients/{id}",
        "/api/oauth-clients/1",
        May::Admins,
    ),
    row(
        "POST /api/oauth-clients/{id}/secrets",
        "/api/oauth-clients/1/secrets",
        May::Admins,
    ),
    row(
        "GET /api/m2m/customers/search",
        "/api/m2m/customers/search?q=cacao",
        May::Machines("customers:read"),
    ),
    row(
        "GET /api/m2m/customers/{id}",
        "/api/m2m/customers/1",
        May::Machines("customers:read"),
    ),
];

impl Row {
    pub(super) fn method(&self) -> Method {
        let (method, _) = self.operation.split_once(' ').expect("a method and a path");
        method.parse().expect("a method")
    }

    /// Whether its address names a row that is somebody's.
    pub(super) fn names_a_row(&self) -> bool {
        self.operation.contains('{') && self.may != May::Anyone
    }

    pub(super) fn takes_an_image(&self) -> bool {
        let names = ["/signature", "/photo", "/logo"];
        self.method() == Method::PUT && names.iter().any(|name| self.operation.ends_with(name))
    }

    /// Calls it so that nothing is changed: reads as they are, writes with a body that no input allows, deletions of a
    /// version that never was.
    pub(super) async fn call(&self, caller: &Caller, path: &str) -> Reply {
        let method = self.method();
        let request = caller.request(method.clone(), path);
        caller
            .send(match method {
                Method::GET => request,
                Method::DELETE => request.header("If-Match", "\"0-0\""),
                _ if self.operation.ends_with("logout") => request,
                _ if self.takes_an_image() => request
                    .header("Content-Type", "image/png")
                    .body("no image at all"),
                _ if self.operation == "POST /api/customer-imports" => request
                    .header("Content-Type", "text/csv")
                    .body("no_such_column"),
                _ => request.json(&json!({"no_such_field": true})),
            })
            .await
    }
}

pub(super) async fn example(app: &TestApp, row: &Row) -> String {
    let shipment = app
        .db
        .number("SELECT MIN(id) FROM shipments WHERE order_id = 150")
        .await;
    let proved = app
        .db
        .number(
            "SELECT MIN(s.id) FROM shipments s JOIN orders o ON o.id = s.order_id
             WHERE o.customer_id = 1 AND s.signature IS NOT NULL AND s.photo IS NOT NULL AND s.status = 'delivered'",
        )
        .await;
    row.example
        .replace("SHIPMENT", &shipment.to_string())
        .replace("PROVED", &proved.to_string())
}

/// The caller passed: it got an answer, or its input was looked at.
pub(super) fn assert_passes(row: &Row, reply: &Reply) {
    let passed = match row.method() {
        Method::GET => reply.status == 200,
        Method::DELETE => reply.status == 412,
        _ if row.operation.ends_with("logout") => reply.status == 204,
        _ => reply.status == 400,
    };
    assert!(
        passed,
        "{} ({:?}): {} {}",
        reply.request,
        row.may,
        reply.status,
        reply.text()
    );
}

/// A body that the operation would take, so that only the missing row is left to refuse.
pub(super) fn valid(operation: &str) -> Value {
    match operation {
        "PUT /api/farms/{id}" => {
            json!({"name": "F", "producer_name": "P", "region": "R", "country": "GT"})
        }
        "PUT /api/batches/{id}" => json!({"code": "X-1", "farm_id": 7}),
        "PUT /api/products/{id}" => {
            json!({"sku": "X-1", "name": "X", "batch_id": 61, "quantity_produced": 1})
        }
        "PATCH /api/orders/{id}" => json!({"comments": "x"}),
        "POST /api/orders/{id}/shipments" => {
            json!({"items": [{"order_item_id": 337, "quantity": 1}]})
        }
        "PATCH /api/shipments/{id}" => json!({"carrier": "x"}),
        "POST /api/shipments/{id}/events" => json!({"status": "in_transit"}),
        "PUT /api/customers/{id}" => json!({"name": "X", "country": "US"}),
        "PATCH /api/customers/{id}" => json!({"city": "X"}),
        "POST /api/customers/{id}/contacts" | "PUT /api/contacts/{id}" => json!({"name": "X"}),
        "PATCH /api/work-orders/{id}" => json!({"qty_completed": 1}),
        "POST /api/customers/{id}/portal-users" => {
            json!({"email": "new@shop.example", "name": "New"})
        }
        "PATCH /api/portal-users/{id}" => json!({"status": "suspended"}),
        "PATCH /api/users/{id}" => json!({"status": "suspended"}),
        "PATCH /api/teams/{id}" => json!({"name": "X"}),
        "POST /api/portal-users/{id}/password-resets" | "POST /api/users/{id}/password-resets" => {
            json!({})
        }
        "PATCH /api/oauth-clients/{id}" => json!({"name": "N"}),
        "POST /api/oauth-clients/{id}/secrets" => json!({}),
        other => panic!("which body does {other} take?"),
    }
}
