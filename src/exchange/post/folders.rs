//! The folders, and files from one to another.

use super::{PART, begin_part, same, sync_folder};
use crate::exchange::rejects::{unreadable, unwritable};
use crate::lang::Problem;
use crate::lang::errors::post as codes;
use crate::text::clean::shown;
use crate::text::fold::fold;
use std::fs::{DirBuilder, File};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Letters of a name that we give, at most.
const NAME: usize = 120;

/// A folder of the post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// To be sent, or sent and not acknowledged.
    Outbox,
    /// Acknowledged.
    Sent,
    /// Taken.
    Inbox,
    /// Refused.
    Quarantine,
    /// To be handed back.
    Receipts,
}

impl Folder {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Sent => "sent",
            Self::Inbox => "inbox",
            Self::Quarantine => "quarantine",
            Self::Receipts => "receipts",
        }
    }
}

/// A file in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it is.
    pub path: PathBuf,
    /// Its name, which acts on no terminal.
    pub name: String,
    /// Its bytes.
    pub bytes: u64,
}

/// The folders of a register.
#[derive(Clone, Debug)]
pub struct Folders {
    base: PathBuf,
}

impl Folders {
    /// Of the register in that folder.
    pub fn of(dir: &Path) -> Self {
        Self { base: dir.join("bundles") }
    }

    /// Where a folder is.
    pub fn path(&self, folder: Folder) -> PathBuf {
        self.base.join(folder.name())
    }

    /// Where encrypted files are opened.
    pub fn spool(&self) -> PathBuf {
        self.base.join("spool")
    }

    /// The file that says where to.
    pub(super) fn target(&self) -> PathBuf {
        self.base.join("target")
    }

    /// A folder, made where there is none; for its owner alone.
    ///
    /// # Errors
    /// The disk.
    pub fn made(&self, folder: Folder) -> Result<PathBuf, Problem> {
        let path = self.path(folder);
        if !path.is_dir() {
            let made = DirBuilder::new().mode(0o700).recursive(true).create(&path);
            let synced =
                made.and_then(|()| sync_folder(&path)).and_then(|()| sync_folder(&self.base));
            synced.map_err(|error| unwritable(&path, &error))?;
        }
        Ok(path)
    }

