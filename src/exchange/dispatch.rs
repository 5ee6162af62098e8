//! A bundle made of what has changed, signed, laid into the outbox and noted in the ledger. The file is
//! whole and on the disk before the ledger names it: what the ledger does not know is never sent.

use super::ask::{one, reading, scan, unexpected};
use super::bundle::{
    BundleId, Columns, Extent, FORMAT_NUMBER, Figure, Head, NAMESPACE, Profile, Writer,
};
use super::courier::Office;
use super::post::{Folder, Folders, Listed, outgoing};
use super::sealed::seal;
use super::spooled::Spooled;
use crate::domain::carried::Table;
use crate::domain::figures::Counter;
use crate::domain::records::{self, unit};
use crate::domain::{Kind, PartialDate, RecordId};
use crate::lang::Problem;
use crate::lang::errors::bundle::SLIP_OUTSIDE;
use crate::lang::errors::exchange::NO_SUCH_COLUMN;
use crate::register::exchanged::{Item, SpoolReader};
use crate::register::{
    Ask, BundleAct, BundleAsk, BundleReply, Chain, Collect, Collected, Counts, Door, Ledger,
    LedgerRow, Reply, Request, Way, clock,
};
use crate::trust::{AgeKey, Signer, age_key_of};
use std::path::{Path, PathBuf};

/// Digits of a bundle's identity in its file's name.
const IN_NAME: usize = 16;

/// What is to be sent.
#[derive(Clone, Debug)]
pub struct Order {
    /// The principal it is for.
    pub recipient: String,
    /// How much of each record.
    pub profile: Profile,
    /// In the profile `fields`: their schema names, `phone` or `member.phone`.
    pub fields: Vec<String>,
    /// Everything, and not only what has changed.
    pub snapshot: bool,
    /// That member alone, who moves.
    pub slip: Option<RecordId>,
    /// Whom it is encrypted to; None: it goes as it is.
    pub seal: Option<AgeKey>,
    /// Why it goes as it is, where it holds people; noted.
    pub reason: String,
    /// Today.
    pub day: PartialDate,
}

impl Order {
    /// What of the register in that folder goes to that recipient. What holds people is encrypted to
    /// them, but for a reason that is given.
    ///
    /// # Errors
    /// There is no key to encrypt to.
    pub fn new(
        dir: &Path,
        recipient: &str,
        (profile, fields): (Profile, Vec<String>),
        clear: Option<&str>,
        day: PartialDate,
    ) -> Result<Self, Problem> {
        let seal = match profile {
            Profile::Full | Profile::Fields if clear.is_none() => Some(age_key_of(dir, recipient)?),
            _ => None,
        };
        let reason = clear.unwrap_or_default().to_owned();
        let recipient = recipient.to_owned();
        Ok(Self { recipient, profile, fields, snapshot: false, slip: None, seal, reason, day })
    }
}

/// A bundle that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its file.
    pub path: PathBuf,
    /// Its line in the ledger.
    pub row: LedgerRow,
    /// Records made here that are not this register's to send.
    pub left: u64,
}

/// The ledger of the register behind the door.
///
/// # Errors
/// What the door refused.
pub fn ledger(door: &mut dyn Door) -> Result<Ledger, Problem> {
    match one(door, reading(Ask::Bundles(BundleAsk::Ledger)))? {
        Reply::Bundles(BundleReply::Ledger(ledger)) => Ok(*ledger),
        _ => Err(unexpected("Ledger")),
    }
}

/// What is to be sent of the register in that folder: bundles of the outbox that the ledger knows and
/// nobody has acknowledged. A file that it does not know was never finished.
///
/// # Errors
/// What the door refused, the disk.
pub fn to_send(door: &mut dyn Door, dir: &Path) -> Result<Vec<Listed>, Problem> {
    let rows = ledger(door)?.rows;
    let waits =
        |file: &Listed| rows.iter().any(|row| row.way == Way::Sent && row.file == file.name);
    let mut files = outgoing(dir, Folder::Outbox)?;
    files.retain(waits);
    Ok(files)
}

/// Asks for something to be done with bundles.
pub(super) fn act(
    door: &mut dyn Door,
    act: BundleAct,
    told: &mut dyn FnMut(u64, u64),
) -> Result<Reply, Problem> {
    let request = Request::Bundle { request: clock::random()?, act };
    let replies = door.call_with(request, told)?;
    replies.into_iter().next().ok_or_else(|| unexpected("Bundle"))
}

