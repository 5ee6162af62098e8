//! One writer, readers beside it, taking over, and copies.

use super::*;
use crate::derived::folder::Folder;
use crate::lang::errors::journal as journal_codes;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_second_writer_is_told_who_holds_it_and_comes_in_afterwards() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    let problem = Local::open(&desk.options()).err().unwrap();
    assert!(problem.is(&codes::HELD), "{problem}");
    bye(door);
    desk.open();
}

#[test]
fn a_reader_sees_what_is_saved_while_somebody_works_and_changes_nothing() {
    let desk = Desk::new();
    let mut door = desk.open();
    let unit = hello(&mut door).unit.record.id;
    let act = put(member::KIND, person("Cao Thị Gấm", unit));
    let (id, _) = save_one(&mut door, desk.request(), act);
    let before = digest(&mut door);
    let mut reader = desk.reader();
    let welcome = hello(&mut reader);
    assert!(welcome.read_only.unwrap().is(&codes::READ_ONLY));
    assert_eq!(find(&mut reader, member::KIND, "gam"), [id]);
    assert_eq!(history(&mut reader, id).len(), 1);
    assert_eq!(digest(&mut reader), before);
    let status = status(&mut reader);
    assert!(status.counts.contains(&(member::KIND, 1, 1)), "{status:?}");
    let problem = refused(&mut reader, Request::Do(change(desk.request(), vec![hamlet(1)])));
    assert!(problem.is(&codes::READ_ONLY), "{problem}");
    drop(reader);
    save_one(&mut door, desk.request(), hamlet(1));
}

#[test]
fn ones_own_stalled_session_is_taken_over_with_its_draft() {
    let desk = Desk::new();
    let mut stalled = desk.open();
    let unit = hello(&mut stalled).unit.record.id;
    let request = desk.request();
    let draft = Draft {
        request,
        operator: RecordId([0; 16]),
        kind: member::KIND,
        of: None,
        layout: "A".into(),
        at: (member::VILLAGE, 1),
        fields: vec![(member::FULL_NAME, "Đinh Thị Ngà".into())],
        kept: Vec::new(),
        apart: Vec::new(),
        time: 1,
    };
    let given_up = Draft { request: desk.request(), ..draft.clone() };
    let drop = Request::DropDraft { request: given_up.request };
    for keep in [given_up, draft] {
        let keep = stalled.address().wrap(Request::KeepDraft(Box::new(keep)));
        stalled.send(keep).unwrap();
    }
    // It reads none of its replies, as a program does whose terminal hangs.
    for at in 0..3_000_u32 {
        let text = format!("a{at}");
        let ask = Ask::Resolve { kind: None, text };
        let envelope = stalled.address().wrap(Request::Ask { ask, slot: 0 });
        stalled.send(envelope).unwrap();
    }
    let drop = stalled.address().wrap(drop);
    stalled.send(drop).unwrap();
    let mut door = Local::open(&Options { take_over: true, ..desk.options() }).unwrap();
    hello(&mut door);
    match only(door.call(Request::Drafts).unwrap()) {
        Reply::Drafts(drafts) => {
            // The one that was given up does not come back.
            assert_eq!(drafts.len(), 1);
            assert_eq!(drafts[0].at, (member::VILLAGE, 1));
            assert_eq!(drafts[0].request, request);
        }
        other => panic!("{other:?}"),
    }
    save_one(&mut door, request, put(member::KIND, person("Đinh Thị Ngà", unit)));
    let mut last = None;
    while let Ok(Some(reply)) = stalled.next(Some(Duration::from_millis(200))) {
        last = Some(reply.body);
    }
    assert!(matches!(last, Some(Reply::Refused(problem)) if problem.is(&codes::TAKEN_OVER)));
    let problem = refused(&mut stalled, Request::Drafts);
    assert!(problem.is(&codes::TAKEN_OVER), "{problem}");
}

