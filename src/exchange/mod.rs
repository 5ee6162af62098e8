//! csv and json, in and out. Everything that comes in is hostile until it is read and checked.

pub mod ask;
pub mod csv;
pub mod export;
pub mod heading;
pub mod identity;
pub mod import;
pub mod json;
pub mod lookup;
pub mod rejects;
pub mod rows;
mod save;
pub mod saved;
