//! One file a resource. A handler is about ten lines: who may call, the checked input, one domain call, the reply. No
//! SQL, no rule of the business.

use actix_web::web::ServiceConfig;

use crate::openapi::Document;

pub mod admin;
pub mod audit_logs;
pub mod batches;
pub mod complaints;
pub mod contacts;
pub mod customer_imports;
pub mod customers;
pub mod dashboard;
pub mod docs;
pub mod farms;
pub mod integration_logs;
pub mod m2m;
pub mod measurements;
pub mod oauth;
pub mod oauth_clients;
pub mod ops;
pub mod orders;
pub mod organization;
pub mod passwords;
pub mod portal_orders;
pub mod portal_shipments;
pub mod portal_users;
pub mod products;
pub mod proofs;
pub mod provenance;
pub mod search;
pub mod sessions;
pub mod shipments;
pub mod teams;
pub mod trace;
pub mod users;
pub mod work_orders;

/// Route files, each with `routes![…]` at its top. Add yours to the list.
macro_rules! files {
    ($($file:ident),+ $(,)?) => {
        pub fn configure(config: &mut ServiceConfig) {
            $($file::configure(config);)+
            ops::configure(config);
            docs::configure(config);
        }

        pub fn describe(document: &mut Document) {
            $($file::describe(document);)+
        }
    };
}

files![
    sessions,
    passwords,
    portal_users,
    users,
    teams,
    farms,
    batches,
    products,
    work_orders,
    shipments,
    proofs,
    customers,
    customer_imports,
    contacts,
    complaints,
    measurements,
    search,
    dashboard,
    orders,
    portal_orders,
    portal_shipments,
    trace,
    organization,
    integration_logs,
    audit_logs,
    provenance,
    oauth,
    oauth_clients,
    m2m
];
