//! What may be wrong with units, villages, clans and operators beyond single fields.

use super::{clan, code, operator, unit, village};
use crate::domain::check::{Check, Subject};
use crate::domain::show::exact_key;
use crate::domain::{Record, RecordId, Value};
use crate::lang::errors::domain::{
    BOARD_KIND, CLAN_NUMBER, DISSOLVED_BEFORE_ESTABLISHED, HOUSEHOLDS_OVER_PEOPLE, OPERATOR_ROLE,
    PARENT_DISSOLVED, PARENT_LOOP, VILLAGE_NUMBER,
};
use crate::lang::{Lang, Problem};

/// How many units may stand above one another: a bound on walking upwards.
const HEIGHT: usize = 32;

pub(super) static UNIT: &[Check] = &[
    Check { name: "parent_loop", soft: false, tags: &[unit::PARENT], run: parent_loop },
    Check {
        name: "dissolved_before_established",
        soft: false,
        tags: &[unit::DISSOLVED_ON, unit::ESTABLISHED_ON],
        run: dissolved_before_established,
    },
    Check {
        name: "parent_dissolved",
        soft: true,
        tags: &[unit::PARENT, unit::DISSOLVED_ON],
        run: parent_dissolved,
    },
];

pub(super) static VILLAGE: &[Check] = &[
    Check {
        name: "village_number",
        soft: true,
        tags: &[village::NUMBER, village::VILLAGE_KIND, village::AREA, village::OLD_COMMUNE],
        run: village_number,
    },
    Check {
        name: "households_over_people",
        soft: true,
        tags: &[village::HOUSEHOLDS, village::PEOPLE],
        run: |subject| households_over_people(subject, village::HOUSEHOLDS, village::PEOPLE),
    },
];

pub(super) static CLAN: &[Check] = &[
    Check { name: "clan_number", soft: true, tags: &[clan::NUMBER, clan::UNIT], run: clan_number },
    Check { name: "board_kind", soft: true, tags: &[clan::BOARD], run: board_kind },
    Check {
        name: "households_over_people",
        soft: true,
        tags: &[clan::HOUSEHOLDS, clan::PEOPLE],
        run: |subject| households_over_people(subject, clan::HOUSEHOLDS, clan::PEOPLE),
    },
];

pub(super) static OPERATOR: &[Check] =
    &[Check { name: "operator_role", soft: false, tags: &[operator::ROLE], run: operator_role }];

fn reference(record: &Record, tag: u16) -> Option<RecordId> {
    match record.values.get(tag) {
        Some(Value::Ref(id)) => Some(id),
        _ => None,
    }
}

/// Two clans of one unit under one number: a look-up could not tell them apart.
fn clan_number(subject: &Subject<'_>) -> Option<Problem> {
    let field = clan::TYPE.field(clan::NUMBER)?;
    let key = exact_key(field, &subject.record.values.get(clan::NUMBER)?)?;
    let unit = |record: &Record| reference(record, clan::UNIT);
    let holders = subject.facts.holders(clan::KIND, clan::NUMBER, &key);
    let others = holders.into_iter().filter(|id| *id != subject.record.id);
    let mut others = others.filter_map(|id| subject.facts.record(id));
    let other = others.find(|other| unit(other) == unit(subject.record))?;
    let name = (clan::TYPE.called)(&other.values, subject.tables, Lang::Vi);
    Some(Problem::new(&CLAN_NUMBER, [name, other.id.short()]))
}

fn parent_loop(subject: &Subject<'_>) -> Option<Problem> {
    let mut at = reference(subject.record, unit::PARENT)?;
    for _ in 0..HEIGHT {
        if at == subject.record.id {
            return Some(Problem::bare(&PARENT_LOOP));
        }
        at = reference(&subject.facts.record(at)?, unit::PARENT)?;
    }
    Some(Problem::bare(&PARENT_LOOP))
}

fn dissolved_before_established(subject: &Subject<'_>) -> Option<Problem> {
    let date = |tag| match subject.record.values.get(tag) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    };
    let (founded, dissolved) = (date(unit::ESTABLISHED_ON)?, date(unit::DISSOLVED_ON)?);
    let params = || [dissolved.screen(), founded.screen()];
    founded.is_after(dissolved).then(|| Problem::new(&DISSOLVED_BEFORE_ESTABLISHED, params()))
}

fn parent_dissolved(subject: &Subject<'_>) -> Option<Problem> {
    if !(unit::TYPE.active)(subject.record) {
        return None;
    }
    let parent = subject.facts.record(reference(subject.record, unit::PARENT)?)?;
    let name = || (unit::TYPE.called)(&parent.values, subject.tables, Lang::Vi);
    (!(unit::TYPE.active)(&parent)).then(|| Problem::new(&PARENT_DISSOLVED, [name()]))
}

/// Two villages of one kind and number in one commune (of today and of before).
fn village_number(subject: &Subject<'_>) -> Option<Problem> {
    let field = village::TYPE.field(village::NUMBER)?;
    let key = exact_key(field, &subject.record.values.get(village::NUMBER)?)?;
    let same_place = |other: &Record| {
        [village::VILLAGE_KIND, village::AREA, village::OLD_COMMUNE]
            .into_iter()
            .all(|tag| code(&other.values, tag) == code(&subject.record.values, tag))
    };
    let holders = subject.facts.holders(village::KIND, village::NUMBER, &key);
    let other = holders
        .into_iter()
        .filter(|id| *id != subject.record.id)
        .find_map(|id| subject.facts.record(id).filter(same_place))?;
    let name = (village::TYPE.called)(&other.values, subject.tables, Lang::Vi);
    Some(Problem::new(&VILLAGE_NUMBER, [name, other.id.short()]))
}

fn households_over_people(subject: &Subject<'_>, households: u16, people: u16) -> Option<Problem> {
    match (subject.record.values.get(households)?, subject.record.values.get(people)?) {
        (Value::Whole(households), Value::Whole(people)) if households > people => {
            let params = [households.to_string(), people.to_string()];
            Some(Problem::new(&HOUSEHOLDS_OVER_PEOPLE, params))
        }
        _ => None,
    }
}

fn board_kind(subject: &Subject<'_>) -> Option<Problem> {
    let board = subject.facts.record(reference(subject.record, clan::BOARD)?)?;
    let name = || (unit::TYPE.called)(&board.values, subject.tables, Lang::Vi);
    let is_board = code(&board.values, unit::UNIT_KIND) == Some("board");
    (!is_board).then(|| Problem::new(&BOARD_KIND, [name()]))
}

/// What an operator may do hangs on the role: it cannot be unknown.
fn operator_role(subject: &Subject<'_>) -> Option<Problem> {
    let known = operator::Operator(subject.record).role().is_some();
    (!known).then(|| Problem::bare(&OPERATOR_ROLE))
}
