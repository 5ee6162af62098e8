//! Finding the table in the first lines of a sheet.

use super::block::{self, Block, readable};
use super::content::Content;
use super::fonts::Told;
use super::known::{self, Known};
use super::said::{is_empty, letters, text};
use super::{Ask, Column, Table, Takes, groups};
use crate::domain::tables::sheets;
use crate::domain::{Field, FieldKind};
use crate::exchange::sheet::{Cell, Facts, Line};
use crate::exchange::why::{self, Why};
use crate::lang::Problem;
use crate::lang::errors::exchange as codes;
use crate::text::fold::fold;
use crate::text::legacy::{Font, convert};
use sha2::{Digest, Sha256};

/// Samples of a column.
const SAMPLES: usize = 5;
/// Columns of a table, at most.
const COLUMNS: usize = 256;

/// Finds the table in the first lines of a sheet (a few hundred are enough).
///
/// # Errors
/// No line names a column and no column can be known by what it holds, or the map names a column
/// or a field that is not there.
pub fn find(lines: &[Line], facts: &Facts, ask: &Ask<'_>) -> Result<Table, Problem> {
    let block = block::find(lines, facts, ask);
    let (heading, data) = match &block {
        Some(block) => {
            let number = |at: usize| lines.get(at).map_or(0, |line| line.number);
            let data = lines.get(block.to + 1..).unwrap_or_default();
            (Some((number(block.from), number(block.to))), data)
        }
        None => (None, lines),
    };
    let mut finder = Finder { ask, facts, data, columns: Vec::new() };
    finder.read_columns(block.as_ref());
    finder.by_headings();
    finder.by_content();
    finder.parts_of_names();
    finder.fonts();
    finder.by_map()?;
    let columns = finder.columns;
    if !columns.iter().any(|column| column.takes.field().is_some()) {
        return Err(Problem::bare(&codes::NO_TABLE));
    }
    let mut table = Table {
        of: ask.of,
        heading,
        shape: shape(&columns, ask),
        columns,
        groups: Vec::new(),
        titles: titles(lines, block.as_ref(), ask),
        skips_hidden: true,
        lowers_capitals: true,
        merged: facts.merged.clone(),
    };
    table.groups = groups::of(&table, ask);
    Ok(table)
}

struct Finder<'a> {
    ask: &'a Ask<'a>,
    facts: &'a Facts,
    data: &'a [Line],
    columns: Vec<Column>,
}

impl<'a> Finder<'a> {
    fn read_columns(&mut self, block: Option<&Block>) {
        let widest = self.data.iter().map(|line| line.cells.len()).max().unwrap_or_default();
        let levels = block.map(|block| block.levels.as_slice()).unwrap_or_default();
        let width = widest.max(levels.len()).min(COLUMNS);
        self.columns = (0..width)
            .map(|at| {
                let levels = levels.get(at).cloned().unwrap_or_default();
                Column {
                    at,
                    heading: levels.join(" / "),
                    takes: Takes::Nowhere,
                    why: Why::bare(why::UNKNOWN),
                    font: Font::Unicode,
                    mixed: false,
                    said: self.ask.font.is_some(),
                    hidden: self.facts.hidden_columns.contains(&at),
                    samples: Vec::new(),
                    levels,
                }
            })
            .collect();
    }

    /// The lines that are neither column numbers nor names again.
    fn rows(&self) -> impl Iterator<Item = &'a Line> + use<'a> {
        self.data.iter().filter(|line| line.cells.iter().filter(|cell| !is_empty(cell)).count() > 1)
    }

