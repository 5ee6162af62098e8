//! What the look-up says of itself: which filters hold, who is left out, how to filter.

use super::Find;
use crate::app::desk::Desk;
use crate::app::form::is_stack;
use crate::app::words::number;
use crate::domain::schema::Find as By;
use crate::domain::{Field, FieldKind, filter, records, show};
use crate::lang::{Lang, screens};
use crate::register::Held;
use crate::text::fold::fold;
use crate::text::width::columns;

impl Find {
    /// What is looked for, piece by piece: the state and the filters that hold.
    pub(crate) fn holding(&self, desk: &Desk) -> Vec<String> {
        if self.marks.only {
            return vec![screens::MARKED_ONLY.get(desk.lang).to_owned()];
        }
        let held = self.narrowed.held.iter().filter_map(|held| desk.held(held));
        self.state(desk).into_iter().chain(held).collect()
    }

    /// The same in short: the state, and how many filters hold.
    pub(crate) fn holding_short(&self, desk: &Desk) -> Vec<String> {
        let count = self.narrowed.held.len();
        let held = screens::FIND_HELD.fill(desk.lang, &[count.to_string()]);
        self.state(desk).into_iter().chain((count > 0).then_some(held)).collect()
    }

    /// What could be filtered by and is not: "mọi thôn".
    pub(crate) fn free(&self, desk: &Desk) -> Vec<String> {
        let lang = desk.lang;
        let Some(ty) = self.record_type().filter(|_| !self.marks.only) else { return Vec::new() };
        let is_held = |tag: u16| self.narrowed.held.iter().any(|held| held.field.1 == tag);
        let fields = ty.list.iter().filter_map(|tag| ty.field(*tag)).filter(|field| {
            let refers = matches!(field.kind.at_a_time(), FieldKind::Lookup(_));
            refers && field.filter.is_some() && !is_held(field.tag)
        });
        let label = |field: &Field| field.label.get(lang).to_lowercase();
        fields.map(|field| screens::FIND_EVERY.fill(lang, &[label(field)])).collect()
    }

    /// Whether those no longer active are among the rows.
    pub(crate) fn has_inactive(&self) -> bool {
        self.inactive || self.narrowed.inactive
    }

    /// Whether the bar stands on a batch of forms, which is undone as one.
    pub(super) fn on_stack(&self) -> bool {
        !self.picking && self.current().is_some_and(|shown| is_stack(&shown.record))
    }

    /// What can be typed, and what is undone here.
    pub(crate) fn hint(&self, desk: &Desk) -> String {
        let typed = self.wanted(desk);
        match self.on_stack() {
            true => screens::FIND_STACK_HINT.fill(desk.lang, &[typed]),
            false => typed,
        }
    }

    /// What can be typed: of people what everybody knows of them, else what the schema finds by.
    fn wanted(&self, desk: &Desk) -> String {
        let lang = desk.lang;
        let Some(ty) = self.record_type().filter(|ty| !ty.person) else {
            return screens::FIND_HINT.get(lang).to_owned();
        };
        let by = |field: &&Field| matches!(field.find, By::Words | By::Exact | By::Year);
        let found = ty.fields.iter().filter(by).map(|field| field.label.get(lang).to_lowercase());
        let found = found.collect::<Vec<_>>().join(", ");
        let words = ty.fields.iter().filter_map(|field| field.filter);
        let words: Vec<String> = words.map(|word| format!("{}:", word.get(lang))).collect();
        match words.is_empty() {
            true => screens::FIND_HINT_OF.fill(lang, &[found]),
            false => screens::FIND_HINT_FILTERED.fill(lang, &[found, words.join(" ")]),
        }
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

    /// Those who match but are no longer active, by what became of them as far as that fits.
    pub(crate) fn left_out(&self, desk: &Desk, room: usize) -> String {
        let lang = desk.lang;
        let inactive = |count| screens::FIND_INACTIVE_ONES.fill(lang, &[number(count, lang)]);
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
            said.push(inactive(rest));
        }
        let said = screens::FIND_OTHERS.fill(lang, &[said.join(", ")]);
        match columns(&said) <= room {
            true => said,
            false => screens::FIND_OTHERS.fill(lang, &[inactive(self.others)]),
        }
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
