//! `densach` and `densach open`: the screens.

use super::context::Context;
use super::spec::{Does, Spec, flag};
use crate::lang::{Problem, cli as say};
use crate::runtime::{self, Plan, What};

/// `densach open [--read-only]`.
pub(super) static SPEC: Spec = Spec {
    name: "open",
    about: &say::OPEN,
    more: &say::NOTHING,
    examples: &["densach", "densach open --read-only"],
    args: |lang| vec![flag("read-only", &say::READ_ONLY, lang)],
    does: Does::Run(|context, matches| screens(context, !matches.get_flag("read-only"))),
};

/// The screens on the register; the first run where there is none. One's own session that stalled
/// (a connection that died without hanging up) may be taken over: the clerk is asked.
pub(super) fn screens(context: &Context, write: bool) -> Result<u8, Problem> {
    let mut options = context.options(write)?;
    options.take_over = write;
    runtime::run(&Plan {
        lang: context.lang(),
        user: (crate::register::system_user(), super::places::ssh()),
        operator: context.operator.clone(),
        lock_after: super::places::lock_after()?,
        agent: super::places::ssh_agent(),
        what: What::Register(options),
    })
}
