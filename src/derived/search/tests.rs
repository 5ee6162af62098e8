//! The search against a plain linear scan, whatever changes, keepings and merges come between;
//! and on damaged files.

use super::*;
use crate::derived::Applied;
use crate::text::fold;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

const MEMBER: Kind = Kind(3);
const UNIT: Kind = Kind(1);
const PHONE: u16 = 9;
const CARD: u16 = 11;
const OF_UNIT: u16 = 20;
const GENDER: u16 = 30;

fn id(n: u8) -> RecordId {
    // Spread over the bits that make up the short code.
    RecordId(std::array::from_fn(|i| n.wrapping_mul(37).wrapping_add(i as u8 * 11) ^ i as u8))
}

fn at(seq: u64) -> Applied {
    Applied { register: [1; 16], epoch: [2; 16], seq, chain: [3; 32] }
}

// ---- the oracle: the rules written plainly, over every document ----

fn edits_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut others: Vec<Vec<char>> = Vec::new();
    for i in 0..=a.len() {
        if i < a.len() {
            let mut less = a.clone();
            less.remove(i);
            others.push(less);
        }
        if i + 1 < a.len() {
            let mut swapped = a.clone();
            swapped.swap(i, i + 1);
            others.push(swapped);
        }
        for c in &b {
            let mut more = a.clone();
            more.insert(i, *c);
            others.push(more);
            if i < a.len() {
                let mut other = a.clone();
                other[i] = *c;
                others.push(other);
            }
        }
    }
    let first = a.first() == b.first() || (a.get(1) == b.first() && a.first() == b.get(1));
    first && a != b && others.contains(&b)
}

/// A word without its tone, and the tone.
fn tone_apart(word: &str) -> (String, String) {
    let marked = fold::marked(word);
    if word.chars().any(|c| c.is_ascii_digit()) {
        return (marked, String::new());
    }
    let letters = marked.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let tone = marked[letters.len()..].to_owned();
    (letters, tone)
}

fn fit(word: &str, syllable: &str) -> Option<u32> {
    let (plain, own) = (fold::fold(word), fold::fold(syllable));
    if fold::has_marks(word) {
        let ((letters, tone), (own, own_tone)) = (tone_apart(word), tone_apart(syllable));
        return match () {
            () if letters == own && tone == own_tone => Some(0),
            () if own.starts_with(&letters) && (tone.is_empty() || tone == own_tone) => Some(1),
            () => None,
        };
    }
    match () {
        () if plain == own => Some(0),
        () if own.starts_with(&plain) => Some(1),
        () if plain.chars().count() >= 4
            && plain.chars().all(char::is_alphabetic)
            && edits_one(&plain, &own) =>
        {
            Some(64)
        }
        () => None,
    }
}

fn year_of(word: &str) -> Option<&str> {
    let year = word.rsplit('/').next().unwrap();
    let is_year = year.len() == 4 || year.len() == 2 && word.matches('/').count() != 1;
    (is_year && word.chars().all(|c| c.is_ascii_digit() || c == '/')).then_some(year)
}

fn is_year(word: &str, year: u16) -> bool {
    year_of(word).is_some_and(|asked| match asked.len() {
        4 => asked == year.to_string(),
        _ => year != 0 && format!("{:02}", year % 100) == asked,
    })
}

/// What an exact key of the document costs as an answer to a typed word.
fn key_cost(word: &str, doc: &Doc) -> Option<u32> {
    let plain: String = fold::fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
    let number = plain.chars().all(|c| c.is_ascii_digit()) && (3..=15).contains(&plain.len());
    let keys = doc.exact.iter().filter_map(|(_, key)| {
        let own: String = fold::fold(key).chars().filter(|c| c.is_alphanumeric()).collect();
        let digits: String = own.chars().filter(char::is_ascii_digit).collect();
        match () {
            () if number && digits == plain => Some(0),
            () if number && digits.ends_with(&plain) => Some(1),
            () if !number && own == plain => Some(0),
            () => None,
        }
    });
    let short = word.to_uppercase().replace('-', "");
    let is_short = word.len() > 5 && word.as_bytes()[4] == b'-';
    keys.chain((is_short && doc.id.short_plain().starts_with(&short)).then_some(0)).min()
}

