//! `densach export`: a list for people and other programs, or an empty sheet to fill in.

use super::context::{Context, Ending, Session, seed, type_of};
use super::out;
use super::places;
use super::progress::Progress;
use super::spec::{Does, Spec, flag, option, type_name, word};
use crate::domain::RecordType;
use crate::domain::layout::layouts;
use crate::exchange::blank::Blank;
use crate::exchange::export::{Format, Plan, Which, export};
use crate::exchange::json::Ids;
use crate::exchange::{ask, fetch};
use crate::lang::errors::exchange as codes;
use crate::lang::errors::operators::WHY;
use crate::lang::{Problem, cli as say};
use crate::register::{Ask, Reply, Request, WHOLE_IDS, system_user};
use clap::{ArgMatches, value_parser};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};

/// `densach export TYPE FILE.(xlsx|csv|json) [--bom] [--blank [--layout NAME]]`.
pub(super) static SPEC: Spec = Spec {
    name: "export",
    about: &say::EXPORT,
    more: &say::EXPORT_MORE,
    examples: &[
        "densach export member ds.xlsx",
        "densach export clan dongho.json",
        "densach export member phieu.xlsx --blank --layout B",
        "densach export member ds.csv --full-ids \"chuyển sổ sang máy mới\"",
    ],
    args: |lang| {
        vec![
            type_name(lang),
            word("file", "FILE", &say::EXPORT_FILE, lang).value_parser(value_parser!(PathBuf)),
            flag("bom", &say::EXPORT_BOM, lang),
            option("full-ids", "REASON", &say::EXPORT_FULL_IDS, lang),
            flag("blank", &say::EXPORT_BLANK, lang).conflicts_with("full-ids"),
            option("layout", "NAME", &say::EXPORT_LAYOUT, lang).requires("blank"),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let of = type_of(matches)?;
    let file = matches.get_one::<PathBuf>("file").map_or(Path::new(""), PathBuf::as_path);
    let format = Format::of(file)?;
    let mark = matches.get_flag("bom");
    if matches.get_flag("blank") {
        return blank(context, of, (file, format, mark), matches.get_one::<String>("layout"));
    }
    let why = matches.get_one::<String>("full-ids");
    let mut session = context.open(why.is_some())?;
    if let Some(why) = why {
        note(&mut session, of, file, why)?;
    }
    let ids = if why.is_some() { Ids::Whole } else { Ids::Masked };
    let total = match ask::one(&mut *session.door, ask::reading(Ask::Status))? {
        Reply::Status(status) => status
            .counts
            .iter()
            .find(|(kind, _, _)| *kind == of.kind)
            .map_or(0, |(_, _, live)| *live),
        _ => 0,
    };
    let (tables, today, lang) = (&session.tables, session.today, context.lang());
    let plan = Plan { of, which: &Which::All, file, format, mark, ids, tables, lang, today };
    let mut bar = Progress::new(context);
    let ending = Ending::watch()?;
    let outcome = export(&mut *session.door, &plan, &mut |count| {
        bar.at(count, total);
        ending.code().is_none()
    });
    bar.end();
    if let (Err(problem), Some(code)) = (&outcome, ending.code()) {
        out::error(problem, context.early);
        return Ok(code);
    }
    let written = outcome?;
    session.close()?;
    let path = file.display().to_string();
    let said = say::EXPORTED.fill(context.lang(), &[written.to_string(), path.clone()]);
    tell(context, json!({ "type": of.name, "records": written, "file": path }), &said, file)
}

/// An empty sheet to hand out.
fn blank(
    context: &mut Context,
    of: &'static RecordType,
    (file, format, mark): (&Path, Format, bool),
    name: Option<&String>,
) -> Result<u8, Problem> {
    let session = context.open(false)?;
    let all = layouts(of, &session.welcome.layouts);
    let named = |name: &String| all.iter().find(|one| one.name.eq_ignore_ascii_case(name));
    let Some(layout) = name.map_or(all.first(), named) else {
        let names: Vec<_> = all.iter().map(|one| one.name.as_str()).collect();
        let name = name.map_or("A", String::as_str);
        let params = [name, of.label.get(context.lang()), &names.join(", ")];
        return Err(Problem::new(&codes::NO_LAYOUT, params));
    };
    let (tables, lang) = (&session.tables, context.lang());
    Blank { of, layout, tables, lang, mark }.write(file, format)?;
    let name = layout.name.clone();
    session.close()?;
    let path = file.display().to_string();
    let said = say::EXPORTED_BLANK.fill(lang, &[name.clone(), path.clone()]);
    tell(context, json!({ "type": of.name, "layout": name, "file": path }), &said, file)
}

/// Says where the file is, and over SSH how to fetch it.
fn tell(context: &mut Context, mut object: Json, said: &str, file: &Path) -> Result<u8, Problem> {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let fetch = fetch::line(&whole, &system_user(), &places::ssh());
    if context.json() {
        if let (Some(object), Some(line)) = (object.as_object_mut(), fetch) {
            object.insert("fetch".to_owned(), json!(line));
        }
        context.out.object(&object)?;
        return Ok(0);
    }
    context.out.line(said)?;
    if let Some(line) = fetch {
        context.out.line(&say::FETCH.fill(context.lang(), &[line]))?;
    }
    Ok(0)
}

/// Notes that citizen ids go out whole; nothing goes out unless that is in the journal.
fn note(session: &mut Session, of: &RecordType, file: &Path, why: &str) -> Result<(), Problem> {
    if why.trim().is_empty() {
        return Err(Problem::bare(&WHY));
    }
    let (request, what) = (seed()?, WHOLE_IDS.to_owned());
    let of = format!("{}, {}: {}", of.name, file.display(), why.trim());
    session.door.call(Request::Batch { request, what, of }).map(|_| ())
}
