//! Undo and redo: a new change each time, field by field, per operator, over sessions.

use super::*;

/// A member, and the digests before and after she was saved.
fn saved_member(desk: &Desk, door: &mut dyn Door) -> (RecordId, Rev, [[u8; 32]; 2]) {
    let unit = hello(door).unit.record.id;
    let before = digest(door);
    let (id, rev) = save_one(door, desk.request(), put(member::KIND, person("Bùi Thị Sen", unit)));
    (id, rev, [before, digest(door)])
}

fn undone(reply: Result<Reply, Problem>) -> Vec<(RecordId, Rev)> {
    match reply.unwrap() {
        Reply::Saved { revs, .. } => revs,
        other => panic!("{other:?}"),
    }
}

#[test]
fn undo_and_redo_walk_back_and_forth() {
    both(|desk, door| {
        let (id, rev, [nobody, sen]) = saved_member(desk, door);
        let set = vec![(member::FULL_NAME, text("Bùi Thị Sên"))];
        save_one(door, desk.request(), edit(id, rev, member::KIND, set));
        let corrected = digest(door);
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!((digest(door), name_of(door, id).as_str()), (sen, "Bùi Thị Sen"));
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!((digest(door), record(door, id)), (nobody, None));
        assert!(
            undo(door, desk.request(), UndoWhat::Last).unwrap_err().is(&codes::NOTHING_TO_UNDO)
        );
        undone(redo(door, desk.request()));
        assert_eq!(digest(door), sen);
        undone(redo(door, desk.request()));
        assert_eq!(digest(door), corrected);
        assert!(redo(door, desk.request()).unwrap_err().is(&codes::NOTHING_TO_REDO));
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!(digest(door), sen);
        let entries = history(door, id);
        assert_eq!(entries[0].undoes, entries[1].seq, "the undo names what it undid");
        assert_eq!(find(door, member::KIND, "bui thi sen"), [id]);
    });
}

#[test]
fn something_new_ends_what_could_be_done_again() {
    both(|desk, door| {
        let (_, _, _) = saved_member(desk, door);
        undone(undo(door, desk.request(), UndoWhat::Last));
        save_one(door, desk.request(), hamlet(1));
        assert!(redo(door, desk.request()).unwrap_err().is(&codes::NOTHING_TO_REDO));
    });
}

#[test]
fn a_field_goes_back_only_if_it_still_holds_what_was_put_there() {
    both(|desk, door| {
        let (id, rev, _) = saved_member(desk, door);
        let set = vec![(member::FULL_NAME, text("Bùi Thị Sến")), (member::NOTE, text("a"))];
        let request = change(desk.request(), vec![edit(id, rev, member::KIND, set)]);
        let (revs, seqs) = save(door, request);
        let set = vec![(member::OCCUPATION, text("Giáo viên"))];
        let (_, rev) = save_one(door, desk.request(), edit(id, revs[0].1, member::KIND, set));
        undone(undo(door, desk.request(), UndoWhat::Seq(seqs.0)));
        let values = record(door, id).unwrap().record.values;
        assert_eq!(values.get(member::FULL_NAME), text("Bùi Thị Sen"));
        assert_eq!(values.get(member::NOTE), None);
        assert_eq!(values.get(member::OCCUPATION), text("Giáo viên"), "not its business");
        let set = vec![(member::NOTE, text("b"))];
        let stale = change(desk.request(), vec![edit(id, rev, member::KIND, set.clone())]);
        assert!(matches!(only(door.call(Request::Do(stale)).unwrap()), Reply::Stale { .. }));
        let rev = record(door, id).unwrap().record.rev;
        let (_, seqs) = save(door, change(desk.request(), vec![edit(id, rev, member::KIND, set)]));
        let rev = record(door, id).unwrap().record.rev;
        let set = vec![(member::NOTE, text("c"))];
        save_one(door, desk.request(), edit(id, rev, member::KIND, set));
        let before = digest(door);
        let problem = undo(door, desk.request(), UndoWhat::Seq(seqs.0)).unwrap_err();
        assert!(problem.is(&codes::CHANGED_SINCE), "{problem}");
        assert!(problem.params[0].contains("Bùi Thị Sen"), "{problem}");
        assert!(problem.params[0].contains("Ghi chú"), "{problem}");
        assert_eq!(digest(door), before);
    });
}

