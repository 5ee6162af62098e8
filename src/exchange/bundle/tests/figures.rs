//! Figures: what was not entered is not 0, and nothing is told twice.

use super::*;

fn finish(figures: Vec<Figure>) -> Result<Vec<Figure>, Problem> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.zip");
    let head = Head { profile: Profile::Summary, ..head() };
    Writer::create(&path, head)?.finish(figures, &sign)?;
    everything(&open(&path)?).map(|(_, figures)| figures)
}

#[test]
fn figures_come_back_in_their_order_with_what_was_not_entered() {
    let mut reversed = counted();
    reversed.reverse();
    let back = finish(reversed).unwrap();
    let told: Vec<_> = back.iter().map(|f| (f.indicator.as_str(), f.value)).collect();
    assert_eq!(told, [("centres", None), ("clans", Some(0)), ("members", Some(5))]);
}

#[test]
fn what_is_told_twice_or_tells_nothing_is_refused() {
    let [first, ..] = counted().try_into().map_err(|_| ()).map(|all: [Figure; 3]| all).unwrap();
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
