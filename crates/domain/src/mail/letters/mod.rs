//! E-mails as they are read: a file a template, each in four languages, laid out once as text and as HTML. Everything
//! that came from a person is escaped where the HTML is made and nowhere else; no picture or style sheet is fetched, and
//! nothing tells the sender that it was read.

mod ink;
mod layout;
mod magic_link;
mod password_changed;
mod password_reset;
mod portal_access;
mod staff_access;
mod staff_password_reset;

use super::content::Content;

/// Whose e-mail it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    pub name: String,
    /// `#rrggbb`; anything else is shown in a quiet colour.
    pub color: String,
    /// Named in addresses of the portal where it is not the first organization.
    pub slug: Option<String>,
}

/// An e-mail ready to go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A language that e-mails are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    En,
    De,
    Ja,
    Es,
}

impl Language {
    fn of(locale: &str) -> Self {
        match locale {
            "de" => Self::De,
            "ja" => Self::Ja,
            "es" => Self::Es,
            _ => Self::En,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Ja => "ja",
            Self::Es => "es",
        }
    }

    fn greeting(self, name: &str) -> String {
        match self {
            Self::En => format!("Hello {name},"),
            Self::De => format!("Guten Tag {name},"),
            Self::Ja => format!("{name} 様"),
            Self::Es => format!("Hola, {name}:"),
        }
    }
}

/// What a template says, as plain text.
struct Letter {
    subject: String,
    greeting: String,
    parts: Vec<Part>,
}

enum Part {
    Paragraph(String),
    /// Names and values to be copied exactly.
    Facts(Vec<(&'static str, String)>),
    /// Words and address.
    Button(&'static str, String),
    /// In smaller type.
    Note(String),
}

/// What every template is given.
struct Setting<'a> {
    language: Language,
    maker: &'a str,
    /// The recipient's address.
    email: &'a str,
    /// The portal's sign-in page.
    sign_in: String,
    /// The staff application.
    admin: String,
}

/// Where the pages are that e-mails lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The portal's origin, without a slash at its end.
    pub portal: String,
    /// The staff application's address.
    pub admin: String,
}

/// Writes an e-mail in the language of `locale`.
pub fn write(
    content: &Content,
    locale: &str,
    brand: &Brand,
    recipient: &str,
    places: &Places,
) -> Written {
    let portal = places.portal.as_str();
    let language = Language::of(locale);
    let setting = Setting {
        language,
        maker: &brand.name,
        email: recipient,
        sign_in: address(portal, "/portal/customer", brand, None),
        admin: places.admin.clone(),
    };
    let letter = match content {
        Content::PortalAccess { name, password } => portal_access::letter(&setting, name, password),
        Content::PasswordReset { name, password } => {
            password_reset::letter(&setting, name, password)
        }
        Content::StaffAccess { name, password } => staff_access::letter(&setting, name, password),
        Content::StaffPasswordReset { name, password } => {
            staff_password_reset::letter(&setting, name, password)
        }
        Content::MagicLink { name, token } => {
            let link = address(portal, "/portal/customer/link", brand, Some(token));
            magic_link::letter(&setting, name, link)
        }
        Content::PasswordChanged { name, at } => password_changed::letter(&setting, name, *at),
    };
    Written {
        text: layout::text(&letter, brand),
        html: layout::html(&letter, brand, language),
        subject: letter.subject,
    }
}

/// A page of the portal. What follows `#` reaches no server and no server's log.
fn address(portal: &str, path: &str, brand: &Brand, fragment: Option<&str>) -> String {
    let query = brand
        .slug
        .as_ref()
        .map_or_else(String::new, |slug| format!("?organization={slug}"));
    let fragment = fragment.map_or_else(String::new, |token| format!("#{token}"));
    format!("{portal}{path}{query}{fragment}")
}

#[cfg(test)]
mod tests;
