//! Lists and files, in and out. Everything that comes in is hostile until it is read and checked.

mod ahead;
pub mod ask;
pub mod blank;
pub mod book;
pub mod csv;
pub mod export;
pub mod fetch;
pub mod heading;
mod held;
pub mod identity;
pub mod import;
pub mod json;
pub mod listed;
pub mod lookup;
pub mod mend;
pub mod outgoing;
pub mod record;
pub mod rejects;
pub mod rows;
mod run;
mod save;
pub mod saved;
pub mod sheet;
pub mod table;
pub mod take;
pub mod why;
pub mod xlsx;
