//! Two registers of one commune exchange rows: what is merged, what a person decides, what is given
//! back, what moves.

use super::known::session;
use super::office::Office;
use super::*;
use crate::domain::records::conflict;
use crate::lang::errors::queue as codes;

/// Everything that one has goes to the other.
fn send(from: &mut Office, to: &mut Office) -> Taken {
    let seq = from.made + 1;
    let bundle = from.collect(to.name, (0, seq), Vec::new());
    to.take(&bundle).unwrap()
}

/// Two machines of one commune with the same member.
fn pair() -> (Office, Office, RecordId) {
    let mut a = Office::new("lan@1", 1, COMMUNE);
    let id = a.add("Nguyễn Thị Hòa");
    let b = a.twin("hoa@2", 2);
    (a, b, id)
}

#[test]
fn what_was_entered_there_is_here_and_comes_back_once() {
    let (mut a, mut b, id) = pair();
    let new = a.add("Trần Văn Bình");
    let rev = a.core().need(new).unwrap().record.rev;
    a.set(id, member::PHONE, text("0912345678"));
    let bundle = a.collect("hoa@2", (0, 1), Vec::new());
    let taken = b.take(&bundle).unwrap();
    assert_eq!((taken.counts.new, taken.counts.changed, taken.counts.open), (1, 1, 0));
    assert_eq!(b.core().need(new).unwrap().record.rev, rev, "the revision travels");
    assert_eq!(b.word(id, member::PHONE), "0912345678");
    // Once more: nothing happens, and nothing is sent back that came from there.
    let head = b.core().journal.head().seq;
    assert!(b.take(&bundle).unwrap().before);
    assert_eq!(b.core().journal.head().seq, head);
    let covers = bundle.0.covers;
    let (row, _) = b.collect("lan@1", (covers.min(1), 1), Vec::new());
    assert!(row.rows <= 1, "only what the twin had before: {row:?}");
    let core = b.core();
    let undo = |core: &mut _, what| {
        crate::register::undo::undo(core, &mut session(core), [77; 16], what, &mut |_, _| ())
    };
    let problem = undo(core, UndoWhat::Last).unwrap_err();
    assert!(!problem.is(&codes::BUNDLE_STAYS), "a bundle is nobody's last change: {problem}");
    let problem = undo(core, UndoWhat::Seq(head)).unwrap_err();
    assert!(problem.is(&codes::BUNDLE_STAYS), "{problem}");
}

#[test]
fn what_the_journal_has_lost_and_the_store_still_holds_is_sent_as_it_is() {
    let (mut a, mut b, _) = pair();
    let new = a.add("Trần Văn Bình");
    // What stands last in the journal is proven at every opening.
    a.add("Lê Thị Cúc");
    a.spoil("Trần Văn Bình");
    assert_eq!(a.word(new, member::FULL_NAME), "Trần Văn Bình", "it stands in the store");
    assert_eq!(send(&mut a, &mut b).counts.new, 2);
    assert_eq!(b.word(new, member::FULL_NAME), "Trần Văn Bình");
}

#[test]
fn different_fields_are_merged_and_both_sides_agree() {
    let (mut a, mut b, id) = pair();
    a.set(id, member::PHONE, text("0912345678"));
    b.set(id, member::OCCUPATION, text("Giáo viên"));
    assert_eq!(send(&mut a, &mut b).counts.changed, 1);
    assert_eq!(send(&mut b, &mut a).counts.open, 0);
    assert_eq!(a.values(id), b.values(id));
    assert_eq!(
        (a.word(id, member::PHONE), b.word(id, member::OCCUPATION)),
        ("0912345678".into(), "Giáo viên".into())
    );
    // And from here on it goes on without a quarrel.
    b.set(id, member::PHONE, text("0987654321"));
    assert_eq!(send(&mut b, &mut a).counts.open, 0);
    assert_eq!(a.word(id, member::PHONE), "0987654321");
    assert!(a.queue().is_empty() && b.queue().is_empty());
}

