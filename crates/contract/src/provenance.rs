//! What anybody may read about a lot: what the code on a bar opens. No customer, no cost, no quantity that was sold.

use chrono::NaiveDate;

reply! {
    pub struct ProvenanceFarm {
        pub id: i64,
        pub name: String,
        pub producer_name: Option<String>,
        pub region: String,
        /// ISO 3166-1 alpha-2.
        pub country: String,
        /// Degrees north, rounded to a hundredth (about a kilometre): a place on the map, not an address.
        pub latitude: Option<f64>,
        /// Degrees east, rounded likewise.
        pub longitude: Option<f64>,
        pub area_ha: Option<f64>,
        pub altitude_m: Option<i32>,
        pub varieties: Option<String>,
        pub certifications: Option<String>,
        pub story: Option<String>,
    }

    /// A batch of another farm that went into this one.
    pub struct ProvenanceInput {
        pub batch_code: String,
        pub farm: ProvenanceFarm,
    }

    pub struct ProvenanceProduct {
        pub sku: String,
        pub name: String,
        pub description: Option<String>,
        pub cacao_percent: Option<f64>,
        /// Of one bar, grams.
        pub net_weight_g: Option<i32>,
        pub best_before: Option<NaiveDate>,
        /// As 14 digits; null for a product without one.
        pub gtin: Option<String>,
        /// GS1 Digital Link URI on the portal's origin, where the product has a GTIN; else the address of its page.
        pub link: String,
        /// GS1 element string as printed: `(01) 07401234567896 (10) IXC-26-001 (17) 270331`. Null without a GTIN.
        pub element_string: Option<String>,
    }

    /// A lot's way from the farm. `product` is the one asked for, or the batch's first; null when nothing was made yet.
    pub struct LotProvenance {
        /// The maker's name.
        pub organization: String,
        pub lot: String,
        /// The lot has been recalled: do not eat it.
        pub recalled: bool,
        pub product: Option<ProvenanceProduct>,
        /// Whatever else was made of the same batch.
        pub other_products: Vec<ProvenanceProduct>,
        pub farm: ProvenanceFarm,
        pub inputs: Vec<ProvenanceInput>,
        pub harvest_date: Option<NaiveDate>,
        pub fermentation_days: Option<i32>,
        pub drying_days: Option<i32>,
        pub received_kg: Option<f64>,
        pub roast_date: Option<NaiveDate>,
        pub produced_kg: Option<f64>,
    }
}

query! {
    /// Which lot is meant, where its code alone does not say.
    pub struct ProvenanceQuery {
        /// The maker's slug; the first organization without it.
        #[cfg_attr(feature = "server", schema(max_length = 63), param(max_length = 63))]
        pub organization: Option<String>,
        /// The product's SKU.
        #[cfg_attr(feature = "server", schema(max_length = 64), param(max_length = 64))]
        pub sku: Option<String>,
        /// The product's GTIN, 8, 12, 13 or 14 digits.
        #[cfg_attr(feature = "server", schema(pattern = "^[0-9]{8,14}$"), param(pattern = "^[0-9]{8,14}$"))]
        pub gtin: Option<String>,
    }
}
