//! The organization's own records: who writes them, what is refused, what stays.

use contract::{
    BatchStatus, Page, WorkOrderStatus,
    batches::{BatchBody, BatchInput},
    farms::FarmInput,
    products::ProductInput,
    work_orders::{WorkOrderInput, WorkOrderPatch},
};
use domain::{IdOrCode, batches, farms, products, work_orders};
use serde_json::json;

use crate::support::{World, conflict, fields, is_forbidden, is_missing, is_stale};

on_both![
    farms_are_written_and_read,
    a_farm_with_batches_stays,
    farms_stay_in_their_organization,
    batches_name_every_wrong_reference,
    batches_are_recalled_by_recalls_alone,
    batches_do_not_become_their_own_ingredients,
    sold_batches_stay,
    products_are_checked,
    allocated_lots_stay_in_their_batch,
    work_orders_go_forward,
    what_hangs_on_a_batch_is_read,
];

fn farm() -> FarmInput {
    FarmInput {
        name: "Finca Nueva".into(),
        producer_name: "Familia Choc".into(),
        region: "Lanquín".into(),
        country: "GT".into(),
        plot: Some(json!({"type": "Point", "coordinates": [-89.97, 15.58]})),
        area_ha: Some(2.5),
        ..FarmInput::default()
    }
}

fn batch(code: &str, farm_id: i64) -> BatchBody {
    BatchBody {
        code: code.into(),
        farm_id,
        ..BatchBody::default()
    }
}

fn product(sku: &str, batch_id: i64) -> ProductInput {
    ProductInput {
        sku: sku.into(),
        name: "Lanquín 70%".into(),
        batch_id,
        quantity_produced: 100,
        ..ProductInput::default()
    }
}

fn code(text: &str) -> IdOrCode {
    IdOrCode::Code(text.into())
}

async fn farms_are_written_and_read(world: &World) {
    let admin = world.admin();
    let made = farms::create(&admin, &farm()).await.expect("created");
    let id = made.body.id;
    assert_eq!(made.location, format!("/api/farms/{id}"));
    assert_eq!(made.body.plot, farm().plot);
    assert_eq!(
        farms::by_id(&world.viewer(), id).await.expect("read"),
        made.body
    );

    let renamed = FarmInput {
        name: "Finca Otra".into(),
        ..farm()
    };
    assert!(is_stale(
        &farms::replace(&admin, id, &renamed, Some(7)).await
    ));
    let after = farms::replace(&world.manager(), id, &renamed, Some(1))
        .await
        .expect("replaced");
    assert_eq!((after.name.as_str(), after.version), ("Finca Otra", 2));

    for scope in [world.user(), world.viewer()] {
        assert!(is_forbidden(&farms::create(&scope, &farm()).await));
        assert!(is_forbidden(
            &farms::replace(&scope, id, &farm(), None).await
        ));
        assert!(is_forbidden(&farms::delete(&scope, id, None).await));
    }
    let wrong = FarmInput {
        name: "  ".into(),
        latitude: Some(1.0),
        plot: Some(json!({"type": "Polygon", "coordinates": [[]]})),
        ..farm()
    };
    assert_eq!(
        fields(farms::create(&admin, &wrong).await),
        ["name", "longitude", "plot.coordinates[0]"]
    );
    let too_small = FarmInput {
        area_ha: Some(0.0),
        ..farm()
    };
    assert_eq!(fields(farms::create(&admin, &too_small).await), ["area_ha"]);

    farms::delete(&admin, id, Some(2)).await.expect("deleted");
    assert!(is_missing(&farms::by_id(&admin, id).await));
    let sql = format!(
        "SELECT count(*) FROM audit_logs WHERE entity = 'farms' AND entity_id = {id}
         AND action IN ('create', 'update', 'delete') AND actor LIKE 'staff:%'"
    );
    assert_eq!(world.count(&sql).await, 3);
    let sql = format!("SELECT count(*) FROM events WHERE entity = 'farms' AND entity_id = {id}");
    assert_eq!(world.count(&sql).await, 3);
}

