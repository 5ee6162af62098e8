//! Moments as rows carry them: `2026-11-25T11:03:43.123Z`, always so long, always UTC.

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;
/// The last millisecond of the year 9999.
const LAST: i64 = 253_402_300_799_999;
/// Days from 1 March of the year 0 to 1 January 1970.
const BEFORE: i64 = 719_468;

/// Adds a moment, in milliseconds since 1970; None where it lies before 1970 or behind 9999.
pub(super) fn write(out: &mut String, millis: i64) -> Option<()> {
    if !(0..=LAST).contains(&millis) {
        return None;
    }
    let (year, month, day) = civil(millis / DAY);
    let of_day = millis % DAY;
    let parts = [of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60];
    digits(out, year, 4, "-");
    digits(out, month, 2, "-");
    digits(out, day, 2, "T");
    for (part, behind) in parts.into_iter().zip([":", ":", "."]) {
        digits(out, part, 2, behind);
    }
    digits(out, of_day % 1000, 3, "Z");
    Some(())
}

/// Reads what [`write`] wrote.
pub(super) fn read(text: &str) -> Option<i64> {
    let bytes = text.as_bytes().first_chunk::<24>().filter(|_| text.len() == 24)?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (23, b'Z')];
    if marks.iter().any(|(at, mark)| bytes.get(*at) != Some(mark)) {
        return None;
    }
    let part = |from: usize, to: usize| {
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
        bytes.get(from..to)?.iter().try_fold(0, |sum, byte| Some(sum * 10 + digit(byte)?))
    };
    let (hour, minute, second) = (part(11, 13)?, part(14, 16)?, part(17, 19)?);
    let date = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let days = days(date);
    let fits = civil(days) == date && hour < 24 && minute < 60 && second < 60;
    let millis = days * DAY + hour * 3_600_000 + minute * 60_000 + second * 1000 + part(20, 23)?;
    (fits && (0..=LAST).contains(&millis)).then_some(millis)
}

fn digits(out: &mut String, number: i64, width: u32, behind: &str) {
    for place in (0..width).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        out.push(char::from(b'0' + digit as u8));
    }
    out.push_str(behind);
}

/// The date of a day since 1970. Years begin in March here, so that a leap day ends one.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + BEFORE;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year + i64::from(month >= 10);
    (year, if month < 10 { month + 3 } else { month - 9 }, day)
}

/// The day since 1970 of a date; of one that the calendar does not have, any.
fn days((year, month, day): (i64, i64, i64)) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - BEFORE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(millis: i64) -> Option<String> {
        let mut out = String::new();
        write(&mut out, millis).map(|()| out)
    }

    #[test]
    fn moments_are_those_of_the_calendar() {
        for (millis, written) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_764_068_623_123, "2025-11-25T11:03:43.123Z"),
            (LAST, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(text(millis).as_deref(), Some(written));
            assert_eq!(read(written), Some(millis));
        }
        assert_eq!([text(-1), text(LAST + 1)], [None, None]);
        for bad in [
            "1969-12-31T23:59:59.999Z",
            "2023-02-29T00:00:00.000Z",
            "2023-13-01T00:00:00.000Z",
            "2023-00-01T00:00:00.000Z",
            "2023-01-00T00:00:00.000Z",
            "2023-01-01T24:00:00.000Z",
            "2023-01-01T23:59:60.000Z",
            "2023-01-01t23:59:59.000Z",
            "2023-01-01T23:59:59Z",
            "2023-01-01T23:59:5é.00Z",
            "",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_is_read_back(millis in 0..=LAST) {
            prop_assert_eq!(read(&text(millis).unwrap()), Some(millis));
        }
    }
}
