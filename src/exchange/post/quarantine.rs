//! What was refused: never thrown away, with a text beside it that says why, and out again once the gap
//! or the trust is mended.

use super::folders::plain;
use super::{Folder, Folders, Listed, begin_part, behind, sync_folder};
use crate::exchange::bundle::MOST_BYTES;
use crate::exchange::rejects::{unreadable, unwritable};
use crate::lang::errors::post as codes;
use crate::lang::{Lang, Problem};
use crate::text::clean::shown;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// How the name of the text ends.
const WHY: &str = ".why.txt";
/// It is no longer, in bytes.
const LONGEST: u64 = 64 * 1024;
/// A file that is larger by more than an encryption adds is not copied: it cannot be a bundle.
const ADDED: u64 = 1 << 20;

/// Why a file was refused, and when (milliseconds since 1970, UTC).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// What was wrong.
    pub problem: Problem,
    /// When that was found.
    pub at: i64,
}

/// A file in quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The file.
    pub file: Listed,
    /// Why it was refused; None where the text beside it is gone or is not ours.
    pub why: Option<Why>,
}

impl Folders {
    /// Puts a file into quarantine: one of the post's own is moved, any other is copied. A file that is
    /// held already is held once, for the latest reason.
    ///
    /// # Errors
    /// `post_too_large`, it cannot be read, the disk.
    pub fn hold(&self, file: &Path, why: &Why) -> Result<Held, Problem> {
        let about = file.metadata().map_err(|error| unreadable(file, &error))?;
        if about.len() > MOST_BYTES + ADDED || !about.is_file() {
            let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
            return Err(Problem::new(&codes::TOO_LARGE, [shown(&name)]));
        }
        let folder = self.made(Folder::Quarantine)?;
        let path = match self.holds(file) {
            true if file.parent() == Some(&folder) => file.to_owned(),
            true => self.place_somewhere(file, &folder, &plain(file))?,
            false => self.bring(file, Folder::Quarantine)?,
        };
        tell(&path, why)?;
        let name = path.file_name().map(|name| shown(&name.to_string_lossy())).unwrap_or_default();
        let file = Listed { path, name, bytes: about.len() };
        Ok(Held { file, why: Some(why.clone()) })
    }

    /// What is held, by name.
    ///
    /// # Errors
    /// The disk.
    pub fn held(&self) -> Result<Vec<Held>, Problem> {
        let files = self.list(Folder::Quarantine)?.into_iter();
        let files = files.filter(|file| !file.name.ends_with(WHY));
        files.map(|file| Ok(Held { why: told(&file.path)?, file })).collect()
    }

    /// Takes a file out of quarantine into another folder; where it is now.
    ///
    /// # Errors
    /// `post_not_there`, `post_name_taken`, the disk.
    pub fn release(&self, name: &str, to: Folder) -> Result<PathBuf, Problem> {
        let path = self.transfer(name, Folder::Quarantine, to)?;
        self.forget(name)?;
        Ok(path)
    }

    /// Throws a file in quarantine away for good: because a person said so.
    ///
    /// # Errors
    /// `post_not_there`, the disk.
    pub fn throw_away(&self, name: &str) -> Result<(), Problem> {
        let path = self.named(Folder::Quarantine, name)?.path;
        let gone = std::fs::remove_file(&path).and_then(|()| sync_folder(&path));
        gone.map_err(|error| unwritable(&path, &error))?;
        self.forget(name)
    }

    /// Takes away the text beside a file that is gone.
    fn forget(&self, name: &str) -> Result<(), Problem> {
        let why = behind(&self.path(Folder::Quarantine).join(name), WHY);
        match std::fs::remove_file(&why) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritable(&why, &error)),
            _ => Ok(()),
        }
    }
}

/// Writes the text beside a file: for people in both languages, and a line for programs.
fn tell(path: &Path, why: &Why) -> Result<(), Problem> {
    let to = behind(path, WHY);
    let fail = |error: io::Error| unwritable(&to, &error);
    let mut text = format!("{}\n", why.problem.code.0.name);
    for lang in [Lang::Vi, Lang::En] {
        for said in [why.problem.what(lang), why.problem.hint(lang)] {
            text.push_str(&shown(&said));
            text.push('\n');
        }
    }
    let line = serde_json::to_string(why).map_err(|error| fail(error.into()))?;
    text.push_str(&line);
    text.push('\n');
    let (part, mut file) = begin_part(&to).map_err(fail)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    let placed = written.and_then(|()| std::fs::rename(&part, &to));
    placed.and_then(|()| sync_folder(&to)).map_err(fail)
}

/// Reads it.
fn told(path: &Path) -> Result<Option<Why>, Problem> {
    let from = behind(path, WHY);
    let mut text = Vec::new();
    let read = File::open(&from).and_then(|file| file.take(LONGEST).read_to_end(&mut text));
    match read {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&from, &error)),
        Ok(_) => {}
    }
    let line = text.split(|byte| *byte == b'\n').rfind(|line| !line.is_empty());
    Ok(line.and_then(|line| serde_json::from_slice(line).ok()))
}