#[test]
fn no_register_is_no_register_and_a_taken_folder_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let new = NewRegister { code: "X1".into(), name: "Thử".into(), operator: "Lan".into() };
    let options = Options {
        dir: dir.path().join("none"),
        write: true,
        take_over: false,
        state_home: None,
        segment_bytes: None,
    };
    assert!(Local::open(&options).err().unwrap().is(&journal_codes::NO_REGISTER));
    assert!(!options.dir.exists());
    std::fs::create_dir(&options.dir).unwrap();
    std::fs::write(options.dir.join("letter.txt"), "x").unwrap();
    assert!(create(&options.dir, &new).unwrap_err().is(&codes::FOLDER_TAKEN));
    std::fs::remove_file(options.dir.join("letter.txt")).unwrap();
    create(&options.dir, &new).unwrap();
    assert!(create(&options.dir, &new).is_err());
    assert_eq!(hello(&mut Local::open(&options).unwrap()).operator_name, "Lan");
    let empty = NewRegister { name: "  ".into(), ..new };
    let other = dir.path().join("other");
    assert!(create(&other, &empty).is_err());
    assert!(!other.exists());
}

#[test]
fn everything_is_closed_to_others_and_a_loose_file_refuses_to_start() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), hamlet(1));
    bye(door);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk.path()), 0o700);
    for path in files_under(&desk.path()) {
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
    let register = desk.path().join("register");
    std::fs::set_permissions(&register, std::fs::Permissions::from_mode(0o644)).unwrap();
    let problem = Local::open(&desk.options()).err().unwrap();
    assert!(problem.is(&journal_codes::LOOSE_MODE), "{problem}");
    assert!(problem.params[0].ends_with("register"), "{problem}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    std::fs::set_permissions(to, std::fs::Permissions::from_mode(0o700)).unwrap();
    for path in files::read_dir(from).unwrap() {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

fn epoch(dir: &Path) -> [u8; 16] {
    let mode = crate::journal::Mode::Read;
    crate::journal::Journal::open(dir, mode, &[]).unwrap().0.identity().epoch
}

#[test]
fn a_copy_begins_its_own_life_and_the_register_itself_goes_on() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), hamlet(1));
    let before = digest(&mut door);
    bye(door);
    let first = epoch(&desk.path());
    let other = desk.dir.path().join("copy");
    copy(&desk.path(), &other);
    let options = Options { dir: other.clone(), ..desk.options() };
    let mut door = Local::open(&options).unwrap();
    let welcome = hello(&mut door);
    assert!(welcome.notices.iter().any(|p| p.is(&codes::NEW_LIFE)), "{:?}", welcome.notices);
    assert_eq!(digest(&mut door), before);
    save_one(&mut door, desk.request(), hamlet(2));
    bye(door);
    assert_ne!(epoch(&other), first);
    let mut door = Local::open(&options).unwrap();
    assert_eq!(hello(&mut door).notices, [], "said once");
    drop(door);
    let mut door = desk.open();
    assert_eq!(hello(&mut door).notices, []);
    assert_eq!(epoch(&desk.path()), first);
}

#[test]
fn a_folder_put_back_from_yesterday_begins_a_new_life() {
    let desk = Desk::new();
    bye({
        let mut door = desk.open();
        hello(&mut door);
        door
    });
    let aside = desk.dir.path().join("yesterday");
    copy(&desk.path(), &aside);
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), hamlet(1));
    bye(door);
    let first = epoch(&desk.path());
    std::fs::remove_dir_all(desk.path()).unwrap();
    std::fs::rename(&aside, desk.path()).unwrap();
    let mut door = desk.open();
    let welcome = hello(&mut door);
    assert!(welcome.notices.iter().any(|p| p.is(&codes::NEW_LIFE)), "{:?}", welcome.notices);
    drop(door);
    assert_ne!(epoch(&desk.path()), first);
}

#[test]
fn where_the_disk_takes_no_writes_it_is_opened_for_looking_and_says_why() {
    for stands in ["lock", "store"] {
        let desk = Desk::new();
        let mut door = desk.open();
        let unit = hello(&mut door).unit.record.id;
        let act = put(member::KIND, person("Cao Thị Gấm", unit));
        let (id, _) = save_one(&mut door, desk.request(), act);
        bye(door);
        // Cannot be written: a folder where a file is to be, or the other way round.
        let folder = Folder::find(&desk.path().join("derived")).unwrap();
        let path = if stands == "store" { folder.store() } else { desk.path().join(stands) };
        let aside = desk.dir.path().join("aside");
        let is_dir = path.is_dir();
        std::fs::rename(&path, &aside).unwrap();
        if is_dir {
            std::fs::write(&path, "").unwrap()
        } else {
            files::make_dir(&path).unwrap()
        }
        let mut door = desk.open();
        let welcome = hello(&mut door);
        let why = welcome.read_only.unwrap();
        assert!(why.is(&codes::LOOKING_DISK), "{why}");
        assert!(why.params[0].contains(stands), "{why}");
        assert!(welcome.notices.contains(&why), "{:?}", welcome.notices);
        assert_eq!(find(&mut door, member::KIND, "gam"), [id]);
        let save = Request::Do(change(desk.request(), vec![hamlet(1)]));
        assert_eq!(refused(&mut door, save), why);
        drop(door);
        assert!(
            care::rebuild(&desk.options(), &mut |_, _| ()).is_err(),
            "a person looks, it does not"
        );
        if is_dir {
            std::fs::remove_file(&path).unwrap()
        } else {
            std::fs::remove_dir(&path).unwrap()
        }
        std::fs::rename(&aside, &path).unwrap();
        let mut door = desk.open();
        assert_eq!(hello(&mut door).read_only, None, "{stands}");
        save_one(&mut door, desk.request(), hamlet(1));
    }
}