/// The least cost of giving words syllables (or the year) of their own; exact keys serve any.
fn cost(words: &[(&str, &str)], doc: &Doc, items: &[&str], taken: u32) -> Option<u32> {
    let Some(((word, part), rest)) = words.split_first() else { return Some(0) };
    let mut best: Option<u32> = None;
    let mut take = |own: Option<u32>, taken: u32| {
        if let Some(sum) = own.and_then(|own| Some(own + cost(rest, doc, items, taken)?)) {
            best = Some(best.map_or(sum, |best| best.min(sum)));
        }
    };
    take(key_cost(part, doc), taken);
    for (i, syllable) in items.iter().enumerate() {
        if taken & 1 << i == 0 && !word.contains('/') {
            take(fit(word, syllable), taken | 1 << i);
        }
    }
    if taken & 1 << 31 == 0 && word == part && is_year(word, doc.year) {
        take(Some(0), taken | 1 << 31);
    }
    best
}

fn oracle_score(query: &Query, doc: &Doc) -> Option<u16> {
    let mut words = Vec::new();
    for part in query.text.split_whitespace() {
        if part.contains('/') {
            words.push((part, part));
        } else {
            words.extend(fold::syllables(part).map(|word| (word, part)));
        }
    }
    let items: Vec<&str> = doc.words.split_whitespace().flat_map(fold::syllables).collect();
    let cost = cost(&words, doc, &items, 0)?;
    let (slips, begins) = (cost / 64, cost % 64);
    (slips <= 1).then(|| (100 - 40 * slips - begins) as u16)
}

fn oracle(docs: &BTreeMap<RecordId, Doc>, query: &Query) -> Found {
    let mut found = Found { apart: vec![0; query.apart.len()], ..Found::default() };
    let mut hits = Vec::new();
    for doc in docs.values() {
        let accepts = |(kind, holds): &(Kind, Holds)| {
            *kind == doc.kind
                && match holds {
                    Holds::Ref(tag, to) => doc.refs.contains(&(*tag, *to)),
                    Holds::Code(tag, code) => doc.codes.contains(&(*tag, code.clone())),
                    Holds::Years(first, last) => *first <= doc.year && doc.year <= *last,
                }
        };
        let is_taken = query.filters.iter().all(|filter| filter.iter().any(accepts));
        let is_kind = query.kind.is_none_or(|kind| kind == doc.kind);
        let Some(score) = oracle_score(query, doc).filter(|_| is_taken && is_kind) else {
            continue;
        };
        if doc.active || query.inactive {
            found.total += 1;
            let key = match doc.person {
                true => text::order::person_key(&doc.words),
                false => text::order::key(&doc.words),
            };
            let place = (!doc.active, std::cmp::Reverse(score), key, doc.year, doc.id);
            hits.push((place, Hit { id: doc.id, kind: doc.kind, score }));
        } else {
            found.inactive += 1;
            for (count, apart) in found.apart.iter_mut().zip(&query.apart) {
                *count += u64::from(accepts(apart));
            }
        }
    }
    hits.sort_by(|a, b| a.0.cmp(&b.0));
    found.hits = hits.into_iter().map(|(_, hit)| hit).skip(query.skip).take(query.limit).collect();
    found
}

// ---- random documents, questions, histories ----

const SYLLABLES: [&str; 20] = [
    "Nguyễn", "Thị", "Thu", "Hòa", "Hoà", "Hoa", "Hoài", "Hồng", "Văn", "Thanh", "Thành", "Thạnh",
    "An", "Anh", "Đắc", "H'Mok", "Than", "3", "54", "Thôn",
];
const KEYS: [&str; 8] = [
    "0912345678",
    "0987654678",
    "000054001234",
    "HP-00042",
    "HP-00678",
    "7",
    "X.7/b",
    "123456789012345678",
];

