//! Finding the lines of the heading: those that name the most columns.

use super::Ask;
use super::known::{self, Known};
use super::said::{is_empty, is_number, text};
use crate::exchange::sheet::{Facts, Line, Merge};
use crate::text::fold::fold;
use crate::text::legacy::{Font, Reading, convert, weigh};

/// Lines looked at for a heading, and levels of one, at most.
const WITHIN: usize = 80;
const LEVELS: usize = 3;

/// A heading: its lines by their place among those given, and what stands over each column, from
/// the top.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) levels: Vec<Vec<String>>,
    /// How many columns it names.
    pub(super) known: usize,
}

/// The heading; None where no line names a column.
pub(super) fn find(lines: &[Line], facts: &Facts, ask: &Ask<'_>) -> Option<Block> {
    let mut best: Option<Block> = None;
    for from in 0..lines.len().min(WITHIN) {
        // Titles above it name no column, and would take the place of its levels.
        if !lines.get(from).is_some_and(|line| names_any(line, ask)) {
            continue;
        }
        for to in from..lines.len().min(from + LEVELS) {
            let Some(some) = lines.get(from..=to) else { break };
            if !some.iter().all(may_be_heading) || some.iter().skip(1).any(has_number) {
                break;
            }
            let levels = levels(some, facts, ask);
            let known = count(&levels, ask);
            if known > best.as_ref().map_or(0, |best| best.known) {
                best = Some(Block { from, to, levels, known });
            }
        }
    }
    let mut best = best.filter(|best| best.known > 1 || is_narrow(best, lines))?;
    // Cells of the heading that reach down take the lines beside them along.
    let reach = reach(&best, lines, facts);
    if reach > best.to {
        best.to = reach;
        best.levels = levels(lines.get(best.from..=reach).unwrap_or_default(), facts, ask);
    }
    Some(best)
}

/// Whether a heading of one known column may be one: nothing else stands beside it.
fn is_narrow(block: &Block, lines: &[Line]) -> bool {
    let filled = |line: &Line| line.cells.iter().filter(|cell| !is_empty(cell)).count();
    let below = lines.get(block.to + 1..).unwrap_or_default();
    let wide = below.iter().take(20).map(filled).max().unwrap_or_default();
    wide <= block.levels.iter().filter(|levels| !levels.is_empty()).count().max(1)
}

fn reach(block: &Block, lines: &[Line], facts: &Facts) -> usize {
    let at = |index: usize| lines.get(index).map_or(0, |line| line.number);
    let (first, last) = (at(block.from), at(block.to));
    let down = |merge: &&Merge| {
        (first..=last).contains(&merge.lines.0) && merge.lines.1 < first + LEVELS as u64
    };
    let end = facts.merged.iter().filter(down).map(|merge| merge.lines.1).max().unwrap_or(last);
    let within = lines.iter().enumerate().skip(block.to);
    within.take_while(|(_, line)| line.number <= end).map(|(at, _)| at).last().unwrap_or(block.to)
}

/// Whether a line has words and few numbers.
fn may_be_heading(line: &Line) -> bool {
    let filled = line.cells.iter().filter(|cell| !is_empty(cell)).count();
    let numbers = line.cells.iter().filter(|cell| is_number(cell)).count();
    filled > 0 && numbers * 3 <= filled
}

/// How many columns the levels name; what stands over several names one.
fn count(levels: &[Vec<String>], ask: &Ask<'_>) -> usize {
    let new = |(at, one): &(usize, &Vec<String>)| !levels.iter().take(*at).any(|two| two == *one);
    let all = levels.iter().enumerate().filter(new);
    all.filter(|(_, one)| names(one, levels, ask)).count()
}