#[test]
fn a_reader_takes_the_kept_search_though_it_is_replaced_while_it_opens() {
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    for number in 1..6 {
        save_one(&mut door, desk.request(), hamlet(number));
    }
    bye(door);
    let (mut core, lock) = open::begin(&desk.options()).unwrap().finish(&mut |_, _| ()).unwrap();
    let applied = core.applied();
    core.made.index.merge(&applied).unwrap();
    drop((core, lock));
    let mut door = desk.open();
    hello(&mut door);
    let reader = open::begin(&Options { write: false, ..desk.options() }).unwrap();
    save_one(&mut door, desk.request(), hamlet(9));
    door.call(Request::Checkpoint).unwrap();
    let (core, _) = reader.finish(&mut |_, _| ()).unwrap();
    // The group that was last is taken twice.
    assert!(core.made.index.delta_len() <= 1, "made again in memory");
}

#[test]
fn damage_where_the_remembered_head_stood_is_no_copy() {
    use std::os::unix::fs::FileExt;
    let desk = Desk::new();
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), hamlet(1));
    let seq = status(&mut door).seq;
    bye(door);
    let remembered = files_under(&desk.dir.path().join("state")).remove(0);
    let aside = std::fs::read(&remembered).unwrap();
    let mut door = desk.open();
    hello(&mut door);
    save_one(&mut door, desk.request(), hamlet(2));
    bye(door);
    std::fs::write(&remembered, aside).unwrap();
    let first = epoch(&desk.path());
    let mode = crate::journal::Mode::Read;
    let (journal, _) = crate::journal::Journal::open(&desk.path(), mode, &[]).unwrap();
    let place = journal.group_of(seq).unwrap().unwrap().frames[0].place;
    let segment = desk.path().join(format!("journal/{:08}.seg", place.segment));
    let segment = std::fs::OpenOptions::new().write(true).open(segment).unwrap();
    // In the header before the group's first frame.
    segment.write_all_at(&[0xEE; 8], place.offset - 180).unwrap();
    let mut door = desk.open();
    let notices = hello(&mut door).notices;
    assert!(notices.iter().all(|p| !p.is(&codes::NEW_LIFE)), "{notices:?}");
    drop(door);
    assert_eq!(epoch(&desk.path()), first);
}

#[test]
fn what_this_machine_cannot_remember_is_said_and_stops_nobody() {
    type Spoil = fn(&Path);
    let ways: [(&str, Spoil); 2] = [
        ("rubbish", |path| std::fs::write(path, "densach head 1\nseq many\n").unwrap()),
        ("unreadable", |path| {
            std::fs::remove_file(path).unwrap();
            std::fs::create_dir(path).unwrap();
        }),
    ];
    for (name, spoil) in ways {
        let desk = Desk::new();
        let mut door = desk.open();
        assert_eq!(hello(&mut door).notices, [], "nothing is remembered yet");
        save_one(&mut door, desk.request(), hamlet(1));
        bye(door);
        let remembered = files_under(&desk.dir.path().join("state")).remove(0);
        spoil(&remembered);
        let mut door = desk.open();
        let welcome = hello(&mut door);
        assert_eq!(welcome.read_only, None, "{name}");
        let [said] = &welcome.notices[..] else { panic!("{name}: {:?}", welcome.notices) };
        assert!(said.is(&codes::FORGOTTEN), "{name}: {said}");
        assert_eq!(said.params[0], remembered.display().to_string(), "{name}");
    }
}
