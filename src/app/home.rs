//! Home: what is in the register, and the entries that work.

use super::alike::Pairs;
use super::confirm::Asks;
use super::conflicts::{self, Conflicts};
use super::desk::{Desk, LayerId, Why, slot};
use super::find::Find;
use super::form::Form;
use super::import::Import;
use super::import::job::Sort;
use super::keymap::{Action, Context, chains};
use super::layer::{Given, Go, Layer, Screen};
use super::list::List;
use super::post::held::Quarantine;
use super::post::receive::Receive;
use super::post::send::Send;
use crate::derived::search::Query;
use crate::domain::records::batch::{self, Batch};
use crate::domain::{RecordId, RecordType, Rev, Totals, records};
use crate::lang::screens;
use crate::register::{Ask, Draft, Reply, Request, Shown, Status};

/// Open batches that home knows of; more than two are chosen from in the look-up.
const OPEN: usize = 2;

/// What an entry leads to.
#[derive(Clone, Copy)]
pub(crate) enum To {
    /// A new record of that type.
    New(&'static RecordType),
    /// The look-up.
    Find,
    /// The form that was left open.
    Draft,
    /// The batch that is open, or one of them.
    Batch,
    /// A new batch.
    NewBatch,
    /// A list to be taken in.
    Import,
    /// A bundle to send.
    Send,
    /// A bundle that came.
    Receive,
    /// What bundles brought that waits to be decided: so much.
    Decide(u64),
}

/// The home screen.
pub(crate) struct Home {
    id: LayerId,
    pub(crate) at: usize,
    pub(crate) status: Option<Status>,
    pub(crate) drafts: Vec<Draft>,
    /// The batches that are open.
    pub(crate) batches: Vec<Shown>,
    /// What was entered of the first of them.
    pub(crate) totals: Option<Totals>,
    /// The newest draft is to be opened as soon as it is known: the program has just started.
    offer: bool,
    /// Which drafts there are is not known yet, or which number comes next: keys wait.
    asking: bool,
    /// Changes are watched from the first status on.
    watching: bool,
}

impl Home {
    pub(crate) fn new(desk: &mut Desk) -> Self {
        let id = desk.layer();
        Self {
            id,
            at: 0,
            status: None,
            drafts: Vec::new(),
            batches: Vec::new(),
            totals: None,
            offer: true,
            asking: false,
            watching: false,
        }
    }

    /// The entries with their numbers. A number always means the same: the one of the draft stays
    /// free where there is none. What is done once a month or less has none; the rarest
    /// of it stands last, before what waits.
    pub(crate) fn entries(&self, desk: &Desk) -> Vec<(Option<u8>, To)> {
        let mut to: Vec<Option<To>> = Vec::new();
        let writes = desk.forbidden().is_none();
        let mut types = records::all().iter().filter(|kind| kind.is_entered());
        to.push(types.next().filter(|_| writes).map(|kind| To::New(kind)));
        to.push(Some(To::Find));
        let mut others: Vec<_> =
            types.take(4).map(|kind| writes.then_some(To::New(kind))).collect();
        let rare = if others.len() > 1 { others.remove(1) } else { None };
        others.insert(1.min(others.len()), writes.then_some(To::Import));
        to.extend(others);
        to.push((!self.drafts.is_empty() && writes).then_some(To::Draft));
        to.push((!self.batches.is_empty() && writes).then_some(To::Batch));
        to.push(writes.then_some(To::NewBatch));
        let numbered = (1u8..).zip(to).filter_map(|(n, to)| Some((Some(n), to?)));
        let waiting = self.status.as_ref().map_or(0, conflicts::waiting);
        let decide = (waiting > 0).then_some(To::Decide(waiting));
        let post = [To::Send, To::Receive];
        let post = post.into_iter().filter(|_| writes && desk.office.is_some());
        let others = post.chain(rare).chain(decide);
        numbered.chain(others.map(|to| (None, to))).collect()
    }

