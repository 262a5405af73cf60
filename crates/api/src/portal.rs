//! The portal's own listener: static files and `/config.json`, which tells the application where the API is. Holds no
//! secret and asks no database.

use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
    web,
};

use crate::{http::Unread, site::Bundle};

/// What the portal's workers share.
pub struct Portal {
    pub bundle: Bundle,
    /// The API's origin.
    pub api_url: String,
}

pub async fn serve(req: HttpRequest, portal: web::Data<Portal>) -> HttpResponse {
    if *req.method() != Method::GET {
        return HttpResponse::MethodNotAllowed()
            .insert_header((header::ALLOW, "GET, HEAD"))
            .finish();
    }
    let path = req.path().trim_start_matches('/');
    if path == "config.json" {
        let host = req.connection_info().host().to_owned();
        let api_url = beside(&host, &portal.api_url);
        return portal
            .bundle
            .generated(&serde_json::json!({ "api_url": api_url }));
    }
    portal.bundle.serve(&req, path)
}

/// Serves HEAD as GET; actix leaves the body out by itself. A body that nobody wants ends the connection.
pub async fn head_as_get<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if *req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
    }
    let unread = Unread::of(&mut req);
    let response = next.call(req).await?.map_into_boxed_body();
    Ok(unread.held_by(response))
}

/// On loopback, a page opened as `localhost` must find the API as `localhost` too: to a browser, `127.0.0.1` is another
/// site, which gets no session cookie.
fn beside(host: &str, api_url: &str) -> String {
    let name = host.split(':').next().unwrap_or_default();
    loopback_names(api_url)
        .into_iter()
        .find(|url| url.starts_with(&format!("http://{name}:")))
        .unwrap_or_else(|| api_url.to_owned())
}

/// The origin under every name this machine has for itself; just itself where it is not on loopback.
pub fn loopback_names(origin: &str) -> Vec<String> {
    let names = ["http://127.0.0.1:", "http://localhost:"];
    match names.iter().find_map(|name| origin.strip_prefix(name)) {
        Some(port) => names.iter().map(|name| format!("{name}{port}")).collect(),
        None => vec![origin.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_found_under_the_pages_own_name() {
        let api = "http://127.0.0.1:8080";
        assert_eq!(beside("localhost:8081", api), "http://localhost:8080");
        assert_eq!(beside("127.0.0.1:8081", api), api);
        assert_eq!(beside("evil.example", api), api);
        let public = "https://api.example.com";
        assert_eq!(beside("localhost:8081", public), public);
    }
}
