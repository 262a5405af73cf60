//! An admin gave a person of the maker a new password.

use super::{Language, Letter, Setting, portal_access::Words};

pub(super) fn letter(setting: &Setting<'_>, name: &str, password: &str) -> Letter {
    let maker = setting.maker;
    let words = match setting.language {
        Language::En => Words {
            subject: format!("A new password for your account at {maker}"),
            opening: format!(
                "An admin of {maker} has given you a new password. The old one no longer works, and you are signed \
                 out everywhere."
            ),
            facts: ["Address", "E-mail", "New password"],
            button: "Sign in",
            next: "When you sign in you choose a password of your own.".into(),
            note: "You did not ask for a new password? Then please speak to an admin.".into(),
        },
        Language::De => Words {
            subject: format!("Ein neues Passwort für Ihr Konto bei {maker}"),
            opening: format!(
                "Die Verwaltung von {maker} hat Ihnen ein neues Passwort gegeben. Das alte gilt nicht mehr, und Sie \
                 sind überall abgemeldet."
            ),
            facts: ["Adresse", "E-Mail", "Neues Passwort"],
            button: "Anmelden",
            next: "Bei der Anmeldung wählen Sie ein eigenes Passwort.".into(),
            note: "Sie haben kein neues Passwort verlangt? Dann sprechen Sie bitte mit der Verwaltung."
                .into(),
        },
        Language::Ja => Words {
            subject: format!("{maker} 業務用アカウントの新しいパスワード"),
            opening: format!(
                "{maker} の管理者が新しいパスワードを発行しました。以前のパスワードは無効となり、すべての端末からログアウトされています。"
            ),
            facts: ["アドレス", "メールアドレス", "新しいパスワード"],
            button: "ログインする",
            next: "ログイン時に、ご自身のパスワードを設定していただきます。".into(),
            note: "お心当たりのない場合は、管理者までご連絡ください。".into(),
        },
        Language::Es => Words {
            subject: format!("Una contraseña nueva para su cuenta en {maker}"),
            opening: format!(
                "La administración de {maker} le ha dado una contraseña nueva. La anterior ya no sirve y se ha cerrado \
                 su sesión en todos los dispositivos."
            ),
            facts: ["Dirección", "Correo electrónico", "Contraseña nueva"],
            button: "Iniciar sesión",
            next: "Al iniciar sesión elegirá una contraseña propia.".into(),
            note: "¿No pidió una contraseña nueva? Hable por favor con la administración.".into(),
        },
    };
    words.letter(setting, &setting.admin, name, password)
}
