//! What the look-up says of itself: which filters hold, who is left out, how to filter.

use super::Find;
use crate::app::desk::Desk;
use crate::app::words::number;
use crate::domain::{Field, FieldKind, filter, records, show};
use crate::lang::{Lang, screens};
use crate::register::Held;
use crate::text::fold::fold;

impl Find {
    /// What is looked for, piece by piece: the state, the filters that hold, what is not filtered.
    pub(crate) fn pieces(&self, desk: &Desk) -> Vec<String> {
        let lang = desk.lang;
        if self.marks.only {
            return vec![screens::MARKED_ONLY.get(lang).to_owned()];
        }
        let mut pieces: Vec<String> = self.state(desk).into_iter().collect();
        pieces.extend(self.narrowed.held.iter().filter_map(|held| desk.held(held)));
        let Some(ty) = self.record_type() else { return pieces };
        let is_held = |tag: u16| self.narrowed.held.iter().any(|held| held.field.1 == tag);
        let free = ty.list.iter().filter_map(|tag| ty.field(*tag)).filter(|field| {
            let refers = matches!(field.kind.at_a_time(), FieldKind::Lookup(_));
            refers && field.filter.is_some() && !is_held(field.tag)
        });
        let all =
            |field: &Field| screens::FIND_EVERY.fill(lang, &[field.label.get(lang).to_lowercase()]);
        pieces.extend(free.map(all));
        pieces
    }

    /// Whether those no longer active are among the rows.
    pub(crate) fn has_inactive(&self) -> bool {
        self.inactive || self.narrowed.inactive
    }

    fn state(&self, desk: &Desk) -> Option<String> {
        let lang = desk.lang;
        if self.has_inactive() {
            return Some(screens::FIND_INACTIVE.fill(lang, &[super::GONE]));
        }
        let field = self.record_type()?.status_field()?;
        let FieldKind::Choice(table) = *field.kind.at_a_time() else { return None };
        let row = desk.tables.choices(table)?.row(field.default)?;
        // The first synonym is how a clerk shortens it.
        let short = row.synonyms.first().filter(|_| lang == Lang::Vi).map(String::as_str);
        let mut letters = short.unwrap_or_else(|| row.label(lang)).chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        Some(first.chain(letters.clone()).collect())
    }

    /// Those who match but are no longer active, by what became of them.
    pub(crate) fn left_out(&self, desk: &Desk) -> String {
        let lang = desk.lang;
        if self.others == 0 {
            return String::new();
        }
        let field = self.record_type().and_then(|ty| ty.status_field());
        let mut known = 0;
        let mut said: Vec<String> = Vec::new();
        for (value, count) in &self.narrowed.others {
            let Some(field) = field else { break };
            let state = show::listed(field, value, &desk.tables, lang, &|id| id.short());
            said.push(format!("{} {}", number(*count, lang), state.to_lowercase()));
            known += count;
        }
        if let Some(rest) = self.others.checked_sub(known).filter(|rest| *rest > 0) {
            said.push(screens::FIND_INACTIVE_ONES.fill(lang, &[number(rest, lang)]));
        }
        screens::FIND_OTHERS.fill(lang, &[said.join(", ")])
    }

    /// How to filter here: each filter and what it takes.
    pub(crate) fn help(&self, desk: &Desk) -> Vec<(String, String)> {
        let lang = desk.lang;
        let mut lines: Vec<(String, String)> = Vec::new();
        for (_, field) in filter::fields(self.kind) {
            let Some(word) = field.filter else { continue };
            let word = format!("{}:", word.get(lang));
            if lines.iter().all(|(known, _)| *known != word) {
                let takes = match filter::takes_years(field) {
                    true => screens::FIND_YEARS.get(lang),
                    false => field.help.get(lang),
                };
                lines.push((word, format!("{}. {takes}", field.label.get(lang))));
            }
        }
        lines
    }
}

impl Desk {
    /// A filter that holds: "Chi hội Phú Khê", "Sinh 1950-1960", "Chi hội phu (4)".
    fn held(&self, held: &Held) -> Option<String> {
        let field = records::of(held.field.0)?.field(held.field.1)?;
        let label = field.label.get(self.lang);
        let Some((value, name)) = &held.one else {
            let typed = crate::text::clean::shown(&held.typed);
            return Some(match held.values {
                0 => format!("{label} {typed}"),
                values => format!("{label} {typed} ({})", number(values, self.lang)),
            });
        };
        let refer = |_| name.clone();
        let said = show::listed(field, value, &self.tables, self.lang, &refer);
        let says_label = fold(&said).starts_with(&fold(label));
        Some(if says_label { said } else { format!("{label} {said}") })
    }
}
