//! What was keyed in a batch of forms, undone and done again as one.

use super::*;
use crate::domain::PartialDate;
use crate::domain::records::{batch, distinct};
use crate::lang::{Lang, one};

/// A new batch.
fn stack(desk: &Desk, door: &mut dyn Door, number: &str) -> (RecordId, Rev) {
    let of = Some(Value::Code(member::TYPE.name.into()));
    let set = vec![(batch::NUMBER, text(number)), (batch::OF, of)];
    save_one(door, desk.request(), put(batch::KIND, set))
}

/// A form keyed in it.
fn keyed(desk: &Desk, door: &mut dyn Door, name: &str, of: RecordId) -> (RecordId, Rev) {
    let mut set = person(name, own_unit(door));
    set.push((batch::MEMBER_OF, Some(Value::Ref(of))));
    save_one(door, desk.request(), put(member::KIND, set))
}

fn noted(desk: &Desk, door: &mut dyn Door, (id, rev): (RecordId, Rev), note: &str) {
    let set = vec![(member::NOTE, text(note))];
    save_one(door, desk.request(), edit(id, rev, member::KIND, set));
}

fn close(desk: &Desk, door: &mut dyn Door, (id, rev): (RecordId, Rev)) {
    let day = PartialDate { year: 2026, month: 5, day: 5 };
    let set = vec![(batch::CLOSED_ON, Some(Value::Date(day)))];
    save_one(door, desk.request(), edit(id, rev, batch::KIND, set));
}

fn next(door: &mut dyn Door, ask_for: Ask) -> Undoable {
    match ask(door, ask_for) {
        Reply::Undoable(Some(next)) => *next,
        other => panic!("{other:?}"),
    }
}

fn done(reply: Result<Reply, Problem>) -> usize {
    match reply.unwrap() {
        Reply::Saved { revs, .. } => revs.len(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_keyed_goes_back_and_comes_again_as_one_over_sessions() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    let (own, other) = (stack(&desk, &mut door, "1"), stack(&desk, &mut door, "2"));
    keyed(&desk, &mut door, "Lê Thị Ba", other.0);
    let before = digest(&mut door);
    let first = keyed(&desk, &mut door, "Bùi Thị Sen", own.0);
    keyed(&desk, &mut door, "Bùi Thị Sáu", own.0);
    // A slip corrected while it was keyed goes with it.
    noted(&desk, &mut door, first, "gõ lại");
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    keyed(&desk, &mut door, "Bùi Thị Bảy", own.0);
    close(&desk, &mut door, own);
    let closed = digest(&mut door);
    let told = next(&mut door, Ask::NextUndo(UndoWhat::Entered(own.0)));
    assert_eq!(
        (told.what.as_str(), one(&told.of, Lang::Vi).as_ref(), told.records),
        (ENTERED, "Lô 1", 4)
    );
    assert_eq!(told.kinds, [(member::KIND, 3), (batch::KIND, 1)]);
    assert!(told.stops.is_none() && told.staying == 0 && !told.here, "{told:?}");
    assert_eq!(done(undo(&mut door, desk.request(), told.unit)), 4);
    assert_eq!(digest(&mut door), before, "the batch is open again, and empty");
    assert_eq!(find(&mut door, member::KIND, "bui thi"), []);
    let nothing = undo(&mut door, desk.request(), told.unit).unwrap_err();
    assert!(nothing.is(&codes::NOTHING_TO_UNDO), "{nothing}");
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    let again = next(&mut door, Ask::NextRedo);
    assert_eq!(
        (again.what.as_str(), one(&again.of, Lang::En).as_ref(), again.records),
        (ENTERED, "Batch 1", 4)
    );
    let seq = again.unit.seq();
    let stale = Request::Redo { request: desk.request(), of: seq.map(|seq| seq - 1) };
    assert!(refused(&mut door, stale).is(&codes::NOTHING_TO_REDO), "another one than was shown");
    let request = Request::Redo { request: desk.request(), of: seq };
    assert_eq!(done(door.call(request).map(only)), 4);
    assert_eq!(digest(&mut door), closed);
    // Both ways lead back: the next undo, and the batch.
    assert_eq!(done(undo(&mut door, desk.request(), UndoWhat::Last)), 4);
    assert_eq!(digest(&mut door), before);
    redo(&mut door, desk.request()).unwrap();
    assert_eq!(done(undo(&mut door, desk.request(), UndoWhat::Entered(own.0))), 4);
    assert_eq!(digest(&mut door), before);
}

#[test]
fn what_somebody_changed_since_stays_and_is_named() {
    both(|desk, door| {
        hello(door);
        save_one(door, desk.request(), technician("Hùng"));
        let own = stack(desk, door, "1");
        let kept = keyed(desk, door, "Bùi Thị Sen", own.0);
        keyed(desk, door, "Bùi Thị Sáu", own.0);
        hello_as(door, Some("Hùng")).unwrap();
        noted(desk, door, kept, "đã gặp");
        hello_as(door, Some("Lan")).unwrap();
        let keyed = digest(door);
        let told = next(door, Ask::NextUndo(UndoWhat::Entered(own.0)));
        assert_eq!((told.records, told.staying, told.stops), (1, 1, None));
        let why = &told.stays[0];
        assert!(why.is(&codes::CHANGED_SINCE) && why.params[0].contains("Bùi Thị Sen"), "{why}");
        assert_eq!(done(undo(door, desk.request(), told.unit)), 1);
        assert_eq!(find(door, member::KIND, "bui thi"), [kept.0]);
        // Nothing but what stays: why is said, and nothing is done.
        let problem = undo(door, desk.request(), told.unit).unwrap_err();
        assert!(problem.is(&codes::CHANGED_SINCE), "{problem}");
        let told = next(door, Ask::NextUndo(told.unit));
        assert!(told.stops.is_some_and(|why| why.is(&codes::CHANGED_SINCE)));
        assert_eq!(done(redo(door, desk.request())), 1);
        assert_eq!(digest(door), keyed);
    });
}

/// That two are not one, said with a save or later.
fn apart(one: RecordId, other: RecordId) -> Act {
    let set = [(distinct::A, one), (distinct::B, other)];
    put(distinct::KIND, set.map(|(tag, id)| (tag, Some(Value::Ref(id)))).to_vec())
}

#[test]
fn what_was_saved_with_a_form_goes_with_it_and_what_something_refers_to_since_stays() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let own = stack(desk, door, "1");
        let there = save_one(door, desk.request(), put(member::KIND, person("Bùi Thị Sen", unit)));
        let before = digest(door);
        let id = crate::register::clock::Mint::after(1_700_000_000_000).id().unwrap();
        let mut set = person("Bùi Thị Sen", unit);
        set.push((batch::MEMBER_OF, Some(Value::Ref(own.0))));
        let form = Act::Put {
            id: Some(id),
            kind: member::KIND,
            base: None,
            set: set.into(),
            source: None,
        };
        save(door, change(desk.request(), vec![form, apart(id, there.0)]));
        let told = next(door, Ask::NextUndo(UndoWhat::Entered(own.0)));
        assert_eq!(told.kinds, [(member::KIND, 1), (distinct::KIND, 1)]);
        undo(door, desk.request(), told.unit).unwrap();
        assert_eq!(digest(door), before);
        redo(door, desk.request()).unwrap();
        let told = next(door, Ask::NextUndo(told.unit));
        assert_eq!((told.records, told.staying), (2, 0), "once done again too");
        let sau = keyed(desk, door, "Bùi Thị Sáu", own.0);
        save_one(door, desk.request(), apart(id, sau.0));
        let told = next(door, Ask::NextUndo(UndoWhat::Entered(own.0)));
        assert_eq!((told.records, told.staying), (0, 2), "what was said with it stays too");
        assert!(told.stays.iter().all(|why| why.is(&codes::REFERRED_SINCE)), "{:?}", told.stays);
        assert!(told.stops.is_some_and(|why| why.is(&codes::REFERRED_SINCE)));
    });
}

