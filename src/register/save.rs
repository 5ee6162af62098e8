//! Writing: staged records into the journal, synced, then into everything in memory. Small changes
//! are one group; large ones one transaction over several, read back from the journal once their
//! commit is synced.

use super::core::Core;
use super::landing::Pending;
use super::made::{self, Absorb, Grown, Reached};
use super::session::Session;
use super::stage::Staged;
use super::undo::unchanged;
pub(crate) use super::written::{Deed, NAMED, Written};
use super::{clock, open};
use crate::derived::store::Row;
use crate::domain::{Kind, Place, RecordId, Rev};
use crate::journal::{
    Appended, BatchNote, FrameKind, GroupNote, NewFrame, NewRev, RequestId, SessionNote, Tx,
};
use crate::lang::Problem;
use crate::lang::errors::journal::BAD_TRANSACTION;
use crate::lang::errors::register as codes;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::Builder;

/// Frames in a group; a change with more spans groups.
pub(crate) const GROUP_FRAMES: usize = 2_000;
/// Bytes of bodies in a group (the journal's own limit is twice that).
pub(crate) const GROUP_BYTES: usize = 8 << 20;

/// Records from which on a second thread is worth its start.
pub(crate) const MANY: usize = 64;

/// The group's note and the frames that go before the records'.
struct Opening {
    note: GroupNote,
    frames: Vec<NewFrame>,
    /// Frames of them that do not belong to the request: the session's.
    session: u64,
}

