//! A file's row to what it sets: every cell read by its field's kind. What only the register can
//! tell (a look-up by name) is left open.

use super::csv::{Next, Row};
use super::heading::{Heading, is_remark};
use super::sheet::Line;
use super::table::Guess;
use crate::domain::{Field, FieldKind, Kind, PartialDate, RecordId, Tables, Value, input};
use crate::lang::Problem;
use crate::lang::errors::exchange as codes;
use foldhash::{HashMap, HashMapExt};

/// What a cell takes to empty its field. An empty cell says nothing: lists are often partial, and
/// what is not entered must never wipe what is.
pub const ERASE: &str = "-";

/// What is wrong with a row: the field's name (empty: the row itself), and what.
pub type Fault = (String, Problem);

/// A row that was read.
pub struct Parsed {
    /// As it stood in the file.
    pub row: Row,
    /// The id it carries.
    pub id: Option<RecordId>,
    /// Fields it sets, or (None) empties.
    pub set: Vec<(u16, Option<Value>)>,
    /// Look-ups that wait for the register: (tag, what to find).
    pub open: Vec<Lookup>,
    /// What is wrong with it; it goes to the rejects then.
    pub faults: Vec<Fault>,
    /// Where it stood, of a row of a sheet.
    pub from: Option<Box<Origin>>,
}

/// Where a row of a sheet stood.
pub struct Origin {
    /// The sheet's place in its book.
    pub sheet: usize,
    /// Which it is of the people in the line.
    pub part: usize,
    /// The line, as it stood.
    pub line: Line,
    /// What was guessed of it.
    pub guesses: Vec<Guess>,
}

/// A look-up by what a person wrote.
#[derive(Clone)]
pub struct Lookup {
    /// The field.
    pub field: &'static Field,
    /// The type it refers to.
    pub to: Kind,
    /// What was written.
    pub text: String,
}

/// Reads the rows of a file. Most columns hold few different texts: what such a text came to is
/// kept for the next cell that says the same.
pub struct Cells<'a> {
    heading: &'a Heading,
    tables: &'a Tables,
    today: PartialDate,
    /// By field, then by what was written.
    known: HashMap<u16, HashMap<String, Read>>,
}

/// Texts kept of a field, and bytes of one, at most.
const KEPT: usize = 4_096;
const KEPT_BYTES: usize = 64;

impl<'a> Cells<'a> {
    /// Of a file with that heading.
    pub fn new(heading: &'a Heading, tables: &'a Tables, today: PartialDate) -> Self {
        Self { heading, tables, today, known: HashMap::new() }
    }

    /// Reads a row; None where there is nothing in it, or only remarks.
    pub fn parse(&mut self, next: Next) -> Option<Parsed> {
        let (row, problem) = match next {
            Next::Row(row) if row.is_empty() || is_remark(row.iter()) => return None,
            Next::Row(row) => (row, None),
            Next::Bad(row, problem) => (row, Some(problem)),
        };
        let heading = self.heading;
        let problem = problem.or_else(|| wrong_width(&row, heading));
        let set = Vec::with_capacity(row.len());
        let (open, faults) = (Vec::new(), Vec::new());
        let mut parsed = Parsed { row, id: None, set, open, faults, from: None };
        if let Some(problem) = problem {
            parsed.faults.push((String::new(), problem));
            return Some(parsed);
        }
        read_id(&mut parsed, heading);
        for (column, field) in heading.fields() {
            let text = parsed.row.get(column).unwrap_or_default().trim();
            match text {
                "" => {}
                // An export without whole ids: what is hidden there stays as it is here.
                text if field.kind.is_masked() && text.contains('*') => {}
                ERASE => parsed.set.push((field.tag, None)),
                text => match self.read(field, text) {
                    Read::Value(Some(value)) => parsed.set.push((field.tag, Some(value))),
                    Read::Value(None) => {}
                    Read::Open(lookup) => parsed.open.push(lookup),
                    Read::Wrong(problem) => parsed.faults.push((field.name.to_owned(), problem)),
                },
            }
        }
        Some(parsed)
    }

    fn read(&mut self, field: &'static Field, text: &str) -> Read {
        if field.kind.differs() || text.len() > KEPT_BYTES {
            return read(field, text, self.tables, self.today);
        }
        let known = self.known.entry(field.tag).or_default();
        if let Some(known) = known.get(text) {
            return known.clone();
        }
        if known.len() >= KEPT {
            known.clear();
        }
        let read = read(field, text, self.tables, self.today);
        known.insert(text.to_owned(), read.clone());
        read
    }
}

/// What a text means to a field.
#[derive(Clone)]
pub enum Read {
    /// A value, or no entry.
    Value(Option<Value>),
    /// Something to look up first.
    Open(Lookup),
    /// Nothing.
    Wrong(Problem),
}

