//! A record's changes in words: what became what, why, over which findings, and where it came from.

use super::desk::Desk;
use super::words;
use crate::domain::{Field, RecordType, Value};
use crate::lang::{errors, screens};
use crate::register::{Entry, Origin};

/// What a change did to the fields, line by line.
pub(crate) fn field_lines(kind: &RecordType, entry: &Entry, desk: &Desk) -> Vec<String> {
    let lang = desk.lang;
    let word = |field: &'static Field, value: &Option<Value>| match value {
        Some(value) => desk.whole(field, value, &entry.names),
        None => screens::NO_ENTRY.get(lang).to_owned(),
    };
    // Of a timeline what holds now says enough, unless only what held before was changed.
    let all = |field: &'static Field, value: &Option<Value>| match value {
        Some(value) => {
            let lines = desk.written_out(field, value, &entry.names);
            lines.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join(", ")
        }
        None => screens::NO_ENTRY.get(lang).to_owned(),
    };
    let line = |(tag, before, after): &(u16, Option<Value>, Option<Value>)| {
        let field = kind.field(*tag)?;
        let (label, arrow) = (field.label.get(lang), screens::ARROW.get(lang));
        let (mut was, mut is) = (word(field, before), word(field, after));
        if was == is {
            (was, is) = (all(field, before), all(field, after));
        }
        Some(format!("{label}: {was} {arrow} {is}"))
    };
    entry.changes.iter().filter_map(line).collect()
}

/// What a change did, line by line.
pub(crate) fn change_lines(kind: &RecordType, entry: &Entry, desk: &Desk) -> Vec<String> {
    let mut lines = deed(kind, entry, desk);
    if entry.undoes > 0 {
        lines.insert(0, screens::UNDOES.fill(desk.lang, &[entry.undoes.to_string()]));
    }
    lines.extend(reasons(entry, desk));
    lines.extend(source(entry, desk));
    lines.extend(went(entry, desk));
    lines
}

/// The same among the record's other changes, newest first: what was undone is named by its time and
/// who did it; in which batch, and at which machine where that is another one than above.
pub(crate) fn history_lines(
    kind: &RecordType,
    entry: &Entry,
    all: &[Entry],
    desk: &Desk,
) -> Vec<String> {
    let lang = desk.lang;
    let mut lines = deed(kind, entry, desk);
    if entry.undoes > 0 {
        let undone = all.iter().find(|other| other.seq == entry.undoes);
        let undone = match undone {
            Some(other) => [words::time(other.time), other.operator.clone()].join(" "),
            None => entry.undoes.to_string(),
        };
        lines.insert(0, screens::UNDOES.fill(lang, &[undone]));
    }
    lines.extend(reasons(entry, desk));
    if lines.is_empty() {
        lines.push(screens::NO_FIELD_CHANGED.get(lang).to_owned());
    }
    let batch = (entry.batch > 0).then(|| screens::OF_BATCH.fill(lang, &[entry.batch.to_string()]));
    let above = all.iter().take_while(|other| other.seq != entry.seq).last();
    let other = !entry.from.is_empty() && above.is_none_or(|above| above.from != entry.from);
    let from = other.then(|| screens::AT_MACHINE.fill(lang, &[&entry.from]));
    let origin = source(entry, desk).into_iter().chain(batch).chain(from);
    let origin: Vec<String> = origin.chain(went(entry, desk)).collect();
    if !origin.is_empty() {
        lines.push(format!("({})", origin.join("; ")));
    }
    lines
}

/// What was done, or would be.
pub(crate) fn deed(kind: &RecordType, entry: &Entry, desk: &Desk) -> Vec<String> {
    let lang = desk.lang;
    let new = entry.changes.iter().all(|(_, before, _)| before.is_none());
    if entry.erased {
        vec![screens::ERASED.get(lang).to_owned()]
    } else if entry.what == "reveal" {
        vec![screens::REVEALED.get(lang).to_owned()]
    } else if entry.what == "delete" {
        vec![screens::DELETED.get(lang).to_owned()]
    } else if entry.what == "merge" {
        let into = entry.names.last().map_or("", |(_, name)| name.as_str());
        vec![screens::MERGED.fill(lang, &[into])]
    } else if new && entry.changes.len() > 1 {
        let label = if entry.undoes > 0 { screens::RETURNED } else { screens::ENTERED };
        vec![label.fill(lang, &[entry.changes.len().to_string()])]
    } else {
        field_lines(kind, entry, desk)
    }
}

/// Why, and what the findings it was saved over say, without the values of that day.
fn reasons(entry: &Entry, desk: &Desk) -> Vec<String> {
    let lang = desk.lang;
    let mut lines = Vec::new();
    if !entry.reason.is_empty() {
        lines.push(format!("«{}»", entry.reason));
    }
    for (check, reason) in &entry.accepted {
        let said = errors::named(check)
            .map_or_else(|| check.clone(), |code| code.what.fill(lang, &["…"; 4]));
        lines.push(screens::ACCEPTED.fill(lang, &[&said, reason]));
    }
    lines
}

fn source(entry: &Entry, desk: &Desk) -> Option<String> {
    Some(match entry.source.as_ref()? {
        Origin::Row { file, sheet, row } => {
            let of: Vec<&str> =
                [file.as_str(), sheet].into_iter().filter(|part| !part.is_empty()).collect();
            screens::SOURCE.fill(desk.lang, &[of.join(" "), row.to_string()])
        }
        Origin::Bundle { sender, seq, by, .. } => bundle(sender, *seq, by, desk),
    })
}

/// The bundle that brought a change, and who had made it there.
pub(crate) fn bundle(sender: &str, seq: u64, by: &str, desk: &Desk) -> String {
    let by = if by.is_empty() { String::new() } else { format!(" ({by})") };
    screens::BROUGHT.fill(desk.lang, &[seq.to_string(), sender.to_owned(), by])
}

fn went(entry: &Entry, desk: &Desk) -> Option<String> {
    took(entry, desk).map(|took| screens::WENT.fill(desk.lang, &[took]))
}

/// The bundles that took a change on, and whether they arrived.
pub(crate) fn took(entry: &Entry, desk: &Desk) -> Option<String> {
    let took = entry.took.iter().map(|took| {
        let label = if took.received { screens::TOOK_RECEIVED } else { screens::TOOK };
        label.fill(desk.lang, &[took.seq.to_string(), took.recipient.clone()])
    });
    Some(took.collect::<Vec<_>>().join(", ")).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{check, records};

    #[test]
    fn every_finding_that_can_be_accepted_is_told_in_words() {
        for kind in records::all() {
            for (name, _) in check::names(kind).filter(|(_, soft)| *soft) {
                assert!(errors::named(name).is_some(), "{} {name}", kind.name);
            }
        }
    }
}
