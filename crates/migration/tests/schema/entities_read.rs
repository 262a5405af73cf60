//! Every entity reads what the database holds, on both engines: a column whose type the two see differently fails
//! here and not in the application. Also the one write path that has every kind of column.

use crate::support::{Scratch, filled_sqlite};
use entities::{enums, farms, prelude::*};
use sea_orm_migration::sea_orm::{
    ActiveModelTrait, DatabaseConnection, EntityTrait, JsonValue, ModelTrait, NotSet, Set,
};

macro_rules! read_all {
    ($db:expr, $($entity:ident),+ $(,)?) => {
        $(
            let rows = $entity::find().all($db).await;
            let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", stringify!($entity)));
            assert!(!rows.is_empty(), "the fixture fills {}", stringify!($entity));
        )+
    };
}

async fn every_entity_reads(db: &DatabaseConnection) {
    read_all!(
        db,
        Organizations,
        Teams,
        Users,
        Customers,
        Contacts,
        CustomerPortalUsers,
        Farms,
        Batches,
        BatchInputs,
        Products,
        Orders,
        OrderItems,
        OrderEvents,
        WorkOrders,
        Shipments,
        ShipmentItems,
        ShipmentEvents,
        Measurements,
        StockLevels,
        Recalls,
        RecallBatches,
        RecallNotices,
        RecallNoticeLines,
        Complaints,
        ComplaintPhotos,
        OauthClients,
        RevokedTokens,
        IdempotencyKeys,
        AuditLogs,
        IntegrationLogs,
        IntegrationJobs,
        Events,
        OutboxEmails,
    );
    let order = Orders::find_by_id(2)
        .one(db)
        .await
        .expect("read")
        .expect("order 2");
    assert_eq!(order.status, enums::OrderStatus::Pending);
    let items = order.find_related(OrderItems).all(db).await.expect("items");
    assert_eq!(items.len(), 2);
    assert_eq!(
        Customers::in_org(2).all(db).await.expect("customers").len(),
        1
    );
}

async fn a_row_comes_back_as_it_went(db: &DatabaseConnection) {
    let plot = JsonValue::from_iter([("type", "Polygon")]);
    let written = farms::ActiveModel {
        id: NotSet,
        org_id: Set(1),
        name: Set("Finca Las Ceibas".into()),
        producer_name: Set("Familia Tiul".into()),
        region: Set("Cahabón".into()),
        country: Set("GT".into()),
        latitude: Set(Some(15.571)),
        longitude: Set(Some(-89.813)),
        plot: Set(Some(plot)),
        area_ha: Set(Some(6.0)),
        altitude_m: Set(Some(410)),
        ..Default::default()
    }
    .insert(db)
    .await
    .expect("insert");
    let read = Farms::find_by_id(written.id)
        .one(db)
        .await
        .expect("read")
        .expect("the farm");
    assert_eq!(read, written);
    assert_eq!(
        (read.version, read.area_ha, read.country.as_str()),
        (1, Some(6.0), "GT")
    );
    let secret = Users::find_by_id(1)
        .one(db)
        .await
        .expect("read")
        .expect("user 1");
    let shown = serde_json::to_value(&secret).expect("json");
    assert!(shown.get("email").is_some() && shown.get("password_hash").is_none());
}

#[tokio::test]
async fn sqlite_rows_are_read() {
    let db = filled_sqlite().await;
    every_entity_reads(&db).await;
    a_row_comes_back_as_it_went(&db).await;
}

#[tokio::test]
async fn postgres_rows_are_read() {
    let Some(scratch) = Scratch::filled().await else {
        return;
    };
    every_entity_reads(&scratch.db).await;
    a_row_comes_back_as_it_went(&scratch.db).await;
    scratch.drop().await;
}
