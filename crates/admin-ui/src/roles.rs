//! What a role may do, as far as the screen must know it before asking. The API decides; this only spares people a
//! refusal.

use contract::StaffRole;
use contract::session::StaffUser;
use ui_kit::Session;

/// Traces are for administrators. Reactive.
pub fn may_trace() -> bool {
    is_admin()
}

/// Portal access, the access log and Settings are for administrators. Reactive.
pub fn is_admin() -> bool {
    Session::<StaffUser>::here()
        .user()
        .is_some_and(|user| matches!(user.role, StaffRole::Admin | StaffRole::PlatformAdmin))
}

fn role() -> Option<StaffRole> {
    Session::<StaffUser>::here().user().map(|user| user.role)
}

/// Customers and their contacts: everybody but viewers. Reactive.
pub fn may_keep_customers() -> bool {
    role().is_some_and(|role| role != StaffRole::Viewer)
}

/// Choosing who looks after a customer, importing customers, releasing batches: managers and administrators. Reactive.
pub fn may_manage() -> bool {
    role().is_some_and(|role| {
        matches!(
            role,
            StaffRole::Manager | StaffRole::Admin | StaffRole::PlatformAdmin
        )
    })
}
