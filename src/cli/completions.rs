//! `densach completions`: a shell's completion script.

use super::context::Context;
use super::parser;
use super::spec::{Does, Spec, word};
use crate::lang::errors::cli as codes;
use crate::lang::{Problem, cli as say};
use clap::{ArgMatches, value_parser};
use clap_complete::Shell;

/// `densach completions SHELL`.
pub(super) static SPEC: Spec = Spec {
    name: "completions",
    about: &say::COMPLETIONS,
    more: &say::NOTHING,
    examples: &["densach completions bash > ~/.local/share/bash-completion/completions/densach"],
    args: |lang| vec![word("shell", "SHELL", &say::SHELL, lang).value_parser(value_parser!(Shell))],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let shell = matches.get_one::<Shell>("shell").copied();
    let shell = shell.ok_or_else(|| Problem::new(&codes::MISSING_ARGUMENT, ["SHELL"]))?;
    let mut script = Vec::new();
    let mut command = parser::command(context.lang());
    clap_complete::generate(shell, &mut command, "densach", &mut script);
    context.out.bytes(&script)?;
    Ok(0)
}
