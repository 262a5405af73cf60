//! The table of who sees and changes what, for the step `m0010_row_level_security`. Holds conditions only; how they
//! become policies is in that step. It belongs to that step: a released policy is changed by a later step that drops and
//! creates it, and this file then says so beside the rule.

/// The conditions of one table. Each is joined with "the row is of the organization the transaction acts in", except
/// the `…_outside` ones, which hold for themselves.
pub struct Rule {
    pub table: &'static str,
    /// The column that names the organization; None where there is none.
    pub org_column: Option<&'static str>,
    pub read: String,
    pub insert: String,
    pub update: String,
    pub delete: String,
    pub read_outside: Option<&'static str>,
    pub insert_outside: Option<&'static str>,
    pub update_outside: Option<&'static str>,
}

const SIGNED_IN: &str = "(SELECT app.signed_in())";
const MAKER: &str = "(SELECT app.is_maker())";
const WRITES: &str = "(SELECT app.writes())";
const WRITES_OR_SHOP: &str = "(SELECT app.writes_or_shop())";
const MANAGES: &str = "(SELECT app.manages())";
const ADMINISTERS: &str = "(SELECT app.administers())";
/// Only a platform_admin (or background work) makes a platform_admin.
const GRANTS_ROLE: &str = "(SELECT app.administers()) AND (role <> 'platform_admin' \
     OR (SELECT app.role()) = 'platform_admin' OR (SELECT app.principal()) = 'system')";
const SIGNS_IN: &str = "(SELECT app.signs_in())";
const SYSTEM: &str = "(SELECT app.principal()) = 'system'";
const ANYONE: &str = "(SELECT app.principal()) IS NOT NULL";

/// Every table, parents before children.
pub fn rules() -> Vec<Rule> {
    let mut rules = people();
    rules.extend(traceability());
    rules.extend(what_follows_a_customer());
    rules.extend(recalls());
    rules.extend(records());
    rules
}

fn people() -> Vec<Rule> {
    vec![
        Rule {
            // A platform administrator finds the organization it is about to act in.
            read_outside: Some(
                "(SELECT app.signs_in()) OR (SELECT app.role()) = 'platform_admin' OR (SELECT app.everywhere())",
            ),
            insert_outside: Some("(SELECT app.everywhere())"),
            update_outside: Some("(SELECT app.everywhere())"),
            ..Rule::new(
                "organizations",
                ANYONE,
                "false",
                ADMINISTERS,
                "(SELECT app.everywhere())",
            )
            .keyed_by("id")
        },
        Rule::new("teams", MAKER, ADMINISTERS, ADMINISTERS, ADMINISTERS),
        Rule {
            // Everyone on the staff reads and updates its own account (a platform_admin has no organization), but
            // moves itself neither to another role nor to another organization. Since `m0018_own_account` not to
            // another team either.
            read_outside: Some(
                "(SELECT app.signs_in()) OR ((SELECT app.role()) IS NOT NULL AND id = (SELECT app.user_id()))",
            ),
            update_outside: Some(
                "(SELECT app.signs_in()) OR (id = (SELECT app.user_id()) AND role = (SELECT app.role()) \
                 AND (org_id = (SELECT app.org_id()) OR (org_id IS NULL AND role = 'platform_admin')))",
            ),
            // Platform administrators are made outside any organization.
            insert_outside: Some("org_id IS NULL AND (SELECT app.role()) = 'platform_admin'"),
            ..Rule::new("users", MAKER, GRANTS_ROLE, GRANTS_ROLE, ADMINISTERS)
        },
        {
            let visible = "(SELECT app.sees_all()) OR id = (SELECT app.customer_id()) \
                           OR owner_user_id = (SELECT app.owner_user_id()) OR team_id = (SELECT app.managed_team_id())";
            let writable = format!("{WRITES} AND ({visible})");
            Rule {
                read_outside: Some(SIGNS_IN),
                ..Rule::new("customers", visible, &writable, &writable, &writable)
            }
        },
        Rule::of_customer("contacts", WRITES, WRITES, WRITES),
        {
            let own = "customer_id = (SELECT app.customer_id()) AND id = (SELECT app.user_id())";
            let rule = Rule::of_customer("customer_portal_users", WRITES, WRITES, WRITES);
            Rule {
                update: format!("({}) OR ({own})", rule.update),
                read_outside: Some(SIGNS_IN),
                update_outside: Some(SIGNS_IN),
                ..rule
            }
        },
    ]
}

