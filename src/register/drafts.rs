//! Forms not saved yet, each a file that is whole or not there. Their syncs run on a thread of
//! their own, so that nothing that is typed or asked waits for them.

use super::files::{self, Files};
use super::proto::Draft;
use crate::derived::codec;
use crate::domain::{Kind, RecordId, Rev};
use crate::lang::Problem;
use crate::lang::errors::derived::VALUE_TOO_LARGE;
use crate::lang::errors::journal::NEWER_FORMAT;
use crate::lang::errors::register as codes;
use serde::Deserialize;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
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

type Told = Box<dyn FnOnce(Result<(), Problem>) + Send>;

enum Job {
    Keep(Box<Draft>, Told),
    Drop([u8; 16], Told),
    /// Everything before it is done.
    Wait(Told),
}

/// The drafts of an open register.
pub(crate) struct Drafts {
    files: Files,
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Drafts {
    /// Starts the thread.
    pub(crate) fn start(files: &Files) -> Result<Self, Problem> {
        let (jobs, todo) = channel();
        let of = files.clone();
        let work = move || {
            for job in todo {
                match job {
                    Job::Keep(draft, told) => told(keep(&of, &draft)),
                    Job::Drop(request, told) => told(files::remove(&path(&of, request))),
                    Job::Wait(told) => told(Ok(())),
                }
            }
        };
        let thread = std::thread::Builder::new().name("drafts".into()).spawn(work);
        let thread = thread.map_err(|error| files::io(&files.drafts(), &error))?;
        Ok(Self { files: files.clone(), jobs: Some(jobs), thread: Some(thread) })
    }

    fn job(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // The thread ends only after this sender is gone.
            let _ = jobs.send(job);
        }
    }

    /// Keeps a draft; `told` once it is on disk.
    pub(crate) fn keep(&self, draft: Draft, told: Told) {
        self.job(Job::Keep(Box::new(draft), told));
    }

    /// Throws a draft away.
    pub(crate) fn drop_one(&self, request: [u8; 16], told: Told) {
        self.job(Job::Drop(request, told));
    }

    /// Every draft that can be read, newest first, and what was set aside.
    pub(crate) fn all(&self) -> Result<(Vec<Draft>, Vec<Problem>), Problem> {
        self.wait();
        read_all(&self.files, true)
    }

