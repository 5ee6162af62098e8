//! The real program at a (pseudo-)terminal: what a clerk types, what comes back, what it costs,
//! and how it ends.
mod common;

use common::clerk::{Clerk, DENSACH, SIZE, densach, home_with_register, run};
use common::terminal::{Task, Terminal, has, task, tasks};
use rustix::process::Signal;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// How long after a key the draft is kept at the earliest, though the field is not left.
const KEPT_AFTER: Duration = Duration::from_secs(2);

/// Writes of the thread that draws: each is a frame.
fn frames(terminal: &Terminal) -> u64 {
    task(terminal.pid(), "screen", "io", "syscw")
}

#[test]
fn from_nothing_to_the_first_saved_member_and_back_again() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::start(densach(home.path(), &[]), SIZE);
    let mut clerk = Clerk { terminal };
    clerk.terminal.await_text("LẬP SỔ MỚI");
    let modes = clerk.terminal.modes();
    clerk.types("hoang phu", "15889 xã Hoằng Phú");
    clerk.types("\r", "Hội Khuyến học xã Hoằng Phú");
    clerk.types("\rLan\r", "Nhập hội viên");
    clerk.types("1", "NHẬP HỘI VIÊN");
    clerk.types("Nguyeenx Thij Hoaf\r", "Nguyễn Thị Hòa");
    clerk.types("1954\r2\x1b[20~", "đã lưu");
    clerk.types("\x1b", "Bấm số để chọn");
    clerk.types("nguyen hoa 54", "Nguyễn Thị Hòa");
    clerk.types("\r", "lịch sử (1)");
    clerk.types("\x1bOQ\x1b[B1945\x1b[21~", "1954 -> 1945");
    clerk.types("\x15", "Đã hoàn tác");
    assert_eq!(clerk.terminal.modes(), modes);
    let find = run(home.path(), &["find", "--count", "--json", "nguyen hoa"]);
    assert!(find.status.success(), "{}", String::from_utf8_lossy(&find.stderr));
    let found: serde_json::Value = serde_json::from_slice(&find.stdout).unwrap();
    assert_eq!(found["total"], 1, "while the screens are open");
}

#[test]
fn the_sample_opens_and_goes_without_a_trace() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::start(densach(home.path(), &["demo"]), SIZE);
    terminal.await_text("2.000");
    let mut clerk = Clerk { terminal };
    clerk.leaves();
    let left = || {
        let found = std::process::Command::new("find").arg(home.path()).output().unwrap();
        String::from_utf8(found.stdout).unwrap().lines().skip(1).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(left(), "");
    // Looked at from the first run, and cut off: no trace either.
    let terminal = Terminal::start(densach(home.path(), &[]), SIZE);
    let mut looking = Clerk { terminal };
    looking.terminal.await_text("Xem thử sổ mẫu");
    looking.types("\r", "Bấm số để chọn");
    looking.terminal.signal(Signal::HUP);
    assert_eq!(looking.terminal.exit_code(), 129);
    assert_eq!(left(), "");
    // Cut off while it is being made, too.
    let terminal = Terminal::start(densach(home.path(), &[]), SIZE);
    let mut looking = Clerk { terminal };
    looking.terminal.await_text("Xem thử sổ mẫu");
    looking.terminal.keys("\r");
    looking.terminal.await_no("Xem thử sổ mẫu");
    looking.terminal.signal(Signal::HUP);
    assert_eq!(looking.terminal.exit_code(), 129);
    assert_eq!(left(), "");
    clerk.terminal.screen(|screen| {
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
    });
}

