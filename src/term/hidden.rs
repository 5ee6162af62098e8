//! What is typed on the shell's own screen without being shown: a PIN, or one key that answers.

use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr,
};
use std::io::{self, BufRead, ErrorKind, IsTerminal, Read, Stdin, Write};

/// The longest line that is read, in bytes.
const MOST: u64 = 256;
/// Ctrl-C.
const INTERRUPT: u8 = 3;

/// Asks on stderr; None where no terminal is there to answer.
///
/// # Errors
/// The terminal refuses, or Ctrl-C was pressed.
pub fn hidden_line(question: &str) -> io::Result<Option<String>> {
    let stdin = io::stdin();
    if !stdin.is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let shown = tcgetattr(&stdin)?;
    let mut hidden = shown.clone();
    // Ctrl-C ends the line instead of the program: the terminal must not stay without its echo.
    hidden.local_modes -= LocalModes::ECHO | LocalModes::ISIG;
    hidden.special_codes[SpecialCodeIndex::VEOL] = INTERRUPT;
    tcsetattr(&stdin, OptionalActions::Flush, &hidden)?;
    // Only now is it asked: what is typed at once is neither shown nor lost.
    let asked = io::stderr().write_all(question.as_bytes());
    let line = line(&stdin, &shown);
    // The Enter was not shown either.
    asked.and_then(|()| io::stderr().write_all(b"\n"))?;
    line.map(Some)
}

/// Asks on stderr for one key; None where no terminal is there to answer.
///
/// # Errors
/// The terminal refuses.
pub fn one_key(question: &str) -> io::Result<Option<char>> {
    let mut stdin = io::stdin();
    if !stdin.is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let before = tcgetattr(&stdin)?;
    let mut bare = before.clone();
    // Ctrl-C is a key that is no yes: the terminal must not stay as it is now.
    bare.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
    bare.special_codes[SpecialCodeIndex::VMIN] = 1;
    tcsetattr(&stdin, OptionalActions::Flush, &bare)?;
    let asked = io::stderr().write_all(question.as_bytes());
    let mut key = [0];
    let read = asked.and_then(|()| stdin.read_exact(&mut key));
    // Whatever came with it (the rest of a letter, an Enter by habit) means nothing.
    tcsetattr(&stdin, OptionalActions::Flush, &before)?;
    io::stderr().write_all(b"\n")?;
    read.map(|()| Some(char::from(key[0])))
}

fn line(stdin: &Stdin, shown: &Termios) -> io::Result<String> {
    let mut line = Vec::new();
    let read = read_line(&mut stdin.lock(), &mut line);
    tcsetattr(stdin, OptionalActions::Flush, shown)?;
    read?;
    if line.contains(&INTERRUPT) {
        return Err(ErrorKind::Interrupted.into());
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

fn read_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<()> {
    let mut from = from.take(MOST);
    loop {
        let part = from.fill_buf()?;
        let end = part.iter().position(|byte| [b'\n', INTERRUPT].contains(byte));
        let len = end.map_or(part.len(), |end| end + 1);
        line.extend(part.iter().take(len));
        from.consume(len);
        if end.is_some() || len == 0 {
            return Ok(());
        }
    }
}
