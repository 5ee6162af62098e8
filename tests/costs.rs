//! What the real program at a (pseudo-)terminal costs: bytes, writes and wake-ups, counted.
mod common;

use common::clerk::{Clerk, DENSACH, SIZE, densach, home_with_register};
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
fn inside_a_field_a_letter_costs_few_bytes_too() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    clerk.opens_form();
    clerk.types("Nguyeenx Hoaf", "Nguyễn Hòa");
    // In front of the last word, which every letter moves on.
    clerk.terminal.keys("\x1b[D\x1b[D\x1b[D");
    clerk.terminal.await_silence(Duration::from_millis(200));
    let (mut letters, mut last_key) = (Vec::new(), Instant::now());
    for (key, shown) in [
        ("T", "Nguyễn THòa"),
        ("h", "Nguyễn ThHòa"),
        ("i", "Nguyễn ThiHòa"),
        (" ", "Nguyễn Thi Hòa"),
        ("V", "Nguyễn Thi VHòa"),
        ("i", "Nguyễn Thi ViHòa"),
        ("\x7f", "Nguyễn Thi VHòa"),
        ("\x7f", "Nguyễn Thi Hòa"),
    ] {
        let (before, frames_before) = (clerk.terminal.written(), frames(&clerk.terminal));
        let since = std::mem::replace(&mut last_key, Instant::now());
        clerk.types(key, shown);
        clerk.terminal.await_silence(Duration::from_millis(50));
        let cost = (clerk.terminal.written() - before, frames(&clerk.terminal) - frames_before);
        if since.elapsed() < KEPT_AFTER {
            letters.push(cost);
        }
    }
    println!("letters inside, bytes and writes: {letters:?}");
    assert!(letters.len() >= 4, "the machine stalled: {letters:?}");
    assert!(letters.iter().all(|(bytes, writes)| *bytes <= 30 && *writes == 1), "{letters:?}");
}

/// Keys for a whole form, from the first field to a note of that many letters, by Tab; with the
/// note.
fn form_of(letters: usize) -> (String, String) {
    let job = "Can bo huu tri, truong thon 3, to truong to hoa giai";
    // Every piece is another, so that a lost or exchanged one shows.
    let note: String = (0..)
        .map(|n| format!("{n}o "))
        .flat_map(|n| n.chars().collect::<Vec<_>>())
        .take(letters)
        .collect();
    let note = note.trim_end().to_owned();
    let keys =
        format!("Nguyeenx Vawn Hoaf\t1954\t1\t\t{job}\t03\t\t0912000345\t\t2019\tHP-0042\t{note}");
    (keys, note)
}

/// Somebody who is like the one in [`form_of`] is in the register, so that the panel opens.
fn saves_a_twin(clerk: &mut Clerk) {
    clerk.opens_form();
    clerk.types("Nguyeenx Vawn Hoaf\t1954\t1\x1b[20~", "Đã lưu");
}

#[test]
fn a_burst_of_keys_is_a_few_frames_and_loses_none() {
    let ways = [(200, false, 0), (1_000, false, 0), (1_000, true, 0), (1_000, true, 300)];
    for (count, twin, delay) in ways {
        let home = home_with_register();
        let mut clerk = Clerk::at(home.path());
        if twin {
            saves_a_twin(&mut clerk);
        } else {
            clerk.opens_form();
        }
        clerk.terminal.slow(Duration::from_millis(delay));
        let before = frames(&clerk.terminal);
        let (without, _) = form_of(0);
        let (keys, note) = form_of(count - without.chars().count());
        assert!(keys.chars().count().abs_diff(count) <= 2, "{}", keys.chars().count());
        clerk.types(&keys, &note[note.len() - 20..]);
        for shown in ["Nguyễn Văn Hòa", "1954", "1 Nam", "0912000345", "2019", "HP-0042"] {
            clerk.terminal.await_text(shown);
        }
        if twin {
            clerk.terminal.await_text("có thể đã có trong sổ: 1");
        }
        let frames = frames(&clerk.terminal) - before;
        println!("{count} keys, a twin: {twin}, {delay} ms: {frames} frames");
        assert!(frames <= 5, "{frames} frames");
        clerk.terminal.signal(Signal::TERM);
        clerk.terminal.exit_code();
        assert_eq!(drafted(home.path(), &note), Some(true), "not a key is lost or exchanged");
        assert_eq!(drafted(home.path(), "to truong to hoa giai"), Some(true));
    }
}

/// Whether the one draft of the register holds that text; None without a draft.
fn drafted(home: &std::path::Path, text: &str) -> Option<bool> {
    let entries = std::fs::read_dir(home.join("data/densach/drafts")).unwrap();
    let draft = entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).next()?;
    Some(draft.windows(text.len()).any(|bytes| bytes == text.as_bytes()))
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
