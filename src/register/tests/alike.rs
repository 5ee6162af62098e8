//! Who may be one person: while somebody is keyed, and over the whole register.

use super::*;
use crate::domain::PartialDate;
use crate::domain::Values;
use crate::domain::duplicates::{self, DISTINCT, LIKELY, PAIR, Reason, two_people};

const NAMES: [&str; 10] = [
    "Nguyễn Thị Hoa",
    "Nguyễn Thị Hòa",
    "Nguyễn Thị Hao",
    "Nguyễn Hoa",
    "Hoa Nguyễn Thị",
    "Nguyễn Thị Lan",
    "Trần Văn Đắc",
    "Trần Văn Dac",
    "Trần Đắc Văn",
    "Trần Văn Đức",
];

/// A village and members alike in many ways: their ids.
fn peopled(desk: &Desk, door: &mut dyn Door) -> Vec<RecordId> {
    hello(door);
    let unit = own_unit(door);
    let villages = [3, 4].map(|n| save_one(door, desk.request(), hamlet(n)).0);
    let mut ids = Vec::new();
    for (n, name) in (0_u8..).zip(NAMES.iter().cycle().take(40)) {
        let year = [1954, 1945, 1961][usize::from(n / 3 % 3)];
        let (month, day) = [(0, 0), (3, 12), (12, 3), (5, 0)][usize::from(n / 10 % 4)];
        let mut set = person(name, unit);
        set.push((member::BIRTH_DATE, PartialDate::new(year, month, day).map(Value::Date)));
        set.push((member::VILLAGE, Some(Value::Ref(villages[usize::from(n / 7 % 2)]))));
        if n % 5 == 0 {
            set.push((member::PHONE, text("0912000555")));
        }
        let accepted = vec![("*".to_owned(), "so it is".to_owned())];
        let act = put(member::KIND, set);
        ids.push(save(door, Change { accepted, ..change(desk.request(), vec![act]) }).0[0].0);
    }
    ids
}

