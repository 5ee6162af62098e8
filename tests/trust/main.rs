//! Keys, lists and signatures beside OpenSSH's own: what one writes the other reads, and both come
//! to the same verdict wherever we are not stricter on purpose.

mod bench;
mod changed;
#[path = "../common/mod.rs"]
mod common;
mod keys;
mod lists;
mod signing;
mod stricter;
mod table;
