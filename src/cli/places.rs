//! Where things are on this machine: the register's folder, what the machine remembers, and who
//! sits at it.

use std::os::unix::fs::MetadataExt;
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

/// The system's user: the name this process's user id has in the system's list, else the number.
pub(super) fn user() -> String {
    let Ok(process) = std::fs::metadata("/proc/self") else {
        return std::env::var("USER").unwrap_or_default();
    };
    let uid = process.uid().to_string();
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = |line: &str| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)? == uid).then(|| name.to_owned())
    };
    users.lines().find_map(name).unwrap_or(uid)
}

/// Where a session over SSH comes from; empty at the machine itself.
pub(super) fn ssh() -> String {
    std::env::var("SSH_CONNECTION").unwrap_or_default()
}
