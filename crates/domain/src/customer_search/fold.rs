//! One spelling for what people write in many: case, accents and width folded, words taken apart. Used alike on what is
//! kept and on what is asked, so that both meet. Knows nothing of customers.

use unicode_normalization::UnicodeNormalization;

/// Longer words count by their beginning.
const LONGEST: usize = 40;

/// A run of letters and digits of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Of a script with spaces between its words.
    Word(Word),
    /// Chinese characters and kana, which stand without spaces.
    Run(Vec<char>),
}

/// A word in its spellings: without accents, and as it is written where there are none (`muller`, `mueller`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub plain: String,
    pub written_out: Option<String>,
}

impl Word {
    pub fn spellings(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.plain).chain(&self.written_out)
    }
}

/// The pieces of a text, those without a space between them together.
pub fn chunks(text: &str) -> Vec<Vec<Piece>> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).nfc().collect();
    folded
        .split_whitespace()
        .map(pieces)
        .filter(|pieces| !pieces.is_empty())
        .collect()
}

fn pieces(chunk: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut letters: Vec<char> = Vec::new();
    let close = |letters: &mut Vec<char>, pieces: &mut Vec<Piece>| {
        match letters.first() {
            None => {}
            Some(first) if stands_unspaced(*first) => pieces.push(Piece::Run(letters.clone())),
            Some(_) => pieces.push(Piece::Word(word(letters))),
        }
        letters.clear();
    };
    for letter in chunk.chars().filter(|c| !is_accent(*c)) {
        if !letter.is_alphanumeric() {
            close(&mut letters, &mut pieces);
            continue;
        }
        let other_script = letters
            .last()
            .is_some_and(|last| stands_unspaced(*last) != stands_unspaced(letter));
        if other_script {
            close(&mut letters, &mut pieces);
        }
        letters.push(letter);
    }
    close(&mut letters, &mut pieces);
    pieces
}

/// The terms that a text is found by.
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for chunk in chunks(text) {
        let joined = joined(&chunk);
        for piece in chunk {
            match piece {
                Piece::Word(word) => terms.extend(word.spellings().cloned()),
                Piece::Run(run) => terms.extend(pairs_and_last(&run)),
            }
        }
        terms.extend(joined);
    }
    terms
}

/// An e-mail address is found by its parts.
pub fn email_terms(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    terms(&parts.join(" "))
}

/// `CUST-0042` is `cust0042` too.
fn joined(chunk: &[Piece]) -> Vec<String> {
    let words: Vec<&Word> = chunk
        .iter()
        .filter_map(|piece| match piece {
            Piece::Word(word) => Some(word),
            Piece::Run(_) => None,
        })
        .collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let plain = words.iter().map(|word| word.plain.as_str()).collect();
    let written_out = words
        .iter()
        .map(|word| word.written_out.as_ref().unwrap_or(&word.plain).as_str())
        .collect();
    [cut(plain), cut(written_out)].into()
}

/// Every two neighbours, and the last character alone: so each character begins one term.
fn pairs_and_last(run: &[char]) -> Vec<String> {
    let last = run.last().map(char::to_string);
    pairs(run).chain(last).collect()
}

pub fn pairs(run: &[char]) -> impl Iterator<Item = String> {
    run.windows(2).map(|pair| pair.iter().collect())
}

fn word(letters: &[char]) -> Word {
    let plain = cut(letters.iter().copied().map(plain).collect());
    let written_out = cut(letters.iter().copied().map(written_out).collect());
    Word {
        written_out: (written_out != plain).then_some(written_out),
        plain,
    }
}

fn cut(word: String) -> String {
    let word: String = word.nfc().collect();
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => word[..end].to_owned(),
        None => word,
    }
}

/// Without its accents; letters that are no accented ones in the usual transcription.
fn plain(letter: char) -> String {
    match letter {
        'ß' => "ss".into(),
        'æ' => "ae".into(),
        'œ' => "oe".into(),
        'ø' => "o".into(),
        'þ' => "th".into(),
        'ð' | 'đ' => "d".into(),
        'ł' => "l".into(),
        'ı' => "i".into(),
        'ς' => "σ".into(),
        _ => std::iter::once(letter)
            .nfd()
            .filter(|c| !is_accent(*c))
            .collect(),
    }
}

fn written_out(letter: char) -> String {
    match letter {
        'ä' => "ae".into(),
        'ö' | 'ø' => "oe".into(),
        'ü' => "ue".into(),
        'å' => "aa".into(),
        _ => plain(letter),
    }
}

/// Accents of the alphabets; the marks that make another kana are none.
fn is_accent(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn stands_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms_of(text: &str) -> Vec<String> {
        let mut terms = terms(text);
        terms.sort();
        terms.dedup();
        terms
    }

    #[test]
    fn case_accents_and_width_do_not_matter() {
        for tokyo in ["Tōkyō", "TOKYO", "ｔｏｋｙｏ", "to\u{304}kyo\u{304}"] {
            assert_eq!(terms_of(tokyo), ["tokyo"]);
        }
        assert_eq!(terms_of("München"), ["muenchen", "munchen"]);
        assert_eq!(
            terms_of("Süße GRÜSSE"),
            ["gruesse", "grusse", "suesse", "susse"]
        );
        assert_eq!(terms_of("Ærø Łódź"), ["aero", "aeroe", "lodz"]);
        assert_eq!(terms_of("İstanbul Añil"), ["anil", "istanbul"]);
    }

    #[test]
    fn ids_are_found_whole_and_by_their_parts() {
        assert_eq!(terms_of("CUST-0042"), ["0042", "cust", "cust0042"]);
        assert_eq!(terms_of("cust0042"), ["cust0042"]);
        let mut parts = email_terms("Anna.Schmidt@kakao-haus.example");
        parts.sort();
        assert_eq!(parts, ["anna", "example", "haus", "kakao", "schmidt"]);
    }

    #[test]
    fn japanese_is_found_by_neighbouring_characters() {
        assert_eq!(terms_of("東京都"), ["京都", "東京", "都"]);
        assert_eq!(terms_of("ｶｶｵ店"), terms_of("カカオ店"));
        assert_eq!(terms_of("ガ"), ["ガ"]);
        assert_eq!(terms_of("Bar 東京"), ["bar", "京", "東京"]);
        assert_eq!(terms_of("カカオ・ショップ"), terms_of("カカオ ショップ"));
    }

    #[test]
    fn long_words_are_cut_and_signs_are_nothing() {
        assert_eq!(
            terms_of(&"ä".repeat(100)),
            ["a".repeat(40), "ae".repeat(20)]
        );
        assert!(terms_of("— & !?").is_empty());
    }
}
