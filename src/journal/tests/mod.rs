//! Tests of the journal on real folders.

mod basic;
mod change;
mod crash;
mod damage;
mod golden;
mod random;
mod stand;
