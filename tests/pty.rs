//! The real program at a (pseudo-)terminal: what a clerk types, what comes back, and how it ends.
//! What it costs is in `costs.rs`.
mod common;

use common::clerk::{Clerk, DENSACH, SIZE, densach, home_with_register, run};
use common::terminal::{Terminal, has};
use rustix::process::Signal;

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
    clerk.types("\x15", "1945 -> 1954");
    clerk.types("\r", "Đã hoàn tác");
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
    second.keys("k");
    assert_eq!(second.exit_code(), 3);
    let mut second = Terminal::start(densach(home.path(), &[]), SIZE);
    second.await_text("[c/K]");
    second.keys("c");
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
fn the_look_is_changed_while_running() {
    let home = home_with_register();
    let mut clerk = Clerk::at(home.path());
    let coloured = |screen: &vt100::Screen| {
        screen.cell(1, 40).is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
    };
    let rule = |screen: &vt100::Screen| screen.cell(1, 40).map(|cell| cell.contents().to_owned());
    for (colour, line) in [(true, "─"), (false, "─"), (true, "-"), (true, "─")] {
        clerk.terminal.await_that("that look", |screen| {
            (coloured(screen) == colour && rule(screen).as_deref() == Some(line)).then_some(())
        });
        clerk.types("\x0b", "LỆNH");
        clerk.types("giao dien", "Đổi giao diện");
        clerk.types("\r", "Bấm số để chọn");
    }
}

#[test]
fn the_test_of_keys_tells_what_came_and_what_it_is_taken_for() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(densach(home.path(), &["keys", "--test"]), SIZE);
    terminal.await_text("THỬ PHÍM");
    terminal.keys("\x1b[20~");
    terminal.await_text("1B 5B 32 30 7E            F9           Lưu+mới");
    terminal.keys("\x08ễ");
    terminal.await_text("bộ gõ bên ngoài gửi");
    terminal.keys("\x1b");
    terminal.await_text("Esc          Lùi");
    terminal.keys("\x1b");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn a_locked_screen_comes_back_on_the_same_field_once_the_pin_is_typed() {
    let home = home_with_register();
    // The PIN is asked without being shown.
    let terminal = Terminal::start(densach(home.path(), &["operator", "pin", "Lan"]), SIZE);
    let mut clerk = Clerk { terminal };
    clerk.terminal.await_text("Mã PIN mới");
    clerk.types("2468\r", "Gõ lần nữa");
    clerk.terminal.keys("2468\r");
    assert_eq!(clerk.terminal.exit_code(), 0, "{}", clerk.terminal.contents());
    assert!(!clerk.terminal.contents().contains("2468"), "{}", clerk.terminal.contents());
    let terminal = Terminal::start(densach(home.path(), &[]), SIZE);
    let mut clerk = Clerk { terminal };
    clerk.terminal.await_text("Lan có mã PIN");
    clerk.types("2468\r", "Bấm số để chọn");
    clerk.types("1", "NHẬP HỘI VIÊN");
    clerk.types("Nguyeenx Thij Hoaf\r195", "195");
    let place = |clerk: &Clerk| clerk.terminal.screen(|screen| screen.cursor_position());
    clerk.terminal.await_text("nháp đã giữ");
    let before = place(&clerk);
    clerk.types("\x0bkhoa\r", "Đang khóa – Lan");
    for hidden in ["Nguyễn", "NHẬP", "195"] {
        assert!(!clerk.terminal.contents().contains(hidden), "{}", clerk.terminal.contents());
    }
    clerk.types("1111\r", "không đúng");
    clerk.types("2468\r", "Nguyễn Thị Hòa");
    assert_eq!(place(&clerk), before);
    clerk.types("4\r2\x1b[20~", "đã lưu");
    clerk.terminal.await_text("1954");
}

#[test]
fn a_key_s_passphrase_is_typed_twice_and_never_shown() {
    let home = home_with_register();
    let keyed = |first: &str, again: &str| {
        let terminal = Terminal::start(densach(home.path(), &["key", "new"]), SIZE);
        let mut clerk = Clerk { terminal };
        clerk.terminal.await_text("Mật khẩu mới của khóa");
        clerk.types(&format!("{first}\r"), "Gõ lại");
        clerk.terminal.keys(format!("{again}\r"));
        let code = clerk.terminal.exit_code();
        assert!(!clerk.terminal.contents().contains(first), "{}", clerk.terminal.contents());
        (code, clerk.terminal.contents())
    };
    let (code, said) = keyed("con cò bay lả", "con cò bay la");
    assert!(code == 2 && said.contains("khác nhau"), "{said}");
    let (code, said) = keyed("con cò bay lả", "con cò bay lả");
    assert!(code == 0 && said.contains("Có mật khẩu"), "{said}");
}
