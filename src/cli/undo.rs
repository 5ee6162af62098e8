//! `densach undo`: takes back a change, or a whole batch.

use super::context::{Context, Session, seed};
use super::progress::Progress;
use super::spec::{Does, Spec, text, word};
use crate::exchange::ask;
use crate::exchange::saved::{Saved, outcome};
use crate::lang::errors::cli as codes;
use crate::lang::{Label, Problem, cli as say};
use crate::register::{Request, UndoWhat};
use clap::ArgMatches;
use serde_json::json;
use std::collections::HashSet;

/// What stands for this operator's last change.
const LAST: &str = "last";

/// `densach undo SEQ|BATCH`.
pub(super) static SPEC: Spec = Spec {
    name: "undo",
    about: &say::UNDO,
    more: &say::UNDO_MORE,
    examples: &["densach undo 1042", "densach undo last"],
    args: |lang| vec![word("seq", "SEQ|BATCH|last", &say::UNDO_WHAT, lang)],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let typed = text(matches, "seq");
    let what = match typed.trim_start_matches('#').parse::<u64>() {
        Ok(seq) => UndoWhat::Seq(seq),
        Err(_) if typed == LAST => UndoWhat::Last,
        Err(_) => return Err(Problem::new(&codes::BAD_VALUE, ["SEQ|BATCH|last", typed])),
    };
    let session = context.open(true)?;
    let request = Request::Undo { request: seed()?, what };
    send(context, session, request, &say::UNDONE)
}

/// Sends an undo or a redo, and says what it changed.
pub(super) fn send(
    context: &mut Context,
    mut session: Session,
    request: Request,
    said: &Label,
) -> Result<u8, Problem> {
    let mut bar = Progress::new(context);
    let replies = session.door.call_with(request, &mut |done, all| bar.at(done, all));
    bar.end();
    let reply = replies?.into_iter().next().ok_or_else(|| ask::unexpected("nothing"))?;
    let Saved { revs, seqs } = outcome(reply, context.lang())?;
    session.close()?;
    let records = revs.iter().map(|(id, _)| id).collect::<HashSet<_>>().len();
    if context.json() {
        context.out.object(&json!({ "records": records, "seqs": [seqs.0, seqs.1] }))?;
    } else {
        let params = [records.to_string(), seqs.0.to_string(), seqs.1.to_string()];
        let said = said.fill(context.lang(), &params);
        context.out.line(&said)?;
    }
    Ok(0)
}
