//! The checks every field meets, whatever its record type.

use super::{Finding, Subject};
use crate::domain::input::parse;
use crate::domain::seen::SeenStep;
use crate::domain::show::{file, title};
use crate::domain::{
    Field, FieldKind, PartialDate, RecordType, Seen, Tables, Value, lookup, records,
};
use crate::lang::errors::domain::{
    BAD_VALUE, DATE_FUTURE, DATE_TOO_EARLY, PHONE_PREFIX, REF_CLOSED, REF_SELF, REF_WRONG,
    REQUIRED, STEPS_REPEAT, STEPS_SAME_DAY, TAKEN, UNKNOWN_TYPE, VALUE_UNSOUND,
};
use crate::lang::{Lang, Problem};

/// The names of these checks, and whether they are soft.
pub(super) const NAMES: &[(&str, bool)] = &[
    ("required", false),
    ("value", false),
    ("reference", false),
    ("unique", false),
    ("steps", false),
    ("date_too_early", false),
    ("date_future", true),
    ("steps_repeat", true),
    ("phone_prefix", true),
    ("ref_closed", true),
];

/// The first year a date may have: nothing on a paper here is older.
const FIRST_YEAR: u16 = 1800;

/// What is wrong with a field.
pub(super) fn findings(ty: &RecordType, field: &Field, subject: &Subject<'_>) -> Vec<Finding> {
    let finding = |(check, problem): (&str, Problem)| Finding {
        check: check.to_owned(),
        tag: field.tag,
        soft: NAMES.contains(&(check, true)),
        problem,
    };
    let Subject { tables, today, sound, .. } = subject;
    let is_sound = sound.contains(&field.tag);
    if is_sound && !asks_others(field) {
        return Vec::new();
    }
    let Some(raw) = subject.record.values.raw_of(field.tag) else {
        return required(field).map(finding).into_iter().collect();
    };
    let value = match Seen::read(raw.ty, raw.bytes) {
        Ok(value) => value,
        // A value of a later version is kept, not judged.
        Err(problem) if problem.is(&UNKNOWN_TYPE) => return Vec::new(),
        Err(_) => return vec![finding(("value", Problem::new(&BAD_VALUE, label(field))))],
    };
    if !is_sound && let Some(problem) = unsound(ty, field, &value.to_value(), tables, *today) {
        return vec![finding(("value", problem))];
    }
    let beside = [
        reference(field, value, subject).map(|problem| ("reference", problem)),
        unique(ty, field, value, subject).map(|problem| ("unique", problem)),
        closed(field, value, subject).map(|problem| ("ref_closed", problem)),
    ];
    let alone = (!is_sound).then(|| alone(field, value, tables, *today));
    let found = beside.into_iter().flatten().chain(alone.into_iter().flatten()).map(finding);
    let changed = subject.changed(field.tag);
    found.filter(|finding| changed || !finding.soft).collect()
}

/// Whether a value of the field is held against other records.
fn asks_others(field: &Field) -> bool {
    field.unique || matches!(field.kind.at_a_time(), FieldKind::Lookup(_))
}

/// What is found of a sound value by itself.
fn alone(
    field: &Field,
    value: Seen<'_>,
    tables: &Tables,
    today: PartialDate,
) -> impl Iterator<Item = (&'static str, Problem)> {
    [
        same_day(field, value).map(|problem| ("steps", problem)),
        too_early(field, value).map(|problem| ("date_too_early", problem)),
        future(field, value, today).map(|problem| ("date_future", problem)),
        repeat(field, value).map(|problem| ("steps_repeat", problem)),
        phone_prefix(field, value, tables).map(|problem| ("phone_prefix", problem)),
    ]
    .into_iter()
    .flatten()
}

/// Whether there is nothing to be found of a value by itself.
pub(super) fn is_sound(
    ty: &RecordType,
    field: &Field,
    value: &Value,
    tables: &Tables,
    today: PartialDate,
) -> bool {
    let (code, bytes) = value.encode();
    unsound(ty, field, value, tables, today).is_none()
        && Seen::read(code, &bytes)
            .is_ok_and(|value| alone(field, value, tables, today).next().is_none())
}

/// The label in both languages: what wordings put in.
fn label(field: &Field) -> [String; 2] {
    [Lang::Vi, Lang::En].map(|lang| field.label.get(lang).to_owned())
}

fn required(field: &Field) -> Option<(&'static str, Problem)> {
    (field.required && !field.retired).then(|| ("required", Problem::new(&REQUIRED, label(field))))
}

/// A value is sound if a file that carries it is read back as the same: of the right kind, within
/// its bounds, clean, its codes known. One rule for what comes through a form, a file or a socket.
fn unsound(
    ty: &RecordType,
    field: &Field,
    value: &Value,
    tables: &Tables,
    today: PartialDate,
) -> Option<Problem> {
    let nameless = matches!(value, Value::Unknown(_)) && field.required;
    if nameless && (ty.title.contains(&field.tag) || field.unique || is_timeline(field)) {
        return Some(Problem::new(&REQUIRED, label(field)));
    }
    match parse(field, &file(field, value), tables, today) {
        Ok(Some(read)) if read == *value => None,
        Ok(_) => Some(Problem::new(&VALUE_UNSOUND, label(field))),
        Err(problem) => Some(problem),
    }
}

