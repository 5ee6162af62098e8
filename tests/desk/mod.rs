//! A clerk at the desk: types at the real update and view, over a real door to a real register.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod bundles;
pub mod keys;
mod offices;
mod others;
pub mod peopled;
pub mod script;

use densach::app::import::job::{Job, Setting};
use densach::app::post::job::OfficeAt;
use densach::app::{Context, Effect, Event, Model, Start, update};
use densach::domain::{PartialDate, Record, Tables, records, show};
use densach::keys::Key;
use densach::lang::Lang;
use densach::register::socket::Doorway;
use densach::register::{
    Ask, Beside, Door, Envelope, Local, NewRegister, Options, PROTO, Reply, Request,
};
use densach::runtime::jobs::carry_out;
use densach::ui::{Look, Screen, view};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// How long an answer may take before the test is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The day of every script.
const TODAY: PartialDate = PartialDate { year: 2026, month: 5, day: 4 };

/// A pause of so many milliseconds is no typing pause: somebody went away.
const LONG: u32 = 60_000;

/// What carries requests and replies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The worker's channels.
    Direct,
    /// A Unix socket with frames.
    Socket,
}

/// How fast is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Every key waits until everything is answered and drawn.
    Slow,
    /// A whole line of keys arrives in one read, before any answer.
    Burst,
}

/// The desk.
pub struct Desk {
    model: Model,
    door: Option<Box<dyn Door>>,
    doorway: Option<Doorway>,
    beside: Option<Beside>,
    carrier: Carrier,
    pace: Pace,
    dir: PathBuf,
    _temp: Arc<tempfile::TempDir>,
    lang: Lang,
    size: (u16, u16),
    look: Look,
    /// The next ticket at the door, and whose each is: the model's, or (None) this harness's own.
    ticket: u64,
    session: u64,
    tickets: BTreeMap<u64, Option<u64>>,
    /// Those of our numbers whose answers come bit by bit until they are done.
    streams: BTreeSet<u64>,
    effects: VecDeque<Effect>,
    idle: bool,
    /// A pause of minutes is waited for; a script's `away` says that it is over.
    pub away: bool,
    /// The exit code, once left.
    pub left: Option<u8>,
    /// Keys typed so far.
    pub typed: usize,
    seed: u8,
    write: bool,
    /// Changes made by others.
    others: u8,
    /// Lists put where they are looked for.
    lists: u64,
    /// The clerk stops the next import once its first rows are in.
    pub stops: bool,
}

/// The tables, read once for all tests.
pub fn tables() -> Arc<Tables> {
    static TABLES: OnceLock<Arc<Tables>> = OnceLock::new();
    TABLES.get_or_init(|| Arc::new(Tables::built_in().unwrap())).clone()
}

impl Desk {
    /// A desk without a register: the first run.
    pub fn new(carrier: Carrier, pace: Pace, lang: Lang) -> Self {
        let temp = Arc::new(tempfile::tempdir().unwrap());
        Self::at(temp, (carrier, pace), lang, 1, true)
    }

    fn at(
        temp: Arc<tempfile::TempDir>,
        (carrier, pace): (Carrier, Pace),
        lang: Lang,
        seed: u8,
        write: bool,
    ) -> Self {
        let dir = temp.path().join("register");
        let start = Start {
            lang,
            today: TODAY,
            user: ("lan".into(), String::new()),
            operator: None,
            register: dir.exists(),
            read_only: !write,
            sample: false,
            lock_after: 10,
            folders: vec![temp.path().join("lists")],
            maps: Some(dir.join("maps")),
            outgoing: temp.path().join("outgoing"),
            office: Some(OfficeAt { dir: dir.clone(), agent: None }),
            seed: [seed; 16],
        };
        let register = start.register;
        let (model, effects) = Model::new(start, tables());
        let mut desk = Self {
            model,
            door: None,
            doorway: None,
            beside: None,
            carrier,
            pace,
            dir,
            _temp: temp,
            lang,
            size: (80, 24),
            look: Look { colour: true, glyphs: true },
            ticket: 0,
            session: 0,
            tickets: BTreeMap::new(),
            streams: BTreeSet::new(),
            effects: effects.into(),
            idle: false,
            away: false,
            left: None,
            typed: 0,
            seed,
            write,
            others: 0xE0,
            lists: 0,
            stops: false,
        };
        if register {
            desk.open();
        }
        desk.settle();
        desk
    }

    /// The program ends (its door closes) and is started again on the same register, to change it
    /// or only to look.
    pub fn restart(self, write: bool) -> Self {
        let Self { _temp, carrier, pace, lang, seed, size, door, typed, .. } = self;
        drop(door);
        let mut next = Self::at(_temp, (carrier, pace), lang, seed + 1, write);
        next.typed = typed;
        next.resize(size);
        next
    }

