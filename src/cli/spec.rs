//! What a command is: its name, what help says of it, its arguments, and what it does.

use super::context::Context;
use crate::domain::{RecordType, records};
use crate::lang::{Label, Lang, Problem};
use clap::{Arg, ArgMatches};

/// A command's doing: what it was given to an exit code.
pub(super) type Run = fn(&mut Context, &ArgMatches) -> Result<u8, Problem>;

/// A command.
pub(super) struct Spec {
    /// Its name.
    pub(super) name: &'static str,
    /// What it does, in a line.
    pub(super) about: &'static Label,
    /// What else help tells; may be empty.
    pub(super) more: &'static Label,
    /// Command lines that teach it.
    pub(super) examples: &'static [&'static str],
    /// Its arguments.
    pub(super) args: fn(Lang) -> Vec<Arg>,
    /// What it does, or the commands below it.
    pub(super) does: Does,
}

/// What a command does.
pub(super) enum Does {
    /// This.
    Run(Run),
    /// One of these.
    Subs(&'static [&'static Spec]),
}

impl Spec {
    /// Does it.
    pub(super) fn run(&self, context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
        match self.does {
            Does::Run(run) => run(context, matches),
            Does::Subs(subs) => {
                let chosen = matches.subcommand().and_then(|(name, matches)| {
                    Some((subs.iter().find(|sub| sub.name == name)?, matches))
                });
                match chosen {
                    Some((sub, matches)) => sub.run(context, matches),
                    None => Err(super::usage::not_built(self.name)),
                }
            }
        }
    }
}

/// No arguments.
pub(super) fn none(_: Lang) -> Vec<Arg> {
    Vec::new()
}

/// A word that must stand there.
pub(super) fn word(id: &'static str, value: &'static str, help: &Label, lang: Lang) -> Arg {
    Arg::new(id).value_name(value).help(help.get(lang)).required(true)
}

/// An option with a value.
pub(super) fn option(id: &'static str, value: &'static str, help: &Label, lang: Lang) -> Arg {
    Arg::new(id).long(id).value_name(value).help(help.get(lang))
}

/// An option without one.
pub(super) fn flag(id: &'static str, help: &Label, lang: Lang) -> Arg {
    Arg::new(id).long(id).action(clap::ArgAction::SetTrue).help(help.get(lang))
}

/// A record type's schema name.
pub(super) fn type_name(lang: Lang) -> Arg {
    let all = records::all();
    let names = all.iter().map(|of| of.name);
    let called = |of: &&RecordType| match of.label.get(lang) {
        label if label == of.name => label.to_owned(),
        label => format!("{} ({label})", of.name),
    };
    let called = all.iter().map(called).collect::<Vec<_>>().join(", ");
    word("type", "TYPE", &crate::lang::cli::TYPE, lang)
        .help(crate::lang::cli::TYPE.fill(lang, &[called]))
        .value_parser(clap::builder::PossibleValuesParser::new(names))
        .hide_possible_values(true)
}

/// A text argument's value, empty where it was not given.
pub(super) fn text<'a>(matches: &'a ArgMatches, id: &str) -> &'a str {
    matches.get_one::<String>(id).map_or("", String::as_str)
}
