//! A lost frame head costs the change it stood for: whatever was changed after it, and every other
//! record, is there to be looked at.

use super::*;
use crate::domain::Place;
use crate::journal::{Journal, Mode};

/// Keys two members, changes the first twice, closes after each; before the last change `between`.
/// The first, the other, and where the first one's frames stand.
fn changed_twice(desk: &Desk, between: impl Fn()) -> (RecordId, RecordId, Vec<Place>) {
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let act = put(member::KIND, person("Hà Thị Lụa", unit));
    let (id, mut rev) = save_one(&mut door, desk.request(), act);
    let act = put(member::KIND, person("Kim Thị Nhàn", unit));
    let (other, _) = save_one(&mut door, desk.request(), act);
    bye(door);
    for name in ["Hà Thị Lượt", "Hà Thị Lan"] {
        if name == "Hà Thị Lan" {
            between();
        }
        let mut door = desk.open();
        hello(&mut door);
        let set = vec![(member::FULL_NAME, text(name))];
        let act = edit(id, rev, member::KIND, set);
        rev = save_one(&mut door, desk.request(), act).1;
        bye(door);
    }
    let (journal, _) = Journal::open(&desk.path(), Mode::Read, &[]).unwrap();
    let mut places = Vec::new();
    let whole = journal.replay(0, &mut |group| {
        let frames = group.frames.iter().filter(|frame| frame.record == id);
        places.extend(frames.map(|frame| frame.place));
        Ok(true)
    });
    assert_eq!(whole, Ok(crate::journal::LeftOut::default()));
    (id, other, places)
}

fn flip(desk: &Desk, place: Place) {
    let segment = desk.path().join(format!("journal/{:08}.seg", place.segment));
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[usize::try_from(place.offset).unwrap() + 20] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
}

/// It opens for looking, the damage is named, both members are found, and what is counted is what
/// is there.
fn looks(desk: &Desk, id: RecordId, other: RecordId, place: Place) {
    for open in [Desk::open, Desk::reader] {
        let mut door = open(desk);
        let welcome = hello(&mut door);
        let problem = welcome.read_only.expect("read-only");
        assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
        let at = format!("{:08}.seg, {}: ", place.segment, place.offset);
        let named = welcome.notices.iter().filter(|said| said.to_string().contains(&at));
        assert_eq!(named.count(), 1, "{at}: {:?}", welcome.notices);
        assert_eq!(find(&mut door, member::KIND, "lan"), [id]);
        assert_eq!(name_of(&mut door, id), "Hà Thị Lan");
        assert_eq!(find(&mut door, member::KIND, "nhan"), [other]);
        bye(door);
    }
    for write in [true, false] {
        let begun = open::begin(&Options { write, ..desk.options() }).unwrap();
        let (core, _lock) = begun.finish(&mut |_, _| ()).unwrap();
        let counted = core.counted(&mut || false).unwrap().unwrap();
        assert_eq!(core.made.tally, counted);
        assert_eq!(counted.counts().iter().find(|(kind, _)| *kind == member::KIND.0).unwrap().1, 2);
    }
}

#[test]
fn a_lost_head_before_the_last_change_leaves_everything_else_to_look_at() {
    for lost in 0..2 {
        let desk = Desk::new();
        let (id, other, places) = changed_twice(&desk, || ());
        std::fs::remove_file(desk.path().join("journal/checkpoint")).unwrap();
        flip(&desk, places[lost]);
        looks(&desk, id, other, places[lost]);
    }
}

#[test]
fn a_head_lost_before_the_checkpoint_is_named_by_the_change_that_follows_it() {
    let desk = Desk::new();
    let checkpoint = desk.path().join("journal/checkpoint");
    let (derived, aside) = (desk.path().join("derived"), desk.dir.path().join("aside"));
    let (id, other, places) = changed_twice(&desk, || {
        std::fs::copy(&checkpoint, desk.dir.path().join("checkpoint")).unwrap();
        let copied = std::process::Command::new("cp").arg("-a").arg(&derived).arg(&aside).status();
        assert!(copied.unwrap().success());
    });
    std::fs::copy(desk.dir.path().join("checkpoint"), &checkpoint).unwrap();
    std::fs::remove_dir_all(&derived).unwrap();
    std::fs::rename(&aside, &derived).unwrap();
    flip(&desk, places[1]);
    looks(&desk, id, other, places[1]);
}

