//! How little memory the allocator keeps for itself. glibc gives threads heaps of their own, up to
//! eight a processor, and keeps in each as much as the largest block that was ever given back: at a
//! million members that is as much again as the program needs. It reads its settings from the
//! environment when a program starts, so the program starts itself once more, with them.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// The settings (mallopt(3)): two heaps, and the end of each given back from 128 KiB on.
pub const HEAP: [(&str, &str); 2] =
    [("MALLOC_ARENA_MAX", "2"), ("MALLOC_TRIM_THRESHOLD_", "131072")];

/// Starts the program again with the settings. Where they stand already, where somebody chose others
/// or where the program cannot be found, it goes on as it is: they save memory and change nothing else.
pub(super) fn settle(arguments: &[OsString]) {
    if !cfg!(target_env = "gnu") || HEAP.iter().any(|(name, _)| std::env::var_os(name).is_some()) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let Some((name, arguments)) = arguments.split_first() else { return };
    // Comes back only if it failed.
    let _ = Command::new(program).arg0(name).args(arguments).envs(HEAP).exec();
}
