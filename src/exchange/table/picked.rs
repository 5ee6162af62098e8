//! What a line of a sheet comes to: a row, and what was guessed of it.

use crate::domain::Field;
use crate::exchange::csv::Row;
use crate::exchange::why::Why;
use crate::lang::Problem;

/// What a line came to.
#[derive(Clone, Debug)]
pub enum Picked {
    /// A record, in the columns of [`Picker::heading`](super::Picker::heading), and what was guessed of it.
    Row(Row, Vec<Guess>),
    /// No record, for that reason.
    Skipped(Why),
    /// A title over the lines that follow.
    Group(String),
    /// Nothing.
    Empty,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// What was broken in a known way.
    Mended,
    /// To be looked at.
    Doubtful,
    /// Not to be mended: the row is not taken as it is.
    Fault,
}

/// An entry that is not as it stood in the sheet.
#[derive(Clone, Debug)]
pub struct Guess {
    /// Its field.
    pub field: &'static Field,
    /// What stood there.
    pub was: String,
    /// What is read.
    pub now: String,
    /// Why.
    pub why: Why,
    /// How sure that is.
    pub weight: Weight,
    /// What is wrong, of a fault.
    pub problem: Option<Problem>,
    /// Other entries it may be: the people of a cell, the communes one was split among.
    pub offers: Vec<String>,
}

/// A row in the making.
#[derive(Default)]
pub(super) struct Making {
    /// By the place of their field in the heading.
    pub(super) texts: Vec<String>,
    pub(super) guesses: Vec<Guess>,
    /// What belongs to the note, with the words before it.
    pub(super) notes: Vec<String>,
    /// Parts of texts: place, part, text.
    pub(super) parts: Vec<(usize, u8, String)>,
    /// Whether any of it is the row's own.
    pub(super) own: bool,
}

pub(super) fn put(making: &mut Making, place: usize, text: String) {
    if let Some(slot) = making.texts.get_mut(place) {
        *slot = text;
    }
}

pub(super) fn guess_of(
    field: &'static Field,
    was: &str,
    now: &str,
    why: Why,
    doubtful: bool,
) -> Guess {
    Guess {
        field,
        was: was.to_owned(),
        now: now.to_owned(),
        why,
        weight: if doubtful { Weight::Doubtful } else { Weight::Mended },
        problem: None,
        offers: Vec::new(),
    }
}
