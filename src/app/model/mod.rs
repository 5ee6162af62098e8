//! The whole state, and the one place where it changes: an event goes to the layer on top, its
//! answer moves the stack.

mod own;
mod undo;
mod who;
mod work;

use crate::app::confirm::{Asks, Confirm};
use crate::app::desk::{Desk, LayerId, Why, slot};
use crate::app::find::Find;
use crate::app::first::First;
use crate::app::form::Cell;
use crate::app::help::Help;
use crate::app::home::Home;
use crate::app::keymap::{self, Action, Context};
use crate::app::layer::{Given, Go, Layer};
use crate::app::palette::Palette;
use crate::app::prompt;
use crate::app::waiting::Waiting;
use crate::app::{Effect, Event, Start};
use crate::domain::{Pin, Tables};
use crate::keys::Key;
use crate::lang::{Lang, screens};
use crate::register::{Ask, Reply, Shown, UndoWhat, Undoable};
use std::collections::VecDeque;
use std::sync::Arc;
use who::Pause;

/// How many events wait for an answer before further ones are refused with a bell.
const MAX_HELD: usize = 65_536;

/// The whole state of the program.
pub struct Model {
    pub(crate) desk: Desk,
    pub(crate) layers: Vec<Layer>,
    held: VecDeque<Event>,
    /// The record whose undoing is being told.
    undone: Option<Shown>,
    /// What is being undone, or asked about.
    undoing: Option<Undoable>,
    /// Backspace went back a field: the ones that follow without another key do nothing.
    backed: bool,
    /// What pause is waited for.
    pausing: Pause,
    /// The first of two typings of a new PIN.
    new_pin: Option<Pin>,
}

impl Model {
    /// The model at the start, and what to do first.
    pub fn new(start: Start, tables: Arc<Tables>) -> (Self, Vec<Effect>) {
        let register = start.register;
        let mut desk = Desk::new(start, tables);
        let layer = if register {
            Layer::Waiting(Waiting::new(&mut desk, screens::OPENING, true))
        } else {
            Layer::First(First::new(&mut desk))
        };
        let model = Self {
            desk,
            layers: vec![layer],
            held: VecDeque::new(),
            undone: None,
            undoing: None,
            backed: false,
            pausing: Pause::None,
            new_pin: None,
        };
        (model, Vec::new())
    }

