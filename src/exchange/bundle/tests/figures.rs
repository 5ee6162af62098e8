//! Figures: what was not entered is not 0, and nothing is told twice.

use super::*;
use crate::domain::Record;
use crate::domain::figures::Counter;

/// What the sample's records come to.
pub(super) fn census() -> Vec<Figure> {
    let (from, to) = (few()[0].from, few()[0].to);
    let mut counter = Counter::new(from, to);
    for (columns, rows) in sample() {
        for row in rows {
            let Op::Put(values) = row.op else { continue };
            let (id, kind, rev) = (row.id, columns.kind, row.rev);
            counter.see(&Record { id, kind, rev, values });
        }
    }
    counted(counter).collect()
}

fn finish(figures: Vec<Figure>) -> Result<Vec<Figure>, Problem> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.zip");
    let head = Head { profile: Profile::Summary, ..head() };
    Writer::create(&path, head)?.finish(figures, &sign)?;
    everything(&open(&path)?).map(|(_, figures)| figures)
}

#[test]
fn figures_come_back_in_their_order_with_what_was_not_entered() {
    let back = finish(few()).unwrap();
    let told: Vec<_> = back.iter().map(|f| (f.indicator.as_str(), f.value)).collect();
    assert_eq!(told, [("centres", None), ("clans", Some(0)), ("members", Some(5))]);
    let mut reversed = few();
    reversed.reverse();
    assert!(finish(reversed).unwrap_err().is(&codes::OUT_OF_ORDER));
}

#[test]
fn what_a_register_counts_is_what_a_summary_carries() {
    let told = census();
    assert_eq!(finish(told.clone()).unwrap(), told);
    let value = |area: &str, code: &str| {
        told.iter().find(|one| one.area == area && one.indicator == code).and_then(|one| one.value)
    };
    assert_eq!(value("unit:CH01", "members.active"), Some(1));
    assert_eq!(value("register", "members"), Some(3));
    assert_eq!((value("register", "clans"), value("register", "centres")), (Some(1), None));
    // Every type whose records leave is asked for, or has nothing to count.
    assert!(Counter::kinds().all(|kind| records::of(kind).is_some_and(|of| !of.internal)));
}

#[test]
fn what_is_told_twice_or_tells_nothing_is_refused() {
    let [first, ..] = few().try_into().map_err(|_| ()).map(|all: [Figure; 3]| all).unwrap();
    for bad in [
        vec![first.clone(), Figure { value: Some(6), ..first.clone() }],
        vec![Figure { area: "".into(), ..first.clone() }],
        vec![Figure { indicator: "=1".into(), ..first.clone() }],
        vec![Figure { source: "a\u{200b}".into(), ..first.clone() }],
        vec![Figure { to: PartialDate { year: 2026, month: 0, day: 0 }, ..first.clone() }],
    ] {
        assert!(finish(bad.clone()).unwrap_err().is(&codes::RECORD_UNFIT), "{bad:?}");
    }
}
