//! The plain cookies a front end keeps for its reader: language, theme, and the organization that a platform
//! administrator acts in. They hold no secret and no identity; the session's cookie is HttpOnly and never seen here.

use leptos::prelude::document;
use wasm_bindgen::JsCast;

fn jar() -> Option<web_sys::HtmlDocument> {
    document().dyn_into().ok()
}

/// The value of a cookie that this application wrote.
pub fn get(name: &str) -> Option<String> {
    find(&jar()?.cookie().ok()?, name).map(str::to_owned)
}

/// Keeps a value of letters, digits and hyphens for a year, on this origin only.
pub fn set(name: &str, value: &str) {
    debug_assert!(value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    if let Some(jar) = jar() {
        // A browser that refuses cookies forgets the choice with the tab: no reason to fail.
        let _ = jar.set_cookie(&format!(
            "{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax"
        ));
    }
}

/// Keeps a value of letters, digits and hyphens until the browser is closed; an empty one forgets it.
pub fn set_for_now(name: &str, value: &str) {
    debug_assert!(value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    if let Some(jar) = jar() {
        let end = if value.is_empty() { "; Max-Age=0" } else { "" };
        let _ = jar.set_cookie(&format!("{name}={value}; Path=/; SameSite=Strict{end}"));
    }
}

fn find<'a>(jar: &'a str, name: &str) -> Option<&'a str> {
    jar.split(';')
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let jar = "xixchel_lang=ja; ixchel_lang=de;ixchel_theme=dark";
        assert_eq!(find(jar, "ixchel_lang"), Some("de"));
        assert_eq!(find(jar, "ixchel_theme"), Some("dark"));
        assert_eq!(find(jar, "lang"), None);
    }
}
