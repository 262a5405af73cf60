//! Typing errors: which words lie within one or two of another. A letter wrong, missing or too many is one error, and so
//! are two neighbours changed round. Words with digits are never put right: a wrong digit is another number.

use std::collections::BTreeSet;

/// Two words within reach of each other share one of the shortened forms of this much of their beginnings.
const STEM: usize = 7;
/// The shortest word that a mistyped one is taken for.
const SHORTEST: usize = 3;

/// How many errors are forgiven in a word that was asked for.
pub fn forgiven(word: &str) -> usize {
    match word.chars().count() {
        _ if !word.chars().all(char::is_alphabetic) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Whether a term may be what a mistyped word meant.
pub fn is_word(term: &str) -> bool {
    term.chars().count() >= SHORTEST && term.chars().all(char::is_alphabetic)
}

/// The word's stem, which is its own first variant.
pub fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

/// What is kept for a word that occurs.
pub fn kept_variants(word: &str) -> BTreeSet<String> {
    // The shortest word in which two errors are forgiven has eight letters, so what it means has six.
    let errors = if word.chars().count() < 6 { 1 } else { 2 };
    variants(word, errors)
}

/// The stem less up to so many letters.
pub fn variants(word: &str, errors: usize) -> BTreeSet<String> {
    let mut found = BTreeSet::from([stem(word)]);
    let mut last: Vec<Vec<char>> = vec![word.chars().take(STEM).collect()];
    for _ in 0..errors {
        let mut shorter = Vec::new();
        for letters in &last {
            for at in 0..letters.len() {
                let mut less = letters.clone();
                less.remove(at);
                if found.insert(less.iter().collect()) {
                    shorter.push(less);
                }
            }
        }
        last = shorter;
    }
    found
}

/// Whether at most `errors` lie between two words.
pub fn within(a: &str, b: &str, errors: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > errors {
        return false;
    }
    // Optimal string alignment: three rows are enough.
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let differs = usize::from(a[i - 1] != b[j - 1]);
            next[j] = (row[j] + 1).min(next[j - 1] + 1).min(row[j - 1] + differs);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()] <= errors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_errors_count_one_each() {
        for typed in [
            "schokolae",
            "schokolad",
            "schkolade",
            "schokoladee",
            "schokoldae",
            "schokolabe",
        ] {
            assert!(within(typed, "schokolade", 2), "{typed}");
        }
        assert!(within("mulelr", "muller", 1));
        assert!(!within("mulerl", "muller", 0));
        assert!(!within("berlin", "bremen", 2));
        assert!(within("berlin", "merlin", 1));
    }

    #[test]
    fn short_words_and_numbers_are_taken_as_they_are() {
        assert_eq!(forgiven("ulm"), 0);
        assert_eq!(forgiven("kiel"), 1);
        assert_eq!(forgiven("hamburg"), 1);
        assert_eq!(forgiven("schokola"), 2);
        assert_eq!(forgiven("cust0042"), 0);
    }

    /// Every word within reach shares a variant: tried with all single and many double errors.
    #[test]
    fn words_within_reach_share_a_variant() {
        let kept = kept_variants("konditorei");
        let errors = |word: &str| {
            let letters: Vec<char> = word.chars().collect();
            let mut made = Vec::new();
            for at in 0..letters.len() {
                let mut less = letters.clone();
                less.remove(at);
                made.push(less);
                let mut more = letters.clone();
                more.insert(at, 'x');
                made.push(more);
                let mut wrong = letters.clone();
                wrong[at] = 'x';
                made.push(wrong);
                if at > 0 {
                    let mut swapped = letters.clone();
                    swapped.swap(at, at - 1);
                    made.push(swapped);
                }
            }
            made.into_iter()
                .map(|letters| letters.into_iter().collect::<String>())
        };
        let mut looked_at = 0;
        for once in errors("konditorei") {
            assert!(within(&once, "konditorei", 1), "{once}");
            // A second error upon the first may count as more than two.
            for twice in errors(&once).filter(|twice| within(twice, "konditorei", 2)) {
                if forgiven(&twice) == 2 {
                    looked_at += 1;
                    assert!(!variants(&twice, 2).is_disjoint(&kept), "{twice}");
                }
            }
        }
        assert!(looked_at > 1_000, "{looked_at}");
    }
}
