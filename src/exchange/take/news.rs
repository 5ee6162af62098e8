//! Records that a list refers to and the register does not hold, made once for all its rows.

use super::{Choice, With};
use crate::domain::{Kind, Value, records};
use crate::exchange::{ask, import};
use crate::lang::Problem;
use crate::register::{Act, Change, Door, Request};
use crate::text::fold::fold;

/// The first of the requests made here, far from those of the rows.
const FIRST: u64 = u64::MAX / 2;

/// Makes those that are wanted, in the batch of the rows, so that they are undone with them; the
/// batch, 0 where none is begun.
pub(super) fn make(door: &mut dyn Door, choice: &Choice, with: &With<'_>) -> Result<u64, Problem> {
    let mut batch = choice.batch;
    if batch == 0 && !choice.news.is_empty() {
        let name = choice.source.name();
        let name = name.file_name().unwrap_or(name.as_os_str()).to_string_lossy();
        batch = import::begin_batch(door, import::request_id(with.seed, FIRST), &name)?;
    }
    for (n, (kind, text)) in (1_u64..).zip(&choice.news) {
        let request = import::request_id(with.seed, FIRST + n);
        one(door, (*kind, text), request, batch)?;
    }
    Ok(batch)
}

/// Makes a record of which no more is known than what it is called.
fn one(
    door: &mut dyn Door,
    (kind, text): (Kind, &str),
    request: [u8; 16],
    batch: u64,
) -> Result<(), Problem> {
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
    ask::one(door, Request::Do(Change { request, acts, accepted, batch, ..Change::default() }))?;
    Ok(())
}
