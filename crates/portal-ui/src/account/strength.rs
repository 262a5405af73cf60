//! How hard a password is to guess, roughly: a hint while one types, never a rule. The rules are the server's.

/// bcrypt reads no more.
pub const MAX_BYTES: usize = 72;
pub const MIN_BYTES: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    Weak,
    Fair,
    Good,
    Strong,
}

/// `email` is the person's: a password made of it is no secret.
pub fn strength(password: &str, email: &str) -> Strength {
    match guesses(password, email) {
        0..=379 => Strength::Weak,
        380..=479 => Strength::Fair,
        480..=659 => Strength::Good,
        _ => Strength::Strong,
    }
}

/// Tenths of bits. What repeats or counts on from the letter before is worth a fifth of a letter.
fn guesses(password: &str, email: &str) -> u32 {
    let own = email.split('@').next().unwrap_or_default();
    let lowered = password.to_ascii_lowercase();
    let rest = if own.len() >= 3 {
        lowered.replace(&own.to_ascii_lowercase(), "")
    } else {
        lowered
    };
    let mut fifths = 0;
    let mut before = None;
    for letter in rest.chars() {
        let follows =
            before.is_some_and(|before: char| u32::from(before).abs_diff(u32::from(letter)) <= 1);
        fifths += if follows { 1 } else { 5 };
        before = Some(letter);
    }
    fifths * alphabet(password) / 5
}

/// Tenths of bits for one letter out of the kinds that are used.
fn alphabet(password: &str) -> u32 {
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    if has(|c| !c.is_ascii()) {
        return 75;
    }
    let kinds = [
        has(|c| c.is_ascii_lowercase()),
        has(|c| c.is_ascii_uppercase()),
        has(|c| c.is_ascii_digit()),
        has(|c| !c.is_ascii_alphanumeric()),
    ];
    let digits_alone = kinds == [false, false, true, false];
    match kinds.into_iter().filter(|used| *used).count() {
        _ if digits_alone => 33,
        0 | 1 => 47,
        2 => 52,
        3 => 60,
        _ => 65,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_helps_more_than_odd_letters() {
        let of = |password: &str| strength(password, "buyer@shop.example");
        assert_eq!(of("aaaaaaaaaaaaaaaa"), Strength::Weak);
        assert_eq!(of("12345678"), Strength::Weak);
        assert_eq!(of("abcdefgh"), Strength::Weak);
        assert_eq!(of("buyerbuyer1"), Strength::Weak);
        assert_eq!(of("password"), Strength::Weak);
        assert_eq!(of("Kx7!pR2z"), Strength::Good);
        assert_eq!(of("tulip harbor seven lamps"), Strength::Strong);
        assert_eq!(of("チョコレート工房の朝"), Strength::Strong);
    }

    #[test]
    fn nothing_is_weak() {
        assert_eq!(strength("", ""), Strength::Weak);
    }
}
