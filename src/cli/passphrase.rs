//! Where a command gets a key's passphrase from: the terminal without echo, or stdin. Never from the
//! command line, which every process of the machine may read.

use super::context::Context;
use crate::lang::errors::trust as codes;
use crate::lang::{Label, Problem, cli as say};
use crate::term::hidden_line;
use crate::trust;
use std::io::{BufRead, Read};

/// A new one: typed twice at a terminal, else the first line of stdin; None where it is empty.
pub(super) fn new(context: &Context) -> Result<Option<String>, Problem> {
    let ask = |question: &Label| {
        let line = hidden_line(question.get(context.lang())).map_err(|error| unread(&error));
        line.map(|line| line.map(|line| bare(&line)))
    };
    let Some(first) = ask(&say::PASSPHRASE_NEW)? else {
        return piped().map(|line| Some(line).filter(|line| !line.is_empty()));
    };
    if first.is_empty() {
        return Ok(None);
    }
    trust::fits(&first)?;
    match ask(&say::PASSPHRASE_AGAIN)? == Some(first.clone()) {
        true => Ok(Some(first)),
        false => Err(Problem::bare(&codes::PASSPHRASES_DIFFER)),
    }
}

/// That of a key that has one; None where none is given.
pub(super) fn of_key(context: &Context) -> Result<Option<String>, Problem> {
    let question = say::PASSPHRASE.get(context.lang());
    match hidden_line(question).map_err(|error| unread(&error))? {
        Some(line) => Ok(Some(bare(&line))),
        None => piped().map(|line| Some(line).filter(|line| !line.is_empty())),
    }
}

/// The first line of stdin; of one without end only what is too long to be a passphrase.
fn piped() -> Result<String, Problem> {
    let (mut line, most) = (Vec::new(), 2 * trust::MOST as u64);
    let read = std::io::stdin().lock().take(most).read_until(b'\n', &mut line);
    read.map_err(|error| unread(&error))?;
    let line = String::from_utf8(line).map_err(|error| unread(&std::io::Error::other(error)))?;
    Ok(bare(&line))
}

/// Without its line end; spaces are part of it, as they are for ssh-keygen.
fn bare(line: &str) -> String {
    line.trim_end_matches(['\r', '\n']).to_owned()
}

fn unread(error: &std::io::Error) -> Problem {
    Problem::new(&codes::PASSPHRASE_UNREAD, [error.to_string()])
}
