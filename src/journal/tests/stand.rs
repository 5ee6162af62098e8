//! What the journal's tests stand on: folders, frames, and a look at what a journal holds.

use crate::domain::{Kind, Place, RecordId};
use crate::journal::*;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The identity every test register has.
pub(super) const WHO: Identity =
    Identity { register: [7; 16], epoch: [1; 16], previous_epoch: [0; 16], device: [9; 16] };

/// A private folder for a register.
pub(super) fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A note whose request is that number.
pub(super) fn note(request: u8) -> GroupNote {
    let operator = RecordId([3; 16]);
    GroupNote { time: 1_000, operator, session: 0, batch: 0, request: [request; 16] }
}

/// A put of record `id` with that body.
pub(super) fn put(id: u8, body: &[u8]) -> NewFrame {
    NewFrame {
        kind: FrameKind::Put,
        record: RecordId([id; 16]),
        record_kind: Kind(3),
        rev: NewRev::Mint(1),
        prev: None,
        body: body.to_vec(),
    }
}

/// Every body that counts, in the order of replay, with its record; erased ones are None.
pub(super) type Content = Vec<(u8, Option<Vec<u8>>)>;

/// What replay gives, and what it had to leave out.
pub(super) fn content(journal: &Journal) -> (Content, Vec<Damage>) {
    let mut found = Vec::new();
    let left_out = journal
        .replay(0, &mut |group| {
            let frames = group.frames.iter().filter(|frame| frame.kind == FrameKind::Put);
            found.extend(frames.map(|frame| (frame.record.0[0], frame.body.clone())));
            Ok(true)
        })
        .unwrap();
    (found, left_out.0)
}

/// Opens to write and asserts that nothing was wrong.
pub(super) fn reopen(dir: &Path) -> Journal {
    let (journal, opened) = Journal::open(dir, Mode::Write, &[]).unwrap();
    assert_eq!((opened.torn, opened.damage, opened.mended), (None, vec![], vec![]));
    journal
}

/// A checkpoint at the journal's head.
pub(super) fn checkpoint_now(journal: &mut Journal) {
    let checkpoint = Checkpoint {
        head: journal.head(),
        next: Place { segment: 0, offset: 0 },
        counts: vec![(3, 2)],
        digest: [5; 32],
        search_seq: 1,
        erased_through: 0,
    };
    journal.checkpoint(&checkpoint).unwrap();
}

/// The file of a segment.
pub(super) fn segment(dir: &Path, number: u32) -> PathBuf {
    dir.join(format!("journal/{number:08}.seg"))
}

/// Copies every file of a register, with its modes.
pub(super) fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            use std::os::unix::fs::DirBuilderExt;
            std::fs::DirBuilder::new().mode(0o700).create(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A journal with every kind of thing in it: all frame kinds, transactions (committed, aborted),
/// several segments, a checkpoint, an erase, an epoch. The same bytes at every call.
pub(super) fn everything(dir: &Path) -> Journal {
    let mut journal =
        Journal::create_salted(dir, &WHO, crate::journal::append::Salts::Counted(0)).unwrap();
    journal.rotate_at(1_500);
    let other = |kind, body: &[u8]| NewFrame { kind, ..put(0, body) };
    let session =
        SessionNote { operator: "lan".into(), version: "0.1.0".into(), ..Default::default() };
    let batch = BatchNote { what: "import".into(), of: "hội viên.csv".into() };
    let single = |journal: &mut Journal, n, frames: &[NewFrame]| {
        journal.append(&note(n), Tx::Single, frames).unwrap()
    };
    single(&mut journal, 1, &[other(FrameKind::Session, &session.encode())]);
    let first = single(&mut journal, 2, &[put(1, b"one"), put(2, b"two"), put(3, b"")]);
    let again = NewFrame { prev: Some(first.frames[0].1), rev: NewRev::Mint(2), ..put(1, b"uno") };
    single(&mut journal, 3, &[again]);
    single(&mut journal, 4, &[other(FrameKind::Batch, &batch.encode())]);
    let (kept, given_up) = ([0xA1; 16], [0xB2; 16]);
    journal.append(&note(5), Tx::Begin(kept), &[put(4, &[4; 60])]).unwrap();
    journal.append(&note(6), Tx::Begin(given_up), &[put(5, b"never")]).unwrap();
    checkpoint_now(&mut journal);
    journal.append(&note(5), Tx::Rows(kept), &[put(6, &[6; 60])]).unwrap();
    journal.append(&note(6), Tx::Abort(given_up), &[]).unwrap();
    journal.append(&note(5), Tx::Commit(kept), &[put(7, b"seven")]).unwrap();
    single(&mut journal, 7, &[NewFrame { kind: FrameKind::Delete, ..put(2, b"") }]);
    single(&mut journal, 8, &[NewFrame { kind: FrameKind::Alias, ..put(3, b"into 1") }]);
    journal.erase(&note(9), &[2]).unwrap();
    journal.begin_epoch([2; 16], [4; 16]).unwrap();
    let copied = NewRev::Copied(crate::domain::Rev { n: 5, digest: [0xEE; 16] });
    single(&mut journal, 10, &[NewFrame { rev: copied, ..put(8, b"eight") }]);
    single(&mut journal, 11, &[other(FrameKind::Note, b"looked"), put(9, &[9; 50])]);
    journal
}

/// Every file of a register but `lost+found`, by its path within.
pub(super) fn files(dir: &Path) -> Vec<PathBuf> {
    let mut files = vec![dir.join("register"), dir.join("journal/checkpoint")];
    files.extend(segment_files(dir).unwrap().into_iter().map(|file| file.path));
    files
}
