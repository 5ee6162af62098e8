//! What a PIN is. Its digits are told to nobody: not even a debug print shows them.

use crate::lang::Problem;
use crate::lang::errors::domain::BAD_PIN;
use serde::{Deserialize, Serialize};

/// The fewest and the most digits.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=12;

/// The digits an operator proves to be who they say with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin(String);

impl Pin {
    /// From what was typed.
    ///
    /// # Errors
    /// `bad_pin`: fewer than 4 digits, more than 12, or something else.
    pub fn read(typed: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        match typed.bytes().all(|b| b.is_ascii_digit()) && DIGITS.contains(&typed.len()) {
            true => Ok(Self(typed.to_owned())),
            false => Err(Problem::bare(&BAD_PIN)),
        }
    }

    /// Its digits, to be hashed.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Pin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pin(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_to_twelve_digits_and_nothing_else() {
        for good in ["1234", " 123456789012 "] {
            assert!(Pin::read(good).is_ok(), "{good}");
        }
        for bad in ["", "123", "1234567890123", "12a4", "12 34", "１２３４"] {
            assert!(Pin::read(bad).is_err(), "{bad}");
        }
        assert!(!format!("{:?}", Pin::read("4321").unwrap()).contains("4321"));
    }
}
