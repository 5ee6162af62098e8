//! Numbers that spreadsheets broke: zeros dropped from the front, digits from the end, `.0` added.

use super::{Around, Mended};
use crate::domain::citizen::Citizen;
use crate::domain::{Field, Tables, input};
use crate::exchange::sheet::Cell;
use crate::exchange::why::{self, Why};
use crate::lang::Problem;
use crate::lang::errors::exchange::DIGITS_LOST;

/// Zeros at the end of a long number that no id and no telephone ends with by chance.
const LOST: &str = "000000";

/// What a number in a text or a cell comes to.
enum Number {
    /// Digits as they stand.
    Plain(String),
    /// Digits that stood as `1954.0` or, none lost, as `9.12345678E+08`.
    Mended(String),
    /// Digits are lost.
    Lost,
    /// No number.
    No,
}

impl Number {
    fn of(cell: &Cell, said: &str) -> Self {
        let text = said.trim_start_matches('\'').trim();
        let bare: String = text.chars().filter(|c| !" .-()\u{a0}".contains(*c)).collect();
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if let Some((whole, zeros)) = text.split_once(['.', ','])
            && digits(whole)
            && matches!(zeros, "0" | "00")
        {
            return Self::Mended(whole.to_owned());
        }
        if digits(&bare) {
            let numeric = matches!(cell, Cell::Number(_)) && bare.len() >= 10;
            return if numeric && bare.ends_with(LOST) { Self::Lost } else { Self::Plain(bare) };
        }
        Self::scientific(text)
    }

    /// `3.8054E+10`: whole only where all digits stand there.
    fn scientific(text: &str) -> Self {
        let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return Self::No };
        let exponent: Option<usize> = exponent.trim_start_matches('+').parse().ok();
        let (whole, part) = mantissa.split_once([',', '.']).unwrap_or((mantissa, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        match exponent.filter(|e| *e < 20 && whole.len() == 1 && digits(whole) && digits(part)) {
            Some(exponent) if part.len() == exponent => Self::Mended(format!("{whole}{part}")),
            Some(_) => Self::Lost,
            None => Self::No,
        }
    }
}

fn lost(said: &str) -> Mended {
    Mended::fault(said, Why::bare(why::LOST), Problem::new(&DIGITS_LOST, [said]))
}

/// A citizen id, but for what the rest of the row must tell; see [`settle`].
pub(super) fn id(cell: &Cell, said: &str) -> Mended {
    match Number::of(cell, said) {
        Number::Plain(digits) if digits.len() == 12 => Mended::same(digits),
        Number::Plain(digits) if digits.len() < 12 => Mended::same(digits),
        Number::Mended(digits) => Mended::to(digits, Why::bare(why::FLOAT)),
        Number::Lost => lost(said),
        Number::Plain(_) | Number::No => Mended::same(said),
    }
}

/// An id of fewer than 12 digits beside the gender and the year of birth of its row: zeros were lost,
/// or it is an old card's of 9. None where nothing is to be said.
pub fn settle(
    digits: &str,
    gender: Option<&str>,
    born: Option<u16>,
    tables: &Tables,
) -> Option<Mended> {
    let short = (8..12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if !short {
        return None;
    }
    let whole = format!("{digits:0>12}");
    let citizen = Citizen::of(&whole)?;
    let placed = citizen.is_invented() || tables.numbers().province_of(&whole).is_some();
    let agrees = gender.is_none_or(|gender| gender == citizen.gender())
        && born.is_none_or(|born| born == citizen.year);
    let told = gender.is_some() && born.is_some();
    match digits.len() {
        10 | 11 if agrees && placed => Some(Mended::to(whole, Why::bare(why::ZEROS))),
        10 | 11 => Some(Mended::maybe(whole, Why::bare(why::ZEROS_DOUBT))),
        _ if agrees && told && placed => Some(Mended::maybe(whole, Why::bare(why::ZEROS))),
        9 => Some(Mended::maybe(digits, Why::bare(why::OLD_CARD))),
        _ => None,
    }
}

/// A telephone number, or the first of several.
pub(super) fn phone(field: &'static Field, cell: &Cell, said: &str, around: &Around<'_>) -> Mended {
    let reads = |text: &str| input::parse(field, text, around.tables, around.today).is_ok();
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let parts: Vec<&str> = said
        .split(['/', ';', ',', '\n'])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if let [first, second] = parts.as_slice()
        && digits(first) >= 9
        && digits(second) >= 9
        && reads(first)
    {
        let mut mended = Mended::to(*first, Why::bare(why::SECOND));
        mended.note = Some((*second).to_owned());
        return mended;
    }
    let zeroed = |digits: &str| {
        let home = format!("0{digits}");
        let mobile = digits.len() == 9 && around.tables.numbers().is_mobile(&home);
        let landline = digits.len() == 10 && digits.starts_with('2');
        let old = digits.len() == 10 && around.tables.numbers().converted(&home).is_some();
        (mobile || landline || old).then_some(home)
    };
    match Number::of(cell, said) {
        Number::Plain(digits) => match zeroed(&digits) {
            Some(home) => Mended::to(home, Why::bare(why::ZEROS)),
            None => Mended::same(said.trim_start_matches('\'')),
        },
        Number::Mended(digits) => {
            let home = zeroed(&digits).unwrap_or(digits);
            Mended::to(home, Why::bare(why::FLOAT))
        }
        Number::Lost => lost(said),
        Number::No => Mended::same(said),
    }
}

/// A whole number.
pub(super) fn whole(cell: &Cell, said: &str) -> Mended {
    if let Cell::Number(_) = cell {
        return Mended::same(said);
    }
    unfloated(cell, said).unwrap_or_else(|| match Number::scientific(said) {
        Number::Mended(digits) => Mended::to(digits, Why::bare(why::FLOAT)),
        Number::Lost => lost(said),
        _ => Mended::same(said),
    })
}

/// Without a `.0` that a program added.
pub(super) fn unfloated(cell: &Cell, said: &str) -> Option<Mended> {
    let whole = said.strip_suffix(".0").or_else(|| said.strip_suffix(",0"))?;
    let digits = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    let text = matches!(cell, Cell::Text(_) | Cell::Typed(_) | Cell::Empty);
    (digits && text).then(|| Mended::to(whole, Why::bare(why::FLOAT)))
}
