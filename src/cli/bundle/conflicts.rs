//! `densach bundle conflicts`: what a person has to decide; `decide`: what they decided.

use super::office::Desk;
use crate::cli::context::{Context, seed};
use crate::cli::spec::{Does, Spec, none, text, word};
use crate::domain::{RecordId, Values, records, show};
use crate::exchange::ask::{one, reading, unexpected};
use crate::lang::errors::cli::BAD_VALUE;
use crate::lang::errors::queue::NOT_QUEUED;
use crate::lang::{Problem, cli as say};
use crate::register::{
    Ask, BundleAct, BundleAsk, BundleReply, Choice, Door, Queued, Reply, Request, Sides,
};
use clap::ArgMatches;
use serde_json::{Map, Value as Json, json};

pub(super) static SPEC: Spec = Spec {
    name: "conflicts",
    about: &say::CONFLICTS,
    more: &say::CONFLICTS_MORE,
    examples: &["densach bundle conflicts", "densach bundle conflicts --json"],
    args: none,
    does: Does::Run(list),
};

pub(super) static DECIDE: Spec = Spec {
    name: "decide",
    about: &say::DECIDE,
    more: &say::DECIDE_MORE,
    examples: &[
        "densach bundle decide H7K2-04M9-QX ours",
        "densach bundle decide H7K2-04M9-QX theirs",
        "densach bundle decide H7K2-04M9-QX phone,occupation",
    ],
    args: |lang| {
        vec![
            word("entry", "ENTRY", &say::DECIDE_WHICH, lang),
            word("choice", "ours|theirs|FIELDS", &say::DECIDE_HOW, lang),
        ]
    },
    does: Does::Run(decide),
};

/// The open entries.
fn queue(door: &mut dyn Door) -> Result<Vec<Queued>, Problem> {
    match one(door, reading(Ask::Bundles(BundleAsk::Queue)))? {
        Reply::Bundles(BundleReply::Queue(list)) => Ok(list),
        _ => Err(unexpected("Queue")),
    }
}

/// What stands on both sides of one.
fn sides(door: &mut dyn Door, entry: RecordId) -> Result<Sides, Problem> {
    match one(door, reading(Ask::Bundles(BundleAsk::Sides(entry))))? {
        Reply::Bundles(BundleReply::Sides(sides)) => Ok(*sides),
        _ => Err(unexpected("Sides")),
    }
}

fn list(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    let mut desk = Desk::open(context, false)?;
    let entries = queue(&mut *desk.session.door)?;
    let lang = context.lang();
    for entry in &entries {
        let sides = sides(&mut *desk.session.door, entry.id)?;
        if context.json() {
            context.out.object(&json_of(&desk, &sides))?;
            continue;
        }
        let why = desk.session.tables.choices("conflict_reasons");
        let why = why
            .and_then(|why| why.row(&entry.why))
            .map_or(entry.why.as_str(), |why| why.label(lang));
        let params = [entry.id.short(), entry.called.clone(), why.to_owned(), entry.sender.clone()];
        context.out.line(&say::CONFLICT.fill(lang, &params))?;
        let mut rows = Vec::new();
        for tag in &sides.tags {
            let of = records::of(entry.kind);
            let label = of.and_then(|of| of.field(*tag)).map_or("?", |field| field.label.get(lang));
            let side = |values: Option<&Values>| value(&desk, &sides, *tag, values, lang);
            let (ours, theirs) =
                (side(sides.ours.values.as_ref()), side(sides.theirs.values.as_ref()));
            rows.push(vec![format!("  {label}"), ours, "|".into(), theirs]);
        }
        context.out.table(&rows)?;
    }
    desk.session.close()?;
    if entries.is_empty() && !context.json() {
        context.out.line(say::CONFLICTS_NONE.get(lang))?;
    }
    Ok(0)
}

/// A value of one side, as lists show it.
fn value(
    desk: &Desk,
    sides: &Sides,
    tag: u16,
    values: Option<&Values>,
    lang: crate::lang::Lang,
) -> String {
    let of = records::of(sides.entry.kind).and_then(|of| of.field(tag));
    let Some(value) = values.and_then(|values| values.get(tag)) else { return "–".into() };
    match of {
        Some(field) => show::screen(field, &value, &desk.session.tables, lang, &|id| {
            let name = sides.names.iter().find(|(known, _)| *known == id);
            name.map_or_else(|| id.short(), |(_, name)| name.clone())
        }),
        None => String::new(),
    }
}

fn json_of(desk: &Desk, sides: &Sides) -> Json {
    let entry = &sides.entry;
    let of = records::of(entry.kind);
    let side = |values: Option<&Values>| {
        let mut object = Map::new();
        for tag in &sides.tags {
            let name = of.and_then(|of| of.field(*tag)).map_or("?", |field| field.name);
            let told =
                values.map(|values| value(desk, sides, *tag, Some(values), crate::lang::Lang::En));
            object.insert(name.to_owned(), json!(told));
        }
        object
    };
    json!({
        "entry": entry.id.short(),
        "record": entry.record.to_string(),
        "type": of.map(|of| of.name),
        "name": entry.called,
        "why": entry.why,
        "sender": entry.sender,
        "bundle": entry.bundle,
        "other": entry.other.as_ref().map(|(id, _)| id.to_string()),
        "field": entry.other.as_ref().map(|(_, field)| field),
        "ours": side(sides.ours.values.as_ref()),
        "theirs": side(sides.theirs.values.as_ref()),
    })
}

fn decide(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut desk = Desk::open(context, true)?;
    let typed = text(matches, "entry");
    let entries = queue(&mut *desk.session.door)?;
    let meant = crate::domain::id::short_code(typed);
    let entry = entries.iter().find(|entry| {
        Some(entry.id.short_plain()) == meant
            || entry.record.to_string() == typed
            || entry.record.short_plain() == typed.replace('-', "")
    });
    let entry = entry.ok_or_else(|| Problem::new(&NOT_QUEUED, [typed]))?;
    let choice = chosen(entry, text(matches, "choice"))?;
    let act = BundleAct::Decide { conflict: entry.id, choice };
    one(&mut *desk.session.door, Request::Bundle { request: seed()?, act })?;
    desk.session.close()?;
    if context.json() {
        context
            .out
            .object(&json!({ "decided": entry.id.short(), "record": entry.record.to_string() }))?;
    } else {
        let said = say::DECIDED.fill(context.lang(), std::slice::from_ref(&entry.called));
        context.out.line(&said)?;
    }
    Ok(0)
}

fn chosen(entry: &Queued, typed: &str) -> Result<Choice, Problem> {
    match typed {
        "ours" => return Ok(Choice::Ours),
        "theirs" => return Ok(Choice::Theirs),
        _ => {}
    }
    let of = records::of(entry.kind);
    let tag = |name: &str| {
        let field = of.and_then(|of| of.field_named(name.trim()));
        field
            .map(|field| field.tag)
            .ok_or_else(|| Problem::new(&BAD_VALUE, ["ours|theirs|FIELDS", name]))
    };
    typed.split(',').map(tag).collect::<Result<_, _>>().map(Choice::Fields)
}
