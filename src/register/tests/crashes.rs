//! What was called saved is there once, whatever happened to the derived files or in between.
//! A crash is made by putting the folder back as it was at that moment, except for what a crash
//! would have left.

use super::care::{Level, backup, doctor, verify};
use super::*;
use crate::journal::{FrameKind, GroupNote, Journal, Mode, NewFrame, NewRev, Tx};

/// A register with one member, closed; her id and the digest.
fn closed(desk: &Desk) -> (RecordId, [u8; 32]) {
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let act = put(member::KIND, person("Hà Thị Lụa", unit));
    let (id, _) = save_one(&mut door, desk.request(), act);
    let digest = digest(&mut door);
    bye(door);
    (id, digest)
}

fn is_whole(desk: &Desk, id: RecordId, as_before: [u8; 32]) {
    let mut door = desk.open();
    let welcome = hello(&mut door);
    assert_eq!(welcome.read_only, None);
    assert_eq!(digest(&mut door), as_before);
    assert_eq!(find(&mut door, member::KIND, "lua"), [id]);
    assert_eq!(history(&mut door, id).len(), 1);
    let (_, rev) = save_one(&mut door, desk.request(), hamlet(99));
    assert_eq!(rev.n, 1);
}

#[test]
fn derived_files_that_are_gone_are_made_again() {
    let desk = Desk::new();
    let (id, digest) = closed(&desk);
    std::fs::remove_dir_all(desk.path().join("derived")).unwrap();
    is_whole(&desk, id, digest);
}

#[test]
fn derived_files_full_of_rubbish_are_made_again_whichever_it_is() {
    let desk = Desk::new();
    let (id, digest) = closed(&desk);
    let derived = desk.path().join("derived");
    let count = files_under(&derived).len();
    assert!(count >= 3, "store, search and the file that names them");
    for at in 0..count {
        let Some(path) = files_under(&derived).into_iter().nth(at) else { continue };
        let length = std::fs::metadata(&path).unwrap().len().min(4_096);
        let rubbish: Vec<u8> = (0..length.max(100)).map(|byte| (byte * 31 % 251) as u8).collect();
        std::fs::write(&path, rubbish).unwrap();
        let mut door = desk.open();
        let welcome = hello(&mut door);
        assert_eq!(welcome.read_only, None, "{}", path.display());
        assert_eq!(super::digest(&mut door), digest, "{}", path.display());
        assert_eq!(find(&mut door, member::KIND, "lua"), [id], "{}", path.display());
        bye(door);
    }
    is_whole(&desk, id, digest);
}

#[test]
fn derived_files_of_yesterday_catch_up_with_the_journal() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), hamlet(7));
    bye(door);
    let derived = desk.path().join("derived");
    let aside = desk.dir.path().join("aside");
    let copied = std::process::Command::new("cp").arg("-a").arg(&derived).arg(&aside).status();
    assert!(copied.unwrap().success());
    let (id, digest) = closed(&desk);
    std::fs::remove_dir_all(&derived).unwrap();
    std::fs::rename(&aside, &derived).unwrap();
    is_whole(&desk, id, digest);
}

#[test]
fn derived_files_of_another_register_are_not_believed() {
    let (desk, other) = (Desk::new(), Desk::new());
    let (id, digest) = closed(&desk);
    let mut door = other.open();
    hello(&mut door);
    for number in 0..9 {
        save_one(&mut door, other.request(), hamlet(number));
    }
    bye(door);
    std::fs::remove_dir_all(desk.path().join("derived")).unwrap();
    std::fs::rename(other.path().join("derived"), desk.path().join("derived")).unwrap();
    is_whole(&desk, id, digest);
}

#[test]
fn a_save_that_reached_the_journal_only_is_there_once() {
    let desk = Desk::new();
    let (_, _) = closed(&desk);
    let derived = desk.path().join("derived");
    let aside = desk.dir.path().join("aside");
    let copied = std::process::Command::new("cp").arg("-a").arg(&derived).arg(&aside).status();
    assert!(copied.unwrap().success());
    let checkpoint = desk.path().join("journal/checkpoint");
    let old = std::fs::read(&checkpoint).unwrap();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let request = desk.request();
    let act = put(member::KIND, person("Kim Thị Nhàn", unit));
    let saved = save(&mut door, change(request, vec![act.clone()]));
    let digest = digest(&mut door);
    bye(door);
    // Killed after the journal's sync: nothing else knows of it.
    std::fs::remove_dir_all(&derived).unwrap();
    std::fs::rename(&aside, &derived).unwrap();
    std::fs::write(&checkpoint, old).unwrap();
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(super::digest(&mut door), digest);
    assert_eq!(find(&mut door, member::KIND, "nhan"), [saved.0[0].0]);
    assert_eq!(save(&mut door, change(request, vec![act])), saved, "its request is remembered");
    assert_eq!(find(&mut door, member::KIND, "nhan").len(), 1);
}

