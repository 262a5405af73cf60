//! The texts of deleting a customer.

use ui_kit::{Language, Phrases};

use crate::words::Counted;

pub struct DeleteWords {
    pub delete: &'static str,
    pub title: fn(name: &str) -> String,
    pub refused: &'static str,
    pub instead: &'static str,
    pub goes: &'static str,
    pub stays: &'static str,
    pub nothing: &'static str,
    pub type_name: fn(name: &str) -> String,
    pub not_name: &'static str,
    pub keep: &'static str,
    pub close: &'static str,
    pub go: &'static str,
    pub done: fn(name: &str) -> String,
    pub orders: Counted,
    pub complaints: Counted,
    pub notices: Counted,
    pub contacts: Counted,
    pub accounts: Counted,
    pub stocks: Counted,
    pub measurements: Counted,
}

static EN: DeleteWords = DeleteWords {
    delete: "Delete",
    title: |name| format!("Delete {name}?"),
    refused: "This customer stays. It is part of what a trace must be able to find:",
    instead: "A shop that no longer buys can be set to inactive instead.",
    goes: "These go with it and do not come back:",
    stays: "These stay, without naming a customer any more:",
    nothing: "Nothing else hangs on it. It does not come back.",
    type_name: |name| format!("Type “{name}” to confirm"),
    not_name: "This is not the name.",
    keep: "Keep it",
    close: "Close",
    go: "Delete the customer",
    done: |name| format!("{name} is deleted."),
    orders: |n, written| format!("{written} {}", if n == 1 { "order" } else { "orders" }),
    complaints: |n, written| {
        format!(
            "{written} {}",
            if n == 1 { "complaint" } else { "complaints" }
        )
    },
    notices: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "recall notice"
            } else {
                "recall notices"
            }
        )
    },
    contacts: |n, written| format!("{written} {}", if n == 1 { "contact" } else { "contacts" }),
    accounts: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "portal account"
            } else {
                "portal accounts"
            }
        )
    },
    stocks: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "stock figure"
            } else {
                "stock figures"
            }
        )
    },
    measurements: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "measurement"
            } else {
                "measurements"
            }
        )
    },
};

static DE: DeleteWords = DeleteWords {
    delete: "Löschen",
    title: |name| format!("{name} löschen?"),
    refused: "Dieser Kunde bleibt. Er gehört zu dem, was eine Rückverfolgung finden muss:",
    instead: "Ein Laden, der nicht mehr kauft, kann stattdessen auf inaktiv gesetzt werden.",
    goes: "Das geht mit und kommt nicht wieder:",
    stays: "Das bleibt, nennt aber keinen Kunden mehr:",
    nothing: "Sonst hängt nichts daran. Er kommt nicht wieder.",
    type_name: |name| format!("Zur Bestätigung „{name}“ eingeben"),
    not_name: "Das ist nicht der Name.",
    keep: "Behalten",
    close: "Schließen",
    go: "Kunden löschen",
    done: |name| format!("{name} ist gelöscht."),
    orders: |n, written| {
        format!(
            "{written} {}",
            if n == 1 { "Bestellung" } else { "Bestellungen" }
        )
    },
    complaints: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "Reklamation"
            } else {
                "Reklamationen"
            }
        )
    },
    notices: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "Rückrufmitteilung"
            } else {
                "Rückrufmitteilungen"
            }
        )
    },
    contacts: |n, written| format!("{written} {}", if n == 1 { "Kontakt" } else { "Kontakte" }),
    accounts: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "Portalkonto"
            } else {
                "Portalkonten"
            }
        )
    },
    stocks: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "Bestandsangabe"
            } else {
                "Bestandsangaben"
            }
        )
    },
    measurements: |n, written| {
        format!("{written} {}", if n == 1 { "Messung" } else { "Messungen" })
    },
};

static ES: DeleteWords = DeleteWords {
    delete: "Eliminar",
    title: |name| format!("¿Eliminar {name}?"),
    refused: "Este cliente se queda. Forma parte de lo que una trazabilidad debe poder encontrar:",
    instead: "Una tienda que ya no compra puede pasar a inactiva.",
    goes: "Esto se elimina también y no vuelve:",
    stays: "Esto se queda, pero ya no nombra a ningún cliente:",
    nothing: "Nada más depende de él. No se puede deshacer.",
    type_name: |name| format!("Escriba «{name}» para confirmar"),
    not_name: "Ese no es el nombre.",
    keep: "Conservarlo",
    close: "Cerrar",
    go: "Eliminar el cliente",
    done: |name| format!("{name} se eliminó."),
    orders: |n, written| format!("{written} {}", if n == 1 { "pedido" } else { "pedidos" }),
    complaints: |n, written| format!("{written} {}", if n == 1 { "reclamo" } else { "reclamos" }),
    notices: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "aviso de retirada"
            } else {
                "avisos de retirada"
            }
        )
    },
    contacts: |n, written| {
        format!(
            "{written} {}",
            if n == 1 { "contacto" } else { "contactos" }
        )
    },
    accounts: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "cuenta del portal"
            } else {
                "cuentas del portal"
            }
        )
    },
    stocks: |n, written| {
        format!(
            "{written} {}",
            if n == 1 {
                "dato de existencias"
            } else {
                "datos de existencias"
            }
        )
    },
    measurements: |n, written| {
        format!(
            "{written} {}",
            if n == 1 { "medición" } else { "mediciones" }
        )
    },
};

static JA: DeleteWords = DeleteWords {
    delete: "削除",
    title: |name| format!("{name}を削除しますか"),
    refused: "この取引先は削除できません。追跡に必要な記録があります:",
    instead: "取引がなくなった店舗は「休止中」に変更できます。",
    goes: "次のものも一緒に削除され、元に戻せません:",
    stays: "次のものは残りますが、取引先の記載はなくなります:",
    nothing: "関連する記録はありません。元には戻せません。",
    type_name: |name| format!("確認のため「{name}」と入力してください"),
    not_name: "名前が一致しません。",
    keep: "削除しない",
    close: "閉じる",
    go: "取引先を削除",
    done: |name| format!("{name}を削除しました。"),
    orders: |_, written| format!("注文{written}件"),
    complaints: |_, written| format!("クレーム{written}件"),
    notices: |_, written| format!("リコール通知{written}件"),
    contacts: |_, written| format!("連絡先{written}件"),
    accounts: |_, written| format!("ポータルアカウント{written}件"),
    stocks: |_, written| format!("在庫データ{written}件"),
    measurements: |_, written| format!("測定値{written}件"),
};

impl Phrases for DeleteWords {
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
pub fn xw() -> &'static DeleteWords {
    ui_kit::t()
}
