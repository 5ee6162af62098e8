//! `densach duplicates`: the pairs of a register that may be one person.

use super::context::{Context, Session};
use super::progress::Progress;
use super::spec::{Does, Spec, option};
use crate::domain::duplicates::{self, LIKELY, PAIR};
use crate::domain::{Field, RecordType, Tables, records, show};
use crate::exchange::ask;
use crate::exchange::json::{Ids, Writer, label, name};
use crate::lang::{Lang, Problem, cli as say};
use crate::register::{Among, Pair, Shown};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, value_parser};
use serde_json::{Map, Value as Json, json};

/// Pairs shown where no limit is named.
const LIMIT: &str = "1000";

/// `densach duplicates [TYPE] [--limit N] [--threshold SCORE]`.
pub(super) static SPEC: Spec = Spec {
    name: "duplicates",
    about: &say::DUPLICATES,
    more: &say::DUPLICATES_MORE,
    examples: &[
        "densach duplicates",
        "densach duplicates --limit 20 --threshold 85",
        "densach duplicates member --json",
    ],
    args: |lang| {
        let names = types().map(|of| of.name);
        let first = types().next().map_or("", |of| of.name);
        let score = value_parser!(u16).range(i64::from(LIKELY)..=100);
        vec![
            Arg::new("type")
                .value_name("TYPE")
                .help(say::DUPLICATES_TYPE.get(lang))
                .value_parser(PossibleValuesParser::new(names))
                .default_value(first),
            option("limit", "N", &say::DUPLICATES_LIMIT, lang)
                .default_value(LIMIT)
                .value_parser(value_parser!(usize)),
            option("threshold", "SCORE", &say::DUPLICATES_THRESHOLD, lang)
                .help(say::DUPLICATES_THRESHOLD.fill(lang, &[PAIR.to_string()]))
                .value_parser(score),
        ]
    },
    does: Does::Run(run),
};

/// The types whose records are compared.
fn types() -> impl Iterator<Item = &'static RecordType> {
    records::all().iter().copied().filter(|of| duplicates::compares(of.kind))
}

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let of = super::context::type_of(matches)?;
    let among = Among {
        kind: of.kind,
        least: matches.get_one("threshold").copied().unwrap_or(PAIR),
        limit: matches.get_one("limit").copied().unwrap_or(0),
    };
    let mut session = context.open(false)?;
    let Session { door, tables, .. } = &mut session;
    let mut bar = Some(Progress::new(context));
    let mut shown: u64 = 0;
    let told = &mut |done, all| bar.iter_mut().for_each(|bar: &mut Progress| bar.at(done, all));
    let mut pairs = Vec::new();
    let total = ask::pairs(&mut **door, among, told, &mut |pair| pairs.push(pair))?;
    bar.take().into_iter().for_each(Progress::end);
    for pair in &pairs {
        shown += 1;
        match context.json() {
            true => context.out.object(&object(of, pair, tables, context.lang()))?,
            false => block(context, of, pair, tables)?,
        }
    }
    if !context.json() {
        let numbers = [total.to_string(), shown.to_string()];
        let said = if total > shown { &say::DUPLICATES_MORE_PAIRS } else { &say::DUPLICATES_TOTAL };
        context.out.line(&said.fill(context.lang(), &numbers))?;
    }
    session.close()?;
    Ok(0)
}

/// The fields by which a person tells two records apart: a list's columns and what is masked.
fn columns(of: &'static RecordType) -> impl Iterator<Item = &'static Field> {
    let listed = of.list.iter().filter_map(|tag| of.field(*tag));
    let masked = of.fields.iter().filter(|field| field.kind.is_masked());
    listed.chain(masked.filter(|field| !of.list.contains(&field.tag)))
}

/// A pair for programs.
fn object(of: &'static RecordType, pair: &Pair, tables: &Tables, lang: Lang) -> Json {
    let one = |shown: &Shown| {
        let writer = Writer { tables, ids: Ids::Masked };
        let mut one = Map::new();
        one.insert("id".to_owned(), json!(shown.record.id.to_string()));
        one.insert("code".to_owned(), json!(shown.record.id.short()));
        one.insert("label".to_owned(), json!(label(of, &shown.record, tables, lang)));
        for field in columns(of) {
            let value = shown.record.values.get(field.tag);
            let value = value.map_or(Json::Null, |value| writer.value(field, &value, &shown.names));
            one.insert(field.name.to_owned(), value);
        }
        Json::Object(one)
    };
    let reasons: Vec<String> = pair.like.reasons.iter().map(|reason| reason.name()).collect();
    json!({
        "type": of.name,
        "score": pair.like.score,
        "reasons": reasons,
        "a": one(&pair.a),
        "b": one(&pair.b),
    })
}

/// A pair for people: one below the other, and why.
fn block(
    context: &mut Context,
    of: &'static RecordType,
    pair: &Pair,
    tables: &Tables,
) -> Result<(), Problem> {
    let lang = context.lang();
    let one = |score: String, shown: &Shown| {
        let mut row = vec![score, shown.record.id.short()];
        let refer = |id| name(&shown.names, id);
        row.extend(columns(of).map(|field| {
            let value = shown.record.values.get(field.tag);
            value.map(|value| show::screen(field, &value, tables, lang, &refer)).unwrap_or_default()
        }));
        row
    };
    let rows = [one(pair.like.score.to_string(), &pair.a), one(String::new(), &pair.b)];
    context.out.table(&rows)?;
    context.out.line(&format!("    {}\n", pair.like.line(lang)))
}
