//! What would come of a list: every row is read, mended and checked as in the run, and nothing is
//! changed. Rows that a person should look at come first: those that are not taken, those with a
//! doubtful guess, those who may be somebody who is known.

use super::{Choice, Counts, Doubt, Missing, Preview, With};
use crate::domain::duplicates::{self, Face, Faces, PAIR};
use crate::domain::{FieldKind, Kind, Record, RecordId, RecordType, Rev, Tables, Values};
use crate::exchange::ask;
use crate::exchange::import::{self, Source};
use crate::exchange::rows::{Fault, Origin, Parsed};
use crate::exchange::table::{Guess, Table, Weight, shown};
use crate::lang::errors::exchange::NO_REFERENCE;
use crate::lang::{Lang, Problem, import as say};
use crate::register::{Ask, Door, Reply, Whom};
use crate::text::fold::fold;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Rows told of, at most.
const TOLD: usize = 2_000;
/// New persons of a list held against the register, at most: each takes a search of its own.
const PROBED: usize = 2_000;
/// New persons of a list held against each other, at most.
const PAIRED: usize = 20_000;

/// What is made of the rows.
struct Sight<'a> {
    choice: &'a Choice,
    of: &'static RecordType,
    lang: Lang,
    tables: &'a Tables,
    rejected: Vec<Doubt>,
    doubtful: Vec<Doubt>,
    guessed: u64,
    /// Rows that only wait for what is missing.
    waiting: u64,
    /// What is missing, by its folded words: as it is written best, and in how many rows.
    missing: BTreeMap<(Kind, String), (String, u64)>,
    /// New persons, with where they stand; of very many the first.
    people: Vec<(Record, Doubt)>,
    /// How many there are.
    persons: u64,
}

/// What would come of it: nothing is changed. `progress` hears how far it is, and says whether to go
/// on.
///
/// # Errors
/// As [`run`](super::run).
pub fn try_out(
    door: &mut dyn Door,
    choice: &Choice,
    with: &With<'_>,
    progress: &mut dyn FnMut(Counts) -> bool,
) -> Result<Preview, Problem> {
    let file = choice.source.path(with);
    let plan = choice.plan(&file, with)?;
    let mut sight = Sight::new(choice, plan.of, with);
    let source = Source::listed(choice.listed()?, None);
    let mut sum = Counts::default();
    let summary = import::try_out(
        door,
        &plan,
        source,
        (
            &mut |ack| {
                sum.add(&ack.counts);
                Ok(progress(sum))
            },
            &mut |parsed, faults| sight.see(parsed, faults),
        ),
    )?;
    let mut counts = summary.counts;
    counts.rejected = counts.rejected.saturating_sub(sight.waiting);
    counts.added += sight.waiting;
    let alike = match summary.stopped {
        true => Vec::new(),
        false => sight.alike(door, &mut || progress(counts))?,
    };
    let unsearched = sight.persons.saturating_sub(PROBED as u64);
    let missing = sight.missing.into_iter();
    let missing = missing.map(|((kind, _), (text, rows))| Missing { kind, text, rows }).collect();
    let mut rows = sight.rejected;
    rows.extend(sight.doubtful);
    rows.extend(alike);
    rows.truncate(TOLD);
    Ok(Preview { counts, doubtful: sight.guessed, rows, missing, unsearched })
}

impl<'a> Sight<'a> {
    fn new(choice: &'a Choice, of: &'static RecordType, with: &'a With<'a>) -> Self {
        Self {
            choice,
            of,
            lang: with.lang,
            tables: with.tables,
            rejected: Vec::new(),
            doubtful: Vec::new(),
            guessed: 0,
            waiting: 0,
            missing: BTreeMap::new(),
            people: Vec::new(),
            persons: 0,
        }
    }

