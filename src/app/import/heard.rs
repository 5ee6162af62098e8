//! What is heard of the work aside: the lists, what one holds, what would come of it, that it is in.

use super::job::Told;
use super::{Import, Plan, Step};
use crate::app::desk::Desk;
use crate::app::find::Find;
use crate::app::layer::{Go, Layer, Screen};
use crate::app::words::number;
use crate::domain::{RecordType, records};
use crate::exchange::import::Summary;
use crate::lang::{Problem, import as said};

impl Import {
    pub(super) fn heard(&mut self, told: Told, desk: &mut Desk) -> Go {
        match (self.step, told) {
            (_, Told::Lists(lists)) => self.files.take(lists),
            (Step::Looking, Told::Found(found)) => {
                let Some(source) = self.source.clone() else { return Go::Stay };
                self.kind = records::of(found.of).unwrap_or(self.kind);
                self.plan = Some(Plan::new(source, found.take(), self.kind));
                self.step = Step::Plan;
                self.count(desk);
            }
            (_, Told::Far(counts)) => self.far = Some(counts),
            (Step::Plan | Step::Rows, Told::Tried(preview)) => {
                self.far = None;
                let here = self.plan.as_ref().and_then(|plan| self.rows.place(plan));
                if let Some(plan) = &mut self.plan {
                    plan.tried = Some(preview.take());
                    self.rows.stay(here, plan);
                    if self.rows.place(plan) != here {
                        self.face_reason();
                    }
                }
                if std::mem::take(&mut self.wanted) {
                    self.next(desk);
                }
            }
            (Step::Running(_), Told::Ran(summary)) => self.ran(*summary, desk),
            (_, Told::Failed(problem)) => self.failed(problem, desk),
            _ => {}
        }
        Go::Stay
    }

    /// It was taken in; what was stopped goes on from what was found, with what is left.
    fn ran(&mut self, summary: Summary, desk: &mut Desk) {
        let counts = summary.counts;
        self.far = None;
        self.summary = summary;
        if !self.summary.stopped {
            self.step = Step::Done;
            return;
        }
        self.step = Step::Plan;
        if let Some(plan) = &mut self.plan {
            plan.batch = self.summary.batch;
        }
        let taken = number(counts.added + counts.changed, desk.lang);
        desk.say_with(said::IMPORT_STOPPED, [taken]);
        self.count(desk);
    }

    fn failed(&mut self, problem: Problem, desk: &mut Desk) {
        (self.files.waiting, self.wanted, self.far) = (false, false, None);
        self.step = if self.plan.is_some() { Step::Plan } else { Step::Files };
        desk.wrong(problem);
    }

    /// The look-up among what was taken in, beginning with a letter.
    pub(super) fn find(kind: &RecordType, letter: Option<char>, desk: &mut Desk) -> Go {
        let mut find = Find::of(desk, Some(kind.kind), "", false);
        match letter {
            Some(letter) if letter.is_alphanumeric() => {
                find.typed(letter, desk);
            }
            Some(_) => return Go::Stay,
            None => {}
        }
        Go::Open(Box::new(Layer::Find(find)))
    }
}
