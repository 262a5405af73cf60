//! The texts about portal access.

use ui_kit::{Language, Phrases};

/// A sentence about somebody.
pub type About = fn(name: &str) -> String;

pub struct AccessWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub create: &'static str,
    pub create_text: &'static str,
    pub create_go: &'static str,
    pub email: &'static str,
    pub name: &'static str,
    pub missing_email: &'static str,
    pub bad_email: &'static str,
    pub email_taken: &'static str,
    pub missing_name: &'static str,
    pub bad_name: &'static str,
    pub cancel: &'static str,
    pub created: About,
    /// A password is on its way: to whom, which address, in which language ("in German").
    pub on_its_way: fn(name: &str, email: &str, language: &str) -> String,
    pub in_language: About,
    pub in_house_language: &'static str,
    pub none: (&'static str, &'static str),
    pub failed: &'static str,
    pub people: &'static str,
    pub person: &'static str,
    pub status: &'static str,
    pub last_sign_in: &'static str,
    pub never: &'static str,
    pub mail: &'static str,
    pub actions: &'static str,
    pub until: About,
    pub must_change: &'static str,
    pub queued: &'static str,
    pub sent: &'static str,
    pub mail_failed: &'static str,
    pub mail_failed_how: &'static str,
    pub suspend: &'static str,
    pub reinstate: &'static str,
    pub unlock: &'static str,
    pub reset: &'static str,
    pub reset_go: &'static str,
    pub suspend_title: About,
    pub suspend_text: &'static str,
    pub reset_title: About,
    pub reset_text: fn(email: &str, language: &str) -> String,
    pub suspended: About,
    pub reinstated: About,
    pub unlocked: About,
    pub was_reset: About,
    pub changed_meanwhile: &'static str,
}

static EN: AccessWords = AccessWords {
    title: "Portal access",
    lede: "Who of this shop may sign in to the portal.",
    create: "Create portal access",
    create_text: "A password is made and sent to this address, in the shop’s language. Nobody else sees it; at the first sign-in the person chooses their own.",
    create_go: "Create and send",
    email: "E-mail",
    name: "Name",
    missing_email: "Write the person’s e-mail address.",
    bad_email: "This is not an e-mail address: it needs a name, an @ and a place.",
    email_taken: "Somebody of this customer already has access with this e-mail.",
    missing_name: "Write the person’s name.",
    bad_name: "A name has 1 to 200 characters.",
    cancel: "Cancel",
    created: |name| format!("{name} has access to the portal."),
    on_its_way: |name, email, language| {
        format!(
            "A password for {name} is on its way to {email}, {language}. It is not shown here. At the first sign-in they choose their own."
        )
    },
    in_language: |language| format!("in {language}"),
    in_house_language: "in the house’s language",
    none: (
        "Nobody of this shop can sign in yet",
        "Create access for a person, and the shop sees its own orders in the portal.",
    ),
    failed: "Portal access did not load",
    people: "people",
    person: "Person",
    status: "Status",
    last_sign_in: "Last sign-in",
    never: "Never",
    mail: "E-mail with the password",
    actions: "Actions",
    until: |time| format!("until {time}"),
    must_change: "must still choose a password",
    queued: "Queued",
    sent: "Sent",
    mail_failed: "Not delivered",
    mail_failed_how: "Check the address, then reset the password.",
    suspend: "Suspend",
    reinstate: "Reinstate",
    unlock: "Unlock",
    reset: "Reset password",
    reset_go: "Send a new password",
    suspend_title: |name| format!("Suspend {name}?"),
    suspend_text: "Every session of this person ends at once, and signing in is refused until you reinstate them. The shop’s orders stay as they are.",
    reset_title: |name| format!("A new password for {name}?"),
    reset_text: |email, language| {
        format!(
            "The old password stops working and every session of this person ends at once. A new one is sent to {email}, {language}; at the next sign-in they choose their own."
        )
    },
    suspended: |name| format!("{name} is suspended, and signed out everywhere."),
    reinstated: |name| format!("{name} may sign in again."),
    unlocked: |name| format!("{name} is unlocked and may try again."),
    was_reset: |name| format!("A new password for {name} is on its way by e-mail."),
    changed_meanwhile: "Somebody else changed this person a moment ago. The list is up to date now; look, then try again.",
};

