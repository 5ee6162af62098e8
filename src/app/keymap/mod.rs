//! One table of actions: its row drives handling, footer, `?` help, palette and README alike.
//!
//! A row says what an action is called, which keys it has, and where they act. Screens answer
//! with the contexts they are in; a key is looked up through that chain.

mod bundles;
mod common;
mod rows;
mod table;
#[cfg(test)]
mod tests;

pub use rows::{Action, ROWS};

use crate::domain::Right;
use crate::keys::Key;
use crate::lang::Label;

/// Where a key acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere.
    Everywhere,
    /// Where text is typed.
    Text,
    /// Where rows are chosen from or scrolled.
    Rows,
    /// The first run.
    First,
    /// The home screen.
    Home,
    /// A form.
    Form,
    /// A form for a new record.
    FormNew,
    /// A form in which a record is corrected.
    FormEdit,
    /// A choice or look-up field of a form.
    FormPick,
    /// A field of a form that holds no words.
    FormDigits,
    /// The look-up.
    Find,
    /// The look-up in which a record is chosen for a field.
    Pick,
    /// A record's view.
    Record,
    /// The view of a batch of forms.
    Batch,
    /// Who may be the one in a form.
    Alike,
    /// The pairs of a register that may be one.
    Pairs,
    /// Two records side by side.
    Sides,
    /// What waits to be decided.
    Conflicts,
    /// An entry of it, both sides beside each other.
    Conflict,
    /// To whom bundles go, and which await their receipts.
    Outbox,
    /// What goes to somebody.
    Contents,
    /// A bundle that was made.
    Made,
    /// Choosing the bundle or receipt that comes in.
    BundleFiles,
    /// What a bundle would do.
    BundleSeen,
    /// It is in, and its receipt is there.
    BundleDone,
    /// A receipt is in, or something was refused.
    BundleOver,
    /// What is held in quarantine.
    Quarantine,
    /// A status act.
    Status,
    /// A choice field of it.
    StatusPick,
    /// A field of it that holds no words.
    StatusDigits,
    /// A bulk edit.
    Bulk,
    /// Choosing the list that is to be taken in.
    ImportFiles,
    /// What was found in it, and where its columns go.
    ImportPlan,
    /// Its rows that a person should look at.
    ImportRows,
    /// A cell of them that is being mended.
    ImportCell,
    /// A list that was taken in, or as far as it was.
    ImportDone,
    /// Work that Esc stops.
    Running,
    /// A list of values, or of commands.
    List,
    /// The help.
    Help,
    /// A question answered with a line of text.
    Prompt,
    /// A question answered with yes or no.
    Confirm,
}

/// The contexts each screen can be in, most special first. A screen is in one of these at a time,
/// so that no key has two meanings at once (a test holds it).
pub mod chains {
    use super::Context::{self, *};

