//! From the look-up to a bulk edit: of the marked rows or, where none is marked, of all it finds.

use super::Find;
use crate::app::bulk::{self, Bulk, Of};
use crate::app::desk::{Desk, Why, slot};
use crate::app::layer::{Go, Layer};
use crate::derived::search::Query;
use crate::lang::{Problem, errors::app};
use crate::register::{Ask, Reply};

impl Find {
    /// What is looked for.
    pub(super) fn question(&self) -> Query {
        let (kind, inactive) = (self.kind, self.inactive);
        Query { kind, text: self.query.text().to_owned(), inactive, ..Query::default() }
    }

    /// Asks which records it would be about.
    pub(super) fn ask_bulk(&mut self, desk: &mut Desk) {
        let ask = match self.marks.ids() {
            [] if self.record_type().is_none_or(|kind| kind.internal) => {
                return desk.wrong(Problem::bare(&app::BULK_ONE_TYPE));
            }
            [] => Ask::Ids(self.question()),
            marked => Ask::Records(marked.to_vec()),
        };
        desk.ask(self.id, Why::BulkOf, slot::NONE, ask);
    }

    /// They are known: which field is it?
    pub(super) fn bulk_of(&mut self, reply: Reply, desk: &mut Desk) -> Go {
        let of = match reply {
            Reply::Rows { rows, .. } => bulk::kind_of(&rows, desk).map(|kind| Of {
                kind,
                ids: rows.iter().map(|shown| shown.record.id).collect(),
                marked: true,
            }),
            Reply::Ids(ids, total) => {
                let given = u64::try_from(ids.len()).unwrap_or(u64::MAX);
                if given < total {
                    let params = [total, given].map(|n| n.to_string());
                    desk.wrong(Problem::new(&app::BULK_TOO_MANY, params));
                    return Go::Stay;
                }
                self.record_type().filter(|_| total > 0).map(|kind| Of { kind, ids, marked: false })
            }
            _ => None,
        };
        let Some(of) = of else { return Go::Stay };
        let kind = of.kind;
        self.bulk = Some(of);
        bulk::choose(desk, kind)
    }

    /// The field is chosen.
    pub(super) fn open_bulk(&mut self, tag: u16, desk: &mut Desk) -> Go {
        let of = self.bulk.take();
        match of.and_then(|of| Some((of.kind.field(tag)?, of))) {
            Some((field, of)) => Go::Open(Box::new(Layer::Bulk(Bulk::new(desk, of, field)))),
            None => Go::Stay,
        }
    }
}
