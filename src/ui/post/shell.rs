//! Lines for a shell and paths in rows of a screen, so that what is marked and copied is the same line.

use crate::text::width::columns;

/// What ends a row that goes on in the next one.
const GOES_ON: &str = " \\";

/// A line for a shell in rows: broken between its words, where a backslash says that it goes on.
pub(super) fn continued(line: &str, room: usize) -> Vec<String> {
    let room = room.saturating_sub(GOES_ON.len());
    let mut rows: Vec<String> = Vec::new();
    for word in words(line) {
        match rows.last_mut() {
            Some(row) if columns(row) + 1 + columns(word) <= room => {
                row.push(' ');
                row.push_str(word);
            }
            _ => rows.push(word.to_owned()),
        }
    }
    let last = rows.len().saturating_sub(1);
    let ended = rows.into_iter().enumerate();
    let ended = ended.map(|(n, row)| if n == last { row } else { row + GOES_ON });
    // A word that is longer than a row: nothing of it is hidden.
    ended.flat_map(|row| broken(&row, room + GOES_ON.len())).collect()
}

/// A text without words in rows, each full.
pub(super) fn broken(text: &str, room: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    for letter in text.chars() {
        if let Some(row) = rows.last_mut() {
            row.push(letter);
            if columns(row) > room && row.chars().count() > 1 {
                row.pop();
                rows.push(letter.to_string());
            }
        }
    }
    rows
}

/// The words of a line; what stands between quotes is of one word.
fn words(line: &str) -> Vec<&str> {
    let (mut words, mut from, mut quote) = (Vec::new(), 0, None);
    for (at, letter) in line.char_indices() {
        match (letter, quote) {
            ('\'' | '"', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            (' ', None) => {
                words.extend(line.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    words.extend(line.get(from..));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_in_rows_is_the_same_line_to_a_shell() {
        let line =
            "cd '/a b/c' && for f in x.zip y.zip; do echo \"put $f $f.part\"; done | sftp -b - h";
        let rows = continued(line, 30);
        assert!(rows.iter().all(|row| columns(row) <= 30), "{rows:?}");
        assert_eq!(rows.join("\n").replace(" \\\n", " "), line);
        assert_eq!(continued("cp a b", 30), ["cp a b"]);
        let long = continued("cp '/0123456789/0123456789/0123456789' x", 20);
        assert_eq!(long.concat().replace(" \\", " "), "cp '/0123456789/0123456789/0123456789' x");
    }

    #[test]
    fn a_path_is_broken_where_the_row_ends_and_nothing_is_lost() {
        assert_eq!(broken("/abc/def", 3), ["/ab", "c/d", "ef"]);
        assert_eq!(broken("", 3), [""]);
        assert_eq!(broken("ab", 0), ["a", "b"]);
    }
}
