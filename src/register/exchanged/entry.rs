//! Entries of the queue: what a person has to decide, as records, and back.

use super::noted;
use super::weigh::why;
use crate::derived::store::Row;
use crate::domain::records::bundle::word;
use crate::domain::records::conflict::{
    BASE, BUNDLE, CALLED, ENDED, FIELD, KIND, OF, OTHER, RECORD, SENDER, THEIRS, TYPE, WHY,
};
use crate::domain::{Kind, RecordId, Rev, Seen, Value, lookup, records};
use crate::lang::Problem;
use crate::register::core::Core;
use crate::register::doc;
use crate::register::proto::{LedgerRow, Queued};
use crate::register::stage::Staged;
use crate::text::hex;

/// Entries read, at most.
const MOST: usize = 100_000;
/// Letters of a name that an entry keeps.
const NAME: usize = 120;

/// What is to be put into the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) record: RecordId,
    pub(crate) kind: Kind,
    pub(crate) called: String,
    pub(crate) why: &'static str,
    pub(crate) theirs: Option<Rev>,
    pub(crate) base: Option<Rev>,
    /// The other record that bears the same number, and the field's tag.
    pub(crate) other: Option<(RecordId, u16)>,
}

impl Entry {
    /// Whether it is about both sides' values.
    fn is_about_values(why: &str) -> bool {
        !matches!(why, why::TAKEN | why::LACKING)
    }

    /// Whether an entry that is open says the same of another moment.
    fn is(&self, row: &Row) -> bool {
        let known = word(&row.record.values, WHY);
        let other = self.other.map_or(String::new(), |(id, _)| id.to_string());
        match Self::is_about_values(self.why) {
            true => Self::is_about_values(known),
            false => known == self.why && word(&row.record.values, OTHER) == other,
        }
    }

    /// Ready to be written: a new one, or the one that is open brought up to date.
    pub(crate) fn staged(&self, core: &mut Core, bundle: &LedgerRow) -> Result<Staged, Problem> {
        let before = of_record(core, self.record)?.into_iter().find(|row| self.is(row));
        let mut after = match &before {
            Some(before) => before.clone(),
            None => Row::new(core.mint.id()?, KIND),
        };
        let kind = records::of(self.kind);
        let field = self.other.and_then(|(_, tag)| kind?.field(tag));
        let rev = |rev: Option<Rev>| rev.map(|rev| rev.to_string()).unwrap_or_default();
        for (tag, text) in [
            (OF, kind.map_or("", |kind| kind.name).to_owned()),
            (RECORD, self.record.to_string()),
            (BUNDLE, hex::text(&bundle.identity)),
            (SENDER, bundle.sender.clone()),
            (THEIRS, rev(self.theirs)),
            (BASE, rev(self.base)),
            (OTHER, self.other.map(|(id, _)| id.to_string()).unwrap_or_default()),
            (FIELD, field.map_or("", |field| field.name).to_owned()),
            (CALLED, self.called.chars().take(NAME).collect()),
        ] {
            after.record.values.set(tag, Some(&Value::Text(text)));
        }
        after.record.values.set(WHY, Some(&Value::Code(self.why.to_owned())));
        Ok(noted(before, after))
    }
}

/// The open entries about a record.
pub(crate) fn of_record(core: &Core, record: RecordId) -> Result<Vec<Row>, Problem> {
    let field = TYPE.field(RECORD);
    let text = record.to_string();
    let key = field.and_then(|field| lookup::key(field, Seen::Text(&text)));
    let mut rows = Vec::new();
    for id in
        key.map(|key| core.made.index.exact(KIND, RECORD, &key)).transpose()?.unwrap_or_default()
    {
        rows.extend(core.row(id)?.filter(is_open));
    }
    Ok(rows)
}

/// Whether it waits.
pub(crate) fn is_open(row: &Row) -> bool {
    row.live && row.record.values.see(ENDED).is_none()
}

/// Those about both sides' values that a revision settles which was made from theirs.
pub(crate) fn settled(
    core: &Core,
    record: RecordId,
    made_from: &[Rev],
) -> Result<Vec<Staged>, Problem> {
    let mut list = Vec::new();
    for row in of_record(core, record)? {
        let theirs = Rev::read(word(&row.record.values, THEIRS));
        let values = Entry::is_about_values(word(&row.record.values, WHY));
        if values && theirs.is_some_and(|theirs| made_from.contains(&theirs)) {
            list.push(ended(row, "elsewhere"));
        }
    }
    Ok(list)
}

/// That the sender has it after all.
pub(crate) fn found(core: &Core, record: RecordId, sender: &str) -> Result<Vec<Staged>, Problem> {
    let lacking = |row: &Row| {
        let says = |tag| word(&row.record.values, tag);
        says(WHY) == why::LACKING && says(SENDER) == sender
    };
    let rows = of_record(core, record)?.into_iter().filter(lacking);
    Ok(rows.map(|row| ended(row, "elsewhere")).collect())
}

/// What the recipient had lost goes back to them in that bundle.
pub(crate) fn offered(core: &Core, bundle: &LedgerRow) -> Result<Vec<Staged>, Problem> {
    let open = open(core)?.into_iter();
    let mut list = Vec::new();
    for entry in open.filter(|e| e.why == why::LACKING && e.sender == bundle.chain.recipient) {
        let row = core.row(entry.id)?.filter(|row| row.seq <= bundle.covers);
        list.extend(row.map(|row| ended(row, "offered")));
    }
    Ok(list)
}

/// An entry that has ended, ready to be written.
pub(crate) fn ended(row: Row, how: &str) -> Staged {
    let mut after = row.clone();
    after.record.values.set(ENDED, Some(&Value::Code(how.to_owned())));
    noted(Some(row), after)
}

/// Every open entry, the oldest first.
pub(crate) fn open(core: &Core) -> Result<Vec<Queued>, Problem> {
    let mut ids: Vec<RecordId> =
        core.every(KIND, MOST)?.into_iter().map(|record| record.id).collect();
    ids.sort_unstable();
    let mut list = Vec::new();
    for id in ids {
        if let Some(row) = core.row(id)?.filter(is_open) {
            list.extend(queued(core, &row)?);
        }
    }
    Ok(list)
}

/// An entry as it is shown.
pub(crate) fn queued(core: &Core, row: &Row) -> Result<Option<Queued>, Problem> {
    let values = &row.record.values;
    let Ok(record) = word(values, RECORD).parse() else { return Ok(None) };
    let Some(kind) = records::named(word(values, OF)).map(|kind| kind.kind) else {
        return Ok(None);
    };
    let now = core.row(record)?.filter(|row| row.live);
    let called = match now {
        Some(row) => doc::called(&row.record, &core.made.tables),
        None => word(values, CALLED).to_owned(),
    };
    let other = word(values, OTHER).parse().ok();
    Ok(Some(Queued {
        id: row.record.id,
        record,
        kind,
        called,
        why: word(values, WHY).to_owned(),
        bundle: word(values, BUNDLE).to_owned(),
        sender: word(values, SENDER).to_owned(),
        other: other.map(|id| (id, word(values, FIELD).to_owned())),
    }))
}