#[test]
fn an_undo_that_never_committed_did_not_happen() {
    let desk = Desk::new();
    let (id, digest) = closed(&desk);
    let (mut journal, _) = Journal::open(&desk.path(), Mode::Write, &[]).unwrap();
    let group = journal.group_of(journal.head().seq).unwrap().unwrap();
    let last = group.frames.iter().find(|frame| frame.record == id).unwrap();
    let frame = crate::journal::NewFrame {
        kind: crate::journal::FrameKind::Delete,
        record: id,
        record_kind: member::KIND,
        rev: crate::journal::NewRev::Mint(2),
        prev: Some(last.place),
        body: crate::journal::Change::default().encode(),
    };
    journal.append(&group.note, crate::journal::Tx::Begin([7; 16]), &[frame]).unwrap();
    drop(journal);
    let mut door = desk.open();
    let notices = hello(&mut door).notices;
    assert!(notices.iter().any(|problem| problem.is(&codes::ABORTED)), "{notices:?}");
    drop(door);
    is_whole(&desk, id, digest);
}

#[test]
fn a_damaged_journal_is_read_as_far_as_it_is_proven_and_never_written() {
    let desk = Desk::new();
    let (id, _) = closed(&desk);
    let mut door = desk.open();
    hello(&mut door);
    let (village, _) = save_one(&mut door, desk.request(), hamlet(5));
    bye(door);
    let segment = desk.path().join("journal/00000001.seg");
    let bytes = std::fs::read(&segment).unwrap();
    // The newest change, cut in half: acknowledged and witnessed, so no crash did that.
    std::fs::write(&segment, &bytes[..bytes.len() - 30]).unwrap();
    let damage = verify(&desk.options(), &mut |_, _| ()).unwrap().damage;
    assert_eq!(damage.len(), 1, "{damage:?}");
    assert!(damage[0].what.contains("had seen"), "{damage:?}");
    let report = doctor(&desk.options(), &mut |_, _| ()).unwrap();
    let of_journal: Vec<_> = report.items.iter().filter(|item| item.part == "journal").collect();
    assert!(matches!(of_journal[..], [care::Item { level: Level::Bad, .. }]), "{of_journal:?}");
    let file = desk.dir.path().join("b.densach");
    let problem = backup(&desk.options(), &file, &mut |_, _| ()).unwrap_err();
    assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
    let mut door = desk.open();
    let welcome = hello(&mut door);
    let problem = welcome.read_only.expect("read-only");
    assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
    assert_eq!(find(&mut door, member::KIND, "lua"), [id]);
    assert_eq!(record(&mut door, village), None);
    let request = Request::Do(change(desk.request(), vec![hamlet(6)]));
    assert!(refused(&mut door, request).is(&codes::READ_ONLY_DAMAGED));
    bye(door);
    assert_eq!(std::fs::read(&segment).unwrap(), bytes[..bytes.len() - 30]);
}

#[test]
fn segments_that_rotate_are_one_register() {
    let desk = Desk::new();
    let options = Options { segment_bytes: Some(8 << 10), ..desk.options() };
    let mut door = Local::open(&options).unwrap();
    hello(&mut door);
    let (id, mut rev) = save_one(&mut door, desk.request(), hamlet(1));
    for number in 0..60 {
        let set = vec![(village::NAME, text(&format!("Phú Khê {number}")))];
        rev = save_one(&mut door, [number + 100; 16], edit(id, rev, village::KIND, set)).1;
    }
    let digest = digest(&mut door);
    bye(door);
    assert!(files_under(&desk.path().join("journal")).len() > 3);
    std::fs::remove_dir_all(desk.path().join("derived")).unwrap();
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(super::digest(&mut door), digest);
    assert_eq!(history(&mut door, id).len(), 61);
    for _ in 0..30 {
        let request = desk.request();
        undo(&mut door, request, UndoWhat::Last).unwrap();
    }
    let shown = record(&mut door, id).unwrap();
    assert_eq!(shown.record.values.get(village::NAME), text("Phú Khê 29"));
}

/// A change of that record, appended behind the register's back, with that body.
fn append_body(desk: &Desk, id: RecordId, body: &[u8]) {
    let (mut journal, _) = Journal::open(&desk.path(), Mode::Write, &[]).unwrap();
    let mut prev = None;
    let whole = journal.replay(0, &mut |group| {
        let frames = group.frames.iter().filter(|frame| frame.record == id);
        prev = frames.map(|frame| frame.place).next_back().or(prev);
        Ok(true)
    });
    assert!(whole.is_ok());
    let operator = RecordId([0; 16]);
    let note = GroupNote { time: 1, operator, session: 0, batch: 0, request: [99; 16] };
    let frame = NewFrame {
        kind: FrameKind::Put,
        record: id,
        record_kind: member::KIND,
        rev: NewRev::Mint(2),
        prev,
        body: body.to_vec(),
    };
    journal.append(&note, Tx::Single, &[frame]).unwrap();
}

