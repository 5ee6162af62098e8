//! Takes a sound bundle apart and puts it together again, wrongly where it is told to.

use super::{armour, head, sample, write};
use crate::exchange::book::file::Source;
use crate::exchange::bundle::archive::Archive;
use crate::exchange::bundle::columns::{self as of, Columns, Place, Told};
use crate::exchange::bundle::flow::Flow;
use crate::exchange::bundle::head::{Head, Sums};
use crate::exchange::bundle::manifest;
use flate2::Crc;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;

/// A file of an archive that is built by hand.
#[derive(Clone, Default)]
pub(super) struct Raw {
    pub(super) name: String,
    /// What its local header calls it, where that is another.
    pub(super) local: Option<String>,
    pub(super) data: Vec<u8>,
    /// Its packed bytes, where they are not those of the data.
    pub(super) packed: Option<Vec<u8>>,
    /// The size it tells, where it lies.
    pub(super) size: Option<u32>,
    pub(super) flags: u16,
    pub(super) time: u16,
    pub(super) attributes: u32,
    pub(super) extra: Vec<u8>,
    pub(super) comment: Vec<u8>,
}

pub(super) fn pack(data: &[u8], level: u32) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(Vec::new(), flate2::Compression::new(level));
    packer.write_all(data).unwrap();
    packer.finish().unwrap()
}

/// An archive of these files, with as many in its end record as are told.
pub(super) fn zip(files: &[Raw], told: Option<u16>) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let packed = file.packed.clone().unwrap_or_else(|| pack(&file.data, 1));
        let mut crc = Crc::new();
        crc.update(&file.data);
        let size = file.size.unwrap_or(file.data.len() as u32);
        let sums = [crc.sum(), packed.len() as u32, size].map(u32::to_le_bytes);
        let about = |sums: &[[u8; 4]; 3], name: &str| {
            let mut bytes = Vec::new();
            for half in [8 | file.flags, 8, file.time, 33] {
                bytes.extend(half.to_le_bytes());
            }
            bytes.extend(sums.as_flattened());
            bytes.extend((name.len() as u16).to_le_bytes());
            bytes
        };
        let begins = out.len() as u32;
        let local = file.local.as_ref().unwrap_or(&file.name);
        out.extend(b"PK\x03\x04\x14\x00");
        out.extend(about(&[[0; 4]; 3], local));
        out.extend([0; 2]);
        out.extend(local.as_bytes());
        out.extend(&packed);
        out.extend(b"PK\x07\x08");
        out.extend(sums.as_flattened());
        directory.extend(b"PK\x01\x02\x14\x00\x14\x00");
        directory.extend(about(&sums, &file.name));
        directory.extend((file.extra.len() as u16).to_le_bytes());
        directory.extend((file.comment.len() as u16).to_le_bytes());
        directory.extend([0; 4]);
        directory.extend(file.attributes.to_le_bytes());
        directory.extend(begins.to_le_bytes());
        directory.extend(file.name.as_bytes());
        directory.extend(&file.extra);
        directory.extend(&file.comment);
    }
    let begins = out.len() as u32;
    let count = told.unwrap_or(files.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(begins.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// A bundle's files, by their paths below the base folder.
#[derive(Clone)]
pub(super) struct Forge {
    pub(super) base: String,
    pub(super) head: Head,
    pub(super) files: Vec<(String, Vec<u8>)>,
}

impl Forge {
    /// The parts of the sound bundle.
    pub(super) fn new() -> Self {
        Self::of(head())
    }

    pub(super) fn of(head: Head) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (path, _) = write(dir.path(), head.clone(), &sample());
        Self { head, ..Self::parts(&path) }
    }

    /// The parts of a bundle.
    pub(super) fn parts(path: &Path) -> Self {
        let archive = Archive::open(Source::open(path).unwrap()).unwrap();
        let part =
            |(path, entry)| (str::to_owned(path), Flow::new(&archive, entry).whole().unwrap());
        let files = archive.files().map(part).collect();
        Self { base: archive.base.clone(), head: head(), files }
    }

    pub(super) fn file(&mut self, path: &str) -> &mut Vec<u8> {
        &mut self.files.iter_mut().find(|(name, _)| name == path).unwrap().1
    }

    /// A file's text with something else in a place of it.
    pub(super) fn replace(mut self, path: &str, from: &str, to: &str) -> Self {
        let file = self.file(path);
        let text = String::from_utf8(file.clone()).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
        *file = text.replacen(from, to, 1).into_bytes();
        self
    }

    pub(super) fn without(mut self, path: &str) -> Self {
        self.files.retain(|(name, _)| name != path);
        self
    }

    fn payload(&self) -> impl Iterator<Item = &(String, Vec<u8>)> {
        self.files.iter().filter(|(path, _)| path.starts_with("data/"))
    }

    /// The data package of what the tables are now.
    pub(super) fn packaged(mut self) -> Self {
        let tables = self.payload().filter(|(path, _)| path.ends_with(".csv"));
        let told: Vec<_> = tables
            .map(|(path, bytes)| {
                let of = of::types().into_iter().find(|of| Place::Rows(of).path() == *path);
                let heading = bytes.split(|byte| *byte == b'\r').next().unwrap();
                let heading = String::from_utf8_lossy(heading).into_owned();
                let names: Vec<String> = heading.split(',').map(str::to_owned).collect();
                let columns = of.and_then(|of| Columns::of_heading(of, &names).ok());
                let sha256 = Sha256::digest(bytes).into();
                Told { path: path.clone(), columns, bytes: bytes.len() as u64, sha256 }
            })
            .collect();
        *self.file(of::PACKAGE) = of::package(&told).into_bytes();
        self
    }

    /// bag-info.txt of what the payload is now.
    pub(super) fn informed(mut self, rows: u64) -> Self {
        let bytes = self.payload().map(|(_, bytes)| bytes.len() as u64).sum();
        let sums = Sums { rows, bytes, files: self.payload().count() as u64 };
        *self.file(of::INFO) = self.head.text(sums).into_bytes();
        self
    }

    pub(super) fn listed(mut self) -> Self {
        let hash = |(path, bytes): &(String, Vec<u8>)| {
            (path.clone(), <[u8; 32]>::from(Sha256::digest(bytes)))
        };
        let all: Vec<_> = self.payload().map(hash).collect();
        let list = manifest::text(all.iter().map(|(path, hash)| (path.as_str(), *hash)));
        *self.file(of::MANIFEST) = list.into_bytes();
        self
    }

    pub(super) fn tagged(mut self) -> Self {
        let tags = [of::INFO, of::BAGIT, of::MANIFEST]
            .map(|path| (path, <[u8; 32]>::from(Sha256::digest(self.file(path)))));
        *self.file(of::TAGMANIFEST) = manifest::text(tags).into_bytes();
        self
    }

    pub(super) fn signed(mut self, secret: &str) -> Self {
        let signature = armour(secret, self.file(of::TAGMANIFEST));
        *self.file(of::SIGNATURE) = signature.into_bytes();
        self
    }

    /// All that sums it up is right again: what is left wrong is in the tables.
    pub(super) fn sealed(self) -> Self {
        self.packaged().informed(9).listed().tagged().signed(super::COMMUNE)
    }

    pub(super) fn raw(&self) -> Vec<Raw> {
        let raw = |(path, data): &(String, Vec<u8>)| Raw {
            name: format!("{}{path}", self.base),
            data: data.clone(),
            ..Raw::default()
        };
        self.files.iter().map(raw).collect()
    }

    pub(super) fn zip(&self) -> Vec<u8> {
        zip(&self.raw(), None)
    }
}