#[test]
fn a_letter_a_field_a_row_and_a_screen_cost_few_bytes() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    let first = clerk.terminal.written();
    println!("first screen: {first}");
    assert!(first <= 2_500, "the first full screen takes {first} bytes");
    clerk.opens_form();
    clerk.types("Nguyeenx ", "Nguyễn");
    clerk.terminal.await_silence(Duration::from_millis(200));
    let terminal = &mut clerk.terminal;
    let (mut letters, mut last_key) = (Vec::new(), Instant::now());
    for (key, shown, column) in [
        ("V", "Nguyễn V", 29),
        ("a", "Nguyễn Va", 30),
        ("w", "Nguyễn Vă", 30),
        ("n", "Nguyễn Văn", 31),
        (" ", "Nguyễn Văn", 32),
        ("H", "Nguyễn Văn H", 33),
        ("o", "Nguyễn Văn Ho", 34),
        ("a", "Nguyễn Văn Hoa", 35),
        ("f", "Nguyễn Văn Hòa", 35),
        (" ", "Nguyễn Văn Hòa", 36),
        ("B", "Nguyễn Văn Hòa B", 37),
        ("a", "Nguyễn Văn Hòa Ba", 38),
        ("\x7f", "Nguyễn Văn Hòa B", 37),
        ("\x7f", "Nguyễn Văn Hòa", 36),
    ] {
        let (before, frames_before) = (terminal.written(), frames(terminal));
        let since = std::mem::replace(&mut last_key, Instant::now());
        terminal.keys(key);
        terminal.await_that(shown, |screen| {
            let row = screen.rows(0, SIZE.0).nth(6)?;
            let stands = row.trim_end().ends_with(shown);
            (stands && screen.cursor_position().1 == column).then_some(())
        });
        terminal.await_silence(Duration::from_millis(50));
        let cost = (terminal.written() - before, frames(terminal) - frames_before);
        // After a pause the draft is kept, and that is said: on a machine that stalls, too, and
        // then it is no part of a letter.
        if since.elapsed() < KEPT_AFTER {
            letters.push(cost);
        }
    }
    println!("letters, bytes and writes: {letters:?}");
    assert!(letters.len() >= 7, "the machine stalled: {letters:?}");
    assert!(letters.iter().all(|(bytes, writes)| *bytes <= 16 && *writes == 1), "{letters:?}");
    // That the draft is kept is said once, when the first field is left; it is no part of a move.
    terminal.keys("\t\x1b[Z");
    terminal.await_text("nháp đã giữ");
    terminal.await_silence(Duration::from_millis(100));
    let mut moves = Vec::new();
    for row in [7, 8, 9, 10, 9, 8, 7, 6] {
        let before = terminal.written();
        let down = terminal.screen(|screen| screen.cursor_position().0) < row;
        terminal.keys(if down { "\t" } else { "\x1b[Z" });
        terminal.await_that("the cursor in the next field", |screen| {
            (screen.cursor_position().0 == row).then_some(())
        });
        terminal.await_silence(Duration::from_millis(100));
        moves.push(terminal.written() - before);
    }
    println!("fields: {moves:?}");
    assert!(moves.iter().all(|bytes| *bytes <= 120), "{moves:?}");
}

#[test]
fn a_row_of_a_list_costs_few_bytes() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(densach(home.path(), &["demo"]), SIZE);
    terminal.await_text("Bấm số để chọn");
    terminal.keys("\x1bOR");
    terminal.await_text("TRA CỨU");
    terminal.keys("nguyen");
    terminal.await_text("Nguyễn");
    terminal.await_silence(Duration::from_millis(500));
    let marked =
        |screen: &vt100::Screen| screen.rows(0, SIZE.0).position(|row| row.starts_with('>'));
    let (mut rows, mut previews) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let (before, from) = (terminal.written(), terminal.screen(marked));
        terminal.keys("\x1b[B");
        terminal.await_that("another row marked", |screen| {
            let now = marked(screen);
            (now.is_some() && now != from).then_some(())
        });
        rows.push(terminal.written() - before);
        // What the row says in full is drawn once the keys pause.
        terminal.await_silence(Duration::from_millis(500));
        previews.push(terminal.written() - before);
    }
    println!("rows: {rows:?}; with what they say in full: {previews:?}");
    assert!(rows.iter().all(|bytes| *bytes > 0 && *bytes <= 160), "{rows:?}");
}

