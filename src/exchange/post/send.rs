//! Carries finished files to a target, each whole or not at all under its own name there; what was cut
//! goes on where it was cut.

use super::sftp::Sftp;
use super::target::{Host, Place, Target};
use super::{Folder, Folders, Listed, begin_part, same, sync_folder};
use crate::exchange::rejects::{unreadable, unwritable};
use crate::lang::Problem;
use crate::lang::errors::post as codes;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

/// How the names of bundles and of receipts end.
const ENDINGS: [&str; 3] = [".zip", ".zip.age", ".txt"];

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// It is there now; so many bytes of it were there from an earlier, cut sending.
    Sent {
        /// Those bytes.
        before: u64,
    },
    /// It was there already.
    There,
}

/// Hears of each file when it has arrived.
pub type Arrived<'a> = dyn FnMut(&Listed, Carried) -> Result<(), Problem> + 'a;

/// The files of a folder of the post that can go out. Others than ours under names of ours are
/// nobody's and stay.
///
/// # Errors
/// The disk.
pub fn outgoing(dir: &Path, folder: Folder) -> Result<Vec<Listed>, Problem> {
    let files = Folders::of(dir).list(folder)?.into_iter();
    Ok(files.filter(|file| is_ours(&file.name)).collect())
}

/// A name that means nothing to a shell or to sftp.
fn is_ours(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(fits)
        && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Sends those files of a folder of the post, in that order; where bundles went is remembered.
///
/// # Errors
/// `post_no_sftp` and what else keeps files from a host, `post_no_folder`, `post_full`,
/// `post_differs`, `post_name_taken`; what `arrived` says. What has arrived by then has been told.
pub fn deliver(
    (dir, folder): (&Path, Folder),
    files: &[Listed],
    to: &Target,
    limit: Option<u32>,
    arrived: &mut Arrived<'_>,
) -> Result<(), Problem> {
    match &to.place {
        Place::Folder(stick) => files.iter().try_for_each(|file| {
            let carried = copy(&file.path, stick)?;
            arrived(file, carried)
        }),
        Place::Host(host) => {
            let from = Folders::of(dir).path(folder);
            Sftp { host, config: to.config.as_deref(), from: &from, limit }.send(files, arrived)
        }
    }?;
    // Where nothing went may be mistyped. Receipts go each time to whom they are for.
    let keeps = folder == Folder::Outbox && !files.is_empty();
    if keeps && Target::remembered(dir)?.as_ref() != Some(to) {
        to.remember(dir)?;
    }
    Ok(())
}

/// Copies a file into a folder and reads it back.
///
/// # Errors
/// `post_no_folder`, `post_full`, `post_differs`, `post_name_taken`, the disk.
pub fn copy(file: &Path, folder: &Path) -> Result<Carried, Problem> {
    let shown = || folder.display().to_string();
    if !folder.is_dir() {
        return Err(Problem::new(&codes::NO_FOLDER, [shown()]));
    }
    let target = folder.join(file.file_name().unwrap_or_default());
    let fail = |error: io::Error| match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            Problem::new(&codes::FULL, [shown()])
        }
        _ => unwritable(&target, &error),
    };
    if target.symlink_metadata().is_ok() {
        return match same(file, &target).map_err(fail)? {
            true => Ok(Carried::There),
            false => Err(super::folders::taken(&target)),
        };
    }
    let mut from = File::open(file).map_err(|error| unreadable(file, &error))?;
    let (part, mut to) = begin_part(&target).map_err(fail)?;
    let copied = io::copy(&mut from, &mut to).and_then(|_| to.sync_all());
    let placed = copied.and_then(|()| match same(file, &part)? {
        true => std::fs::rename(&part, &target).map(|()| true),
        false => Ok(false),
    });
    if !matches!(placed, Ok(true)) {
        let _ = std::fs::remove_file(&part);
    }
    match placed.map_err(fail)? {
        true => {
            // Some file systems of sticks cannot sync a folder by itself.
            let _ = sync_folder(&target);
            Ok(Carried::Sent { before: 0 })
        }
        false => Err(Problem::new(&codes::DIFFERS, [target.display().to_string()])),
    }
}

/// The lines by which a person sends files by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// Over sftp, under a name that is not final until all is there.
    pub sftp: String,
    /// Over scp.
    pub scp: String,
    /// To a stick.
    pub usb: String,
}

/// The lines for those files; where no target is known, with a name to be replaced.
pub fn by_hand((dir, folder): (&Path, Folder), files: &[Listed], to: Option<&Target>) -> ByHand {
    let from = Folders::of(dir).path(folder);
    // They are pasted in another window, which may stand elsewhere.
    let from = quoted(&std::path::absolute(&from).unwrap_or(from).display().to_string());
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let (host, stick) = match to.map(|to| &to.place) {
        Some(Place::Host(host)) => (host.clone(), "/media/USB".to_owned()),
        Some(Place::Folder(folder)) => (unknown(), folder.display().to_string()),
        None => (unknown(), "/media/USB".to_owned()),
    };
    let config = to.and_then(|to| to.config.as_ref());
    let config = config.map(|path| format!(" -F {}", quoted(&path.display().to_string())));
    let port = host.port.map(|port| format!(" -P {port}"));
    let options = config.unwrap_or_default() + &port.unwrap_or_default();
    let names = names.join(" ");
    let moves = format!(
        "for f in {names}; do echo \"put $f $f.part\"; echo \"rename -l $f.part $f\"; done"
    );
    let moves = match host.folder.as_str() {
        "" => moves,
        folder => {
            let goes = quoted(&format!("cd {}", super::sftp::quoted(folder)));
            format!("{{ printf '%s\\n' {goes}; {moves}; }}")
        }
    };
    let to = quoted(&format!("{}:{}", host.name, host.folder));
    ByHand {
        sftp: format!("cd {from} && {moves} | sftp{options} -b - {}", host.name),
        scp: format!("cd {from} && scp{options} {names} {to}"),
        usb: format!("cd {from} && cp {names} {} && sync", quoted(&stick)),
    }
}

fn unknown() -> Host {
    Host { name: "USER@HOST".to_owned(), port: None, folder: String::new() }
}

/// For a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
