//! Making, opening and looking through a journal (FORMAT.md §3, §7, §8).

use super::append::Salts;
use super::checkpoint::{self, Stored};
use super::header::{SegmentHeader, genesis, seed};
use super::identity::{self, Who, who};
use super::segment::{Segment, damage_of, folder, path_of, segment_files};
use super::survey::{Source, Survey, beginning, check_links, survey};
use super::types::{Checkpoint, Damage, Head, Identity, Mode, Opened, Witness};
use super::walk::{Start, missing_segment};
use super::{Journal, MAX_SEGMENT, disk};
use crate::lang::Problem;
use crate::lang::errors::journal::{DAMAGED, FOREIGN_FILE, NOT_EMPTY, READ_ONLY, wrong};
use std::cell::OnceCell;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Everything a look at the whole journal found, before anything is changed.
pub(super) struct Look {
    /// Who it is.
    pub(super) identity: Identity,
    /// Its segments.
    pub(super) segments: Vec<Segment>,
    /// Whether the file `register` is an epoch behind.
    behind: bool,
    /// What the segments can mend.
    pub(super) mended: Vec<Damage>,
    /// The checkpoint that was proved.
    pub(super) checkpoint: Option<Checkpoint>,
    /// What the pass found; its damage is all damage.
    pub(super) survey: Survey,
    /// Bytes behind the checkpoint.
    pub(super) since_checkpoint: u64,
}

impl Journal {
    /// Makes the journal of a new register in `dir/journal`, and `dir/register` last. A making
    /// that was cut short is made again.
    ///
    /// # Errors
    /// `not_empty`: there is a journal; or the disk refuses.
    pub fn create(dir: &Path, identity: &Identity) -> Result<Self, Problem> {
        Self::create_salted(dir, identity, Salts::System)
    }

    pub(super) fn create_salted(
        dir: &Path,
        identity: &Identity,
        salts: Salts,
    ) -> Result<Self, Problem> {
        let folder = folder(dir);
        clear_unfinished(dir)?;
        disk::make_private_dir(dir)?;
        disk::make_private_dir(&folder)?;
        let header = SegmentHeader {
            identity: *identity,
            number: 1,
            first_seq: 1,
            chain: genesis(&identity.register),
        };
        let head = Head { seq: 0, chain: header.chain };
        let segment = Segment::create(dir, header)?;
        disk::sync_dir(&folder)?;
        identity::write(dir, identity)?;
        Ok(Self {
            dir: dir.to_path_buf(),
            mode: Mode::Write,
            identity: *identity,
            head,
            next: crate::domain::Place { segment: 1, offset: segment.body },
            segments: vec![segment],
            open: Default::default(),
            closed: OnceCell::new(),
            pending: None,
            checkpoint: None,
            since_checkpoint: 0,
            segment_bytes: MAX_SEGMENT,
            marks: Default::default(),
            salts,
        })
    }

    /// Opens a journal: verifies from the last checkpoint on, cuts a torn tail (Write), syncs what
    /// it trusts, aborts open transactions.
    ///
    /// # Errors
    /// No journal there, a newer format, a foreign file, looser modes, or the disk. Damage is no
    /// error: it is in `Opened`, and the journal is read-only.
    pub fn open(dir: &Path, mode: Mode, witnesses: &[Witness]) -> Result<(Self, Opened), Problem> {
        let look = look(dir, mode, false, witnesses, &mut |_| {})?;
        let Look { identity, behind, segments, mended, checkpoint, mut survey, since_checkpoint } =
            look;
        let damage = std::mem::take(&mut survey.damage);
        let sound = mode == Mode::Write && damage.is_empty();
        let mut journal = Self {
            dir: dir.to_path_buf(),
            mode,
            identity,
            segments,
            head: survey.head,
            next: survey.next,
            open: std::mem::take(&mut survey.open),
            closed: if sound { OnceCell::new() } else { Problem::bare(&READ_ONLY).into() },
            pending: None,
            checkpoint,
            since_checkpoint,
            segment_bytes: MAX_SEGMENT,
            marks: Default::default(),
            salts: Salts::System,
        };
        let now = now();
        let ahead = survey.last.map(|last| last.time.saturating_sub(now));
        let clock_behind = ahead.filter(|ahead| *ahead > 0);
        let mut opened = Opened { damage, mended, clock_behind, ..Opened::default() };
        if sound {
            journal.recover(&survey, now, &mut opened)?;
            let register = identity::path(dir);
            if behind || opened.mended.iter().any(|damage| damage.file == register) {
                identity::write(dir, &identity)?;
            }
        }
        Ok((journal, opened))
    }
}

