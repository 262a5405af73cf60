//! The outbox: e-mail goes out over real SMTP, waits while the server is away, is given up in the end, and leaves no
//! password or link behind.

use std::os::unix::fs::PermissionsExt;

use chrono::{DateTime, Duration, Utc};
use contract::{MailStatus, portal_users::PortalUser};
use serde_json::{Value, json};
use tests::{Account, Engine, TestApp, app, mail::eventually, on_both_engines, smtp::SmtpServer};

const SHOP: &str = "/api/customers/14/portal-users";
/// The demonstration's own e-mails end with 31; one of them waits for ever.
const QUEUED: &str = "SELECT COUNT(*) FROM outbox_emails WHERE status = 'queued' AND id > 31";

/// On each engine an application that sends over SMTP to a server which begins with these answers.
async fn over_smtp(refusals: &[&str], test: impl AsyncFn(&TestApp, &SmtpServer)) {
    for engine in Engine::all() {
        let server = SmtpServer::start(refusals).await;
        let url = server.url.clone();
        let adjust = |settings: &mut api::Settings| {
            settings.mail_dir = None;
            settings.smtp_url = Some(url);
            settings.mail_from = "Portal <portal@cacaoixchel.test>".into();
        };
        app::with_settings(engine, adjust, async |app| test(app, &server).await).await;
    }
}

async fn open_access(app: &TestApp, email: &str) -> PortalUser {
    let admin = app.as_account(Account::Admin).await;
    let body = json!({"email": email, "name": "Käthe"});
    admin.post(SHOP, &body).await.created()
}

async fn person(app: &TestApp, id: i64) -> PortalUser {
    let admin = app.as_account(Account::Admin).await;
    admin.get(&format!("/api/portal-users/{id}")).await.json()
}

/// Status, tries, data, last error and next try of the newest e-mail in the outbox.
struct Row {
    id: i64,
    status: String,
    attempts: i32,
    data: Value,
    error: Option<String>,
    next: Option<DateTime<Utc>>,
}

async fn rows(app: &TestApp) -> Vec<Row> {
    let sql = "SELECT id, status, attempts, data, last_error, next_attempt_at FROM outbox_emails WHERE id > 31 ORDER BY id";
    let found = app.db.rows(sql).await;
    found
        .iter()
        .map(|row| Row {
            id: row.try_get("", "id").expect("id"),
            status: row.try_get("", "status").expect("status"),
            attempts: row.try_get("", "attempts").expect("attempts"),
            data: row.try_get("", "data").expect("data"),
            error: row.try_get("", "last_error").expect("last_error"),
            next: row.try_get("", "next_attempt_at").expect("next_attempt_at"),
        })
        .collect()
}

/// The newest e-mail once it has an error and waits, or is at an end.
async fn settled(app: &TestApp, attempts: i32) -> Row {
    eventually("a try has ended", async || {
        let row = rows(app).await.pop()?;
        let waits = row.error.is_some()
            && row
                .next
                .is_some_and(|next| next - Utc::now() < Duration::seconds(150));
        (row.attempts == attempts && (waits || row.status != "queued")).then_some(row)
    })
    .await
}

async fn make_due(app: &TestApp) {
    let past = Utc::now() - Duration::seconds(1);
    let sql = "UPDATE outbox_emails SET next_attempt_at = $1 WHERE status = 'queued'";
    app.db.rows_with(sql, vec![past.into()]).await;
}

fn seconds_until(next: Option<DateTime<Utc>>) -> i64 {
    (next.expect("a next try") - Utc::now()).num_seconds()
}

/// Lays e-mails into the outbox as another part of the service would.
async fn lay(app: &TestApp, count: usize, template: &str, data: &Value, created_at: DateTime<Utc>) {
    for number in 0..count {
        app.db
            .rows_with(
                "INSERT INTO outbox_emails (org_id, recipient, template, data, locale, created_at, updated_at)
                VALUES (1, $1, $2, $3, 'es', $4, $4)",
                vec![format!("p{number}@shop.example").into(), template.into(), data.clone().into(), created_at.into()],
            )
            .await;
    }
}

