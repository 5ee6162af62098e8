//! `densach bundle receipt`: a receipt that came moves the outbox; without a file, those to hand back
//! are listed.

use super::office::Desk;
use crate::cli::context::Context;
use crate::cli::spec::{Does, Spec, text};
use crate::exchange::post::{Folder, Folders};
use crate::lang::{Problem, cli as say};
use clap::{Arg, ArgMatches};
use serde_json::json;
use std::path::Path;

pub(super) static SPEC: Spec = Spec {
    name: "receipt",
    about: &say::RECEIPT,
    more: &say::RECEIPT_MORE,
    examples: &[
        "densach bundle receipt",
        "densach bundle receipt densach-receipt-3f9a01c2b4d5e6f7.txt",
    ],
    args: |lang| vec![Arg::new("file").value_name("FILE").help(say::RECEIPT_FILE.get(lang))],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let file = text(matches, "file");
    if file.is_empty() {
        return given(context);
    }
    let mut desk = Desk::open(context, true)?;
    let (office, session) = desk.office();
    let receipt = office.acknowledge(&mut *session.door, Path::new(file))?;
    desk.session.close()?;
    if context.json() {
        let object = json!({
            "bundle": receipt.bundle.to_string(),
            "seq": receipt.seq,
            "highest": receipt.highest,
            "signer": receipt.signer,
            "taken": receipt.rows.taken,
            "unchanged": receipt.rows.unchanged,
            "to_decide": receipt.rows.conflicting,
        });
        context.out.object(&object)?;
        return Ok(0);
    }
    let params = [
        receipt.signer.clone(),
        receipt.highest.to_string(),
        receipt.rows.taken.to_string(),
        receipt.rows.unchanged.to_string(),
        receipt.rows.conflicting.to_string(),
    ];
    let said = say::RECEIPT_TAKEN.fill(context.lang(), &params);
    context.out.line(&said)?;
    Ok(0)
}

fn given(context: &mut Context) -> Result<u8, Problem> {
    let files = Folders::of(&context.folder()?).list(Folder::Receipts)?;
    for file in &files {
        let path = file.path.display().to_string();
        match context.json() {
            true => context.out.object(&json!({ "receipt": path }))?,
            false => context.out.line(&path)?,
        }
    }
    if files.is_empty() && !context.json() {
        context.out.line(say::RECEIPT_NONE.get(context.lang()))?;
    }
    Ok(0)
}
