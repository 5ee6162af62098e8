//! A skilled clerk who keys forms: looks at the real form and says which keys come next. What the
//! form does with them is the form's business: where it goes on by itself or skips a field, the
//! clerk sees that and presses nothing.

mod columns;
mod plan;
mod ways;

use super::desk::Note;
use super::form::{Cell, Form, Read, Scope};
use super::layer::Layer;
use super::model::Model;
use crate::derived::search::Found;
use crate::domain::{Field, Value};
use crate::keys::Key;
use crate::lang::Problem;
use crate::lang::errors::app::{NO_WAY, NOT_SAVED};
use crate::text::compose::{Method, telex};
use columns::{column, onward, to_column};
use plan::Mode;
use std::collections::BTreeMap;
use ways::{Case, Keyed};

/// Why soft findings are accepted: "như giấy", as the paper has it.
const AS_ON_PAPER: &str = "nhuw giaays";
/// How often one field of a form is tried.
const TRIES: u32 = 3;

/// One field of a form, as the paper has it and as it is to be saved.
#[derive(Clone, Debug)]
pub struct Said {
    /// The field.
    pub field: &'static Field,
    /// As the paper has it.
    pub paper: String,
    /// As it is to be saved, at a time; or why it cannot be: then it is typed as it stands.
    pub value: Result<Option<Value>, Problem>,
    /// For a record of the register: what names it with the fewest keys.
    pub by: Option<String>,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A value.
    Value,
    /// To another field, a value having been typed.
    Take,
    /// Past a field in which nothing was typed.
    Pass,
    /// As in the record before.
    Before,
    /// Keeping a field.
    Keep,
    /// Saving.
    Save,
    /// What was typed was taken for something else: once more.
    Again,
    /// Answering a question.
    Answer,
}

/// What the clerk does next.
#[derive(Clone, Debug, PartialEq)]
pub enum Hand {
    /// Presses these, in that field.
    Keys(Option<u16>, Sort, Vec<Key>),
    /// The form is saved.
    Saved,
    /// Gives the form up: the field, and what is wrong.
    GivesUp(Option<u16>, Problem),
}

/// The clerk.
#[derive(Debug, Default)]
pub struct Clerk {
    /// The fields kept for the records that follow, or passed over in them.
    keeps: Vec<(u16, Mode)>,
    /// Where one kept to the end of the batch is kept anew.
    again: plan::Anew,
    /// How many forms were taken from the stack.
    taken: usize,
    /// What stands in a new form by itself: right where a paper does not speak of the field.
    start: Vec<(u16, Option<Value>)>,
    /// How many forms had been saved when this one was begun.
    before: usize,
    /// What was typed in this form: how often in each field.
    tries: BTreeMap<u16, u32>,
    /// F9 was pressed, and the form still stands there.
    pressed_save: bool,
    /// What a value was found to be keyed as.
    known: BTreeMap<(u16, String), Option<Keyed>>,
}

impl Clerk {
    /// Looks the forms through first, and chooses which fields to keep from one to the next.
    pub fn new(model: &Model, forms: &[Vec<Said>]) -> Self {
        let mut clerk = Self::default();
        if let Some(form) = top(model) {
            let begun = |cell: &Cell| (cell.field.tag, cell.value().cloned());
            clerk.start = form.cells.iter().map(begun).collect();
            (clerk.keeps, clerk.again) = plan::keeps(&mut clerk, model, form, forms);
        }
        clerk
    }

    /// The fields chosen to be kept, and those chosen to be passed over.
    pub fn keeps(&self) -> [Vec<u16>; 2] {
        let of = |skipped: bool| {
            let keeps = self.keeps.iter();
            let keeps = keeps.filter(|(_, mode)| (*mode == Mode::Skipped) == skipped);
            keeps.map(|(tag, _)| *tag).collect()
        };
        [of(false), of(true)]
    }

