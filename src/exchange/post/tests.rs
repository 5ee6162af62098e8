//! The folders, and what is held in quarantine.

use super::*;
use crate::lang::Problem;
use crate::lang::errors::bundle::{GAP, NOT_WHOLE};
use crate::lang::errors::post as codes;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use tempfile::TempDir;

fn post() -> (TempDir, Folders) {
    let dir = tempfile::tempdir().unwrap();
    let folders = Folders::of(dir.path());
    (dir, folders)
}

fn names(folders: &Folders, folder: Folder) -> Vec<String> {
    folders.list(folder).unwrap().into_iter().map(|listed| listed.name).collect()
}

fn why(at: i64) -> Why {
    Why { problem: Problem::new(&GAP, ["a.zip", "4", "3"]), at }
}

#[test]
fn a_file_goes_to_the_sent_ones_and_back_and_never_takes_another_s_place() {
    let (_dir, folders) = post();
    assert_eq!(names(&folders, Folder::Outbox), [""; 0]);
    folders.put(Folder::Outbox, "a.zip", b"one").unwrap();
    folders.put(Folder::Outbox, "a.zip", b"one").unwrap();
    let other = folders.put(Folder::Outbox, "a.zip", b"other").unwrap_err();
    assert!(other.is(&codes::NAME_TAKEN), "{other}");
    let sent = folders.transfer("a.zip", Folder::Outbox, Folder::Sent).unwrap();
    assert_eq!(
        (std::fs::read(&sent).unwrap(), names(&folders, Folder::Outbox)),
        (b"one".to_vec(), vec![])
    );
    // Acknowledged twice.
    assert_eq!(folders.transfer("a.zip", Folder::Outbox, Folder::Sent).unwrap(), sent);
    folders.transfer("a.zip", Folder::Sent, Folder::Outbox).unwrap();
    folders.put(Folder::Sent, "a.zip", b"other").unwrap();
    let taken = folders.transfer("a.zip", Folder::Outbox, Folder::Sent).unwrap_err();
    assert!(taken.is(&codes::NAME_TAKEN));
    assert_eq!(std::fs::read(&sent).unwrap(), b"other");
    let none = folders.transfer("../register", Folder::Outbox, Folder::Sent).unwrap_err();
    assert!(none.is(&codes::NOT_THERE));
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folders.path(Folder::Sent)), mode(&sent)), (0o700, 0o600));
}

#[test]
fn what_is_refused_is_held_with_its_reason_and_goes_out_again() {
    let (dir, folders) = post();
    let stick = dir.path().join("a.zip");
    std::fs::write(&stick, b"bundle").unwrap();
    let held = folders.hold(&stick, &why(1)).unwrap();
    assert!(stick.exists(), "what lies elsewhere is copied");
    // The same one again is held once, for the latest reason.
    folders.hold(&stick, &why(2)).unwrap();
    assert_eq!(folders.held().unwrap(), [Held { why: Some(why(2)), ..held.clone() }]);
    let text = std::fs::read_to_string(behind(&held.file.path, ".why.txt")).unwrap();
    assert!(text.starts_with("bundle_gap\na.zip là số 4;"), "{text}");
    assert!(text.contains("\na.zip is number 4; number 3 of its chain is missing\n"), "{text}");
    // Another one of that name.
    std::fs::write(&stick, b"another").unwrap();
    folders.hold(&stick, &why(3)).unwrap();
    let held: Vec<String> =
        folders.held().unwrap().into_iter().map(|held| held.file.name).collect();
    assert_eq!(held, ["a-2.zip", "a.zip"]);
    // Held again from where it is, after another try.
    let path = folders.named(Folder::Quarantine, "a-2.zip").unwrap().path;
    let again = Why { problem: Problem::new(&NOT_WHOLE, ["a-2.zip"]), at: 4 };
    assert_eq!(folders.hold(&path, &again).unwrap().file.path, path);
    assert_eq!(folders.held().unwrap()[0].why, Some(again));
    let out = folders.release("a-2.zip", Folder::Inbox).unwrap();
    assert_eq!(std::fs::read(out).unwrap(), b"another");
    assert_eq!(names(&folders, Folder::Quarantine), ["a.zip", "a.zip.why.txt"]);
    // One of the post's own is moved.
    let inbox = folders.named(Folder::Inbox, "a-2.zip").unwrap().path;
    folders.hold(&inbox, &why(5)).unwrap();
    assert_eq!(names(&folders, Folder::Inbox), [""; 0]);
}

#[test]
fn hostile_names_act_on_no_terminal_and_become_plain_ones() {
    let (dir, folders) = post();
    for (name, kept) in [
        (&b"\x1b[2Jgoi.zip"[..], "2jgoi.zip"),
        ("Gói tháng 11.zip".as_bytes(), "goi-thang-11.zip"),
        (b"..zip", "zip"),
        (b"-rf", "rf"),
        (b"\xff\xfe", "file"),
        ("\u{202e}piz.a".as_bytes(), "piz.a"),
    ] {
        let path = dir.path().join(OsStr::from_bytes(name));
        std::fs::write(&path, name).unwrap();
        let held = folders.hold(&path, &why(1)).unwrap();
        let own = held.file.path.file_name().unwrap().to_str().unwrap();
        assert_eq!(own.trim_start_matches('-'), kept, "{name:?}");
    }
    let long = dir.path().join("x".repeat(250));
    std::fs::write(&long, b"x").unwrap();
    assert_eq!(folders.hold(&long, &why(1)).unwrap().file.name.len(), 120);
    // What others put there is listed without acting, and never followed.
    let inbox = folders.made(Folder::Inbox).unwrap();
    std::fs::write(inbox.join("\u{1b}]0;x\u{7}.zip"), b"x").unwrap();
    std::fs::write(inbox.join("half.zip.part"), b"x").unwrap();
    std::fs::create_dir(inbox.join("folder.zip")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", inbox.join("link.zip")).unwrap();
    assert_eq!(names(&folders, Folder::Inbox), ["\u{fffd}]0;x\u{fffd}.zip"]);
    let moved = folders.transfer("\u{fffd}]0;x\u{fffd}.zip", Folder::Inbox, Folder::Sent).unwrap();
    assert!(moved.exists());
}

#[test]
fn a_reason_that_is_gone_or_no_text_of_ours_hides_no_file() {
    let (dir, folders) = post();
    let path = dir.path().join("a.zip");
    std::fs::write(&path, b"x").unwrap();
    let held = folders.hold(&path, &why(1)).unwrap();
    let beside = behind(&held.file.path, ".why.txt");
    for text in [&b""[..], b"bundle_gap\n{\"problem\":1}\n", b"\xff", b"{}\n{\n"] {
        std::fs::write(&beside, text).unwrap();
        assert_eq!(folders.held().unwrap(), [Held { why: None, ..held.clone() }]);
    }
    std::fs::remove_file(&beside).unwrap();
    assert_eq!(folders.held().unwrap()[0].why, None);
    let large = File::create(dir.path().join("large.zip")).unwrap();
    large.set_len((1 << 30) + (2 << 20)).unwrap();
    let refused = folders.hold(&dir.path().join("large.zip"), &why(1)).unwrap_err();
    assert!(refused.is(&codes::TOO_LARGE));
}
