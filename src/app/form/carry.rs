//! Fields kept for the records that follow, and for how long: until they are changed, until the
//! batch ends, until the village or the household does. A number may count up instead, and a field
//! that the papers leave empty is passed over.

use super::{After, Cell, Form, Read, Snap};
use crate::app::desk::Desk;
use crate::app::layer::Go;
use crate::domain::{FieldKind, RecordType};
use crate::lang::{Label, Lang, screens};
pub(crate) use crate::register::Scope;

impl Scope {
    /// What stands beside the field.
    pub(crate) fn mark(self, kind: &RecordType, lang: Lang) -> String {
        self.labels().0.fill(lang, &[self.group(kind, lang)])
    }

    /// What stands beside the field, and what is said when it is chosen.
    fn labels(self) -> (Label, Label) {
        match self {
            Self::Changed => (screens::KEPT, screens::KEEPS),
            Self::Batch => (screens::KEPT_BATCH, screens::KEEPS_BATCH),
            Self::Within(_) => (screens::KEPT_WITHIN, screens::KEEPS_WITHIN),
            Self::Series => (screens::KEPT_SERIES, screens::KEEPS_SERIES),
            Self::Skipped => (screens::KEPT_EMPTY, screens::KEEPS_EMPTY),
        }
    }

    /// The group's field in the middle of a sentence.
    fn group(self, kind: &RecordType, lang: Lang) -> String {
        let Self::Within(tag) = self else { return String::new() };
        kind.field(tag).map_or_else(String::new, |field| field.label.get(lang).to_lowercase())
    }
}

/// The number after this one, as it is written: HP-00042 becomes HP-00043. None where it ends in no
/// number, or in one that would need another digit.
pub(crate) fn next_number(text: &str) -> Option<String> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (head, number) = text.split_at_checked(text.len().checked_sub(digits)?)?;
    let next = number.parse::<u64>().ok()?.checked_add(1)?;
    let next = format!("{next:0digits$}");
    (digits > 0 && next.len() == digits).then(|| format!("{head}{next}"))
}

impl Form {
    /// The scopes a field can be kept in, in the order in which one key goes through them.
    fn scopes(&self, cell: &Cell) -> Vec<Scope> {
        if cell.entry.is_empty() && !cell.field.required {
            return vec![Scope::Skipped];
        }
        let counts = matches!(cell.flat.kind, FieldKind::Text(_) | FieldKind::Whole)
            && next_number(cell.entry.text()).is_some();
        let series = counts.then_some(Scope::Series);
        // No two records share it: only the next number makes sense.
        if cell.field.unique {
            return series.into_iter().collect();
        }
        let groups = self.kind.within.iter().filter(|(_, tags)| tags.contains(&cell.field.tag));
        let within = groups.map(|(group, _)| Scope::Within(*group));
        [Scope::Changed, Scope::Batch].into_iter().chain(within).chain(series).collect()
    }

    /// Keeps the field the cursor stands in, in the next scope; after the last one no longer.
    pub(super) fn carry(&mut self, desk: &mut Desk) -> Go {
        let Some(cell) = self.cell() else { return Go::Stay };
        let scopes = self.scopes(cell);
        let next = match cell.carry {
            // What is typed here from now on.
            Some(Scope::Batch) if cell.is_exception() => Some(&Scope::Batch),
            None => scopes.first(),
            Some(scope) => {
                let at = scopes.iter().position(|other| *other == scope);
                scopes.get(at.map_or(usize::MAX, |at| at + 1))
            }
        };
        let (next, field) = (next.copied(), cell.field);
        let was = cell.carry;
        if let Some(cell) = self.cell_mut() {
            (cell.carry, cell.kept) = (next, None);
        }
        self.draft_grew();
        // The mark beside the field shows once the cursor has left it.
        match (next, was) {
            (Some(scope), _) => {
                let name = field.label.get(desk.lang).to_owned();
                desk.say_with(scope.labels().1, [name, scope.group(self.kind, desk.lang)]);
            }
            (None, Some(_)) => {
                desk.kept.remove(&(self.kind.kind, field.tag));
                desk.say_with(screens::KEEPS_NOT, [field.label.get(desk.lang)]);
            }
            (None, None) => desk.say_with(screens::KEEPS_OWN, [field.label.get(desk.lang)]),
        }
        Go::Stay
    }

    /// What is said of a field that was kept over a change that it should have seen.
    pub(crate) fn kept_over(&self, cell: &Cell, lang: Lang) -> String {
        let mut groups = self.kind.within.iter();
        let group = groups.find(|(_, tags)| tags.contains(&cell.field.tag));
        let group = group.map(|(group, _)| Scope::Within(*group).group(self.kind, lang));
        screens::KEPT_OVER.fill(lang, &[group.unwrap_or_default()])
    }

    /// The next field, this one having been looked at.
    pub(super) fn confirmed_next(&mut self, after: After) -> Option<usize> {
        if let Some(cell) = self.cell_mut() {
            cell.over = false;
        }
        if after == After::Below { self.cell_below() } else { self.next_cell() }
    }

