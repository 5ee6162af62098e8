//! `densach delete`: a record nothing refers to.

use super::context::{Context, seed};
use super::set::save;
use super::show::the_one;
use super::spec::{Does, Spec, option, text, word};
use crate::lang::{Problem, cli as say};
use crate::register::{Act, Change};
use clap::ArgMatches;

/// `densach delete ID --reason TEXT`.
pub(super) static SPEC: Spec = Spec {
    name: "delete",
    about: &say::DELETE,
    more: &say::DELETE_MORE,
    examples: &["densach delete H7K2-04M9-QX --reason \"nhập trùng\""],
    args: |lang| {
        vec![
            word("id", "ID", &say::ID, lang),
            option("reason", "TEXT", &say::REASON, lang).required(true),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(true)?;
    let shown = the_one(&mut session, text(matches, "id"))?;
    let change = Change {
        request: seed()?,
        acts: vec![Act::Delete { id: shown.record.id, base: shown.record.rev }],
        reason: text(matches, "reason").to_owned(),
        ..Change::default()
    };
    save(context, session, &shown.record, change)
}
