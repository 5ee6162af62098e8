//! What the digits of a citizen id say (12 digits: decree 137/2015, article 13; circular
//! 07/2016/TT-BCA, article 7, and 59/2021/TT-BCA, article 4): three of the province of birth
//! registration (codes from 100 on: abroad), one of century and sex, two of the year of birth, six at
//! random. There is no check digit: of a wrong digit only those of sex, century and year give
//! themselves away, and of the place those that make a code no province has.

use super::Tables;
use crate::lang::{Label, Lang};

/// Province, gender, year.
const TOLD: Label = Label::new("{0}, {1}, sinh {2}", "{0}, {1}, born {2}");
const MALE: Label = Label::new("Nam", "male");
const FEMALE: Label = Label::new("Nữ", "female");
const INVENTED_NUMBER: Label = Label::new("số thử", "invented");
const NO_PROVINCE: Label = Label::new("không rõ nơi", "no province");

/// A citizen id of 12 digits, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citizen<'a> {
    /// The first three digits.
    pub prefix: &'a str,
    /// Male (an even fourth digit) or female.
    pub male: bool,
    /// Year of birth, from the fourth to sixth digit: 1900 … 2399.
    pub year: u16,
}

/// The prefix of invented numbers: no province has it, so that no real person's number is made.
pub const INVENTED: &str = "000";

impl<'a> Citizen<'a> {
    /// None where it is not 12 digits (an old number of 9 tells nothing).
    pub fn of(digits: &'a str) -> Option<Self> {
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let sex_and_century: u16 = digits.get(3..4)?.parse().ok()?;
        let year: u16 = digits.get(4..6)?.parse().ok()?;
        Some(Self {
            prefix: digits.get(..3)?,
            male: sex_and_century.is_multiple_of(2),
            year: 1900 + 100 * (sex_and_century / 2) + year,
        })
    }

    /// Whether it was invented by `generate`: exempt from the check of its province.
    pub fn is_invented(&self) -> bool {
        self.prefix == INVENTED
    }
}

/// What the digits tell, in one line: "038 Thanh Hóa, Nam, sinh 1954". None where they are not 12.
pub fn told(digits: &str, tables: &Tables, lang: Lang) -> Option<String> {
    let citizen = Citizen::of(digits)?;
    let place = match tables.numbers().province_of(digits) {
        _ if citizen.is_invented() => INVENTED_NUMBER.get(lang),
        Some(province) => province,
        None => NO_PROVINCE.get(lang),
    };
    let gender = if citizen.male { MALE } else { FEMALE };
    let place = format!("{} {place}", citizen.prefix);
    Some(TOLD.fill(lang, &[place.as_str(), gender.get(lang), &citizen.year.to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_tell_province_sex_and_year() {
        let cases = [
            ("000054000321", true, 1954),
            ("000154000321", false, 1954),
            ("000205000321", true, 2005),
            ("000399000321", false, 2099),
            ("000999000321", false, 2399),
        ];
        for (digits, male, year) in cases {
            assert_eq!(Citizen::of(digits), Some(Citizen { prefix: "000", male, year }));
        }
        for text in ["", "123456789", "00005400032A", "00005400032１"] {
            assert_eq!(Citizen::of(text), None);
        }
        assert!(Citizen::of("000054000321").is_some_and(|citizen| citizen.is_invented()));
        assert!(Citizen::of("038054000321").is_some_and(|citizen| !citizen.is_invented()));
    }

    #[test]
    fn a_line_tells_what_the_digits_say() {
        let tables = Tables::built_in().unwrap();
        let told = |digits, lang| told(digits, &tables, lang);
        assert_eq!(told("000054000321", Lang::Vi).as_deref(), Some("000 số thử, Nam, sinh 1954"));
        assert_eq!(
            told("000154000321", Lang::En).as_deref(),
            Some("000 invented, female, born 1954")
        );
        assert_eq!(told("123456789", Lang::Vi), None);
        assert_eq!(tables.numbers().province_of("038"), Some("Thanh Hóa"));
        assert_eq!(tables.numbers().province_of("001"), Some("Hà Nội"));
    }
}