fn some_doc() -> impl Strategy<Value = Doc> {
    let words = proptest::collection::vec(prop::sample::select(&SYLLABLES[..]), 0..5);
    let exact = proptest::collection::vec(
        (prop::sample::select(&[PHONE, CARD][..]), prop::sample::select(&KEYS[..])),
        0..3,
    );
    let refs = proptest::collection::vec((OF_UNIT..=OF_UNIT + 1, 100u8..103), 0..3);
    let codes = proptest::option::of(prop::sample::select(&["1", "2"][..]));
    let year = prop::sample::select(&[0u16, 1945, 1954, 2054][..]);
    (0u8..60, any::<bool>(), 0u8..5, words, year, exact, refs, codes).prop_map(
        |(n, member, dead, words, year, exact, refs, codes)| Doc {
            id: id(n),
            kind: if member { MEMBER } else { UNIT },
            active: dead != 0,
            words: words.join(" "),
            person: member,
            year,
            exact: exact.into_iter().map(|(tag, key)| (tag, key.to_owned())).collect(),
            refs: refs.into_iter().map(|(tag, n)| (tag, id(n))).collect(),
            codes: codes.into_iter().map(|code| (GENDER, code.to_owned())).collect(),
        },
    )
}

fn some_word() -> impl Strategy<Value = String> {
    let syllable = prop::sample::select(&SYLLABLES[..]);
    prop_oneof![
        4 => (syllable.clone(), 1usize..7, any::<bool>()).prop_map(|(word, len, plain)| {
            let word: String = word.chars().take(len).collect();
            if plain { fold::fold(&word) } else { word }
        }),
        1 => prop::sample::select(&["1954", "54", "12/03/1954", "05/1945", "3", "thnah", "nguyne", "678", "5678", "0912345678", "0042", "hp-00042", "00042", "7", "X.7/b", "x7b", "123456789012345678"][..]).prop_map(str::to_owned),
        1 => (0u8..60, 6usize..12).prop_map(|(n, len)| id(n).short()[..len].to_owned()),
    ]
    .prop_filter("a word", |word| fold::fold(word).chars().any(char::is_alphanumeric) && word != "X.7/b")
}

fn some_holds() -> impl Strategy<Value = (Kind, Holds)> {
    let years = prop::sample::select(&[(1945, 1945), (1940, 1960), (2054, 2100), (1, 1)][..]);
    let holds = prop_oneof![
        (OF_UNIT..=OF_UNIT + 1, 100u8..104).prop_map(|(tag, n)| Holds::Ref(tag, id(n))),
        prop::sample::select(&["1", "2"][..]).prop_map(|code| Holds::Code(GENDER, code.into())),
        years.prop_map(|(first, last)| Holds::Years(first, last)),
    ];
    (prop::sample::select(&[MEMBER, UNIT][..]), holds)
}

fn some_query() -> impl Strategy<Value = Query> {
    let words = proptest::collection::vec(some_word(), 0..4);
    let filters = proptest::collection::vec(proptest::collection::vec(some_holds(), 1..4), 0..3);
    let apart = proptest::collection::vec(some_holds(), 0..3);
    let kind = proptest::option::of(prop::sample::select(&[MEMBER, UNIT, Kind(77)][..]));
    (words, filters, apart, kind, any::<bool>(), 0usize..30, 0usize..5).prop_map(
        |(words, filters, apart, kind, inactive, limit, skip)| Query {
            kind,
            text: words.join(" "),
            filters,
            apart,
            inactive,
            limit,
            skip,
        },
    )
}

#[derive(Clone, Debug)]
enum Step {
    Put(Doc),
    Delete(u8),
    Reopen,
    Merge,
    Build,
    Ask(Query),
}

fn some_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => some_doc().prop_map(Step::Put),
        2 => (0u8..60).prop_map(Step::Delete),
        1 => Just(Step::Reopen),
        1 => Just(Step::Merge),
        1 => Just(Step::Build),
        12 => some_query().prop_map(Step::Ask),
    ]
}

fn build_from(dir: &Path, docs: &BTreeMap<RecordId, Doc>, applied: &Applied) -> Index {
    let mut rest = docs.values();
    build(dir, &mut || Ok(rest.next().cloned()), applied).unwrap()
}

