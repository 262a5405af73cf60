//! What every black-box test stands on: a server of its own on a free port with a fresh copy of the demonstration
//! data, on either engine, and callers that sign in to it. A test shares nothing with another and leaves nothing
//! behind; what happens in the background is waited for until it has happened, never for a time.

pub mod accounts;
pub mod app;
pub mod caller;
pub mod database;
pub mod engine;
pub mod mail;
pub mod pictures;
pub mod redis;
pub mod reply;
pub mod smtp;

pub use accounts::Account;
pub use app::TestApp;
pub use caller::Caller;
pub use engine::Engine;
pub use mail::Mail;
pub use pictures::png;
pub use redis::RedisServer;
pub use reply::Reply;

/// The password of every demonstration account.
pub const PASSWORD: &str = "ixchel-demo-2026";

/// Makes of each `async fn name(app)` two tests, `name::sqlite` and `name::postgres`, each with an application of its
/// own. The second one passes with a printed line where no PostgreSQL is given.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => { $(
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($app: &$crate::TestApp) $body

            #[tokio::test]
            async fn sqlite() {
                $crate::app::with($crate::Engine::Sqlite, async |app| check(app).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                $crate::app::with($crate::Engine::Postgres, async |app| check(app).await).await;
            }
        }
    )+ };
}
