//! A skilled clerk who keys forms: looks at the real form and says which keys come next. What the
//! form does with them is the form's business: where it goes on by itself or skips a field, the
//! clerk sees that and presses nothing.

mod plan;
mod ways;

use super::desk::Note;
use super::form::{Cell, Form, Read};
use super::layer::Layer;
use super::model::Model;
use crate::derived::search::Found;
use crate::domain::{Field, Value};
use crate::keys::Key;
use crate::lang::Problem;
use crate::lang::errors::app::{NO_WAY, NOT_SAVED};
use std::collections::BTreeMap;
use ways::Case;

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
    /// The fields kept for the records that follow.
    keeps: Vec<u16>,
    /// What stands in a new form by itself: right where a paper does not speak of the field.
    start: Vec<(u16, Option<Value>)>,
    /// How many forms had been saved when this one was begun.
    before: usize,
    /// What was typed in this form: how often in each field.
    tries: BTreeMap<u16, u32>,
    /// F9 was pressed, and the form still stands there.
    pressed_save: bool,
    /// What a value was found to be keyed as.
    known: BTreeMap<(u16, String), Option<String>>,
}

impl Clerk {
    /// Looks the forms through first, and chooses which fields to keep from one to the next.
    pub fn new(model: &Model, forms: &[Vec<Said>]) -> Self {
        let mut clerk = Self::default();
        if let Some(form) = top(model) {
            let begun = |cell: &Cell| (cell.field.tag, cell.value().cloned());
            clerk.start = form.cells.iter().map(begun).collect();
            clerk.keeps = plan::keeps(&mut clerk, model, form, forms);
        }
        clerk
    }

    /// The fields chosen to be kept.
    pub fn keeps(&self) -> &[u16] {
        &self.keeps
    }

    /// The keys that no way of keying can save: each value that is not that of the form before,
    /// typed once, nothing else. By field, for all forms.
    pub fn least(&mut self, model: &Model, forms: &[Vec<Said>]) -> Vec<(u16, usize)> {
        top(model).map_or_else(Vec::new, |form| plan::least(self, model, form, forms))
    }

    /// Takes the next form from the stack.
    pub fn takes(&mut self, model: &Model) {
        self.before = top(model).map_or(0, |form| form.count);
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
        if let (Read::Wrong(problem), true) = (&cell.read, typed_here) {
            return Hand::GivesUp(Some(tag), problem.clone());
        }
        let wanting = |cell: &&Cell| !self.is_right(cell, said);
        let left: Vec<u16> = form.cells.iter().filter(wanting).map(|cell| cell.field.tag).collect();
        let last_one = left.iter().all(|wanted| *wanted == tag);
        let unread = typed_here && cell.read == Read::Typed;
        if (unread || !left.contains(&tag)) && self.would_keep(cell) && cell.carry.is_none() {
            return Hand::Keys(Some(tag), Sort::Keep, vec![Key::F(7)]);
        }
        if last_one && (unread || left.is_empty()) {
            if std::mem::replace(&mut self.pressed_save, true) {
                return Hand::GivesUp(Some(tag), said_wrong(model));
            }
            return Hand::Keys(Some(tag), Sort::Save, vec![Key::F(9)]);
        }
        if unread {
            return Hand::Keys(Some(tag), Sort::Take, vec![Key::Enter]);
        }
        let place = |tag: &u16| form.cells.iter().position(|cell| cell.field.tag == *tag);
        if left.first().and_then(place).is_some_and(|first| first < form.at) {
            return Hand::Keys(Some(tag), Sort::Pass, vec![Key::BackTab]);
        }
        if !left.contains(&tag) {
            return Hand::Keys(Some(tag), Sort::Pass, vec![Key::Enter]);
        }
        self.fills(model, form, cell, said)
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
        let Some(one) = of(said, cell) else {
            return Hand::Keys(Some(tag), sort, vec![Key::Delete]);
        };
        let keys = match &one.value {
            Ok(None) => return Hand::Keys(Some(tag), sort, vec![Key::Delete]),
            Ok(Some(value)) => {
                let last = form.last.iter().find(|(last, _)| *last == tag);
                let same = last.is_some_and(|(_, snap)| snap.read == Read::Value(value.clone()));
                let keys = self.keys_for(model, one);
                let dear = keys.as_ref().is_none_or(|keys| !keys.is_empty());
                if same && dear && sort == Sort::Value {
                    // What F5 puts there is read already.
                    self.tries.remove(&tag);
                    return Hand::Keys(Some(tag), Sort::Before, vec![Key::F(5)]);
                }
                keys
            }
            Err(_) => Some(one.paper.clone()),
        };
        match keys {
            Some(keys) => Hand::Keys(Some(tag), sort, keys.chars().map(Key::Char).collect()),
            None => no_way(&one.paper),
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

    /// A field that is to be kept, with something in it.
    fn would_keep(&self, cell: &Cell) -> bool {
        self.keeps.contains(&cell.field.tag) && !cell.entry.is_empty()
    }

    /// The keys a value takes, found out once.
    fn keys_for(&mut self, model: &Model, one: &Said) -> Option<String> {
        let Ok(Some(value)) = &one.value else { return None };
        if one.by.is_some() {
            return one.by.clone();
        }
        let known = (one.field.tag, one.paper.clone());
        if let Some(keys) = self.known.get(&known) {
            return keys.clone();
        }
        let (kind, paper) = (*one.field.kind.at_a_time(), one.paper.as_str());
        let keys = ways::keys(&Case { field: one.field, kind, value, paper, desk: &model.desk });
        self.known.insert(known, keys.clone());
        keys
    }
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
