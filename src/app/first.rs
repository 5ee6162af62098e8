//! The first run: the commune by a few letters, the association's name, who is keying.

use super::desk::{Desk, LayerId, Note};
use super::entry::{Entry, Typed};
use super::help::Help;
use super::keymap::{Action, Context, chains};
use super::layer::{Go, Layer, Screen};
use super::waiting::Waiting;
use super::{Effect, words::AreaRow};
use crate::lang::{Label, Problem, errors::app, screens};
use crate::register::NewRegister;
use crate::text::compose::Method;

/// How many communes are looked for at a time.
const ROWS: usize = 12;

/// What there is to choose while nothing is typed.
pub(crate) static CHOICES: &[Label] =
    &[screens::FIRST_SAMPLE, screens::FIRST_LANGUAGE, screens::FIRST_UNREADABLE];

/// Where the first run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Choosing the commune.
    Area,
    /// The association's name.
    Name,
    /// The operator's short name.
    Operator,
}

/// The first run.
pub(crate) struct First {
    id: LayerId,
    pub(crate) step: Step,
    pub(crate) query: Entry,
    pub(crate) rows: Vec<AreaRow>,
    pub(crate) at: usize,
    pub(crate) area: Option<AreaRow>,
    pub(crate) name: Entry,
    pub(crate) operator: Entry,
    /// What sends the marks of the first name, once that is known, and by which method.
    pub(crate) sent: Option<(Label, &'static str)>,
}

impl First {
    pub(crate) fn new(desk: &mut Desk) -> Self {
        Self {
            id: desk.layer(),
            step: Step::Area,
            query: Entry::default(),
            rows: Vec::new(),
            at: 0,
            area: None,
            name: Entry::default(),
            operator: Entry::default(),
            sent: None,
        }
    }

    /// How many rows there are to choose from: with nothing typed, [`CHOICES`].
    fn len(&self) -> usize {
        if self.query.is_empty() { CHOICES.len() } else { self.rows.len() }
    }

    fn entry(&mut self) -> &mut Entry {
        match self.step {
            Step::Area => &mut self.query,
            Step::Name => &mut self.name,
            Step::Operator => &mut self.operator,
        }
    }

    /// Communes in sight: below the three questions and a rule.
    fn page(desk: &Desk) -> usize {
        usize::from(desk.size.1).saturating_sub(12).max(1)
    }

    fn look(&mut self, desk: &Desk) {
        if self.step == Step::Area {
            self.at = 0;
            self.rows = desk.areas_by(self.query.text(), ROWS);
        }
    }

    fn take(&mut self, desk: &mut Desk) -> Go {
        match self.step {
            Step::Area => return self.take_area(desk),
            Step::Name => {
                if self.needs(desk, screens::FIRST_NAME.get(desk.lang)) {
                    return Go::Stay;
                }
                self.step = Step::Operator;
            }
            Step::Operator => {
                if self.needs(desk, screens::FIRST_OPERATOR.get(desk.lang)) {
                    return Go::Stay;
                }
                return self.create(desk);
            }
        }
        Go::Stay
    }

    fn needs(&mut self, desk: &mut Desk, what: &str) -> bool {
        let empty = crate::text::clean::line(self.entry().text()).is_empty();
        if empty {
            desk.wrong(Problem::new(&app::NOTHING_TYPED, [what]));
        }
        empty
    }

    fn take_area(&mut self, desk: &mut Desk) -> Go {
        if self.query.is_empty() {
            return Self::chosen(CHOICES.get(self.at), desk);
        }
        let Some(row) = self.rows.get(self.at).cloned() else {
            desk.wrong(Problem::new(&app::NO_AREA, [self.query.text()]));
            return Go::Stay;
        };
        self.name =
            Entry::new(&screens::ASSOCIATION.fill(desk.lang, std::slice::from_ref(&row.name)));
        self.area = Some(row);
        self.step = Step::Name;
        Go::Stay
    }

    fn chosen(choice: Option<&Label>, desk: &mut Desk) -> Go {
        match choice {
            Some(&screens::FIRST_SAMPLE) => {
                desk.sample = true;
                desk.effects.push(Effect::OpenSample);
                let waiting = Waiting::new(desk, screens::OPENING_SAMPLE, true);
                Go::Open(Box::new(Layer::Waiting(waiting)))
            }
            Some(&screens::FIRST_LANGUAGE) => Go::Do(Action::Language),
            // In plain letters, which show on any terminal.
            _ => {
                let lines = screens::UNREADABLE.get(desk.lang).split('\n');
                let help = Help::new(desk, &[], lines.map(str::to_owned).collect(), Vec::new());
                Go::Open(Box::new(Layer::Help(help)))
            }
        }
    }

    /// Tells what sends the marks of the first name: most clerks never know, and two input methods
    /// at once spoil every word.
    fn tell(&mut self, letter: char, desk: &Desk) {
        let method = desk.composer.method();
        let text = self.entry().text().to_owned();
        let digit_in_word =
            letter.is_ascii_digit() && text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
        let label = match method {
            Method::Off if !letter.is_ascii() => screens::SENT_OUTSIDE,
            Method::Telex if digit_in_word => screens::SENT_VNI,
            Method::Telex | Method::Vni if !text.is_ascii() => screens::SENT_INSIDE,
            _ => return,
        };
        self.sent = Some((label, if method == Method::Vni { "VNI" } else { "Telex" }));
    }

    fn create(&mut self, desk: &mut Desk) -> Go {
        let Some(area) = &self.area else { return Go::Stay };
        let operator = crate::text::clean::line(self.operator.text());
        let name = crate::text::clean::line(self.name.text());
        desk.operator = Some(operator.clone());
        desk.effects.push(Effect::Create(NewRegister { code: area.code.clone(), name, operator }));
        Go::Open(Box::new(Layer::Waiting(Waiting::new(desk, screens::CREATING, true))))
    }

    fn back(&mut self, desk: &mut Desk) {
        match self.step {
            Step::Area if self.query.is_empty() => desk.say(screens::HOME_BACK),
            Step::Area => {
                self.query = Entry::default();
                self.look(desk);
            }
            Step::Name => self.step = Step::Area,
            Step::Operator => self.step = Step::Name,
        }
    }
}

impl Screen for First {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::FIRST
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if let Some(at) = super::list::moved(self.at, self.len(), action, Self::page(desk)) {
            if self.step == Step::Area {
                self.at = at;
            }
            return Go::Stay;
        }
        match action {
            Action::Take => self.take(desk),
            Action::Back => {
                self.back(desk);
                Go::Stay
            }
            _ if self.entry().act(action) => {
                if matches!(action, Action::Erase | Action::EraseNext) {
                    self.look(desk);
                }
                Go::Stay
            }
            _ => Go::Pass,
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        // A commune is found without marks: a tone key there would only be in the way.
        let composing = self.step != Step::Area;
        let mut composer = std::mem::take(&mut desk.composer);
        let typed = self.entry().typed(letter, composing.then_some(&mut composer));
        desk.composer = composer;
        if typed == Typed::SwitchedOff {
            self.sent = Some((screens::SENT_OUTSIDE, ""));
            desk.note = Some(Note::Said(screens::INPUT_SWITCHED_OFF, Vec::new()));
        } else if composing {
            self.tell(letter, desk);
        }
        self.look(desk);
        Go::Stay
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) -> Go {
        self.entry().paste(text);
        self.look(desk);
        Go::Stay
    }

    fn erase(&mut self, desk: &mut Desk) {
        self.entry().erase();
        self.look(desk);
    }

    fn raw(&mut self, word: &str) {
        self.entry().line.replace_word(word);
    }
}
