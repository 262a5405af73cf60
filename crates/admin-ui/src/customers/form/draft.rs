//! What is typed into the form of a customer, and how it differs from what was saved.

use contract::FieldError;
use contract::customers::{Customer, CustomerInput, CustomerPatch};
use leptos::prelude::*;

use super::fw;
use crate::desk::given;

/// A field: its name in the API, what was typed, how a saved customer says it.
pub type Entry = (&'static str, RwSignal<String>, fn(&Customer) -> String);

/// The form's values, as typed.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub status: RwSignal<String>,
    pub country: RwSignal<String>,
    pub line1: RwSignal<String>,
    pub line2: RwSignal<String>,
    pub city: RwSignal<String>,
    pub region: RwSignal<String>,
    pub postal: RwSignal<String>,
    pub email: RwSignal<String>,
    pub phone: RwSignal<String>,
    pub locale: RwSignal<String>,
    pub notes: RwSignal<String>,
    pub erp: RwSignal<String>,
    pub external: RwSignal<String>,
    pub owner: RwSignal<String>,
    pub team: RwSignal<String>,
}

impl Draft {
    pub fn of(saved: Option<&Customer>) -> Self {
        let text = || RwSignal::new(String::new());
        let draft = Self {
            name: text(),
            status: RwSignal::new("active".to_owned()),
            country: text(),
            line1: text(),
            line2: text(),
            city: text(),
            region: text(),
            postal: text(),
            email: text(),
            phone: text(),
            locale: text(),
            notes: text(),
            erp: text(),
            external: text(),
            owner: text(),
            team: text(),
        };
        if let Some(saved) = saved {
            for (_, typed, read) in draft.entries() {
                typed.set(read(saved));
            }
        }
        draft
    }

    pub fn entries(self) -> [Entry; 16] {
        fn or_nothing(text: &Option<String>) -> String {
            text.clone().unwrap_or_default()
        }
        fn id(id: Option<i64>) -> String {
            id.map_or_else(String::new, |id| id.to_string())
        }
        [
            ("name", self.name, |c| c.name.clone()),
            ("status", self.status, |c| c.status.to_string()),
            ("country", self.country, |c| c.country.clone()),
            ("address_line1", self.line1, |c| {
                or_nothing(&c.address_line1)
            }),
            ("address_line2", self.line2, |c| {
                or_nothing(&c.address_line2)
            }),
            ("city", self.city, |c| or_nothing(&c.city)),
            ("region", self.region, |c| or_nothing(&c.region)),
            ("postal_code", self.postal, |c| or_nothing(&c.postal_code)),
            ("email", self.email, |c| or_nothing(&c.email)),
            ("phone", self.phone, |c| or_nothing(&c.phone)),
            ("locale", self.locale, |c| or_nothing(&c.locale)),
            ("notes", self.notes, |c| or_nothing(&c.notes)),
            ("erp_customer_id", self.erp, |c| {
                or_nothing(&c.erp_customer_id)
            }),
            ("external_customer_id", self.external, |c| {
                or_nothing(&c.external_customer_id)
            }),
            ("owner_user_id", self.owner, |c| id(c.owner_user_id)),
            ("team_id", self.team, |c| id(c.team_id)),
        ]
    }

    /// Anything differs from `saved`, or from an empty form. Reactive.
    pub fn differs(self, saved: Option<&Customer>) -> bool {
        self.entries().into_iter().any(|(key, typed, read)| {
            typed.with(|typed| match saved {
                Some(saved) => typed.trim() != read(saved).trim(),
                None => key != "status" && !typed.trim().is_empty(),
            })
        })
    }

    /// What the page itself can see to be missing, before anything is sent.
    pub fn missing(self) -> Vec<FieldError> {
        let empty = |field: RwSignal<String>| field.with_untracked(|text| text.trim().is_empty());
        [
            (self.name, "name", fw().need_name),
            (self.country, "country", fw().need_country),
        ]
        .into_iter()
        .filter(|(field, ..)| empty(*field))
        .map(|(_, key, say)| FieldError::new(key, "required", say))
        .collect()
    }

    pub fn input(self) -> CustomerInput {
        let text = |field: RwSignal<String>| given(&field.get_untracked());
        let id = |field: RwSignal<String>| field.with_untracked(|text| text.parse().ok());
        CustomerInput {
            name: text(self.name).unwrap_or_default(),
            status: self.status.with_untracked(|status| status.parse().ok()),
            country: self.country.get_untracked(),
            address_line1: text(self.line1),
            address_line2: text(self.line2),
            city: text(self.city),
            region: text(self.region),
            postal_code: text(self.postal),
            email: text(self.email),
            phone: text(self.phone),
            notes: text(self.notes),
            erp_customer_id: text(self.erp),
            external_customer_id: text(self.external),
            locale: text(self.locale),
            owner_user_id: id(self.owner),
            team_id: id(self.team),
        }
    }

