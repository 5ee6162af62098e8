//! `densach bundle`: what leaves a register and comes into it as signed files.

mod told;
mod trusted;
mod verify;

use super::spec::{Does, Spec, none};
use crate::lang::cli as say;

/// `densach bundle …`; a command more is a row more.
pub(super) static SPEC: Spec = Spec {
    name: "bundle",
    about: &say::BUNDLE,
    more: &say::BUNDLE_MORE,
    examples: &["densach bundle verify goi.zip"],
    args: none,
    does: Does::Subs(&[&verify::SPEC]),
};
