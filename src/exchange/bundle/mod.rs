//! Signed bundles: what leaves a register and comes into another, as files that stock tools can check
//! (`FORMAT.md`). Knows neither keys nor merging: signing and checking are handed in, and what is
//! to be done with a row is the caller's.

mod fault;
mod hex;
mod moment;
mod value;