    fn go(&mut self, to: To, desk: &mut Desk) -> Go {
        match to {
            To::New(kind) => Form::start(desk, kind),
            To::Find => Go::Open(Box::new(Layer::Find(Find::new(desk, "")))),
            To::Import => Import::start(desk),
            To::Send => Send::start(desk),
            To::Receive => Receive::start(desk, Sort::Post),
            To::Decide(_) => Conflicts::look(desk),
            To::NewBatch => {
                self.asking = desk.gone.is_none();
                let ask = Ask::Highest(batch::KIND, batch::NUMBER);
                desk.ask(self.id, Why::Highest, slot::NONE, ask);
                Go::Stay
            }
            To::Batch => match self.batches.as_slice() {
                [batch] => Form::in_batch(desk, batch.clone()),
                _ => Go::Open(Box::new(Layer::Find(Find::pick(desk, batch::KIND, "")))),
            },
            To::Draft => match self.drafts.as_slice() {
                [] => Go::Stay,
                [draft] => Form::continue_draft(desk, draft),
                several => {
                    let rows = several.iter().map(|draft| titled(draft, desk)).collect();
                    Go::Open(Box::new(Layer::List(List::of_drafts(desk, rows))))
                }
            },
        }
    }

    fn take_drafts(&mut self, drafts: Vec<Draft>, desk: &Desk) {
        self.keep_bar(desk, |home| home.drafts = drafts);
    }

    fn take_batches(&mut self, batches: Vec<Shown>, desk: &mut Desk) {
        self.keep_bar(desk, |home| home.batches = batches);
        self.totals = None;
        if let [one] = self.batches.as_slice() {
            desk.ask(self.id, Why::Tally, slot::HOME_TALLY, Ask::Tally(one.record.id));
        }
    }

    fn ask_batches(&self, desk: &mut Desk) {
        let query = Query { kind: Some(batch::KIND), limit: OPEN, ..Query::default() };
        desk.ask(self.id, Why::Batches, slot::BATCHES, Ask::Find(query));
    }

    /// The bar stays on its entry, though the ones of drafts and batches come and go above it; where
    /// its own is gone, it goes to the first.
    fn keep_bar(&mut self, desk: &Desk, change: impl FnOnce(&mut Self)) {
        let is = |(n, to): &(Option<u8>, To)| (*n, std::mem::discriminant(to));
        let here = self.entries(desk).get(self.at).map(is);
        change(self);
        let entries = self.entries(desk);
        self.at = entries.iter().position(|entry| Some(is(entry)) == here).unwrap_or(0);
    }

    /// The batch that is open, and how far it is; of several how many there are.
    pub(crate) fn batch_title(&self, desk: &Desk) -> String {
        let [one] = self.batches.as_slice() else {
            return screens::HOME_BATCHES.fill(desk.lang, &[self.batches.len().to_string()]);
        };
        let of = match (self.totals, Batch(&one.record).count()) {
            (Some(totals), Some(count)) => format!("{}/{count}", totals.count),
            (Some(totals), None) => totals.count.to_string(),
            (None, _) => String::new(),
        };
        let names = one.names.iter().map(|(_, name)| name.as_str());
        let parts = [desk.title(one), of].into_iter().filter(|part| !part.is_empty());
        parts.chain(names.map(str::to_owned)).collect::<Vec<_>>().join("  ")
    }

    /// What the draft is about: its type, and what the record is called so far; of several how
    /// many there are.
    pub(crate) fn draft_title(&self, desk: &Desk) -> String {
        match self.drafts.as_slice() {
            [] => String::new(),
            [draft] => {
                let (title, kind) = titled(draft, desk);
                format!("{kind} {title}").trim().to_owned()
            }
            several => screens::HOME_DRAFTS.fill(desk.lang, &[several.len().to_string()]),
        }
    }

