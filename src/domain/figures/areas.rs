//! The places in which records are counted: what a file calls them, and which stand in one another.

use super::count::Counts;
use crate::domain::records::{unit, village};
use crate::domain::{Record, RecordId, Seen, Values};
use std::collections::{BTreeMap, HashMap};

/// How many units may stand above one another: a bound on walking upwards.
const HEIGHT: usize = 32;
/// What stands for a place that is not known.
const UNKNOWN: &str = "?";

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Where {
    /// All that the register holds.
    Register,
    /// A unit; None for those of no unit, or of one that the register does not hold.
    Unit(Option<RecordId>),
    /// A village; likewise.
    Village(Option<RecordId>),
    /// An area of the reference tables, by its code; likewise.
    Area(Option<String>),
}

/// The units and villages that were seen.
#[derive(Default)]
pub(super) struct Areas {
    units: HashMap<RecordId, (String, Option<RecordId>)>,
    villages: HashMap<RecordId, String>,
}

impl Areas {
    /// Notes a unit or a village.
    pub(super) fn see(&mut self, record: &Record) {
        let text = |tag| written(&record.values, tag).filter(|text| !text.is_empty());
        if record.kind == unit::KIND {
            let parent = match record.values.see(unit::PARENT) {
                Some(Seen::Ref(id)) => Some(id),
                _ => None,
            };
            let code = text(unit::CODE).unwrap_or(UNKNOWN);
            self.units.insert(record.id, (code.to_owned(), parent));
        } else if record.kind == village::KIND {
            let area = text(village::AREA).unwrap_or(UNKNOWN);
            let own = text(village::NUMBER).or_else(|| text(village::NAME)).unwrap_or(UNKNOWN);
            self.villages.insert(record.id, format!("{area}/{own}"));
        }
    }

    /// Every place with its name, in the order of the names: units with what stands below them.
    pub(super) fn named(self, counts: HashMap<Where, Counts>) -> Vec<(String, Where, Counts)> {
        let mut all: HashMap<Where, Counts> = HashMap::from([(Where::Register, Counts::default())]);
        all.extend(self.units.keys().map(|id| (Where::Unit(Some(*id)), Counts::default())));
        all.extend(self.villages.keys().map(|id| (Where::Village(Some(*id)), Counts::default())));
        for (place, counts) in counts {
            for place in self.around(place) {
                all.entry(place).or_default().add(&counts);
            }
        }
        let units = self.units.into_iter().map(|(id, (code, _))| (id, code));
        let (units, villages) = (unique(units), unique(self.villages));
        let name = |place: &Where| match place {
            Where::Register => "register".to_owned(),
            Where::Unit(id) => format!("unit:{}", called(&units, *id)),
            Where::Village(id) => format!("village:{}", called(&villages, *id)),
            Where::Area(code) => format!("area:{}", code.as_deref().unwrap_or(UNKNOWN)),
        };
        let mut all: Vec<_> =
            all.into_iter().map(|(place, counts)| (name(&place), place, counts)).collect();
        all.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        all
    }

    /// A place, and those it stands in; one that was not seen is not known.
    fn around(&self, place: Where) -> Vec<Where> {
        match place {
            Where::Unit(Some(id)) if self.units.contains_key(&id) => {
                let mut above = vec![id];
                while let Some((_, Some(parent))) = above.last().and_then(|id| self.units.get(id)) {
                    let known = self.units.contains_key(parent);
                    if !known || above.contains(parent) || above.len() == HEIGHT {
                        break;
                    }
                    above.push(*parent);
                }
                above.into_iter().map(|id| Where::Unit(Some(id))).collect()
            }
            Where::Unit(_) => vec![Where::Unit(None)],
            Where::Village(id) => {
                vec![Where::Village(id.filter(|id| self.villages.contains_key(id)))]
            }
            place => vec![place],
        }
    }
}

fn written(values: &Values, tag: u16) -> Option<&str> {
    match values.see(tag) {
        Some(Seen::Text(text) | Seen::Code(text)) => Some(text),
        _ => None,
    }
}

/// Names that tell places apart: those of one name have their short codes behind it.
fn unique(names: impl IntoIterator<Item = (RecordId, String)>) -> HashMap<RecordId, String> {
    let mut by_name: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for (id, name) in names {
        by_name.entry(name).or_default().push(id);
    }
    let mut names = HashMap::new();
    for (name, ids) in by_name {
        let alone = ids.len() == 1 && name != UNKNOWN;
        let name_of = |id: RecordId| match alone {
            true => name.clone(),
            false => format!("{name} {}", id.short()),
        };
        names.extend(ids.into_iter().map(|id| (id, name_of(id))));
    }
    names
}

fn called(names: &HashMap<RecordId, String>, id: Option<RecordId>) -> &str {
    id.and_then(|id| names.get(&id)).map_or(UNKNOWN, String::as_str)
}
