//! The keyer's own figures: counted key by key, handed over now and then, shown to nobody else.

use super::Model;
use crate::app::desk::{LayerId, Why, slot};
use crate::app::help::Help;
use crate::app::keyer::{first_hour_of_day, tenth};
use crate::app::keymap::Action;
use crate::app::layer::Layer;
use crate::app::words::number;
use crate::domain::records;
use crate::lang::screens;
use crate::register::{Ask, Hour, Request, Work};

/// How many fields are told.
const FIELDS: usize = 8;
/// Milliseconds of an hour.
const HOUR: u64 = 3_600_000;

impl Model {
    /// A key that goes to a form.
    pub(super) fn count(&mut self, action: Option<Action>) {
        let Some(Layer::Form(form)) = self.layers.last() else { return };
        let Some(cell) = form.cell() else { return };
        let field = (form.kind.kind, cell.field.tag);
        self.desk.keyer.key(field, action);
        self.keep_work(true);
    }

    /// Hands the counts over to be kept: where a screen is left, or once enough is due.
    pub(super) fn keep_work(&mut self, if_due: bool) {
        let desk = &mut self.desk;
        let nobody = desk.who.is_none() || desk.gone.is_some() || desk.forbidden().is_some();
        if nobody || if_due && !desk.keyer.is_due() {
            return;
        }
        if let Some(work) = desk.keyer.take() {
            desk.send(LayerId(0), Why::KeepWork, Request::KeepWork(work));
        }
    }

    pub(super) fn my_work(&mut self) {
        self.keep_work(false);
        self.desk.ask(LayerId(0), Why::Work, slot::NONE, Ask::Work);
    }

    pub(super) fn show_work(&mut self, work: &Work) {
        let lang = self.desk.lang;
        let (all, now) = (work.since(i64::MIN), self.desk.keyer.now());
        let told = |label: crate::lang::Label, what: String| (label.get(lang).to_owned(), what);
        let done = |hour: &Hour| {
            let params = [number(hour.records, lang), number(hour.keys, lang)];
            let hours = tenth(hour.millis, HOUR, lang);
            screens::WORK_DONE.fill(lang, &[params.as_slice(), &[hours]].concat())
        };
        let mut lines = Vec::new();
        if all.keys > 0 {
            let today = work.since(first_hour_of_day(now));
            // Of a rate only whole ones tell anything.
            let rate =
                |count: u64| number((count * HOUR).checked_div(all.millis).unwrap_or(0), lang);
            let per = |count: u64| tenth(count, all.records, lang);
            let hour = [rate(all.records), rate(all.keys)];
            let corrected = tenth(all.corrections * 1_000, all.keys, lang);
            lines.push(told(screens::WORK_TODAY, done(&today)));
            lines.push(told(screens::WORK_ALL, done(&all)));
            if all.millis > 0 {
                lines.push(told(screens::WORK_HOURLY, screens::WORK_HOUR.fill(lang, &hour)));
            }
            let record = [per(all.keys), per(all.moving)];
            lines.push(told(screens::WORK_RECORD, screens::WORK_KEYS.fill(lang, &record)));
            let corrected = screens::WORK_PER_THOUSAND.fill(lang, &[corrected]);
            lines.push(told(screens::WORK_CORRECTED, corrected));
            lines.push((String::new(), String::new()));
        }
        for ((kind, tag), field) in work.costliest().into_iter().take(FIELDS) {
            let Some(called) = records::of(kind).and_then(|kind| kind.field(tag)) else { continue };
            let seconds = tenth(field.millis / 100, all.records * 10, lang);
            let params = [tenth(field.keys, all.records, lang), seconds];
            lines
                .push((called.label.get(lang).to_owned(), screens::WORK_FIELD.fill(lang, &params)));
        }
        let about = if all.keys > 0 { screens::WORK_ABOUT } else { screens::WORK_NONE };
        let about = vec![about.get(lang).to_owned()];
        let help = Help::of_lines(&mut self.desk, screens::WORK_TITLE, about, lines);
        self.open(Layer::Help(help));
    }
}
