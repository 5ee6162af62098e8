//! What all screens share: the language, the tables, who is keying, and the way to the door.

pub(crate) mod slot;

use super::form::Snap;
use super::keyer::Keyer;
use super::post::job::OfficeAt;
use super::{Effect, Start};
use crate::domain::{Kind, PartialDate, Pin, Record, Right, Role, Tables};
use crate::lang::{Label, Lang, Problem};
use crate::register::{Ask, Envelope, PROTO, Reply, Request, UndoWhat, Welcome};
use crate::text::compose::{Composer, Method};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Which screen of the stack a reply is for. 0 is the program itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LayerId(pub(crate) u32);

/// Why a request was sent: what its reply is to be taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Hello,
    /// Who may be named.
    Who,
    Unlock,
    PinSet,
    PinCleared,
    Reveal,
    Status,
    /// The register's own layouts.
    Layouts,
    /// Its own name codes.
    NameCodes,
    Watch,
    Drafts,
    Bye,
    Find,
    Preview,
    /// The values of a filter being typed.
    Offers,
    Candidates,
    /// Reading a look-up field by its words: the field's tag.
    Resolve(u16),
    Check,
    Twins,
    /// The same, to be looked at now.
    Alike,
    /// What waits to be decided, an entry of it, and deciding it.
    Conflicts,
    Conflict,
    Decide,
    /// Two records are told apart.
    KeepBoth,
    /// Two records are made one.
    Merge,
    /// Reading a record again into which another was merged.
    Merged,
    /// The pairs of the register.
    Pairs,
    /// Reading the two of a pair.
    Pair,
    Save,
    /// Keeping a draft: the state of the form it holds.
    KeepDraft(u64),
    DropDraft,
    /// Reading the record of a draft.
    DraftOf,
    /// Reading the batch that a draft was typed in.
    BatchOf,
    /// Writing down how a batch is entered from now on.
    BatchGoesOn,
    /// What was entered of a batch.
    Tally,
    CloseBatch,
    /// The batches that are open.
    Batches,
    /// Which number comes next.
    Highest,
    /// Reading saved records again that were changed since.
    Saved,
    /// Reading a record again that somebody else changed.
    Reload,
    Record,
    History,
    Referring,
    /// What an undo would take back.
    NextUndo,
    /// What a redo would do again.
    NextRedo,
    Undo,
    Redo,
    /// The history of what was undone.
    Undone,
    /// The history of what was done again.
    Redone,
    Delete,
    /// Reading the records that a status act is to be about.
    Subjects,
    /// A status act.
    StatusAct,
    /// Reading which records a bulk edit is to be about.
    BulkOf,
    /// A bulk edit: reading, checking, saving.
    Bulk,
    /// What the keying came to: kept, and to be shown.
    KeepWork,
    Work,
    /// History before the oldest change that is shown.
    Older,
    /// Reading a record that is to be opened.
    OpenRecord,
}

/// What the status line says until the next key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Note {
    /// Something went as it should.
    Said(Label, Vec<String>),
    /// Something did not: what, and what to do.
    Wrong(Problem),
}

/// What all screens share.
pub(crate) struct Desk {
    pub(crate) lang: Lang,
    pub(crate) today: PartialDate,
    pub(crate) tables: Arc<Tables>,
    user: (String, String),
    pub(crate) operator: Option<String>,
    pub(crate) who: Option<Welcome>,
    pub(crate) sample: bool,
    pub(crate) read_only: bool,
    pub(crate) gone: Option<Problem>,
    /// Minutes without a key after which the screen is locked; 0 for never.
    pub(crate) lock_after: u32,
    pub(crate) composer: Composer,
    pub(crate) note: Option<Note>,
    pub(crate) effects: Vec<Effect>,
    pub(crate) size: (u16, u16),
    /// The register's own layouts.
    pub(crate) own_layouts: Vec<Record>,
    /// Its own name codes.
    pub(crate) own_codes: Vec<Record>,
    /// Whether the cursor goes on by itself once a field is full.
    pub(crate) goes_on: bool,
    /// The layout each type was last entered in.
    pub(crate) last_layout: BTreeMap<Kind, String>,
    /// What fields hold that are kept until they are changed.
    pub(crate) kept: BTreeMap<(Kind, u16), Snap>,
    /// What is being keyed.
    pub(crate) keyer: Keyer,
    /// Who made the last change this session was told of.
    pub(crate) last_changed_by: String,
    /// Where lists are looked for that are to be taken in.
    pub(crate) folders: Vec<PathBuf>,
    /// Where it is remembered where their columns went.
    pub(crate) maps: Option<PathBuf>,
    /// The folder that lists go out into.
    pub(crate) outgoing: PathBuf,
    /// Where the register's post is; None: a register without one.
    pub(crate) office: Option<OfficeAt>,
    /// The number of the work aside.
    pub(crate) work: u64,
    ticket: u64,
    layers: u32,
    request: u128,
    waiting: BTreeMap<u64, (LayerId, Why)>,
    slots: BTreeMap<u8, u64>,
}

