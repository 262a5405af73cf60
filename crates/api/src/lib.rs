//! The HTTP side of the service: startup, settings, middleware, authentication, input, routes. Holds no rule of the
//! business and no SQL; those are in `domain`.

mod access_log;
pub mod audit_cli;
pub mod auth;
pub mod cli;
pub mod error;
mod export;
pub mod http;
pub mod input;
mod limits;
mod mailer;
mod metrics;
pub mod openapi;
mod portal;
pub mod prepare;
pub mod reply;
pub mod routes;
mod sealer;
pub mod settings;
mod site;
pub mod startup;
pub mod state;
pub mod telemetry;

pub use settings::{Profile, Settings};
pub use startup::Application;
