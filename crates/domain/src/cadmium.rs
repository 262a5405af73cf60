//! Cadmium: a batch's newest reading beside the lowest maximum level among its products (Regulation (EU) 2023/915,
//! Annex I, 3.2), and the refusal to release what is above it. The reading is the batch's, whichever shop had it made:
//! what a role may not list still binds it. Nothing here writes.

use chrono::{DateTime, Utc};
use contract::{
    BatchStatus, StaffRole,
    measurements::{CadmiumCheck, CadmiumClass},
};
use sea_orm::FromQueryResult;

use crate::{Actor, Error, IdOrCode, Principal, Result, Scope, Sql, Tx, write};

/// What weighing and converting between units may add.
const TOLERANCE: f64 = 1e-9;

/// The newest reading of a batch.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Reading {
    value: f64,
    unit: String,
    measured_at: DateTime<Utc>,
}

impl Reading {
    /// mg/kg; None where the unit is not one of mass by mass.
    pub(crate) fn mg_per_kg(&self) -> Option<f64> {
        // Two characters look like a mu; both are typed.
        let unit = self.unit.trim().to_lowercase().replace('\u{b5}', "u");
        match unit.replace('\u{3bc}', "u").as_str() {
            "mg/kg" | "ppm" => Some(self.value),
            "ug/kg" | "ppb" => Some(self.value / 1000.0),
            _ => None,
        }
    }
}

const NEWEST: &str = "
SELECT m.value, m.unit, m.measured_at
FROM measurements m
WHERE m.org_id = $1 AND m.batch_id = $2 AND m.kind = 'cadmium'
ORDER BY m.measured_at DESC, m.id DESC
LIMIT 1";

/// The newest cadmium reading of a batch, read as background work. Call it outside of any open transaction.
pub(crate) async fn reading(scope: &Scope, batch: i64) -> Result<Option<Reading>> {
    let org_id = scope.actor().org_id();
    let system = scope.become_principal(Principal::System { org_id });
    let tx = system.read().await?;
    tx.one(Sql::with(NEWEST, [org_id.into(), batch.into()]))
        .await
}

/// What the class of a product is told by.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Kind {
    id: i64,
    sku: String,
    name: String,
    description: Option<String>,
    cacao_percent: Option<f64>,
}

impl Kind {
    /// As a product is about to be.
    pub(crate) fn of(input: &contract::products::ProductInput) -> Self {
        Self {
            id: 0,
            sku: input.sku.clone(),
            name: input.name.clone(),
            description: input.description.clone(),
            cacao_percent: input.cacao_percent,
        }
    }

    /// The name speaks before the description. A product that does not tell its share of cacao is held to the stricter
    /// level.
    fn class(&self) -> CadmiumClass {
        let share = self.cacao_percent;
        // A bar that mentions a powder is a bar still.
        let may_be_powder = share.is_none_or(|share| share >= 50.0);
        for text in [Some(&self.name), self.description.as_ref()]
            .into_iter()
            .flatten()
        {
            let text = text.to_lowercase();
            if may_be_powder && says(&text, POWDER) {
                return CadmiumClass::CocoaPowder;
            }
            if says(&text, MILK) {
                return match share {
                    Some(share) if share >= 30.0 => CadmiumClass::ChocolateUnder50,
                    _ => CadmiumClass::MilkUnder30,
                };
            }
        }
        match share {
            Some(share) if share >= 50.0 => CadmiumClass::ChocolateFrom50,
            _ => CadmiumClass::ChocolateUnder50,
        }
    }
}

const MILK: &[&str] = &["milk", "milch", "leche", "ミルク", "牛乳"];
const POWDER: &[&str] = &["powder", "pulver", "polvo", "パウダー"];

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// mg/kg. Milk chocolate from 30 % cacao shares the level of chocolate under 50 %.
const fn limit_of(class: CadmiumClass) -> f64 {
    match class {
        CadmiumClass::MilkUnder30 => 0.10,
        CadmiumClass::ChocolateUnder50 => 0.30,
        CadmiumClass::CocoaPowder => 0.60,
        CadmiumClass::ChocolateFrom50 => 0.80,
    }
}

/// The level that binds a batch, and the product that it comes from.
struct Limit {
    class: CadmiumClass,
    product: Option<Kind>,
}

