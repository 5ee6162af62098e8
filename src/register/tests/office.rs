//! Registers that exchange rows without files between them: what the tests of bundles at the door are
//! played on.

use super::known::{saved, session};
use super::*;
use crate::domain::Values;
use crate::domain::carried::Table;
use crate::domain::records::{self, bundle::word, conflict};
use crate::register::answer::Answered;
use crate::register::core::Core;
use crate::register::lock::Lock;

/// What is on its way: its line in the ledger, and its rows.
pub(super) type Parcel = (LedgerRow, PathBuf);

/// A register, and how its bundles name it.
pub(super) struct Office {
    dir: tempfile::TempDir,
    /// What is on its way outlives the machine.
    post: tempfile::TempDir,
    core: Option<Core>,
    lock: Option<Lock>,
    pub(super) name: &'static str,
    unit: &'static str,
    device: u8,
    epoch: u8,
    /// Bundles made, in all epochs: no two have one identity.
    pub(super) made: u64,
}

impl Office {
    /// A new register of that unit.
    pub(super) fn new(name: &'static str, device: u8, unit: &'static str) -> Self {
        let dir = folder();
        let new = NewRegister { code: unit.into(), name: name.into(), operator: "Lan".into() };
        create(&dir.path().join("register"), &new).unwrap();
        let mut office = Self {
            dir,
            post: folder(),
            core: None,
            lock: None,
            name,
            unit,
            device,
            epoch: 1,
            made: 0,
        };
        office.open();
        office
    }

    /// The same register on another machine.
    pub(super) fn twin(&mut self, name: &'static str, device: u8) -> Self {
        let mut twin = Self {
            dir: self.back_up().restored(),
            post: folder(),
            core: None,
            lock: None,
            name,
            unit: self.unit,
            device,
            epoch: 1,
            made: 0,
        };
        twin.open();
        twin
    }

    fn options(&self) -> Options {
        let state_home = Some(self.dir.path().join("state"));
        let dir = self.dir.path().join("register");
        Options { dir, write: true, take_over: false, state_home, segment_bytes: None }
    }

    fn open(&mut self) {
        let begun = open::begin(&self.options()).unwrap();
        let (core, lock) = begun.finish(&mut |_, _| ()).unwrap();
        assert_eq!((&core.read_only, &core.notices), (&None, &Vec::new()));
        (self.core, self.lock) = (Some(core), lock);
    }

    fn close(&mut self) {
        if let Some(mut core) = self.core.take() {
            core.checkpoint(false).unwrap();
        }
        self.lock = None;
    }

    /// The disk turns a bit in what was last written with those words.
    pub(super) fn spoil(&mut self, words: &str) {
        self.close();
        let segments = files_under(&self.dir.path().join("register/journal"));
        let holds =
            |bytes: &[u8]| bytes.windows(words.len()).rposition(|at| at == words.as_bytes());
        let found = segments.iter().find_map(|file| {
            let bytes = std::fs::read(file).unwrap();
            Some((file, holds(&bytes)?, bytes))
        });
        let (file, at, mut bytes) = found.unwrap();
        bytes[at] ^= 1;
        std::fs::write(file, bytes).unwrap();
        self.open();
    }

    pub(super) fn core(&mut self) -> &mut Core {
        self.core.as_mut().unwrap()
    }

    /// A copy of the folder as it is at rest.
    pub(super) fn back_up(&mut self) -> BackUp {
        self.close();
        let dir = folder();
        copy(self.dir.path(), dir.path());
        self.open();
        BackUp(dir)
    }

    /// The machine is lost, and the backup takes its place: a new epoch.
    pub(super) fn set_back(&mut self, to: BackUp) {
        self.close();
        self.dir = to.restored();
        self.epoch += 1;
        self.open();
    }

