//! What a journal does while nothing goes wrong.

use super::stand::*;
use crate::domain::{Place, Rev};
use crate::journal::*;
use crate::lang::errors::journal::*;

#[test]
fn what_is_appended_is_there_after_opening_again() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let first = journal.append(&note(1), Tx::Single, &[put(1, b"a"), put(2, b"")]).unwrap();
    let copied = NewFrame {
        rev: NewRev::Copied(Rev { n: 9, digest: [8; 16] }),
        prev: Some(first.frames[0].1),
        ..put(1, b"b")
    };
    let second = journal.append(&note(2), Tx::Single, &[copied]).unwrap();
    assert_eq!((first.head.seq, second.head.seq), (2, 3));
    let (head, next) = (journal.head(), journal.next_place());
    assert_eq!(head, second.head);
    drop(journal);

    let journal = reopen(dir.path());
    assert_eq!((journal.head(), journal.next_place()), (head, next));
    assert_eq!((journal.identity(), identity_of(dir.path())), (&WHO, Ok(WHO)));
    let bodies = [b"a".to_vec(), vec![], b"b".to_vec()].map(Some);
    let [a, empty, b] = bodies;
    assert_eq!(content(&journal).0, [(1, a), (2, empty), (1, b.clone())]);
    let (seq, place, rev) = second.frames[0];
    let frame = journal.frame(place).unwrap();
    assert_eq!((frame.seq, frame.rev, frame.body), (seq, rev, b));
    assert_eq!(rev, Rev { n: 9, digest: [8; 16] });
    assert_eq!(frame.prev, Some(first.frames[0].1));
    assert_eq!(journal.note_at(place).unwrap(), note(2));
    assert_eq!(journal.note_at(first.frames[1].1).unwrap(), note(1));
    let group = journal.group_of(1).unwrap().unwrap();
    assert_eq!((group.frames.len(), group.head), (2, first.head));
    assert_eq!(journal.chain_at(2).unwrap(), Some(first.head.chain));
    assert_eq!(journal.chain_at(1).unwrap(), None);
    assert!(journal.chain_at(0).unwrap().is_some());
    assert_eq!(journal.chain_at(4).unwrap(), None);
    assert!(journal.group_of(4).unwrap().is_none());
    let verdict = verify(dir.path(), &[], &mut |_, _| {}).unwrap();
    assert_eq!((verdict.groups, verdict.frames, verdict.damage), (2, 3, vec![]));
    assert_eq!(verdict.head, Some(head));
}

#[test]
fn a_place_where_no_frame_stands_is_named() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let Place { segment, offset } =
        journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap().frames[0].1;
    for place in [
        Place { segment, offset: offset + 1 },
        Place { segment, offset: u64::MAX },
        Place { segment: 2, offset },
    ] {
        assert!(journal.frame(place).unwrap_err().is(&DAMAGED), "{place:?}");
        assert!(journal.note_at(place).unwrap_err().is(&DAMAGED), "{place:?}");
    }
}

#[test]
fn replay_gives_committed_groups_only_and_in_the_order_of_commit() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let (a, b, c) = ([1; 16], [2; 16], [3; 16]);
    journal.append(&note(1), Tx::Begin(a), &[put(1, b"a")]).unwrap();
    journal.append(&note(2), Tx::Begin(b), &[put(2, b"b")]).unwrap();
    journal.append(&note(3), Tx::Single, &[put(3, b"s")]).unwrap();
    let middle = journal.head();
    journal.append(&note(4), Tx::Rows(a), &[put(4, b"a")]).unwrap();
    journal.append(&note(5), Tx::Commit(b), &[]).unwrap();
    journal.append(&note(6), Tx::Begin(c), &[put(6, b"c")]).unwrap();
    journal.append(&note(7), Tx::Commit(a), &[put(5, b"a")]).unwrap();
    let records = |journal: &Journal| content(journal).0.iter().map(|c| c.0).collect::<Vec<_>>();
    assert_eq!(records(&journal), [3, 2, 1, 4, 5]);
    let mut seen = Vec::new();
    let visit = &mut |group: &Group| {
        seen.push((group.frames.first().map(|f| f.record.0[0]), group.head.seq));
        Ok(true)
    };
    assert_eq!(journal.replay(middle.seq, visit), Ok(LeftOut::default()));
    // Of a transaction begun before, every group; and stopping within it gives it again.
    assert_eq!(seen, [(Some(2), 4), (None, 5), (Some(1), 6), (Some(4), 6), (Some(5), 7)]);
    drop(journal);
    let (journal, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
    assert_eq!(opened.aborted, [c]);
    assert_eq!(records(&journal), [3, 2, 1, 4, 5]);
    assert_eq!(Journal::open(dir.path(), Mode::Write, &[]).unwrap().1.aborted, [[0; 16]; 0]);
}

