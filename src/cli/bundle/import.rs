//! `densach bundle import`: a bundle that came is taken in and answered, or goes into quarantine;
//! `diff`: what it would do.

use super::office::Desk;
use super::told;
use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::cli::spec::{Does, Spec, flag, text, word};
use crate::domain::records;
use crate::exchange::arriving::{After, Came};
use crate::exchange::courier::Answer;
use crate::exchange::post::{Folder, Folders};
use crate::lang::{Lang, Problem, cli as say};
use crate::register::Taken;
use clap::ArgMatches;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};

pub(super) static SPEC: Spec = Spec {
    name: "import",
    about: &say::IMPORT_BUNDLE,
    more: &say::IMPORT_BUNDLE_MORE,
    examples: &[
        "densach bundle import goi.zip.age",
        "densach bundle import goi.zip --dry-run",
        "densach bundle import /media/usb/*.zip",
    ],
    args: |lang| {
        vec![
            word("file", "FILE", &say::BUNDLE_FILE, lang).num_args(1..),
            flag("dry-run", &say::IMPORT_BUNDLE_DRY, lang),
        ]
    },
    does: Does::Run(run),
};

pub(super) static DIFF: Spec = Spec {
    name: "diff",
    about: &say::DIFF_BUNDLE,
    more: &say::DIFF_BUNDLE_MORE,
    examples: &["densach bundle diff goi.zip", "densach bundle diff goi.zip --json"],
    args: |lang| vec![word("file", "FILE", &say::BUNDLE_FILE, lang)],
    does: Does::Run(diff),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let files: Vec<String> =
        matches.get_many::<String>("file").into_iter().flatten().cloned().collect();
    let mut failed = None;
    for file in files {
        let done = match matches.get_flag("dry-run") {
            true => look(context, &file),
            false => import(context, &file),
        };
        if let Err(problem) = done {
            // The others are no worse for it; the last one is the command's own.
            if let Some(before) = failed.replace(problem) {
                crate::cli::out::error(&before, context.early);
            }
        }
    }
    failed.map_or(Ok(0), Err)
}

/// A file, or the name of one that is in quarantine.
fn meant(dir: &Path, typed: &str) -> PathBuf {
    let path = PathBuf::from(typed);
    let held = Folders::of(dir).named(Folder::Quarantine, typed);
    match held {
        Ok(held) if !path.exists() => held.path,
        _ => path,
    }
}

fn import(context: &mut Context, typed: &str) -> Result<(), Problem> {
    let mut desk = Desk::open(context, true)?;
    let signer = desk.signer(context)?;
    let file = meant(&desk.dir, typed);
    let mut bar = Progress::new(context);
    let (office, session) = desk.office();
    let told = &mut |done, all| bar.at(done, all);
    let came = office.receive(&mut *session.door, (&file, None), &signer, told);
    bar.end();
    let Came { arrived, answer, after } = came?;
    desk.session.close()?;
    if context.json() {
        let mut object = told::json(&arrived.received.bundle);
        object.insert("file".into(), json!(typed));
        object.insert("receipt".into(), json!(answer.receipt.display().to_string()));
        object.insert("taken".into(), json!(!answer.taken.before));
        object.insert("counts".into(), counts(&answer.taken));
        object.insert("after".into(), after.iter().map(after_json).collect());
        return context.out.object(&object.into());
    }
    said(context, typed, &answer)?;
    after.iter().try_for_each(|after| match &after.went {
        Ok(answer) => {
            context.out.line(say::IMPORT_AFTER.get(context.lang()))?;
            said(context, &after.file, answer)
        }
        Err(problem) => {
            let (lang, file) = (context.lang(), after.file.clone());
            let params = [file, problem.code.0.name.to_owned(), problem.what(lang)];
            context.out.line(&say::IMPORT_AFTER_NOT.fill(lang, &params))
        }
    })
}

/// One that waited in quarantine for the one that came.
fn after_json(after: &After) -> Json {
    match &after.went {
        Ok(answer) => json!({
            "file": after.file,
            "receipt": answer.receipt.display().to_string(),
            "taken": !answer.taken.before,
            "counts": counts(&answer.taken),
        }),
        Err(problem) => json!({ "file": after.file, "code": problem.code.0.name }),
    }
}

fn said(context: &mut Context, file: &str, answer: &Answer) -> Result<(), Problem> {
    let (lang, taken) = (context.lang(), &answer.taken);
    let label = if taken.before { &say::IMPORT_BEFORE } else { &say::IMPORT_TAKEN };
    let mut params = vec![file.to_owned()];
    params.extend(numbers(taken));
    context.out.line(&label.fill(lang, &params))?;
    if taken.counts.open > 0 && !taken.before {
        context.out.line(say::IMPORT_TO_DECIDE.get(lang))?;
    }
    let receipt = say::IMPORT_RECEIPT.fill(lang, &[answer.receipt.display().to_string()]);
    context.out.line(&receipt)
}

fn numbers(taken: &Taken) -> [String; 4] {
    let counts = taken.counts;
    [counts.new, counts.changed, counts.same, counts.open].map(|number| number.to_string())
}

fn counts(taken: &Taken) -> Json {
    let counts = taken.counts;
    json!({ "new": counts.new, "changed": counts.changed, "same": counts.same, "to_decide": counts.open })
}

fn diff(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    look(context, text(matches, "file")).map(|()| 0)
}

/// What a bundle would do.
fn look(context: &mut Context, typed: &str) -> Result<(), Problem> {
    let mut desk = Desk::open(context, true)?;
    let me = desk.me()?;
    let file = meant(&desk.dir, typed);
    let mut bar = Progress::new(context);
    let (office, session) = desk.office();
    let told = &mut |done, all| bar.at(done, all);
    let looked = office.look(&mut *session.door, (&file, &me), told);
    bar.end();
    let (arrived, taken) = looked?;
    desk.session.close()?;
    let lang = context.lang();
    if context.json() {
        let mut object = told::json(&arrived.received.bundle);
        object.insert("file".into(), json!(typed));
        object.insert("counts".into(), counts(&taken));
        object.insert("taken_before".into(), json!(taken.before));
        object.insert("records".into(), effects(&taken));
        return context.out.object(&object.into());
    }
    let mut params = vec![typed.to_owned()];
    params.extend(numbers(&taken));
    context.out.line(&say::IMPORT_WOULD.fill(lang, &params))?;
    let rows: Vec<Vec<String>> = taken.first.iter().map(|effect| row(effect, lang)).collect();
    context.out.table(&rows)
}

fn effects(taken: &Taken) -> Json {
    let told = taken.first.iter().map(|effect| {
        let of = records::of(effect.kind);
        let fields: Vec<&str> =
            effect.tags.iter().filter_map(|tag| Some(of?.field(*tag)?.name)).collect();
        json!({
            "id": effect.id.to_string(),
            "type": of.map(|of| of.name),
            "name": effect.called,
            "what": effect.what,
            "fields": fields,
        })
    });
    told.collect()
}

fn row(effect: &crate::register::Effect, lang: Lang) -> Vec<String> {
    let of = records::of(effect.kind);
    let fields: Vec<&str> =
        effect.tags.iter().filter_map(|tag| Some(of?.field(*tag)?.label.get(lang))).collect();
    let what = say::effect(&effect.what).get(lang);
    let of = of.map_or("", |of| of.label.get(lang));
    let fields = if effect.what == "new" { String::new() } else { fields.join(", ") };
    vec![what.to_owned(), of.to_owned(), effect.called.clone(), effect.id.short(), fields]
}