impl Desk {
    pub(crate) fn new(start: Start, tables: Arc<Tables>) -> Self {
        let method = if start.lang == Lang::Vi { Method::Telex } else { Method::Off };
        Self {
            lang: start.lang,
            today: start.today,
            tables,
            user: start.user,
            operator: start.operator,
            who: None,
            sample: start.sample,
            read_only: start.read_only,
            gone: None,
            lock_after: start.lock_after,
            composer: Composer::new(method),
            note: None,
            effects: Vec::new(),
            size: (80, 24),
            own_layouts: Vec::new(),
            own_codes: Vec::new(),
            goes_on: true,
            last_layout: BTreeMap::new(),
            kept: BTreeMap::new(),
            keyer: Keyer::default(),
            last_changed_by: String::new(),
            folders: start.folders,
            maps: start.maps,
            outgoing: start.outgoing,
            office: start.office,
            work: 0,
            ticket: 0,
            layers: 0,
            request: u128::from_be_bytes(start.seed),
            waiting: BTreeMap::new(),
            slots: BTreeMap::new(),
        }
    }

    /// Another one with the same settings, to try something out on: what it asks goes nowhere.
    pub(crate) fn aside(&self) -> Self {
        let start = Start {
            lang: self.lang,
            today: self.today,
            user: Default::default(),
            operator: None,
            register: true,
            read_only: self.read_only,
            sample: self.sample,
            lock_after: 0,
            folders: Vec::new(),
            maps: None,
            outgoing: self.outgoing.clone(),
            office: None,
            seed: [0; 16],
        };
        let mut aside = Self::new(start, Arc::clone(&self.tables));
        aside.composer.set_method(self.composer.method());
        (aside.own_codes, aside.goes_on) = (self.own_codes.clone(), self.goes_on);
        aside
    }

    /// A number for a new layer.
    pub(crate) fn layer(&mut self) -> LayerId {
        self.layers += 1;
        LayerId(self.layers)
    }

    /// The next request id.
    pub(crate) fn request(&mut self) -> [u8; 16] {
        let now = self.request;
        self.request = now.wrapping_add(1);
        now.to_be_bytes()
    }

    /// Sends a request; its replies go to that layer.
    pub(crate) fn send(&mut self, to: LayerId, why: Why, body: Request) -> u64 {
        self.ticket += 1;
        self.waiting.insert(self.ticket, (to, why));
        let session = self.who.as_ref().map_or(0, |who| who.session);
        let ticket = self.ticket;
        self.effects.push(Effect::Send(Envelope { proto: PROTO, session, ticket, body }));
        ticket
    }

    /// Asks in a slot; an answer still on its way to that slot is no longer waited for.
    pub(crate) fn ask(&mut self, to: LayerId, why: Why, slot: u8, ask: Ask) {
        let ticket = self.send(to, why, Request::Ask { ask, slot });
        if slot != slot::NONE
            && let Some(old) = self.slots.insert(slot, ticket)
        {
            self.waiting.remove(&old);
        }
    }

    /// Asks what undoing that would take back; it is undone once the person has said yes.
    pub(crate) fn undo(&mut self, what: UndoWhat) {
        self.ask(LayerId(0), Why::NextUndo, slot::NONE, Ask::NextUndo(what));
    }

