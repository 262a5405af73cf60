//! What differs between two states of a row, as lines. Knows nothing of languages: [`super::diff`] puts it into words.

use serde_json::{Map, Value};

/// One thing that changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// `path` are the keys from the row to the value; a row of a list inside stands in it by its name.
    Field {
        path: Vec<String>,
        before: Option<Value>,
        after: Option<Value>,
    },
    /// A row of a list inside came, by its name.
    Added { path: Vec<String>, name: String },
    /// A row of a list inside went.
    Removed { path: Vec<String>, name: String },
}

/// What changes with every write and says nothing.
const NOISE: [&str; 5] = ["id", "org_id", "version", "created_at", "updated_at"];

/// What a row of a list inside is called by, the best first.
const NAMES: [&str; 9] = [
    "name",
    "product_name",
    "batch_code",
    "code",
    "sku",
    "order_number",
    "shipment_number",
    "email",
    "id",
];

/// The lines between two states; one of them is missing where the row was created or deleted.
pub fn lines(before: Option<&Value>, after: Option<&Value>) -> Vec<Line> {
    let mut lines = Vec::new();
    between(&mut lines, &[], before, after);
    lines
}

fn between(lines: &mut Vec<Line>, path: &[String], before: Option<&Value>, after: Option<&Value>) {
    let (before, after) = (some(before), some(after));
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => objects(lines, path, old, new),
        (Some(Value::Object(old)), None) => objects(lines, path, old, &Map::new()),
        (None, Some(Value::Object(new))) => objects(lines, path, &Map::new(), new),
        (Some(Value::Array(old)), Some(Value::Array(new))) if rows(old) && rows(new) => {
            lists(lines, path, old, new);
        }
        (Some(Value::Array(old)), None) if rows(old) && !old.is_empty() => {
            lists(lines, path, old, &[]);
        }
        (None, Some(Value::Array(new))) if rows(new) && !new.is_empty() => {
            lists(lines, path, &[], new);
        }
        _ => lines.push(Line::Field {
            path: path.to_vec(),
            before: before.cloned(),
            after: after.cloned(),
        }),
    }
}

/// Null, an empty text and an empty list are nothing.
fn some(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    })
}

fn rows(items: &[Value]) -> bool {
    items.iter().all(Value::is_object)
}

fn objects(
    lines: &mut Vec<Line>,
    path: &[String],
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) {
    let mut keys: Vec<&String> = new.keys().collect();
    keys.extend(old.keys().filter(|key| !new.contains_key(*key)));
    let known = |key: &str| new.contains_key(key) || old.contains_key(key);
    for key in keys {
        if NOISE.contains(&key.as_str()) || told_by_name(key, &known) {
            continue;
        }
        let mut path = path.to_vec();
        path.push(key.clone());
        between(lines, &path, old.get(key), new.get(key));
    }
}

/// `owner_user_id` says nothing beside `owner_name`.
fn told_by_name(key: &str, known: &impl Fn(&str) -> bool) -> bool {
    let Some(stem) = key.strip_suffix("_id") else {
        return false;
    };
    let person = stem.strip_suffix("_user").unwrap_or(stem);
    ["name", "code", "number"]
        .iter()
        .any(|end| known(&format!("{stem}_{end}")) || known(&format!("{person}_{end}")))
}

/// Rows of a list are the same by their id, or by their name where they have none.
fn lists(lines: &mut Vec<Line>, path: &[String], old: &[Value], new: &[Value]) {
    for row in new {
        match old.iter().find(|other| key(other) == key(row)) {
            None => lines.push(Line::Added {
                path: path.to_vec(),
                name: name(row),
            }),
            Some(before) => {
                let mut path = path.to_vec();
                path.push(name(row));
                between(lines, &path, Some(before), Some(row));
            }
        }
    }
    let gone = old
        .iter()
        .filter(|row| !new.iter().any(|other| key(other) == key(row)));
    lines.extend(gone.map(|row| Line::Removed {
        path: path.to_vec(),
        name: name(row),
    }));
}

fn key(row: &Value) -> String {
    match row.get("id") {
        Some(id) => id.to_string(),
        None => name(row),
    }
}

fn name(row: &Value) -> String {
    let found = NAMES.iter().find_map(|key| some(row.get(key)));
    match found {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => format!("#{number}"),
        _ => row.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn field(path: &[&str], before: Value, after: Value) -> Line {
        let given = |value: Value| (!value.is_null()).then_some(value);
        Line::Field {
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            before: given(before),
            after: given(after),
        }
    }

    #[test]
    fn only_what_differs_is_a_line() {
        let before =
            json!({"id": 1, "version": 1, "name": "Harbor", "city": "Portland", "notes": null});
        let after =
            json!({"id": 1, "version": 2, "name": "Harbor Cocoa", "city": "Portland", "notes": ""});
        assert_eq!(
            lines(Some(&before), Some(&after)),
            [field(&["name"], json!("Harbor"), json!("Harbor Cocoa"))]
        );
    }

    #[test]
    fn a_new_row_and_a_gone_one_say_what_they_hold() {
        let row = json!({"id": 4, "name": "Ana", "phone": null, "is_primary": false});
        let new = lines(None, Some(&row));
        assert_eq!(
            new,
            [
                field(&["is_primary"], Value::Null, json!(false)),
                field(&["name"], Value::Null, json!("Ana")),
            ]
        );
        assert_eq!(lines(Some(&row), None).len(), 2);
        assert!(lines(None, None).is_empty());
    }

    #[test]
    fn an_id_is_left_out_where_a_name_tells_it() {
        let before = json!({"owner_user_id": 2, "owner_name": "Diego", "team_id": 1});
        let after = json!({"owner_user_id": 3, "owner_name": "Ana", "team_id": 2});
        assert_eq!(
            lines(Some(&before), Some(&after)),
            [
                field(&["owner_name"], json!("Diego"), json!("Ana")),
                field(&["team_id"], json!(1), json!(2)),
            ]
        );
    }

    #[test]
    fn rows_inside_come_go_and_change() {
        let before = json!({"items": [{"id": 1, "product_name": "Lanquín 70%", "quantity": 5}, {"id": 2, "sku": "X"}]});
        let after = json!({"items": [{"id": 1, "product_name": "Lanquín 70%", "quantity": 6}, {"id": 3, "sku": "Y"}]});
        let items = vec!["items".to_owned()];
        assert_eq!(
            lines(Some(&before), Some(&after)),
            [
                field(&["items", "Lanquín 70%", "quantity"], json!(5), json!(6)),
                Line::Added {
                    path: items.clone(),
                    name: "Y".into()
                },
                Line::Removed {
                    path: items,
                    name: "X".into()
                },
            ]
        );
    }
}
