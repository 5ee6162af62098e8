//! What an undo or a redo changes, told before it does: for people line by line, as json with the
//! names of `densach history`.

use super::context::{Context, Session};
use super::history;
use super::out::problem_json;
use crate::domain::{RecordType, records};
use crate::exchange::ask;
use crate::exchange::json::label;
use crate::lang::errors::register::{NOTHING_TO_REDO, NOTHING_TO_UNDO};
use crate::lang::{Lang, Problem, cli as say, one};
use crate::register::{Ask, BULK, ENTERED, Entry, IMPORT, Reply, Shown, Undoable};
use serde_json::{Map, Value as Json, json};

/// What that would change.
pub(super) fn ask_for(session: &mut Session, ask: Ask) -> Result<Undoable, Problem> {
    let nothing = if ask == Ask::NextRedo { &NOTHING_TO_REDO } else { &NOTHING_TO_UNDO };
    match ask::one(&mut *session.door, ask::reading(ask))? {
        Reply::Undoable(told) => told.map(|told| *told).ok_or_else(|| Problem::bare(nothing)),
        _ => Err(ask::unexpected("NextUndo")),
    }
}

/// As json.
pub(super) fn object(context: &Context, session: &Session, told: &Undoable) -> Map<String, Json> {
    let lang = context.lang();
    let first = told.first.iter().filter_map(|(shown, entry)| {
        let of = records::of(shown.record.kind)?;
        Some(json!({
            "type": of.name,
            "id": shown.record.id.to_string(),
            "code": shown.record.id.short(),
            "label": label(of, &shown.record, &session.tables, lang),
            "what": entry.what,
            "changes": history::changes(session, of, entry),
        }))
    });
    let kinds = told.kinds.iter().filter_map(|(kind, count)| {
        Some((records::of(*kind)?.name.to_owned(), Json::from(*count)))
    });
    let mut all = Map::new();
    let what = if told.what.is_empty() { "save" } else { &told.what };
    all.insert("what".into(), what.into());
    all.insert("seq".into(), told.unit.seq().into());
    all.insert("of".into(), one(&told.of, lang).into());
    all.insert("records".into(), told.records.into());
    all.insert("types".into(), Json::Object(kinds.collect()));
    all.insert("first".into(), first.collect());
    all.insert("staying".into(), told.staying.into());
    all.insert("stays".into(), told.stays.iter().map(|why| problem_json(why, lang)).collect());
    all.insert("stops".into(), told.stops.as_ref().map(|why| problem_json(why, lang)).into());
    all
}

/// For people.
pub(super) fn people(
    context: &mut Context,
    session: &Session,
    told: &Undoable,
) -> Result<(), Problem> {
    let lang = context.lang();
    let kinds = told.kinds.iter().filter_map(|(kind, count)| {
        Some(format!("{count} {}", records::of(*kind)?.label.get(lang)))
    });
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let what = match told.what.as_str() {
        IMPORT => &say::TAKES_IMPORT,
        BULK => &say::TAKES_BULK,
        ENTERED => &say::TAKES_ENTERED,
        _ => &say::TAKES_SAVE,
    };
    context.out.line(&what.fill(lang, &[told.of.clone(), kinds]))?;
    for (shown, entry) in &told.first {
        if let Some(of) = records::of(shown.record.kind) {
            record(context, session, of, (shown, entry))?;
        }
    }
    if told.records > u64::try_from(told.first.len()).unwrap_or(u64::MAX) {
        context.out.line("  …")?;
    }
    if told.staying > 0 {
        context.out.line(&say::STAYING.fill(lang, &[told.staying.to_string()]))?;
        for why in &told.stays {
            context.out.line(&format!("  - {}", why.what(lang)))?;
        }
    }
    Ok(())
}

/// One of the first few: what becomes of it, or its fields.
fn record(
    context: &mut Context,
    session: &Session,
    of: &RecordType,
    (shown, entry): (&Shown, &Entry),
) -> Result<(), Problem> {
    let lang = context.lang();
    let name = label(of, &shown.record, &session.tables, lang);
    let head = format!("  {name}  {}", shown.record.id.short());
    let back = entry.changes.len() > 1 && entry.changes.iter().all(|(_, was, _)| was.is_none());
    match deed(entry, back, lang) {
        Some(deed) => context.out.line(&format!("{head}  {deed}")),
        None => {
            context.out.line(&head)?;
            context.out.table(&history::rows(session, of, entry, lang))
        }
    }
}

fn deed(entry: &Entry, back: bool, lang: Lang) -> Option<&'static str> {
    match entry.what.as_str() {
        "delete" => Some(say::DID_DELETE.get(lang)),
        "merge" => Some(say::DID_MERGE.get(lang)),
        _ if back => Some(say::COMES_BACK.get(lang)),
        _ => None,
    }
}
