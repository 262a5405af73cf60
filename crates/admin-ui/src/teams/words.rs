//! The texts about teams.

use ui_kit::{Language, Phrases};

/// A sentence about one of them.
pub type About = fn(name: &str) -> String;

pub struct TeamWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub name: &'static str,
    pub members: &'static str,
    pub customers: &'static str,
    pub add: &'static str,
    pub add_go: &'static str,
    pub rename: &'static str,
    pub rename_title: &'static str,
    pub save: &'static str,
    pub saved: About,
    pub bad_name: &'static str,
    pub taken: &'static str,
    pub stale: &'static str,
    pub delete: &'static str,
    pub delete_title: About,
    /// How many members and customers are left without a team.
    pub delete_text: fn(people: &str, shops: &str) -> String,
    pub delete_go: &'static str,
    pub deleted: About,
    pub none: (&'static str, &'static str),
}

static EN: TeamWords = TeamWords {
    title: "Teams",
    lede: "Managers look after all customers of their team. A person is in one team or in none.",
    name: "Team",
    members: "Members",
    customers: "Customers",
    add: "Add a team",
    add_go: "Add",
    rename: "Rename",
    rename_title: "Rename the team",
    save: "Save",
    saved: |name| format!("{name} is saved."),
    bad_name: "A name has 1 to 200 characters.",
    taken: "There is already a team of this name.",
    stale: "Somebody else changed this team a moment ago. Close this, look at the list, then try again.",
    delete: "Delete",
    delete_title: |name| format!("Delete {name}?"),
    delete_text: |people, shops| {
        format!(
            "Nobody is deleted with it: its members ({people}) and its customers ({shops}) stay, without a team. Managers no longer see these customers until they are in a team again."
        )
    },
    delete_go: "Delete the team",
    deleted: |name| format!("{name} is deleted; its members and customers are without a team."),
    none: (
        "There are no teams yet",
        "Without teams, managers see their own customers alone. Add the first one.",
    ),
};

static DE: TeamWords = TeamWords {
    title: "Teams",
    lede: "Die Leitung betreut alle Kunden ihres Teams. Jede Person gehört zu einem Team oder zu keinem.",
    name: "Team",
    members: "Mitglieder",
    customers: "Kunden",
    add: "Team anlegen",
    add_go: "Anlegen",
    rename: "Umbenennen",
    rename_title: "Team umbenennen",
    save: "Speichern",
    saved: |name| format!("{name} ist gespeichert."),
    bad_name: "Ein Name hat 1 bis 200 Zeichen.",
    taken: "Ein Team mit diesem Namen gibt es schon.",
    stale: "Jemand anderes hat dieses Team gerade geändert. Schließen Sie dies, sehen Sie in die Liste und versuchen Sie es dann noch einmal.",
    delete: "Löschen",
    delete_title: |name| format!("{name} löschen?"),
    delete_text: |people, shops| {
        format!(
            "Niemand wird mitgelöscht: Mitglieder ({people}) und Kunden ({shops}) bleiben, ohne Team. Die Leitung sieht diese Kunden erst wieder, wenn sie in einem Team sind."
        )
    },
    delete_go: "Team löschen",
    deleted: |name| format!("{name} ist gelöscht; Mitglieder und Kunden sind ohne Team."),
    none: (
        "Noch gibt es keine Teams",
        "Ohne Teams sieht die Leitung nur eigene Kunden. Legen Sie das erste an.",
    ),
};

static ES: TeamWords = TeamWords {
    title: "Equipos",
    lede: "La jefatura atiende a todos los clientes de su equipo. Cada persona está en un equipo o en ninguno.",
    name: "Equipo",
    members: "Miembros",
    customers: "Clientes",
    add: "Añadir un equipo",
    add_go: "Añadir",
    rename: "Cambiar nombre",
    rename_title: "Cambiar el nombre del equipo",
    save: "Guardar",
    saved: |name| format!("{name} está guardado."),
    bad_name: "El nombre tiene entre 1 y 200 caracteres.",
    taken: "Ya hay un equipo con este nombre.",
    stale: "Otra persona cambió este equipo hace un momento. Cierre esto, mire la lista e inténtelo de nuevo.",
    delete: "Eliminar",
    delete_title: |name| format!("¿Eliminar {name}?"),
    delete_text: |people, shops| {
        format!(
            "No se elimina a nadie: sus miembros ({people}) y sus clientes ({shops}) siguen, sin equipo. La jefatura no verá a estos clientes hasta que vuelvan a tener equipo."
        )
    },
    delete_go: "Eliminar el equipo",
    deleted: |name| format!("{name} está eliminado; sus miembros y clientes quedan sin equipo."),
    none: (
        "Todavía no hay equipos",
        "Sin equipos, la jefatura solo ve a sus propios clientes. Añada el primero.",
    ),
};

static JA: TeamWords = TeamWords {
    title: "チーム",
    lede: "マネージャーは自分のチームのすべての取引先を担当します。一人が属するチームは一つまでです。",
    name: "チーム",
    members: "メンバー",
    customers: "取引先",
    add: "チームを追加",
    add_go: "追加",
    rename: "名前を変更",
    rename_title: "チーム名の変更",
    save: "保存",
    saved: |name| format!("「{name}」を保存しました。"),
    bad_name: "名前は1〜200文字です。",
    taken: "同じ名前のチームがすでにあります。",
    stale: "このチームはほかの担当者が変更したばかりです。いったん閉じて一覧を確認し、もう一度お試しください。",
    delete: "削除",
    delete_title: |name| format!("「{name}」を削除しますか"),
    delete_text: |people, shops| {
        format!(
            "メンバー({people}名)と取引先({shops}件)は削除されず、チームなしになります。マネージャーは、再びチームに入るまでこれらの取引先を見られません。"
        )
    },
    delete_go: "チームを削除",
    deleted: |name| format!("「{name}」を削除しました。メンバーと取引先はチームなしになりました。"),
    none: (
        "チームはまだありません",
        "チームがないと、マネージャーは自分の取引先だけを見られます。最初のチームを追加してください。",
    ),
};

impl Phrases for TeamWords {
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
pub fn tw() -> &'static TeamWords {
    ui_kit::t()
}
