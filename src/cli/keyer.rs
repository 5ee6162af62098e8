//! `densach keyer`: an operator's own figures of keying.

use super::context::Context;
use super::spec::{Does, Spec, flag};
use crate::domain::records;
use crate::exchange::ask;
use crate::exchange::csv::write_row;
use crate::lang::{Problem, cli as say};
use crate::register::{Ask, Hour, Reply, Work};
use clap::ArgMatches;
use serde_json::{Value as Json, json};

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;
const COLUMNS: [&str; 9] =
    ["of", "hour", "type", "field", "records", "keys", "moving", "corrections", "seconds"];

/// `densach keyer [--csv]`.
pub(super) static SPEC: Spec = Spec {
    name: "keyer",
    about: &say::KEYER,
    more: &say::KEYER_MORE,
    examples: &["densach keyer", "densach keyer --csv --operator Lan > lan.csv"],
    args: |lang| vec![flag("csv", &say::KEYER_CSV, lang)],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(false)?;
    let Reply::Work(work) = ask::one(&mut *session.door, ask::reading(Ask::Work))? else {
        return Err(ask::unexpected("Work"));
    };
    session.close()?;
    let rows = rows(&work);
    if context.json() {
        context.out.object(&told(&work, &rows))?;
    } else if matches.get_flag("csv") {
        let mut bytes = Vec::new();
        // Into memory, which takes everything.
        let _ = write_row(&mut bytes, b',', COLUMNS.iter().copied());
        for row in &rows {
            let _ = write_row(&mut bytes, b',', row.iter().map(String::as_str));
        }
        context.out.bytes(&bytes)?;
    } else {
        let all = work.since(i64::MIN);
        let lang = context.lang();
        let figure = |n: u64| n.to_string();
        let params = [figure(all.records), figure(all.keys), per(all.millis, 3_600_000)];
        context.out.line(&say::KEYER_ALL.fill(lang, &params))?;
        let params = [
            hourly(all.records, &all),
            hourly(all.keys, &all),
            per(all.keys, all.records),
            per(all.corrections * 1_000, all.keys),
        ];
        context.out.line(&say::KEYER_RATES.fill(lang, &params))?;
        let fields = work.costliest().into_iter().filter_map(|((kind, tag), field)| {
            let called = records::of(kind)?.field(tag)?;
            let label = called.label.get(lang).to_owned();
            let seconds = per(field.millis / 100, all.records * 10);
            Some(vec![label, per(field.keys, all.records), seconds])
        });
        let head = [say::REPLAY_FIELD, say::KEYER_KEYS, say::KEYER_SECONDS];
        let head = head.iter().map(|label| label.get(lang).to_owned()).collect();
        let table: Vec<Vec<String>> = [head].into_iter().chain(fields).collect();
        context.out.table(&table)?;
    }
    Ok(0)
}

/// The hours, then the fields, the costliest first.
fn rows(work: &Work) -> Vec<[String; 9]> {
    let nothing = String::new;
    let hours = work.hours.iter().map(|(at, hour)| {
        let Hour { records, keys, moving, corrections, millis } = *hour;
        let [records, keys, moving, corrections, seconds] =
            [records, keys, moving, corrections, millis / 1_000].map(|n| n.to_string());
        let at = super::clock::rfc3339(at.saturating_mul(HOUR));
        ["hour".into(), at, nothing(), nothing(), records, keys, moving, corrections, seconds]
    });
    let fields = work.costliest().into_iter().filter_map(|((kind, tag), field)| {
        let kind = records::of(kind)?;
        let name = kind.field(tag)?.name.to_owned();
        let (keys, seconds) = (field.keys.to_string(), (field.millis / 1_000).to_string());
        let (of, kind) = ("field".into(), kind.name.to_owned());
        Some([of, nothing(), kind, name, nothing(), keys, nothing(), nothing(), seconds])
    });
    hours.chain(fields).collect()
}

fn told(work: &Work, rows: &[[String; 9]]) -> Json {
    let all = work.since(i64::MIN);
    let rows: Vec<Json> = rows
        .iter()
        .map(|row| {
            let filled = COLUMNS.iter().zip(row).filter(|(_, text)| !text.is_empty());
            let value = |text: &str| text.parse::<u64>().map_or_else(|_| json!(text), |n| json!(n));
            filled.map(|(name, text)| ((*name).to_owned(), value(text))).collect()
        })
        .collect();
    json!({
        "records": all.records, "keys": all.keys, "moving": all.moving,
        "corrections": all.corrections, "seconds": all.millis / 1_000, "rows": rows,
    })
}

/// So many in an hour of work.
fn hourly(count: u64, all: &Hour) -> String {
    let hourly = count.saturating_mul(3_600_000).checked_div(all.millis);
    hourly.map_or_else(|| "–".to_owned(), |hourly| hourly.to_string())
}

/// One of many, to a tenth.
fn per(part: u64, of: u64) -> String {
    crate::app::keyer::tenth(part, of, crate::lang::Lang::En)
}
