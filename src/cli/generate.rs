//! `densach generate`: invented rows as csv.

use super::context::Context;
use super::spec::{Does, Spec, option, text, word};
use crate::exchange::csv::write_row;
use crate::exchange::rejects::unwritable;
use crate::invent::{self, Rows};
use crate::lang::errors::cli as codes;
use crate::lang::{Problem, cli as say};
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, value_parser};
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// `densach generate TYPE COUNT [--seed N] [--out FILE]`.
pub(super) static SPEC: Spec = Spec {
    name: "generate",
    about: &say::GENERATE,
    more: &say::GENERATE_MORE,
    examples: &[
        "densach generate member 2000 --seed 7 --out thu.csv",
        "densach generate village 8 > thon.csv",
    ],
    args: |lang| {
        vec![
            word("type", "TYPE", &say::GENERATE_TYPE, lang)
                .value_parser(PossibleValuesParser::new(invent::TYPES))
                .hide_possible_values(true),
            word("count", "COUNT", &say::GENERATE_COUNT, lang).value_parser(value_parser!(u64)),
            option("seed", "N", &say::GENERATE_SEED, lang)
                .default_value("1")
                .value_parser(value_parser!(u64)),
            option("paper", "LAYOUT", &say::GENERATE_PAPER, lang)
                .value_parser(PossibleValuesParser::new(invent::PAPERS))
                .hide_possible_values(true),
            option("out", "FILE", &say::GENERATE_OUT, lang).value_parser(value_parser!(PathBuf)),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let number = |id| matches.get_one::<u64>(id).copied().unwrap_or(0);
    let of = text(matches, "type");
    let (count, seed) = (number("count"), number("seed"));
    let rows = match text(matches, "paper") {
        "" => invent::rows(of, count, seed),
        // Papers there are of members alone.
        paper => invent::papers(paper, count, seed).filter(|_| of == "member"),
    };
    let rows = rows.ok_or_else(|| Problem::new(&codes::UNKNOWN_TYPE, [of]))?;
    let Some(path) = matches.get_one::<PathBuf>("out") else {
        to_stdout(context, rows)?;
        return Ok(0);
    };
    let written = to_file(path, rows).map_err(|error| unwritable(path, &error))?;
    let path = path.display().to_string();
    if context.json() {
        context.out.object(&json!({ "type": of, "rows": written, "file": path }))?;
    } else {
        let said = say::GENERATED.fill(context.lang(), &[written.to_string(), path]);
        context.out.line(&said)?;
    }
    Ok(0)
}

fn to_stdout(context: &mut Context, rows: Rows) -> Result<(), Problem> {
    let mut line = Vec::new();
    let mut put = |texts: &mut dyn Iterator<Item = &str>| {
        line.clear();
        // Into memory, which takes everything.
        let _ = write_row(&mut line, b',', texts);
        context.out.bytes(&line)
    };
    put(&mut rows.header().iter().copied())?;
    for row in rows {
        put(&mut row.iter().map(String::as_str))?;
    }
    Ok(())
}

fn to_file(path: &Path, rows: Rows) -> std::io::Result<u64> {
    let mut out = BufWriter::new(File::create(path)?);
    write_row(&mut out, b',', rows.header().iter().copied())?;
    let mut written = 0;
    for row in rows {
        write_row(&mut out, b',', row.iter().map(String::as_str))?;
        written += 1;
    }
    out.flush()?;
    Ok(written)
}
