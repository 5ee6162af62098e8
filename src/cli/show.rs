//! `densach show`: a record, field by field.

use super::context::{Context, Session, seed};
use super::spec::{Does, Spec, option, text, word};
use crate::domain::{Record, RecordType, Value, records, show};
use crate::exchange::ask;
use crate::exchange::json::{Ids, Writer, label, name};
use crate::lang::errors::cli as codes;
use crate::lang::{Problem, cli as say};
use crate::register::{Request, Shown};
use clap::ArgMatches;
use serde_json::{Value as Json, json};

/// `densach show ID`.
pub(super) static SPEC: Spec = Spec {
    name: "show",
    about: &say::SHOW,
    more: &say::SHOW_MORE,
    examples: &[
        "densach show H7K2-04M9-QX",
        "densach show HP-00042 --json",
        "densach show HP-00042 --reveal \"đối chiếu thẻ\"",
    ],
    args: |lang| {
        vec![word("id", "ID", &say::ID, lang), option("reveal", "REASON", &say::SHOW_REVEAL, lang)]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let reveal = matches.get_one::<String>("reveal").cloned();
    let mut session = context.open(reveal.is_some())?;
    let shown = the_one(&mut session, text(matches, "id"))?;
    let of = type_of(&shown.record)?;
    let ids = if reveal.is_some() { Ids::Whole } else { Ids::Masked };
    if let Some(reason) = reveal {
        let (request, id) = (seed()?, shown.record.id);
        session.door.call(Request::Reveal { request, id, reason })?;
    }
    if context.json() {
        context.out.object(&object(context, &session, of, (&shown, ids)))?;
    } else {
        people(context, &session, of, (&shown, ids))?;
    }
    session.close()?;
    Ok(0)
}

/// The one record a text means: by id, short code, exact key, or a name that only one has.
pub(super) fn the_one(session: &mut Session, text: &str) -> Result<Shown, Problem> {
    ask::resolve(&mut *session.door, None, text)
}

/// A record's type.
pub(super) fn type_of(record: &Record) -> Result<&'static RecordType, Problem> {
    let number = record.kind.0.to_string();
    records::of(record.kind).ok_or_else(|| Problem::new(&codes::UNKNOWN_TYPE, [number]))
}

fn object(
    context: &Context,
    session: &Session,
    of: &RecordType,
    (shown, ids): (&Shown, Ids),
) -> Json {
    let writer = Writer { tables: &session.tables, ids };
    json!({
        "type": of.name,
        "id": shown.record.id.to_string(),
        "code": shown.record.id.short(),
        "label": label(of, &shown.record, &session.tables, context.lang()),
        "rev": shown.record.rev.n,
        "seq": shown.seq,
        "active": (of.active)(&shown.record),
        "fields": writer.fields(of, shown),
    })
}

fn people(
    context: &mut Context,
    session: &Session,
    of: &RecordType,
    (shown, ids): (&Shown, Ids),
) -> Result<(), Problem> {
    let lang = context.lang();
    let label = label(of, &shown.record, &session.tables, lang);
    let head = format!("{label}  {} {}", of.label.get(lang), shown.record.id.short());
    context.out.line(&head)?;
    let values = &shown.record.values;
    let rows: Vec<Vec<String>> = of
        .fields
        .iter()
        .filter_map(|field| Some((field, values.get(field.tag)?)))
        .flat_map(|(field, value)| {
            let refer = |id| name(&shown.names, id);
            let texts = match &value {
                _ if ids == Ids::Whole && field.kind.is_masked() => {
                    vec![show::entry(field, &value, &session.tables)]
                }
                Value::Timeline(steps) => show::steps(field, steps, &session.tables, lang, &refer),
                value => vec![show::screen(field, value, &session.tables, lang, &refer)],
            };
            let label = of.label_of(field, values).get(lang);
            // Of a timeline, what held before stands below what holds now.
            texts.into_iter().enumerate().map(move |(n, text)| match n {
                0 => vec![format!("  {label}"), field.name.to_owned(), text],
                _ => vec![String::new(), String::new(), text],
            })
        })
        .collect();
    context.out.table(&rows)
}
