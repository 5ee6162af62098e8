//! What came from a sender once and stands here, and is not in their snapshot: they lost it, to an
//! old backup perhaps. It stays, and is offered back. A snapshot never deletes.

use super::entry::Entry;
use super::owner::Owners;
use super::weigh::why;
use crate::derived::store::Row;
use crate::domain::{RecordId, records};
use crate::lang::Problem;
use crate::register::core::Core;
use crate::register::proto::{LedgerRow, Way};
use crate::register::{doc, image};
use foldhash::HashSet;

/// The entries for what is not among those that the snapshot named.
pub(crate) fn find(
    core: &Core,
    owners: &Owners,
    (row, known): (&LedgerRow, &[LedgerRow]),
    mut named: Vec<RecordId>,
) -> Result<Vec<Entry>, Problem> {
    let files = files(known, Some(&row.sender));
    let mut entries = Vec::new();
    if files.is_empty() {
        return Ok(entries);
    }
    named.sort_unstable();
    for kind in records::all().iter().filter(|kind| !kind.internal) {
        for id in core.made.rows.ids(kind.kind)? {
            if named.binary_search(&id).is_ok() {
                continue;
            }
            let here = core.row(id)?.filter(|here| here.live);
            let Some(here) = here else { continue };
            if owners.is_theirs(core, &here)? && came_in(core, &here, &files)? {
                entries.push(Entry {
                    record: id,
                    kind: kind.kind,
                    called: doc::called(&here.record, &core.made.tables),
                    why: why::LACKING,
                    theirs: None,
                    base: None,
                    other: None,
                });
            }
        }
    }
    Ok(entries)
}

/// The files of the bundles that were taken in, of that sender or of everybody.
pub(crate) fn files(known: &[LedgerRow], sender: Option<&str>) -> HashSet<String> {
    let theirs = |row: &&LedgerRow| {
        row.way == Way::Taken && sender.is_none_or(|sender| row.sender == sender)
    };
    known.iter().filter(theirs).map(|row| row.file.clone()).collect()
}

/// Whether the record's latest revision came in one of those bundles.
pub(crate) fn came_in(core: &Core, row: &Row, files: &HashSet<String>) -> Result<bool, Problem> {
    let change = image::change_of(&core.journal.frame(row.place)?)?;
    let source = change.and_then(|change| change.source);
    Ok(source.is_some_and(|source| files.contains(&source.file)))
}
