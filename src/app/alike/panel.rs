//! Everybody who may be the one in the form below, and why; beside the form's fields those of the
//! one the bar stands on.

use super::{Line, Of, Sides, lines};
use crate::app::confirm::{self, Confirm};
use crate::app::desk::{Desk, LayerId};
use crate::app::keymap::{Action, Context, chains};
use crate::app::layer::{Given, Go, Layer, Screen};
use crate::app::list;
use crate::app::record::View;
use crate::domain::{RecordId, RecordType, Right, Values};
use crate::lang::{Problem, errors::app, screens};
use crate::register::{Alike, Shown};

/// The panel.
pub(crate) struct Panel {
    id: LayerId,
    pub(crate) kind: &'static RecordType,
    /// The record that the form edits.
    pub(crate) of: Option<Shown>,
    /// Something is changed in it that is not saved.
    changed: bool,
    /// What stands in the form.
    values: Values,
    names: Vec<(RecordId, String)>,
    /// The likest first.
    pub(crate) rows: Vec<Alike>,
    pub(crate) at: usize,
}

/// What the form below gives.
pub(crate) struct Below {
    pub(crate) kind: &'static RecordType,
    pub(crate) of: Option<Shown>,
    pub(crate) changed: bool,
    pub(crate) values: Values,
    pub(crate) names: Vec<(RecordId, String)>,
}

/// Rows of the list in sight on a screen so high.
pub(crate) fn page(height: u16) -> usize {
    usize::from(height / 4)
}

impl Panel {
    pub(crate) fn new(desk: &mut Desk, below: Below, rows: Vec<Alike>, at: usize) -> Self {
        let Below { kind, of, changed, values, names } = below;
        let at = at.min(rows.len().saturating_sub(1));
        Self { id: desk.layer(), kind, of, changed, values, names, rows, at }
    }

    /// The one the bar stands on.
    pub(crate) fn row(&self) -> Option<&Alike> {
        self.rows.get(self.at)
    }

    /// The form's fields beside those of that one; those that differ come first.
    pub(crate) fn lines(&self, desk: &Desk) -> Vec<Line> {
        let Some(one) = self.row() else { return Vec::new() };
        let here = Of { values: &self.values, names: &self.names };
        let there = Of { values: &one.shown.record.values, names: &one.shown.names };
        let mut lines = lines(self.kind, (here, there), false, desk);
        lines.sort_by_key(|line| !line.differs);
        lines
    }

    /// They are one: two records are merged; one that is being entered is put into the other.
    fn merge(&self, desk: &mut Desk) -> Go {
        let Some(one) = self.row() else { return Go::Stay };
        let Some(of) = &self.of else {
            let params = vec![desk.title(&one.shown)];
            let about = vec![screens::SAME_ABOUT.get(desk.lang).to_owned()];
            let ask = Confirm::new(desk, screens::SAME_ASK, params, confirm::Asks::Same);
            return Go::Open(Box::new(Layer::Confirm(ask.about(about))));
        };
        let refused = match self.changed {
            true => Some(Problem::bare(&app::SAVE_FIRST)),
            false => desk.may_not(Right::Delete),
        };
        if let Some(problem) = refused {
            desk.wrong(problem);
            return Go::Stay;
        }
        let sides = Sides::new(desk, of.clone(), one.shown.clone(), one.like.clone());
        Go::Open(Box::new(Layer::Sides(sides)))
    }
}

impl Screen for Panel {
    fn id(&self) -> LayerId {
        self.id
    }

    fn contexts(&self) -> &'static [Context] {
        chains::ALIKE
    }

    fn act(&mut self, action: Action, desk: &mut Desk) -> Go {
        if let Some(at) = list::moved(self.at, self.rows.len(), action, page(desk.size.1)) {
            self.at = at;
            return Go::Stay;
        }
        let Some(one) = self.row() else { return Go::Pass };
        match action {
            Action::Open => {
                let view = View::new(desk, one.shown.clone());
                Go::Open(Box::new(Layer::Record(view)))
            }
            Action::KeepBoth => Go::Give(Given::Apart(one.shown.record.id, self.at)),
            Action::Merge => self.merge(desk),
            _ => Go::Pass,
        }
    }

    fn given(&mut self, given: Given, _desk: &mut Desk) -> Go {
        match (given, self.row()) {
            (Given::Yes(confirm::Asks::Same), Some(one)) => {
                Go::Give(Given::Same(Box::new(one.shown.clone())))
            }
            (given @ Given::Settled(..), _) => Go::Give(given),
            _ => Go::Stay,
        }
    }
}