    /// The keys that no way of keying can save: each value that is not that of the form before,
    /// typed once, nothing else. By field, for all forms.
    pub fn least(&mut self, model: &Model, forms: &[Vec<Said>]) -> Vec<(u16, usize)> {
        top(model).map_or_else(Vec::new, |form| plan::least(self, model, form, forms))
    }

    /// Takes the next form from the stack.
    pub fn takes(&mut self, model: &Model) {
        self.before = top(model).map_or(0, |form| form.count);
        self.taken += 1;
        self.tries.clear();
        self.pressed_save = false;
    }

    /// What comes next for that form.
    pub fn next(&mut self, model: &Model, said: &[Said]) -> Hand {
        match model.layers.last() {
            Some(Layer::Form(form)) if form.count > self.before => Hand::Saved,
            Some(Layer::Form(form)) => self.at_form(model, form, said),
            Some(Layer::Prompt(_)) => {
                self.pressed_save = false;
                let keys = AS_ON_PAPER.chars().map(Key::Char).chain([Key::Enter]);
                Hand::Keys(None, Sort::Answer, keys.collect())
            }
            _ => Hand::GivesUp(None, Problem::bare(&NOT_SAVED)),
        }
    }

    fn at_form(&mut self, model: &Model, form: &Form, said: &[Said]) -> Hand {
        let Some(cell) = form.cell() else { return Hand::GivesUp(None, Problem::bare(&NOT_SAVED)) };
        let tag = cell.field.tag;
        let typed_here = self.tries.contains_key(&tag);
        // A letter from outside has switched Telex off.
        if model.desk.composer.method() == Method::Off && !typed_here && cell.entry.is_empty() {
            return Hand::Keys(Some(tag), Sort::Again, vec![Key::Ctrl('\\')]);
        }
        if let (Read::Wrong(problem), true) = (&cell.read, typed_here) {
            return Hand::GivesUp(Some(tag), problem.clone());
        }
        let wanting = |cell: &&Cell| self.wants(form, cell, said);
        let left: Vec<u16> = form.cells.iter().filter(wanting).map(|cell| cell.field.tag).collect();
        let last_one = left.iter().all(|wanted| *wanted == tag);
        let unread = typed_here && cell.read == Read::Typed;
        if (unread || !left.contains(&tag)) && self.would_keep(cell) {
            return Hand::Keys(Some(tag), Sort::Keep, vec![Key::F(7)]);
        }
        // It went on by itself before it was kept.
        let behind = form.at.checked_sub(1).and_then(|at| form.cells.get(at));
        let behind = behind.filter(|cell| !cell.entry.is_empty() && !self.wants(form, cell, said));
        if !typed_here && behind.is_some_and(|cell| self.would_keep(cell)) {
            return Hand::Keys(Some(tag), Sort::Pass, vec![Key::BackTab]);
        }
        if last_one && (unread || left.is_empty()) {
            if std::mem::replace(&mut self.pressed_save, true) {
                return Hand::GivesUp(Some(tag), said_wrong(model));
            }
            return Hand::Keys(Some(tag), Sort::Save, vec![Key::F(9)]);
        }
        let place = |tag: &u16| form.cells.iter().position(|cell| cell.field.tag == *tag);
        let others = left.iter().filter(|wanted| !unread || **wanted != tag);
        let other = others.filter_map(place).next();
        if let Some(hand) = other.and_then(|at| self.goes_on(model, form, said, at)) {
            return hand;
        }
        let on = |to: usize| vec![onward(model, form, said, to)];
        if unread {
            return Hand::Keys(Some(tag), Sort::Take, on(other.unwrap_or(form.at)));
        }
        let first = left.first().and_then(place).unwrap_or(form.at);
        if first < form.at || !left.contains(&tag) {
            return Hand::Keys(Some(tag), Sort::Pass, on(first));
        }
        if let Some(key) = to_column(model, form, cell, said) {
            return Hand::Keys(Some(tag), Sort::Pass, vec![key]);
        }
        self.fills(model, form, cell, said)
    }

