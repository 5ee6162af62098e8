//! Drafts come back whole, whatever happened to their files.

use super::*;
use crate::register::{Kept, Scope};

fn keep(files: &Files, draft: &Draft) -> Result<(), Problem> {
    take_place(&write(files, draft, 1)?)
}

fn draft(request: u8, time: i64) -> Draft {
    Draft {
        request: [request; 16],
        operator: RecordId([7; 16]),
        kind: Kind(3),
        of: None,
        layout: "A".into(),
        at: (1, 7),
        fields: vec![(1, "Nguyễn Văn Hòa".into())],
        kept: vec![Kept { tag: 4, scope: Scope::Within(5), given: true, text: Some("3".into()) }],
        apart: vec![RecordId([8; 16])],
        time,
    }
}

#[test]
fn drafts_come_back_newest_first_and_go_when_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    let drafts = Drafts::start(&files).unwrap().0;
    let (tell, told) = channel();
    for (request, time) in [(1, 10), (2, 30), (3, 20), (2, 31)] {
        let tell = tell.clone();
        let then = Box::new(move |done| tell.send(done).unwrap());
        drafts.pen().keep(&draft(request, time), then).unwrap();
        told.recv().unwrap().unwrap();
    }
    drafts.pen().drop_one([3; 16], Box::new(|_| ())).unwrap();
    drafts.pen().drop_one([9; 16], Box::new(|done| assert!(done.is_ok()))).unwrap();
    assert_eq!(drafts.pen().all().unwrap(), (vec![draft(2, 31), draft(1, 10)], vec![]));
    let pen = Arc::clone(drafts.pen());
    drop(drafts);
    assert_eq!(read_all(&files, false).unwrap().0.len(), 2);
    // Somebody else's register now, perhaps.
    assert!(pen.keep(&draft(4, 40), Box::new(|_| ())).is_err());
    assert_eq!(files::read_dir(&files.drafts()).unwrap().len(), 2);
}

#[test]
fn a_state_that_was_not_synced_yet_is_the_draft_where_it_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    keep(&files, &draft(1, 10)).unwrap();
    // Torn: the older one stands.
    let torn = write(&files, &draft(1, 20), 7).unwrap();
    let whole = std::fs::read(&torn).unwrap();
    std::fs::write(&torn, &whole[..whole.len() - 1]).unwrap();
    assert_eq!(read_all(&files, false).unwrap(), (vec![draft(1, 10)], vec![]));
    assert_eq!(mend(&files).unwrap(), (vec![draft(1, 10)], vec![]));
    assert!(!torn.exists());
    for (number, time) in [(9, 40), (8, 30), (10, 50)] {
        write(&files, &draft(1, time), number).unwrap();
    }
    write(&files, &draft(2, 20), 11).unwrap();
    let both = vec![draft(1, 50), draft(2, 20)];
    assert_eq!(mend(&files).unwrap(), (both.clone(), vec![]));
    assert_eq!(files::read_dir(&files.drafts()).unwrap().len(), 2);
    assert_eq!(read_all(&files, false).unwrap(), (both, vec![]));
}

#[test]
fn what_stands_among_drafts_and_is_no_file_neither_hangs_nor_hides_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    keep(&files, &draft(1, 10)).unwrap();
    // Nobody writes into it: to read it is to wait for ever.
    for name in [path(&files, [2; 16]), path(&files, [0; 16]).with_extension(UNSYNCED)] {
        assert!(std::process::Command::new("mkfifo").arg(name).status().unwrap().success());
    }
    // The draft's place is taken by a folder that is not empty.
    files::make_dir(&path(&files, [3; 16]).join("x")).unwrap();
    write(&files, &draft(3, 30), 7).unwrap();
    write(&files, &draft(4, 40), 8).unwrap();
    let (drafts, aside) = mend(&files).unwrap();
    assert_eq!(drafts, [draft(4, 40), draft(1, 10)]);
    assert!(aside.iter().all(|said| said.is(&codes::REGISTER_IO)), "{aside:?}");
    // Its letters are there yet, and come once the way is free.
    std::fs::remove_dir_all(path(&files, [3; 16])).unwrap();
    let drafts = mend(&files).unwrap().0;
    assert_eq!(drafts, [draft(4, 40), draft(3, 30), draft(1, 10)]);
}

#[test]
fn a_state_left_behind_neither_takes_a_newer_ones_place_nor_brings_back_what_was_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    // Of a life whose clock was years ahead.
    for request in 1..4 {
        write(&files, &draft(request, 10), 1 << 60).unwrap();
    }
    let drafts = Drafts::start(&files).unwrap().0;
    drafts.pen().keep(&draft(1, 5), Box::new(|done| done.unwrap())).unwrap();
    drafts.pen().drop_one([2; 16], Box::new(|done| done.unwrap())).unwrap();
    assert_eq!(drafts.pen().all().unwrap().0, [draft(3, 10), draft(1, 5)]);
    assert!(unsynced(&files).unwrap().is_empty());
}

