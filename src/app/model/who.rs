//! Who is keying: let in, changed, locked out for a while; and their PIN.

use super::Model;
use crate::app::desk::{LayerId, Note, Why};
use crate::app::gate::Gate;
use crate::app::layer::Layer;
use crate::app::prompt::{Asks, Prompt};
use crate::app::{Action, Effect};
use crate::domain::Pin;
use crate::lang::errors::app;
use crate::lang::{Problem, screens};
use crate::register::Request;

/// How long a typing pause is, in milliseconds, before a preview is drawn.
const PAUSE: u32 = 150;
/// How long nothing is typed in a form, in milliseconds, before its letters are kept, though the
/// cursor has not left the field: a power cut tells nobody beforehand.
const KEEP: u32 = 2_000;
/// Milliseconds in a minute.
const MINUTE: u32 = 60_000;

/// What the one pause that is waited for is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Pause {
    /// None.
    #[default]
    None,
    /// The typing's, of so many milliseconds.
    Typing(u32),
    /// The one after which the screen is locked.
    Lock,
}

impl Model {
    /// The register did not let in who was named.
    pub(super) fn not_let_in(&mut self, problem: Problem) {
        if !matches!(self.layers.last(), Some(Layer::Gate(_))) {
            let gate = Gate::pick(&mut self.desk);
            self.layers.push(Layer::Gate(gate));
        }
        if let Some(Layer::Gate(gate)) = self.layers.last_mut() {
            gate.refused(problem, &mut self.desk);
        }
    }

    /// Whether what stands on the screen is hidden.
    pub(super) fn is_locked(&self) -> bool {
        self.layers.iter().any(|layer| matches!(layer, Layer::Gate(gate) if gate.locked))
    }

    /// Hides everything. The same form, field and letters stand there afterwards.
    pub(super) fn lock(&mut self) {
        if self.desk.who.is_none() || self.is_locked() {
            return;
        }
        self.keep_all();
        self.desk.note = None;
        let gate = Gate::lock(&mut self.desk);
        self.open(Layer::Gate(gate));
    }

    pub(super) fn change_operator(&mut self) {
        self.keep_all();
        let gate = Gate::pick(&mut self.desk);
        self.open(Layer::Gate(gate));
    }

    /// Asks for a word once the typing pauses, where something waits for that; else once nobody has
    /// typed for so long that the screen is to be locked. One moment is waited for at a time.
    pub(super) fn pause(&mut self) {
        let typing = match self.layers.last() {
            Some(Layer::Find(_)) => Some(PAUSE),
            Some(Layer::Form(_)) => Some(KEEP),
            _ => None,
        };
        match typing {
            Some(pause) => {
                self.pausing = Pause::Typing(pause);
                self.desk.effects.push(Effect::IdleAfter(pause));
            }
            None => self.pause_to_lock(0),
        }
    }

    /// Waits for the lock; so much of its time is over.
    fn pause_to_lock(&mut self, over: u32) {
        let wait = self.desk.lock_after.saturating_mul(MINUTE);
        if wait == 0 || self.desk.who.is_none() || self.is_locked() {
            // Nothing is waited for any more, where something was.
            if std::mem::take(&mut self.pausing) != Pause::None {
                self.desk.effects.push(Effect::IdleAfter(0));
            }
            return;
        }
        self.pausing = Pause::Lock;
        self.desk.effects.push(Effect::IdleAfter(wait.saturating_sub(over).max(1)));
    }

    /// Nothing was typed for as long as was waited for.
    pub(super) fn idle(&mut self) {
        match std::mem::take(&mut self.pausing) {
            Pause::Lock => self.lock(),
            Pause::None => {}
            Pause::Typing(over) => {
                let desk = &mut self.desk;
                if let Some(layer) = self.layers.last_mut() {
                    layer.screen().idle(desk);
                }
                self.pause_to_lock(over);
            }
        }
    }

