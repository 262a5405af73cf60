//! Customers from a file: all of its lines or none, matched by their ids, told by line what is wrong; what the list
//! exports, an import reads.

use contract::customers::{Customer, CustomerImport, CustomerList};
use reqwest::Method;
use tests::{Account, Caller, Reply, on_both_engines};

const PATH: &str = "/api/customer-imports";

async fn import(caller: &Caller, query: &str, file: impl Into<Vec<u8>>) -> Reply {
    let path = format!("{PATH}{query}");
    caller
        .raw(Method::POST, &path, "text/csv", file.into())
        .await
}

fn told(import: &CustomerImport) -> (i64, i64, i64, i64, bool) {
    (
        import.rows,
        import.created,
        import.updated,
        import.unchanged,
        import.dry_run,
    )
}

async fn export(caller: &Caller) -> Vec<u8> {
    let request = caller
        .request(Method::GET, "/api/customers?sort=id")
        .header("Accept", "text/csv");
    caller.send(request).await.body
}

on_both_engines! {
    async fn lines_are_matched_or_new(app) {
        let admin = app.as_account(Account::Admin).await;
        let file = "\u{feff}external_customer_id;erp_customer_id;name;country;city;email;owner_user_id;team_id\r\n\
             CUS-2002;ERP-1002;Cedar & Salt ;US; Tacoma ;hello@cedar-and-salt.example;3;1\r\n\
             ;ERP-1003;Mission Cacao;US;San Francisco;;3;1\r\n\
             ;;;;;;;\r\n\
             NEW-1;;Nordlys;NO;Bergen;Hei@Nordlys.example;7;2\r\n\
             ;;\"Ada; Quist\";SE;'=1+1;;;\r\n";
        let before = app.db.fingerprint().await;
        let dry: CustomerImport = import(&admin, "?dry_run=true", file).await.json();
        assert_eq!(told(&dry), (4, 2, 2, 0, true));
        assert_eq!(app.db.fingerprint().await, before, "a dry run leaves nothing");
        let done: CustomerImport = import(&admin, "?dry_run=false", file).await.created();
        assert_eq!(told(&done), (4, 2, 2, 0, false));
        let cedar: Customer = admin.get("/api/customers/2").await.json();
        assert_eq!((cedar.city.as_deref(), cedar.phone.as_deref(), cedar.version), (Some("Tacoma"), Some("+1 206-555-0131"), 2));
        assert_eq!(admin.get("/api/customers/3").await.json::<Customer>().email, None, "an empty cell empties");
        let new: Customer = admin.get("/api/customers/NEW-1").await.json();
        assert_eq!((new.email.as_deref(), new.owner_user_id, new.team_id, new.status.as_str()), (Some("hei@nordlys.example"), Some(7), Some(2), "active"));
        let plain = app.db.column::<i64>("SELECT id FROM customers WHERE name = 'Ada; Quist' AND city = '=1+1'").await;
        assert_eq!(plain.len(), 1, "the apostrophe was the export's");
        for (id, actions) in [(2, vec!["update"]), (new.id, vec!["create"]), (plain[0], vec!["create"])] {
            let of = format!("entity = 'customers' AND entity_id = {id} AND occurred_at > '2026-11-23'");
            assert_eq!(app.db.column::<String>(&format!("SELECT action FROM audit_logs WHERE {of}")).await, actions, "{id}");
            assert_eq!(app.db.number(&format!("SELECT COUNT(*) FROM events WHERE {of}")).await, 1, "{id}");
        }
        let found: CustomerList = admin.get("/api/customers?search=nordlys").await.json();
        assert_eq!(found.customers.iter().map(|one| one.id).collect::<Vec<_>>(), [new.id]);
        // Lines without any id are new ones each time; the others are as they are.
        let again: CustomerImport = import(&admin, "", file).await.created();
        assert_eq!(told(&again), (4, 1, 0, 3, false));
    }

    async fn what_export_writes_import_reads(app) {
        app.db.run("UPDATE customers SET notes = '=SUM(A1)', phone = '-1', city = 'Two, \"words\"' WHERE id = 2").await;
        app.db.run("UPDATE customers SET external_customer_id = NULL, erp_customer_id = NULL, notes = 'a\nb' WHERE id = 3").await;
        for account in [Account::Admin, Account::Manager] {
            let caller = app.as_account(account).await;
            let file = export(&caller).await;
            let before = app.db.fingerprint().await;
            let done: CustomerImport = import(&caller, "", file.clone()).await.created();
            assert_eq!((done.created, done.updated), (0, 0), "{account:?}");
            assert!(done.unchanged > 5 && done.rows == done.unchanged, "{account:?}");
            assert_eq!(app.db.fingerprint().await, before);
            let text = String::from_utf8(file).expect("text").replace(",Tacoma,", ",Kent,").replace("=SUM(A1)", "=SUM(B1)");
            let done: CustomerImport = import(&caller, "", text).await.created();
            assert_eq!((done.created, done.updated), (0, 1), "{account:?}");
            app.db.run("UPDATE customers SET notes = '=SUM(A1)' WHERE id = 2").await;
        }
    }

    async fn every_wrong_line_is_named_and_nothing_is_written(app) {
        let admin = app.as_account(Account::Admin).await;
        let before = app.db.fingerprint().await;
        let file = "id,external_customer_id,erp_customer_id,name,country,email,status,locale,owner_user_id,team_id\n\
             ,OK-1,,Fine,US,,,,,\n\
             ,,,,XX,nobody,gone,fr,10,x\n\
             999999,,,A,US,,,,,\n\
             35,,,Stranger's,US,,,,,\n\
             ,OK-1,,Twice,US,,,,,\n\
             ,CUS-2002,,A,US,,,,,\n\
             2,,,A,US,,,,,\n\
             ,,ERP-1003,A,US,,,,,\n\
             1,,ERP-1005,A,US,,,,,\n";
        for query in ["?dry_run=true", ""] {
            import(&admin, query, file).await.wrong_fields(&[
                "lines[3].name", "lines[3].country", "lines[3].email", "lines[3].status", "lines[3].locale",
                "lines[3].owner_user_id", "lines[3].team_id", "lines[4].id", "lines[5].id",
                "lines[6].external_customer_id", "lines[8].id", "lines[10].erp_customer_id",
            ]);
        }
        import(&admin, "", "name,vip\nA,1\n").await.wrong_fields(&["lines[1].vip"]);
        import(&admin, "", "name,country\nA\n").await.wrong_fields(&["lines[2]"]);
        import(&admin, "", "name\nM\u{fc}ller\n".chars().map(|c| c as u8).collect::<Vec<u8>>()).await.wrong_fields(&["body"]);
        import(&admin, "", "").await.wrong_fields(&["body"]);
        import(&admin, "", "name,country\nA\0B,US\n").await.wrong_fields(&["lines[2].name"]);
        import(&admin, "", "external_customer_id,name,country\nA\0B,A,US\n").await.wrong_fields(&["lines[2].external_customer_id"]);
        import(&admin, "?dry=1", "name\n").await.wrong_fields(&["dry"]);
        let many = format!("name,country\n{}", ",US\n".repeat(150));
        assert_eq!(import(&admin, "", many).await.problem(400).errors.len(), 100);
        import(&admin, "", vec![b'a'; 5 * 1024 * 1024 + 1]).await.problem(413);
        let lines = format!("name,country\n{}", "A,US\n".repeat(10_001));
        import(&admin, "", lines).await.wrong_fields(&["body"]);
        admin.raw(Method::POST, PATH, "application/json", b"{}".to_vec()).await.problem(415);
        assert_eq!(app.db.fingerprint().await, before);
    }

    async fn a_manager_imports_into_its_team(app) {
        let manager = app.as_account(Account::Manager).await;
        let file = "external_customer_id,name,country,owner_user_id,team_id\nM-1,Ours,US,3,\nM-2,Nobody's,US,,1\n";
        import(&manager, "", file).await.created::<CustomerImport>();
        let ours: Customer = app.as_account(Account::User).await.get("/api/customers/M-1").await.json();
        assert_eq!((ours.owner_user_id, ours.team_id), (Some(3), Some(1)));
        let before = app.db.fingerprint().await;
        let file = "external_customer_id,name,country,owner_user_id,team_id\nM-3,A,US,7,\nM-4,A,US,,2\nM-5,A,US,3,1\n";
        import(&manager, "", file).await.wrong_fields(&["lines[2].owner_user_id", "lines[3].team_id"]);
        // Kakao Kontor is the other team's: not there by its id, and its ids are taken.
        let code = app.db.value::<String>("SELECT external_customer_id FROM customers WHERE id = 13").await;
        import(&manager, "", "id,name,country\n13,A,DE\n").await.wrong_fields(&["lines[2].id"]);
        for query in ["", "?dry_run=true"] {
            let file = format!("external_customer_id,name,country\nM-6,A,US\n{code},A,DE\n");
            import(&manager, query, file).await.wrong_fields(&["lines[3].external_customer_id"]);
        }
        assert_eq!(app.db.fingerprint().await, before);
        for account in [Account::User, Account::Viewer, Account::Portland] {
            import(&app.as_account(account).await, "", "name,country\nA,US\n").await.problem(403);
        }
    }

    async fn a_repeated_file_is_imported_once(app) {
        let admin = app.as_account(Account::Admin).await;
        let send = async |file: &str| {
            let request = admin.request(Method::POST, PATH).header("Idempotency-Key", "im-1").header("Content-Type", "text/csv");
            admin.send(request.body(file.to_owned())).await
        };
        let file = "name,country\nOnce,US\n";
        let first = send(file).await;
        assert_eq!(first.created::<CustomerImport>(), send(file).await.created());
        send("name,country\nTwice,US\n").await.problem(409);
        assert_eq!(app.db.number("SELECT COUNT(*) FROM customers WHERE name IN ('Once', 'Twice')").await, 1);
    }

    async fn a_long_file_is_written_in_chunks(app) {
        let admin = app.as_account(Account::Admin).await;
        let mut file = String::from("external_customer_id,name,country,city,email\n");
        for n in 0..1_200 {
            file.push_str(&format!("BIG-{n},Shop {n},US,Springfield,shop{n}@big.example\n"));
        }
        let done: CustomerImport = import(&admin, "", file).await.created();
        assert_eq!((done.rows, done.created), (1_200, 1_200));
        for table in ["audit_logs", "events"] {
            let told = format!("SELECT COUNT(DISTINCT entity_id) FROM {table} WHERE entity = 'customers' AND entity_id IN (SELECT id FROM customers WHERE name LIKE 'Shop %')");
            assert_eq!(app.db.number(&told).await, 1_200, "{table}");
        }
        let found: CustomerList = admin.get("/api/customers?search=BIG-1199").await.json();
        // The search reads ids of our own, too.
        assert!(found.customers.iter().any(|one| one.external_customer_id.as_deref() == Some("BIG-1199")));
    }
}