/// The lowest among the products; before there are any, that of chocolate from 50 %.
fn lowest(products: Vec<Kind>) -> Limit {
    let by_limit = |a: &Kind, b: &Kind| limit_of(a.class()).total_cmp(&limit_of(b.class()));
    let product = products.into_iter().min_by(by_limit);
    Limit {
        class: product
            .as_ref()
            .map_or(CadmiumClass::ChocolateFrom50, Kind::class),
        product,
    }
}

async fn products(tx: &Tx, batch: i64) -> Result<Vec<Kind>> {
    let sql = "SELECT id, sku, name, description, cacao_percent FROM products
               WHERE org_id = $1 AND batch_id = $2 ORDER BY id";
    tx.all(Sql::with(sql, [tx.actor().org_id().into(), batch.into()]))
        .await
}

fn is_over(reading: Option<&Reading>, limit: f64) -> bool {
    reading
        .and_then(Reading::mg_per_kg)
        .is_some_and(|value| value > limit + TOLERANCE)
}

#[derive(FromQueryResult)]
struct Release {
    id: i64,
    release_reason: Option<String>,
    released_by_name: Option<String>,
    released_at: Option<DateTime<Utc>>,
}

const RELEASE: &str = "
SELECT b.id, b.release_reason, u.name AS released_by_name, b.released_at
FROM batches b
LEFT JOIN users u ON u.id = b.released_by_user_id
WHERE b.org_id = ";

/// A batch's newest reading beside its limit.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn check(scope: &Scope, key: &IdOrCode) -> Result<CadmiumCheck> {
    let (release, products) = {
        let tx = scope.read().await?;
        let mut sql = Sql::new(RELEASE);
        sql.bind(tx.actor().org_id()).push(" AND ");
        key.matches(&mut sql, "b.id", "b.code");
        let release: Release = tx.one(sql).await?.ok_or(Error::NotFound)?;
        let products = products(&tx, release.id).await?;
        (release, products)
    };
    let reading = reading(scope, release.id).await?;
    let Limit { class, product } = lowest(products);
    let limit = limit_of(class);
    Ok(CadmiumCheck {
        value_mg_per_kg: reading.as_ref().and_then(Reading::mg_per_kg),
        measured_at: reading.as_ref().map(|reading| reading.measured_at),
        not_comparable_unit: reading
            .as_ref()
            .filter(|reading| reading.mg_per_kg().is_none())
            .map(|reading| reading.unit.clone()),
        limit_mg_per_kg: limit,
        class,
        product_id: product.as_ref().map(|product| product.id),
        sku: product.map(|product| product.sku),
        over: is_over(reading.as_ref(), limit),
        release_reason: release.release_reason,
        released_by_name: release.released_by_name,
        released_at: release.released_at,
    })
}

/// Refuses to release a batch whose newest reading is above its limit.
///
/// # Errors
/// [`Error::Conflict`] with both figures and what to do.
pub(crate) async fn refuse_release(tx: &Tx, batch: i64, reading: Option<&Reading>) -> Result<()> {
    let Limit { class, product } = lowest(products(tx, batch).await?);
    let limit = limit_of(class);
    let Some(value) = reading
        .and_then(Reading::mg_per_kg)
        .filter(|_| is_over(reading, limit))
    else {
        return Ok(());
    };
    let of = product.map_or_else(
        || words(class).to_owned(),
        |product| format!("{} ({})", product.sku, words(class)),
    );
    Err(Error::Conflict(format!(
        "Its cadmium, {value} mg/kg, is above the limit of {limit:.2} mg/kg for {of}. Only an admin releases it, by giving release_reason."
    )))
}

#[derive(FromQueryResult)]
struct Status {
    code: String,
    status: String,
    release_reason: Option<String>,
}

