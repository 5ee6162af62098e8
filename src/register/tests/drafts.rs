//! Drafts through the door: kept, offered again, gone with their save.

use super::*;
use crate::text::hex;

fn draft(request: [u8; 16], name: &str) -> Draft {
    Draft {
        request,
        operator: RecordId([0; 16]),
        kind: member::KIND,
        of: None,
        layout: "A".into(),
        at: (member::BIRTH_DATE, 2),
        fields: vec![(member::FULL_NAME, name.into()), (member::BIRTH_DATE, "19".into())],
        time: 7,
    }
}

fn drafts(door: &mut dyn Door) -> Vec<Draft> {
    match only(door.call(Request::Drafts).unwrap()) {
        Reply::Drafts(drafts) => {
            // When it was kept, and by whom, is the register's to say.
            let operator = RecordId([0; 16]);
            drafts.into_iter().map(|draft| Draft { time: 7, operator, ..draft }).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_draft_is_offered_until_it_is_saved_or_given_up() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let (one, other) = (desk.request(), desk.request());
        for request in [one, other] {
            let kept = door.call(Request::KeepDraft(draft(request, "Ngô Thị Sâm"))).unwrap();
            assert_eq!(only(kept), Reply::DraftKept(request));
        }
        assert_eq!(drafts(door).len(), 2);
        save_one(door, one, put(member::KIND, person("Ngô Thị Sâm", unit)));
        assert_eq!(drafts(door), [draft(other, "Ngô Thị Sâm")]);
        door.call(Request::DropDraft { request: other }).unwrap();
        assert_eq!(drafts(door), []);
    });
}

#[test]
fn letters_of_the_owner_are_written_when_they_are_sent_whatever_the_worker_is_at() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    let folder = desk.path().join("drafts");
    let letters = || {
        let mut files =
            files_under(&folder).into_iter().filter_map(|file| std::fs::read(file).ok());
        files.any(|bytes| bytes.windows(4).any(|window| window == b"Kroh"))
    };
    // The worker is long at this.
    let hamlets = (1..=250).map(hamlet).collect();
    let many = door.address().wrap(Request::Do(change(desk.request(), hamlets)));
    door.send(many).unwrap();
    let request = desk.request();
    let keep = door.address().wrap(Request::KeepDraft(draft(request, "Kroh")));
    door.send(keep).unwrap();
    assert!(letters());
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(drafts(&mut door), [draft(request, "Kroh")]);
    // Whoever said no Hello keeps nothing.
    let mut other = desk.request();
    other[0] ^= 1;
    let stranger =
        Envelope { session: 99, ..door.address().wrap(Request::KeepDraft(draft(other, "x"))) };
    door.send(stranger).unwrap();
    let answer = door.next(None).unwrap().unwrap();
    assert!(matches!(answer.body, Reply::Refused(problem) if problem.is(&codes::HELLO_FIRST)));
}

#[test]
fn a_save_that_changes_nothing_ends_its_draft_too() {
    both(|desk, door| {
        hello(door);
        let (id, rev) = save_one(door, desk.request(), hamlet(4));
        let request = desk.request();
        door.call(Request::KeepDraft(draft(request, "x"))).unwrap();
        let same = vec![(village::NUMBER, text("4"))];
        let change = change(request, vec![edit(id, rev, village::KIND, same)]);
        assert_eq!(save(door, change), (vec![(id, rev)], (0, 0)));
        assert_eq!(drafts(door), []);
    });
}

#[test]
fn a_draft_is_its_operators_own() {
    both(|desk, door| {
        hello(door);
        save_one(door, desk.request(), technician("Hùng"));
        hello_as(door, Some("Hùng")).unwrap();
        door.call(Request::KeepDraft(draft(desk.request(), "Của Hùng"))).unwrap();
        hello_as(door, Some("Lan")).unwrap();
        assert_eq!(drafts(door), []);
        hello_as(door, Some("Hùng")).unwrap();
        assert_eq!(drafts(door).len(), 1);
    });
}

#[test]
fn an_operator_called_otherwise_finds_the_drafts_kept_before() {
    both(|desk, door| {
        hello(door);
        let (id, rev) = save_one(door, desk.request(), technician("Hùng"));
        hello_as(door, Some("Hùng")).unwrap();
        let request = desk.request();
        door.call(Request::KeepDraft(draft(request, "Của Hùng"))).unwrap();
        let renamed = vec![(operator::SHORT_NAME, text("Hùng Cường"))];
        save_one(door, desk.request(), edit(id, rev, operator::KIND, renamed));
        hello_as(door, Some("Hùng Cường")).unwrap();
        assert_eq!(drafts(door), [draft(request, "Của Hùng")]);
    });
}

#[test]
fn a_draft_whose_save_is_through_is_not_offered_after_a_crash() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let request = desk.request();
    save_one(&mut door, request, put(member::KIND, person("Ngô Thị Sâm", unit)));
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    // As if the program had been killed between the save and the dropping of its draft.
    door.call(Request::KeepDraft(draft(request, "Ngô Thị Sâm"))).unwrap();
    bye(door);
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(drafts(&mut door), []);
    bye(door);
    assert!(files_under(&desk.path().join("drafts")).is_empty());
}

#[test]
fn a_damaged_draft_is_said_and_the_others_are_there() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    let (good, bad) = (desk.request(), desk.request());
    for request in [good, bad] {
        door.call(Request::KeepDraft(draft(request, "Ngô Thị Sâm"))).unwrap();
    }
    bye(door);
    let path = desk.path().join("drafts").join(hex::text(&bad)).with_extension("draft");
    let mut bytes = std::fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let mut door = desk.open();
    // The screens say Hello once.
    let notices = hello(&mut door).notices;
    assert_eq!(drafts(&mut door), [draft(good, "Ngô Thị Sâm")]);
    assert!(notices.iter().any(|problem| problem.is(&codes::DRAFT_DAMAGED)), "{notices:?}");
    assert!(path.with_extension("damaged").exists());
}
