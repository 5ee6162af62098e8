//! Whether two members may be one person: what speaks for and against it, with its weight and its
//! wording, as panels and lists show it ("tên khác một chữ, ngày tháng đảo, cùng thôn").

mod birth;
mod faces;
pub mod names;
mod pairs;
#[cfg(test)]
mod tests;

pub use birth::at_most as birth_at_most;
pub use faces::{Face, Faces, Places};
pub use pairs::{Pair, pairs};

use super::records::{distinct, member};
use super::{Kind, Record, RecordId, Value, lookup};
use crate::lang::{Label, Lang};
use serde::{Deserialize, Serialize};

/// From this score on somebody who keys a person is told of another.
pub const LIKELY: u16 = 60;

/// From this score on two of a register are named as a pair: among so many, chance makes pairs too.
pub const PAIR: u16 = 72;

/// What speaks for or against two members being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Reason {
    /// One citizen id.
    SameCitizenId,
    /// Two citizen ids.
    OtherCitizenId,
    /// One name, wherever its tones stand.
    SameName,
    /// One name but for marks.
    NameMarksDiffer,
    /// One name, its words in another order.
    NameOrder,
    /// One name but for a letter, and one of the two writings is hardly anybody's name.
    NameSlip,
    /// One name but for a letter, though both are names.
    NameNearly,
    /// One name, a middle word of which the other leaves out.
    MiddleLeftOut,
    /// One day of birth.
    SameBirthday,
    /// One month of birth.
    SameMonth,
    /// One year of birth.
    SameYear,
    /// A year with two digits swapped.
    YearSwapped,
    /// A year with one digit different.
    YearDigit,
    /// Two years of birth.
    OtherYear,
    /// One day and month of two years.
    SameDayOfYear,
    /// Day and month swapped.
    DayMonthSwapped,
    /// Two days or months.
    OtherDay,
    /// One village.
    SameVillage,
    /// Two villages that seem to be one: several sure pairs have one member in each.
    RenamedVillage,
    /// Two villages of one commune, or of communes not known.
    OtherVillage,
    /// Villages of two communes.
    OtherCommune,
    /// One telephone.
    SamePhone,
    /// Two genders.
    OtherGender,
}

/// Reason, points, wording; in the order in which they are told.
const REASONS: &[(Reason, i16, Label)] = &[
    (Reason::SameCitizenId, 100, Label::new("cùng số định danh", "same citizen id")),
    (Reason::OtherCitizenId, -60, Label::new("khác số định danh", "other citizen id")),
    (Reason::SameName, 50, Label::new("cùng tên", "same name")),
    (Reason::NameMarksDiffer, 40, Label::new("khác dấu", "other marks")),
    (Reason::NameOrder, 40, Label::new("tên đảo chữ", "words of the name in another order")),
    (Reason::NameSlip, 40, Label::new("tên khác một chữ", "name one letter off")),
    (Reason::NameNearly, 25, Label::new("tên gần giống", "nearly the same name")),
    (Reason::MiddleLeftOut, 30, Label::new("thiếu chữ đệm", "middle name left out")),
    (Reason::SameBirthday, 35, Label::new("cùng ngày sinh", "same day of birth")),
    (Reason::SameMonth, 28, Label::new("cùng tháng năm", "same month of birth")),
    (Reason::SameYear, 20, Label::new("cùng năm", "same year")),
    (Reason::YearSwapped, 20, Label::new("năm đảo số", "year's digits swapped")),
    (Reason::YearDigit, 5, Label::new("năm lệch một số", "one digit of the year")),
    (Reason::OtherYear, -20, Label::new("khác năm", "other year")),
    (Reason::SameDayOfYear, 15, Label::new("cùng ngày tháng", "same day and month")),
    (Reason::DayMonthSwapped, 12, Label::new("ngày tháng đảo", "day and month swapped")),
    (Reason::OtherDay, -15, Label::new("khác ngày", "other day")),
    (Reason::SameVillage, 15, Label::new("cùng thôn", "same village")),
    (Reason::RenamedVillage, 10, Label::new("thôn như đã đổi tên", "village seems renamed")),
    (Reason::OtherVillage, 0, Label::new("khác thôn", "other village")),
    (Reason::OtherCommune, -15, Label::new("khác xã", "other commune")),
    (Reason::SamePhone, 25, Label::new("cùng điện thoại", "same phone")),
    (Reason::OtherGender, -30, Label::new("khác giới", "other gender")),
];