    /// Asks for a new PIN.
    pub(super) fn ask_pin(&mut self) {
        let prompt = Prompt::new_pin(&mut self.desk);
        self.open(Layer::Prompt(prompt));
    }

    /// A new PIN was typed, once and then again; nothing the first time takes it away.
    pub(super) fn pin_given(&mut self, asks: Asks, typed: &str) {
        let typed = match (asks, typed) {
            (Asks::NewPin, "") if !self.desk.has_pin() => return,
            (Asks::NewPin, "") => None,
            (_, typed) => match Pin::read(typed) {
                Ok(pin) => Some(pin),
                Err(problem) => {
                    self.ask_pin();
                    return self.desk.wrong(problem);
                }
            },
        };
        match (asks, typed) {
            (Asks::NewPin, Some(pin)) => {
                self.new_pin = Some(pin);
                let prompt = Prompt::pin_again(&mut self.desk);
                self.open(Layer::Prompt(prompt));
            }
            (_, again) => {
                let first = self.new_pin.take();
                if asks == Asks::PinAgain && first != again {
                    self.ask_pin();
                    return self.desk.wrong(Problem::bare(&app::PINS_DIFFER));
                }
                self.set_pin(again);
            }
        }
    }

    fn set_pin(&mut self, pin: Option<Pin>) {
        let Some(of) = self.desk.who.as_ref().map(|who| who.operator) else { return };
        let why = if pin.is_some() { Why::PinSet } else { Why::PinCleared };
        let request = self.desk.request();
        self.desk.send(LayerId(0), why, Request::SetPin { request, of, pin });
    }

    /// A PIN is set, or taken away.
    pub(super) fn pin_is(&mut self, set: bool) {
        if let Some(who) = &mut self.desk.who {
            who.pin = set;
        }
        self.desk.say(if set { screens::PIN_SET } else { screens::PIN_CLEARED });
    }

    /// Why an action is not for whoever is keying, where that is so.
    pub(super) fn not_for_them(&self, action: Action) -> Option<Problem> {
        let row = action.row()?;
        let read_only = self.desk.forbidden().filter(|_| row.writes);
        read_only.or_else(|| self.desk.may_not(row.needs?))
    }

