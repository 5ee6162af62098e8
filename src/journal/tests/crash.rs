//! What a kill, a power cut or a full disk leaves: never called damage, nothing synced is lost.

use super::stand::*;
use crate::journal::*;
use crate::lang::errors::journal::*;
use std::path::Path;

/// Opens what a crash left; gives the content and asserts that it can be written on.
fn recovered(dir: &Path) -> Content {
    let (mut journal, opened) = Journal::open(dir, Mode::Write, &[]).unwrap();
    assert_eq!((opened.damage, opened.mended), (vec![], vec![]));
    let found = content(&journal);
    assert_eq!(found.1, []);
    journal.append(&note(77), Tx::Single, &[put(77, b"after")]).unwrap();
    drop(journal);
    let (journal, opened) = Journal::open(dir, Mode::Write, &[]).unwrap();
    assert_eq!((opened.damage, opened.mended, opened.torn), (vec![], vec![], None));
    let (mut after, _) = content(&journal);
    assert_eq!(after.pop(), Some((77, Some(b"after".to_vec()))));
    assert_eq!(after, found.0);
    assert_eq!(verify(dir, &[], &mut |_, _| {}).unwrap().damage, []);
    found.0
}

/// A journal of three groups; the bytes of its segment, and where the last group begins.
fn three_groups(dir: &Path) -> (Vec<u8>, usize) {
    let mut journal = Journal::create(dir, &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap();
    journal.append(&note(2), Tx::Single, &[put(2, b"b")]).unwrap();
    let end = journal.next_place().offset as usize;
    let rows: Vec<_> = (3..9).map(|n| put(n, &[n; 100])).collect();
    journal.append(&note(3), Tx::Single, &rows).unwrap();
    (std::fs::read(segment(dir, 1)).unwrap(), end)
}

fn synced() -> Content {
    vec![(1, Some(b"a".to_vec())), (2, Some(b"b".to_vec()))]
}

#[test]
fn a_group_cut_off_at_any_byte_is_torn_and_the_groups_before_it_stay() {
    let dir = folder();
    let (bytes, end) = three_groups(dir.path());
    let file = segment(dir.path(), 1);
    for length in end..bytes.len() {
        std::fs::write(&file, &bytes[..length]).unwrap();
        let (_, opened) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
        assert_eq!((opened.damage, opened.torn), (vec![], None));
        let verdict = verify(dir.path(), &[], &mut |_, _| {}).unwrap();
        assert_eq!((verdict.damage, verdict.torn), (vec![], (length - end) as u64));
        if length % 97 == 0 || length == end + 1 {
            assert_eq!(recovered(dir.path()), synced(), "cut at {length}");
        }
    }
    let kept: Vec<_> = std::fs::read_dir(dir.path().join("lost+found")).unwrap().collect();
    assert!(kept.len() > 5);
}

/// As where the disk fails between the opening's look and its last writing: the reading is zeros.
#[test]
fn the_last_group_is_written_again_only_as_it_was() {
    let dir = folder();
    let (bytes, end) = three_groups(dir.path());
    let file = segment(dir.path(), 1);
    let look = || crate::journal::open::look(dir.path(), Mode::Write, false, &[], &mut |_| {});
    let (survey, journal) = (look().unwrap().survey, reopen(dir.path()));
    journal.write_last_again(&survey).unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    let zeros = vec![0; bytes.len() - end];
    std::fs::write(&file, [&bytes[..end], &zeros].concat()).unwrap();
    assert!(journal.write_last_again(&survey).unwrap_err().is(&DISK_READ));
}

/// The seal before a segment that holds no group yet is the end as well.
#[test]
fn the_last_seal_is_written_again_only_as_it_was() {
    let dir = folder();
    three_groups(dir.path());
    reopen(dir.path()).begin_epoch([2; 16], [9; 16]).unwrap();
    let file = segment(dir.path(), 1);
    let bytes = std::fs::read(&file).unwrap();
    let look = || crate::journal::open::look(dir.path(), Mode::Write, false, &[], &mut |_| {});
    let (survey, journal) = (look().unwrap().survey, reopen(dir.path()));
    journal.write_last_again(&survey).unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    let end = bytes.len() - crate::journal::group::HEADER;
    std::fs::write(&file, [&bytes[..end], &[0; crate::journal::group::HEADER]].concat()).unwrap();
    assert!(journal.write_last_again(&survey).unwrap_err().is(&DISK_READ));
    // Once a group stands behind it, it has been synced.
    std::fs::write(&file, &bytes).unwrap();
    reopen(dir.path()).append(&note(9), Tx::Single, &[put(9, b"nine")]).unwrap();
    let (survey, journal) = (look().unwrap().survey, reopen(dir.path()));
    std::fs::write(&file, [&bytes[..end], &[0; crate::journal::group::HEADER]].concat()).unwrap();
    journal.write_last_again(&survey).unwrap();
}

#[test]
fn whatever_a_power_cut_leaves_of_the_last_group_is_torn() {
    let dir = folder();
    let (bytes, end) = three_groups(dir.path());
    let file = segment(dir.path(), 1);
    let last = bytes.len() - end;
    let block = 128;
    let mut cases = Vec::new();
    for keep in 0_u32..1 << last.div_ceil(block).min(8) {
        // Blocks reached the disk in any order; the others are zeros, or what was there before.
        for filler in [0, 0xA5] {
            let mut bad = bytes.clone();
            for (n, part) in bad[end..].chunks_mut(block).enumerate() {
                if keep & (1 << n) == 0 {
                    part.fill(filler);
                }
            }
            cases.push(bad);
        }
    }
    for (n, case) in cases.iter().filter(|case| **case != bytes).enumerate() {
        std::fs::write(&file, case).unwrap();
        let (journal, opened) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
        assert_eq!((opened.damage, content(&journal).0), (vec![], synced()));
        if n % 50 == 0 {
            assert_eq!(recovered(dir.path()), synced());
        }
    }
    // The length reached the disk, the bytes did not; also longer than what was written.
    for length in [end + 1, end + 3_000, end + 70_000] {
        let mut bad = bytes[..end].to_vec();
        bad.resize(length, 0);
        std::fs::write(&file, bad).unwrap();
        assert_eq!(recovered(dir.path()), synced());
    }
}

#[test]
fn a_group_written_within_another_ones_text_is_text() {
    let dir = folder();
    let (bytes, end) = three_groups(dir.path());
    let mut journal = reopen(dir.path());
    let place = journal.next_place().offset as usize;
    // Raw bytes of another segment of another register, and of this one.
    journal.append(&note(4), Tx::Single, &[put(4, &bytes[140..end])]).unwrap();
    drop(journal);
    assert_eq!(content(&reopen(dir.path())).0.len(), 9);
    let other = folder();
    let mut journal =
        Journal::create(other.path(), &Identity { register: [8; 16], ..WHO }).unwrap();
    journal.append(&note(1), Tx::Single, &[put(4, &bytes[140..])]).unwrap();
    let file = segment(other.path(), 1);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() - 1]).unwrap();
    assert_eq!(recovered(other.path()), []);
    assert!(place > end);
}