/// Looks at the whole journal, from the last checkpoint on or from its beginning.
///
/// # Errors
/// As [`Journal::open`].
pub(super) fn look(
    dir: &Path,
    mode: Mode,
    whole: bool,
    witnesses: &[Witness],
    progress: &mut dyn FnMut(u64),
) -> Result<Look, Problem> {
    // Both before the segments: a writer only ever moves these further on.
    let stored = checkpoint::read(dir);
    let file = identity::read(dir)?;
    let (mut segments, header_damage) = open_segments(dir, mode)?;
    let who = who(dir, file, &segments)?;
    let Who { identity, behind, mut mended, mut damage } = who;
    damage.extend(header_damage);
    for segment in &mut segments {
        segment.seed = seed(&identity.register, segment.number);
    }
    if segments.first().is_some_and(|first| first.number != 1) {
        damage.push(missing_segment(dir, 1));
    }
    if mode == Mode::Write {
        sync_end(dir, &segments)?;
    }
    let stored = usable(stored, dir, &identity, &mut mended)?;
    let source = Source { dir, segments: &segments, mode };
    let start = beginning(&segments, genesis(&identity.register));
    let (mut survey, from) = pass(source, start, stored.as_ref(), whole, progress)?;
    damage.extend(check_links(source, from.at)?);
    let mut witnesses = witnesses.to_vec();
    if let Some(stored) = &stored {
        let Head { seq, .. } = stored.checkpoint.head;
        let unproved = survey.proved != Some(true) && seq <= survey.head.seq;
        if unproved {
            let what = wrong::both(&wrong::CHECKPOINT_CHAIN, &[seq.to_string()]);
            let file = checkpoint::path(dir);
            damage.push(Damage { file, offset: 36, what, records: Vec::new() });
        }
        witnesses.push(Witness { name: wrong::both(&wrong::WITNESS_CHECKPOINT, &[]), seq });
    }
    survey.judge_end(&segments, &witnesses);
    survey.damage.splice(0..0, damage);
    let checkpoint = stored.map(|s| s.checkpoint).filter(|_| survey.proved == Some(true));
    let since_checkpoint = bytes_behind(&segments, checkpoint.as_ref())?;
    Ok(Look { identity, behind, segments, mended, checkpoint, survey, since_checkpoint })
}

/// One pass from the checkpoint, or, where that does not prove itself, from the beginning.
fn pass(
    source: Source<'_>,
    beginning: Start,
    stored: Option<&Stored>,
    whole: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<(Survey, Start), Problem> {
    let proof = stored.map(|stored| stored.checkpoint.head);
    let from = stored.filter(|_| !whole).and_then(|stored| {
        let at = source.segments.iter().position(|s| s.number == stored.from.segment)?;
        Some(Start { at, offset: stored.from.offset, before: stored.before })
    });
    if let Some(from) = from {
        let survey = survey(source, from, proof, progress)?;
        if survey.proved == Some(true) {
            return Ok((survey, from));
        }
    }
    Ok((survey(source, beginning, proof, progress)?, beginning))
}

fn usable(
    stored: Result<Option<Stored>, Problem>,
    dir: &Path,
    identity: &Identity,
    mended: &mut Vec<Damage>,
) -> Result<Option<Stored>, Problem> {
    match stored {
        Ok(Some(stored)) if stored.register != identity.register => {
            let what = wrong::both(&wrong::OTHER_REGISTER, &[]);
            let file = checkpoint::path(dir);
            mended.push(Damage { file, offset: 20, what, records: Vec::new() });
            Ok(None)
        }
        Ok(stored) => Ok(stored),
        Err(problem) if problem.is(&DAMAGED) || problem.is(&FOREIGN_FILE) => {
            mended.push(damage_of(&checkpoint::path(dir), &problem));
            Ok(None)
        }
        Err(problem) => Err(problem),
    }
}

pub(super) fn open_segments(
    dir: &Path,
    mode: Mode,
) -> Result<(Vec<Segment>, Vec<Damage>), Problem> {
    let files = segment_files(dir)?;
    if !files.is_empty() {
        disk::check_private(&folder(dir))?;
    }
    let (mut segments, mut damage) = (Vec::with_capacity(files.len()), Vec::new());
    for file in &files {
        disk::check_private(&file.path)?;
        let (segment, header) = Segment::open(file, mode)?;
        segments.push(segment);
        damage.extend(header);
    }
    Ok((segments, damage))
}

/// Syncs what may still be in memory alone: the two newest segments and the names in the folder.
fn sync_end(dir: &Path, segments: &[Segment]) -> Result<(), Problem> {
    for segment in segments.iter().rev().take(2) {
        let synced = segment.file.sync_data();
        synced.map_err(|error| disk::cannot_write(&segment.path, &error))?;
    }
    disk::sync_dir(&folder(dir))
}

fn bytes_behind(segments: &[Segment], checkpoint: Option<&Checkpoint>) -> Result<u64, Problem> {
    let next = checkpoint.map_or((0, 0), |c| (c.next.segment, c.next.offset));
    let mut bytes = 0;
    for segment in segments.iter().filter(|segment| segment.number >= next.0) {
        let from = if segment.number == next.0 { next.1 } else { segment.body };
        bytes += segment.len()?.saturating_sub(from);
    }
    Ok(bytes)
}

/// Makes room for a new register where an earlier making was cut short, and only there.
fn clear_unfinished(dir: &Path) -> Result<(), Problem> {
    let not_empty = || Problem::new(&NOT_EMPTY, [dir.display().to_string()]);
    if identity::path(dir).exists() || checkpoint::path(dir).exists() {
        return Err(not_empty());
    }
    disk::remove(&disk::temporary(&identity::path(dir)))?;
    disk::remove(&disk::temporary(&path_of(dir, 1)))?;
    let files = segment_files(dir)?;
    match files.as_slice() {
        [] => {}
        [only] if only.number == 1 && only.bytes == super::header::SEGMENT_HEADER as u64 => {
            disk::remove(&only.path)?;
        }
        _ => return Err(not_empty()),
    }
    let holds_more =
        std::fs::read_dir(folder(dir)).is_ok_and(|mut entries| entries.next().is_some());
    if holds_more { Err(not_empty()) } else { Ok(()) }
}

/// Milliseconds since 1970 by the system's clock.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