    /// While the screen is locked nothing that comes in says a word on it.
    pub(super) fn hush(&mut self, before: Option<Note>, (to, why): (LayerId, Why)) {
        let gate = self.layers.last().is_some_and(|layer| layer.seen().id() == to);
        let own = gate || why == Why::Hello;
        if self.is_locked() && !own && self.desk.gone.is_none() {
            self.desk.note = before;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::layer::Screen;
    use crate::app::{Event, Start, update};
    use crate::domain::records::unit;
    use crate::domain::{Record, RecordId, Rev, Role, Tables, Values};
    use crate::keys::Key;
    use crate::register::{Envelope, PROTO, Reply, Shown, Welcome};
    use std::sync::Arc;

    /// A model that Lan was let into, and the pauses it then waited for.
    fn let_in(lock_after: u32) -> (Model, Vec<u32>) {
        let start = Start { lock_after, ..Start::of_a_test() };
        let (mut model, _) = Model::new(start, Arc::new(Tables::built_in().unwrap()));
        let sent = update(&mut model, Event::Opened);
        let Some(Effect::Send(Envelope { ticket, .. })) = sent.first() else { panic!("{sent:?}") };
        let (id, kind) = (RecordId([1; 16]), unit::KIND);
        let record = Record { id, kind, rev: Rev::default(), values: Values::default() };
        let body = Reply::Welcome(Box::new(Welcome {
            session: 1,
            operator: RecordId([2; 16]),
            operator_name: "Lan".into(),
            role: Some(Role::Clerk),
            pin: false,
            layouts: Vec::new(),
            name_codes: Vec::new(),
            unit: Shown { record, names: Vec::new(), seq: 1 },
            notices: Vec::new(),
            read_only: None,
        }));
        let reply = Envelope { proto: PROTO, session: 1, ticket: *ticket, body };
        let pauses = pauses(&update(&mut model, Event::Reply(Box::new(reply))));
        (model, pauses)
    }

    fn pauses(effects: &[Effect]) -> Vec<u32> {
        let pause = |effect: &Effect| match effect {
            Effect::IdleAfter(pause) => Some(*pause),
            _ => None,
        };
        effects.iter().filter_map(pause).collect()
    }

    #[test]
    fn one_pause_is_waited_for_at_a_time_and_the_last_one_locks() {
        let (mut model, first) = let_in(10);
        assert_eq!(first, [600_000]);
        // The drafts are not told: home would hold the keys.
        let find = crate::app::find::Find::new(&mut model.desk, "");
        model.open(Layer::Find(find));
        model.desk.effects.clear();
        assert_eq!(pauses(&update(&mut model, Event::Key(Key::Char('h')))).last(), Some(&PAUSE));
        assert_eq!(pauses(&update(&mut model, Event::Idle)), [600_000 - PAUSE]);
        assert!(!model.is_locked());
        assert_eq!(pauses(&update(&mut model, Event::Idle)), [0_u32; 0]);
        assert!(model.is_locked());
        // Locked, nothing is waited for; back again, the time begins anew.
        assert_eq!(pauses(&update(&mut model, Event::Key(Key::Char('x')))), [0_u32; 0]);
        update(&mut model, Event::Key(Key::Enter));
        assert!(!model.is_locked());
    }

    #[test]
    fn what_is_locked_is_not_suspended_whatever_stands_before_the_lock() {
        let (mut model, _) = let_in(10);
        let find = crate::app::find::Find::new(&mut model.desk, "");
        model.open(Layer::Find(find));
        let suspends = |key: Key, model: &mut Model| {
            update(model, Event::Key(key));
            update(model, Event::Key(Key::Ctrl('z'))).contains(&Effect::Suspend)
        };
        assert!(suspends(Key::F(1), &mut model));
        model.lock();
        for key in [Key::Esc, Key::F(1), Key::Ctrl('k')] {
            assert!(!suspends(key, &mut model), "{key:?}");
            update(&mut model, Event::Key(Key::Esc));
        }
        update(&mut model, Event::Key(Key::Ctrl('k')));
        for letter in "suspend".chars() {
            update(&mut model, Event::Key(Key::Char(letter)));
        }
        assert!(!update(&mut model, Event::Key(Key::Enter)).contains(&Effect::Suspend));
    }

    #[test]
    fn no_keys_get_round_a_lock() {
        use crate::app::keymap::ROWS;
        let (mut model, _) = let_in(10);
        if let Some(who) = &mut model.desk.who {
            who.pin = true;
        }
        let find = crate::app::find::Find::new(&mut model.desk, "");
        model.open(Layer::Find(find));
        model.lock();
        let under = model.layers.len();
        let mut keys: Vec<Key> = ROWS.iter().flat_map(|row| row.keys).copied().collect();
        keys.extend("lock2468:?".chars().map(Key::Char));
        let mut at: usize = 1;
        for _ in 0..20_000 {
            at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let key = keys[(at >> 33) % keys.len()];
            let effects = update(&mut model, Event::Key(key));
            assert!(model.is_locked() && !effects.contains(&Effect::Suspend), "{key:?}");
            let before = model.layers.iter().skip(under);
            let harmless = |layer: &Layer| matches!(layer, Layer::Help(_) | Layer::Palette(_));
            assert!(before.clone().all(harmless), "{key:?}");
            if model.holding() {
                // The register says no, or who there is.
                model.held.clear();
                let Some(Layer::Gate(gate)) = model.layers.get_mut(under - 1) else { panic!() };
                gate.door_gone();
            }
        }
    }

    #[test]
    fn a_lock_after_no_minutes_is_never() {
        let (mut model, first) = let_in(0);
        assert_eq!(first, [0_u32; 0]);
        update(&mut model, Event::Idle);
        assert!(!model.is_locked());
    }
}
