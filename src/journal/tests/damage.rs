//! Bytes changed, lost or exchanged behind the journal's back: named, never believed.

use super::stand::*;
use crate::domain::Place;
use crate::journal::*;
use crate::lang::errors::journal::*;
use std::os::unix::fs::FileExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What a look at a journal came to.
#[derive(Debug)]
struct Seen {
    /// Damage named by opening, verifying or replaying, or the problem instead.
    named: Vec<String>,
    content: Content,
}

fn witness(seq: u64) -> [Witness; 1] {
    [Witness { name: "sled".into(), seq }]
}

fn look(dir: &Path, seq: u64) -> Seen {
    let mut named = Vec::new();
    match verify(dir, &[], &mut |_, _| {}) {
        Ok(verdict) => named.extend(verdict.damage.iter().map(|d| d.file.display().to_string())),
        Err(problem) => named.push(problem.params.first().unwrap().clone()),
    }
    let mut found = Vec::new();
    match Journal::open(dir, Mode::Read, &witness(seq)) {
        Ok((journal, opened)) => {
            let (content, left_out) = content(&journal);
            let damage = opened.damage.iter().chain(&opened.mended).chain(&left_out);
            named.extend(damage.map(|d| d.file.display().to_string()));
            found = content;
        }
        Err(problem) => named.push(problem.params.first().unwrap().clone()),
    }
    Seen { named, content: found }
}

/// Whether `part` is `whole` with some left out or without their bodies.
fn is_part(part: &Content, whole: &Content) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|(id, body)| rest.any(|(w, b)| w == id && (body.is_none() || body == b)))
}

#[test]
fn a_flipped_bit_anywhere_is_named_with_its_file_and_nothing_false_is_given() {
    let dir = folder();
    let journal = everything(dir.path());
    let (whole, seq) = (content(&journal).0, journal.head().seq);
    drop(journal);
    assert_eq!(look(dir.path(), seq).named, [""; 0]);
    let mut unnamed = 0;
    for file in files(dir.path()) {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.display().to_string();
        let handle = std::fs::OpenOptions::new().write(true).open(&file).unwrap();
        for (at, byte) in bytes.iter().enumerate() {
            handle.write_all_at(&[byte ^ (1 << (at % 8))], at as u64).unwrap();
            if at % 32 == 0 {
                let seen = look(dir.path(), seq);
                // Zeros that an erase left hold nothing that could be lost.
                let harmless = seen.content == whole;
                assert!(harmless || seen.named.contains(&name), "{name} {at}: {seen:?}");
                assert!(is_part(&seen.content, &whole), "{name} {at}: {seen:?}");
            }
            match verify(dir.path(), &[], &mut |_, _| {}) {
                Ok(verdict) if !verdict.mended.is_empty() => {
                    assert_eq!((verdict.damage, &verdict.mended[0].file), (vec![], &file), "{at}");
                }
                Ok(verdict) if verdict.damage.is_empty() && verdict.torn == 0 => unnamed += 1,
                Ok(verdict) if verdict.damage.is_empty() => {
                    assert_eq!(Some(&file), files(dir.path()).last(), "{at}: {verdict:?}");
                }
                Ok(verdict) => {
                    assert!(verdict.damage.iter().any(|d| d.file == file), "{name} {at}");
                }
                Err(problem) => assert_eq!(problem.params.first(), Some(&name), "{at}"),
            }
            handle.write_all_at(&[*byte], at as u64).unwrap();
        }
    }
    assert_eq!(unnamed, 16 + 3 + 4, "the erased payload of `two`, and no other byte");
    assert_eq!(look(dir.path(), seq).content, whole);
}

