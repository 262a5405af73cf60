//! One text for everything that is the same JSON, whatever an engine makes of it: PostgreSQL's jsonb puts keys in an order
//! of its own and writes numbers out, SQLite keeps the text. Numbers are compared digit by digit, never as floats.

use std::collections::BTreeMap;

/// Deeper than anything that is written.
const DEEPEST: usize = 128;

/// None for what is no JSON.
pub(super) fn canonical(text: &str) -> Option<String> {
    let mut reader = Reader { text, at: 0 };
    let found = reader.value(0)?;
    reader.skip_blanks();
    (reader.at == text.len()).then_some(found)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Whether the next thing is `byte`, which is then behind us.
    fn takes(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: usize) -> Option<String> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_blanks();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => serde_json::to_string(&self.string()?).ok(),
            b'-' | b'0'..=b'9' => self.number(),
            _ => ["true", "false", "null"].into_iter().find_map(|word| {
                let there = self.text[self.at..].starts_with(word);
                self.at += if there { word.len() } else { 0 };
                there.then(|| word.to_owned())
            }),
        }
    }

    fn object(&mut self, depth: usize) -> Option<String> {
        self.at += 1;
        let mut members = BTreeMap::new();
        if !self.takes(b'}') {
            loop {
                self.skip_blanks();
                let name = self.string()?;
                if !self.takes(b':') {
                    return None;
                }
                // Of two members of one name jsonb keeps the last.
                members.insert(name, self.value(depth + 1)?);
                if self.takes(b'}') {
                    break;
                }
                if !self.takes(b',') {
                    return None;
                }
            }
        }
        let written: Option<Vec<String>> = members
            .into_iter()
            .map(|(name, value)| Some(format!("{}:{value}", serde_json::to_string(&name).ok()?)))
            .collect();
        Some(format!("{{{}}}", written?.join(",")))
    }

    fn array(&mut self, depth: usize) -> Option<String> {
        self.at += 1;
        let mut items = Vec::new();
        if !self.takes(b']') {
            loop {
                items.push(self.value(depth + 1)?);
                if self.takes(b']') {
                    break;
                }
                if !self.takes(b',') {
                    return None;
                }
            }
        }
        Some(format!("[{}]", items.join(",")))
    }

    fn string(&mut self) -> Option<String> {
        let begin = self.at;
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        serde_json::from_str(self.text.get(begin..self.at)?).ok()
    }

    fn number(&mut self) -> Option<String> {
        let begin = self.at;
        while matches!(
            self.peek(),
            Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
        ) {
            self.at += 1;
        }
        digits(&self.text[begin..self.at])
    }
}

/// `-12.50e3` as `-125e2`: the digits that count, and the power of ten.
fn digits(number: &str) -> Option<String> {
    let (sign, rest) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (mantissa, power) = match rest.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i64>().ok()?),
        None => (rest, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kept = all.trim_start_matches('0');
    let short = kept.trim_end_matches('0');
    if short.is_empty() {
        return Some("0".into());
    }
    let power = power - i64::try_from(fraction.len()).ok()?
        + i64::try_from(kept.len() - short.len()).ok()?;
    Some(format!("{sign}{short}e{power}"))
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn the_same_json_is_the_same_text() {
        for (one, other) in [
            (
                r#"{"b":1,"a":[true,null,"x"]}"#,
                "{ \"a\" : [true, null, \"x\"],\n\"b\": 1.0 }",
            ),
            ("1e20", "100000000000000000000"),
            ("1e-7", "0.0000001"),
            ("0.1", "0.10"),
            ("-0.0", "0"),
            ("1.5E+3", "1500"),
            (r#""\u00e9\/""#, "\"é/\""),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
            ("[]", "[ ]"),
            ("{}", "{ }"),
        ] {
            let found = canonical(one);
            assert!(found.is_some(), "{one}");
            assert_eq!(found, canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn other_json_is_another_text() {
        for (one, other) in [
            ("0.1", "0.10000000000000001"),
            ("1", "\"1\""),
            ("[1,2]", "[2,1]"),
            ("9007199254740993", "9007199254740992"),
            (r#"{"a":null}"#, "{}"),
            ("\"é\"", "\"e\u{301}\""),
            ("-1", "1"),
        ] {
            assert_ne!(canonical(one), canonical(other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_no_json_is_none() {
        for text in [
            "", "{", "[1,]", "{\"a\"}", "nul", "1 2", "\"", "\"\\", "--1", "{a:1}", "é",
        ] {
            assert_eq!(canonical(text), None, "{text}");
        }
        assert_eq!(canonical(&"[".repeat(10_000)), None);
    }
}