#[test]
fn making_is_not_undone_while_somebody_refers_to_it() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let (revs, seqs) = save(door, change(desk.request(), vec![hamlet(3)]));
        let mut set = person("Tô Thị Hồng", unit);
        set.push((member::VILLAGE, Some(Value::Ref(revs[0].0))));
        save_one(door, desk.request(), put(member::KIND, set));
        let problem = undo(door, desk.request(), UndoWhat::Seq(seqs.0)).unwrap_err();
        assert!(problem.is(&codes::REFERRED_SINCE), "{problem}");
        undone(undo(door, desk.request(), UndoWhat::Last));
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!(record(door, revs[0].0), None);
    });
}

#[test]
fn a_delete_comes_back_unless_its_number_is_somebody_elses_by_now() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let with_card = |name: &str| {
            let mut set = person(name, unit);
            set.push((member::CARD_NO, text("HP-7")));
            put(member::KIND, set)
        };
        let (id, base) = save_one(door, desk.request(), with_card("Mai Thị Nụ"));
        let before = digest(door);
        let (_, seqs) = save(door, change(desk.request(), vec![Act::Delete { id, base }]));
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!(digest(door), before);
        let base = record(door, id).unwrap().record.rev;
        assert!(undo(door, desk.request(), UndoWhat::Seq(seqs.0)).is_err(), "it is back already");
        let (_, seqs) = save(door, change(desk.request(), vec![Act::Delete { id, base }]));
        save_one(door, desk.request(), with_card("Mai Thị Nở"));
        assert!(undo(door, desk.request(), UndoWhat::Seq(seqs.0)).is_err());
        assert_eq!(record(door, id), None);
    });
}

/// Places and people come back together: each is checked against the others as they will be.
#[test]
fn what_comes_back_is_checked_with_what_comes_back_with_it() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let village = clock::Mint::default().id().unwrap();
        let Act::Put { kind, set, .. } = hamlet(7) else { panic!() };
        let place = Act::Put { id: Some(village), kind, base: None, set, source: None };
        let mut set = person("Tô Thị Hồng", unit);
        set.push((member::VILLAGE, Some(Value::Ref(village))));
        set.push((member::CARD_NO, text("HP-9")));
        let before = digest(door);
        let (revs, _) =
            save(door, change(desk.request(), vec![place, put(member::KIND, set.clone())]));
        let with_both = digest(door);
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!(digest(door), before);
        undone(redo(door, desk.request()));
        assert_eq!(digest(door), with_both);
        undone(undo(door, desk.request(), UndoWhat::Last));
        // Her card is somebody else's by now.
        set.retain(|(tag, _)| *tag != member::VILLAGE);
        let (_, seqs) = save(door, change(desk.request(), vec![put(member::KIND, set)]));
        let last = history(door, revs[0].0)[0].batch;
        let problem = undo(door, desk.request(), UndoWhat::Seq(last)).unwrap_err();
        assert!(!problem.is(&codes::CHANGED_SINCE), "{problem}");
        assert_eq!(record(door, revs[1].0), None);
        undone(undo(door, desk.request(), UndoWhat::Seq(seqs.0)));
        undone(undo(door, desk.request(), UndoWhat::Seq(last)));
        assert_eq!(digest(door), with_both);
    });
}

