//! Which customers the lines of a file speak of: those within the caller's reach that have one of its ids, and what ids
//! earlier lines have taken.

use std::collections::HashMap;

use contract::{
    FieldError,
    customers::{Customer, CustomerInput},
};

use super::table::Line;
use crate::{
    Result, Sql, Tx,
    customers::{find_all, for_change},
};

/// Texts that one statement asks for.
const ASKED: usize = 500;

const EXTERNAL: &str = "external_customer_id";
const ERP: &str = "erp_customer_id";

#[derive(Default)]
pub(super) struct Known {
    customers: HashMap<i64, Customer>,
    /// Column and id in the other system, to the customer.
    by_code: HashMap<(&'static str, String), i64>,
    /// Which line a customer, or an id in another system, was met in first.
    lines: HashMap<i64, u64>,
    taken: HashMap<(&'static str, String), u64>,
}

impl Known {
    /// Reads and keeps as they are the customers that the lines may mean.
    pub async fn find(tx: &Tx, lines: &[Line]) -> Result<Self> {
        let mut known = Self::default();
        let ids: Vec<i64> = lines
            .iter()
            .filter_map(|line| line.filled("id")?.parse().ok())
            .collect();
        for chunk in ids.chunks(ASKED) {
            known.keep(find_all(tx, chunk).await?);
        }
        for column in [EXTERNAL, ERP] {
            let codes: Vec<&str> = lines
                .iter()
                .filter_map(|line| line.filled(column))
                .collect();
            for chunk in codes.chunks(ASKED) {
                let mut condition = Sql::new(&format!("c.{column} IN ("));
                for (place, code) in chunk.iter().enumerate() {
                    condition
                        .push(if place == 0 { "" } else { ", " })
                        // PostgreSQL's text holds no NUL; the line is refused for it later.
                        .bind(code.replace('\0', ""));
                }
                condition.push(")");
                known.keep(for_change(tx, &condition).await?);
            }
        }
        Ok(known)
    }

    fn keep(&mut self, customers: Vec<Customer>) {
        for customer in customers {
            for (column, code) in [
                (EXTERNAL, &customer.external_customer_id),
                (ERP, &customer.erp_customer_id),
            ] {
                if let Some(code) = code {
                    self.by_code.insert((column, code.clone()), customer.id);
                }
            }
            self.customers.insert(customer.id, customer);
        }
    }

    /// The customer that a line means; None for a new one.
    pub fn of(&self, line: &Line, errors: &mut Vec<FieldError>) -> Option<&Customer> {
        if let Some(text) = line.filled("id") {
            let found = text
                .parse()
                .ok()
                .and_then(|id: i64| self.customers.get(&id));
            if found.is_none() {
                let message = "There is no such customer; leave the id empty for a new one.";
                errors.push(line.error("id", "not_found", message));
            }
            return found;
        }
        let by = |column: &'static str| {
            let code = line.filled(column)?;
            self.customers
                .get(self.by_code.get(&(column, code.to_owned()))?)
        };
        by(EXTERNAL).or_else(|| by(ERP))
    }

    /// Notes what the line takes, and what another line or another customer has of it already.
    pub fn claim(
        &mut self,
        line: &Line,
        customer: Option<&Customer>,
        input: &CustomerInput,
        errors: &mut Vec<FieldError>,
    ) {
        if let Some(customer) = customer {
            let first = *self.lines.entry(customer.id).or_insert(line.number);
            if first != line.number {
                let field = ["id", EXTERNAL, ERP]
                    .into_iter()
                    .find(|field| line.filled(field).is_some());
                let message = format!("Line {first} is the same customer.");
                errors.push(line.error(field.unwrap_or("id"), "duplicate", message));
                return;
            }
        }
        for (column, code) in [
            (EXTERNAL, &input.external_customer_id),
            (ERP, &input.erp_customer_id),
        ] {
            let Some(code) = code else { continue };
            let key = (column, code.clone());
            let other = self.by_code.get(&key).copied();
            if other.is_some() && other != customer.map(|customer| customer.id) {
                let message = "Another customer has this id already.";
                errors.push(line.error(column, "duplicate", message));
            }
            let first = *self.taken.entry(key).or_insert(line.number);
            if first != line.number {
                let message = format!("Line {first} has this id already.");
                errors.push(line.error(column, "duplicate", message));
            }
        }
    }
}