#[test]
fn a_damaged_payload_costs_one_change_and_names_the_record() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    // Not one letter four times: the salt before it ends in that letter once in 256 times.
    let rows = [put(1, b"aaaa"), put(2, b"bcde"), put(3, b"cccc")];
    let appended = journal.append(&note(1), Tx::Single, &rows).unwrap();
    journal.append(&note(2), Tx::Single, &[put(4, b"dddd")]).unwrap();
    drop(journal);
    let file = segment(dir.path(), 1);
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.windows(4).position(|w| w == b"bcde").unwrap();
    bytes[at] = b'x';
    std::fs::write(&file, &bytes).unwrap();
    let (journal, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
    let [damage] = opened.damage.as_slice() else { panic!("{:?}", opened.damage) };
    assert_eq!((&damage.file, damage.offset), (&file, at as u64 - 16));
    assert_eq!(damage.records, [crate::domain::RecordId([2; 16])]);
    let some = |text: &[u8]| Some(text.to_vec());
    let expected = vec![(1, some(b"aaaa")), (2, None), (3, some(b"cccc")), (4, some(b"dddd"))];
    assert_eq!(content(&journal), (expected, vec![damage.clone()]));
    assert_eq!(journal.frame(appended.frames[1].1).unwrap().body, None);
    assert!(journal.closed().unwrap().is(&READ_ONLY));
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
}

#[test]
fn damage_before_the_checkpoint_is_found_by_replay_which_ends_the_writing() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    for n in 1..4 {
        journal.append(&note(n), Tx::Single, &[put(n, b"text")]).unwrap();
    }
    checkpoint_now(&mut journal);
    drop(journal);
    let file = segment(dir.path(), 1);
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.windows(4).position(|w| w == b"text").unwrap();
    bytes[at] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let mut journal = reopen(dir.path());
    journal.append(&note(4), Tx::Single, &[]).unwrap();
    let (found, left_out) = content(&journal);
    assert_eq!((found[0].clone(), left_out.len()), ((1, None), 1));
    assert!(journal.append(&note(5), Tx::Single, &[]).unwrap_err().is(&READ_ONLY));
    assert!(journal.closed().is_some_and(|problem| problem.is(&READ_ONLY)));
}

#[test]
fn a_damaged_head_or_header_costs_what_it_headed_and_no_more() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let rows = [put(1, b"a"), put(2, b"b"), put(3, b"c")];
    let head = journal.append(&note(1), Tx::Single, &rows).unwrap().frames[1].1;
    journal.append(&note(2), Tx::Single, &[put(4, b"d")]).unwrap();
    drop(journal);
    let file = segment(dir.path(), 1);
    let bytes = std::fs::read(&file).unwrap();
    for (offset, left) in [(head.offset + 20, vec![1, 3, 4]), (150, vec![4])] {
        let mut bad = bytes.clone();
        bad[offset as usize] ^= 1;
        std::fs::write(&file, bad).unwrap();
        let (journal, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
        assert_eq!(opened.damage.len(), 1, "{:?}", opened.damage);
        let records: Vec<u8> = content(&journal).0.iter().map(|c| c.0).collect();
        assert_eq!(records, left);
        assert_eq!(journal.head().seq, 4);
    }
}

#[test]
fn zeroed_blocks_are_named() {
    let dir = folder();
    let journal = everything(dir.path());
    let (whole, seq) = (content(&journal).0, journal.head().seq);
    drop(journal);
    for file in files(dir.path()) {
        let bytes = std::fs::read(&file).unwrap();
        for from in (0..bytes.len()).step_by(256) {
            let mut bad = bytes.clone();
            let end = bad.len().min(from + 512);
            bad[from..end].fill(0);
            std::fs::write(&file, &bad).unwrap();
            let seen = look(dir.path(), seq);
            assert!(seen.named.contains(&file.display().to_string()), "{file:?} {from}: {seen:?}");
            assert!(is_part(&seen.content, &whole));
        }
        std::fs::write(&file, bytes).unwrap();
    }
}

