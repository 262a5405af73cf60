//! Who is offered what. The API decides; this only spares people a refusal.

use contract::StaffRole;
use contract::session::StaffUser;
use ui_kit::Session;

fn role() -> Option<StaffRole> {
    Session::<StaffUser>::here().user().map(|user| user.role)
}

/// Orders and shipments: everybody but viewers. Reactive.
pub fn may_ship() -> bool {
    role().is_some_and(|role| role != StaffRole::Viewer)
}

/// Work orders: managers and administrators. Reactive.
pub fn may_plan() -> bool {
    role().is_some_and(|role| {
        matches!(
            role,
            StaffRole::Manager | StaffRole::Admin | StaffRole::PlatformAdmin
        )
    })
}
