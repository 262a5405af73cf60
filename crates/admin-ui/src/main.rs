//! The staff's application: sign-in, trace explorer, farms and batches, orders. Served by the API itself under
//! `/admin/`; the session is a cookie that script never sees, and nothing is kept in the browser's storage.

mod app;
mod country;
mod download;
mod lists;
mod recent;
mod roles;
mod shell;
mod sign_in;
mod trace;
mod warp;
mod words;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
