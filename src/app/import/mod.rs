//! A list comes in: it is chosen, what was found in it is shown, and one key takes it; what is
//! doubtful comes first and is mended before anything is saved.

mod heard;
pub mod job;
mod plan;
mod rows;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use plan::{Item, Line, Plan};
pub(crate) use rows::{Rows, in_sight};
pub(crate) use words::{file_name, font, format, takes};

use crate::app::desk::{Desk, LayerId};
use crate::app::files::{self, Files};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list::{self, Choice, List, Offers};
use crate::app::prompt::{Asks, Prompt};
use crate::domain::{RecordType, Value, records};
use crate::exchange::import::{Counts, Summary};
use crate::exchange::take::Source;
use crate::lang::{Problem, errors::app, import as said};
use job::{Job, Sort, Told};

/// Where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A list is chosen.
    Files,
    /// It is being read.
    Looking,
    /// What was found is looked at.
    Plan,
    /// Its rows are looked at.
    Rows,
    /// It is being taken in; it ends after the chunk under way where it is to stop.
    Running(bool),
    /// It was taken in.
    Done,
}

/// The import.
pub(crate) struct Import {
    id: LayerId,
    pub(crate) kind: &'static RecordType,
    pub(crate) step: Step,
    pub(crate) files: Files,
    /// What is being read.
    pub(crate) source: Option<Source>,
    pub(crate) plan: Option<Plan>,
    pub(crate) rows: Rows,
    /// How many rows were counted, or taken in, up to now; nothing is under way where it is None.
    pub(crate) far: Option<Counts>,
    /// The next step is wanted as soon as the rows are counted.
    wanted: bool,
    pub(crate) summary: Summary,
}

/// Rows of the list of lists in sight.
pub(crate) fn page(desk: &Desk) -> usize {
    usize::from(desk.size.1).saturating_sub(6).max(1)
}

impl Import {
    /// Looks which lists there are; None where no type of record is entered by people.
    pub(crate) fn start(desk: &mut Desk) -> Go {
        let Some(kind) = types().next() else { return Go::Stay };
        let id = desk.layer();
        let mut files = Files::default();
        files.waiting = true;
        desk.work(Job::Lists(desk.folders.clone(), Sort::Lists));
        Go::Open(Box::new(Layer::Import(Self {
            id,
            kind,
            step: Step::Files,
            files,
            source: None,
            plan: None,
            rows: Rows::default(),
            far: None,
            wanted: false,
            summary: Summary::default(),
        })))
    }

    /// Reads a list.
    fn look(&mut self, source: Source, kind: Option<&'static RecordType>, desk: &mut Desk) {
        self.step = Step::Looking;
        desk.work(Job::Look(source.clone(), kind.map(|kind| kind.kind)));
        self.source = Some(source);
    }

    /// Counts what would come of it; what was counted before stays in sight.
    fn count(&mut self, desk: &mut Desk) {
        let Some(plan) = &self.plan else { return };
        if plan.taken.is_empty() {
            self.far = None;
            return desk.give_up_work();
        }
        self.far = Some(Counts::default());
        desk.work(Job::Try(plan.choice()));
    }

    /// The next step: rows to look at, if there are any; then it is taken in.
    fn next(&mut self, desk: &mut Desk) {
        let Some(plan) = &mut self.plan else { return };
        if plan.taken.is_empty() {
            return desk.wrong(Problem::bare(&app::NO_SHEET));
        }
        if self.far.is_some() {
            self.wanted = true;
            return;
        }
        if let Some(field) = plan.lacks() {
            self.step = Step::Plan;
            let label = field.label.get(desk.lang);
            return desk.wrong(Problem::new(&app::ALL_ROWS_LACK, [label]));
        }
        if self.step == Step::Plan && !plan.items().is_empty() {
            self.step = Step::Rows;
            self.rows = Rows::default();
            self.face_reason();
            return;
        }
        if plan.counts().is_some_and(|[new, changed, ..]| new + changed == 0) {
            return desk.say(said::IMPORT_NOTHING);
        }
        if plan.tried.is_some() {
            self.step = Step::Running(false);
            self.far = Some(Counts::default());
            desk.work(Job::Run(plan.choice()));
        }
    }

    /// Whether the next step comes by itself, once the rows are counted.
    pub(crate) fn wants(&self) -> bool {
        self.wanted
    }

    fn back(&mut self, desk: &mut Desk) -> Go {
        self.wanted = false;
        match self.step {
            Step::Files if !self.files.entry.is_empty() => self.files.clear(),
            Step::Files | Step::Done => return Go::Back,
            Step::Looking | Step::Plan => {
                desk.give_up_work();
                self.far = None;
                self.plan = None;
                self.step = Step::Files;
            }
            Step::Rows => self.step = Step::Plan,
            Step::Running(_) => {
                self.step = Step::Running(true);
                desk.stop_work();
            }
        }
        Go::Stay
    }

    fn act_files(&mut self, action: Action, desk: &mut Desk) -> Go {
        match action {
            Action::Open => {
                match self.files.chosen() {
                    Some(path) => self.look(Source::File(path), None, desk),
                    None => desk.wrong(Problem::bare(&app::NO_LIST)),
                }
                Go::Stay
            }
            _ if self.files.act(action, page(desk)) => Go::Stay,
            _ => Go::Pass,
        }
    }

