//! Filters in a typed question: `chi:phu-khe` among the words is not looked for but held to.
//!
//! A filter is one word: the field's short word in either language, a colon, and the value with its
//! words joined by hyphens. A word with anything but letters before its colon is an ordinary word.

use super::{Field, Find, Kind, RecordType, records};
use crate::text::fold::fold;

/// The years that a two-digit year may mean: of these centuries.
const CENTURIES: std::ops::RangeInclusive<u16> = 18..=20;
/// No year is later.
const LAST_YEAR: u16 = 9_999;

/// A word of a question, and where it stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'t> {
    /// The byte it begins at.
    pub at: usize,
    /// As it is typed.
    pub text: &'t str,
}

impl<'t> Part<'t> {
    /// The word before the colon and the value behind it, where it is a filter.
    pub fn filter(&self) -> Option<(&'t str, &'t str)> {
        let (word, value) = self.text.split_once(':')?;
        (!word.is_empty() && word.chars().all(char::is_alphabetic)).then_some((word, value))
    }
}

/// The words of a question.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |word| {
        let part = Part { at, text: word };
        let space = text.get(at.saturating_add(word.len())..).and_then(|rest| rest.chars().next());
        at = at.saturating_add(word.len()).saturating_add(space.map_or(0, char::len_utf8));
        (!word.is_empty()).then_some(part)
    })
}

/// What can be filtered by among records of a type, or (None) of all.
pub fn fields(kind: Option<Kind>) -> impl Iterator<Item = (&'static RecordType, &'static Field)> {
    let types = records::all().iter().filter(move |ty| kind.is_none_or(|kind| kind == ty.kind));
    types.flat_map(|ty| {
        let fields = ty.fields.iter().filter(|field| field.filter.is_some() && !field.retired);
        fields.map(|field| (*ty, field))
    })
}

/// The fields which that word means, of either language, with marks or without.
pub fn named(
    kind: Option<Kind>,
    word: &str,
) -> impl Iterator<Item = (&'static RecordType, &'static Field)> {
    let word = fold(word);
    fields(kind).filter(move |(_, field)| {
        field.filter.is_some_and(|f| [f.vi, f.en].contains(&word.as_str()))
    })
}

/// The years a value means: `1954`, `54` of any century, `1950-1960`, `1950-`, `-1960`, `54-60`, a
/// date by its year; each from the first to the last. None where it means none.
pub fn years(value: &str) -> Option<Vec<(u16, u16)>> {
    if let Some(year) = value.rsplit(['/', '.']).next().filter(|year| *year != value) {
        return years(year);
    }
    let (first, last) = value.split_once('-').unwrap_or((value, value));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| text.parse::<u16>().ok().filter(|_| digits(text));
    match (first.len(), last.len()) {
        (4, 4) | (4, 0) | (0, 4) => {
            let from = if first.is_empty() { 1 } else { number(first)?.max(1) };
            let to = if last.is_empty() { LAST_YEAR } else { number(last)? };
            (from <= to).then(|| vec![(from, to)])
        }
        (2, 2) => {
            let (from, to) = (number(first)?, number(last)?);
            let of = |century: u16| (century * 100 + from, century * 100 + to);
            (from <= to).then(|| CENTURIES.map(of).collect())
        }
        _ => None,
    }
}

/// A value as it is typed behind the colon, in one word: its letters and digits, hyphens between.
pub fn joined(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Whether a field's filter takes years.
pub fn takes_years(field: &Field) -> bool {
    field.find == Find::Year
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_its_words_and_without_a_colon_none_is_a_filter(text in "\\PC{0,40}|[a-zđ:\\- ]{0,40}") {
            let words: Vec<&str> = parts(&text).map(|part| part.text).collect();
            prop_assert_eq!(&words, &text.split_whitespace().collect::<Vec<_>>());
            for part in parts(&text) {
                prop_assert!(text[part.at..].starts_with(part.text));
                prop_assert!(part.text.contains(':') || part.filter().is_none());
                if let Some((word, value)) = part.filter() {
                    prop_assert_eq!(format!("{word}:{value}"), part.text);
                    let _ = (named(None, word).count(), years(value));
                }
            }
            let _ = joined(&text);
        }

        #[test]
        fn years_are_in_order(value in "[0-9]{0,4}-?[0-9]{0,4}|\\PC{0,10}") {
            for (first, last) in years(&value).unwrap_or_default() {
                prop_assert!(0 < first && first <= last);
            }
        }
    }

    #[test]
    fn years_are_read_as_they_are_typed() {
        assert_eq!(years("1954"), Some(vec![(1954, 1954)]));
        assert_eq!(years("1950-1960"), Some(vec![(1950, 1960)]));
        assert_eq!(years("1950-"), Some(vec![(1950, LAST_YEAR)]));
        assert_eq!(years("-1960"), Some(vec![(1, 1960)]));
        assert_eq!(years("12/03/1954"), Some(vec![(1954, 1954)]));
        assert_eq!(years("54"), Some(vec![(1854, 1854), (1954, 1954), (2054, 2054)]));
        assert_eq!(years("54-60").unwrap()[1], (1954, 1960));
        for other in ["", "-", "195", "1960-1950", "60-54", "195x", "1954-60", "a"] {
            assert_eq!(years(other), None, "{other}");
        }
    }

    #[test]
    fn a_filter_is_letters_and_a_colon() {
        let filter = |text: &str| {
            let part = parts(text).next()?;
            part.filter().map(|(word, value)| (word.to_owned(), value.to_owned()))
        };
        assert_eq!(filter(" chi:phu-khe x"), Some(("chi".into(), "phu-khe".into())));
        assert_eq!(filter("chi:"), Some(("chi".into(), String::new())));
        for other in ["12:30", ":x", "HP-1:2", "chi"] {
            assert_eq!(filter(other), None, "{other}");
        }
        assert_eq!(joined("Thôn 3 (Phú Khê)"), "Thôn-3-Phú-Khê");
    }

    #[test]
    fn words_are_short_plain_and_stand_once_in_a_type() {
        for ty in records::all() {
            let mut seen = std::collections::BTreeSet::new();
            for (_, field) in fields(Some(ty.kind)) {
                let label = field.filter.unwrap();
                for word in [label.vi, label.en] {
                    assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
                }
                assert!(matches!(field.find, Find::Filter | Find::Year), "{}", field.name);
                assert!(seen.insert(label.vi) && seen.insert(label.en), "{} {}", ty.name, label.vi);
            }
        }
        assert!(named(None, "Thôn").count() > 1 && named(None, "village").count() > 1);
        assert_eq!(named(None, "xyz").count(), 0);
    }
}
