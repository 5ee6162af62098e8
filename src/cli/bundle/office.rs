//! The register's office as a command needs it: who signs, whom it trusts, and its open door.

use crate::cli::context::{Context, Session};
use crate::cli::{clock, passphrase, places};
use crate::exchange::courier::Office;
use crate::lang::Problem;
use crate::trust::{Signer, Trust, own_key};
use std::path::PathBuf;

/// What a command about bundles works with.
pub(super) struct Desk {
    pub(super) dir: PathBuf,
    pub(super) trust: Trust,
    pub(super) session: Session,
}

impl Desk {
    /// Opens the register.
    pub(super) fn open(context: &Context, write: bool) -> Result<Self, Problem> {
        let dir = context.folder()?;
        Ok(Self { trust: Trust::load(&dir)?, session: context.open(write)?, dir })
    }

    /// The office, and its door.
    pub(super) fn office(&mut self) -> (Office<'_>, &mut Session) {
        let now = i64::try_from(clock::now()).unwrap_or(i64::MAX);
        let office = Office { dir: &self.dir, trust: &self.trust, now, day: self.session.today };
        (office, &mut self.session)
    }

    /// The name under which this register signs, and is written to.
    pub(super) fn me(&self) -> Result<String, Problem> {
        Ok(own_key(&self.dir)?.public.comment().to_owned())
    }

    /// Who signs; a passphrase is asked for where the key has one and no agent holds it.
    pub(super) fn signer(&self, context: &Context) -> Result<Signer, Problem> {
        let agent = places::ssh_agent();
        Signer::of(&own_key(&self.dir)?, agent.as_deref(), &mut |_| passphrase::of_key(context))
    }
}
