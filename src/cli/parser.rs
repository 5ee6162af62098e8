//! The commands as clap wants them, in the chosen language: help that teaches, with examples.

use super::COMMANDS;
use super::spec::{Does, Spec, flag, option};
use crate::lang::{Lang, cli as say};
use clap::builder::styling::Styles;
use clap::{Arg, ArgAction, Command};

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    let mut root = Command::new("densach")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say::ABOUT.get(lang))
        .after_help(tail(lang, say::MORE.get(lang), say::EXAMPLES))
        .arg(version(lang))
        .args(globals(lang));
    for spec in COMMANDS {
        root = root.subcommand(subcommand(spec, lang));
    }
    dress(root, lang)
}

fn subcommand(spec: &Spec, lang: Lang) -> Command {
    let args = (spec.args)(lang).into_iter().enumerate();
    let mut command = Command::new(spec.name)
        .about(spec.about.get(lang))
        .after_help(tail(lang, spec.more.get(lang), spec.examples))
        .args(args.map(|(at, arg)| headed(arg, lang).display_order(at)));
    if let Does::Subs(subs) = spec.does {
        command = command.subcommand_required(true);
        for sub in subs {
            command = command.subcommand(subcommand(sub, lang));
        }
    }
    dress(command, lang)
}

/// What every command has: its own help in our words, no colours, our headings.
fn dress(command: Command, lang: Lang) -> Command {
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        say::USAGE.get(lang)
    );
    command
        .styles(Styles::plain())
        .help_template(template)
        .subcommand_help_heading(say::COMMANDS.get(lang))
        .subcommand_value_name(say::COMMAND.get(lang))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(headed(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(say::HELP.get(lang))
                .display_order(1_000),
            lang,
        ))
}

fn headed(arg: Arg, lang: Lang) -> Arg {
    let positional = arg.is_positional();
    arg.help_heading(if positional { say::ARGUMENTS.get(lang) } else { say::OPTIONS.get(lang) })
}

fn version(lang: Lang) -> Arg {
    let arg = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    headed(arg.help(say::VERSION.get(lang)).display_order(1_001), lang)
}

fn globals(lang: Lang) -> Vec<Arg> {
    let all = [
        option("register", "DIR", &say::REGISTER, lang)
            .value_parser(clap::value_parser!(std::path::PathBuf)),
        option("operator", "NAME", &say::OPERATOR_NAME, lang),
        option("pin-file", "FILE", &say::PIN_FILE, lang)
            .value_parser(clap::value_parser!(std::path::PathBuf)),
        option("lang", "vi|en", &say::LANG, lang)
            .value_parser(["vi", "en"])
            .hide_possible_values(true),
        flag("json", &say::JSON, lang),
    ];
    all.into_iter().map(|arg| arg.global(true).help_heading(say::EVERYWHERE.get(lang))).collect()
}

fn tail(lang: Lang, more: &str, examples: &[&str]) -> String {
    let mut text = String::new();
    if !examples.is_empty() {
        text.push_str(say::EXAMPLE.get(lang));
        text.push_str(":\n");
        for example in examples {
            text.push_str("  ");
            text.push_str(example);
            text.push('\n');
        }
    }
    if !more.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(more);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn every_example_is_a_command_line_that_is_read() {
        fn all(spec: &'static Spec, out: &mut Vec<&'static str>) {
            out.extend(spec.examples);
            if let Does::Subs(subs) = spec.does {
                subs.iter().for_each(|sub| all(sub, out));
            }
        }
        let mut examples = say::EXAMPLES.to_vec();
        COMMANDS.iter().for_each(|spec| all(spec, &mut examples));
        for example in examples {
            let example = example.split(" | ").next().unwrap().split(" > ").next().unwrap();
            let words = split(example);
            if let Err(error) = command(Lang::En).try_get_matches_from(&words) {
                panic!("{example}: {error}");
            }
        }
    }

    /// Words of a command line; quotes keep them together.
    fn split(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut quoted = false;
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ' ' if !quoted => words.push(String::new()),
                c => words.last_mut().unwrap().push(c),
            }
        }
        words
    }
}
