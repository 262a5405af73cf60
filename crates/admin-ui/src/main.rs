//! The staff's application: sign-in, trace explorer, farms and batches, orders from placing to proof of delivery,
//! customers and their access, settings. Served by the API itself under
//! `/admin/`; the session is a cookie that script never sees, and nothing is kept in the browser's storage.

mod access;
mod access_log;
mod account;
mod acting;
mod app;
mod audit;
mod country;
mod customers;
mod desk;
mod download;
mod image_pick;
mod lists;
mod looks;
mod lots;
mod order;
mod order_new;
mod programs;
mod readings;
mod recent;
mod roles;
mod settings;
mod shell;
mod shipment;
mod sign_in;
mod staff;
mod tag;
mod teams;
mod today;
mod trace;
mod unsaved;
mod warp;
mod words;

fn main() {
    leptos::mount::mount_to_body(app::App);
}
