//! A bundle that came: read and held to every rule, weighed against the register, taken in.

use super::ask::{scan, unexpected};
use super::bundle::{Bundle, BundleId, Check, Expect, Head, Ledger as Known};
use super::dispatch::{act, ledger};
use super::spooled::Spooled;
use crate::domain::carried::Table;
use crate::domain::records::unit;
use crate::domain::{RecordId, Seen};
use crate::lang::Problem;
use crate::register::exchanged::SpoolWriter;
use crate::register::{
    BundleAct, BundleReply, Chain, Counts, Door, LedgerRow, Reply, Stand, Taken, Way,
};
use crate::trust::Principal;
use std::collections::HashMap;
use std::path::Path;

/// How far units are followed upwards.
const DEPTH: usize = 32;

/// A bundle that broke no rule, ready to be taken in.
#[derive(Debug)]
pub struct Received {
    /// The bundle.
    pub bundle: Bundle,
    /// Its line in the ledger, once it is taken in.
    pub row: LedgerRow,
    spool: Spooled,
}

/// Reads a bundle for the register in that folder; `me`: the principal it must be for.
///
/// # Errors
/// The first rule that it breaks, or what the door refused.
pub fn open(
    door: &mut dyn Door,
    dir: &Path,
    file: &Path,
    (me, check): (&str, &Check<'_>),
) -> Result<Received, Problem> {
    let known = ledger(door)?.rows;
    let units = Units::read(door)?;
    let expect = Expect {
        me: Some(me),
        in_subtree: &|sender, unit| units.may_send(sender, unit),
        ledger: &|head| stand(&known, head),
    };
    let bundle = Bundle::open(file, check, &expect)?;
    let spool = Spooled::of(dir)?;
    if !bundle.was_taken() {
        fill(&bundle, &spool)?;
    }
    let row = row(&bundle);
    Ok(Received { bundle, row, spool })
}

impl Received {
    /// What it would do.
    ///
    /// # Errors
    /// What the door refused.
    pub fn look(
        &self,
        door: &mut dyn Door,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Taken, Problem> {
        self.ask(door, true, told)
    }

    /// Takes it in: once, however often it is asked.
    ///
    /// # Errors
    /// What the door refused: then nothing was changed.
    pub fn take(
        &self,
        door: &mut dyn Door,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Taken, Problem> {
        self.ask(door, false, told)
    }

    fn ask(
        &self,
        door: &mut dyn Door,
        dry: bool,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Taken, Problem> {
        let (row, spool) = (Box::new(self.row.clone()), self.spool.path().to_owned());
        match act(door, BundleAct::Take { row, spool, dry }, told)? {
            Reply::Bundles(BundleReply::Taken(taken)) => Ok(*taken),
            _ => Err(unexpected("Take")),
        }
    }
}

/// The chain that a bundle stands in.
pub fn chain(head: &Head) -> Chain {
    Chain {
        unit: head.unit.clone(),
        device: head.device,
        epoch: head.epoch,
        profile: head.profile.word().to_owned(),
        recipient: head.recipient.clone(),
    }
}

fn row(bundle: &Bundle) -> LedgerRow {
    let head = bundle.head();
    LedgerRow {
        identity: bundle.id().0,
        way: Way::Taken,
        chain: chain(head),
        seq: head.seq,
        extent: head.extent,
        sender: head.sender.clone(),
        covers: head.journal_seq,
        format: super::bundle::FORMAT_NUMBER,
        rows: bundle.row_count(),
        counts: Counts::default(),
        file: head.folder(),
    }
}

fn stand(known: &[LedgerRow], head: &Head) -> Known {
    let chain = chain(head);
    let taken =
        |row: &&LedgerRow| row.way == Way::Taken && row.chain == chain && row.seq == head.seq;
    let Stand { highest, last, format } = Stand::of(known, &chain);
    Known {
        taken: known.iter().find(taken).map(|row| BundleId(row.identity)),
        highest,
        last: last.map(BundleId),
        format,
    }
}

fn fill(bundle: &Bundle, spool: &Spooled) -> Result<(), Problem> {
    let mut writer = SpoolWriter::create(spool.path())?;
    for columns in bundle.tables() {
        let tags = columns.fields.iter().map(|field| field.tag).collect();
        writer.table(Table { kind: columns.kind, tags })?;
        bundle.rows(columns.kind, &mut |row| writer.put(row))?;
    }
    writer.finish().map(drop)
}

/// The units of this register: who stands above whom.
struct Units {
    by_code: HashMap<String, RecordId>,
    above: HashMap<RecordId, RecordId>,
}

impl Units {
    fn read(door: &mut dyn Door) -> Result<Self, Problem> {
        let mut units = Self { by_code: HashMap::new(), above: HashMap::new() };
        scan(door, unit::KIND, &mut |shown| {
            let (id, values) = (shown.record.id, &shown.record.values);
            if let Some(Seen::Text(code)) = values.see(unit::CODE) {
                units.by_code.insert(code.to_owned(), id);
            }
            if let Some(Seen::Ref(above)) = values.see(unit::PARENT) {
                units.above.insert(id, above);
            }
            Ok(())
        })?;
        Ok(units)
    }

    /// Whether a principal may send for a unit: its own, or one below it.
    fn may_send(&self, sender: &str, unit: &str) -> bool {
        let Ok(sender) = Principal::read(sender) else { return false };
        if sender.unit() == unit {
            return true;
        }
        let (Some(of), Some(mut at)) =
            (self.by_code.get(sender.unit()), self.by_code.get(unit).copied())
        else {
            return false;
        };
        for _ in 0..DEPTH {
            if at == *of {
                return true;
            }
            let Some(above) = self.above.get(&at) else { return false };
            at = *above;
        }
        false
    }
}
