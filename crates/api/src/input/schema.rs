//! The JSON Schema of an input type, made from the very declaration that the OpenAPI document shows, compiled once a
//! type. Validates shape, ranges, lengths, patterns and formats; nothing is looked up.

use std::{
    any::TypeId,
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use contract::FieldError;
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::violations;
use crate::error::ApiError;

/// A compiled schema and the plain JSON that it was compiled from.
pub struct Schema {
    validator: Validator,
    root: Value,
}

static COMPILED: LazyLock<RwLock<HashMap<TypeId, Arc<Schema>>>> = LazyLock::new(RwLock::default);

/// The schema of `T`.
///
/// # Errors
/// 500 for a declaration that is no valid schema: a mistake of ours, which a test over all types would show.
pub fn of<T: ToSchema + 'static>() -> Result<Arc<Schema>, ApiError> {
    let id = TypeId::of::<T>();
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(schema) = known.get(&id) {
        return Ok(Arc::clone(schema));
    }
    drop(known);
    let schema = Arc::new(compile::<T>()?);
    let mut all = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    all.insert(id, Arc::clone(&schema));
    Ok(schema)
}

fn compile<T: ToSchema>() -> Result<Schema, ApiError> {
    let mut root = serde_json::to_value(T::schema()).map_err(ApiError::internal)?;
    let mut referred = Vec::new();
    T::schemas(&mut referred);
    let mut schemas = Map::new();
    for (name, schema) in referred {
        schemas.insert(
            name,
            serde_json::to_value(schema).map_err(ApiError::internal)?,
        );
    }
    if let Some(members) = root.as_object_mut() {
        members.insert("components".into(), json!({ "schemas": schemas }));
    }
    bound_integers(&mut root);
    let validator = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&root)
        .map_err(|error| ApiError::internal(error.to_string()))?;
    Ok(Schema { validator, root })
}

impl Schema {
    /// Every violation of `value`, named by its field.
    pub fn violations(&self, value: &Value) -> Vec<FieldError> {
        let mut found: Vec<FieldError> = Vec::new();
        for error in self.validator.iter_errors(value) {
            violations::collect(&error, &mut found);
        }
        // One field may break several rules; the first says enough, and `oneOf` repeats itself.
        let mut seen: Vec<String> = Vec::new();
        found.retain(|error| {
            let fresh = !seen.contains(&error.field);
            seen.push(error.field.clone());
            fresh
        });
        found
    }

    /// The JSON type of a top-level member, null aside; follows a reference.
    pub fn member_type(&self, name: &str) -> Option<&str> {
        let member = self.root.get("properties")?.get(name)?;
        self.type_of(member)
    }

    fn type_of<'a>(&'a self, schema: &'a Value) -> Option<&'a str> {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.type_of(self.root.pointer(reference.strip_prefix('#')?)?);
        }
        match schema.get("type") {
            Some(Value::String(one)) => Some(one),
            Some(Value::Array(several)) => several
                .iter()
                .filter_map(Value::as_str)
                .find(|name| *name != "null"),
            _ => ["oneOf", "anyOf", "allOf"]
                .iter()
                .filter_map(|word| schema.get(word)?.as_array())
                .flatten()
                .filter_map(|branch| self.type_of(branch))
                .find(|name| *name != "null"),
        }
    }
}

/// Integers without declared bounds get those of their format, so that a number no program can hold is refused by its
/// field together with everything else.
fn bound_integers(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            let bounds = match members.get("format").and_then(Value::as_str) {
                Some("int32") => Some((json!(i32::MIN), json!(i32::MAX))),
                Some("int64") => Some((json!(i64::MIN), json!(i64::MAX))),
                _ => None,
            };
            if let Some((least, most)) = bounds {
                members.entry("minimum").or_insert(least);
                members.entry("maximum").or_insert(most);
            }
            members.values_mut().for_each(bound_integers);
        }
        Value::Array(items) => items.iter_mut().for_each(bound_integers),
        _ => {}
    }
}
