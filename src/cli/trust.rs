//! `densach trust`: whose signatures count.

use super::clock;
use super::context::Context;
use super::key::signer;
use super::spec::{Does, Spec, none, option, text, word};
use crate::domain::Right;
use crate::lang::errors::exchange::FILE_UNREADABLE;
use crate::lang::errors::operators::WHY;
use crate::lang::errors::trust as codes;
use crate::lang::{Lang, Problem, cli as say};
use crate::register::{Welcome, clock::today};
use crate::text::clean;
use crate::trust::{AgeKey, Entry, Public, Recipient, Revoked, State, Trust, add as trust_key};
use crate::trust::{add_recipient, recipients, remove_recipient, revoke as take_back};
use crate::trust::{first_of_day, last_of_day};
use clap::ArgMatches;
use serde_json::json;
use std::fs::File;
use std::io::{Read, stdin};

/// A public key's file is no longer, in bytes.
const MOST: u64 = 16 * 1024;

/// `densach trust add|list|revoke`.
pub(super) static SPEC: Spec = Spec {
    name: "trust",
    about: &say::TRUST,
    more: &say::TRUST_MORE,
    examples: &["densach trust list", "densach trust add lan@15889 lan.pub --until 2027-12-31"],
    args: none,
    does: Does::Subs(&[&ADD, &LIST, &REVOKE]),
};

static ADD: Spec = Spec {
    name: "add",
    about: &say::TRUST_ADD,
    more: &say::TRUST_ADD_MORE,
    examples: &[
        "densach trust add lan@15889 lan.pub",
        "densach trust add lan lan.pub --unit 15889 --from 2026-01-01 --until 2027-12-31",
        "densach trust add tinh@38 --age age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
    ],
    args: |lang| {
        vec![
            word("name", "NAME", &say::TRUST_NAME, lang),
            word("keyfile", "KEYFILE", &say::TRUST_FILE, lang)
                .required(false)
                .required_unless_present("age"),
            option("age", "AGE1…", &say::TRUST_AGE, lang),
            option("unit", "CODE", &say::SIGNER_UNIT, lang),
            option("from", "DATE", &say::TRUST_FROM, lang),
            option("until", "DATE", &say::TRUST_UNTIL, lang),
        ]
    },
    does: Does::Run(add),
};

static LIST: Spec = Spec {
    name: "list",
    about: &say::TRUST_LIST,
    more: &say::NOTHING,
    examples: &["densach trust list", "densach trust list --json"],
    args: none,
    does: Does::Run(list),
};

static REVOKE: Spec = Spec {
    name: "revoke",
    about: &say::TRUST_REVOKE,
    more: &say::TRUST_REVOKE_MORE,
    examples: &["densach trust revoke lan@15889 --reason \"mất máy\""],
    args: |lang| {
        vec![
            word("which", "NAME|FINGERPRINT", &say::TRUST_WHICH, lang),
            option("reason", "TEXT", &say::TRUST_WHY, lang).required(true),
        ]
    },
    does: Does::Run(revoke),
};

fn add(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let dir = context.folder()?;
    let welcome = context.may(Right::Trust)?;
    // Whom one trusts is said, not guessed: the register's own unit is none of theirs.
    let principal = signer(matches, None)?;
    let day = |id: &str| Some(text(matches, id)).filter(|typed| !typed.is_empty());
    let from = day("from").map(first_of_day).transpose()?;
    let until = day("until").map(last_of_day).transpose()?;
    let given = |id: &str| Some(text(matches, id)).filter(|typed| !typed.is_empty());
    let key = given("keyfile").map(|file| Public::read(&read(file)?)).transpose()?;
    let sealed = given("age").map(AgeKey::read).transpose()?;
    let note = noted(welcome.as_ref());
    let lang = context.lang();
    if let Some(sealed) = sealed {
        let one = add_recipient(&dir, principal.clone(), sealed, &note)?;
        match context.json() {
            true => recipient_row(context, &one)?,
            false => context.out.line(&say::TRUST_SEALED.fill(lang, &of_recipient(&one)))?,
        }
    }
    if let Some(key) = key {
        let entry = trust_key(&dir, principal, &key, (from, until), &note)?;
        if context.json() {
            let state = Trust::default().state(&entry, clock::millis());
            return row(context, &entry, state).map(|()| 0);
        }
        let params = [entry.called(), key.fingerprint()];
        context.out.line(&say::TRUSTED.fill(lang, &params))?;
    }
    if !context.json() {
        context.out.line(say::TRUST_COMPARE.get(lang))?;
    }
    Ok(0)
}

