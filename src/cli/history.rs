//! `densach history`: every change of a record, newest first.

use super::clock;
use super::context::{Context, Session};
use super::show::{the_one, type_of};
use super::spec::{Does, Spec, text, word};
use crate::domain::{RecordType, Value};
use crate::exchange::ask;
use crate::exchange::json::{Ids, Writer, name};
use crate::lang::errors::register::NOT_FOUND;
use crate::lang::{Lang, Problem, cli as say, screens};
use crate::register::{Ask, Entry, Origin, Reply, Shown};
use clap::ArgMatches;
use serde_json::{Value as Json, json};

/// `densach history ID`.
pub(super) static SPEC: Spec = Spec {
    name: "history",
    about: &say::HISTORY,
    more: &say::NOTHING,
    examples: &["densach history H7K2-04M9-QX", "densach history HP-00042 --json"],
    args: |lang| vec![word("id", "ID", &say::ID, lang)],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(false)?;
    let shown = there_or_gone(&mut session, text(matches, "id"))?;
    let of = type_of(&shown.record)?;
    let id = shown.record.id;
    let mut next = Some(Ask::History(id));
    while let Some(asked) = next {
        let Reply::History(entries) = ask::one(&mut *session.door, ask::reading(asked))? else {
            return Err(ask::unexpected("History"));
        };
        for entry in &entries {
            if context.json() {
                context.out.object(&object(&session, of, entry))?;
            } else {
                people(context, &session, of, entry)?;
            }
        }
        next = entries.last().and_then(|oldest| Some(Ask::Older(id, oldest.before?)));
    }
    session.close()?;
    Ok(0)
}

/// The one record a text means; one that was deleted is named by its id or short code.
fn there_or_gone(session: &mut Session, text: &str) -> Result<Shown, Problem> {
    let none = match the_one(session, text) {
        Err(problem) if problem.is(&NOT_FOUND) => problem,
        found => return found,
    };
    match ask::one(&mut *session.door, ask::reading(Ask::Gone(text.to_owned())))? {
        Reply::Rows { mut rows, .. } if rows.len() == 1 => rows.pop().ok_or(none),
        _ => Err(none),
    }
}

/// What became what, as json.
pub(super) fn changes(session: &Session, of: &RecordType, entry: &Entry) -> Vec<Json> {
    let writer = Writer { tables: &session.tables, ids: Ids::Masked };
    let value = |tag: u16, value: &Option<Value>| match (of.field(tag), value) {
        (Some(field), Some(value)) => writer.value(field, value, &entry.names),
        _ => Json::Null,
    };
    let changes = entry.changes.iter().map(|(tag, before, after)| {
        json!({
            "field": of.field(*tag).map_or_else(|| tag.to_string(), |f| f.name.to_owned()),
            "before": value(*tag, before),
            "after": value(*tag, after),
        })
    });
    changes.collect()
}

fn object(session: &Session, of: &RecordType, entry: &Entry) -> Json {
    let accepted =
        entry.accepted.iter().map(|(check, reason)| json!({ "check": check, "reason": reason }));
    json!({
        "seq": entry.seq,
        "time": clock::rfc3339(entry.time),
        "operator": entry.operator,
        "from": entry.from,
        "what": entry.what,
        "changes": changes(session, of, entry),
        "reason": entry.reason,
        "accepted": accepted.collect::<Vec<_>>(),
        "source": entry.source.as_ref().map(|source| match source {
            Origin::Row { file, sheet, row } => json!({ "file": file, "sheet": sheet, "row": row }),
            Origin::Bundle { sender, seq, file, by } => {
                json!({ "bundle": seq, "sender": sender, "file": file, "by": by })
            }
        }),
        "took": entry.took.iter().map(|took| {
            json!({ "bundle": took.seq, "recipient": took.recipient, "received": took.received })
        }).collect::<Json>(),
        "undoes": entry.undoes,
        "batch": entry.batch,
        "erased": entry.erased,
    })
}

fn people(
    context: &mut Context,
    session: &Session,
    of: &RecordType,
    entry: &Entry,
) -> Result<(), Problem> {
    let lang = context.lang();
    let what = match entry.what.as_str() {
        "delete" => say::DID_DELETE.get(lang),
        "merge" => say::DID_MERGE.get(lang),
        "reveal" => say::DID_REVEAL.get(lang),
        _ => say::DID_PUT.get(lang),
    };
    let time = clock::shown(entry.time, lang);
    let (seq, operator, from) = (entry.seq, &entry.operator, &entry.from);
    let mut head = format!("#{seq}  {time}  {operator} ({from})  {what}");
    for (number, label) in [(entry.undoes, &say::DID_UNDO), (entry.batch, &say::OF_BATCH)] {
        if number != 0 {
            head.push_str("  ");
            head.push_str(&label.fill(lang, &[number.to_string()]));
        }
    }
    if !entry.reason.is_empty() {
        head.push_str(&format!("  \"{}\"", entry.reason));
    }
    context.out.line(&head)?;
    if let Some(source) = &entry.source {
        let source = match source {
            Origin::Row { file, row, .. } => {
                say::HISTORY_SOURCE.fill(lang, &[file.clone(), row.to_string()])
            }
            Origin::Bundle { sender, seq, by, .. } => {
                let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
                screens::BROUGHT.fill(lang, &[seq.to_string(), sender.clone(), by])
            }
        };
        context.out.line(&format!("    {source}"))?;
    }
    for took in &entry.took {
        let label = if took.received { screens::TOOK_RECEIVED } else { screens::TOOK };
        let took = label.fill(lang, &[took.seq.to_string(), took.recipient.clone()]);
        let took = screens::WENT.fill(lang, &[took]);
        context.out.line(&format!("    {took}"))?;
    }
    for (check, reason) in &entry.accepted {
        let accepted = say::HISTORY_ACCEPTED.fill(lang, &[check, reason]);
        context.out.line(&format!("    {accepted}"))?;
    }
    if entry.erased {
        context.out.line(&format!("    {}", say::HISTORY_ERASED.get(lang)))?;
    }
    context.out.table(&rows(session, of, entry, lang))
}

/// What became what, for people: a row each.
pub(super) fn rows(
    session: &Session,
    of: &RecordType,
    entry: &Entry,
    lang: Lang,
) -> Vec<Vec<String>> {
    let shown = |tag: u16, value: &Option<Value>| match (of.field(tag), value) {
        (Some(field), Some(value)) => {
            let refer = |id| name(&entry.names, id);
            crate::domain::show::screen(field, value, &session.tables, lang, &refer)
        }
        _ => "–".to_owned(),
    };
    let rows = entry.changes.iter().map(|(tag, before, after)| {
        let label =
            of.field(*tag).map_or_else(|| tag.to_string(), |f| f.label.get(lang).to_owned());
        vec![format!("    {label}"), shown(*tag, before), "→".to_owned(), shown(*tag, after)]
    });
    rows.collect()
}
