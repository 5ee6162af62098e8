//! The door, on the real journal and the real derived files in folders that go away. What can be
//! asked through a door is asked through both: in the process and over a socket.

mod alike;
mod batches;
mod beside;
mod caring;
mod crashes;
mod doors;
mod drafts;

mod histories;
mod holders;
mod known;
mod looking;
mod lost;
mod office;
mod people;
mod quarrels;
mod saves;
mod undoing;

use super::socket::Client;
use super::*;
use crate::domain::records::{member, operator, unit, village};
use crate::domain::{Finding, Kind, RecordId, Rev, Step, Value};
use std::cell::Cell;
use std::os::unix::net::UnixStream;
use std::path::Path;

/// A commune of 2025 with a name to find it by.
const COMMUNE: &str = "15889";

/// A register in a folder of its own.
struct Desk {
    dir: tempfile::TempDir,
    requests: Cell<u8>,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap(), requests: Cell::new(0) };
        let new = NewRegister {
            code: COMMUNE.into(),
            name: "Hội Khuyến học xã Hoằng Phú".into(),
            operator: "Lan".into(),
        };
        create(&desk.path(), &new).unwrap();
        desk
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("register")
    }

    fn options(&self) -> Options {
        let state_home = Some(self.dir.path().join("state"));
        Options { dir: self.path(), write: true, take_over: false, state_home, segment_bytes: None }
    }

    fn open(&self) -> Local {
        Local::open(&self.options()).unwrap()
    }

    fn reader(&self) -> Local {
        Local::open(&Options { write: false, ..self.options() }).unwrap()
    }

    fn request(&self) -> [u8; 16] {
        self.requests.set(self.requests.get() + 1);
        [self.requests.get(); 16]
    }
}

/// Says Hello as the only operator.
fn hello(door: &mut dyn Door) -> Welcome {
    hello_as(door, None).unwrap()
}

fn hello_as(door: &mut dyn Door, operator: Option<&str>) -> Result<Welcome, Problem> {
    let operator = operator.map(str::to_owned);
    let request =
        Request::Hello { operator, pin: None, user: "lan".into(), ssh: "10.0.0.7 1 2 3".into() };
    match only(door.call(request)?) {
        Reply::Welcome(welcome) => Ok(*welcome),
        other => panic!("{other:?}"),
    }
}

fn only(mut replies: Vec<Reply>) -> Reply {
    assert_eq!(replies.len(), 1, "{replies:?}");
    replies.remove(0)
}

fn ask(door: &mut dyn Door, ask: Ask) -> Reply {
    only(door.call(Request::Ask { ask, slot: 0 }).unwrap())
}

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

fn since_ever(value: Value) -> Option<Value> {
    Some(Value::Timeline(vec![Step { from: None, value, reason: String::new() }]))
}

/// The fields of a member of that unit.
fn person(name: &str, unit: RecordId) -> Vec<(u16, Option<Value>)> {
    vec![
        (member::FULL_NAME, text(name)),
        (member::GENDER, Some(Value::Code("female".into()))),
        (member::UNIT, since_ever(Value::Ref(unit))),
        (member::STATUS, since_ever(Value::Code("active".into()))),
    ]
}

fn put(kind: Kind, set: Vec<(u16, Option<Value>)>) -> Act {
    Act::Put { id: None, kind, base: None, set: set.into(), source: None }
}

fn edit(id: RecordId, base: Rev, kind: Kind, set: Vec<(u16, Option<Value>)>) -> Act {
    Act::Put { id: Some(id), kind, base: Some(base), set: set.into(), source: None }
}

fn change(request: [u8; 16], acts: Vec<Act>) -> Change {
    Change { request, acts, ..Change::default() }
}

/// Saves; the revisions by act and the seqs.
fn save(door: &mut dyn Door, change: Change) -> (Vec<(RecordId, Rev)>, (u64, u64)) {
    match only(door.call(Request::Do(change)).unwrap()) {
        Reply::Saved { revs, seqs, .. } => (revs, seqs),
        other => panic!("not saved: {other:?}"),
    }
}

