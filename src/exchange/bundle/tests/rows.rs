//! What the writer refuses, and that it says which record it is.

use super::*;
use crate::domain::{RawValue, records::operator};
use crate::lang::Lang;

fn refused(row: &Row) -> Problem {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::create(&dir.path().join("a.zip"), head()).unwrap();
    writer.table(Columns::all(&member::TYPE)).unwrap();
    let problem = writer.put(row).unwrap_err();
    // The next one can be put.
    writer.put(&super::row(200, Op::Delete)).unwrap();
    problem
}

#[test]
fn a_record_that_breaks_the_rules_is_named_and_not_altered() {
    let named = |name: &str| row(10, Op::Put(values(&[(member::FULL_NAME, text(name))])));
    for name in ["=HYPERLINK(1)", "+A", "-A", "@A", "A\u{202e}B", "A\u{7}", "Hoa\u{300}"] {
        let problem = refused(&named(name));
        assert!(problem.is(&codes::RECORD_UNFIT), "{name:?}: {problem}");
        let what = problem.what(Lang::Vi);
        assert!(what.contains(&id(10).short()) && what.contains("Họ và tên"), "{what}");
        assert!(!what.contains(name) || name.len() == 2, "nothing of the text itself: {what}");
    }
    let odd = values(&[(member::FULL_NAME, Value::Whole(1))]);
    assert!(refused(&row(10, Op::Put(odd))).is(&codes::RECORD_UNFIT));
    for bad in [
        Row { by: "".into(), ..named("A") },
        Row { by: "=a".into(), ..named("A") },
        Row { reason: "a\nb".into(), ..named("A") },
        Row { at: -1, ..named("A") },
        Row { rev: Rev::default(), ..named("A") },
    ] {
        assert!(refused(&bad).is(&codes::RECORD_UNFIT), "{bad:?}");
    }
    let long = values(&[(member::NOTE, text(&"x".repeat(300 * 1024)))]);
    assert!(refused(&row(10, Op::Put(long))).is(&codes::RECORD_UNFIT));
}

#[test]
fn what_only_a_later_version_knows_is_not_left_out() {
    for raw in [
        RawValue { tag: 777, ty: 1, bytes: b"later" },
        RawValue { tag: member::NOTE, ty: 99, bytes: b"later" },
    ] {
        let row = row(10, Op::Put(Values::from_raw(vec![raw]).unwrap()));
        assert!(refused(&row).is(&codes::RECORD_NEWER));
    }
}

#[test]
fn tables_and_rows_come_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.zip");
    let mut writer = Writer::create(&path, head()).unwrap();
    let delete = |n| row(n, Op::Delete);
    assert!(writer.put(&delete(1)).unwrap_err().is(&codes::OUT_OF_ORDER));
    let own = Columns { kind: operator::KIND, fields: Vec::new() };
    assert!(writer.table(own).unwrap_err().is(&codes::KIND_STAYS));
    writer.table(Columns::all(&member::TYPE)).unwrap();
    writer.put(&delete(5)).unwrap();
    for n in [5, 4] {
        assert!(writer.put(&delete(n)).unwrap_err().is(&codes::OUT_OF_ORDER));
    }
    for of in [&member::TYPE, &unit::TYPE] {
        assert!(writer.table(Columns::all(of)).unwrap_err().is(&codes::OUT_OF_ORDER));
    }
    drop(writer);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left of it");
    let summary = Head { profile: Profile::Summary, ..head() };
    let mut writer = Writer::create(&path, summary).unwrap();
    assert!(writer.table(Columns::all(&member::TYPE)).unwrap_err().is(&codes::KIND_STAYS));
    assert!(writer.finish(few(), &|_| Err(Problem::bare(&codes::UNSIGNED))).is_err());
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left of it");
}

#[test]
fn a_head_that_cannot_be_told_is_refused() {
    let id = BundleId([7; 32]);
    let dir = tempfile::tempdir().unwrap();
    for bad in [
        Head { unit: "".into(), ..head() },
        Head { unit: "a\nDensach-Seq: 9".into(), ..head() },
        Head { unit: " a".into(), ..head() },
        Head { unit: "x".repeat(41), ..head() },
        Head { sender: "a b".into(), ..head() },
        Head { recipient: "*".into(), ..head() },
        Head { recipient: "".into(), ..head() },
        Head { seq: 0, ..head() },
        Head { seq: 2, ..head() },
        Head { prev: Some(id), ..head() },
        Head { day: PartialDate { year: 2026, month: 11, day: 0 }, ..head() },
    ] {
        let refused = Writer::create(&dir.path().join("a.zip"), bad.clone()).err();
        assert!(refused.is_some_and(|problem| problem.is(&codes::HEAD_UNFIT)), "{bad:?}");
    }
    assert_eq!(head().folder(), "densach-ch01-phu-khe-d1d1d1d1-e2e2e2e2-1");
    let odd = Head { unit: "会".into(), ..head() };
    assert_eq!(odd.folder(), "densach-unit-d1d1d1d1-e2e2e2e2-1");
}