    /// The power goes while that bundle is taken in: so much of what it wrote is on the disk.
    pub(super) fn cut_while_taking(&mut self, parcel: &Parcel, share: f64) {
        let before = self.back_up();
        let journal = |dir: &Path| {
            let mut files = files_under(&dir.join("register/journal"));
            files.retain(|file| file.extension().is_some_and(|ending| ending == "seg"));
            files.sort();
            files.pop().unwrap()
        };
        let whole = std::fs::metadata(journal(self.dir.path())).unwrap().len();
        let taken = self.take(parcel);
        self.core = None;
        self.lock = None;
        let written = std::fs::read(journal(self.dir.path())).unwrap();
        let reach = (written.len() as u64 - whole) as f64 * share;
        std::fs::write(journal(before.0.path()), &written[..(whole + reach as u64) as usize])
            .unwrap();
        self.dir = before.0;
        let begun = open::begin(&self.options()).unwrap();
        let (core, lock) = begun.finish(&mut |_, _| ()).unwrap();
        assert_eq!(core.read_only, None);
        (self.core, self.lock) = (Some(core), lock);
        if taken.is_ok_and(|taken| !taken.before) {
            let known = self.ledger().iter().any(|row| row.identity == parcel.0.identity);
            assert!(!known || reach as u64 + whole == written.len() as u64, "half a bundle");
        }
    }

    pub(super) fn act(&mut self, act: &BundleAct) -> Result<Reply, Problem> {
        let core = self.core();
        let answered =
            exchanged::act(core, &mut session(core), clock::random().unwrap(), act, &mut |_, _| ());
        core.settle();
        core.land();
        match answered? {
            Answered::With(reply) | Answered::Written(reply, _) => Ok(reply),
            _ => panic!("no answer"),
        }
    }

    pub(super) fn chain(&self, to: &str) -> Chain {
        Chain {
            unit: self.unit.into(),
            device: [self.device; 16],
            epoch: [self.epoch; 16],
            profile: "full".into(),
            recipient: to.into(),
        }
    }

    /// A bundle of what has changed since `since`; it is the `seq`th of its chain.
    pub(super) fn collect(
        &mut self,
        to: &str,
        (since, seq): (u64, u64),
        only: Vec<RecordId>,
    ) -> Parcel {
        self.made += 1;
        let spool = self.post.path().join(format!("spool-{}-{}", self.epoch, self.made));
        let tables = records::all().iter().filter(|kind| !kind.internal).map(|kind| Table {
            kind: kind.kind,
            tags: kind.sent_fields().iter().map(|field| field.tag).collect(),
        });
        let mut tables: Vec<Table> = tables.collect();
        tables.sort_by_key(|table| table.kind);
        let extent = match (only.is_empty(), since) {
            (false, _) => Extent::Slip,
            (true, 0) => Extent::Snapshot,
            (true, _) => Extent::Delta,
        };
        let what = Collect {
            recipient: to.into(),
            tables,
            since,
            only,
            clear: false,
            spool: spool.clone(),
        };
        let made = match self.act(&BundleAct::Collect(what)).unwrap() {
            Reply::Bundles(BundleReply::Collected(made)) => made,
            other => panic!("{other:?}"),
        };
        let mut identity = [self.device; 32];
        identity[1..9].copy_from_slice(&self.made.to_le_bytes());
        identity[9] = self.epoch;
        let row = LedgerRow {
            identity,
            way: Way::Sent,
            chain: self.chain(to),
            seq,
            extent,
            sender: self.name.into(),
            covers: made.seq,
            format: 1,
            rows: made.rows,
            counts: Counts::default(),
            file: format!("densach-{}-{}-{}", self.name, self.epoch, self.made),
        };
        (row, spool)
    }

    pub(super) fn take(&mut self, (row, spool): &Parcel) -> Result<Taken, Problem> {
        let act = BundleAct::Take { row: Box::new(row.clone()), spool: spool.clone(), dry: false };
        match self.act(&act)? {
            Reply::Bundles(BundleReply::Taken(taken)) => Ok(*taken),
            other => panic!("{other:?}"),
        }
    }

