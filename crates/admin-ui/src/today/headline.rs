//! The page's answer: one sentence of a closed list, for the most urgent thing there is.

use contract::dashboard::{Dashboard, OpenComplaint};
use ui_kit::fmt;

use super::words::{Headlines, tw};

/// Days before a drill is due from which on it is somebody's business.
const DRILL_SOON: i64 = 30;

pub fn of(today: &Dashboard) -> String {
    said(
        today,
        &tw().headlines,
        fmt::local_day(today.as_of),
        fmt::number,
    )
}

fn said(
    today: &Dashboard,
    words: &Headlines,
    day: chrono::NaiveDate,
    number: fn(i64) -> String,
) -> String {
    let urgent = count(today.complaints.iter().filter(|one| is_urgent(one)).count());
    let held = count(today.held_batches.len());
    let counted = [
        (urgent, words.urgent),
        (today.late_order_count, words.late),
        (today.refused_order_count, words.refused),
        (today.complaint_count, words.complaints),
        (held, words.held),
    ];
    if let Some((n, sentence)) = counted.into_iter().find(|(n, _)| *n > 0) {
        return sentence(n, &number(n));
    }
    if drill_waits(today, day) {
        return words.drill.to_owned();
    }
    words.nothing.to_owned()
}

/// Somebody may come to harm.
pub fn is_urgent(complaint: &OpenComplaint) -> bool {
    matches!(complaint.severity.as_str(), "critical" | "life_threatening")
}

/// The yearly drill was never held, or is due soon.
pub fn drill_waits(today: &Dashboard, day: chrono::NaiveDate) -> bool {
    today
        .drill
        .due_on
        .is_none_or(|due| (due - day).num_days() <= DRILL_SOON)
}

pub fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use contract::dashboard::Drill;
    use ui_kit::{Language, Phrases};

    use super::super::words::TodayWords;
    use super::*;

    fn quiet() -> Dashboard {
        Dashboard {
            as_of: chrono::DateTime::default(),
            complaints: Vec::new(),
            complaint_count: 0,
            late_orders: Vec::new(),
            late_order_count: 0,
            refused_orders: Vec::new(),
            refused_order_count: 0,
            held_batches: Vec::new(),
            drill: Drill {
                last_started_at: None,
                last_trace_seconds: None,
                due_on: NaiveDate::from_ymd_opt(2027, 3, 1),
            },
            batches: Vec::new(),
            weeks: Vec::new(),
            deliveries: Vec::new(),
        }
    }

    #[test]
    fn the_most_urgent_thing_is_the_answer() {
        let words = &TodayWords::of(Language::En).headlines;
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let say = |today: &Dashboard| said(today, words, day, |n| n.to_string());
        let mut today = quiet();
        assert_eq!(say(&today), "Nothing waits for you");
        today.drill.due_on = None;
        assert_eq!(say(&today), "The yearly recall drill is due");
        today.complaint_count = 2;
        assert_eq!(say(&today), "2 complaints are open");
        today.late_order_count = 1;
        assert_eq!(say(&today), "One order is late");
        today.complaints.push(OpenComplaint {
            id: 1,
            complaint_number: "C-1".into(),
            customer_id: 1,
            customer_name: "Shop".into(),
            customer_city: None,
            batch_id: None,
            lot_code: None,
            category: "illness".into(),
            severity: "critical".into(),
            description: String::new(),
            created_at: chrono::DateTime::default(),
        });
        assert_eq!(say(&today), "One complaint cannot wait");
    }
}
