//! What a bundle says of itself: bag-info.txt (FORMAT.md §2), written and read to the letter.

use super::fault::{Rule, hold};
use super::{hex, value};
use crate::domain::PartialDate;
use crate::lang::errors::bundle::{BAG_INFO, FORMAT, HEAD_UNFIT};
use crate::lang::{Code, Problem};
pub use crate::register::Extent;
use crate::text::clean::line;
use crate::text::fold::fold;

/// The format that is written here, and the only one so far.
pub const FORMAT_NUMBER: u64 = 1;

/// The letters of a unit's code, at most, and those of it in the base folder's name.
const UNIT: usize = 40;
const UNIT_IN_NAME: usize = 24;
/// The letters of a principal, at most: two parts of 32.
const PRINCIPAL: usize = 65;
const NONE: &str = "none";

/// A bundle's identity: the sha256 of its tagmanifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BundleId(pub [u8; 32]);

impl std::fmt::Display for BundleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::text(&self.0))
    }
}

impl std::str::FromStr for BundleId {
    type Err = ();

    /// Reads what [`Display`](std::fmt::Display) wrote.
    fn from_str(text: &str) -> Result<Self, ()> {
        hex::read(text.as_bytes()).map(Self).ok_or(())
    }
}

/// How much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Figures alone.
    Summary,
    /// Records, whole.
    Full,
    /// Records, some fields of them.
    Fields,
}

impl Profile {
    /// Every one with its word.
    pub const ALL: &[(&str, Self)] =
        &[("summary", Self::Summary), ("full", Self::Full), ("fields", Self::Fields)];

    /// Its word.
    pub fn word(self) -> &'static str {
        word(Self::ALL, self)
    }

    /// The profile of that word.
    pub fn of_word(text: &str) -> Option<Self> {
        meant(Self::ALL, text)
    }
}

/// The word of a value.
fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], of: T) -> &'static str {
    words.iter().find(|(_, value)| *value == of).map_or("", |(word, _)| word)
}

/// What a bundle says of itself, but for what follows from its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The sender's unit, its code.
    pub unit: String,
    /// The machine it comes from.
    pub device: [u8; 16],
    /// The register's epoch there.
    pub epoch: [u8; 16],
    /// Its number in the chain, from 1.
    pub seq: u64,
    /// Changes, or everything.
    pub extent: Extent,
    /// The bundle before it in the chain.
    pub prev: Option<BundleId>,
    /// Figures, or records.
    pub profile: Profile,
    /// The principal that signs it.
    pub sender: String,
    /// The principal it is for.
    pub recipient: String,
    /// The last change of the journal that it covers.
    pub journal_seq: u64,
    /// The journal's chain value there.
    pub journal_chain: [u8; 32],
    /// The day on which it was made.
    pub day: PartialDate,
}

/// What follows from the data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) rows: u64,
    pub(super) bytes: u64,
    pub(super) files: u64,
}

impl Head {
    /// The base folder's name.
    pub fn folder(&self) -> String {
        let folded = fold(&self.unit);
        let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
        let mut unit = words.collect::<Vec<_>>().join("-");
        unit.truncate(UNIT_IN_NAME);
        let unit = if unit.is_empty() { "unit" } else { unit.trim_end_matches('-') };
        let [device, epoch] = [self.device, self.epoch].map(|id| {
            let mut digits = hex::text(&id);
            digits.truncate(8);
            digits
        });
        format!("densach-{unit}-{device}-{epoch}-{}", self.seq)
    }

    /// What keeps it from being written, if anything does.
    pub(super) fn check(&self) -> Result<(), Problem> {
        let unfit = |what: &str, is: &str| Err(Problem::new(&HEAD_UNFIT, [what, is]));
        if !is_unit(&self.unit) {
            return unfit("Densach-Unit", &self.unit);
        }
        for (what, name) in
            [("Densach-Sender", &self.sender), ("Densach-Recipient", &self.recipient)]
        {
            if !is_principal(name) {
                return unfit(what, name);
            }
        }
        if self.seq == 0 || (self.seq == 1) != self.prev.is_none() {
            return unfit("Densach-Prev", &prev(self.prev));
        }
        match self.day.is_day() {
            true => Ok(()),
            false => unfit("Bagging-Date", &self.day.iso()),
        }
    }

