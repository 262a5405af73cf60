//! Whether a farm's plot is a geometry at all: a GeoJSON Point or Polygon in WGS 84. Not the deforestation
//! regulation's rules about plots.

use contract::FieldError;
use serde_json::Value;

/// Far more corners than any plot has; keeps a row small.
const MOST_POSITIONS: usize = 10_000;

/// What is wrong with a plot, if anything; the fields begin with `plot`.
pub fn check(plot: &Value) -> Result<(), FieldError> {
    let Some(geometry) = plot.as_object() else {
        return Err(wrong(
            "plot",
            "type",
            "A plot is a GeoJSON geometry: an object.",
        ));
    };
    let coordinates = geometry.get("coordinates").unwrap_or(&Value::Null);
    match geometry.get("type").and_then(Value::as_str) {
        Some("Point") => position(coordinates, "plot.coordinates").map(drop),
        Some("Polygon") => polygon(coordinates),
        _ => Err(wrong(
            "plot.type",
            "enum",
            "The type of a plot is Polygon or Point.",
        )),
    }
}

fn polygon(coordinates: &Value) -> Result<(), FieldError> {
    let rings = list(coordinates, "plot.coordinates")?;
    if rings.is_empty() {
        return Err(wrong(
            "plot.coordinates",
            "length",
            "A polygon has at least one ring.",
        ));
    }
    let mut count = 0;
    for (number, ring) in rings.iter().enumerate() {
        let field = format!("plot.coordinates[{number}]");
        let positions = list(ring, &field)?;
        count += positions.len();
        if positions.len() < 4 || count > MOST_POSITIONS {
            return Err(wrong(
                &field,
                "length",
                "A ring has at least four positions, a plot no more than 10000.",
            ));
        }
        for (number, corner) in positions.iter().enumerate() {
            position(corner, &format!("{field}[{number}]"))?;
        }
        if positions.first() != positions.last() {
            return Err(wrong(&field, "format", "A ring ends where it begins."));
        }
    }
    Ok(())
}

fn position(value: &Value, field: &str) -> Result<(), FieldError> {
    let numbers: Option<Vec<f64>> = list(value, field)?.iter().map(Value::as_f64).collect();
    match numbers.as_deref() {
        Some([longitude, latitude] | [longitude, latitude, _])
            if (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude) =>
        {
            Ok(())
        }
        _ => Err(wrong(
            field,
            "range",
            "A position is [longitude, latitude] in degrees, with an altitude if known.",
        )),
    }
}

fn list<'a>(value: &'a Value, field: &str) -> Result<&'a Vec<Value>, FieldError> {
    value
        .as_array()
        .ok_or_else(|| wrong(field, "type", "Coordinates are lists of numbers."))
}

fn wrong(field: &str, code: &str, message: &str) -> FieldError {
    FieldError::new(field, code, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plots_of_farms_pass() {
        for plot in [
            json!({"type": "Point", "coordinates": [-90.37, 15.47]}),
            json!({"type": "Point", "coordinates": [-90.37, 15.47, 1320.0]}),
            json!({"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}),
        ] {
            assert_eq!(check(&plot), Ok(()), "{plot}");
        }
    }

    #[test]
    fn what_is_no_plot_is_named() {
        for (plot, field) in [
            (json!([]), "plot"),
            (json!({}), "plot.type"),
            (
                json!({"type": "LineString", "coordinates": []}),
                "plot.type",
            ),
            (json!({"type": "Point"}), "plot.coordinates"),
            (
                json!({"type": "Point", "coordinates": [15.47, -90.37, 1, 2]}),
                "plot.coordinates",
            ),
            (
                json!({"type": "Point", "coordinates": [181, 0]}),
                "plot.coordinates",
            ),
            (
                json!({"type": "Point", "coordinates": ["0", 0]}),
                "plot.coordinates",
            ),
            (
                json!({"type": "Polygon", "coordinates": []}),
                "plot.coordinates",
            ),
            (
                json!({"type": "Polygon", "coordinates": [[]]}),
                "plot.coordinates[0]",
            ),
            (
                json!({"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0]]]}),
                "plot.coordinates[0]",
            ),
            (
                json!({"type": "Polygon", "coordinates": [[[0, 0], [0, 91], [1, 1], [0, 0]]]}),
                "plot.coordinates[0][1]",
            ),
        ] {
            assert_eq!(check(&plot).unwrap_err().field, field, "{plot}");
        }
    }
}
