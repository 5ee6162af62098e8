//! What was wrong with the arguments, in our words.

use super::language::Early;
use super::out;
use crate::lang::Problem;
use crate::lang::errors::cli as codes;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Says what clap found: help and version on stdout (0), a problem on stderr (2).
pub(super) fn report(error: &clap::Error, early: Early) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let mut out = out::Out::new();
            match out.text(&error.render().to_string()).and_then(|()| out.flush()) {
                Ok(()) => 0,
                Err(problem) => out::exit_code(&problem),
            }
        }
        _ => super::failed(&problem(error), early),
    }
}

/// That there is no such command.
pub(super) fn not_built(name: &str) -> Problem {
    Problem::new(&codes::NOT_BUILT, [name])
}

fn problem(error: &clap::Error) -> Problem {
    let argument = context(error, ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => not_built(&context(error, ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => Problem::new(&codes::UNKNOWN_OPTION, [argument]),
        ErrorKind::MissingRequiredArgument => Problem::new(&codes::MISSING_ARGUMENT, [argument]),
        ErrorKind::MissingSubcommand => {
            Problem::new(&codes::MISSING_SUBCOMMAND, [context(error, ContextKind::ValidSubcommand)])
        }
        ErrorKind::ArgumentConflict if argument == context(error, ContextKind::PriorArg) => {
            Problem::new(&codes::ARGUMENT_TWICE, [argument])
        }
        ErrorKind::ArgumentConflict => Problem::new(
            &codes::ARGUMENT_CONFLICT,
            [argument, context(error, ContextKind::PriorArg)],
        ),
        ErrorKind::InvalidValue if context(error, ContextKind::InvalidValue).is_empty() => {
            Problem::new(&codes::MISSING_VALUE, [argument])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(error, ContextKind::InvalidValue);
            match context(error, ContextKind::ValidValue) {
                valid if valid.is_empty() => Problem::new(&codes::BAD_VALUE, [argument, value]),
                valid => Problem::new(&codes::NO_SUCH_VALUE, [argument, value, valid]),
            }
        }
        _ => {
            let text = error.render().to_string();
            let line = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            Problem::new(&codes::USAGE, [line])
        }
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