    /// The answer still on its way to that slot is no longer wanted.
    pub(crate) fn forget(&mut self, slot: u8) {
        if let Some(ticket) = self.slots.remove(&slot) {
            self.waiting.remove(&ticket);
        }
    }

    /// Whether something is under way whose outcome decides what the next key means.
    pub(crate) fn is_changing(&self) -> bool {
        let changes = [
            Why::NextUndo,
            Why::NextRedo,
            Why::Undo,
            Why::Redo,
            Why::Undone,
            Why::Redone,
            Why::Delete,
            Why::Subjects,
            Why::StatusAct,
            Why::CloseBatch,
            Why::BatchGoesOn,
            Why::BulkOf,
            Why::OpenRecord,
            Why::Alike,
            Why::KeepBoth,
            Why::Merge,
            Why::Merged,
            Why::Pair,
        ];
        self.waiting.values().any(|(_, why)| changes.contains(why))
    }

    /// Whom a reply is for, and why it was asked; None for one nobody waits for any longer.
    pub(crate) fn whose(&mut self, ticket: u64, reply: &Reply) -> Option<(LayerId, Why)> {
        let asked = self.waiting.get(&ticket).copied();
        // A watch goes on until the session ends, pairs until they are done.
        let more = matches!(reply, Reply::Progress(..) | Reply::Pairs { .. })
            || asked.is_some_and(|a| a.1 == Why::Watch);
        if !more {
            self.waiting.remove(&ticket);
        }
        asked
    }

    /// The door is gone: nothing more will be answered.
    pub(crate) fn door_gone(&mut self, problem: Problem) {
        self.waiting.clear();
        self.note = Some(Note::Wrong(problem.clone()));
        self.gone = Some(problem);
    }

    /// Says who speaks.
    pub(crate) fn hello(&mut self, pin: Option<Pin>) {
        let (user, ssh) = self.user.clone();
        let operator = self.operator.clone();
        self.send(LayerId(0), Why::Hello, Request::Hello { operator, pin, user, ssh });
    }

    /// The system's user and SSH_CONNECTION.
    pub(crate) fn user(&self) -> &(String, String) {
        &self.user
    }

    /// Whether whoever is keying has a PIN.
    pub(crate) fn has_pin(&self) -> bool {
        self.who.as_ref().is_some_and(|who| who.pin)
    }

    /// Why whoever is keying may not do that: who may.
    pub(crate) fn may_not(&self, right: Right) -> Option<Problem> {
        let who = self.who.as_ref()?;
        let may = who.role.is_some_and(|role| role.may(right));
        (!may).then(|| Problem::new(&crate::lang::errors::register::ROLE, right.params()))
    }

    /// A role in words.
    pub(crate) fn role_label(&self, role: Option<Role>) -> String {
        let rows = self.tables.choices("operator_roles");
        let row = role.and_then(|role| rows?.row(role.code()));
        row.map_or_else(String::new, |row| row.label(self.lang).to_owned())
    }

    /// The operator's short name, once known.
    pub(crate) fn operator_name(&self) -> &str {
        self.who.as_ref().map_or("", |who| who.operator_name.as_str())
    }

    /// Why nothing may be changed, where that is so.
    pub(crate) fn forbidden(&self) -> Option<Problem> {
        if let Some(gone) = &self.gone {
            return Some(gone.clone());
        }
        match self.who.as_ref().and_then(|who| who.read_only.clone()) {
            Some(problem) => Some(problem),
            None => self.read_only.then(|| Problem::bare(&crate::lang::errors::app::ONLY_LOOKING)),
        }
    }

    pub(crate) fn say(&mut self, label: Label) {
        self.note = Some(Note::Said(label, Vec::new()));
    }

    pub(crate) fn say_with<S: Into<String>>(
        &mut self,
        label: Label,
        params: impl IntoIterator<Item = S>,
    ) {
        self.note = Some(Note::Said(label, params.into_iter().map(Into::into).collect()));
    }

    pub(crate) fn wrong(&mut self, problem: Problem) {
        self.note = Some(Note::Wrong(problem));
    }
}
