//! From the look-up to a file: what it lists, or an empty sheet of its type.

use super::Find;
use crate::app::desk::Desk;
use crate::app::keymap::Action;
use crate::app::layer::{Go, Layer};
use crate::app::list::{List, Offers};
use crate::app::outgoing::{Out, What};
use crate::domain::RecordType;
use crate::exchange::export::{Format, Which};
use crate::lang::{Problem, errors::app};

impl Find {
    /// Writes the marked records or, where none is marked, all it finds; or asks for the layout of an
    /// empty sheet.
    pub(super) fn bring_out(&self, action: Action, desk: &mut Desk) -> Go {
        let Some(of) = self.record_type() else {
            desk.wrong(Problem::bare(&app::OUT_ONE_TYPE));
            return Go::Stay;
        };
        if action == Action::BlankSheet {
            if of.layouts.is_empty() {
                desk.wrong(Problem::bare(&app::OUT_ONE_TYPE));
                return Go::Stay;
            }
            let list = List::new(desk, Offers::Layouts(of), "");
            return Go::Open(Box::new(Layer::List(list)));
        }
        let format = if action == Action::ExportCsv { Format::Csv } else { Format::Xlsx };
        let which = match self.marks.ids() {
            [] => Which::Found(self.question()),
            marked => Which::These(marked.to_vec()),
        };
        begin(of, What::List(which), format, desk)
    }

    /// The layout is chosen.
    pub(super) fn blank(&self, name: &str, desk: &mut Desk) -> Go {
        let layout = |of: &'static RecordType| Some((of, desk.layout(of, Some(name))?));
        match self.record_type().and_then(layout) {
            Some((of, layout)) => begin(of, What::Blank(layout), Format::Xlsx, desk),
            None => Go::Stay,
        }
    }
}

fn begin(of: &'static RecordType, what: What, format: Format, desk: &mut Desk) -> Go {
    Go::Open(Box::new(Layer::Out(Out::new(desk, of, what, format))))
}
