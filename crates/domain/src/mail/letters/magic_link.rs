//! A sign-in link that works once, for a quarter of an hour.

use super::{super::LINK_LIVES, Language, Letter, Part, Setting};

pub(super) fn letter(setting: &Setting<'_>, name: &str, link: String) -> Letter {
    let maker = setting.maker;
    let minutes = LINK_LIVES.num_minutes();
    let (subject, opening, button, note) = match setting.language {
        Language::En => (
            format!("Sign in to the {maker} order portal"),
            format!("With this link you sign in. It works once, within {minutes} minutes."),
            "Sign in",
            "You did not ask for it? Then there is nothing to do: without this e-mail nobody gets in. Please do not pass \
             it on.",
        ),
        Language::De => (
            format!("Anmelden im Bestellportal von {maker}"),
            format!(
                "Mit diesem Link melden Sie sich an. Er gilt einmal, innerhalb von {minutes} Minuten."
            ),
            "Anmelden",
            "Sie haben ihn nicht angefordert? Dann müssen Sie nichts tun: Ohne diese E-Mail kommt niemand hinein. Bitte \
             leiten Sie sie nicht weiter.",
        ),
        Language::Ja => (
            format!("{maker} 注文ポータルへのログイン"),
            format!(
                "次のリンクからログインできます。{minutes}分以内に一度だけご利用いただけます。"
            ),
            "ログインする",
            "お心当たりのない場合は、何もしていただく必要はありません。このメールがなければ誰もログインできません。転送はお控えください。",
        ),
        Language::Es => (
            format!("Inicie sesión en el portal de pedidos de {maker}"),
            format!(
                "Con este enlace inicia sesión. Funciona una sola vez, durante {minutes} minutos."
            ),
            "Iniciar sesión",
            "¿No lo ha pedido? Entonces no tiene que hacer nada: sin este correo nadie puede entrar. Por favor, no lo \
             reenvíe.",
        ),
    };
    Letter {
        subject,
        greeting: setting.language.greeting(name),
        parts: vec![
            Part::Paragraph(opening),
            Part::Button(button, link),
            Part::Note(note.to_owned()),
        ],
    }
}
