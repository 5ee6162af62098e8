//! The files that lie where files are put: chosen by the bar, narrowed by typing, or named by hand.

use super::entry::Entry;
use super::import::job::Lying;
use super::keymap::Action;
use super::list;
use crate::text::fold::fold;
use std::path::PathBuf;

/// The files.
#[derive(Default)]
pub(crate) struct Files {
    all: Vec<Lying>,
    /// Which lie there is not known yet.
    pub(crate) waiting: bool,
    pub(crate) entry: Entry,
    pub(crate) at: usize,
}

impl Files {
    pub(crate) fn take(&mut self, all: Vec<Lying>) {
        self.all = all;
        self.waiting = false;
        self.at = 0;
    }

    /// Those whose names have the words that are typed.
    pub(crate) fn rows(&self) -> Vec<&Lying> {
        let typed = fold(self.entry.text());
        let matches = |list: &&Lying| {
            let name = fold(&list.name);
            typed.split_whitespace().all(|word| name.contains(word))
        };
        self.all.iter().filter(matches).collect()
    }

    /// Whether any lies there at all.
    pub(crate) fn any(&self) -> bool {
        !self.all.is_empty()
    }

    /// Moves the bar, or inside what is typed; false for an action that does neither.
    pub(crate) fn act(&mut self, action: Action, page: usize) -> bool {
        if let Some(at) = list::moved(self.at, self.rows().len(), action, page) {
            self.at = at;
            return true;
        }
        let taken = self.entry.act(action);
        self.at = if taken { 0 } else { self.at };
        taken
    }

    /// Takes a letter. Names of files are found without marks: composing would only be in the way.
    pub(crate) fn typed(&mut self, letter: char) {
        self.entry.typed(letter, None);
        self.at = 0;
    }

    /// Takes a paste.
    pub(crate) fn paste(&mut self, text: &str) {
        self.entry.paste(&crate::text::clean::line(text));
        self.at = 0;
    }

    /// What was typed is given up.
    pub(crate) fn clear(&mut self) {
        self.entry = Entry::default();
        self.at = 0;
    }

    /// The one that the bar stands on; what is typed by hand where no name has it.
    pub(crate) fn chosen(&self) -> Option<PathBuf> {
        if let Some(list) = self.rows().get(self.at) {
            return Some(list.path.clone());
        }
        let typed = path(self.entry.text());
        (!typed.is_empty()).then(|| PathBuf::from(typed))
    }
}

/// A path as shells and file managers hand it over: in quotes, with escaped blanks, as an address.
fn path(text: &str) -> String {
    let text = text.trim();
    let quoted = |mark: char| text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
    if let Some(inner) = quoted('\'').or_else(|| quoted('"')) {
        return inner.to_owned();
    }
    match text.strip_prefix("file://") {
        Some(address) => unescaped(address),
        None => text.replace("\\ ", " "),
    }
}

/// An address with its `%20` read.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a paste is rows of a spreadsheet, and no name of a file.
pub(crate) fn is_block(text: &str) -> bool {
    text.contains('\t') || text.trim().contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(name: &str) -> Lying {
        Lying { path: format!("/in/{name}").into(), name: name.into(), bytes: 1, changed: 0 }
    }

    #[test]
    fn typing_narrows_and_what_lies_nowhere_is_a_path() {
        let mut files = Files::default();
        files.take(vec![list("Danh sách chi hội.xls"), list("ds2025.csv")]);
        assert_eq!(files.chosen(), Some(PathBuf::from("/in/Danh sách chi hội.xls")));
        files.entry.paste("chi hoi");
        assert_eq!(files.rows().len(), 1);
        files.entry = Entry::default();
        files.entry.paste("'/tmp/my list.csv'");
        assert_eq!(files.chosen(), Some(PathBuf::from("/tmp/my list.csv")));
    }

    #[test]
    fn a_path_comes_as_shells_and_file_managers_write_it() {
        assert_eq!(path(" /a/b\\ c.xls "), "/a/b c.xls");
        assert_eq!(path("\"/a/b c.xls\""), "/a/b c.xls");
        assert_eq!(path("file:///a/b%20c%zz.xls"), "/a/b c%zz.xls");
    }

    #[test]
    fn a_paste_of_cells_is_a_block() {
        assert!(is_block("a\tb") && is_block("a\nb\n"));
        assert!(!is_block("/a/b.csv\n"));
    }
}