#[test]
fn both_change_a_field_and_a_person_decides() {
    for choice in [Choice::Ours, Choice::Theirs, Choice::Fields(vec![member::PHONE])] {
        let (mut a, mut b, id) = pair();
        a.set(id, member::PHONE, text("0912345678"));
        a.set(id, member::OCCUPATION, text("Giáo viên"));
        b.set(id, member::PHONE, text("0987654321"));
        b.set(id, member::OCCUPATION, text("Nông dân"));
        assert_eq!(send(&mut a, &mut b).counts.open, 1);
        assert_eq!(b.word(id, member::PHONE), "0987654321", "ours stays until somebody decides");
        let [entry] = &b.queue()[..] else { panic!() };
        assert_eq!(
            (entry.record, entry.why.as_str(), entry.sender.as_str()),
            (id, "both_changed", "lan@1")
        );
        let sides = b.sides(entry.id);
        assert_eq!(sides.tags, [member::OCCUPATION, member::PHONE]);
        assert!(sides.base.is_some());
        // The other side sees the same quarrel, and not an answer to its own.
        assert_eq!(send(&mut b, &mut a).counts.open, 1);
        assert_eq!(a.word(id, member::PHONE), "0912345678");
        b.decide(choice.clone());
        assert!(b.queue().is_empty());
        let phone = if choice == Choice::Ours { "0987654321" } else { "0912345678" };
        let work = if choice == Choice::Theirs { "Giáo viên" } else { "Nông dân" };
        assert_eq!(
            (b.word(id, member::PHONE), b.word(id, member::OCCUPATION)),
            (phone.into(), work.into())
        );
        // What was decided settles it there too.
        let taken = send(&mut b, &mut a);
        assert_eq!(taken.counts.open, 0, "{choice:?}");
        assert_eq!(a.values(id), b.values(id), "{choice:?}");
        assert!(a.queue().is_empty(), "{choice:?}");
        assert_eq!(send(&mut a, &mut b).counts.open, 0);
        assert_eq!(a.core().every(conflict::KIND, 9).unwrap().len(), 1);
    }
}

#[test]
fn a_linked_group_is_one_thing() {
    let (mut a, mut b, id) = pair();
    a.set(id, member::FULL_NAME, text("Nguyễn Thị Hoa"));
    let born = crate::domain::PartialDate::new(1950, 1, 1).unwrap();
    b.set(id, member::BIRTH_DATE, Some(Value::Date(born)));
    assert_eq!(send(&mut a, &mut b).counts.open, 1);
}

#[test]
fn what_was_deleted_there_goes_here_unless_it_was_changed_or_is_in_use() {
    let (mut a, mut b, id) = pair();
    a.delete(id);
    let gone = a.collect("hoa@2", (0, 1), Vec::new());
    let mut c = b.twin("c@3", 3);
    b.set(id, member::PHONE, text("0912345678"));
    assert_eq!(b.take(&gone).unwrap().counts.open, 1);
    assert_eq!(b.queue()[0].why, "deleted_there");
    assert!(b.values(id).is_some());
    let gone = a.collect("c@3", (0, 1), Vec::new());
    assert_eq!(c.take(&gone).unwrap().counts.changed, 1);
    assert!(c.values(id).is_none());
    b.decide(Choice::Theirs);
    assert!(b.values(id).is_none() && b.queue().is_empty());
}

#[test]
fn nobody_writes_the_ledger_or_the_queue_by_hand() {
    let (mut a, _, id) = pair();
    let core = a.core();
    let act = put(conflict::KIND, vec![(conflict::RECORD, text(&id.to_string()))]);
    let change = change([9; 16], vec![act]);
    let operator = session(core).operator;
    let refused = crate::register::stage::stage(core, &operator, &change, None).err().unwrap();
    assert!(matches!(*refused, Reply::Refused(problem) if problem.is(&codes::NOT_ENTERED)));
}

