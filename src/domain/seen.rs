//! A value looked at where it lies: what a record holds is asked for far more often than it is
//! changed, and looking copies nothing.

use super::value::{Reader, Step, Value, bad, ty};
use super::{PartialDate, RecordId};
use crate::lang::Problem;
use crate::lang::errors::domain::UNKNOWN_TYPE;

/// A value in a record's bytes; what each is [`Value`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen<'a> {
    /// Text.
    Text(&'a str),
    /// A code.
    Code(&'a str),
    /// A date.
    Date(PartialDate),
    /// Another record.
    Ref(RecordId),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
    /// A fact that changes on a day.
    Timeline(Steps<'a>),
    /// Known to be unknown.
    Unknown(&'a str),
}

/// One step of a timeline.
#[derive(Clone, Copy, Debug)]
pub struct SeenStep<'a> {
    /// The first day it holds.
    pub from: Option<PartialDate>,
    /// What holds from then on.
    pub value: Seen<'a>,
    /// Why; may be empty.
    pub reason: &'a str,
}

/// The steps of a timeline that was found whole, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps<'a>(&'a [u8]);

impl<'a> Iterator for Steps<'a> {
    type Item = SeenStep<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut reader = Reader(self.0);
        let next = step(&mut reader)?.ok()?;
        self.0 = reader.0;
        Some(next)
    }
}

impl<'a> Seen<'a> {
    /// Reads the bytes of a value of that type, all of them.
    ///
    /// # Errors
    /// As [`Value::decode`].
    pub fn read(ty: u8, bytes: &'a [u8]) -> Result<Self, Problem> {
        let value = match ty {
            ty::TEXT => text(bytes).filter(|text| !text.is_empty()).map(Self::Text),
            ty::CODE => text(bytes).filter(|text| !text.is_empty()).map(Self::Code),
            ty::DATE => {
                let mut reader = Reader(bytes);
                reader.date().flatten().filter(|_| reader.0.is_empty()).map(Self::Date)
            }
            ty::REF => bytes.try_into().ok().map(|id| Self::Ref(RecordId(id))),
            ty::WHOLE => bytes.try_into().ok().map(|n| Self::Whole(i64::from_le_bytes(n))),
            ty::FLAG => match bytes {
                [0] => Some(Self::Flag(false)),
                [1] => Some(Self::Flag(true)),
                _ => None,
            },
            ty::TIMELINE => return timeline(bytes).map(Self::Timeline),
            ty::UNKNOWN => text(bytes).map(Self::Unknown),
            _ => return Err(Problem::new(&UNKNOWN_TYPE, [ty.to_string()])),
        };
        value.ok_or_else(|| bad(ty))
    }

    /// The value, to keep.
    pub fn to_value(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.to_owned()),
            Self::Code(code) => Value::Code(code.to_owned()),
            Self::Date(date) => Value::Date(date),
            Self::Ref(id) => Value::Ref(id),
            Self::Whole(n) => Value::Whole(n),
            Self::Flag(flag) => Value::Flag(flag),
            Self::Timeline(steps) => Value::Timeline(steps.map(SeenStep::to_step).collect()),
            Self::Unknown(reason) => Value::Unknown(reason.to_owned()),
        }
    }

    /// As it holds now: a timeline's current value, any other as it is.
    pub fn now(self) -> Option<Self> {
        match self {
            Self::Timeline(steps) => steps.last().map(|step| step.value),
            other => Some(other),
        }
    }

    /// The steps of a timeline; of any other value none.
    pub fn steps(self) -> Steps<'a> {
        match self {
            Self::Timeline(steps) => steps,
            _ => Steps(&[]),
        }
    }

    /// Everything it refers to, now or in the past.
    pub fn refs(self) -> impl Iterator<Item = RecordId> {
        let of = |value| match value {
            Self::Ref(id) => Some(id),
            _ => None,
        };
        self.steps().map(|step| step.value).chain([self]).filter_map(of)
    }
}

impl SeenStep<'_> {
    fn to_step(self) -> Step {
        Step { from: self.from, value: self.value.to_value(), reason: self.reason.to_owned() }
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The next step; None behind the last.
fn step<'a>(reader: &mut Reader<'a>) -> Option<Result<SeenStep<'a>, Problem>> {
    let bad = || bad(ty::TIMELINE);
    if reader.0.is_empty() {
        return None;
    }
    let mut read = || {
        let from = reader.date().ok_or_else(bad)?;
        let ty = reader.u8().filter(|ty| *ty != ty::TIMELINE).ok_or_else(bad)?;
        let value = Seen::read(ty, reader.sized().ok_or_else(bad)?)?;
        let reason = reader.sized().and_then(text).ok_or_else(bad)?;
        Ok(SeenStep { from, value, reason })
    };
    Some(read())
}

/// A timeline whose every step can be read, in the order of their dates.
fn timeline(bytes: &[u8]) -> Result<Steps<'_>, Problem> {
    let mut reader = Reader(bytes);
    let mut last = None;
    while let Some(next) = step(&mut reader) {
        let SeenStep { from, .. } = next?;
        if last.is_some_and(|last| last > from) {
            return Err(bad(ty::TIMELINE));
        }
        last = Some(from);
    }
    last.map(|_| Steps(bytes)).ok_or_else(|| bad(ty::TIMELINE))
}
