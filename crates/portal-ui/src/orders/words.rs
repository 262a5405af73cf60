//! The order list's texts beyond those that other pages use too.

use ui_kit::{Language, Phrases};

use super::sort::{Column, Sort};

pub struct ListWords {
    pub until: fn(date: &str) -> String,
    pub between: fn(from: &str, to: &str) -> String,
    pub dates: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub apply: &'static str,
    pub sort: &'static str,
    newest: &'static str,
    oldest: &'static str,
    number_up: &'static str,
    number_down: &'static str,
    soonest: &'static str,
    latest: &'static str,
    fewest: &'static str,
    most: &'static str,
    status_up: &'static str,
    status_down: &'static str,
    /// Names the table. `order` is one of the phrases above.
    pub caption: fn(order: &str) -> String,
    pub save_csv: &'static str,
    pub save_excel: &'static str,
    pub saved: fn(name: &str) -> String,
    pub save_failed: &'static str,
}

impl ListWords {
    pub fn order(&self, sort: Sort) -> &'static str {
        match (sort.by, sort.down) {
            (Column::Date, true) => self.newest,
            (Column::Date, false) => self.oldest,
            (Column::Number, false) => self.number_up,
            (Column::Number, true) => self.number_down,
            (Column::Delivery, false) => self.soonest,
            (Column::Delivery, true) => self.latest,
            (Column::Cartons, false) => self.fewest,
            (Column::Cartons, true) => self.most,
            (Column::Status, false) => self.status_up,
            (Column::Status, true) => self.status_down,
        }
    }
}

impl Phrases for ListWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::De => &DE,
            Language::Ja => &JA,
            Language::Es => &ES,
        }
    }
}

/// The texts in the reader's language. Reactive: use it inside `move ||`.
pub fn lw() -> &'static ListWords {
    ui_kit::t()
}

static EN: ListWords = ListWords {
    until: |date| format!("Until {date}"),
    between: |from, to| format!("{from} – {to}"),
    dates: "Days they were ordered on",
    from: "Ordered from",
    to: "Ordered until",
    apply: "Show",
    sort: "Sort",
    newest: "newest first",
    oldest: "oldest first",
    number_up: "number, ascending",
    number_down: "number, descending",
    soonest: "earliest delivery first",
    latest: "latest delivery first",
    fewest: "fewest cartons first",
    most: "most cartons first",
    status_up: "from pending to delivered",
    status_down: "from delivered to pending",
    caption: |order| format!("Your orders, {order}"),
    save_csv: "Save what is shown as CSV",
    save_excel: "Save what is shown for Excel",
    saved: |name| format!("{name} is saved."),
    save_failed: "The file did not come.",
};

static DE: ListWords = ListWords {
    until: |date| format!("Bis {date}"),
    between: |from, to| format!("{from} – {to}"),
    dates: "Tage der Bestellung",
    from: "Bestellt ab",
    to: "Bestellt bis",
    apply: "Zeigen",
    sort: "Sortieren",
    newest: "neueste zuerst",
    oldest: "älteste zuerst",
    number_up: "Nummer aufsteigend",
    number_down: "Nummer absteigend",
    soonest: "früheste Lieferung zuerst",
    latest: "späteste Lieferung zuerst",
    fewest: "wenigste Kartons zuerst",
    most: "meiste Kartons zuerst",
    status_up: "von offen bis geliefert",
    status_down: "von geliefert bis offen",
    caption: |order| format!("Ihre Bestellungen, {order}"),
    save_csv: "Das Gezeigte als CSV speichern",
    save_excel: "Das Gezeigte für Excel speichern",
    saved: |name| format!("{name} ist gespeichert."),
    save_failed: "Die Datei kam nicht an.",
};

static ES: ListWords = ListWords {
    until: |date| format!("Hasta el {date}"),
    between: |from, to| format!("{from} – {to}"),
    dates: "Días en que se pidieron",
    from: "Pedidos desde",
    to: "Pedidos hasta",
    apply: "Mostrar",
    sort: "Ordenar",
    newest: "los más recientes primero",
    oldest: "los más antiguos primero",
    number_up: "por número, ascendente",
    number_down: "por número, descendente",
    soonest: "primero la entrega más próxima",
    latest: "primero la entrega más lejana",
    fewest: "menos cajas primero",
    most: "más cajas primero",
    status_up: "de pendiente a entregado",
    status_down: "de entregado a pendiente",
    caption: |order| format!("Sus pedidos, {order}"),
    save_csv: "Guardar lo que se ve como CSV",
    save_excel: "Guardar lo que se ve para Excel",
    saved: |name| format!("{name} está guardado."),
    save_failed: "El archivo no llegó.",
};

static JA: ListWords = ListWords {
    until: |date| format!("{date}まで"),
    between: |from, to| format!("{from}～{to}"),
    dates: "注文日の範囲",
    from: "注文日（開始）",
    to: "注文日（終了）",
    apply: "表示",
    sort: "並べ替え",
    newest: "新しい順",
    oldest: "古い順",
    number_up: "注文番号の昇順",
    number_down: "注文番号の降順",
    soonest: "お届けの早い順",
    latest: "お届けの遅い順",
    fewest: "箱数の少ない順",
    most: "箱数の多い順",
    status_up: "受付からお届けの順",
    status_down: "お届けから受付の順",
    caption: |order| format!("ご注文（{order}）"),
    save_csv: "表示中の一覧をCSVで保存",
    save_excel: "表示中の一覧をExcelで保存",
    saved: |name| format!("{name}を保存しました。"),
    save_failed: "ファイルを取得できませんでした。",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_has_a_name_of_its_own() {
        for language in Language::ALL {
            let words = ListWords::of(language);
            let mut names: Vec<_> = Sort::ALL.iter().map(|sort| words.order(*sort)).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), Sort::ALL.len());
        }
    }
}
