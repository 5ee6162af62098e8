//! Signs: with the key's file, or through a running ssh-agent, which may hold a security key.

use super::agent::Agent;
use super::{OwnKey, Public, armour, key};
use crate::lang::Problem;
use crate::lang::errors::trust as codes;
use ssh_key::{HashAlg, PrivateKey, SshSig};
use std::fmt;
use std::path::{Path, PathBuf};

/// Signs with one key.
pub struct Signer {
    public: Public,
    by: By,
}

enum By {
    Key(Box<PrivateKey>),
    Agent(PathBuf),
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.public.fingerprint())
    }
}

impl Signer {
    /// With a private key's file. One with a passphrase takes up to seconds to open, on purpose
    /// (bcrypt): not on the thread that draws.
    ///
    /// # Errors
    /// `no_key`, `bad_key`, `passphrase_needed`, `wrong_passphrase`, others may read it, or the disk.
    pub fn from_key(file: &Path, passphrase: Option<&str>) -> Result<Self, Problem> {
        let path = || [file.display().to_string()];
        let held = key::private(file)?.ok_or_else(|| Problem::new(&codes::NO_KEY, path()))?;
        let opened = match (held.is_encrypted(), passphrase) {
            (false, _) => held,
            (true, None) => return Err(Problem::new(&codes::PASSPHRASE_NEEDED, path())),
            (true, Some(passphrase)) => held.decrypt(passphrase).map_err(|error| match error {
                ssh_key::Error::Crypto => Problem::new(&codes::WRONG_PASSPHRASE, path()),
                error => key::bad(file, &error),
            })?,
        };
        let public = key::of(&opened, file)?;
        Ok(Self { public, by: By::Key(Box::new(opened)) })
    }

    /// Through the ssh-agent that listens there.
    ///
    /// # Errors
    /// `no_agent`, `agent_answer`, or `agent_refused`: it does not hold the key.
    pub fn from_agent(socket: &Path, public: Public) -> Result<Self, Problem> {
        match Agent::at(socket)?.holds(&public)? {
            true => Ok(Self { public, by: By::Agent(socket.to_owned()) }),
            false => Err(Problem::new(&codes::AGENT_REFUSED, [public.fingerprint()])),
        }
    }

    /// With a register's own key: its file, or, where that has a passphrase or is not there, an
    /// agent that holds it; else `ask` is asked for the passphrase.
    ///
    /// # Errors
    /// As [`from_key`](Self::from_key) and [`from_agent`](Self::from_agent).
    pub fn of(
        own: &OwnKey,
        agent: Option<&Path>,
        ask: &mut dyn FnMut(&OwnKey) -> Result<Option<String>, Problem>,
    ) -> Result<Self, Problem> {
        if own.here && !own.encrypted {
            return Self::from_key(&own.file, None).map(|signer| signer.called(own));
        }
        let by_agent = match agent {
            Some(socket) => Self::from_agent(socket, own.public.clone()),
            None => Err(Problem::new(&codes::NO_AGENT, ["SSH_AUTH_SOCK"])),
        };
        match by_agent {
            Err(_) if own.here => {
                let passphrase = ask(own)?;
                Self::from_key(&own.file, passphrase.as_deref()).map(|signer| signer.called(own))
            }
            signer => signer,
        }
    }

    /// Under the name that stands in the key's public half.
    fn called(mut self, own: &OwnKey) -> Self {
        if own.public.same(&self.public) {
            self.public = own.public.clone();
        }
        self
    }

    /// The public half; its comment is the signer's name.
    pub fn public(&self) -> &Public {
        &self.public
    }

    /// Signs those bytes for that: the same text as `ssh-keygen -Y sign -n namespace` writes.
    ///
    /// # Errors
    /// The agent does not sign, or the namespace is empty.
    pub fn sign(&self, namespace: &str, bytes: &[u8]) -> Result<String, Problem> {
        let failed =
            |error: ssh_key::Error| Problem::new(&codes::KEY_NOT_MADE, [error.to_string()]);
        let signature = match &self.by {
            By::Key(key) => key.sign(namespace, HashAlg::Sha512, bytes).map_err(failed)?,
            By::Agent(socket) => {
                let wanted = SshSig::signed_data(namespace, HashAlg::Sha512, bytes);
                let made = Agent::at(socket)?.sign(&self.public, &wanted.map_err(failed)?)?;
                let key = self.public.data().clone();
                SshSig::new(key, namespace, HashAlg::Sha512, made).map_err(failed)?
            }
        };
        let text = armour::written(&signature).unwrap_or_default();
        // What goes out has been checked: an agent is another program.
        armour::read(text.as_bytes()).and_then(|signed| signed.proves(bytes))?;
        Ok(text)
    }
}