    fn wait(&self) {
        let (tell, told) = channel();
        self.job(Job::Wait(Box::new(move |_| {
            let _ = tell.send(());
        })));
        let _ = told.recv();
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn path(files: &Files, request: [u8; 16]) -> PathBuf {
    files.drafts().join(files::hex(&request)).with_extension(EXTENSION)
}

fn keep(files: &Files, draft: &Draft) -> Result<(), Problem> {
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
    files::write_whole(&path(files, draft.request), &bytes)
}

/// Every draft in the folder, newest first; damaged ones are set aside (`mend`) or only named, those
/// of a newer version, and those that the disk does not give, are named and left.
pub(crate) fn read_all(files: &Files, mend: bool) -> Result<(Vec<Draft>, Vec<Problem>), Problem> {
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
    if std::fs::metadata(path).map_err(Unread::Disk)?.len() > MOST {
        return Err(Unread::Damaged);
    }
    let bytes = std::fs::read(path).map_err(Unread::Disk)?;
    let draft = whole(&bytes).ok_or(Unread::Damaged)??;
    let named = path.file_stem().is_some_and(|stem| *stem == *files::hex(&draft.request));
    if named { Ok(draft) } else { Err(Unread::Damaged) }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(request: u8, time: i64) -> Draft {
        Draft {
            request: [request; 16],
            operator: RecordId([7; 16]),
            kind: Kind(3),
            of: None,
            layout: "A".into(),
            at: (1, 7),
            fields: vec![(1, "Nguyễn Văn Hòa".into())],
            time,
        }
    }

    #[test]
    fn drafts_come_back_newest_first_and_go_when_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        let drafts = Drafts::start(&files).unwrap();
        let (tell, told) = channel();
        for (request, time) in [(1, 10), (2, 30), (3, 20), (2, 31)] {
            let tell = tell.clone();
            drafts.keep(draft(request, time), Box::new(move |done| tell.send(done).unwrap()));
            told.recv().unwrap().unwrap();
        }
        drafts.drop_one([3; 16], Box::new(|_| ()));
        drafts.drop_one([9; 16], Box::new(|done| assert!(done.is_ok())));
        assert_eq!(drafts.all().unwrap(), (vec![draft(2, 31), draft(1, 10)], vec![]));
        drop(drafts);
        assert_eq!(read_all(&files, false).unwrap().0.len(), 2);
    }

    #[test]
    fn a_damaged_draft_is_set_aside_and_said_whatever_byte_is_wrong() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        keep(&files, &draft(1, 10)).unwrap();
        let path = path(&files, [1; 16]);
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            std::fs::write(&path, &bytes).unwrap();
            let reader = at == 10 || at == 11;
            // A format that this one can read is as good as its own.
            let is_format = at == 8 || at == 9;
            match read(&path) {
                Ok(_) if is_format => {}
                Err(Unread::Newer(FORMAT)) if reader => {}
                Err(Unread::Damaged) if !is_format && !reader => {}
                other => panic!("byte {at}: {other:?}"),
            }
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(matches!(read(&path), Err(Unread::Damaged)), "cut at {at}");
        }
        let (drafts, aside) = read_all(&files, true).unwrap();
        assert!(drafts.is_empty());
        assert!(aside[0].is(&codes::DRAFT_DAMAGED), "{aside:?}");
        assert_eq!(read_all(&files, true).unwrap(), (vec![], vec![]));
        assert!(path.with_extension("damaged").exists());
    }

    #[test]
    fn what_the_disk_does_not_give_is_named_and_left() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        keep(&files, &draft(1, 10)).unwrap();
        // Without rights to take away (tests may run as root): one cannot be found out about, the
        // other not read.
        let (endless, folder) = (path(&files, [2; 16]), path(&files, [3; 16]));
        std::os::unix::fs::symlink(&endless, &endless).unwrap();
        files::make_dir(&folder).unwrap();
        for _ in 0..2 {
            let (drafts, aside) = read_all(&files, true).unwrap();
            assert_eq!(drafts, [draft(1, 10)]);
            let named: Vec<&str> = aside.iter().map(|said| said.params[0].as_str()).collect();
            assert_eq!(named, [endless.to_str().unwrap(), folder.to_str().unwrap()]);
            assert!(aside.iter().all(|said| said.is(&codes::REGISTER_IO)), "{aside:?}");
        }
    }

    #[test]
    fn a_draft_of_the_first_format_is_read_and_anybodys() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        keep(&files, &draft(1, 10)).unwrap();
        let Draft { request, kind, of, layout, at, fields, time, .. } = draft(1, 10);
        let first = (request, "Lan", kind, of, layout, at, fields, time);
        let body = codec::encode(&first).unwrap();
        let crc = crc32fast::hash(&body).to_le_bytes();
        let bytes = [&MAGIC[..], &[1, 0, 1, 0], &crc, &body].concat();
        std::fs::write(path(&files, request), bytes).unwrap();
        let expected = Draft { operator: NOBODY, ..draft(1, 10) };
        assert_eq!(read_all(&files, true).unwrap(), (vec![expected], vec![]));
    }

    #[test]
    fn a_draft_of_a_newer_version_is_left_and_hides_no_other() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        for request in 1..4 {
            keep(&files, &draft(request, i64::from(request))).unwrap();
        }
        let newer = path(&files, [1; 16]);
        let mut bytes = std::fs::read(&newer).unwrap();
        (bytes[8], bytes[10]) = (4, 3);
        std::fs::write(&newer, &bytes).unwrap();
        // A damaged one that cannot be set aside: a folder that is not empty is in its way.
        let stuck = path(&files, [2; 16]);
        std::fs::write(&stuck, b"x").unwrap();
        files::make_dir(&stuck.with_extension("damaged").join("x")).unwrap();
        let (drafts, aside) = read_all(&files, true).unwrap();
        assert_eq!(drafts, [draft(3, 3)]);
        assert!(aside[0].is(&NEWER_FORMAT) && aside[0].params[1] == "4", "{aside:?}");
        assert!(aside[1].is(&codes::DRAFT_DAMAGED), "{aside:?}");
        assert!(newer.exists());
    }

    #[test]
    fn a_draft_that_could_not_be_read_again_is_not_called_kept() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::of(dir.path());
        let long = Draft { fields: vec![(1, "a".repeat(1 << 20))], ..draft(1, 1) };
        assert!(keep(&files, &long).unwrap_err().is(&VALUE_TOO_LARGE));
        let (drafts, aside) = read_all(&files, true).unwrap();
        assert!(drafts.is_empty() && aside.is_empty());
    }
}
