//! What the code on a bar opens, for anybody, and the code itself.

use contract::{
    organization::Organization,
    products::{Product, ProductList},
    provenance::LotProvenance,
};
use serde_json::{Value, json};
use tests::{Account, TestApp, on_both_engines};

const PORTAL: &str = "https://portal.cacaoixchel.test";

async fn lot(app: &TestApp, of: &str) -> LotProvenance {
    app.nobody()
        .get(&format!("/api/provenance/{of}"))
        .await
        .json()
}

fn names(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                into.push(name.clone());
                names(value, into);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, into)),
        _ => {}
    }
}

/// The link in a QR code's drawing, read as a scanner reads it: from the dark squares alone.
fn scanned(svg: &str) -> String {
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let side = number(
        svg.split("viewBox=\"0 0 ")
            .nth(1)
            .expect("a view box")
            .split(' ')
            .next()
            .expect("a side"),
    );
    let path = svg
        .split(" d=\"")
        .nth(1)
        .expect("a path")
        .split('"')
        .next()
        .expect("its end");
    let mut dark = vec![vec![false; side]; side];
    for run in path.split('M').filter(|run| !run.is_empty()) {
        let (at, rest) = run.split_once('h').expect("a run");
        let (x, y) = at.split_once(' ').expect("a place");
        let width = number(rest.split('v').next().expect("a width"));
        for column in 0..width {
            dark[number(y)][number(x) + column] = true;
        }
    }
    const SCALE: usize = 5;
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| {
            if dark[y / SCALE][x / SCALE] { 0 } else { 255 }
        });
    let found = image.detect_grids();
    assert_eq!(found.len(), 1, "one code");
    found[0].decode().expect("readable").1
}

