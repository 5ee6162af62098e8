//! A clerk at the real program, in a terminal of our own.

use super::terminal::{Terminal, command};
use portable_pty::CommandBuilder;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// The program.
pub const DENSACH: &str = env!("CARGO_BIN_EXE_densach");

/// The usual terminal.
pub const SIZE: (u16, u16) = (80, 24);

/// Runs a command of the program to its end, without a terminal.
pub fn run(home: &Path, arguments: &[&str]) -> Output {
    // The same clean environment as at the terminal.
    let like = command(DENSACH, home);
    let mut densach = Command::new(DENSACH);
    densach.env_clear().envs(like.iter_full_env_as_str()).args(arguments).output().unwrap()
}

/// A clerk's session.
pub struct Clerk {
    pub terminal: Terminal,
}

/// A home with a register in it, kept by `Lan` in commune 15889.
pub fn home_with_register() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let name = "Hội Khuyến học xã Hoằng Phú";
    let made = run(home.path(), &["init", "--unit", "15889", "--name", name, "--operator", "Lan"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    home
}

/// The program in that home, in Vietnamese.
pub fn densach(home: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut densach = command(DENSACH, home);
    densach.args(["--lang", "vi"]);
    densach.args(arguments);
    densach
}

impl Clerk {
    /// Sits down at the register of that home; its first screen stands.
    pub fn at(home: &Path) -> Self {
        let terminal = Terminal::start(densach(home, &[]), SIZE);
        terminal.await_text("Bấm số để chọn");
        Self { terminal }
    }

    /// Types; what stands there must come to show that.
    pub fn types(&mut self, keys: &str, shows: &str) {
        self.terminal.keys(keys);
        self.terminal.await_text(shows);
    }

    /// Opens the member form.
    pub fn opens_form(&mut self) {
        self.types("1", "NHẬP HỘI VIÊN");
    }

    /// Leaves by F10, from the first screen.
    pub fn leaves(&mut self) {
        self.types("\x1b[21~", "Thoát densach?");
        self.terminal.keys("\r");
        assert_eq!(self.terminal.exit_code(), 0);
        self.terminal.await_gone();
    }
}
