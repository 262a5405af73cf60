//! The texts of one's own account.

use contract::StaffRole;
use ui_kit::{Language, Phrases};

pub struct AccountWords {
    pub title: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    pub role_of: fn(StaffRole) -> &'static str,
    pub organization: &'static str,
    pub lede: &'static str,
    pub current: &'static str,
    pub new_password: &'static str,
    pub hint: &'static str,
    pub change: &'static str,
    pub changed: &'static str,
    pub missing_current: &'static str,
    pub wrong_current: &'static str,
    pub bad_length: &'static str,
    pub same: &'static str,
    pub common: &'static str,
    /// A first password of one's own: title and what it is about.
    pub first: (&'static str, &'static str),
    pub first_done: &'static str,
    pub leave: &'static str,
}

static EN: AccountWords = AccountWords {
    title: "Your account",
    name: "Name",
    email: "E-mail",
    role: "Role",
    role_of: |role| match role {
        StaffRole::Viewer => "Viewer: reads everything",
        StaffRole::User => "User: looks after own customers",
        StaffRole::Manager => "Manager: looks after the team’s customers",
        StaffRole::Admin => "Administrator",
        StaffRole::PlatformAdmin => "Platform administrator",
    },
    organization: "Organization",
    lede: "Every other session of yours ends; you stay signed in here.",
    current: "Current password",
    new_password: "New password",
    hint: "At least 8 characters. Several words are easier to remember than odd signs.",
    change: "Change password",
    changed: "Your password is changed. Other sessions are signed out.",
    missing_current: "Write your current password.",
    wrong_current: "This is not your current password.",
    bad_length: "A password has at least 8 characters, and at most 72 bytes.",
    same: "This is your current password. Choose another.",
    common: "This password is too common or not allowed. Choose another.",
    first: (
        "Choose your own password",
        "The one you signed in with was made for you and works only for this. Nobody but you will know the new one.",
    ),
    first_done: "Your password is saved.",
    leave: "Sign out",
};

static DE: AccountWords = AccountWords {
    title: "Ihr Konto",
    name: "Name",
    email: "E-Mail",
    role: "Rolle",
    role_of: |role| match role {
        StaffRole::Viewer => "Lesend: sieht alles",
        StaffRole::User => "Betreuung: eigene Kunden",
        StaffRole::Manager => "Leitung: Kunden des Teams",
        StaffRole::Admin => "Administration",
        StaffRole::PlatformAdmin => "Plattform-Administration",
    },
    organization: "Organisation",
    lede: "Alle anderen Sitzungen von Ihnen enden; hier bleiben Sie angemeldet.",
    current: "Aktuelles Passwort",
    new_password: "Neues Passwort",
    hint: "Mindestens 8 Zeichen. Mehrere Wörter merkt man sich leichter als Sonderzeichen.",
    change: "Passwort ändern",
    changed: "Ihr Passwort ist geändert. Andere Sitzungen sind abgemeldet.",
    missing_current: "Tragen Sie Ihr aktuelles Passwort ein.",
    wrong_current: "Das ist nicht Ihr aktuelles Passwort.",
    bad_length: "Ein Passwort hat mindestens 8 Zeichen und höchstens 72 Bytes.",
    same: "Das ist Ihr aktuelles Passwort. Wählen Sie ein anderes.",
    common: "Dieses Passwort ist zu verbreitet oder nicht erlaubt. Wählen Sie ein anderes.",
    first: (
        "Wählen Sie Ihr eigenes Passwort",
        "Das, mit dem Sie sich angemeldet haben, wurde für Sie erzeugt und gilt nur hierfür. Das neue kennt niemand außer Ihnen.",
    ),
    first_done: "Ihr Passwort ist gespeichert.",
    leave: "Abmelden",
};

static ES: AccountWords = AccountWords {
    title: "Su cuenta",
    name: "Nombre",
    email: "Correo electrónico",
    role: "Rol",
    role_of: |role| match role {
        StaffRole::Viewer => "Consulta: lo ve todo",
        StaffRole::User => "Atención: sus propios clientes",
        StaffRole::Manager => "Dirección: los clientes del equipo",
        StaffRole::Admin => "Administración",
        StaffRole::PlatformAdmin => "Administración de la plataforma",
    },
    organization: "Organización",
    lede: "Terminan todas sus demás sesiones; aquí sigue dentro.",
    current: "Contraseña actual",
    new_password: "Contraseña nueva",
    hint: "Al menos 8 caracteres. Varias palabras se recuerdan mejor que los signos raros.",
    change: "Cambiar contraseña",
    changed: "Su contraseña ha cambiado. Las demás sesiones se han cerrado.",
    missing_current: "Escriba su contraseña actual.",
    wrong_current: "Esta no es su contraseña actual.",
    bad_length: "La contraseña tiene al menos 8 caracteres y como máximo 72 bytes.",
    same: "Es su contraseña actual. Elija otra.",
    common: "Esta contraseña es demasiado común o no está permitida. Elija otra.",
    first: (
        "Elija su propia contraseña",
        "La contraseña con la que entró se generó para usted y solo sirve para esto. La nueva no la conocerá nadie más.",
    ),
    first_done: "Su contraseña está guardada.",
    leave: "Cerrar sesión",
};

static JA: AccountWords = AccountWords {
    title: "アカウント",
    name: "お名前",
    email: "メールアドレス",
    role: "権限",
    role_of: |role| match role {
        StaffRole::Viewer => "閲覧者(すべてを閲覧)",
        StaffRole::User => "担当者(自分の取引先)",
        StaffRole::Manager => "マネージャー(チームの取引先)",
        StaffRole::Admin => "管理者",
        StaffRole::PlatformAdmin => "プラットフォーム管理者",
    },
    organization: "組織",
    lede: "ほかの場所でのログインはすべて終了します。この画面ではログインしたままです。",
    current: "現在のパスワード",
    new_password: "新しいパスワード",
    hint: "8文字以上。記号を混ぜるより、いくつかの単語を並べるほうが覚えやすくなります。",
    change: "パスワードを変更",
    changed: "パスワードを変更しました。ほかのログインは終了しています。",
    missing_current: "現在のパスワードを入力してください。",
    wrong_current: "現在のパスワードが違います。",
    bad_length: "パスワードは8文字以上、72バイト以下です。",
    same: "現在のパスワードと同じです。別のものにしてください。",
    common: "よく使われている、または使用できないパスワードです。別のものにしてください。",
    first: (
        "ご自分のパスワードを決めてください",
        "ログインに使われたパスワードは仮のもので、この手続きにしか使えません。新しいパスワードを知るのはご本人だけです。",
    ),
    first_done: "パスワードを保存しました。",
    leave: "ログアウト",
};

impl Phrases for AccountWords {
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
pub fn ow() -> &'static AccountWords {
    ui_kit::t()
}
