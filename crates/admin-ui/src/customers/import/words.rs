//! The texts of the import of customers.

use ui_kit::{Language, Phrases};

pub struct ImportWords {
    pub title: &'static str,
    pub lede: &'static str,
    pub how: &'static str,
    pub how_text: &'static str,
    pub template: &'static str,
    pub choose: &'static str,
    pub other: &'static str,
    pub or_drop: &'static str,
    pub rules: &'static str,
    pub too_big: &'static str,
    pub unreadable: &'static str,
    pub checking: fn(name: &str) -> String,
    pub checked: fn(name: &str) -> String,
    pub nothing_yet: &'static str,
    pub nothing_to_do: &'static str,
    pub rows: &'static str,
    pub created: &'static str,
    pub updated: &'static str,
    pub unchanged: &'static str,
    pub wrong: fn(n: i64, written: &str) -> String,
    pub wrong_text: &'static str,
    pub line: &'static str,
    pub column: &'static str,
    pub reason: &'static str,
    pub whole: &'static str,
    pub go: fn(n: i64, written: &str) -> String,
    pub done: fn(n: i64, written: &str) -> String,
    pub done_title: &'static str,
    pub to_list: &'static str,
    pub no_role: (&'static str, &'static str),
}

static EN: ImportWords = ImportWords {
    title: "Import customers",
    lede: "A CSV file with a line for each shop. It is checked first; nothing is written before you say so, and then all of it or nothing.",
    how: "How the file is written",
    how_text: "The first line names the columns; name and country (two letters: DE, JP, US) are needed. Shops known by their id elsewhere or in the ERP are updated, the others are new.",
    template: "Download a template",
    choose: "Choose a CSV file",
    other: "Choose another file",
    or_drop: "or drop it here",
    rules: "UTF-8, at most 5 MB. Excel: “CSV UTF-8”.",
    too_big: "The file is larger than 5 MB. Divide it.",
    unreadable: "The browser could not read this file. Choose it again.",
    checking: |name| format!("Checking {name} …"),
    checked: |name| format!("{name} is in order"),
    nothing_yet: "Nothing is written yet.",
    nothing_to_do: "Everything in this file is there already, just so.",
    rows: "Shops in the file",
    created: "New",
    updated: "Changed",
    unchanged: "Unchanged",
    wrong: |n, written| {
        if n == 1 {
            "One thing in the file is not right".to_owned()
        } else {
            format!("{written} things in the file are not right")
        }
    },
    wrong_text: "Nothing was written. Mend the file and choose it again; up to 100 wrong places are told at once.",
    line: "Line",
    column: "Column",
    reason: "What is wrong",
    whole: "The file",
    go: |n, written| {
        format!(
            "Import {written} {}",
            if n == 1 { "customer" } else { "customers" }
        )
    },
    done: |n, written| {
        format!(
            "{written} {} imported.",
            if n == 1 {
                "customer is"
            } else {
                "customers are"
            }
        )
    },
    done_title: "Imported",
    to_list: "To the customers",
    no_role: (
        "Importing is for managers and administrators",
        "If you need to, ask an administrator to change your role.",
    ),
};

static DE: ImportWords = ImportWords {
    title: "Kunden importieren",
    lede: "Eine CSV-Datei mit einer Zeile je Laden. Erst wird geprüft; geschrieben wird nichts, bevor Sie es sagen, und dann alles oder nichts.",
    how: "Wie die Datei aussieht",
    how_text: "Die erste Zeile nennt die Spalten; name und country (zwei Buchstaben: DE, JP, US) sind nötig. Läden, deren Nummer anderswo oder im ERP bekannt ist, werden geändert, die anderen neu angelegt.",
    template: "Vorlage herunterladen",
    choose: "CSV-Datei wählen",
    other: "Andere Datei wählen",
    or_drop: "oder hier ablegen",
    rules: "UTF-8, höchstens 5 MB. Excel: „CSV UTF-8“.",
    too_big: "Die Datei ist größer als 5 MB. Teilen Sie sie.",
    unreadable: "Der Browser konnte die Datei nicht lesen. Wählen Sie sie noch einmal.",
    checking: |name| format!("{name} wird geprüft …"),
    checked: |name| format!("{name} ist in Ordnung"),
    nothing_yet: "Noch ist nichts geschrieben.",
    nothing_to_do: "Alles in dieser Datei steht schon genau so da.",
    rows: "Läden in der Datei",
    created: "Neu",
    updated: "Geändert",
    unchanged: "Unverändert",
    wrong: |n, written| {
        if n == 1 {
            "Eine Stelle in der Datei stimmt nicht".to_owned()
        } else {
            format!("{written} Stellen in der Datei stimmen nicht")
        }
    },
    wrong_text: "Es wurde nichts geschrieben. Berichtigen Sie die Datei und wählen Sie sie noch einmal; bis zu 100 Stellen werden auf einmal genannt.",
    line: "Zeile",
    column: "Spalte",
    reason: "Was nicht stimmt",
    whole: "Die Datei",
    go: |n, written| {
        if n == 1 {
            "Einen Kunden importieren".to_owned()
        } else {
            format!("{written} Kunden importieren")
        }
    },
    done: |n, written| {
        if n == 1 {
            "Ein Kunde ist importiert.".to_owned()
        } else {
            format!("{written} Kunden sind importiert.")
        }
    },
    done_title: "Importiert",
    to_list: "Zu den Kunden",
    no_role: (
        "Importieren können Teamleitung und Administration",
        "Wenn Sie das brauchen, bitten Sie die Administration um eine andere Rolle.",
    ),
};