    /// The very next field: the way back to what is kept or passed over, as the one before is.
    pub(crate) fn cell_below(&self) -> Option<usize> {
        let mut rest = self.cells.iter().enumerate().skip(self.at + 1);
        rest.find(|(_, cell)| !self.is_told(cell.field.tag)).map(|(at, _)| at)
    }

    /// The next field that is to be typed in: what is kept needs no key, nor what is kept empty, unless
    /// it was kept over a change that it should have seen.
    pub(crate) fn next_cell(&self) -> Option<usize> {
        let rest = self.cells.iter().enumerate().skip(self.at + 1);
        let mut typed =
            rest.filter(|(_, cell)| !self.is_told(cell.field.tag) && !self.passes(cell));
        typed.next().map(|(at, _)| at)
    }

    /// Whether the cursor passes a field on its way to the next one.
    fn passes(&self, cell: &Cell) -> bool {
        let stands = match cell.carry {
            Some(Scope::Skipped) => cell.read == Read::Empty,
            Some(_) => cell.given && cell.value().is_some(),
            None => false,
        };
        stands && !cell.over && self.of.is_none()
    }

    /// The field before. Before the first one stands the last, where it would be passed and so could
    /// not be reached otherwise.
    pub(super) fn previous_cell(&self) -> usize {
        let (before, from) = self.cells.split_at(self.at.min(self.cells.len()));
        let own = |cells: &[Cell]| cells.iter().rposition(|cell| !self.is_told(cell.field.tag));
        let last = || own(from).filter(|at| from.get(*at).is_some_and(|cell| self.passes(cell)));
        own(before).or_else(|| last().map(|at| at + self.at)).unwrap_or(self.at)
    }

    /// What is kept of the record just saved, for forms opened later.
    pub(super) fn keep_carried(&self, desk: &mut Desk) {
        for cell in self.cells.iter().filter(|cell| cell.carry == Some(Scope::Changed)) {
            desk.kept.insert((self.kind.kind, cell.field.tag), cell.snap());
        }
    }

    /// Fields kept until they are changed stand in a form that is opened anew.
    pub(super) fn take_carried(&mut self, desk: &Desk) {
        for cell in self.cells.iter_mut().skip(self.header) {
            if let Some(kept) = desk.kept.get(&(self.kind.kind, cell.field.tag)) {
                cell.put(kept.clone());
                (cell.carry, cell.given) = (Some(Scope::Changed), true);
            }
        }
    }

    /// The field the cursor leaves holds something else than in the record before: what was kept as
    /// long as it stayed the same goes, and what was kept all the same, over a change that it should
    /// have seen, is pointed out.
    pub(super) fn group_changed(&mut self) {
        let Some(cell) = self.cells.get(self.at) else { return };
        let (tag, now) = (cell.field.tag, cell.read.clone());
        let Some((_, within)) = self.kind.within.iter().find(|(group, _)| *group == tag) else {
            return;
        };
        let before = self.last.iter().find(|(last, _)| *last == tag);
        if before.is_none_or(|(_, before)| before.read == now) {
            return;
        }
        for cell in self.cells.iter_mut().filter(|cell| within.contains(&cell.field.tag)) {
            match cell.carry {
                Some(Scope::Within(group)) if group == tag && cell.given => {
                    cell.put(Snap::of("", Read::Empty));
                }
                Some(Scope::Changed | Scope::Batch | Scope::Within(_)) if cell.given => {
                    cell.over = !cell.entry.is_empty();
                }
                _ => {}
            }
        }
    }
}

impl Cell {
    /// What stands there is kept to the end of the batch.
    pub(super) fn keeps(&mut self) {
        (self.carry, self.given) = (Some(Scope::Batch), true);
        self.kept = Some(self.snap());
    }

    /// Whether something is typed in place of what is kept, for this form alone.
    pub(crate) fn is_exception(&self) -> bool {
        let other = |kept: &Snap| kept.read != self.read;
        !self.entry.is_empty() && self.kept.as_ref().is_some_and(other)
    }

    /// What is kept stands there again; a number that counts up is the next one. False where nothing
    /// is kept.
    pub(super) fn carries(&mut self, desk: &Desk) -> bool {
        if let Some(kept) = self.kept.clone() {
            self.put(kept);
            return true;
        }
        if matches!(self.carry, None | Some(Scope::Skipped)) || !matches!(self.read, Read::Value(_))
        {
            return false;
        }
        if self.carry == Some(Scope::Series) {
            let Some(next) = next_number(self.entry.text()) else { return false };
            self.entry = crate::app::entry::Entry::new(&next);
            self.read = Read::Typed;
            self.read(desk);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::next_number;

    #[test]
    fn a_number_counts_up_as_it_is_written() {
        for (now, next) in [
            ("HP-00042", Some("HP-00043")),
            ("HP-00099", Some("HP-00100")),
            ("7", Some("8")),
            ("HP-999", None),
            ("HP-", None),
            ("", None),
            ("Thẻ 09", Some("Thẻ 10")),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(next_number(now).as_deref(), next, "{now}");
        }
    }
}