    /// The field at that place is the next one, and the first of its keys, a digit, ends this one.
    fn goes_on(&mut self, model: &Model, form: &Form, said: &[Said], at: usize) -> Option<Hand> {
        let next = form.digit_begins(&model.desk).filter(|next| *next == at)?;
        let whole = form.cell().is_some_and(|cell| Form::is_whole(cell, &model.desk));
        let cell = form.cells.get(next).filter(|_| whole)?;
        let tag = cell.field.tag;
        let in_columns = form.split_here().is_some_and(|(split, _)| split == tag);
        if in_columns && column(form, said) != form.column_ahead(&model.desk) {
            return None;
        }
        let one = of(said, cell)?;
        let value = one.value.clone().ok().flatten()?;
        let keyed = self.keys_for(model, form, one)?;
        // Enter and F5 are two keys.
        let same = form
            .last
            .iter()
            .any(|(last, snap)| *last == tag && snap.read == Read::Value(value.clone()));
        if !keyed.begins_with_digit() || same && keyed.cost() > 2 {
            return None;
        }
        *self.tries.entry(tag).or_default() += 1;
        Some(Hand::Keys(Some(tag), Sort::Value, keyed.keys.chars().map(Key::Char).collect()))
    }

    /// A field that wants something.
    fn fills(&mut self, model: &Model, form: &Form, cell: &Cell, said: &[Said]) -> Hand {
        let tag = cell.field.tag;
        let times = self.tries.entry(tag).or_default();
        *times += 1;
        let sort = if *times > 1 { Sort::Again } else { Sort::Value };
        let no_way =
            |text: &str| Hand::GivesUp(Some(tag), Problem::new(&NO_WAY, [cell.field.name, text]));
        if *times > TRIES {
            return no_way(cell.entry.text());
        }
        let in_columns = form.split_here().is_some_and(|(split, _)| split == tag);
        let empty = match in_columns {
            // Nothing but the column is told.
            true => vec![Key::Char('x')],
            false => vec![Key::Delete],
        };
        let Some(one) = of(said, cell) else { return Hand::Keys(Some(tag), sort, empty) };
        let keys = match &one.value {
            Ok(None) => return Hand::Keys(Some(tag), sort, empty),
            Ok(Some(value)) => {
                let last = form.last.iter().find(|(last, _)| *last == tag);
                let same = last.is_some_and(|(_, snap)| snap.read == Read::Value(value.clone()));
                let keyed = self.keys_for(model, form, one);
                let dear = keyed.as_ref().is_none_or(|keyed| !keyed.keys.is_empty());
                if same && dear && sort == Sort::Value && !in_columns {
                    // What F5 puts there is read already.
                    self.tries.remove(&tag);
                    return Hand::Keys(Some(tag), Sort::Before, vec![Key::F(5)]);
                }
                if let (Some(keyed), Sort::Value) = (&keyed, sort)
                    && let Some(keys) = begun(model, form, cell, (value, keyed))
                {
                    return Hand::Keys(Some(tag), sort, keys);
                }
                keyed.map(|keyed| keyed.keys)
            }
            Err(_) => Some(one.paper.clone()),
        };
        match keys {
            Some(keys) => Hand::Keys(Some(tag), sort, keys.chars().map(Key::Char).collect()),
            None => no_way(&one.paper),
        }
    }

    /// Whether a field is still to be typed: in a grid a column tells another field.
    fn wants(&self, form: &Form, cell: &Cell, said: &[Said]) -> bool {
        let tag = cell.field.tag;
        match form.split_here() {
            Some((_, by)) if by == tag => false,
            Some((of, by)) if of == tag => {
                let told = form.cells.iter().find(|cell| cell.field.tag == by);
                !self.is_right(cell, said) || told.is_some_and(|told| !self.is_right(told, said))
            }
            _ => !self.is_right(cell, said),
        }
    }

