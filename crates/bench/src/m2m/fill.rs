//! Puts the made customers and their contacts into a migrated and seeded database, past the service: the index is left
//! to the service's own rebuild.

use anyhow::Result;

use super::shops::{self, Language};
use crate::data::{BASE, Target};

/// Customers in one statement.
const AT_ONCE: i64 = 500;
const MOMENT: &str = "'2026-11-20T08:00:00+00:00'";
/// At most so many contacts a customer: their ids follow from its.
const MOST_CONTACTS: i64 = 3;

/// Fills the database, which must not hold them yet.
pub async fn fill(target: &mut Target, customers: i64) -> Result<()> {
    target.run("BEGIN").await?;
    let mut from = 0;
    while from < customers {
        let to = customers.min(from + AT_ONCE);
        let (mut shops, mut contacts) = (Vec::new(), Vec::new());
        for n in from..to {
            rows(n, &mut shops, &mut contacts);
        }
        target
            .run(&format!(
                "INSERT INTO customers (id, org_id, name, status, country, city, email, locale, erp_customer_id,
                                        external_customer_id, created_at, updated_at) VALUES {}",
                shops.join(",")
            ))
            .await?;
        target
            .run(&format!(
                "INSERT INTO contacts (id, org_id, customer_id, name, email, is_primary, created_at, updated_at) VALUES {}",
                contacts.join(",")
            ))
            .await?;
        from = to;
    }
    target.run("COMMIT").await
}

fn rows(n: i64, shops: &mut Vec<String>, contacts: &mut Vec<String>) {
    let (shop, id) = (shops::shop(n), BASE + n);
    let locale = match shop.language {
        Language::English => "en",
        Language::German => "de",
        Language::Japanese => "ja",
    };
    shops.push(format!(
        "({id}, 1, '{}', '{}', '{}', '{}', '{}', '{locale}', '{}', '{}', {MOMENT}, {MOMENT})",
        shop.name, shop.status, shop.country, shop.city, shop.email, shop.erp_id, shop.external_id
    ));
    for (at, contact) in (0..MOST_CONTACTS).zip(&shop.contacts) {
        contacts.push(format!(
            "({}, 1, {id}, '{}', '{}', {}, {MOMENT}, {MOMENT})",
            BASE + n * MOST_CONTACTS + at,
            contact.name,
            contact.email,
            at == 0
        ));
    }
}