async fn a_farm_with_batches_stays(world: &World) {
    let batches = world
        .count("SELECT count(*) FROM batches WHERE farm_id = 1 AND org_id = 1")
        .await;
    assert_eq!(
        conflict(farms::delete(&world.admin(), 1, None).await),
        format!("{batches} batches still refer to this farm.")
    );
    let page = farms::batches(&world.user(), 1, Page::new(None, Some(3)))
        .await
        .expect("batches");
    assert_eq!(page.pagination.total, batches.unsigned_abs());
    assert_eq!(page.batches.len(), 3);
    assert!(page.batches[0].harvest_date >= page.batches[1].harvest_date);
    let beyond = farms::batches(&world.user(), 1, Page::new(Some(1_000_000), Some(100)))
        .await
        .expect("batches");
    assert!(beyond.batches.is_empty());
    assert_eq!(beyond.pagination.total, batches.unsigned_abs());
}

async fn farms_stay_in_their_organization(world: &World) {
    let stranger = world.stranger();
    assert!(is_missing(&farms::by_id(&stranger, 1).await));
    assert!(is_missing(
        &farms::replace(&stranger, 1, &farm(), None).await
    ));
    assert!(is_missing(&farms::delete(&stranger, 1, None).await));
    assert!(is_missing(
        &farms::batches(&stranger, 1, Page::new(None, None)).await
    ));
    let refused = batches::create(&stranger, &batch("OT-1", 1)).await;
    assert_eq!(fields(refused), ["farm_id"]);
}

async fn batches_name_every_wrong_reference(world: &World) {
    let admin = world.admin();
    let mut input = batch("IXC-26-500", 999_999);
    let kg = 10.0;
    // 61 is another maker's.
    input.inputs = Some(
        [1, 61, 999_999, 1]
            .map(|batch_id| BatchInput { batch_id, kg })
            .into(),
    );
    assert_eq!(
        fields(batches::create(&admin, &input).await),
        [
            "farm_id",
            "inputs[1].batch_id",
            "inputs[2].batch_id",
            "inputs[3].batch_id"
        ]
    );
    assert_eq!(
        conflict(batches::create(&admin, &batch("IXC-26-001", 1)).await),
        "There is already a batch IXC-26-001."
    );
    input.farm_id = 1;
    input.inputs = Some(vec![BatchInput { batch_id: 1, kg }]);
    let made = batches::create(&admin, &input).await.expect("created").body;
    assert_eq!(made.status, BatchStatus::Open);
    assert_eq!(made.inputs[0].batch_code, "IXC-24-001");
    assert_eq!(
        batches::by_key(&admin, &code("IXC-26-500"))
            .await
            .expect("read"),
        made
    );
}

async fn batches_are_recalled_by_recalls_alone(world: &World) {
    let admin = world.admin();
    let mut input = batch("IXC-26-501", 1);
    input.status = Some(BatchStatus::Recalled);
    assert_eq!(fields(batches::create(&admin, &input).await), ["status"]);
    input.status = None;
    let made = batches::create(&admin, &input).await.expect("created").body;
    let key = IdOrCode::Id(made.id);
    for status in [
        BatchStatus::OnHold,
        BatchStatus::Released,
        BatchStatus::OnHold,
    ] {
        input.status = Some(status);
        let after = batches::replace(&admin, &key, &input, None).await;
        assert_eq!(after.expect("replaced").status, status);
    }
    input.status = Some(BatchStatus::Recalled);
    assert_eq!(
        fields(batches::replace(&admin, &key, &input, None).await),
        ["status"]
    );
    let recalled = batches::by_key(&admin, &code("IXC-24-006"))
        .await
        .expect("read");
    let mut input = batch(&recalled.code, recalled.farm_id);
    input.status = Some(BatchStatus::Released);
    conflict(batches::replace(&admin, &code("IXC-24-006"), &input, None).await);
    input.status = None;
    let kept = batches::replace(&admin, &code("IXC-24-006"), &input, None).await;
    assert_eq!(kept.expect("replaced").status, BatchStatus::Recalled);
}

