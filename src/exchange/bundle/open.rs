//! Opens a bundle: every rule of FORMAT.md §8 in that order; the first that fails is the answer.

use super::archive::Archive;
use super::columns::{self as of, Columns, Place, Told};
use super::flow::Flow;
use super::head::{BundleId, Extent, FORMAT_NUMBER, Head, Profile, Sums};
use super::manifest::Hashes;
use super::row::{Figure, Row};
use super::table::{Hear, Item, Of, Table};
use super::{Check, manifest};
use crate::domain::{Kind, records};
use crate::exchange::book::file::Source;
use crate::exchange::zip::Entry;
use crate::lang::errors::bundle as codes;
use crate::lang::{Code, Problem};
use sha2::{Digest, Sha256};
use std::path::Path;

const SIGNATURE_BEGINS: &str = "-----BEGIN SSH SIGNATURE-----\n";
const SIGNATURE_ENDS: &str = "\n-----END SSH SIGNATURE-----\n";

/// What the receiver knows and the bundle cannot.
pub struct Expect<'a> {
    /// Who reads it; None for anyone, who only wants to know whether it is sound.
    pub me: Option<&'a str>,
    /// Whether a principal may send for a unit.
    pub in_subtree: &'a dyn Fn(&str, &str) -> bool,
    /// What was taken of its chain.
    pub ledger: &'a dyn Fn(&Head) -> Ledger,
}

/// What was taken of a chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The bundle that stands in this one's place.
    pub taken: Option<BundleId>,
    /// The highest number up to which none is missing; 0 for none.
    pub highest: u64,
    /// The bundle of that number.
    pub last: Option<BundleId>,
    /// The latest format its sender has used; 0 for none.
    pub format: u64,
}

impl Expect<'_> {
    /// Of somebody who only wants to know whether a bundle is sound.
    pub fn anyone() -> Self {
        let ledger =
            &|head: &Head| Ledger { highest: head.seq - 1, last: head.prev, ..Ledger::default() };
        Self { me: None, in_subtree: &|_, _| true, ledger }
    }
}

/// A bundle that was found sound.
#[derive(Debug)]
pub struct Bundle {
    archive: Archive,
    id: BundleId,
    head: Head,
    rows: u64,
    again: bool,
    tables: Vec<Columns>,
    hashes: Hashes,
}

impl Bundle {
    /// Reads and checks all of it.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn open(path: &Path, check: &Check<'_>, expect: &Expect<'_>) -> Result<Self, Problem> {
        let archive = Archive::open(Source::open(path)?)?;
        let (tags, principals) = signed(&archive, check)?;
        let id = BundleId(Sha256::digest(&tags).into());
        let info = fits_tags(&archive, &tags)?;
        let walk = Walk::new(&archive)?;
        let (head, sums) = Head::read(&info, &archive.source.name)?;
        walk.bear_out(&archive, &head, sums)?;
        let again = stands(&archive, &head, id, &principals, expect)?;
        let (tables, hashes) = walk.tables(&archive, sums.rows)?;
        Ok(Self { archive, id, head, rows: sums.rows, again, tables, hashes })
    }

    /// Its identity.
    pub fn id(&self) -> BundleId {
        self.id
    }

    /// What it says of itself.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Rows of records in it.
    pub fn row_count(&self) -> u64 {
        self.rows
    }

    /// Whether it was taken before: there is nothing to do but to give the same receipt.
    pub fn was_taken(&self) -> bool {
        self.again
    }

    /// The tables of records in it, with the fields they carry.
    pub fn tables(&self) -> &[Columns] {
        &self.tables
    }

    /// Gives out the rows of a type, in ascending order of their ids. They count once this has ended
    /// well: the file may have changed since it was opened.
    ///
    /// # Errors
    /// What `each` says, or the file is not what was opened.
    pub fn rows(
        &self,
        kind: Kind,
        each: &mut dyn FnMut(Row) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let Some(of) = records::of(kind) else { return Ok(()) };
        self.again(Of::Records(of), &Place::Rows(of).path(), &mut |item| match item {
            Item::Row(row) => each(row),
            Item::Figure(_) => Ok(()),
        })
    }

    /// Gives out the figures; see [`rows`](Self::rows).
    ///
    /// # Errors
    /// What `each` says, or the file is not what was opened.
    pub fn figures(
        &self,
        each: &mut dyn FnMut(Figure) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        self.again(Of::Figures, of::FIGURES_FILE, &mut |item| match item {
            Item::Figure(figure) => each(figure),
            Item::Row(_) => Ok(()),
        })
    }

    fn again(&self, of: Of, path: &str, hear: &mut Hear<'_>) -> Result<(), Problem> {
        let Some(entry) = self.archive.file(path) else { return Ok(()) };
        let mut table = Table::new(of, &self.archive.source.name, path);
        let hash =
            Flow::stream(&self.archive, entry, &mut |piece| table.feed(piece, Some(&mut *hear)))?;
        if let Some(problem) = table.fault {
            return Err(problem);
        }
        let then = self.hashes.iter().find(|(name, _)| name == path).map(|(_, hash)| *hash);
        match hash.is_some() && hash == then {
            true => Ok(()),
            false => Err(self.archive.says(&codes::TAMPERED, &[path])),
        }
    }
}

