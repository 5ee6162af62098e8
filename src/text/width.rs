//! How many terminal columns a text takes.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of a text; control characters count nothing.
pub fn columns(text: &str) -> usize {
    text.graphemes(true).map(letter).sum()
}

/// The text cut to at most `max` columns, never inside a letter, with `…` where it was cut.
pub fn fit(text: &str, max: usize) -> String {
    let mut whole = 0;
    let mut cut = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        whole += letter(cluster);
        if whole > max {
            let head = text.get(..cut).unwrap_or_default();
            return if max == 0 { String::new() } else { format!("{head}…") };
        }
        if whole < max {
            cut = at + cluster.len();
        }
    }
    text.to_owned()
}

/// The text cut or padded with spaces to exactly `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    let mut out = fit(text, width);
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(&out))));
    out
}

/// Breaks a text at spaces into lines of at most so many columns.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// Columns of one letter (grapheme cluster), as the screen draws it.
fn letter(cluster: &str) -> usize {
    if cluster.starts_with(char::is_control) { 0 } else { cluster.width() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_are_counted_by_letters() {
        assert_eq!(columns("Nguyễn"), 6);
        assert_eq!(columns("Nguye\u{302}\u{303}n"), 6);
        assert_eq!(columns("漢字"), 4);
        assert_eq!(columns("a\t\u{7}b\r\n"), 2);
    }

    #[test]
    fn a_cut_text_ends_with_an_ellipsis() {
        assert_eq!(fit("Nguyễn Văn", 10), "Nguyễn Văn");
        assert_eq!(fit("Nguyễn Văn", 9), "Nguyễn V…");
        assert_eq!(fit("漢字", 3), "漢…");
        assert_eq!(fit("漢字", 2), "…");
        assert_eq!(fit("漢字", 0), "");
        assert_eq!(pad("Hòa", 5), "Hòa  ");
        assert_eq!(pad("漢字漢", 4), "漢… ");
    }

    proptest! {
        #[test]
        fn a_fitted_text_fits_and_a_padded_one_is_exact(text in "(?s:.*)|[à-ỹa-z漢\u{300}-\u{323}]*", max in 0usize..20) {
            prop_assert!(columns(&fit(&text, max)) <= max);
            prop_assert_eq!(columns(&pad(&text, max)), max);
            if columns(&text) <= max {
                prop_assert_eq!(fit(&text, max), text);
            }
        }
    }
}
