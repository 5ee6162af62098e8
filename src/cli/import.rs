//! `densach import`: a csv file's rows into the register.

use super::clock;
use super::context::{Context, Ending, seed, type_of};
use super::progress::Progress;
use super::spec::{Does, Spec, flag, option, type_name, word};
use crate::exchange::import::{self, Ack, Counts, Plan, Summary};
use crate::lang::errors::cli as codes;
use crate::lang::{Problem, cli as say};
use clap::{ArgAction, ArgMatches, value_parser};
use serde_json::{Map, Value as Json, json};
use std::path::{Path, PathBuf};

/// `densach import TYPE FILE [--map COLUMN=FIELD]… [--dry-run] [--rejects FILE]`.
pub(super) static SPEC: Spec = Spec {
    name: "import",
    about: &say::IMPORT,
    more: &say::IMPORT_MORE,
    examples: &[
        "densach import member ds2025.csv",
        "densach import member ds2025.csv --map \"Họ tên=full_name\" --map TT=-",
        "densach import member ds2025.csv --dry-run --json",
    ],
    args: |lang| {
        vec![
            type_name(lang),
            word("file", "FILE", &say::IMPORT_FILE, lang).value_parser(value_parser!(PathBuf)),
            option("map", "COLUMN=FIELD", &say::IMPORT_MAP, lang).action(ArgAction::Append),
            flag("dry-run", &say::IMPORT_DRY, lang),
            option("rejects", "FILE", &say::IMPORT_REJECTS, lang)
                .value_parser(value_parser!(PathBuf)),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let of = type_of(matches)?;
    let file = matches.get_one::<PathBuf>("file").map_or(Path::new(""), PathBuf::as_path);
    let map: Result<Vec<_>, _> =
        matches.get_many::<String>("map").into_iter().flatten().map(|pair| split(pair)).collect();
    let map = map?;
    // Before the register: a pipe that nobody writes to is waited for, and must lock nobody out.
    let source = import::open(file)?;
    let size = source.size;
    let mut session = context.open(true)?;
    let plan = Plan {
        of,
        file,
        map: &map,
        dry: matches.get_flag("dry-run"),
        rejects: matches.get_one::<PathBuf>("rejects").map(PathBuf::as_path),
        lang: context.lang(),
        tables: &session.tables,
        today: session.today,
        now: clock::now(),
        register: session.welcome.unit.record.id,
        seed: seed()?,
    };
    let mut bar = Progress::new(context);
    // From a pipe reading may wait for ever: there a signal ends it at once, as it ends `cat`; what
    // was acknowledged is saved.
    let ending = size.is_some().then(Ending::watch).transpose()?;
    let told = || ending.as_ref().and_then(Ending::code);
    let summary = import::import(&mut *session.door, &plan, source, &mut |ack| {
        bar.at(ack.far, size.unwrap_or(ack.far));
        // An acknowledgement is worth something only once it has left.
        if context.early.json && !plan.dry {
            context.out.object(&acknowledged(ack))?;
            context.out.flush()?;
        }
        Ok(told().is_none())
    })?;
    bar.end();
    session.close()?;
    report(context, &summary)?;
    let stopped = if summary.stopped { told() } else { None };
    Ok(stopped.unwrap_or(u8::from(summary.counts.rejected > 0)))
}

fn split(pair: &str) -> Result<(String, String), Problem> {
    // A column's name may hold an equals sign, a field's never does.
    pair.rsplit_once('=')
        .map(|(column, field)| (column.to_owned(), field.to_owned()))
        .ok_or_else(|| Problem::new(&codes::NO_EQUALS, [pair]))
}

fn counts(into: &mut Map<String, Json>, counts: &Counts) {
    let all = [
        ("read", counts.read),
        ("added", counts.added),
        ("changed", counts.changed),
        ("unchanged", counts.unchanged),
        ("rejected", counts.rejected),
        ("warned", counts.warned),
    ];
    into.extend(all.map(|(name, count)| (name.to_owned(), json!(count))));
}

fn acknowledged(ack: &Ack) -> Json {
    let mut line = Map::new();
    line.insert("batch".to_owned(), json!(ack.batch));
    line.insert("chunk".to_owned(), json!(ack.chunk));
    line.insert("lines".to_owned(), json!([ack.lines.0, ack.lines.1]));
    line.insert("seqs".to_owned(), json!(ack.seqs.map(|(first, last)| [first, last])));
    counts(&mut line, &ack.counts);
    Json::Object(line)
}

fn report(context: &mut Context, summary: &Summary) -> Result<(), Problem> {
    let rejects = summary.rejects.as_ref().map(|path| path.display().to_string());
    if context.json() {
        let mut line = Map::new();
        line.insert("batch".to_owned(), json!(summary.batch));
        counts(&mut line, &summary.counts);
        line.insert("rejects".to_owned(), json!(rejects));
        line.insert("stopped".to_owned(), json!(summary.stopped));
        return context.out.object(&Json::Object(line));
    }
    let all = &summary.counts;
    let numbers =
        [all.read, all.added, all.changed, all.unchanged, all.rejected, all.warned, summary.batch];
    let numbers = numbers.map(|number| number.to_string());
    let lang = context.lang();
    context.out.line(&say::IMPORTED.fill(lang, &numbers))?;
    if summary.batch != 0 && all.added + all.changed > 0 {
        context.out.line(&say::IMPORTED_BATCH.fill(lang, &numbers))?;
    }
    if summary.stopped {
        context.out.line(say::IMPORT_STOPPED.get(lang))?;
    }
    match rejects {
        Some(path) => context.out.line(&say::IMPORTED_REJECTS.fill(lang, &[path])),
        None => Ok(()),
    }
}
