//! Making typed, pasted and imported text fit to keep: NFC, no control or format characters.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// One line: NFC, control and format characters dropped, every run of white space one space,
/// none at the ends. Look-alike letters (Ð, ð for Đ, đ) are made the Vietnamese ones.
pub fn line(text: &str) -> String {
    as_line(text).into_owned()
}

/// As [`line`](fn@line), copied only where it is not such already; most text is.
pub fn as_line(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter_map(kept).nfc() {
        if c == ' ' {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// In NFC, otherwise as it is: what a decoder took apart into letters and marks put together.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// What keeps a text that comes from elsewhere from being taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclean {
    /// A character that acts.
    Acts,
    /// Letters and marks taken apart: it is not in NFC.
    Apart,
}

/// What is unclean about a text; line feeds are not where it may have several lines. Letters of
/// Latin scripts, which nearly all text is made of, are told at a glance.
pub fn unclean(text: &str, lines: bool) -> Option<Unclean> {
    let mut plain = true;
    for c in text.chars() {
        match c {
            ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' => {}
            '\n' if lines => {}
            _ if acts(c) => return Some(Unclean::Acts),
            _ => plain = false,
        }
    }
    (!plain && !is_nfc(text)).then_some(Unclean::Apart)
}

/// Several lines, each as [`line`](fn@line), at most one empty one between two.
pub fn note(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    for one in text.replace("\r\n", "\n").split(breaks).map(line) {
        if one.is_empty() {
            gap = !out.is_empty();
            continue;
        }
        if !out.is_empty() {
            out.push_str(if gap { "\n\n" } else { "\n" });
        }
        gap = false;
        out.push_str(&one);
    }
    out
}

/// For a terminal: control and format characters shown as `�`, so that nothing from a file acts.
pub fn shown(text: &str) -> String {
    text.chars().map(|c| if acts(c) { '\u{fffd}' } else { c }).collect()
}

/// Whether a line may stay as it is; most do.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    let spaced = text.chars().all(|c| {
        let fair = !(c == ' ' && before == ' ') && (c.is_ascii_graphic() || kept(c) == Some(c));
        before = c;
        fair
    });
    spaced && (text.is_empty() || before != ' ') && is_nfc(text)
}

/// What is kept of a typed character: white space as a space, look-alikes as the Vietnamese
/// letters, control and format characters not at all.
pub(super) fn kept(c: char) -> Option<char> {
    match c {
        'Ð' | 'Ɖ' => Some('Đ'),
        'ð' | 'ɖ' => Some('đ'),
        _ if c.is_whitespace() => Some(' '),
        _ if acts(c) => None,
        _ => Some(c),
    }
}

/// Whether a character does something instead of standing for something: the categories Cc and
/// Cf, line and paragraph separators, and the invisible joiner and fillers beside them.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
            | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_composed_trimmed_and_free_of_what_acts() {
        assert_eq!(
            line("  Nguye\u{302}\u{303}n\u{a0}\t Thi\u{323}  Hoa\u{300}\r\n"),
            "Nguyễn Thị Hoà"
        );
        assert_eq!(line("Ðặng ðức \u{189}ỗ"), "Đặng đức Đỗ");
        assert_eq!(line("a\u{200b}b\u{202e}c\u{1b}[31m\u{7}"), "abc[31m");
        assert_eq!(line("e\u{200d}\u{302}"), "ê");
        assert_eq!(line(" \u{feff}\u{3000} "), "");
    }

    #[test]
    fn a_note_keeps_one_empty_line_between_two() {
        assert_eq!(note("\n\n a  b \r\n\r\n\r\nc\rd\u{2028}e\n\n"), "a b\n\nc\nd\ne");
    }

    #[test]
    fn letters_that_are_passed_at_a_glance_are_composed_and_do_not_act() {
        let glance = (' '..='~').chain('\u{a0}'..='\u{ac}').chain('\u{ae}'..='\u{2ff}');
        for c in glance.chain('\u{1e00}'..='\u{1eff}') {
            let twice = [c, c].iter().collect::<String>();
            assert!(is_nfc(&twice) && !acts(c), "{c:?}");
            for before in ['a', 'ư', 'ᄀ'] {
                assert!(is_nfc(&[before, c].iter().collect::<String>()), "{c:?}");
            }
        }
    }

    #[test]
    fn what_is_shown_cannot_act() {
        assert_eq!(shown("a\u{1b}[2Jb\n\u{202e}\u{2029}é"), "a�[2Jb���é");
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in "\\PC*|[\\s\\p{Cf}\\p{Cc}àêơđĐÐ\u{300}-\u{323}a-c]*|(?s:.*)") {
            let once = line(&text);
            prop_assert_eq!(&line(&once), &once);
            prop_assert!(!once.chars().any(acts));
            prop_assert!(!once.contains("  ") && once.trim() == once);
            prop_assert_eq!(once.nfc().collect::<String>(), once.clone());
            let once = note(&text);
            prop_assert_eq!(&note(&once), &once);
            prop_assert!(!once.contains("\n\n\n") && once.trim() == once);
            prop_assert!(!shown(&text).chars().any(acts));
            for lines in [false, true] {
                let acts = text.chars().any(|c| acts(c) && !(lines && c == '\n'));
                let clean = !acts && is_nfc(&text);
                prop_assert_eq!(unclean(&text, lines).is_none(), clean);
                prop_assert_eq!(unclean(&text, lines) == Some(Unclean::Acts), acts);
            }
        }
    }
}
