//! csv and json, in and out. Everything that comes in is hostile until it is read and checked.

pub mod csv;
