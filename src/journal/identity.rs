//! Who a register is: the file `register` weighed against the segments' headers (FORMAT.md §3),
//! and epochs (§11).

use super::header::{identity_file, read_identity_file};
use super::open::open_segments;
use super::segment::{Segment, damage, damage_of, path_of};
use super::types::{Damage, Identity, Mode};
use super::{Journal, disk};
use crate::lang::errors::journal::{DAMAGED, NEWER_FORMAT, NO_REGISTER, wrong};
use crate::lang::{Label, Problem};
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
    /// Whether `register` is an epoch behind: an epoch's begin was cut short.
    pub(super) behind: bool,
    /// What the segments' headers can mend.
    pub(super) mended: Vec<Damage>,
    /// What they cannot.
    pub(super) damage: Vec<Damage>,
}

/// What the file `register` says, or what is wrong with it.
type Said = Result<Identity, Problem>;

/// Who the register in `dir` is, by the headers of its files alone: fast, and no proof of the
/// rest.
///
/// # Errors
/// `no_register`, `newer_format`, `foreign_file`, `damaged` where nothing says who this is,
/// `loose_mode`, or the disk.
pub fn identity_of(dir: &Path) -> Result<Identity, Problem> {
    let file = read(dir)?;
    let (segments, _) = open_segments(dir, Mode::Read)?;
    Ok(who(dir, file, &segments)?.identity)
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
pub(super) fn read(dir: &Path) -> Result<Option<Said>, Problem> {
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

fn gone(file: String) -> Problem {
    Problem::new(&DAMAGED, [file, "0".into(), wrong::both(&wrong::MISSING, &[])])
}

/// Weighs `register` and the segments' headers.
///
/// # Errors
/// `no_register`, `newer_format`, `foreign_file`, `damaged` where nothing says who this is, or
/// the disk.
pub(super) fn who(dir: &Path, file: Option<Said>, segments: &[Segment]) -> Result<Who, Problem> {
    let path = path(dir);
    if segments.is_empty() {
        let missing = path_of(dir, 1).display().to_string();
        return Err(match file {
            None => Problem::new(&NO_REGISTER, [dir.display().to_string()]),
            Some(Err(problem)) => problem,
            Some(Ok(_)) => gone(missing),
        });
    }
    let newest = segments.iter().rev().find_map(|segment| segment.header.as_ref());
    let newest = newest.map(|header| header.identity);
    let named = |what: &Label| vec![damage(&path, 0, wrong::both(what, &[]))];
    let mut behind = false;
    let (identity, mended, mut found) = match (file, newest) {
        (Some(Ok(file)), Some(newest)) if file == newest => (newest, Vec::new(), Vec::new()),
        (Some(Ok(file)), Some(newest)) if is_past(&file, segments) => {
            behind = true;
            (newest, Vec::new(), Vec::new())
        }
        (Some(Ok(_)), Some(newest)) => (newest, Vec::new(), named(&wrong::OTHER_EPOCH)),
        (Some(Ok(file)), None) => (file, Vec::new(), Vec::new()),
        (Some(Err(problem)), Some(newest)) => {
            (newest, vec![damage_of(&path, &problem)], Vec::new())
        }
        (None, _) if is_unfinished(segments)? => {
            return Err(Problem::new(&NO_REGISTER, [dir.display().to_string()]));
        }
        (None, Some(newest)) => (newest, named(&wrong::MISSING), Vec::new()),
        (Some(Err(problem)), None) => return Err(problem),
        (None, None) => {
            return Err(gone(path.display().to_string()));
        }
    };
    found.extend(segments.iter().filter_map(|segment| misplaced(segment, &identity)));
    Ok(Who { identity, behind, mended, damage: found })
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
        return Some(segment.damage(20, &wrong::OTHER_REGISTER));
    }
    (header.number != segment.number)
        .then(|| segment.damage_at(84, &wrong::NUMBER, &[header.number.to_string()]))
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