/// Reads a text as a value of a field.
pub fn read(field: &'static Field, text: &str, tables: &Tables, today: PartialDate) -> Read {
    match (input::parse(field, text, tables, today), refers(field.kind)) {
        (Ok(value), _) => Read::Value(value),
        (Err(_), Some(to)) => Read::Open(Lookup { field, to, text: text.to_owned() }),
        (Err(problem), None) => Read::Wrong(problem),
    }
}

/// The type a field refers to, if it does.
pub fn refers(kind: FieldKind) -> Option<Kind> {
    match kind {
        FieldKind::Lookup(to) => Some(to),
        FieldKind::Timeline(inner) => refers(*inner),
        _ => None,
    }
}

fn wrong_width(row: &Row, heading: &Heading) -> Option<Problem> {
    let columns = heading.names.len();
    // Empty columns beyond the heading are what a spreadsheet leaves behind.
    let more = (columns..row.len()).any(|c| row.get(c).is_some_and(|text| !text.trim().is_empty()));
    (more || row.len() < columns)
        .then(|| Problem::new(&codes::ROW_COLUMNS, [row.len().to_string(), columns.to_string()]))
}

fn read_id(parsed: &mut Parsed, heading: &Heading) {
    let text = heading.id().and_then(|column| parsed.row.get(column)).unwrap_or_default().trim();
    if text.is_empty() {
        return;
    }
    match text.parse::<RecordId>() {
        Ok(id) => parsed.id = Some(id),
        Err(()) => {
            let problem = Problem::new(&codes::BAD_ROW_ID, [text]);
            parsed.faults.push((super::heading::ID.to_owned(), problem));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::{self, member};
    use crate::exchange::csv::Reader;
    use crate::lang::Lang;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    fn tables() -> &'static Tables {
        static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());
        &TABLES
    }

    fn parsed(file: &str) -> Vec<Parsed> {
        let mut reader = Reader::new(file.as_bytes(), "t.csv").unwrap();
        let Some(Next::Row(row)) = reader.next_row().unwrap() else { panic!("{file:?}") };
        let heading = Heading::new(&row, &member::TYPE, &[], "t.csv", Lang::En).unwrap();
        let tables = tables();
        let today = PartialDate::new(2026, 11, 22).unwrap();
        let mut cells = Cells::new(&heading, tables, today);
        let mut all = Vec::new();
        while let Some(next) = reader.next_row().unwrap() {
            all.extend(cells.parse(next));
        }
        all
    }

    fn faults(parsed: &Parsed) -> Vec<(&str, &str)> {
        parsed.faults.iter().map(|(f, problem)| (f.as_str(), problem.code.0.name)).collect()
    }

    #[test]
    fn cells_become_values_and_look_ups_wait() {
        let all = parsed("full_name,birth_date,village,phone\nNguyễn Thị Hòa,1954,3,-\n");
        let [row] = all.as_slice() else { panic!("{}", all.len()) };
        assert!(row.faults.is_empty());
        assert_eq!(row.set.len(), 3);
        assert_eq!(row.set[0], (member::FULL_NAME, Some(Value::Text("Nguyễn Thị Hòa".into()))));
        assert_eq!(row.set[2], (member::PHONE, None), "a dash empties");
        let [open] = row.open.as_slice() else { panic!("{}", row.open.len()) };
        assert_eq!((open.field.name, open.text.as_str()), ("village", "3"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn any_text_is_a_value_a_look_up_or_wrong(
            text in "[0-9a-z/:;=\\-. ớĐ\"\\u{0}\\u{301}]{0,24}|\\PC{0,40}",
        ) {
            let tables = tables();
            let today = PartialDate::new(2026, 11, 22).unwrap();
            for field in records::all().iter().flat_map(|of| of.fields) {
                if let Read::Open(open) = read(field, &text, tables, today) {
                    prop_assert_eq!(Some(open.to), refers(field.kind));
                }
            }
        }
    }

    #[test]
    fn every_fault_of_a_row_is_told_and_empty_rows_are_none() {
        let all = parsed("id,full_name,birth_date,gender\n,,,\nx1,A B,19a4,9\n,A B,1954\n,A,,,,\n");
        let told: Vec<_> = all.iter().map(|row| (row.row.line, faults(row))).collect();
        assert_eq!(told.len(), 3);
        assert_eq!(told[0].0, 3);
        let fields: Vec<_> = told[0].1.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["id", "birth_date", "gender"]);
        assert_eq!(told[1], (4, vec![("", "row_columns")]));
        assert_eq!(told[2], (5, vec![]), "empty columns beyond the heading are nothing");
    }
}
