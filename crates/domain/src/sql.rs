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

    /// Appends another piece of statement, its placeholders renumbered to follow this one's.
    pub fn append(&mut self, piece: &Self) -> &mut Self {
        let mut rest = piece.text.as_str();
        while let Some((before, after)) = rest.split_once('$') {
            let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let index: usize = after[..digits].parse().unwrap_or(0);
            self.text.push_str(before);
            self.text
                .push_str(&format!("${}", self.values.len() + index));
            rest = &after[digits..];
        }
        self.text.push_str(rest);
        self.values.extend(piece.values.iter().cloned());
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

    /// Appends the condition that the expression before it is one of `ids`, as one bound value, so that the text of
    /// the statement does not depend on how many there are.
    pub fn within(&mut self, backend: DbBackend, ids: &[i64]) -> &mut Self {
        let list = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
        match backend {
            DbBackend::Postgres => self
                .push(" = ANY(string_to_array(")
                .bind(list)
                .push(", ',')::bigint[])"),
            _ => self
                .push(" IN (SELECT value FROM json_each(")
                .bind(format!("[{list}]"))
                .push("))"),
        }
    }

    pub fn statement(self, backend: DbBackend) -> Statement {
        Statement::from_sql_and_values(backend, self.text, self.values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appended_pieces_keep_their_values() {
        let mut piece = Sql::new("b = ");
        piece.bind(2).push(" AND c = ").bind(3);
        let mut sql = Sql::new("a = ");
        sql.bind(1)
            .push(" AND ")
            .append(&piece)
            .push(" AND d = ")
            .bind(4);
        let statement = sql.statement(DbBackend::Sqlite);
        assert_eq!(statement.sql, "a = $1 AND b = $2 AND c = $3 AND d = $4");
        let values: Vec<Value> = statement.values.map(|values| values.0).unwrap_or_default();
        assert_eq!(values, [1.into(), 2.into(), 3.into(), 4.into()]);
    }

    #[test]
    fn ids_are_one_value_however_many() {
        for (backend, text) in [
            (
                DbBackend::Postgres,
                "x = ANY(string_to_array($1, ',')::bigint[])",
            ),
            (DbBackend::Sqlite, "x IN (SELECT value FROM json_each($1))"),
        ] {
            let mut sql = Sql::new("x");
            sql.within(backend, &[1, 2]);
            assert_eq!(sql.statement(backend).sql, text);
        }
    }
}