#[test]
fn a_rotation_cut_short_anywhere_is_finished() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap();
    journal.append(&note(2), Tx::Single, &[put(2, b"b")]).unwrap();
    let end = journal.next_place().offset as usize;
    journal.rotate_at(0);
    let place = journal.append(&note(3), Tx::Single, &[put(3, b"c")]).unwrap().frames[0].1;
    drop(journal);
    let (first, second) = (segment(dir.path(), 1), segment(dir.path(), 2));
    let sealed = std::fs::read(&first).unwrap();
    let follower = std::fs::read(&second).unwrap();
    let header = place.offset as usize - 204;
    // Under its temporary name, at any length; the old one not sealed.
    std::fs::remove_file(&second).unwrap();
    std::fs::write(&first, &sealed[..end]).unwrap();
    for length in 0..=header {
        let temporary = dir.path().join("journal/00000002.seg.tmp");
        std::fs::write(&temporary, &follower[..length]).unwrap();
        assert_eq!(content(&reopen(dir.path())).0, synced());
        assert!(!temporary.exists());
    }
    // Under its name; the seal not written, in part, or garbled.
    let private =
        || std::fs::set_permissions(&second, std::os::unix::fs::PermissionsExt::from_mode(0o600));
    for length in end..=sealed.len() {
        for garbled in [false, true] {
            let mut bytes = sealed[..length].to_vec();
            if garbled {
                bytes[end..].fill(0);
            }
            std::fs::write(&first, bytes).unwrap();
            std::fs::write(&second, &follower[..header]).unwrap();
            private().unwrap();
            assert_eq!(content(&reopen(dir.path())).0, synced(), "{length}");
            assert_eq!(std::fs::read(&first).unwrap().len(), sealed.len());
        }
    }
    assert_eq!(recovered(dir.path()), synced());
    // Sealed: the follower must be there, whole.
    std::fs::remove_file(&second).unwrap();
    let (_, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
    assert_eq!(opened.damage[0].file, second);
}

