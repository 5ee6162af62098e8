//! Where words go: data to stdout, errors to stderr, as text or as json. A reader that goes away
//! (`densach find … | head`) ends the command quietly.

use super::language::Early;
use crate::lang::errors::{bundle, cli as codes, queue, receipt, sealed};
use crate::lang::{Code, Lang, Problem};
use crate::text::clean::{acts, shown};
use crate::text::width::{columns, pad};
use serde_json::{Value as Json, json};
use std::io::{BufWriter, Stdout, Write};

/// As if SIGPIPE had ended the program.
const PIPE_CLOSED: u8 = 128 + 13;

/// Codes whose answer is "no" (1), or that somebody else holds the register (3); all others are
/// usage or surroundings (2).
const ANSWERS: &[(&str, u8)] = &[
    ("output_closed", PIPE_CLOSED),
    ("held", 3),
    ("not_left", 3),
    ("taken_over", 3),
    ("not_found", 1),
    ("many_records", 1),
    ("no_reference", 1),
    ("gone", 1),
    ("checks_failed", 1),
    ("checks_soft", 1),
    ("stale", 1),
    ("referred", 1),
    ("changed_since", 1),
    ("referred_since", 1),
    ("not_taken_back", 1),
    ("nothing_to_undo", 1),
    ("nothing_to_redo", 1),
    ("no_such_change", 1),
    ("damaged", 1),
    ("backup_damaged", 1),
    ("read_only_damaged", 1),
    ("needed", 1),
    ("last_technician", 1),
    ("not_trusted", 1),
    ("many_keys", 1),
    ("already_trusted", 1),
    ("key_type", 1),
    ("signature_malformed", 1),
    ("signature_namespace", 1),
    ("signature_bad", 1),
    ("signature_untouched", 1),
    ("signer_revoked", 1),
    ("signer_unknown", 1),
    ("signer_namespace", 1),
    ("signer_expired", 1),
    ("signer_not_yet", 1),
    ("signer_other", 1),
];

/// Whatever a file that came in is refused for: the answer is "no" too.
const REFUSALS: &[&[&Code]] = &[bundle::ALL, sealed::ALL, receipt::ALL, queue::REFUSED];

/// The exit code a problem leads to.
pub(super) fn exit_code(problem: &Problem) -> u8 {
    let name = problem.code.0.name;
    let refused = REFUSALS.iter().any(|table| table.iter().any(|code| code.name == name));
    let listed = ANSWERS.iter().find(|(answer, _)| *answer == name).map(|(_, code)| *code);
    listed.unwrap_or(if refused { 1 } else { 2 })
}

/// Says a problem on stderr.
pub(super) fn error(problem: &Problem, early: Early) {
    if problem.is(&codes::OUTPUT_CLOSED) {
        return;
    }
    complain("error", problem, early);
}

/// Says on stderr what a person should know although the command goes on.
pub(super) fn notice(problem: &Problem, early: Early) {
    complain("notice", problem, early);
}

fn complain(what: &str, problem: &Problem, early: Early) {
    let text = if early.json {
        format!("{}\n", inert(&json!({ what: problem_json(problem, early.lang) })))
    } else {
        let lang = early.lang;
        format!("densach: {}\nhint: {}\n", shown(&problem.what(lang)), shown(&problem.hint(lang)))
    };
    // There is nobody left to tell that stderr is closed.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A problem as `{"code", "message", "hint"}`.
pub(super) fn problem_json(problem: &Problem, lang: Lang) -> Json {
    json!({
        "code": problem.code.0.name,
        "message": problem.what(lang),
        "hint": problem.hint(lang),
    })
}

/// Stdout.
pub(super) struct Out {
    to: BufWriter<Stdout>,
}

impl Out {
    /// Nothing written yet.
    pub(super) fn new() -> Self {
        Self { to: BufWriter::new(std::io::stdout()) }
    }

    /// Writes a text as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Problem> {
        self.to.write_all(text.as_bytes()).map_err(|error| failed(&error))
    }

    /// Writes bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.to.write_all(bytes).map_err(|error| failed(&error))
    }

    /// Writes a line for people: what came from files cannot act on their terminal.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Problem> {
        writeln!(self.to, "{}", shown(text)).map_err(|error| failed(&error))
    }

    /// Writes an object on a line of its own.
    pub(super) fn object(&mut self, object: &Json) -> Result<(), Problem> {
        writeln!(self.to, "{}", inert(object)).map_err(|error| failed(&error))
    }

    /// Writes rows in columns as wide as their widest text.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) -> Result<(), Problem> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|text| shown(text)).collect()).collect();
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|text| columns(text)).max()
        };
        let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
        for row in &rows {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(text, width)| pad(text, *width)).collect();
            writeln!(self.to, "{}", cells.join("  ").trim_end()).map_err(|e| failed(&e))?;
        }
        Ok(())
    }

    /// Hands everything to whoever reads.
    pub(super) fn flush(&mut self) -> Result<(), Problem> {
        self.to.flush().map_err(|error| failed(&error))
    }
}

/// JSON whose characters do nothing to a terminal that shows it: those JSON itself leaves raw (C1
/// controls, format characters) are escaped too, and read back as they were.
fn inert(object: &Json) -> String {
    let mut out = String::new();
    for c in object.to_string().chars() {
        if acts(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn failed(error: &std::io::Error) -> Problem {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        Problem::bare(&codes::OUTPUT_CLOSED)
    } else {
        Problem::new(&codes::OUTPUT_FAILED, [error.to_string()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_acts_on_no_terminal_and_reads_back_as_it_was() {
        let text = "Lê\u{9b}31m\u{202e}\u{e0041}\u{1b}[2J \"ễ\"\n";
        let line = inert(&json!({ "reason": text }));
        assert!(!line.chars().any(acts), "{line}");
        let back: Json = serde_json::from_str(&line).unwrap();
        assert_eq!(back["reason"], text);
    }

    #[test]
    fn every_answer_is_the_code_of_a_problem() {
        for (name, _) in ANSWERS {
            assert!(crate::lang::errors::named(name).is_some(), "{name}");
        }
    }
}
