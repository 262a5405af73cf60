//! Where customers are looked for by words: an inverted index in plain tables, the same on both engines, and the
//! shortened spellings by which a mistyped word finds its right one; and from when on a program's tokens count. The application fills all of it; nothing
//! here makes terms of texts.

use crate::table::{Kind, TableSpec, drop_all};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        customer_terms().create(manager).await?;
        search_variants().create(manager).await?;
        let added = Table::alter()
            .table("oauth_clients")
            .add_column(ColumnDef::new("tokens_valid_from").timestamp_with_time_zone())
            .to_owned();
        manager.alter_table(added).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let db = manager.get_connection();
            // The tables are empty: this costs nothing and lets one index serve beginnings of words.
            db.execute_unprepared(BYTE_ORDER).await?;
            db.execute_unprepared(POLICIES).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dropped = Table::alter()
            .table("oauth_clients")
            .drop_column("tokens_valid_from")
            .to_owned();
        manager.alter_table(dropped).await?;
        drop_all(manager, &["search_variants", "customer_terms"]).await
    }
}

fn customer_terms() -> TableSpec {
    TableSpec::new(
        "customer_terms",
        "The words by which a customer is found, folded to one spelling.",
    )
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .belongs_to("customer_id", "customers", ForeignKeyAction::Cascade, "")
    .required(
        Kind::Text,
        "term",
        "Lower case, without accents, in one width.",
    )
    .required(
        Kind::Count,
        "weight",
        "0: a word of the name; 1: of the city, a contact, an e-mail or an id.",
    )
    .primary(&["customer_id", "term", "weight"])
    .check("weight", "weight IN (0, 1)")
    .index(&["org_id", "weight", "term", "customer_id"])
}

fn search_variants() -> TableSpec {
    TableSpec::new(
        "search_variants",
        "Words that occur, by their beginning with up to two letters left out: where mistyped words meet right ones.",
    )
    // Two writers that bring the same word at once both leave it here, rather than wait for each other.
    .id()
    .belongs_to("org_id", "organizations", ForeignKeyAction::Cascade, "")
    .required(Kind::Text, "variant", "The word's first seven letters less up to two.")
    .required(Kind::Text, "word", "A term of customer_terms.")
    .index(&["org_id", "variant", "word"])
}

const BYTE_ORDER: &str = r#"
ALTER TABLE customer_terms ALTER COLUMN term TYPE varchar COLLATE "C";
ALTER TABLE search_variants ALTER COLUMN variant TYPE varchar COLLATE "C", ALTER COLUMN word TYPE varchar COLLATE "C";
COMMENT ON COLUMN oauth_clients.tokens_valid_from IS 'A token issued before this is refused.';
"#;

/// A term is seen by whoever sees its customer. The words alone, without whose they are, are the whole maker's: without
/// them nobody's mistyped word could be put right.
const POLICIES: &str = r#"
ALTER TABLE customer_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY customer_terms_read ON customer_terms FOR SELECT USING (
    (org_id = (SELECT app.org_id()) OR (SELECT app.everywhere()))
    AND ((SELECT app.sees_all()) OR customer_id = (SELECT app.customer_id())
         OR ((SELECT app.sees_some()) AND EXISTS (SELECT 1 FROM customers c WHERE c.id = customer_terms.customer_id))));
CREATE POLICY customer_terms_insert ON customer_terms FOR INSERT WITH CHECK (
    (org_id = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND (SELECT app.writes())
    AND EXISTS (SELECT 1 FROM customers c WHERE c.id = customer_terms.customer_id AND c.org_id = customer_terms.org_id));
CREATE POLICY customer_terms_update ON customer_terms FOR UPDATE USING (false);
CREATE POLICY customer_terms_delete ON customer_terms FOR DELETE USING (
    (org_id = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND (SELECT app.writes())
    AND ((SELECT app.sees_all()) OR EXISTS (SELECT 1 FROM customers c WHERE c.id = customer_terms.customer_id)));

ALTER TABLE search_variants ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_variants FORCE ROW LEVEL SECURITY;
CREATE POLICY search_variants_read ON search_variants FOR SELECT USING (
    (org_id = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND (SELECT app.is_maker()));
CREATE POLICY search_variants_insert ON search_variants FOR INSERT WITH CHECK (
    (org_id = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND (SELECT app.writes()));
CREATE POLICY search_variants_update ON search_variants FOR UPDATE USING (false);
CREATE POLICY search_variants_delete ON search_variants FOR DELETE USING (
    (org_id = (SELECT app.org_id()) OR (SELECT app.everywhere())) AND (SELECT app.principal()) = 'system');
"#;
