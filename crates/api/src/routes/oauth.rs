//! Where programs sign in (RFC 6749 §4.4) and end a token (RFC 7009). Refusals have OAuth's own form, not a problem's.

use std::collections::BTreeMap;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{StatusCode, header},
    post, web,
};
use contract::oauth::{OauthError, OauthToken};
use domain::oauth::{self, Credentials, MACHINES_STAY, Refusal};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    auth::{self, Anyone},
    error::{ApiError, ApiResult},
    http::OwnForm,
    input::{form, read_body},
    metrics, routes,
    routes::sessions,
    state::State,
};

routes![token, revoke];

/// Bytes of a form.
const LARGEST: usize = 16 * 1024;

/// The form that asks for a token. The client proves itself by `Authorization: Basic`, or by both fields here.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code)]
struct OauthTokenForm {
    /// `client_credentials`.
    grant_type: String,
    /// Space-separated; all that the client has, unless given.
    scope: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// The form that ends a token.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code)]
struct OauthRevocationForm {
    token: String,
    token_type_hint: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// Gives a program a token
#[utoipa::path(
    tag = "oauth",
    security(()),
    request_body(content = OauthTokenForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = OauthToken),
        (status = 400, body = OauthError, content_type = "application/json", description = "`invalid_request`, `unsupported_grant_type` or `invalid_scope`."),
        (status = 401, body = OauthError, content_type = "application/json", description = "`invalid_client`."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[post("/api/oauth/token")]
async fn token(
    req: HttpRequest,
    who: Anyone,
    state: web::Data<State>,
    payload: web::Payload,
) -> ApiResult {
    sessions::limit(&req, &state, &who.0, "machine").await?;
    let body = read_body(&req, payload.into_inner(), LARGEST).await?;
    let (credentials, fields) = match read(&req, &body) {
        Ok(read) => read,
        Err(refusal) => return Ok(refusal.answer()),
    };
    match fields.get("grant_type").map(String::as_str) {
        Some("client_credentials") => {}
        Some(_) => {
            let why = "Only client_credentials are taken here.";
            return Ok(Told::bad("unsupported_grant_type", why).answer());
        }
        None => return Ok(Told::bad("invalid_request", "grant_type is missing.").answer()),
    }
    let wanted = fields.get("scope").map(String::as_str);
    let granted = oauth::grant(&state.db, who.0, &credentials, wanted).await;
    let claims = match granted {
        Ok(claims) => claims,
        Err(refusal) => return told(refusal),
    };
    metrics::sign_in("machine", "success");
    let reply = OauthToken {
        access_token: auth::issue_machine(&state.keys, &state.issuer, &claims)?,
        token_type: "Bearer".to_owned(),
        expires_in: MACHINES_STAY.num_seconds(),
        scope: auth::scope_text(&claims.scopes),
    };
    Ok(unkept(StatusCode::OK).json(reply))
}

/// Ends a program's token
///
/// Answers alike for a token that nobody gave.
#[utoipa::path(
    tag = "oauth",
    security(()),
    request_body(content = OauthRevocationForm, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token counts no more."),
        (status = 400, body = OauthError, content_type = "application/json", description = "`invalid_request`."),
        (status = 401, body = OauthError, content_type = "application/json", description = "`invalid_client`."),
        (status = 429, body = contract::Problem, content_type = "application/problem+json", description = "Too many tries from this address.")
    )
)]
#[post("/api/oauth/revoke")]
async fn revoke(
    req: HttpRequest,
    who: Anyone,
    state: web::Data<State>,
    payload: web::Payload,
) -> ApiResult {
    sessions::limit(&req, &state, &who.0, "machine").await?;
    let body = read_body(&req, payload.into_inner(), LARGEST).await?;
    let (credentials, fields) = match read(&req, &body) {
        Ok(read) => read,
        Err(refusal) => return Ok(refusal.answer()),
    };
    let Some(named) = fields.get("token") else {
        return Ok(Told::bad("invalid_request", "token is missing.").answer());
    };
    let claims = auth::read_machine(&state.keys, &state.issuer, named);
    match oauth::revoke(&state.db, who.0, &credentials, claims.as_ref()).await {
        Ok(()) => Ok(unkept(StatusCode::OK).finish()),
        Err(refusal) => told(refusal),
    }
}

/// A refusal in OAuth's form (RFC 6749 §5.2).
struct Told {
    status: StatusCode,
    error: &'static str,
    description: &'static str,
}

impl Told {
    fn bad(error: &'static str, description: &'static str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            description,
        }
    }

    fn client(description: &'static str) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            error: "invalid_client",
            description,
        }
    }

    fn answer(self) -> HttpResponse {
        metrics::sign_in("machine", "refused");
        let mut response = unkept(self.status);
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((
                header::WWW_AUTHENTICATE,
                r#"Basic realm="ixchel", charset="UTF-8""#,
            ));
        }
        let mut response = response.json(OauthError {
            error: self.error.to_owned(),
            error_description: Some(self.description.to_owned()),
        });
        response.extensions_mut().insert(OwnForm);
        response
    }
}

fn unkept(status: StatusCode) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::PRAGMA, "no-cache"));
    response
}

fn told(refusal: Refusal) -> ApiResult {
    let told = match refusal {
        Refusal::Client => Told::client(UNKNOWN),
        Refusal::Address => Told::client("This client may not sign in from your address."),
        Refusal::Scope => Told::bad(
            "invalid_scope",
            "The client does not have all of these scopes.",
        ),
        Refusal::Failed(error) => return Err(ApiError::from(error)),
    };
    Ok(told.answer())
}

const UNKNOWN: &str = "Client authentication failed.";

/// The credentials and the form.
fn read(req: &HttpRequest, body: &[u8]) -> Result<(Credentials, BTreeMap<String, String>), Told> {
    let media = req.headers().get(header::CONTENT_TYPE);
    let media = media
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(str::trim);
    if !media.is_some_and(|media| media.eq_ignore_ascii_case("application/x-www-form-urlencoded")) {
        let why = "Send a body of application/x-www-form-urlencoded.";
        return Err(Told::bad("invalid_request", why));
    }
    let fields = form::fields(body).map_err(|why| Told::bad("invalid_request", why))?;
    let credentials = credentials(req, &fields)?;
    Ok((credentials, fields))
}

fn credentials(req: &HttpRequest, fields: &BTreeMap<String, String>) -> Result<Credentials, Told> {
    let (named, secret) = (fields.get("client_id"), fields.get("client_secret"));
    let mut headers = req.headers().get_all(header::AUTHORIZATION);
    let Some(value) = headers.next() else {
        return match (named, secret) {
            (Some(client_id), Some(secret)) => Ok(Credentials {
                client_id: client_id.clone(),
                secret: secret.clone(),
            }),
            _ => Err(Told::client("Send the client's id and secret.")),
        };
    };
    if headers.next().is_some() {
        return Err(Told::bad(
            "invalid_request",
            "Send one Authorization header.",
        ));
    }
    if secret.is_some() {
        let why = "Send the secret in one place: the header or the body.";
        return Err(Told::bad("invalid_request", why));
    }
    let (client_id, secret) = value
        .to_str()
        .ok()
        .and_then(form::basic)
        .ok_or(Told::client(UNKNOWN))?;
    if named.is_some_and(|named| *named != client_id) {
        return Err(Told::bad(
            "invalid_request",
            "The header and the body name different clients.",
        ));
    }
    Ok(Credentials { client_id, secret })
}
