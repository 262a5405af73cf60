//! Why a change to a person was refused, and at which field that is said.

use ui_kit::ApiError;

use super::words::StaffWords;
use crate::access::aw;

/// Words from this table, or from the one that it shares with portal access.
pub type Say = fn(&StaffWords) -> &'static str;

/// What is wrong, by field or with the whole.
#[derive(Debug, Clone, Default)]
pub struct Wrong {
    pub email: Option<Say>,
    pub name: Option<Say>,
    pub role: Option<Say>,
    pub team: Option<Say>,
    /// Said of the whole, in words of our own.
    pub whole: Option<Say>,
    pub other: Option<ApiError>,
}

impl Wrong {
    pub fn nothing(&self) -> bool {
        self.email.is_none()
            && self.name.is_none()
            && self.role.is_none()
            && self.team.is_none()
            && self.whole.is_none()
            && self.other.is_none()
    }
}

/// What can be seen before asking. `email` is None where it cannot change.
pub fn look(email: Option<&str>, name: &str) -> Wrong {
    let email: Option<Say> = email.and_then(|email| {
        let at = email.find('@');
        let missing: Say = |_| aw().missing_email;
        let bad: Say = |_| aw().bad_email;
        if email.is_empty() {
            Some(missing)
        } else if at.is_none_or(|at| at == 0 || at + 1 == email.len()) {
            Some(bad)
        } else {
            None
        }
    });
    let name: Option<Say> = match name.chars().count() {
        0 => Some(|_| aw().missing_name),
        1..=200 => None,
        _ => Some(|_| aw().bad_name),
    };
    Wrong {
        email,
        name,
        ..Wrong::default()
    }
}

/// A change that the API refuses for what it would lead to: nobody left who administers, or one's own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    LastAdmin,
    Oneself,
}

impl Rule {
    /// The API says it in the `detail` of a 403 or 409.
    pub fn of(error: &ApiError) -> Option<Self> {
        let problem = error.problem()?;
        if !matches!(problem.status, 400 | 403 | 409) {
            return None;
        }
        let said =
            std::iter::once(&problem.detail).chain(problem.errors.iter().map(|e| &e.message));
        said.map(|text| text.to_lowercase()).find_map(|text| {
            if text.contains("last active admin") {
                Some(Self::LastAdmin)
            } else if text.contains("their own role") || text.contains("suspends themselves") {
                Some(Self::Oneself)
            } else {
                None
            }
        })
    }

    pub fn words(self) -> Say {
        match self {
            Self::LastAdmin => |w| w.last_admin,
            Self::Oneself => |w| w.oneself,
        }
    }
}

/// What a refusal means for the form that was sent.
pub fn refusal(error: ApiError, invites: bool) -> Wrong {
    let mut wrong = Wrong::default();
    if let Some(rule) = Rule::of(&error) {
        wrong.role = Some(rule.words());
        return wrong;
    }
    if error.field("email") == Some("duplicate") || (invites && error.status() == Some(409)) {
        wrong.email = Some(|w| w.email_taken);
    } else if error.field("email").is_some() {
        wrong.email = Some(|_| aw().bad_email);
    }
    if error.field("name").is_some() {
        wrong.name = Some(|_| aw().bad_name);
    }
    if error.field("role").is_some() {
        wrong.role = Some(|w| w.role_refused);
    }
    if error.field("team_id").is_some() {
        wrong.team = Some(|w| w.team_gone);
    }
    if !wrong.nothing() {
        return wrong;
    }
    if matches!(error.status(), Some(404 | 409 | 412)) {
        wrong.whole = Some(|_| aw().changed_meanwhile);
    } else {
        wrong.other = Some(error);
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{FieldError, Problem};

    fn refused(status: u16, detail: &str, field: Option<(&str, &str)>) -> ApiError {
        ApiError::Problem(Problem {
            kind: "about:blank".into(),
            title: String::new(),
            status,
            detail: detail.into(),
            instance: String::new(),
            request_id: String::new(),
            errors: field
                .map(|(field, code)| FieldError {
                    field: field.into(),
                    code: code.into(),
                    message: String::new(),
                })
                .into_iter()
                .collect(),
        })
    }

    #[test]
    fn what_is_missing_is_said_of_its_field() {
        let both = look(Some(""), "");
        assert!(both.email.is_some() && both.name.is_some());
        assert!(look(Some("ana@"), "Ana").email.is_some());
        assert!(look(None, "Ana").nothing());
    }

    #[test]
    fn a_refusal_is_said_where_it_belongs() {
        let last = refusal(
            refused(
                409,
                "This is the last active admin: make somebody else an admin first.",
                None,
            ),
            false,
        );
        assert!(last.role.is_some() && last.whole.is_none());
        assert!(
            refusal(refused(409, "", Some(("email", "duplicate"))), true)
                .email
                .is_some()
        );
        assert!(refusal(refused(409, "Taken.", None), true).email.is_some());
        assert!(
            refusal(refused(400, "", Some(("team_id", "not_found"))), false)
                .team
                .is_some()
        );
        assert!(refusal(refused(412, "", None), false).whole.is_some());
        assert!(refusal(ApiError::Network, false).other.is_some());
    }

    #[test]
    fn a_rule_is_known_by_its_words() {
        let own = refused(403, "Nobody suspends themselves.", None);
        assert_eq!(Rule::of(&own), Some(Rule::Oneself));
        assert_eq!(
            Rule::of(&refused(409, "Somebody else changed it.", None)),
            None
        );
        assert_eq!(Rule::of(&refused(500, "last active admin", None)), None);
    }
}
