//! What was read into typed letters beyond what they say, in a few words beside the value: a
//! guessed century, the year an age makes, the paper's own word for a level.

use super::dates;
use crate::domain::tables::Choice;
use crate::domain::{FieldKind, Tables, Value};
use crate::lang::{Label, Lang};
use crate::text::fold::fold;

const CENTURY: Label = Label::new("năm {0}?", "year {0}?");
const AGE: Label = Label::new("{0} tuổi: sinh {1}", "aged {0}: born {1}");
const ON_PAPER: Label = Label::new("phiếu ghi {0}", "on paper {0}");

/// The remark to a value of such a field that was read from those letters; None where they say it
/// all.
pub fn remark(
    kind: &FieldKind,
    typed: &str,
    value: &Value,
    tables: &Tables,
    lang: Lang,
) -> Option<String> {
    let typed = typed.trim();
    match (kind.at_a_time(), value) {
        (FieldKind::PartialDate | FieldKind::Date, Value::Date(date)) => {
            let year = date.year.to_string();
            match dates::age(typed) {
                Some(age) => Some(AGE.fill(lang, &[age.to_string(), year])),
                None => dates::is_guess(typed).then(|| CENTURY.fill(lang, &[year])),
            }
        }
        (FieldKind::Choice(name), Value::Code(code)) => {
            let other = is_another_word(tables.choices(name)?.row(code)?, typed);
            other.then(|| ON_PAPER.fill(lang, &[typed]))
        }
        _ => None,
    }
}

/// Whether a row goes by that word beside its code, its key and its labels.
fn is_another_word(row: &Choice, typed: &str) -> bool {
    let word = fold(typed);
    let own = [&row.code, &row.key, &row.vi, &row.en];
    let short = word.bytes().all(|b| b.is_ascii_digit());
    let shown = [Lang::Vi, Lang::En].map(|lang| fold(&row.shown(lang)));
    !short && !own.iter().any(|own| fold(own).starts_with(&word)) && !shown.contains(&word)
}
