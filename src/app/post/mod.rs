//! The screens of bundles: what goes out, what comes in, what is held.

pub(crate) mod held;
pub mod job;
pub(crate) mod receive;
pub(crate) mod send;

use super::desk::Desk;
use super::import::job::Job;
use super::prompt::Prompt;
use crate::lang::Problem;
use crate::lang::errors::trust::{PASSPHRASE_NEEDED, WRONG_PASSPHRASE};
use job::Errand;

/// Sends somebody on that errand.
fn go(desk: &mut Desk, errand: Errand) {
    desk.work(Job::Post(Box::new(errand)));
}

/// Says what could not be done; where the key's passphrase is all that is missing, asks for it.
fn failed(problem: Problem, desk: &mut Desk) -> Option<Prompt> {
    let asks = problem.is(&PASSPHRASE_NEEDED) || problem.is(&WRONG_PASSPHRASE);
    let prompt = asks.then(|| Prompt::passphrase(desk));
    if !problem.is(&PASSPHRASE_NEEDED) {
        desk.wrong(problem);
    }
    prompt
}
