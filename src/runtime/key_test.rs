//! Runs the test of keys on this process's terminal: the same modes, the same decoder, no register.

use super::{Begun, Program, at_terminal};
use crate::app::{Effect, Event, KeyTest};
use crate::lang::errors::journal::NO_REGISTER;
use crate::lang::{Lang, Problem};
use crate::ui::{self, Look, Screen};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

struct Testing(KeyTest);

impl Program for Testing {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        self.0.update(event)
    }

    fn view(&self, size: (u16, u16), look: Look) -> Screen {
        ui::key_test(&self.0, size, look)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.bytes(bytes);
    }
}

/// Shows what this terminal sends for each key until somebody has enough; the exit code.
///
/// # Errors
/// Not a terminal, or one that cannot be drawn on.
pub fn test_keys(lang: Lang) -> Result<u8, Problem> {
    let term = std::env::var("TERM").unwrap_or_default();
    at_terminal(lang, || {
        let program = Testing(KeyTest::new(lang, format!("TERM={term}")));
        // The test asks for no register; were it to, there is none.
        let opener = Arc::new(|_, _: &AtomicBool| Err(Problem::new(&NO_REGISTER, ["-"])));
        Ok(Begun { program, first: Vec::new(), link: None, opener })
    })
}
