//! A field of a form: what is typed in it and what that is taken for.

use super::carry::Scope;
use crate::app::desk::Desk;
use crate::app::entry::Entry;
use crate::app::words;
use crate::derived::search::Found;
use crate::domain::{Field, FieldKind, RecordId, Step, Value, input, records, show};
use crate::lang::{Problem, errors::app, screens};
use crate::register::Shown;

/// Where a line break of a note stands while it is typed on one line.
pub(super) const BREAK: &str = " ¶ ";
/// Stands for the letters of a value that the citizen id told: nobody typed it.
pub(super) const BY_ID: &str = "=";

/// What the letters of a field are taken for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Read {
    /// Nothing stands there.
    Empty,
    /// Typed, not read yet.
    Typed,
    /// This, at a time.
    Value(Value),
    /// It cannot be taken; the letters stay.
    Wrong(Problem),
}

/// A field's letters with what they are taken for: what undo goes back to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Snap {
    pub(crate) text: String,
    pub(crate) read: Read,
    pub(crate) from: String,
}

impl Snap {
    /// With nothing more to say about where it comes from.
    pub(crate) fn of(text: &str, read: Read) -> Self {
        Self { text: text.to_owned(), read, from: String::new() }
    }
}

/// When a changed timeline's new value holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Since {
    /// Always: what stood there was wrong.
    Ever,
    /// From that day on.
    Day(crate::domain::PartialDate),
}

/// A field of a form.
pub(crate) struct Cell {
    pub(crate) field: &'static Field,
    /// The same at a time: what is keyed.
    pub(crate) flat: Field,
    pub(crate) entry: Entry,
    pub(crate) read: Read,
    /// The letters the value was read from, where it says more than they do (a guessed century);
    /// [`BY_ID`] where nobody typed it.
    pub(super) from: String,
    /// As it was when the cursor came in.
    pub(crate) was: Snap,
    /// The whole value as it is saved.
    pub(crate) base: Option<Value>,
    /// Kept for the records that follow, for so long.
    pub(crate) carry: Option<Scope>,
    /// What is kept to the end of the batch, once a form was saved with it: what is typed in its place
    /// is that one form's.
    pub(super) kept: Option<Snap>,
    /// It was kept over a change that it should have seen.
    pub(crate) over: bool,
    /// What stands there stands there by itself: a default, or kept from the record before.
    pub(crate) given: bool,
    /// What somebody else put there meanwhile.
    pub(crate) theirs: Option<String>,
    pub(crate) since: Option<Since>,
}

impl Cell {
    pub(crate) fn new(field: &'static Field) -> Self {
        Self {
            field,
            flat: words::flat(field),
            entry: Entry::default(),
            read: Read::Empty,
            from: String::new(),
            was: Snap::of("", Read::Empty),
            base: None,
            carry: None,
            kept: None,
            over: false,
            given: false,
            theirs: None,
            since: None,
        }
    }

    /// The letters and what they are taken for.
    pub(crate) fn snap(&self) -> Snap {
        Snap { from: self.from.clone(), ..Snap::of(self.entry.text(), self.read.clone()) }
    }

    /// Takes letters and reading as they were.
    pub(crate) fn put(&mut self, snap: Snap) {
        self.entry = Entry::new(&snap.text);
        self.read = snap.read;
        self.from = snap.from;
        self.given = false;
        self.over = false;
    }

    /// Takes a value, worded.
    pub(crate) fn set(&mut self, value: Value, text: String) {
        self.put(Snap::of(&text, Read::Value(value)));
    }

    /// Takes a saved value.
    pub(crate) fn load(&mut self, value: Option<Value>, names: &[(RecordId, String)], desk: &Desk) {
        self.base = value.clone();
        self.since = None;
        match value.and_then(words::now) {
            Some(value) => {
                let text = self.worded(&value, names, desk);
                self.set(value, text);
            }
            None => self.put(Snap::of("", Read::Empty)),
        }
    }

    /// The cursor comes in.
    pub(crate) fn enter(&mut self) {
        let text = self.entry.text().to_owned();
        self.entry = Entry::new(&text);
        self.was = self.snap();
    }

    /// The letters were changed.
    pub(crate) fn touched(&mut self) {
        self.read = Read::Typed;
        self.from.clear();
        self.since = None;
        self.given = false;
        self.over = false;
    }

    /// Whether other letters stand there than when the cursor came in.
    pub(crate) fn changed_here(&self) -> bool {
        self.entry.text() != self.was.text
    }

    /// Whether it is a choice, an area or another record.
    pub(crate) fn is_pick(&self) -> bool {
        matches!(self.flat.kind, FieldKind::Choice(_) | FieldKind::Area(_) | FieldKind::Lookup(_))
    }

    /// Whether it holds no words of its own, so that `+` and `*` are keys there.
    pub(crate) fn is_digits(&self) -> bool {
        let words = [FieldKind::Name, FieldKind::Note];
        !words.contains(&self.flat.kind) && !matches!(self.flat.kind, FieldKind::Text(_))
    }

    /// Whether Telex and VNI compose there: words, but not codes and card numbers.
    pub(crate) fn composes(&self) -> bool {
        let exact = self.field.find == crate::domain::schema::Find::Exact;
        match self.flat.kind {
            FieldKind::Text(_) => !exact || self.field.words,
            FieldKind::Name | FieldKind::Note => true,
            _ => self.is_pick(),
        }
    }

    /// What the field shows while the cursor is elsewhere: digits that were taken are hidden then.
    pub(crate) fn shown(&self) -> String {
        let taken = self.value().is_some() && !self.is_masked();
        let hidden = taken.then(|| show::hidden(&self.flat.kind, self.entry.text())).flatten();
        hidden.unwrap_or_else(|| self.entry.text().to_owned())
    }

