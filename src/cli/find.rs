//! `densach find`: look-up, one record a line.

use super::context::{Context, Session, type_of};
use super::spec::{Does, Spec, flag, option, type_name};
use crate::derived::search::{Found, Query};
use crate::domain::{filter, records};
use crate::exchange::ask;
use crate::exchange::json::{Ids, Writer, label, name};
use crate::lang::errors::register::FILTER_EMPTY;
use crate::lang::{Problem, cli as say};
use crate::register::{Ask, Reply, Shown};
use clap::{Arg, ArgMatches, value_parser};
use serde_json::{Map, Value as Json, json};

/// Hits shown where no limit is named.
const LIMIT: &str = "50";
/// Hits asked for at once.
const PAGE: usize = 500;
/// What every line begins with; a list column of such a name is written `type_name`.
const HEAD: [&str; 5] = ["type", "id", "code", "label", "score"];

/// `densach find [--type TYPE] WORDS… [--limit N] [--count] [--inactive]`.
pub(super) static SPEC: Spec = Spec {
    name: "find",
    about: &say::FIND,
    more: &say::FIND_MORE,
    examples: &[
        "densach find nguyen thi hoa 1954",
        "densach find --type member --limit 5 --json hoa",
        "densach find --type member chi:phu-khe sinh:1950-1960 gioi:nu",
        "densach find --type member --count",
    ],
    args: |lang| {
        vec![
            type_name(lang).long("type").required(false),
            Arg::new("words").value_name("WORDS").num_args(0..).help(say::FIND_WORDS.get(lang)),
            option("limit", "N", &say::FIND_LIMIT, lang)
                .default_value(LIMIT)
                .value_parser(value_parser!(usize)),
            flag("count", &say::FIND_COUNT, lang),
            flag("inactive", &say::FIND_INACTIVE, lang),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let words: Vec<&str> =
        matches.get_many::<String>("words").into_iter().flatten().map(String::as_str).collect();
    let text = words.join(" ");
    let empty = |part: filter::Part<'_>| part.filter().is_some_and(|(_, value)| value.is_empty());
    if let Some(part) = filter::parts(&text).find(|part| empty(*part)) {
        return Err(Problem::new(&FILTER_EMPTY, [part.text]));
    }
    let count = matches.get_flag("count");
    let limit = if count { 0 } else { matches.get_one("limit").copied().unwrap_or(0) };
    let mut query = Query {
        kind: match matches.contains_id("type") {
            true => Some(type_of(matches)?.kind),
            false => None,
        },
        text,
        inactive: matches.get_flag("inactive"),
        ..Query::default()
    };
    let mut session = context.open(false)?;
    let mut left = limit;
    let mut found;
    loop {
        query.limit = left.min(PAGE);
        let rows;
        (found, rows) = page(&mut session, &query)?;
        write(context, &session, &found, &rows)?;
        left -= rows.len().min(left);
        query.skip += rows.len();
        if left == 0 || rows.len() < query.limit {
            break;
        }
    }
    end(context, count, &found)?;
    session.close()?;
    Ok(0)
}

fn page(session: &mut Session, query: &Query) -> Result<(Found, Vec<Shown>), Problem> {
    match ask::one(&mut *session.door, ask::reading(Ask::LookUp(query.clone())))? {
        Reply::Page { found, rows, .. } => Ok((found, rows)),
        _ => Err(ask::unexpected("LookUp")),
    }
}

fn write(
    context: &mut Context,
    session: &Session,
    found: &Found,
    rows: &[Shown],
) -> Result<(), Problem> {
    if !context.json() {
        let rows: Vec<_> = rows.iter().map(|row| columns(context, session, row)).collect();
        return context.out.table(&rows);
    }
    for shown in rows {
        let hit = found.hits.iter().find(|hit| hit.id == shown.record.id);
        context.out.object(&object(context, session, shown, hit.map_or(0, |hit| hit.score)))?;
    }
    Ok(())
}

/// A record's line for programs.
fn object(context: &Context, session: &Session, shown: &Shown, score: u16) -> Json {
    let mut line = Map::new();
    let Some(of) = records::of(shown.record.kind) else { return json!(null) };
    line.insert("type".to_owned(), json!(of.name));
    line.insert("id".to_owned(), json!(shown.record.id.to_string()));
    line.insert("code".to_owned(), json!(shown.record.id.short()));
    let label = label(of, &shown.record, &session.tables, context.lang());
    line.insert("label".to_owned(), json!(label));
    line.insert("score".to_owned(), json!(score));
    let writer = Writer { tables: &session.tables, ids: Ids::Masked };
    for field in of.list.iter().filter_map(|tag| of.field(*tag)) {
        let value = shown.record.values.get(field.tag);
        let value = value.map_or(Json::Null, |value| writer.value(field, &value, &shown.names));
        let key = match HEAD.contains(&field.name) {
            true => format!("{}_{}", of.name, field.name),
            false => field.name.to_owned(),
        };
        line.insert(key, value);
    }
    Json::Object(line)
}

/// A record's line for people.
fn columns(context: &Context, session: &Session, shown: &Shown) -> Vec<String> {
    let lang = context.lang();
    let Some(of) = records::of(shown.record.kind) else { return Vec::new() };
    let mut row = vec![shown.record.id.short(), of.label.get(lang).to_owned()];
    let titled = label(of, &shown.record, &session.tables, lang);
    row.push(titled);
    for field in of.list.iter().filter(|tag| !of.title.contains(tag)) {
        let Some(field) = of.field(*field) else { continue };
        let text = shown.record.values.get(field.tag).map(|value| {
            let refer = |id| name(&shown.names, id);
            crate::domain::show::screen(field, &value, &session.tables, lang, &refer)
        });
        row.push(text.unwrap_or_default());
    }
    row
}

fn end(context: &mut Context, count: bool, found: &Found) -> Result<(), Problem> {
    if context.json() {
        return match count {
            true => context.out.object(&json!({ "total": found.total })),
            false => Ok(()),
        };
    }
    if count {
        return context.out.line(&found.total.to_string());
    }
    let numbers = [found.total.to_string(), found.inactive.to_string()];
    let said = if found.inactive > 0 { &say::FIND_TOTAL_MORE } else { &say::FIND_TOTAL };
    context.out.line(&said.fill(context.lang(), &numbers))
}
