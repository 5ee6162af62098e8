//! What the screens of bundles want done aside, and what they hear of it.

use crate::exchange::arriving::After;
use crate::exchange::bundle::{BundleId, Head, Profile};
use crate::exchange::courier::Answer;
use crate::exchange::post::{ByHand, Folder, Held};
use crate::exchange::receipt::Receipt;
use crate::exchange::standing::Standing;
use crate::lang::Problem;
use crate::register::Taken;
use std::path::PathBuf;

/// Where a register's post is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeAt {
    /// The register's folder.
    pub dir: PathBuf,
    /// Where the clerk's ssh-agent listens.
    pub agent: Option<PathBuf>,
}

/// A passphrase, which is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str("Secret")
    }
}

/// What is to be done with bundles.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// What a bundle would do.
    Look(PathBuf),
    /// It is taken in: the one that was looked at, and no other.
    Take {
        /// The file.
        file: PathBuf,
        /// What was looked at.
        seen: BundleId,
        /// Of the key, where it has one and no agent holds it.
        passphrase: Option<Secret>,
    },
    /// A receipt is taken in.
    Acknowledge(PathBuf),
    /// What is held in quarantine.
    Held,
    /// Of that, the file of that name is thrown away.
    ThrowAway(String),
    /// How it stands with what goes out.
    Standing,
    /// A bundle is made.
    Make {
        /// For whom.
        recipient: String,
        /// How much of each record.
        profile: Profile,
        /// Everything, and not only what has changed.
        snapshot: bool,
        /// Of the key, where it has one and no agent holds it.
        passphrase: Option<Secret>,
    },
    /// Those files of that folder are carried to a place as it was typed.
    Carry(Folder, Vec<String>, String),
}

/// What is heard of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// What a bundle would do.
    Looked(Box<Looked>),
    /// A file breaks a rule; whether it is in quarantine now.
    Refused(Problem, bool),
    /// A bundle was taken in.
    Came(Box<In>),
    /// A receipt was.
    Acknowledged(Box<Receipt>),
    /// What is held.
    Held(Vec<HeldRow>),
    /// How it stands with what goes out.
    Standing(Box<Standing>),
    /// A bundle was made: how it stands now, which one, and how many records stay behind. None: nothing
    /// has changed.
    Made(Option<Box<(Standing, [u8; 32], u64)>>),
    /// So many files were carried to that place.
    Carried(usize, String),
}

/// A file in quarantine, and the numbers of its chain that it waits for, where it waits for any.
pub type HeldRow = (Held, Option<Vec<(u64, u64)>>);

/// A bundle that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// Which.
    pub id: BundleId,
    /// What it says of itself.
    pub head: Head,
    /// Rows in it.
    pub rows: u64,
    /// What they would do.
    pub taken: Taken,
}

/// A bundle that was taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct In {
    /// What it says of itself.
    pub head: Head,
    /// What became of it.
    pub answer: Answer,
    /// What became of those that waited for it.
    pub after: Vec<After>,
    /// The lines by which the receipts go back by hand.
    pub back: ByHand,
}