static DE: AccessWords = AccessWords {
    title: "Portalzugang",
    lede: "Wer von diesem Laden sich am Portal anmelden darf.",
    create: "Portalzugang anlegen",
    create_text: "Ein Passwort wird erzeugt und in der Sprache des Ladens an diese Adresse geschickt. Sonst sieht es niemand; bei der ersten Anmeldung wählt die Person ein eigenes.",
    create_go: "Anlegen und senden",
    email: "E-Mail",
    name: "Name",
    missing_email: "Tragen Sie die E-Mail-Adresse der Person ein.",
    bad_email: "Das ist keine E-Mail-Adresse: Sie braucht einen Namen, ein @ und einen Ort.",
    email_taken: "Mit dieser E-Mail hat bei diesem Kunden schon jemand Zugang.",
    missing_name: "Tragen Sie den Namen der Person ein.",
    bad_name: "Ein Name hat 1 bis 200 Zeichen.",
    cancel: "Abbrechen",
    created: |name| format!("{name} hat jetzt Zugang zum Portal."),
    on_its_way: |name, email, language| {
        format!(
            "Ein Passwort für {name} ist unterwegs an {email}, {language}. Hier wird es nicht gezeigt. Bei der ersten Anmeldung wird ein eigenes gewählt."
        )
    },
    in_language: |language| format!("auf {language}"),
    in_house_language: "in der Sprache des Hauses",
    none: (
        "Noch kann sich niemand von diesem Laden anmelden",
        "Legen Sie einer Person Zugang an, dann sieht der Laden seine Bestellungen im Portal.",
    ),
    failed: "Der Portalzugang wurde nicht geladen",
    people: "Personen",
    person: "Person",
    status: "Status",
    last_sign_in: "Letzte Anmeldung",
    never: "Noch nie",
    mail: "E-Mail mit dem Passwort",
    actions: "Aktionen",
    until: |time| format!("bis {time}"),
    must_change: "muss noch ein Passwort wählen",
    queued: "Wartet",
    sent: "Gesendet",
    mail_failed: "Nicht zugestellt",
    mail_failed_how: "Prüfen Sie die Adresse und setzen Sie dann das Passwort zurück.",
    suspend: "Aussetzen",
    reinstate: "Wieder zulassen",
    unlock: "Entsperren",
    reset: "Passwort zurücksetzen",
    reset_go: "Neues Passwort senden",
    suspend_title: |name| format!("{name} aussetzen?"),
    suspend_text: "Alle Sitzungen dieser Person enden sofort, und die Anmeldung wird abgewiesen, bis Sie sie wieder zulassen. Die Bestellungen des Ladens bleiben, wie sie sind.",
    reset_title: |name| format!("Ein neues Passwort für {name}?"),
    reset_text: |email, language| {
        format!(
            "Das alte Passwort gilt nicht mehr, und alle Sitzungen dieser Person enden sofort. Ein neues geht an {email}, {language}; bei der nächsten Anmeldung wird ein eigenes gewählt."
        )
    },
    suspended: |name| format!("{name} ist ausgesetzt und überall abgemeldet."),
    reinstated: |name| format!("{name} darf sich wieder anmelden."),
    unlocked: |name| format!("{name} ist entsperrt und darf es wieder versuchen."),
    was_reset: |name| format!("Ein neues Passwort für {name} ist per E-Mail unterwegs."),
    changed_meanwhile: "Jemand anderes hat diese Person gerade geändert. Die Liste ist jetzt aktuell; sehen Sie nach und versuchen Sie es noch einmal.",
};

static ES: AccessWords = AccessWords {
    title: "Acceso al portal",
    lede: "Quién de esta tienda puede entrar en el portal.",
    create: "Crear acceso al portal",
    create_text: "Se genera una contraseña y se envía a esta dirección, en el idioma de la tienda. Nadie más la ve; al entrar por primera vez, la persona elige la suya.",
    create_go: "Crear y enviar",
    email: "Correo electrónico",
    name: "Nombre",
    missing_email: "Escriba el correo electrónico de la persona.",
    bad_email: "Esto no es un correo electrónico: necesita un nombre, una @ y un dominio.",
    email_taken: "Alguien de este cliente ya tiene acceso con este correo.",
    missing_name: "Escriba el nombre de la persona.",
    bad_name: "El nombre tiene entre 1 y 200 caracteres.",
    cancel: "Cancelar",
    created: |name| format!("{name} ya tiene acceso al portal."),
    on_its_way: |name, email, language| {
        format!(
            "La contraseña de {name} va de camino a {email}, {language}. Aquí no se muestra. Al entrar por primera vez, elegirá la suya."
        )
    },
    in_language: |language| format!("en {language}"),
    in_house_language: "en el idioma de la casa",
    none: (
        "Todavía nadie de esta tienda puede entrar",
        "Cree el acceso de una persona y la tienda verá sus pedidos en el portal.",
    ),
    failed: "No se cargó el acceso al portal",
    people: "personas",
    person: "Persona",
    status: "Estado",
    last_sign_in: "Última entrada",
    never: "Nunca",
    mail: "Correo con la contraseña",
    actions: "Acciones",
    until: |time| format!("hasta: {time}"),
    must_change: "aún debe elegir contraseña",
    queued: "En cola",
    sent: "Enviado",
    mail_failed: "No entregado",
    mail_failed_how: "Revise la dirección y restablezca la contraseña.",
    suspend: "Suspender",
    reinstate: "Readmitir",
    unlock: "Desbloquear",
    reset: "Restablecer contraseña",
    reset_go: "Enviar una contraseña nueva",
    suspend_title: |name| format!("¿Suspender a {name}?"),
    suspend_text: "Todas las sesiones de esta persona terminan al instante y no podrá entrar hasta que la readmita. Los pedidos de la tienda quedan como están.",
    reset_title: |name| format!("¿Una contraseña nueva para {name}?"),
    reset_text: |email, language| {
        format!(
            "La contraseña anterior deja de valer y todas las sesiones de esta persona terminan al instante. Se envía una nueva a {email}, {language}; en la próxima entrada elegirá la suya."
        )
    },
    suspended: |name| format!("{name} queda en suspenso y sin sesiones abiertas."),
    reinstated: |name| format!("{name} puede volver a entrar."),
    unlocked: |name| format!("{name} está sin bloqueo y puede intentarlo de nuevo."),
    was_reset: |name| format!("Una contraseña nueva para {name} va de camino por correo."),
    changed_meanwhile: "Otra persona cambió estos datos hace un momento. La lista ya está al día; mírela e inténtelo de nuevo.",
};