static ES: ImportWords = ImportWords {
    title: "Importar clientes",
    lede: "Un archivo CSV con una línea por tienda. Primero se revisa; no se escribe nada hasta que usted lo diga, y entonces todo o nada.",
    how: "Cómo se escribe el archivo",
    how_text: "La primera línea nombra las columnas; name y country (dos letras: DE, JP, US) son necesarias. Las tiendas conocidas por su código externo o del ERP se actualizan, las demás son nuevas.",
    template: "Descargar una plantilla",
    choose: "Elegir un archivo CSV",
    other: "Elegir otro archivo",
    or_drop: "o suéltelo aquí",
    rules: "UTF-8, 5 MB como máximo. Excel: «CSV UTF-8».",
    too_big: "El archivo pasa de 5 MB. Divídalo.",
    unreadable: "El navegador no pudo leer el archivo. Elíjalo de nuevo.",
    checking: |name| format!("Revisando {name} …"),
    checked: |name| format!("{name} está en orden"),
    nothing_yet: "Aún no se ha escrito nada.",
    nothing_to_do: "Todo lo de este archivo ya está tal cual.",
    rows: "Tiendas en el archivo",
    created: "Nuevas",
    updated: "Cambiadas",
    unchanged: "Sin cambios",
    wrong: |n, written| {
        if n == 1 {
            "Hay un error en el archivo".to_owned()
        } else {
            format!("Hay {written} errores en el archivo")
        }
    },
    wrong_text: "No se escribió nada. Corrija el archivo y elíjalo de nuevo; se muestran hasta 100 errores a la vez.",
    line: "Línea",
    column: "Columna",
    reason: "Qué está mal",
    whole: "El archivo",
    go: |n, written| {
        format!(
            "Importar {written} {}",
            if n == 1 { "cliente" } else { "clientes" }
        )
    },
    done: |n, written| {
        if n == 1 {
            "Se importó un cliente.".to_owned()
        } else {
            format!("Se importaron {written} clientes.")
        }
    },
    done_title: "Importado",
    to_list: "A los clientes",
    no_role: (
        "Importar es cosa de responsables y administradores",
        "Si lo necesita, pida a un administrador que cambie su rol.",
    ),
};

static JA: ImportWords = ImportWords {
    title: "取引先の取り込み",
    lede: "1行に1店舗を記入したCSVファイルです。まず内容を確認します。実行するまで何も書き込まれず、実行時は全件または0件です。",
    how: "ファイルの書き方",
    how_text: "1行目は列名です。name と country(DE、JP、USなど2文字)は必須です。他システムまたはERPの番号が一致する店舗は更新され、それ以外は新規登録されます。",
    template: "ひな形をダウンロード",
    choose: "CSVファイルを選択",
    other: "別のファイルを選択",
    or_drop: "またはここにドロップ",
    rules: "UTF-8、5 MBまで。Excelでは「CSV UTF-8」。",
    too_big: "ファイルが5 MBを超えています。分割してください。",
    unreadable: "ファイルを読み取れませんでした。もう一度選択してください。",
    checking: |name| format!("{name}を確認しています…"),
    checked: |name| format!("{name}に問題はありません"),
    nothing_yet: "まだ何も書き込まれていません。",
    nothing_to_do: "ファイルの内容はすべて登録済みです。",
    rows: "ファイル内の店舗",
    created: "新規",
    updated: "更新",
    unchanged: "変更なし",
    wrong: |_, written| format!("ファイルに{written}か所の誤りがあります"),
    wrong_text: "何も書き込まれていません。ファイルを直して選び直してください。一度に100か所まで表示します。",
    line: "行",
    column: "列",
    reason: "誤りの内容",
    whole: "ファイル全体",
    go: |_, written| format!("{written}件を取り込む"),
    done: |_, written| format!("{written}件を取り込みました。"),
    done_title: "取り込み完了",
    to_list: "取引先一覧へ",
    no_role: (
        "取り込みはマネージャーと管理者のみです",
        "必要な場合は管理者に権限の変更を依頼してください。",
    ),
};

impl Phrases for ImportWords {
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
pub fn iw() -> &'static ImportWords {
    ui_kit::t()
}