    /// Every label with its value.
    fn labels(&self, sums: Sums) -> [(&'static str, String); 14] {
        let (seq, chain) = (self.journal_seq, hex::text(&self.journal_chain));
        [
            ("Densach-Format", FORMAT_NUMBER.to_string()),
            ("Densach-Unit", self.unit.clone()),
            ("Densach-Device", hex::text(&self.device)),
            ("Densach-Epoch", hex::text(&self.epoch)),
            ("Densach-Seq", self.seq.to_string()),
            ("Densach-Kind", word(Extent::ALL, self.extent).to_owned()),
            ("Densach-Prev", prev(self.prev)),
            ("Densach-Profile", word(Profile::ALL, self.profile).to_owned()),
            ("Densach-Sender", self.sender.clone()),
            ("Densach-Recipient", self.recipient.clone()),
            ("Densach-Journal-Head", format!("{seq}-{chain}")),
            ("Densach-Rows", sums.rows.to_string()),
            ("Bagging-Date", self.day.iso()),
            ("Payload-Oxum", format!("{}.{}", sums.bytes, sums.files)),
        ]
    }

    /// Every label with its value, but for what follows from the data.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let sums = ["Densach-Rows", "Payload-Oxum"];
        let labels = self.labels(Sums::default()).into_iter();
        labels.filter(|(label, _)| !sums.contains(label)).collect()
    }

    /// bag-info.txt.
    pub(super) fn text(&self, sums: Sums) -> String {
        let labels = self.labels(sums);
        labels.iter().map(|(label, value)| format!("{label}: {value}\n")).collect()
    }

    /// Reads bag-info.txt of the file of that name.
    pub(super) fn read(text: &[u8], name: &str) -> Result<(Self, Sums), Problem> {
        let wrong = |at: &str| Problem::new(&BAG_INFO, [name, at]);
        let text = std::str::from_utf8(text).map_err(|_| wrong("UTF-8"))?;
        let mut lines = text.lines();
        // The format comes before all that may differ in another one.
        let format = lines.next().and_then(|line| line.strip_prefix("Densach-Format: "));
        let format = format.and_then(hex::number).ok_or_else(|| wrong("Densach-Format"))?;
        if format != FORMAT_NUMBER {
            return Err(Problem::new(&FORMAT as &Code, [name.to_owned(), format.to_string()]));
        }
        let mut fields = Fields { lines, wrong: &wrong };
        let head = Self {
            unit: fields.next("Densach-Unit", |text| Some(text.to_owned()))?,
            device: fields.next("Densach-Device", |text| hex::read(text.as_bytes()))?,
            epoch: fields.next("Densach-Epoch", |text| hex::read(text.as_bytes()))?,
            seq: fields.next("Densach-Seq", hex::number)?,
            extent: fields.next("Densach-Kind", |text| meant(Extent::ALL, text))?,
            prev: fields.next("Densach-Prev", |text| match text {
                NONE => Some(None),
                text => text.parse().ok().map(Some),
            })?,
            profile: fields.next("Densach-Profile", |text| meant(Profile::ALL, text))?,
            sender: fields.next("Densach-Sender", |text| Some(text.to_owned()))?,
            recipient: fields.next("Densach-Recipient", |text| Some(text.to_owned()))?,
            journal_seq: 0,
            journal_chain: [0; 32],
            day: PartialDate { year: 0, month: 0, day: 0 },
        };
        let (journal_seq, journal_chain) = fields.next("Densach-Journal-Head", |text| {
            let (seq, chain) = text.split_once('-')?;
            Some((hex::number(seq)?, hex::read(chain.as_bytes())?))
        })?;
        let rows = fields.next("Densach-Rows", hex::number)?;
        let day = fields.next("Bagging-Date", value::read_date)?;
        let (bytes, files) = fields.next("Payload-Oxum", |text| {
            let (bytes, files) = text.split_once('.')?;
            Some((hex::number(bytes)?, hex::number(files)?))
        })?;
        let (head, sums) =
            (Self { journal_seq, journal_chain, day, ..head }, Sums { rows, bytes, files });
        head.check().map_err(|problem| wrong(problem.params.first().map_or("", String::as_str)))?;
        // What is read is what would be written: line ends, spaces, what stands behind.
        if head.text(sums) != text {
            return Err(wrong("bag-info.txt"));
        }
        Ok((head, sums))
    }
}

/// The lines of bag-info.txt, one by one.
struct Fields<'a, W: Fn(&str) -> Problem> {
    lines: std::str::Lines<'a>,
    wrong: &'a W,
}

impl<'a, W: Fn(&str) -> Problem> Fields<'a, W> {
    fn next<T>(
        &mut self,
        label: &str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, Problem> {
        let line = self.lines.next().and_then(|line| line.strip_prefix(label));
        let value = line.and_then(|line| line.strip_prefix(": ")).and_then(read);
        value.ok_or_else(|| (self.wrong)(label))
    }
}

fn meant<T: Copy>(words: &[(&'static str, T)], text: &str) -> Option<T> {
    words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
}

fn prev(prev: Option<BundleId>) -> String {
    prev.map_or_else(|| NONE.to_owned(), |id| id.to_string())
}

/// Whether that is a unit's code.
pub(in crate::exchange) fn is_unit(unit: &str) -> bool {
    let fits = (1..=UNIT).contains(&unit.chars().count()) && hold(unit, Rule::Line).is_ok();
    fits && line(unit) == unit
}

fn is_principal(name: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"@._+-".contains(&byte);
    (1..=PRINCIPAL).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(inside)
}