#[test]
fn a_burst_of_200_keys_is_a_few_frames_and_loses_none() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    clerk.opens_form();
    let before = frames(&clerk.terminal);
    // Fields from first to last, by Tab.
    let job = "Can bo huu tri, truong thon 3, to truong to hoa giai";
    let note = "nghi huu nam 2014, co hai chau hoc dai hoc, se bo sung so the ngay sau khi duoc xa cap lai";
    let keys =
        format!("Nguyeenx Vawn Hoaf\t1954\t1\t\t{job}\t03\t\t0912000345\t\t2019\tHP-0042\t{note}");
    assert!((199..205).contains(&keys.len()), "{}", keys.len());
    clerk.types(&keys, "duoc xa cap lai");
    for shown in ["Nguyễn Văn Hòa", "1954", "1 Nam", "0912000345", "2019", "HP-0042"] {
        clerk.terminal.await_text(shown);
    }
    let frames = frames(&clerk.terminal) - before;
    println!("{} keys, {frames} frames", keys.len());
    assert!(frames <= 5, "{frames} frames");
    clerk.terminal.signal(Signal::TERM);
    clerk.terminal.exit_code();
    assert_eq!(drafted(home.path(), note), Some(true), "not a key is lost");
    assert_eq!(drafted(home.path(), job), Some(true));
}

/// Whether the one draft of the register holds that text; None without a draft.
fn drafted(home: &std::path::Path, text: &str) -> Option<bool> {
    let entries = std::fs::read_dir(home.join("data/densach/drafts")).unwrap();
    let draft = entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).next()?;
    Some(draft.windows(text.len()).any(|bytes| bytes == text.as_bytes()))
}

#[test]
fn a_paste_stays_in_its_field_and_acts_on_nothing() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    clerk.opens_form();
    clerk.types("\x1b[200~Le\u{302}  Thi\u{323}\x07\x1b[A Mai\r\x1b[201~", "Lê Thị");
    clerk.terminal.keys("\t");
    clerk
        .terminal
        .await_that("the next field", |screen| (screen.cursor_position().0 == 6).then_some(()));
    assert!(clerk.terminal.contents().contains("NHẬP HỘI VIÊN"));
}

#[test]
fn a_line_that_drops_keeps_the_form() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    clerk.opens_form();
    clerk.types("Nguyeenx Vawn Hoaf\r12/03", "12/03");
    // The last letter comes with the hang-up itself.
    clerk.terminal.hang_up(b"/");
    assert_eq!(clerk.terminal.exit_code(), 129);
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let clerk = Clerk { terminal: Terminal::start(densach(home.path(), &[]), SIZE) };
        clerk.terminal.await_text("Nguyễn Văn Hòa");
        clerk.terminal.await_text("12/03/");
        clerk.terminal.await_that("the cursor behind it", |screen| {
            (screen.cursor_position() == (7, 27)).then_some(())
        });
        clerk.terminal.signal(signal);
        assert_eq!(clerk.terminal.exit_code(), code);
    }
    // Killed outright, what was said to be kept is kept.
    let mut clerk = Clerk { terminal: Terminal::start(densach(home.path(), &[]), SIZE) };
    clerk.terminal.await_text("12/03/");
    clerk.types("1954\r", "12/03/1954");
    clerk.terminal.await_text("nháp đã giữ");
    clerk.terminal.signal(Signal::KILL);
    clerk.terminal.exit_code();
    let clerk = Clerk { terminal: Terminal::start(densach(home.path(), &[]), SIZE) };
    clerk.terminal.await_text("12/03/1954");
}