#[test]
fn each_operator_takes_back_their_own_over_sessions() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), technician("Hùng"));
    let (hers, _) = save_one(&mut door, desk.request(), hamlet(1));
    hello_as(&mut door, Some("Hùng")).unwrap();
    let (his, _) = save_one(&mut door, desk.request(), hamlet(2));
    bye(door);
    let mut door = desk.open();
    hello_as(&mut door, Some("Lan")).unwrap();
    undone(undo(&mut door, desk.request(), UndoWhat::Last));
    assert_eq!(record(&mut door, hers), None);
    assert!(record(&mut door, his).is_some());
    bye(door);
    let mut door = desk.open();
    hello_as(&mut door, Some("Lan")).unwrap();
    undone(redo(&mut door, desk.request()));
    assert!(record(&mut door, hers).is_some());
    hello_as(&mut door, Some("Hùng")).unwrap();
    undone(undo(&mut door, desk.request(), UndoWhat::Last));
    assert_eq!(record(&mut door, his), None);
    let again = undo(&mut door, desk.request(), UndoWhat::Last);
    assert!(again.unwrap_err().is(&codes::NOTHING_TO_UNDO));
}

#[test]
fn undoing_twice_with_one_request_is_undoing_once() {
    both(|desk, door| {
        hello(door);
        save_one(door, desk.request(), hamlet(1));
        save_one(door, desk.request(), hamlet(2));
        let request = desk.request();
        let first = undo(door, request, UndoWhat::Last).unwrap();
        let once = digest(door);
        assert_eq!(undo(door, request, UndoWhat::Last).unwrap(), first);
        assert_eq!(digest(door), once);
    });
}

#[test]
fn the_beginning_cannot_be_undone() {
    both(|desk, door| {
        hello(door);
        let problem = undo(door, desk.request(), UndoWhat::Seq(1)).unwrap_err();
        assert!(problem.is(&codes::NEEDED), "{problem}");
        let problem = undo(door, desk.request(), UndoWhat::Seq(999)).unwrap_err();
        assert!(problem.is(&codes::NO_SUCH_CHANGE), "{problem}");
    });
}

#[test]
fn an_undo_is_no_way_round_roles() {
    both(|desk, door| {
        hello(door);
        let (hung, rev) = save_one(door, desk.request(), technician("Hùng"));
        let clerk = vec![(operator::ROLE, Some(Value::Code("clerk".into())))];
        let demotion = edit(hung, rev, operator::KIND, clerk);
        let (_, seqs) = save(door, change(desk.request(), vec![demotion]));
        hello_as(door, Some("Hùng")).unwrap();
        let before = digest(door);
        let problem = undo(door, desk.request(), UndoWhat::Seq(seqs.0)).unwrap_err();
        assert!(problem.is(&codes::ROLE), "{problem}");
        assert_eq!(digest(door), before);
        hello_as(door, Some("Lan")).unwrap();
        undone(undo(door, desk.request(), UndoWhat::Seq(seqs.0)));
        hello_as(door, Some("Hùng")).unwrap();
        save_one(door, desk.request(), technician("Mai"));
    });
}

#[test]
fn an_undo_leaves_somebody_who_may_change_operators() {
    both(|desk, door| {
        let lan = hello(door).operator;
        let (_, made) = save(door, change(desk.request(), vec![technician("Hùng")]));
        hello_as(door, Some("Hùng")).unwrap();
        let hung = hello_as(door, Some("Hùng")).unwrap().operator;
        let rev = record(door, hung).unwrap().record.rev;
        let role = |role: &str| vec![(operator::ROLE, Some(Value::Code(role.into())))];
        // Promoted in two steps, so that there is one to take back.
        let (_, rev) = save_one(
            door,
            desk.request(),
            edit(hung, rev, operator::KIND, vec![(operator::ACTIVE, Some(Value::Flag(true)))]),
        );
        hello_as(door, Some("Lan")).unwrap();
        let clerk = edit(hung, rev, operator::KIND, role("clerk"));
        let (revs, _) = save(door, change(desk.request(), vec![clerk]));
        let again = edit(hung, revs[0].1, operator::KIND, role("technician"));
        let (_, promoted) = save(door, change(desk.request(), vec![again]));
        hello_as(door, Some("Hùng")).unwrap();
        let rev = record(door, lan).unwrap().record.rev;
        save_one(door, desk.request(), edit(lan, rev, operator::KIND, role("clerk")));
        for seq in [promoted.0, made.0] {
            assert!(undo(door, desk.request(), UndoWhat::Seq(seq)).is_err(), "{seq}");
        }
        let problem = undo(door, desk.request(), UndoWhat::Seq(promoted.0)).unwrap_err();
        assert!(problem.is(&codes::LAST_TECHNICIAN), "{problem}");
        save_one(door, desk.request(), technician("Mai"));
        undone(undo(door, desk.request(), UndoWhat::Seq(promoted.0)));
    });
}

