//! A forgotten PIN taken away by whoever owns the register's folder, with nobody at work there.

use super::Progress;
use crate::domain::RecordId;
use crate::lang::Problem;
use crate::register::session::Session;
use crate::register::{Options, clock, lock, noted, open, operators};

/// Clears the PIN of that operator. The journal notes the system's user, and that nobody of the
/// register's operators did it.
///
/// # Errors
/// As opening for writing; there is no such operator.
pub fn reset_pin(
    options: &Options,
    name: &str,
    ssh: &str,
    progress: Progress<'_>,
) -> Result<(), Problem> {
    let begun = open::begin(&Options { write: true, ..options.clone() })?;
    let (mut core, _lock) = begun.finish(progress)?;
    if let Some(problem) = core.read_only.take() {
        return Err(problem);
    }
    let operator = operators::named(&core, Some(name))?;
    let row = core.need(operator.id)?;
    let mut session = Session {
        operator: operators::Operator { id: RecordId([0; 16]), pin: None, ..operator },
        user: lock::system_user(),
        ssh: ssh.to_owned(),
        frame: 0,
        connection: 0,
        watch: None,
        lease: None,
        joined: false,
        besides: Vec::new(),
    };
    noted::put_pin(&mut core, &mut session, clock::random()?, row, None)?;
    core.settle();
    core.checkpoint(false)
}
