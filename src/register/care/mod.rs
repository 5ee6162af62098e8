//! Care: doctor, rebuild, backup, restore. What keeps a register well, outside the door: none of
//! it changes what the journal says.

pub mod backup;
mod container;
pub mod doctor;
pub mod rebuild;
pub mod restore;
mod verify;

pub use backup::{BackedUp, backup};
pub use doctor::{Item, Level, Report, doctor, repair};
pub use rebuild::{Rebuilt, rebuild};
pub use restore::{Restored, restore};
pub use verify::verify;

/// Told of long work: done, of all.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);
