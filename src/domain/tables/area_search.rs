//! Finding a commune by a few letters, by its name of today or an old one. Half of the old names
//! are no commune's name any more, and fifteen communes of today fold to "tan thanh": a hit always
//! carries kind and province, and the old name it was found by.

use super::areas::{Area, Areas, Level, Scheme};
use super::column::Column;
use crate::text::fold::{fold, has_marks, marked};

/// A commune that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AreaHit<'a> {
    /// The commune.
    pub area: Area<'a>,
    /// The old commune by whose name it was found.
    pub old: Option<Area<'a>>,
    /// Of several that an old commune was split among: whether this is the one usually meant.
    pub default: bool,
}

/// What communes are found by, folded, beside [`Areas`].
#[derive(Default)]
pub(super) struct AreaSearch {
    now: Folded,
    old: Folded,
}

/// Of each commune of a list, in its order.
#[derive(Default)]
struct Folded {
    names: Column,
    /// Kind, district and province.
    around: Column,
}

/// A question, taken apart once.
struct Wanted {
    folded: String,
    tokens: Vec<Token>,
    digits: bool,
}

struct Token {
    folded: String,
    /// With its marks where it has any: letters without tone, and the tone's digit.
    marked: Option<(String, Option<char>)>,
}

impl AreaSearch {
    pub(super) fn of(areas: &Areas) -> Self {
        let folded = |scheme| {
            let mut folded = Folded::default();
            for area in areas.all(scheme, Level::Commune) {
                folded.names.push(&fold(area.name));
                folded.around.push(&fold(&around(&area)));
            }
            folded
        };
        Self { now: folded(Scheme::Now), old: folded(Scheme::Old) }
    }

    /// Communes of today, best first, then by name, kind and province.
    pub(super) fn communes<'a>(
        &self,
        areas: &'a Areas,
        text: &str,
        limit: usize,
    ) -> Vec<AreaHit<'a>> {
        let Some(wanted) = Wanted::of(text) else { return Vec::new() };
        let mut hits: Vec<(u16, AreaHit<'a>)> = self
            .scored(areas, Scheme::Now, &wanted)
            .map(|(score, area)| (score, AreaHit { area, old: None, default: true }))
            .collect();
        for (score, old) in self.scored(areas, Scheme::Old, &wanted) {
            for (at, area) in areas.successors(old.code).enumerate() {
                // A name of today comes before the same old one, a usual target before others.
                let score = score.saturating_sub(if at == 0 { 5 } else { 6 });
                hits.push((score, AreaHit { area, old: Some(old), default: at == 0 }));
            }
        }
        hits.retain(|(_, hit)| !hit.area.retired);
        hits.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| order(x).cmp(&order(y))));
        // One commune stands once, under the best name it was found by.
        let mut seen = std::collections::BTreeSet::new();
        hits.retain(|(_, hit)| seen.insert(hit.area.code));
        hits.into_iter().take(limit).map(|(_, hit)| hit).collect()
    }

    /// Old communes, best first.
    pub(super) fn old_communes<'a>(
        &self,
        areas: &'a Areas,
        text: &str,
        limit: usize,
    ) -> Vec<Area<'a>> {
        let Some(wanted) = Wanted::of(text) else { return Vec::new() };
        let mut hits: Vec<(u16, Area<'a>)> = self.scored(areas, Scheme::Old, &wanted).collect();
        hits.sort_by(|(a, x), (b, y)| {
            b.cmp(a).then_with(|| (x.name, x.code).cmp(&(y.name, y.code)))
        });
        hits.into_iter().take(limit).map(|(_, area)| area).collect()
    }

    fn scored<'a, 'b>(
        &'b self,
        areas: &'a Areas,
        scheme: Scheme,
        wanted: &'b Wanted,
    ) -> impl Iterator<Item = (u16, Area<'a>)> + use<'a, 'b> {
        let folded = match scheme {
            Scheme::Now => &self.now,
            Scheme::Old => &self.old,
        };
        areas.all(scheme, Level::Commune).zip(0_u32..).filter_map(move |(area, at)| {
            let score = if wanted.digits {
                area.digits().starts_with(&wanted.folded).then_some(90)?
            } else {
                wanted.score(folded.names.get(at), folded.around.get(at), &area)?
            };
            Some((score, area))
        })
    }
}

