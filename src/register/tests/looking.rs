//! Looking up: filters, what they may become, numbers of every type, and where a record came from.

use super::*;
use crate::derived::search::{Found, Query};
use crate::domain::records::{centre, clan};

fn query(kind: Option<Kind>, text: &str) -> Query {
    Query { kind, text: text.into(), limit: 50, ..Query::default() }
}

fn look(door: &mut dyn Door, kind: Option<Kind>, text: &str) -> (Found, Narrowed) {
    match ask(door, Ask::LookUp(query(kind, text))) {
        Reply::Page { found, narrowed, .. } => (found, narrowed),
        other => panic!("{other:?}"),
    }
}

/// Saves an act, whatever is unusual about it.
fn keep(door: &mut dyn Door, desk: &Desk, act: Act) -> RecordId {
    let accepted = vec![("*".to_owned(), "so it is".to_owned())];
    save(door, Change { accepted, ..change(desk.request(), vec![act]) }).0[0].0
}

/// A village, a clan and three members, one of them moved and one dead: their ids.
fn peopled(desk: &Desk, door: &mut dyn Door) -> Vec<RecordId> {
    hello(door);
    let unit = own_unit(door);
    let (village, _) = save_one(door, desk.request(), hamlet(3));
    let (other, _) = save_one(door, desk.request(), hamlet(31));
    let clan_of = vec![
        (clan::FAMILY_NAME, text("Nguyễn Văn")),
        (clan::BRANCH, text("chi 2")),
        (clan::UNIT, Some(Value::Ref(unit))),
        (clan::VILLAGE, Some(Value::Ref(village))),
        (clan::PHONE, text("0912000555")),
    ];
    let (clan, _) = save_one(door, desk.request(), put(clan::KIND, clan_of));
    let mut ids = vec![village, other, clan];
    for (name, year, state, at) in [
        ("Nguyễn Thị Hòa", 1954, "active", village),
        ("Nguyễn Thị Hoa", 1960, "moved", village),
        ("Nguyễn Văn Hòa", 1961, "died", other),
    ] {
        let born = crate::domain::PartialDate { year, month: 0, day: 0 };
        let mut set = person(name, unit);
        set.retain(|(tag, _)| *tag != member::STATUS);
        set.push((member::STATUS, since_ever(Value::Code(state.into()))));
        set.push((member::BIRTH_DATE, Some(Value::Date(born))));
        set.push((member::VILLAGE, Some(Value::Ref(at))));
        ids.push(keep(door, desk, put(member::KIND, set)));
    }
    ids
}

#[test]
fn a_question_without_a_filter_finds_what_the_search_finds() {
    both(|desk, door| {
        peopled(desk, door);
        for text in ["", "nguyen", "hoa 54", "12:30", "thon", ":", "hoaf", "0912000555"] {
            for kind in [None, Some(member::KIND), Some(clan::KIND)] {
                let Reply::Page { found, .. } = ask(door, Ask::Find(query(kind, text))) else {
                    panic!()
                };
                let (looked, narrowed) = look(door, kind, text);
                assert_eq!(
                    (looked.hits, looked.total, looked.inactive),
                    (found.hits, found.total, found.inactive)
                );
                assert!(narrowed.held.is_empty() && !narrowed.inactive);
            }
        }
    });
}

#[test]
fn filters_hold_over_one_type_and_over_all() {
    both(|desk, door| {
        let ids = peopled(desk, door);
        let (found, narrowed) = look(door, None, "thon:3");
        let hits: Vec<RecordId> = found.hits.iter().map(|hit| hit.id).collect();
        assert_eq!(hits.len(), 2, "the clan and the one active member of village 3, not of 31");
        assert!(hits.contains(&ids[2]) && hits.contains(&ids[3]));
        assert_eq!(narrowed.held[0].one.as_ref().unwrap().0, Value::Ref(ids[0]));
        let (found, narrowed) = look(door, Some(member::KIND), "thon:3 hoa");
        assert_eq!((found.total, found.inactive), (1, 1));
        assert_eq!(narrowed.others, [(Value::Code("moved".into()), 1)]);
        let (_, narrowed) = look(door, Some(member::KIND), "");
        let others: Vec<u64> = narrowed.others.iter().map(|(_, count)| *count).collect();
        assert_eq!(others, [1, 1]);
        // Both villages are called so; a filter takes all that fit.
        let (found, narrowed) = look(door, Some(member::KIND), "thon:phu-khe sinh:1950-1970 tt:2");
        assert_eq!((found.total, narrowed.held[0].values, narrowed.inactive), (1, 2, true));
        let (found, _) = look(door, Some(member::KIND), "tt:active sinh:54");
        assert_eq!(found.total, 1);
        // A slip of the finger is forgiven in a value as in a word.
        assert_eq!(look(door, Some(clan::KIND), "thon:phuu-khe").0.total, 1);
        assert_eq!(look(door, Some(clan::KIND), "nguyne").0.total, 1);
        for (kind, text, code) in [
            (None, "xyz:1", &codes::FILTER_UNKNOWN),
            (Some(clan::KIND), "gioi:nu", &codes::FILTER_UNKNOWN),
            (None, "thon:77", &codes::FILTER_NOTHING),
            (None, "sinh:x", &codes::FILTER_YEARS),
        ] {
            let request = Request::Ask { ask: Ask::LookUp(query(kind, text)), slot: 0 };
            let problem = refused(door, request);
            assert!(problem.is(code), "{problem}");
        }
    });
}

