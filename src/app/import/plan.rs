//! What was found in a list and what is chosen of it: sheets, columns, mended cells, rows left out.

use crate::domain::{Field, FieldKind, Kind, RecordType};
use crate::exchange::take::{
    Choice, Column, Doubt, Font, Found, Mend, Missing, Preview, SheetFound, Source, Takes,
};
use std::collections::{BTreeMap, BTreeSet};

/// The plan.
pub(crate) struct Plan {
    pub(crate) kind: &'static RecordType,
    pub(crate) source: Source,
    pub(crate) found: Found,
    /// The sheets that are taken, by place.
    pub(crate) taken: BTreeSet<usize>,
    /// The sheet that is looked at, and the line of it the bar stands on.
    pub(crate) sheet: usize,
    pub(crate) at: usize,
    /// What all rows of a sheet say, by its place and the field's tag.
    all_rows: BTreeMap<(usize, u16), String>,
    /// What would come of it, once that is known.
    pub(crate) tried: Option<Preview>,
    mends: Vec<Mend>,
    /// Rows that are left out.
    without: BTreeSet<(usize, u64)>,
    /// What is missing and is not to be made.
    unmade: BTreeSet<(Kind, String)>,
}

/// What can be said of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Where it goes.
    To(Takes),
    /// Its letters.
    In(Font),
    /// Whether all capitals become a title.
    Title(bool),
}

