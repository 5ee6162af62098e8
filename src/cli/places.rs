//! Where things are on this machine: the register's folder, what the machine remembers, and
//! where a session comes from.

use std::path::PathBuf;

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

/// Where a session over SSH comes from; empty at the machine itself.
pub(super) fn ssh() -> String {
    std::env::var("SSH_CONNECTION").unwrap_or_default()
}