#[test]
fn a_damaged_draft_is_set_aside_and_said_whatever_byte_is_wrong() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    keep(&files, &draft(1, 10)).unwrap();
    let path = path(&files, [1; 16]);
    let whole = std::fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x20;
        std::fs::write(&path, &bytes).unwrap();
        let reader = at == 10 || at == 11;
        // A format that this one can read is as good as its own.
        let is_format = at == 8 || at == 9;
        match read(&path) {
            Ok(_) if is_format => {}
            Err(Unread::Newer(FORMAT)) if reader => {}
            Err(Unread::Damaged) if !is_format && !reader => {}
            other => panic!("byte {at}: {other:?}"),
        }
        std::fs::write(&path, &whole[..at]).unwrap();
        assert!(matches!(read(&path), Err(Unread::Damaged)), "cut at {at}");
    }
    let (drafts, aside) = mend(&files).unwrap();
    assert!(drafts.is_empty());
    assert!(aside[0].is(&codes::DRAFT_DAMAGED), "{aside:?}");
    assert_eq!(mend(&files).unwrap(), (vec![], vec![]));
    assert!(path.with_extension("damaged").exists());
}

#[test]
fn what_the_disk_does_not_give_is_named_and_left() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    keep(&files, &draft(1, 10)).unwrap();
    // Without rights to take away (tests may run as root): one cannot be found out about, the
    // other not read.
    let (endless, folder) = (path(&files, [2; 16]), path(&files, [3; 16]));
    std::os::unix::fs::symlink(&endless, &endless).unwrap();
    files::make_dir(&folder).unwrap();
    for _ in 0..2 {
        let (drafts, aside) = mend(&files).unwrap();
        assert_eq!(drafts, [draft(1, 10)]);
        let named: Vec<&str> = aside.iter().map(|said| said.params[0].as_str()).collect();
        assert_eq!(named, [endless.to_str().unwrap(), folder.to_str().unwrap()]);
        assert!(aside.iter().all(|said| said.is(&codes::REGISTER_IO)), "{aside:?}");
    }
}

#[test]
fn drafts_of_older_formats_are_read_and_those_of_the_first_are_anybodys() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    keep(&files, &draft(1, 10)).unwrap();
    let put = |format: u8, body: Vec<u8>| {
        let crc = crc32fast::hash(&body).to_le_bytes();
        let bytes = [&MAGIC[..], &[format, 0, format, 0], &crc, &body].concat();
        std::fs::write(path(&files, [1; 16]), bytes).unwrap();
    };
    let Draft { request, operator, kind, of, layout, at, fields, time, .. } = draft(1, 10);
    let plain = Draft { kept: Vec::new(), apart: Vec::new(), ..draft(1, 10) };
    let first = (request, "Lan", kind, of, &layout, at, &fields, time);
    put(1, codec::encode(&first).unwrap());
    let expected = Draft { operator: NOBODY, ..plain.clone() };
    assert_eq!(mend(&files).unwrap(), (vec![expected], vec![]));
    let second = (request, operator, kind, of, &layout, at, &fields, time);
    put(2, codec::encode(&second).unwrap());
    assert_eq!(mend(&files).unwrap(), (vec![plain], vec![]));
}

#[test]
fn a_draft_of_a_newer_version_is_left_and_hides_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    for request in 1..4 {
        keep(&files, &draft(request, i64::from(request))).unwrap();
    }
    let newer = path(&files, [1; 16]);
    let mut bytes = std::fs::read(&newer).unwrap();
    (bytes[8], bytes[10]) = (5, 4);
    std::fs::write(&newer, &bytes).unwrap();
    // A damaged one that cannot be set aside: a folder that is not empty is in its way.
    let stuck = path(&files, [2; 16]);
    std::fs::write(&stuck, b"x").unwrap();
    files::make_dir(&stuck.with_extension("damaged").join("x")).unwrap();
    let (drafts, aside) = mend(&files).unwrap();
    assert_eq!(drafts, [draft(3, 3)]);
    assert!(aside[0].is(&NEWER_FORMAT) && aside[0].params[1] == "5", "{aside:?}");
    assert!(aside[1].is(&codes::DRAFT_DAMAGED), "{aside:?}");
    assert!(newer.exists());
}

#[test]
fn a_draft_that_could_not_be_read_again_is_not_called_kept() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::of(dir.path());
    let long = Draft { fields: vec![(1, "a".repeat(1 << 20))], ..draft(1, 1) };
    assert!(keep(&files, &long).unwrap_err().is(&VALUE_TOO_LARGE));
    let (drafts, aside) = mend(&files).unwrap();
    assert!(drafts.is_empty() && aside.is_empty());
}
