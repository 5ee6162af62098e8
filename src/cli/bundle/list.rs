//! `densach bundle list`: the outbox, what came in, what is held, and what is missing; `show`: one
//! bundle of it.

use super::office::Desk;
use super::opened::Opened;
use super::told;
use super::trusted::Trusted;
use crate::cli::context::Context;
use crate::cli::spec::{Does, Spec, text, word};
use crate::exchange::bundle::{Bundle, BundleId, Expect};
use crate::exchange::dispatch::ledger;
use crate::exchange::post::{Folder, Folders, Held};
use crate::exchange::standing::{self, Waits};
use crate::exchange::waiting::Waiting;
use crate::lang::errors::queue::NO_BUNDLE;
use crate::lang::errors::trust::NO_KEY;
use crate::lang::{Label, Lang, Problem, cli as say};
use crate::register::{LedgerRow, Way};
use crate::trust::{Trust, own_key};
use clap::ArgMatches;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};

pub(super) static SPEC: Spec = Spec {
    name: "list",
    about: &say::LIST_BUNDLES,
    more: &say::LIST_BUNDLES_MORE,
    examples: &["densach bundle list", "densach bundle list --json"],
    args: crate::cli::spec::none,
    does: Does::Run(list),
};

pub(super) static SHOW: Spec = Spec {
    name: "show",
    about: &say::SHOW_BUNDLE,
    more: &say::SHOW_BUNDLE_MORE,
    examples: &["densach bundle show goi.zip", "densach bundle show 3f9a01c2"],
    args: |lang| vec![word("bundle", "FILE|ID", &say::SHOW_WHICH, lang)],
    does: Does::Run(show),
};

fn list(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    let mut desk = Desk::open(context, false)?;
    let rows = ledger(&mut *desk.session.door)?.rows;
    let (office, session) = desk.office();
    let waiting = office.waiting(&mut *session.door)?;
    desk.session.close()?;
    let folders = Folders::of(&desk.dir);
    let (held, unsent) = (folders.held()?, standing::waiting(&folders, &rows)?);
    if context.json() {
        let object = json!({
            "bundles": rows.iter().map(|row| json_of(row, &unsent)).collect::<Json>(),
            "quarantine": held.iter().map(held_json).collect::<Json>(),
            "gaps": waiting.iter().map(gap_json).collect::<Json>(),
        });
        context.out.object(&object)?;
        return Ok(0);
    }
    let lang = context.lang();
    for (way, label) in [
        (Way::Sent, &say::LIST_OUTBOX),
        (Way::Acknowledged, &say::LIST_SENT),
        (Way::Taken, &say::LIST_INBOX),
    ] {
        let mine = rows.iter().filter(|row| row.way == way);
        let lines: Vec<Vec<String>> = mine
            .map(|row| {
                let gone = unsent.iter().any(|waits| waits.row == *row && waits.file.is_none());
                let gone = gone.then(|| say::LIST_GONE.get(lang).to_owned());
                line(row, way).into_iter().chain(gone).collect()
            })
            .collect();
        section(context, label, &lines)?;
    }
    let lines: Vec<Vec<String>> = held
        .iter()
        .map(|held| {
            let why = held.why.as_ref();
            let said =
                why.map(|why| format!("{}: {}", why.problem.code.0.name, why.problem.what(lang)));
            vec![held.file.name.clone(), said.unwrap_or_default()]
        })
        .collect();
    section(context, &say::LIST_HELD, &lines)?;
    let lines: Vec<Vec<String>> = waiting.iter().map(|waiting| gap(waiting, lang)).collect();
    section(context, &say::LIST_GAPS, &lines)?;
    Ok(0)
}

fn section(context: &mut Context, label: &Label, lines: &[Vec<String>]) -> Result<(), Problem> {
    let said = label.fill(context.lang(), &[lines.len().to_string()]);
    context.out.line(&said)?;
    context.out.table(lines)
}

fn line(row: &LedgerRow, way: Way) -> Vec<String> {
    let who = if way == Way::Taken { &row.sender } else { &row.chain.recipient };
    let mut id = BundleId(row.identity).to_string();
    id.truncate(16);
    vec![
        id,
        who.clone(),
        format!("{} {}", row.chain.profile, row.seq),
        row.extent.code().to_owned(),
        row.rows.to_string(),
        row.file.clone(),
    ]
}

