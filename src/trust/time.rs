//! Times as `allowed_signers` writes them, in seconds since 1970. A time without `Z` is local to
//! whoever reads for ssh-keygen; here it is +07:00 always. What is written has its `Z`.

use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};

/// Vietnam, by which days are counted, in seconds before UTC.
const ZONE: i32 = 7 * 3600;

/// Milliseconds in whole seconds, downwards.
pub fn seconds_of(millis: i64) -> i64 {
    millis.div_euclid(1000)
}

/// `YYYYMMDD[HHMM[SS]][Z]`; None for anything else, and for days and times that there are not.
pub(super) fn read(text: &str) -> Option<i64> {
    let (digits, utc) = match text.strip_suffix('Z') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let day = NaiveDate::from_ymd_opt(part(0, 4)?.try_into().ok()?, part(4, 6)?, part(6, 8)?)?;
    let time = match digits.len() {
        8 => day.and_hms_opt(0, 0, 0),
        12 => day.and_hms_opt(part(8, 10)?, part(10, 12)?, 0),
        14 => day.and_hms_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?),
        _ => None,
    };
    // By the very first second ssh-keygen means no time.
    instant(time?, utc).filter(|seconds| *seconds > 0)
}

fn instant(time: NaiveDateTime, utc: bool) -> Option<i64> {
    if utc {
        return Some(time.and_utc().timestamp());
    }
    Some(FixedOffset::east_opt(ZONE)?.from_local_datetime(&time).single()?.timestamp())
}

/// `YYYYMMDDHHMMSSZ`.
pub(super) fn written(seconds: i64) -> String {
    at(seconds).format("%Y%m%d%H%M%SZ").to_string()
}

/// For people, at +07:00: `2026-12-31 23:59`.
pub(super) fn shown(seconds: i64) -> String {
    at(seconds.saturating_add(i64::from(ZONE))).format("%Y-%m-%d %H:%M").to_string()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

/// The first second of a day (`2026-12-31`) at +07:00.
///
/// # Errors
/// `bad_day`.
pub fn first_of_day(text: &str) -> Result<i64, Problem> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let shaped = matches!(parts.as_slice(), [y, m, d] if [y.len(), m.len(), d.len()] == [4, 2, 2]);
    let found = if shaped { read(&parts.concat()) } else { None };
    found.ok_or_else(|| Problem::new(&codes::BAD_DAY, [text]))
}

/// The last second of a day at +07:00.
///
/// # Errors
/// `bad_day`.
pub fn last_of_day(text: &str) -> Result<i64, Problem> {
    first_of_day(text).map(|first| first.saturating_add(86_399))
}
