//! The store through its own door, on whole and on damaged files.

use super::files::{LOCK, names};
use super::*;
use crate::domain::{Place, RawValue, Record, Rev, Values};
use crate::lang::errors::derived::STORE_HELD;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

fn id(kind: u16, n: u32) -> RecordId {
    let mut id = [0u8; 16];
    id[..4].copy_from_slice(&n.to_be_bytes());
    id[14..].copy_from_slice(&kind.to_be_bytes());
    RecordId(id)
}

fn some_row(kind: u16, n: u32, text: &str) -> Row {
    let raw = RawValue { tag: 1, ty: 1, bytes: text.as_bytes() };
    Row {
        record: Record {
            id: id(kind, n),
            kind: Kind(kind),
            rev: Rev { n, digest: [7; 16] },
            values: Values::from_raw(vec![raw]).unwrap(),
        },
        live: !n.is_multiple_of(5),
        merged_into: n.is_multiple_of(7).then(|| id(kind, n + 1)),
        seq: u64::from(n),
        place: Place { segment: 1, offset: u64::from(n) * 100 },
    }
}

fn at(seq: u64) -> Applied {
    Applied { register: [1; 16], epoch: [2; 16], seq, chain: [seq as u8; 32] }
}

fn open(dir: &Path) -> (Store, Option<Applied>) {
    match Store::open(dir).unwrap() {
        Opening::At(store, applied) => (store, applied),
        Opening::Rebuild(why) => panic!("rebuild: {why}"),
    }
}

fn all(store: &Store, kind: Option<Kind>) -> Result<Vec<Row>, Problem> {
    let mut rows = Vec::new();
    store.scan(kind, &mut |row| {
        rows.push(row);
        Ok(true)
    })?;
    Ok(rows)
}

#[test]
fn what_is_applied_is_there_after_reopening() {
    let tmp = tempfile::tempdir().unwrap();
    let rows: Vec<Row> =
        (0..300).map(|n| some_row([3, 9, 65_535][n as usize % 3], n, "Nguyễn Thị Hòa")).collect();
    {
        let (store, applied) = open(tmp.path());
        assert_eq!(applied, None);
        assert_eq!(all(&store, None).unwrap(), []);
        store.apply(&rows, &[([5; 16], 1, 300)], &at(300)).unwrap();
        store.sync().unwrap();
    }
    let (store, applied) = open(tmp.path());
    assert_eq!(applied, Some(at(300)));
    assert_eq!(store.request([5; 16]).unwrap(), Some((1, 300)));
    assert_eq!(store.request([6; 16]).unwrap(), None);
    for row in &rows {
        assert_eq!(store.get(row.record.kind, row.record.id).unwrap().as_ref(), Some(row));
        assert_eq!(store.find(row.record.id).unwrap().as_ref(), Some(row));
    }
    assert_eq!(store.find(id(3, 1_000_000)).unwrap(), None);
    let mut sorted = rows.clone();
    sorted.sort_by_key(|row| (row.record.kind, row.record.id));
    assert_eq!(all(&store, None).unwrap(), sorted);
    sorted.retain(|row| row.record.kind == Kind(9));
    let ids: Vec<RecordId> = sorted.iter().map(|row| row.record.id).collect();
    assert_eq!(store.ids(Kind(9)).unwrap(), ids, "live or tombstone");
    assert_eq!(store.ids(Kind(10)).unwrap(), []);
    assert_eq!(all(&store, Some(Kind(9))).unwrap(), sorted);
    let mut seen = 0;
    store
        .scan(None, &mut |_| {
            seen += 1;
            Ok(seen < 5)
        })
        .unwrap();
    assert_eq!(seen, 5);
}

#[test]
fn files_are_private_and_a_second_opening_is_refused() {
    let tmp = tempfile::tempdir().unwrap();
    let (store, _) = open(tmp.path());
    for path in names(tmp.path(), |_| true).unwrap() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
    assert!(Store::open(tmp.path()).unwrap_err().is(&STORE_HELD));
    drop(store);
    open(tmp.path());
}

