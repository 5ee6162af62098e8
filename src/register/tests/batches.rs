//! Batches: an import in chunks, undone as one; changes too large for one group.

use super::*;
use crate::derived::search::Query;
use crate::journal::{BatchNote, FrameKind, GroupNote, Tx};
use crate::register::session::Session;

fn begin(door: &mut dyn Door, request: [u8; 16]) -> u64 {
    let request = Request::Batch { request, what: "import".into(), of: "DS2025.csv".into() };
    match only(door.call(request).unwrap()) {
        Reply::Batch(seq) => seq,
        other => panic!("{other:?}"),
    }
}

fn people(unit: RecordId, range: std::ops::Range<u32>) -> Vec<Act> {
    range
        .map(|number| {
            let mut set = person("Nguyễn Thị Hòa", unit);
            set.push((member::CARD_NO, text(&format!("HP-{number:05}"))));
            let source = Some(("DS2025.csv".to_owned(), String::new(), u64::from(number)));
            Act::Put { id: None, kind: member::KIND, base: None, set: set.into(), source }
        })
        .collect()
}

#[test]
fn nobody_adds_to_anothers_batch_or_makes_one_that_is_the_registers_own() {
    both(|desk, door| {
        hello(door);
        save_one(door, desk.request(), technician("Hùng"));
        let lans = begin(door, desk.request());
        hello_as(door, Some("Hùng")).unwrap();
        let add = Change { batch: lans, ..change(desk.request(), vec![hamlet(1)]) };
        assert!(refused(door, Request::Do(add)).is(&codes::NO_BATCH));
        for what in ["undo", "redo", "pin", "reveal", "bulk", ""] {
            let (request, of) = (desk.request(), lans.to_string());
            let forged = Request::Batch { request, what: what.into(), of };
            assert!(refused(door, forged).is(&codes::NO_BATCH), "{what}");
        }
        // The note that numbers go out whole holds no changes.
        let (request, of) = (desk.request(), String::new());
        let note = Request::Batch { request, what: WHOLE_IDS.into(), of };
        let Reply::Batch(batch) = only(door.call(note).unwrap()) else { panic!() };
        let add = Change { batch, ..change(desk.request(), vec![hamlet(1)]) };
        assert!(refused(door, Request::Do(add)).is(&codes::NO_BATCH));
    });
}

#[test]
fn an_import_is_undone_as_one_and_the_digest_is_the_one_before() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let before = digest(door);
        let request = desk.request();
        let batch = begin(door, request);
        assert_eq!(begin(door, request), batch, "begun twice is begun once");
        for chunk in 0..3 {
            let acts = people(unit, chunk * 40..chunk * 40 + 40);
            let change = Change { batch, ..change(desk.request(), acts) };
            let (revs, seqs) = save(door, change);
            assert_eq!(revs.len(), 40);
            assert_eq!(seqs.1 - seqs.0, 39, "one frame an act, in one group");
        }
        assert_eq!(find(door, member::KIND, "HP-00042").len(), 1);
        let id = find(door, member::KIND, "HP-00042")[0];
        let entry = history(door, id).remove(0);
        assert_eq!(
            (entry.batch, entry.source),
            (batch, Some(Origin::Row { file: "DS2025.csv".into(), sheet: String::new(), row: 42 }))
        );
        let imported = digest(door);
        let Reply::Undoable(Some(next)) = ask(door, Ask::NextUndo(UndoWhat::Last)) else {
            panic!()
        };
        assert_eq!((next.unit, next.records, next.here), (UndoWhat::Seq(batch), 120, true));
        assert_eq!((next.what.as_str(), next.of.as_str()), ("import", "DS2025.csv"));
        // The number of a change means that change alone, that of the batch all of it.
        undo(door, desk.request(), UndoWhat::Seq(entry.seq)).unwrap();
        assert_eq!(record(door, id), None);
        assert_eq!(find(door, member::KIND, "HP-00041").len(), 1);
        redo(door, desk.request()).unwrap();
        assert_eq!(digest(door), imported);
        let Reply::Undoable(Some(next)) = ask(door, Ask::NextUndo(UndoWhat::Last)) else {
            panic!()
        };
        assert_eq!((next.what.as_str(), next.records), ("", 1), "that change alone was done again");
        undo(door, desk.request(), UndoWhat::Seq(batch)).unwrap();
        assert_eq!(digest(door), before);
        assert_eq!(find(door, member::KIND, "hoa"), []);
        assert_eq!(status(door).today, [], "an import is nobody's day's work");
        redo(door, desk.request()).unwrap();
        assert_eq!(digest(door), imported);
    });
}

