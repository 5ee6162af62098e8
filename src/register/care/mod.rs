//! Care: doctor, rebuild, backup, restore. What keeps a register well, outside the door: none of
//! it changes what the journal says, but for a PIN taken away.

pub mod backup;
mod container;
pub mod doctor;
pub mod pin;
pub mod rebuild;
pub mod restore;
mod verify;

pub use backup::{BackedUp, backup};
pub use doctor::{Item, Level, Report, doctor, repair};
pub use pin::reset_pin;
pub use rebuild::{Rebuilt, rebuild};
pub use restore::{Restored, restore};
pub use verify::verify;

/// Told of long work: done, of all.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);
