//! What the program is told at its start about the world outside: the day, the user, chance.

use crate::app::Start;
use crate::domain::PartialDate;
use crate::lang::Problem;
use crate::lang::errors::term as codes;
use crate::runtime::{Plan, What};
use chrono::Datelike;
use std::os::unix::fs::MetadataExt;

/// The zone of forms and reporting periods, in seconds.
const ZONE: i32 = 7 * 3600;

/// The start of `plan`; `register`: there is one to open.
///
/// # Errors
/// The system gives no random bytes.
pub(super) fn start(plan: &Plan, register: bool) -> Result<Start, Problem> {
    let mut seed = [0; 16];
    getrandom::fill(&mut seed)
        .map_err(|error| Problem::new(&codes::NO_CHANCE, [error.to_string()]))?;
    Ok(Start {
        lang: plan.lang,
        today: today(),
        user: (user(), std::env::var("SSH_CONNECTION").unwrap_or_default()),
        operator: plan.operator.clone(),
        register,
        read_only: matches!(&plan.what, What::Register(options) if !options.write),
        seed,
    })
}

fn today() -> PartialDate {
    let zone = chrono::FixedOffset::east_opt(ZONE).unwrap_or(chrono::Offset::fix(&chrono::Utc));
    let now = chrono::Utc::now().with_timezone(&zone);
    PartialDate {
        year: u16::try_from(now.year()).unwrap_or_default(),
        month: u8::try_from(now.month()).unwrap_or_default(),
        day: u8::try_from(now.day()).unwrap_or_default(),
    }
}

/// The system's user: by name, else by number.
fn user() -> String {
    ["LOGNAME", "USER"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .or_else(|| std::fs::metadata("/proc/self").ok().map(|own| format!("uid {}", own.uid())))
        .unwrap_or_default()
}
