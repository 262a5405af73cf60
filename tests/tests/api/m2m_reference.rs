//! The search beside a slow, straightforward one that is written from the documented rules: a thousand questions over
//! customers made up by chance, with typing errors, umlauts and Japanese, must have the same answers in the same order.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::Value;
use tests::{Caller, TestApp, on_both_engines};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{m2m::address, machines::machine};

const CUSTOMERS: usize = 400;
const QUESTIONS: usize = 1000;
const PAGE: usize = 30;

const NAMES: &[&str] = &[
    "Kakao",
    "Schokolade",
    "Konditorei",
    "Confiserie",
    "Müller",
    "Mueller",
    "Jäger",
    "Öhler",
    "Süß",
    "Bäckerei",
    "Chocolatería",
    "Añil",
    "Tōkyō",
    "Café",
    "Ærø",
    "Łódź",
    "Cacao",
    "Bean",
    "Bar",
    "Haus",
    "Laden",
    "Schokoladenhaus",
    "Marché",
    "Coca-Cola",
    "O'Brien",
    "渋谷カカオ",
    "東京チョコ",
    "北浜カカオ店",
    "京都",
    "ｶｶｵ工房",
    "ショコラ",
    "Smith",
    "Smyth",
    "Schmidt",
    "Schmitt",
];
const CITIES: &[&str] = &[
    "München",
    "Muenchen",
    "Köln",
    "Berlin",
    "Bremen",
    "Tokyo",
    "東京都",
    "大阪市",
    "Zürich",
    "Ålborg",
    "San José",
    "Merlin",
];
const PEOPLE: &[&str] = &[
    "Anna Schmidt",
    "Jürgen Groß",
    "María Ibáñez",
    "佐藤 花子",
    "Søren Ørsted",
    "Anne Smith",
    "Luis Peña",
];

/// Small, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

struct Made {
    id: i64,
    /// Every text with whether it is the name, and whether it is an e-mail.
    texts: Vec<(String, bool, bool)>,
}

/// Writes customers into the database and gives them as the reference reads them.
async fn make(app: &TestApp, chance: &mut Chance) -> Vec<Made> {
    let mut made = Vec::new();
    let (mut customers, mut contacts) = (Vec::new(), Vec::new());
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    for n in 0..CUSTOMERS {
        let id = 10_000 + n as i64;
        let words: Vec<&str> = (0..1 + chance.below(3)).map(|_| chance.of(NAMES)).collect();
        let name = words.join(if chance.below(5) == 0 { "-" } else { " " });
        let city = chance.of(CITIES).to_owned();
        let (erp, external) = (format!("E-{n:04}"), format!("CUST-{:04}", n * 7));
        let email = format!("info{}@shop{}.example", chance.below(20), chance.below(50));
        customers.push(format!(
            "({id}, 1, {}, 'active', 'DE', {}, '{email}', '{erp}', '{external}')",
            quoted(&name),
            quoted(&city)
        ));
        let mut texts = vec![
            (name, true, false),
            (city, false, false),
            (erp, false, false),
            (external, false, false),
            (email, false, true),
            (id.to_string(), false, false),
        ];
        for k in 0..chance.below(3) {
            let person = chance.of(PEOPLE).to_owned();
            let email = format!("p{}.x@mail.example", chance.below(9));
            contacts.push(format!(
                "({}, 1, {id}, {}, '{email}')",
                20_000 + n * 5 + k,
                quoted(&person)
            ));
            texts.extend([(person, false, false), (email, false, true)]);
        }
        made.push(Made { id, texts });
    }
    app.db.run("DELETE FROM customer_terms WHERE org_id = 1; DELETE FROM search_variants WHERE org_id = 1").await;
    app.db.run(&format!("INSERT INTO customers (id, org_id, name, status, country, city, email, erp_customer_id, external_customer_id) VALUES {}", customers.join(","))).await;
    app.db
        .run(&format!(
            "INSERT INTO contacts (id, org_id, customer_id, name, email) VALUES {}",
            contacts.join(",")
        ))
        .await;
    let db = domain::Db::connect(&app.db.owner_url, &domain::db::DbOptions::default())
        .await
        .expect("connect");
    domain::customer_search::rebuild(&db).await.expect("index");
    db.close().await;
    // The demonstration's own customers are not part of the comparison.
    app.db
        .run("DELETE FROM customer_terms WHERE org_id = 1 AND customer_id < 10000")
        .await;
    made
}

fn is_unspaced(c: char) -> bool {
    let script = [
        ('\u{3005}', '\u{3007}'),
        ('\u{3040}', '\u{30ff}'),
        ('\u{3400}', '\u{9fff}'),
    ];
    script.iter().any(|(from, to)| (*from..=*to).contains(&c))
}

