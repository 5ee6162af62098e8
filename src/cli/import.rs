//! `densach import`: a list into the register, from csv as from a spreadsheet.

use super::clock;
use super::context::{Context, Ending, seed, type_of};
use super::out::notice;
use super::progress::Progress;
use super::sheets::{sheet, tell};
use super::spec::{Does, Spec, flag, option, type_name, word};
use crate::domain::{RecordId, RecordType};
use crate::exchange::import::{self, Ack, Counts, Plan, Summary};
use crate::exchange::rejects::unreadable;
use crate::exchange::table::Takes;
use crate::exchange::take::{self, Asked, Opened, SheetFound, With};
use crate::lang::errors::cli as codes;
use crate::lang::{Lang, Problem, cli as say};
use crate::register;
use crate::text::legacy::Font;
use clap::{ArgAction, ArgMatches, value_parser};
use serde_json::{Map, Value as Json, json};
use std::path::{Path, PathBuf};

/// `densach import TYPE FILE [--sheet NAME]… [--map COLUMN=FIELD]… [--map-file FILE] [--set FIELD=TEXT]…
/// [--font FONT] [--dry-run] [--rejects FILE]`.
pub(super) static SPEC: Spec = Spec {
    name: "import",
    about: &say::IMPORT,
    more: &say::IMPORT_MORE,
    examples: &[
        "densach import member ds2025.csv",
        "densach import member ds2025.csv --map \"Họ tên=full_name\" --map TT=-",
        "densach import member \"Danh sách chi hội.xls\" --dry-run",
        "densach import member ds.xlsx --sheet \"Thôn 3\" --font tcvn3 --set unit=PK01",
        "densach import member ds2025.csv --dry-run --json",
    ],
    args: |lang| {
        vec![
            type_name(lang),
            word("file", "FILE", &say::IMPORT_FILE, lang).value_parser(value_parser!(PathBuf)),
            option("sheet", "SHEET", &say::IMPORT_SHEET, lang).action(ArgAction::Append),
            option("map", "COLUMN=FIELD", &say::IMPORT_MAP, lang).action(ArgAction::Append),
            option("map-file", "FILE", &say::IMPORT_MAP_FILE, lang)
                .value_parser(value_parser!(PathBuf)),
            option("set", "FIELD=TEXT", &say::IMPORT_SET, lang).action(ArgAction::Append),
            option("font", "FONT", &say::IMPORT_FONT, lang)
                .value_parser(FONTS.map(|(name, _)| name)),
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
    let map = map(of, matches)?;
    let says: Vec<_> = texts(matches, "set").map(|pair| says(pair)).collect::<Result<_, _>>()?;
    let sheets: Vec<_> = texts(matches, "sheet").cloned().collect();
    let font = matches.get_one::<String>("font");
    let font = font.and_then(|font| FONTS.iter().find(|(name, _)| name == font)?.1);
    // Before the register: a pipe that nobody writes to is waited for, and must lock nobody out.
    let tables = register::tables(&context.dir()?)?;
    let maps = context.dir()?.join(take::maps::FOLDER);
    let with = With {
        lang: context.lang(),
        tables: &tables,
        today: register::clock::today(),
        now: clock::now(),
        unit: RecordId([0; 16]),
        seed: seed()?,
        maps: Some(&maps),
        outgoing: Path::new(""),
    };
    let asked = Asked { of, map: &map, sheets: &sheets, font, says: &says };
    let Opened { source, sheets, notes } = take::open(file, &asked, &with)?;
    for note in &notes {
        notice(note, context.early);
    }
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
        batch: 0,
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
    report(context, &summary, &sheets)?;
    let stopped = if summary.stopped { told() } else { None };
    Ok(stopped.unwrap_or(u8::from(summary.counts.rejected > 0)))
}

/// The fonts by the names of the command line.
const FONTS: [(&str, Option<Font>); 4] = [
    ("auto", None),
    ("unicode", Some(Font::Unicode)),
    ("tcvn3", Some(Font::Tcvn3)),
    ("vni", Some(Font::Vni)),
];

fn texts<'a>(matches: &'a ArgMatches, name: &str) -> impl Iterator<Item = &'a String> {
    matches.get_many::<String>(name).into_iter().flatten()
}

/// The pairs of the file, then those of the command line, which go before them.
fn map(of: &'static RecordType, matches: &ArgMatches) -> Result<Vec<(String, String)>, Problem> {
    let pairs = texts(matches, "map").map(|pair| split(pair, of));
    let own: Vec<_> = pairs.collect::<Result<_, _>>()?;
    let mut map = match matches.get_one::<PathBuf>("map-file") {
        Some(path) => {
            let text = std::fs::read_to_string(path);
            take::maps::read(&text.map_err(|error| unreadable(path, &error))?)
        }
        None => Vec::new(),
    };
    map.retain(|(column, _)| !own.iter().any(|(other, _)| other == column));
    map.extend(own);
    Ok(map)
}

fn says(pair: &str) -> Result<(String, String), Problem> {
    pair.split_once('=')
        .map(|(field, text)| (field.to_owned(), text.to_owned()))
        .ok_or_else(|| Problem::new(&codes::NO_EQUALS, [pair]))
}

fn split(pair: &str, of: &'static RecordType) -> Result<(String, String), Problem> {
    // A column's name may hold an equals sign, and so may where it goes (`gender=female`): it goes to
    // the least that can be read.
    let places = pair.rmatch_indices('=').map(|(at, _)| at);
    let mut splits = places.filter_map(|at| Some((pair.get(..at)?, pair.get(at + 1..)?)));
    let reads = |(_, to): &(&str, &str)| Takes::read(to, of, Lang::En).is_ok();
    splits
        .find(reads)
        .or_else(|| pair.rsplit_once('='))
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

fn report(context: &mut Context, summary: &Summary, sheets: &[SheetFound]) -> Result<(), Problem> {
    let rejects = summary.rejects.as_ref().map(|path| path.display().to_string());
    if context.json() {
        let mut line = Map::new();
        line.insert("batch".to_owned(), json!(summary.batch));
        counts(&mut line, &summary.counts);
        line.insert("rejects".to_owned(), json!(rejects));
        line.insert("stopped".to_owned(), json!(summary.stopped));
        let lang = context.lang();
        let found = sheets.iter().map(|found| sheet(found, lang)).collect::<Vec<_>>();
        line.insert("sheets".to_owned(), json!(found));
        return context.out.object(&Json::Object(line));
    }
    for found in sheets {
        tell(context, found)?;
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
