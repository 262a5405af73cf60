//! Extractors that say in a handler's signature who may call it. They are ready at once, so listed first they answer
//! 401 and 403 before a body is looked at. Each dereferences to the [`Scope`] that domain functions take.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
    ops::Deref,
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    http::header::{HeaderValue, WWW_AUTHENTICATE},
};
use contract::{StaffRole, oauth::OauthScope};
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

/// A program whose token and client have the scope `S`.
pub struct Machine<S: ScopeName>(pub Scope, pub PhantomData<S>);

/// A person of the maker or of a shop; the domain filters by reach.
pub struct StaffOrShop(pub Scope);

/// Any signed-in person with the session's own claims: for sessions' routes alone, which are open to those, too, who must
/// choose a new password first.
pub struct Caller<W: Who = Person> {
    pub scope: Scope,
    pub claims: Claims,
    who: PhantomData<W>,
}

/// Which people a route about the caller itself is for.
pub trait Who: 'static {
    /// What the others are told.
    const OTHERS: &'static str;

    fn admits(principal: &Principal) -> bool;
}

/// Of a shop or of the maker.
pub struct Person;

/// Of a shop.
pub struct OfShop;

/// Of the maker; a platform_admin needs to name no organization.
pub struct OfMaker;

impl Who for Person {
    const OTHERS: &'static str = "Only people may do this.";

    fn admits(principal: &Principal) -> bool {
        matches!(principal, Principal::Shop { .. } | Principal::Staff { .. })
    }
}

impl Who for OfShop {
    const OTHERS: &'static str = ONLY_SHOPS;

    fn admits(principal: &Principal) -> bool {
        matches!(principal, Principal::Shop { .. })
    }
}

impl Who for OfMaker {
    const OTHERS: &'static str = ONLY_STAFF;

    fn admits(principal: &Principal) -> bool {
        matches!(principal, Principal::Staff { .. })
    }
}

const ONLY_SHOPS: &str = "Only a shop's people may do this.";
const ONLY_STAFF: &str = "Only the maker's staff may do this.";
const PASSWORD_FIRST: &str = "Choose a new password first.";

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

/// A scope of programs, as a type.
pub trait ScopeName: 'static {
    const SCOPE: OauthScope;
}

/// `customers:read`.
pub struct CustomersRead;

/// `internal:write`.
pub struct InternalWrite;

impl ScopeName for CustomersRead {
    const SCOPE: OauthScope = OauthScope::CustomersRead;
}

impl ScopeName for InternalWrite {
    const SCOPE: OauthScope = OauthScope::InternalWrite;
}

struct Taken {
    scope: Scope,
    claims: Option<Claims>,
    organization: Organization,
    must_change_password: bool,
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
        must_change_password: admitted.must_change_password,
    })
}

impl Taken {
    /// With a generated password nothing is open but choosing another one.
    fn settled(self) -> Result<Self, ApiError> {
        if self.must_change_password {
            return Err(ApiError::forbidden(PASSWORD_FIRST));
        }
        Ok(self)
    }
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
        if !OfShop::admits(taken.scope.actor().principal()) {
            return Err(ApiError::forbidden(ONLY_SHOPS));
        }
        Ok(Self(taken.settled()?.scope))
    }
}

impl<R: Rank> Staff<R> {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?;
        let Some(role) = staff_role(&taken.scope) else {
            return Err(ApiError::forbidden(ONLY_STAFF));
        };
        if !R::admits(role) {
            return Err(ApiError::forbidden("Your role may not do this."));
        }
        let taken = taken.settled()?;
        in_organization(taken.organization)?;
        Ok(Self(taken.scope, PhantomData))
    }
}

impl StaffOrShop {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?.settled()?;
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

impl<S: ScopeName> Machine<S> {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?;
        let Principal::Machine { scopes, .. } = taken.scope.actor().principal() else {
            return Err(ApiError::forbidden("Only programs may do this."));
        };
        let wanted = S::SCOPE.as_str();
        if !scopes.iter().any(|scope| scope == wanted) {
            let told = format!(r#"Bearer error="insufficient_scope", scope="{wanted}""#);
            let refusal = ApiError::forbidden(format!("This needs the scope {wanted}."));
            return Err(match HeaderValue::from_str(&told) {
                Ok(value) => refusal.with(WWW_AUTHENTICATE, value),
                Err(_) => refusal,
            });
        }
        Ok(Self(taken.scope, PhantomData))
    }
}

impl<W: Who> Caller<W> {
    fn find(req: &HttpRequest) -> Result<Self, ApiError> {
        let taken = take(req)?;
        if !W::admits(taken.scope.actor().principal()) {
            return Err(ApiError::forbidden(W::OTHERS));
        }
        let claims = taken.claims;
        Ok(Self {
            scope: taken.scope,
            claims: claims.ok_or_else(|| ApiError::internal("a person without a session"))?,
            who: PhantomData,
        })
    }
}

macro_rules! extractor {
    ($($name:ty $(where $r:ident: $rule:ident)?),+ $(,)?) => {$(
        impl$(<$r: $rule>)? FromRequest for $name {
            type Error = ApiError;
            type Future = Ready<Result<Self, ApiError>>;

            fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(Self::find(req))
            }
        }
    )+};
}

extractor!(Shop, Staff<R> where R: Rank, StaffOrShop, Caller<W> where W: Who, Machine<S> where S: ScopeName);

macro_rules! scoped {
    ($($name:ty $(where $r:ident: $rule:ident)?),+ $(,)?) => {$(
        impl$(<$r: $rule>)? Deref for $name {
            type Target = Scope;

            fn deref(&self) -> &Scope {
                &self.0
            }
        }

        impl$(<$r: $rule>)? From<$name> for Scope {
            fn from(caller: $name) -> Self {
                caller.0
            }
        }
    )+};
}

scoped!(Shop, Staff<R> where R: Rank, StaffOrShop, Machine<S> where S: ScopeName);

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