#[test]
fn what_others_did_between_two_steps_of_a_batch_is_not_lost_with_it() {
    both(|desk, door| {
        let (id, rev, _) = saved_member(desk, door);
        let request =
            Request::Batch { request: desk.request(), what: "import".into(), of: "x.csv".into() };
        let Reply::Batch(batch) = only(door.call(request).unwrap()) else { panic!() };
        let in_batch = |rev, note| {
            let set = vec![(member::NOTE, text(note))];
            Change { batch, ..change(desk.request(), vec![edit(id, rev, member::KIND, set)]) }
        };
        let rev = save(door, in_batch(rev, "a")).0[0].1;
        let name = vec![(member::FULL_NAME, text("Bùi Thị Hai"))];
        let (_, rev) = save_one(door, desk.request(), edit(id, rev, member::KIND, name));
        save(door, in_batch(rev, "b"));
        let problem = undo(door, desk.request(), UndoWhat::Seq(batch)).unwrap_err();
        assert!(problem.is(&codes::CHANGED_SINCE), "{problem}");
        assert_eq!(name_of(door, id), "Bùi Thị Hai");
    });
}

#[test]
fn a_long_history_is_told_to_its_beginning() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    let (id, mut rev) = save_one(&mut door, desk.request(), hamlet(1));
    for number in 1..1_003_u32 {
        let set = vec![(village::NAME, text(&format!("Phú Khê {number}")))];
        let act = edit(id, rev, village::KIND, set);
        rev = save_one(&mut door, u128::from(number).to_be_bytes(), act).1;
    }
    let newest = history(&mut door, id);
    let before = newest.last().unwrap().before.unwrap();
    let Reply::History(oldest) = ask(&mut door, Ask::Older(id, before)) else { panic!() };
    assert_eq!((newest.len(), oldest.len()), (1_000, 3));
    assert_eq!(oldest[2].before, None);
    assert_eq!(oldest[2].from, newest[0].from);
    assert!(oldest[2].seq < oldest[1].seq && oldest[0].seq < newest[999].seq);
    let other = Request::Ask { ask: Ask::Older(RecordId([9; 16]), before), slot: 0 };
    assert!(refused(&mut door, other).is(&codes::NOT_FOUND));
}