#[test]
fn a_transaction_is_used_in_order_or_refused() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let id = [1; 16];
    let head = journal.head();
    for tx in [Tx::Rows(id), Tx::Commit(id), Tx::Abort(id)] {
        assert!(journal.append(&note(1), tx, &[]).unwrap_err().is(&BAD_TRANSACTION));
    }
    assert_eq!(journal.head(), head);
    let rows = [put(1, b"first try")];
    journal.append(&note(1), Tx::Begin(id), &rows).unwrap();
    assert!(journal.append(&note(1), Tx::Abort(id), &rows).unwrap_err().is(&BAD_TRANSACTION));
    // Begun anew, the first try is given up.
    journal.append(&note(1), Tx::Begin(id), &[put(2, b"second")]).unwrap();
    journal.append(&note(1), Tx::Commit(id), &[]).unwrap();
    assert_eq!(content(&journal).0, [(2, Some(b"second".to_vec()))]);
    assert_eq!(content(&reopen(dir.path())).0.len(), 1);
}

#[test]
fn too_large_a_change_is_refused_before_anything_is_written() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let five = put(1, &vec![b'x'; 5 << 20]);
    assert!(journal.append(&note(1), Tx::Single, &[five]).unwrap_err().is(&TOO_LARGE));
    let three = || put(1, &vec![b'x'; 3 << 20]);
    let six: Vec<_> = (0..6).map(|_| three()).collect();
    assert!(journal.append(&note(1), Tx::Single, &six).unwrap_err().is(&TOO_LARGE));
    journal.append(&note(1), Tx::Single, &[three()]).unwrap();
    assert_eq!(reopen(dir.path()).head().seq, 1);
}

#[test]
fn segments_follow_each_other_and_a_checkpoint_shortens_the_reading() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.rotate_at(2_000);
    let mut heads = vec![journal.head()];
    for n in 1..=20 {
        heads.push(journal.append(&note(n), Tx::Single, &[put(n, &[n; 100])]).unwrap().head);
        if n == 12 {
            checkpoint_now(&mut journal);
            assert_eq!(journal.since_checkpoint(), 0);
        }
    }
    let segments = segment_files(dir.path()).unwrap();
    assert!(segments.len() > 3 && segments.iter().all(|s| s.bytes <= 2_000), "{segments:?}");
    let (head, since) = (journal.head(), journal.since_checkpoint());
    drop(journal);
    let journal = reopen(dir.path());
    assert_eq!(journal.head(), head);
    assert_eq!(journal.last_checkpoint().map(|c| c.head.seq), Some(12));
    assert!(journal.since_checkpoint() >= since);
    for after in &heads {
        assert_eq!(journal.chain_at(after.seq).unwrap(), Some(after.chain));
        let mut seen = Vec::new();
        let visit = &mut |group: &Group| {
            seen.push(group.head);
            Ok(true)
        };
        assert_eq!(journal.replay(after.seq, visit), Ok(LeftOut::default()));
        assert_eq!(seen, heads[after.seq as usize + 1..]);
    }
    let verdict = verify(dir.path(), &[], &mut |read, all| assert!(read <= all)).unwrap();
    assert_eq!((verdict.groups, verdict.damage), (20, vec![]));
}

#[test]
fn a_checkpoint_of_another_chain_is_refused() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a"), put(2, b"b")]).unwrap();
    checkpoint_now(&mut journal);
    let good = journal.last_checkpoint().unwrap().clone();
    for (seq, chain) in [(2, [0; 32]), (1, good.head.chain), (3, good.head.chain)] {
        let bad = Checkpoint { head: Head { seq, chain }, ..good.clone() };
        assert!(journal.checkpoint(&bad).unwrap_err().is(&BAD_CHECKPOINT));
    }
    assert_eq!(journal.last_checkpoint(), Some(&good));
}

#[test]
fn a_transaction_open_at_a_checkpoint_is_found_again() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.rotate_at(1_000);
    let id = [1; 16];
    journal.append(&note(1), Tx::Begin(id), &[put(1, &[b'x'; 300])]).unwrap();
    journal.append(&note(2), Tx::Single, &[put(2, &[b'x'; 300])]).unwrap();
    checkpoint_now(&mut journal);
    drop(journal);
    let copied = folder();
    copy(dir.path(), copied.path());
    let (_, opened) = Journal::open(copied.path(), Mode::Write, &[]).unwrap();
    assert_eq!((opened.aborted, opened.damage), (vec![id], vec![]));
    let (journal, opened) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
    assert_eq!((opened.aborted.len(), opened.damage), (0, vec![]));
    assert_eq!(content(&journal).0.len(), 1);
}

