//! The proof that the derived files say what the journal says: counts and state digest, counted
//! again behind the first screen.

use super::bring;
use super::core::Core;
use super::made::Made;
use super::rows::{Places, Rows};
use super::tally::Tally;
use crate::derived::folder::Folder;
use crate::lang::Problem;
use crate::lang::errors::derived::DERIVED_STALE;
use crate::lang::errors::register as codes;

impl Core {
    /// Counts everything; false when `stop` cut it short. What does not match is made again.
    pub(crate) fn prove(&mut self, stop: &mut dyn FnMut() -> bool) -> bool {
        match self.differs(stop) {
            Ok(None) => false,
            Ok(Some(None)) => true,
            Ok(Some(Some(what))) => {
                self.make_again(&what);
                true
            }
            Err(problem) => {
                self.make_again(&problem.to_string());
                true
            }
        }
    }

    /// The counts and digest as the rows give them now.
    pub(crate) fn counted(&self, stop: &mut dyn FnMut() -> bool) -> Result<Option<Tally>, Problem> {
        let mut tally = Tally::new(self.journal.identity().register);
        let mut whole = true;
        self.made.rows.scan(&self.journal, None, &mut |row| {
            tally.change(None, Some(&row));
            whole = !stop();
            Ok(whole)
        })?;
        Ok(whole.then_some(tally))
    }

    /// What does not match, in a few words; None when cut short.
    pub(crate) fn differs(
        &self,
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<Option<Option<String>>, Problem> {
        let Some(tally) = self.counted(stop)? else { return Ok(None) };
        if tally.counts() != self.made.tally.counts() {
            let what = format!("{} / {}", tally.total(), self.made.tally.total());
            return Ok(Some(Some(what)));
        }
        if tally != self.made.tally {
            return Ok(Some(Some("digest".to_owned())));
        }
        let mut searched: Vec<(u16, u64)> =
            self.made.index.counts().into_iter().map(|(kind, _, all)| (kind.0, all)).collect();
        searched.retain(|(_, all)| *all > 0);
        searched.sort_unstable();
        Ok(Some((searched != tally.counts()).then(|| "search".to_owned())))
    }

    /// Makes the derived files again, and says so.
    fn make_again(&mut self, why: &str) {
        let tables = std::sync::Arc::clone(&self.made.tables);
        let made = Folder::open(&self.files.derived()).and_then(|old| {
            // sled is closed before its folder goes.
            self.made.rows = Rows::Journal(Places::default());
            bring::make_again(&self.journal, &old, &tables, &mut |_, _| ())
        });
        match made {
            Ok((made, damage)) => {
                self.damaged(&damage);
                let Made { rows, index, tally, .. } = made;
                self.made.rows = rows;
                self.made.index = index;
                self.made.tally = tally;
                self.made.known.take();
                self.dirty = true;
                self.notices.push(Problem::new(&codes::MADE_AGAIN, [why]));
            }
            // What is there was found wrong, whatever keeps it from being made again.
            Err(problem) => {
                let why = format!("{why}; {problem}");
                self.fall_back(&Problem::new(&DERIVED_STALE, [why]));
            }
        }
    }
}
