//! Invented people and registers: rows of csv by the schema's English names, the same for ever
//! for the same type, count and seed.
//!
//! Nobody in them lives. Every citizen id begins with 000, which no province has, and every
//! telephone number has 000 behind its prefix. Names and their frequencies come from
//! `data/reference` (see its NOTICE); what there is no source for is in `people` and named so.
//!
//! The rows of all types make one register. Unit `DS-MAU` is a commune association, under it stand
//! branches `CH01` … and boards `BH01` …; villages carry the numbers 1, 2 …; clans differ in family
//! name and branch. These do not depend on the seed, and members, clans and the centre refer only
//! to the first [`UNITS`], [`VILLAGES`] and [`CLANS`] of them, however many rows are asked for.

mod forms;
mod members;
mod others;
mod people;
mod places;
mod random;

use forms::Forms;
pub use forms::PAPERS;
use members::Members;
use others::Others;

/// The units that other rows refer to: the association, 20 branches, 8 boards.
pub const UNITS: u64 = 29;
/// The villages that other rows refer to.
pub const VILLAGES: u64 = places::VILLAGES as u64;
/// The clans that members refer to.
pub const CLANS: u64 = 40;

/// The types that can be invented, in the order in which their rows can be imported.
pub const TYPES: [&str; 5] = ["unit", "village", "clan", "member", "centre"];

/// Invented rows of a type, one at a time: memory does not grow with their number.
#[derive(Debug)]
pub struct Rows {
    maker: Maker,
    next: u64,
    count: u64,
}

#[derive(Debug)]
enum Maker {
    Members(Box<Members>),
    Others(Others),
    Forms(Forms),
}

/// `count` rows of the type of that English schema name; None for a type that is not in [`TYPES`].
pub fn rows(type_name: &str, count: u64, seed: u64) -> Option<Rows> {
    let maker = match type_name {
        "member" => Maker::Members(Box::new(Members::new(seed))),
        _ => Maker::Others(Others::new(type_name, seed)?),
    };
    Some(Rows { maker, next: 0, count })
}

/// `count` papers of that member layout, as a stack of them lies on the table; None for one that
/// is not in [`PAPERS`].
pub fn papers(paper: &str, count: u64, seed: u64) -> Option<Rows> {
    Some(Rows { maker: Maker::Forms(Forms::new(paper, seed)?), next: 0, count })
}

impl Rows {
    /// The columns: every field of the type by its English schema name, in the schema's order.
    pub fn header(&self) -> &'static [&'static str] {
        match &self.maker {
            Maker::Members(_) => members::HEADER,
            Maker::Others(others) => others.header(),
            Maker::Forms(forms) => forms.header(),
        }
    }
}

impl Iterator for Rows {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.next >= self.count {
            return None;
        }
        let at = self.next;
        self.next += 1;
        Some(match &mut self.maker {
            Maker::Members(members) => members.row(at),
            Maker::Others(others) => others.row(at),
            Maker::Forms(forms) => forms.row(at),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.count - self.next).ok();
        (left.unwrap_or(usize::MAX), left)
    }
}

#[cfg(test)]
mod tests;