#[test]
fn a_transaction_closed_right_before_a_checkpoint_needs_no_begin() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let (a, b) = ([1; 16], [2; 16]);
    for tx in [Tx::Begin(a), Tx::Begin(b), Tx::Commit(a), Tx::Rows(b), Tx::Commit(b)] {
        journal.append(&note(1), tx, &[put(1, b"row")]).unwrap();
        checkpoint_now(&mut journal);
        let (reader, opened) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
        assert_eq!((opened.damage, content(&reader)), (vec![], content(&journal)));
    }
    assert_eq!(content(&journal).0.len(), 5);
}

#[test]
fn an_erased_payload_is_gone_from_the_files_and_the_chain_holds() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"her secret"), put(2, b"kept")]).unwrap();
    let place = journal.append(&note(2), Tx::Single, &[put(1, b"her secret too")]).unwrap();
    journal.append(&note(3), Tx::Single, &[put(2, b"kept too")]).unwrap();
    let erased = journal.erase(&note(4), &[1, 3]).unwrap();
    assert!(journal.erase(&note(5), &[9]).unwrap_err().is(&CANNOT_ERASE));
    assert!(journal.erase(&note(5), &[erased.head.seq]).unwrap_err().is(&CANNOT_ERASE));
    let bytes = std::fs::read(segment(dir.path(), 1)).unwrap();
    assert!(!bytes.windows(6).any(|w| w == b"secret") && bytes.windows(4).any(|w| w == b"kept"));
    assert_eq!(journal.frame(place.frames[0].1).unwrap().body, None);
    let verdict = verify(dir.path(), &[], &mut |_, _| {}).unwrap();
    assert_eq!((verdict.erased, verdict.damage), (2, vec![]));
    // A replay that stops before the erase frame takes nothing for damage.
    assert_eq!(journal.replay(0, &mut |_| Ok(false)), Ok(LeftOut::default()));
    assert!(journal.closed().is_none());
    let kept = |text: &[u8]| (2, Some(text.to_vec()));
    let expected = vec![(1, None), kept(b"kept"), (1, None), kept(b"kept too")];
    assert_eq!(content(&reopen(dir.path())), (expected, vec![]));
}

#[test]
fn a_reader_takes_nothing_for_damage_that_is_erased_meanwhile() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"secret")]).unwrap();
    let (reader, _) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
    journal.erase(&note(2), &[1]).unwrap();
    assert_eq!(content(&reader), (vec![(1, None)], vec![]));
}

#[test]
fn an_epoch_begins_with_a_segment_of_its_own() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap();
    journal.begin_epoch([2; 16], [4; 16]).unwrap();
    let expected = Identity { epoch: [2; 16], previous_epoch: WHO.epoch, device: [4; 16], ..WHO };
    assert_eq!(journal.identity(), &expected);
    drop(journal);
    let mut journal = reopen(dir.path());
    assert_eq!(journal.identity(), &expected);
    journal.append(&note(2), Tx::Single, &[put(1, b"b")]).unwrap();
    assert_eq!(content(&reopen(dir.path())).0.len(), 2);
}

#[test]
fn a_reader_sees_what_was_there_when_it_came_and_cannot_write() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.rotate_at(1_000);
    journal.append(&note(1), Tx::Single, &[put(1, &[1; 400])]).unwrap();
    let (mut reader, opened) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
    assert_eq!(opened.damage, []);
    for n in 2..=9 {
        journal.append(&note(n), Tx::Single, &[put(n, &[n; 400])]).unwrap();
        assert_eq!(content(&reader).0.len(), 1);
        let (later, opened) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
        assert_eq!((content(&later).0.len(), opened.damage), (usize::from(n), vec![]));
    }
    assert!(reader.append(&note(9), Tx::Single, &[]).unwrap_err().is(&READ_ONLY));
    assert!(reader.begin_epoch([1; 16], [1; 16]).unwrap_err().is(&READ_ONLY));
}

#[test]
fn a_register_is_made_once_and_a_making_cut_short_is_made_again() {
    let dir = folder();
    assert!(Journal::open(dir.path(), Mode::Write, &[]).unwrap_err().is(&NO_REGISTER));
    assert!(verify(dir.path(), &[], &mut |_, _| {}).unwrap_err().is(&NO_REGISTER));
    drop(Journal::create(dir.path(), &WHO).unwrap());
    assert!(Journal::create(dir.path(), &WHO).unwrap_err().is(&NOT_EMPTY));
    reopen(dir.path());
    std::fs::remove_file(dir.path().join("register")).unwrap();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap();
    std::fs::remove_file(dir.path().join("register")).unwrap();
    assert!(Journal::create(dir.path(), &WHO).unwrap_err().is(&NOT_EMPTY));
}

#[test]
fn a_clock_behind_the_last_group_is_said() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let ahead = GroupNote { time: i64::MAX / 2, ..note(1) };
    journal.append(&ahead, Tx::Single, &[]).unwrap();
    let (_, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
    assert!(opened.clock_behind.is_some_and(|behind| behind > 1_000_000));
}
