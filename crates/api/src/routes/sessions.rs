//! Signing in and out, who one is, and what the portal looks like before that.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use contract::session::{
    Branding, ShopLogin, ShopSession, ShopUser, StaffLogin, StaffSession, StaffUser,
};
use domain::{
    RequestInfo,
    sessions::{self, Claims},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    auth::{self, Anyone, Caller, OfMaker, OfShop},
    error::{ApiError, ApiResult},
    input::{Params, Valid},
    metrics, reply, routes,
    state::State,
};

routes![
    shop_login,
    shop_logout,
    shop_me,
    branding,
    logo,
    staff_login,
    staff_logout,
    staff_me
];

/// Signs a person of a shop in
#[utoipa::path(
    tag = "sessions",
    security(()),
    request_body = ShopLogin,
    params(("X-Session" = Option<String>, Header, description = "`cookie`: the session comes as an HttpOnly cookie instead of in the reply.")),
    responses(
        (status = 200, body = ShopSession),
        (status = 401, body = contract::Problem, content_type = "application/problem+json", description = "Invalid credentials."),
        (status = 403, body = contract::Problem, content_type = "application/problem+json", description = "Account suspended."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[post("/api/portal/customer/login")]
async fn shop_login(
    req: HttpRequest,
    who: Anyone,
    state: web::Data<State>,
    body: Valid<ShopLogin>,
) -> ApiResult {
    limit(&req, &state, &who.0, "shop").await?;
    let signed_in = sessions::sign_in_shop(&state.db, who.0, &body).await;
    let (claims, user) = counted("shop", signed_in)?;
    let token = auth::issue(&state.keys, &state.issuer, &claims)?;
    Ok(begin(&req, &claims, token, |token, expires_at| {
        ShopSession {
            token,
            expires_at,
            user,
        }
    }))
}

/// Signs a person of the maker in
#[utoipa::path(
    tag = "sessions",
    security(()),
    request_body = StaffLogin,
    params(("X-Session" = Option<String>, Header, description = "`cookie`: the session comes as an HttpOnly cookie instead of in the reply.")),
    responses(
        (status = 200, body = StaffSession),
        (status = 401, body = contract::Problem, content_type = "application/problem+json", description = "Invalid credentials."),
        (status = 403, body = contract::Problem, content_type = "application/problem+json", description = "Account suspended."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[post("/api/auth/login")]
async fn staff_login(
    req: HttpRequest,
    who: Anyone,
    state: web::Data<State>,
    body: Valid<StaffLogin>,
) -> ApiResult {
    limit(&req, &state, &who.0, "staff").await?;
    let signed_in = sessions::sign_in_staff(&state.db, who.0, &body).await;
    let (claims, user) = counted("staff", signed_in)?;
    let token = auth::issue(&state.keys, &state.issuer, &claims)?;
    Ok(begin(&req, &claims, token, |token, expires_at| {
        StaffSession {
            token,
            expires_at,
            user,
        }
    }))
}

/// Ends the session
#[utoipa::path(tag = "sessions", responses((status = 204, description = "Signed out.")))]
#[post("/api/portal/customer/logout")]
async fn shop_logout(caller: Caller) -> ApiResult {
    end(caller).await
}

/// Ends the session
#[utoipa::path(tag = "sessions", responses((status = 204, description = "Signed out.")))]
#[post("/api/auth/logout")]
async fn staff_logout(caller: Caller) -> ApiResult {
    end(caller).await
}

/// Who is signed in
#[utoipa::path(tag = "sessions", responses((status = 200, body = ShopUser)))]
#[get("/api/portal/customer/me")]
async fn shop_me(caller: Caller<OfShop>) -> ApiResult {
    let found = sessions::shop_user(&caller.scope, &caller.claims).await?;
    Ok(reply::ok(&found))
}

/// Who is signed in
#[utoipa::path(tag = "sessions", responses((status = 200, body = StaffUser)))]
#[get("/api/auth/me")]
async fn staff_me(caller: Caller<OfMaker>) -> ApiResult {
    Ok(reply::ok(&sessions::staff_user(&caller.scope).await?))
}

/// Query of the public looks.
#[derive(Debug, Default, Deserialize, ToSchema, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct BrandingQuery {
    /// The organization's slug; the first organization without it.
    #[schema(max_length = 63)]
    #[param(max_length = 63)]
    organization: Option<String>,
}

/// The organization's looks
#[utoipa::path(
    tag = "sessions",
    security(()),
    params(BrandingQuery),
    responses(
        (status = 200, body = Branding),
        (status = 404, body = contract::Problem, content_type = "application/problem+json", description = "No such organization.")
    )
)]
#[get("/api/portal/customer/branding")]
async fn branding(who: Anyone, state: web::Data<State>, query: Params<BrandingQuery>) -> ApiResult {
    let found = sessions::branding(&state.db, who.0, query.organization.as_deref()).await?;
    Ok(reply::ok(&found))
}

/// Query of the public logo.
#[derive(Debug, Default, Deserialize, ToSchema, IntoParams, Validate)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct LogoQuery {
    /// The organization's slug.
    #[schema(max_length = 63)]
    #[param(max_length = 63)]
    organization: String,
    /// The organization's version, so that a new logo has a new address; it changes nothing else.
    #[allow(dead_code)]
    v: Option<i64>,
}

/// The organization's logo
#[utoipa::path(
    tag = "sessions",
    security(()),
    params(LogoQuery),
    responses(
        (status = 200, description = "The image.", content_type = "image/*", body = reply::Bytes),
        (status = 404, body = contract::Problem, content_type = "application/problem+json", description = "No such organization, or none with a logo.")
    )
)]
#[get("/api/portal/customer/branding/logo")]
async fn logo(who: Anyone, state: web::Data<State>, query: Params<LogoQuery>) -> ApiResult {
    let found = sessions::logo(&state.db, who.0, &query.organization).await?;
    Ok(reply::image(&found.logo_type, found.logo))
}

/// Counts a try to sign in, or to guess a password, of the caller's address.
pub(super) async fn limit(
    req: &HttpRequest,
    state: &State,
    who: &RequestInfo,
    kind: &str,
) -> Result<(), ApiError> {
    let Some(address) = who.ip else {
        return Ok(());
    };
    let quotas = state.limits.of_sign_in(address);
    state
        .limits
        .count(req, &quotas)
        .await
        .inspect_err(|_| metrics::sign_in(kind, "limited"))
}

pub(super) fn counted<T>(kind: &str, outcome: domain::Result<T>) -> Result<T, ApiError> {
    let result = match &outcome {
        Ok(_) => "success",
        Err(domain::Error::Forbidden(_)) => "suspended",
        Err(_) => "refused",
    };
    metrics::sign_in(kind, result);
    outcome.map_err(ApiError::from)
}

/// The reply to a sign-in: the token in the body, or in a cookie that script never sees.
pub(super) fn begin<T: serde::Serialize>(
    req: &HttpRequest,
    claims: &Claims,
    token: String,
    session: impl FnOnce(Option<String>, DateTime<Utc>) -> T,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if auth::wants_cookie(req) {
        response.cookie(auth::session_cookie(token, claims.expires_at));
        response.json(session(None, claims.expires_at))
    } else {
        response.json(session(Some(token), claims.expires_at))
    }
}

async fn end(caller: Caller) -> ApiResult {
    sessions::sign_out(&caller.scope, &caller.claims).await?;
    Ok(HttpResponse::NoContent()
        .cookie(auth::clear_cookie())
        .finish())
}
