//! A bundle's signature held to the lists of whom one trusts, at this moment.

use crate::cli::clock;
use crate::exchange::bundle::Verified;
use crate::lang::Problem;
use crate::trust::{BUNDLE, Trust};
use std::cell::RefCell;

/// Checks signatures, and remembers whose the last good one was.
pub(super) struct Trusted {
    trust: Trust,
    fingerprint: RefCell<String>,
}

impl Trusted {
    /// By those lists.
    pub(super) fn by(trust: Trust) -> Self {
        Self { trust, fingerprint: RefCell::default() }
    }

    /// Checks one.
    pub(super) fn check(&self, bytes: &[u8], armoured: &str) -> Result<Verified, Problem> {
        let verified = self.trust.verify(BUNDLE, bytes, armoured, clock::millis())?;
        self.fingerprint.replace(verified.fingerprint.clone());
        Ok(verified.into())
    }

    /// The key of the last good signature.
    pub(super) fn fingerprint(&self) -> String {
        self.fingerprint.borrow().clone()
    }
}
