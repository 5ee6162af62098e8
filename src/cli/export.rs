//! `densach export`: a list for people and other programs.

use super::context::{Context, Ending, Session, seed, type_of};
use super::out;
use super::progress::Progress;
use super::spec::{Does, Spec, flag, option, type_name, word};
use crate::domain::RecordType;
use crate::exchange::ask;
use crate::exchange::export::{Format, Plan, export};
use crate::exchange::json::Ids;
use crate::lang::errors::operators::WHY;
use crate::lang::{Problem, cli as say};
use crate::register::{Ask, Reply, Request, WHOLE_IDS};
use clap::{ArgMatches, value_parser};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `densach export TYPE FILE.(csv|json) [--bom]`.
pub(super) static SPEC: Spec = Spec {
    name: "export",
    about: &say::EXPORT,
    more: &say::EXPORT_MORE,
    examples: &[
        "densach export member ds.csv",
        "densach export clan dongho.json",
        "densach export member ds.csv --full-ids \"chuyển sổ sang máy mới\"",
    ],
    args: |lang| {
        vec![
            type_name(lang),
            word("file", "FILE", &say::EXPORT_FILE, lang).value_parser(value_parser!(PathBuf)),
            flag("bom", &say::EXPORT_BOM, lang),
            option("full-ids", "REASON", &say::EXPORT_FULL_IDS, lang),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let of = type_of(matches)?;
    let file = matches.get_one::<PathBuf>("file").map_or(Path::new(""), PathBuf::as_path);
    let format = Format::of(file)?;
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
    let mark = matches.get_flag("bom");
    let plan = Plan { of, file, format, mark, ids, tables: &session.tables };
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
    if context.json() {
        context.out.object(&json!({ "type": of.name, "records": written, "file": path }))?;
    } else {
        let said = say::EXPORTED.fill(context.lang(), &[written.to_string(), path]);
        context.out.line(&said)?;
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