/// Farms, batches, products belong to the organization: everyone signed in reads them, shops too.
fn traceability() -> Vec<Rule> {
    ["farms", "batches", "batch_inputs", "products"]
        .map(|table| Rule::new(table, SIGNED_IN, MANAGES, MANAGES, MANAGES))
        .into()
}

fn what_follows_a_customer() -> Vec<Rule> {
    let by_order = by_parent("work_orders", "order_id", "orders");
    vec![
        Rule::of_customer("orders", WRITES_OR_SHOP, WRITES, ADMINISTERS),
        Rule::of_parent(
            "order_items",
            "order_id",
            "orders",
            WRITES_OR_SHOP,
            WRITES,
            WRITES,
        ),
        Rule::of_parent(
            "order_events",
            "order_id",
            "orders",
            WRITES_OR_SHOP,
            WRITES,
            WRITES,
        ),
        Rule::new(
            "work_orders",
            &format!("{MAKER} OR {by_order}"),
            MANAGES,
            MANAGES,
            MANAGES,
        ),
        Rule::of_parent("shipments", "order_id", "orders", WRITES, WRITES, WRITES),
        Rule::of_parent(
            "shipment_items",
            "shipment_id",
            "shipments",
            WRITES,
            WRITES,
            WRITES,
        ),
        Rule::of_parent(
            "shipment_events",
            "shipment_id",
            "shipments",
            WRITES,
            WRITES,
            WRITES,
        ),
        Rule::of_customer_or_org("measurements", WRITES, WRITES, ADMINISTERS),
        Rule::of_customer(
            "stock_levels",
            WRITES_OR_SHOP,
            WRITES_OR_SHOP,
            WRITES_OR_SHOP,
        ),
        Rule::of_customer("complaints", WRITES_OR_SHOP, WRITES, ADMINISTERS),
        Rule::of_parent(
            "complaint_photos",
            "complaint_id",
            "complaints",
            WRITES_OR_SHOP,
            WRITES,
            ADMINISTERS,
        ),
    ]
}

/// A shop knows of a recall only through its own notice.
fn recalls() -> Vec<Rule> {
    let told = "EXISTS (SELECT 1 FROM recall_notices n WHERE n.recall_id = recalls.id)";
    vec![
        Rule::new(
            "recalls",
            &format!("{MAKER} OR {told}"),
            ADMINISTERS,
            ADMINISTERS,
            ADMINISTERS,
        ),
        Rule::new(
            "recall_batches",
            MAKER,
            ADMINISTERS,
            ADMINISTERS,
            ADMINISTERS,
        ),
        Rule::of_customer("recall_notices", ADMINISTERS, WRITES_OR_SHOP, ADMINISTERS),
        Rule::of_parent(
            "recall_notice_lines",
            "notice_id",
            "recall_notices",
            ADMINISTERS,
            "false",
            ADMINISTERS,
        ),
    ]
}

