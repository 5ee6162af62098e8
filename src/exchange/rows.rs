//! A file's row to what it sets: every cell read by its field's kind. What only the register can
//! tell (a look-up by name) is left open.

use super::csv::{Next, Row};
use super::heading::Heading;
use crate::domain::{Field, FieldKind, Kind, PartialDate, RecordId, Tables, Value, input};
use crate::lang::Problem;
use crate::lang::errors::exchange as codes;

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
}

/// A look-up by what a person wrote.
pub struct Lookup {
    /// The field.
    pub field: &'static Field,
    /// The type it refers to.
    pub to: Kind,
    /// What was written.
    pub text: String,
}

/// Reads a row; None where there is nothing in it.
pub fn parse(next: Next, heading: &Heading, tables: &Tables, today: PartialDate) -> Option<Parsed> {
    let (row, problem) = match next {
        Next::Row(row) if row.is_empty() => return None,
        Next::Row(row) => (row, None),
        Next::Bad(row, problem) => (row, Some(problem)),
    };
    let problem = problem.or_else(|| wrong_width(&row, heading));
    let mut parsed =
        Parsed { row, id: None, set: Vec::new(), open: Vec::new(), faults: Vec::new() };
    if let Some(problem) = problem {
        parsed.faults.push((String::new(), problem));
        return Some(parsed);
    }
    read_id(&mut parsed, heading);
    for (column, field) in heading.fields() {
        let text = parsed.row.get(column).unwrap_or_default().trim();
        match text {
            "" => {}
            ERASE => parsed.set.push((field.tag, None)),
            text => match read(field, text, tables, today) {
                Read::Value(Some(value)) => parsed.set.push((field.tag, Some(value))),
                Read::Value(None) => {}
                Read::Open(lookup) => parsed.open.push(lookup),
                Read::Wrong(problem) => parsed.faults.push((field.name.to_owned(), problem)),
            },
        }
    }
    Some(parsed)
}

/// What a text means to a field.
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
            let problem = Problem::new(&codes::BAD_ID, [text]);
            parsed.faults.push((super::heading::ID.to_owned(), problem));
        }
    }
}
