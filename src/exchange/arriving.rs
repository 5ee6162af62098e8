//! A bundle on its way in: what it would do, taking it in, and with it those that waited for it.

use super::bundle::BundleId;
use super::courier::{Answer, Arrived, Office};
use super::post::{Folder, Folders};
use super::receive::chain;
use crate::lang::Problem;
use crate::lang::errors::post::OTHER_FILE;
use crate::register::{Chain, Door, Taken};
use crate::text::clean::shown;
use crate::trust::Signer;
use std::path::Path;

/// A bundle that was taken in.
pub struct Came {
    /// As it was read.
    pub arrived: Arrived,
    /// What became of it.
    pub answer: Answer,
    /// What became of those in quarantine that waited for it, in the chain's order.
    pub after: Vec<After>,
}

/// A bundle that waited in quarantine and was tried again by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// Its file's name there.
    pub file: String,
    /// What became of it.
    pub went: Result<Answer, Problem>,
}

impl Office<'_> {
    /// Reads a bundle, and says what it would do.
    ///
    /// # Errors
    /// The first rule that it breaks, or what the door refused; the file is where it was.
    pub fn look(
        &self,
        door: &mut dyn Door,
        (file, me): (&Path, &str),
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<(Arrived, Taken), Problem> {
        let arrived = self.open(door, file, me)?;
        let taken = arrived.received.look(door, told)?;
        Ok((arrived, taken))
    }

    /// Takes a bundle in and answers it; what waited in quarantine for it is tried again. `seen`: it
    /// must be the one that was looked at. What breaks a rule is in quarantine.
    ///
    /// # Errors
    /// The first rule that it breaks, or what the door refused: then nothing was changed.
    pub fn receive(
        &self,
        door: &mut dyn Door,
        (file, seen): (&Path, Option<BundleId>),
        signer: &Signer,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Came, Problem> {
        let me = signer.public().comment();
        let arrived = self.open(door, file, me).map_err(|problem| self.hold(file, problem))?;
        let bundle = &arrived.received.bundle;
        if seen.is_some_and(|seen| seen != bundle.id()) {
            let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
            return Err(Problem::new(&OTHER_FILE, [shown(&name)]));
        }
        let answer = self.take(door, (file, &arrived), signer, told);
        let answer = answer.map_err(|problem| self.hold(file, problem))?;
        let after = self.try_waiting(door, &chain(bundle.head()), signer, told);
        // That it is in stays true, whatever became of the others.
        let after = after.unwrap_or_else(|problem| {
            let file = Folder::Quarantine.name().to_owned();
            vec![After { file, went: Err(problem) }]
        });
        Ok(Came { arrived, answer, after })
    }

    /// Takes in what waited for others of that chain, as far as none is missing.
    fn try_waiting(
        &self,
        door: &mut dyn Door,
        chain: &Chain,
        signer: &Signer,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Vec<After>, Problem> {
        let waiting = self.waiting(door)?.into_iter().find(|waiting| waiting.chain == *chain);
        let Some(waiting) = waiting else { return Ok(Vec::new()) };
        let missing = waiting.missing.first().map_or(u64::MAX, |(from, _)| *from);
        let mut after = Vec::new();
        for (_, file) in waiting.files.into_iter().filter(|(seq, _)| *seq < missing) {
            let path = Folders::of(self.dir).named(Folder::Quarantine, &file)?.path;
            let me = signer.public().comment();
            let went = self
                .open(door, &path, me)
                .and_then(|arrived| self.take(door, (&path, &arrived), signer, told))
                .map_err(|problem| self.hold(&path, problem));
            // One that is refused for another reason by now is held for that one.
            after.push(After { file, went });
        }
        Ok(after)
    }
}