#[test]
fn a_segment_that_is_gone_costs_what_stood_in_it() {
    let desk = Desk::new();
    let options = Options { segment_bytes: Some(4 << 10), ..desk.options() };
    let mut door = Local::open(&options).unwrap();
    hello(&mut door);
    let (id, mut rev) = save_one(&mut door, desk.request(), hamlet(1));
    for number in 0..40 {
        let set = vec![(village::NAME, text(&format!("Phú Khê {number}")))];
        rev = save_one(&mut door, [number + 100; 16], edit(id, rev, village::KIND, set)).1;
    }
    bye(door);
    for number in [2, 4] {
        std::fs::remove_file(desk.path().join(format!("journal/{number:08}.seg"))).unwrap();
    }
    for open in [Desk::open, Desk::reader] {
        let mut door = open(&desk);
        let problem = hello(&mut door).read_only.expect("read-only");
        assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
        assert_eq!(find(&mut door, village::KIND, "phu khe"), [id]);
        let shown = record(&mut door, id).unwrap();
        assert_eq!(shown.record.values.get(village::NAME), text("Phú Khê 39"));
        bye(door);
    }
}

#[test]
fn damage_that_a_question_comes_upon_is_said_and_ends_the_writing() {
    type Question = fn(&mut dyn Door);
    let questions: [(&str, Question); 3] = [
        ("status", |door| drop(status(door))),
        ("watch", |door| drop(door.call(Request::Watch { after: 0 }).unwrap())),
        ("undo", |door| drop(undo(door, [77; 16], UndoWhat::Last).unwrap_err())),
    ];
    for (name, question) in questions {
        let desk = Desk::new();
        let (id, _, places) = changed_twice(&desk, || ());
        flip(&desk, places[0]);
        let mut door = desk.open();
        assert_eq!(hello(&mut door).read_only, None, "what is before the checkpoint is not read");
        question(&mut door);
        let welcome = hello(&mut door);
        let problem = welcome.read_only.expect(name);
        assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{name}: {problem}");
        assert_eq!(welcome.notices, std::slice::from_ref(&problem), "{name}");
        let request = Request::Do(change(desk.request(), vec![hamlet(6)]));
        assert_eq!(refused(&mut door, request), problem, "{name}");
        assert_eq!(name_of(&mut door, id), "Hà Thị Lan");
    }
}

/// Where the only frame of a record stands.
fn place_of(desk: &Desk, id: RecordId) -> Place {
    let (journal, _) = Journal::open(&desk.path(), Mode::Read, &[]).unwrap();
    let mut place = None;
    let whole = journal.replay(0, &mut |group| {
        let frame = group.frames.iter().find(|frame| frame.record == id);
        place = frame.map(|frame| frame.place).or(place);
        Ok(true)
    });
    assert_eq!(whole.unwrap().0, []);
    place.unwrap()
}

#[test]
fn damage_found_while_files_are_made_again_is_found_by_every_opening() {
    let desk = Desk::new();
    let (id, other, _) = changed_twice(&desk, || ());
    flip(&desk, place_of(&desk, other));
    std::fs::remove_dir_all(desk.path().join("derived")).unwrap();
    for _ in 0..2 {
        let mut door = desk.open();
        let problem = hello(&mut door).read_only.expect("read-only, each time");
        assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
        assert_eq!(find(&mut door, member::KIND, "lan"), [id]);
        assert_eq!(find(&mut door, member::KIND, "nhan"), []);
        bye(door);
    }
}

#[test]
fn a_rebuild_that_meets_damage_leaves_the_files_that_know_more() {
    let desk = Desk::new();
    let (_, other, _) = changed_twice(&desk, || ());
    flip(&desk, place_of(&desk, other));
    let problem = care::rebuild(&desk.options(), &mut |_, _| ()).unwrap_err();
    assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(name_of(&mut door, other), "Kim Thị Nhàn");
    bye(door);
}