#[test]
fn an_import_of_ten_thousand_goes_back_and_forth_to_the_exact_digest() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let before = digest(&mut door);
    let batch = begin(&mut door, desk.request());
    for chunk in 0..10 {
        let acts = people(unit, chunk * 1_000..chunk * 1_000 + 1_000);
        save(&mut door, Change { batch, ..change(desk.request(), acts) });
    }
    let imported = digest(&mut door);
    let told = |door: &mut dyn Door, next: Ask| match ask(door, next) {
        Reply::Undoable(Some(next)) => *next,
        other => panic!("{other:?}"),
    };
    let next = told(&mut door, Ask::NextUndo(UndoWhat::Last));
    assert_eq!(
        (next.unit, next.kinds.as_slice()),
        (UndoWhat::Seq(batch), [(member::KIND, 10_000)].as_slice())
    );
    assert!(next.first.len() <= 5, "no list of ten thousand lines");
    undo(&mut door, desk.request(), next.unit).unwrap();
    assert_eq!(digest(&mut door), before);
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    let next = told(&mut door, Ask::NextRedo);
    assert_eq!((next.what.as_str(), next.of.as_str()), ("import", "DS2025.csv"));
    assert_eq!((next.records, next.here), (10_000, false));
    redo(&mut door, desk.request()).unwrap();
    assert_eq!(digest(&mut door), imported);
}

#[test]
fn a_bulk_edit_in_chunks_is_one_batch_of_all_that_a_look_up_finds() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        save(door, change(desk.request(), people(unit, 0..60)));
        let before = digest(door);
        let query = Query { kind: Some(member::KIND), text: "hoa".into(), ..Query::default() };
        let Reply::Ids(ids, total) = ask(door, Ask::Ids(query)) else { panic!() };
        assert_eq!((ids.len(), total), (60, 60));
        let (request, of) = (desk.request(), "Ghi chú".to_owned());
        let begin = Request::Batch { request, what: BULK.into(), of };
        let Reply::Batch(batch) = only(door.call(begin).unwrap()) else { panic!() };
        for ids in ids.chunks(25) {
            let Reply::Rows { rows, .. } = ask(door, Ask::Records(ids.to_vec())) else { panic!() };
            let set = || vec![(member::NOTE, text("đã rà soát"))];
            let acts =
                rows.iter().map(|row| edit(row.record.id, row.record.rev, member::KIND, set()));
            let acts = acts.collect();
            save(door, Change { batch, ..change(desk.request(), acts) });
        }
        let edited = digest(door);
        let Reply::Undoable(Some(next)) = ask(door, Ask::NextUndo(UndoWhat::Last)) else {
            panic!()
        };
        assert_eq!((next.what.as_str(), next.of.as_str(), next.records), (BULK, "Ghi chú", 60));
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(digest(door), before);
        redo(door, desk.request()).unwrap();
        assert_eq!(digest(door), edited);
    });
}

#[test]
fn bad_rows_are_named_by_their_place_and_nothing_is_saved() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let mut acts = people(unit, 0..30);
        acts[7] = put(member::KIND, vec![(member::NOTE, text("ai?"))]);
        let twin = acts[3].clone();
        acts[20] = twin;
        let before = digest(door);
        let found = checks(door, change(desk.request(), acts.clone()));
        let hard = found.iter().filter(|(_, finding)| !finding.soft);
        let mut bad: Vec<usize> = hard.map(|(index, _)| *index).collect();
        bad.dedup();
        assert_eq!(bad, [7, 20]);
        assert_eq!(digest(door), before);
        let mut at = 0..;
        acts.retain(|_| !bad.contains(&at.next().unwrap()));
        assert_eq!(save(door, change(desk.request(), acts)).0.len(), 28);
    });
}