    fn find(desk: &mut Desk, letter: Option<char>) -> Go {
        let mut find = Find::new(desk, "");
        if let Some(letter) = letter {
            find.typed(letter, desk);
        }
        Go::Open(Box::new(Layer::Find(find)))
    }
}

/// What the record of a draft is called so far, and its type.
fn titled(draft: &Draft, desk: &Desk) -> (String, String) {
    let Some(kind) = records::of(draft.kind) else { return Default::default() };
    (super::form::title_of(draft, kind, desk), kind.label.get(desk.lang).to_owned())
}

impl Screen for Home {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::HOME
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        let entries = self.entries(desk);
        if let Some(at) = super::list::moved(self.at, entries.len(), action, entries.len()) {
            self.at = at;
            return Go::Stay;
        }
        match action {
            Action::Open => match entries.get(self.at) {
                Some((_, to)) => self.go(*to, desk),
                None => Go::Stay,
            },
            Action::FindPairs => Pairs::look(desk),
            Action::Conflicts => Conflicts::look(desk),
            Action::Import => Import::start(desk),
            Action::Send => Send::start(desk),
            Action::Receive => Receive::start(desk, Sort::Post),
            Action::Quarantine => Quarantine::look(desk),
            Action::FindNow => Self::find(desk, None),
            Action::Back => {
                desk.say(screens::HOME_BACK);
                Go::Stay
            }
            _ => Go::Pass,
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        let digit = letter.to_digit(10).and_then(|n| u8::try_from(n).ok());
        let Some(digit) = digit else {
            return if letter.is_alphabetic() { Self::find(desk, Some(letter)) } else { Go::Stay };
        };
        let entries = self.entries(desk);
        match entries.iter().position(|(n, _)| *n == Some(digit)) {
            Some(at) => {
                self.at = at;
                entries.get(at).map_or(Go::Stay, |(_, to)| self.go(*to, desk))
            }
            None => Go::Stay,
        }
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        match (why, reply) {
            (Why::Status, Reply::Status(status)) => {
                if !self.watching {
                    self.watching = true;
                    let after = status.seq;
                    desk.send(LayerId(0), Why::Watch, Request::Watch { after });
                }
                self.keep_bar(desk, |home| home.status = Some(status));
            }
            (Why::Drafts, Reply::Drafts(drafts)) => {
                self.asking = false;
                self.take_drafts(drafts, desk);
                let offer = std::mem::take(&mut self.offer) && desk.forbidden().is_none();
                if let Some(draft) = self.drafts.first().filter(|_| offer).cloned() {
                    return Form::continue_draft(desk, &draft);
                }
            }
            (Why::Batches, Reply::Page { rows, .. }) => self.take_batches(rows, desk),
            (Why::Tally, Reply::Tally { totals, .. }) => self.totals = Some(totals),
            (Why::BatchOf, Reply::Rows { rows, .. }) => {
                if let Some(batch) = rows.into_iter().next() {
                    return Form::in_batch(desk, batch);
                }
            }
            (Why::Highest, Reply::Highest(number)) => {
                self.asking = false;
                return Form::new_batch(desk, number);
            }
            (why, Reply::Refused(problem)) => {
                self.asking &= !matches!(why, Why::Drafts | Why::Highest);
                desk.wrong(problem);
            }
            _ => {}
        }
        Go::Stay
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        match given {
            Given::Yes(Asks::DropDraftOf(request)) => {
                desk.send(self.id, Why::DropDraft, Request::DropDraft { request });
                self.focus(desk);
                Go::Stay
            }
            Given::Draft(at) => match self.drafts.get(at).cloned() {
                Some(draft) => Form::continue_draft(desk, &draft),
                None => Go::Stay,
            },
            Given::Record(id, _) => {
                desk.ask(self.id, Why::BatchOf, slot::NONE, Ask::Records(vec![id]));
                Go::Stay
            }
            _ => Go::Stay,
        }
    }

    fn holding(&self) -> bool {
        self.asking
    }

    fn door_gone(&mut self) {
        self.asking = false;
    }

    fn focus(&mut self, desk: &mut Desk) {
        self.asking = desk.gone.is_none();
        desk.ask(self.id, Why::Status, slot::STATUS, Ask::Status);
        desk.send(self.id, Why::Drafts, Request::Drafts);
        self.ask_batches(desk);
    }

    fn changed(&mut self, _revs: &[(RecordId, Rev)], desk: &mut Desk) {
        desk.ask(self.id, Why::Status, slot::STATUS, Ask::Status);
    }
}
