//! A file's heading to fields: which column goes where. A column is known by its field's schema
//! name or label, or by what the clerk says (`--map COLUMN=FIELD`).

use super::csv::Row;
use crate::domain::{Field, RecordType};
use crate::lang::errors::exchange as codes;
use crate::lang::{Lang, Problem};
use crate::text::fold::fold;

/// A column that begins so is for people, and left out: the names an export adds beside ids, the
/// reasons in a rejects file.
pub const REMARK: char = '#';
/// Whether a row is for people: nothing but remarks stands in it.
pub fn is_remark<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut cells = cells.map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| cell.starts_with(REMARK))
}

/// The column that carries a record's id.
pub const ID: &str = "id";
/// What `--map COLUMN=` takes to leave a column out.
pub const NOWHERE: &str = "-";

/// Where a column goes.
#[derive(Clone, Copy)]
pub enum Target {
    /// Nowhere.
    Nowhere,
    /// It is the record's id.
    Id,
    /// A field.
    Field(&'static Field),
}

/// The columns of a file.
#[derive(Clone)]
pub struct Heading {
    /// The type its rows are of.
    pub of: &'static RecordType,
    /// The columns' names as they stand in the file.
    pub names: Vec<String>,
    /// Where they go, one for each name.
    pub targets: Vec<Target>,
}

impl Heading {
    /// Finds each column's field. `map` holds (column, field) pairs that go before everything
    /// else; `file` and `lang` are for messages.
    ///
    /// # Errors
    /// An unknown or doubled column, two columns for one field, a mapping of or to what is not
    /// there, or no column of use.
    pub fn new(
        row: &Row,
        of: &'static RecordType,
        map: &[(String, String)],
        file: &str,
        lang: Lang,
    ) -> Result<Self, Problem> {
        let names: Vec<String> = row.iter().map(|name| name.trim().to_owned()).collect();
        check_doubled(&names)?;
        check_map(&names, map)?;
        let mut targets = Vec::with_capacity(names.len());
        for name in &names {
            targets.push(target(name, of, map, lang)?);
        }
        let heading = Self { of, names, targets };
        heading.check_fields()?;
        if heading.fields().next().is_none() {
            let example: Vec<_> = of.fields.iter().filter(|f| f.required).map(|f| f.name).collect();
            return Err(Problem::new(&codes::NO_COLUMNS, [file.to_owned(), example.join(",")]));
        }
        Ok(heading)
    }

    /// The columns that go to fields: (column, field).
    pub fn fields(&self) -> impl Iterator<Item = (usize, &'static Field)> {
        self.targets.iter().enumerate().filter_map(|(column, target)| match target {
            Target::Field(field) => Some((column, *field)),
            Target::Nowhere | Target::Id => None,
        })
    }

    /// The column of ids.
    pub fn id(&self) -> Option<usize> {
        self.targets.iter().position(|target| matches!(target, Target::Id))
    }

