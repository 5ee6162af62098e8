//! `densach bundle send`: the outbox goes to a drop box or onto a stick; so do receipts.

use crate::cli::context::Context;
use crate::cli::spec::{Does, Spec, flag, option, text};
use crate::exchange::dispatch::to_send;
use crate::exchange::post::{
    ByHand, Carried, Folder, Listed, Place, Target, by_hand, deliver, outgoing,
};
use crate::lang::errors::post::NO_TARGET;
use crate::lang::{Problem, cli as say};
use clap::{ArgMatches, value_parser};
use serde_json::json;
use std::path::{Path, PathBuf};

pub(super) static SPEC: Spec = Spec {
    name: "send",
    about: &say::SEND,
    more: &say::SEND_MORE,
    examples: &[
        "densach bundle send --to hkh@tinh.vn:den",
        "densach bundle send --to /media/usb",
        "densach bundle send",
        "densach bundle send --print",
        "densach bundle send --receipts --to /media/usb",
    ],
    args: |lang| {
        vec![
            option("to", "HOST|FOLDER", &say::SEND_TO, lang),
            option("ssh-config", "FILE", &say::SEND_CONFIG, lang)
                .value_parser(value_parser!(PathBuf))
                .requires("to"),
            option("limit", "KBIT", &say::SEND_LIMIT, lang)
                .value_parser(value_parser!(u32).range(1..)),
            flag("print", &say::SEND_PRINT, lang),
            flag("receipts", &say::SEND_RECEIPTS, lang).requires("to"),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let dir = context.folder()?;
    let remembered = Target::remembered(&dir)?;
    let target = match text(matches, "to") {
        "" => remembered,
        to => Some(typed(to, matches.get_one::<PathBuf>("ssh-config"))?),
    };
    let receipts = matches.get_flag("receipts");
    let (folder, files) = match receipts {
        true => (Folder::Receipts, outgoing(&dir, Folder::Receipts)?),
        false => (Folder::Outbox, bundles(context, &dir)?),
    };
    if matches.get_flag("print") {
        return match files.is_empty() {
            true => nothing(context, folder),
            false => print(context, &by_hand((&dir, folder), &files, target.as_ref())),
        };
    }
    let target = target.ok_or_else(|| Problem::bare(&NO_TARGET))?;
    let limit = matches.get_one::<u32>("limit").copied();
    let to = target.place.to_string();
    let mut arrived = |file: &Listed, carried| told(context, file, carried, &to);
    deliver((&dir, folder), &files, &target, limit, &mut arrived)?;
    if files.is_empty() {
        return nothing(context, folder);
    }
    if !context.json() {
        let done = if receipts { &say::SEND_DONE_RECEIPTS } else { &say::SEND_DONE };
        let said = done.fill(context.lang(), &[files.len().to_string()]);
        context.out.line(&said)?;
    }
    Ok(0)
}

/// The bundles that wait, as the ledger has them. The register is free again before they go.
fn bundles(context: &Context, dir: &Path) -> Result<Vec<Listed>, Problem> {
    let mut session = context.open(false)?;
    let files = to_send(&mut *session.door, dir)?;
    session.close()?;
    Ok(files)
}

/// That nothing waits.
fn nothing(context: &mut Context, folder: Folder) -> Result<u8, Problem> {
    if !context.json() {
        let label = match folder {
            Folder::Receipts => &say::RECEIPT_NONE,
            _ => &say::SEND_NOTHING,
        };
        context.out.line(label.get(context.lang()))?;
    }
    Ok(0)
}

fn typed(to: &str, config: Option<&PathBuf>) -> Result<Target, Problem> {
    let config = config.map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()));
    Ok(Target { place: Place::read(to)?, config })
}

/// A file has arrived: that is said at once, a bad line may cut what comes after.
fn told(context: &mut Context, file: &Listed, carried: Carried, to: &str) -> Result<(), Problem> {
    let (word, label, before) = match carried {
        Carried::There => ("there", &say::SEND_THERE, 0),
        Carried::Sent { before: 0 } => ("sent", &say::SEND_SENT, 0),
        Carried::Sent { before } => ("resumed", &say::SEND_RESUMED, before),
    };
    if context.json() {
        let (name, bytes) = (&file.name, file.bytes);
        let row =
            json!({ "file": name, "bytes": bytes, "to": to, "status": word, "before": before });
        context.out.object(&row)?;
    } else {
        let numbers =
            [file.name.clone(), to.to_owned(), before.to_string(), file.bytes.to_string()];
        let said = label.fill(context.lang(), &numbers);
        context.out.line(&said)?;
    }
    context.out.flush()
}

fn print(context: &mut Context, lines: &ByHand) -> Result<u8, Problem> {
    let ByHand { sftp, scp, usb } = lines;
    if context.json() {
        context.out.object(&json!({ "sftp": sftp, "scp": scp, "usb": usb }))?;
        return Ok(0);
    }
    for (label, line) in
        [(&say::SEND_BY_SFTP, sftp), (&say::SEND_BY_SCP, scp), (&say::SEND_BY_USB, usb)]
    {
        context.out.line(label.get(context.lang()))?;
        context.out.line(&format!("  {line}"))?;
    }
    Ok(0)
}
