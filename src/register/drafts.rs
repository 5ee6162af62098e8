//! Forms not saved yet, each a file that is whole or not there. A new state is written at once, so
//! that a kill loses none, beside the older one; its sync runs on a thread of its own, so that
//! nothing that is typed or asked waits for it, and only then does it take the older one's place.

#[cfg(test)]
mod tests;

use super::files::{self, Files};
use super::proto::Draft;
use super::{clock, gone};
use crate::derived::codec;
use crate::domain::{Kind, RecordId, Rev};
use crate::lang::Problem;
use crate::lang::errors::derived::VALUE_TOO_LARGE;
use crate::lang::errors::journal::NEWER_FORMAT;
use crate::lang::errors::register as codes;
use crate::text::hex;
use serde::Deserialize;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// The first bytes; after them the format, the oldest format a reader of which can read it, and a
/// crc of the rest.
const MAGIC: &[u8; 8] = b"densachD";
/// The format. The first one had the operator's name where the record is now.
const FORMAT: u16 = 2;
/// Whose a draft is that names no operator's record: whoever asks for drafts is offered it.
pub(crate) const NOBODY: RecordId = RecordId([0; 16]);
/// A draft file is no longer than this.
const MOST: u64 = 1 << 20;
/// What a draft's file is called.
const EXTENSION: &str = "draft";
/// What a state is called that is not synced yet: `REQUEST-NUMBER.new`, the numbers growing.
const UNSYNCED: &str = "new";

pub(crate) type Told = Box<dyn FnOnce(Result<(), Problem>) + Send>;

/// Drafts, and what is to be said of those that are none.
type All = (Vec<Draft>, Vec<Problem>);

enum Job {
    /// The state in that file is synced and takes its draft's place.
    Sync(PathBuf, Told),
    /// That draft goes, with its states before that number.
    Drop([u8; 16], u64, Told),
    /// Those that are there are to be read.
    Read(Sender<Result<All, Problem>>),
    /// A state could not be written.
    Failed(Problem, Told),
}

/// The drafts of an open register, and the thread that syncs them. Dropped, everything that was
/// written is on disk, and no [`Pen`] writes any more.
pub(crate) struct Drafts {
    pen: Arc<Pen>,
    thread: Option<JoinHandle<()>>,
}

/// What writes drafts. Many may hold it: the worker, and whoever types in its process.
pub(crate) struct Pen {
    files: Files,
    /// None: the register is closed.
    at_work: Mutex<Option<AtWork>>,
}

/// Under one lock, so that drafts are written, dropped and read in the order in which that was asked.
struct AtWork {
    jobs: Sender<Job>,
    /// The number of the last state.
    states: u64,
}

impl Drafts {
    /// Takes up what the last life left, and starts the thread. With it what the disk refuses of that.
    ///
    /// # Errors
    /// The folder cannot be read, or the system gives no thread.
    pub(crate) fn start(files: &Files) -> Result<(Self, Vec<Problem>), Problem> {
        let refused = take_unsynced(files)?;
        // Above the numbers of the last life, should one of its states still be there, whatever the
        // clock says now.
        let now = u64::try_from(clock::now()).unwrap_or(0);
        let left = unsynced(files)?.iter().filter_map(|state| number_of(state)).max();
        let states = left.map_or(now, |left| left.max(now));
        let (jobs, todo) = channel();
        let at_work = Mutex::new(Some(AtWork { jobs, states }));
        let pen = Arc::new(Pen { files: files.clone(), at_work });
        let of = Arc::clone(&pen);
        let work = move || todo.into_iter().for_each(|job| of.carry_out(job));
        let thread = std::thread::Builder::new().name("drafts".into()).spawn(work);
        let thread = thread.map_err(|error| files::io(&files.drafts(), &error))?;
        Ok((Self { pen, thread: Some(thread) }, refused))
    }

