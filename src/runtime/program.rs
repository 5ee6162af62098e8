//! What the loop runs.

use crate::app::{Effect, Event};
use crate::ui::{Look, Screen};

/// What runs: a model, how it changes and how it looks.
pub trait Program {
    /// Something happened.
    fn update(&mut self, event: Event) -> Vec<Effect>;

    /// How it looks at that size (columns, rows).
    fn view(&self, size: (u16, u16), look: Look) -> Screen;

    /// One read brought these bytes; what they mean comes as events.
    fn bytes(&mut self, _bytes: &[u8]) {}
}
