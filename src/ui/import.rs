//! Taking a list in: the lists that lie there, how far the work is, what came of it.

use super::files;
use super::import_plan::{self, unsearched};
use super::paint::{Paint, Tone, wrap};
use super::{Said, import_rows};
use crate::app::desk::Desk;
use crate::app::import::{Import, Step, file_name};
use crate::app::words::number;
use crate::exchange::fetch;
use crate::lang::import as said;
use crate::lang::outgoing::OUT_FETCH;
use crate::text::width::columns;
use std::path::Path;

pub(super) fn draw(paint: &mut Paint, import: &Import, desk: &Desk) -> Said {
    let said = match import.step {
        Step::Files => choose(paint, import, desk),
        Step::Looking => looking(paint, desk),
        Step::Plan => import_plan::draw(paint, import, desk),
        Step::Rows => import_rows::draw(paint, import, desk),
        Step::Running(stopping) => running(paint, import, stopping, desk),
        Step::Done => done(paint, import, desk),
    };
    Said { title: title(import, desk), ..said }
}

fn title(import: &Import, desk: &Desk) -> String {
    let what = said::IMPORT_TITLE.get(desk.lang);
    let source = import.source.as_ref().filter(|_| import.step != Step::Files);
    let name = source.map(|source| file_name(source, desk.lang));
    format!("{what}  {}", name.unwrap_or_default()).trim_end().to_owned()
}

fn choose(paint: &mut Paint, import: &Import, desk: &Desk) -> Said {
    files::draw(paint, &import.files, &said::IMPORT_NO_FILES, desk);
    let hint = said::IMPORT_FILES_HINT.get(desk.lang).to_owned();
    Said { hint, ..Said::default() }
}

fn looking(paint: &mut Paint, desk: &Desk) -> Said {
    let x = paint.put(1, 2, said::IMPORT_LOOKING.get(desk.lang), Tone::Strong);
    paint.cursor(x + 1, 2);
    Said { hint: said::IMPORT_LOOKING_HINT.get(desk.lang).to_owned(), ..Said::default() }
}

fn running(paint: &mut Paint, import: &Import, stopping: bool, desk: &Desk) -> Said {
    let lang = desk.lang;
    let far = import.far.map_or(0, |counts| counts.read);
    let plan = import.plan.as_ref();
    let all = plan.and_then(|plan| plan.tried.as_ref()).map_or(0, |tried| tried.counts.read);
    let params = [number(far, lang), number(all, lang)];
    let x = paint.put(1, 2, &said::IMPORT_RUNNING.fill(lang, &params), Tone::Strong);
    paint.bar(1, 4, far, all);
    paint.cursor(x + 1, 2);
    let hint = if stopping { said::IMPORT_STOPPING } else { said::IMPORT_RUNNING_HINT };
    Said { hint: hint.get(lang).to_owned(), ..Said::default() }
}

fn done(paint: &mut Paint, import: &Import, desk: &Desk) -> Said {
    let lang = desk.lang;
    let counts = import.summary.counts;
    let params = [number(counts.added, lang), import.kind.label.get(lang).to_owned()];
    paint.put(1, 2, &said::IMPORT_DONE.fill(lang, &params), Tone::Strong);
    let rest = [counts.changed, counts.unchanged, counts.rejected];
    let mut y = 4;
    if rest.iter().any(|count| *count > 0) {
        let rest = rest.map(|count| number(count, lang));
        paint.put(1, y, &said::IMPORT_DONE_MORE.fill(lang, &rest), Tone::Plain);
        y += 1;
    }
    if let Some(text) = import.plan.as_ref().and_then(|plan| unsearched(plan, desk)) {
        paint.put(1, y, &text, Tone::Plain);
        y += 1;
    }
    if let Some(path) = &import.summary.rejects {
        rejects(paint, path, y, desk);
    }
    let hint = format!("{}: ", said::IMPORT_DONE_HINT.get(lang));
    let column = u16::try_from(columns(&hint)).unwrap_or(0);
    paint.cursor(column, paint.height().saturating_sub(2));
    Said { hint, ..Said::default() }
}

/// Where the rejects lie, and how they are fetched from there.
fn rejects(paint: &mut Paint, path: &Path, y: u16, desk: &Desk) {
    let lang = desk.lang;
    let (user, ssh) = desk.user();
    let mut lines = vec![(said::IMPORT_DONE_REJECTS, path.display().to_string())];
    lines.extend(fetch::line(path, user, ssh).map(|line| (OUT_FETCH, line)));
    let room = usize::from(paint.width());
    // From the edge on, so that a line that is marked and copied brings nothing else along.
    let all = lines.iter().flat_map(|(label, text)| {
        [wrap(&format!(" {}", label.get(lang)), room), wrap(text, room)].concat()
    });
    for (y, line) in (y..paint.body()).zip(all) {
        paint.put(0, y, &line, Tone::Plain);
    }
}