    fn act_plan(&mut self, action: Action, desk: &mut Desk) -> Go {
        let Some(plan) = &mut self.plan else { return Go::Pass };
        if let Some(at) = list::moved(plan.at, plan.lines().len(), action, page(desk)) {
            plan.at = at;
            return Go::Stay;
        }
        match action {
            Action::Step => self.next(desk),
            Action::Before | Action::After => plan.turn(action == Action::Before),
            Action::Mark => {
                plan.mark_sheet();
                self.count(desk);
            }
            Action::Values => return self.ways(desk),
            Action::RowType => {
                let kind = next_type(self.kind);
                let source = plan.source.clone();
                self.look(source, Some(kind), desk);
            }
            _ => return Go::Pass,
        }
        Go::Stay
    }

    /// Offers everything that can be said of the column.
    fn ways(&self, desk: &mut Desk) -> Go {
        let Some(plan) = &self.plan else { return Go::Stay };
        match plan.lines().get(plan.at) {
            Some(Line::Column(_)) => {}
            Some(Line::All(group)) => {
                let said = group.first.as_deref().unwrap_or_default();
                let prompt = Prompt::for_all_rows(desk, group.field, said);
                return Go::Open(Box::new(Layer::Prompt(prompt)));
            }
            None => return Go::Stay,
        }
        let row = |(at, way)| {
            let (label, detail) = words::way(&way, desk);
            Choice { value: Value::Whole(at), label, detail }
        };
        let rows = (0..).zip(plan.ways()).map(row).collect();
        Go::Open(Box::new(Layer::List(List::of_rows(desk, Offers::Column, rows))))
    }
}

/// The types of which lists come in: those that people enter.
fn types() -> impl Iterator<Item = &'static RecordType> {
    records::all().iter().copied().filter(|kind| kind.is_entered() && !kind.internal)
}

fn next_type(kind: &'static RecordType) -> &'static RecordType {
    let mut after = types().skip_while(|other| other.kind != kind.kind).skip(1);
    after.next().or_else(|| types().next()).unwrap_or(kind)
}

impl Screen for Import {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        match self.step {
            Step::Files => chains::IMPORT_FILES,
            Step::Plan => chains::IMPORT_PLAN,
            Step::Rows if self.rows.cell.is_some() => chains::IMPORT_CELL,
            Step::Rows => chains::IMPORT_ROWS,
            Step::Looking | Step::Running(_) => chains::RUNNING,
            Step::Done => chains::IMPORT_DONE,
        }
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if matches!(action, Action::Back | Action::Close) && self.rows.cell.is_none() {
            return self.back(desk);
        }
        match self.step {
            Step::Files => self.act_files(action, desk),
            Step::Plan => self.act_plan(action, desk),
            Step::Rows => self.act_rows(action, desk),
            Step::Done if action == Action::Open => Self::find(self.kind, None, desk),
            _ => Go::Pass,
        }
    }

    fn typed(&mut self, letter: char, desk: &mut Desk) -> Go {
        match self.step {
            Step::Files => self.files.typed(letter),
            Step::Rows => self.rows_typed(letter, desk),
            Step::Done => return Self::find(self.kind, Some(letter), desk),
            _ => {}
        }
        Go::Stay
    }

    fn paste(&mut self, text: &str, desk: &mut Desk) -> Go {
        match (self.step, &mut self.rows.cell) {
            (Step::Files, _) if files::is_block(text) => {
                self.look(Source::Pasted(text.to_owned()), None, desk);
            }
            (Step::Files, _) => self.files.paste(text),
            (Step::Rows, Some(cell)) => cell.paste(&crate::text::clean::line(text)),
            _ => {}
        }
        Go::Stay
    }

    fn erase(&mut self, _desk: &mut Desk) {
        match (self.step, &mut self.rows.cell) {
            (Step::Files, _) => _ = self.files.entry.erase(),
            (Step::Rows, Some(cell)) => _ = cell.erase(),
            _ => {}
        }
    }

    fn raw(&mut self, word: &str) {
        if let Some(cell) = &mut self.rows.cell {
            cell.line.replace_word(word);
        }
    }

    fn works(&self) -> bool {
        true
    }

    fn told(&mut self, told: Told, desk: &mut Desk) -> Go {
        self.heard(told, desk)
    }

    fn given(&mut self, given: Given, desk: &mut Desk) -> Go {
        if let (Step::Rows, Given::Value(Value::Whole(at), _)) = (self.step, &given) {
            self.chosen(usize::try_from(*at).unwrap_or(usize::MAX), desk);
            return Go::Stay;
        }
        let Some(plan) = &mut self.plan else { return Go::Stay };
        match given {
            Given::Value(Value::Whole(at), _) => {
                let way = usize::try_from(at).ok().and_then(|at| plan.ways().get(at).cloned());
                let Some(way) = way else { return Go::Stay };
                plan.say(way);
            }
            Given::Text(Asks::AllRows(tag), text) => plan.say_for_all(tag, text),
            _ => return Go::Stay,
        }
        self.count(desk);
        Go::Stay
    }

    fn holding(&self) -> bool {
        match self.step {
            Step::Files => self.files.waiting,
            Step::Looking | Step::Running(_) => true,
            _ => self.wanted,
        }
    }

    fn stops(&self) -> bool {
        self.holding()
    }

    fn door_gone(&mut self) {
        (self.files.waiting, self.wanted, self.far) = (false, false, None);
        self.step = if self.plan.is_some() { Step::Plan } else { Step::Files };
    }
}
