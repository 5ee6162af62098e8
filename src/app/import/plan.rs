//! What was found in a list and what is chosen of it: sheets, columns, mended cells, rows left out.

use super::job::Shared;
use crate::domain::{Field, FieldKind, Kind, RecordType};
use crate::exchange::table::{Column, Grouped, Table, Takes};
use crate::exchange::take::{
    Choice, Doubt, Found, Mend, Missing, Place, Preview, SheetFound, Source, apart, say_by_sheet,
};
use crate::text::legacy::Font;
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
    /// What would come of it, once that is known.
    pub(crate) tried: Option<Preview>,
    /// The batch of what is in already; 0: nothing is.
    pub(super) batch: u64,
    mends: Vec<Mend>,
    /// Rows that are left out.
    without: BTreeSet<Place>,
    /// Lines that are taken apart, and into how many.
    apart: BTreeMap<(usize, u64), usize>,
    /// What is missing and is not to be made.
    unmade: BTreeSet<(Kind, String)>,
}

/// What can be said of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Way {
    /// Where it goes.
    To(Takes),
    /// Its letters.
    In(Font),
    /// Whether names in capitals become a title.
    Title(bool),
}

/// A line of what was found in a sheet.
#[derive(Clone, Copy)]
pub(crate) enum Line<'a> {
    /// A column of it.
    Column(&'a Column),
    /// A field that no column fills: what all rows say.
    All(&'a Grouped),
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
    pub(super) fn new(source: Source, mut found: Found, kind: &'static RecordType) -> Self {
        say_by_sheet(&mut found.sheets);
        // Beside lists, a sheet that names no record is something else: their sums.
        let lists = found.sheets.iter().any(SheetFound::is_list);
        let is_taken = |sheet: &SheetFound| {
            sheet.table.is_some() && !sheet.hidden && (sheet.is_list() || !lists)
        };
        let taken: BTreeSet<usize> = (0..)
            .zip(&found.sheets)
            .filter_map(|(n, sheet)| is_taken(sheet).then_some(n))
            .collect();
        let mut plan = Self {
            kind,
            source,
            sheet: taken.first().copied().unwrap_or(0),
            taken,
            found,
            at: 0,
            tried: None,
            batch: 0,
            mends: Vec::new(),
            without: BTreeSet::new(),
            apart: BTreeMap::new(),
            unmade: BTreeSet::new(),
        };
        plan.face();
        plan
    }

    /// The bar goes to what tells most: the first column whose letters are converted, else the first
    /// that is taken.
    fn face(&mut self) {
        let columns = self.columns_of(self.sheet);
        let is_taken = |column: &Column| column.takes.field().is_some();
        let legacy = columns.iter().position(|column| column.font.is_legacy() && is_taken(column));
        let taken = columns.iter().position(is_taken);
        self.at = legacy.or(taken).unwrap_or(0);
    }

    /// The sheet that is looked at.
    pub(crate) fn here(&self) -> Option<&SheetFound> {
        self.found.sheets.get(self.sheet)
    }

    fn table(&self) -> Option<&Table> {
        self.here()?.table.as_ref()
    }

    fn table_mut(&mut self) -> Option<&mut Table> {
        self.found.sheets.get_mut(self.sheet)?.table.as_mut()
    }

    /// The lines of the sheet that is looked at.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let Some(table) = self.table() else { return Vec::new() };
        let columns = table.columns.iter().map(Line::Column);
        columns.chain(table.groups.iter().map(Line::All)).collect()
    }

    /// The columns of that sheet.
    pub(crate) fn columns_of(&self, sheet: usize) -> &[Column] {
        let table = self.found.sheets.get(sheet).and_then(|sheet| sheet.table.as_ref());
        table.map_or(&[], |table| table.columns.as_slice())
    }

    /// The column the bar stands on.
    pub(crate) fn column(&self) -> Option<&Column> {
        self.columns_of(self.sheet).get(self.at)
    }

    /// Looks at the sheet before or after.
    pub(super) fn turn(&mut self, back: bool) {
        let last = self.found.sheets.len().saturating_sub(1);
        self.sheet = if back { self.sheet.saturating_sub(1) } else { (self.sheet + 1).min(last) };
        self.face();
    }

    /// Takes the sheet that is looked at, or leaves it.
    pub(super) fn mark_sheet(&mut self) {
        if self.table().is_some() && !self.taken.remove(&self.sheet) {
            self.taken.insert(self.sheet);
        }
    }

    /// All rows of the sheet say that.
    pub(super) fn say_for_all(&mut self, tag: u16, text: String) {
        let groups = self.table_mut().map(|table| table.groups.as_mut_slice()).unwrap_or_default();
        for group in groups.iter_mut().filter(|group| group.field.tag == tag) {
            group.first = Some(text.clone()).filter(|text| !text.is_empty());
        }
    }

    /// A field that must be there and of which a sheet says nothing, no title inside it either; the bar
    /// goes to it.
    pub(super) fn lacks(&mut self) -> Option<&'static Field> {
        let unsaid = |group: &Grouped| group.field.required && group.first.is_none();
        let (sheet, at, field) = self.taken.iter().find_map(|sheet| {
            let found = self.found.sheets.get(*sheet).filter(|found| found.titles == 0)?;
            let table = found.table.as_ref()?;
            let group = table.groups.iter().position(unsaid)?;
            Some((*sheet, table.columns.len() + group, table.groups.get(group)?.field))
        })?;
        (self.sheet, self.at) = (sheet, at);
        Some(field)
    }

    /// Says something of the column; one field takes one column, the last one that is said.
    pub(super) fn say(&mut self, way: Way) {
        let at = self.at;
        let Some(table) = self.table_mut() else { return };
        match way {
            Way::To(takes) => {
                let is_one = takes != Takes::Nowhere;
                for (n, column) in table.columns.iter_mut().enumerate() {
                    if n == at {
                        column.set(takes.clone());
                    } else if is_one && column.takes == takes {
                        column.set(Takes::Nowhere);
                    }
                }
            }
            Way::In(font) => {
                if let Some(column) = table.columns.get_mut(at) {
                    column.set_font(font);
                }
            }
            Way::Title(title) => table.lowers_capitals = title,
        }
    }

    /// Everything that can be said of the column.
    pub(crate) fn ways(&self) -> Vec<Way> {
        let fields = self.kind.open_fields().filter(|field| !field.retired);
        let to = fields.flat_map(|field| self.ways_to(field)).map(Way::To);
        let fonts = [Font::Unicode, Font::Tcvn3, Font::Tcvn3Capitals, Font::Vni].map(Way::In);
        let title = self.table().is_some_and(|table| table.lowers_capitals);
        [Way::To(Takes::Nowhere)]
            .into_iter()
            .chain(to)
            .chain(fonts)
            .chain([Way::Title(!title), Way::To(Takes::Id)])
            .collect()
    }

    /// A field, and the ways in which lists on paper tell it.
    fn ways_to(&self, field: &'static Field) -> Vec<Takes> {
        let mut ways = vec![Takes::Field(field)];
        match field.kind {
            FieldKind::Name => ways.extend([1, 2].map(|part| Takes::Part(field, part))),
            FieldKind::PartialDate => ways.push(Takes::Age(field)),
            _ => {}
        }
        let split = self.kind.split.as_ref().filter(|split| split.of == field.tag);
        if let Some((split, by)) = split.and_then(|split| Some((split, self.kind.field(split.by)?)))
        {
            let under = |code: &&str| Takes::Under { field, by, code: (*code).to_owned() };
            ways.extend(split.codes.iter().map(under));
        }
        ways
    }

    /// The choice as it stands.
    pub(super) fn choice(&self) -> Shared<Choice> {
        let sheets = self.taken.iter().filter_map(|at| {
            let table = self.found.sheets.get(*at)?.table.clone()?;
            Some((*at, table))
        });
        let missing = self.tried.iter().flat_map(|preview| &preview.missing);
        let news = missing
            .map(|missing| (missing.kind, missing.text.clone()))
            .filter(|missing| !self.unmade.contains(missing));
        Shared::new(Choice {
            source: self.source.clone(),
            of: self.kind.kind,
            sheets: sheets.collect(),
            mends: self.mends.clone(),
            without: self.without.iter().copied().collect(),
            apart: self.apart.clone().into_iter().collect(),
            news: news.collect(),
            batch: self.batch,
        })
    }

    /// All there is to look at.
    pub(crate) fn items(&self) -> Vec<Item<'_>> {
        let Some(tried) = &self.tried else { return Vec::new() };
        let missing = tried.missing.iter().map(Item::Missing);
        missing.chain(tried.rows.iter().map(Item::Row)).collect()
    }

    /// The row of that place.
    pub(crate) fn row(&self, at: usize) -> Option<&Doubt> {
        let tried = self.tried.as_ref()?;
        tried.rows.get(at.checked_sub(tried.missing.len())?)
    }

    /// Whether that is taken, or made.
    pub(crate) fn is_marked(&self, item: Item<'_>) -> bool {
        match item {
            Item::Missing(missing) => !self.unmade.contains(&(missing.kind, missing.text.clone())),
            Item::Row(row) => !row.rejected && !self.without.contains(&row.place),
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
                let key = row.place;
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
        let place = row.place;
        self.put(place, column, text);
    }

    fn put(&mut self, place: Place, column: usize, text: String) {
        self.mends.retain(|mend| (mend.place, mend.column) != (place, column));
        self.mends.push(Mend { place, column, text });
    }

    /// The people in the line of that place, each with a row of cells; None where there is only one.
    pub(crate) fn people(&self, at: usize) -> Option<Vec<Vec<String>>> {
        let row =
            self.row(at).filter(|row| !self.apart.contains_key(&(row.place.0, row.place.1)))?;
        apart(self.kind, self.columns_of(row.place.0), &row.cells)
    }

    /// Takes that line apart, a row for each of the people in it.
    pub(super) fn take_apart(&mut self, at: usize) {
        let Some((people, row)) = self.people(at).zip(self.row(at)) else { return };
        let ((sheet, line, _), whole) = (row.place, row.cells.clone());
        self.apart.insert((sheet, line), people.len());
        for (one, cells) in people.into_iter().enumerate() {
            for (column, text) in cells.into_iter().enumerate() {
                if one > 0 || whole.get(column) != Some(&text) {
                    self.put((sheet, line, one), column, text);
                }
            }
        }
    }

    /// What it would come to now: rows that are new, changed, the same, doubtful, rejected.
    pub(crate) fn counts(&self) -> Option<[u64; 5]> {
        let tried = self.tried.as_ref()?;
        let (counts, doubtful) = (&tried.counts, tried.doubtful);
        Some([counts.added, counts.changed, counts.unchanged, doubtful, counts.rejected])
    }
}

/// Whether what is typed for that column is words, in which Telex and VNI compose.
pub(super) fn holds_words(column: &Column) -> bool {
    column.takes.field().is_none_or(|field| {
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