    /// Nothing to key yet.
    pub const WAITING: &[Context] = &[First, Everywhere];
    /// The first run.
    pub const FIRST: &[Context] = &[First, Rows, Text, Everywhere];
    /// Home.
    pub const HOME: &[Context] = &[Home, Rows, Everywhere];
    /// A form for a new record, in a field of words.
    pub const FORM: &[Context] = &[FormNew, Form, Text, Everywhere];
    /// The same, in a field without words.
    pub const FORM_DIGITS: &[Context] = &[FormDigits, FormNew, Form, Text, Everywhere];
    /// The same, in a choice or look-up field.
    pub const FORM_PICK: &[Context] = &[FormPick, FormDigits, FormNew, Form, Text, Everywhere];
    /// A form in which a record is corrected, in a field of words.
    pub const EDIT: &[Context] = &[FormEdit, Form, Text, Everywhere];
    /// The same, in a field without words.
    pub const EDIT_DIGITS: &[Context] = &[FormDigits, FormEdit, Form, Text, Everywhere];
    /// The same, in a choice or look-up field.
    pub const EDIT_PICK: &[Context] = &[FormPick, FormDigits, FormEdit, Form, Text, Everywhere];
    /// The look-up.
    pub const FIND: &[Context] = &[Find, Rows, Text, Everywhere];
    /// The look-up that fills a field.
    pub const PICK: &[Context] = &[Pick, Rows, Text, Everywhere];
    /// A record's view.
    pub const RECORD: &[Context] = &[Record, Rows, Everywhere];
    /// That of a batch of forms.
    pub const BATCH: &[Context] = &[Batch, Record, Rows, Everywhere];
    /// Who may be the one in a form.
    pub const ALIKE: &[Context] = &[Alike, Rows, Everywhere];
    /// The pairs of a register that may be one.
    pub const PAIRS: &[Context] = &[Pairs, Rows, Everywhere];
    /// Two records side by side.
    pub const SIDES: &[Context] = &[Sides, Rows, Everywhere];
    /// What waits to be decided.
    pub const CONFLICTS: &[Context] = &[Conflicts, Rows, Everywhere];
    /// An entry of it.
    pub const CONFLICT: &[Context] = &[Conflict, Rows, Everywhere];
    /// To whom bundles go, and which await their receipts.
    pub const OUTBOX: &[Context] = &[Outbox, Rows, Everywhere];
    /// What goes to somebody.
    pub const CONTENTS: &[Context] = &[Contents, Rows, Everywhere];
    /// A bundle that was made.
    pub const MADE: &[Context] = &[Made, Everywhere];
    /// Choosing what comes in.
    pub const BUNDLE_FILES: &[Context] = &[BundleFiles, Rows, Text, Everywhere];
    /// What a bundle would do.
    pub const BUNDLE_SEEN: &[Context] = &[BundleSeen, Rows, Everywhere];
    /// It is in, and its receipt is there.
    pub const BUNDLE_DONE: &[Context] = &[BundleDone, Everywhere];
    /// A receipt is in, or something was refused.
    pub const BUNDLE_OVER: &[Context] = &[BundleOver, Everywhere];
    /// What is held in quarantine.
    pub const QUARANTINE: &[Context] = &[Quarantine, Rows, Everywhere];
    /// A status act, in a field of words.
    pub const STATUS: &[Context] = &[Status, Text, Everywhere];
    /// The same, in a field without words.
    pub const STATUS_DIGITS: &[Context] = &[StatusDigits, Status, Text, Everywhere];
    /// The same, in a choice field.
    pub const STATUS_PICK: &[Context] = &[StatusPick, StatusDigits, Status, Text, Everywhere];
    /// A bulk edit, in a field of words.
    pub const BULK: &[Context] = &[Bulk, Text, Everywhere];
    /// The same, in a field without words.
    pub const BULK_DIGITS: &[Context] = &[StatusDigits, Bulk, Text, Everywhere];
    /// The same, in a choice field.
    pub const BULK_PICK: &[Context] = &[StatusPick, StatusDigits, Bulk, Text, Everywhere];
    /// What would come of it.
    pub const BULK_SEEN: &[Context] = &[Confirm, Rows, Everywhere];
    /// Choosing a list to be taken in.
    pub const IMPORT_FILES: &[Context] = &[ImportFiles, Rows, Text, Everywhere];
    /// What was found in it.
    pub const IMPORT_PLAN: &[Context] = &[ImportPlan, Rows, Everywhere];
    /// Its rows to look at.
    pub const IMPORT_ROWS: &[Context] = &[ImportRows, Rows, Everywhere];
    /// A cell of them being mended.
    pub const IMPORT_CELL: &[Context] = &[ImportCell, Text, Everywhere];
    /// A list that was taken in.
    pub const IMPORT_DONE: &[Context] = &[ImportDone, Everywhere];
    /// Work that Esc stops.
    pub const RUNNING: &[Context] = &[Running, Everywhere];
    /// A list narrowed by typing.
    pub const LIST: &[Context] = &[List, Rows, Text, Everywhere];
    /// Help.
    pub const HELP: &[Context] = &[Help, Rows, Everywhere];
    /// A question answered with text.
    pub const PROMPT: &[Context] = &[Prompt, Text, Everywhere];
    /// A question answered with yes or no.
    pub const CONFIRM: &[Context] = &[Confirm, Everywhere];

    /// All of them.
    pub const ALL: &[&[Context]] = &[
        WAITING,
        FIRST,
        HOME,
        FORM,
        FORM_DIGITS,
        FORM_PICK,
        EDIT,
        EDIT_DIGITS,
        EDIT_PICK,
        FIND,
        PICK,
        RECORD,
        BATCH,
        ALIKE,
        PAIRS,
        SIDES,
        CONFLICTS,
        CONFLICT,
        OUTBOX,
        CONTENTS,
        MADE,
        BUNDLE_FILES,
        BUNDLE_SEEN,
        BUNDLE_DONE,
        BUNDLE_OVER,
        QUARANTINE,
        STATUS,
        STATUS_DIGITS,
        STATUS_PICK,
        BULK,
        BULK_DIGITS,
        BULK_PICK,
        BULK_SEEN,
        IMPORT_FILES,
        IMPORT_PLAN,
        IMPORT_ROWS,
        IMPORT_CELL,
        IMPORT_DONE,
        RUNNING,
        LIST,
        HELP,
        PROMPT,
        CONFIRM,
    ];
}

/// One action: the row everything else reads.
#[derive(Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its stable long name, for logs, tests and the palette.
    pub name: &'static str,
    /// A word or two, for the footer.
    pub label: Label,
    /// One line: what it does.
    pub doc: Label,
    /// Its keys, the first being the one that is shown.
    pub keys: &'static [Key],
    /// Where those keys act.
    pub on: &'static [Context],
    /// Further keys, each in one context.
    pub also: &'static [(Key, Context)],
    /// What stands for the keys where a run of them is meant (`1-9`).
    pub shown: Option<&'static str>,
    /// Its place in the footer, 0 for none; low numbers stay longest on a narrow screen.
    pub footer: u8,
    /// Where it stands in the footer; nothing: wherever it acts.
    pub foot: &'static [Context],
    /// Whether it changes the register, so that a look-only session refuses it.
    pub writes: bool,
    /// What whoever does it must have the right to; nothing: everybody may.
    pub needs: Option<Right>,
}

