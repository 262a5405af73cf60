//! End to end in a real browser: the built front ends, served by the service itself, driven by chromedriver. Each test
//! has its own service, database, browser and profile. Without a browser or bundles the tests pass with a printed line.

mod account;
mod admin;
mod admin_access;
mod admin_audit;
mod admin_looks;
mod admin_programs;
mod admin_staff;
mod axe;
mod chrome;
mod customers;
mod foreign;
mod order_life;
mod order_list;
mod portal;
mod print;
mod provenance;
mod sessions;
mod shipment;
mod today;
