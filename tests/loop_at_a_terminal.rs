//! The loop on a real (pseudo-)terminal with a stand-in for the program: however it ends, the
//! terminal is as it was found, and what was typed is kept.
mod common;

use common::stand_in::DRAFT;
use common::terminal::{Terminal, command, has, task};
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SIZE: (u16, u16) = (80, 24);

/// Not a test: what this test program is when another one starts it as the stand-in.
#[test]
fn stand_in() {
    common::stand_in::become_it_if_told_to();
}

struct Session {
    terminal: Terminal,
    home: TempDir,
}

fn arguments() -> [String; 4] {
    let own = std::env::current_exe().unwrap().display().to_string();
    [own, "--exact".into(), "stand_in".into(), "--nocapture".into()]
}

fn draft_of(home: &Path) -> PathBuf {
    home.join("draft")
}

fn stand_in_command(home: &Path) -> CommandBuilder {
    let [own, rest @ ..] = arguments();
    let mut command = command(&own, home);
    command.args(rest);
    command.env(DRAFT, draft_of(home));
    command
}

impl Session {
    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let terminal = Terminal::start(stand_in_command(home.path()), SIZE);
        terminal.await_text("size: 80 x 24");
        Self { terminal, home }
    }

    /// In an interactive bash, which waits for it; `through`: what stands before the command.
    fn under_bash(through: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut bash = command("bash", home.path());
        bash.args(["--norc", "--noprofile", "-i"]);
        bash.env("PS1", "ready$ ");
        bash.env(DRAFT, draft_of(home.path()));
        bash.env("OWN", arguments().join(" "));
        let mut terminal = Terminal::start(bash, SIZE);
        terminal.await_text("ready$");
        terminal.keys(format!("{through}\r"));
        terminal.await_text("size: 80 x 24");
        Self { terminal, home }
    }

    fn draft(&self) -> String {
        std::fs::read_to_string(draft_of(self.home.path())).unwrap()
    }
}

/// The modes of a terminal nobody has touched.
fn untouched() -> String {
    let home = tempfile::tempdir().unwrap();
    let mut cat = command("sh", home.path());
    cat.args(["-c", "echo here; read line"]);
    let mut terminal = Terminal::start(cat, SIZE);
    terminal.await_text("here");
    let modes = terminal.modes();
    terminal.keys("\r");
    terminal.exit_code();
    modes
}

fn assert_as_found(terminal: &Terminal) {
    assert_eq!(terminal.modes(), untouched());
    terminal.screen(|screen| {
        assert!(!screen.alternate_screen(), "the other screen is still on");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.application_keypad() && !screen.application_cursor());
    });
}

#[test]
fn leaving_restores_the_terminal() {
    let mut session = Session::start();
    let terminal = &mut session.terminal;
    assert!(terminal.screen(|screen| screen.alternate_screen() && screen.bracketed_paste()));
    assert_ne!(terminal.modes(), untouched(), "raw");
    terminal.keys("ab\x11");
    assert_eq!(terminal.exit_code(), 0);
    terminal.await_gone();
    assert_as_found(terminal);
    assert!(!terminal.contents().contains("> ab"));
}

#[test]
fn a_panic_restores_the_terminal_first_and_then_speaks() {
    let mut session = Session::start();
    let terminal = &mut session.terminal;
    terminal.keys("ab\x18");
    assert_eq!(terminal.exit_code(), 101);
    terminal.await_gone();
    assert_as_found(terminal);
    // On the other screen the words would have gone with it.
    terminal.await_text("densach broke and has stopped");
    terminal.await_text("told to");
}

#[test]
fn a_panic_of_another_thread_does_not_touch_the_screen() {
    let mut session = Session::start();
    let terminal = &mut session.terminal;
    terminal.keys("\x14");
    terminal.await_text("last: worker failed: true, said: told to, aside (");
    assert!(terminal.screen(vt100::Screen::alternate_screen));
    assert_eq!(terminal.contents().matches("told to").count(), 1, "once, by the program itself");
    terminal.keys("\x11");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn told_to_end_it_keeps_the_draft_and_restores_the_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut session = Session::start();
        session.terminal.keys("ab");
        session.terminal.await_text("> ab");
        session.terminal.signal(signal);
        assert_eq!(session.terminal.exit_code(), code);
        assert_eq!(session.draft(), "ab");
        session.terminal.await_gone();
        assert_as_found(&session.terminal);
    }
}

#[test]
fn a_hang_up_keeps_the_draft() {
    let mut session = Session::start();
    session.terminal.keys("ab");
    session.terminal.await_text("> ab");
    session.terminal.hang_up(b"c");
    assert_eq!(session.terminal.exit_code(), 129);
    assert_eq!(session.draft(), "abc");
}

