//! Reads an SSHSIG signature: only what `ssh-keygen -Y sign` writes with our keys, byte for byte.

use super::Public;
use crate::lang::errors::trust as codes;
use crate::lang::{Problem, both};
use ssh_key::{Error, HashAlg, LineEnding, SshSig};

/// A signature is no longer, in bytes.
const MOST: usize = 4096;
/// The flag by which a security key says that somebody touched it.
const PRESENT: u8 = 1;

/// A signature that is written as it should be.
pub(super) struct Signed {
    signature: SshSig,
    key: Public,
}

/// Reads one.
pub(super) fn read(armoured: &[u8]) -> Result<Signed, Problem> {
    let malformed = |vi: &str, en: &str| Problem::new(&codes::SIGNATURE_MALFORMED, [both(vi, en)]);
    if armoured.len() > MOST {
        return Err(malformed("dài quá", "too long"));
    }
    let signature = SshSig::from_pem(armoured).map_err(|error| match error {
        Error::AlgorithmUnknown | Error::AlgorithmUnsupported { .. } => {
            Problem::new(&codes::KEY_TYPE, [both("khác ed25519", "other than ed25519")])
        }
        _ => malformed("không phải SSH SIGNATURE", "no SSH SIGNATURE"),
    })?;
    let algorithm = signature.public_key().algorithm();
    let Some(key) = Public::of(signature.public_key(), "") else {
        return Err(Problem::new(&codes::KEY_TYPE, [algorithm.as_str()]));
    };
    let plain = signature.version() == SshSig::VERSION
        && signature.reserved().is_empty()
        && signature.hash_alg() == HashAlg::Sha512
        && signature.algorithm() == algorithm;
    if !plain {
        return Err(malformed("không do densach ký", "not as densach signs"));
    }
    match written(&signature) {
        Some(text) if text.as_bytes() == armoured => Ok(Signed { signature, key }),
        _ => Err(malformed("viết khác lệ", "not written as it should be")),
    }
}

/// A signature as `ssh-keygen` writes it.
pub(super) fn written(signature: &SshSig) -> Option<String> {
    signature.to_pem(LineEnding::LF).ok().map(|text| match text.ends_with('\n') {
        true => text,
        false => text + "\n",
    })
}

impl Signed {
    /// Whose it says it is.
    pub(super) fn public(&self) -> Public {
        self.key.clone()
    }

    /// That it was made for that.
    pub(super) fn is_for(&self, namespace: &str) -> Result<(), Problem> {
        let own = self.signature.namespace();
        match own == namespace {
            true => Ok(()),
            false => {
                let own = super::public::start(own);
                Err(Problem::new(&codes::SIGNATURE_NAMESPACE, [own, namespace.to_owned()]))
            }
        }
    }

    /// That it was made over those bytes with the key it names, by somebody who was there.
    pub(super) fn proves(&self, bytes: &[u8]) -> Result<(), Problem> {
        let key = ssh_key::PublicKey::new(self.key.data().clone(), "");
        key.verify(self.signature.namespace(), bytes, &self.signature)
            .map_err(|_| Problem::bare(&codes::SIGNATURE_BAD))?;
        // Neither ssh-key nor ssh-keygen asks this of a security key: signature, flags, counter.
        let flags = self.signature.signature_bytes().iter().rev().nth(4);
        let touched = flags.is_some_and(|flags| flags & PRESENT != 0);
        match self.key.data().is_sk_ed25519() && !touched {
            true => Err(Problem::bare(&codes::SIGNATURE_UNTOUCHED)),
            false => Ok(()),
        }
    }
}
