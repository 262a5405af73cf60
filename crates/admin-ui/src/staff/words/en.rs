//! English.

use contract::StaffRole;

use super::StaffWords;

pub static WORDS: StaffWords = StaffWords {
    title: "People",
    lede: "Who works with this application, and what each of them may do.",
    role: "Role",
    role_name: |role| match role {
        StaffRole::Viewer => "Viewer",
        StaffRole::User => "User",
        StaffRole::Manager => "Manager",
        StaffRole::Admin => "Administrator",
        StaffRole::PlatformAdmin => "Platform administrator",
    },
    role_may: |role| match role {
        StaffRole::Viewer => "Reads customers, orders and batches; changes nothing.",
        StaffRole::User => "Looks after their own customers, orders and shipments.",
        StaffRole::Manager => {
            "Looks after all customers of their team, plans production and imports customers."
        }
        StaffRole::Admin => {
            "Sees and changes everything of the organization: traces, people, programs and settings too."
        }
        StaffRole::PlatformAdmin => "An administrator of every organization.",
    },
    team: "Team",
    no_team: "No team",
    team_hint: "Managers see their team’s customers.",
    you: "(you)",
    customers_n: |n, written| {
        if n == 1 {
            "1 customer".to_owned()
        } else {
            format!("{written} customers")
        }
    },
    filter: "Narrow the list of people",
    search: "Name or e-mail",
    all_roles: "Every role",
    all_statuses: "Every status",
    all_teams: "Every team",
    clear: "Show all",
    none: (
        "Nobody is here yet",
        "Invite the first person; a password goes to them by e-mail.",
    ),
    no_match: (
        "Nobody fits",
        "No person fits these filters. Show all, or search for another part of the name.",
    ),
    invite: "Invite a person",
    invite_text: "A password is made and sent to this address. Nobody else sees it; at the first sign-in the person chooses their own.",
    invite_go: "Invite and send",
    invited: |name| format!("{name} may sign in."),
    on_its_way: |name, email| {
        format!(
            "A password for {name} is on its way to {email}. It is not shown here. At the first sign-in they choose their own."
        )
    },
    edit: "Change",
    edit_title: |name| format!("Change {name}"),
    save: "Save",
    saved: |name| format!("{name} is saved."),
    new_password: "New password",
    suspend_text: "Every session of this person ends at once, and signing in is refused until you reinstate them. Their customers stay theirs.",
    reset_text: |email| {
        format!(
            "The old password stops working and every session of this person ends at once. A new one is sent to {email}; at the next sign-in they choose their own."
        )
    },
    email_taken: "Somebody already signs in with this e-mail.",
    last_admin: "This is the last administrator. Make somebody else one first.",
    oneself: "Your own role and access are changed by another administrator.",
    role_refused: "You may not give this role.",
    team_gone: "This team is no longer there. Choose another.",
};
