//! The OpenAPI document, made from the handlers themselves: `routes!` registers a handler and describes it in one breath,
//! so none is served undocumented. What every operation shares (refusals, steering headers, security) is added here, and
//! the session check asks here which routes need a session.

use std::{collections::HashMap, sync::LazyLock};

use actix_web::http::{Method, header::HeaderValue};
use contract::oauth::OauthScope;
use utoipa::{
    PartialSchema, Path, ToSchema,
    openapi::{
        ComponentsBuilder, ContentBuilder, Header, HeaderBuilder, HttpMethod, InfoBuilder, OpenApi,
        OpenApiBuilder, PathItem, Ref, RefOr, Required, ResponseBuilder, SecurityRequirement,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathsBuilder},
        schema::{ObjectBuilder, Type},
        security::{
            ApiKey, ApiKeyValue, ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2,
            Scopes, SecurityScheme,
        },
    },
};

use crate::routes;

/// Registers handlers and describes them: `routes![list, create, show];` at the top of a route file.
#[macro_export]
macro_rules! routes {
    ($($handler:ident),+ $(,)?) => {
        pub fn configure(config: &mut actix_web::web::ServiceConfig) {
            $(config.service($handler);)+
        }

        pub fn describe(document: &mut $crate::openapi::Document) {
            $(document.add::<$handler>();)+
        }
    };
}

/// Whether a route needs a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Public,
    Session,
}

struct Registry {
    document: OpenApi,
    access: HashMap<(String, Method), Access>,
    allowed: HashMap<String, HeaderValue>,
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let mut document = Document::default();
    routes::describe(&mut document);
    document.finish()
});

/// The whole document.
pub fn document() -> &'static OpenApi {
    &REGISTRY.document
}

/// Of a route that is in the document; None for the operators' pages and for nothing.
pub fn access(pattern: &str, method: &Method) -> Option<Access> {
    // The tuple key wants an owned text; patterns are short.
    REGISTRY
        .access
        .get(&(pattern.to_owned(), method.clone()))
        .copied()
}

/// The value of `Allow` for a documented address.
pub fn allowed(pattern: &str) -> Option<&'static HeaderValue> {
    REGISTRY.allowed.get(pattern)
}

/// The document while the route files add to it.
#[derive(Default)]
pub struct Document {
    paths: PathsBuilder,
    schemas: Vec<(String, RefOr<utoipa::openapi::Schema>)>,
    access: HashMap<(String, Method), Access>,
}

impl Document {
    /// Adds one handler with everything its types refer to.
    pub fn add<H>(&mut self)
    where
        H: Path + utoipa::__dev::SchemaReferences + utoipa::__dev::Tags<'static>,
    {
        let path = H::path();
        let mut operation = H::operation();
        let public = operation
            .security
            .as_ref()
            .is_some_and(|list| list.iter().any(is_none));
        if public {
            operation.security = Some(Vec::new());
        }
        // Every route file has its own `list` and `create`; the document knows them by their tag.
        let tags = H::tags();
        let tag = tags.first().copied().unwrap_or_default();
        operation.operation_id = operation
            .operation_id
            .map(|name| format!("{tag}_{name}").replace(['-', ' '], "_"));
        operation.tags = Some(tags.into_iter().map(str::to_owned).collect());
        for method in H::methods() {
            let access = if public {
                Access::Public
            } else {
                Access::Session
            };
            let name = actix_method(&method);
            complete(&mut operation, &path, &name, access);
            self.access.insert((path.clone(), name), access);
            let item = PathItem::new(method, operation.clone());
            self.paths = std::mem::take(&mut self.paths).path(path.clone(), item);
        }
        H::schemas(&mut self.schemas);
    }

    fn finish(mut self) -> Registry {
        self.schemas.push((
            contract::Problem::name().into(),
            contract::Problem::schema(),
        ));
        contract::Problem::schemas(&mut self.schemas);
        let components = ComponentsBuilder::new()
            .schemas_from_iter(self.schemas)
            .security_scheme(
                "bearer",
                SecurityScheme::Http(
                    HttpBuilder::new()
                        .scheme(HttpAuthScheme::Bearer)
                        .bearer_format("JWT")
                        .build(),
                ),
            )
            .security_scheme(
                "session",
                SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-ixchel_session"))),
            )
            .security_scheme("oauth2", programs())
            .build();
        let mut methods: HashMap<String, Vec<String>> = HashMap::new();
        for (path, method) in self.access.keys() {
            let list = methods.entry(path.clone()).or_default();
            list.push(method.to_string());
            if *method == Method::GET {
                list.push("HEAD".into());
            }
        }
        let allowed = methods
            .into_iter()
            .filter_map(|(path, mut list)| {
                list.sort();
                Some((path, HeaderValue::from_str(&list.join(", ")).ok()?))
            })
            .collect();
        let none: [&str; 0] = [];
        let document = OpenApiBuilder::new()
            .info(
                InfoBuilder::new()
                    .title("Cacao Ixchel")
                    .version(env!("CARGO_PKG_VERSION"))
                    .description(Some(include_str!("openapi.md")))
                    .build(),
            )
            .paths(self.paths)
            .components(Some(components))
            .security(Some([
                SecurityRequirement::new("bearer", none),
                SecurityRequirement::new("session", none),
            ]))
            .build();
        Registry {
            document,
            access: self.access,
            allowed,
        }
    }
}

