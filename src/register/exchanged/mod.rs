//! What comes from another register and goes to it: rows weighed against what is here and saved in
//! one transaction with the ledger's line; the queue of what a person decides; what has changed
//! since the last bundle. Files, signatures and encryption are the exchange's business.

mod arrive;
mod collect;
mod decide;
mod entry;
mod lacking;
mod ledger;
mod owner;
mod past;
mod row;
mod second;
mod spool;
mod take;
mod told;
mod twice;
mod weigh;

pub use owner::unit_field;
#[cfg(test)]
pub(crate) use past::Past;
pub use spool::{Item, SpoolReader, SpoolWriter};
pub(crate) use told::Bundles;

use super::answer::Answered;
use super::changing::changed;
use super::core::Core;
use super::open::Told;
use super::proto::{BundleAct, BundleAsk, BundleReply, Reply};
use super::save::{self, Deed};
use super::session::Session;
use super::stage::{Revision, Staged};
use crate::derived::store::Row;
use crate::domain::Right;
use crate::journal::{self, BatchNote, FrameKind, RequestId};
use crate::lang::Problem;
use crate::text::hex;
use weigh::State;

/// What a batch that takes in a bundle says it is; of what: the bundle's identity.
pub(crate) const TAKE: &str = "bundle";
/// What a batch that ends an entry of the queue says it is; of what: the entry.
pub(crate) const DECIDE: &str = "decide";
/// What a batch that notes a bundle made, or a receipt, says it is.
const LEDGER: &str = "ledger";

/// Whether a batch of that name is corrected and never undone.
pub(crate) fn stays(what: &str) -> bool {
    matches!(what, TAKE | DECIDE | LEDGER)
}

/// Carries out what is asked.
pub(crate) fn act(
    core: &mut Core,
    session: &mut Session,
    request: RequestId,
    act: &BundleAct,
    told: Told<'_>,
) -> Result<Answered, Problem> {
    session.operator.may(Right::Key)?;
    let deed = |what: &str, of: String| Deed {
        request,
        batch: 0,
        begins: Some(BatchNote { what: what.to_owned(), of }),
    };
    match act {
        BundleAct::Collect(what) => {
            // What is encrypted shows nobody here more than the screens do.
            if what.clear && collect::shows_hidden(what) {
                session.operator.may(Right::Reveal)?;
            }
            let collected = collect::collect(core, what, told)?;
            Ok(Answered::With(Reply::Bundles(BundleReply::Collected(collected))))
        }
        BundleAct::Made(row, reason) => {
            let line = ledger::line(core, row, None)?;
            let deed = deed(LEDGER, hex::text(&row.identity));
            let mut list = entry::offered(core, row)?;
            let mut line = noted(None, line);
            line.body.reason.clone_from(reason);
            list.push(line);
            let written = save::write(core, session, deed, list)?;
            Ok(Answered::Written(written.saved_all(), changed(written, session)))
        }
        BundleAct::Receipt(receipt) => {
            let list = ledger::acknowledge(core, receipt)?;
            if list.is_empty() {
                return Ok(Answered::With(Reply::Done));
            }
            let deed = deed(LEDGER, hex::text(&receipt.identity));
            let written = save::write(core, session, deed, list)?;
            Ok(Answered::Written(written.saved_all(), changed(written, session)))
        }
        BundleAct::Take { row, spool, dry } => {
            let deed = deed(TAKE, hex::text(&row.identity));
            let (taken, written) = take::take(core, session, &deed, (row, spool, *dry), told)?;
            let reply = Reply::Bundles(BundleReply::Taken(Box::new(taken)));
            Ok(Answered::Written(reply, written.map_or_else(Vec::new, |w| changed(w, session))))
        }
        BundleAct::Decide { conflict, choice } => {
            let deed = deed(DECIDE, conflict.to_string());
            let written = decide::decide(core, session, &deed, (*conflict, choice))?;
            Ok(Answered::Written(written.saved_all(), changed(written, session)))
        }
    }
}

/// Answers what is asked.
pub(crate) fn ask(core: &Core, ask: &BundleAsk) -> Result<Reply, Problem> {
    Ok(Reply::Bundles(match ask {
        BundleAsk::Ledger => BundleReply::Ledger(Box::new(ledger::all(core)?)),
        BundleAsk::Queue => BundleReply::Queue(entry::open(core)?),
        BundleAsk::Sides(id) => BundleReply::Sides(Box::new(decide::sides(core, *id)?)),
    }))
}

/// A record of the register's own in a new state, ready to be written.
fn noted(before: Option<Row>, after: Row) -> Staged {
    let body = journal::Change { values: after.record.values.clone(), ..Default::default() };
    Staged { before, after, frame: FrameKind::Put, body, rev: Revision::Changed }
}

/// A record in another state, ready to be written.
fn staged(before: Option<Row>, mut after: Row, state: State, rev: Revision) -> Staged {
    let frame = match (state.live, state.merged_into) {
        (true, _) => FrameKind::Put,
        (false, Some(_)) => FrameKind::Alias,
        (false, None) => FrameKind::Delete,
    };
    let State { live, merged_into, values } = state;
    let body = journal::Change { values: values.clone(), into: merged_into, ..Default::default() };
    (after.live, after.merged_into, after.record.values) = (live, merged_into, values);
    Staged { before, after, frame, body, rev }
}