static JA: AccessWords = AccessWords {
    title: "ポータルの利用",
    lede: "この店舗でポータルにログインできる方です。",
    create: "ポータルの利用を開始する",
    create_text: "パスワードを作成し、店舗の言語でこのアドレスに送信します。ほかの誰にも表示されません。初回ログイン時に、ご本人が新しいパスワードを決めます。",
    create_go: "作成して送信",
    email: "メールアドレス",
    name: "お名前",
    missing_email: "ご本人のメールアドレスを入力してください。",
    bad_email: "メールアドレスの形になっていません。@ の前と後が必要です。",
    email_taken: "このメールアドレスは、この取引先ですでに使われています。",
    missing_name: "お名前を入力してください。",
    bad_name: "お名前は1〜200文字です。",
    cancel: "キャンセル",
    created: |name| format!("{name}さんがポータルを利用できるようになりました。"),
    on_its_way: |name, email, language| {
        format!(
            "{name}さんのパスワードを{language}{email}に送信しています。ここには表示されません。初回ログイン時に、ご本人が新しいパスワードを決めます。"
        )
    },
    in_language: |language| format!("{language}で"),
    in_house_language: "自社の既定の言語で",
    none: (
        "この店舗でログインできる方はまだいません",
        "利用を開始すると、店舗はポータルで自分の注文を確認できます。",
    ),
    failed: "ポータルの利用状況を読み込めませんでした",
    people: "名",
    person: "利用者",
    status: "状態",
    last_sign_in: "最終ログイン",
    never: "なし",
    mail: "パスワードのメール",
    actions: "操作",
    until: |time| format!("{time}まで"),
    must_change: "パスワード未設定(初回変更待ち)",
    queued: "送信待ち",
    sent: "送信済み",
    mail_failed: "送信失敗",
    mail_failed_how: "アドレスを確認し、パスワードを再設定してください。",
    suspend: "停止",
    reinstate: "再開",
    unlock: "ロック解除",
    reset: "パスワード再設定",
    reset_go: "新しいパスワードを送信",
    suspend_title: |name| format!("{name}さんの利用を停止しますか"),
    suspend_text: "この方のログインはすべて直ちに終了し、再開するまでログインできなくなります。店舗の注文はそのまま残ります。",
    reset_title: |name| format!("{name}さんのパスワードを再設定しますか"),
    reset_text: |email, language| {
        format!(
            "今のパスワードは使えなくなり、この方のログインはすべて直ちに終了します。新しいパスワードを{language}{email}に送信し、次回ログイン時にご本人が決め直します。"
        )
    },
    suspended: |name| format!("{name}さんの利用を停止し、すべてのログインを終了しました。"),
    reinstated: |name| format!("{name}さんが再びログインできるようになりました。"),
    unlocked: |name| format!("{name}さんのロックを解除しました。"),
    was_reset: |name| format!("{name}さんの新しいパスワードをメールで送信しています。"),
    changed_meanwhile: "この方の情報はほかの担当者が変更したばかりです。一覧を更新しましたので、確認してからもう一度お試しください。",
};

impl Phrases for AccessWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Es => &ES,
            Language::Ja => &JA,
        }
    }
}

/// Reactive.
pub fn aw() -> &'static AccessWords {
    ui_kit::t()
}