/// How programs sign in.
fn programs() -> SecurityScheme {
    let scopes = Scopes::from_iter(OauthScope::ALL.iter().map(|scope| {
        let may = match scope {
            OauthScope::CustomersRead => "Read customers.",
            OauthScope::InternalWrite => "Write what outside systems own.",
        };
        (scope.as_str(), may)
    }));
    let flow = ClientCredentials::new("/api/oauth/token", scopes);
    SecurityScheme::OAuth2(OAuth2::new([Flow::ClientCredentials(flow)]))
}

/// `security(())`: nothing is asked for.
fn is_none(requirement: &SecurityRequirement) -> bool {
    serde_json::to_value(requirement)
        .ok()
        .and_then(|value| value.as_object().map(serde_json::Map::is_empty))
        .unwrap_or_default()
}

fn actix_method(method: &HttpMethod) -> Method {
    match method {
        HttpMethod::Post => Method::POST,
        HttpMethod::Put => Method::PUT,
        HttpMethod::Delete => Method::DELETE,
        HttpMethod::Patch => Method::PATCH,
        HttpMethod::Options => Method::OPTIONS,
        HttpMethod::Head => Method::HEAD,
        HttpMethod::Trace => Method::TRACE,
        _ => Method::GET,
    }
}

/// What follows from an operation's shape, so that no route file repeats it.
fn complete(operation: &mut Operation, path: &str, method: &Method, access: Access) {
    let has_body = operation.request_body.is_some();
    let has_query = operation
        .parameters
        .iter()
        .flatten()
        .any(|parameter| is(parameter, &ParameterIn::Query, None));
    let creates = operation.responses.responses.contains_key("201");
    let writes = *method != Method::GET;
    let mut refusals: Vec<(&str, &str)> = vec![("503", "The database is away; see Retry-After.")];
    if has_body || has_query || access == Access::Session {
        refusals.push((
            "400",
            "Malformed or invalid; `errors` names every offending field.",
        ));
    }
    if access == Access::Session {
        refusals.push(("401", "Not signed in, or no longer."));
        refusals.push(("403", "Signed in, and not allowed to."));
        refusals.push(("429", "Too many requests; see Retry-After."));
    }
    if path.contains('{') {
        refusals.push(("404", "Not there, or not yours."));
    }
    if has_body {
        refusals.push(("408", "The body took too long to arrive."));
        refusals.push(("413", "The body is too large."));
        refusals.push(("415", "The body is of another media type."));
    }
    if creates || (writes && path.contains('{')) {
        refusals.push((
            "409",
            "A duplicate, still referred to, or in the wrong state.",
        ));
    }
    let versioned = !path.ends_with("/password");
    if versioned && matches!(*method, Method::PUT | Method::PATCH | Method::DELETE) {
        refusals.push(("412", "Changed since it was read."));
        header(operation, "If-Match", "The ETag that was read.");
    }
    if creates {
        header(
            operation,
            "Idempotency-Key",
            "1 to 255 visible ASCII characters; a repeat with the same key and body gives the first reply again.",
        );
    }
    // Programs say by their own scheme who they are, and act in one organization.
    let for_people = operation.security.is_none();
    if access == Access::Session && for_people && !path.starts_with("/api/portal/") {
        header(
            operation,
            "X-Organization",
            "The slug of the organization a platform administrator acts in; others need none.",
        );
    }
    for (status, description) in refusals {
        operation
            .responses
            .responses
            .entry(status.to_owned())
            .or_insert_with(|| refusal(description).into());
    }
    describe_limits(operation);
}

/// What `limits` says on the answers of every operation that it may refuse.
fn describe_limits(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    if !responses.contains_key("429") {
        return;
    }
    for (status, response) in responses {
        let RefOr::T(response) = response else {
            continue;
        };
        if status == "429" {
            let seconds = "Whole seconds after which a try is not refused for the same reason.";
            response.headers.insert(
                "Retry-After".to_owned(),
                limit_header(Type::Integer, seconds),
            );
        }
        if status == "429" || status.starts_with('2') {
            for (name, kind, description) in LIMIT_HEADERS {
                response
                    .headers
                    .insert(name.to_owned(), limit_header(kind, description));
            }
        }
    }
}