#[test]
fn a_shortened_or_missing_file_is_named() {
    let dir = folder();
    let journal = everything(dir.path());
    let (whole, seq) = (content(&journal).0, journal.head().seq);
    drop(journal);
    for file in files(dir.path()) {
        let name = file.display().to_string();
        let bytes = std::fs::read(&file).unwrap();
        for length in (0..bytes.len()).filter(|n| n % 7 == 0 || bytes.len() - n < 9) {
            std::fs::write(&file, &bytes[..length]).unwrap();
            let seen = look(dir.path(), seq);
            assert!(seen.named.contains(&name), "{name} at {length}: {seen:?}");
            assert!(is_part(&seen.content, &whole), "{name} at {length}");
        }
        std::fs::remove_file(&file).unwrap();
        let seen = look(dir.path(), seq);
        // Without a checkpoint everything is read; nothing is lost with it.
        let whole_without = name.ends_with("checkpoint") && seen.content == whole;
        assert!(whole_without || seen.named.contains(&name), "{name}: {seen:?}");
        assert!(is_part(&seen.content, &whole), "{name}");
        std::fs::write(&file, bytes).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}

#[test]
fn damage_found_by_a_writer_changes_nothing_on_disk() {
    let dir = folder();
    let journal = everything(dir.path());
    let seq = journal.head().seq;
    drop(journal);
    let segments = segment_files(dir.path()).unwrap();
    let newest = &segments.last().unwrap().path;
    let bytes = std::fs::read(newest).unwrap();
    // A tail that a crash could have left, but that a witness has seen synced.
    std::fs::write(newest, &bytes[..bytes.len() - 1]).unwrap();
    let (mut journal, opened) = Journal::open(dir.path(), Mode::Write, &witness(seq)).unwrap();
    assert_eq!(opened.damage[0].file, *newest);
    assert_eq!(opened.torn, None);
    assert!(journal.append(&note(1), Tx::Single, &[]).unwrap_err().is(&READ_ONLY));
    assert_eq!(std::fs::read(newest).unwrap(), bytes[..bytes.len() - 1]);
    // Without the witness it is torn, and cut.
    let (journal, opened) = Journal::open(dir.path(), Mode::Write, &witness(seq - 2)).unwrap();
    let (torn, kept) = opened.torn.unwrap();
    assert_eq!(std::fs::read(kept).unwrap().len() as u64, torn);
    assert_eq!((opened.damage, journal.head().seq), (vec![], seq - 2));
}

#[test]
fn a_journal_that_ends_well_but_below_a_witness_is_damage() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap();
    let end = journal.next_place().offset;
    journal.append(&note(2), Tx::Single, &[put(2, b"b")]).unwrap();
    drop(journal);
    let file = segment(dir.path(), 1);
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..end as usize]).unwrap();
    let (_, opened) = Journal::open(dir.path(), Mode::Write, &witness(2)).unwrap();
    assert_eq!((&opened.damage[0].file, opened.damage[0].offset), (&file, end));
    assert!(opened.damage[0].what.contains("sled"));
    assert_eq!(Journal::open(dir.path(), Mode::Write, &witness(1)).unwrap().1.damage, []);
}

#[test]
fn what_repeats_the_segments_is_mended_by_the_next_writer() {
    let dir = folder();
    drop(everything(dir.path()));
    for name in ["register", "journal/checkpoint"] {
        let file = dir.path().join(name);
        let mut bytes = std::fs::read(&file).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        let (mut journal, opened) = Journal::open(dir.path(), Mode::Write, &[]).unwrap();
        assert_eq!((opened.damage, opened.mended.len()), (vec![], 1));
        assert_eq!(opened.mended[0].file, file);
        checkpoint_now(&mut journal);
        drop(journal);
        reopen(dir.path());
    }
}

#[test]
fn a_segment_of_another_register_or_another_life_is_named() {
    let (one, two) = (folder(), folder());
    drop(everything(one.path()));
    let other = Identity { register: [8; 16], ..WHO };
    let mut journal = Journal::create(two.path(), &other).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"foreign")]).unwrap();
    drop(journal);
    let (from, to) = (segment(two.path(), 1), segment(one.path(), 1));
    let own = std::fs::read(&to).unwrap();
    std::fs::copy(from, &to).unwrap();
    let seen = look(one.path(), 0);
    assert!(seen.named.contains(&to.display().to_string()), "{seen:?}");
    assert!(!seen.content.iter().any(|c| c.1.as_deref() == Some(b"foreign")));
    std::fs::write(&to, own).unwrap();
    // One segment in place of another.
    let second = segment(one.path(), 2);
    std::fs::copy(&to, &second).unwrap();
    let seen = look(one.path(), 0);
    assert!(seen.named.contains(&second.display().to_string()), "{seen:?}");
}

