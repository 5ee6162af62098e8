//! The stack of forms to be keyed: a csv's rows as the paper has them, each record of the register
//! that they name found beforehand, with what names it in the fewest keys.

use crate::app::replay::{Said, meant};
use crate::app::words::flat;
use crate::domain::input::parse;
use crate::domain::layout::layouts;
use crate::domain::{
    Field, FieldKind, FormLayout, Kind, PartialDate, RecordType, Tables, Value, lookup, records,
};
use crate::exchange::ask;
use crate::exchange::csv::{Next, Reader, Row};
use crate::exchange::heading::{Heading, REMARK};
use crate::lang::errors::app::{NO_LAYOUT, NOT_ON_LAYOUT};
use crate::lang::{Lang, Problem};
use crate::register::{Ask, Door, Reply, Shown, Welcome};
use crate::text::compose::telex;
use crate::text::fold::fold;
use std::collections::BTreeMap;
use std::io::Read;

/// The most letters of each word that are tried to name a record.
const LETTERS: usize = 4;

/// A record that a text names, with its shortest name; or why there is none.
type Named = Result<(Value, Option<String>), Problem>;

/// The forms, and what they are keyed into.
pub(super) struct Stack {
    pub(super) kind: &'static RecordType,
    pub(super) layout: FormLayout,
    /// Whether they are keyed in the grid.
    pub(super) grid: bool,
    /// The line of each form in the file.
    pub(super) lines: Vec<u64>,
    pub(super) forms: Vec<Vec<Said>>,
}

/// Whoever reads them.
pub(super) struct Reading<'a> {
    pub(super) door: &'a mut dyn Door,
    pub(super) tables: &'a Tables,
    pub(super) today: PartialDate,
    pub(super) lang: Lang,
    known: BTreeMap<(Kind, String), Named>,
}

/// The type and the layout that are meant: `A`, or `village:A`.
pub(super) fn layout(
    named: &str,
    welcome: &Welcome,
) -> Result<(&'static RecordType, FormLayout), Problem> {
    let (of, name) = named.split_once(':').unwrap_or(("", named));
    let entered = || records::all().iter().filter(|kind| !kind.internal);
    let all = entered().flat_map(|kind| {
        layouts(kind, &welcome.layouts).into_iter().map(move |layout| (*kind, layout))
    });
    let mut fitting = all.filter(|(kind, layout)| {
        layout.name.eq_ignore_ascii_case(name) && (of.is_empty() || kind.name == of)
    });
    let people = entered().filter(|kind| kind.person || kind.name == of);
    let names = || -> Vec<String> {
        people.flat_map(|kind| layouts(kind, &welcome.layouts)).map(|one| one.name).collect()
    };
    // Without a type, that of the people: their papers come in stacks.
    let mut fitting: Vec<_> = fitting.by_ref().collect();
    fitting.sort_by_key(|(kind, _)| !kind.person);
    let found = fitting.into_iter().next();
    found.ok_or_else(|| Problem::new(&NO_LAYOUT, [named.to_owned(), names().join(", ")]))
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        door: &'a mut dyn Door,
        tables: &'a Tables,
        today: PartialDate,
        lang: Lang,
    ) -> Self {
        Self { door, tables, today, lang, known: BTreeMap::new() }
    }

    /// Reads the forms of a csv.
    pub(super) fn stack(
        &mut self,
        (kind, layout): (&'static RecordType, FormLayout),
        file: impl Read,
        name: &str,
    ) -> Result<Stack, Problem> {
        let mut reader = Reader::new(file, name)?;
        let mut stack = Stack { kind, layout, grid: false, lines: Vec::new(), forms: Vec::new() };
        let Some(first) = reader.next_row()? else { return Ok(stack) };
        let heading = Heading::new(&row(first)?, kind, &[], name, self.lang)?;
        while let Some(next) = reader.next_row()? {
            let row = row(next)?;
            let mut said = Vec::new();
            for (column, field) in heading.fields() {
                let text = row.get(column).unwrap_or_default();
                let on = [&stack.layout.header, &stack.layout.fields];
                if !on.iter().any(|tags| tags.contains(&field.tag)) {
                    if text.is_empty() {
                        continue;
                    }
                    let params = [field.name, stack.layout.name.as_str()];
                    return Err(Problem::new(&NOT_ON_LAYOUT, params));
                }
                let paper = format!("{REMARK}{}", field.name);
                let paper = heading.names.iter().position(|name| *name == paper);
                let paper = paper.and_then(|at| row.get(at)).filter(|paper| !paper.is_empty());
                said.push(self.said(field, text, paper.unwrap_or(text))?);
            }
            stack.lines.push(row.line);
            stack.forms.push(said);
        }
        Ok(stack)
    }

    fn said(&mut self, field: &'static Field, text: &str, paper: &str) -> Result<Said, Problem> {
        let flat = flat(field);
        let (value, by) = match flat.kind {
            FieldKind::Lookup(kind) if !text.is_empty() => match self.record(kind, text)? {
                Ok((value, by)) => (Ok(Some(value)), by),
                Err(problem) => (Err(problem), None),
            },
            _ => (parse(&flat, text, self.tables, self.today), None),
        };
        Ok(Said { field, paper: paper.to_owned(), value, by })
    }

    /// The record that a text names, and what names it in the fewest keys.
    fn record(&mut self, kind: Kind, text: &str) -> Result<Named, Problem> {
        let key = (kind, text.to_owned());
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let found = match ask::resolve(self.door, Some(kind), text) {
            Ok(shown) => Ok((Value::Ref(shown.record.id), self.shortest(kind, &shown)?)),
            Err(problem) => Err(problem),
        };
        self.known.insert(key, found.clone());
        Ok(found)
    }

    fn shortest(&mut self, kind: Kind, wanted: &Shown) -> Result<Option<String>, Problem> {
        let exact = lookup::exact_keys(&wanted.record).into_iter().map(|(_, key)| key);
        let mut texts: Vec<String> = exact.collect();
        let lower: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
        texts.extend(lower);
        let words = lookup::words(&wanted.record, self.tables);
        texts.push(words.clone());
        let words: Vec<String> = fold(&words).split(' ').map(str::to_owned).collect();
        for from in 0..words.len() {
            for letters in 1..=LETTERS {
                let begun = words.iter().skip(from).map(|word| word.chars().take(letters));
                texts.push(begun.map(String::from_iter).collect::<Vec<String>>().join(" "));
            }
            texts.push(words.get(from..).unwrap_or_default().join(" "));
        }
        let keyed = |text: String| Some((telex(&text)?, text));
        let mut ways: Vec<(String, String)> = texts.into_iter().filter_map(keyed).collect();
        ways.sort_by_key(|(keys, _)| keys.len());
        for (keys, text) in ways {
            let reply = ask::one(self.door, ask::reading(Ask::Resolve { kind: Some(kind), text }));
            let Ok(Reply::Page { found, rows, .. }) = reply else { continue };
            let one = meant(&found).and_then(|at| rows.get(at));
            if one.is_some_and(|one| one.record.id == wanted.record.id) {
                return Ok(Some(keys));
            }
        }
        Ok(None)
    }
}

fn row(next: Next) -> Result<Row, Problem> {
    match next {
        Next::Row(row) => Ok(row),
        Next::Bad(_, problem) => Err(problem),
    }
}
