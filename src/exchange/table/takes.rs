//! Where a column goes, and how that is written: in `--map`, and where a map is remembered.

use crate::domain::{Field, RecordType};
use crate::exchange::heading::{self, ID, NOWHERE};
use crate::lang::{Lang, Problem};

/// Where a column goes.
#[derive(Clone, Debug)]
pub enum Takes {
    /// Nowhere.
    Nowhere,
    /// It is the record's id.
    Id,
    /// A field.
    Field(&'static Field),
    /// One part of a field's text, by its place: "Họ tên đệm" 1, "Tên" 2.
    Part(&'static Field, u8),
    /// A date, told as an age.
    Age(&'static Field),
    /// A mark there stands for that code of a choice.
    Mark(&'static Field, String),
    /// A field, and by standing in that column the code of a choice: the year of birth under "Nữ".
    Under {
        /// What stands there.
        field: &'static Field,
        /// The choice.
        by: &'static Field,
        /// Its code.
        code: String,
    },
}

impl Takes {
    /// As it is written: `-`, `id`, `full_name`, `full_name/1`, `birth_date/age`, `gender=female`,
    /// `birth_date@gender=female`.
    pub fn spec(&self) -> String {
        match self {
            Self::Nowhere => NOWHERE.to_owned(),
            Self::Id => ID.to_owned(),
            Self::Field(field) => field.name.to_owned(),
            Self::Part(field, part) => format!("{}/{part}", field.name),
            Self::Age(field) => format!("{}/age", field.name),
            Self::Mark(field, code) => format!("{}={code}", field.name),
            Self::Under { field, by, code } => format!("{}@{}={code}", field.name, by.name),
        }
    }

    /// Reads what [`spec`](Self::spec) writes; a field may go by its label too.
    ///
    /// # Errors
    /// The type has no such field.
    pub fn read(spec: &str, of: &'static RecordType, lang: Lang) -> Result<Self, Problem> {
        let spec = spec.trim();
        let named = |name: &str| heading::field(name.trim(), of);
        let found = || {
            if spec == NOWHERE {
                return Some(Self::Nowhere);
            }
            if spec.eq_ignore_ascii_case(ID) {
                return Some(Self::Id);
            }
            if let Some(field) = named(spec) {
                return Some(Self::Field(field));
            }
            if let Some((field, by)) = spec.split_once('@') {
                let (by, code) = by.split_once('=')?;
                let (field, by) = (named(field)?, named(by)?);
                return Some(Self::Under { field, by, code: code.to_owned() });
            }
            if let Some((field, code)) = spec.split_once('=') {
                return Some(Self::Mark(named(field)?, code.to_owned()));
            }
            let (field, part) = spec.rsplit_once('/')?;
            Self::of_part(named(field)?, part)
        };
        found().ok_or_else(|| heading::unknown_field(spec, of, lang))
    }

    /// A field and which part of it: empty, `1` …, `age`, `=code`.
    pub(super) fn of_part(field: &'static Field, part: &str) -> Option<Self> {
        if let Some(code) = part.strip_prefix('=') {
            return Some(Self::Mark(field, code.to_owned()));
        }
        match part {
            "" => Some(Self::Field(field)),
            "age" => Some(Self::Age(field)),
            part => Some(Self::Part(field, part.parse().ok()?)),
        }
    }

    /// The field whose text stands there, if one's does.
    pub fn field(&self) -> Option<&'static Field> {
        match self {
            Self::Nowhere | Self::Id => None,
            Self::Field(field)
            | Self::Part(field, _)
            | Self::Age(field)
            | Self::Mark(field, _)
            | Self::Under { field, .. } => Some(field),
        }
    }
}

impl PartialEq for Takes {
    fn eq(&self, other: &Self) -> bool {
        self.spec() == other.spec()
    }
}
