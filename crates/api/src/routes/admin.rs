//! The staff's application, on the API's own origin under `/admin/`.

use actix_web::{HttpRequest, HttpResponse, http::header, web};

use crate::site::Bundle;

/// The bundle, where there is one.
pub struct AdminSite(pub Bundle);

pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(front))
        .route("/admin", web::get().to(front))
        .route("/admin/{path:.*}", web::get().to(file));
}

async fn front() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, "/admin/"))
        .finish()
}

async fn file(req: HttpRequest, site: web::Data<AdminSite>) -> HttpResponse {
    site.0
        .serve(&req, req.match_info().get("path").unwrap_or_default())
}
