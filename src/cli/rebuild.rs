//! `densach rebuild`: the derived files made again from the journal.

use super::context::Context;
use super::journal::hex;
use super::progress::Progress;
use super::spec::{Does, Spec, none};
use crate::lang::{Problem, cli as say};
use crate::register::care::rebuild;
use clap::ArgMatches;
use serde_json::json;

/// `densach rebuild`.
pub(super) static SPEC: Spec = Spec {
    name: "rebuild",
    about: &say::REBUILD,
    more: &say::REBUILD_MORE,
    examples: &["densach rebuild"],
    args: none,
    does: Does::Run(run),
};

fn run(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    context.may_repair()?;
    let mut bar = Progress::new(context);
    let made = rebuild(&context.options(true)?, &mut |done, all| bar.at(done, all))?;
    bar.end();
    let digest = hex(&made.digest);
    if context.json() {
        let line = json!({ "records": made.records, "seq": made.seq, "digest": digest });
        context.out.object(&line)?;
    } else {
        let params = [made.records.to_string(), made.seq.to_string(), digest];
        let said = say::REBUILT.fill(context.lang(), &params);
        context.out.line(&said)?;
    }
    Ok(0)
}