fn is_timeline(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Timeline(_))
}

/// What is referred to must be there, and of the right type; what was referred to before is not
/// asked again.
fn reference(field: &Field, value: Seen<'_>, subject: &Subject<'_>) -> Option<Problem> {
    let FieldKind::Lookup(kind) = field.kind.at_a_time() else { return None };
    let before = subject.before.and_then(|before| before.values.see(field.tag));
    let known = |id| before.into_iter().flat_map(Seen::refs).any(|other| other == id);
    value.refs().filter(|id| !known(*id)).find_map(|id| {
        if id == subject.record.id {
            return Some(Problem::new(&REF_SELF, label(field)));
        }
        if subject.facts.kind(id) == Some(*kind) {
            return None;
        }
        let wanted = records::of(*kind).map(|ty| ty.label)?;
        let params = [wanted.vi, wanted.en].map(str::to_owned);
        Some(Problem::new(&REF_WRONG, label(field).into_iter().chain(params)))
    })
}

/// What serves the desk (a batch) and is closed takes no more records in.
fn closed(field: &Field, value: Seen<'_>, subject: &Subject<'_>) -> Option<Problem> {
    let FieldKind::Lookup(kind) = field.kind else { return None };
    let ty = records::of(kind).filter(|ty| ty.internal)?;
    let Seen::Ref(id) = value else { return None };
    let closed = subject.facts.record(id).filter(|record| !(ty.active)(record))?;
    let names = [Lang::Vi, Lang::En].map(|lang| title(&closed, subject.tables, lang));
    Some(Problem::new(&REF_CLOSED, names))
}

/// No two active records hold one key. A record that already shared it while active (two registers
/// came together) may still be corrected elsewhere.
fn unique(
    ty: &RecordType,
    field: &Field,
    value: Seen<'_>,
    subject: &Subject<'_>,
) -> Option<Problem> {
    let was_active = subject.before.is_some_and(|before| (ty.active)(before));
    let asked = field.unique && (ty.active)(subject.record);
    if !asked || was_active && !subject.changed(field.tag) {
        return None;
    }
    let key = lookup::key(field, value)?;
    let holders = subject.facts.holders(ty.kind, field.tag, &key);
    let other = holders.into_iter().find(|id| *id != subject.record.id)?;
    let name = match subject.facts.record(other) {
        Some(record) => title(&record, subject.tables, Lang::Vi),
        None => other.short(),
    };
    let [vi, en] = label(field);
    Some(Problem::new(&TAKEN, [vi, en, name, other.short()]))
}

/// Whether two steps of a timeline, one behind the other, are such.
fn neighbours(value: Seen<'_>, are: impl Fn(&SeenStep<'_>, &SeenStep<'_>) -> bool) -> bool {
    value.steps().zip(value.steps().skip(1)).any(|(one, next)| are(&one, &next))
}

fn same_day(field: &Field, value: Seen<'_>) -> Option<Problem> {
    let same = neighbours(value, |one, next| one.from == next.from);
    same.then(|| Problem::new(&STEPS_SAME_DAY, label(field)))
}

fn repeat(field: &Field, value: Seen<'_>) -> Option<Problem> {
    let same = neighbours(value, |one, next| one.value == next.value);
    same.then(|| Problem::new(&STEPS_REPEAT, label(field)))
}

fn dates(value: Seen<'_>) -> impl Iterator<Item = PartialDate> {
    let own = match value {
        Seen::Date(date) => Some(date),
        _ => None,
    };
    own.into_iter().chain(value.steps().filter_map(|step| step.from))
}

fn too_early(field: &Field, value: Seen<'_>) -> Option<Problem> {
    let early = dates(value).find(|date| date.year < FIRST_YEAR)?;
    let [vi, en] = label(field);
    Some(Problem::new(&DATE_TOO_EARLY, [vi, en, early.screen()]))
}

/// Soft, since a dead battery sets an old computer's clock back by years.
fn future(field: &Field, value: Seen<'_>, today: PartialDate) -> Option<Problem> {
    let late = dates(value).find(|date| date.is_after(today))?;
    let [vi, en] = label(field);
    Some(Problem::new(&DATE_FUTURE, [vi, en, late.screen(), today.screen()]))
}

fn phone_prefix(field: &Field, value: Seen<'_>, tables: &Tables) -> Option<Problem> {
    let digits = match (&field.kind, value) {
        (FieldKind::Phone, Seen::Text(digits)) => digits,
        _ => return None,
    };
    let known = digits.starts_with("02") || tables.numbers().is_mobile(digits);
    (!known).then(|| Problem::new(&PHONE_PREFIX, [digits.chars().take(3).collect::<String>()]))
}