/// Saves one act.
fn save_one(door: &mut dyn Door, request: [u8; 16], act: Act) -> (RecordId, Rev) {
    save(door, change(request, vec![act])).0[0]
}

fn checks(door: &mut dyn Door, change: Change) -> Vec<(usize, Finding)> {
    match only(door.call(Request::Do(change)).unwrap()) {
        Reply::Checks(found) => found,
        other => panic!("{other:?}"),
    }
}

fn refused(door: &mut dyn Door, request: Request) -> Problem {
    door.call(request).unwrap_err()
}

fn record(door: &mut dyn Door, id: RecordId) -> Option<Shown> {
    match ask(door, Ask::Records(vec![id])) {
        Reply::Rows { mut rows, .. } => rows.pop(),
        other => panic!("{other:?}"),
    }
}

fn find(door: &mut dyn Door, kind: Kind, text: &str) -> Vec<RecordId> {
    let query = crate::derived::search::Query {
        kind: Some(kind),
        text: text.into(),
        limit: 50,
        ..Default::default()
    };
    match ask(door, Ask::Find(query)) {
        Reply::Page { found, .. } => found.hits.iter().map(|hit| hit.id).collect(),
        other => panic!("{other:?}"),
    }
}

fn history(door: &mut dyn Door, id: RecordId) -> Vec<Entry> {
    match ask(door, Ask::History(id)) {
        Reply::History(entries) => entries,
        other => panic!("{other:?}"),
    }
}

fn digest(door: &mut dyn Door) -> [u8; 32] {
    match ask(door, Ask::Digest) {
        Reply::Digest(digest) => digest,
        other => panic!("{other:?}"),
    }
}

fn status(door: &mut dyn Door) -> Status {
    match ask(door, Ask::Status) {
        Reply::Status(status) => status,
        other => panic!("{other:?}"),
    }
}

fn undo(door: &mut dyn Door, request: [u8; 16], what: UndoWhat) -> Result<Reply, Problem> {
    door.call(Request::Undo { request, what }).map(only)
}

fn redo(door: &mut dyn Door, request: [u8; 16]) -> Result<Reply, Problem> {
    door.call(Request::Redo { request }).map(only)
}

fn bye(mut door: impl Door) {
    assert_eq!(only(door.call(Request::Bye).unwrap()), Reply::Done);
}

/// Runs a test twice: through the door in the process, and over a socket.
fn both(test: impl Fn(&Desk, &mut dyn Door)) {
    let desk = Desk::new();
    test(&desk, &mut desk.open());
    let desk = Desk::new();
    let local = desk.open();
    let (near, far) = UnixStream::pair().unwrap();
    local.doorway().serve(far).unwrap();
    test(&desk, &mut Client::new(near).unwrap());
}

/// The files under a folder.
fn files_under(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for path in files::read_dir(dir).unwrap() {
        if path.is_dir() {
            all.extend(files_under(&path));
        } else {
            all.push(path);
        }
    }
    all
}

/// A village of the commune.
fn hamlet(number: u8) -> Act {
    put(
        village::KIND,
        vec![
            (village::NUMBER, text(&number.to_string())),
            (village::VILLAGE_KIND, Some(Value::Code("thon".into()))),
            (village::NAME, text("Phú Khê")),
            (village::AREA, Some(Value::Code(format!("2025-07:{COMMUNE}")))),
        ],
    )
}

fn name_of(door: &mut dyn Door, id: RecordId) -> String {
    match record(door, id).unwrap().record.values.get(member::FULL_NAME) {
        Some(Value::Text(name)) => name,
        other => panic!("{other:?}"),
    }
}

fn technician(name: &str) -> Act {
    put(
        operator::KIND,
        vec![
            (operator::SHORT_NAME, text(name)),
            (operator::ROLE, Some(Value::Code("technician".into()))),
        ],
    )
}

fn own_unit(door: &mut dyn Door) -> RecordId {
    match ask(door, Ask::Resolve { kind: Some(unit::KIND), text: COMMUNE.into() }) {
        Reply::Page { rows, .. } => rows[0].record.id,
        other => panic!("{other:?}"),
    }
}
