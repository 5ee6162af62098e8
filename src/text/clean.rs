//! Making typed, pasted and imported text fit to keep: NFC, no control or format characters.

/// One line: NFC, control and format characters dropped, every run of white space one space,
/// none at the ends. Look-alike letters (Ð, ð for Đ, đ) are made the Vietnamese ones.
pub fn line(_text: &str) -> String {
    todo!()
}

/// Several lines, each as [`line`], at most one empty one between two.
pub fn note(_text: &str) -> String {
    todo!()
}

/// For a terminal: control and format characters shown as `�`, so that nothing from a file acts.
pub fn shown(_text: &str) -> String {
    todo!()
}
