//! PINs as the register keeps them: a salted slow hash, and a growing wait after wrong ones.
//!
//! Argon2id with 19 MiB and two passes (the least that OWASP advises; an old machine with 512 MiB
//! has it): a few tens of milliseconds for a clerk, and for whoever has stolen the files each guess
//! costs as much.

use super::clock;
use crate::domain::{Pin, RecordId};
use crate::lang::Problem;
use crate::lang::errors::operators as pins;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Wrong ones before the first wait.
const FREE: u32 = 3;
/// The first wait; each further wrong one doubles it.
const WAIT: Duration = Duration::from_secs(30);
/// How often it is doubled at most: sixteen minutes.
const DOUBLED: u32 = 5;

/// The hash of a PIN, as an operator's record holds it (a PHC string).
///
/// # Errors
/// The system gives no random bytes, or no memory.
pub(crate) fn hash(pin: &Pin) -> Result<String, Problem> {
    let salt: [u8; 16] = clock::random()?;
    let hashed = Argon2::default().hash_password_with_salt(pin.digits().as_bytes(), &salt);
    let hashed: PasswordHash =
        hashed.map_err(|error| Problem::new(&pins::PIN_HASH, [error.to_string()]))?;
    Ok(hashed.to_string())
}

/// Whether that PIN has that hash. A hash that cannot be read is matched by none.
pub(crate) fn matches(pin: &Pin, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(pin.digits().as_bytes(), &hash).is_ok())
}

/// Wrong PINs since the register was opened, by operator. Nobody sleeps: whoever comes too early is
/// sent away.
#[derive(Debug, Default)]
pub(crate) struct Tries(HashMap<RecordId, Try>);

#[derive(Debug)]
struct Try {
    wrong: u32,
    until: Instant,
}

impl Tries {
    /// How long that operator still has to wait; None: a PIN is looked at now.
    pub(crate) fn waits(&self, of: RecordId, now: Instant) -> Option<Duration> {
        let until = self.0.get(&of).filter(|known| known.wrong >= FREE)?.until;
        until.checked_duration_since(now).filter(|left| !left.is_zero())
    }

    /// A wrong one.
    pub(crate) fn wrong(&mut self, of: RecordId, now: Instant) {
        let known = self.0.entry(of).or_insert(Try { wrong: 0, until: now });
        known.wrong = known.wrong.saturating_add(1);
        let doubled = known.wrong.saturating_sub(FREE).min(DOUBLED);
        known.until = now + WAIT.saturating_mul(1 << doubled);
    }

    /// The right one: what was wrong before is forgotten.
    pub(crate) fn right(&mut self, of: RecordId) {
        self.0.remove(&of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_known_again_by_its_hash_and_no_two_hashes_are_the_same() {
        let pin = Pin::read("2468").unwrap();
        let (one, other) = (hash(&pin).unwrap(), hash(&pin).unwrap());
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && !one.contains("2468"));
        assert_ne!(one, other);
        assert!(matches(&pin, &one) && matches(&pin, &other));
        assert!(!matches(&Pin::read("2469").unwrap(), &one));
        for broken in ["", "2468", "$argon2id$v=19$m=19456,t=2,p=1$x"] {
            assert!(!matches(&pin, broken), "{broken}");
        }
    }

    #[test]
    fn the_wait_begins_with_the_third_wrong_one_grows_and_ends() {
        let (id, other, now) = (RecordId([1; 16]), RecordId([2; 16]), Instant::now());
        let mut tries = Tries::default();
        tries.wrong(id, now);
        tries.wrong(id, now);
        assert_eq!(tries.waits(id, now), None);
        tries.wrong(id, now);
        assert_eq!(tries.waits(id, now), Some(Duration::from_secs(30)));
        assert_eq!(tries.waits(other, now), None);
        let later = now + Duration::from_secs(30);
        assert_eq!(tries.waits(id, later), None);
        tries.wrong(id, later);
        assert_eq!(tries.waits(id, later), Some(Duration::from_secs(60)));
        for _ in 0..50 {
            tries.wrong(id, later);
        }
        assert_eq!(tries.waits(id, later), Some(Duration::from_secs(960)));
        tries.right(id);
        assert_eq!(tries.waits(id, later), None);
    }
}
