//! What the program is told at its start about the world outside: the day, the user, chance.

use crate::app::Start;
use crate::app::post::job::OfficeAt;
use crate::exchange::take::maps::FOLDER;
use crate::lang::Problem;
use crate::register::clock;
use crate::runtime::{Plan, What, jobs};

/// The folder in a register's own that lists go out into.
const OUTGOING: &str = "outgoing";

/// The start of `plan`; `register`: there is one to open.
///
/// # Errors
/// The system gives no random bytes.
pub(super) fn start(plan: &Plan, register: bool) -> Result<Start, Problem> {
    Ok(Start {
        lang: plan.lang,
        today: clock::today(),
        user: plan.user.clone(),
        // The sample has an operator of its own.
        operator: plan.operator.clone().filter(|_| !matches!(plan.what, What::Sample)),
        register,
        lock_after: plan.lock_after,
        sample: matches!(plan.what, What::Sample),
        read_only: matches!(&plan.what, What::Register(options) if !options.write),
        office: match &plan.what {
            What::Register(options) => {
                Some(OfficeAt { dir: options.dir.clone(), agent: plan.agent.clone() })
            }
            // The sample sends nothing and gets nothing.
            What::Sample => None,
        },
        outgoing: match &plan.what {
            What::Register(options) => options.dir.join(OUTGOING),
            // The sample goes away with all that lies in it.
            What::Sample => std::env::current_dir().unwrap_or_else(|_| std::env::temp_dir()),
        },
        folders: jobs::folders(match &plan.what {
            What::Register(options) => Some(&options.dir),
            What::Sample => None,
        }),
        maps: match &plan.what {
            What::Register(options) => Some(options.dir.join(FOLDER)),
            What::Sample => None,
        },
        seed: clock::random()?,
    })
}