/// Refuses a product whose limit a released batch does not keep, unless an admin gave a reason to release it.
///
/// # Errors
/// [`Error::Conflict`] with both figures.
pub(crate) async fn refuse_product(
    tx: &Tx,
    batch: i64,
    product: &Kind,
    reading: Option<&Reading>,
) -> Result<()> {
    let limit = limit_of(product.class());
    let Some(value) = reading
        .and_then(Reading::mg_per_kg)
        .filter(|_| is_over(reading, limit))
    else {
        return Ok(());
    };
    let mut sql =
        Sql::new("SELECT b.code, b.status, b.release_reason FROM batches b WHERE b.org_id = ");
    sql.bind(tx.actor().org_id())
        .push(" AND b.id = ")
        .bind(batch);
    // Nobody releases the batch meanwhile.
    write::lock(tx, &mut sql, "b");
    let status: Option<Status> = tx.one(sql).await?;
    match status {
        Some(batch)
            if batch.status == BatchStatus::Released.as_str() && batch.release_reason.is_none() =>
        {
            Err(Error::Conflict(format!(
                "Batch {} is released, and its cadmium, {value} mg/kg, is above the limit of {limit:.2} mg/kg for {}.",
                batch.code,
                words(product.class())
            )))
        }
        _ => Ok(()),
    }
}

const fn words(class: CadmiumClass) -> &'static str {
    match class {
        CadmiumClass::MilkUnder30 => "milk chocolate under 30 % cacao",
        CadmiumClass::ChocolateUnder50 => "chocolate under 50 % or milk chocolate from 30 % cacao",
        CadmiumClass::CocoaPowder => "cocoa powder",
        CadmiumClass::ChocolateFrom50 => "chocolate from 50 % cacao",
    }
}

/// Whether the actor may release a batch above its limit.
pub(crate) fn may_overrule(actor: &Actor) -> bool {
    matches!(
        actor.principal(),
        Principal::Staff {
            role: StaffRole::Admin | StaffRole::PlatformAdmin,
            ..
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, description: &str, cacao_percent: Option<f64>) -> Kind {
        Kind {
            id: 1,
            sku: "X".into(),
            name: name.into(),
            description: Some(description.into()),
            cacao_percent,
        }
    }

    #[test]
    fn products_fall_into_classes() {
        use CadmiumClass::{ChocolateFrom50, ChocolateUnder50, CocoaPowder, MilkUnder30};
        for (name, description, share, class) in [
            ("Lanquín 70%", "Dark bar.", Some(70.0), ChocolateFrom50),
            ("Half", "", Some(50.0), ChocolateFrom50),
            ("Nearly half", "", Some(49.9), ChocolateUnder50),
            ("Who knows", "", None, ChocolateUnder50),
            ("Cobán 50% milk", "", Some(50.0), ChocolateUnder50),
            ("Vollmilch", "", Some(30.0), ChocolateUnder50),
            ("Bar", "Con LECHE de Tactic", Some(29.9), MilkUnder30),
            ("ミルクチョコレート", "", None, MilkUnder30),
            ("Cocoa powder", "Stir it into hot milk.", None, CocoaPowder),
            ("Kakaopulver", "", Some(100.0), CocoaPowder),
            (
                "Bar",
                "With raspberry powder.",
                Some(45.0),
                ChocolateUnder50,
            ),
        ] {
            assert_eq!(kind(name, description, share).class(), class, "{name}");
        }
    }

    #[test]
    fn the_lowest_binds() {
        let dark = || kind("Dark", "", Some(70.0));
        assert_eq!(lowest(vec![]).class, CadmiumClass::ChocolateFrom50);
        let milk = kind("Milk", "", Some(25.0));
        let limit = lowest(vec![dark(), milk, dark()]);
        assert_eq!(limit.class, CadmiumClass::MilkUnder30);
        assert_eq!(
            limit.product.map(|product| product.name).as_deref(),
            Some("Milk")
        );
    }

    #[test]
    fn units_of_mass_by_mass_are_compared() {
        let read = |value, unit: &str| {
            let (unit, measured_at) = (unit.to_owned(), DateTime::UNIX_EPOCH);
            Reading {
                value,
                unit,
                measured_at,
            }
            .mg_per_kg()
        };
        assert_eq!(read(0.8, "mg/kg"), Some(0.8));
        assert_eq!(read(0.8, " PPM "), Some(0.8));
        for unit in ["µg/kg", "μg/kg", "ug/kg", "ppb"] {
            assert_eq!(read(800.0, unit), Some(0.8), "{unit}");
        }
        assert_eq!(read(0.8, "%"), None);
        let at_limit = Reading {
            value: 800.0,
            unit: "µg/kg".into(),
            measured_at: DateTime::UNIX_EPOCH,
        };
        assert!(
            !is_over(Some(&at_limit), 0.80),
            "at the limit is not above it"
        );
        assert!(is_over(Some(&at_limit), 0.79) && !is_over(None, 0.0));
    }
}
