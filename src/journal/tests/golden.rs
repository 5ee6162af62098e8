//! Bytes of the released format, read for ever. `UPDATE_GOLDEN=1` writes them, for a format that
//! has not been released yet.

use super::stand::*;
use crate::journal::*;
use std::fmt::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/journal/v1")
}

/// Everything a journal says, as text.
fn told(dir: &Path) -> String {
    let (journal, opened) = Journal::open(dir, Mode::Read, &[]).unwrap();
    let mut text = format!("{:?}\n{:?}\n", journal.identity(), journal.head());
    writeln!(text, "{:?}", journal.last_checkpoint()).unwrap();
    assert_eq!((opened.damage, opened.mended), (vec![], vec![]));
    let left_out = journal
        .replay(0, &mut |group| {
            writeln!(text, "{:?} to {:?}", group.note, group.head).unwrap();
            for frame in &group.frames {
                writeln!(text, "  {frame:?}").unwrap();
            }
            Ok(true)
        })
        .unwrap();
    assert_eq!(left_out.0, []);
    let verdict = verify(dir, &[], &mut |_, _| {}).unwrap();
    writeln!(text, "{verdict:?}").unwrap();
    text
}

/// A copy with the modes that a checkout does not keep.
fn checked_out(from: &Path) -> tempfile::TempDir {
    let dir = folder();
    copy(from, dir.path());
    for file in files(dir.path()) {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    dir
}

#[test]
fn the_first_format_is_read_as_it_was_written() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = std::fs::remove_dir_all(golden());
        std::fs::create_dir_all(golden()).unwrap();
        drop(everything(&golden()));
        let dir = checked_out(&golden());
        std::fs::write(golden().join("told.txt"), told(dir.path())).unwrap();
    }
    let dir = checked_out(&golden());
    let expected = std::fs::read_to_string(golden().join("told.txt")).unwrap();
    assert_eq!(told(dir.path()), expected);
    let mut journal = reopen(dir.path());
    journal.append(&note(1), Tx::Single, &[put(1, b"more")]).unwrap();
    reopen(dir.path());
    the_same_bytes_are_written_today();
}

fn the_same_bytes_are_written_today() {
    let dir = folder();
    drop(everything(dir.path()));
    for file in files(dir.path()) {
        let name = file.strip_prefix(dir.path()).unwrap();
        let (now, then) = (std::fs::read(&file).unwrap(), std::fs::read(golden().join(name)));
        assert_eq!(now, then.unwrap(), "{}", name.display());
    }
}

#[test]
fn bodies_are_read_as_they_were_written() {
    let session = SessionNote {
        operator: "lan".into(),
        user: "u".into(),
        ssh: String::new(),
        version: "0.1".into(),
    };
    let bytes = b"\x01\x03\0\0\0lan\x01\0\0\0u\0\0\0\0\x03\0\0\x000.1";
    assert_eq!(session.encode(), bytes);
    assert_eq!(SessionNote::decode(bytes).unwrap(), session);
    let batch = BatchNote { what: "undo".into(), of: "7".into() };
    let bytes = b"\x01\x04\0\0\0undo\x01\0\0\x007";
    assert_eq!(batch.encode(), bytes);
    assert_eq!(BatchNote::decode(bytes).unwrap(), batch);
    assert_eq!(erased_seqs(b"\x01\x01\0\0\0\x05\0\0\0\0\0\0\0").unwrap(), [5]);
}