fn list(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    let dir = context.folder()?;
    let trust = Trust::load(&dir)?;
    let lang = context.lang();
    let mut table = Vec::new();
    for one in recipients(&dir)? {
        if context.json() {
            recipient_row(context, &one)?;
        } else {
            let state = say::TRUST_RECIPIENT.get(lang).to_owned();
            let [name, key] = of_recipient(&one);
            table.push(vec![state, key, name, String::new(), one.note]);
        }
    }
    for entry in trust.entries() {
        let state = trust.state(entry, clock::millis());
        if context.json() {
            row(context, entry, state)?;
        } else {
            let (fingerprint, note) = (entry.key.fingerprint(), entry.key.comment().to_owned());
            let state = said(state, lang);
            table.push(vec![state, fingerprint, entry.called(), span(entry, lang), note]);
        }
    }
    for Revoked { fingerprint, note } in trust.revoked() {
        if context.json() {
            let state = code(State::Revoked);
            let line = json!({ "state": state, "fingerprint": fingerprint, "note": note });
            context.out.object(&line)?;
        } else {
            let state = said(State::Revoked, lang);
            table.push(vec![
                state,
                String::new(),
                fingerprint.clone(),
                String::new(),
                note.clone(),
            ]);
        }
    }
    context.out.table(&table)?;
    Ok(0)
}

fn revoke(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let dir = context.folder()?;
    let welcome = context.may(Right::Trust)?;
    let reason = clean::line(text(matches, "reason"));
    if reason.is_empty() {
        return Err(Problem::bare(&WHY));
    }
    let note = format!("{}: {reason}", noted(welcome.as_ref()));
    let which = text(matches, "which").trim();
    // A name may be a signer's, a recipient's, or both: whom one trusts no longer gets nothing either.
    let taken = take_back(&dir, which, &note);
    if taken.as_ref().is_err_and(|problem| !problem.is(&codes::NOT_TRUSTED)) {
        return taken.map(|_| 0);
    }
    if let Some(one) = remove_recipient(&dir, which, &note)? {
        match context.json() {
            true => recipient_row(context, &one)?,
            false => {
                let said = say::TRUST_UNSEALED.fill(context.lang(), &of_recipient(&one));
                context.out.line(&said)?;
            }
        }
        if taken.is_err() {
            return Ok(0);
        }
    }
    let entry = taken?;
    if context.json() {
        return row(context, &entry, State::Revoked).map(|()| 0);
    }
    let params = [entry.called(), entry.key.fingerprint()];
    let said = say::REVOKED.fill(context.lang(), &params);
    context.out.line(&said)?;
    Ok(0)
}

/// When, and by whom as far as that is known.
fn noted(welcome: Option<&Welcome>) -> String {
    let by = welcome.map(|welcome| welcome.operator_name.as_str()).unwrap_or_default();
    format!("{} {by}", today().iso()).trim_end().to_owned()
}

/// The line that says something of a public key's file, or of stdin.
fn read(file: &str) -> Result<String, Problem> {
    let mut text = String::new();
    let read = match file {
        "-" => stdin().lock().take(MOST).read_to_string(&mut text),
        file => File::open(file).and_then(|file| file.take(MOST).read_to_string(&mut text)),
    };
    read.map_err(|error| Problem::new(&FILE_UNREADABLE, [file.to_owned(), error.to_string()]))?;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    Ok(lines.next().unwrap_or_default().to_owned())
}

/// Who, and the key.
fn of_recipient(one: &Recipient) -> [String; 2] {
    [one.principal.to_string(), one.key.to_string()]
}

fn recipient_row(context: &mut Context, one: &Recipient) -> Result<(), Problem> {
    let [name, key] = of_recipient(one);
    context.out.object(&json!({
        "state": "recipient",
        "principals": [name],
        "age": key,
        "note": one.note,
    }))
}

fn row(context: &mut Context, entry: &Entry, state: State) -> Result<(), Problem> {
    let moment = |at: Option<i64>| at.map(|at| clock::rfc3339(at.saturating_mul(1_000)));
    let names: Vec<String> = entry.principals.iter().map(ToString::to_string).collect();
    context.out.object(&json!({
        "state": code(state),
        "principals": names,
        "fingerprint": entry.key.fingerprint(),
        "public": entry.key.line(),
        "namespaces": entry.namespaces(),
        "from": moment(entry.from()),
        "until": moment(entry.until()),
        "note": entry.key.comment(),
    }))
}

fn code(state: State) -> &'static str {
    match state {
        State::Good => "trusted",
        State::NotYet => "not_yet",
        State::Expired => "expired",
        State::Revoked => "revoked",
    }
}

fn said(state: State, lang: Lang) -> String {
    let label = match state {
        State::Good => &say::TRUST_GOOD,
        State::NotYet => &say::TRUST_NOT_YET,
        State::Expired => &say::TRUST_EXPIRED,
        State::Revoked => &say::TRUST_REVOKED,
    };
    label.get(lang).to_owned()
}

/// From when until when, where that is limited.
fn span(entry: &Entry, lang: Lang) -> String {
    let at = |at: i64| [clock::shown(at.saturating_mul(1_000), lang)];
    let from = entry.from().map(|from| say::TRUST_SINCE.fill(lang, &at(from)));
    let until = entry.until().map(|until| say::TRUST_TO.fill(lang, &at(until)));
    [from, until].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