#[test]
fn a_record_that_was_there_before_gets_back_what_it_held() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let own = stack(desk, door, "1");
        let there = save_one(door, desk.request(), put(member::KIND, person("Bùi Thị Sen", unit)));
        let before = digest(door);
        let set = vec![
            (member::OCCUPATION, text("Hưu trí")),
            (batch::MEMBER_OF, Some(Value::Ref(own.0))),
        ];
        save_one(door, desk.request(), edit(there.0, there.1, member::KIND, set));
        assert_eq!(done(undo(door, desk.request(), UndoWhat::Entered(own.0))), 1);
        assert_eq!(digest(door), before);
    });
}

#[test]
fn the_next_undo_passes_over_what_went_back_with_the_batch() {
    both(|desk, door| {
        hello(door);
        let empty = digest(door);
        let own = stack(desk, door, "1");
        let stacked = digest(door);
        for name in ["Bùi Thị Sen", "Bùi Thị Sáu"] {
            keyed(desk, door, name, own.0);
        }
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(done(undo(door, desk.request(), UndoWhat::Entered(own.0))), 1);
        assert_eq!(digest(door), stacked);
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(digest(door), empty, "the batch itself was made before");
    });
}

#[test]
fn whoever_may_not_undo_others_work_is_told_before_it_is_tried() {
    both(|desk, door| {
        hello(door);
        let set = vec![
            (operator::SHORT_NAME, text("Hoa")),
            (operator::ROLE, Some(Value::Code("clerk".into()))),
        ];
        save_one(door, desk.request(), put(operator::KIND, set));
        let own = stack(desk, door, "1");
        keyed(desk, door, "Bùi Thị Sen", own.0);
        hello_as(door, Some("Hoa")).unwrap();
        let told = next(door, Ask::NextUndo(UndoWhat::Entered(own.0)));
        assert!(told.stops.is_some_and(|why| why.is(&codes::ROLE)));
        let problem = undo(door, desk.request(), told.unit).unwrap_err();
        assert!(problem.is(&codes::ROLE), "{problem}");
        // And what is no batch of forms is none.
        let request =
            Request::Ask { ask: Ask::NextUndo(UndoWhat::Entered(own_unit(door))), slot: 0 };
        assert!(refused(door, request).is(&codes::WRONG_KIND));
    });
}