#[test]
fn a_change_that_makes_no_sense_costs_that_change_alone() {
    for body in [&[0_u8][..], &[1, 4, 0, 0, 0, 9, 9, 9, 9]] {
        let desk = Desk::new();
        let (id, as_before) = closed(&desk);
        append_body(&desk, id, body);
        for open in [Desk::open, Desk::reader, Desk::open] {
            let mut door = open(&desk);
            let problem = hello(&mut door).read_only.expect("read-only");
            assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
            assert_eq!(name_of(&mut door, id), "Hà Thị Lụa");
            assert_eq!(digest(&mut door), as_before);
            assert_eq!(find(&mut door, member::KIND, "lua"), [id]);
            let entries = history(&mut door, id);
            assert_eq!((entries.len(), entries[0].erased), (2, true));
        }
        let report = care::doctor(&desk.options(), &mut |_, _| ()).unwrap();
        let said = report.items.iter().any(|i| i.says.is(&crate::lang::errors::journal::DAMAGED));
        assert!(said, "{report:?}");
    }
}

#[test]
fn a_change_in_a_newer_format_is_for_a_newer_program() {
    let desk = Desk::new();
    let (id, _) = closed(&desk);
    append_body(&desk, id, &[9, 9]);
    let problem = hello_as(&mut desk.open(), None).unwrap_err();
    assert!(problem.is(&crate::lang::errors::journal::NEWER_FORMAT), "{problem}");
}

#[test]
fn a_search_that_cannot_be_kept_costs_nothing_but_a_word() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), hamlet(1));
    // The checkpoint cannot write its file, as on a full disk.
    let folder = crate::derived::folder::Folder::find(&desk.path().join("derived")).unwrap();
    let in_the_way = folder.search().join("delta.tmp");
    files::make_dir(&in_the_way).unwrap();
    assert_eq!(only(door.call(Request::Bye).unwrap()), Reply::Done);
    let notices = hello(&mut door).notices;
    assert!(notices.len() == 1 && notices[0].is(&codes::CHECKPOINT_LEFT), "{notices:?}");
    drop(door);
    assert!(in_the_way.exists(), "derived files are not thrown away for it");
    std::fs::remove_dir(&in_the_way).unwrap();
    let mut door = desk.open();
    assert_eq!(hello(&mut door).notices, []);
    assert_eq!(find(&mut door, village::KIND, "phu khe").len(), 1);
}

#[test]
fn a_checkpoint_that_was_lost_is_written_again() {
    let desk = Desk::new();
    closed(&desk);
    let checkpoint = desk.path().join("journal/checkpoint");
    for _ in 0..2 {
        std::fs::remove_file(&checkpoint).unwrap();
        let mut door = desk.open();
        hello(&mut door);
        bye(door);
        assert!(checkpoint.exists());
        std::fs::remove_dir_all(desk.path().join("derived")).unwrap();
    }
}

#[test]
fn a_search_made_again_for_one_session_is_streamed_to_disk_and_gone_with_the_next() {
    let desk = Desk::new();
    let (id, digest) = closed(&desk);
    let (mut core, lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    let failed = Problem::new(&crate::lang::errors::derived::STORE_DAMAGED, ["x"]);
    core.fall_back(&failed);
    assert_eq!(core.made.index.delta_len(), 0, "not in memory");
    assert_eq!(core.made.index.referring(core.own_unit()).unwrap().len(), 1);
    drop((core, lock));
    is_whole(&desk, id, digest);
    // Damage before the checkpoint: the whole journal is read.
    let desk = Desk::new();
    closed(&desk);
    let (journal, _) = Journal::open(&desk.path(), Mode::Read, &[]).unwrap();
    let place = journal.next_place();
    let segment = desk.path().join(format!("journal/{:08}.seg", place.segment));
    let mut bytes = std::fs::read(&segment).unwrap();
    let at = bytes.len() - 10;
    bytes[at] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    std::fs::remove_file(desk.path().join("journal/checkpoint")).unwrap();
    let (core, lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    assert!(core.read_only.is_some());
    assert_eq!(core.made.index.delta_len(), 0, "not in memory");
    let folders = || files::read_dir(&desk.path().join("derived")).unwrap().len();
    assert_eq!(folders(), 3);
    drop((core, lock));
    drop(open::begin(&desk.options()).unwrap());
    assert_eq!(folders(), 2);
}

#[test]
fn what_a_checkpoint_at_work_leaves_of_the_search_is_done_at_the_end_though_nothing_came_after() {
    let desk = Desk::new();
    let (mut core, _lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    let mut session = known::session(&core);
    let people = known::people(core.own_unit(), 0..600);
    known::saved(&mut core, &mut session, &change(desk.request(), people));
    core.settle();
    core.checkpoint(true).unwrap();
    assert!(core.made.index.delta_len() >= 600, "kept, not merged");
    core.checkpoint(false).unwrap();
    assert_eq!(core.made.index.delta_len(), 0);
}