fn check_keys(index: &Index, docs: &BTreeMap<RecordId, Doc>) {
    for key in KEYS {
        for (kind, tag) in [(MEMBER, PHONE), (MEMBER, CARD), (UNIT, PHONE), (UNIT, CARD)] {
            let holds = |doc: &&Doc| doc.kind == kind && doc.exact.contains(&(tag, key.to_owned()));
            let holders: Vec<RecordId> = docs.values().filter(holds).map(|doc| doc.id).collect();
            assert_eq!(index.exact(kind, tag, key).unwrap(), holders);
        }
    }
    for to in (99..104).map(id) {
        let refers = docs.values().flat_map(|doc| {
            doc.refs.iter().filter(|(_, own)| *own == to).map(|(tag, _)| (doc.id, doc.kind, *tag))
        });
        let mut refers: Vec<_> = refers.collect();
        refers.sort_unstable();
        refers.dedup();
        assert_eq!(index.referring(to).unwrap(), refers);
    }
    for doc in docs.values().step_by(7) {
        let code = doc.id.short_plain();
        for len in [1, 4, 9, 10] {
            let begins = |doc: &&Doc| doc.id.short_plain().starts_with(&code[..len]);
            let ids: Vec<RecordId> = docs.values().filter(begins).map(|doc| doc.id).collect();
            assert_eq!(index.short(&code[..len].to_lowercase()).unwrap(), ids);
        }
    }
    let mut counts: BTreeMap<Kind, (u64, u64)> = BTreeMap::new();
    for doc in docs.values() {
        let (active, all) = counts.entry(doc.kind).or_default();
        *active += u64::from(doc.active);
        *all += 1;
    }
    let counts: Vec<_> =
        counts.into_iter().map(|(kind, (active, all))| (kind, active, all)).collect();
    assert_eq!(index.counts(), counts);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn answers_are_those_of_a_linear_scan(steps in proptest::collection::vec(some_step(), 1..120)) {
        let tmp = tempfile::tempdir().unwrap();
        let mut index = Index::empty(tmp.path());
        let mut docs = BTreeMap::new();
        for (seq, step) in (1u64..).zip(steps) {
            match step {
                Step::Put(doc) => {
                    index.put(doc.id, Leaf::new(doc.clone()).map(Some));
                    docs.insert(doc.id, doc);
                }
                Step::Delete(n) => {
                    index.put(id(n), Ok(None));
                    docs.remove(&id(n));
                }
                Step::Reopen => {
                    index.keep(&at(seq)).unwrap();
                    let (reader, applied) = Index::open_to_read(tmp.path()).unwrap();
                    prop_assert_eq!(applied, at(seq));
                    check_keys(&reader, &docs);
                    let (again, applied) = Index::open(tmp.path()).unwrap();
                    prop_assert_eq!(applied, at(seq));
                    index = again;
                }
                Step::Merge => {
                    index.merge(&at(seq)).unwrap();
                    prop_assert_eq!(index.delta_len(), 0);
                    check_keys(&index, &docs);
                }
                Step::Build => index = build_from(tmp.path(), &docs, &at(seq)),
                Step::Ask(query) => {
                    prop_assert_eq!(index.find(&query).unwrap(), oracle(&docs, &query), "{:?}", query);
                }
            }
        }
        check_keys(&index, &docs);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    /// A base is looked at 64 rows at a time, its last rows fewer.
    #[test]
    fn many_rows_are_answered_as_by_a_linear_scan(
        docs in proptest::collection::vec(some_doc(), 0..250),
        gone in proptest::collection::vec(0u8..250, 0..40),
        queries in proptest::collection::vec(some_query(), 1..12),
    ) {
        let tmp = tempfile::tempdir().unwrap();
        let docs = (0u8..).zip(docs).map(|(n, doc)| (id(n), Doc { id: id(n), ..doc }));
        let mut docs: BTreeMap<RecordId, Doc> = docs.collect();
        let mut index = build_from(tmp.path(), &docs, &at(1));
        for id in gone.into_iter().map(id) {
            index.put(id, Ok(None));
            docs.remove(&id);
        }
        for query in queries {
            let query = Query { limit: query.limit * 8, skip: query.skip * 16, ..query };
            prop_assert_eq!(index.find(&query).unwrap(), oracle(&docs, &query), "{:?}", query);
        }
    }
}

// ---- what a clerk types ----

fn member(n: u8, name: &str, year: u16) -> Doc {
    Doc {
        id: id(n),
        kind: MEMBER,
        active: true,
        words: name.to_owned(),
        person: true,
        year,
        exact: vec![(PHONE, format!("09123456{n:02}"))],
        refs: vec![(OF_UNIT, id(100))],
        codes: vec![],
    }
}

fn names(index: &Index, docs: &[Doc], text: &str) -> Vec<String> {
    let query = Query { text: text.to_owned(), limit: 50, ..Query::default() };
    let name = |hit: Hit| docs.iter().find(|doc| doc.id == hit.id).unwrap().words.clone();
    index.find(&query).unwrap().hits.into_iter().map(name).collect()
}

#[test]
fn a_clerks_question_finds_what_the_screen_shows() {
    let tmp = tempfile::tempdir().unwrap();
    let docs = [
        member(1, "Nguyễn Thị Hồng", 1954),
        member(2, "Nguyễn Thị Thu Hoài", 1954),
        member(3, "Nguyễn Thị Hòa", 1954),
        member(4, "Nguyễn Thị Hoa", 1954),
        member(5, "Nguyễn Thị Hoà", 1945),
        member(6, "Nguyễn Văn Hoà", 1954),
        member(7, "Trần Thanh", 1960),
    ];
    let mut index = Index::empty(tmp.path());
    for merged in [false, true] {
        docs.iter().for_each(|doc| index.put(doc.id, Leaf::new(doc.clone()).map(Some)));
        if merged {
            index.merge(&at(1)).unwrap();
        }
        let all = ["Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Nguyễn Thị Thu Hoài", "Nguyễn Thị Hồng"];
        assert_eq!(names(&index, &docs, "nguyen th ho 54"), all);
        assert_eq!(names(&index, &docs, "54 HO th  NGUYEN"), all);
        assert_eq!(names(&index, &docs, "ng th ho 12/03/1954"), all);
        assert_eq!(names(&index, &docs, "th th"), ["Nguyễn Thị Thu Hoài"]);
        assert_eq!(
            names(&index, &docs, "thị hoà"),
            ["Nguyễn Thị Hoà", "Nguyễn Thị Hòa", "Nguyễn Thị Thu Hoài"]
        );
        assert_eq!(names(&index, &docs, "tran thnah"), ["Trần Thanh"]);
        assert_eq!(names(&index, &docs, "345607"), ["Trần Thanh"]);
        assert_eq!(names(&index, &docs, "0912 345 607"), ["Trần Thanh"]);
        assert_eq!(names(&index, &docs, "+84912345607"), ["Trần Thanh"]);
        assert_eq!(names(&index, &docs, &id(7).short()[..8]), ["Trần Thanh"]);
        assert_eq!(names(&index, &docs, "nguyen nguyen"), Vec::<String>::new());
        assert_eq!(names(&index, &docs, "  ").len(), docs.len());
    }
}

#[test]
fn more_words_than_the_first_look_takes_and_more_syllables_than_a_unit_holds() {
    let tmp = tempfile::tempdir().unwrap();
    let long = "Hội Khuyến học xã Hoằng Phú huyện Hoằng Hóa tỉnh Thanh Hóa";
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let made =
        |n: usize| -> String { [n, n / 26, n / 676, n / 17_576].map(letter).iter().collect() };
    // 65,000 syllables: codes of the last ones take two units.
    let mut docs: Vec<Doc> = (0..325u16)
        .map(|n| {
            let words: Vec<String> = (0..200).map(|i| made(usize::from(n) * 200 + i)).collect();
            let mut doc = member(0, &words.join(" "), 0);
            doc.id.0[..2].copy_from_slice(&n.to_be_bytes());
            doc
        })
        .collect();
    docs.push(member(1, long, 0));
    let mut rest = docs.iter();
    let index = build(tmp.path(), &mut || Ok(rest.next().cloned()), &at(1)).unwrap();
    for n in [7, 60_011, 61_511, 64_999] {
        let text = format!("{} {}", made(n), made(n / 200 * 200));
        let found = index.find(&Query { text, limit: 9, ..Query::default() }).unwrap();
        let best = found.hits.first().unwrap();
        assert_eq!((best.id, best.score), (docs[n / 200].id, 100));
    }
    assert_eq!(
        names(&index, &docs, "hoi khuyen hoc xa hoang phu huyen hoang hoa tinh thanh hoa"),
        [long]
    );
    assert!(
        names(&index, &docs, "hoi khuyen hoc xa hoang phu huyen hoang hoa tinh thanh thanh")
            .is_empty()
    );
}

// ---- damage ----

/// A small index with base and delta, kept.
fn kept(dir: &Path) -> BTreeMap<RecordId, Doc> {
    let docs: BTreeMap<RecordId, Doc> = (0..40)
        .map(|n| member(n, ["Lê Thị Hoa", "Trần Văn Đắc", "Phạm Thanh"][usize::from(n) % 3], 1950))
        .map(|doc| (doc.id, doc))
        .collect();
    let mut index = build_from(dir, &docs, &at(5));
    for doc in docs.values().take(5) {
        index.put(doc.id, Leaf::new(doc.clone()).map(Some));
    }
    index.keep(&at(6)).unwrap();
    docs
}

/// Asks all sorts of things; the answers are right or an error.
fn right_or_an_error(dir: &Path, docs: &BTreeMap<RecordId, Doc>) -> bool {
    let Ok((index, applied)) = Index::open(dir) else { return false };
    assert!(applied == at(5) || applied == at(6));
    let mut right = true;
    for text in ["", "hoa", "le th", "345607", "Đắc", "1950"] {
        let query = Query { text: text.to_owned(), limit: 100, ..Query::default() };
        match index.find(&query) {
            Ok(found) => assert_eq!(found, oracle(docs, &query), "{text}"),
            Err(_) => right = false,
        }
    }
    for doc in docs.values() {
        match index.exact(MEMBER, PHONE, &doc.exact[0].1) {
            Ok(found) => assert_eq!(found, [doc.id]),
            Err(_) => right = false,
        }
    }
    match index.referring(id(100)) {
        Ok(found) => assert_eq!(found.len(), docs.len()),
        Err(_) => right = false,
    }
    right
}

#[test]
fn damaged_files_give_an_error_or_the_right_answer() {
    let tmp = tempfile::tempdir().unwrap();
    let docs = kept(tmp.path());
    assert!(right_or_an_error(tmp.path(), &docs));
    for name in [super::layout::NAME, super::delta::NAME] {
        let path = tmp.path().join(name);
        let whole = std::fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(if name == super::delta::NAME { 7 } else { 509 }) {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << (at % 8);
            std::fs::write(&path, &bytes).unwrap();
            right_or_an_error(tmp.path(), &docs);
        }
        for len in (0..whole.len()).step_by(4_001) {
            std::fs::write(&path, &whole[..len]).unwrap();
            assert!(!right_or_an_error(tmp.path(), &docs), "{name} cut to {len}");
        }
        std::fs::write(&path, &whole).unwrap();
    }
    assert!(right_or_an_error(tmp.path(), &docs));
}

#[test]
fn files_of_two_times_are_told_apart() {
    let tmp = tempfile::tempdir().unwrap();
    let docs = kept(tmp.path());
    let delta = std::fs::read(tmp.path().join(super::delta::NAME)).unwrap();
    let (mut index, _) = Index::open(tmp.path()).unwrap();
    index.merge(&at(7)).unwrap();
    // A crash before the old delta was removed.
    std::fs::write(tmp.path().join(super::delta::NAME), &delta).unwrap();
    let (index, applied) = Index::open(tmp.path()).unwrap();
    assert_eq!((applied, index.delta_len()), (at(7), 0));
    check_keys(&index, &docs);
    // The base of another time, older than the delta.
    build_from(tmp.path(), &docs, &at(2));
    std::fs::write(tmp.path().join(super::delta::NAME), &delta).unwrap();
    assert!(crate::derived::must_rebuild(&Index::open(tmp.path()).unwrap_err()));
    // Nothing at all; and a delta whose base is lost.
    std::fs::remove_file(tmp.path().join(super::layout::NAME)).unwrap();
    assert!(Index::open(tmp.path()).is_err());
    std::fs::remove_file(tmp.path().join(super::delta::NAME)).unwrap();
    assert!(crate::derived::must_rebuild(&Index::open(tmp.path()).unwrap_err()));
}

#[test]
fn damage_found_while_taking_a_change_in_is_told_at_the_next_question() {
    let tmp = tempfile::tempdir().unwrap();
    let docs = kept(tmp.path());
    let (mut index, _) = Index::open(tmp.path()).unwrap();
    std::fs::write(tmp.path().join(super::layout::NAME), "").unwrap();
    let doc = docs.values().nth(20).unwrap();
    index.put(doc.id, Leaf::new(doc.clone()).map(Some));
    assert!(index.find(&Query::default()).is_err());
    assert!(index.keep(&at(9)).is_err());
}
