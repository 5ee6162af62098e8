//! `densach redo`: does again what was undone last.

use super::context::{Context, seed};
use super::spec::{Does, Spec, none};
use super::undo::send;
use crate::lang::{Problem, cli as say};
use crate::register::Request;
use clap::ArgMatches;

/// `densach redo`.
pub(super) static SPEC: Spec = Spec {
    name: "redo",
    about: &say::REDO,
    more: &say::NOTHING,
    examples: &["densach redo"],
    args: none,
    does: Does::Run(run),
};

fn run(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    let session = context.open(true)?;
    let request = Request::Redo { request: seed()? };
    send(context, session, request, &say::REDONE)
}