    fn table(&self, sheet: usize) -> Option<&'a Table> {
        self.choice.sheets.iter().find(|(at, _)| *at == sheet).map(|(_, table)| table)
    }

    /// Takes note of a row.
    fn see(&mut self, parsed: &Parsed, faults: &[Fault]) {
        let Some(from) = &parsed.from else { return };
        if !faults.is_empty() {
            return self.reject(parsed, from, faults);
        }
        if from.guesses.iter().any(|guess| guess.weight == Weight::Doubtful) {
            self.guessed += 1;
            if self.doubtful.len() < TOLD {
                let reasons = from.guesses.iter().map(|guess| {
                    let said =
                        format!("«{}» → «{}»: {}", guess.was, guess.now, guess.why.get(self.lang));
                    (self.column(from.sheet, guess.field.name), said)
                });
                let reasons = reasons.collect();
                self.doubtful.push(self.doubt(from, parsed.row.line, false, reasons));
            }
        }
        if !duplicates::compares(self.of.kind) {
            return;
        }
        self.persons += 1;
        if self.people.len() < PAIRED {
            let mut values = Values::default();
            for (tag, value) in &parsed.set {
                values.set(*tag, value.as_ref());
            }
            let id = RecordId((self.people.len() as u128 + 1).to_be_bytes());
            let record = Record { id, kind: self.of.kind, rev: Rev::default(), values };
            let doubt = self.doubt(from, parsed.row.line, false, Vec::new());
            self.people.push((record, doubt));
        }
    }

    fn reject(&mut self, parsed: &Parsed, from: &Origin, faults: &[Fault]) {
        let mut only_missing = true;
        for (name, problem) in faults {
            let kind = self.of.field_named(name).and_then(|field| refers(field.kind));
            match kind.filter(|_| problem.is(&NO_REFERENCE)).zip(problem.params.get(1)) {
                Some((kind, text)) => {
                    let new = || (text.clone(), 0);
                    let (best, rows) = self.missing.entry((kind, fold(text))).or_insert_with(new);
                    *rows += 1;
                    // "THÔN 3" and "Thôn 3" are one.
                    if best.to_uppercase() == *best && text.to_uppercase() != *text {
                        best.clone_from(text);
                    }
                }
                None => only_missing = false,
            }
        }
        if only_missing {
            self.waiting += 1;
        } else if self.rejected.len() < TOLD {
            let reason =
                |(name, problem): &Fault| (self.column(from.sheet, name), problem.what(self.lang));
            let reasons = faults.iter().map(reason).collect();
            self.rejected.push(self.doubt(from, parsed.row.line, true, reasons));
        }
    }

    /// Which of the table's columns says a field.
    fn column(&self, sheet: usize, field: &str) -> Option<usize> {
        let columns = &self.table(sheet)?.columns;
        columns.iter().position(|column| column.takes.field().is_some_and(|of| of.name == field))
    }

    fn doubt(
        &self,
        from: &Origin,
        line: u64,
        rejected: bool,
        reasons: Vec<(Option<usize>, String)>,
    ) -> Doubt {
        let columns = self.table(from.sheet).map(|table| table.columns.as_slice());
        let columns = columns.unwrap_or_default();
        let cells = (0..columns.len()).map(|at| shown(at, columns, &from.line.cells));
        let offers = from.guesses.iter().filter_map(|guess| self.offers(from.sheet, guess));
        let (cells, offers) = (cells.collect(), offers.collect());
        Doubt { place: (from.sheet, line, from.part), rejected, cells, reasons, offers }
    }

    /// The communes that a cell may be, as they are chosen from.
    fn offers(&self, sheet: usize, guess: &Guess) -> Option<(usize, Vec<String>)> {
        let column = self.column(sheet, guess.field.name)?;
        let area = |key: &String| Some(self.tables.areas().get(key)?.shown());
        let all: Vec<_> = guess.offers.iter().filter_map(area).collect();
        (!all.is_empty()).then_some((column, all))
    }

    /// Rows of people who may be in the register already, or twice in the list.
    fn alike(
        &self,
        door: &mut dyn Door,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<Vec<Doubt>, Problem> {
        let mut found: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for (at, reason) in self.twice() {
            found.entry(at).or_default().push(reason);
        }
        for (at, (record, _)) in self.people.iter().enumerate().take(PROBED) {
            if !goes_on() {
                break;
            }
            let (kind, values) = (record.kind, record.values.clone());
            let whom = Whom { kind, values, but: None, limit: 1 };
            let Reply::Alike(alike) = ask::one(door, ask::reading(Ask::Alike(whom)))? else {
                return Err(ask::unexpected("Alike"));
            };
            for one in alike.iter().filter(|one| one.like.score >= PAIR) {
                let id = one.shown.record.id.short();
                let why = one.like.line(self.lang);
                found.entry(at).or_default().push(say::LIKE_RECORD.fill(self.lang, &[id, why]));
            }
        }
        let first = self.of.title.first();
        let name = first.and_then(|tag| self.of.field(*tag)).map_or("", |field| field.name);
        let rows = found.into_iter().filter_map(|(at, reasons)| {
            let (_, doubt) = self.people.get(at)?;
            let column = self.column(doubt.place.0, name);
            let reasons = reasons.into_iter().map(|reason| (column, reason)).collect();
            Some(Doubt { reasons, ..doubt.clone() })
        });
        Ok(rows.collect())
    }

    /// People who stand in the list twice: the place of the later one, and what to say.
    fn twice(&self) -> Vec<(usize, String)> {
        let mut faces = Faces::default();
        for (record, _) in &self.people {
            faces.add(record, &mut |_| None);
        }
        faces.learn();
        let pairs = duplicates::pairs(&mut faces, PAIR, &HashSet::new(), &mut |_, _| true);
        let places: HashMap<RecordId, usize> =
            self.people.iter().enumerate().map(|(at, (record, _))| (record.id, at)).collect();
        let place = |face: u32| {
            let face: &Face = faces.all().get(usize::try_from(face).ok()?)?;
            places.get(&face.id).copied()
        };
        let all = pairs.unwrap_or_default().into_iter().filter_map(|pair| {
            let (one, other) = (place(pair.of.0)?, place(pair.of.1)?);
            let (first, later) = (one.min(other), one.max(other));
            let ((a, before), (b, _)) = (self.people.get(first)?, self.people.get(later)?);
            let why = duplicates::compare(a, b).line(self.lang);
            Some((later, say::LIKE_LINE.fill(self.lang, &[before.place.1.to_string(), why])))
        });
        all.collect()
    }
}

/// The type a field refers to.
fn refers(kind: FieldKind) -> Option<Kind> {
    match kind.at_a_time() {
        FieldKind::Lookup(kind) => Some(*kind),
        _ => None,
    }
}