    /// Whether what stands there hides digits, so that it cannot be edited in place.
    pub(crate) fn is_masked(&self) -> bool {
        self.flat.kind.is_masked() && self.entry.text().contains('*')
    }

    /// Reads the letters; false where only the register can tell (the words of another record).
    pub(crate) fn read(&mut self, desk: &Desk) -> bool {
        if self.read != Read::Typed {
            return true;
        }
        let text = crate::text::clean::line(self.entry.text());
        if text.is_empty() {
            self.put(Snap::of("", Read::Empty));
            return true;
        }
        let typed = match self.flat.kind {
            FieldKind::Note => text.replace(BREAK.trim(), "\n"),
            _ => text.clone(),
        };
        self.read = match input::parse(&self.flat, &typed, &desk.tables, desk.today) {
            Ok(None) => Read::Empty,
            Ok(Some(value)) => match words::now(value) {
                Some(value) => Read::Value(value),
                None => Read::Empty,
            },
            Err(_) if matches!(self.flat.kind, FieldKind::Lookup(_)) => return false,
            Err(problem) => Read::Wrong(problem),
        };
        if let Read::Value(value) = &self.read {
            if input::remark(&self.flat.kind, &text, value, &desk.tables, desk.lang).is_some() {
                self.from = text;
            }
            // The letters of a number just typed stay, to be looked over once more; a saved one comes
            // without them.
            let text = match self.flat.kind.is_masked() {
                true => show::file(&self.flat, value),
                false => self.worded(value, &[], desk),
            };
            self.entry = Entry::new(&text);
        }
        true
    }

    /// Takes the record that its words mean, where the register found just that one.
    pub(crate) fn resolved(
        &mut self,
        found: &Found,
        rows: Vec<Shown>,
        desk: &Desk,
    ) -> Option<(RecordId, String)> {
        let text = self.entry.text().to_owned();
        if let Some(shown) = only(found).and_then(|at| rows.into_iter().nth(at)) {
            let title = desk.title(&shown);
            self.set(Value::Ref(shown.record.id), title.clone());
            return Some((shown.record.id, title));
        }
        let what = match self.flat.kind {
            FieldKind::Lookup(kind) => records::of(kind).map_or("", |ty| ty.label.get(desk.lang)),
            _ => "",
        };
        self.read = Read::Wrong(match found.total {
            2.. => Problem::new(&app::AMBIGUOUS, [text, found.total.to_string()]),
            _ => Problem::new(&app::NO_MATCH, [text, what.to_owned()]),
        });
        None
    }

    /// A value as it stands in a field: readable, and typed again it is the same where that can
    /// be.
    pub(crate) fn worded(
        &self,
        value: &Value,
        names: &[(RecordId, String)],
        desk: &Desk,
    ) -> String {
        match self.flat.kind {
            FieldKind::Note => show::file(&self.flat, value).replace('\n', BREAK),
            FieldKind::Text(_) | FieldKind::Name | FieldKind::Whole | FieldKind::Vnd => {
                show::file(&self.flat, value)
            }
            _ => desk.value(self.field, value.clone(), names),
        }
    }

    /// What its value says beyond what was typed, or where it comes from if nobody typed it.
    pub(crate) fn remark(&self, desk: &Desk) -> Option<String> {
        let value = self.value().filter(|_| !self.from.is_empty())?;
        match self.from.as_str() {
            BY_ID => Some(screens::FROM_ID.get(desk.lang).to_owned()),
            typed => input::remark(&self.flat.kind, typed, value, &desk.tables, desk.lang),
        }
    }

    /// The value, at a time.
    pub(crate) fn value(&self) -> Option<&Value> {
        match &self.read {
            Read::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it holds something else than what is saved.
    pub(crate) fn differs(&self) -> bool {
        let saved = self.base.clone().and_then(words::now);
        match &self.read {
            Read::Value(value) => saved.as_ref() != Some(value),
            Read::Empty => saved.is_some(),
            Read::Typed | Read::Wrong(_) => true,
        }
    }

    /// Whether a saved timeline is given another value and from which day is not said yet.
    pub(crate) fn wants_since(&self) -> bool {
        matches!(self.field.kind, FieldKind::Timeline(_))
            && self.base.is_some()
            && self.value().is_some()
            && self.since.is_none()
            && self.differs()
    }

    /// The whole value to save.
    pub(crate) fn whole(&self) -> Option<Value> {
        Some(self.whole_over(self.base.as_ref(), self.value()?.clone()))
    }

    /// What a value comes to in a record that holds `base` in this field.
    pub(crate) fn whole_over(&self, base: Option<&Value>, value: Value) -> Value {
        if !matches!(self.field.kind, FieldKind::Timeline(_)) {
            return value;
        }
        let mut steps = match base {
            Some(Value::Timeline(steps)) => steps.clone(),
            _ => Vec::new(),
        };
        match self.since {
            Some(Since::Day(day)) => {
                let step = Step { from: Some(day), value, reason: String::new() };
                steps = crate::domain::timeline::with(&steps, step);
            }
            _ => match steps.last_mut() {
                Some(last) => last.value = value,
                None => steps.push(Step { from: None, value, reason: String::new() }),
            },
        }
        Value::Timeline(steps)
    }
}

/// The hit that is meant without doubt: the only one, or the only one that is exact.
pub(crate) fn only(found: &Found) -> Option<usize> {
    match found.hits.as_slice() {
        [_] if found.total <= 1 => Some(0),
        [first, second, ..] if first.score >= 100 && second.score < first.score => Some(0),
        _ => None,
    }
}