/// A text's words in lower case, unspaced scripts apart, grouped by the spaces between.
fn words(text: &str) -> Vec<Vec<String>> {
    let text: String = text.nfkc().collect::<String>().to_lowercase();
    text.split_whitespace()
        .map(|chunk| {
            let mut words = vec![String::new()];
            let mut before = None;
            for c in chunk.chars() {
                let kind = c.is_alphanumeric().then(|| is_unspaced(c));
                if kind != before {
                    words.push(String::new());
                }
                if kind.is_some() {
                    words.last_mut().expect("a word").push(c);
                }
                before = kind;
            }
            words.retain(|word| !word.is_empty());
            words
        })
        .collect()
}

/// Without accents, and as one writes it where there are none.
fn spellings(word: &str) -> BTreeSet<String> {
    let strip = |text: String| -> String {
        let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).collect();
        plain
            .replace('ß', "ss")
            .replace('æ', "ae")
            .replace('ø', "o")
            .replace('ł', "l")
    };
    let written = [
        ("ä", "ae"),
        ("ö", "oe"),
        ("ø", "oe"),
        ("ü", "ue"),
        ("å", "aa"),
    ];
    let mut out = word.to_owned();
    for (from, to) in written {
        out = out.replace(from, to);
    }
    BTreeSet::from([strip(word.to_owned()), strip(out)])
}

/// Everything that a customer is found by, with whether it is of the name.
fn found_by(customer: &Made) -> BTreeMap<String, bool> {
    let mut all: BTreeMap<String, bool> = BTreeMap::new();
    for (text, of_name, email) in &customer.texts {
        let mut add = |term: String| {
            let known = all.entry(term).or_default();
            *known = *known || *of_name;
        };
        for chunk in words(text) {
            let spaced: Vec<&String> = chunk
                .iter()
                .filter(|word| !word.chars().any(is_unspaced))
                .collect();
            if spaced.len() > 1 && !email {
                // Both ways of writing, each throughout.
                for pick in [0, 1] {
                    let parts = spaced.iter().map(|word| {
                        let both = spellings(word);
                        let plain: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
                        let plain = plain
                            .replace('ß', "ss")
                            .replace('æ', "ae")
                            .replace('ø', "o")
                            .replace('ł', "l");
                        match pick {
                            0 => plain,
                            _ => both.into_iter().find(|one| *one != plain).unwrap_or(plain),
                        }
                    });
                    add(parts.collect());
                }
            }
            for word in &chunk {
                if word.chars().any(is_unspaced) {
                    let letters: Vec<char> = word.chars().collect();
                    letters
                        .windows(2)
                        .for_each(|pair| add(pair.iter().collect()));
                    add(letters[letters.len() - 1].to_string());
                } else {
                    spellings(word).into_iter().for_each(&mut add);
                }
            }
        }
    }
    all
}

