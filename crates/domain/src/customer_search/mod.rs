//! Customers found by words: of the name, the city or region, a contact's name, an e-mail, an id here or elsewhere.
//!
//! The rules, which hold on both engines:
//! - Case, accents and width do not matter; `Müller` is `muller` and `mueller`. Signs part words; `CUST-0042` is found by
//!   `cust`, `0042` and `cust0042`. Chinese characters and kana are found by every two neighbours, or by one alone.
//! - A customer is found when it has every word asked for: as it is, or as the beginning of one of its own.
//! - Only when nobody has them all are typing errors forgiven: one in a word of four to seven letters, two from eight on,
//!   none in words with digits.
//! - A customer ranks as its worst-answered word: the word itself before a beginning before a corrected word, in each the
//!   name before everything else; then by name, then by id.
//!
//! An inverted index of our own in plain tables: comparing text by `<` is all that the row-level policies let an index do.
//! Nothing here is kept in memory between requests.

mod find;
mod fold;
mod index;
mod question;
mod rebuild;
mod typing;

pub(crate) use find::{Filter, matching, search};
pub use rebuild::{forget_unused_words, rebuild};

pub(crate) use index::{refresh, refresh_all};