#[test]
fn newer_foreign_and_loose_files_are_refused_by_name() {
    let dir = folder();
    drop(everything(dir.path()));
    for file in files(dir.path()) {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.display().to_string();
        let mut newer = bytes.clone();
        newer[8..12].copy_from_slice(&[2, 0, 2, 0]);
        let crc = crc32fast::hash(&newer[..16]);
        newer[16..20].copy_from_slice(&crc.to_le_bytes());
        std::fs::write(&file, newer).unwrap();
        for mode in [Mode::Read, Mode::Write] {
            let problem = Journal::open(dir.path(), mode, &[]).unwrap_err();
            assert!(problem.is(&NEWER_FORMAT) && problem.params == [name.clone(), "2".into()]);
        }
        assert!(verify(dir.path(), &[], &mut |_, _| {}).unwrap_err().is(&NEWER_FORMAT));
        std::fs::write(&file, bytes).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let problem = Journal::open(dir.path(), Mode::Read, &[]).unwrap_err();
        assert!(problem.is(&LOOSE_MODE) && problem.params == [name, "640".into(), "600".into()]);
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let alone = folder();
    std::fs::write(alone.path().join("register"), "something else\n".repeat(10)).unwrap();
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(alone.path().join("register"), private).unwrap();
    assert!(Journal::open(alone.path(), Mode::Write, &[]).unwrap_err().is(&FOREIGN_FILE));
    assert!(Journal::create(alone.path(), &WHO).unwrap_err().is(&NOT_EMPTY));
}

#[test]
fn an_erased_payload_that_no_erase_frame_names_is_damage() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    journal.append(&note(1), Tx::Single, &[put(1, b"secret")]).unwrap();
    journal.append(&note(2), Tx::Single, &[put(2, b"other")]).unwrap();
    drop(journal);
    let file = segment(dir.path(), 1);
    let mut bytes = std::fs::read(&file).unwrap();
    let at = bytes.windows(6).position(|w| w == b"secret").unwrap();
    bytes[at - 16..at + 6].fill(0);
    bytes[at + 6..at + 10].copy_from_slice(b"ERSD");
    std::fs::write(&file, bytes).unwrap();
    let verdict = verify(dir.path(), &[], &mut |_, _| {}).unwrap();
    assert_eq!((verdict.damage.len(), verdict.damage[0].offset), (1, at as u64 - 16));
}

#[test]
fn a_group_of_any_time_is_opened() {
    for time in [i64::MIN, i64::MAX] {
        let dir = folder();
        let mut journal = Journal::create(dir.path(), &WHO).unwrap();
        journal.append(&GroupNote { time, ..note(1) }, Tx::Single, &[put(1, b"a")]).unwrap();
        drop(journal);
        let (_, opened) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
        assert_eq!(opened.clock_behind.is_some(), time == i64::MAX);
    }
}

#[test]
fn the_way_back_along_a_record_comes_to_an_end() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let first = journal.append(&note(1), Tx::Single, &[put(1, b"a")]).unwrap().frames[0].1;
    let group = journal.next_place();
    let own = Place { offset: group.offset + first.offset - 140, ..group };
    let further = Place { segment: group.segment + 1, ..own };
    for (prev, given) in [(own, None), (further, None), (first, Some(first))] {
        let frame = NewFrame { prev: Some(prev), ..put(1, b"b") };
        let place = journal.append(&note(2), Tx::Single, &[frame]).unwrap().frames[0].1;
        assert!(prev != own || place == own);
        assert_eq!(journal.frame(place).unwrap().prev, given);
        let seq = journal.head().seq;
        assert_eq!(journal.group_of(seq).unwrap().unwrap().frames[0].prev, given);
    }
}