fn whom(door: &mut dyn Door, id: RecordId, limit: usize) -> Vec<(RecordId, duplicates::Likeness)> {
    let values = record(door, id).unwrap().record.values;
    let whom = Whom { kind: member::KIND, values, but: Some(id), limit };
    match ask(door, Ask::Alike(whom)) {
        Reply::Alike(alike) => {
            alike.into_iter().map(|one| (one.shown.record.id, one.like)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn pairs(door: &mut dyn Door, least: u16) -> Vec<(RecordId, RecordId, duplicates::Likeness)> {
    let among = Among { kind: member::KIND, least, limit: 10_000 };
    let replies = door.call(Request::Ask { ask: Ask::Pairs(among), slot: 0 }).unwrap();
    let mut found = Vec::new();
    for reply in replies {
        let Reply::Pairs { pairs, total } = reply else { panic!("{reply:?}") };
        found.extend(pairs.into_iter().map(|p| (p.a.record.id, p.b.record.id, p.like)));
        assert!(found.len() as u64 <= total);
    }
    found
}

#[test]
fn who_is_keyed_is_found_as_over_the_whole_register() {
    both(|desk, door| {
        let ids = peopled(desk, door);
        let all = pairs(door, LIKELY);
        assert!(all.len() > 20, "{}", all.len());
        // That a village was renamed is seen from many pairs only.
        let (renamed, rest): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|(_, _, like)| like.reasons.contains(&Reason::RenamedVillage));
        let other = |pair: &(RecordId, RecordId, duplicates::Likeness), id| match pair {
            (a, b, _) if *a == id => Some(*b),
            (a, b, _) if *b == id => Some(*a),
            _ => None,
        };
        for id in ids {
            let but: Vec<RecordId> = renamed.iter().filter_map(|pair| other(pair, id)).collect();
            let of = |pair| Some((other(pair, id)?, pair.2.clone()));
            let mut expected: Vec<_> = rest.iter().filter_map(of).collect();
            expected.sort_by_key(|(id, like)| (std::cmp::Reverse(like.score), *id));
            let mut found = whom(door, id, 50);
            found.retain(|(other, _)| !but.contains(other));
            assert_eq!(found, expected);
        }
    });
}

#[test]
fn those_said_to_be_two_people_are_not_named_again() {
    both(|desk, door| {
        peopled(desk, door);
        let all = pairs(door, PAIR);
        let (a, b, _) = all[0].clone();
        let act = put(DISTINCT, two_people(a, b, "hai chị em họ"));
        save(door, change(desk.request(), vec![act]));
        let left: Vec<_> = all.iter().filter(|pair| (pair.0, pair.1) != (a, b)).cloned().collect();
        assert_eq!(pairs(door, PAIR), left);
        assert!(whom(door, a, 50).iter().all(|(id, _)| *id != b));
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(pairs(door, PAIR), all);
    });
}

#[test]
fn what_tells_two_apart_keeps_neither_from_going_and_a_merged_one_is_not_named() {
    both(|desk, door| {
        peopled(desk, door);
        let all = pairs(door, PAIR);
        let (a, b, _) = all[0].clone();
        save(door, change(desk.request(), vec![put(DISTINCT, two_people(a, b, ""))]));
        let base = record(door, a).unwrap().record.rev;
        save(door, change(desk.request(), vec![Act::Delete { id: a, base }]));
        let names =
            |pairs: &[(RecordId, RecordId, _)], id| pairs.iter().any(|p| p.0 == id || p.1 == id);
        let now = pairs(door, PAIR);
        assert!(!names(&now, a) && names(&all, a));
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        // Fields and references of one go to the other in one change, which is undone whole.
        let before = digest(door);
        let (from, into) = (all[1].0, all[1].1);
        let stays = record(door, into).unwrap().record;
        let merge = Act::Merge { from, into };
        let set = vec![(member::NOTE, text("hai hồ sơ"))];
        let acts = vec![merge, edit(into, stays.rev, member::KIND, set)];
        let accepted = vec![("*".to_owned(), "so it is".to_owned())];
        save(door, Change { accepted, ..change(desk.request(), acts) });
        assert_eq!(record(door, from).unwrap().record.id, into, "the alias leads on");
        assert!(!names(&pairs(door, LIKELY), from));
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(digest(door), before);
        assert_eq!(record(door, from).unwrap().record.id, from);
    });
}

#[test]
fn one_is_found_by_a_citizen_id_alone_and_types_without_persons_have_no_pairs() {
    both(|desk, door| {
        hello(door);
        let unit = own_unit(door);
        let mut set = person("Lê Thị Mai", unit);
        set.push((member::CITIZEN_ID, text("000154000321")));
        let accepted = vec![("*".to_owned(), "so it is".to_owned())];
        let act = put(member::KIND, set);
        let (saved, _) = save(door, Change { accepted, ..change(desk.request(), vec![act]) });
        let mut values = Values::default();
        values.set(member::CITIZEN_ID, text("000154000321").as_ref());
        for (kind, count) in [(member::KIND, 1), (village::KIND, 0)] {
            let whom = Whom { kind, values: values.clone(), but: None, limit: 3 };
            let Reply::Alike(alike) = ask(door, Ask::Alike(whom)) else { panic!() };
            assert_eq!(alike.len(), count);
            assert!(alike.iter().all(|one| one.shown.record.id == saved[0].0));
        }
        let among = Among { kind: village::KIND, least: PAIR, limit: 9 };
        let replies = door.call(Request::Ask { ask: Ask::Pairs(among), slot: 0 }).unwrap();
        assert_eq!(replies, [Reply::Pairs { pairs: Vec::new(), total: 0 }]);
    });
}

#[test]
fn what_only_one_record_may_hold_goes_over_with_a_merge_by_field() {
    both(|desk, door| {
        hello(door);
        let unit = own_unit(door);
        let accepted = vec![("*".to_owned(), "so it is".to_owned())];
        let member = |door: &mut dyn Door, more: &[(u16, &str)]| {
            let mut set = person("Lê Thị Mai", unit);
            set.extend(more.iter().map(|(tag, value)| (*tag, text(value))));
            let act = put(member::KIND, set);
            let accepted = accepted.clone();
            save(door, Change { accepted, ..change(desk.request(), vec![act]) }).0[0].0
        };
        let into = member(door, &[(member::CARD_NO, "HP-1")]);
        let from = member(door, &[(member::CITIZEN_ID, "000154000321"), (member::CARD_NO, "HP-2")]);
        let before = digest(door);
        let set = vec![(member::CITIZEN_ID, text("000154000321")), (member::CARD_NO, text("HP-2"))];
        let rev = record(door, into).unwrap().record.rev;
        let acts = vec![Act::Merge { from, into }, edit(into, rev, member::KIND, set)];
        let accepted = vec![("*".to_owned(), "so it is".to_owned())];
        save(door, Change { accepted, ..change(desk.request(), acts) });
        let values = record(door, from).unwrap().record.values;
        assert_eq!(values.get(member::CITIZEN_ID), text("000154000321"));
        assert_eq!(values.get(member::CARD_NO), text("HP-2"));
        // The card that was given up is free again; the other is not.
        let acts = vec![put(member::KIND, {
            let mut set = person("Trần Thị Lan", unit);
            set.push((member::CARD_NO, text("HP-1")));
            set
        })];
        let accepted = vec![("*".to_owned(), "so it is".to_owned())];
        save(door, Change { accepted, ..change(desk.request(), acts) });
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        undo(door, desk.request(), UndoWhat::Last).unwrap();
        assert_eq!(digest(door), before);
    });
}
