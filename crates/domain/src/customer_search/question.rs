//! What somebody asks for, as ranges of terms: the one form that both engines look up by an index.

use serde::Serialize;

use super::{
    fold::{self, Piece, Word},
    typing,
};

/// Further words do not narrow a search.
const MOST_WORDS: usize = 16;

/// How well a term answers a word; a term of the name is one better than any other.
pub const EXACT: i32 = 0;
pub const BEGINNING: i32 = 2;
pub const CORRECTED: i32 = 4;

/// After every letter, so that `[word, word + LAST)` are all terms that begin with the word; and before every letter.
const LAST: char = '\u{10ffff}';
const FIRST: char = '\u{1}';

/// The words of a question; a customer must have them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    wanted: Vec<Wanted>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Word(Word),
    /// Two neighbouring characters.
    Pair(String),
    /// One character anywhere in a run.
    Character(String),
}

/// Terms from `lo` to before `hi` of one weight answer the `w`-th word with rank `r`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Range {
    pub w: usize,
    pub k: i32,
    pub r: i32,
    lo: String,
    hi: String,
}

impl Question {
    pub fn parse(text: &str) -> Self {
        let mut wanted: Vec<Wanted> = Vec::new();
        for piece in fold::chunks(text).into_iter().flatten() {
            let new = match piece {
                Piece::Word(word) => vec![Wanted::Word(word)],
                Piece::Run(run) if run.len() == 1 => vec![Wanted::Character(run[0].into())],
                Piece::Run(run) => fold::pairs(&run).map(Wanted::Pair).collect(),
            };
            for one in new {
                if !wanted.contains(&one) && wanted.len() < MOST_WORDS {
                    wanted.push(one);
                }
            }
        }
        Self { wanted }
    }

    /// Nothing to look for: no letter, no digit.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    pub fn words(&self) -> usize {
        self.wanted.len()
    }

    /// The question as it was typed.
    pub fn ranges(&self) -> Vec<Range> {
        let mut ranges = Vec::new();
        for (w, wanted) in self.wanted.iter().enumerate() {
            match wanted {
                Wanted::Word(word) => {
                    for spelling in word.spellings() {
                        push(&mut ranges, w, EXACT, spelling, FIRST);
                        push(&mut ranges, w, BEGINNING, spelling, LAST);
                    }
                }
                Wanted::Pair(pair) => push(&mut ranges, w, EXACT, pair, FIRST),
                Wanted::Character(character) => push(&mut ranges, w, EXACT, character, LAST),
            }
        }
        ranges
    }

    /// The spellings in which errors are forgiven, with how many.
    fn doubtful(&self) -> impl Iterator<Item = (usize, &String, usize)> {
        self.wanted
            .iter()
            .enumerate()
            .flat_map(|(w, wanted)| match wanted {
                Wanted::Word(word) => word.spellings().map(|spelling| (w, spelling)).collect(),
                _ => Vec::new(),
            })
            .map(|(w, spelling)| (w, spelling, typing::forgiven(spelling)))
            .filter(|(_, _, errors)| *errors > 0)
    }

    /// By which to look for words that may have been meant.
    pub fn variants(&self) -> Vec<String> {
        let all = self.doubtful();
        let mut variants: Vec<String> = all
            .flat_map(|(_, spelling, errors)| typing::variants(spelling, errors))
            .collect();
        variants.sort();
        variants.dedup();
        variants
    }

    /// The further ranges that words which occur add to the question.
    pub fn corrections(&self, occurring: &[String]) -> Vec<Range> {
        let mut ranges = Vec::new();
        for (w, spelling, errors) in self.doubtful() {
            for word in occurring {
                if word != spelling && typing::within(spelling, word, errors) {
                    push(&mut ranges, w, CORRECTED, word, FIRST);
                }
            }
        }
        ranges
    }
}

fn push(ranges: &mut Vec<Range>, w: usize, r: i32, from: &str, end: char) {
    ranges.extend([0, 1].map(|k| Range {
        w,
        k,
        r: r + k,
        lo: from.to_owned(),
        hi: format!("{from}{end}"),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_characters_and_pairs_become_ranges() {
        let ranges = Question::parse("Müller").ranges();
        assert_eq!(ranges.len(), 8);
        assert!(ranges.iter().all(|range| range.w == 0));
        let japanese = Question::parse("渋谷カカオ");
        assert_eq!(japanese.words(), 4);
        assert_eq!(japanese.ranges().len(), 8);
        assert!(Question::parse("?!").is_empty());
        assert_eq!(Question::parse("a A ａ").words(), 1);
    }

    #[test]
    fn only_words_within_the_errors_forgiven_are_meant() {
        let question = Question::parse("Schokolaed Ulm");
        let occurring = ["schokolade", "ulme", "schokolaed"].map(str::to_owned);
        let meant = question.corrections(&occurring);
        assert_eq!(meant.len(), 2);
        assert!(
            meant
                .iter()
                .all(|range| range.w == 0 && range.r >= CORRECTED)
        );
    }
}
