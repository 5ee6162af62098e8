//! Numbers: counts, đồng, citizen ids, telephones.

use crate::domain::Tables;
use crate::lang::Problem;
use crate::lang::errors::domain::{
    CITIZEN_ID_DIGITS, NUMBER_TOO_LARGE, PHONE_DIGITS, VND_UNREADABLE, WHOLE_UNREADABLE,
};
use crate::text::fold::fold;

/// The largest number a field takes: 10¹⁵, beyond any count or budget here.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// Digits, with or without thousands set apart (one kind of separator, groups of three): "2.318".
pub(super) fn whole(text: &str) -> Result<i64, Problem> {
    grouped(text).ok_or_else(|| Problem::new(&WHOLE_UNREADABLE, [text]))?.ok_or_else(too_large)
}

/// What thousands, millions and billions are called, without marks, and their zeros.
const SCALES: [(&[&str], u32); 3] =
    [(&["nghin", "ngan", "k"], 3), (&["trieu", "tr"], 6), (&["ty", "ti"], 9)];

/// As [`whole`], with đ, đồng or VND behind, or in thousands, millions or billions where that is
/// said, marks optional: "1,5 tr", "4tr5". "1.500 tr" may mean two amounts and is refused, "4tr50"
/// too.
pub(super) fn vnd(text: &str) -> Result<i64, Problem> {
    let unreadable = || Problem::new(&VND_UNREADABLE, [text]);
    let folded = fold(text);
    let mut amount = folded.as_str();
    for unit in ["vnd", "dong", "d"] {
        amount = amount.strip_suffix(unit).unwrap_or(amount).trim_end();
    }
    let scaled = SCALES.into_iter().find_map(|(units, places)| {
        let (whole, rest) = units.iter().find_map(|unit| amount.split_once(unit))?;
        Some((whole.trim_end(), rest.trim_start(), places))
    });
    match scaled {
        Some((amount, "", places)) => scale(amount, places).ok_or_else(unreadable)?,
        Some((whole, rest, places)) => spoken(whole, rest, places).ok_or_else(unreadable)?,
        None => grouped(amount).ok_or_else(unreadable)?,
    }
    .ok_or_else(too_large)
}

/// `4tr5`, as it is said: one digit behind are tenths, three are units of the next scale down.
fn spoken(whole: &str, rest: &str, places: u32) -> Option<Option<i64>> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let tells = matches!(rest.len(), 1 | 3) && digits(rest) && digits(whole);
    let behind = places.checked_sub(u32::try_from(rest.len()).ok()?)?;
    let factor = 10_i64.checked_pow(behind)?;
    let number: Option<i64> = tells.then(|| format!("{whole}{rest}").parse().ok())?;
    Some(number.and_then(|n| n.checked_mul(factor)).filter(|n| *n <= LARGEST))
}

fn too_large() -> Problem {
    Problem::bare(&NUMBER_TOO_LARGE)
}

/// None where it is no number, Some(None) where it is too large a one.
fn grouped(text: &str) -> Option<Option<i64>> {
    let separators: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let digits: String = match separators.split_first() {
        None => text.to_owned(),
        Some((first, others)) => {
            let mut groups = text.split(*first);
            let head = groups.next()?;
            let regular = (1..=3).contains(&head.len()) && groups.all(|group| group.len() == 3);
            let one_kind = ".,  '".contains(*first) && others.iter().all(|c| c == first);
            (regular && one_kind).then(|| text.replace(*first, ""))?
        }
    };
    let digits_only = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits_only.then(|| digits.parse().ok().filter(|n| *n <= LARGEST))
}

/// `1,5` × 10^places; fewer than three decimals, since three are thousands to some readers.
fn scale(text: &str, places: u32) -> Option<Option<i64>> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
    let decimals = u32::try_from(part.len()).ok().filter(|n| *n <= 2)?;
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let shape = !whole.is_empty() && plain(whole) && plain(part);
    let bare = text.ends_with([',', '.']);
    if !shape || bare {
        return None;
    }
    let digits: Option<i64> = format!("{whole}{part}").parse().ok();
    let factor = 10_i64.checked_pow(places.checked_sub(decimals)?)?;
    Some(digits.and_then(|n| n.checked_mul(factor)).filter(|n| *n <= LARGEST))
}

/// 12 digits, or an old number of 9. (The problem tells how many, never which.) Eleven that do not begin with 0 lost the 0 that every such
/// number begins with (spreadsheets drop it); any other count is refused.
pub(super) fn citizen_id(text: &str) -> Result<String, Problem> {
    let digits = bare(text);
    let numeric = digits.bytes().all(|b| b.is_ascii_digit());
    match digits.len() {
        9 | 12 if numeric => Ok(digits),
        11 if numeric && !digits.starts_with('0') => Ok(format!("0{digits}")),
        _ => {
            let count = digits.chars().filter(char::is_ascii_digit).count();
            Err(Problem::new(&CITIZEN_ID_DIGITS, [count.to_string()]))
        }
    }
}

/// As it is dialled at home: `0912345678`. +84 becomes 0; a mobile number that lost its 0 gets it
/// back; an 11-digit one of before 2018 is converted.
pub(super) fn phone(text: &str, tables: &Tables) -> Result<String, Problem> {
    let numbers = tables.numbers();
    let digits = bare(text);
    let foreign = digits.strip_prefix("+84").or_else(|| digits.strip_prefix("0084"));
    let home = match foreign {
        Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        None if digits.len() == 11 && digits.starts_with("84") => {
            format!("0{}", digits.get(2..).unwrap_or_default())
        }
        None if digits.len() == 9 && numbers.is_mobile(&format!("0{digits}")) => {
            format!("0{digits}")
        }
        None => digits,
    };
    let home = match home.len() {
        11 => numbers.converted(&home).unwrap_or(home),
        _ => home,
    };
    let whole = home.bytes().all(|b| b.is_ascii_digit());
    let long = home.len() == 10 || home.len() == 11 && home.starts_with("02");
    if whole && long && home.starts_with('0') && !home.starts_with("00") {
        Ok(home)
    } else {
        Err(Problem::new(&PHONE_DIGITS, [text]))
    }
}

/// Without what sets groups of digits apart.
fn bare(text: &str) -> String {
    let mut digits = String::with_capacity(text.len());
    digits.extend(text.chars().filter(|c| !" .-()".contains(*c)));
    digits
}
