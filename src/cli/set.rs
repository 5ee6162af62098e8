//! `densach set`: corrects a record, through the same checks as the screens.

use super::context::{Context, Session, seed};
use super::show::{the_one, type_of};
use super::spec::{Does, Spec, option, text, word};
use crate::domain::{
    Field, FieldKind, PartialDate, Record, RecordType, Step, Value, input, timeline,
};
use crate::exchange::heading;
use crate::exchange::lookup::resolve;
use crate::exchange::rows::{Read, read};
use crate::exchange::{ask, saved};
use crate::lang::errors::cli as codes;
use crate::lang::{Problem, cli as say};
use crate::register::{Act, Change};
use clap::{ArgAction, ArgMatches};
use serde_json::json;

/// `densach set ID FIELD=VALUE… --reason TEXT [--accept CHECK=REASON]…`.
pub(super) static SPEC: Spec = Spec {
    name: "set",
    about: &say::SET,
    more: &say::SET_MORE,
    examples: &[
        "densach set H7K2-04M9-QX birth_date=1954 --reason \"gõ nhầm\"",
        "densach set HP-00042 phone= village=3 --reason \"chuyển nhà\"",
        "densach set HP-00042 status=died@2026-05-12 --reason \"giấy báo tử\"",
        "densach set HP-00042 citizen_id=000054000321 --reason \"theo thẻ\" --accept citizen_id=\"thẻ cấp lại\"",
    ],
    args: |lang| {
        vec![
            word("id", "ID", &say::ID, lang),
            word("pairs", "FIELD=VALUE", &say::SET_PAIRS, lang).num_args(1..),
            option("reason", "TEXT", &say::REASON, lang).required(true),
            option("accept", "CHECK=REASON", &say::ACCEPT, lang).action(ArgAction::Append),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(true)?;
    let shown = the_one(&mut session, text(matches, "id"))?;
    let of = type_of(&shown.record)?;
    let mut set = Vec::new();
    for pair in matches.get_many::<String>("pairs").into_iter().flatten() {
        let change = field(context, &mut session, of, &shown.record, split(pair)?)?;
        set.push(change);
    }
    set.retain(|(tag, value)| shown.record.values.get(*tag) != *value);
    let accepted = matches.get_many::<String>("accept").into_iter().flatten();
    let accepted: Result<Vec<_>, _> =
        accepted.map(|pair| split(pair).map(|(a, b)| (a.to_owned(), b.to_owned()))).collect();
    let change = Change {
        request: seed()?,
        acts: vec![Act::Put {
            id: Some(shown.record.id),
            kind: shown.record.kind,
            base: Some(shown.record.rev),
            set: set.into(),
            source: None,
        }],
        accepted: accepted?,
        reason: text(matches, "reason").to_owned(),
        ..Change::default()
    };
    save(context, session, &shown.record, change)
}

/// Sends a change of one record, and says what came of it.
pub(super) fn save(
    context: &mut Context,
    mut session: Session,
    record: &Record,
    change: Change,
) -> Result<u8, Problem> {
    let nothing = |act: &Act| matches!(act, Act::Put { set, .. } if set.is_empty());
    if change.acts.iter().all(nothing) {
        session.close()?;
        return done(context, record, record.rev.n, None);
    }
    let saved = saved::save(&mut *session.door, change, context.lang())?;
    session.close()?;
    let rev = saved.revs.iter().find(|(id, _)| *id == record.id).map_or(0, |(_, rev)| rev.n);
    done(context, record, rev, Some(saved.seqs.1))
}

fn done(context: &mut Context, record: &Record, rev: u32, seq: Option<u64>) -> Result<u8, Problem> {
    let code = record.id.short();
    if context.json() {
        let id = record.id.to_string();
        let line =
            json!({ "id": id, "code": code, "rev": rev, "seq": seq, "changed": seq.is_some() });
        context.out.object(&line)?;
    } else {
        let said = match seq {
            Some(seq) => say::SAVED.fill(context.lang(), &[code, seq.to_string()]),
            None => say::UNCHANGED.fill(context.lang(), &[code]),
        };
        context.out.line(&said)?;
    }
    Ok(0)
}

fn split(pair: &str) -> Result<(&str, &str), Problem> {
    pair.split_once('=').ok_or_else(|| Problem::new(&codes::NO_EQUALS, [pair]))
}

/// A field's new value, from what was typed; an empty text empties it. `VALUE@DAY` is the next step
/// of a timeline.
fn field(
    context: &Context,
    session: &mut Session,
    of: &'static RecordType,
    record: &Record,
    (name, typed): (&str, &str),
) -> Result<(u16, Option<Value>), Problem> {
    let lang = context.lang();
    let field = heading::field(name.trim(), of)
        .ok_or_else(|| heading::unknown_field(name.trim(), of, lang))?;
    let dated = matches!(field.kind, FieldKind::Timeline(_)).then(|| typed.rsplit_once('@'));
    let (typed, day) = match dated.flatten() {
        Some((value, day)) => (value, Some(input::date(day, session.today)?)),
        None => (typed, None),
    };
    let value = match read(field, typed.trim(), &session.tables, session.today) {
        Read::Value(value) => value,
        Read::Wrong(problem) => return Err(problem),
        Read::Open(open) => {
            let id = resolve(&mut *session.door, open.to, &open.text, lang)??;
            match read(field, &id.to_string(), &session.tables, session.today) {
                Read::Value(value) => value,
                Read::Wrong(problem) => return Err(problem),
                Read::Open(_) => return Err(ask::unexpected("Resolve")),
            }
        }
    };
    let steps = match record.values.get(field.tag) {
        Some(Value::Timeline(steps)) => steps,
        _ => Vec::new(),
    };
    let value = match value {
        Some(Value::Timeline(typed)) => {
            Some(Value::Timeline(stepped(field, &steps, typed, day, session.today)?))
        }
        value => value,
    };
    Ok((field.tag, value))
}

/// What a typed timeline makes of the steps there are.
fn stepped(
    field: &Field,
    steps: &[Step],
    mut typed: Vec<Step>,
    day: Option<PartialDate>,
    today: PartialDate,
) -> Result<Vec<Step>, Problem> {
    match (day, typed.pop()) {
        (Some(day), Some(step)) => {
            let early = |began| timeline::too_early(field, day, began);
            timeline::next(steps, Step { from: Some(day), ..step }).map_err(early)
        }
        (_, last) => {
            typed.extend(last);
            let first = steps.is_empty();
            Ok(if first { typed } else { timeline::entered(steps, typed, today) })
        }
    }
}
