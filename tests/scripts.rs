//! Typed sessions: every script in `tests/scripts` is played on the real update, view and
//! register: directly and over a socket, slowly and in bursts.

mod desk;

use densach::lang::Lang;
use desk::script::play;
use desk::{Carrier, Desk, Pace};

fn play_all(carrier: Carrier, pace: Pace) {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scripts");
    let mut paths: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "keys"));
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        play(&name, &text, carrier, pace);
    }
}

#[test]
fn direct_key_by_key() {
    play_all(Carrier::Direct, Pace::Slow);
}

#[test]
fn direct_in_bursts() {
    play_all(Carrier::Direct, Pace::Burst);
}

#[test]
fn over_a_socket_key_by_key() {
    play_all(Carrier::Socket, Pace::Slow);
}

#[test]
fn over_a_socket_in_bursts() {
    play_all(Carrier::Socket, Pace::Burst);
}

#[test]
fn what_is_typed_ahead_of_a_draft_that_is_not_kept_acts_on_nothing() {
    let mut desk = Desk::new(Carrier::Direct, Pace::Burst, Lang::Vi);
    desk.keys("hoang phu<Enter><Enter>Lan<Enter>");
    desk.takes_drafts(false);
    // F10 leaves from home; in the form it would save.
    desk.keys("1Nguyeenx Vawn Tis<Esc><F10><Enter>");
    let shown = desk.rows().join("\n");
    assert!(shown.contains("NHẬP HỘI VIÊN") && shown.contains("Nguyễn Văn Tí"), "{shown}");
    assert!(shown.contains("! Không đọc hoặc ghi được"), "{shown}");
    assert!(desk.records("member").is_empty() && desk.left.is_none());
}

#[test]
fn a_bundle_goes_onto_a_stick_and_a_file_that_is_gone_is_told() {
    let mut desk = Desk::new(Carrier::Direct, Pace::Slow, Lang::Vi);
    desk.keys("hoang phu<Enter><Enter>Lan<Enter>");
    desk.office("");
    let shows = |desk: &Desk, text: &str| {
        let rows = desk.rows().join("\n");
        assert!(rows.contains(text), "{rows}");
    };
    desk.keys("<^K>gui goi<Enter><Enter><Enter>");
    shows(&desk, "Gói số 1 cho hoa@15886");
    let stick = tempfile::tempdir().unwrap();
    desk.keys(&format!("d{}<Enter>", stick.path().display()));
    shows(&desk, "Đã gửi 1 tệp tới");
    let outbox = desk.post("outbox");
    assert!(stick.path().join(&outbox[0]).exists(), "{outbox:?}");
    // Where it went is remembered.
    desk.keys("d");
    shows(&desk, &format!("Nơi gửi: {}", stick.path().display()));
    std::fs::remove_file(desk.post_path("outbox").join(&outbox[0])).unwrap();
    desk.keys("<Esc>");
    shows(&desk, "Tệp của gói này không còn trong hộp gửi");
    desk.keys("<Esc>");
    shows(&desk, "! tệp không còn");
    desk.keys("<Down><Enter>d");
    shows(&desk, "Tệp của gói này không còn");
}
