//! `densach redo`: does again what was undone last.

use super::context::Context;
use super::spec::{Does, Spec, flag};
use super::undo::send;
use crate::lang::{Problem, cli as say};
use crate::register::Ask;
use clap::ArgMatches;

/// `densach redo [--dry-run]`.
pub(super) static SPEC: Spec = Spec {
    name: "redo",
    about: &say::REDO,
    more: &say::NOTHING,
    examples: &["densach redo --dry-run", "densach redo"],
    args: |lang| vec![flag("dry-run", &say::UNDO_DRY, lang)],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let dry = matches.get_flag("dry-run");
    let session = context.open(!dry)?;
    send(context, session, (Ask::NextRedo, dry), &say::REDONE)
}