    /// Only what differs from `saved`.
    pub fn patch(self, saved: &Customer) -> CustomerPatch {
        let now = self.input();
        CustomerPatch {
            name: (now.name != saved.name).then_some(now.name),
            status: now.status.filter(|status| *status != saved.status),
            country: (now.country != saved.country).then_some(now.country),
            address_line1: changed(now.address_line1, &saved.address_line1),
            address_line2: changed(now.address_line2, &saved.address_line2),
            city: changed(now.city, &saved.city),
            region: changed(now.region, &saved.region),
            postal_code: changed(now.postal_code, &saved.postal_code),
            email: changed(now.email, &saved.email),
            phone: changed(now.phone, &saved.phone),
            notes: changed(now.notes, &saved.notes),
            erp_customer_id: changed(now.erp_customer_id, &saved.erp_customer_id),
            external_customer_id: changed(now.external_customer_id, &saved.external_customer_id),
            locale: changed(now.locale, &saved.locale),
            owner_user_id: changed(now.owner_user_id, &saved.owner_user_id),
            team_id: changed(now.team_id, &saved.team_id),
        }
    }

    /// Takes over what somebody else saved in the fields that were not typed into. Answers with the fields that only
    /// they changed, and those that both changed.
    pub fn rebase(self, old: &Customer, new: &Customer) -> (Vec<&'static str>, Vec<&'static str>) {
        let (mut theirs, mut both) = (Vec::new(), Vec::new());
        for (key, typed, read) in self.entries() {
            let (was, is) = (read(old), read(new));
            let mine = typed.with_untracked(|typed| typed.trim() != was.trim());
            match (was == is, mine) {
                (true, _) => {}
                (false, false) => {
                    typed.set(is);
                    theirs.push(key);
                }
                (false, true) => {
                    if typed.with_untracked(|typed| typed.trim() != is.trim()) {
                        both.push(key);
                    }
                }
            }
        }
        (theirs, both)
    }
}

/// A value that differs from what is written, as a PATCH says it.
fn changed<T: PartialEq>(now: Option<T>, before: &Option<T>) -> Option<Option<T>> {
    (now != *before).then_some(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::CustomerStatus;

    fn customer() -> Customer {
        Customer {
            id: 1,
            name: "Harbor Cocoa".into(),
            status: CustomerStatus::Active,
            country: "US".into(),
            address_line1: None,
            address_line2: None,
            city: Some("Portland".into()),
            region: None,
            postal_code: None,
            email: None,
            phone: Some("1".into()),
            locale: None,
            notes: None,
            erp_customer_id: None,
            external_customer_id: None,
            owner_user_id: Some(3),
            owner_name: None,
            team_id: None,
            team_name: None,
            version: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn only_what_was_typed_is_sent() {
        Owner::new().with(|| {
            let saved = customer();
            let draft = Draft::of(Some(&saved));
            assert_eq!(draft.patch(&saved), CustomerPatch::default());
            assert!(!draft.differs(Some(&saved)));
            draft.city.set("  ".into());
            draft.email.set(" a@b.example ".into());
            draft.owner.set(String::new());
            let patch = draft.patch(&saved);
            assert_eq!(patch.city, Some(None));
            assert_eq!(patch.email, Some(Some("a@b.example".into())));
            assert_eq!(patch.owner_user_id, Some(None));
            assert_eq!((patch.name, patch.phone), (None, None));
            assert!(draft.differs(Some(&saved)));
        });
    }

    #[test]
    fn what_was_typed_outlives_what_somebody_else_saved() {
        Owner::new().with(|| {
            let old = customer();
            let draft = Draft::of(Some(&old));
            draft.phone.set("2".into());
            draft.city.set("Bath".into());
            let new = Customer {
                phone: Some("3".into()),
                email: Some("x@y.example".into()),
                city: Some("Bath".into()),
                ..customer()
            };
            assert_eq!(draft.rebase(&old, &new), (vec!["email"], vec!["phone"]));
            assert_eq!(draft.phone.get_untracked(), "2");
            assert_eq!(draft.email.get_untracked(), "x@y.example");
            let patch = draft.patch(&new);
            assert_eq!(patch.phone, Some(Some("2".into())));
            assert_eq!((patch.email, patch.city), (None, None));
        });
    }
}