fn next(door: &mut dyn Door, ask_for: Ask) -> Undoable {
    match ask(door, ask_for) {
        Reply::Undoable(Some(next)) => *next,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_would_change_is_told_before_it_does() {
    both(|desk, door| {
        let (id, rev, _) = saved_member(desk, door);
        let set = vec![(member::FULL_NAME, text("Bùi Thị Sên"))];
        let (_, rev) = save_one(door, desk.request(), edit(id, rev, member::KIND, set));
        let told = next(door, Ask::NextUndo(UndoWhat::Last));
        assert_eq!((told.records, told.kinds.as_slice()), (1, [(member::KIND, 1)].as_slice()));
        assert_eq!(told.called, "Bùi Thị Sên");
        let (shown, entry) = &told.first[0];
        assert_eq!(shown.record.id, id);
        let changes = [(member::FULL_NAME, text("Bùi Thị Sên"), text("Bùi Thị Sen"))];
        assert_eq!((entry.changes.as_slice(), entry.what.as_str()), (changes.as_slice(), "put"));
        assert!(told.stops.is_none() && told.here);
        undone(undo(door, desk.request(), UndoWhat::Last));
        let again = next(door, Ask::NextRedo);
        let changes = [(member::FULL_NAME, text("Bùi Thị Sen"), text("Bùi Thị Sên"))];
        assert_eq!(again.first[0].1.changes, changes);
        undone(redo(door, desk.request()));
        let deleted = vec![Act::Delete { id, base: record(door, id).unwrap().record.rev }];
        assert_ne!(record(door, id).unwrap().record.rev, rev);
        save(door, change(desk.request(), deleted));
        let told = next(door, Ask::NextUndo(UndoWhat::Last));
        assert_eq!(told.called, "Bùi Thị Sên");
        assert!(told.first[0].1.changes.iter().all(|(_, before, _)| before.is_none()));
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!(next(door, Ask::NextRedo).first[0].1.what, "delete");
    });
}

#[test]
fn what_cannot_go_back_is_told_with_why_before_anybody_says_yes() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        save_one(door, desk.request(), technician("Hùng"));
        let card = |name: &str| {
            let mut set = person(name, unit);
            set.push((member::CARD_NO, text("HP-7")));
            put(member::KIND, set)
        };
        let (id, base) = save_one(door, desk.request(), card("Mai Thị Nụ"));
        save(door, change(desk.request(), vec![Act::Delete { id, base }]));
        hello_as(door, Some("Hùng")).unwrap();
        let (no, rev) = save_one(door, desk.request(), card("Mai Thị Nở"));
        hello_as(door, Some("Lan")).unwrap();
        let stops = next(door, Ask::NextUndo(UndoWhat::Last)).stops.unwrap();
        assert!(
            stops.is(&codes::NOT_TAKEN_BACK) && stops.params[0].contains("Mai Thị Nụ"),
            "{stops}"
        );
        let problem = undo(door, desk.request(), UndoWhat::Last).unwrap_err();
        assert_eq!(problem, stops, "and that is what it says when it is tried");
        // A field that somebody else has changed since.
        let set = vec![(member::NOTE, text("a"))];
        let (_, rev) = save_one(door, desk.request(), edit(no, rev, member::KIND, set));
        hello_as(door, Some("Hùng")).unwrap();
        let set = vec![(member::NOTE, text("b"))];
        save_one(door, desk.request(), edit(no, rev, member::KIND, set));
        hello_as(door, Some("Lan")).unwrap();
        let stops = next(door, Ask::NextUndo(UndoWhat::Last)).stops.unwrap();
        assert!(stops.is(&codes::CHANGED_SINCE) && stops.params[0].contains("Ghi chú"), "{stops}");
    });
}

#[test]
fn a_merge_goes_back_with_what_refers_to_it() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let (from, _) = save_one(door, desk.request(), hamlet(1));
        let (into, _) = save_one(door, desk.request(), hamlet(2));
        let mut set = person("Tô Thị Hồng", unit);
        set.push((member::VILLAGE, Some(Value::Ref(from))));
        save_one(door, desk.request(), put(member::KIND, set));
        let before = digest(door);
        save(door, change(desk.request(), vec![Act::Merge { from, into }]));
        let merged = digest(door);
        let told = next(door, Ask::NextUndo(UndoWhat::Last));
        assert!(told.stops.is_none() && told.kinds.contains(&(member::KIND, 1)), "{told:?}");
        undone(undo(door, desk.request(), UndoWhat::Last));
        assert_eq!(digest(door), before);
        let told = next(door, Ask::NextRedo);
        assert!(told.first.iter().any(|(_, entry)| entry.what == "merge"), "{told:?}");
        undone(redo(door, desk.request()));
        assert_eq!(digest(door), merged);
    });
}
