//! What anybody may read about a lot: what the code on a bar opens. Farms, batches and products of one maker, never a
//! customer, a cost, a note or how much was sold. Which maker is found first; then [`Principal::Public`] reads, whom the
//! database's policies show the catalogue and nothing else.

use std::collections::HashSet;

use chrono::NaiveDate;
use contract::{
    BatchStatus,
    products::Product,
    provenance::{
        LotProvenance, ProvenanceFarm, ProvenanceInput, ProvenanceProduct, ProvenanceQuery,
    },
};
use sea_orm::FromQueryResult;

use crate::{
    Db, Error, IdOrCode, Principal, RequestInfo, Result, Scope, Sql,
    gs1::{self, Lot},
    products,
    write::word,
};

mod qr;

/// The maker whose lots are asked about.
#[derive(FromQueryResult)]
struct Maker {
    id: i64,
    name: String,
    slug: String,
    /// The one that is meant where none is named.
    is_first: bool,
}

const MAKER: &str = "
SELECT o.id, o.name, o.slug, (o.id = (SELECT MIN(x.id) FROM organizations x)) AS is_first
FROM organizations o WHERE ";

/// A batch of the lot's tree with its farm; the lot's own row once for each of its products.
#[derive(FromQueryResult)]
struct Row {
    batch_id: i64,
    code: String,
    status: String,
    harvest_date: Option<NaiveDate>,
    fermentation_days: Option<i32>,
    drying_days: Option<i32>,
    received_kg: Option<f64>,
    roast_date: Option<NaiveDate>,
    produced_kg: Option<f64>,
    farm_id: i64,
    farm_name: String,
    producer_name: Option<String>,
    region: String,
    country: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    area_ha: Option<f64>,
    altitude_m: Option<i32>,
    varieties: Option<String>,
    certifications: Option<String>,
    story: Option<String>,
    sku: Option<String>,
    product_name: Option<String>,
    description: Option<String>,
    cacao_percent: Option<f64>,
    net_weight_g: Option<i32>,
    best_before: Option<NaiveDate>,
    gtin: Option<String>,
}

/// UNION meets each batch once, so that a ring of blends ends.
const LOT: &str = "
WITH RECURSIVE tree (id) AS (
    SELECT b.id FROM batches b WHERE b.org_id = $1 AND b.code = $2
    UNION
    SELECT i.input_batch_id FROM tree t JOIN batch_inputs i ON i.batch_id = t.id
)
SELECT b.id AS batch_id, b.code, b.status, b.harvest_date, b.fermentation_days, b.drying_days, b.received_kg,
       b.roast_date, b.produced_kg, f.id AS farm_id, f.name AS farm_name, f.producer_name, f.region, f.country,
       f.latitude, f.longitude, f.area_ha, f.altitude_m, f.varieties, f.certifications, f.story,
       p.sku, p.name AS product_name, p.description, p.cacao_percent, p.net_weight_g, p.best_before, p.gtin
FROM tree t
JOIN batches b ON b.id = t.id
JOIN farms f ON f.id = b.farm_id
LEFT JOIN products p ON p.batch_id = b.id AND b.code = $2
WHERE b.org_id = $1
ORDER BY CASE WHEN b.code = $2 THEN 0 ELSE 1 END, b.code, p.id";

/// The lot of this code. `portal` is the portal's origin, where its address is.
///
/// # Errors
/// [`Error::NotFound`] for no such maker or lot, and for a product that was not made of the lot: a code that says so is
/// none of the maker's.
pub async fn of_lot(
    db: &Db,
    request: RequestInfo,
    portal: &str,
    code: &str,
    query: &ProvenanceQuery,
) -> Result<LotProvenance> {
    let IdOrCode::Code(code) = IdOrCode::parse(code)? else {
        // Ids are nobody's business outside.
        return Err(Error::NotFound);
    };
    let maker = named(db, request.clone(), query.organization.as_deref()).await?;
    let public = Scope::new(db, Principal::Public { org_id: maker.id }, request);
    let rows: Vec<Row> = public
        .read()
        .await?
        .all(Sql::with(LOT, [maker.id.into(), code.into()]))
        .await?;
    assemble(&maker, portal, rows, query)
}

/// The maker with this slug; the first one where none is named. Before it is known nobody reads, as at sign-in.
async fn named(db: &Db, request: RequestInfo, slug: Option<&str>) -> Result<Maker> {
    let nobody = Scope::new(db, Principal::Auth { org_id: 0 }, request);
    let mut sql = Sql::new(MAKER);
    match slug {
        Some(slug) => sql.push("o.slug = ").bind(slug.to_owned()),
        None => sql.push("1 = 1"),
    };
    sql.push(" ORDER BY o.id LIMIT 1");
    nobody.read().await?.one(sql).await?.ok_or(Error::NotFound)
}

