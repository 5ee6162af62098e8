//! Who is let in and what they may do: PINs, roles, and hidden numbers, all behind the door.

use super::*;
use crate::domain::{Pin, Right, Role};
use crate::lang::errors::operators as pins;

/// An operator of that role.
fn somebody(name: &str, role: Role) -> Act {
    let role = Some(Value::Code(role.code().into()));
    put(operator::KIND, vec![(operator::SHORT_NAME, text(name)), (operator::ROLE, role)])
}

fn hello_with(door: &mut dyn Door, name: &str, pin: &str) -> Result<Welcome, Problem> {
    let pin = (!pin.is_empty()).then(|| Pin::read(pin).unwrap());
    let operator = Some(name.to_owned());
    let request = Request::Hello { operator, pin, user: "x".into(), ssh: String::new() };
    match only(door.call(request)?) {
        Reply::Welcome(welcome) => Ok(*welcome),
        other => panic!("{other:?}"),
    }
}

/// Sets a PIN as whoever speaks.
fn set_pin(desk: &Desk, door: &mut dyn Door, of: RecordId, pin: &str) -> Result<(), Problem> {
    let pin = (!pin.is_empty()).then(|| Pin::read(pin).unwrap());
    door.call(Request::SetPin { request: desk.request(), of, pin }).map(|_| ())
}

fn reveal(desk: &Desk, door: &mut dyn Door, id: RecordId, why: &str) -> Result<Reply, Problem> {
    let (request, reason) = (desk.request(), why.to_owned());
    door.call(Request::Reveal { request, id, reason }).map(only)
}

#[test]
fn a_pin_is_asked_at_hello_and_three_wrong_ones_have_to_wait() {
    both(|desk, door| {
        let lan = hello(door).operator;
        set_pin(desk, door, lan, "2468").unwrap();
        assert!(hello_as(door, None).unwrap_err().is(&pins::PIN_NEEDED));
        assert!(hello_with(door, "Lan", "2469").unwrap_err().is(&pins::WRONG_PIN));
        let welcome = hello_with(door, "lan", "2468").unwrap();
        assert!(welcome.pin && welcome.role == Some(Role::Technician));
        // The right one wipes out what was wrong before it: three more are looked at.
        for _ in 0..3 {
            assert!(hello_with(door, "Lan", "1357").unwrap_err().is(&pins::WRONG_PIN));
        }
        let wait = hello_with(door, "Lan", "2468").unwrap_err();
        assert!(wait.is(&pins::PIN_WAIT) && wait.params[1].parse::<u64>().unwrap() <= 30);
        // Whoever is in stays in, and cannot be unlocked by guessing either.
        let unlock = Request::Unlock { pin: Some(Pin::read("2468").unwrap()) };
        assert!(refused(door, unlock).is(&pins::PIN_WAIT));
        assert!(record(door, lan).is_some());
    });
}

#[test]
fn a_locked_screen_is_opened_by_its_own_operator_only() {
    both(|desk, door| {
        let lan = hello(door).operator;
        let unlock =
            |pin: Option<&str>| Request::Unlock { pin: pin.map(|pin| Pin::read(pin).unwrap()) };
        assert_eq!(only(door.call(unlock(None)).unwrap()), Reply::Done);
        set_pin(desk, door, lan, "2468").unwrap();
        assert!(refused(door, unlock(None)).is(&pins::PIN_NEEDED));
        assert!(refused(door, unlock(Some("8642"))).is(&pins::WRONG_PIN));
        assert_eq!(only(door.call(unlock(Some("2468"))).unwrap()), Reply::Done);
    });
}

#[test]
fn who_may_be_named_is_told_to_everybody_and_a_reader_needs_no_name_but_a_pin() {
    let desk = Desk::new();
    let mut door = desk.open();
    let lan = hello(&mut door).operator;
    save_one(&mut door, desk.request(), somebody("An", Role::Reviewer));
    save_one(&mut door, desk.request(), somebody("Hùng", Role::Clerk));
    set_pin(&desk, &mut door, lan, "2468").unwrap();
    let Reply::Who(people) = only(door.call(Request::Who).unwrap()) else { panic!() };
    let people: Vec<_> = people.into_iter().map(|one| (one.name, one.role, one.pin)).collect();
    assert_eq!(
        people,
        [
            ("An".to_owned(), Some(Role::Reviewer), false),
            ("Hùng".to_owned(), Some(Role::Clerk), false),
            ("Lan".to_owned(), Some(Role::Technician), true),
        ]
    );
    bye(door);
    let mut reader = desk.reader();
    assert_eq!(hello(&mut reader).operator_name, "An", "who may do most without a PIN");
    assert!(hello_with(&mut reader, "Lan", "").unwrap_err().is(&pins::PIN_NEEDED));
    assert!(hello_with(&mut reader, "Lan", "2468").is_ok());
}