    fn ask(&mut self, ask: &BundleAsk) -> BundleReply {
        match exchanged::ask(self.core(), ask).unwrap() {
            Reply::Bundles(reply) => reply,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn ledger(&mut self) -> Vec<LedgerRow> {
        match self.ask(&BundleAsk::Ledger) {
            BundleReply::Ledger(ledger) => ledger.rows,
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn queue(&mut self) -> Vec<Queued> {
        match self.ask(&BundleAsk::Queue) {
            BundleReply::Queue(list) => list,
            other => panic!("{other:?}"),
        }
    }

    /// Entries, open or ended: the record, and how it ended.
    pub(super) fn entries(&mut self) -> Vec<(RecordId, String)> {
        let records = self.core().every(conflict::KIND, 100_000).unwrap();
        let told = |entry: crate::domain::Record| {
            let of = word(&entry.values, conflict::RECORD).parse().unwrap();
            (of, word(&entry.values, conflict::ENDED).to_owned())
        };
        records.into_iter().map(told).collect()
    }

    pub(super) fn sides(&mut self, entry: RecordId) -> Sides {
        match self.ask(&BundleAsk::Sides(entry)) {
            BundleReply::Sides(sides) => *sides,
            other => panic!("{other:?}"),
        }
    }

    /// A person decides the oldest entry.
    pub(super) fn decide(&mut self, choice: Choice) {
        let conflict = self.queue()[0].id;
        self.act(&BundleAct::Decide { conflict, choice }).unwrap();
    }

    /// Saves as the worker does; the record of the first act.
    pub(super) fn save(&mut self, act: Act) -> RecordId {
        let core = self.core();
        let change = Change {
            accepted: vec![("*".into(), "thử".into())],
            ..change(clock::random().unwrap(), vec![act])
        };
        let saved = saved(core, &mut session(core), &change);
        core.settle();
        core.land();
        saved[0]
    }

    /// Sets a field of a live record.
    pub(super) fn set(&mut self, id: RecordId, tag: u16, value: Option<Value>) {
        let row = self.core().need(id).unwrap();
        self.save(edit(id, row.record.rev, row.record.kind, vec![(tag, value)]));
    }

    /// Adds a member of the own unit.
    pub(super) fn add(&mut self, name: &str) -> RecordId {
        let unit = self.core().own_unit();
        self.save(put(member::KIND, person(name, unit)))
    }

    pub(super) fn delete(&mut self, id: RecordId) {
        let base = self.core().need(id).unwrap().record.rev;
        self.save(Act::Delete { id, base });
    }

    /// The values of a live record.
    pub(super) fn values(&mut self, id: RecordId) -> Option<Values> {
        let row = self.core().row(id).unwrap();
        row.filter(|row| row.live).map(|row| row.record.values)
    }

    /// A text of a live record.
    pub(super) fn word(&mut self, id: RecordId, tag: u16) -> String {
        word(&self.values(id).unwrap(), tag).to_owned()
    }
}

/// A folder as it was.
pub(super) struct BackUp(tempfile::TempDir);

impl BackUp {
    /// A register made of it elsewhere.
    fn restored(&self) -> tempfile::TempDir {
        let file = self.0.path().join("backup");
        let options = Options {
            dir: self.0.path().join("register"),
            write: false,
            take_over: false,
            state_home: None,
            segment_bytes: None,
        };
        care::backup(&options, &file, &mut |_, _| ()).unwrap();
        let dir = folder();
        care::restore(&file, &dir.path().join("register"), &mut |_, _| ()).unwrap();
        dir
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    let mode = std::fs::metadata(from).unwrap().permissions();
    std::fs::set_permissions(to, mode).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match entry.file_type().unwrap() {
            kind if kind.is_dir() => copy(&from, &to),
            kind if kind.is_file() => drop(std::fs::copy(&from, &to).unwrap()),
            _ => {}
        }
    }
}

/// A folder that goes away, in memory where there is room: nothing here is about the disk.
pub(super) fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = tempfile::tempdir_in(memory);
    made.or_else(|_| tempfile::tempdir()).unwrap()
}
