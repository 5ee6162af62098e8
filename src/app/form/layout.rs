//! Which layout a form is in: choosing another one, and making one of the register's own.

use super::Form;
use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::entry::Entry;
use crate::app::keymap::Action;
use crate::app::layer::{Go, Layer};
use crate::app::list::{Choice, List, Offers};
use crate::derived::search::Query;
use crate::domain::layout::{self, FormLayout};
use crate::domain::records::{layout as own, name_code};
use crate::domain::{Record, RecordType, Value};
use crate::lang::{Problem, errors::app};
use crate::register::Ask;
use crate::text::fold::fold;

impl Desk {
    /// The layouts a type can be entered in.
    fn layouts(&self, kind: &RecordType) -> Vec<FormLayout> {
        layout::layouts(kind, &self.own_layouts)
    }

    /// The layout of that name; else the one the type was last entered in; else its first.
    pub(crate) fn layout(&self, kind: &RecordType, name: Option<&str>) -> Option<FormLayout> {
        let mut layouts = self.layouts(kind);
        let last = self.last_layout.get(&kind.kind).map(String::as_str);
        let is = |layout: &FormLayout, name: &str| layout.name.eq_ignore_ascii_case(name);
        let named = |name: &str| layouts.iter().position(|layout| is(layout, name));
        let at = name.and_then(named).or_else(|| last.and_then(named)).unwrap_or(0);
        (at < layouts.len()).then(|| layouts.swap_remove(at))
    }

    /// The layouts of a type that match what is typed.
    pub(crate) fn layout_rows(&self, kind: &RecordType, typed: &str) -> Vec<Choice> {
        let typed = fold(typed);
        let row = |layout: FormLayout| Choice {
            label: [&layout.name, layout.label(self.lang)].join(" "),
            detail: layout::listed(kind, &layout.fields, self.lang),
            value: Value::Text(layout.name),
        };
        let rows = self.layouts(kind).into_iter().map(row);
        let matches = |row: &Choice| {
            let label = fold(&row.label);
            typed.split_whitespace().all(|word| label.contains(word))
        };
        let mut rows: Vec<Choice> = rows.filter(matches).collect();
        // What is called just so comes before what only has the letter in it.
        rows.sort_by_key(|row| match &row.value {
            Value::Text(name) => fold(name) != typed,
            _ => true,
        });
        rows
    }

    /// Asks for the register's own layouts and name codes: some may have been made since.
    pub(crate) fn ask_layouts(&mut self) {
        for (kind, why, slot) in [
            (own::KIND, Why::Layouts, slot::LAYOUTS),
            (name_code::KIND, Why::NameCodes, slot::NAME_CODES),
        ] {
            let query = Query { kind: Some(kind), inactive: true, limit: 200, ..Query::default() };
            self.ask(LayerId(0), why, slot, Ask::Find(query));
        }
    }

    /// Takes the register's own layouts.
    pub(crate) fn take_layouts(&mut self, layouts: impl Iterator<Item = Record>) {
        self.own_layouts = layouts.collect();
    }
}

impl Form {
    /// The layouts of the type, to choose one.
    pub(super) fn choose_layout(&self, desk: &mut Desk) -> Go {
        if self.of.is_some() || desk.layouts(self.kind).len() < 2 {
            desk.wrong(Problem::bare(&app::ONE_LAYOUT));
            return Go::Stay;
        }
        let list = List::new(desk, Offers::Layouts(self.kind), "");
        Go::Open(Box::new(Layer::List(list)))
    }

    /// Another layout; whatever stands in the fields stays, and comes along where the new layout
    /// has no such field.
    pub(super) fn take_layout(&mut self, name: &str, desk: &mut Desk) {
        let Some(next) = desk.layout(self.kind, Some(name)) else { return };
        desk.last_layout.insert(self.kind.kind, next.name.clone());
        let mut other = Self::bare(desk, self.kind, next);
        other.begin(desk);
        for cell in self.cells.drain(..).filter(|cell| !cell.entry.is_empty()) {
            match other.cells.iter_mut().find(|there| there.field.tag == cell.field.tag) {
                Some(there) => {
                    there.put(cell.snap());
                    (there.given, there.over) = (cell.given, cell.over);
                    if there.carry.is_none() {
                        (there.carry, there.kept) = (cell.carry, cell.kept.clone());
                    }
                }
                None => other.cells.push(cell),
            }
        }
        (self.cells, self.header, self.layout) = (other.cells, other.header, other.layout);
        self.undo.clear();
        self.redo.clear();
        self.enter(self.header, desk);
        self.batch_goes_on_so(desk);
    }

    /// A new layout of the register's own, beginning with the fields of this form.
    pub(super) fn own_layout(&mut self, desk: &mut Desk) -> Go {
        if self.kind.internal {
            let called = Action::OwnLayout.row().map_or("", |row| row.label.get(desk.lang));
            desk.wrong(Problem::new(&app::NOT_HERE, [called]));
            return Go::Stay;
        }
        self.keep_draft(desk);
        let tags = |cells: &[super::Cell]| {
            let tags: Vec<u16> = cells.iter().map(|cell| cell.field.tag).collect();
            layout::listed(self.kind, &tags, desk.lang)
        };
        let (header, fields) = self.cells.split_at(self.header.min(self.cells.len()));
        let typed = [
            (own::OF, self.kind.label.get(desk.lang).to_owned()),
            (own::HEADER, tags(header)),
            (own::FIELDS, tags(fields)),
        ];
        Self::start_with(desk, &own::TYPE, &typed)
    }

    /// A new record of that type in which some fields are typed already.
    pub(super) fn start_with(
        desk: &mut Desk,
        kind: &'static RecordType,
        typed: &[(u16, String)],
    ) -> Go {
        let mut go = Self::start(desk, kind);
        if let Go::Open(layer) = &mut go
            && let Layer::Form(form) = layer.as_mut()
        {
            for cell in &mut form.cells {
                if let Some((_, text)) = typed.iter().find(|(tag, _)| *tag == cell.field.tag) {
                    cell.entry = Entry::new(text);
                    cell.touched();
                    cell.read(desk);
                }
            }
        }
        go
    }
}