#[test]
fn a_stalled_session_of_ones_own_is_taken_over_on_the_same_field() {
    let home = home_with_register();
    let mut stalled = Clerk::at(home.path());
    stalled.opens_form();
    stalled.types("Nguyeenx Vawn Hoaf\r12/03/1954\r", "nháp đã giữ");
    stalled.terminal.await_text("12/03/1954");
    stalled.terminal.stall(true);
    // Repainting fills what the kernel keeps for the terminal, until writing blocks.
    for _ in 0..60 {
        stalled.terminal.keys("\x0c");
    }
    // A second session says who holds the register, and asks.
    let mut second = Terminal::start(densach(home.path(), &[]), SIZE);
    second.await_text("[c/K]");
    assert!(second.contents().contains("Lan ("), "{}", second.contents());
    second.keys("k\r");
    assert_eq!(second.exit_code(), 3);
    let mut second = Terminal::start(densach(home.path(), &[]), SIZE);
    second.await_text("[c/K]");
    second.keys("c\r");
    second.await_text("Nguyễn Văn Hòa");
    second.await_text("12/03/1954");
    second.await_that("the cursor in the same field", |screen| {
        (screen.cursor_position().0 == 8).then_some(())
    });
    assert_eq!(stalled.terminal.exit_code(), 3);
    // What it had to say is read once the line is back.
    stalled.terminal.stall(false);
    stalled.terminal.await_gone();
    assert!(stalled.terminal.contents().contains("đã được mở tiếp ở nơi khác"));
}

#[test]
fn it_is_suspended_and_comes_back_as_it_was() {
    if !has("bash") {
        return;
    }
    let home = home_with_register();
    let mut bash = common::terminal::command("bash", home.path());
    bash.args(["--norc", "--noprofile", "-i"]);
    bash.env("PS1", "ready$ ");
    let mut clerk = Clerk { terminal: Terminal::start(bash, SIZE) };
    clerk.terminal.await_at_the_end("ready$");
    clerk.types(&format!("{DENSACH} --lang vi\r"), "Bấm số để chọn");
    clerk.opens_form();
    clerk.types("Nguyeenx", "Nguyễn");
    clerk.types("\x1a", "gõ fg để trở lại");
    clerk.terminal.await_at_the_end("ready$");
    clerk.types("fg\r", "NHẬP HỘI VIÊN");
    clerk.terminal.await_text("Nguyễn");
    clerk.types(" Vawn", "Nguyễn Văn");
}

#[test]
fn without_a_shell_ctrl_z_tells_of_undo() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    clerk.types("\x1a", "Không tạm dừng được");
    assert!(clerk.terminal.contents().contains("Ctrl-U"));
    clerk.leaves();
}

#[test]
fn every_size_is_taken_and_nothing_is_lost() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    clerk.opens_form();
    clerk.types("Nguyeenx", "Nguyễn");
    for size in [(60, 20), (20, 5), (1, 1), (250, 60), (59, 20), (80, 24)] {
        clerk.terminal.resize(size);
        if size.0 >= 60 {
            clerk.terminal.await_text("Nguyễn");
            clerk.terminal.await_text("NHẬP HỘI VIÊN");
        } else {
            clerk.terminal.await_no("NHẬP");
        }
    }
    clerk.types(" Vawn", "Nguyễn Văn");
    let home = home_with_register();
    let mut tiny = Terminal::start(densach(home.path(), &[]), (20, 5));
    tiny.await_that("one line", |screen| (!screen.contents().trim().is_empty()).then_some(()));
    assert!(tiny.contents().trim().lines().count() <= 2, "{}", tiny.contents());
    tiny.keys("\x1b[21~\r");
    assert_eq!(tiny.exit_code(), 0);
}

#[test]
fn what_is_no_terminal_is_refused_with_what_to_do() {
    let home = home_with_register();
    for term in ["dumb", ""] {
        let mut command = densach(home.path(), &[]);
        command.env("TERM", term);
        let terminal = Terminal::start(command, SIZE);
        assert_eq!(terminal.exit_code(), 2);
        terminal.await_gone();
        let said = terminal.contents();
        assert!(said.contains("densach: ") && said.contains("hint: "), "{said}");
        assert!(!terminal.written_since(0).contains(&0x1b), "{said}");
    }
    let output = run(home.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("hint: "));
}

