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
    (found, left_out)
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