    /// Whether a field holds what the paper says.
    fn is_right(&self, cell: &Cell, said: &[Said]) -> bool {
        match of(said, cell).map(|one| &one.value) {
            None => {
                let begun = self.start.iter().find(|(tag, _)| *tag == cell.field.tag);
                cell.value() == begun.and_then(|(_, value)| value.as_ref())
            }
            Some(Ok(None)) => cell.entry.is_empty(),
            Some(Ok(Some(value))) => cell.value() == Some(value),
            Some(Err(_)) => false,
        }
    }

    /// A field that F7 is for now: it is to be kept, with something in it; or passed over, with
    /// nothing.
    fn would_keep(&self, cell: &Cell) -> bool {
        let tag = cell.field.tag;
        let Some((_, mode)) = self.keeps.iter().find(|(keep, _)| *keep == tag) else {
            return false;
        };
        let again = || self.again.iter().any(|(n, of)| n + 1 == self.taken && *of == tag);
        match (mode, cell.carry) {
            (Mode::Plain, _) => false,
            (Mode::Skipped, carry) => carry.is_none() && cell.entry.is_empty(),
            (_, Some(Scope::Batch)) => cell.is_exception() && again(),
            (Mode::Kept, carry) => carry.is_none() && !cell.entry.is_empty(),
            (Mode::Batch, _) => !cell.entry.is_empty(),
        }
    }

    /// The keys a value takes, found out once.
    fn keys_for(&mut self, model: &Model, form: &Form, one: &Said) -> Option<Keyed> {
        let Ok(Some(value)) = &one.value else { return None };
        if let Some(by) = &one.by {
            return Some(Keyed { keys: by.clone(), goes_on: false });
        }
        let known = (one.field.tag, one.paper.clone());
        if let Some(keyed) = self.known.get(&known) {
            return keyed.clone();
        }
        let (kind, paper) = (*one.field.kind.at_a_time(), one.paper.as_str());
        let case = Case { field: one.field, kind, value, paper, desk: &model.desk, form };
        let keyed = ways::keys(&case);
        self.known.insert(known, keyed.clone());
        keyed
    }
}

/// The fewest letters after which F5 puts the value there, where that takes fewer keys.
fn begun(
    model: &Model,
    form: &Form,
    cell: &Cell,
    (value, keyed): (&Value, &Keyed),
) -> Option<Vec<Key>> {
    let Value::Text(text) = value else { return None };
    if !cell.shares_words() {
        return None;
    }
    for (end, _) in text.char_indices().skip(1) {
        let letters = text.get(..end)?;
        let keys = telex(letters)?;
        if keys.chars().count() + 1 >= keyed.cost() {
            return None;
        }
        let snap = form.begins(cell, letters, &model.desk);
        if snap.is_some_and(|snap| snap.read == Read::Value(value.clone())) {
            return Some(keys.chars().map(Key::Char).chain([Key::F(5)]).collect());
        }
    }
    None
}

/// The form on top.
fn top(model: &Model) -> Option<&Form> {
    match model.layers.last() {
        Some(Layer::Form(form)) => Some(form),
        _ => None,
    }
}

fn of<'a>(said: &'a [Said], cell: &Cell) -> Option<&'a Said> {
    said.iter().find(|one| one.field.tag == cell.field.tag)
}

fn said_wrong(model: &Model) -> Problem {
    match &model.desk.note {
        Some(Note::Wrong(problem)) => problem.clone(),
        _ => Problem::bare(&NOT_SAVED),
    }
}

/// The hit that a form takes words for.
pub fn meant(found: &Found) -> Option<usize> {
    super::form::only(found)
}

impl Model {
    /// The layout of the form on top.
    pub fn form_layout(&self) -> Option<&str> {
        top(self).map(|form| form.layout.name.as_str())
    }

    /// The fields of the form on top, and what stands in each, at a time.
    pub fn form_fields(&self) -> Vec<(&'static Field, Option<Value>)> {
        let cells = top(self).into_iter().flat_map(|form| &form.cells);
        cells.map(|cell| (cell.field, cell.value().cloned())).collect()
    }

    /// Whether keys wait for an answer.
    pub fn is_waiting(&self) -> bool {
        self.holding()
    }
}
