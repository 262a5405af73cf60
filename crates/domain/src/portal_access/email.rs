//! What an e-mail address of an account, a shop or a contact may look like: narrower than the standards, so that what is stored can be sent
//! to, compared and shown as it is.

/// Longest that an address may be (RFC 5321), in bytes.
const LONGEST: usize = 254;

/// The address in lower case and without blanks around it; None for what no mail server would take.
pub(crate) fn normal(text: &str) -> Option<String> {
    let email = text.trim().to_ascii_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    (email.len() <= LONGEST && is_local(local) && is_domain(domain)).then_some(email)
}

fn is_local(local: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.len() <= 64
        && local
            .split('.')
            .all(|atom| !atom.is_empty() && atom.bytes().all(allowed))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(is_label)
        && top.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn addresses_are_kept_in_one_form() {
        assert_eq!(
            normal(" Käthe@x.example".trim_start_matches(" Kä")).as_deref(),
            Some("the@x.example")
        );
        for (text, kept) in [
            ("Buyer@Kakao-Kontor.Example", "buyer@kakao-kontor.example"),
            (" a+b.c@x.co ", "a+b.c@x.co"),
            ("o'neil@xn--kln-sna.example", "o'neil@xn--kln-sna.example"),
        ] {
            assert_eq!(normal(text).as_deref(), Some(kept));
        }
    }

    #[test]
    fn what_cannot_be_sent_to_is_refused() {
        let long = format!("{}@x.example", "a".repeat(65));
        let longer = format!("a@{}.example", "b".repeat(64));
        for text in [
            "",
            "a",
            "@",
            "a@",
            "@x.example",
            "a@b",
            "a@b@c.example",
            "a b@x.example",
            ".a@x.example",
            "a..b@x.example",
            "a@x..example",
            "a@-x.example",
            "a@1.2.3.4",
            "a@x.example\r\nBcc: b@y.example",
            "\"a b\"@x.example",
            "<a@x.example>",
            "a@x.example,b@y.example",
            "käthe@x.example",
            "a@köln.example",
            long.as_str(),
            longer.as_str(),
        ] {
            assert_eq!(normal(text), None, "{text:?}");
        }
    }
}
