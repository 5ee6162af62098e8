//! The ledger's lines as records, and back.

use crate::derived::store::Row;
use crate::domain::records::bundle::{
    self, CHANGED, COVERS, DEVICE, EPOCH, EXTENT, FILE, FORMAT, IDENTITY, KIND, NEW, OPEN, PROFILE,
    RECIPIENT, ROWS, SAME, SENDER, SEQ, UNIT, WAY, number, word,
};
use crate::domain::records::unit;
use crate::domain::{Record, Value};
use crate::lang::Problem;
use crate::lang::errors::queue::NO_BUNDLE;
use crate::register::core::Core;
use crate::register::proto::{Chain, Counts, Extent, Ledger, LedgerRow, Receipt, Way};
use crate::register::stage::Staged;
use crate::text::hex;

/// Lines read, at most.
const MOST: usize = 1_000_000;

/// Every line with its record, by chain and number.
pub(crate) fn lines(core: &Core) -> Result<Vec<(Record, LedgerRow)>, Problem> {
    let records = core.every(KIND, MOST)?;
    let mut lines: Vec<_> =
        records.into_iter().filter_map(|record| read(&record).map(|row| (record, row))).collect();
    lines.sort_by(|(_, a), (_, b)| (&a.chain, a.seq).cmp(&(&b.chain, b.seq)));
    Ok(lines)
}

/// The same without the records.
pub(crate) fn rows(core: &Core) -> Result<Vec<LedgerRow>, Problem> {
    Ok(lines(core)?.into_iter().map(|(_, row)| row).collect())
}

/// The ledger as it is told.
pub(crate) fn all(core: &Core) -> Result<Ledger, Problem> {
    let identity = core.journal.identity();
    let (device, epoch) = (identity.device, identity.epoch);
    let unit = core.need(core.own_unit())?;
    let unit = word(&unit.record.values, unit::CODE).to_owned();
    Ok(Ledger { own: Chain { unit, device, epoch, ..Chain::default() }, rows: rows(core)? })
}

fn read(record: &Record) -> Option<LedgerRow> {
    let values = &record.values;
    let digits = |tag| hex::read::<16>(word(values, tag).as_bytes());
    Some(LedgerRow {
        identity: hex::read(word(values, IDENTITY).as_bytes())?,
        way: Way::ALL.iter().find(|(code, _)| *code == word(values, WAY))?.1,
        chain: Chain {
            unit: word(values, UNIT).to_owned(),
            device: digits(DEVICE)?,
            epoch: digits(EPOCH)?,
            profile: word(values, PROFILE).to_owned(),
            recipient: word(values, RECIPIENT).to_owned(),
        },
        seq: number(values, SEQ),
        extent: Extent::ALL.iter().find(|(code, _)| *code == word(values, EXTENT))?.1,
        sender: word(values, SENDER).to_owned(),
        covers: number(values, COVERS),
        format: number(values, FORMAT),
        rows: number(values, ROWS),
        counts: Counts {
            new: number(values, NEW),
            changed: number(values, CHANGED),
            same: number(values, SAME),
            open: number(values, OPEN),
        },
        file: word(values, FILE).to_owned(),
    })
}

/// The line as it will stand: a new record, or another state of that one.
pub(crate) fn line(core: &mut Core, row: &LedgerRow, before: Option<Row>) -> Result<Row, Problem> {
    let mut after = match before {
        Some(before) => before,
        None => Row::new(core.mint.id()?, KIND),
    };
    let mut text = |tag, text: &str| {
        let text = Some(Value::Text(text.to_owned())).filter(|_| !text.is_empty());
        after.record.values.set(tag, text.as_ref());
    };
    text(IDENTITY, &hex::text(&row.identity));
    text(UNIT, &row.chain.unit);
    text(DEVICE, &hex::text(&row.chain.device));
    text(EPOCH, &hex::text(&row.chain.epoch));
    text(PROFILE, &row.chain.profile);
    text(RECIPIENT, &row.chain.recipient);
    text(EXTENT, row.extent.code());
    text(SENDER, &row.sender);
    text(FILE, &row.file);
    for (tag, number) in [
        (SEQ, row.seq),
        (COVERS, row.covers),
        (FORMAT, row.format),
        (ROWS, row.rows),
        (NEW, row.counts.new),
        (CHANGED, row.counts.changed),
        (SAME, row.counts.same),
        (OPEN, row.counts.open),
    ] {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        after.record.values.set(tag, Some(&Value::Whole(number)));
    }
    after.record.values.set(WAY, Some(&Value::Code(row.way.code().to_owned())));
    debug_assert_eq!(read(&after.record).as_ref(), Some(row), "{}", bundle::TYPE.name);
    Ok(after)
}

/// The lines that a receipt changes: those up to its highest number were received. An older receipt
/// that comes late takes nothing back.
pub(crate) fn acknowledge(core: &mut Core, receipt: &Receipt) -> Result<Vec<Staged>, Problem> {
    let mine: Vec<_> = lines(core)?
        .into_iter()
        .filter(|(_, row)| row.way != Way::Taken && row.chain == receipt.chain)
        .collect();
    let sent = |row: &LedgerRow| (row.identity, row.seq) == (receipt.identity, receipt.seq);
    if !mine.iter().any(|(_, row)| sent(row)) {
        return Err(Problem::new(&NO_BUNDLE, [hex::text(&receipt.identity)]));
    }
    let mut list = Vec::new();
    for (record, mut row) in mine {
        if row.way == Way::Sent && row.seq <= receipt.highest {
            row.way = Way::Acknowledged;
            let before = core.need(record.id)?;
            let after = line(core, &row, Some(before.clone()))?;
            list.push(super::noted(Some(before), after));
        }
    }
    Ok(list)
}