#[test]
fn an_opening_that_did_not_come_back_means_rebuild() {
    let tmp = tempfile::tempdir().unwrap();
    drop(open(tmp.path()));
    fs::write(tmp.path().join(MARKER), "").unwrap();
    assert!(matches!(Store::open(tmp.path()).unwrap(), Opening::Rebuild(_)));
}

#[test]
fn an_unfinished_snapshot_is_removed_and_a_bad_one_set_aside() {
    let tmp = tempfile::tempdir().unwrap();
    {
        let (store, _) = open(tmp.path());
        store.apply(&[some_row(3, 1, "a")], &[], &at(1)).unwrap();
    }
    fs::write(tmp.path().join("snap.00000000000000FF.generating"), "").unwrap();
    fs::write(tmp.path().join("snap.7FFFFFFFFFFFFFFF"), "").unwrap();
    let (store, applied) = open(tmp.path());
    assert_eq!(applied, Some(at(1)));
    assert_eq!(all(&store, None).unwrap(), [some_row(3, 1, "a")]);
}

#[test]
fn a_folder_that_cannot_be_written_is_the_disks_fault() {
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(Store::open(&file.join("store")).is_err());
}

/// What a whole store holds, and a copy of its folder to damage.
fn sample(dir: &Path) -> BTreeMap<RecordId, Row> {
    let (store, _) = open(dir);
    let rows: Vec<Row> = (0..2_000).map(|n| some_row(3, n, "Trần Văn Thủy, Thôn 3")).collect();
    for (i, chunk) in rows.chunks(500).enumerate() {
        store.apply(chunk, &[([i as u8; 16], 0, 1)], &at(i as u64)).unwrap();
    }
    store.sync().unwrap();
    rows.into_iter().map(|row| (row.record.id, row)).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Whatever was done to the files: an opening, an error or a rebuild, never a panic, a hang or a
/// row that was not put there. Missing rows are what `applied` and the digest are for.
fn survives(dir: &Path, rows: &BTreeMap<RecordId, Row>) {
    let Ok(Opening::At(store, applied)) = Store::open(dir) else { return };
    if let Some(applied) = applied {
        assert!(applied.seq < 4 && applied == at(applied.seq));
    }
    if let Ok(found) = all(&store, None) {
        for row in found {
            assert_eq!(rows.get(&row.record.id), Some(&row));
        }
    }
    for (id, row) in rows.iter().step_by(97) {
        if let Ok(Some(found)) = store.get(Kind(3), *id) {
            assert_eq!(&found, row);
        }
    }
    let _ = store.request([1; 16]);
    let _ = store.apply(&[some_row(3, 9_999, "b")], &[], &at(9));
    let _ = store.sync();
}

#[test]
fn damaged_files_never_panic_out_of_the_door() {
    let whole = tempfile::tempdir().unwrap();
    let rows = sample(whole.path());
    let files: Vec<PathBuf> = names(whole.path(), |name| name != LOCK).unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let damage = (any::<prop::sample::Index>(), 0u8..5, any::<prop::sample::Index>(), 0u8..8);
    runner
        .run(&damage, |(file, what, place, bit)| {
            let tmp = tempfile::tempdir().unwrap();
            copy(whole.path(), tmp.path());
            let path = tmp.path().join(file.get(&files).file_name().unwrap());
            if path.is_dir() {
                fs::remove_dir_all(&path).unwrap();
            } else {
                let mut bytes = fs::read(&path).unwrap();
                let place = place.index(bytes.len().max(1));
                match what {
                    0 => bytes.truncate(place),
                    1 => bytes[place] ^= 1 << bit,
                    2 => bytes.iter_mut().skip(place).take(4096).for_each(|byte| *byte = 0),
                    3 => bytes.clear(),
                    _ => bytes.iter_mut().skip(place).step_by(5_003).for_each(|byte| *byte ^= 1),
                }
                fs::write(&path, bytes).unwrap();
            }
            survives(tmp.path(), &rows);
            Ok(())
        })
        .unwrap();
}