    fn check_fields(&self) -> Result<(), Problem> {
        let slot = |target: &Target| match target {
            Target::Nowhere => None,
            Target::Id => Some(ID),
            Target::Field(field) => Some(field.name),
        };
        let used: Vec<_> = self.targets.iter().zip(&self.names).collect();
        for (i, (target, name)) in used.iter().enumerate() {
            let Some(field) = slot(target) else { continue };
            let before = used.iter().take(i).find(|(other, _)| slot(other) == Some(field));
            if let Some((_, first)) = before {
                return Err(Problem::new(&codes::DOUBLED_FIELD, [first.as_str(), name, field]));
            }
        }
        Ok(())
    }
}

fn check_doubled(names: &[String]) -> Result<(), Problem> {
    for (i, name) in names.iter().enumerate() {
        let remark = name.is_empty() || name.starts_with(REMARK);
        if !remark && names.iter().take(i).any(|other| fold(other) == fold(name)) {
            return Err(Problem::new(&codes::DOUBLED_COLUMN, [name.as_str()]));
        }
    }
    Ok(())
}

fn check_map(names: &[String], map: &[(String, String)]) -> Result<(), Problem> {
    match map.iter().find(|(column, _)| !names.iter().any(|name| same(name, column))) {
        Some((column, _)) => {
            Err(Problem::new(&codes::NO_SUCH_COLUMN, [column.clone(), names.join(", ")]))
        }
        None => Ok(()),
    }
}

fn same(a: &str, b: &str) -> bool {
    fold(a.trim()) == fold(b.trim())
}

fn target(
    name: &str,
    of: &'static RecordType,
    map: &[(String, String)],
    lang: Lang,
) -> Result<Target, Problem> {
    if let Some((_, to)) = map.iter().find(|(column, _)| same(column, name)) {
        return mapped(to.trim(), of, lang);
    }
    if name.is_empty() || name.starts_with(REMARK) {
        return Ok(Target::Nowhere);
    }
    named(name, of).ok_or_else(|| Problem::new(&codes::UNKNOWN_COLUMN, [name, of.label.get(lang)]))
}

fn mapped(to: &str, of: &'static RecordType, lang: Lang) -> Result<Target, Problem> {
    if to == NOWHERE {
        return Ok(Target::Nowhere);
    }
    named(to, of).ok_or_else(|| unknown_field(to, of, lang))
}

/// That the type has no such field, with those it has.
pub fn unknown_field(name: &str, of: &RecordType, lang: Lang) -> Problem {
    let fields: Vec<_> = of.open_fields().filter(|f| !f.retired).map(|f| f.name).collect();
    let label = of.label.get(lang).to_owned();
    Problem::new(&codes::UNKNOWN_FIELD, [name.to_owned(), label, fields.join(", ")])
}

fn named(name: &str, of: &'static RecordType) -> Option<Target> {
    if name.eq_ignore_ascii_case(ID) {
        return Some(Target::Id);
    }
    field(name, of).map(Target::Field)
}

/// The field of that schema name, or of that label in either language.
pub fn field(name: &str, of: &'static RecordType) -> Option<&'static Field> {
    let exact = of.open_fields().find(|field| name.eq_ignore_ascii_case(field.name));
    let label = || {
        of.open_fields()
            .filter(|field| !field.retired)
            .find(|field| same(field.label.vi, name) || same(field.label.en, name))
    };
    exact.or_else(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::member;
    use crate::exchange::csv::{Next, Reader};

    fn heading(line: &str, map: &[(&str, &str)]) -> Result<Heading, Problem> {
        let mut reader = Reader::new(line.as_bytes(), "t.csv").unwrap();
        let Some(Next::Row(row)) = reader.next_row().unwrap() else { panic!("{line:?}") };
        let map: Vec<_> = map.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        Heading::new(&row, &member::TYPE, &map, "t.csv", Lang::En)
    }

    fn fields(line: &str, map: &[(&str, &str)]) -> Vec<(usize, &'static str)> {
        heading(line, map).unwrap().fields().map(|(column, f)| (column, f.name)).collect()
    }

    fn refused(line: &str, map: &[(&str, &str)]) -> &'static str {
        heading(line, map).err().map_or("", |problem| problem.code.0.name)
    }

    #[test]
    fn columns_are_known_by_name_label_or_the_clerks_word() {
        assert_eq!(fields("full_name,GENDER", &[]), [(0, "full_name"), (1, "gender")]);
        assert_eq!(fields(" Họ và tên ;sinh", &[]), [(0, "full_name"), (1, "birth_date")]);
        assert_eq!(
            fields("#line,TT,id,Ten", &[("tt", "-"), ("Ten", "full_name")]),
            [(3, "full_name")]
        );
        assert_eq!(heading("#unit,id,full_name,", &[]).unwrap().id(), Some(1));
    }

    #[test]
    fn what_does_not_fit_is_refused_by_name() {
        assert_eq!(refused("full_name,colour", &[]), "unknown_column");
        assert_eq!(refused("full_name,gender,Full_Name", &[]), "doubled_column");
        assert_eq!(refused("full_name,Họ và tên", &[]), "doubled_field");
        assert_eq!(refused("full_name,x", &[("x", "colour")]), "no_such_field");
        assert_eq!(refused("full_name", &[("x", "gender")]), "no_such_column");
        assert_eq!(refused("id,#note", &[]), "no_columns");
    }
}