async fn batches_do_not_become_their_own_ingredients(world: &World) {
    let admin = world.admin();
    let made_of = |batch_id| Some(vec![BatchInput { batch_id, kg: 1.0 }]);
    let mut ids = Vec::new();
    for number in 0..3 {
        let mut input = batch(&format!("LOOP-{number}"), 1);
        input.inputs = ids.last().copied().and_then(made_of);
        ids.push(
            batches::create(&admin, &input)
                .await
                .expect("created")
                .body
                .id,
        );
    }
    let key = IdOrCode::Id(ids[0]);
    let mut input = batch("LOOP-0", 1);
    input.inputs = made_of(ids[0]);
    assert_eq!(
        fields(batches::replace(&admin, &key, &input, None).await),
        ["inputs[0].batch_id"]
    );
    input.inputs = made_of(ids[2]);
    conflict(batches::replace(&admin, &key, &input, None).await);
    input.inputs = made_of(1);
    let after = batches::replace(&admin, &key, &input, None)
        .await
        .expect("replaced");
    assert_eq!(after.inputs.len(), 1);
    input.inputs = None;
    let after = batches::replace(&admin, &key, &input, None)
        .await
        .expect("replaced");
    assert_eq!(after.inputs.len(), 1, "left out, they stay");
    input.inputs = Some(Vec::new());
    let after = batches::replace(&admin, &key, &input, None)
        .await
        .expect("replaced");
    assert!(after.inputs.is_empty());
}

async fn sold_batches_stay(world: &World) {
    for scope in [world.admin(), world.manager()] {
        let words = conflict(batches::delete(&scope, &code("IXC-26-001"), None).await);
        assert!(words.contains("products"), "{words}");
        assert!(words.ends_with("still refer to this batch."), "{words}");
    }
    let made = batches::create(&world.admin(), &batch("IXC-26-502", 1)).await;
    let key = IdOrCode::Id(made.expect("created").body.id);
    batches::delete(&world.manager(), &key, None)
        .await
        .expect("deleted");
    assert!(is_missing(&batches::by_key(&world.admin(), &key).await));
}

async fn products_are_checked(world: &World) {
    let admin = world.admin();
    let mut input = product("NEW-70", 61);
    input.gtin = Some("4006381333932".into());
    input.counted_at = Some(chrono::Utc::now());
    input.unit_price_cents = Some(5400);
    assert_eq!(
        fields(products::create(&admin, &input).await),
        ["batch_id", "gtin", "quantity_on_hand", "currency"]
    );
    let mut input = product("NEW-70", 1);
    input.gtin = Some("4006381333931".into());
    input.quantity_on_hand = Some(7);
    let made = products::create(&admin, &input)
        .await
        .expect("created")
        .body;
    assert!(made.counted_at.is_some());
    assert_eq!((made.batch_code.as_str(), made.farm_id), ("IXC-24-001", 1));
    assert_eq!(
        conflict(products::create(&admin, &input).await),
        "This batch has a product NEW-70 already."
    );
    input.batch_id = 2;
    let younger = products::create(&admin, &input)
        .await
        .expect("created")
        .body;
    assert_eq!(
        products::by_key(&world.user(), &code("NEW-70"))
            .await
            .expect("read"),
        younger
    );
    products::delete(&admin, &IdOrCode::Id(younger.id), Some(1))
        .await
        .expect("deleted");
    assert!(is_forbidden(&products::create(&world.user(), &input).await));
}

