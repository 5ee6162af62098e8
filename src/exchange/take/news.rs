//! Records that a list refers to and the register does not hold, made once for all its rows and in
//! their batch, so that one act undoes them too.

use super::{Choice, With};
use crate::domain::{Field, FieldKind, Find, Kind, RecordType, Value, input, records};
use crate::exchange::called::{self, choice_of, first_words, is_number};
use crate::exchange::{ask, import};
use crate::lang::Problem;
use crate::register::{Act, Ask, Change, Door, Reply, Request};

/// The first of the requests made here, far from those of the rows.
const FIRST: u64 = u64::MAX / 2;
/// Codes that are tried for a record, at most.
const CODES: u64 = 50;

/// Makes those that are wanted, in the batch of the rows; the batch, 0 where none is begun.
pub(super) fn make(door: &mut dyn Door, choice: &Choice, with: &With<'_>) -> Result<u64, Problem> {
    if choice.news.is_empty() {
        return Ok(choice.batch);
    }
    let mut making = Making { with, requests: FIRST, area: own_area(door, with)?, batch: 0 };
    making.batch = match choice.batch {
        0 => {
            let name = choice.source.path(with);
            let name = name.file_name().unwrap_or(name.as_os_str()).to_string_lossy();
            import::begin_batch(door, making.request(), &name)?
        }
        batch => batch,
    };
    for (kind, text) in &choice.news {
        making.one(door, *kind, text)?;
    }
    Ok(making.batch)
}

/// The area in which the register's own unit works: what is new lies there, too.
fn own_area(door: &mut dyn Door, with: &With<'_>) -> Result<Option<Value>, Problem> {
    let Reply::Rows { rows, .. } = ask::one(door, ask::reading(Ask::Records(vec![with.unit])))?
    else {
        return Err(ask::unexpected("Records"));
    };
    let own = rows.into_iter().next();
    let of = own.as_ref().and_then(|shown| records::of(shown.record.kind));
    let area = of.and_then(|of| of.open_fields().find(|field| is_area(field)));
    Ok(own.zip(area).and_then(|(shown, area)| shown.record.values.get(area.tag)))
}

fn is_area(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Area(_))
}

struct Making<'a> {
    with: &'a With<'a>,
    requests: u64,
    area: Option<Value>,
    batch: u64,
}

impl Making<'_> {
    fn request(&mut self) -> [u8; 16] {
        self.requests += 1;
        import::request_id(self.with.seed, self.requests)
    }

    /// Makes a record of which no more is known than what it is called; where its code is another's, with
    /// the next one.
    fn one(&mut self, door: &mut dyn Door, kind: Kind, text: &str) -> Result<(), Problem> {
        let of = records::of(kind).ok_or_else(|| ask::unexpected("type"))?;
        let mut last = ask::unexpected("Do");
        for n in 1..=CODES {
            let set = self.set(of, text, n)?;
            let acts = vec![Act::Put { id: None, kind, base: None, set: set.into(), source: None }];
            let accepted = vec![("*".to_owned(), text.to_owned())];
            let (request, batch) = (self.request(), self.batch);
            let change = Change { request, acts, accepted, batch, ..Change::default() };
            match ask::one(door, Request::Do(change))? {
                Reply::Saved { .. } => return Ok(()),
                Reply::Checks(found) => {
                    let hard = found.into_iter().find(|(_, finding)| !finding.soft);
                    last = hard.map_or(last, |(_, finding)| finding.problem);
                }
                _ => return Err(ask::unexpected("Do")),
            }
            if !of.fields.iter().any(|field| field.required && field.unique) {
                break;
            }
        }
        Err(last)
    }

    /// What a record called so says: its kind where the words begin with one, its number where they are
    /// one, a code of its own, the area of the register.
    fn set(
        &self,
        of: &'static RecordType,
        text: &str,
        n: u64,
    ) -> Result<Vec<(u16, Option<Value>)>, Problem> {
        let mut name = text.trim();
        let mut set = Vec::new();
        let needed = |field: &&Field| field.required || of.title.contains(&field.tag);
        for field in of.open_fields().filter(|field| choice_of(field).is_some()).filter(needed) {
            let begun =
                choice_of(field).and_then(|table| called::begins(self.with.tables, table, name));
            if let Some((_, rest)) = begun.filter(|_| of.title.contains(&field.tag)) {
                name = rest;
            }
            let code = begun.map_or(field.default, |(code, _)| code);
            set.push((field.tag, self.read(field, code)?));
        }
        for field in of.open_fields().filter(needed) {
            let value = match field.kind {
                _ if choice_of(field).is_some() => continue,
                FieldKind::Area(_) => self.area.clone(),
                // Whose it is nobody said: the association's own.
                _ if refers(field) => self.read(field, &self.with.unit.to_string())?,
                _ if field.unique => self.read(field, &called::code(name, n))?,
                _ if !field.default.is_empty() => self.read(field, field.default)?,
                _ if field.required || first_words(of, field) => self.read(field, name)?,
                FieldKind::Text(_) if field.find == Find::Exact && is_number(name) => {
                    self.read(field, name)?
                }
                _ => None,
            };
            set.extend(value.map(|value| (field.tag, Some(value))));
        }
        Ok(set.into_iter().filter(|(_, value)| value.is_some()).collect())
    }

    fn read(&self, field: &Field, text: &str) -> Result<Option<Value>, Problem> {
        let text = match field.kind {
            FieldKind::Text(most) => raised(text).chars().take(usize::from(most)).collect(),
            FieldKind::Name => raised(text),
            _ => text.to_owned(),
        };
        input::parse(field, &text, self.with.tables, self.with.today)
    }
}

fn refers(field: &Field) -> bool {
    matches!(field.kind.at_a_time(), FieldKind::Lookup(_))
}

/// With a capital.
fn raised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{PartialDate, RecordId, Tables, show};
    use crate::lang::Lang;

    /// What a record called so says, as files carry it.
    fn said(kind: &str, text: &str) -> String {
        let tables = Tables::built_in().unwrap();
        let with = With {
            lang: Lang::Vi,
            tables: &tables,
            today: PartialDate { year: 2026, month: 6, day: 1 },
            now: 0,
            unit: RecordId([0; 16]),
            seed: [0; 16],
            maps: None,
            outgoing: std::path::Path::new(""),
        };
        let of = records::named(kind).unwrap();
        let making = Making { with: &with, requests: 0, area: None, batch: 0 };
        let set = making.set(of, text, 1).unwrap();
        let say = |(tag, value): &(u16, Option<Value>)| {
            let field = of.field(*tag).unwrap();
            let text = show::file(field, value.as_ref().unwrap());
            format!("{}={text}", field.name)
        };
        set.iter().map(say).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_record_is_made_from_what_it_is_called() {
        assert_eq!(said("village", "thôn Phú Khê"), "kind=thon; name=Phú Khê");
        assert_eq!(said("village", "Bản Mường"), "kind=ban; name=Mường");
        assert_eq!(said("village", "Thôn 3"), "kind=thon; number=3; name=3");
        assert_eq!(
            said("unit", "chi hội thôn Phú Khê"),
            "kind=branch; code=CHTPK; name=Chi hội thôn Phú Khê"
        );
        assert!(said("clan", "Nguyễn Văn").contains("family_name=Nguyễn Văn"));
    }

    #[test]
    fn a_code_that_is_taken_gets_a_number() {
        assert_eq!([called::code("Đông Hải", 1), called::code("Đông Hải", 2)], ["DH", "DH2"]);
    }
}
