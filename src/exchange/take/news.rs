//! Records that a list refers to and the register does not hold, made once for all its rows.

use super::{Choice, With};
use crate::domain::{Kind, Value, records};
use crate::exchange::{ask, import};
use crate::lang::Problem;
use crate::register::{Act, Change, Door, Request};
use crate::text::fold::fold;

/// Makes those that are wanted.
pub(super) fn make(door: &mut dyn Door, choice: &Choice, with: &With<'_>) -> Result<(), Problem> {
    for (n, (kind, text)) in (1_u64..).zip(&choice.news) {
        one(door, *kind, text, import::request_id(with.seed, u64::MAX / 2 + n))?;
    }
    Ok(())
}

/// Makes a record of which no more is known than what it is called.
fn one(door: &mut dyn Door, kind: Kind, text: &str, request: [u8; 16]) -> Result<(), Problem> {
    let of = records::of(kind).ok_or_else(|| ask::unexpected("type"))?;
    let code: String = fold(text).to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let fields = of.open_fields().filter(|field| of.title.contains(&field.tag) || field.required);
    let set = fields.filter(|field| field.default.is_empty()).map(|field| {
        let value = if field.unique { code.clone() } else { text.to_owned() };
        (field.tag, Some(Value::Text(value)))
    });
    let set = set.collect::<Vec<_>>().into();
    let acts = vec![Act::Put { id: None, kind, base: None, set, source: None }];
    let accepted = vec![("*".to_owned(), text.to_owned())];
    ask::one(door, Request::Do(Change { request, acts, accepted, ..Change::default() }))?;
    Ok(())
}
