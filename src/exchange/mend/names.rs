//! Names of people as lists have them: in capitals, numbered, addressed, several in a cell.

use super::{Around, Mended};
use crate::exchange::why::{self, Why};
use crate::lang::Problem;
use crate::lang::errors::exchange::SEVERAL_PEOPLE;
use crate::text::fold::fold;
use crate::text::legacy::is_vietnamese;

/// Mends a name.
pub(super) fn mend(said: &str, around: &Around<'_>) -> Mended {
    if let Some(mended) = several(said) {
        return mended;
    }
    let mut mended = Mended::same(said);
    if said.contains(['\n', '\r']) {
        mended = Mended::to(line(said), Why::bare(why::BREAK));
    }
    for step in [unnumbered, unaddressed, unbracketed] {
        if let Some(next) = step(&mended.text, around) {
            let note = next.note.clone().or(mended.note);
            mended = Mended { note, ..next };
        }
    }
    if let Some((text, reason)) = cased(&mended.text).filter(|_| around.lowers) {
        mended.text = text;
        mended.why.get_or_insert((Why::bare(reason), false));
    }
    mended
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of several people in a cell: parts that are each a whole name.
pub fn people(said: &str) -> Option<Vec<String>> {
    let parts: Vec<String> = said
        .split(['\n', '\r', ';', ',', '/', '+', '&'])
        .flat_map(|part| part.split(" và "))
        .flat_map(|part| part.split(" VÀ "))
        .map(line)
        .filter(|part| !part.is_empty())
        .collect();
    let whole = |part: &String| {
        let name = letters(part);
        let digits = name.contains(|c: char| c.is_ascii_digit());
        part.split(' ').count() >= 2 && !digits && is_vietnamese(&name)
    };
    if parts.len() < 2 || !parts.iter().all(whole) {
        return None;
    }
    Some(parts)
}

fn several(said: &str) -> Option<Mended> {
    let parts = people(said)?;
    let problem = Problem::new(&SEVERAL_PEOPLE, [parts.join("; ")]);
    Some(Mended::fault(said, Why::bare(why::PEOPLE), problem))
}

/// Without a number before it: "1. Nguyễn Văn An".
fn letters(part: &str) -> String {
    let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['.', ')', '-', ' ']);
    rest.to_owned()
}

fn unnumbered(text: &str, _: &Around<'_>) -> Option<Mended> {
    let numbered = text.starts_with(|c: char| c.is_ascii_digit());
    numbered.then(|| Mended::to(letters(text), Why::bare(why::NUMBERED)))
}

/// Without "Ông", "Bà" before a name of two words or more.
fn unaddressed(text: &str, around: &Around<'_>) -> Option<Mended> {
    let (first, rest) = text.split_once([' ', '.'])?;
    let rest = rest.trim_start_matches(['.', ' ', ':']);
    let mut words = around.tables.sheets().words("address").iter();
    let addressed = words.any(|words| words.written == first.to_lowercase());
    let whole = rest.split(' ').count() >= 2;
    (addressed && whole).then(|| Mended::to(rest, Why::new(why::ADDRESSED, [first])))
}

fn unbracketed(text: &str, _: &Around<'_>) -> Option<Mended> {
    let (before, behind) = text.split_once('(')?;
    let (inside, rest) = behind.split_once(')').unwrap_or((behind, ""));
    let name = line(&format!("{before} {rest}"));
    let mut mended = Mended::to(name, Why::bare(why::BRACKETS));
    mended.note = Some(line(inside));
    Some(mended)
}

/// A name in capitals or in small letters, in title case.
fn cased(text: &str) -> Option<(String, crate::lang::Label)> {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let long = letters().count() > 2 && fold(text).contains(' ') || letters().count() > 3;
    if !long {
        return None;
    }
    let capitals = !letters().any(char::is_lowercase);
    let small = !letters().any(char::is_uppercase);
    if capitals || small {
        return Some((titled(text), if capitals { why::CAPITALS } else { why::SMALL }));
    }
    // "Nguyễn Thị ánh": the old fonts have no capital for such letters.
    let words = || text.split(' ').map(|word| word.chars().next().unwrap_or_default());
    let odd = |c: char| c.is_lowercase() && !c.is_ascii() && c != 'đ';
    let raised = words().any(odd) && words().all(|c| c.is_uppercase() || odd(c));
    raised.then(|| (text.split(' ').map(capital).collect::<Vec<_>>().join(" "), why::SMALL))
}

/// A word with a capital first.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first: Vec<char> = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first.into_iter().chain(letters).collect()
}

/// Every part of a name with a capital first.
fn titled(text: &str) -> String {
    let mut begins = true;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !begins {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
        begins = !(c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}'));
    }
    out
}
