//! The one clock the command line reads.

use crate::lang::Lang;
use chrono::{DateTime, FixedOffset, Utc};

/// Vietnam, by which days are counted, in seconds before UTC.
const ZONE: i32 = 7 * 3600;

/// Milliseconds since 1970, UTC.
pub(super) fn now() -> u64 {
    u64::try_from(Utc::now().timestamp_millis()).unwrap_or_default()
}

/// The same, as those count who look back before 1970 too.
pub(super) fn millis() -> i64 {
    Utc::now().timestamp_millis()
}

/// A time for people, at +07:00: `22/11/2026 10:15`.
pub(super) fn shown(millis: i64, lang: Lang) -> String {
    let form = match lang {
        Lang::Vi => "%d/%m/%Y %H:%M",
        Lang::En => "%Y-%m-%d %H:%M",
    };
    match (DateTime::from_timestamp_millis(millis), FixedOffset::east_opt(ZONE)) {
        (Some(time), Some(zone)) => time.with_timezone(&zone).format(form).to_string(),
        _ => millis.to_string(),
    }
}

/// A time for programs: RFC 3339, UTC.
pub(super) fn rfc3339(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis)
        .map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
        .unwrap_or_default()
}
