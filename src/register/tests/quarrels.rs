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
        if choice != Choice::Theirs {
            assert!(a.queue().is_empty(), "{choice:?}");
        }
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