#[tokio::test]
async fn a_mail_server_that_comes_back_gets_it() {
    let refusals = ["451 try again later", "554 we saw {password} in it"];
    over_smtp(&refusals, async |app, server| {
        let made = open_access(app, "retry@shop.example").await;
        let first = settled(app, 1).await;
        assert_eq!((first.status.as_str(), server.tries()), ("queued", 1));
        assert!(first.error.expect("an error").contains("451"));
        assert!(
            (10..=36).contains(&seconds_until(first.next)),
            "{}",
            seconds_until(first.next)
        );
        let password = first.data["password"]
            .as_str()
            .expect("still needed")
            .to_owned();
        assert_eq!(
            person(app, made.id).await.mail_status,
            Some(MailStatus::Queued)
        );

        make_due(app).await;
        let second = settled(app, 2).await;
        assert_eq!((second.status.as_str(), server.tries()), ("queued", 2));
        let error = second.error.expect("an error");
        assert!(
            error.contains("554") && !error.contains(&password),
            "{error}"
        );
        assert!(
            (30..=72).contains(&seconds_until(second.next)),
            "{}",
            seconds_until(second.next)
        );

        make_due(app).await;
        let third = settled(app, 3).await;
        assert_eq!((third.status.as_str(), server.tries()), ("sent", 3));
        assert!(third.error.is_none() && third.next.is_none());
        assert_eq!(third.data, json!({"name": "Käthe"}), "the password is gone");
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        let (recipient, mail) = &taken[0];
        assert_eq!(recipient, "retry@shop.example");
        assert_eq!(mail.password(), password);
        assert_eq!(mail.from, "Portal <portal@cacaoixchel.test>");
        assert!(mail.subject.contains("Ihr Zugang"), "{}", mail.subject);
        assert_eq!(
            person(app, made.id).await.mail_status,
            Some(MailStatus::Sent)
        );
    })
    .await;
}