    /// The contexts of the screen on top, most special first.
    pub fn contexts(&self) -> &'static [Context] {
        self.layers.last().map_or(&[], |layer| layer.seen().contexts())
    }

    pub(crate) fn holding(&self) -> bool {
        self.desk.is_changing() || self.layers.last().is_some_and(|layer| layer.seen().holding())
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.key(key),
            Event::Typed(text) => self.letters(&text),
            Event::Paste(text) => self.paste(&text),
            Event::Clock(now) => self.desk.keyer.clock(now),
            Event::Today(day) => self.desk.today = day,
            Event::Size(columns, rows) => {
                self.desk.size = (columns, rows);
                self.pause();
            }
            Event::Reply(reply) => self.reply(reply.ticket, reply.body),
            Event::Opened => {
                self.desk.gone = None;
                self.desk.hello(None);
            }
            Event::Failed(problem) => self.failed(problem),
            Event::HangUp => self.keep_all(),
            Event::Resumed => self.desk.effects.push(Effect::Repaint),
            Event::Notice(problem) => self.desk.wrong(problem),
            Event::Worked(number, told) => self.worked(number, told),
            Event::Idle => self.idle(),
        }
    }

    fn key(&mut self, key: Key) {
        let chain = self.contexts();
        let row = keymap::find(chain, key);
        self.count(row.map(|row| row.action));
        let backed = std::mem::take(&mut self.backed);
        if backed && key == Key::Backspace {
            self.backed = true;
            return;
        }
        self.desk.note = None;
        match (row, key) {
            // The number itself says which entry.
            (Some(row), Key::Char(c)) if row.action == Action::Choose => self.typed(c),
            (Some(row), _) => {
                self.backed = key == Key::Backspace && self.stands_empty();
                self.act(row.action);
            }
            (None, Key::Char(c) | Key::Pad(c)) => self.typed(c),
            (None, _) => {}
        }
    }

    fn stands_empty(&self) -> bool {
        match self.layers.last() {
            Some(Layer::Form(form)) => form.cell().is_some_and(|cell| cell.entry.is_empty()),
            _ => false,
        }
    }

    fn typed(&mut self, letter: char) {
        let desk = &mut self.desk;
        let Some(layer) = self.layers.last_mut() else { return };
        let go = layer.screen().typed(letter, desk);
        self.go(go, None);
        self.pause();
    }

    /// An outside input method at work: letters that never act, and erasing keys among them.
    fn letters(&mut self, text: &str) {
        self.desk.note = None;
        self.backed = false;
        for letter in text.chars() {
            if matches!(letter, '\u{8}' | '\u{7f}') {
                let desk = &mut self.desk;
                if let Some(layer) = self.layers.last_mut() {
                    layer.screen().erase(desk);
                }
            } else {
                self.typed(letter);
            }
        }
    }

    fn paste(&mut self, text: &str) {
        self.desk.note = None;
        self.backed = false;
        // Terminals send the end of a line as CR.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        // Between cells of a row tabs and line ends mean something, in a note and in a list that is
        // taken in line ends do; the screen decides.
        let tabs = text.trim_end_matches('\n').contains('\t');
        let clean = match tabs {
            _ if self.asks_raw() => text.lines().next().unwrap_or_default().to_owned(),
            true => text,
            false if self.contexts().contains(&Context::ImportFiles) => text,
            false if self.contexts().contains(&Context::Form) => crate::text::clean::note(&text),
            false => crate::text::clean::line(&text),
        };
        let desk = &mut self.desk;
        let Some(layer) =
            self.layers.last_mut().filter(|layer| layer.seen().contexts().contains(&Context::Text))
        else {
            return;
        };
        let go = layer.screen().paste(&clean, desk);
        self.go(go, None);
        self.pause();
    }

    /// A passphrase is taken as it is.
    fn asks_raw(&self) -> bool {
        matches!(self.layers.last(), Some(Layer::Prompt(prompt)) if prompt.is_raw())
    }

    fn act(&mut self, action: Action) {
        if let Some(problem) = self.not_for_them(action) {
            return self.desk.wrong(problem);
        }
        // No way round the lock to the shell, from the help or the palette before it either.
        if action == Action::Suspend && self.is_locked() && self.desk.gone.is_none() {
            return;
        }
        // Whatever is done, the word that was being composed is over.
        if action != Action::SwitchInput {
            self.desk.composer.reset();
        }
        let desk = &mut self.desk;
        let Some(layer) = self.layers.last_mut() else { return };
        let go = layer.screen().act(action, desk);
        self.go(go, Some(action));
        self.pause();
    }

    fn go(&mut self, go: Go, action: Option<Action>) {
        match go {
            Go::Stay => {}
            Go::Refused => self.held.clear(),
            Go::Pass => self.common(action),
            Go::Back => self.back(),
            Go::Open(layer) => self.open(*layer),
            Go::Instead(layer) => {
                self.layers.pop();
                self.open(*layer);
            }
            Go::Give(given) => {
                self.layers.pop();
                self.give(given);
            }
            Go::Do(action) => {
                if matches!(self.layers.last(), Some(Layer::Palette(_))) {
                    self.layers.pop();
                    self.act(action);
                } else {
                    self.common(Some(action));
                }
            }
        }
    }

    /// Actions that mean the same on every screen.
    fn common(&mut self, action: Option<Action>) {
        let Some(action) = action else { return };
        match action {
            Action::Back | Action::Close if self.layers.len() > 1 => self.back(),
            Action::Back => self.desk.say(screens::HOME_BACK),
            Action::Help => self.help(),
            Action::Palette => {
                let chain = self.contexts();
                let palette = Palette::new(&mut self.desk, chain);
                self.open(Layer::Palette(palette));
            }
            Action::LookUp => {
                let about = self.layers.last().and_then(|layer| layer.seen().about());
                let find = match about {
                    Some(kind) => Find::of(&mut self.desk, Some(kind), "", false),
                    None => Find::new(&mut self.desk, ""),
                };
                self.open(Layer::Find(find));
            }
            Action::SwitchInput => self.switch_input(),
            Action::Language => {
                self.desk.lang = match self.desk.lang {
                    Lang::Vi => Lang::En,
                    Lang::En => Lang::Vi,
                };
            }
            Action::NextLook => self.desk.effects.push(Effect::NextLook),
            Action::Repaint => self.desk.effects.push(Effect::Repaint),
            Action::Suspend => self.desk.effects.push(Effect::Suspend),
            Action::Undo => self.desk.undo(UndoWhat::Last),
            Action::Redo => self.desk.ask(LayerId(0), Why::NextRedo, slot::NONE, Ask::NextRedo),
            Action::MyWork => self.my_work(),
            Action::Lock => self.lock(),
            Action::ChangeOperator => self.change_operator(),
            Action::SetPin => self.ask_pin(),
            Action::Leave => {
                let ask = Confirm::new(&mut self.desk, screens::LEAVE, Vec::new(), Asks::Leave);
                self.open(Layer::Confirm(ask));
            }
            _ => {}
        }
    }

    fn open(&mut self, layer: Layer) {
        // What waits for a pause is done before something covers it.
        if let Some(covered) = self.layers.last_mut() {
            covered.screen().idle(&mut self.desk);
        }
        self.layers.push(layer);
        self.focus();
    }

    fn focus(&mut self) {
        self.desk.composer.reset();
        let desk = &mut self.desk;
        if let Some(layer) = self.layers.last_mut() {
            layer.screen().focus(desk);
            if matches!(layer, Layer::Home(_) | Layer::Form(_)) && desk.gone.is_none() {
                desk.ask_layouts();
            }
        }
        self.pause();
    }

    fn back(&mut self) {
        if self.layers.len() > 1 {
            self.layers.pop();
            self.keep_work(false);
            self.focus();
        }
    }

    fn home(&mut self) {
        self.layers.clear();
        let home = Home::new(&mut self.desk);
        self.open(Layer::Home(home));
    }

    fn help(&mut self) {
        let chain = self.contexts();
        let lang = self.desk.lang;
        let (about, first) = match self.layers.last() {
            Some(Layer::Form(form)) => {
                let say = |cell: &Cell| {
                    let label = cell.field.label.get(lang);
                    format!("{label}: {}", cell.field.help.get(lang))
                };
                (form.cell().map(say), Vec::new())
            }
            Some(Layer::Find(find)) => {
                let grammar = screens::FIND_GRAMMAR.get(lang).to_owned();
                (Some(grammar), find.help(&self.desk))
            }
            _ => (None, Vec::new()),
        };
        let help = Help::new(&mut self.desk, chain, about.into_iter().collect(), first);
        self.open(Layer::Help(help));
    }

    fn give(&mut self, given: Given) {
        match given {
            Given::Yes(Asks::Leave) => self.leave(),
            Given::Yes(Asks::Undo(what)) => self.undo(what),
            Given::Yes(Asks::Redo) => self.redo(),
            Given::Text(asks @ (prompt::Asks::NewPin | prompt::Asks::PinAgain), typed) => {
                self.pin_given(asks, &typed);
            }
            given => {
                let desk = &mut self.desk;
                let Some(layer) = self.layers.last_mut() else { return };
                let go = layer.screen().given(given, desk);
                self.go(go, None);
            }
        }
    }

    fn reply(&mut self, ticket: u64, reply: Reply) {
        let Some((to, why)) = self.desk.whose(ticket, &reply) else { return };
        let note = self.desk.note.clone();
        self.hand(to, why, reply);
        self.hush(note, (to, why));
    }

    fn hand(&mut self, to: LayerId, why: Why, reply: Reply) {
        if to == LayerId(0) {
            return self.own_reply(why, reply);
        }
        let desk = &mut self.desk;
        let Some(at) = self.layers.iter().position(|layer| layer.seen().id() == to) else {
            return;
        };
        let Some(layer) = self.layers.get_mut(at) else { return };
        let go = layer.screen().reply(why, reply, desk);
        // A screen that is covered goes nowhere: what covers it was opened on purpose.
        if at + 1 == self.layers.len() {
            self.go(go, None);
        }
        if matches!(self.layers.last(), Some(Layer::Find(_))) && why == Why::Find {
            self.pause();
        }
    }
}

/// The one place where the state changes.
pub fn update(model: &mut Model, event: Event) -> Vec<Effect> {
    let keys = matches!(event, Event::Key(_) | Event::Typed(_) | Event::Paste(_));
    let stops = matches!(event, Event::Key(Key::Esc | Key::Ctrl('c')))
        && model.layers.last().is_some_and(|layer| layer.seen().stops());
    let acts = stops || matches!(event, Event::Key(Key::Ctrl('l' | 'z')));
    if keys && !acts && model.holding() {
        if model.held.len() < MAX_HELD {
            model.held.push_back(event);
        } else {
            model.desk.effects.push(Effect::Bell);
        }
    } else {
        model.take(event);
    }
    while !model.holding() {
        let Some(event) = model.held.pop_front() else { break };
        model.take(event);
    }
    std::mem::take(&mut model.desk.effects)
}
