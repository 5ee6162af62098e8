//! Long work on stderr: a bar on a terminal, nothing otherwise.

use super::context::Context;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// A bar, or none.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar where stderr is a terminal and people read; it shows once there is progress.
    pub(super) fn new(context: &Context) -> Self {
        if context.json() || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %") {
            bar.set_style(style.progress_chars("=> "));
        }
        Self(Some(bar))
    }

    /// So much is done, of all.
    pub(super) fn at(&mut self, done: u64, all: u64) {
        if let Some(bar) = &self.0 {
            bar.set_length(all);
            bar.set_position(done);
        }
    }

    /// Takes the bar away.
    pub(super) fn end(self) {
        if let Some(bar) = self.0 {
            bar.finish_and_clear();
        }
    }
}
