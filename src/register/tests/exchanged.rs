//! Two registers of one commune exchange rows: what is merged, what a person decides, what is given
//! back, what moves.

use super::*;
use crate::domain::Values;
use crate::domain::carried::Table;
use crate::domain::records::{self, conflict};
use crate::lang::errors::queue as codes;

/// A register and how its bundles name it.
struct Office {
    desk: Desk,
    door: Local,
    name: &'static str,
    device: u8,
    epoch: u8,
    sent: u64,
}

impl Office {
    fn new(name: &'static str, device: u8) -> Self {
        Self::of(Desk::new(), name, device)
    }

    fn of(desk: Desk, name: &'static str, device: u8) -> Self {
        let mut door = desk.open();
        hello(&mut door);
        Self { desk, door, name, device, epoch: 1, sent: 0 }
    }

    /// The same register on another machine.
    fn twin(&mut self, name: &'static str, device: u8) -> Self {
        let file = self.desk.dir.path().join(name);
        let desk = Desk { dir: tempfile::tempdir().unwrap(), requests: Cell::new(100) };
        care::backup(&self.desk.options(), &file, &mut |_, _| ()).unwrap();
        care::restore(&file, &desk.path(), &mut |_, _| ()).unwrap();
        Self::of(desk, name, device)
    }

    fn act(&mut self, act: BundleAct) -> Result<Reply, Problem> {
        let request = self.desk.request();
        self.door.call(Request::Bundle { request, act }).map(only)
    }

    fn collect(&mut self, to: &str, since: u64, only: Vec<RecordId>) -> (LedgerRow, PathBuf) {
        let spool =
            self.desk.dir.path().join(format!("{}-{}", self.desk.requests.get(), self.sent));
        let tables = records::all().iter().filter(|kind| !kind.internal).map(|kind| Table {
            kind: kind.kind,
            tags: kind.sent_fields().iter().map(|field| field.tag).collect(),
        });
        let mut tables: Vec<Table> = tables.collect();
        tables.sort_by_key(|table| table.kind);
        let recipient = to.to_owned();
        let what = Collect { recipient, tables, since, only, spool: spool.clone() };
        let Reply::Bundles(BundleReply::Collected(made)) =
            self.act(BundleAct::Collect(what)).unwrap()
        else {
            panic!()
        };
        self.sent += 1;
        let mut identity = [self.device; 32];
        identity[1..9].copy_from_slice(&self.sent.to_le_bytes());
        let row = LedgerRow {
            identity,
            way: Way::Sent,
            chain: Chain {
                unit: COMMUNE.into(),
                device: [self.device; 16],
                epoch: [self.epoch; 16],
                profile: "full".into(),
                recipient: to.into(),
            },
            seq: self.sent,
            extent: Extent::Delta,
            sender: self.name.into(),
            covers: made.seq,
            format: 1,
            rows: made.rows,
            counts: Counts::default(),
            file: format!("densach-{}-{}", self.name, self.sent),
        };
        (row, spool)
    }

    fn take(&mut self, (row, spool): &(LedgerRow, PathBuf)) -> Result<Taken, Problem> {
        let act = BundleAct::Take { row: Box::new(row.clone()), spool: spool.clone(), dry: false };
        match self.act(act)? {
            Reply::Bundles(BundleReply::Taken(taken)) => Ok(*taken),
            other => panic!("{other:?}"),
        }
    }

    fn queue(&mut self) -> Vec<Queued> {
        match ask(&mut self.door, Ask::Bundles(BundleAsk::Queue)) {
            Reply::Bundles(BundleReply::Queue(list)) => list,
            other => panic!("{other:?}"),
        }
    }

    fn decide(&mut self, choice: Choice) {
        let conflict = self.queue()[0].id;
        self.act(BundleAct::Decide { conflict, choice }).unwrap();
    }

    fn set(&mut self, id: RecordId, tag: u16, value: &str) {
        let base = record(&mut self.door, id).unwrap().record.rev;
        let act = edit(id, base, member::KIND, vec![(tag, text(value))]);
        save_one(&mut self.door, self.desk.request(), act);
    }

    fn values(&mut self, id: RecordId) -> Option<Values> {
        record(&mut self.door, id).map(|shown| shown.record.values)
    }

    fn word(&mut self, id: RecordId, tag: u16) -> String {
        match self.values(id).unwrap().get(tag) {
            Some(Value::Text(text)) => text,
            other => format!("{other:?}"),
        }
    }
}

/// Everything that one has goes to the other.
fn send(from: &mut Office, to: &mut Office) -> Taken {
    let bundle = from.collect(to.name, 0, Vec::new());
    to.take(&bundle).unwrap()
}

/// Two machines of one commune with the same member.
fn pair() -> (Office, Office, RecordId) {
    let mut a = Office::new("lan@1", 1);
    let unit = own_unit(&mut a.door);
    let request = a.desk.request();
    let (id, _) = save_one(&mut a.door, request, put(member::KIND, person("Nguyễn Thị Hòa", unit)));
    let b = a.twin("hoa@2", 2);
    (a, b, id)
}

