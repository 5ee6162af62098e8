//! Control totals: what was entered of a batch, added up by the register, against what was added up
//! on paper before anybody typed. A form that was skipped, typed twice or mistyped shows in them.

use super::{FieldKind, Find, Record, Seen, records};
use serde::{Deserialize, Serialize};

/// The digits of a citizen id that are added up: the last six, which tell people apart.
const DIGITS: u64 = 1_000_000;

/// What the records of a batch come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many there are.
    pub count: u64,
    /// The sum of the years of birth, where one is known.
    pub years: u64,
    /// The sum of the last six digits of the citizen ids, where one is known.
    pub ids: u64,
}

impl Totals {
    /// Adds a record, whatever its type: its year, and the last digits of its citizen id.
    pub fn add(&mut self, record: &Record) {
        self.count += 1;
        let Some(kind) = records::of(record.kind) else { return };
        for field in kind.fields {
            match (field.find, field.kind, record.values.see(field.tag)) {
                (Find::Year, _, Some(Seen::Date(date))) => self.years += u64::from(date.year),
                (_, FieldKind::CitizenId, Some(Seen::Text(id))) => {
                    self.ids += id.parse::<u64>().unwrap_or(0) % DIGITS;
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check::tests::record;
    use crate::domain::records::{member, village};

    #[test]
    fn years_and_last_digits_are_added_up_where_they_are_known() {
        let mut totals = Totals::default();
        let people: [&[(&str, &str)]; 3] = [
            &[
                ("full_name", "Lê Mai"),
                ("birth_date", "12/03/1961"),
                ("citizen_id", "000161999999"),
            ],
            &[("full_name", "Lê Lai"), ("birth_date", "1954"), ("citizen_id", "000054000002")],
            &[("full_name", "Lê Lợi"), ("birth_date", "? không rõ")],
        ];
        for (n, fields) in (1..).zip(people) {
            totals.add(&record(n, &member::TYPE, fields));
        }
        assert_eq!(totals, Totals { count: 3, years: 1961 + 1954, ids: 999_999 + 2 });
        totals.add(&record(9, &village::TYPE, &[("name", "Phú Khê")]));
        assert_eq!(totals.count, 4);
    }
}