fn order<'a>(hit: &AreaHit<'a>) -> (&'a str, &'a str, u32) {
    (hit.area.name, hit.area.province, hit.area.code)
}

impl Wanted {
    /// None where nothing was asked.
    fn of(text: &str) -> Option<Self> {
        let joined = text.replace([',', '.', '-', '(', ')'], " ");
        let folded = fold(&joined);
        let tokens: Vec<Token> = joined.split_whitespace().map(Token::of).collect();
        let digits = folded.bytes().all(|b| b.is_ascii_digit());
        (!tokens.is_empty()).then_some(Self { folded, tokens, digits })
    }

    /// Every word must begin a word of the name, kind, district or province, at least one of the
    /// name. `name` and `beside` are folded.
    fn score(&self, name: &str, beside: &str, area: &Area<'_>) -> Option<u16> {
        let named = self.tokens.iter().filter(|token| token.begins_in(name)).count();
        let all = self.tokens.iter().all(|token| token.begins_in(name) || token.begins_in(beside));
        if named == 0 || !all || !self.marks_fit(area) {
            return None;
        }
        Some(match () {
            () if name == self.folded => 100,
            () if self.whole_name_leads(name) => 95,
            () if name.starts_with(&self.folded) => 90,
            () if named == self.tokens.len() => 70,
            () => 40,
        })
    }

    /// Words that carry marks begin a word with these marks; one of all words is the name's.
    fn marks_fit(&self, area: &Area<'_>) -> bool {
        if self.tokens.iter().all(|token| token.marked.is_none()) {
            return true;
        }
        let around = around(area);
        let fits = |token: &Token, text: &str| token.begins_marked_in(text);
        self.tokens.iter().all(|token| fits(token, area.name) || fits(token, &around))
            && self.tokens.iter().any(|token| fits(token, area.name))
    }

    /// "hoang phu thanh hoa", "xa hoang phu": the whole name, then or before it kind or province.
    fn whole_name_leads(&self, name: &str) -> bool {
        let count = words(name).count();
        let mut windows = self.tokens.windows(count.max(1));
        windows.any(|some| words(name).eq(some.iter().map(|token| token.folded.as_str())))
    }
}

impl Token {
    fn of(word: &str) -> Self {
        Self { folded: fold(word), marked: has_marks(word).then(|| toneless(word)) }
    }

    /// Whether a word of a folded text begins so.
    fn begins_in(&self, folded: &str) -> bool {
        words(folded).any(|word| word.starts_with(&self.folded))
    }

    /// Whether a word of a text as it is written begins so, marks included where there are any.
    fn begins_marked_in(&self, text: &str) -> bool {
        let Some((letters, tone)) = &self.marked else { return self.begins_in(&fold(text)) };
        words(text).any(|word| {
            let (other, other_tone) = toneless(word);
            other.starts_with(letters) && (tone.is_none() || *tone == other_tone)
        })
    }
}

/// What stands around a name: kind, district and province.
fn around(area: &Area<'_>) -> String {
    format!("{} {} {}", area.kind, area.district.unwrap_or_default(), area.province)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '-', '\'']).filter(|word| !word.is_empty())
}

/// The letters with their marks but the tone, and the tone.
fn toneless(word: &str) -> (String, Option<char>) {
    let mut letters = marked(word);
    let tone = letters.chars().last().filter(char::is_ascii_digit);
    if tone.is_some() {
        letters.pop();
    }
    (letters, tone)
}
