//! `densach bundle export`: what has changed since the last bundle, signed, into the outbox.

use super::office::Desk;
use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::cli::spec::{Does, Spec, flag, option, text};
use crate::domain::records::member;
use crate::exchange::ask::resolve;
use crate::exchange::bundle::{BundleId, Profile};
use crate::exchange::dispatch::{Made, Order, make};
use crate::exchange::post::copy as copy_to;
use crate::lang::errors::cli::MISSING_ARGUMENT;
use crate::lang::{Problem, cli as say};
use crate::trust::Principal;
use clap::ArgMatches;
use serde_json::json;
use std::path::Path;

pub(super) static SPEC: Spec = Spec {
    name: "export",
    about: &say::EXPORT_BUNDLE,
    more: &say::EXPORT_BUNDLE_MORE,
    examples: &[
        "densach bundle export --to tinh@38",
        "densach bundle export --to tinh@38 --profile full",
        "densach bundle export --to tinh@38 --profile full_name,birth_date --snapshot",
        "densach bundle export --to may2@15889 --slip H7K2-04M9-QX",
    ],
    args: |lang| {
        vec![
            option("to", "RECIPIENT", &say::EXPORT_TO, lang).required(true),
            option("profile", "summary|full|FIELDS", &say::EXPORT_PROFILE, lang)
                .default_value("summary")
                .conflicts_with("slip"),
            flag("snapshot", &say::EXPORT_SNAPSHOT, lang).conflicts_with("slip"),
            option("slip", "MEMBER", &say::EXPORT_SLIP, lang),
            option("clear", "REASON", &say::EXPORT_CLEAR, lang),
            option("out", "DIR", &say::EXPORT_OUT, lang)
                .value_parser(clap::value_parser!(std::path::PathBuf)),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let recipient = Principal::read(text(matches, "to"))?.to_string();
    let mut desk = Desk::open(context, true)?;
    let order = order(&mut desk, matches, &recipient)?;
    let signer = desk.signer(context)?;
    let mut bar = Progress::new(context);
    let dir = desk.dir.clone();
    let made = make(&mut *desk.session.door, &dir, (&order, &signer), &mut |done, all| {
        bar.at(done, all);
    });
    bar.end();
    let made = made?;
    desk.session.close()?;
    let Some(made) = made else {
        if context.json() {
            context.out.object(&json!({ "made": null }))?;
        } else {
            context.out.line(say::EXPORT_NOTHING.get(context.lang()))?;
        }
        return Ok(0);
    };
    let copy = matches.get_one::<std::path::PathBuf>("out");
    let copy = copy.map(|out| {
        copy_to(&made.path, out)?;
        Ok(out.join(made.path.file_name().unwrap_or_default()))
    });
    let copy = copy.transpose()?;
    told(context, &made, copy.as_deref())
}

fn order(desk: &mut Desk, matches: &ArgMatches, recipient: &str) -> Result<Order, Problem> {
    let slip = text(matches, "slip");
    let slip = match slip {
        "" => None,
        who => Some(resolve(&mut *desk.session.door, Some(member::KIND), who)?.record.id),
    };
    let typed = text(matches, "profile");
    let (profile, fields) = match Profile::of_word(typed) {
        _ if slip.is_some() => (Profile::Full, Vec::new()),
        Some(profile @ (Profile::Summary | Profile::Full)) => (profile, Vec::new()),
        _ => (Profile::Fields, typed.split(',').map(|name| name.trim().to_owned()).collect()),
    };
    let clear = matches.contains_id("clear").then(|| text(matches, "clear").trim());
    if clear == Some("") {
        return Err(Problem::new(&MISSING_ARGUMENT, ["--clear REASON"]));
    }
    let day = desk.session.today;
    let order = Order::new(&desk.dir, recipient, (profile, fields), clear, day)?;
    Ok(Order { snapshot: matches.get_flag("snapshot"), slip, ..order })
}

fn told(context: &mut Context, made: &Made, copy: Option<&Path>) -> Result<u8, Problem> {
    let row = &made.row;
    let path = made.path.display().to_string();
    if context.json() {
        let object = json!({
            "made": path,
            "copy": copy.map(|copy| copy.display().to_string()),
            "id": BundleId(row.identity).to_string(),
            "seq": row.seq,
            "kind": row.extent.code(),
            "profile": row.chain.profile,
            "recipient": row.chain.recipient,
            "rows": row.rows,
            "left": made.left,
        });
        context.out.object(&object)?;
        return Ok(0);
    }
    let params = [row.seq.to_string(), row.chain.recipient.clone(), row.rows.to_string(), path];
    let said = say::EXPORT_MADE.fill(context.lang(), &params);
    context.out.line(&said)?;
    if made.left > 0 {
        let said = say::EXPORT_LEFT.fill(context.lang(), &[made.left.to_string()]);
        context.out.line(&said)?;
    }
    if let Some(copy) = copy {
        let said = say::EXPORT_COPIED.fill(context.lang(), &[copy.display().to_string()]);
        context.out.line(&said)?;
    }
    let said = say::EXPORT_NEXT.get(context.lang()).to_owned();
    context.out.line(&said)?;
    Ok(0)
}
