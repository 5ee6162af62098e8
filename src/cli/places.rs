//! Where things are on this machine: the register's folder, what the machine remembers, and
//! where a session comes from.

use crate::lang::Problem;
use crate::lang::errors::cli::BAD_VALUE;
use std::path::PathBuf;

/// Minutes without a key before the screens are locked.
const LOCK_AFTER: u32 = 10;
/// The most that may be asked for: a day.
const MOST_MINUTES: u32 = 1_440;

/// The register's folder where none is named: DENSACH_REGISTER, else `densach` in the folder of
/// users' data.
pub(super) fn register() -> Option<PathBuf> {
    variable("DENSACH_REGISTER").or_else(|| below("XDG_DATA_HOME", ".local/share"))
}

/// Where this machine remembers the heads of registers.
pub(super) fn state() -> Option<PathBuf> {
    below("XDG_STATE_HOME", ".local/state")
}

fn below(variable_name: &str, in_home: &str) -> Option<PathBuf> {
    // The XDG rule: a relative path counts as none.
    let base = variable(variable_name).filter(|path| path.is_absolute());
    let base = base.or_else(|| variable("HOME").map(|home| home.join(in_home)))?;
    Some(base.join("densach"))
}

fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// The socket of the running ssh-agent.
pub(super) fn ssh_agent() -> Option<PathBuf> {
    variable("SSH_AUTH_SOCK")
}

/// The file with the operator's PIN that scripts name by DENSACH_PIN_FILE.
pub(super) fn pin_file() -> Option<PathBuf> {
    variable("DENSACH_PIN_FILE")
}

/// Minutes without a key after which the screens are locked: DENSACH_LOCK, else ten; 0 for never.
pub(super) fn lock_after() -> Result<u32, Problem> {
    let Some(typed) = variable("DENSACH_LOCK") else { return Ok(LOCK_AFTER) };
    let typed = typed.to_string_lossy();
    let minutes = typed.parse().ok().filter(|minutes| *minutes <= MOST_MINUTES);
    minutes.ok_or_else(|| Problem::new(&BAD_VALUE, ["DENSACH_LOCK", &typed]))
}

/// Where a session over SSH comes from; empty at the machine itself.
pub(super) fn ssh() -> String {
    std::env::var("SSH_CONNECTION").unwrap_or_default()
}
