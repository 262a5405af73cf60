//! Teams: made, renamed, deleted, with whoever was on them left in place; and what is refused.

use contract::users::{Team, TeamList};
use reqwest::Method;
use serde_json::json;
use tests::{Account, on_both_engines};

const TEAMS: &str = "/api/teams";

on_both_engines! {
    async fn a_team_lives_and_goes(app) {
        let admin = app.as_account(Account::Admin).await;
        let made: Team = admin.post(TEAMS, &json!({"name": "  Fairs "})).await.created();
        assert_eq!((made.name.as_str(), made.member_count, made.customer_count, made.version), ("Fairs", 0, 0, 1));
        let path = format!("{TEAMS}/{}", made.id);
        let found = admin.get(&path).await;
        assert_eq!(found.header("etag"), format!("\"{}-1\"", made.id));
        let renamed: Team = admin.if_match(Method::PATCH, &path, found.header("etag"), &json!({"name": "Trade fairs"})).await.json();
        assert_eq!((renamed.name.as_str(), renamed.version), ("Trade fairs", 2));
        admin.if_match(Method::PATCH, &path, found.header("etag"), &json!({"name": "Late"})).await.problem(412);
        admin.if_match(Method::DELETE, &path, found.header("etag"), &json!({})).await.problem(412);
        admin.delete(&path).await.no_content();
        admin.get(&path).await.problem(404);
    }

    async fn whoever_was_on_a_deleted_team_is_on_none(app) {
        let admin = app.as_account(Account::Admin).await;
        let team: Team = admin.get("/api/teams/2").await.json();
        let members = app.db.number("SELECT COUNT(*) FROM users WHERE team_id = 2").await;
        let customers = app.db.number("SELECT COUNT(*) FROM customers WHERE team_id = 2").await;
        assert!(members > 0 && customers > 0);
        assert_eq!((team.member_count, team.customer_count), (members, customers));
        admin.delete("/api/teams/2").await.no_content();
        for table in ["users", "customers"] {
            assert_eq!(app.db.number(&format!("SELECT COUNT(*) FROM {table} WHERE team_id = 2")).await, 0);
        }
        let before: serde_json::Value = app.db.value(
            "SELECT before FROM audit_logs WHERE entity = 'teams' AND action = 'delete' ORDER BY id DESC LIMIT 1").await;
        assert_eq!(before["member_count"], members);
        assert_eq!(before["customer_count"], customers);
        assert_eq!(before["name"], "Europe & Asia");
    }

    async fn lists_hold_what_one_may_see(app) {
        let admin = app.as_account(Account::Admin).await;
        let all: TeamList = admin.get(TEAMS).await.json();
        assert_eq!(all.teams.iter().map(|team| team.name.as_str()).collect::<Vec<_>>(), ["Americas", "Europe & Asia"]);
        let one: TeamList = admin.get("/api/teams?limit=1").await.json();
        let next = one.next_cursor.expect("a next page");
        let rest: TeamList = admin.get(&format!("/api/teams?limit=1&cursor={next}")).await.json();
        assert_eq!((rest.teams[0].id, rest.next_cursor), (2, None));
        let found: TeamList = admin.get("/api/teams?search=EURO").await.json();
        assert_eq!(found.teams.len(), 1);
        let manager = app.as_account(Account::Manager).await;
        let own: TeamList = manager.get(TEAMS).await.json();
        assert_eq!(own.teams.iter().map(|team| team.id).collect::<Vec<_>>(), [1]);
    }

    async fn wrong_input_is_named(app) {
        let admin = app.as_account(Account::Admin).await;
        for name in ["", "   ", "a\nb"] {
            assert_eq!(admin.post(TEAMS, &json!({"name": name})).await.problem(400).errors[0].field, "name", "{name:?}");
        }
        admin.post(TEAMS, &json!({"name": "Americas"})).await.problem(409);
        admin.patch("/api/teams/2", &json!({"name": "Americas"})).await.problem(409);
        admin.get("/api/teams/3").await.problem(404);
        admin.get("/api/teams?sort=id").await.problem(400);
        // The other maker's name is no duplicate.
        let other = app.as_account(Account::OtherAdmin).await;
        other.post(TEAMS, &json!({"name": "Europe & Asia"})).await.created::<Team>();
    }

    async fn the_same_request_twice_makes_one(app) {
        let admin = app.as_account(Account::Admin).await;
        let first = admin.post_once(TEAMS, "team-1", &json!({"name": "Once"})).await;
        let again = admin.post_once(TEAMS, "team-1", &json!({"name": "Once"})).await;
        assert_eq!(first.created::<Team>(), again.created::<Team>());
        assert_eq!(app.db.number("SELECT COUNT(*) FROM teams WHERE name = 'Once'").await, 1);
    }
}
