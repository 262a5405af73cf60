//! Somebody may use the portal: address, e-mail and the generated password.

use super::{Language, Letter, Part, Setting};

pub(super) fn letter(setting: &Setting<'_>, name: &str, password: &str) -> Letter {
    let maker = setting.maker;
    let words = match setting.language {
        Language::En => Words {
            subject: format!("Your access to the {maker} order portal"),
            opening: format!(
                "{maker} has opened its order portal to you. There you see your orders and deliveries, and the farm \
                 that each bar comes from."
            ),
            facts: ["Address", "E-mail", "Password"],
            button: "Open the portal",
            next: "When you first sign in you choose a password of your own.".into(),
            note: format!(
                "You did not expect this e-mail? Then please tell {maker}, and do not pass it on."
            ),
        },
        Language::De => Words {
            subject: format!("Ihr Zugang zum Bestellportal von {maker}"),
            opening: format!(
                "{maker} hat Ihnen das Bestellportal geöffnet. Dort sehen Sie Ihre Bestellungen und Lieferungen und \
                 von welcher Farm jede Tafel kommt."
            ),
            facts: ["Adresse", "E-Mail", "Passwort"],
            button: "Portal öffnen",
            next: "Bei der ersten Anmeldung wählen Sie ein eigenes Passwort.".into(),
            note: format!(
                "Sie haben diese E-Mail nicht erwartet? Dann geben Sie bitte {maker} Bescheid und leiten Sie sie nicht \
                 weiter."
            ),
        },
        Language::Ja => Words {
            subject: format!("{maker} 注文ポータルのご利用案内"),
            opening: format!(
                "{maker} の注文ポータルをご利用いただけるようになりました。ご注文と配送の状況、各チョコレートの農園をご覧いただけます。"
            ),
            facts: ["アドレス", "メールアドレス", "パスワード"],
            button: "ポータルを開く",
            next: "初回ログイン時に、ご自身のパスワードを設定していただきます。".into(),
            note: format!(
                "このメールにお心当たりのない場合は、転送せずに {maker} までお知らせください。"
            ),
        },
        Language::Es => Words {
            subject: format!("Su acceso al portal de pedidos de {maker}"),
            opening: format!(
                "{maker} le ha abierto su portal de pedidos. Allí puede ver sus pedidos y envíos, y de qué finca viene \
                 cada tableta."
            ),
            facts: ["Dirección", "Correo electrónico", "Contraseña"],
            button: "Abrir el portal",
            next: "La primera vez que inicie sesión elegirá una contraseña propia.".into(),
            note: format!("¿No esperaba este correo? Avise por favor a {maker} y no lo reenvíe."),
        },
    };
    words.letter(setting, &setting.sign_in, name, password)
}

/// The words of an e-mail with a generated password.
pub(super) struct Words {
    pub subject: String,
    pub opening: String,
    /// Address, e-mail, password.
    pub facts: [&'static str; 3],
    pub button: &'static str,
    pub next: String,
    pub note: String,
}

impl Words {
    /// `sign_in` is the page to sign in at.
    pub(super) fn letter(
        self,
        setting: &Setting<'_>,
        sign_in: &str,
        name: &str,
        password: &str,
    ) -> Letter {
        let [address, email, secret] = self.facts;
        Letter {
            subject: self.subject,
            greeting: setting.language.greeting(name),
            parts: vec![
                Part::Paragraph(self.opening),
                Part::Facts(vec![
                    (address, sign_in.to_owned()),
                    (email, setting.email.to_owned()),
                    (secret, password.to_owned()),
                ]),
                Part::Paragraph(self.next),
                Part::Button(self.button, sign_in.to_owned()),
                Part::Note(self.note),
            ],
        }
    }
}
