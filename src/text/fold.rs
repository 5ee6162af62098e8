//! Folding: what look-up and duplicates hold to be the same.

/// Lower case, NFC, đ → d, marks off: `Đặng Thị Hòa` → `dang thi hoa`.
pub fn fold(_text: &str) -> String {
    todo!()
}

/// Lower case with marks, indifferent to where the tone stands: `Hoà` and `Hòa` are equal, `Hoa`
/// is another. The tone is taken off its vowel and stands at the end of the syllable as a digit.
pub fn marked(_text: &str) -> String {
    todo!()
}

/// Whether the text carries any mark (or đ), so that a query with it is stricter.
pub fn has_marks(_text: &str) -> bool {
    todo!()
}

/// The syllables of a name: split at spaces, hyphens and apostrophes; empty ones left out.
pub fn syllables(_name: &str) -> impl Iterator<Item = &str> {
    _name.split([' ', '-', '\'', '’']).filter(|s| !s.is_empty())
}