/// Edits between two words, two neighbours changed round being one; the whole table, as in the textbook.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            d[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let mut least = (d[i - 1][j] + 1)
                    .min(d[i][j - 1] + 1)
                    .min(d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(d[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    d[a.len()][b.len()]
}

/// How a term answers a word: 0 it is the word itself, 1 its beginning, 2 a corrected one.
fn answer(wanted: &str, all: &BTreeSet<String>, term: &str, forgiving: bool) -> Option<usize> {
    let unspaced = wanted.chars().any(is_unspaced);
    let alone = wanted.chars().count() == 1;
    let letters = |word: &str| word.chars().all(char::is_alphabetic);
    let one = |wanted: &str| {
        let length = wanted.chars().count();
        let errors = match length {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let long = term.chars().count();
        let close = long >= 3 && long.abs_diff(length) <= errors;
        if term == wanted || (unspaced && alone && term.starts_with(wanted)) {
            Some(0)
        } else if !unspaced && term.starts_with(wanted) {
            Some(1)
        } else if forgiving
            && !unspaced
            && close
            && letters(wanted)
            && letters(term)
            && distance(wanted, term) <= errors
        {
            Some(2)
        } else {
            None
        }
    };
    all.iter().filter_map(|spelling| one(spelling)).min()
}

fn reference(
    question: &str,
    customers: &[(i64, BTreeMap<String, bool>)],
    place: &BTreeMap<i64, usize>,
) -> Vec<i64> {
    let mut wanted: Vec<String> = Vec::new();
    for word in words(question).into_iter().flatten() {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|c| is_unspaced(*c)) && letters.len() > 1 {
            wanted.extend(
                letters
                    .windows(2)
                    .map(|pair| pair.iter().collect::<String>()),
            );
        } else {
            wanted.push(word);
        }
    }
    if wanted.is_empty() {
        return Vec::new();
    }
    let vocabulary: BTreeSet<&String> = customers
        .iter()
        .flat_map(|(_, terms)| terms.keys())
        .collect();
    for forgiving in [false, true] {
        let answers: Vec<BTreeMap<&String, usize>> = wanted
            .iter()
            .map(|word| {
                let all = if word.chars().any(is_unspaced) {
                    BTreeSet::from([word.clone()])
                } else {
                    spellings(word)
                };
                let each = vocabulary.iter();
                each.filter_map(|term| Some((*term, answer(word, &all, term, forgiving)?)))
                    .collect()
            })
            .collect();
        // A customer is as good as its worst-answered word; a name's term is better than any other of its kind.
        let mut found: Vec<(usize, usize, i64)> = customers
            .iter()
            .filter_map(|(id, terms)| {
                let ranks: Option<Vec<usize>> = answers
                    .iter()
                    .map(|answers| {
                        let best = terms.iter().filter_map(|(term, of_name)| {
                            Some(answers.get(term)? * 2 + usize::from(!of_name))
                        });
                        best.min()
                    })
                    .collect();
                Some((ranks?.into_iter().max()?, place[id], *id))
            })
            .collect();
        found.sort_unstable();
        if !found.is_empty() {
            return found.into_iter().map(|(_, _, id)| id).collect();
        }
    }
    Vec::new()
}

/// One or two words of somebody, cut short, mistyped or written otherwise.
fn question(chance: &mut Chance, customers: &[Made]) -> String {
    let customer = &customers[chance.below(customers.len())];
    let mut asked = Vec::new();
    for _ in 0..1 + chance.below(2) {
        let (text, _, _) = &customer.texts[chance.below(customer.texts.len())];
        let parts: Vec<&str> = text.split_whitespace().collect();
        let mut letters: Vec<char> = parts[chance.below(parts.len())].chars().collect();
        for _ in 0..chance.below(3) {
            let at = chance.below(letters.len());
            match chance.below(7) {
                0 => letters[at] = 'x',
                1 if letters.len() > 1 => drop(letters.remove(at)),
                2 => letters.insert(at, 'e'),
                3 if at > 0 => letters.swap(at, at - 1),
                4 => letters.truncate(at + 1),
                5 => letters = letters.iter().flat_map(|c| c.to_uppercase()).collect(),
                _ => {
                    letters = letters
                        .iter()
                        .collect::<String>()
                        .replace('ü', "ue")
                        .replace('é', "e")
                        .chars()
                        .collect()
                }
            }
        }
        asked.push(letters.into_iter().collect::<String>());
    }
    asked.join(" ")
}

async fn ask(caller: &Caller, text: &str, cursor: Option<&str>) -> (Vec<i64>, Option<String>) {
    let limit = PAGE.to_string();
    let mut query = vec![("q", text), ("limit", &limit)];
    query.extend(cursor.map(|cursor| ("cursor", cursor)));
    let request = caller.request(Method::GET, &address(&query));
    let page: Value = caller.send(request).await.ok();
    let ids = page["customers"]
        .as_array()
        .expect("customers")
        .iter()
        .map(|customer| customer["id"].as_i64().expect("an id"));
    (
        ids.collect(),
        page["next_cursor"].as_str().map(str::to_owned),
    )
}

on_both_engines! {
    async fn a_thousand_questions_have_the_right_answers(app) {
        let mut chance = Chance(20_261_124);
        let made = make(app, &mut chance).await;
        let order = app.db.column::<i64>("SELECT id FROM customers WHERE org_id = 1 ORDER BY name, id").await;
        let place: BTreeMap<i64, usize> = order.into_iter().enumerate().map(|(at, id)| (id, at)).collect();
        let customers: Vec<(i64, BTreeMap<String, bool>)> = made.iter().map(|customer| (customer.id, found_by(customer))).collect();
        let caller = machine(app, "demo-directory", "demo-directory-secret").await;
        let (mut answered, mut corrected, mut paged) = (0, 0, 0);
        for _ in 0..QUESTIONS {
            let text = question(&mut chance, &made);
            let expected = reference(&text, &customers, &place);
            let (mut all, mut cursor) = ask(&caller, &text, None).await;
            // The first pages; some to the end.
            let pages = if chance.below(10) == 0 { 100 } else { 1 };
            for _ in 0..pages {
                let Some(next) = cursor.take() else { break };
                let (more, after) = ask(&caller, &text, Some(&next)).await;
                all.extend(more);
                cursor = after;
                paged += 1;
            }
            assert_eq!(all, expected[..expected.len().min(all.len().max(PAGE))], "{text:?}");
            assert_eq!(cursor.is_some(), expected.len() > all.len(), "{text:?}");
            answered += usize::from(!expected.is_empty());
            corrected += usize::from(!expected.is_empty() && text.contains('x'));
        }
        assert!(answered > QUESTIONS / 2 && corrected > 20 && paged > 50, "{answered} {corrected} {paged}");
    }
}
