//! What a record is called in a list, taken apart: its kind before its name, its number, its branch
//! behind it, a code made of its letters.

use crate::domain::{Field, FieldKind, Find, Kind, RecordType, Tables, records};
use crate::lang::Lang;
use crate::text::fold::fold;

/// The table of a choice.
pub(super) fn choice_of(field: &Field) -> Option<&'static str> {
    match field.kind.at_a_time() {
        FieldKind::Choice(table) => Some(table),
        _ => None,
    }
}

/// Whether that is the first field of a record's name that holds words.
pub(super) fn first_words(of: &RecordType, field: &Field) -> bool {
    name(of).is_some_and(|name| name.tag == field.tag)
}

/// The first field of a record's name that holds words.
pub(super) fn name(of: &RecordType) -> Option<&'static Field> {
    let mut title = of.title.iter().filter_map(|tag| of.field(*tag));
    title.find(|field| choice_of(field).is_none() && field.find == Find::Words)
}

/// Whether a list need not say that field: a code of one's own is made from the name.
pub(super) fn is_made(of: &RecordType, field: &Field) -> bool {
    let coded = field.required && field.unique && matches!(field.kind, FieldKind::Text(_));
    coded && name(of).is_some_and(|name| name.tag != field.tag)
}

/// "3", "12A".
pub(super) fn is_number(text: &str) -> bool {
    text.len() <= 4 && text.starts_with(|c: char| c.is_ascii_digit())
}

/// The first letters of the words, and from the second try on a number: `CHPK`, `CHPK2`.
pub(super) fn code(name: &str, n: u64) -> String {
    let letters = fold(name);
    let first = letters.split_whitespace().filter_map(|word| word.chars().next());
    let code: String = first.filter(char::is_ascii_alphanumeric).collect();
    let code = code.to_uppercase();
    if n > 1 { format!("{code}{n}") } else { code }
}

/// The row of a table whose name stands before other words: its code, and those words.
pub(super) fn begins<'a>(
    tables: &'a Tables,
    table: &str,
    text: &'a str,
) -> Option<(&'a str, &'a str)> {
    let rows = tables.choices(table)?.rows();
    let begun = rows.iter().filter_map(|row| {
        let names = [row.label(Lang::Vi)].into_iter();
        let names = names.chain(row.synonyms.iter().map(String::as_str));
        let words = names.filter_map(|name| behind(name, text)).max_by_key(|(len, _)| *len)?;
        Some((words, row.code.as_str()))
    });
    let ((_, rest), code) = begun.max_by_key(|((len, _), _)| *len)?;
    Some((code, rest))
}

/// How many words a name has, and what stands behind it in a text that begins with it.
fn behind<'t>(name: &str, text: &'t str) -> Option<(usize, &'t str)> {
    let mut rest = text.trim_start();
    let mut words = 0;
    for word in name.split_whitespace() {
        let (first, after) = rest.split_once(char::is_whitespace)?;
        if fold(first) != fold(word) {
            return None;
        }
        rest = after.trim_start();
        words += 1;
    }
    (words > 0 && !rest.is_empty()).then_some((words, rest))
}

/// What a short writing stands for: "T.3" and "thôn ba" are "Thôn 3", "TDP 5" is "Tổ dân phố 5".
pub(super) fn spelled(kind: Kind, text: &str, tables: &Tables) -> Option<String> {
    let of = records::of(kind)?;
    let choice = of.open_fields().find(|field| choice_of(field).is_some() && field.required)?;
    let rows = tables.choices(choice_of(choice)?)?.rows();
    let text = text.trim();
    let long = rows.iter().find_map(|row| {
        let label = row.label(Lang::Vi);
        Some((label, behind(label, text)?.1))
    });
    let (label, rest) = long.or_else(|| {
        let letters = text.trim_start_matches(|c: char| c.is_alphabetic());
        let short = text.get(..text.len() - letters.len()).map(fold)?;
        let is_short = |word: &&String| !word.contains(' ') && word.chars().count() <= 4;
        let row = rows
            .iter()
            .find(|row| row.synonyms.iter().filter(is_short).any(|word| fold(word) == short))?;
        Some((row.label(Lang::Vi), letters.trim_start_matches(['.', ' ', '-'])))
    })?;
    let mut numbers = tables.sheets().words("number").iter();
    let number = numbers.find(|words| words.written == rest.to_lowercase());
    let rest = number.map_or(rest, |words| words.of.as_str());
    let said = format!("{label} {rest}");
    (!rest.is_empty() && fold(&said) != fold(text)).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::{unit, village};

    #[test]
    fn short_writings_are_spelled_out() {
        let tables = Tables::built_in().unwrap();
        let spelled = |kind, text| spelled(kind, text, &tables);
        for (text, said) in [
            ("T.3", Some("Thôn 3")),
            ("T3", Some("Thôn 3")),
            ("THÔN BA", Some("Thôn 3")),
            ("thôn mười hai", Some("Thôn 12")),
            ("TDP 5", Some("Tổ dân phố 5")),
            ("Thôn 3", None),
            ("Phú Khê", None),
            ("3", None),
            ("T", None),
        ] {
            assert_eq!(spelled(village::KIND, text).as_deref(), said, "{text}");
        }
        assert_eq!(spelled(unit::KIND, "CH Phú Khê").as_deref(), Some("Chi hội Phú Khê"));
    }
}
