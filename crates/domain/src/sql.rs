//! A flat statement under construction: text with `$n` placeholders (both engines understand them) and the values
//! that go with it. The actor's reach is one of its parts, so that the filter is written in one place only.

use sea_orm::{DbBackend, Statement, Value};

use crate::scope::{Actor, Reach};

/// Statement text and its bound values.
#[derive(Debug, Clone)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// A whole statement whose `$1…$n` are these values.
    pub fn with(text: &str, values: impl IntoIterator<Item = Value>) -> Self {
        Self {
            text: text.to_owned(),
            values: values.into_iter().collect(),
        }
    }

    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Appends the next placeholder and binds `value` to it.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push_str(&format!("${}", self.values.len()));
        self
    }

    /// Binds `value` and returns its placeholder, for use several times.
    pub fn param(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Appends the condition that a row of the organization is the actor's to see, for a table whose rows follow a
    /// customer: `org` and `customer` are the columns (`o.org_id`, `o.customer_id`).
    pub fn reach(&mut self, actor: &Actor, org: &str, customer: &str) -> &mut Self {
        let org_param = self.param(actor.org_id());
        self.push(&format!("{org} = {org_param}"));
        match actor.reach() {
            Reach::Organization => {}
            Reach::Nothing => {
                self.push(" AND 1 = 0");
            }
            Reach::Customer(id) => {
                self.push(&format!(" AND {customer} = ")).bind(id);
            }
            Reach::Team(id) => {
                self.push(&format!(
                    " AND {customer} IN (SELECT id FROM customers WHERE org_id = {org_param} AND team_id = "
                ))
                .bind(id)
                .push(")");
            }
            Reach::Owner(id) => {
                self.push(&format!(
                    " AND {customer} IN (SELECT id FROM customers WHERE org_id = {org_param} AND owner_user_id = "
                ))
                .bind(id)
                .push(")");
            }
        }
        self
    }

    pub fn statement(self, backend: DbBackend) -> Statement {
        Statement::from_sql_and_values(backend, self.text, self.values)
    }
}
