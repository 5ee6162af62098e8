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