fn records() -> Vec<Rule> {
    let admin_or_machine = format!("{ADMINISTERS} OR (SELECT app.principal()) = 'machine'");
    let own_key = "(SELECT app.signed_in()) AND ((SELECT app.label()) IS NULL OR principal = (SELECT app.label()))";
    let no_org =
        "org_id IS NULL AND (SELECT app.role()) = 'platform_admin' OR (SELECT app.signs_in())";
    vec![
        Rule {
            read_outside: Some(SIGNS_IN),
            update_outside: Some(SIGNS_IN),
            ..Rule::new(
                "oauth_clients",
                &admin_or_machine,
                ADMINISTERS,
                ADMINISTERS,
                ADMINISTERS,
            )
        },
        // Names no organization and tells nothing but that a token has ended.
        Rule {
            org_column: None,
            ..Rule::new("revoked_tokens", ANYONE, ANYONE, SYSTEM, SYSTEM)
        },
        Rule::new("idempotency_keys", own_key, own_key, own_key, own_key),
        // Everyone adds to the logs, only admins read them, nobody changes them.
        Rule {
            insert_outside: Some(no_org),
            ..Rule::new("audit_logs", ADMINISTERS, ANYONE, "false", "false")
        },
        Rule {
            insert_outside: Some(no_org),
            ..Rule::new("integration_logs", ADMINISTERS, ANYONE, "false", "false")
        },
        Rule::new(
            "integration_jobs",
            &admin_or_machine,
            &admin_or_machine,
            &admin_or_machine,
            ADMINISTERS,
        ),
        Rule {
            insert_outside: Some(SIGNS_IN),
            ..Rule::of_customer_or_org("events", ANYONE, "false", SYSTEM).inserted_by(ANYONE)
        },
        Rule {
            insert_outside: Some(SIGNS_IN),
            ..Rule::new("outbox_emails", SYSTEM, ANYONE, SYSTEM, SYSTEM)
        },
    ]
}

impl Rule {
    fn new(table: &'static str, read: &str, insert: &str, update: &str, delete: &str) -> Self {
        Self {
            table,
            org_column: Some("org_id"),
            read: read.to_owned(),
            insert: insert.to_owned(),
            update: update.to_owned(),
            delete: delete.to_owned(),
            read_outside: None,
            insert_outside: None,
            update_outside: None,
        }
    }

    /// Rows that follow the customer they name; the conditions say who of those that see it may write it.
    fn of_customer(table: &'static str, insert: &str, update: &str, delete: &str) -> Self {
        Self::seen(table, by_customer(table), insert, update, delete)
    }

    /// The same, where a row without a customer is the whole maker's.
    fn of_customer_or_org(table: &'static str, insert: &str, update: &str, delete: &str) -> Self {
        let visible = format!(
            "{} OR (customer_id IS NULL AND {MAKER})",
            by_customer(table)
        );
        Self::seen(table, visible, insert, update, delete)
    }

    /// Rows seen by whoever sees their parent.
    fn of_parent(
        table: &'static str,
        column: &str,
        parent: &str,
        insert: &str,
        update: &str,
        delete: &str,
    ) -> Self {
        Self::seen(
            table,
            by_parent(table, column, parent),
            insert,
            update,
            delete,
        )
    }

    fn seen(
        table: &'static str,
        visible: String,
        insert: &str,
        update: &str,
        delete: &str,
    ) -> Self {
        let and_visible = |condition: &str| format!("{condition} AND ({visible})");
        Self::new(
            table,
            &visible,
            &and_visible(insert),
            &and_visible(update),
            &and_visible(delete),
        )
    }

    fn inserted_by(mut self, condition: &str) -> Self {
        self.insert = condition.to_owned();
        self
    }

    fn keyed_by(mut self, column: &'static str) -> Self {
        self.org_column = Some(column);
        self
    }
}

/// The customers' own policy narrows the subquery to the owner or the team.
fn by_customer(table: &str) -> String {
    format!(
        "(SELECT app.sees_all()) OR customer_id = (SELECT app.customer_id()) \
         OR ((SELECT app.sees_some()) AND EXISTS (SELECT 1 FROM customers c WHERE c.id = {table}.customer_id))"
    )
}

/// The parent's own policy narrows the subquery.
fn by_parent(table: &str, column: &str, parent: &str) -> String {
    format!(
        "(SELECT app.sees_all()) OR EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column})"
    )
}