    fn content(&self, at: usize) -> Content<'a> {
        Content::of(self.rows().skip_while(|line| is_column_numbers(line)), at)
    }

    fn by_headings(&mut self) {
        let mut found: Vec<(usize, Takes, Why, bool)> = Vec::new();
        for column in self.columns.iter().filter(|column| !column.hidden) {
            match known::of(&column.levels, self.ask) {
                Known::Takes(takes, why, begins) => found.push((column.at, takes, why, begins)),
                Known::Choice(field, code, why) => {
                    let content = self.content(column.at);
                    if let Some(takes) = self.choice(field, code, &content) {
                        found.push((column.at, takes, why, false));
                    }
                }
                Known::No => {}
            }
        }
        for weak in [false, true] {
            for (at, takes, why, _) in found.iter().filter(|(.., begins)| *begins == weak) {
                let other = takes.field().and_then(|field| self.taken(field)).filter(|_| weak);
                match other {
                    Some(other) => {
                        self.put(*at, Takes::Nowhere, Why::new(why::TAKEN, [letters(other)]))
                    }
                    None => self.put(*at, takes.clone(), why.clone()),
                }
            }
        }
        for column in self.columns.iter_mut().filter(|column| column.hidden) {
            column.why = Why::bare(why::HIDDEN_COLUMN);
        }
    }

    /// What a column is that is headed by the name of a choice: marks, or another field by it.
    fn choice(&self, field: &'static Field, code: String, content: &Content<'_>) -> Option<Takes> {
        let split = self.ask.of.split.as_ref();
        let split =
            split.filter(|split| split.by == field.tag && split.codes.contains(&code.as_str()));
        let under = split.and_then(|split| self.ask.of.field(split.of));
        match under {
            Some(over) if content.is_dates(self.ask) && !content.is_marks(self.ask) => {
                Some(Takes::Under { field: over, by: field, code })
            }
            _ if content.len() == 0 && under.is_some() => Some(Takes::Mark(field, code)),
            _ => content.is_marks(self.ask).then_some(Takes::Mark(field, code)),
        }
    }

    fn put(&mut self, at: usize, takes: Takes, why: Why) {
        if let Some(column) = self.columns.get_mut(at) {
            (column.takes, column.why) = (takes, why);
        }
    }

    /// The column that has a field.
    fn taken(&self, field: &Field) -> Option<usize> {
        let has = |takes: &Takes| match takes {
            Takes::Under { field: one, by, .. } => one.tag == field.tag || by.tag == field.tag,
            takes => takes.field().is_some_and(|one| one.tag == field.tag),
        };
        self.columns.iter().find(|column| has(&column.takes)).map(|column| column.at)
    }

    fn by_content(&mut self) {
        for at in 0..self.columns.len() {
            let Some(column) = self.columns.get(at) else { continue };
            if column.hidden || !column.why.is(why::UNKNOWN) {
                continue;
            }
            let content = self.content(at);
            if content.len() == 0 {
                self.put(at, Takes::Nowhere, Why::bare(why::NOTHING));
                continue;
            }
            let free = |field: &&'static Field| !field.retired && self.taken(field).is_none();
            let mut fields: Vec<_> = self.ask.of.open_fields().filter(free).collect();
            // An id looks like a telephone number more than the other way round.
            fields.sort_by_key(|field| !matches!(field.kind, FieldKind::CitizenId));
            let looks = |field: &'static Field| Some((field, content.looks(field, self.ask)?));
            if let Some((field, count)) = fields.into_iter().find_map(looks) {
                let params = [count.to_string(), content.len().to_string()];
                self.put(at, Takes::Field(field), Why::new(why::LOOKS, params));
            }
        }
    }

    /// A name over two columns: "Họ đệm" and "Tên", or one heading over both.
    fn parts_of_names(&mut self) {
        let name = |takes: &Takes| match takes {
            Takes::Field(field) | Takes::Part(field, _) => {
                Some(*field).filter(|field| matches!(field.kind, FieldKind::Name))
            }
            _ => None,
        };
        let fields: Vec<&'static Field> =
            self.columns.iter().filter_map(|c| name(&c.takes)).collect();
        for field in fields {
            let own = |column: &&Column| name(&column.takes).is_some_and(|f| f.tag == field.tag);
            let has: Vec<usize> = self.columns.iter().filter(own).map(|column| column.at).collect();
            let whole = |at: &usize| {
                matches!(self.columns.get(*at).map(|c| &c.takes), Some(Takes::Field(_)))
            };
            let (first, last) = match has.as_slice() {
                // One column: it is the whole, unless what stands beside it is its rest.
                [only] => (*only, *only),
                [first, second] if *second == first + 1 => (*first, *second),
                _ => continue,
            };
            let beside = self.columns.get(first + 1).filter(|column| {
                let nothing_known =
                    matches!(column.takes, Takes::Nowhere) && column.levels.is_empty();
                let again = column.at == last && whole(&last);
                (nothing_known || again) && self.content(column.at).is_single_words()
            });
            let has_part = |part| {
                self.columns.iter().any(
                    |c| matches!(&c.takes, Takes::Part(f, n) if f.tag == field.tag && *n == part),
                )
            };
            match (beside.map(|column| column.at), has_part(1), has_part(2)) {
                (_, true, true) => {}
                (Some(second), _, false) => {
                    self.put(first, Takes::Part(field, 1), Why::bare(why::PARTS));
                    self.put(second, Takes::Part(field, 2), Why::bare(why::PARTS));
                }
                _ if first == last => {
                    let why = self.columns.get(first).map(|column| column.why.clone());
                    self.put(
                        first,
                        Takes::Field(field),
                        why.unwrap_or_else(|| Why::bare(why::UNKNOWN)),
                    );
                }
                _ => {}
            }
        }
    }

    fn fonts(&mut self) {
        let told: Vec<Told> =
            (0..self.columns.len()).map(|at| Told::of(self.data.iter(), at)).collect();
        let by_texts = told.iter().flat_map(Told::sure);
        let mut whole: Vec<(Font, usize)> = Vec::new();
        for (font, count) in by_texts {
            match whole.iter_mut().find(|(one, _)| one == font) {
                Some((_, sum)) => *sum += count,
                None => whole.push((*font, *count)),
            }
        }
        // A column that does not tell is as the others are.
        let common = whole.into_iter().max_by_key(|(_, count)| *count).map(|(font, _)| font);
        for (column, told) in self.columns.iter_mut().zip(&told) {
            let typeface = self.facts.fonts.iter().find(|(at, _)| *at == column.at);
            let typeface = typeface.and_then(|(_, name)| Font::of_typeface(name));
            let found = told
                .font()
                .or_else(|| (!told.is_silent()).then_some((typeface.or(common)?, false)));
            (column.font, column.mixed) = match (self.ask.font, found) {
                (Some(font), _) => (font, false),
                (None, Some((Font::Tcvn3, mixed))) if typeface == Some(Font::Tcvn3Capitals) => {
                    (Font::Tcvn3Capitals, mixed)
                }
                (None, Some(found)) => found,
                (None, None) => match typeface {
                    Some(Font::Tcvn3Capitals) => (Font::Tcvn3Capitals, false),
                    _ => (Font::Unicode, false),
                },
            };
            let cells = self.data.iter().filter_map(|line| line.cells.get(column.at));
            let texts = cells.filter_map(|cell| match cell {
                Cell::Text(text) if !text.trim().is_empty() => Some(text),
                _ => None,
            });
            let changed = texts
                .clone()
                .filter(|text| !column.font.is_legacy() || *convert(text, column.font) != **text);
            let after = |text: &String| super::fonts::unicode(column, text, || None).0.into_owned();
            let samples = changed.take(SAMPLES).map(|text| (text.clone(), after(text))).collect();
            column.samples = samples;
        }
    }

    /// The clerk's own word goes before everything else.
    fn by_map(&mut self) -> Result<(), Problem> {
        let same = |a: &str, b: &str| fold(a.trim()) == fold(b.trim());
        let mut said: Vec<usize> = Vec::new();
        for (name, spec) in self.ask.map {
            let headed = |column: &&Column| {
                same(&column.heading, name)
                    || column.levels.last().is_some_and(|level| same(level, name))
            };
            let lettered = |column: &&Column| column.letter().eq_ignore_ascii_case(name.trim());
            let column =
                self.columns.iter().find(headed).or_else(|| self.columns.iter().find(lettered));
            let Some(at) = column.map(|column| column.at) else {
                let names = self.columns.iter().map(|column| match column.heading.as_str() {
                    "" => column.letter(),
                    heading => format!("{} {heading}", column.letter()),
                });
                return Err(Problem::new(&codes::NO_SUCH_COLUMN, [name.clone(), names_of(names)]));
            };
            let takes = Takes::read(spec, self.ask.of, self.ask.lang)?;
            self.put(at, takes, Why::bare(why::SAID));
            said.push(at);
        }
        for at in &said {
            let Some(Takes::Field(field)) =
                self.columns.get(*at).map(|column| column.takes.clone())
            else {
                continue;
            };
            let why = Why::new(why::TAKEN, [letters(*at)]);
            for column in self.columns.iter_mut().filter(|column| !said.contains(&column.at)) {
                if column.takes.field().is_some_and(|other| other.tag == field.tag) {
                    (column.takes, column.why) = (Takes::Nowhere, why.clone());
                }
            }
        }
        Ok(())
    }
}