/// A small file that is always there.
fn small(archive: &Archive, path: &str) -> Result<Vec<u8>, Problem> {
    let entry = archive.file(path);
    let entry = entry.ok_or_else(|| archive.says(&codes::ENTRY_MISSING, &[path]))?;
    Flow::new(archive, entry).whole()
}

/// The tagmanifest, and who signed it.
fn signed(archive: &Archive, check: &Check<'_>) -> Result<(Vec<u8>, Vec<String>), Problem> {
    let tags = small(archive, of::TAGMANIFEST)?;
    let signature = small(archive, of::SIGNATURE)?;
    let text = std::str::from_utf8(&signature).ok().filter(|text| {
        text.is_ascii() && text.starts_with(SIGNATURE_BEGINS) && text.ends_with(SIGNATURE_ENDS)
    });
    let text = text.ok_or_else(|| archive.says(&codes::SIGNATURE, &[]))?;
    let verified = check(&tags, text)?;
    Ok((tags, verified.principals))
}

/// Holds the tag files to the tagmanifest; bag-info.txt.
fn fits_tags(archive: &Archive, tags: &[u8]) -> Result<Vec<u8>, Problem> {
    let info = small(archive, of::INFO)?;
    let bagit = small(archive, of::BAGIT)?;
    let list = small(archive, of::MANIFEST)?;
    let wrong = |path| Err(archive.says(&codes::TAGMANIFEST, &[path]));
    let told = manifest::read(tags).unwrap_or_default();
    let files = [(of::INFO, &info), (of::BAGIT, &bagit), (of::MANIFEST, &list)];
    for (path, bytes) in files {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        if !told.iter().any(|(name, told)| name == path && *told == hash) {
            return wrong(path);
        }
    }
    let hashes = files.map(|(path, bytes)| (path, Sha256::digest(bytes).into()));
    if manifest::text(hashes).as_bytes() != tags {
        return wrong(of::TAGMANIFEST);
    }
    if bagit != of::BAGIT_TEXT.as_bytes() {
        return wrong(of::BAGIT);
    }
    Ok(info)
}

/// One pass over the payload, which hashes it and looks at its tables.
struct Walk {
    hashes: Hashes,
    tables: Vec<(String, u64, Table)>,
    package: Vec<u8>,
    bytes: u64,
}

impl Walk {
    /// Hashes every payload file and holds it to the manifest, both ways.
    fn new(archive: &Archive) -> Result<Self, Problem> {
        let list = small(archive, of::MANIFEST)?;
        let says = |code: &'static Code, param: &str| archive.says(code, &[param]);
        let wrong = |line: usize| says(&codes::MANIFEST, &line.to_string());
        let listed = manifest::read(&list).map_err(wrong)?;
        let mut walk =
            Self { hashes: Vec::new(), tables: Vec::new(), package: Vec::new(), bytes: 0 };
        let payload = |path: &&str| path.starts_with("data/");
        for (path, entry) in archive.files().filter(|(path, _)| payload(path)) {
            let hash = walk.file(archive, path, entry)?;
            let told = listed.iter().find(|(name, _)| name == path);
            if told.is_some_and(|(_, told)| *told != hash) {
                return Err(says(&codes::TAMPERED, path));
            }
            walk.hashes.push((path.to_owned(), hash));
        }
        let lacks = |all: &[(String, _)], name: &str| !all.iter().any(|(path, _)| path == name);
        if let Some((path, _)) = walk.hashes.iter().find(|(path, _)| lacks(&listed, path)) {
            return Err(says(&codes::UNLISTED, path));
        }
        if let Some((path, _)) = listed.iter().find(|(path, _)| lacks(&walk.hashes, path)) {
            return Err(says(&codes::LISTED_MISSING, path));
        }
        let again = walk.hashes.iter().map(|(path, hash)| (path.as_str(), *hash));
        if manifest::text(again).as_bytes() != list {
            return Err(wrong(1));
        }
        Ok(walk)
    }

