//! Tests of the journal on real folders.

mod basic;
mod stand;
