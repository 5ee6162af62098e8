//! The two questions that are asked of a running ssh-agent: which keys it holds, and a signature.

use super::Public;
use crate::lang::errors::trust as codes;
use crate::lang::{Problem, both};
use ssh_key::Signature;
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// An answer is no longer, in bytes.
const MOST: u32 = 256 * 1024;
/// An agent answers within that; it may first ask a person to touch a device.
const WAIT: Duration = Duration::from_secs(60);
/// Which keys are there, and the answer.
const LIST: (u8, u8) = (11, 12);
/// Sign, and the answer.
const SIGN: (u8, u8) = (13, 14);

/// A conversation with an agent.
pub(super) struct Agent(UnixStream);

impl Agent {
    /// With the agent that listens there.
    pub(super) fn at(socket: &Path) -> Result<Self, Problem> {
        let stream = UnixStream::connect(socket).and_then(|stream| {
            stream.set_read_timeout(Some(WAIT))?;
            stream.set_write_timeout(Some(WAIT))?;
            Ok(stream)
        });
        stream.map(Self).map_err(|error| unreached(&error))
    }

    /// Whether it holds that key.
    pub(super) fn holds(&mut self, public: &Public) -> Result<bool, Problem> {
        let blob = public.blob().unwrap_or_default();
        let answer = self.ask(LIST, &[])?.ok_or_else(|| odd("failure"))?;
        let mut rest = answer.as_slice();
        let count = number(&mut rest)?;
        for _ in 0..count {
            let (key, _comment) = (string(&mut rest)?, string(&mut rest)?);
            if key == blob {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Its signature over those bytes with that key.
    pub(super) fn sign(&mut self, public: &Public, bytes: &[u8]) -> Result<Signature, Problem> {
        let mut body = Vec::new();
        put(&mut body, &public.blob().unwrap_or_default());
        put(&mut body, bytes);
        body.extend_from_slice(&0_u32.to_be_bytes());
        let refused = || Problem::new(&codes::AGENT_REFUSED, [public.fingerprint()]);
        let answer = self.ask(SIGN, &body)?.ok_or_else(refused)?;
        let signature = string(&mut answer.as_slice())?;
        Signature::try_from(signature).map_err(|error| odd(&error.to_string()))
    }

    /// Asks; None where the agent says no.
    fn ask(
        &mut self,
        (question, answer): (u8, u8),
        body: &[u8],
    ) -> Result<Option<Vec<u8>>, Problem> {
        let mut message = vec![question];
        message.extend_from_slice(body);
        let mut framed = Vec::new();
        put(&mut framed, &message);
        self.0.write_all(&framed).map_err(|error| unreached(&error))?;
        let mut length = [0; 4];
        self.0.read_exact(&mut length).map_err(|error| unreached(&error))?;
        let length = u32::from_be_bytes(length);
        if length == 0 || length > MOST {
            return Err(odd(&both("dài quá hoặc trống", "too long or empty")));
        }
        let mut said = vec![0; usize::try_from(length).unwrap_or(0)];
        self.0.read_exact(&mut said).map_err(|error| unreached(&error))?;
        let body = said.split_off(1.min(said.len()));
        Ok((said.first() == Some(&answer)).then_some(body))
    }
}

fn put(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    to.extend_from_slice(bytes);
}

fn number(from: &mut &[u8]) -> Result<u32, Problem> {
    let (head, rest) = from.split_first_chunk().ok_or_else(|| odd("…"))?;
    *from = rest;
    Ok(u32::from_be_bytes(*head))
}

fn string<'a>(from: &mut &'a [u8]) -> Result<&'a [u8], Problem> {
    let length = usize::try_from(number(from)?).unwrap_or(usize::MAX);
    let (head, rest) = from.split_at_checked(length).ok_or_else(|| odd("…"))?;
    *from = rest;
    Ok(head)
}

fn unreached(error: &std::io::Error) -> Problem {
    Problem::new(&codes::NO_AGENT, [error.to_string()])
}

fn odd(what: &str) -> Problem {
    Problem::new(&codes::AGENT_ANSWER, [what])
}