#[test]
fn a_terminal_that_stopped_reading_holds_up_neither_keys_nor_the_end() {
    let mut session = Session::start();
    let terminal = &mut session.terminal;
    terminal.keys("\x06");
    terminal.await_text("Ctrl('f')");
    terminal.stall(true);
    let read_before = task(terminal.pid(), "keys", "io", "rchar");
    // Two kilobytes a frame fill what the kernel keeps for the terminal, and writing blocks.
    let text: String = ('a'..='z').cycle().take(500).collect();
    for letter in text.chars() {
        terminal.keys(letter.to_string());
    }
    await_number(|| task(terminal.pid(), "keys", "io", "rchar") >= read_before + 500);
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(session.draft(), text);
    session.terminal.stall(false);
    session.terminal.await_gone();
    let shown = session.terminal.written();
    assert!(shown < 500 * 1000, "{shown} bytes: the terminal was never stalled");
}

/// Looks at a number of the kernel's until it is as wanted.
fn await_number(wanted: impl Fn() -> bool) {
    let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !wanted() {
        assert!(std::time::Instant::now() < until, "never came");
        std::thread::yield_now();
    }
}

#[test]
fn ctrl_z_gives_the_shell_its_terminal_and_fg_brings_everything_back() {
    if !has("bash") {
        return;
    }
    // cargo, a script: a wrapper in the same group must stop too, or the shell waits for it.
    for through in ["$OWN", "sh -c \"$OWN; true\""] {
        let mut session = Session::under_bash(through);
        let terminal = &mut session.terminal;
        terminal.keys("ab");
        terminal.await_text("> ab");
        terminal.keys("\x1a");
        terminal.await_text("type fg to come back");
        terminal.await_text("Stopped");
        terminal.await_at_the_end("ready$");
        assert!(!terminal.screen(|screen| screen.alternate_screen()));
        terminal.keys("stty -a | grep -c -- -isig; clear; echo left=$((40+2))\r");
        terminal.await_at_the_end("left=42\nready$");
        // Continued in the background, it leaves the terminal alone and stops again.
        terminal.keys("bg; wait; echo right=$((40+3))\r");
        terminal.await_text("right=43");
        terminal.await_at_the_end("ready$");
        assert!(!terminal.screen(|screen| screen.alternate_screen()));
        terminal.keys("fg\r");
        terminal.await_text("resumed: 1");
        terminal.await_text("> ab");
        terminal.keys("c\x11");
        terminal.await_no("resumed: 1");
        terminal.await_at_the_end("ready$");
        terminal.keys("echo code=$?\r");
        terminal.await_text("code=0");
        terminal.keys("exit\r");
        terminal.exit_code();
    }
}

#[test]
fn a_stop_from_outside_is_decent_too() {
    if !has("bash") {
        return;
    }
    let mut session = Session::under_bash("$OWN & echo pid=$! > pid; fg");
    let terminal = &mut session.terminal;
    let note = std::fs::read_to_string(session.home.path().join("pid")).unwrap();
    let pid: i32 = note.trim().strip_prefix("pid=").unwrap().parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    terminal.keys("ab");
    terminal.await_text("> ab");
    rustix::process::kill_process(pid, Signal::TSTP).unwrap();
    terminal.await_text("Stopped");
    terminal.await_at_the_end("ready$");
    assert!(!terminal.screen(|screen| screen.alternate_screen()));
    terminal.keys("clear; fg\r");
    terminal.await_text("> ab");
    // Stopped without a chance to restore anything, it repaints when it goes on.
    rustix::process::kill_process(pid, Signal::STOP).unwrap();
    terminal.await_text("Stopped");
    terminal.await_text("ready$");
    terminal.keys("clear; fg\r");
    terminal.await_text("> ab");
    terminal.keys("c");
    terminal.await_text("> abc");
    // Told to end while it is stopped, it ends.
    terminal.keys("\x1a");
    terminal.await_text("type fg to come back");
    terminal.await_at_the_end("ready$");
    terminal.keys("kill %1; wait; echo over=$((40+4))\r");
    terminal.await_text("over=44");
    await_number(|| draft_of(session.home.path()).exists());
    await_number(|| session.draft() == "abc");
}

#[test]
fn without_a_shell_above_ctrl_z_says_so() {
    let mut session = Session::start();
    session.terminal.keys("\x1a");
    session.terminal.await_text("last: Cannot be suspended");
    session.terminal.keys("\x11");
    assert_eq!(session.terminal.exit_code(), 0);
}

