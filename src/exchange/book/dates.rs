//! Days as spreadsheets keep them: numbers that only the format of the cell makes dates.

use crate::domain::PartialDate;
use crate::exchange::sheet::Cell;

/// From which day a workbook counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is the first of January 1900, and there is a 29 February 1900.
    #[default]
    Of1900,
    /// 0 is the first of January 1904.
    Of1904,
}

/// A number as the sheet shows it: a whole day where its format says so and there is such a day.
pub(super) fn shown(number: f64, is_date: bool, epoch: Epoch) -> Cell {
    let day = if is_date { day(number, epoch) } else { None };
    day.map_or(Cell::Number(number), Cell::Date)
}

/// The day of a number; the time of day is left out.
fn day(number: f64, epoch: Epoch) -> Option<PartialDate> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    let whole = number.floor() as i64;
    // Days since 1970-01-01.
    let since = match (epoch, whole) {
        (Epoch::Of1904, _) => whole - 24_107,
        (Epoch::Of1900, 0 | 60) => return None,
        (Epoch::Of1900, 1..60) => whole - 25_568,
        (Epoch::Of1900, _) => whole - 25_569,
    };
    let (year, month, day) = civil(since);
    PartialDate::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// Year, month and day of a number of days since 1970-01-01 (eras of 400 years from a March on).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Whether the format of that built-in number shows a day (and not only a time).
pub(super) fn is_built_in_date(number: u32) -> bool {
    matches!(number, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format that is written out shows a day: it has a `d` or a `y`, or an `m` that is not
/// minutes, outside quotes, brackets and escapes.
pub(super) fn is_date_format(code: &str) -> bool {
    let mut letters = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '_' | '*' => drop(chars.next()),
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => {
                // Colours, languages and conditions; but `[h]` is hours that go beyond a day.
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if inner.chars().all(|c| matches!(c, 'h' | 'm' | 's' | 'H' | 'M' | 'S')) {
                    letters.push_str(&inner.to_lowercase());
                }
            }
            // Behind it stands how negative numbers are shown.
            ';' => break,
            c => letters.extend(c.to_lowercase()),
        }
    }
    if letters.contains("general") || letters.contains(['0', '#', '?']) {
        return false;
    }
    letters.contains(['d', 'y']) || (letters.contains('m') && !letters.contains(['h', 's']))
}

/// The day in `2024-05-31` or `2024-05-31T08:00:00`.
pub(super) fn iso(text: &str) -> Option<PartialDate> {
    let day = text.trim().get(..10)?;
    let mut parts = day.split('-');
    let mut next = || parts.next()?.parse::<u16>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    PartialDate::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(number: f64, epoch: Epoch) -> Cell {
        shown(number, true, epoch)
    }

    fn date(year: u16, month: u8, day: u8) -> Cell {
        Cell::Date(PartialDate::new(year, month, day).unwrap())
    }

    #[test]
    fn numbers_are_days_of_both_systems() {
        assert_eq!(on(1.0, Epoch::Of1900), date(1900, 1, 1));
        assert_eq!(on(59.0, Epoch::Of1900), date(1900, 2, 28));
        assert_eq!(on(60.0, Epoch::Of1900), Cell::Number(60.0), "there was no such day");
        assert_eq!(on(61.0, Epoch::Of1900), date(1900, 3, 1));
        assert_eq!(on(25_569.9, Epoch::Of1900), date(1970, 1, 1));
        assert_eq!(on(45_351.0, Epoch::Of1900), date(2024, 2, 29));
        assert_eq!(on(2_958_465.0, Epoch::Of1900), date(9999, 12, 31));
        assert_eq!(on(0.0, Epoch::Of1904), date(1904, 1, 1));
        assert_eq!(on(43_889.0, Epoch::Of1904), date(2024, 2, 29));
        for odd in [-1.0, 0.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(on(odd, Epoch::Of1900), Cell::Number(_)), "{odd}");
        }
    }

    #[test]
    fn formats_of_days_are_told_from_times_and_numbers() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]dd/mm/yyyy;@",
            "yyyy",
            "d\\-m",
            "mmm",
            "\"ngày\" d",
            "m/d/yy h:mm",
        ] {
            assert!(is_date_format(code), "{code}");
        }
        for code in
            ["General", "0", "#,##0\"đd\"", "h:mm:ss", "[h]:mm", "mm:ss", "@", "0.00E+00", "[Red]0"]
        {
            assert!(!is_date_format(code), "{code}");
        }
        assert!(is_built_in_date(14) && !is_built_in_date(20) && !is_built_in_date(0));
    }
}
