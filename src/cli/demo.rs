//! `densach demo`: the screens on a throw-away register.

use super::context::Context;
use super::spec::{Does, Spec, none};
use crate::lang::{Problem, cli as say};
use crate::runtime::{self, Plan, What};
use clap::ArgMatches;

/// `densach demo`.
pub(super) static SPEC: Spec = Spec {
    name: "demo",
    about: &say::DEMO,
    more: &say::NOTHING,
    examples: &["densach demo"],
    args: none,
    does: Does::Run(run),
};

fn run(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    runtime::run(&Plan {
        lang: context.lang(),
        user: (crate::register::system_user(), super::places::ssh()),
        operator: context.operator.clone(),
        lock_after: super::places::lock_after()?,
        agent: super::places::ssh_agent(),
        what: What::Sample,
    })
}