#[test]
fn no_color_means_none_and_the_console_gets_borders_it_has() {
    let home = home_with_register();
    let mut command = densach(home.path(), &[]);
    command.env("NO_COLOR", "1");
    let mut plain = Clerk { terminal: Terminal::start(command, SIZE) };
    plain.terminal.await_text("Bấm số để chọn");
    plain.opens_form();
    plain.types("\t99/99\r", "!");
    let said = String::from_utf8(plain.terminal.written_since(0)).unwrap();
    for sgr in said.split("\x1b[").filter_map(|rest| rest.split_once('m').map(|(sgr, _)| sgr)) {
        let colour = |n: &str| n.len() >= 2 && n.chars().all(|digit| digit.is_ascii_digit());
        assert!(!sgr.split(';').any(colour), "\\e[{sgr}m");
    }
    plain.terminal.signal(Signal::TERM);
    plain.terminal.exit_code();
    let mut command = densach(home.path(), &["open", "--read-only"]);
    command.env("TERM", "linux");
    let console = Terminal::start(command, SIZE);
    console.await_text("Bấm số để chọn");
    assert!(!console.contents().contains(['─', '│', '·', '…']), "{}", console.contents());
}

#[test]
fn idle_nothing_of_ours_wakes_or_draws() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    clerk.opens_form();
    clerk.types("Nguyeenx\r", "nháp đã giữ");
    let terminal = &clerk.terminal;
    // The threads of sled are not ours to still.
    let ours = || -> BTreeMap<Task, u64> {
        let mut all = tasks(terminal.pid(), "status", "voluntary_ctxt_switches");
        all.retain(|task, _| !task.name.starts_with("sled"));
        all
    };
    // Once after an opening and once after a change the register looks after itself, three
    // seconds later; so four seconds without a wake-up come soon, or never. The one place where
    // time is what is measured.
    let mut seen = Vec::new();
    let quiet = (0..6).any(|_| {
        let (before, bytes) = (ours(), terminal.written());
        terminal.await_silence(Duration::from_secs(4));
        let after = ours();
        let same = before == after && terminal.written() == bytes;
        seen.push((before, after));
        same
    });
    assert!(quiet, "{seen:#?}");
    assert!(!ours().is_empty());
}

#[test]
fn under_tmux_a_letter_stays_cheap() {
    if !has("tmux") {
        return;
    }
    let home = home_with_register();
    let mut tmux = common::terminal::command("tmux", home.path());
    tmux.env("TMUX_TMPDIR", home.path());
    // Its own status line has a clock, which is not ours to count.
    let settings = home.path().join("tmux.conf");
    std::fs::write(&settings, "set -g status off\n").unwrap();
    tmux.args(["-f", settings.to_str().unwrap(), "new-session"]);
    tmux.arg(format!("{DENSACH} --lang vi"));
    let mut clerk = Clerk { terminal: Terminal::start(tmux, SIZE) };
    clerk.terminal.await_text("Bấm số để chọn");
    clerk.opens_form();
    clerk.types("Nguyen ", "Nguyen");
    clerk.terminal.await_silence(Duration::from_millis(500));
    let mut letters = Vec::new();
    for shown in ["N", "No", "Non", "None", "Nonet"] {
        let before = clerk.terminal.written();
        let key = shown.chars().next_back().unwrap().to_string();
        clerk.types(&key, &format!("Nguyen {shown}"));
        letters.push(clerk.terminal.written() - before);
    }
    println!("letters under tmux: {letters:?}");
    assert!(letters.iter().all(|bytes| *bytes <= 80), "{letters:?}");
    let mut end = std::process::Command::new("tmux");
    assert!(end.arg("kill-server").env("TMUX_TMPDIR", home.path()).status().unwrap().success());
    clerk.terminal.exit_code();
}
