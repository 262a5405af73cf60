//! One's own password, and sign-in links for those who have forgotten it.

use actix_web::{HttpRequest, HttpResponse, post, put, web};
use contract::session::{MagicLinkRedemption, MagicLinkRequest, PasswordChange, ShopSession};
use domain::sessions;

use super::sessions::{begin, counted, limit};
use crate::{
    auth::{self, Anyone, Caller, OfMaker, OfShop, Who},
    error::ApiResult,
    input::Valid,
    routes,
    state::State,
};

routes![shop_password, staff_password, request_link, redeem_link];

/// Chooses a new password
///
/// Every session of the person ends. `current_password` may be left out in a session that a sign-in link began less than
/// 15 minutes ago; a wrong one counts as a try to sign in.
#[utoipa::path(
    tag = "sessions",
    operation_id = "shop_password",
    request_body = PasswordChange,
    params(("X-Session" = Option<String>, Header, description = "`cookie`: a fresh session comes as an HttpOnly cookie.")),
    responses(
        (status = 204, description = "Changed; every session has ended."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[put("/api/portal/customer/password")]
async fn shop_password(
    req: HttpRequest,
    caller: Caller<OfShop>,
    state: web::Data<State>,
    body: Valid<PasswordChange>,
) -> ApiResult {
    change(&req, &caller, &state, "shop", &body).await
}

/// Chooses a new password
///
/// Every session of the person ends. A wrong `current_password` counts as a try to sign in.
#[utoipa::path(
    tag = "sessions",
    operation_id = "staff_password",
    request_body = PasswordChange,
    params(("X-Session" = Option<String>, Header, description = "`cookie`: a fresh session comes as an HttpOnly cookie.")),
    responses(
        (status = 204, description = "Changed; every session has ended."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[put("/api/auth/password")]
async fn staff_password(
    req: HttpRequest,
    caller: Caller<OfMaker>,
    state: web::Data<State>,
    body: Valid<PasswordChange>,
) -> ApiResult {
    change(&req, &caller, &state, "staff", &body).await
}

async fn change<W: Who>(
    req: &HttpRequest,
    caller: &Caller<W>,
    state: &State,
    kind: &str,
    input: &PasswordChange,
) -> ApiResult {
    limit(req, state, caller.scope.actor().request(), kind).await?;
    let fresh = sessions::change_password(&caller.scope, &caller.claims, input).await?;
    let cookie = if auth::wants_cookie(req) {
        let token = auth::issue(&state.keys, &state.issuer, &fresh)?;
        auth::session_cookie(token, fresh.expires_at)
    } else {
        auth::clear_cookie()
    };
    Ok(HttpResponse::NoContent().cookie(cookie).finish())
}

/// Asks for a sign-in link by e-mail
///
/// The answer is the same whether the e-mail is known or not. One mailbox gets at most five links an hour; the last one
/// works, once, for 15 minutes.
#[utoipa::path(
    tag = "sessions",
    security(()),
    request_body = MagicLinkRequest,
    responses(
        (status = 202, description = "If the e-mail is known, a link is on its way to it."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[post("/api/portal/customer/magic-links")]
async fn request_link(
    req: HttpRequest,
    who: Anyone,
    state: web::Data<State>,
    body: Valid<MagicLinkRequest>,
) -> ApiResult {
    limit(&req, &state, &who.0, "shop").await?;
    let db = state.db.clone();
    // What it takes to find somebody must not show in the time of the answer.
    actix_web::rt::spawn(async move {
        if let Err(error) = sessions::send_link(&db, who.0, &body).await {
            tracing::warn!(%error, "a sign-in link could not be sent");
        }
    });
    Ok(HttpResponse::Accepted().finish())
}

/// Signs a person of a shop in by a link's token
///
/// The token works once.
#[utoipa::path(
    tag = "sessions",
    security(()),
    request_body = MagicLinkRedemption,
    params(("X-Session" = Option<String>, Header, description = "`cookie`: the session comes as an HttpOnly cookie instead of in the reply.")),
    responses(
        (status = 200, body = ShopSession),
        (status = 401, body = contract::Problem, content_type = "application/problem+json", description = "Invalid credentials."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[post("/api/portal/customer/magic-links/redeem")]
async fn redeem_link(
    req: HttpRequest,
    who: Anyone,
    state: web::Data<State>,
    body: Valid<MagicLinkRedemption>,
) -> ApiResult {
    limit(&req, &state, &who.0, "shop").await?;
    let signed_in = sessions::redeem_link(&state.db, who.0, &body.token).await;
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