/// A line of what was found in a sheet.
#[derive(Clone, Copy)]
pub(crate) enum Line<'a> {
    /// A column of it.
    Column(&'a Column),
    /// A field that no column fills: what all rows say.
    All(&'static Field),
}

/// A line to look at.
#[derive(Clone, Copy)]
pub(crate) enum Item<'a> {
    /// What the rows refer to and is not there.
    Missing(&'a Missing),
    /// A row.
    Row(&'a Doubt),
}

impl Plan {
    pub(super) fn new(source: Source, found: Found, kind: &'static RecordType) -> Self {
        let is_taken = |sheet: &SheetFound| sheet.table.is_some() && !sheet.hidden;
        let taken: BTreeSet<usize> = (0..)
            .zip(&found.sheets)
            .filter_map(|(n, sheet)| is_taken(sheet).then_some(n))
            .collect();
        let many = found.sheets.len() > 1;
        let mut plan = Self {
            kind,
            all_rows: BTreeMap::new(),
            source,
            sheet: taken.first().copied().unwrap_or(0),
            taken,
            found,
            at: 0,
            tried: None,
            mends: Vec::new(),
            without: BTreeSet::new(),
            unmade: BTreeSet::new(),
        };
        if many {
            plan.say_by_sheet();
        }
        plan
    }

    /// Of several sheets each is what it is called: a branch each, where no column says the branch.
    fn say_by_sheet(&mut self) {
        for at in self.taken.clone() {
            let name = self.found.sheets.get(at).map(|sheet| sheet.name.clone());
            let field = self.unfilled(at).find(|field| field.required);
            let field =
                field.filter(|field| matches!(field.kind.at_a_time(), FieldKind::Lookup(_)));
            if let (Some(name), Some(field)) = (name, field) {
                self.all_rows.insert((at, field.tag), name);
            }
        }
    }

    /// The fields that are one for a whole list on paper, and that no column of the sheet fills.
    fn unfilled(&self, sheet: usize) -> impl Iterator<Item = &'static Field> {
        let header = self.kind.layouts.first().map_or(&[][..], |layout| layout.header);
        let fields = self.kind.open_fields().filter(|field| header.contains(&field.tag));
        let one = fields.filter(|field| !field.retired && field.default.is_empty());
        one.filter(move |field| !fills(self.columns_of(sheet), field))
    }

    /// The lines of the sheet that is looked at.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let columns = self.columns();
        let fields = self.unfilled(self.sheet).filter(|_| !columns.is_empty());
        columns.iter().map(Line::Column).chain(fields.map(Line::All)).collect()
    }

    /// What all rows of the sheet say of that field.
    pub(crate) fn all_say(&self, field: &Field) -> &str {
        self.all_rows.get(&(self.sheet, field.tag)).map_or("", String::as_str)
    }

    /// All rows of the sheet say that.
    pub(super) fn say_for_all(&mut self, tag: u16, text: String) {
        match text.is_empty() {
            true => _ = self.all_rows.remove(&(self.sheet, tag)),
            false => _ = self.all_rows.insert((self.sheet, tag), text),
        }
    }

    /// A sheet that is taken without a field that must be there; the bar goes to it.
    pub(super) fn lacks(&mut self) -> Option<&'static Field> {
        let lacking = self.taken.iter().find_map(|at| {
            let mut fields = self.unfilled(*at).filter(|field| field.required);
            let field = fields.find(|field| !self.all_rows.contains_key(&(*at, field.tag)))?;
            Some((*at, field))
        });
        let (sheet, field) = lacking?;
        self.sheet = sheet;
        let is = |line: &Line<'_>| matches!(line, Line::All(of) if of.tag == field.tag);
        self.at = self.lines().iter().position(is).unwrap_or(0);
        Some(field)
    }

    /// The sheet that is looked at.
    pub(crate) fn here(&self) -> Option<&SheetFound> {
        self.found.sheets.get(self.sheet)
    }

    /// Its columns.
    pub(crate) fn columns(&self) -> &[Column] {
        self.columns_of(self.sheet)
    }

    /// The columns of that sheet.
    pub(crate) fn columns_of(&self, sheet: usize) -> &[Column] {
        let table = self.found.sheets.get(sheet).and_then(|sheet| sheet.table.as_ref());
        table.map_or(&[], |table| table.columns.as_slice())
    }

    /// The column the bar stands on.
    pub(crate) fn column(&self) -> Option<&Column> {
        self.columns().get(self.at)
    }

    /// Looks at the sheet before or after.
    pub(super) fn turn(&mut self, back: bool) {
        let last = self.found.sheets.len().saturating_sub(1);
        self.sheet = if back { self.sheet.saturating_sub(1) } else { (self.sheet + 1).min(last) };
        self.at = 0;
    }

    /// Takes the sheet that is looked at, or leaves it.
    pub(super) fn mark_sheet(&mut self) {
        if self.here().is_some_and(|sheet| sheet.table.is_some()) && !self.taken.remove(&self.sheet)
        {
            self.taken.insert(self.sheet);
        }
    }

    /// Says something of the column; one field takes one column, the last one that is said.
    pub(super) fn say(&mut self, way: Way) {
        let (sheet, at) = (self.sheet, self.at);
        let table = self.found.sheets.get_mut(sheet).and_then(|sheet| sheet.table.as_mut());
        let Some(table) = table else { return };
        if let Way::To(takes @ (Takes::Id | Takes::Field(_))) = way {
            for other in table.columns.iter_mut().filter(|column| column.takes == takes) {
                other.takes = Takes::Nowhere;
            }
        }
        if let Some(column) = table.columns.get_mut(at) {
            match way {
                Way::To(takes) => column.takes = takes,
                Way::In(font) => column.font = font,
                Way::Title(title) => column.title_case = title,
            }
        }
    }

    /// Everything that can be said of a column of rows of that type.
    pub(crate) fn ways(&self) -> Vec<Way> {
        let fields = self.kind.open_fields().filter(|field| !field.retired);
        let to = fields.map(|field| Way::To(Takes::Field(field.tag)));
        let fonts = [Font::Unicode, Font::Tcvn3, Font::Vni].map(Way::In);
        let title = self.column().is_some_and(|column| column.title_case);
        [Way::To(Takes::Nowhere)]
            .into_iter()
            .chain(to)
            .chain(fonts)
            .chain([Way::Title(!title), Way::To(Takes::Id)])
            .collect()
    }

    /// The choice as it stands.
    pub(super) fn choice(&self) -> Choice {
        let sheets = self.taken.iter().filter_map(|at| {
            let table = self.found.sheets.get(*at)?.table.clone()?;
            Some((*at, table))
        });
        let missing = self.tried.iter().flat_map(|preview| &preview.missing);
        let news = missing
            .map(|missing| (missing.kind, missing.text.clone()))
            .filter(|missing| !self.unmade.contains(missing));
        Choice {
            source: self.source.clone(),
            of: self.kind.kind,
            all_rows: self
                .all_rows
                .iter()
                .map(|((at, tag), text)| (*at, *tag, text.clone()))
                .collect(),
            sheets: sheets.collect(),
            mends: self.mends.clone(),
            without: self.without.iter().copied().collect(),
            news: news.collect(),
        }
    }

    /// All there is to look at.
    pub(crate) fn items(&self) -> Vec<Item<'_>> {
        let Some(tried) = &self.tried else { return Vec::new() };
        let missing = tried.missing.iter().map(Item::Missing);
        missing.chain(tried.rows.iter().map(Item::Row)).collect()
    }

    /// Whether that is taken, or made.
    pub(crate) fn is_marked(&self, item: Item<'_>) -> bool {
        match item {
            Item::Missing(missing) => !self.unmade.contains(&(missing.kind, missing.text.clone())),
            Item::Row(row) => !row.rejected && !self.without.contains(&(row.sheet, row.line)),
        }
    }

    /// Takes the item of that place, or leaves it.
    pub(super) fn mark(&mut self, at: usize) {
        match self.items().get(at) {
            Some(Item::Missing(missing)) => {
                let key = (missing.kind, missing.text.clone());
                if !self.unmade.remove(&key) {
                    self.unmade.insert(key);
                }
            }
            Some(Item::Row(row)) => {
                let key = (row.sheet, row.line);
                if !self.without.remove(&key) {
                    self.without.insert(key);
                }
            }
            None => {}
        }
    }

    /// Mends a cell: the item of that place shows it at once.
    pub(super) fn mend(&mut self, at: usize, column: usize, text: String) {
        let missing = self.tried.as_ref().map_or(0, |tried| tried.missing.len());
        let rows = self.tried.as_mut().map(|tried| &mut tried.rows);
        let row = at.checked_sub(missing).and_then(|at| rows?.get_mut(at));
        let Some(row) = row else { return };
        if let Some(cell) = row.cells.get_mut(column) {
            cell.clone_from(&text);
        }
        let (sheet, line) = (row.sheet, row.line);
        self.mends.retain(|m| (m.sheet, m.line, m.column) != (sheet, line, column));
        self.mends.push(Mend { sheet, line, column, text });
    }

    /// What it would come to now: rows that are new, changed, the same, doubtful, rejected.
    pub(crate) fn counts(&self) -> Option<[u64; 5]> {
        let counts = &self.tried.as_ref()?.counts;
        Some([counts.added, counts.changed, counts.unchanged, counts.warned, counts.rejected])
    }
}

/// Whether one of the columns fills that field.
fn fills(columns: &[Column], field: &Field) -> bool {
    columns.iter().any(|column| column.takes == Takes::Field(field.tag))
}

/// Whether what is typed for that column is words, in which Telex and VNI compose.
pub(super) fn holds_words(column: &Column, kind: &'static RecordType) -> bool {
    let Takes::Field(tag) = column.takes else { return true };
    let field = kind.field(tag);
    field.is_none_or(|field| {
        matches!(
            field.kind.at_a_time(),
            FieldKind::Name
                | FieldKind::Text(_)
                | FieldKind::Note
                | FieldKind::Lookup(_)
                | FieldKind::Choice(_)
                | FieldKind::Area(_)
        )
    })
}