async fn allocated_lots_stay_in_their_batch(world: &World) {
    let key = IdOrCode::Id(1);
    for scope in [world.admin(), world.manager()] {
        let lot = products::by_key(&scope, &key).await.expect("read");
        let mut input = product(&lot.sku, 2);
        let words = conflict(products::replace(&scope, &key, &input, None).await);
        assert!(words.contains("stays in batch IXC-24-001"), "{words}");
        input.batch_id = 1;
        products::replace(&scope, &key, &input, Some(lot.version))
            .await
            .expect("replaced");
        conflict(products::delete(&scope, &key, None).await);
    }
}

async fn work_orders_go_forward(world: &World) {
    let manager = world.manager();
    let input = WorkOrderInput {
        order_id: Some(999_999),
        batch_id: Some(61),
        sku: "LNQ-70-60".into(),
        product_name: "Lanquín 70% 60 g".into(),
        qty_planned: 40,
        ..WorkOrderInput::default()
    };
    assert_eq!(
        fields(work_orders::create(&manager, &input).await),
        ["order_id", "batch_id"]
    );
    let input = WorkOrderInput {
        order_id: Some(1),
        batch_id: Some(1),
        ..input
    };
    let made = work_orders::create(&manager, &input)
        .await
        .expect("created")
        .body;
    assert_eq!(made.status, WorkOrderStatus::Planned);
    assert_eq!(made.order_number.as_deref(), Some("O-2024-0001"));
    let key = IdOrCode::Code(made.wo_number.clone());
    let taken = WorkOrderInput {
        wo_number: Some(made.wo_number.clone()),
        ..input
    };
    conflict(work_orders::create(&manager, &taken).await);
    let patch = WorkOrderPatch {
        status: Some(WorkOrderStatus::Completed),
        qty_completed: Some(39),
        ..WorkOrderPatch::default()
    };
    assert!(is_forbidden(
        &work_orders::change(&world.user(), &key, &patch, None).await
    ));
    let done = work_orders::change(&manager, &key, &patch, Some(1))
        .await
        .expect("changed");
    assert!(done.completed_at.is_some());
    assert_eq!((done.qty_completed, done.version), (39, 2));
    let patch = WorkOrderPatch {
        status: Some(WorkOrderStatus::InProgress),
        ..WorkOrderPatch::default()
    };
    conflict(work_orders::change(&manager, &key, &patch, None).await);
    // A run for a shop out of reach is read without the shop's order number.
    let theirs = work_orders::by_key(&world.staff(1, 7, Some(2), contract::StaffRole::User), &key)
        .await
        .expect("read");
    assert_eq!((theirs.order_id, theirs.order_number), (Some(1), None));
}

async fn what_hangs_on_a_batch_is_read(world: &World) {
    let key = code("IXC-26-001");
    let page = Page::new(None, Some(100));
    let admin = world.admin();
    let shops = batches::customers(&admin, &key, page)
        .await
        .expect("customers");
    assert_eq!(shops.pagination.total, 8);
    let cartons: i64 = shops
        .customers
        .iter()
        .map(|shop| shop.cartons_ordered)
        .sum();
    assert_eq!(cartons, 772);
    let shipped: i64 = shops
        .customers
        .iter()
        .map(|shop| shop.cartons_shipped)
        .sum();
    assert_eq!(shipped, 716);
    let own = batches::customers(&world.user(), &key, page)
        .await
        .expect("customers");
    assert!(own.customers.iter().all(|shop| shop.id <= 4));
    assert!(own.pagination.total < 8);
    let bars = batches::products(&world.user(), &key, page)
        .await
        .expect("products");
    assert_eq!(bars.pagination.total, 2);
    let none = batches::products(&admin, &code("IXC-26-090"), page)
        .await
        .expect("none");
    assert!(none.products.is_empty());
    batches::measurements(&admin, &key, None, page)
        .await
        .expect("measurements");
    assert!(is_missing(
        &batches::measurements(&admin, &code("IXC-99-999"), None, page).await
    ));
    assert!(is_missing(
        &batches::customers(&world.stranger(), &IdOrCode::Id(1), page).await
    ));
}