on_both_engines! {
    async fn a_lot_tells_its_way(app) {
        let found = lot(app, "IXC-26-001").await;
        assert_eq!((found.organization.as_str(), found.lot.as_str(), found.recalled), ("Cacao Ixchel", "IXC-26-001", false));
        assert_eq!(found.farm.id, 1);
        assert_eq!((found.farm.latitude, found.farm.longitude), (Some(15.58), Some(-89.97)), "about a kilometre");
        assert!(found.farm.story.as_deref().is_some_and(|story| story.contains("hummingbird")));
        assert_eq!((found.fermentation_days, found.drying_days, found.received_kg), (Some(6), Some(8), Some(560.0)));
        let skus = app.db.column::<String>("SELECT sku FROM products WHERE batch_id = 37 ORDER BY id").await;
        let product = found.product.expect("a product");
        assert_eq!(product.sku, skus[0]);
        let others: Vec<&str> = found.other_products.iter().map(|other| other.sku.as_str()).collect();
        assert_eq!(others, skus[1..].iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(product.gtin.as_deref(), Some("07401234567896"));
        assert_eq!(product.link, format!("{PORTAL}/01/07401234567896/10/IXC-26-001?17=271031"));
        assert_eq!(product.element_string.as_deref(), Some("(01) 07401234567896 (10) IXC-26-001 (17) 271031"));
        assert_eq!(found.inputs, []);
    }

    async fn the_product_asked_for_comes_first(app) {
        let rows = app.db.rows("SELECT sku, gtin FROM products WHERE batch_id = 37 ORDER BY id").await;
        for row in &rows {
            let (sku, gtin): (String, String) = (row.try_get_by_index(0).expect("sku"), row.try_get_by_index(1).expect("gtin"));
            for query in [format!("sku={sku}"), format!("gtin={gtin}"), format!("gtin={}", gtin.trim_start_matches('0')), format!("sku={sku}&gtin={gtin}")] {
                let found = lot(app, &format!("IXC-26-001?{query}")).await;
                assert_eq!(found.product.expect("a product").sku, sku, "{query}");
                assert_eq!(found.other_products.len(), rows.len() - 1);
            }
        }
        // No bar of this lot carries such a code.
        for query in ["sku=CHB-72-60", "gtin=96385074", "sku=LNQ-70-60&gtin=96385074", "organization=nobody"] {
            app.nobody().get(&format!("/api/provenance/IXC-26-001?{query}")).await.problem(404);
        }
        app.nobody().get("/api/provenance/IXC-26-001?gtin=12&colour=red").await.wrong_fields(&["gtin", "colour"]);
    }

    async fn what_is_not_there_is_not(app) {
        for code in ["IXC-99-999", "37", "0", "ixc-26-001", "IXC-26-001%20", "%00", "%FF", "O-2026-0117", "IXC-26-001'--"] {
            let reply = app.nobody().get(&format!("/api/provenance/{code}")).await;
            assert_eq!(reply.status, 404, "{code}: {}", reply.text());
        }
        let nothing_made = lot(app, "IXC-26-090").await;
        assert_eq!((nothing_made.product, nothing_made.other_products), (None, Vec::new()));
    }

    async fn a_recalled_lot_says_so_and_so_does_what_was_made_of_it(app) {
        assert!(lot(app, "IXC-25-012").await.recalled);
        assert!(!lot(app, "IXC-25-013").await.recalled);
        app.db.run("UPDATE batches SET status = 'recalled' WHERE id = 26").await;
        assert!(lot(app, "IXC-25-013").await.recalled, "one of its inputs is recalled");
        app.db.run("UPDATE batches SET status = 'on_hold' WHERE id = 26").await;
        assert!(!lot(app, "IXC-25-013").await.recalled);
    }

    async fn blends_name_their_inputs_at_any_depth(app) {
        let codes = |found: &LotProvenance| found.inputs.iter().map(|input| input.batch_code.clone()).collect::<Vec<_>>();
        let expected = async |ids: &str| app.db.column::<String>(&format!("SELECT code FROM batches WHERE id IN ({ids}) ORDER BY code")).await;
        let deep = app.db.value::<String>("SELECT code FROM batches WHERE id = 49").await;
        let found = lot(app, &deep).await;
        assert_eq!(codes(&found), expected("46, 34, 38, 35, 40").await);
        for input in &found.inputs {
            let farm = app.db.number(&format!("SELECT farm_id FROM batches WHERE org_id = 1 AND code = '{}'", input.batch_code)).await;
            assert_eq!(input.farm.id, farm);
        }
        // A ring, which no rule of the tables forbids.
        app.db.run("INSERT INTO batch_inputs (org_id, batch_id, input_batch_id, kg) VALUES (1, 38, 49, 1.0), (1, 35, 46, 1.0)").await;
        assert_eq!(codes(&lot(app, &deep).await), expected("46, 34, 38, 35, 40").await);
    }

    async fn each_maker_tells_its_own(app) {
        let other = app.as_account(Account::OtherAdmin).await;
        let theirs: LotProvenance = other.get("/api/provenance/IXC-26-001?organization=otra-tierra").await.json();
        assert_eq!(theirs.organization, "Otra Tierra");
        let ours = lot(app, "IXC-26-001?organization=cacao-ixchel").await;
        assert_eq!(ours, lot(app, "IXC-26-001").await, "the first maker where none is named");
        assert_ne!(ours.farm.id, theirs.farm.id);
        app.nobody().get("/api/provenance/OT-26-001").await.problem(404);
        let product = theirs.product.expect("a product");
        assert_eq!((product.gtin, product.element_string), (None, None));
        assert_eq!(product.link, format!("{PORTAL}/provenance/IXC-26-001?sku={}&organization=otra-tierra", product.sku));
    }

    async fn nobody_learns_who_bought_it(app) {
        let customers = app.db.column::<String>("SELECT name FROM customers").await;
        for code in app.db.column::<String>("SELECT code FROM batches WHERE org_id = 1").await {
            let reply = app.nobody().get(&format!("/api/provenance/{code}")).await;
            let text = reply.text();
            for name in &customers {
                assert!(!text.contains(name.as_str()), "{code} names {name}");
            }
            assert!(!text.contains("INTERNAL"), "{code} shows a note");
            let mut members = Vec::new();
            names(&reply.ok(), &mut members);
            for name in members {
                let suspicious = ["cost", "price", "customer", "order", "quantity", "on_hand", "note", "owner", "plot", "org_id"];
                assert!(!suspicious.iter().any(|word| name.contains(word)), "{name}");
            }
        }
    }

    async fn a_scanner_reads_the_lots_link(app) {
        let viewer = app.as_account(Account::Viewer).await;
        let all: ProductList = viewer.get("/api/products?limit=100").await.json();
        for product in all.products.iter().step_by(7) {
            let reply = viewer.get(&format!("/api/products/{}/qr", product.id)).await;
            assert_eq!(reply.status, 200);
            assert_eq!(reply.header("content-type"), "image/svg+xml");
            assert!(reply.header("content-security-policy").contains("sandbox"));
            let told = lot(app, &format!("{}?sku={}", product.batch_code, product.sku)).await;
            assert_eq!(scanned(&reply.text()), told.product.expect("the product").link);
            assert!(reply.text().contains("<title"), "it has a name for those who cannot see it");
        }
        // Without an article number the code opens the lot's page.
        let admin = app.as_account(Account::Admin).await;
        let body = json!({"sku": "NEW-1", "name": "New <bar> & co", "batch_id": 37, "quantity_produced": 1});
        let made: Product = admin.post("/api/products", &body).await.created();
        let drawing = admin.get(&format!("/api/products/{}/qr", made.id)).await.text();
        assert_eq!(scanned(&drawing), format!("{PORTAL}/provenance/IXC-26-001?sku=NEW-1"));
        assert!(drawing.contains("New &lt;bar&gt; &amp; co"));
        app.as_account(Account::OtherAdmin).await.get(&format!("/api/products/{}/qr", made.id)).await.problem(404);
        app.nobody().get(&format!("/api/products/{}/qr", made.id)).await.problem(401);
        let other = app.as_account(Account::OtherAdmin).await;
        let maker: Organization = other.get("/api/organization").await.json();
        let drawing = other.get("/api/products/72/qr").await.text();
        assert!(scanned(&drawing).ends_with(&format!("organization={}", maker.slug)));
    }
}
