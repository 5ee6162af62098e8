//! What numbers begin with: the prefixes of telephones and of citizen ids.

use super::{csv, embedded};
use crate::lang::Problem;
use std::collections::BTreeMap;

/// Prefixes of telephones and citizen ids.
#[derive(Clone, Debug)]
pub struct Numbers {
    /// Three digits → the operator.
    mobile: BTreeMap<String, String>,
    /// Four digits of the 11-digit numbers of before 2018 → three of today.
    converted: BTreeMap<String, String>,
    /// Three digits → the province of before 01/07/2025.
    provinces: BTreeMap<String, String>,
}

impl Numbers {
    pub(super) fn built_in() -> Result<Self, Problem> {
        let mut mobile = BTreeMap::new();
        csv::read("phone_prefixes", embedded::MOBILE, ["prefix", "operator"], |_, [a, b]| {
            mobile.insert(a.to_owned(), b.to_owned());
            Some(())
        })?;
        let mut converted = BTreeMap::new();
        csv::read("phone_old11_to_10", embedded::CONVERTED, ["old", "new"], |_, [a, b]| {
            converted.insert(a.to_owned(), b.to_owned());
            Some(())
        })?;
        let mut provinces = BTreeMap::new();
        let header = ["prefix", "old_province", "old_name", "new_province"];
        csv::read("cccd_province", embedded::CITIZEN, header, |_, [prefix, _, name, _]| {
            let name = name.strip_prefix("Thành phố ").unwrap_or(name);
            provinces.insert(prefix.to_owned(), name.to_owned());
            Some(())
        })?;
        Ok(Self { mobile, converted, provinces })
    }

    /// Whether a mobile number of today begins so.
    pub fn is_mobile(&self, digits: &str) -> bool {
        digits.get(..3).is_some_and(|prefix| self.mobile.contains_key(prefix))
    }

    /// An 11-digit mobile number of before 2018 as it reads today.
    pub fn converted(&self, digits: &str) -> Option<String> {
        let (prefix, rest) = digits.split_at_checked(4)?;
        self.converted.get(prefix).map(|new| format!("{new}{rest}"))
    }

    /// The province of birth registration that a citizen id begins with.
    pub fn province_of(&self, citizen_id: &str) -> Option<&str> {
        self.provinces.get(citizen_id.get(..3)?).map(String::as_str)
    }

    /// The prefixes of citizen ids, with their provinces.
    pub fn provinces(&self) -> impl Iterator<Item = (&str, &str)> {
        self.provinces.iter().map(|(prefix, name)| (prefix.as_str(), name.as_str()))
    }

    /// The prefixes of mobile numbers.
    pub fn mobile(&self) -> impl Iterator<Item = &str> {
        self.mobile.keys().map(String::as_str)
    }

    /// An amendment of the mobile prefixes.
    pub(super) fn amend_phone(
        &mut self,
        code: &str,
        field: &str,
        old: &str,
        new: &str,
    ) -> Option<()> {
        let three_digits = code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
        match (field, old, new) {
            ("row", "", _) if three_digits && !new.is_empty() => {
                self.mobile.insert(code.to_owned(), new.to_owned()).is_none().then_some(())
            }
            ("row", _, "") if self.mobile.get(code)? == old => self.mobile.remove(code).map(|_| ()),
            ("operator", _, _) if self.mobile.get(code)? == old && !new.is_empty() => {
                self.mobile.insert(code.to_owned(), new.to_owned()).map(|_| ())
            }
            _ => None,
        }
    }
}
