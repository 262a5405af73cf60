//! An admin of the maker gave somebody a new password.

use super::{Language, Letter, Setting, portal_access::Words};

pub(super) fn letter(setting: &Setting<'_>, name: &str, password: &str) -> Letter {
    let maker = setting.maker;
    let words = match setting.language {
        Language::En => Words {
            subject: format!("A new password for the {maker} order portal"),
            opening: format!(
                "{maker} has given you a new password for the order portal. The old one no longer works, and you are \
                 signed out everywhere."
            ),
            facts: ["Address", "E-mail", "New password"],
            button: "Sign in",
            next: "When you sign in you choose a password of your own.".into(),
            note: format!(
                "You did not ask for a new password? Then please get in touch with {maker}."
            ),
        },
        Language::De => Words {
            subject: format!("Ein neues Passwort für das Bestellportal von {maker}"),
            opening: format!(
                "{maker} hat Ihnen ein neues Passwort für das Bestellportal gegeben. Das alte gilt nicht mehr, und Sie \
                 sind überall abgemeldet."
            ),
            facts: ["Adresse", "E-Mail", "Neues Passwort"],
            button: "Anmelden",
            next: "Bei der Anmeldung wählen Sie ein eigenes Passwort.".into(),
            note: format!(
                "Sie haben kein neues Passwort verlangt? Dann wenden Sie sich bitte an {maker}."
            ),
        },
        Language::Ja => Words {
            subject: format!("{maker} 注文ポータルの新しいパスワード"),
            opening: format!(
                "{maker} が注文ポータルの新しいパスワードを発行しました。以前のパスワードは無効となり、すべての端末からログアウトされています。"
            ),
            facts: ["アドレス", "メールアドレス", "新しいパスワード"],
            button: "ログインする",
            next: "ログイン時に、ご自身のパスワードを設定していただきます。".into(),
            note: format!("お心当たりのない場合は、{maker} までご連絡ください。"),
        },
        Language::Es => Words {
            subject: format!("Una contraseña nueva para el portal de pedidos de {maker}"),
            opening: format!(
                "{maker} le ha dado una contraseña nueva para el portal de pedidos. La anterior ya no sirve y se ha \
                 cerrado su sesión en todos los dispositivos."
            ),
            facts: ["Dirección", "Correo electrónico", "Contraseña nueva"],
            button: "Iniciar sesión",
            next: "Al iniciar sesión elegirá una contraseña propia.".into(),
            note: format!(
                "¿No pidió una contraseña nueva? Póngase por favor en contacto con {maker}."
            ),
        },
    };
    words.letter(setting, &setting.sign_in, name, password)
}
