//! `densach doctor`: what is wrong with a register, and mending what can be mended.

use super::context::Context;
use super::progress::Progress;
use super::spec::{Does, Spec, flag};
use super::{journal, out};
use crate::domain::records;
use crate::exchange::ask;
use crate::lang::{Problem, cli as say};
use crate::register::care::{Item, Level, Report, doctor, repair};
use crate::register::{Ask, Reply, Status};
use clap::ArgMatches;
use serde_json::{Map, Value as Json, json};

/// `densach doctor [--repair]`.
pub(super) static SPEC: Spec = Spec {
    name: "doctor",
    about: &say::DOCTOR,
    more: &say::DOCTOR_MORE,
    examples: &["densach doctor", "densach doctor --repair", "densach doctor --json"],
    args: |lang| vec![flag("repair", &say::DOCTOR_REPAIR, lang)],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    if matches.get_flag("repair") {
        context.may_repair()?;
    }
    let mut bar = Progress::new(context);
    let report = match matches.get_flag("repair") {
        true => repair(&context.options(true)?, &mut |done, all| bar.at(done, all))?,
        false => doctor(&context.options(false)?, &mut |done, all| bar.at(done, all))?,
    };
    bar.end();
    // A register that does not open has told why in the report.
    let state = if report.level() < Level::Bad { state(context).ok() } else { None };
    if context.json() {
        context.out.object(&object(context, &report, state.as_ref()))?;
    } else {
        people(context, &report, state.as_ref())?;
    }
    Ok(u8::from(report.level() == Level::Bad))
}

/// What the register holds: counts, and the digest of its state.
fn state(context: &Context) -> Result<(Status, [u8; 32]), Problem> {
    let mut session = context.open(false)?;
    let Reply::Status(status) = ask::one(&mut *session.door, ask::reading(Ask::Status))? else {
        return Err(ask::unexpected("Status"));
    };
    let Reply::Digest(digest) = ask::one(&mut *session.door, ask::reading(Ask::Digest))? else {
        return Err(ask::unexpected("Digest"));
    };
    session.close()?;
    Ok((status, digest))
}

/// How wide what a part is like stands before it.
const MARK: usize = 8;

fn name(level: Level) -> &'static str {
    match level {
        Level::Good => "good",
        Level::Note => "note",
        Level::Mend => "mend",
        Level::Bad => "bad",
    }
}

fn object(context: &Context, report: &Report, state: Option<&(Status, [u8; 32])>) -> Json {
    let item = |item: &Item| {
        let mut line = Map::new();
        line.insert("part".to_owned(), json!(item.part));
        line.insert("level".to_owned(), json!(name(item.level)));
        if let Json::Object(says) = out::problem_json(&item.says, context.lang()) {
            line.extend(says);
        }
        Json::Object(line)
    };
    let counts = |status: &Status| {
        let mut counts = Map::new();
        for (kind, active, live) in &status.counts {
            let name = records::of(*kind).map_or_else(|| kind.0.to_string(), |of| of.name.into());
            counts.insert(name, json!({ "active": active, "live": live }));
        }
        Json::Object(counts)
    };
    json!({
        "level": name(report.level()),
        "items": report.items.iter().map(item).collect::<Vec<_>>(),
        "seq": state.map(|(status, _)| status.seq),
        "counts": state.map(|(status, _)| counts(status)),
        "digest": state.map(|(_, digest)| journal::hex(digest)),
    })
}

fn people(
    context: &mut Context,
    report: &Report,
    state: Option<&(Status, [u8; 32])>,
) -> Result<(), Problem> {
    let lang = context.lang();
    for item in &report.items {
        let mark = match item.level {
            Level::Good => &say::LEVEL_GOOD,
            Level::Note => &say::LEVEL_NOTE,
            Level::Mend => &say::LEVEL_MEND,
            Level::Bad => &say::LEVEL_BAD,
        };
        let mark = crate::text::width::pad(mark.get(lang), MARK);
        context.out.line(&format!("{mark}{}", item.says.what(lang)))?;
        if item.level > Level::Good {
            context.out.line(&format!("{:MARK$}{}", "", item.says.hint(lang)))?;
        }
    }
    let Some((status, digest)) = state else { return Ok(()) };
    let rows = status.counts.iter().filter_map(|(kind, active, live)| {
        let of = records::of(*kind)?;
        Some(vec![of.label.get(lang).to_owned(), active.to_string(), live.to_string()])
    });
    let head = [&say::STATE_TYPE, &say::STATE_ACTIVE, &say::STATE_LIVE];
    let head = head.map(|label| label.get(lang).to_owned()).to_vec();
    context.out.table(&std::iter::once(head).chain(rows).collect::<Vec<_>>())?;
    let params = [status.seq.to_string(), journal::hex(digest)];
    context.out.line(&say::STATE_DIGEST.fill(lang, &params))
}
