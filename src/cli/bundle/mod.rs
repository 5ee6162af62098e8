//! `densach bundle`: what leaves a register and comes into it as signed files.

mod conflicts;
mod export;
mod import;
mod list;
mod office;
mod opened;
mod receipt;
mod send;
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
    examples: &["densach bundle export --to tinh@38", "densach bundle import goi.zip"],
    args: none,
    does: Does::Subs(&[
        &export::SPEC,
        &send::SPEC,
        &verify::SPEC,
        &import::SPEC,
        &import::DIFF,
        &list::SPEC,
        &list::SHOW,
        &receipt::SPEC,
        &conflicts::SPEC,
        &conflicts::DECIDE,
    ]),
};
