//! Where a command gets a PIN from: a file that a script names, the terminal without echo, or
//! stdin. Never from the command line, which every process of the machine may read.

use super::context::Context;
use crate::domain::Pin;
use crate::lang::errors::cli as codes;
use crate::lang::errors::operators::{PIN_NEEDED, WRONG_PIN};
use crate::lang::{Problem, cli as say};
use crate::term::hidden_line;
use std::io::BufRead;
use std::path::Path;

/// What to say after that refusal, where another PIN may help; `Err`: the refusal stands.
pub(super) fn after(
    context: &Context,
    refused: Problem,
    asked: &mut bool,
) -> Result<Option<Pin>, Problem> {
    let first = refused.is(&PIN_NEEDED);
    let again = *asked && refused.is(&WRONG_PIN);
    if !(first || again) {
        return Err(refused);
    }
    if let Some(file) = context.pin_file() {
        return of_file(&file).map(Some);
    }
    let lang = context.lang();
    let mut question = say::PIN_ASK.fill(lang, &refused.params);
    if !first {
        question = format!("{}. {question}", refused.what(lang));
    }
    *asked = true;
    let line = hidden_line(&question).map_err(|error| unread(&error))?;
    line.map(|line| Pin::read(&line)).transpose()?.map_or(Err(refused), |pin| Ok(Some(pin)))
}

/// The first line of a file.
fn of_file(file: &Path) -> Result<Pin, Problem> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        Problem::new(&codes::PIN_UNREAD, [format!("{}: {error}", file.display())])
    })?;
    Pin::read(text.lines().next().unwrap_or_default())
}

/// A new PIN: typed twice at a terminal, else the first line of stdin.
pub(super) fn new(context: &Context) -> Result<Pin, Problem> {
    let ask = |question: &crate::lang::Label| {
        hidden_line(question.get(context.lang())).map_err(|error| unread(&error))
    };
    let Some(first) = ask(&say::PIN_NEW)? else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map_err(|error| unread(&error))?;
        return Pin::read(&line);
    };
    let first = Pin::read(&first)?;
    let again = ask(&say::PIN_AGAIN)?.unwrap_or_default();
    match Pin::read(&again).is_ok_and(|again| again == first) {
        true => Ok(first),
        false => Err(Problem::bare(&crate::lang::errors::app::PINS_DIFFER)),
    }
}

fn unread(error: &std::io::Error) -> Problem {
    Problem::new(&codes::PIN_UNREAD, [error.to_string()])
}