/// Makes a bundle of the register in that folder; None where nothing has changed since the last one.
///
/// # Errors
/// A record that cannot be sent as it is, a field that is none, the signing, the disk.
pub fn make(
    door: &mut dyn Door,
    dir: &Path,
    (order, signer): (&Order, &Signer),
    told: &mut dyn FnMut(u64, u64),
) -> Result<Option<Made>, Problem> {
    let (chain, last) = last(door, order)?;
    let last = last.as_ref();
    let since = last.filter(|_| !order.snapshot).map_or(0, |last| last.covers);
    let extent = match (order.slip, since) {
        (Some(_), _) => Extent::Slip,
        (None, 0) => Extent::Snapshot,
        (None, _) => Extent::Delta,
    };
    let spool = Spooled::of(dir)?;
    let collected = collect(door, (order, since), &spool, told)?;
    if collected.rows == 0 && order.profile != Profile::Summary && extent != Extent::Snapshot {
        return Ok(None);
    }
    let head = Head {
        unit: chain.unit.clone(),
        device: chain.device,
        epoch: chain.epoch,
        seq: last.map_or(1, |last| last.seq + 1),
        extent,
        prev: last.map(|last| BundleId(last.identity)),
        profile: order.profile,
        sender: signer.public().comment().to_owned(),
        recipient: order.recipient.clone(),
        journal_seq: collected.seq,
        journal_chain: collected.chain,
        day: order.day,
    };
    let figures = match order.profile {
        Profile::Summary => figures(door, order.day)?,
        _ => Vec::new(),
    };
    let (path, id) = write(dir, &spool, (head.clone(), figures), (order, signer))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // A slip tells nothing of what else has changed.
    let covers =
        if extent == Extent::Slip { last.map_or(0, |last| last.covers) } else { collected.seq };
    let row = LedgerRow {
        identity: id.0,
        way: Way::Sent,
        chain,
        seq: head.seq,
        extent,
        sender: head.sender,
        covers,
        format: FORMAT_NUMBER,
        rows: collected.rows,
        counts: Counts::default(),
        file: name,
    };
    act(door, BundleAct::Made(Box::new(row.clone()), order.reason.clone()), told)?;
    Ok(Some(Made { path, row, left: collected.left }))
}

/// The chain that an order goes on, and the last bundle of it.
fn last(door: &mut dyn Door, order: &Order) -> Result<(Chain, Option<LedgerRow>), Problem> {
    let Ledger { own, rows } = ledger(door)?;
    let chain = Chain {
        profile: order.profile.word().to_owned(),
        recipient: order.recipient.clone(),
        ..own
    };
    let mine = rows.into_iter().filter(|row| row.way != Way::Taken && row.chain == chain);
    let last = mine.max_by_key(|row| row.seq);
    Ok((chain, last))
}

/// How many records have changed for that recipient since the last bundle of whole ones.
pub(super) fn changed(
    door: &mut dyn Door,
    office: &Office<'_>,
    recipient: &str,
    told: &mut dyn FnMut(u64, u64),
) -> Result<u64, Problem> {
    // It goes nowhere: there is nothing to encrypt, and nothing that anybody would read.
    let order = Order {
        recipient: recipient.to_owned(),
        profile: Profile::Full,
        fields: Vec::new(),
        snapshot: false,
        slip: None,
        seal: None,
        reason: String::new(),
        day: office.day,
    };
    let since = last(door, &order)?.1.map_or(0, |last| last.covers);
    let spool = Spooled::of(office.dir)?;
    let what = Collect {
        recipient: order.recipient.clone(),
        tables: tables(&order)?,
        since,
        only: Vec::new(),
        clear: false,
        spool: spool.path().to_owned(),
    };
    match act(door, BundleAct::Collect(what), told)? {
        Reply::Bundles(BundleReply::Collected(collected)) => Ok(collected.rows),
        _ => Err(unexpected("Collect")),
    }
}

fn collect(
    door: &mut dyn Door,
    (order, since): (&Order, u64),
    spool: &Spooled,
    told: &mut dyn FnMut(u64, u64),
) -> Result<Collected, Problem> {
    let only = only(door, order)?;
    let slip = order.slip.map(|who| (who, only.len() as u64));
    let what = Collect {
        recipient: order.recipient.clone(),
        tables: tables(order)?,
        since,
        only,
        clear: order.seal.is_none(),
        spool: spool.path().to_owned(),
    };
    match act(door, BundleAct::Collect(what), told)? {
        // Who moves goes, or nothing does.
        Reply::Bundles(BundleReply::Collected(collected)) => match slip {
            Some((who, rows)) if collected.rows < rows => {
                Err(Problem::new(&SLIP_OUTSIDE, [who.short()]))
            }
            _ => Ok(collected),
        },
        _ => Err(unexpected("Collect")),
    }
}

