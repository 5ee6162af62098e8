//! `densach undo`: takes back a change, a whole batch, or what was keyed in a batch of forms.

use super::context::{Context, Session, seed};
use super::foretold;
use super::progress::Progress;
use super::spec::{Does, Spec, flag, text, word};
use crate::domain::records::batch;
use crate::domain::{RecordId, id};
use crate::exchange::ask;
use crate::exchange::saved::{Saved, outcome};
use crate::lang::errors::cli as codes;
use crate::lang::{Label, Problem, cli as say};
use crate::register::{Ask, Request, UndoWhat};
use clap::ArgMatches;
use serde_json::json;
use std::collections::HashSet;

/// What stands for this operator's last change.
const LAST: &str = "last";

/// `densach undo SEQ|BATCH [--dry-run]`.
pub(super) static SPEC: Spec = Spec {
    name: "undo",
    about: &say::UNDO,
    more: &say::UNDO_MORE,
    examples: &[
        "densach undo 1042",
        "densach undo last --dry-run",
        "densach undo batch:7 --dry-run --json",
    ],
    args: |lang| {
        vec![
            word("what", "SEQ|batch:NUMBER|last", &say::UNDO_WHAT, lang),
            flag("dry-run", &say::UNDO_DRY, lang),
        ]
    },
    does: Does::Run(run),
};

/// What is typed.
enum Typed<'t> {
    Known(UndoWhat),
    /// A batch of forms, by its number or id.
    Stack(&'t str),
}

fn typed(text: &str) -> Option<Typed<'_>> {
    if let Ok(seq) = text.trim_start_matches('#').parse::<u64>() {
        return Some(Typed::Known(UndoWhat::Seq(seq)));
    }
    if text == LAST {
        return Some(Typed::Known(UndoWhat::Last));
    }
    let word = batch::member_of().filter;
    let named = word.and_then(|word| {
        let (head, number) = text.split_once(':')?;
        [word.vi, word.en].contains(&head).then_some(number)
    });
    let is_id = || text.parse::<RecordId>().is_ok() || id::short_code(text).is_some();
    named.or_else(|| is_id().then_some(text)).map(Typed::Stack)
}

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let (text, dry) = (text(matches, "what"), matches.get_flag("dry-run"));
    let wrong = || Problem::new(&codes::BAD_VALUE, ["SEQ|batch:NUMBER|last", text]);
    let typed = typed(text).ok_or_else(wrong)?;
    let mut session = context.open(!dry)?;
    let what = match typed {
        Typed::Known(what) => what,
        Typed::Stack(text) => {
            let stack = ask::resolve(&mut *session.door, Some(batch::KIND), text)?;
            UndoWhat::Entered(stack.record.id)
        }
    };
    send(context, session, (Ask::NextUndo(what), dry), &say::UNDONE)
}

/// Tells what an undo or a redo changes, and does it, unless that is all that is asked.
pub(super) fn send(
    context: &mut Context,
    mut session: Session,
    (asked, dry): (Ask, bool),
    said: &Label,
) -> Result<u8, Problem> {
    let redo = asked == Ask::NextRedo;
    let told = foretold::ask_for(&mut session, asked)?;
    let mut all = foretold::object(context, &session, &told);
    if !context.json() {
        foretold::people(context, &session, &told)?;
    }
    // What cannot go back of a batch of forms is no plain success.
    let code = u8::from(told.staying > 0);
    if dry {
        session.close()?;
        if context.json() {
            all.insert("dry_run".into(), true.into());
            context.out.object(&all.into())?;
        }
        return told.stops.map_or(Ok(code), Err);
    }
    let request = match redo {
        true => Request::Redo { request: seed()?, of: told.unit.seq() },
        false => Request::Undo { request: seed()?, what: told.unit },
    };
    let mut bar = Progress::new(context);
    let replies = session.door.call_with(request, &mut |done, all| bar.at(done, all));
    bar.end();
    let reply = replies?.into_iter().next().ok_or_else(|| ask::unexpected("nothing"))?;
    let Saved { revs, seqs } = outcome(reply, context.lang())?;
    session.close()?;
    let records = revs.iter().map(|(id, _)| id).collect::<HashSet<_>>().len();
    if context.json() {
        all.insert("records".into(), records.into());
        all.insert("seqs".into(), json!([seqs.0, seqs.1]));
        context.out.object(&all.into())?;
    } else {
        let params = [records.to_string(), seqs.0.to_string(), seqs.1.to_string()];
        let said = said.fill(context.lang(), &params);
        context.out.line(&said)?;
    }
    Ok(code)
}