#[test]
fn a_filters_values_are_offered_with_how_many_hold_them() {
    both(|desk, door| {
        peopled(desk, door);
        let mut offers = |word: &str, value: &str| {
            let (word, value) = (word.to_owned(), value.to_owned());
            match ask(door, Ask::Offers { kind: Some(member::KIND), word, value }) {
                Reply::Offers(offers) => {
                    offers.into_iter().map(|offer| (offer.typed, offer.count)).collect::<Vec<_>>()
                }
                other => panic!("{other:?}"),
            }
        };
        let villages = [("Thôn-3-Phú-Khê".to_owned(), 1), ("Thôn-31-Phú-Khê".to_owned(), 0)];
        assert_eq!(offers("thon", ""), villages);
        assert_eq!(offers("thon", "31"), villages[1..]);
        assert_eq!(offers("village", "phu"), villages);
        // Those who died are counted where only such are meant.
        assert_eq!(offers("tt", "mất"), [("Đã-từ-trần".to_owned(), 1)]);
        assert_eq!(offers("sinh", "19"), []);
        assert_eq!(offers("gioi", "x"), []);
        // What is taken means just that value.
        for (typed, count) in [("Thôn-3-Phú-Khê", 1), ("Thôn-31-Phú-Khê", 0)] {
            assert_eq!(look(door, Some(member::KIND), &format!("thon:{typed}")).0.total, count);
        }
    });
}

#[test]
fn numbers_of_every_type_are_found_whole_and_by_their_last_digits() {
    both(|desk, door| {
        let ids = peopled(desk, door);
        let commune = Some(Value::Code(format!("2025-07:{COMMUNE}")));
        let centre_of = vec![
            (centre::NAME, text("Trung tâm Hoằng Phú")),
            (centre::AREA, commune),
            (centre::PHONE, text("0912000777")),
            (centre::STATUS, since_ever(Value::Code("active".into()))),
        ];
        let (centre, _) = save_one(door, desk.request(), put(centre::KIND, centre_of));
        let base = record(door, ids[3]).unwrap().record.rev;
        let set = vec![
            (member::PHONE, text("0912000666")),
            (member::CARD_NO, text("HP-00042")),
            (member::CITIZEN_ID, text("000154123321")),
        ];
        keep(door, desk, edit(ids[3], base, member::KIND, set));
        for (typed, id) in [
            ("0912000555", ids[2]),
            ("0555", ids[2]),
            ("0912000666", ids[3]),
            ("912 000 666", ids[3]),
            ("666", ids[3]),
            ("hp-00042", ids[3]),
            ("00042", ids[3]),
            ("000154123321", ids[3]),
            ("321", ids[3]),
            ("777", centre),
            (COMMUNE, own_unit(door)),
        ] {
            let hits = look(door, None, typed).0.hits;
            assert_eq!(hits.iter().map(|hit| hit.id).collect::<Vec<_>>(), [id], "{typed}");
        }
    });
}

#[test]
fn the_ends_of_a_history_are_its_last_change_and_its_first() {
    both(|desk, door| {
        let ids = peopled(desk, door);
        let ends = |door: &mut dyn Door, id| match ask(door, Ask::Ends(id)) {
            Reply::History(entries) => entries,
            other => panic!("{other:?}"),
        };
        assert_eq!(ends(door, ids[3]), history(door, ids[3]), "one change is both");
        for year in [1955, 1956, 1957] {
            let born = crate::domain::PartialDate { year, month: 0, day: 0 };
            let base = record(door, ids[3]).unwrap().record.rev;
            let set = vec![(member::BIRTH_DATE, Some(Value::Date(born)))];
            keep(door, desk, edit(ids[3], base, member::KIND, set));
        }
        let all = history(door, ids[3]);
        assert_eq!(ends(door, ids[3]), [all[0].clone(), all[3].clone()]);
        let request = Request::Ask { ask: Ask::Ends(RecordId([7; 16])), slot: 0 };
        assert!(refused(door, request).is(&codes::NOT_FOUND));
    });
}
