//! What was read of records is kept: nobody is to be told how they were before.

use super::*;
use crate::register::core::Core;
use crate::register::session::Session;

/// People of that unit with cards of these numbers.
pub(super) fn people(unit: RecordId, range: std::ops::Range<u32>) -> Vec<Act> {
    range
        .map(|number| {
            let mut set = person("Nguyễn Thị Hòa", unit);
            set.push((member::CARD_NO, text(&format!("HP-{number:05}"))));
            set.sort_by_key(|(tag, _)| *tag);
            put(member::KIND, set)
        })
        .collect()
}

/// Every member as a scan gives them.
fn all(door: &mut dyn Door) -> Vec<Shown> {
    let scan = Request::Ask { ask: Ask::Scan { kind: member::KIND, page: 150 }, slot: 0 };
    let pages = door.call(scan).unwrap().into_iter();
    pages
        .flat_map(|reply| match reply {
            Reply::Rows { rows, .. } => rows,
            other => panic!("{other:?}"),
        })
        .collect()
}

/// A note on each of them.
fn noted(revs: &[(RecordId, Rev)], note: &str) -> Vec<Act> {
    let note = |(id, rev): &(RecordId, Rev)| {
        edit(*id, *rev, member::KIND, vec![(member::NOTE, text(note))])
    };
    revs.iter().map(note).collect()
}

#[test]
fn whatever_is_asked_right_after_a_large_change_knows_of_it() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let empty = digest(door);
        let first = change(desk.request(), people(unit, 0..200));
        let (revs, _) = save(door, first.clone());
        assert_eq!(all(door).len(), 200);
        let (revs, seqs) = save(door, change(desk.request(), noted(&revs, "một")));
        assert_eq!(status(door).seq, seqs.1);
        let (revs, _) = save(door, change(desk.request(), noted(&revs, "hai")));
        assert_eq!(history(door, revs[199].0).len(), 3);
        let (revs, _) = save(door, change(desk.request(), noted(&revs, "ba")));
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        let notes: Vec<_> =
            all(door).iter().map(|shown| shown.record.values.get(member::NOTE)).collect();
        assert!(notes.iter().all(|note| *note == text("hai")), "{notes:?}");
        let stale = door.call(Request::Do(change(desk.request(), noted(&revs, "bốn")))).unwrap();
        assert!(matches!(&stale[..], [Reply::Checks(found)] if found.len() == 200), "{stale:?}");
        let one = change(desk.request(), people(unit, 7..8));
        assert_eq!(checks(door, one).len(), 1, "her card is taken");
        let again = save(door, first);
        assert_eq!(again.0.iter().map(|(_, rev)| rev.n).max(), Some(1), "as it was answered then");
        let gone = all(door)
            .into_iter()
            .map(|shown| Act::Delete { id: shown.record.id, base: shown.record.rev });
        let gone = Change { reason: "thử".into(), ..change(desk.request(), gone.collect()) };
        save(door, gone);
        assert_eq!(only(door.call(Request::Checkpoint).unwrap()), Reply::Done);
        assert_eq!((digest(door), all(door).len()), (empty, 0));
    });
}

pub(super) fn session(core: &Core) -> Session {
    Session {
        operator: operators::named(core, None).unwrap(),
        user: "lan".into(),
        ssh: String::new(),
        frame: 0,
        connection: 0,
        watch: None,
        lease: None,
        joined: false,
        besides: Vec::new(),
    }
}

/// Stages and saves, as the worker does; the records.
pub(super) fn saved(core: &mut Core, session: &mut Session, change: &Change) -> Vec<RecordId> {
    let ready = stage::stage(core, &session.operator, change, None);
    let ready = ready.unwrap_or_else(|reply| panic!("not saved: {reply:?}"));
    let deed = save::Deed { request: change.request, batch: 0, begins: None };
    save::write(core, session, deed, ready.list).unwrap();
    ready.acts
}

/// The own unit's revision, by what was read of it before.
fn rev(core: &Core) -> u32 {
    core.look(core.own_unit(), |row| row.unwrap().record.rev.n).unwrap()
}

/// Saves another name of the own unit; what is read before it is brought in is kept.
fn rename(core: &mut Core, request: u8) -> u32 {
    let (mut session, unit, n) = (session(core), core.own_unit(), rev(core));
    let base = core.look(unit, |row| row.unwrap().record.rev).unwrap();
    let name = text(&format!("Hội Khuyến học xã Hoằng Thử {request}"));
    let act = edit(unit, base, unit::KIND, vec![(unit::NAME, name)]);
    saved(core, &mut session, &change([request; 16], vec![act]));
    assert_eq!(rev(core), n);
    n
}

#[test]
fn what_was_read_is_forgotten_where_it_changes_and_where_the_store_is_given_up() {
    let desk = Desk::new();
    let (mut core, _lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    let before = rename(&mut core, 1);
    core.settle();
    assert_eq!(rev(&core), before + 1);
    assert!(core.called(core.own_unit()).unwrap().ends_with('1'));
    let before = rename(&mut core, 2);
    core.fall_back(&Problem::new(&crate::lang::errors::derived::STORE_DAMAGED, ["?"]));
    assert_eq!(rev(&core), before + 1, "it is read from the journal");
    assert!(core.called(core.own_unit()).unwrap().ends_with('2'));
}

#[test]
fn what_is_judged_before_it_is_sent_is_found_the_same() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let mut acts = people(unit, 0..150);
        if let Some(Act::Put { set, .. }) = acts.get_mut(70) {
            let mut bad = set.to_vec();
            bad.retain(|(tag, _)| *tag != member::FULL_NAME);
            bad.insert(0, (member::FULL_NAME, text("  ")));
            *set = bad.into();
        }
        let dry = |request| Change { dry: true, ..change(request, acts.clone()) };
        let plain = checks(door, dry(desk.request()));
        let at: Vec<_> = plain.iter().map(|(at, finding)| (*at, finding.soft)).collect();
        assert_eq!(at, [(70, false)]);
        let foreseen = door.foresee(Request::Do(change(desk.request(), acts)));
        let called = door.begin_foreseen(foreseen).unwrap();
        assert_eq!(only(door.finish(&called).unwrap()), Reply::Checks(plain));
        let good = change(desk.request(), people(unit, 0..150));
        let foreseen = door.foresee(Request::Do(good));
        // What comes in between changes nothing about it.
        assert!(history(door, unit).len() == 1);
        let called = door.begin_foreseen(foreseen).unwrap();
        assert!(matches!(only(door.finish(&called).unwrap()), Reply::Saved { .. }));
        assert_eq!(all(door).len(), 150);
    });
}
