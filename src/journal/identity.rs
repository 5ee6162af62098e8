//! Who a register is: the file `register` weighed against the segments' headers (FORMAT.md §3),
//! and epochs (§11).

use super::header::{identity_file, read_identity_file};
use super::segment::{Segment, damage_of, path_of};
use super::types::{Damage, Identity};
use super::{Journal, disk};
use crate::lang::Problem;
use crate::lang::errors::journal::{DAMAGED, NEWER_FORMAT, NO_REGISTER};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The file that makes a folder a register.
pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join("register")
}

/// Who a register is, and what is wrong with what says so.
pub(super) struct Who {
    /// The identity.
    pub(super) identity: Identity,
    /// What the segments' headers can mend.
    pub(super) mended: Vec<Damage>,
    /// What they cannot.
    pub(super) damage: Vec<Damage>,
}

/// Writes the file `register`.
///
/// # Errors
/// The disk.
pub(super) fn write(dir: &Path, identity: &Identity) -> Result<(), Problem> {
    disk::replace(&path(dir), &identity_file(identity))
}

/// What the file `register` says; None where it is missing.
///
/// # Errors
/// `newer_format`, or the disk. A damaged or foreign one is the inner error.
fn read(dir: &Path) -> Result<Option<Result<Identity, Problem>>, Problem> {
    let path = path(dir);
    let bytes = match std::fs::File::open(&path) {
        Ok(file) => disk::read_at(&file, &path, 0, super::header::MAX_HEADER)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(disk::cannot_read(&path, &error)),
    };
    disk::check_private(&path)?;
    match read_identity_file(&path, &bytes) {
        Err(problem) if problem.is(&NEWER_FORMAT) => Err(problem),
        read => Ok(Some(read)),
    }
}

/// Weighs `register` and the segments' headers.
///
/// # Errors
/// `no_register`, `newer_format`, `foreign_file`, `damaged` where nothing says who this is, or
/// the disk.
pub(super) fn who(dir: &Path, segments: &[Segment]) -> Result<Who, Problem> {
    let path = path(dir);
    let file = read(dir)?;
    if segments.is_empty() {
        let missing = path_of(dir, 1).display().to_string();
        return Err(match file {
            None => Problem::new(&NO_REGISTER, [dir.display().to_string()]),
            Some(Err(problem)) => problem,
            Some(Ok(_)) => Problem::new(&DAMAGED, [&missing, "0", "the file is missing"]),
        });
    }
    let newest = segments.iter().rev().find_map(|segment| segment.header.as_ref());
    let newest = newest.map(|header| header.identity);
    let named = |what: &str| {
        vec![Damage { file: path.clone(), offset: 0, what: what.into(), records: Vec::new() }]
    };
    let (identity, mended, mut damage) = match (file, newest) {
        (Some(Ok(file)), Some(newest)) if file == newest => (newest, Vec::new(), Vec::new()),
        (Some(Ok(file)), Some(newest)) if is_past(&file, segments) => {
            (newest, named("it names an earlier epoch than the newest segment"), Vec::new())
        }
        (Some(Ok(_)), Some(newest)) => {
            let what = "it does not name the newest segment's register and epoch";
            (newest, Vec::new(), named(what))
        }
        (Some(Ok(file)), None) => (file, Vec::new(), Vec::new()),
        (Some(Err(problem)), Some(newest)) => {
            (newest, vec![damage_of(&path, &problem)], Vec::new())
        }
        (None, _) if is_unfinished(segments)? => {
            return Err(Problem::new(&NO_REGISTER, [dir.display().to_string()]));
        }
        (None, Some(newest)) => (newest, named("the file is missing"), Vec::new()),
        (Some(Err(problem)), None) => return Err(problem),
        (None, None) => {
            let file = path.display().to_string();
            return Err(Problem::new(&DAMAGED, [&file, "0", "the file is missing"]));
        }
    };
    damage.extend(segments.iter().filter_map(|segment| misplaced(segment, &identity)));
    Ok(Who { identity, mended, damage })
}

/// Whether a segment was written, or an epoch begun, out of what `file` says.
fn is_past(file: &Identity, segments: &[Segment]) -> bool {
    segments.iter().filter_map(|segment| segment.header.as_ref()).any(|header| {
        header.identity.register == file.register
            && [header.identity.epoch, header.identity.previous_epoch].contains(&file.epoch)
    })
}

/// Whether the journal was cut short while it was made.
fn is_unfinished(segments: &[Segment]) -> Result<bool, Problem> {
    let [only] = segments else { return Ok(false) };
    Ok(only.number == 1 && only.len()? <= only.body)
}

fn misplaced(segment: &Segment, identity: &Identity) -> Option<Damage> {
    let header = segment.header.as_ref()?;
    if header.identity.register != identity.register {
        return Some(segment.damage(20, "the segment belongs to another register"));
    }
    (header.number != segment.number).then(|| {
        segment.damage(84, format!("the segment is number {}, by its header", header.number))
    })
}

impl Journal {
    /// Begins a new epoch in place (a restored or copied register): a segment of its own.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn begin_epoch(&mut self, epoch: [u8; 16], device: [u8; 16]) -> Result<(), Problem> {
        self.writable()?;
        let Identity { register, epoch: previous_epoch, .. } = self.identity;
        let identity = Identity { register, epoch, previous_epoch, device };
        let rotated = self.rotate(identity, 0);
        let named = self.segments.last().into_iter().chain(&self.pending);
        // The new segment's header is the authority, even while the old one's seal is still owed.
        if named.filter_map(|segment| segment.header.as_ref()).any(|h| h.identity == identity) {
            self.identity = identity;
        }
        rotated?;
        write(&self.dir, &identity)
    }
}