    /// Its files by name: plain ones that are whole. Links, folders and hidden files are nobody's.
    ///
    /// # Errors
    /// The disk.
    pub fn list(&self, folder: Folder) -> Result<Vec<Listed>, Problem> {
        let path = self.path(folder);
        let entries = match std::fs::read_dir(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(|error| unreadable(&path, &error))?,
        };
        let mut listed = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&path, &error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let about = match entry.metadata() {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                about => about.map_err(|error| unreadable(&entry.path(), &error))?,
            };
            if about.is_file() && !name.starts_with('.') && !name.ends_with(PART) {
                listed.push(Listed { path: entry.path(), name: shown(&name), bytes: about.len() });
            }
        }
        listed.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(listed)
    }

    /// The file that is listed under that name.
    ///
    /// # Errors
    /// `post_not_there`, the disk.
    pub fn named(&self, folder: Folder, name: &str) -> Result<Listed, Problem> {
        let found = self.list(folder)?.into_iter().find(|listed| listed.name == name);
        found.ok_or_else(|| Problem::new(&codes::NOT_THERE, [name, folder.name()]))
    }

    /// Moves a file from one folder to another, where it keeps its name. Done twice it is done once.
    ///
    /// # Errors
    /// `post_not_there`, `post_name_taken`, the disk.
    pub fn transfer(&self, name: &str, from: Folder, to: Folder) -> Result<PathBuf, Problem> {
        let target = self.made(to)?.join(name);
        let listed = match (self.named(from, name), self.named(to, name)) {
            (Ok(listed), _) => listed,
            (Err(_), Ok(there)) => return Ok(there.path),
            (Err(problem), Err(_)) => return Err(problem),
        };
        self.place(&listed.path, &target)?;
        Ok(target)
    }

    /// Gives a file of the post that place.
    pub(in crate::exchange) fn place(&self, from: &Path, to: &Path) -> Result<(), Problem> {
        let fail = |error: io::Error| unwritable(to, &error);
        if to.symlink_metadata().is_ok() {
            if !same(from, to).map_err(fail)? {
                return Err(taken(to));
            }
            std::fs::remove_file(from).map_err(fail)?;
        } else {
            std::fs::rename(from, to).map_err(fail)?;
        }
        sync_folder(to).and_then(|()| sync_folder(from)).map_err(fail)
    }

    /// Puts a text into a folder, whole; the same one may stand there already.
    ///
    /// # Errors
    /// `post_name_taken`, the disk.
    pub fn put(&self, folder: Folder, name: &str, bytes: &[u8]) -> Result<PathBuf, Problem> {
        let target = self.made(folder)?.join(name);
        let fail = |error: io::Error| unwritable(&target, &error);
        let (part, mut file) = begin_part(&target).map_err(fail)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        let placed = written.map_err(fail).and_then(|()| self.place(&part, &target));
        if placed.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        placed.map(|()| target)
    }

    /// Copies a file from anywhere into a folder, whole, under a plain name of its own: where that is
    /// another file's, with a number behind it.
    ///
    /// # Errors
    /// It cannot be read, the disk.
    pub fn bring(&self, file: &Path, folder: Folder) -> Result<PathBuf, Problem> {
        let folder = self.made(folder)?;
        let name = plain(file);
        let mut from = File::open(file).map_err(|error| unreadable(file, &error))?;
        let target = folder.join(&name);
        let fail = |error: io::Error| unwritable(&target, &error);
        let (part, mut to) = begin_part(&target).map_err(fail)?;
        let placed = io::copy(&mut from, &mut to)
            .and_then(|_| to.sync_all())
            .map_err(fail)
            .and_then(|()| self.place_somewhere(&part, &folder, &name));
        if placed.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        placed
    }

    /// Gives a file of the post that name in that folder, or one like it.
    pub(super) fn place_somewhere(
        &self,
        from: &Path,
        folder: &Path,
        name: &str,
    ) -> Result<PathBuf, Problem> {
        let mut number = 1;
        loop {
            let target = match (number, name.split_once('.')) {
                (1, _) => folder.join(name),
                (_, Some((stem, ending))) => folder.join(format!("{stem}-{number}.{ending}")),
                (_, None) => folder.join(format!("{name}-{number}")),
            };
            match self.place(from, &target) {
                Err(problem) if problem.is(&codes::NAME_TAKEN) => number += 1,
                placed => return placed.map(|()| target),
            }
        }
    }

    /// Whether a file is one of the post's own.
    pub(super) fn holds(&self, file: &Path) -> bool {
        let folder = file.parent().and_then(|folder| folder.canonicalize().ok());
        let base = self.base.canonicalize();
        folder.zip(base.ok()).is_some_and(|(folder, base)| folder.starts_with(base))
    }
}

/// That another file has a name.
pub(super) fn taken(path: &Path) -> Problem {
    let part = |path: Option<&std::ffi::OsStr>| {
        path.map(|name| shown(&name.to_string_lossy())).unwrap_or_default()
    };
    let folder = path.parent().and_then(Path::file_name);
    Problem::new(&codes::NAME_TAKEN, [part(path.file_name()), part(folder)])
}

/// A name that means nothing to a terminal, a shell or another disk, like the one a file has.
pub(super) fn plain(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let folded = if name.chars().all(fits) { name } else { fold(&name) };
    let plain: String = folded.chars().map(|c| if fits(c) { c } else { '-' }).collect();
    let plain = plain.trim_start_matches(['.', '-']);
    // The end tells what it is.
    let kept = plain.get(plain.len().saturating_sub(NAME)..).unwrap_or_default();
    if kept.is_empty() { "file".to_owned() } else { kept.to_owned() }
}