    /// Another size.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.size = size;
        self.event(Event::Size(size.0, size.1));
        self.settle();
    }

    /// Another look.
    pub fn look(&mut self, look: Look) {
        self.look = look;
    }

    /// Another language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Types a line of keys.
    pub fn keys(&mut self, line: &str) {
        for key in keys::read(line) {
            self.typed += 1;
            self.key(key);
        }
        self.settle();
    }

    /// Types one key.
    pub fn key(&mut self, key: Key) {
        self.event(Event::Key(key));
        if self.pace == Pace::Slow {
            self.settle();
        }
    }

    /// An event of any kind; its effects are carried out, replies are not yet waited for.
    pub fn event(&mut self, event: Event) {
        let effects = update(&mut self.model, event);
        self.effects.extend(effects);
        self.carry_out();
    }

    /// Carries out what is to be done until nothing is left, and lets the typing pause.
    pub fn settle(&mut self) {
        loop {
            self.carry_out();
            if self.answers() {
                continue;
            }
            if !std::mem::take(&mut self.idle) {
                return;
            }
            self.event(Event::Idle);
        }
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.effects.pop_front() {
            match effect {
                Effect::Send(envelope) => {
                    self.ticket += 1;
                    self.tickets.insert(self.ticket, Some(envelope.ticket));
                    let envelope = self.streamed(envelope);
                    let session = if envelope.session == 0 { 0 } else { self.session };
                    let envelope = Envelope { ticket: self.ticket, session, ..envelope };
                    self.door.as_mut().expect("a door").send(envelope).unwrap();
                }
                Effect::Create(new) => self.create(&new),
                Effect::OpenSample => panic!("the sample is the runtime's business"),
                Effect::IdleAfter(millis) => {
                    self.idle = (1..LONG).contains(&millis);
                    self.away = millis >= LONG;
                }
                Effect::Work { number, job, setting } => self.work(number, &job, &setting),
                Effect::Quit(code) => self.left = Some(code),
                Effect::Suspend | Effect::Repaint | Effect::NextLook | Effect::Bell => {}
                // What is done aside is done at once, here.
                Effect::StopWork => {}
            }
        }
    }

    /// A question whose answers come bit by bit is noted; one to end it is for our own number of it.
    fn streamed(&mut self, mut envelope: Envelope<Request>) -> Envelope<Request> {
        match &mut envelope.body {
            Request::Ask { ask: Ask::Pairs(_), .. } => {
                self.streams.insert(self.ticket);
            }
            Request::Cancel { ticket } => {
                let own = self.tickets.iter().find(|(_, model)| **model == Some(*ticket));
                *ticket = own.map_or(0, |(own, _)| *own);
            }
            _ => {}
        }
        envelope
    }

    /// Does a job aside, at once; what is told of it comes when it is done. Where the script has the
    /// clerk stop it, that is after the first rows.
    fn work(&mut self, number: u64, job: &Job, setting: &Setting) {
        let beside = self.beside.clone().expect("a register");
        let stops = matches!(job, Job::Run(_)) && std::mem::take(&mut self.stops);
        let mut told = Vec::new();
        let end = carry_out(job, setting, &beside, &mut |far| {
            told.push(far);
            !stops
        });
        if stops {
            self.event(Event::Key(Key::Esc));
        }
        for told in told.into_iter().chain([end]) {
            self.event(Event::Worked(number, told));
        }
    }

    /// A list of `tests/lists` is put where lists are looked for, newer than those before it.
    pub fn list(&mut self, name: &str) {
        let from = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lists")).join(name);
        let folder = self._temp.path().join("lists");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(from, folder.join(name)).unwrap();
        self.newest(name);
    }

    /// That file lies where files are put, newer than those before it.
    fn newest(&mut self, name: &str) {
        let folder = self._temp.path().join("lists");
        self.lists += 1;
        let day = Duration::from_secs(1_770_000_000 + self.lists * 86_400);
        let file = std::fs::File::options().append(true).open(folder.join(name)).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + day).unwrap();
    }

    fn create(&mut self, new: &NewRegister) {
        match densach::register::create(&self.dir, new) {
            Ok(()) => self.open(),
            Err(problem) => self.event(Event::Failed(problem)),
        }
    }

    fn open(&mut self) {
        let options = Options {
            dir: self.dir.clone(),
            write: self.write,
            take_over: false,
            state_home: None,
            segment_bytes: None,
        };
        let local = Local::open(&options).unwrap();
        self.doorway = Some(local.doorway());
        self.beside = Some(match self.carrier {
            Carrier::Direct => local.beside(),
            Carrier::Socket => others::beside_over_a_socket(local.doorway()),
        });
        self.door = Some(match self.carrier {
            Carrier::Direct => Box::new(local),
            Carrier::Socket => others::over_a_socket(local),
        });
        self.tickets.clear();
        self.streams.clear();
        self.ticket = 0;
        self.event(Event::Opened);
    }

    /// Takes every answer up to now; whether there was any for the model. A question of our own,
    /// asked last, tells when all the others are answered (that for drafts waits for their syncs).
    fn answers(&mut self) -> bool {
        if self.door.is_none() || self.session == 0 && self.tickets.is_empty() {
            return false;
        }
        let barrier = (self.session != 0).then(|| self.request(Request::Drafts));
        let (mut any, mut asked) = (false, barrier);
        loop {
            let reply = self.door.as_mut().unwrap().next(Some(PATIENCE)).unwrap();
            let reply = reply.expect("an answer in time");
            asked = asked.filter(|barrier| *barrier != reply.ticket);
            if Some(reply.ticket) == barrier {
                self.tickets.remove(&reply.ticket);
            } else {
                any = true;
                if matches!(reply.body, Reply::Done | Reply::Refused(_)) {
                    self.streams.remove(&reply.ticket);
                }
                self.hand(reply);
            }
            if asked.is_none() && self.streams.is_empty() || barrier.is_none() {
                return any;
            }
        }
    }

    fn hand(&mut self, reply: Envelope<Reply>) {
        if let Reply::Welcome(welcome) = &reply.body {
            self.session = welcome.session;
        }
        let Some(Some(ticket)) = self.tickets.get(&reply.ticket).copied() else { return };
        // Before there is a session nothing is watched: an answer is the end of its request.
        if self.session == 0 && !matches!(reply.body, Reply::Progress(..)) {
            self.tickets.remove(&reply.ticket);
        }
        self.event(Event::Reply(Box::new(Envelope { ticket, ..reply })));
    }

    fn ask(&mut self, ask: Ask) -> u64 {
        self.request(Request::Ask { ask, slot: 0 })
    }

    fn request(&mut self, body: Request) -> u64 {
        self.ticket += 1;
        self.tickets.insert(self.ticket, None);
        let session = self.session;
        let envelope = Envelope { proto: PROTO, session, ticket: self.ticket, body };
        self.door.as_mut().expect("a door").send(envelope).unwrap();
        self.ticket
    }

    /// Asks the register itself.
    pub fn told(&mut self, ask: Ask) -> Vec<Reply> {
        self.settle();
        let until_done = matches!(ask, Ask::Scan { .. });
        let ticket = self.ask(ask);
        let mut replies = Vec::new();
        loop {
            let reply = self.door.as_mut().unwrap().next(Some(PATIENCE)).unwrap();
            let reply = reply.expect("an answer in time");
            if reply.ticket != ticket {
                self.hand(reply);
                continue;
            }
            if until_done && reply.body == Reply::Done {
                return replies;
            }
            // Nobody may be let in just now: what was asked has been refused.
            let ended = !until_done || matches!(reply.body, Reply::Refused(_));
            replies.push(reply.body);
            if ended {
                return replies;
            }
        }
    }

    /// Every record of a type.
    pub fn records(&mut self, kind: &str) -> Vec<Record> {
        let kind = records::named(kind).expect("a type").kind;
        let mut out = Vec::new();
        for reply in self.told(Ask::Scan { kind, page: 100 }) {
            match reply {
                Reply::Rows { rows, .. } => out.extend(rows.into_iter().map(|row| row.record)),
                // With nobody let in there is nothing to be seen.
                Reply::Refused(_) => {}
                other => panic!("{other:?}"),
            }
        }
        out
    }

    /// A field of a record as files carry it; empty where there is no entry.
    pub fn field(record: &Record, name: &str) -> String {
        let kind = records::of(record.kind).unwrap();
        let field = kind.field_named(name).unwrap_or_else(|| panic!("no field {name}"));
        record.values.get(field.tag).map_or_else(String::new, |value| show::file(field, &value))
    }

    /// A record's title.
    pub fn title(&self, record: &Record) -> String {
        show::title(record, &tables(), self.lang)
    }

    /// Goes back home, giving up what is being typed.
    pub fn home(&mut self) {
        for _ in 0..9 {
            if self.model.contexts().contains(&Context::Home) {
                return;
            }
            if self.model.contexts().contains(&Context::Form) {
                self.keys("<^K>drop_draft<Enter><Enter>");
            } else {
                self.keys("<Esc>");
            }
        }
        panic!("no way home:\n{}", self.rows().join("\n"));
    }

    /// Whether text is typed on the screen that is on top.
    pub fn types(&self) -> bool {
        self.model.contexts().contains(&Context::Text)
    }

    /// The screen as it is now.
    pub fn screen(&self) -> Screen {
        view(&self.model, self.size, self.look)
    }

    /// The screen's rows as text.
    pub fn rows(&self) -> Vec<String> {
        rows(&self.screen())
    }
}

/// A screen's rows as text.
pub fn rows(screen: &Screen) -> Vec<String> {
    let area = screen.cells.area;
    (0..area.height)
        .map(|y| {
            let row: String =
                (0..area.width).map(|x| screen.cells[(x, y)].symbol().to_owned()).collect();
            row.trim_end().to_owned()
        })
        .collect()
}