impl Reason {
    /// Its wording.
    pub fn label(self, lang: Lang) -> &'static str {
        self.row().map(|(_, _, label)| label.get(lang)).unwrap_or_default()
    }

    /// Its English name for programs: `same_citizen_id`.
    pub fn name(self) -> String {
        let mut name = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.extend(c.to_lowercase());
        }
        name
    }

    /// Its weight.
    pub fn points(self) -> i16 {
        self.row().map_or(0, |(_, points, _)| *points)
    }

    fn row(self) -> Option<&'static (Self, i16, Label)> {
        REASONS.get(self as usize).filter(|(reason, ..)| *reason == self)
    }
}

/// How much alike two members are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// 0 … 100; from [`LIKELY`] on worth showing.
    pub score: u16,
    /// Why, in a fixed order.
    pub reasons: Vec<Reason>,
}

impl Likeness {
    /// The reasons in one line: "cùng tên, cùng năm, cùng thôn".
    pub fn line(&self, lang: Lang) -> String {
        self.reasons.iter().map(|reason| reason.label(lang)).collect::<Vec<_>>().join(", ")
    }
}

/// Whether records of a type are compared: persons are.
pub fn compares(kind: Kind) -> bool {
    kind == member::KIND
}

/// The type of what says that two records are two people.
pub const DISTINCT: Kind = distinct::KIND;

/// What two records are that somebody said to be two people: the fields of a [`DISTINCT`] record.
pub fn two_people(a: RecordId, b: RecordId, note: &str) -> Vec<(u16, Option<Value>)> {
    let note = Some(note.trim()).filter(|note| !note.is_empty());
    vec![
        (distinct::A, Some(Value::Ref(a))),
        (distinct::B, Some(Value::Ref(b))),
        (distinct::NOTE, note.map(|note| Value::Text(note.to_owned()))),
    ]
}

/// The two that a [`DISTINCT`] record tells apart.
pub fn told_apart(record: &Record) -> Option<(RecordId, RecordId)> {
    let of = |tag| match record.values.get(tag) {
        Some(Value::Ref(id)) => Some(id),
        _ => None,
    };
    of(distinct::A).zip(of(distinct::B)).filter(|_| record.kind == DISTINCT)
}

/// Compares two members by themselves, without knowing which names are seldom. What one of them does
/// not tell speaks neither for nor against.
pub fn compare(a: &Record, b: &Record) -> Likeness {
    let mut faces = Faces::default();
    faces.add(a, &mut |_| None);
    faces.add(b, &mut |_| None);
    match faces.all() {
        [one, two] => faces.compare(one, two),
        _ => Likeness::default(),
    }
}

/// What of a member the search can look for besides the name: its fields and what stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The village.
    pub village: Option<(u16, RecordId)>,
    /// The telephone's exact key.
    pub phone: Option<(u16, String)>,
    /// The citizen id's exact key.
    pub citizen_id: Option<(u16, String)>,
}

impl Known {
    /// Of a member.
    pub fn of(record: &Record) -> Self {
        let keys = lookup::exact_keys(record);
        let key = |asked| keys.iter().find(|(tag, _)| *tag == asked).cloned();
        Self {
            village: member::Member(record).village().map(|id| (member::VILLAGE, id)),
            phone: key(member::PHONE),
            citizen_id: key(member::CITIZEN_ID),
        }
    }
}

/// As far as the search knows a person: what speaks for one at most.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    /// How the name is.
    pub fit: names::Fit,
    /// What the births come to at most; None where one is not known.
    pub birth: Option<i16>,
    /// Whether it is the village.
    pub village: bool,
    /// Whether it is the telephone.
    pub phone: bool,
}

impl Hint {
    /// The most that the score can be.
    pub fn at_most(self) -> u16 {
        let name = match self.fit {
            names::Fit::Same => Reason::SameName,
            names::Fit::Order => Reason::NameOrder,
            names::Fit::Letter(..) => Reason::NameSlip,
            names::Fit::LeftOut => Reason::MiddleLeftOut,
        };
        let others = [(self.village, Reason::SameVillage), (self.phone, Reason::SamePhone)];
        let others = others.into_iter().filter(|(is, _)| *is).map(|(_, reason)| reason.points());
        let sum = name.points() + self.birth.unwrap_or(0) + others.sum::<i16>();
        u16::try_from(sum.clamp(0, 100)).unwrap_or(0)
    }
}
