//! What may be wrong with a member beyond single fields.

use super::member::{
    BIRTH_DATE, CITIZEN_ID, CONSENT, CONSENT_ON, FULL_NAME, GENDER, JOINED_ON, Member, STATUS,
    TRANSFER_TO, UNIT,
};
use super::unit;
use crate::domain::check::{Check, Subject};
use crate::domain::citizen::Citizen;
use crate::domain::{Record, Seen};
use crate::lang::Problem;
use crate::lang::errors::domain::{
    AGE_HIGH, AGE_LOW, BIRTH_BEFORE_1900, BIRTH_IN_FUTURE, CITIZEN_ID_GENDER, CITIZEN_ID_PROVINCE,
    CITIZEN_ID_YEAR, CONSENT_INCOMPLETE, JOINED_BEFORE_BIRTH, MOVED_WITHOUT_PLACE,
    NAME_ABBREVIATED, NAME_SHORT, STATUS_AFTER_DEATH, STATUS_BEFORE_JOINING, STATUS_MOVE,
    UNIT_DISSOLVED,
};
use crate::text::fold::syllables;

/// The youngest age at joining, and the oldest age, that are not asked about.
const AGES: std::ops::RangeInclusive<u16> = 16..=105;

const fn hard(
    name: &'static str,
    tags: &'static [u16],
    run: fn(&Subject<'_>) -> Option<Problem>,
) -> Check {
    Check { name, soft: false, tags, run }
}

const fn soft(
    name: &'static str,
    tags: &'static [u16],
    run: fn(&Subject<'_>) -> Option<Problem>,
) -> Check {
    Check { name, soft: true, tags, run }
}

pub(super) static CHECKS: &[Check] = &[
    hard("birth_before_1900", &[BIRTH_DATE], birth_before_1900),
    hard("birth_in_future", &[BIRTH_DATE], birth_in_future),
    hard("joined_before_birth", &[JOINED_ON, BIRTH_DATE], joined_before_birth),
    hard("status_after_death", &[STATUS], status_after_death),
    soft("name_short", &[FULL_NAME], name_short),
    soft("name_abbreviated", &[FULL_NAME], name_abbreviated),
    soft("age_low", &[BIRTH_DATE, JOINED_ON], age_low),
    soft("age_high", &[BIRTH_DATE, STATUS], age_high),
    soft("citizen_id_province", &[CITIZEN_ID], citizen_id_province),
    soft("citizen_id_gender", &[CITIZEN_ID, GENDER], citizen_id_gender),
    soft("citizen_id_year", &[CITIZEN_ID, BIRTH_DATE], citizen_id_year),
    soft("status_move", &[STATUS], status_move),
    soft("status_before_joining", &[STATUS, JOINED_ON], status_before_joining),
    soft("moved_without_place", &[TRANSFER_TO, STATUS], moved_without_place),
    soft("consent_incomplete", &[CONSENT_ON, CONSENT], consent_incomplete),
    soft("unit_dissolved", &[UNIT, STATUS], unit_dissolved),
];

fn birth_before_1900(subject: &Subject<'_>) -> Option<Problem> {
    let birth = Member(subject.record).birth_date()?;
    (birth.year < 1900).then(|| Problem::new(&BIRTH_BEFORE_1900, [birth.screen()]))
}

fn birth_in_future(subject: &Subject<'_>) -> Option<Problem> {
    let birth = Member(subject.record).birth_date()?;
    birth
        .is_after(subject.today)
        .then(|| Problem::new(&BIRTH_IN_FUTURE, [birth.screen(), subject.today.screen()]))
}

fn joined_before_birth(subject: &Subject<'_>) -> Option<Problem> {
    let member = Member(subject.record);
    let (birth, joined) = (member.birth_date()?, member.joined_on()?);
    birth
        .is_after(joined)
        .then(|| Problem::new(&JOINED_BEFORE_BIRTH, [joined.screen(), birth.screen()]))
}

fn name_short(subject: &Subject<'_>) -> Option<Problem> {
    let name = Member(subject.record).full_name();
    (!name.is_empty() && syllables(name).count() < 2).then(|| Problem::new(&NAME_SHORT, [name]))
}

fn name_abbreviated(subject: &Subject<'_>) -> Option<Problem> {
    let name = Member(subject.record).full_name();
    name.contains('.').then(|| Problem::new(&NAME_ABBREVIATED, [name]))
}

fn age_low(subject: &Subject<'_>) -> Option<Problem> {
    let member = Member(subject.record);
    let birth = member.birth_date()?;
    let day = member.joined_on().unwrap_or(subject.today);
    let age = birth.years_until(day);
    // Joined before birth is another check's finding.
    (age < *AGES.start() && !birth.is_after(day))
        .then(|| Problem::new(&AGE_LOW, [age.to_string(), birth.screen()]))
}

fn age_high(subject: &Subject<'_>) -> Option<Problem> {
    let member = Member(subject.record);
    let birth = member.birth_date().filter(|birth| member.is_active() && birth.year >= 1900)?;
    let age = birth.years_until(subject.today);
    (age > *AGES.end()).then(|| Problem::new(&AGE_HIGH, [age.to_string(), birth.screen()]))
}

fn citizen_id_province(subject: &Subject<'_>) -> Option<Problem> {
    let digits = Member(subject.record).citizen_id();
    let citizen = Citizen::of(digits)?;
    let known = citizen.is_invented() || subject.tables.numbers().province_of(digits).is_some();
    (!known).then(|| Problem::new(&CITIZEN_ID_PROVINCE, [citizen.prefix]))
}

fn citizen_id_gender(subject: &Subject<'_>) -> Option<Problem> {
    let member = Member(subject.record);
    let digits = member.citizen_id();
    let male = match member.gender()? {
        "male" => true,
        "female" => false,
        _ => return None,
    };
    let citizen = Citizen::of(digits)?;
    let says = if citizen.male { ["Nam", "male"] } else { ["Nữ", "female"] };
    (citizen.male != male).then(|| Problem::new(&CITIZEN_ID_GENDER, says))
}

fn citizen_id_year(subject: &Subject<'_>) -> Option<Problem> {
    let member = Member(subject.record);
    let digits = member.citizen_id();
    let (citizen, birth) = (Citizen::of(digits)?, member.birth_date()?);
    let params = || [citizen.year.to_string(), birth.year.to_string()];
    (citizen.year != birth.year).then(|| Problem::new(&CITIZEN_ID_YEAR, params()))
}

/// The codes of the status, step by step.
fn statuses(record: &Record) -> impl Iterator<Item = &str> {
    Member(record).status().filter_map(|step| match step.value {
        Seen::Code(code) => Some(code),
        _ => None,
    })
}

/// From which status to which a member went, move by move.
fn moves(record: &Record) -> impl Iterator<Item = (&str, &str)> {
    statuses(record).zip(statuses(record).skip(1))
}

fn status_after_death(subject: &Subject<'_>) -> Option<Problem> {
    let living_on = moves(subject.record).any(|(from, to)| from == "died" && to != from);
    living_on.then(|| Problem::bare(&STATUS_AFTER_DEATH))
}

/// From active anything may follow, and death may follow anything; the rest (one who left comes
/// back, one who moved is struck off) is asked about, once.
fn status_move(subject: &Subject<'_>) -> Option<Problem> {
    let odd = |(from, to): &(&str, &str)| {
        *from != "active" && *from != "died" && *to != "died" && from != to
    };
    let known = |pair| subject.before.is_some_and(|before| moves(before).any(|old| old == pair));
    let (from, to) = moves(subject.record).find(|pair| odd(pair) && !known(*pair))?;
    let table = subject.tables.choices("member_status")?;
    let name = |code: &str| table.row(code).map_or(code.to_owned(), |row| row.vi.clone());
    Some(Problem::new(&STATUS_MOVE, [name(from), name(to)]))
}

fn status_before_joining(subject: &Subject<'_>) -> Option<Problem> {
    let member = Member(subject.record);
    let joined = member.joined_on()?;
    let first = member.status().find_map(|step| step.from)?;
    joined
        .is_after(first)
        .then(|| Problem::new(&STATUS_BEFORE_JOINING, [first.screen(), joined.screen()]))
}

fn moved_without_place(subject: &Subject<'_>) -> Option<Problem> {
    let moved = statuses(subject.record).last() == Some("moved");
    let place = subject.record.values.raw_of(TRANSFER_TO);
    (moved && place.is_none()).then(|| Problem::bare(&MOVED_WITHOUT_PLACE))
}

fn consent_incomplete(subject: &Subject<'_>) -> Option<Problem> {
    let values = &subject.record.values;
    let given = matches!(values.see(CONSENT), Some(Seen::Flag(true)));
    let dated = values.raw_of(CONSENT_ON).is_some();
    (given != dated).then(|| Problem::bare(&CONSENT_INCOMPLETE))
}

fn unit_dissolved(subject: &Subject<'_>) -> Option<Problem> {
    let member = Member(subject.record);
    let unit = subject.facts.record(member.unit().filter(|_| member.is_active())?)?;
    let name = || (unit::TYPE.called)(&unit.values, subject.tables, crate::lang::Lang::Vi);
    (!(unit::TYPE.active)(&unit)).then(|| Problem::new(&UNIT_DISSOLVED, [name()]))
}