#[test]
fn a_clerk_keys_and_undoes_their_own_and_is_told_who_may_do_the_rest() {
    both(|desk, door| {
        let unit = hello(door).unit.record.id;
        let (clerk, rev) = save_one(door, desk.request(), somebody("Hùng", Role::Clerk));
        let mut set = person("Bùi Thị Sen", unit);
        set.push((member::CITIZEN_ID, text("000154000321")));
        let (sen, sen_rev) = save_one(door, desk.request(), put(member::KIND, set));
        let seq = history(door, sen)[0].seq;
        hello_as(door, Some("Hùng")).unwrap();
        let (own, _) = save_one(door, desk.request(), hamlet(1));
        let (own_too, own_rev) = save_one(door, desk.request(), hamlet(2));
        let role = |right: Right| Problem::new(&codes::ROLE, right.params());
        let act = |act| Request::Do(change(desk.request(), vec![act]));
        let delete = Act::Delete { id: own_too, base: own_rev };
        assert_eq!(refused(door, act(delete.clone())), role(Right::Delete));
        let merge = Act::Merge { from: own_too, into: own };
        assert_eq!(refused(door, act(merge)), role(Right::Delete));
        assert_eq!(reveal(desk, door, sen, "xem").unwrap_err(), role(Right::Reveal));
        let export =
            Request::Batch { request: desk.request(), what: WHOLE_IDS.into(), of: "x".into() };
        assert_eq!(refused(door, export), role(Right::Reveal));
        let others = Request::Undo { request: desk.request(), what: UndoWhat::Seq(seq) };
        assert_eq!(refused(door, others), role(Right::UndoOthers));
        let promote = vec![(operator::ROLE, Some(Value::Code("technician".into())))];
        let promote = edit(clerk, rev, operator::KIND, promote);
        assert_eq!(refused(door, act(promote)), role(Right::Operators));
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(record(door, own_too), None);
        // The same for a reviewer, who may all but the last.
        hello_as(door, Some("Lan")).unwrap();
        let reviewer = vec![(operator::ROLE, Some(Value::Code("reviewer".into())))];
        save_one(door, desk.request(), edit(clerk, rev, operator::KIND, reviewer));
        hello_as(door, Some("Hùng")).unwrap();
        reveal(desk, door, sen, "xem").unwrap();
        assert!(reveal(desk, door, own, "xem").unwrap_err().is(&pins::NOTHING_HIDDEN));
        let delete = Act::Delete { id: sen, base: sen_rev };
        save_one(door, desk.request(), delete);
        let mend = somebody("Minh", Role::Clerk);
        assert_eq!(refused(door, act(mend)), role(Right::Operators));
    });
}

#[test]
fn what_a_pin_became_comes_out_nowhere_and_goes_in_nowhere() {
    both(|desk, door| {
        let lan = hello(door).operator;
        let (an, _) = save_one(door, desk.request(), somebody("An", Role::Reviewer));
        set_pin(desk, door, lan, "2468").unwrap();
        let all = Request::Ask { ask: Ask::Scan { kind: operator::KIND, page: 9 }, slot: 0 };
        let mut told = format!("{:?}", door.call(all).unwrap());
        let rev = record(door, lan).unwrap().record.rev;
        for ask_for in [
            Ask::Records(vec![lan]),
            Ask::History(lan),
            Ask::Resolve { kind: None, text: "Lan".into() },
            Ask::NextUndo(UndoWhat::Last),
        ] {
            told.push_str(&format!("{:?}", ask(door, ask_for)));
        }
        let entries = history(door, lan);
        let hidden = Some(Value::Text(String::new()));
        assert_eq!(entries[0].changes, [(operator::PIN, None, hidden)], "only that it is there");
        for secret in ["argon2", "2468", "19456"] {
            assert!(!told.contains(secret), "{told}");
        }
        // No change sets it, and no undo takes it back.
        let set = vec![(operator::PIN, text("$argon2id$v=19$m=8,t=1,p=1$x$y"))];
        let act = edit(lan, rev, operator::KIND, set);
        let problem = refused(door, Request::Do(change(desk.request(), vec![act])));
        assert!(problem.is(&codes::UNKNOWN_FIELD), "{problem}");
        let seq = UndoWhat::Seq(entries[0].seq);
        assert!(undo(door, desk.request(), seq).unwrap_err().is(&pins::NOT_UNDONE));
        // A technician can take somebody else's away, and set none.
        assert!(set_pin(desk, door, an, "1357").unwrap_err().is(&pins::PIN_OWN));
        hello_as(door, Some("An")).unwrap();
        set_pin(desk, door, an, "1357").unwrap();
        assert!(set_pin(desk, door, lan, "").unwrap_err().is(&codes::ROLE));
        hello_with(door, "Lan", "2468").unwrap();
        set_pin(desk, door, an, "").unwrap();
        hello_as(door, Some("An")).unwrap();
    });
}

