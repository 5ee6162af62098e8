//! A signer's name: `name@unit`, the person or machine and the code of the unit it signs for.

use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use crate::text::fold::fold;
use std::fmt;

/// Each part is no longer.
const MOST: usize = 32;

/// A signer's name, an OpenSSH principal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Principal {
    name: String,
    unit: String,
}

impl Principal {
    /// From its two parts.
    ///
    /// # Errors
    /// `bad_principal`: one is empty, too long, or has something beside plain letters, digits, `.`,
    /// `_` and `-` (a unit whose code has others needs another code to sign).
    pub fn new(name: &str, unit: &str) -> Result<Self, Problem> {
        match is_part(name) && is_part(unit) {
            true => Ok(Self { name: name.to_owned(), unit: unit.to_owned() }),
            false => Err(Problem::new(&codes::BAD_PRINCIPAL, [format!("{name}@{unit}")])),
        }
    }

    /// From `name@unit`.
    ///
    /// # Errors
    /// `bad_principal`.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let bad = || Problem::new(&codes::BAD_PRINCIPAL, [text]);
        let (name, unit) = text.split_once('@').ok_or_else(bad)?;
        Self::new(name, unit)
    }

    /// What a person or machine of that name is called here: marks off, small, `-` for a space.
    pub fn plain(name: &str) -> String {
        let mut plain = String::new();
        for c in fold(name).chars() {
            match c {
                c if is_plain(c) => plain.push(c),
                _ if plain.ends_with('-') => {}
                _ => plain.push('-'),
            }
        }
        plain.trim_matches('-').to_owned()
    }

    /// The person or machine.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The code of its unit.
    pub fn unit(&self) -> &str {
        &self.unit
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.name, self.unit)
    }
}

fn is_part(text: &str) -> bool {
    (1..=MOST).contains(&text.len()) && text.chars().all(is_plain)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}
