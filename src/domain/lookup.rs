//! What look-up knows of a record: its words, exact keys, references, codes and year, read off its
//! type's description.

use super::show::exact_key_of;
use super::{Field, Find, Record, RecordId, Seen, Tables, records};
use crate::lang::Lang;

/// Marks the tag of a reference that a timeline held before and holds no more: such a record may
/// not be deleted, but no filter of today finds it. Fields' tags are below.
pub const PAST: u16 = 0x8000;

/// The words it is found by: what a record is called, in Vietnamese, without the commas and
/// brackets between them.
pub fn words(record: &Record, tables: &Tables) -> String {
    let Some(ty) = records::of(record.kind) else { return String::new() };
    let called = (ty.called)(&record.values, tables, Lang::Vi);
    let mut words = String::with_capacity(called.len());
    for word in parts(&called) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// A text's words, without what stands between them.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || c.is_ascii_punctuation() && !"-'".contains(c);
    text.split(between).filter(|word| !word.is_empty())
}

/// The [exact key](super::show::exact_key) of a value where it lies.
pub fn key(field: &Field, value: Seen<'_>) -> Option<String> {
    let kind = field.kind.at_a_time();
    let key = match value.now()? {
        Seen::Text(text) | Seen::Code(text) => exact_key_of(kind, text),
        Seen::Whole(n) => exact_key_of(kind, &n.to_string()),
        _ => return None,
    };
    Some(key).filter(|key| !key.is_empty())
}

/// The exact keys: (tag, key).
pub fn exact_keys(record: &Record) -> Vec<(u16, String)> {
    let Some(ty) = records::of(record.kind) else { return Vec::new() };
    ty.fields
        .iter()
        .filter(|field| field.find == Find::Exact)
        .filter_map(|field| Some((field.tag, key(field, record.values.see(field.tag)?)?)))
        .collect()
}

/// What it refers to: (tag, record). What a timeline referred to before the last step stands under
/// `tag | PAST`.
pub fn refs(record: &Record) -> Vec<(u16, RecordId)> {
    let mut out: Vec<(u16, RecordId)> = Vec::new();
    for raw in record.values.raw() {
        match Seen::read(raw.ty, raw.bytes) {
            Ok(Seen::Ref(id)) => out.push((raw.tag, id)),
            Ok(Seen::Timeline(steps)) => {
                let last = steps.count().saturating_sub(1);
                for (at, step) in steps.enumerate() {
                    let tag = if at == last { raw.tag } else { raw.tag | PAST };
                    if let Seen::Ref(id) = step.value {
                        out.push((tag, id));
                    }
                }
            }
            _ => {}
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The codes it holds now in fields that filter: (tag, code).
pub fn codes(record: &Record) -> Vec<(u16, String)> {
    let Some(ty) = records::of(record.kind) else { return Vec::new() };
    ty.fields
        .iter()
        .filter(|field| field.find == Find::Filter)
        .filter_map(|field| match record.values.now(field.tag)? {
            Seen::Code(code) => Some((field.tag, code.to_owned())),
            _ => None,
        })
        .collect()
}

/// The year it is found by (birth), 0 for none.
pub fn year(record: &Record) -> u16 {
    let field = records::of(record.kind)
        .and_then(|ty| ty.fields.iter().find(|field| field.find == Find::Year));
    match field.and_then(|field| record.values.see(field.tag)) {
        Some(Seen::Date(date)) => date.year,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::tests::{id, record, tables};
    use crate::domain::records::{clan, member, village};
    use crate::domain::{Kind, Rev, Value, Values};

    #[test]
    fn a_member_is_found_by_name_numbers_year_and_what_it_refers_to() {
        let member = record(
            1,
            &member::TYPE,
            &[
                ("full_name", "H'Mok Niê"),
                ("birth_date", "5/1954"),
                ("gender", "2"),
                ("citizen_id", "000154000321"),
                ("phone", "0912 345 678"),
                ("card_no", "HP-00042"),
                ("village", "4"),
                ("unit", "2010: 2; 2015: 3; 2020: 2"),
                ("status", "2010: active; 2022: moved"),
                ("note", "H'Mok"),
            ],
        );
        assert_eq!(words(&member, tables()), "H'Mok Niê");
        assert_eq!(year(&member), 1954);
        let keys = [
            (member::CITIZEN_ID, "000154000321"),
            (member::PHONE, "0912345678"),
            (member::CARD_NO, "HP00042"),
        ];
        assert_eq!(exact_keys(&member), keys.map(|(tag, key)| (tag, key.to_owned())));
        let past = member::UNIT | PAST;
        let all = [(member::VILLAGE, id(4)), (member::UNIT, id(2)), (past, id(2)), (past, id(3))];
        assert_eq!(refs(&member), all);
        let held = [(member::GENDER, "female"), (member::STATUS, "moved")];
        assert_eq!(codes(&member), held.map(|(tag, code)| (tag, code.to_owned())));
    }

    #[test]
    fn words_carry_no_commas_or_brackets() {
        let clan = record(1, &clan::TYPE, &[("family_name", "Nguyễn Văn"), ("branch", "chi 2")]);
        assert_eq!(words(&clan, tables()), "Nguyễn Văn chi 2");
        let fields = [("number", "3"), ("kind", "thon"), ("name", "Phú Khê")];
        assert_eq!(words(&record(1, &village::TYPE, &fields), tables()), "Thôn 3 Phú Khê");
    }

    #[test]
    fn a_record_of_a_later_version_is_found_by_nothing_but_keeps_its_references() {
        let mut values = Values::default();
        values.set(900, Some(&Value::Ref(id(9))));
        let later = Record { id: id(1), kind: Kind(77), rev: Rev::default(), values };
        assert_eq!(words(&later, tables()), "");
        assert_eq!((exact_keys(&later), codes(&later), year(&later)), (vec![], vec![], 0));
        assert_eq!(refs(&later), [(900, id(9))]);
    }
}