#[test]
fn a_change_over_many_groups_is_one_and_comes_back_as_one() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let before = digest(&mut door);
    let rows = u32::try_from(save::GROUP_FRAMES).unwrap() + 700;
    let request = desk.request();
    let (revs, seqs) = save(&mut door, change(request, people(unit, 0..rows)));
    assert_eq!(revs.len(), usize::try_from(rows).unwrap());
    assert!(revs.iter().all(|(_, rev)| rev.n == 1));
    let imported = digest(&mut door);
    let again = save(&mut door, change(request, people(unit, 0..rows)));
    assert_eq!(again.1, seqs);
    assert_eq!(digest(&mut door), imported);
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(digest(&mut door), imported);
    assert_eq!(find(&mut door, member::KIND, "HP-02500").len(), 1);
    let mut told = Vec::new();
    let request = Request::Undo { request: desk.request(), what: UndoWhat::Last };
    door.call_with(request, &mut |done, all| told.push((done, all))).unwrap();
    let all = u64::from(rows) * 3;
    assert!(told.len() >= 50 && told.is_sorted(), "{told:?}");
    assert!(told.iter().all(|(done, of)| *of == all && *done <= all), "{told:?}");
    assert_eq!(digest(&mut door), before);
    assert_eq!(find(&mut door, member::KIND, "HP-02500").len(), 0);
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(digest(&mut door), before);
    redo(&mut door, desk.request()).unwrap();
    assert_eq!(digest(&mut door), imported);
}

#[test]
fn a_scan_gives_every_record_once_in_pages() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let (revs, _) = save(door, change(desk.request(), people(unit, 0..25)));
        let scan = Request::Ask { ask: Ask::Scan { kind: member::KIND, page: 10 }, slot: 0 };
        let pages = door.call(scan).unwrap();
        let sizes: Vec<usize> = pages
            .iter()
            .map(|reply| match reply {
                Reply::Rows { rows, .. } => rows.len(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(sizes, [10, 10, 5]);
        let mut ids: Vec<RecordId> = pages
            .into_iter()
            .flat_map(|reply| match reply {
                Reply::Rows { rows, .. } => rows,
                _ => Vec::new(),
            })
            .map(|shown| shown.record.id)
            .collect();
        ids.sort_unstable();
        let mut saved: Vec<RecordId> = revs.iter().map(|(id, _)| *id).collect();
        saved.sort_unstable();
        assert_eq!(ids, saved);
    });
}