/// Who moves, with the unit they leave.
fn only(door: &mut dyn Door, order: &Order) -> Result<Vec<RecordId>, Problem> {
    let Some(id) = order.slip else { return Ok(Vec::new()) };
    let mut only = vec![id];
    let own = ledger(door)?.own.unit;
    scan(door, unit::KIND, &mut |shown| {
        let code = shown.record.values.see(unit::CODE);
        if matches!(code, Some(crate::domain::Seen::Text(code)) if code == own) {
            only.push(shown.record.id);
        }
        Ok(())
    })?;
    Ok(only)
}

/// The types that travel in that profile, by number, and the fields of each.
fn tables(order: &Order) -> Result<Vec<Table>, Problem> {
    let mut types: Vec<_> = records::all().iter().filter(|of| !of.internal).collect();
    types.sort_by_key(|of| of.kind);
    if let Some(unknown) = order.fields.iter().find(|name| {
        !types.iter().any(|of| of.sent_fields().iter().any(|field| is(name, of.name, field.name)))
    }) {
        return Err(Problem::new(&NO_SUCH_COLUMN, [unknown]));
    }
    let mut tables = Vec::new();
    for of in types.iter().filter(|_| order.profile != Profile::Summary) {
        let wanted = |field: &&crate::domain::Field| {
            order.profile == Profile::Full
                || order.fields.iter().any(|name| is(name, of.name, field.name))
                || of.kind == unit::KIND && [unit::CODE, unit::NAME, unit::PARENT].contains(&field.tag)
                // Whose record it is has to be told, whatever is told of it.
                || crate::register::exchanged::unit_field(of.kind).is_some_and(|unit| unit.tag == field.tag)
        };
        let fields = of.sent_fields();
        let named = |field: &&&crate::domain::Field| {
            order.fields.iter().any(|name| is(name, of.name, field.name))
        };
        let goes = order.profile == Profile::Full
            || of.kind == unit::KIND
            || fields.iter().any(|field| named(&field));
        if goes {
            let tags = fields.into_iter().filter(|field| wanted(field)).map(|field| field.tag);
            tables.push(Table { kind: of.kind, tags: tags.collect() });
        }
    }
    Ok(tables)
}

/// Whether a name means that field of that type.
fn is(name: &str, of: &str, field: &str) -> bool {
    name == field || name.split_once('.') == Some((of, field))
}

/// The figures of this year up to that day.
fn figures(door: &mut dyn Door, day: PartialDate) -> Result<Vec<Figure>, Problem> {
    let from = PartialDate::new(day.year, 1, 1).unwrap_or(day);
    let mut counter = Counter::new(from, day);
    for kind in Counter::kinds().collect::<Vec<Kind>>() {
        scan(door, kind, &mut |shown| {
            counter.see(&shown.record);
            Ok(())
        })?;
    }
    Ok(counter.finish().map(Figure::from).collect())
}

/// Writes the bundle into the outbox, encrypted where it is to be; its path and identity.
fn write(
    dir: &Path,
    spool: &Spooled,
    (head, figures): (Head, Vec<Figure>),
    (order, signer): (&Order, &Signer),
) -> Result<(PathBuf, BundleId), Problem> {
    let folders = Folders::of(dir);
    let outbox = folders.made(Folder::Outbox)?;
    let folder = head.folder();
    let plain = Spooled::of(dir)?;
    let mut writer = Writer::create(plain.path(), head)?;
    let mut rows = SpoolReader::open(spool.path())?;
    while let Some(item) = rows.item()? {
        match item {
            Item::Table(table) => writer.table(columns(&table))?,
            Item::Row(row) => writer.put(&row)?,
        }
    }
    let id = writer.finish(figures, &|bytes| signer.sign(NAMESPACE, bytes))?;
    let name = file_name(&folder, id);
    let Some(key) = &order.seal else {
        let path = outbox.join(format!("{name}.zip"));
        return folders.place(plain.path(), &path).map(|()| (path, id));
    };
    let path = outbox.join(format!("{name}.zip.age"));
    seal(plain.path(), key, &path)?;
    Ok((path, id))
}

/// What a bundle's file is called, before its ending: no two bundles have one name.
pub(super) fn file_name(folder: &str, id: BundleId) -> String {
    let mut digits = id.to_string();
    digits.truncate(IN_NAME);
    format!("{folder}-{digits}")
}

fn columns(table: &Table) -> Columns {
    let of = records::of(table.kind);
    let fields = of.into_iter().flat_map(|of| of.sent_fields());
    let fields = fields.filter(|field| table.tags.contains(&field.tag)).collect();
    Columns { kind: table.kind, fields }
}