fn names_of(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn is_column_numbers(line: &Line) -> bool {
    let small = |cell: &Cell| text(cell).trim().trim_matches(['(', ')']).len() <= 2;
    line.cells.iter().all(small)
}

/// What stands above the table.
fn titles(lines: &[Line], block: Option<&Block>, ask: &Ask<'_>) -> Vec<(u64, String)> {
    let above = block.and_then(|block| lines.get(..block.from)).unwrap_or_default();
    let of = |line: &Line| {
        let mut said: Vec<String> = Vec::new();
        for cell in line.cells.iter().filter(|cell| !is_empty(cell)) {
            for piece in pieces(&text(cell)) {
                match said.last_mut() {
                    // "Chi hội:" and its name beside it.
                    Some(label) if label.ends_with(':') => {
                        label.push(' ');
                        label.push_str(&readable(piece, ask));
                    }
                    _ => said.push(readable(piece, ask)),
                }
            }
        }
        said.into_iter().map(|text| (line.number, text)).collect::<Vec<_>>()
    };
    above.iter().flat_map(of).collect()
}

/// What stands in one cell beside each other, kept apart by nothing but spaces, or below each other.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split("    "))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
}

/// The same for every sheet of these headings.
fn shape(columns: &[Column], ask: &Ask<'_>) -> String {
    let mut digest = Sha256::new();
    digest.update(ask.of.name);
    for column in columns {
        digest.update([0]);
        digest.update(sheets::heading(&column.heading));
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
