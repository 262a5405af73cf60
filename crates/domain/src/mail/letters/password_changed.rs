//! A security notice: the password was changed, perhaps by somebody else. Carries no link, so that nobody learns to
//! follow one in such an e-mail.

use chrono::{DateTime, Utc};

use super::{Language, Letter, Part, Setting};

pub(super) fn letter(setting: &Setting<'_>, name: &str, at: DateTime<Utc>) -> Letter {
    let (maker, email) = (setting.maker, setting.email);
    let at = at.format("%Y-%m-%d %H:%M UTC");
    let (subject, opening, note) = match setting.language {
        Language::En => (
            format!("Your password at {maker} was changed"),
            format!(
                "The password of {email} was changed on {at}. Wherever else you were signed in, you are signed out."
            ),
            format!("Was it you? Then all is well. If not, get in touch with {maker} at once."),
        ),
        Language::De => (
            format!("Ihr Passwort bei {maker} wurde geändert"),
            format!(
                "Das Passwort von {email} wurde am {at} geändert. Wo Sie sonst angemeldet waren, sind Sie abgemeldet."
            ),
            format!(
                "Waren Sie das? Dann ist alles in Ordnung. Wenn nicht, wenden Sie sich bitte sofort an {maker}."
            ),
        ),
        Language::Ja => (
            format!("{maker} のパスワードが変更されました"),
            format!(
                "{email} のパスワードが {at} に変更されました。他の端末からはログアウトされています。"
            ),
            format!(
                "ご本人による変更であれば、お手続きは不要です。お心当たりのない場合は、すぐに {maker} までご連絡ください。"
            ),
        ),
        Language::Es => (
            format!("Su contraseña en {maker} ha cambiado"),
            format!(
                "La contraseña de {email} se cambió el {at}. Se ha cerrado su sesión en los demás dispositivos."
            ),
            format!(
                "¿Fue usted? Entonces todo está en orden. Si no, póngase en contacto con {maker} de inmediato."
            ),
        ),
    };
    Letter {
        subject,
        greeting: setting.language.greeting(name),
        parts: vec![Part::Paragraph(opening), Part::Note(note)],
    }
}
