//! A row of a bundle: one record's latest revision, or its end. Texts to rows and back
//! (FORMAT.md §5).

use super::columns::{Columns, FIGURES, META};
use super::fault::{Fault, MAX_FIELD, Rule, hold};
use super::{csv, moment, value};
use crate::domain::{BASES, Field, PartialDate, RecordId, Rev, Seen, Values};
pub use crate::domain::{Carried as Row, Op};

/// Letters of an operator's short name, at most.
const BY: usize = 80;
/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    /// Of which area or unit.
    pub area: String,
    /// From which day on.
    pub from: PartialDate,
    /// To which day.
    pub to: PartialDate,
    /// What.
    pub indicator: String,
    /// How many; None where nothing was entered, which is not 0.
    pub value: Option<i64>,
    /// Where it comes from.
    pub source: String,
}

/// The texts of a row that is being made, one behind the other.
#[derive(Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.end();
    }

    /// The texts.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.text.get(start..*end).unwrap_or_default())
    }

    /// Makes the texts of a row; the column that cannot be written, and why.
    pub(super) fn row(
        &mut self,
        row: &Row,
        columns: &Columns,
    ) -> Result<(), (&'static str, Fault)> {
        self.clear();
        value::id_to(&mut self.text, row.id);
        self.end();
        if row.rev.n == 0 || row.bases.len() > BASES || row.bases.iter().any(|base| base.n == 0) {
            return Err(("rev", Fault::Form));
        }
        row.rev.write(&mut self.text);
        self.end();
        for (at, base) in row.bases.iter().enumerate() {
            self.text.push_str(if at == 0 { "" } else { " " });
            base.write(&mut self.text);
        }
        self.end();
        let (op, into) = match &row.op {
            Op::Put(_) => ("put", None),
            Op::Delete => ("delete", None),
            Op::Merge(into) => ("merge", Some(*into)),
        };
        self.put(op);
        moment::write(&mut self.text, row.at).ok_or(("at", Fault::Form))?;
        self.end();
        by(&row.by).map_err(|fault| ("by", fault))?;
        self.put(&row.by);
        hold(&row.reason, Rule::Line).map_err(|fault| ("reason", fault))?;
        self.put(&row.reason);
        if let Some(into) = into {
            value::id_to(&mut self.text, into);
        }
        self.end();
        let none = Values::default();
        let values = if let Op::Put(values) = &row.op { values } else { &none };
        for field in &columns.fields {
            let start = self.text.len();
            if let Some(raw) = values.raw_of(field.tag) {
                let wrong = |fault| (field.name, fault);
                let seen = Seen::read(raw.ty, raw.bytes).map_err(|_| wrong(Fault::Form))?;
                value::write(&mut self.text, &field.kind, seen).map_err(wrong)?;
                if self.text.len() - start > MAX_FIELD {
                    return Err(wrong(Fault::Large));
                }
            }
            self.end();
        }
        Ok(())
    }

    /// Makes the texts of a figure.
    pub(super) fn figure(&mut self, figure: &Figure) -> Result<(), (&'static str, Fault)> {
        self.clear();
        for (name, text, may_be_empty) in [
            ("area", &figure.area, false),
            ("indicator", &figure.indicator, false),
            ("source", &figure.source, true),
        ] {
            hold(text, Rule::Name).map_err(|fault| (name, fault))?;
            if text.is_empty() && !may_be_empty {
                return Err((name, Fault::Form));
            }
        }
        self.put(&figure.area);
        for (name, day) in [("from", figure.from), ("to", figure.to)] {
            if !day.is_day() {
                return Err((name, Fault::Form));
            }
            value::date(&mut self.text, day);
            self.end();
        }
        self.put(&figure.indicator);
        self.put(&figure.value.map(|value| value.to_string()).unwrap_or_default());
        self.put(&figure.source);
        Ok(())
    }
}

fn by(text: &str) -> Result<(), Fault> {
    hold(text, Rule::Name)?;
    if text.is_empty() || text.len() > BY && text.chars().count() > BY {
        return Err(Fault::Form);
    }
    Ok(())
}

