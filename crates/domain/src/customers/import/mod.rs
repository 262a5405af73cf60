//! Customers from a file: all of its lines or none. A line is the customer of its `id`, else of its
//! `external_customer_id`, else of its `erp_customer_id`, else a new one. A column that the file lacks stays as it is, an
//! empty cell empties. Reach and owners as in every other change.

mod known;
mod table;

use std::collections::{HashMap, hash_map::Entry};

use contract::{
    FieldError,
    customers::{Customer, CustomerImport, CustomerInput},
};

use self::{
    known::Known,
    table::{Line, read, refuse},
};
use super::{
    assign::{Keepers, Wish, assign, manages_a_team},
    change::{insert_row, kept, update_row},
    check::{as_input, tidy, wrong_fields},
    find_all,
};
use crate::{
    Result, Scope, Tx, customer_search,
    idempotency::{self, Created},
    write,
};

/// Rows read, recorded and indexed at a time.
const CHUNK: usize = 500;

/// Writes the customers of a CSV file, or nothing.
///
/// # Errors
/// [`crate::Error::Invalid`] naming what is wrong by line (`lines[7].country`), up to 100 at once;
/// [`crate::Error::Forbidden`] for a manager without a team.
pub async fn import(scope: &Scope, file: &[u8]) -> Result<Created<CustomerImport>> {
    idempotency::once(scope, async |tx| {
        Ok(Created {
            location: "/api/customers".to_owned(),
            body: run(tx, file, false).await?,
        })
    })
    .await
}

/// Does all that [`import`] would do and takes it back.
///
/// # Errors
/// As [`import`].
pub async fn try_import(scope: &Scope, file: &[u8]) -> Result<CustomerImport> {
    let tx = scope.write().await?;
    // Never committed.
    run(&tx, file, true).await
}

/// A line that was found right.
struct Plan {
    line: u64,
    before: Option<Customer>,
    input: CustomerInput,
    keepers: Keepers,
}

async fn run(tx: &Tx, file: &[u8], dry_run: bool) -> Result<CustomerImport> {
    let lines = read(file)?;
    let rows = count(lines.len());
    let known = Known::find(tx, &lines).await?;
    let plans = plan(tx, &lines, known).await?;
    let mut done = CustomerImport {
        rows,
        created: count(plans.iter().filter(|plan| plan.before.is_none()).count()),
        updated: count(plans.iter().filter(|plan| plan.before.is_some()).count()),
        unchanged: 0,
        dry_run,
    };
    done.unchanged = rows - done.created - done.updated;
    for chunk in plans.chunks(CHUNK) {
        put(tx, chunk).await?;
    }
    Ok(done)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What is to be written; lines that change nothing are left out.
async fn plan(tx: &Tx, lines: &[Line], mut known: Known) -> Result<Vec<Plan>> {
    let mut choices = Choices::default();
    let (mut plans, mut errors) = (Vec::new(), Vec::new());
    for line in lines {
        let mut wrong = Vec::new();
        let before = known.of(line, &mut wrong).cloned();
        let was = before.as_ref().map(as_input);
        let input = tidy(&wanted(line, was.as_ref(), &mut wrong));
        for error in wrong_fields(&input, was.as_ref()) {
            wrong.push(line.error(&error.field, &error.code, error.message));
        }
        let wish = wish(tx, line, &mut wrong);
        let keepers = choices
            .assign(tx, wish, before.as_ref().map(kept), line, &mut wrong)
            .await?;
        known.claim(line, before.as_ref(), &input, &mut wrong);
        if !wrong.is_empty() {
            errors.append(&mut wrong);
            continue;
        }
        let unchanged = before
            .as_ref()
            .is_some_and(|before| kept(before) == keepers)
            && was.as_ref() == Some(&input);
        if !unchanged {
            plans.push(Plan {
                line: line.number,
                before,
                input,
                keepers,
            });
        }
    }
    refuse(errors)?;
    Ok(plans)
}

/// The customer as the line wants it.
fn wanted(line: &Line, was: Option<&CustomerInput>, errors: &mut Vec<FieldError>) -> CustomerInput {
    let mut input = was.cloned().unwrap_or_default();
    if let Some(name) = line.cell("name") {
        input.name = name.to_owned();
    }
    if let Some(country) = line.cell("country") {
        input.country = country.to_owned();
    }
    for (field, kept) in [
        ("address_line1", &mut input.address_line1),
        ("address_line2", &mut input.address_line2),
        ("city", &mut input.city),
        ("region", &mut input.region),
        ("postal_code", &mut input.postal_code),
        ("email", &mut input.email),
        ("phone", &mut input.phone),
        ("locale", &mut input.locale),
        ("notes", &mut input.notes),
        ("erp_customer_id", &mut input.erp_customer_id),
        ("external_customer_id", &mut input.external_customer_id),
    ] {
        if let Some(text) = line.cell(field) {
            *kept = Some(text.to_owned());
        }
    }
    if let Some(status) = line.filled("status") {
        match status.parse() {
            Ok(status) => input.status = Some(status),
            Err(_) => {
                let message = "Choose one of prospect, active, inactive.";
                errors.push(line.error("status", "enum", message));
            }
        }
    }
    input
}

/// What the line says about owner and team. A manager's empty team is the own one.
fn wish(tx: &Tx, line: &Line, errors: &mut Vec<FieldError>) -> Wish {
    let mut number = |field: &str| {
        let text = line.cell(field)?;
        if text.is_empty() {
            return Some(None);
        }
        let id = text.parse::<i64>().ok().filter(|id| *id > 0);
        if id.is_none() {
            let message = "Give an id: a whole number above 0.";
            errors.push(line.error(field, "type", message));
        }
        id.map(Some)
    };
    let owner = number("owner_user_id");
    let team = number("team_id");
    Wish {
        owner,
        team: team.filter(|team| team.is_some() || !manages_a_team(tx.actor())),
    }
}

/// Who may look after a customer, asked once for each choice.
#[derive(Default)]
struct Choices(HashMap<(Wish, Option<Keepers>), (Keepers, Vec<FieldError>)>);

impl Choices {
    async fn assign(
        &mut self,
        tx: &Tx,
        wish: Wish,
        before: Option<Keepers>,
        line: &Line,
        errors: &mut Vec<FieldError>,
    ) -> Result<Keepers> {
        let (keepers, wrong) = match self.0.entry((wish, before)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let mut wrong = Vec::new();
                let keepers = assign(tx, wish, before, &mut wrong).await?;
                place.insert((keepers, wrong))
            }
        };
        for error in wrong {
            errors.push(line.error(&error.field, &error.code, error.message.clone()));
        }
        Ok(*keepers)
    }
}

/// Writes, records and indexes some of the lines.
async fn put(tx: &Tx, plans: &[Plan]) -> Result<()> {
    let mut befores: HashMap<i64, &Customer> = HashMap::new();
    let mut ids = Vec::with_capacity(plans.len());
    for plan in plans {
        let (input, keepers, at) = (&plan.input, plan.keepers, Some(plan.line));
        ids.push(match &plan.before {
            Some(before) => {
                update_row(tx, before, input, keepers, at).await?;
                befores.insert(before.id, before);
                before.id
            }
            None => insert_row(tx, input, keepers, at).await?,
        });
    }
    for after in find_all(tx, &ids).await? {
        let (id, before) = (after.id, befores.get(&after.id).copied());
        let action = if before.is_some() { "update" } else { "create" };
        let what = (action, "customers");
        write::record(tx, what, id, Some(id), before, Some(&after)).await?;
    }
    customer_search::refresh_all(tx, &ids).await
}
