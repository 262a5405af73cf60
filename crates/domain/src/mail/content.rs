//! What an e-mail is about: its template and what the template needs, as it lies in the outbox.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// How long a sign-in link works.
pub const LINK_LIVES: Duration = Duration::minutes(15);

/// One variant a template. Has no `Debug`: it would print the secrets.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "template", content = "data", rename_all = "snake_case")]
pub enum Content {
    /// A person of a shop may use the portal from now on.
    PortalAccess { name: String, password: String },
    /// An admin made a new password.
    PasswordReset { name: String, password: String },
    /// A person of the maker may sign in from now on.
    StaffAccess { name: String, password: String },
    /// An admin made a new password for a person of the maker.
    StaffPasswordReset { name: String, password: String },
    /// The person asked for a link.
    MagicLink { name: String, token: String },
    /// A security notice: the person, or somebody else, chose a new password.
    PasswordChanged { name: String, at: DateTime<Utc> },
}

impl Content {
    /// Template and data, as the outbox keeps them.
    pub(super) fn row(&self) -> serde_json::Result<(String, Json)> {
        let mut whole = serde_json::to_value(self)?;
        let template = whole["template"].as_str().unwrap_or_default().to_owned();
        Ok((template, whole["data"].take()))
    }

    /// None for a template that this version does not know, and for data that it does not fit.
    pub(super) fn from_row(template: &str, data: &Json) -> Option<Self> {
        serde_json::from_value(json!({ "template": template, "data": data })).ok()
    }

    /// What must not outlive the e-mail.
    pub(super) fn secret(&self) -> Option<&str> {
        match self {
            Self::PortalAccess { password, .. }
            | Self::PasswordReset { password, .. }
            | Self::StaffAccess { password, .. }
            | Self::StaffPasswordReset { password, .. } => Some(password),
            Self::MagicLink { token, .. } => Some(token),
            Self::PasswordChanged { .. } => None,
        }
    }

    /// Whether an admin watches over it: the e-mails with a generated password.
    pub(super) fn carries_password(&self) -> bool {
        matches!(
            self,
            Self::PortalAccess { .. }
                | Self::PasswordReset { .. }
                | Self::StaffAccess { .. }
                | Self::StaffPasswordReset { .. }
        )
    }

    /// For how long after being queued it is worth sending.
    pub(super) fn lives(&self) -> Option<Duration> {
        matches!(self, Self::MagicLink { .. }).then_some(LINK_LIVES)
    }
}

/// The data without what must not outlive the e-mail.
pub(super) fn wiped(data: &Json) -> Json {
    let mut data = data.clone();
    if let Some(members) = data.as_object_mut() {
        members.retain(|name, _| !["password", "token"].contains(&name.as_str()));
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_back_as_it_went_and_loses_its_secret() {
        for content in [
            Content::PortalAccess {
                name: "Sepp".into(),
                password: "p-1".into(),
            },
            Content::PasswordReset {
                name: "Sepp".into(),
                password: "p-1".into(),
            },
            Content::StaffAccess {
                name: "Sepp".into(),
                password: "p-1".into(),
            },
            Content::StaffPasswordReset {
                name: "Sepp".into(),
                password: "p-1".into(),
            },
            Content::MagicLink {
                name: "Sepp".into(),
                token: "t-1".into(),
            },
            Content::PasswordChanged {
                name: "Sepp".into(),
                at: Utc::now(),
            },
        ] {
            let (template, data) = content.row().expect("JSON");
            assert!(Content::from_row(&template, &data) == Some(content.clone()));
            let left = wiped(&data).to_string();
            assert!(left.contains("Sepp"));
            assert!(content.secret().is_none_or(|secret| !left.contains(secret)));
        }
        assert!(Content::from_row("recall_notice", &json!({})).is_none());
        assert!(Content::from_row("magic_link", &json!({"name": "x"})).is_none());
    }
}