/// The revisions a row was made from.
fn bases(text: &str) -> Option<Vec<Rev>> {
    let words = text.split(' ').take_while(|_| !text.is_empty()).take(BASES + 1);
    let bases: Vec<Rev> = words.map(Rev::read).collect::<Option<_>>()?;
    (bases.len() <= BASES).then_some(bases)
}

/// What is wrong with a row: the column, and why.
pub(super) type Wrong = (&'static str, Fault);

/// Reads a row from its texts, one for each column; the column that cannot be read, and why.
pub(super) fn read(texts: csv::Texts<'_>, columns: &Columns) -> Result<Row, Wrong> {
    let mut values = Values::default();
    let row = walk(texts, columns, &mut |field, text| {
        values.set(field.tag, Some(&value::read(&field.kind, text)?));
        Ok(())
    })?;
    Ok(match row.op {
        Op::Put(_) => Row { op: Op::Put(values), ..row },
        Op::Delete | Op::Merge(_) => row,
    })
}

/// Whether it can be read: as [`read`], and nothing is kept but which record it is of.
pub(super) fn check(texts: csv::Texts<'_>, columns: &Columns) -> Result<RecordId, Wrong> {
    walk(texts, columns, &mut |field, text| value::check(&field.kind, text)).map(|row| row.id)
}

/// Reads a row but for its values, which `each` does.
fn walk(
    texts: csv::Texts<'_>,
    columns: &Columns,
    each: &mut dyn FnMut(&Field, &str) -> Result<(), Fault>,
) -> Result<Row, Wrong> {
    let mut texts = texts.iter();
    let mut next = || texts.next().unwrap_or_default();
    let [id, revision, base, op, at, who, why, into] = META.map(|_| next());
    let mut bare = true;
    for (field, text) in columns.fields.iter().zip(texts).filter(|(_, text)| !text.is_empty()) {
        bare = false;
        each(field, &text).map_err(|fault| (field.name, fault))?;
    }
    let form = |name| (name, Fault::Form);
    let into = match into.as_ref() {
        "" => None,
        into => Some(value::read_id(into).ok_or(form("into"))?),
    };
    let op = match (op.as_ref(), into, bare) {
        ("put", None, _) => Op::Put(Values::default()),
        ("delete", None, true) => Op::Delete,
        ("merge", Some(into), true) => Op::Merge(into),
        _ => return Err(form("op")),
    };
    by(&who).map_err(|fault| ("by", fault))?;
    hold(&why, Rule::Line).map_err(|fault| ("reason", fault))?;
    Ok(Row {
        id: value::read_id(&id).ok_or(form("id"))?,
        rev: Rev::read(&revision).ok_or(form("rev"))?,
        bases: bases(&base).ok_or(form("base_rev"))?,
        op,
        at: moment::read(&at).ok_or(form("at"))?,
        by: who.into_owned(),
        reason: why.into_owned(),
    })
}

/// Reads a figure from its texts.
pub(super) fn read_figure(texts: csv::Texts<'_>) -> Result<Figure, Wrong> {
    let mut texts = texts.iter();
    let [area, from, to, indicator, value, source] =
        FIGURES.map(|_| texts.next().unwrap_or_default());
    let day = |name, text: &str| {
        let day = value::read_date(text).filter(PartialDate::is_day);
        day.ok_or((name, Fault::Form))
    };
    let figure = Figure {
        area: area.into_owned(),
        from: day("from", &from)?,
        to: day("to", &to)?,
        indicator: indicator.into_owned(),
        value: match value.as_ref() {
            "" => None,
            number => Some(value::whole(number).ok_or(("value", Fault::Form))?),
        },
        source: source.into_owned(),
    };
    // What can be written is what can be read.
    Texts::default().figure(&figure).map(|()| figure)
}

/// What tells a figure from others.
pub(super) type FigureKey<T = String> = (T, PartialDate, PartialDate, T);

impl Figure {
    pub(super) fn key(&self) -> FigureKey<&str> {
        (&self.area, self.from, self.to, &self.indicator)
    }
}
