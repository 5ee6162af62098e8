//! Wires term, app, ui and the door.

use crate::lang::{Lang, Problem};
use crate::register::Options;

/// What the screens are to open.
#[derive(Clone, Debug)]
pub enum What {
    /// That register; the first run where there is none.
    Register(Options),
    /// A throw-away register with the invented sample.
    Sample,
}

/// How the screens start.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The language.
    pub lang: Lang,
    /// The operator asked for on the command line.
    pub operator: Option<String>,
    /// What to open.
    pub what: What,
}

/// Runs the screens on this process's terminal until the clerk leaves; the exit code.
///
/// # Errors
/// Not a terminal, or one that cannot be drawn on; the register does not open (held, damaged …).
/// The terminal is as it was found.
pub fn run(_plan: Plan) -> Result<u8, Problem> {
    todo!()
}
