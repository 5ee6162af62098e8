//! Keys, who is trusted, signing and checking, in OpenSSH's own formats: what is signed here is
//! checked by `ssh-keygen -Y verify`, and the other way round. Knows no clock: the time is given.
//!
//! In a register's folder:
//!
//! | path | what |
//! |---|---|
//! | `keys/id_ed25519`, `keys/id_ed25519.pub` | the signing key, as `ssh-keygen -t ed25519` writes it |
//! | `keys/age.txt` | the age key that opens what is sealed for the register, as `age-keygen` writes it |
//! | `trust/allowed_signers` | whose signatures count, for what, from when until when |
//! | `trust/revoked_keys` | public keys whose signatures no longer count, a line each |
//! | `trust/recipients` | for whom what leaves can be sealed, and by which age key |
//!
//! A signer's name (an OpenSSH principal) is `name@unit`: the person or machine, and the code of the
//! unit it signs for. The part after the @ is what a reader compares with the sender's unit; several
//! keys may bear one name (two machines, an old and a new key).

mod agent;
mod armour;
mod files;
mod key;
mod lists;
mod options;
mod principal;
mod public;
mod recipients;
mod revoked;
mod sealing;
mod signer;
mod signers;
mod time;

pub use files::{allowed_signers, revoked_keys};
pub use key::{MOST, OwnKey, create_key, fits, own_key};
pub use lists::{add, revoke};
pub use principal::Principal;
pub use public::Public;
pub use recipients::{Recipient, add_recipient, age_key_of, recipients, remove_recipient};
pub use revoked::Revoked;
pub use sealing::{AgeIdentity, AgeKey, age_file, age_keys, create_age_key};
pub use signer::Signer;
pub use signers::{Entry, State};
pub use time::{first_of_day, last_of_day, seconds_of};

use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use std::path::Path;

/// What a bundle is signed for.
pub const BUNDLE: &str = "densach-bundle@1";
/// What a receipt is signed for.
pub const RECEIPT: &str = "densach-receipt@1";

/// Whose signatures count: both lists, read whole. A line that cannot be read closes them all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    entries: Vec<Entry>,
    revoked: Vec<Revoked>,
}

/// A good signature: who may have made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The key's name; the first one where the list gives it several.
    pub principal: Principal,
    /// Its other names, mostly none.
    pub others: Vec<Principal>,
    /// The key's fingerprint, `SHA256:…`.
    pub fingerprint: String,
}

impl Verified {
    /// That the sender whom the signed text names is the signer.
    ///
    /// # Errors
    /// `signer_other`.
    pub fn is_by(&self, sender: &str) -> Result<(), Problem> {
        let mut names = std::iter::once(&self.principal).chain(&self.others);
        match names.any(|name| name.to_string() == sender) {
            true => Ok(()),
            false => Err(Problem::new(&codes::SIGNER_OTHER, [sender, &self.principal.to_string()])),
        }
    }
}

impl Trust {
    /// The lists of the register in that folder; one that is not there names nobody.
    ///
    /// # Errors
    /// A line that cannot be read or is refused by name, others may write the file, or the disk.
    pub fn load(dir: &Path) -> Result<Self, Problem> {
        let (signers, revoked) = (allowed_signers(dir), revoked_keys(dir));
        let text = files::text(&signers)?;
        let entries = signers::read(&text, &files::called(&signers))?;
        let text = files::text(&revoked)?;
        Ok(Self { entries, revoked: revoked::read(&text, &files::called(&revoked))? })
    }

    /// The lists in those files, which must be there.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn of(signers: &Path, revoked: Option<&Path>) -> Result<Self, Problem> {
        let entries = signers::read(&files::text_of(signers)?, &files::called(signers))?;
        let revoked =
            revoked.map(|path| revoked::read(&files::text_of(path)?, &files::called(path)));
        Ok(Self { entries, revoked: revoked.transpose()?.unwrap_or_default() })
    }

    /// With one's own key under its own name as well: to look at what one has signed oneself.
    ///
    /// # Errors
    /// `bad_principal`: the key's comment is no name.
    pub fn and_own(mut self, own: Public) -> Result<Self, Problem> {
        let principals = vec![Principal::read(own.comment())?];
        self.entries.push(Entry { line: 0, principals, options: Default::default(), key: own });
        Ok(self)
    }

    /// Checks a signature over `bytes` made for `namespace`, at `now` (milliseconds since 1970, UTC).
    ///
    /// # Errors
    /// In this order: `signature_malformed`, `key_type`, `signature_namespace`, `signature_bad`,
    /// `signature_untouched`, `signer_revoked`, `signer_unknown`, and of the lines that name the key
    /// the first one's `signer_namespace`, `signer_not_yet` or `signer_expired`.
    pub fn verify(
        &self,
        namespace: &str,
        bytes: &[u8],
        armoured: impl AsRef<[u8]>,
        now: i64,
    ) -> Result<Verified, Problem> {
        let signed = armour::read(armoured.as_ref())?;
        signed.is_for(namespace)?;
        signed.proves(bytes)?;
        let key = signed.public();
        let fingerprint = key.fingerprint();
        if self.revoked.iter().any(|revoked| revoked.fingerprint == fingerprint) {
            return Err(Problem::new(&codes::SIGNER_REVOKED, [fingerprint]));
        }
        let names = signers::names(&self.entries, &key, namespace, seconds_of(now))?;
        let mut names = names.into_iter();
        let principal = names
            .next()
            .ok_or_else(|| Problem::new(&codes::SIGNER_UNKNOWN, [fingerprint.clone()]))?;
        Ok(Verified { principal, others: names.collect(), fingerprint })
    }

    /// The lines of `allowed_signers`, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The lines of `revoked_keys`, in order.
    pub fn revoked(&self) -> &[Revoked] {
        &self.revoked
    }

    /// What a line of `allowed_signers` comes to at that moment (milliseconds since 1970, UTC).
    pub fn state(&self, entry: &Entry, now: i64) -> State {
        let fingerprint = entry.key.fingerprint();
        match self.revoked.iter().any(|revoked| revoked.fingerprint == fingerprint) {
            true => State::Revoked,
            false => entry.state(seconds_of(now)),
        }
    }
}