    /// What writes them.
    pub(crate) fn pen(&self) -> &Arc<Pen> {
        &self.pen
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        *self.pen.lock() = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Pen {
    /// Keeps a draft: written when this returns; `told` once it is on disk.
    ///
    /// # Errors
    /// The register is closed; nobody is told.
    pub(crate) fn keep(&self, draft: &Draft, told: Told) -> Result<(), Problem> {
        let mut at_work = self.lock();
        let at_work = at_work.as_mut().ok_or_else(gone)?;
        at_work.states = at_work.states.saturating_add(1);
        at_work.job(match write(&self.files, draft, at_work.states) {
            Ok(state) => Job::Sync(state, told),
            Err(problem) => Job::Failed(problem, told),
        });
        Ok(())
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// The register is closed; nobody is told.
    pub(crate) fn drop_one(&self, request: [u8; 16], told: Told) -> Result<(), Problem> {
        let at_work = self.lock();
        let at_work = at_work.as_ref().ok_or_else(gone)?;
        at_work.job(Job::Drop(request, at_work.states.saturating_add(1), told));
        Ok(())
    }

    /// Every draft that can be read, newest first, and what was set aside.
    ///
    /// # Errors
    /// The register is closed, or the disk.
    pub(crate) fn all(&self) -> Result<All, Problem> {
        let (tell, told) = channel();
        self.lock().as_ref().ok_or_else(gone)?.job(Job::Read(tell));
        told.recv().unwrap_or_else(|_| Err(gone()))
    }

    /// On the thread.
    fn carry_out(&self, job: Job) {
        let Self { files, .. } = self;
        match job {
            Job::Sync(new, told) => {
                let taken = forget_before(files, &new).and_then(|()| take_place(&new));
                told(taken.inspect_err(|_| {
                    // Whoever typed is told that it is not kept; the older one stands.
                    let _ = std::fs::remove_file(&new);
                }));
            }
            Job::Drop(request, next, told) => {
                let gone = forget_before(files, &state(files, request, next));
                told(gone.and_then(|()| files::remove(&path(files, request))));
            }
            Job::Read(to) => {
                let _ = to.send(read_all(files, true));
            }
            Job::Failed(why, told) => told(Err(why)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<AtWork>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a form sent, as that operator's of now: the screens have no clock.
pub(crate) fn signed(draft: &Draft, operator: RecordId) -> Draft {
    Draft { operator, time: clock::now(), ..draft.clone() }
}

impl AtWork {
    fn job(&self, job: Job) {
        // The thread ends only after this sender is gone.
        let _ = self.jobs.send(job);
    }
}

fn path(files: &Files, request: [u8; 16]) -> PathBuf {
    files.drafts().join(hex::text(&request)).with_extension(EXTENSION)
}

/// Where a state of a draft stands that is not synced.
fn state(files: &Files, request: [u8; 16], number: u64) -> PathBuf {
    let name = format!("{}-{number:016x}", hex::text(&request));
    files.drafts().join(name).with_extension(UNSYNCED)
}

/// The states that are not synced, each draft's newest last.
fn unsynced(files: &Files) -> Result<Vec<PathBuf>, Problem> {
    let mut states = files::read_dir(&files.drafts())?;
    states.retain(|state| state.extension().is_some_and(|of| of == UNSYNCED));
    Ok(states)
}

/// Removes the states of a draft before that one, which an earlier opening could not put in its
/// place: they would take a newer one's, or bring back what was dropped.
fn forget_before(files: &Files, state: &Path) -> Result<(), Problem> {
    let of = request_of(state);
    let mut before = unsynced(files)?;
    before.retain(|other| request_of(other) == of && other.as_path() < state);
    before.iter().try_for_each(|state| files::remove(state))
}

/// Writes a state of a draft, unsynced; its file.
fn write(files: &Files, draft: &Draft, number: u64) -> Result<PathBuf, Problem> {
    let body = codec::encode(draft)?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&crc32fast::hash(&body).to_le_bytes());
    bytes.extend_from_slice(&body);
    if bytes.len() as u64 > MOST {
        return Err(Problem::new(&VALUE_TOO_LARGE, [format!("{} > {MOST} byte", bytes.len())]));
    }
    files::make_dir(&files.drafts())?;
    let state = state(files, draft.request, number);
    files::write_new(&state, &bytes)?;
    Ok(state)
}

/// A state that is written is synced, and then is the draft.
fn take_place(state: &Path) -> Result<(), Problem> {
    let path = state.with_file_name(request_of(state)).with_extension(EXTENSION);
    files::rename_synced(state, &path)
}

/// The request a file of a draft is named by.
fn request_of(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    stem.split('-').next().unwrap_or_default().to_owned()
}

/// The number of a state.
fn number_of(state: &Path) -> Option<u64> {
    let stem = state.file_stem()?.to_str()?;
    // One that no clock gave would leave no number above it.
    u64::from_str_radix(stem.split_once('-')?.1, 16).ok().filter(|number| *number <= u64::MAX / 2)
}

/// What the last life of the program wrote and did not come to sync: whole states take their drafts'
/// places, the newest last; torn ones go. What the disk refuses of them, none of which hides the
/// others; they stay for the next opening.
fn take_unsynced(files: &Files) -> Result<Vec<Problem>, Problem> {
    let take = |state: &PathBuf| match read(state) {
        Ok(_) => take_place(state).err(),
        Err(Unread::Damaged) => files::remove(state).err(),
        Err(_) => None,
    };
    Ok(unsynced(files)?.iter().filter_map(take).collect())
}

/// Takes up what was left unsynced and sets damaged drafts aside, where nobody is at work; then as
/// [`read_all`].
pub(crate) fn mend(files: &Files) -> Result<All, Problem> {
    // Where the disk refuses, the older states are still there.
    let refused = take_unsynced(files).unwrap_or_else(|problem| vec![problem]);
    let (drafts, aside) = read_all(files, true)?;
    Ok((drafts, refused.into_iter().chain(aside).collect()))
}

/// Every draft in the folder, newest first; damaged ones are set aside (`mend`) or only named, those
/// of a newer version, and those that the disk does not give, are named and left.
pub(crate) fn read_all(files: &Files, mend: bool) -> Result<All, Problem> {
    let mut drafts = Vec::new();
    let mut aside = Vec::new();
    for path in files::read_dir(&files.drafts())? {
        if path.extension().is_none_or(|extension| extension != EXTENSION) {
            continue;
        }
        match read(&path) {
            Ok(draft) => drafts.push(draft),
            Err(Unread::Newer(format)) => {
                let params = [path.display().to_string(), format.to_string()];
                aside.push(Problem::new(&NEWER_FORMAT, params));
            }
            // Saved or given up since the folder was read.
            Err(Unread::Disk(error)) if error.kind() == ErrorKind::NotFound => {}
            Err(Unread::Disk(error)) => aside.push(files::io(&path, &error)),
            Err(Unread::Damaged) => {
                let at = path.with_extension("damaged");
                // One that cannot be set aside does not hide the others.
                let moved = mend && std::fs::rename(&path, &at).is_ok();
                let name = if moved { &at } else { &path };
                aside.push(Problem::new(&codes::DRAFT_DAMAGED, [name.display().to_string()]));
            }
        }
    }
    drafts.sort_by_key(|draft: &Draft| (std::cmp::Reverse(draft.time), draft.request));
    Ok((drafts, aside))
}

/// Why a file gives no draft.
#[derive(Debug)]
enum Unread {
    Damaged,
    /// Of that format, which this version cannot read.
    Newer(u16),
    /// It may be sound: the disk refuses for now.
    Disk(io::Error),
}

fn read(path: &Path) -> Result<Draft, Unread> {
    let known = std::fs::metadata(path).map_err(Unread::Disk)?;
    // A pipe would be read for ever.
    if !known.is_file() {
        return Err(Unread::Disk(io::Error::other("no file")));
    }
    if known.len() > MOST {
        return Err(Unread::Damaged);
    }
    let bytes = std::fs::read(path).map_err(Unread::Disk)?;
    let draft = whole(&bytes).ok_or(Unread::Damaged)??;
    if request_of(path) == hex::text(&draft.request) { Ok(draft) } else { Err(Unread::Damaged) }
}

/// None: damaged.
fn whole(bytes: &[u8]) -> Option<Result<Draft, Unread>> {
    let (name, rest) = bytes.split_first_chunk::<8>()?;
    let (format, rest) = rest.split_first_chunk::<2>()?;
    let (reader, rest) = rest.split_first_chunk::<2>()?;
    let (crc, body) = rest.split_first_chunk::<4>()?;
    if name != MAGIC || *crc != crc32fast::hash(body).to_le_bytes() {
        return None;
    }
    let format = u16::from_le_bytes(*format);
    if u16::from_le_bytes(*reader) > FORMAT {
        return Some(Err(Unread::Newer(format)));
    }
    let draft = match format {
        1 => codec::decode::<First>(body).ok()?.into(),
        _ => codec::decode(body).ok()?,
    };
    Some(Ok(draft))
}

/// A draft of the first format.
#[derive(Deserialize)]
struct First {
    request: [u8; 16],
    #[serde(rename = "operator")]
    _operator: String,
    kind: Kind,
    of: Option<(RecordId, Rev)>,
    layout: String,
    at: (u16, usize),
    fields: Vec<(u16, String)>,
    time: i64,
}

impl From<First> for Draft {
    fn from(first: First) -> Self {
        let First { request, kind, of, layout, at, fields, time, .. } = first;
        Self { request, operator: NOBODY, kind, of, layout, at, fields, time }
    }
}
