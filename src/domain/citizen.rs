//! What the digits of a citizen id say (12 digits: decree 137/2015, article 13; circular
//! 07/2016/TT-BCA, article 7, and 59/2021/TT-BCA, article 4): three of the province of birth
//! registration (codes from 100 on: abroad), one of century and sex, two of the year of birth, six at
//! random. There is no check digit: of a wrong digit only those of sex, century and year give
//! themselves away, and of the place those that make a code no province has.

use super::Tables;
use crate::lang::{Label, Lang};

/// The last two digits of the year.
const YEAR: Label = Label::new(", năm {0}", ", year {0}");
const AGREES: Label = Label::new(": khớp", ": agrees");
const DIFFERS: Label = Label::new(": khác {0}", ": differs from {0}");
const GENDER: Label = Label::new("giới", "gender");
const BIRTH: Label = Label::new("năm sinh", "birth year");
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
        Some(Self {
            prefix: digits.get(..3)?,
            male: sex_and_century.is_multiple_of(2),
            year: year_of(digits)?,
        })
    }

    /// The code of the gender.
    pub fn gender(&self) -> &'static str {
        code(self.male)
    }

    /// Whether it was invented by `generate`: exempt from the check of its province.
    pub fn is_invented(&self) -> bool {
        self.prefix == INVENTED
    }
}

/// What the digits tell, in one line, and whether that is what the paper says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// "038 Thanh Hóa, Nam 19xx, năm 54: khớp".
    pub line: String,
    /// Whether it contradicts the gender or the year of birth.
    pub differs: bool,
}

/// What digits tell as far as they are typed, beside the gender and the year of birth as far as
/// these are known. None before the first three.
pub fn told(
    digits: &str,
    gender: Option<&str>,
    birth: Option<u16>,
    tables: &Tables,
    lang: Lang,
) -> Option<Told> {
    let prefix = digits.get(..3).filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let place = match tables.numbers().province_of(digits) {
        _ if prefix == INVENTED => INVENTED_NUMBER.get(lang),
        Some(province) => province,
        None => NO_PROVINCE.get(lang),
    };
    let mut line = format!("{prefix} {place}");
    let (mut told, mut differs) = (0, Vec::new());
    if let Some(sex) = digits.get(3..4).and_then(|digit| digit.parse::<u16>().ok()) {
        let male = sex.is_multiple_of(2);
        let (word, century) = (if male { MALE } else { FEMALE }, 19 + sex / 2);
        line.push_str(&format!(", {} {century}xx", word.get(lang)));
        if let Some(gender) = gender.filter(|gender| ["male", "female"].contains(gender)) {
            told += 1;
            differs.extend((gender != code(male)).then_some(GENDER.get(lang)));
        }
    }
    if let Some(year) = digits.get(4..6) {
        line.push_str(&YEAR.fill(lang, &[year]));
        if let Some((birth, says)) = birth.zip(year_of(digits)) {
            told += 1;
            differs.extend((birth != says).then_some(BIRTH.get(lang)));
        }
    }
    if !differs.is_empty() {
        line.push_str(&DIFFERS.fill(lang, &[differs.join(", ")]));
    } else if digits.len() == 12 && told > 0 {
        line.push_str(AGREES.get(lang));
    }
    Some(Told { line, differs: !differs.is_empty() })
}

/// The year in the fourth to sixth digit.
fn year_of(digits: &str) -> Option<u16> {
    let century: u16 = digits.get(3..4)?.parse().ok()?;
    let year: u16 = digits.get(4..6)?.parse().ok()?;
    Some(1900 + 100 * (century / 2) + year)
}

/// The code of that gender.
fn code(male: bool) -> &'static str {
    if male { "male" } else { "female" }
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
    fn a_line_tells_what_the_digits_say_as_they_are_typed() {
        let tables = Tables::built_in().unwrap();
        let told = |digits, gender, birth| told(digits, gender, birth, &tables, Lang::Vi);
        let line = |digits| told(digits, Some("male"), Some(1954)).map(|told| told.line);
        for (digits, says) in [
            ("038", "038 Thanh Hóa"),
            ("0380", "038 Thanh Hóa, Nam 19xx"),
            ("00005", "000 số thử, Nam 19xx"),
            ("000054", "000 số thử, Nam 19xx, năm 54"),
            ("000054000321", "000 số thử, Nam 19xx, năm 54: khớp"),
            ("0001", "000 số thử, Nữ 19xx: khác giới"),
            ("000045000321", "000 số thử, Nam 19xx, năm 45: khác năm sinh"),
            ("000254", "000 số thử, Nam 20xx, năm 54: khác năm sinh"),
            ("000145", "000 số thử, Nữ 19xx, năm 45: khác giới, năm sinh"),
            ("999", "999 không rõ nơi"),
        ] {
            assert_eq!(line(digits).as_deref(), Some(says), "{digits}");
        }
        assert_eq!(line("00"), None);
        assert_eq!(line("00005400032A"), None);
        // With nothing beside it there is nothing to agree with.
        let alone = told("000054000321", None, None).unwrap();
        assert!(alone.line.ends_with("năm 54") && !alone.differs);
        assert!(told("000154", Some("male"), None).unwrap().differs);
        let english = super::told("000154000321", Some("female"), None, &tables, Lang::En).unwrap();
        assert_eq!(english.line, "000 invented, female 19xx, year 54: agrees");
    }
}