fn assemble(
    maker: &Maker,
    portal: &str,
    rows: Vec<Row>,
    query: &ProvenanceQuery,
) -> Result<LotProvenance> {
    let lot = rows.first().ok_or(Error::NotFound)?.batch_id;
    let code = rows[0].code.clone();
    // Whatever is made of a recalled lot is recalled with it.
    let mut recalled = false;
    for row in &rows {
        recalled |= word::<BatchStatus>(&row.status)? == BatchStatus::Recalled;
    }
    let mut products: Vec<ProvenanceProduct> = rows
        .iter()
        .filter_map(|row| product(maker, portal, row))
        .collect();
    let asked = query.sku.is_some() || query.gtin.is_some();
    let gtin = query.gtin.as_deref().map(|gtin| format!("{gtin:0>14}"));
    let meant = products.iter().position(|product| {
        query.sku.as_ref().is_none_or(|sku| *sku == product.sku)
            && (gtin.is_none() || gtin == product.gtin)
    });
    let product = match meant {
        Some(place) => Some(products.remove(place)),
        None if asked => return Err(Error::NotFound),
        None => None,
    };
    let mut seen = HashSet::new();
    let (mut own, mut inputs) = (None, Vec::new());
    for row in rows {
        if !seen.insert(row.batch_id) {
            continue;
        }
        if row.batch_id == lot {
            own = Some(row);
        } else {
            inputs.push(ProvenanceInput {
                batch_code: row.code.clone(),
                farm: farm(row),
            });
        }
    }
    let own = own.ok_or(Error::NotFound)?;
    Ok(LotProvenance {
        organization: maker.name.clone(),
        lot: code,
        recalled,
        product,
        other_products: products,
        inputs,
        harvest_date: own.harvest_date,
        fermentation_days: own.fermentation_days,
        drying_days: own.drying_days,
        received_kg: own.received_kg,
        roast_date: own.roast_date,
        produced_kg: own.produced_kg,
        farm: farm(own),
    })
}

fn farm(row: Row) -> ProvenanceFarm {
    ProvenanceFarm {
        id: row.farm_id,
        name: row.farm_name,
        producer_name: row.producer_name,
        region: row.region,
        country: row.country,
        latitude: row.latitude.map(hundredth),
        longitude: row.longitude.map(hundredth),
        area_ha: row.area_ha,
        altitude_m: row.altitude_m,
        varieties: row.varieties,
        certifications: row.certifications,
        story: row.story,
    }
}

/// About a kilometre: a place on the map, not somebody's gate.
fn hundredth(degrees: f64) -> f64 {
    (degrees * 100.0).round() / 100.0
}

fn product(maker: &Maker, portal: &str, row: &Row) -> Option<ProvenanceProduct> {
    let (sku, name) = (row.sku.clone()?, row.product_name.clone()?);
    let (gtin, best_before) = (row.gtin.as_deref(), row.best_before);
    let said = gtin.and_then(|gtin| Lot::new(gtin, &row.code, best_before));
    Some(ProvenanceProduct {
        link: link(maker, portal, &row.code, &sku, said.as_ref()),
        element_string: said.as_ref().map(Lot::element_string),
        gtin: gtin.and_then(gs1::gtin14),
        sku,
        name,
        description: row.description.clone(),
        cacao_percent: row.cacao_percent,
        net_weight_g: row.net_weight_g,
        best_before,
    })
}

/// The GS1 Digital Link where there is one, else the address of the lot's page. Only a second maker has to be named:
/// GS1 lets a link carry a parameter of our own.
fn link(maker: &Maker, portal: &str, code: &str, sku: &str, said: Option<&Lot<'_>>) -> String {
    let mut link = match said {
        Some(lot) => lot.digital_link(portal),
        None => format!(
            "{portal}/provenance/{}?sku={}",
            gs1::percent_encoded(code),
            gs1::percent_encoded(sku)
        ),
    };
    if !maker.is_first {
        let joint = if link.contains('?') { '&' } else { '?' };
        link.push_str(&format!("{joint}organization={}", maker.slug));
    }
    link
}

/// The QR code of a product's lot as an SVG, to be printed on its bars.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn qr(scope: &Scope, portal: &str, key: &IdOrCode) -> Result<String> {
    let product: Product = products::by_key(scope, key).await?;
    // Staff see their own maker alone; whether it is the first one, the sign-in path knows.
    let org_id = scope.actor().org_id();
    let mut sql = Sql::new(MAKER);
    sql.push("o.id = ").bind(org_id);
    let nobody = scope.become_principal(Principal::Auth { org_id });
    let maker: Maker = nobody
        .read()
        .await?
        .one(sql)
        .await?
        .ok_or(Error::NotFound)?;
    let (code, best_before) = (product.batch_code.as_str(), product.best_before);
    let gtin = product.gtin.as_deref();
    let said = gtin.and_then(|gtin| Lot::new(gtin, code, best_before));
    let link = link(&maker, portal, code, &product.sku, said.as_ref());
    qr::svg(&link, &format!("{}, {code}", product.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_second_maker_is_named_in_a_link() {
        let maker = |is_first| Maker {
            id: 1,
            name: "M".into(),
            slug: "m".into(),
            is_first,
        };
        let lot = Lot::new("7401234567896", "A-1", NaiveDate::from_ymd_opt(2027, 3, 31));
        let of = |first, lot: Option<&Lot<'_>>| link(&maker(first), "https://p", "A-1", "S 1", lot);
        assert_eq!(
            of(true, lot.as_ref()),
            "https://p/01/07401234567896/10/A-1?17=270331"
        );
        assert_eq!(
            of(false, lot.as_ref()),
            "https://p/01/07401234567896/10/A-1?17=270331&organization=m"
        );
        assert_eq!(of(true, None), "https://p/provenance/A-1?sku=S%201");
        assert_eq!(
            of(false, None),
            "https://p/provenance/A-1?sku=S%201&organization=m"
        );
    }

    #[test]
    fn places_are_told_to_a_kilometre() {
        assert_eq!(hundredth(15.578214), 15.58);
        assert_eq!(hundredth(-89.969437), -89.97);
    }
}