/// Whether one of its cells names a column by itself. What stands alone and only begins as a heading
/// does is a title: "Chi hội thôn Phú Khê".
fn names_any(line: &Line, ask: &Ask<'_>) -> bool {
    let filled: Vec<_> = line.cells.iter().filter(|cell| !is_empty(cell)).collect();
    filled.iter().any(|cell| {
        let said = readable(&text(cell), ask);
        let is_title = || matches!(known::one(&said, ask), Known::Takes(_, _, true));
        names(std::slice::from_ref(&said), &[], ask) && !(filled.len() == 1 && is_title())
    })
}

/// A second line of a heading has none: a record's running number says that it is no heading.
fn has_number(line: &Line) -> bool {
    line.cells.iter().any(is_number)
}

/// Whether the levels over a column say what it is. The name of a choice under something unknown
/// does so only beside another: "Nam" alone is an entry.
fn names(levels: &[String], all: &[Vec<String>], ask: &Ask<'_>) -> bool {
    let Some((_, above)) = levels.split_last() else { return false };
    let chosen = |level: &String| ask.map.iter().any(|(column, _)| fold(column) == fold(level));
    let beside = || {
        let same = |other: &&Vec<String>| other.split_last().is_some_and(|(_, over)| over == above);
        all.iter().filter(same).count() > 1
    };
    levels.iter().any(chosen)
        || match known::of(levels, ask) {
            Known::No => false,
            Known::Takes(..) => true,
            Known::Choice(..) => above.is_empty() || beside(),
        }
}

/// What stands over each column, from the top; the text of merged cells over each of them.
pub(super) fn levels(lines: &[Line], facts: &Facts, ask: &Ask<'_>) -> Vec<Vec<String>> {
    let width = lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
    let merged_to = facts.merged.iter().filter(|merge| {
        lines.iter().any(|line| (merge.lines.0..=merge.lines.1).contains(&line.number))
    });
    let width =
        merged_to.map(|merge| merge.columns.1 + 1).max().unwrap_or(0).clamp(width, width.max(256));
    let mut all = vec![Vec::new(); width];
    for (depth, line) in lines.iter().enumerate() {
        let mut left = String::new();
        for (column, levels) in all.iter_mut().enumerate() {
            let mut said = over(lines, line.number, column, facts, ask);
            let last = depth + 1 == lines.len();
            let below = || {
                lines
                    .get(depth + 1)
                    .is_some_and(|line| line.cells.get(column).is_some_and(|c| !is_empty(c)))
            };
            if said.is_empty() && facts.merged.is_empty() && !last && below() {
                said.clone_from(&left);
            } else {
                left.clone_from(&said);
            }
            if !said.is_empty() && levels.last() != Some(&said) {
                levels.push(said);
            }
        }
    }
    all
}

/// The text of a cell, or of the first of those it is shown as one with.
fn over(lines: &[Line], number: u64, column: usize, facts: &Facts, ask: &Ask<'_>) -> String {
    let cell = |number: u64, column: usize| {
        lines.iter().find(|line| line.number == number).and_then(|line| line.cells.get(column))
    };
    let own = cell(number, column).filter(|cell| !is_empty(cell));
    let first = || {
        let holds = |merge: &&Merge| {
            (merge.lines.0..=merge.lines.1).contains(&number)
                && (merge.columns.0..=merge.columns.1).contains(&column)
        };
        let merge = facts.merged.iter().find(holds)?;
        cell(merge.lines.0, merge.columns.0)
    };
    own.or_else(first).map(|cell| readable(&text(cell), ask)).unwrap_or_default()
}

/// A heading in Unicode: of the ways to read it the one that is known.
pub(super) fn readable(said: &str, ask: &Ask<'_>) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Reading::Legacy { font, .. } = weigh(said) {
        return line(&convert(said, font));
    }
    if said.is_ascii() {
        return line(said);
    }
    let knows = |text: &str| !matches!(known::one(text, ask), Known::No);
    let other =
        || Font::LEGACY.into_iter().map(|font| convert(said, font)).find(|text| knows(text));
    if knows(said) { line(said) } else { other().map_or_else(|| line(said), |text| line(&text)) }
}
