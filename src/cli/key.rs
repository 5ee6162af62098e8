//! `densach key`: the register's signing key.

use super::context::Context;
use super::spec::{Does, Spec, flag, none, option, text};
use super::{clock, out, passphrase};
use crate::domain::records::unit;
use crate::domain::{Right, Value};
use crate::lang::errors::cli::MISSING_ARGUMENT;
use crate::lang::errors::trust as codes;
use crate::lang::{Problem, cli as say};
use crate::register::Welcome;
use crate::trust::{OwnKey, Principal, age_file, age_keys, create_age_key, create_key, own_key};
use clap::{Arg, ArgMatches};
use serde_json::json;
use std::path::Path;

/// `densach key new|show`.
pub(super) static SPEC: Spec = Spec {
    name: "key",
    about: &say::KEY,
    more: &say::NOTHING,
    examples: &["densach key new", "densach key show"],
    args: none,
    does: Does::Subs(&[&NEW, &SHOW]),
};

static NEW: Spec = Spec {
    name: "new",
    about: &say::KEY_NEW,
    more: &say::KEY_NEW_MORE,
    examples: &["densach key new", "densach key new may2@15889", "densach key new --age"],
    args: |lang| {
        vec![
            Arg::new("name").value_name("NAME").help(say::KEY_NAME.get(lang)),
            option("unit", "CODE", &say::SIGNER_UNIT, lang),
            flag("age", &say::KEY_AGE, lang),
        ]
    },
    does: Does::Run(new),
};

static SHOW: Spec = Spec {
    name: "show",
    about: &say::KEY_SHOW,
    more: &say::KEY_SHOW_MORE,
    examples: &["densach key show", "densach key show --json"],
    args: none,
    does: Does::Run(show),
};

fn new(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let dir = context.folder()?;
    let welcome = context.may(Right::Trust)?;
    if matches.get_flag("age") {
        create_age_key(&dir, clock::millis())?;
        said(context, &age_file(&dir))?;
        return told(context, &own_key(&dir)?);
    }
    let principal = signer(matches, welcome.as_ref())?;
    // Before anything is asked: one that is there stays.
    match own_key(&dir) {
        Err(problem) if problem.is(&codes::NO_KEY) => {}
        Err(problem) => return Err(problem),
        Ok(own) => return Err(Problem::new(&codes::KEY_EXISTS, [own.file.display().to_string()])),
    }
    let passphrase = passphrase::new(context)?;
    let own = create_key(&dir, &principal, passphrase.as_deref())?;
    said(context, &own.file)?;
    if age_keys(&dir)?.is_empty() {
        create_age_key(&dir, clock::millis())?;
        said(context, &age_file(&dir))?;
    }
    told(context, &own)
}

/// That a key was made there.
fn said(context: &mut Context, file: &Path) -> Result<(), Problem> {
    if context.json() {
        return Ok(());
    }
    let said = say::KEY_MADE.fill(context.lang(), &[file.display().to_string()]);
    context.out.line(&said)
}

fn show(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    let own = own_key(&context.folder()?)?;
    told(context, &own)
}

fn told(context: &mut Context, own: &OwnKey) -> Result<u8, Problem> {
    let principal = Principal::read(own.public.comment());
    let line = own.public.line_with(own.public.comment());
    let age = age_keys(&context.folder()?)?.first().map(|own| own.public().to_string());
    let paste = principal.as_ref().ok().map(|principal| {
        let sealed = age.as_ref().map(|age| format!(" --age {age}")).unwrap_or_default();
        let key = own.public.line_with(&principal.to_string());
        format!("echo '{key}' | densach trust add {principal} -{sealed}")
    });
    if context.json() {
        context.out.object(&json!({
            "file": own.file.display().to_string(),
            "principal": principal.as_ref().ok().map(ToString::to_string),
            "public": line,
            "fingerprint": own.public.fingerprint(),
            "age": age,
            "passphrase": own.encrypted,
            "private": own.here,
            "trust": paste,
        }))?;
        return Ok(0);
    }
    let lang = context.lang();
    match &principal {
        Ok(principal) => context.out.line(&say::KEY_SIGNER.fill(lang, &[principal.to_string()]))?,
        Err(problem) => out::notice(problem, context.early),
    }
    context.out.line(&line)?;
    context.out.line(&say::KEY_PRINT.fill(lang, &[own.public.fingerprint()]))?;
    if let Some(age) = &age {
        context.out.line(&say::KEY_SEALED.fill(lang, &[age]))?;
    }
    let facts = [(own.encrypted, &say::KEY_HIDDEN), (!own.here, &say::KEY_ELSEWHERE)];
    for (_, label) in facts.into_iter().filter(|(is_so, _)| *is_so) {
        context.out.line(label.get(lang))?;
    }
    if let Some(paste) = paste {
        context.out.line(say::KEY_PASTE.get(lang))?;
        context.out.line(&paste)?;
    }
    Ok(0)
}

/// Who signs: what was typed, and where that says nothing the operator and the register's unit.
pub(super) fn signer(
    matches: &ArgMatches,
    welcome: Option<&Welcome>,
) -> Result<Principal, Problem> {
    let typed = match text(matches, "name").trim() {
        "" => welcome.map(|welcome| Principal::plain(&welcome.operator_name)).unwrap_or_default(),
        typed => typed.to_owned(),
    };
    if typed.is_empty() {
        return Err(Problem::new(&MISSING_ARGUMENT, ["NAME"]));
    }
    let unit = text(matches, "unit").trim();
    match typed.split_once('@') {
        Some((_, own)) if !unit.is_empty() && own != unit => {
            Err(Problem::new(&codes::UNITS_DIFFER, [typed.as_str(), unit]))
        }
        Some(_) => Principal::read(&typed),
        None if !unit.is_empty() => Principal::new(&typed, unit),
        None => match welcome.and_then(unit_of) {
            Some(unit) => Principal::new(&typed, &unit),
            None => Err(Problem::new(&codes::NO_UNIT, [typed])),
        },
    }
}

/// The code of the unit that keeps the register.
fn unit_of(welcome: &Welcome) -> Option<String> {
    match welcome.unit.record.values.get(unit::CODE)? {
        Value::Text(code) => Some(code),
        _ => None,
    }
}
