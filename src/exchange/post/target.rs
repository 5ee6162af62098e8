//! Where bundles are sent: a drop box on another machine, or a folder (a USB stick). A register
//! remembers its own in `bundles/target`.

use super::{Folders, begin_part, sync_folder};
use crate::exchange::rejects::{unreadable, unwritable};
use crate::lang::Problem;
use crate::lang::errors::post as codes;
use crate::text::clean::shown;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Longer ones are none.
const MOST: usize = 1024;
/// The labels of the file, in order.
const TO: &str = "to: ";
const CONFIG: &str = "ssh-config: ";

/// Where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A drop box.
    Host(Host),
    /// A folder of this machine.
    Folder(PathBuf),
}

/// A drop box that OpenSSH's sftp reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// `user@host`, or a name of ssh's configuration.
    pub name: String,
    /// Its port, where it is not ssh's own choice.
    pub port: Option<u16>,
    /// The folder there; empty for the one a session begins in.
    pub folder: String,
}

/// A place, and what ssh needs to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Where to.
    pub place: Place,
    /// The configuration that ssh is to read instead of the user's.
    pub config: Option<PathBuf>,
}

impl Place {
    /// Reads what was typed: a folder of this machine (`/media/usb`, `./x`, or one that is there),
    /// `user@host:folder` as scp has it, or `sftp://user@host:port/folder`.
    ///
    /// # Errors
    /// `post_bad_target`.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let bad = || Problem::new(&codes::BAD_TARGET, [shown(text)]);
        if text.is_empty() || text.len() > MOST || text.contains(char::is_control) {
            return Err(bad());
        }
        let local = text.starts_with(['/', '.']) || Path::new(text).is_dir();
        if local {
            let path = std::path::absolute(text).map_err(|_| bad())?;
            return Ok(Self::Folder(path));
        }
        Host::read(text).map(Self::Host).ok_or_else(bad)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(path) => path.display().fmt(f),
            Self::Host(host) => host.fmt(f),
        }
    }
}

impl std::fmt::Display for Host {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.port {
            Some(port) => write!(f, "sftp://{}:{port}/{}", self.name, self.folder),
            None if self.folder.is_empty() => f.write_str(&self.name),
            None => write!(f, "{}:{}", self.name, self.folder),
        }
    }
}

impl Host {
    fn read(text: &str) -> Option<Self> {
        let (name, port, folder) = match text.strip_prefix("sftp://") {
            Some(rest) => {
                let (name, folder) = rest.split_once('/').unwrap_or((rest, ""));
                match name.rsplit_once(':') {
                    Some((name, port)) => (name, Some(port.parse().ok()?), folder),
                    None => (name, None, folder),
                }
            }
            None => match text.split_once(':') {
                Some((name, folder)) => (name, None, folder),
                None => (text, None, ""),
            },
        };
        // A word that ssh would take for an option, or a shell for more than a word, is no name.
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
        let named = name.starts_with(|c: char| c.is_ascii_alphanumeric());
        let sound = named && name.chars().all(fits) && !name.ends_with('@');
        sound.then(|| Self { name: name.to_owned(), port, folder: folder.to_owned() })
    }
}

impl Target {
    /// What the register in that folder remembers.
    ///
    /// # Errors
    /// `post_bad_target`, the disk.
    pub fn remembered(dir: &Path) -> Result<Option<Self>, Problem> {
        let path = Folders::of(dir).target();
        let mut text = String::new();
        let read = std::fs::File::open(&path)
            .and_then(|file| file.take(4 * MOST as u64).read_to_string(&mut text));
        match read {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(&path, &error)),
            Ok(_) => {}
        }
        let line = |label| text.lines().find_map(|line| line.strip_prefix(label));
        let place = Place::read(line(TO).unwrap_or_default())?;
        Ok(Some(Self { place, config: line(CONFIG).map(PathBuf::from) }))
    }

    /// Remembers it in the register in that folder.
    ///
    /// # Errors
    /// The disk.
    pub fn remember(&self, dir: &Path) -> Result<(), Problem> {
        let folders = Folders::of(dir);
        folders.made(super::Folder::Outbox)?;
        let path = folders.target();
        let mut text = format!("{TO}{}\n", self.place);
        if let Some(config) = &self.config {
            text.push_str(&format!("{CONFIG}{}\n", config.display()));
        }
        let written = begin_part(&path).and_then(|(part, mut file)| {
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&part, &path)?;
            sync_folder(&path)
        });
        written.map_err(|error| unwritable(&path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_host_or_a_folder_and_never_an_option() {
        let host = |name: &str, port, folder: &str| {
            Place::Host(Host { name: name.into(), port, folder: folder.into() })
        };
        for (text, place) in [
            ("tinh", host("tinh", None, "")),
            ("hkh@tinh.vn", host("hkh@tinh.vn", None, "")),
            ("hkh@tinh.vn:den/gói mới", host("hkh@tinh.vn", None, "den/gói mới")),
            ("sftp://hkh@10.0.0.1:2222/den", host("hkh@10.0.0.1", Some(2222), "den")),
            ("sftp://tinh", host("tinh", None, "")),
            ("/media/usb", Place::Folder("/media/usb".into())),
        ] {
            let read = Place::read(text).unwrap();
            assert_eq!(read, place);
            assert_eq!(Place::read(&read.to_string()).unwrap(), place);
        }
        for bad in ["", "-oProxyCommand=x", "a b", "a;b", "@x", "x@", "a\nb", "sftp://a:x/", "$(x)"]
        {
            assert!(Place::read(bad).unwrap_err().is(&codes::BAD_TARGET), "{bad}");
        }
    }

    #[test]
    fn a_register_remembers_its_target() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Target::remembered(dir.path()).unwrap(), None);
        let place = Place::read("hkh@tinh:den").unwrap();
        for config in [None, Some(PathBuf::from("/etc/x y"))] {
            let target = Target { place: place.clone(), config };
            target.remember(dir.path()).unwrap();
            assert_eq!(Target::remembered(dir.path()).unwrap(), Some(target));
        }
        std::fs::write(Folders::of(dir.path()).target(), "to: -x\n").unwrap();
        assert!(Target::remembered(dir.path()).unwrap_err().is(&codes::BAD_TARGET));
    }
}
