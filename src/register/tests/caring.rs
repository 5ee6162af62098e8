//! Doctor, rebuild, backup, restore.

use super::care::{Level, backup, doctor, rebuild, repair, restore};
use super::*;
use crate::lang::errors::journal as journal_codes;

fn quiet() -> impl FnMut(u64, u64) {
    |_, _| ()
}

/// A register with a member, a village, a draft and an undone change; its digest.
fn lived_in(desk: &Desk) -> [u8; 32] {
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    save_one(&mut door, desk.request(), put(member::KIND, person("Lại Thị Thơm", unit)));
    save_one(&mut door, desk.request(), hamlet(1));
    save_one(&mut door, desk.request(), hamlet(2));
    undo(&mut door, desk.request(), UndoWhat::Last).unwrap();
    let draft = Draft {
        request: desk.request(),
        operator: RecordId([0; 16]),
        kind: member::KIND,
        of: None,
        layout: "A".into(),
        at: (1, 1),
        fields: vec![(1, "Lại".into())],
        kept: Vec::new(),
        apart: Vec::new(),
        time: 0,
    };
    door.call(Request::KeepDraft(Box::new(draft))).unwrap();
    let digest = digest(&mut door);
    bye(door);
    digest
}

fn level(report: &care::Report, part: &str) -> Level {
    let items = report.items.iter().filter(|item| item.part == part);
    items.map(|item| item.level).max().unwrap_or_else(|| panic!("no {part}: {report:?}"))
}

#[test]
fn a_backup_made_at_work_restores_the_register_as_it_was_then() {
    let desk = Desk::new();
    let digest = lived_in(&desk);
    let file = desk.dir.path().join("b.densach");
    let mut door = desk.open();
    hello(&mut door);
    let made = backup(&desk.options(), &file, &mut quiet()).unwrap();
    assert_eq!(made.bytes, std::fs::metadata(&file).unwrap().len());
    save_one(&mut door, desk.request(), hamlet(9));
    bye(door);
    let within = desk.path().join("journal/b.densach");
    let inside = backup(&desk.options(), &within, &mut quiet()).unwrap_err();
    assert!(inside.is(&codes::BACKUP_INSIDE) && !within.exists(), "{inside}");
    let again = backup(&desk.options(), &file, &mut quiet()).unwrap_err();
    assert!(again.is(&codes::FILE_EXISTS), "{again}");
    let dir = desk.dir.path().join("restored");
    let restored = restore(&file, &dir, &mut quiet()).unwrap();
    assert_eq!((restored.files, restored.seq), (made.files, made.seq));
    assert!(restored.time > 0);
    let options = Options { dir: dir.clone(), ..desk.options() };
    let mut door = Local::open(&options).unwrap();
    hello(&mut door);
    assert_eq!(super::digest(&mut door), digest);
    match only(door.call(Request::Drafts).unwrap()) {
        Reply::Drafts(drafts) => assert_eq!(drafts[0].fields, [(1, "Lại".to_owned())]),
        other => panic!("{other:?}"),
    }
    assert_eq!(find(&mut door, member::KIND, "thom").len(), 1);
    bye(door);
    let epoch = |dir: &Path| {
        let mode = crate::journal::Mode::Read;
        *crate::journal::Journal::open(dir, mode, &[]).unwrap().0.identity()
    };
    let (old, new) = (epoch(&desk.path()), epoch(&dir));
    assert_eq!((new.register, new.previous_epoch), (old.register, old.epoch));
    assert_eq!(doctor(&options, &mut quiet()).unwrap().level(), Level::Note, "a draft waits");
    let taken = restore(&file, &dir, &mut quiet()).unwrap_err();
    assert!(taken.is(&codes::FOLDER_TAKEN), "{taken}");
}

