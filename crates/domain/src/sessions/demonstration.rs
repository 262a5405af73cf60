//! Tells a database with the demonstration's sign-ins, whose passwords are public, from one that may go into production.

use crate::{Db, Principal, RequestInfo, Result, Scope, Sql};

/// The demonstration's domains; all lie under a name that nobody can own.
const SIGN_INS: &str = "SELECT
    EXISTS (SELECT 1 FROM users WHERE email IN
        ('admin@cacaoixchel.example', 'platform@ixchel.example', 'admin@otra-tierra.example'))
    OR EXISTS (SELECT 1 FROM customer_portal_users WHERE email IN
        ('buyer@kakao-kontor.example', 'buyer@harbor-cocoa.example', 'buyer@shibuya-cacao.example'))";

/// Whether any of the demonstration's sign-ins exists.
pub async fn holds_demonstration(db: &Db) -> Result<bool> {
    let nobody = Scope::new(db, Principal::Auth { org_id: 0 }, RequestInfo::default());
    let found: Option<bool> = nobody.read().await?.value(Sql::new(SIGN_INS)).await?;
    Ok(found.unwrap_or(false))
}