#[test]
fn in_a_container_its_group_and_session_may_be_from_outside() {
    let contained = ["--fork", "--pid", "--mount-proc", "--"];
    let able = std::process::Command::new("unshare").args(contained).arg("true").output();
    if !able.is_ok_and(|output| output.status.success()) {
        // Where there is no root, rather than no program: no tool that could be required.
        eprintln!("not tested: unshare may not make a container here");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let mut unshare = command("unshare", home.path());
    unshare.args(contained);
    unshare.args(arguments());
    unshare.env(DRAFT, draft_of(home.path()));
    let mut terminal = Terminal::start(unshare, SIZE);
    terminal.await_text("size: 80 x 24");
    terminal.keys("\x1a");
    terminal.await_text("last: Cannot be suspended");
    terminal.keys("ab\x11");
    assert_eq!(terminal.exit_code(), 0);
    terminal.await_gone();
    assert_as_found(&terminal);
}

#[test]
fn a_resize_is_seen() {
    let mut session = Session::start();
    for size in [(60, 20), (20, 5), (132, 43)] {
        session.terminal.resize(size);
        let (columns, rows) = size;
        if columns >= 30 {
            session.terminal.await_text(&format!("size: {columns} x {rows}"));
        } else {
            session.terminal.await_text("size: 20 x 5");
        }
    }
    session.terminal.keys("\x11");
    assert_eq!(session.terminal.exit_code(), 0);
}

#[test]
fn an_arrow_key_split_in_two_reads_is_an_arrow_key() {
    let mut session = Session::start();
    let terminal = &mut session.terminal;
    // A machine busy with other things may let the grace pass; five times in a row it does not.
    let mut seen = Vec::new();
    for n in 1..=5 {
        let reads = task(terminal.pid(), "keys", "io", "syscr");
        terminal.keys("\x1b");
        await_number(|| task(terminal.pid(), "keys", "io", "syscr") > reads);
        terminal.keys("[A");
        terminal.keys("\x1b[B");
        terminal.await_text("last: Down");
        seen.push(!terminal.contents().contains(&"[A".repeat(n)));
        terminal.keys("\x0c");
        terminal.await_text("last: Ctrl('l')");
        if seen.last() == Some(&true) {
            break;
        }
    }
    assert!(seen.contains(&true), "{}", terminal.contents());
    terminal.keys("\x1b");
    terminal.await_text("last: Esc");
}

#[test]
fn a_paste_is_one_event() {
    let mut session = Session::start();
    session.terminal.keys("\x1b[200~Lê\tVăn\r1954\x1b[201~");
    session.terminal.await_text(r#"last: Paste("Lê\tVăn\r1954")"#);
}

#[test]
fn a_letter_is_one_write_and_a_burst_few() {
    let mut session = Session::start();
    let terminal = &mut session.terminal;
    terminal.keys("a");
    terminal.await_text("> a");
    let writes = || task(terminal.pid(), "screen", "io", "syscw");
    let (before, bytes) = (writes(), terminal.written());
    let pid = terminal.pid();
    terminal.keys("b");
    terminal.await_text("> ab");
    assert_eq!((task(pid, "screen", "io", "syscw") - before, terminal.written() - bytes), (1, 1));
    let before = task(pid, "screen", "io", "syscw");
    terminal.resize((250, 24));
    terminal.await_text("size: 250 x 24");
    let burst: String = ('a'..='z').cycle().take(200).collect();
    terminal.keys(&burst);
    terminal.await_text(&format!("> ab{burst}"));
    let frames = task(pid, "screen", "io", "syscw") - before;
    assert!(frames <= 1 + 5, "{frames} frames for a resize and a burst");
}

#[test]
fn idle_it_neither_draws_nor_wakes() {
    let mut session = Session::start();
    let terminal = &mut session.terminal;
    terminal.keys("a");
    terminal.await_text("> a");
    // The one place where time itself is what is measured: a while in which nothing happens.
    let while_idle = std::time::Duration::from_secs(2);
    terminal.await_silence(std::time::Duration::from_millis(200));
    let switches = || common::terminal::tasks(terminal.pid(), "status", "voluntary_ctxt_switches");
    let (before, bytes) = (switches(), terminal.written());
    terminal.await_silence(while_idle);
    assert_eq!(switches(), before, "somebody woke up");
    assert_eq!(terminal.written(), bytes);
}

#[test]
fn what_is_no_terminal_is_refused() {
    let home = tempfile::tempdir().unwrap();
    for (term, said) in [("dumb", "cannot show screens"), ("", "TERM is not set")] {
        let mut command = stand_in_command(home.path());
        command.env("TERM", term);
        let terminal = Terminal::start(command, SIZE);
        assert_eq!(terminal.exit_code(), 2);
        terminal.await_gone();
        assert!(terminal.contents().contains(said), "{}", terminal.contents());
        assert_as_found(&terminal);
    }
    let [own, rest @ ..] = arguments();
    let output = std::process::Command::new(own)
        .args(rest)
        .env(DRAFT, draft_of(home.path()))
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a terminal"));
}
