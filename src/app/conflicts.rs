//! What bundles brought that a person decides: the open entries, and of one the two sides beside each
//! other. What is decided vanishes, and the next one comes up by itself.

use super::alike::Line;
use super::desk::{Desk, LayerId, Why, slot};
use super::keymap::{Action, Context, chains};
use super::layer::{Go, Layer, Screen};
use super::list;
use super::record::View;
use crate::domain::{Kind, RecordId, RecordType, Rev, Values, records};
use crate::lang::{Label, errors::queue, screens as said};
use crate::register::{
    Ask, BundleAct, BundleAsk, BundleReply, Choice, Queued, Reply, Request, Side, Sides, Status,
};
use std::collections::BTreeSet;

/// The type of what waits.
const WAITS: Kind = records::conflict::KIND;

/// Rows that an entry of the list takes: the record, why and from whom.
pub(crate) const ROWS: usize = 2;

/// Rows of one entry that are no fields: the rule, what stands left and right, who, when, and what
/// both had before.
const HEADS: usize = 5;

/// Reasons that are about more than the values of one record, and what is to be done then.
static OTHERS: &[(&str, Label)] =
    &[("taken", said::CONFLICT_TAKEN_HINT), ("lacking", said::CONFLICT_LACKING_HINT)];

/// How many wait.
pub(crate) fn waiting(status: &Status) -> u64 {
    status.counts.iter().find(|(kind, ..)| *kind == WAITS).map_or(0, |(_, open, _)| *open)
}

/// Entries in sight on a screen so high.
pub(crate) fn page(height: u16) -> usize {
    (usize::from(height).saturating_sub(5) / ROWS).max(1)
}

/// Fields of one entry in sight on a screen so high.
pub(crate) fn fields_in(height: u16) -> usize {
    usize::from(height).saturating_sub(4 + HEADS).max(1)
}

/// The screen.
pub(crate) struct Conflicts {
    id: LayerId,
    pub(crate) all: Vec<Queued>,
    pub(crate) at: usize,
    /// The one that is looked at.
    pub(crate) open: Option<Open>,
    /// Keys wait for an answer: what it brings decides what they mean.
    pub(crate) asking: bool,
}

/// An entry that is looked at.
pub(crate) struct Open {
    pub(crate) sides: Sides,
    /// The fields that are taken from what came.
    taken: BTreeSet<u16>,
    pub(crate) at: usize,
}

impl Open {
    fn new(sides: Sides) -> Self {
        Self { sides, taken: BTreeSet::new(), at: 0 }
    }

    pub(crate) fn kind(&self) -> Option<&'static RecordType> {
        records::of(self.sides.entry.kind)
    }

    /// The fields that differ.
    pub(crate) fn lines(&self, desk: &Desk) -> Vec<Line> {
        let Some(kind) = self.kind() else { return Vec::new() };
        let (ours, theirs) = (&self.sides.ours, &self.sides.theirs);
        let line = |tag: &u16| {
            let field = kind.field(*tag)?;
            let text = |side: &Side| self.text(*tag, side.values.as_ref(), desk);
            Some(Line { field, left: text(ours), right: text(theirs), differs: true })
        };
        self.sides.tags.iter().filter_map(line).collect()
    }

    /// What that side says of a field.
    fn text(&self, tag: u16, values: Option<&Values>, desk: &Desk) -> String {
        let field = self.kind().and_then(|kind| kind.field(tag));
        let value = values.and_then(|values| values.get(tag));
        match field.zip(value) {
            Some((field, value)) => desk.whole(field, &value, &self.sides.names),
            None => said::NO_ENTRY.get(desk.lang).to_owned(),
        }
    }

    /// What both had before in the field that the bar stands on, where that is known.
    pub(crate) fn before(&self, desk: &Desk) -> Option<String> {
        let (base, tag) = (self.sides.base.as_ref()?, self.sides.tags.get(self.at)?);
        Some(self.text(*tag, Some(base), desk))
    }

    /// Whether that field is taken from what came.
    pub(crate) fn takes(&self, line: &Line) -> bool {
        self.taken.contains(&line.field.tag)
    }

    /// What is to be done where it is about more than values.
    pub(crate) fn other(&self) -> Option<&'static Label> {
        OTHERS.iter().find(|(why, _)| *why == self.sides.entry.why).map(|(_, hint)| hint)
    }

    fn mark(&mut self, theirs: bool) {
        let Some(tag) = self.sides.tags.get(self.at).copied() else { return };
        for tag in self.kind().map_or_else(Vec::new, |kind| kind.together(tag)) {
            match theirs && self.sides.tags.contains(&tag) {
                true => _ = self.taken.insert(tag),
                false => _ = self.taken.remove(&tag),
            }
        }
        self.at = (self.at + 1).min(self.sides.tags.len().saturating_sub(1));
    }
}

impl Conflicts {
    /// Reads what waits.
    pub(crate) fn look(desk: &mut Desk) -> Go {
        let id = desk.layer();
        let mut screen = Self { id, all: Vec::new(), at: 0, open: None, asking: false };
        screen.read(desk);
        Go::Open(Box::new(Layer::Conflicts(screen)))
    }

    fn read(&mut self, desk: &mut Desk) {
        self.asking = desk.gone.is_none();
        desk.ask(self.id, Why::Conflicts, slot::CONFLICTS, Ask::Bundles(BundleAsk::Queue));
    }

