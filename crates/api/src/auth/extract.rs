//! Extractors that say in a handler's signature who may call it. They are ready at once, so listed first they answer
//! 401 and 403 before a body is looked at. Each dereferences to the [`Scope`] that domain functions take.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
    ops::Deref,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload};
use contract::StaffRole;
use domain::{
    Principal, RequestInfo, Scope,
    sessions::{Claims, ENDED, Organization},
};

use super::admit::Admitted;
use crate::error::ApiError;

/// A person of a shop.
pub struct Shop(pub Scope);

/// A person of the maker with at least the rank `R`, in a known organization.
pub struct Staff<R: Rank = Viewer>(pub Scope, pub PhantomData<R>);

/// A person of the maker or of a shop; the domain filters by reach.
pub struct StaffOrShop(pub Scope);

/// Any signed-in person with the session's own claims: for sessions' routes alone.
pub struct Caller {
    pub scope: Scope,
    pub claims: Claims,
}

/// Which staff roles may pass.
pub trait Rank: 'static {
    fn admits(role: StaffRole) -> bool;
}

/// Every role, `viewer` included: for reading.
pub struct Viewer;

/// Every role but `viewer`: for writing what hangs on customers.
pub struct User;

/// `manager`, `admin`, `platform_admin`: for writing what belongs to the organization.
pub struct Manager;

/// `admin`, `platform_admin`.
pub struct Admin;

impl Rank for Viewer {
    fn admits(_: StaffRole) -> bool {
        true
    }
}

impl Rank for User {
    fn admits(role: StaffRole) -> bool {
        role != StaffRole::Viewer
    }
}

impl Rank for Manager {
    fn admits(role: StaffRole) -> bool {
        role >= StaffRole::Manager
    }
}

impl Rank for Admin {
    fn admits(role: StaffRole) -> bool {
        role >= StaffRole::Admin
    }
}

struct Taken {
    scope: Scope,
    claims: Claims,
    organization: Organization,
}

fn take(req: &HttpRequest) -> Result<Taken, ApiError> {
    let mut extensions = req.extensions_mut();
    let admitted = extensions
        .get_mut::<Admitted>()
        .ok_or_else(|| ApiError::unauthenticated(ENDED))?;
    let scope = admitted
        .scope
        .take()
        .ok_or_else(|| ApiError::internal("two extractors asked for one session"))?;
    Ok(Taken {
        scope,
        claims: admitted.claims.clone(),
        organization: admitted.organization,
    })
}

fn staff_role(scope: &Scope) -> Option<StaffRole> {
    match scope.actor().principal() {
        Principal::Staff { role, .. } => Some(*role),
        _ => None,
    }
}

fn in_organization(organization: Organization) -> Result<(), ApiError> {
    let message = match organization {
        Organization::Known => return Ok(()),
        Organization::Unnamed => "Name the organization: a platform administrator acts in one.",
        Organization::Unknown => "There is no organization of this name.",
    };
    let code = match organization {
        Organization::Unnamed => "required",
        _ => "not_found",
    };
    Err(ApiError::field("X-Organization", code, message))
}

impl Shop {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?;
        match taken.scope.actor().principal() {
            Principal::Shop { .. } => Ok(Self(taken.scope)),
            _ => Err(ApiError::forbidden("Only a shop's people may do this.")),
        }
    }
}

impl<R: Rank> Staff<R> {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?;
        let Some(role) = staff_role(&taken.scope) else {
            return Err(ApiError::forbidden("Only the maker's staff may do this."));
        };
        if !R::admits(role) {
            return Err(ApiError::forbidden("Your role may not do this."));
        }
        in_organization(taken.organization)?;
        Ok(Self(taken.scope, PhantomData))
    }
}

impl StaffOrShop {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?;
        match taken.scope.actor().principal() {
            Principal::Shop { .. } => Ok(Self(taken.scope)),
            Principal::Staff { .. } => {
                in_organization(taken.organization)?;
                Ok(Self(taken.scope))
            }
            _ => Err(ApiError::forbidden("Only people may do this.")),
        }
    }
}

impl Caller {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?;
        Ok(Self {
            scope: taken.scope,
            claims: taken.claims,
        })
    }

    pub fn is_shop(&self) -> bool {
        matches!(self.scope.actor().principal(), Principal::Shop { .. })
    }

    pub fn is_staff(&self) -> bool {
        staff_role(&self.scope).is_some()
    }
}

macro_rules! extractor {
    ($($name:ty $(where $r:ident)?),+ $(,)?) => {$(
        impl$(<$r: Rank>)? FromRequest for $name {
            type Error = ApiError;
            type Future = Ready<Result<Self, ApiError>>;

            fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(Self::find(req))
            }
        }
    )+};
}

extractor!(Shop, Staff<R> where R, StaffOrShop, Caller);

macro_rules! scoped {
    ($($name:ty $(where $r:ident)?),+ $(,)?) => {$(
        impl$(<$r: Rank>)? Deref for $name {
            type Target = Scope;

            fn deref(&self) -> &Scope {
                &self.0
            }
        }

        impl$(<$r: Rank>)? From<$name> for Scope {
            fn from(caller: $name) -> Self {
                caller.0
            }
        }
    )+};
}

scoped!(Shop, Staff<R> where R, StaffOrShop);

/// The request's number, address and browser, for work that has no session: sign-in, branding.
pub struct Anyone(pub RequestInfo);

impl FromRequest for Anyone {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let found = req.extensions().get::<RequestInfo>().cloned();
        ready(
            found
                .map(Self)
                .ok_or_else(|| ApiError::internal("a request outside the session check")),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_admit_the_roles_of_the_specification() {
        use StaffRole::{Admin as A, Manager as M, PlatformAdmin as P, User as U, Viewer as V};
        let admitted = |admits: fn(StaffRole) -> bool| {
            StaffRole::ALL
                .iter()
                .copied()
                .filter(|role| admits(*role))
                .collect::<Vec<_>>()
        };
        assert_eq!(admitted(Viewer::admits), [V, U, M, A, P]);
        assert_eq!(admitted(User::admits), [U, M, A, P]);
        assert_eq!(admitted(Manager::admits), [M, A, P]);
        assert_eq!(admitted(Admin::admits), [A, P]);
    }
}
