//! `densach man`: the manual page, of the whole or of one command.

use super::context::Context;
use super::parser;
use super::spec::{Does, Spec};
use crate::lang::errors::cli as codes;
use crate::lang::{Problem, cli as say};
use clap::{Arg, ArgMatches};

/// `densach man [COMMAND]`.
pub(super) static SPEC: Spec = Spec {
    name: "man",
    about: &say::MAN,
    more: &say::NOTHING,
    examples: &["densach man | man -l -", "densach man import > densach-import.1"],
    args: |lang| vec![Arg::new("command").value_name("COMMAND").help(say::MAN_COMMAND.get(lang))],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut command = parser::command(context.lang());
    command.build();
    let named = matches.get_one::<String>("command");
    if let Some(name) = named {
        let found = command.find_subcommand(name).cloned();
        let found = found.ok_or_else(|| super::usage::not_built(name))?;
        command = found.display_name(format!("densach-{name}"));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| Problem::new(&codes::OUTPUT_FAILED, [error.to_string()]))?;
    if named.is_none_or(|name| name == super::keys::SPEC.name) {
        page.extend_from_slice(super::keys::section(context.lang()).as_bytes());
    }
    context.out.bytes(&page)?;
    Ok(0)
}
