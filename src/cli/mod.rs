//! The command line: one file per subcommand, human and --json output.
//!
//! What it promises scripts stands in the README: exit codes (0 done, 1 the answer is "no", 2
//! usage or surroundings, 3 somebody else holds the register, 128+n on a signal), data on stdout,
//! progress and errors on stderr.

mod backup;
mod bundle;
mod clock;
mod completions;
mod context;
mod delete;
mod demo;
mod doctor;
mod duplicates;
mod export;
mod find;
mod foretold;
mod generate;
mod heap;
mod history;
mod import;
mod init;
mod journal;
mod key;
mod keyer;
mod keys;
mod language;
mod man;
mod open;
mod operator;
mod out;
mod parser;
mod passphrase;
mod pin;
mod places;
mod progress;
mod rebuild;
mod redo;
mod replay;
mod restore;
mod set;
mod sheets;
mod show;
mod slip;
mod spec;
mod trust;
mod undo;
mod usage;

pub use heap::HEAP;

use crate::lang::Problem;
use context::Context;
use spec::Spec;
use std::ffi::OsString;
use std::process::ExitCode;

/// Every command, in the order in which help lists them.
static COMMANDS: &[&Spec] = &[
    &open::SPEC,
    &demo::SPEC,
    &init::SPEC,
    &operator::SPEC,
    &find::SPEC,
    &show::SPEC,
    &history::SPEC,
    &slip::SPEC,
    &duplicates::SPEC,
    &set::SPEC,
    &delete::SPEC,
    &undo::SPEC,
    &redo::SPEC,
    &import::SPEC,
    &export::SPEC,
    &generate::SPEC,
    &replay::SPEC,
    &keyer::SPEC,
    &doctor::SPEC,
    &rebuild::SPEC,
    &journal::SPEC,
    &backup::SPEC,
    &restore::SPEC,
    &key::SPEC,
    &trust::SPEC,
    &bundle::SPEC,
    &keys::SPEC,
    &completions::SPEC,
    &man::SPEC,
];

/// Reads the arguments and does what they say; the exit code is the contract of the README.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    heap::settle(&arguments);
    ExitCode::from(run(arguments))
}

fn run(arguments: Vec<OsString>) -> u8 {
    let arguments = helped(arguments);
    let early = language::early(&arguments);
    let matches = match parser::command(early.lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::report(&error, early),
    };
    let mut context = Context::new(&matches, early);
    let outcome = match matches.subcommand() {
        None => open::screens(&context, true),
        Some((name, matches)) => match COMMANDS.iter().find(|spec| spec.name == name) {
            Some(spec) => spec.run(&mut context, matches),
            None => Err(usage::not_built(name)),
        },
    };
    let outcome = outcome.and_then(|code| context.out.flush().map(|()| context.ends_with(code)));
    outcome.unwrap_or_else(|problem| failed(&problem, early))
}

/// `densach help COMMAND` is `densach COMMAND --help`.
fn helped(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|word| word == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

fn failed(problem: &Problem, early: language::Early) -> u8 {
    out::error(problem, early);
    out::exit_code(problem)
}
