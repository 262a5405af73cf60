//! Somebody may work in the maker's own application: address, e-mail and the generated password.

use super::{Language, Letter, Setting, portal_access::Words};

pub(super) fn letter(setting: &Setting<'_>, name: &str, password: &str) -> Letter {
    let maker = setting.maker;
    let words = match setting.language {
        Language::En => Words {
            subject: format!("Your account for the work at {maker}"),
            opening: format!(
                "An account was made for you at {maker}. With it you look after batches, orders and customers, as far \
                 as your role reaches."
            ),
            facts: ["Address", "E-mail", "Password"],
            button: "Open the application",
            next: "When you first sign in you choose a password of your own.".into(),
            note: format!(
                "You did not expect this e-mail? Then please tell {maker}, and do not pass it on."
            ),
        },
        Language::De => Words {
            subject: format!("Ihr Konto für die Arbeit bei {maker}"),
            opening: format!(
                "Bei {maker} wurde ein Konto für Sie angelegt. Damit betreuen Sie Chargen, Bestellungen und Kunden, so \
                 weit Ihre Rolle reicht."
            ),
            facts: ["Adresse", "E-Mail", "Passwort"],
            button: "Anwendung öffnen",
            next: "Bei der ersten Anmeldung wählen Sie ein eigenes Passwort.".into(),
            note: format!(
                "Sie haben diese E-Mail nicht erwartet? Dann geben Sie bitte {maker} Bescheid und leiten Sie sie nicht \
                 weiter."
            ),
        },
        Language::Ja => Words {
            subject: format!("{maker} 業務用アカウントのご案内"),
            opening: format!(
                "{maker} の業務用アカウントが作成されました。ご担当の権限に応じて、バッチ・注文・顧客の管理を行えます。"
            ),
            facts: ["アドレス", "メールアドレス", "パスワード"],
            button: "アプリケーションを開く",
            next: "初回ログイン時に、ご自身のパスワードを設定していただきます。".into(),
            note: format!(
                "このメールにお心当たりのない場合は、転送せずに {maker} までお知らせください。"
            ),
        },
        Language::Es => Words {
            subject: format!("Su cuenta de trabajo en {maker}"),
            opening: format!(
                "Se ha creado una cuenta para usted en {maker}. Con ella atiende lotes, pedidos y clientes, según \
                 alcance su función."
            ),
            facts: ["Dirección", "Correo electrónico", "Contraseña"],
            button: "Abrir la aplicación",
            next: "La primera vez que inicie sesión elegirá una contraseña propia.".into(),
            note: format!("¿No esperaba este correo? Avise por favor a {maker} y no lo reenvíe."),
        },
    };
    words.letter(setting, &setting.admin, name, password)
}