    /// Reads both sides of the entry that the bar stands on.
    fn read_sides(&mut self, desk: &mut Desk) {
        if let Some(entry) = self.all.get(self.at) {
            self.asking = desk.gone.is_none();
            let ask = Ask::Bundles(BundleAsk::Sides(entry.id));
            desk.ask(self.id, Why::Conflict, slot::CONFLICTS, ask);
        }
    }

    /// Why it waits, in words.
    pub(crate) fn why(entry: &Queued, desk: &Desk) -> String {
        let table = desk.tables.choices("conflict_reasons");
        let row = table.and_then(|table| table.row(&entry.why));
        row.map_or_else(|| entry.why.clone(), |row| row.label(desk.lang).to_owned())
    }

    fn decide(&mut self, choice: Choice, desk: &mut Desk) {
        let Some(open) = &self.open else { return };
        if let (Some(hint), false) = (open.other(), choice == Choice::Ours) {
            return desk.say(*hint);
        }
        let (conflict, request) = (open.sides.entry.id, desk.request());
        self.asking = true;
        let act = BundleAct::Decide { conflict, choice };
        desk.send(self.id, Why::Decide, Request::Bundle { request, act });
    }

    fn decided(&mut self, desk: &mut Desk) {
        let Some(open) = self.open.take() else { return };
        let entry = open.sides.entry;
        self.all.retain(|other| other.id != entry.id);
        self.at = self.at.min(self.all.len().saturating_sub(1));
        desk.say_with(said::CONFLICT_DECIDED, [entry.called]);
        self.read_sides(desk);
    }

    fn act_open(&mut self, action: Action, desk: &mut Desk) -> Go {
        let page = fields_in(desk.size.1);
        let Some(open) = &mut self.open else { return Go::Pass };
        if let Some(at) = list::moved(open.at, open.sides.tags.len(), action, page) {
            open.at = at;
            return Go::Stay;
        }
        match action {
            Action::Back | Action::Close => self.open = None,
            Action::TakeLeft | Action::TakeRight => open.mark(action == Action::TakeRight),
            Action::KeepOurs => self.decide(Choice::Ours, desk),
            Action::TakeTheirs => self.decide(Choice::Theirs, desk),
            Action::Decide if open.other().is_some() => self.decide(Choice::Ours, desk),
            Action::Decide if open.taken.is_empty() => desk.say(said::CONFLICT_NOTHING_TAKEN),
            Action::Decide => {
                let tags = open.taken.iter().copied().collect();
                self.decide(Choice::Fields(tags), desk);
            }
            Action::SeeRecord => {
                let id = open.sides.entry.record;
                desk.ask(self.id, Why::OpenRecord, slot::NONE, Ask::Records(vec![id]));
            }
            _ => return Go::Pass,
        }
        Go::Stay
    }

    fn heard(&mut self, reply: Reply, desk: &mut Desk) -> Go {
        match reply {
            Reply::Bundles(BundleReply::Queue(all)) => {
                let here = self.all.get(self.at).map(|entry| entry.id);
                let same = |entry: &Queued| Some(entry.id) == here;
                self.at = all.iter().position(same).unwrap_or(self.at);
                self.at = self.at.min(all.len().saturating_sub(1));
                self.all = all;
            }
            Reply::Bundles(BundleReply::Sides(sides)) => {
                // Read again, what was marked stays so as long as it is the same entry.
                let was = self.open.take().filter(|open| open.sides.entry.id == sides.entry.id);
                let mut open = Open::new(*sides);
                if let Some(was) = was {
                    open.taken = was.taken;
                    open.taken.retain(|tag| open.sides.tags.contains(tag));
                    open.at = was.at.min(open.sides.tags.len().saturating_sub(1));
                }
                self.open = Some(open);
            }
            Reply::Saved { .. } => self.decided(desk),
            Reply::Rows { rows, .. } => {
                if let Some(shown) = rows.into_iter().next() {
                    return Go::Open(Box::new(Layer::Record(View::new(desk, shown))));
                }
                desk.say(said::RECORD_GONE_MARK);
            }
            Reply::Refused(problem) => {
                // Somebody else was quicker.
                if problem.is(&queue::NOT_QUEUED) {
                    self.open = None;
                    self.read(desk);
                }
                desk.wrong(problem);
            }
            _ => {}
        }
        Go::Stay
    }
}

impl Screen for Conflicts {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        if self.open.is_some() { chains::CONFLICT } else { chains::CONFLICTS }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if self.open.is_some() {
            return self.act_open(action, desk);
        }
        if let Some(at) = list::moved(self.at, self.all.len(), action, page(desk.size.1)) {
            self.at = at;
            return Go::Stay;
        }
        match action {
            Action::Open => self.read_sides(desk),
            _ => return Go::Pass,
        }
        Go::Stay
    }

    fn reply(&mut self, why: Why, reply: Reply, desk: &mut Desk) -> Go {
        if matches!(why, Why::Conflicts | Why::Conflict | Why::Decide) {
            self.asking = false;
        }
        self.heard(reply, desk)
    }

    fn focus(&mut self, desk: &mut Desk) {
        // Back from the record, which may have been changed or merged there.
        if self.open.is_some() {
            self.read_sides(desk);
        }
    }

    fn changed(&mut self, revs: &[(RecordId, Rev)], desk: &mut Desk) {
        let about =
            |entry: &Queued| revs.iter().any(|(id, _)| [entry.id, entry.record].contains(id));
        match &self.open {
            Some(open) if about(&open.sides.entry) => self.read_sides(desk),
            None if self.all.iter().any(about) => self.read(desk),
            _ => {}
        }
    }

    fn holding(&self) -> bool {
        self.asking
    }

    fn door_gone(&mut self) {
        self.asking = false;
    }
}