fn opening(core: &Core, session: &Session, deed: &Deed) -> Opening {
    let mut next = core.journal.head().seq.saturating_add(1);
    let mut frames = Vec::new();
    let mut note = GroupNote {
        time: clock::now(),
        operator: session.operator.id,
        session: session.frame,
        batch: deed.batch,
        request: deed.request,
    };
    let began = session.frame == 0;
    if began {
        note.session = next;
        next = next.saturating_add(1);
        let body = SessionNote {
            operator: session.operator.name.clone(),
            user: session.user.clone(),
            ssh: session.ssh.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        frames.push(note_frame(FrameKind::Session, body.encode()));
    }
    if let Some(begins) = &deed.begins {
        note.batch = next;
        frames.push(note_frame(FrameKind::Batch, begins.encode()));
    }
    Opening { note, frames, session: u64::from(began) }
}

fn note_frame(kind: FrameKind, body: Vec<u8>) -> NewFrame {
    NewFrame {
        kind,
        record: RecordId([0; 16]),
        record_kind: Kind(0),
        rev: NewRev::Mint(0),
        prev: None,
        body,
    }
}

fn record_frame(staged: &Staged) -> NewFrame {
    let before = staged.before.as_ref();
    let count = before.map_or(0, |row| row.record.rev.n).saturating_add(1);
    // What changes nothing is no new revision: nobody's work on the record is out of date by it.
    let same = before.filter(|_| unchanged(staged)).map(|row| row.record.rev);
    NewFrame {
        kind: staged.frame,
        record: staged.after.record.id,
        record_kind: staged.after.record.kind,
        rev: staged.rev.or(same).map_or(NewRev::Mint(count), NewRev::Copied),
        prev: before.map(|row| row.place),
        body: staged.body.encode(),
    }
}

/// Whether that many records of that many bytes fit one group.
fn fits(list: &[Staged]) -> bool {
    let bytes: usize = list.iter().map(|staged| staged.body.values.encoded().len()).sum();
    list.len() <= GROUP_FRAMES && bytes <= GROUP_BYTES
}

/// Writes what is staged. Once this returns, it is saved; store and search follow when the core
/// settles, before it answers anything else.
///
/// # Errors
/// As the journal's append: nothing was saved, or it is not known.
pub(crate) fn write(
    core: &mut Core,
    session: &mut Session,
    mut deed: Deed,
    list: Vec<Staged>,
) -> Result<Written, Problem> {
    if fits(&list) {
        return write_group(core, session, &deed, list);
    }
    if deed.batch == 0 && deed.begins.is_none() {
        deed.begins = Some(BatchNote { what: "bulk".into(), of: String::new() });
    }
    let mut rest = list.into_iter().peekable();
    write_spanning(core, session, &deed, &mut |_, _| {
        if rest.peek().is_none() {
            return Ok(None);
        }
        let mut chunk = Vec::new();
        let mut bytes = 0;
        while let Some(staged) = rest.next_if(|_| chunk.len() < GROUP_FRAMES && bytes < GROUP_BYTES)
        {
            bytes += staged.body.values.encoded().len();
            chunk.push(staged);
        }
        Ok(Some(chunk))
    })
}

fn write_group(
    core: &mut Core,
    session: &mut Session,
    deed: &Deed,
    list: Vec<Staged>,
) -> Result<Written, Problem> {
    let Opening { note, mut frames, session: sessions } = opening(core, session, deed);
    let before = frames.len();
    let warned = list.iter().filter(|staged| !staged.body.accepted.is_empty()).count();
    frames.extend(list.iter().map(record_frame));
    let (appended, leaves) = append(core, &note, &frames, &list)?;
    session.frame = note.session;
    let warned = u64::try_from(warned).unwrap_or(u64::MAX);
    let mut written = Written { batch: note.batch, warned, ..Written::default() };
    written.reach_all(appended.frames.iter().skip(usize::try_from(sessions).unwrap_or(1)));
    let mut rows = Vec::with_capacity(list.len());
    let mut grown = Vec::with_capacity(list.len());
    let placed_at = appended.frames.into_iter().skip(before);
    for ((staged, leaf), (seq, place, rev)) in list.into_iter().zip(leaves).zip(placed_at) {
        let row = placed(staged.after, seq, place, rev);
        let id = row.record.id;
        core.made.count(staged.before.as_ref(), &row);
        written.add(seq, id, rev);
        grown.push((id, staged.before.is_none(), leaf));
        rows.push(row);
    }
    core.note_written(&note, deed, &written, rows.len());
    let pending = core.pending.get_or_insert_with(Pending::default);
    pending.rows.extend(rows);
    pending.grown.extend(grown);
    pending.requests.push((deed.request, written.seqs.0, written.seqs.1));
    Ok(written)
}

/// Appends the frames, and makes meanwhile what the search will take in: to sync is to wait.
fn append(
    core: &mut Core,
    note: &GroupNote,
    frames: &[NewFrame],
    list: &[Staged],
) -> Result<(Appended, Vec<Grown>), Problem> {
    let tables = Arc::clone(&core.made.tables);
    let grow = || list.iter().map(|staged| made::leaf(&staged.after, &tables)).collect();
    std::thread::scope(|threads| {
        let aside = (list.len() >= MANY).then(|| Builder::new().spawn_scoped(threads, grow));
        let appended = core.journal.append(note, Tx::Single, frames)?;
        let leaves = match aside {
            Some(Ok(thread)) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // Few, or the system gives no thread.
            _ => grow(),
        };
        Ok((appended, leaves))
    })
}

fn placed(mut row: Row, seq: u64, place: Place, rev: Rev) -> Row {
    (row.seq, row.place, row.record.rev) = (seq, place, rev);
    row
}

/// Where a record's frame was written: its seq, place and revision.
pub(crate) type Placed = (u64, Place, Rev);

/// Gives the following chunk of a large change; None after the last. It is told where the chunk
/// before was written.
pub(crate) type Next<'n> =
    &'n mut dyn FnMut(&mut Core, &[Placed]) -> Result<Option<Vec<Staged>>, Problem>;

/// Writes chunks as one transaction; `next` gives the following chunk, None after the last.
///
/// # Errors
/// What `next` gives, or the journal: the transaction is given up as a whole.
pub(crate) fn write_spanning(
    core: &mut Core,
    session: &mut Session,
    deed: &Deed,
    next: Next<'_>,
) -> Result<Written, Problem> {
    // What waits is brought in first: afterwards the store would be said to be past rows that it has
    // not got yet.
    core.settle();
    core.land();
    abort_left_open(core, session, deed)?;
    let start = core.journal.head().seq;
    let opening = opening(core, session, deed);
    let note = opening.note.clone();
    let written = match append_chunks(core, opening, deed.request, next) {
        Ok(written) => written,
        Err(problem) => {
            // Given up here or, should this fail too, by the next opening.
            let _ = core.journal.append(&note, Tx::Abort(deed.request), &[]);
            return Err(problem);
        }
    };
    session.frame = note.session;
    // It is saved: what cannot be read back now, the next opening catches up with.
    if let Err(problem) = core.absorb(start) {
        let problem = Problem::new(&codes::SAVED_UNREAD, [problem.to_string()]);
        core.notices.push(problem.clone());
        core.read_only = Some(problem);
    }
    let records = written.changes.len();
    core.note_written(&note, deed, &written, records);
    Ok(written)
}

/// Ends this request's transaction where an earlier try could not: its abort takes a seq, and the
/// note names seqs that are still to come.
fn abort_left_open(core: &mut Core, session: &Session, deed: &Deed) -> Result<(), Problem> {
    let note = GroupNote {
        time: clock::now(),
        operator: session.operator.id,
        session: session.frame,
        batch: deed.batch,
        request: deed.request,
    };
    match core.journal.append(&note, Tx::Abort(deed.request), &[]) {
        Err(problem) if !problem.is(&BAD_TRANSACTION) => Err(problem),
        _ => Ok(()),
    }
}

fn append_chunks(
    core: &mut Core,
    opening: Opening,
    tx: RequestId,
    next: Next<'_>,
) -> Result<Written, Problem> {
    let Opening { note, mut frames, session } = opening;
    let mut written = Written { batch: note.batch, ..Written::default() };
    let mut foreign = usize::try_from(session).unwrap_or(1);
    let mut step = Tx::Begin(tx);
    let mut placed = Vec::new();
    while let Some(chunk) = next(core, &placed)? {
        let before = frames.len();
        frames.extend(chunk.iter().map(record_frame));
        let appended = core.journal.append(&note, step, &frames)?.frames;
        written.reach_all(appended.iter().skip(foreign));
        for (staged, (seq, _, rev)) in chunk.iter().zip(appended.iter().skip(before)) {
            written.add(*seq, staged.after.record.id, *rev);
            written.warned += u64::from(!staged.body.accepted.is_empty());
        }
        placed = appended.into_iter().skip(before).collect();
        frames.clear();
        (foreign, step) = (0, Tx::Rows(tx));
    }
    if !frames.is_empty() {
        let appended = core.journal.append(&note, step, &frames)?.frames;
        written.reach_all(appended.iter().skip(foreign));
    }
    core.journal.append(&note, Tx::Commit(tx), &[])?;
    Ok(written)
}

impl Core {
    /// Reads committed groups after `after` back into everything made from the journal.
    fn absorb(&mut self, after: u64) -> Result<(), Problem> {
        let Self { journal, made, .. } = self;
        let mut absorb = Absorb::new(made, journal, Reached::all(after));
        let damage = journal.replay(after, &mut |group| absorb.group(group).map(|()| true))?;
        if let Some(damage) = damage.0.first() {
            return Err(open::damage_problem(damage));
        }
        absorb.flush()?;
        if let Some(problem) = absorb.failed.take() {
            self.fall_back(&problem);
        }
        self.dirty = true;
        Ok(())
    }

    /// Keeps the undo stacks and today's counts up with what was written.
    fn note_written(&mut self, note: &GroupNote, deed: &Deed, written: &Written, records: usize) {
        if let Some(stacks) = &mut self.stacks {
            let unit = if note.batch == 0 { written.seqs.0 } else { note.batch };
            if records > 0 {
                stacks.saw(note.operator, unit, deed.begins.as_ref());
            }
        }
        if let Some(today) = &mut self.today {
            today.saw(note, u64::try_from(records).unwrap_or(u64::MAX));
        }
    }

    /// What a request made, if it was done before.
    pub(crate) fn done_before(&self, request: RequestId) -> Result<Option<Written>, Problem> {
        let pending = self.pending.iter().flat_map(|pending| &pending.requests);
        let pending = pending.filter(|(id, _, _)| *id == request).map(|(_, a, b)| (*a, *b)).next();
        let known = match pending {
            Some(seqs) => Some(seqs),
            None => match self.landing.as_ref().and_then(|landing| landing.request(request)) {
                Some(seqs) => Some(seqs),
                None => self.made.rows.request(request)?,
            },
        };
        let Some((first, last)) = known else { return Ok(None) };
        let mut written = Written { seqs: (first, last), ..Written::default() };
        let mut seq = first;
        while seq <= last {
            let Some(group) = self.journal.group_of(seq)? else { break };
            if group.note.request == request {
                written.batch = group.note.batch;
                written.take(&group)?;
            }
            seq = group.head.seq.max(seq).saturating_add(1);
        }
        Ok(Some(written))
    }
}