#[test]
fn to_have_seen_a_number_stands_in_the_history_and_is_no_change() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let mut sen = person("Bùi Thị Sen", unit);
    sen.push((member::CITIZEN_ID, text("000154000321")));
    let (id, rev) = save_one(&mut door, desk.request(), put(member::KIND, sen));
    let (before, today) = (digest(&mut door), status(&mut door).today);
    assert!(reveal(&desk, &mut door, id, "  ").unwrap_err().is(&pins::WHY));
    let request = desk.request();
    let seen = Request::Reveal { request, id, reason: "đối chiếu thẻ".into() };
    let once = only(door.call(seen.clone()).unwrap());
    assert_eq!(only(door.call(seen).unwrap()), once, "twice is once");
    let check = |door: &mut dyn Door| {
        let entries = history(door, id);
        assert_eq!(entries.len(), 2);
        let told =
            (entries[0].what.as_str(), entries[0].reason.as_str(), entries[0].operator.as_str());
        assert_eq!(told, ("reveal", "đối chiếu thẻ", "Lan"));
        assert!(entries[0].changes.is_empty() && entries[1].what == "put");
        assert_eq!(record(door, id).unwrap().record.rev, rev, "nobody's work is out of date by it");
        assert_eq!((digest(door), status(door).today), (before, today.clone()));
        assert_eq!(find(door, member::KIND, "bui thi sen"), [id]);
    };
    check(&mut door);
    match ask(&mut door, Ask::NextUndo(UndoWhat::Last)) {
        Reply::Undoable(Some(next)) => assert_eq!(next.called, "Bùi Thị Sen"),
        other => panic!("{other:?}"),
    }
    let seq = history(&mut door, id)[0].seq;
    let nothing = undo(&mut door, desk.request(), UndoWhat::Seq(seq));
    assert!(nothing.unwrap_err().is(&codes::NOTHING_TO_UNDO));
    bye(door);
    care::rebuild(&desk.options(), &mut |_, _| ()).unwrap();
    let mut door = desk.open();
    hello(&mut door);
    check(&mut door);
    // And the record goes on from there.
    let set = vec![(member::FULL_NAME, text("Bùi Thị Sên"))];
    save_one(&mut door, desk.request(), edit(id, rev, member::KIND, set));
    assert_eq!(history(&mut door, id).len(), 3);
    undo(&mut door, desk.request(), UndoWhat::Last).unwrap();
    assert_eq!(name_of(&mut door, id), "Bùi Thị Sen");
}

#[test]
fn whoever_owns_the_folder_can_take_the_last_forgotten_pin_away() {
    let desk = Desk::new();
    let mut door = desk.open();
    let lan = hello(&mut door).operator;
    set_pin(&desk, &mut door, lan, "2468").unwrap();
    let mut told = |_, _| ();
    let held = care::reset_pin(&desk.options(), "Lan", "", &mut told);
    assert!(held.unwrap_err().is(&codes::HELD));
    bye(door);
    care::reset_pin(&desk.options(), "lan", "", &mut told).unwrap();
    let mut door = desk.open();
    assert!(!hello(&mut door).pin);
    let entry = history(&mut door, lan).remove(0);
    assert_eq!((entry.operator.as_str(), entry.from), ("", lock::system_user()));
    assert_eq!(entry.changes.len(), 1);
}

#[test]
fn who_was_switched_off_meanwhile_does_not_come_back_to_a_locked_screen() {
    let desk = Desk::new();
    let mut local = desk.open();
    hello(&mut local);
    let (hung, rev) = save_one(&mut local, desk.request(), somebody("Hùng", Role::Clerk));
    let (near, far) = UnixStream::pair().unwrap();
    local.doorway().serve(far).unwrap();
    let mut away = Client::new(near).unwrap();
    hello_as(&mut away, Some("Hùng")).unwrap();
    let unlock = || Request::Unlock { pin: None };
    assert_eq!(only(away.call(unlock()).unwrap()), Reply::Done);
    let off = vec![(operator::ACTIVE, Some(Value::Flag(false)))];
    let (_, rev) = save_one(&mut local, desk.request(), edit(hung, rev, operator::KIND, off));
    assert!(refused(&mut away, unlock()).is(&codes::OPERATOR_OFF));
    save_one(&mut local, desk.request(), Act::Delete { id: hung, base: rev });
    assert!(refused(&mut away, unlock()).is(&codes::OPERATOR_OFF));
}
