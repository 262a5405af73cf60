//! What is typed about a program, read before it is sent: networks line by line, a limit, a day.

use std::net::IpAddr;

use ui_kit::ApiError;

/// What the API takes.
pub const NETWORKS_MAX: usize = 100;
pub const LIMIT_MAX: i32 = 1_000_000;

/// A line that is no network: its number, counted from one as people do, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    pub number: usize,
    pub text: String,
}

/// The lines that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

/// The networks of a text with one a line, or every line that is none.
pub fn networks(text: &str) -> Result<Vec<String>, Vec<BadLine>> {
    let bad: Vec<_> = lines(text)
        .filter(|(_, line)| !is_network(line))
        .map(|(number, line)| BadLine {
            number,
            text: line.to_owned(),
        })
        .collect();
    if bad.is_empty() {
        Ok(lines(text).map(|(_, line)| line.to_owned()).collect())
    } else {
        Err(bad)
    }
}

/// An address and how many of its bits count: `192.0.2.0/24`. An address alone is a network of one.
fn is_network(text: &str) -> bool {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return false;
    };
    let most = if address.is_ipv4() { 32 } else { 128 };
    bits.is_none_or(|bits| {
        let digits = !bits.is_empty() && bits.bytes().all(|b| b.is_ascii_digit());
        digits && bits.parse::<u8>().is_ok_and(|bits| bits <= most)
    })
}

/// The lines that the API refused: `allowed_cidrs[2]` is the third that says something.
pub fn refused_lines(text: &str, error: &ApiError) -> Vec<BadLine> {
    let Some(problem) = error.problem() else {
        return Vec::new();
    };
    let known: Vec<_> = lines(text).collect();
    problem
        .errors
        .iter()
        .filter_map(|error| {
            let rest = error.field.strip_prefix("allowed_cidrs[")?;
            let at: usize = rest.split(']').next()?.parse().ok()?;
            let (number, line) = known.get(at)?;
            Some(BadLine {
                number: *number,
                text: (*line).to_owned(),
            })
        })
        .collect()
}

/// Requests a minute; an empty field means the configured number. None for anything else.
pub fn limit(text: &str) -> Option<Option<i32>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    let limit = text.parse().ok().filter(|n| (1..=LIMIT_MAX).contains(n));
    limit.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{FieldError, Problem};

    #[test]
    fn every_wrong_line_is_named() {
        assert_eq!(
            networks("192.0.2.0/24\n\n  2001:db8::/32 \n10.1.2.3"),
            Ok(vec![
                "192.0.2.0/24".into(),
                "2001:db8::/32".into(),
                "10.1.2.3".into()
            ])
        );
        assert_eq!(networks(" \n"), Ok(Vec::new()));
        let bad = networks("10.0.0.0/8\n10.0.0/8\n\n::1/129\n1.2.3.4/\n1.2.3.4/+1");
        let numbers = bad.map_err(|bad| bad.iter().map(|line| line.number).collect::<Vec<_>>());
        assert_eq!(numbers, Err(vec![2, 4, 5, 6]));
    }

    #[test]
    fn a_refused_element_is_a_line_again() {
        let error = ApiError::Problem(Problem {
            kind: String::new(),
            title: String::new(),
            status: 400,
            detail: String::new(),
            instance: String::new(),
            request_id: String::new(),
            errors: vec![FieldError {
                field: "allowed_cidrs[1]".into(),
                code: "format".into(),
                message: String::new(),
            }],
        });
        let lines = refused_lines("10.0.0.0/8\n\n10.0.0.1/8", &error);
        assert_eq!(
            lines,
            vec![BadLine {
                number: 3,
                text: "10.0.0.1/8".into()
            }]
        );
    }

    #[test]
    fn no_limit_is_one_too() {
        assert_eq!(limit(" "), Some(None));
        assert_eq!(limit("600"), Some(Some(600)));
        for bad in ["0", "-1", "1000001", "many", "1.5"] {
            assert_eq!(limit(bad), None, "{bad}");
        }
    }
}