#[test]
fn what_was_entered_there_is_here_and_comes_back_once() {
    let (mut a, mut b, id) = pair();
    let unit = own_unit(&mut a.door);
    let request = a.desk.request();
    let (new, rev) =
        save_one(&mut a.door, request, put(member::KIND, person("Trần Văn Bình", unit)));
    a.set(id, member::PHONE, "0912345678");
    let bundle = a.collect("hoa@2", 0, Vec::new());
    let taken = b.take(&bundle).unwrap();
    assert_eq!((taken.counts.new, taken.counts.changed, taken.counts.open), (1, 1, 0));
    assert_eq!(record(&mut b.door, new).unwrap().record.rev, rev, "the revision travels");
    assert_eq!(b.word(id, member::PHONE), "0912345678");
    // Once more: nothing happens, and nothing is sent back that came from there.
    let head = status(&mut b.door).seq;
    assert!(b.take(&bundle).unwrap().before);
    assert_eq!(status(&mut b.door).seq, head);
    let covers = bundle.0.covers;
    let (row, _) = b.collect("lan@1", covers.min(1), Vec::new());
    assert!(row.rows <= 1, "only what the twin had before: {row:?}");
    let problem = undo(&mut b.door, [77; 16], UndoWhat::Last);
    assert!(problem.is_err(), "a bundle is no one's last change");
    assert!(
        undo(&mut b.door, [78; 16], UndoWhat::Seq(head - 2)).unwrap_err().is(&codes::BUNDLE_STAYS)
    );
}

#[test]
fn different_fields_are_merged_and_both_sides_agree() {
    let (mut a, mut b, id) = pair();
    a.set(id, member::PHONE, "0912345678");
    b.set(id, member::OCCUPATION, "Giáo viên");
    assert_eq!(send(&mut a, &mut b).counts.changed, 1);
    assert_eq!(send(&mut b, &mut a).counts.open, 0);
    assert_eq!(a.values(id), b.values(id));
    assert_eq!(
        (a.word(id, member::PHONE), b.word(id, member::OCCUPATION)),
        ("0912345678".into(), "Giáo viên".into())
    );
    // And from here on it goes on without a quarrel.
    b.set(id, member::PHONE, "0987654321");
    assert_eq!(send(&mut b, &mut a).counts.open, 0);
    assert_eq!(a.word(id, member::PHONE), "0987654321");
    assert!(a.queue().is_empty() && b.queue().is_empty());
}

#[test]
fn both_change_a_field_and_a_person_decides() {
    for choice in [Choice::Ours, Choice::Theirs, Choice::Fields(vec![member::PHONE])] {
        let (mut a, mut b, id) = pair();
        a.set(id, member::PHONE, "0912345678");
        a.set(id, member::OCCUPATION, "Giáo viên");
        b.set(id, member::PHONE, "0987654321");
        b.set(id, member::OCCUPATION, "Nông dân");
        assert_eq!(send(&mut a, &mut b).counts.open, 1);
        assert_eq!(b.word(id, member::PHONE), "0987654321", "ours stays until somebody decides");
        let [entry] = &b.queue()[..] else { panic!() };
        assert_eq!(
            (entry.record, entry.why.as_str(), entry.sender.as_str()),
            (id, "both_changed", "lan@1")
        );
        let Reply::Bundles(BundleReply::Sides(sides)) =
            ask(&mut b.door, Ask::Bundles(BundleAsk::Sides(entry.id)))
        else {
            panic!()
        };
        assert_eq!(sides.tags, [member::OCCUPATION, member::PHONE]);
        assert!(sides.base.is_some());
        // The other side sees the same quarrel, and not an answer to its own.
        assert_eq!(send(&mut b, &mut a).counts.open, 1);
        assert_eq!(a.word(id, member::PHONE), "0912345678");
        b.decide(choice.clone());
        assert!(b.queue().is_empty());
        let phone = if choice == Choice::Ours { "0987654321" } else { "0912345678" };
        let work = if choice == Choice::Theirs { "Giáo viên" } else { "Nông dân" };
        assert_eq!(
            (b.word(id, member::PHONE), b.word(id, member::OCCUPATION)),
            (phone.into(), work.into())
        );
        // What was decided settles it there too.
        let taken = send(&mut b, &mut a);
        assert_eq!(taken.counts.open, 0, "{choice:?}");
        assert_eq!(a.values(id), b.values(id), "{choice:?}");
        if choice != Choice::Theirs {
            assert!(a.queue().is_empty(), "{choice:?}");
        }
        assert_eq!(send(&mut a, &mut b).counts.open, 0);
        assert_eq!(
            status(&mut a.door)
                .counts
                .iter()
                .filter(|(kind, _, _)| *kind == conflict::KIND)
                .count(),
            1
        );
    }
}

#[test]
fn a_linked_group_is_one_thing() {
    let (mut a, mut b, id) = pair();
    a.set(id, member::FULL_NAME, "Nguyễn Thị Hoa");
    let base = record(&mut b.door, id).unwrap().record.rev;
    let born = Value::Date(crate::domain::PartialDate::new(1950, 1, 1).unwrap());
    let request = b.desk.request();
    save_one(
        &mut b.door,
        request,
        edit(id, base, member::KIND, vec![(member::BIRTH_DATE, Some(born))]),
    );
    assert_eq!(send(&mut a, &mut b).counts.open, 1);
}

#[test]
fn what_was_deleted_there_goes_here_unless_it_was_changed_or_is_in_use() {
    let (mut a, mut b, id) = pair();
    let rev = record(&mut a.door, id).unwrap().record.rev;
    let request = a.desk.request();
    save_one(&mut a.door, request, Act::Delete { id, base: rev });
    let gone = a.collect("hoa@2", 0, Vec::new());
    let mut c = b.twin("c@3", 3);
    b.set(id, member::PHONE, "0912345678");
    assert_eq!(b.take(&gone).unwrap().counts.open, 1);
    assert_eq!(b.queue()[0].why, "deleted_there");
    assert!(b.values(id).is_some());
    let gone = a.collect("c@3", 0, Vec::new());
    assert_eq!(c.take(&(LedgerRow { seq: 1, ..gone.0 }, gone.1)).unwrap().counts.changed, 1);
    assert!(c.values(id).is_none());
    b.decide(Choice::Theirs);
    assert!(b.values(id).is_none() && b.queue().is_empty());
}