fn json_of(row: &LedgerRow, unsent: &[Waits]) -> Json {
    let gone = unsent.iter().any(|waits| waits.row == *row && waits.file.is_none());
    json!({
        "id": BundleId(row.identity).to_string(),
        "state": row.way.code(),
        "sender": row.sender,
        "recipient": row.chain.recipient,
        "unit": row.chain.unit,
        "profile": row.chain.profile,
        "kind": row.extent.code(),
        "seq": row.seq,
        "rows": row.rows,
        "new": row.counts.new,
        "changed": row.counts.changed,
        "same": row.counts.same,
        "to_decide": row.counts.open,
        "file": row.file,
        "file_gone": gone,
    })
}

fn held_json(held: &Held) -> Json {
    let why = held.why.as_ref();
    json!({
        "file": held.file.name,
        "code": why.map(|why| why.problem.code.0.name),
        "at": why.map(|why| why.at),
    })
}

/// What is missing of a chain, and what waits for it.
fn gap(waiting: &Waiting, lang: Lang) -> Vec<String> {
    let waits = match waiting.missing.is_empty() {
        true => say::LIST_COMPLETE.get(lang).to_owned(),
        false => waiting.runs(),
    };
    let files: Vec<&str> = waiting.files.values().map(String::as_str).collect();
    vec![waiting.sender.clone(), waiting.chain.profile.clone(), waits, files.join(" ")]
}

fn gap_json(waiting: &Waiting) -> Json {
    json!({
        "sender": waiting.sender,
        "unit": waiting.chain.unit,
        "profile": waiting.chain.profile,
        "missing": waiting.missing.iter().map(|(from, to)| json!({ "from": from, "to": to })).collect::<Json>(),
        "waiting": waiting.files.values().collect::<Vec<_>>(),
    })
}

fn show(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let typed = text(matches, "bundle");
    let dir = context.folder()?;
    let path = match PathBuf::from(typed) {
        path if path.is_file() => path,
        _ => kept(context, &dir, typed)?,
    };
    let trust = Trust::load(&dir)?;
    let trust = match own_key(&dir) {
        Ok(own) => trust.and_own(own.public)?,
        // One that only looks at others' has none.
        Err(problem) if problem.is(&NO_KEY) => trust,
        Err(problem) => return Err(problem),
    };
    let opened = Opened::of(context, &path)?;
    let trusted = Trusted::by(trust);
    let check = |bytes: &[u8], armoured: &str| trusted.check(bytes, armoured);
    let bundle = Bundle::open(opened.path(), &check, &Expect::anyone());
    let bundle = bundle.map_err(|problem| opened.told_of(problem))?;
    let mut figures = Vec::new();
    bundle.figures(&mut |figure| {
        figures.push(figure);
        Ok(())
    })?;
    if context.json() {
        let mut object = told::json(&bundle);
        let told = figures.iter().map(|figure| {
            json!({
                "area": figure.area,
                "from": figure.from.iso(),
                "to": figure.to.iso(),
                "indicator": figure.indicator,
                "value": figure.value,
                "source": figure.source,
            })
        });
        object.insert("figures".into(), told.collect());
        context.out.object(&object.into())?;
        return Ok(0);
    }
    context.out.table(&told::rows(&bundle, context.lang()))?;
    let rows: Vec<Vec<String>> = figures
        .iter()
        .map(|figure| {
            let value = figure.value.map_or_else(|| "–".to_owned(), |value| value.to_string());
            vec![figure.area.clone(), figure.indicator.clone(), value]
        })
        .collect();
    context.out.table(&rows)?;
    Ok(0)
}

/// A bundle that the post keeps, by the beginning of its identity or its file's name.
fn kept(context: &Context, dir: &Path, typed: &str) -> Result<PathBuf, Problem> {
    let none = || Problem::new(&NO_BUNDLE, [typed]);
    let mut session = context.open(false)?;
    let rows = ledger(&mut *session.door)?.rows;
    session.close()?;
    let by_id = |row: &&LedgerRow| BundleId(row.identity).to_string().starts_with(typed);
    let name = rows.iter().find(by_id).filter(|_| typed.len() >= 4).map(|row| row.file.clone());
    let name = name.unwrap_or_else(|| typed.to_owned());
    let folders = Folders::of(dir);
    for folder in [Folder::Outbox, Folder::Sent, Folder::Inbox, Folder::Quarantine] {
        let found = folders.list(folder)?.into_iter().find(|file| file.name.starts_with(&name));
        if let Some(found) = found {
            return Ok(found.path);
        }
    }
    Err(none())
}