    fn file(&mut self, archive: &Archive, path: &str, entry: &Entry) -> Result<[u8; 32], Problem> {
        self.bytes += entry.size;
        let of = of::places().into_iter().find(|place| place.path() == path);
        let of = match of {
            Some(Place::Rows(of)) => Of::Records(of),
            Some(Place::Fixed(of::FIGURES_FILE)) => Of::Figures,
            _ => {
                self.package = Flow::new(archive, entry).whole()?;
                return Ok(Sha256::digest(&self.package).into());
            }
        };
        let mut table = Table::new(of, &archive.source.name, path);
        // What is wrong with its rows is told in its turn: the hash comes first.
        let hash = Flow::stream(archive, entry, &mut |piece| {
            table.feed(piece, None);
            true
        })?;
        table.end();
        self.tables.push((path.to_owned(), entry.size, table));
        hash.ok_or_else(|| archive.says(&codes::DAMAGED, &[path]))
    }

    /// Holds what the bundle says of itself to what it is.
    fn bear_out(&self, archive: &Archive, head: &Head, sums: Sums) -> Result<(), Problem> {
        let wrong = |what| Err(archive.says(&codes::BAG_INFO, &[what]));
        if archive.base.trim_end_matches('/') != head.folder() {
            return wrong(archive.base.as_str());
        }
        if (sums.bytes, sums.files) != (self.bytes, self.hashes.len() as u64) {
            return wrong("Payload-Oxum");
        }
        // The figures stand in every bundle.
        match head.profile == Profile::Summary && self.tables.len() > 1 {
            true => wrong("Densach-Profile"),
            false => Ok(()),
        }
    }

    /// The data package is what the files come to, and the rows are sound.
    fn tables(mut self, archive: &Archive, rows: u64) -> Result<(Vec<Columns>, Hashes), Problem> {
        let mut told = Vec::new();
        for (path, bytes, table) in &mut self.tables {
            if let Some(problem) = table.heading().cloned() {
                return Err(problem);
            }
            if let Some(problem) = table.fault.clone().filter(|_| !table.is_headed()) {
                return Err(problem);
            }
            let hash = self.hashes.iter().find(|(name, _)| name == path).map(|(_, hash)| *hash);
            let (path, columns) = (path.clone(), table.columns().cloned());
            told.push(Told { path, columns, bytes: *bytes, sha256: hash.unwrap_or_default() });
        }
        if of::package(&told).as_bytes() != self.package {
            return Err(archive.says(&codes::DATAPACKAGE, &[]));
        }
        if let Some(problem) = self.tables.iter().find_map(|(_, _, table)| table.fault.clone()) {
            return Err(problem);
        }
        let count: u64 = self.tables.iter().map(|(_, _, table)| table.count()).sum();
        if count != rows {
            return Err(archive.says(&codes::ROWS, &[&count.to_string(), &rows.to_string()]));
        }
        let columns = told.into_iter().filter_map(|told| told.columns).collect();
        Ok((columns, self.hashes))
    }
}

/// Who sent it, to whom, for which unit, and its place in the chain; whether it was taken before.
fn stands(
    archive: &Archive,
    head: &Head,
    id: BundleId,
    principals: &[String],
    expect: &Expect<'_>,
) -> Result<bool, Problem> {
    if !principals.contains(&head.sender) {
        return Err(archive.says(&codes::SENDER, &[&head.sender, &principals.join(", ")]));
    }
    if let Some(me) = expect.me.filter(|me| *me != head.recipient) {
        return Err(archive.says(&codes::RECIPIENT, &[&head.recipient, me]));
    }
    if !(expect.in_subtree)(&head.sender, &head.unit) {
        return Err(archive.says(&codes::OUTSIDE, &[&head.sender, &head.unit]));
    }
    let ledger = (expect.ledger)(head);
    let number = |n: u64| n.to_string();
    if ledger.format > FORMAT_NUMBER {
        let formats = [number(FORMAT_NUMBER), number(ledger.format)];
        return Err(archive.says(&codes::DOWNGRADE, &[&formats[0], &formats[1]]));
    }
    let fork = |other: Option<BundleId>, seq: u64| {
        let other = other.map(|id| id.to_string()).unwrap_or_default();
        Err(archive.says(&codes::FORK, &[&number(seq), &other]))
    };
    match ledger.taken {
        Some(taken) if taken == id => return Ok(true),
        Some(taken) => return fork(Some(taken), head.seq),
        None => {}
    }
    let next = ledger.highest + 1;
    if head.seq > next {
        // A snapshot carries everything: whatever is missing before it is no loss.
        if head.extent == Extent::Snapshot {
            return Ok(false);
        }
        return Err(archive.says(&codes::GAP, &[&number(head.seq), &number(next)]));
    }
    if head.seq < next || head.prev != ledger.last {
        return fork(ledger.last, head.seq.min(ledger.highest));
    }
    Ok(false)
}