#[test]
fn a_draft_that_goes_while_a_backup_is_made_does_not_spoil_it() {
    for spoil in ["gone", "shorter"] {
        let desk = Desk::new();
        lived_in(&desk);
        let draft = files_under(&desk.path().join("drafts")).remove(0);
        let segments = crate::journal::segment_files(&desk.path()).unwrap();
        let journal: u64 = segments.iter().map(|segment| segment.bytes).sum();
        let file = desk.dir.path().join("b.densach");
        let mut writing = |_, all| {
            // More than the journal: everything is listed, and is being written.
            if all > journal && spoil == "gone" {
                let _ = std::fs::remove_file(&draft);
            } else if all > journal {
                std::fs::write(&draft, b"x").unwrap();
            }
        };
        backup(&desk.options(), &file, &mut writing).unwrap();
        assert!(std::fs::read(&draft).map_or(0, |bytes| bytes.len()) < 2, "{spoil}: it struck");
        let dir = desk.dir.path().join("restored");
        restore(&file, &dir, &mut quiet()).unwrap();
        let mut door = Local::open(&Options { dir, ..desk.options() }).unwrap();
        hello(&mut door);
        match only(door.call(Request::Drafts).unwrap()) {
            Reply::Drafts(drafts) => assert_eq!(drafts[0].fields, [(1, "Lại".to_owned())]),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_damaged_backup_is_named_and_makes_nothing() {
    let desk = Desk::new();
    lived_in(&desk);
    let file = desk.dir.path().join("b.densach");
    backup(&desk.options(), &file, &mut quiet()).unwrap();
    let whole = std::fs::read(&file).unwrap();
    let bad = desk.dir.path().join("bad.densach");
    let dir = desk.dir.path().join("restored");
    let refuse = |bytes: &[u8], what: &str| {
        std::fs::write(&bad, bytes).unwrap();
        let problem = restore(&bad, &dir, &mut quiet()).err();
        let problem = problem.unwrap_or_else(|| panic!("{what} was restored"));
        let known = [&codes::BACKUP_DAMAGED, &codes::NOT_A_BACKUP, &codes::NEWER_BACKUP];
        assert!(known.iter().any(|code| problem.is(code)), "{what}: {problem}");
        assert!(!dir.exists(), "{what}");
    };
    let step = whole.len() / 150 + 1;
    for at in (0..64).chain((64..whole.len()).step_by(step)) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        refuse(&bytes, &format!("a flipped bit in byte {at}"));
        refuse(&whole[..at], &format!("an end at {at}"));
    }
    refuse(&[&whole[..], b"x"].concat(), "a byte too many");
    let leftovers: Vec<_> = files::read_dir(desk.dir.path()).unwrap();
    assert!(leftovers.iter().all(|path| !path.to_string_lossy().contains("restoring")));
}

#[test]
fn a_healthy_register_is_called_so_also_while_somebody_works() {
    let desk = Desk::new();
    lived_in(&desk);
    let report = doctor(&desk.options(), &mut quiet()).unwrap();
    for part in ["modes", "journal", "checkpoint", "clock", "derived"] {
        assert_eq!(level(&report, part), Level::Good, "{report:?}");
    }
    assert_eq!(level(&report, "drafts"), Level::Note);
    let mut door = desk.open();
    hello(&mut door);
    let report = doctor(&desk.options(), &mut quiet()).unwrap();
    assert_eq!(level(&report, "derived"), Level::Note, "at work");
    assert!(report.level() <= Level::Note, "{report:?}");
    let none = Options { dir: desk.dir.path().join("none"), ..desk.options() };
    assert!(doctor(&none, &mut quiet()).unwrap_err().is(&journal_codes::NO_REGISTER));
}

#[test]
fn what_can_be_mended_is_named_and_mended() {
    let desk = Desk::new();
    let digest = lived_in(&desk);
    let before = files_under(&desk.path().join("journal"));
    std::fs::remove_dir_all(desk.path().join("derived")).unwrap();
    std::fs::remove_file(desk.path().join("journal/checkpoint")).unwrap();
    let draft = files_under(&desk.path().join("drafts")).remove(0);
    std::fs::write(&draft, b"densachD rubbish").unwrap();
    let segment = desk.path().join("journal/00000001.seg");
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes.extend_from_slice(b"\xFFDSG half a group");
    std::fs::write(&segment, &bytes).unwrap();
    let report = doctor(&desk.options(), &mut quiet()).unwrap();
    for (part, expected) in [
        ("journal", Level::Mend),
        ("checkpoint", Level::Note),
        ("derived", Level::Note),
        ("drafts", Level::Mend),
    ] {
        assert_eq!(level(&report, part), expected, "{report:?}");
    }
    assert_eq!(std::fs::read(&segment).unwrap(), bytes, "looking changes nothing");
    let report = repair(&desk.options(), &mut quiet()).unwrap();
    assert!(report.level() <= Level::Note, "{report:?}");
    assert_eq!(level(&report, "lost+found"), Level::Note);
    assert_eq!(files_under(&desk.path().join("journal")), before);
    let mut door = desk.open();
    hello(&mut door);
    assert_eq!(super::digest(&mut door), digest);
}

#[test]
fn a_damaged_journal_is_named_with_its_place_and_never_repaired() {
    let desk = Desk::new();
    lived_in(&desk);
    let segment = desk.path().join("journal/00000001.seg");
    let mut bytes = std::fs::read(&segment).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 4;
    std::fs::write(&segment, &bytes).unwrap();
    let report = doctor(&desk.options(), &mut quiet()).unwrap();
    assert_eq!(level(&report, "journal"), Level::Bad);
    let damage = report.items.iter().find(|item| item.part == "journal").unwrap();
    assert!(damage.says.is(&journal_codes::DAMAGED), "{damage:?}");
    assert!(damage.says.params[0].ends_with("00000001.seg"));
    repair(&desk.options(), &mut quiet()).unwrap();
    assert_eq!(std::fs::read(&segment).unwrap(), bytes);
    let problem = backup(&desk.options(), &desk.dir.path().join("b"), &mut quiet()).unwrap_err();
    assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
    let problem = rebuild(&desk.options(), &mut quiet()).unwrap_err();
    assert!(problem.is(&codes::READ_ONLY_DAMAGED), "{problem}");
    let mut door = desk.open();
    hello(&mut door);
}

#[test]
fn a_damaged_file_that_only_repeats_the_journal_is_said_and_stands_in_no_way() {
    for name in ["register", "journal/checkpoint"] {
        let desk = Desk::new();
        let digest = lived_in(&desk);
        let path = desk.path().join(name);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[50] ^= 1;
        std::fs::write(&path, &bytes).unwrap();
        let report = doctor(&desk.options(), &mut quiet()).unwrap();
        assert_eq!(report.level(), Level::Mend, "{report:?}");
        let said = |p: &Problem| p.is(&codes::REPEATED) && p.params[0].ends_with(name);
        assert!(report.items.iter().any(|item| said(&item.says)), "{report:?}");
        let file = desk.dir.path().join("b.densach");
        backup(&desk.options(), &file, &mut quiet()).unwrap();
        let dir = desk.dir.path().join("restored");
        restore(&file, &dir, &mut quiet()).unwrap();
        for options in [Options { dir, ..desk.options() }, desk.options()] {
            let mut door = Local::open(&options).unwrap();
            let welcome = hello(&mut door);
            assert_eq!(welcome.read_only, None);
            assert_eq!(super::digest(&mut door), digest);
            let expected = usize::from(options.dir == desk.path());
            assert_eq!(welcome.notices.iter().filter(|p| said(p)).count(), expected);
            bye(door);
        }
        assert!(doctor(&desk.options(), &mut quiet()).unwrap().level() <= Level::Note);
    }
}

#[test]
fn derived_files_are_looked_at_with_the_tables_of_the_register() {
    let desk = Desk::new();
    lived_in(&desk);
    // No amendments: nothing can be looked up with these.
    files::write_whole(&desk.path().join("amendments.csv"), b"rubbish\n").unwrap();
    let report = doctor(&desk.options(), &mut quiet()).unwrap();
    assert_eq!(level(&report, "derived"), Level::Note, "{report:?}");
}

#[test]
fn a_rebuild_says_what_the_register_said() {
    let desk = Desk::new();
    let digest = lived_in(&desk);
    let rebuilt = rebuild(&desk.options(), &mut quiet()).unwrap();
    assert_eq!((rebuilt.records, rebuilt.digest), (4, digest));
    let door = desk.open();
    assert!(rebuild(&desk.options(), &mut quiet()).unwrap_err().is(&codes::HELD));
    drop(door);
    assert_eq!(doctor(&desk.options(), &mut quiet()).unwrap().level(), Level::Note);
}

#[test]
fn derived_files_that_say_something_else_are_found_out_behind_the_first_screen() {
    let desk = Desk::new();
    let digest = lived_in(&desk);
    let begun = open::begin(&desk.options()).unwrap();
    let (mut core, _lock) = begun.finish(&mut quiet()).unwrap();
    assert!(core.prove(&mut || false));
    assert!(core.notices.is_empty(), "{:?}", core.notices);
    assert!(!core.prove(&mut || true), "cut short, to be gone on with");
    // A row that says something else, as a flipped bit that a crc missed would.
    let id = core.made.index.find(&crate::derived::search::Query {
        kind: Some(member::KIND),
        limit: 1,
        ..Default::default()
    });
    let mut row = core.row(id.unwrap().hits[0].id).unwrap().unwrap();
    row.record.values.set(member::FULL_NAME, text("Ai đó").as_ref());
    let applied = core.applied();
    core.made.rows.apply(&[row], &[], &applied).unwrap();
    assert!(core.prove(&mut || false));
    assert!(core.notices.iter().any(|p| p.is(&codes::MADE_AGAIN)), "{:?}", core.notices);
    let counted = core.counted(&mut || false).unwrap().unwrap();
    assert_eq!(counted.digest(), digest);
}

#[test]
fn looking_brings_nothing_into_the_store_that_no_sync_has_reached() {
    use crate::journal::{GroupNote, Journal, Mode, Tx};
    let desk = Desk::new();
    lived_in(&desk);
    let (mut journal, _) = Journal::open(&desk.path(), Mode::Write, &[]).unwrap();
    let (before, place) = (journal.head().seq, journal.next_place());
    let note =
        GroupNote { time: 1, operator: RecordId([0; 16]), session: 0, batch: 0, request: [9; 16] };
    journal.append(&note, Tx::Single, &[]).unwrap();
    drop(journal);
    let report = doctor(&desk.options(), &mut quiet()).unwrap();
    let derived = report.items.iter().find(|item| item.part == "derived").unwrap();
    assert!(derived.says.is(&codes::DERIVED_BEHIND), "{derived:?}");
    assert_eq!(derived.level, Level::Note);
    // A power cut takes the group.
    let segment = desk.path().join(format!("journal/{:08}.seg", place.segment));
    let segment = std::fs::OpenOptions::new().write(true).open(segment).unwrap();
    segment.set_len(place.offset).unwrap();
    let mut door = desk.open();
    assert_eq!(hello(&mut door).read_only, None);
    assert_eq!(status(&mut door).seq, before);
}