#[tokio::test]
async fn it_is_given_up_after_ten_tries() {
    over_smtp(&["451 no"; 2], async |app, server| {
        let made = open_access(app, "away@shop.example").await;
        settled(app, 1).await;
        app.db
            .run("UPDATE outbox_emails SET attempts = 9 WHERE status = 'queued'")
            .await;
        make_due(app).await;
        let last = settled(app, 10).await;
        assert_eq!((last.status.as_str(), server.tries()), ("failed", 2));
        assert!(last.error.expect("an error").contains("451"));
        assert_eq!(last.data, json!({"name": "Käthe"}), "the password is gone");
        let person = person(app, made.id).await;
        assert_eq!(person.mail_status, Some(MailStatus::Failed));
        assert_eq!(person.version, 1, "nobody edited it");
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_is_given_up_at_once() {
    over_smtp(&["550 no such user"], async |app, server| {
        let made = open_access(app, "nobody@shop.example").await;
        let row = settled(app, 1).await;
        assert_eq!((row.status.as_str(), server.tries()), ("failed", 1));
        assert_eq!(row.data, json!({"name": "Käthe"}));
        assert_eq!(
            person(app, made.id).await.mail_status,
            Some(MailStatus::Failed)
        );
    })
    .await;
}

#[tokio::test]
async fn a_newer_password_is_sent_instead_of_the_older_one() {
    over_smtp(&["451 later"], async |app, server| {
        let made = open_access(app, "twice@shop.example").await;
        settled(app, 1).await;
        let admin = app.as_account(Account::Admin).await;
        admin
            .post(
                &format!("/api/portal-users/{}/password-resets", made.id),
                &json!({}),
            )
            .await
            .created::<PortalUser>();
        settled(app, 1).await;
        make_due(app).await;
        app.until_number(QUEUED, 0).await;
        let ended: Vec<String> = rows(app).await.into_iter().map(|row| row.status).collect();
        assert_eq!(ended, ["failed", "sent"]);
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        assert!(
            taken[0].1.subject.contains("neues Passwort"),
            "{}",
            taken[0].1.subject
        );
        assert_eq!(
            person(app, made.id).await.mail_status,
            Some(MailStatus::Sent)
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_servers_each_e_mail_is_sent_by_one() {
    over_smtp(&[], async |app, server| {
        let second = app.second_instance().await;
        lay(
            app,
            40,
            "password_changed",
            &json!({"name": "P", "at": Utc::now()}),
            Utc::now(),
        )
        .await;
        app.until_number(QUEUED, 0).await;
        let mut recipients: Vec<String> = server
            .taken()
            .into_iter()
            .map(|(recipient, _)| recipient)
            .collect();
        recipients.sort();
        recipients.dedup();
        assert_eq!((recipients.len(), server.tries()), (40, 40));
        assert!(
            rows(app)
                .await
                .iter()
                .all(|row| row.attempts == 1 && row.status == "sent")
        );
        second.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_lease_is_respected_until_it_ends() {
    over_smtp(&[], async |app, server| {
        // Somebody took it and has not come back yet.
        let soon = Utc::now() + Duration::minutes(1);
        lay(app, 1, "of_a_later_version", &json!({}), Utc::now()).await;
        app.db
            .rows_with("UPDATE outbox_emails SET template = 'password_changed', data = $2, attempts = 1, next_attempt_at = $1 WHERE template = 'of_a_later_version'",
                vec![soon.into(), json!({"name": "P", "at": Utc::now()}).into()])
            .await;
        lay(app, 1, "password_changed", &json!({"name": "Q", "at": Utc::now()}), Utc::now()).await;
        app.until_number("SELECT COUNT(*) FROM outbox_emails WHERE status = 'sent' AND id > 31", 1).await;
        assert_eq!(server.tries(), 1, "the claimed one is left alone");
        make_due(app).await;
        app.until_number("SELECT COUNT(*) FROM outbox_emails WHERE status = 'sent' AND id > 31", 2).await;
        assert_eq!(server.tries(), 2);
    })
    .await;
}

on_both_engines! {
    async fn what_need_not_be_sent_is_not(app) {
        let late = Utc::now() - Duration::minutes(16);
        lay(app, 1, "magic_link", &json!({"name": "P", "token": "t0ken"}), late).await;
        lay(app, 1, "portal_access", &json!({"name": "P"}), Utc::now()).await;
        lay(app, 1, "of_a_later_version", &json!({"name": "P", "password": "x"}), Utc::now()).await;
        lay(app, 1, "password_changed", &json!({"name": "P", "at": Utc::now()}), Utc::now()).await;
        app.until_number(QUEUED, 1).await;
        let ended: Vec<(String, Value)> = rows(app).await.into_iter().map(|row| (row.status, row.data)).collect();
        assert_eq!(ended[0], ("failed".into(), json!({"name": "P"})), "its link has expired, and is gone");
        assert_eq!(ended[1].0, "failed", "its data makes no e-mail");
        assert_eq!(ended[2].0, "queued", "left to the version that knows it");
        assert_eq!(ended[3].0, "sent");
        assert_eq!(app.mails().len(), 1);
    }

    async fn what_a_person_wrote_is_text_and_nothing_else(app) {
        let admin = app.as_account(Account::Admin).await;
        let hostile = "<script>alert(1)</script> \"Bcc: x@y.example\" {password}";
        admin.post(SHOP, &json!({"email": "o'neil+x@shop.example", "name": hostile})).await.created::<PortalUser>();
        let mail = app.mail_to("o'neil+x@shop.example", 1).await;
        assert!(mail.text.contains(hostile));
        assert!(!mail.html.contains("<script") && mail.html.contains("&lt;script&gt;"));
        mail.password();
    }

    async fn files_are_whole_and_their_owners_alone(app) {
        open_access(app, "file@shop.example").await;
        app.mail_to("file@shop.example", 1).await;
        let names: Vec<_> = std::fs::read_dir(&app.mail_dir).expect("the folder").map(|entry| entry.expect("a file")).collect();
        assert_eq!(names.len(), 1, "no draft is left");
        let mode = names[0].metadata().expect("metadata").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let mail = app.mails().pop().expect("an e-mail");
        assert_eq!(mail.message_id, format!("<outbox-{}@localhost>", rows(app).await[0].id));
        let figures = app.nobody().get("/metrics").await.text();
        assert!(figures.contains("ixchel_mail_total{result=\"sent\"}"), "{figures}");
        assert!(figures.contains("ixchel_mail_queued"));
    }
}

/// Without a server and a folder nothing is lost: e-mail waits.
#[tokio::test]
async fn without_a_way_out_e_mail_waits() {
    let nowhere = |settings: &mut api::Settings| settings.mail_dir = None;
    app::with_settings(Engine::Sqlite, nowhere, async |app| {
        let made = open_access(app, "waits@shop.example").await;
        assert_eq!(
            person(app, made.id).await.mail_status,
            Some(MailStatus::Queued)
        );
        let row = rows(app).await.pop().expect("an e-mail");
        assert_eq!((row.status.as_str(), row.attempts), ("queued", 0));
    })
    .await;
}