#[test]
fn a_checkpoint_cut_short_leaves_the_old_one() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap();
    checkpoint_now(&mut journal);
    drop(journal);
    let temporary = dir.path().join("journal/checkpoint.tmp");
    std::fs::write(&temporary, b"densachC").unwrap();
    let mut journal = reopen(dir.path());
    assert_eq!(journal.last_checkpoint().map(|c| c.head.seq), Some(1));
    assert!(!temporary.exists());
    std::fs::write(&temporary, b"densachC").unwrap();
    checkpoint_now(&mut journal);
}

#[test]
fn an_erasing_cut_short_is_finished() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"secret one"), put(2, b"kept")]).unwrap();
    journal.append(&note(2), Tx::Single, &[put(1, b"secret two")]).unwrap();
    let before = std::fs::read(segment(dir.path(), 1)).unwrap();
    journal.erase(&note(3), &[1, 3]).unwrap();
    drop(journal);
    let file = segment(dir.path(), 1);
    let done = std::fs::read(&file).unwrap();
    let changed: Vec<usize> = (0..before.len()).filter(|at| before[*at] != done[*at]).collect();
    for stop in [0, 1, 9, 20, 29, changed.len() - 1] {
        let mut bytes = done.clone();
        for at in &changed[stop..] {
            bytes[*at] = before[*at];
        }
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(verify(dir.path(), &[], &mut |_, _| {}).unwrap().damage, []);
        assert_eq!(Journal::open(dir.path(), Mode::Read, &[]).unwrap().1.damage, []);
        reopen(dir.path());
        assert_eq!(std::fs::read(&file).unwrap(), done);
    }
}

#[test]
fn an_epoch_cut_short_has_begun_once_its_segment_has_its_name() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap();
    let register = dir.path().join("register");
    let old = std::fs::read(&register).unwrap();
    journal.begin_epoch([2; 16], [4; 16]).unwrap();
    let new = journal.identity;
    drop(journal);
    std::fs::write(&register, &old).unwrap();
    let (journal, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
    assert_eq!((opened.damage, opened.mended, journal.identity), (vec![], vec![], new));
    assert_ne!(std::fs::read(&register).unwrap(), old);
    drop(journal);
    // The newest segment gone, `register` tells; before that, the seal does.
    std::fs::remove_file(segment(dir.path(), 2)).unwrap();
    let (_, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
    assert!(opened.damage.iter().any(|damage| damage.file == segment(dir.path(), 2)));
    assert!(opened.damage.iter().any(|damage| damage.file == register));
}

#[test]
fn a_disk_that_refuses_leaves_the_journal_as_it_was() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a"), put(2, b"b")]).unwrap();
    let head = journal.head();
    // A handle that cannot write stands for a disk that will not, at any offset.
    let unwritable = || std::fs::File::open(segment(dir.path(), 1)).unwrap();
    let good = std::mem::replace(&mut journal.segments[0].file, unwritable());
    let refused = journal.append(&note(2), Tx::Single, &[put(3, b"c")]).unwrap_err();
    // It could not be cut back either, so that nothing is known any more.
    assert!(refused.is(&NOT_KNOWN_SAVED));
    journal.segments[0].file = good;
    assert!(journal.append(&note(2), Tx::Single, &[]).unwrap_err().is(&WRITER_CLOSED));
    assert!(
        journal
            .checkpoint(&Checkpoint {
                head,
                next: journal.next_place(),
                counts: vec![],
                digest: [0; 32],
                search_seq: 0,
                erased_through: 0,
            })
            .unwrap_err()
            .is(&WRITER_CLOSED)
    );
    assert_eq!((journal.head(), content(&journal).0), (head, synced()));
    drop(journal);
    assert_eq!(content(&reopen(dir.path())).0, synced());
}
