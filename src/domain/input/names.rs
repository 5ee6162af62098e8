//! Names of persons and clans: letters, spaces, hyphens, apostrophes; a dot for what is
//! abbreviated. Stored as written.

use crate::lang::Problem;
use crate::lang::errors::domain::NAME_LETTERS_ONLY;

/// Takes a cleaned line as a name.
pub(super) fn read(text: &str) -> Result<String, Problem> {
    // Word processors curl apostrophes, and slant some: one writing for one name.
    let curled = ['’', '‘', '`', '´', 'ʼ'];
    let name = match text.contains(curled) {
        true => text.replace(curled, "'"),
        false => text.to_owned(),
    };
    let odd = name.chars().find(|c| !(c.is_alphabetic() || is_mark(*c) || " -'.".contains(*c)));
    match odd {
        Some(odd) => Err(Problem::new(&NAME_LETTERS_ONLY, [text.to_owned(), odd.to_string()])),
        None if !name.contains(char::is_alphabetic) => {
            Err(Problem::new(&NAME_LETTERS_ONLY, [text, text]))
        }
        None => Ok(name),
    }
}

/// A combining mark that has no composed letter (some minority scripts' vowels).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}
