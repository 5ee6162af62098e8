//! The texts a workbook's cells point to by number, side by side in one piece of memory.

use super::limits::{MAX_LETTERS, MAX_TEXTS};
use super::line::Letters;
use crate::lang::Problem;
use crate::lang::errors::book::TOO_MUCH_TEXT;
use std::collections::BTreeSet;

/// Texts by number.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
    cut: BTreeSet<u32>,
}

impl Texts {
    /// Adds the next one.
    pub(super) fn push(&mut self, book: &str, one: &Letters) -> Result<(), Problem> {
        debug_assert!(one.as_str().chars().count() <= MAX_LETTERS);
        let bytes = self.text.len() + one.as_str().len() + self.ends.len() * 4;
        if bytes > MAX_TEXTS {
            return Err(Problem::new(&TOO_MUCH_TEXT, [book]));
        }
        self.text.push_str(one.as_str());
        if one.cut {
            self.cut.insert(self.ends.len() as u32);
        }
        self.ends.push(self.text.len() as u32);
        Ok(())
    }

    /// A text, and whether it was cut; None where there is none of that number.
    pub(super) fn get(&self, number: usize) -> Option<(&str, bool)> {
        let end = *self.ends.get(number)? as usize;
        let start = match number.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        let cut = u32::try_from(number).is_ok_and(|number| self.cut.contains(&number));
        Some((self.text.get(start..end)?, cut))
    }
}