const LIMIT_HEADERS: [(&str, Type, &str); 5] = [
    (
        "RateLimit-Policy",
        Type::String,
        "Each limit: q requests in w seconds.",
    ),
    (
        "RateLimit",
        Type::String,
        "Each limit: r requests left, room for one more in t seconds.",
    ),
    (
        "RateLimit-Limit",
        Type::Integer,
        "Requests a minute, of the limit nearest to its end.",
    ),
    ("RateLimit-Remaining", Type::Integer, "Requests left of it."),
    (
        "RateLimit-Reset",
        Type::Integer,
        "Seconds until it has room for one more.",
    ),
];

fn limit_header(kind: Type, description: &str) -> RefOr<Header> {
    HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(kind)))
        .description(Some(description))
        .build()
        .into()
}

fn header(operation: &mut Operation, name: &str, description: &str) {
    let parameters = operation.parameters.get_or_insert_default();
    if parameters
        .iter()
        .any(|parameter| is(parameter, &ParameterIn::Header, Some(name)))
    {
        return;
    }
    let mut schema = ObjectBuilder::new().schema_type(Type::String);
    if name == "Idempotency-Key" {
        schema = schema
            .min_length(Some(1))
            .max_length(Some(255))
            .pattern(Some("^[!-~]+$"));
    }
    parameters.push(
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(description))
            .schema(Some(schema))
            .build()
            .into(),
    );
}

fn is(parameter: &RefOr<Parameter>, place: &ParameterIn, name: Option<&str>) -> bool {
    match parameter {
        RefOr::T(parameter) => {
            parameter.parameter_in == *place && name.is_none_or(|name| parameter.name == name)
        }
        RefOr::Ref(_) => false,
    }
}

fn refusal(description: &str) -> utoipa::openapi::Response {
    ResponseBuilder::new()
        .description(description)
        .content(
            crate::error::PROBLEM,
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name(contract::Problem::name())))
                .build(),
        )
        .build()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use actix_web::{App, http::StatusCode, test, web};
    use serde_json::{Value, json};

    use super::*;
    use crate::http::unmatched;

    fn as_json() -> Value {
        serde_json::to_value(document()).expect("the document is JSON")
    }

    fn operations(document: &Value) -> Vec<(String, String, Value)> {
        let mut found = Vec::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("an item") {
                found.push((path.clone(), method.to_uppercase(), operation.clone()));
            }
        }
        found
    }

    #[actix_web::test]
    async fn every_documented_operation_is_served_and_every_other_method_is_refused() {
        let app = App::new()
            .configure(routes::configure)
            .default_service(web::to(unmatched));
        let app = test::init_service(app).await;
        let document = as_json();
        let operations = operations(&document);
        assert_eq!(
            operations.len(),
            REGISTRY.access.len(),
            "none hides another"
        );
        for (path, method, _) in &operations {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            let request = test::TestRequest::default()
                .method(method.clone())
                .uri(&path.replace("{id}", "1"))
                .to_request();
            let status = test::call_service(&app, request).await.status();
            let served = ![StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&status);
            assert!(served, "{method} {path}: {status}");
        }
        let request = test::TestRequest::delete()
            .uri("/api/auth/login")
            .to_request();
        let response = test::call_service(&app, request).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(
            response.headers().get("allow").map(HeaderValue::as_bytes),
            Some(&b"POST"[..])
        );
    }

    #[actix_web::test]
    async fn operations_have_names_of_their_own_a_summary_and_problems() {
        let document = as_json();
        let mut names = HashSet::new();
        for (path, method, operation) in operations(&document) {
            let name = operation["operationId"].as_str().unwrap_or_default();
            assert!(
                !name.is_empty() && names.insert(name.to_owned()),
                "{method} {path}: {name}"
            );
            assert!(
                operation["summary"].is_string(),
                "{method} {path} has no summary"
            );
            let responses = operation["responses"].as_object().expect("responses");
            assert!(
                responses.keys().any(|status| status.starts_with('2')),
                "{method} {path}"
            );
            assert!(responses.contains_key("503"), "{method} {path}");
            if operation.get("security").is_none() {
                assert!(responses.contains_key("401"), "{method} {path}");
                assert!(responses.contains_key("429"), "{method} {path}");
            }
        }
    }

    #[actix_web::test]
    async fn every_schema_is_one_and_refers_to_nothing_missing() {
        let document = as_json();
        for name in document["components"]["schemas"]
            .as_object()
            .expect("schemas")
            .keys()
        {
            let schema = json!({
                "$ref": format!("#/components/schemas/{name}"),
                "components": document["components"],
            });
            let built = jsonschema::draft202012::new(&schema);
            assert!(
                built.is_ok(),
                "{name}: {:?}",
                built.err().map(|error| error.to_string())
            );
        }
        let text = document.to_string();
        for part in text.split("\"#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            assert!(
                document["components"]["schemas"].get(name).is_some(),
                "{name} is missing"
            );
        }
    }
}