/// A begin whose abort could not be written either is aborted by the next try, which takes a seq.
#[test]
fn a_large_change_tried_again_names_its_own_batch_and_session() {
    let desk = Desk::new();
    let (mut core, _lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    let mut session = Session {
        operator: operators::named(&core, None).unwrap(),
        user: "lan".into(),
        ssh: String::new(),
        frame: 0,
        connection: 0,
        watch: None,
        lease: None,
        joined: false,
        besides: Vec::new(),
    };
    let request = [5; 16];
    let note = GroupNote { time: 1, operator: RecordId([0; 16]), session: 0, batch: 0, request };
    core.journal.append(&note, Tx::Begin(request), &[]).unwrap();
    let begins = Some(BatchNote { what: "undo".into(), of: "1".into() });
    let deed = save::Deed { request, batch: 0, begins };
    let mut once = Some(Vec::new());
    let mut next = |_: &mut crate::register::core::Core, _: &[save::Placed]| Ok(once.take());
    let written = save::write_spanning(&mut core, &mut session, &deed, &mut next).unwrap();
    let group = core.journal.group_of(written.batch).unwrap().unwrap();
    let kinds: Vec<_> = group.frames.iter().map(|frame| (frame.seq, frame.kind)).collect();
    let expected = [(session.frame, FrameKind::Session), (written.batch, FrameKind::Batch)];
    assert_eq!(kinds, expected);
    assert_eq!((group.note.session, group.note.batch), (session.frame, written.batch));
}

/// What is synced is saved, whether or not it can be read back at once.
#[test]
fn a_large_change_that_cannot_be_read_back_is_answered_as_saved() {
    use std::os::unix::fs::FileExt;
    let desk = Desk::new();
    let (mut core, lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    let mut session = Session {
        operator: operators::named(&core, None).unwrap(),
        user: "lan".into(),
        ssh: String::new(),
        frame: 0,
        connection: 0,
        watch: None,
        lease: None,
        joined: false,
        besides: Vec::new(),
    };
    let village = |core: &mut crate::register::core::Core, number: u8| {
        let mut values = crate::domain::Values::default();
        let Act::Put { set, .. } = hamlet(number) else { panic!("a put") };
        set.iter().for_each(|(tag, value)| values.set(*tag, value.as_ref()));
        let mut after = crate::derived::store::Row::new(core.mint.id().unwrap(), village::KIND);
        let body = crate::journal::Change { values: values.clone(), ..Default::default() };
        after.record.values = values;
        let (frame, rev) = (FrameKind::Put, Default::default());
        crate::register::stage::Staged { before: None, after, frame, body, rev }
    };
    let place = core.journal.next_place();
    let segment = desk.path().join(format!("journal/{:08}.seg", place.segment));
    let segment = std::fs::OpenOptions::new().read(true).write(true).open(segment).unwrap();
    let flip = || {
        let mut byte = [0];
        segment.read_exact_at(&mut byte, place.offset + 20).unwrap();
        segment.write_all_at(&[byte[0] ^ 1], place.offset + 20).unwrap();
    };
    let request = [7; 16];
    let mut number = 0;
    let mut next = |core: &mut crate::register::core::Core, _: &[save::Placed]| {
        number += 1;
        if number == 3 {
            flip();
            return Ok(None);
        }
        Ok(Some(vec![village(core, number)]))
    };
    let deed = save::Deed { request, ..Default::default() };
    let written = save::write_spanning(&mut core, &mut session, &deed, &mut next).unwrap();
    assert_eq!(written.changes.len(), 2);
    assert_eq!(written.seqs, (written.changes[0].0, written.changes[1].0));
    assert!(core.read_only.as_ref().unwrap().is(&codes::SAVED_UNREAD));
    core.settle();
    core.checkpoint(false).unwrap();
    drop((core, lock));
    flip();
    let mut door = desk.open();
    assert_eq!(hello(&mut door).read_only, None);
    assert_eq!(find(&mut door, village::KIND, "phu khe").len(), 2);
    // Asked again, it answers as it was then.
    let (revs, seqs) = save(&mut door, change(request, vec![hamlet(1)]));
    assert_eq!((revs.len(), seqs), (2, written.seqs));
}

#[test]
fn what_waits_for_the_store_is_brought_in_before_a_transaction_that_spans_groups() {
    let desk = Desk::new();
    let (mut core, _lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    let mut session = session::Session {
        operator: operators::named(&core, None).unwrap(),
        user: String::new(),
        ssh: String::new(),
        frame: 0,
        connection: 0,
        watch: None,
        lease: None,
        joined: false,
        besides: Vec::new(),
    };
    let begins = crate::journal::BatchNote { what: "import".into(), of: String::new() };
    let mut deed = save::Deed { request: [1; 16], batch: 0, begins: Some(begins) };
    save::write(&mut core, &mut session, deed.clone(), Vec::new()).unwrap();
    assert!(core.pending.is_some());
    deed.request = [2; 16];
    let mut waits = None;
    save::write_spanning(&mut core, &mut session, &deed, &mut |core, _| {
        waits = Some(core.pending.is_some());
        Ok(None)
    })
    .unwrap();
    assert_eq!(waits, Some(false));
}