#[test]
fn one_who_moves_is_a_member_here_under_the_id_they_always_had() {
    let (mut a, _, id) = pair();
    let mut other = Office::new("hue@2", 7, "15890");
    let unit = a.core().own_unit();
    let slip = a.collect("hue@2", (0, 1), vec![id, unit]);
    let taken = other.take(&slip).unwrap();
    assert_eq!(taken.counts.open, 0);
    let values = other.values(id).unwrap();
    let own = other.core().own_unit();
    assert!(matches!(values.now(member::UNIT), Some(crate::domain::Seen::Ref(id)) if id == own));
    assert!(matches!(values.now(member::STATUS), Some(crate::domain::Seen::Code("active"))));
    assert!(other.take(&slip).unwrap().before);
}

#[test]
fn a_record_of_somebody_elses_unit_is_refused_and_nothing_changes() {
    let (mut a, _, id) = pair();
    let mut other = Office::new("hue@2", 7, "15890");
    // It says that it comes from the other's own unit, and brings a member of another.
    let (row, spool) = a.collect("hue@2", (0, 1), vec![id]);
    let chain = Chain { unit: "15890".into(), ..row.chain.clone() };
    let head = other.core().journal.head().seq;
    let extent = Extent::Snapshot;
    let problem = other.take(&(LedgerRow { chain, extent, ..row }, spool)).unwrap_err();
    assert!(problem.is(&crate::lang::errors::bundle::ROW_OUTSIDE), "{problem}");
    assert!(other.values(id).is_none());
    let now = other.core().journal.head().seq;
    assert!(now - head <= 2, "no more than a transaction that was given up");
}

#[test]
fn a_number_that_two_bear_refuses_nothing_and_waits() {
    let (mut a, mut b, _) = pair();
    let card = |office: &mut Office, name: &str| {
        let id = office.add(name);
        office.set(id, member::CARD_NO, text("HP-00001"));
        id
    };
    let (mine, theirs) = (card(&mut b, "Trần Văn Bình"), card(&mut a, "Lê Thị Cúc"));
    let taken = send(&mut a, &mut b);
    assert_eq!((taken.counts.new, taken.counts.open), (1, 1));
    let [entry] = &b.queue()[..] else { panic!() };
    assert_eq!((entry.record, entry.why.as_str()), (theirs, "taken"));
    assert_eq!(entry.other.as_ref().map(|(id, _)| *id), Some(mine));
    let decide = BundleAct::Decide { conflict: entry.id, choice: Choice::Ours };
    assert!(b.act(&decide).unwrap_err().is(&codes::STILL_TAKEN));
    b.set(theirs, member::CARD_NO, text("HP-00002"));
    b.act(&decide).unwrap();
    assert!(b.queue().is_empty());
}

#[test]
fn a_unit_that_hangs_nowhere_is_of_the_register_it_was_made_in() {
    let (mut a, _, _) = pair();
    let kind = since_ever(Value::Code("branch".into()));
    let branch =
        vec![(unit::CODE, text("CH-1")), (unit::NAME, text("Chi hội 1")), (unit::UNIT_KIND, kind)];
    let branch = a.save(put(unit::KIND, branch));
    let id = a.save(put(member::KIND, person("Lê Thị Cúc", branch)));
    let mut province = Office::new("ti@tinh", 3, "tinh");
    assert!(send(&mut a, &mut province).counts.new >= 3);
    assert!(province.values(id).is_some());
    a.set(id, member::OCCUPATION, text("Giáo viên"));
    assert_eq!(send(&mut a, &mut province).counts.changed, 1);
    // It came to the province, and is not the province's to send.
    let (row, _) = province.collect("lan@1", (0, 1), Vec::new());
    assert_eq!(row.rows, 1, "its own unit alone");
}
