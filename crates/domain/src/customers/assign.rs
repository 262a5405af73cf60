//! Who looks after a customer, and who may say so: a `user` keeps what it owns, a `manager` hands out within its own
//! team, an admin within the organization. Checked within the transaction that writes.

use contract::{FieldError, StaffRole, customers::CustomerInput};

use crate::{Actor, Error, Principal, Result, Sql, Tx, write};

/// What a request says about owner and team; None where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Wish {
    pub owner: Option<Option<i64>>,
    pub team: Option<Option<i64>>,
}

/// Owner and team.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Keepers {
    pub owner: Option<i64>,
    pub team: Option<i64>,
}

impl Wish {
    /// Of a customer written whole: what a role may not choose counts as not said when it is left out.
    pub(super) fn whole(actor: &Actor, input: &CustomerInput) -> Self {
        let (owner, team) = (input.owner_user_id, input.team_id);
        match role(actor) {
            Some(StaffRole::User) => Self {
                owner: owner.map(Some),
                team: team.map(Some),
            },
            Some(StaffRole::Manager) => Self {
                owner: Some(owner),
                team: team.map(Some),
            },
            _ => Self {
                owner: Some(owner),
                team: Some(team),
            },
        }
    }
}

fn role(actor: &Actor) -> Option<StaffRole> {
    match actor.principal() {
        Principal::Staff { role, .. } => Some(*role),
        _ => None,
    }
}

/// Whether the actor's customers are those of one team.
pub(super) fn manages_a_team(actor: &Actor) -> bool {
    role(actor) == Some(StaffRole::Manager)
}

/// The customer's keepers after the change; None of `before` for a new customer.
///
/// # Errors
/// [`Error::Forbidden`] for what the role may not decide at all. A wrong choice is added to `errors` as
/// `owner_user_id` or `team_id`.
pub(super) async fn assign(
    tx: &Tx,
    wish: Wish,
    before: Option<Keepers>,
    errors: &mut Vec<FieldError>,
) -> Result<Keepers> {
    match *tx.actor().principal() {
        Principal::Staff {
            role: StaffRole::User,
            user_id,
            team_id,
            ..
        } => keep(wish, before, user_id, team_id),
        Principal::Staff {
            role: StaffRole::Manager,
            team_id,
            ..
        } => {
            let Some(team) = team_id else {
                return Err(Error::Forbidden(
                    "You manage no team; an admin must give you one first.".into(),
                ));
            };
            within_team(tx, wish, before, team, errors).await
        }
        Principal::Staff {
            role: StaffRole::Viewer,
            ..
        } => Err(Error::Forbidden("Viewers change nothing.".into())),
        _ => within_organization(tx, wish, before, errors).await,
    }
}

fn keep(wish: Wish, before: Option<Keepers>, user: i64, team: Option<i64>) -> Result<Keepers> {
    let kept = Keepers {
        owner: Some(user),
        team: before.map_or(team, |before| before.team),
    };
    if wish.owner.is_some_and(|owner| owner != kept.owner) {
        return Err(Error::Forbidden(
            "You look after your own customers; only managers and admins give one to somebody else."
                .into(),
        ));
    }
    if wish.team.is_some_and(|team| team != kept.team) {
        return Err(Error::Forbidden(
            "Only admins move a customer to another team.".into(),
        ));
    }
    Ok(kept)
}

async fn within_team(
    tx: &Tx,
    wish: Wish,
    before: Option<Keepers>,
    team: i64,
    errors: &mut Vec<FieldError>,
) -> Result<Keepers> {
    if wish.team.is_some_and(|other| other != Some(team)) {
        let message = "A manager keeps customers in the own team; an admin moves them to another.";
        errors.push(FieldError::new("team_id", "mismatch", message));
    }
    let was = before.and_then(|before| before.owner);
    let owner = wish.owner.unwrap_or(was);
    if let Some(id) = owner.filter(|_| owner != was) {
        let sql = "SELECT id FROM users WHERE org_id = $1 AND id = $2 AND team_id = $3";
        let values = [tx.actor().org_id().into(), id.into(), team.into()];
        if tx.value::<i64>(Sql::with(sql, values)).await?.is_none() {
            let message = "There is no such person in your team.";
            errors.push(FieldError::new("owner_user_id", "not_found", message));
        }
    }
    Ok(Keepers {
        owner,
        team: Some(team),
    })
}

async fn within_organization(
    tx: &Tx,
    wish: Wish,
    before: Option<Keepers>,
    errors: &mut Vec<FieldError>,
) -> Result<Keepers> {
    let before = before.unwrap_or_default();
    let kept = Keepers {
        owner: wish.owner.unwrap_or(before.owner),
        team: wish.team.unwrap_or(before.team),
    };
    if let Some(id) = kept.owner.filter(|_| kept.owner != before.owner)
        && !write::exists(tx, "users", id).await?
    {
        errors.push(FieldError::new(
            "owner_user_id",
            "not_found",
            "There is no such person on the staff.",
        ));
    }
    if let Some(id) = kept.team.filter(|_| kept.team != before.team)
        && !write::exists(tx, "teams", id).await?
    {
        errors.push(no_such_team());
    }
    Ok(kept)
}

pub(super) fn no_such_team() -> FieldError {
    FieldError::new("team_id", "not_found", "There is no such team.")
}