impl Action {
    /// Its row.
    pub fn row(self) -> Option<&'static Row> {
        ROWS.iter().find(|row| row.action == self)
    }
}

impl Row {
    /// Whether it can be done in that chain of contexts.
    pub fn applies(&self, chain: &[Context]) -> bool {
        self.on.iter().any(|on| chain.contains(on))
            || self.also.iter().any(|(_, on)| chain.contains(on))
    }

    /// Whether it stands in the footer in that chain.
    pub fn in_footer(&self, chain: &[Context]) -> bool {
        let there = self.foot.is_empty() || self.foot.iter().any(|foot| chain.contains(foot));
        self.footer > 0 && there && !self.keys_in(chain).is_empty()
    }

    /// Its keys as tables write them; a run of them as one.
    pub fn key_names(&self) -> Vec<String> {
        match self.shown {
            Some(shown) => vec![shown.to_owned()],
            // What has no key wherever it acts may have one where no text is typed.
            None if self.keys.is_empty() => {
                self.also.iter().map(|(key, _)| key_name(*key)).collect()
            }
            None => self.keys.iter().map(|key| key_name(*key)).collect(),
        }
    }

    /// Where its keys act, in a word; empty where that is said by what it does.
    pub fn place(&self) -> Label {
        match self.on {
            _ if self.keys.is_empty() => Label::new("", ""),
            [Context::Everywhere] => Label::new("mọi nơi", "everywhere"),
            [Context::Form | Context::FormNew] => Label::new("phiếu", "form"),
            [Context::Text] => Label::new("chỗ gõ chữ", "text"),
            [Context::Rows] => Label::new("danh sách", "lists"),
            [Context::Home] => Label::new("màn hình đầu", "home"),
            [Context::Find, ..] => Label::new("tra cứu", "look-up"),
            [Context::FormPick] => Label::new("ô chọn", "choice fields"),
            _ => Label::new("", ""),
        }
    }

    /// Its keys in that chain, the shown one first.
    pub fn keys_in(&self, chain: &[Context]) -> Vec<Key> {
        let main = self.on.iter().any(|on| chain.contains(on));
        let also = self.also.iter().filter(|(_, on)| chain.contains(on)).map(|(key, _)| *key);
        self.keys.iter().copied().filter(|_| main).chain(also).collect()
    }
}

/// A key as footer, help and palette write it: `F9`, `^N`, `Enter`.
pub fn key_name(key: Key) -> String {
    match key {
        Key::Char(' ') => "Space".to_owned(),
        Key::Char(c) | Key::Pad(c) => c.to_string(),
        Key::Ctrl(c) => format!("^{}", c.to_ascii_uppercase()),
        Key::F(n) => format!("F{n}"),
        Key::BackTab => "Shift-Tab".to_owned(),
        Key::PageUp => "PgUp".to_owned(),
        Key::PageDown => "PgDn".to_owned(),
        other => format!("{other:?}"),
    }
}

/// What that key does in that chain of contexts.
pub fn find(chain: &[Context], key: Key) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.keys_in(chain).contains(&key))
}

/// What goes first from a footer in which not all fits.
const GOES_FIRST: u8 = 6;

/// The footer in that chain, in the table's order, for at most `width` columns: where not all fit,
/// the high numbers go. What only some fields have stands last, so that from field to field
/// nothing but the end of the row changes.
pub fn footer(chain: &[Context], width: usize, lang: crate::lang::Lang) -> String {
    let mut rows: Vec<&Row> = ROWS.iter().filter(|row| row.in_footer(chain)).collect();
    rows.sort_by_key(|row| {
        let mut here = row.on.iter().filter(|on| chain.contains(on)).peekable();
        row.footer == GOES_FIRST
            || here.peek().is_some()
                && here.all(|on| {
                    matches!(on, Context::FormPick | Context::FormDigits | Context::StatusPick)
                })
    });
    let piece = |row: &Row| {
        let key = row.keys_in(chain).first().map(|key| key_name(*key)).unwrap_or_default();
        format!("{} {}", row.shown.unwrap_or(&key), row.label.get(lang))
    };
    loop {
        let pieces: Vec<String> = rows.iter().map(|row| piece(row)).collect();
        let line = pieces.join("  ");
        let last = rows.iter().map(|row| row.footer).max();
        if crate::text::width::columns(&line) <= width || last.is_none() {
            return line;
        }
        let gone = rows.iter().rposition(|row| Some(row.footer) == last);
        rows.remove(gone.unwrap_or(0));
    }
}
