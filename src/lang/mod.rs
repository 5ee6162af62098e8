//! Every message outside the record types, in Vietnamese and English.
//!
//! A message is a [`Label`]: both languages stand side by side, so that a missing one does not
//! compile. Errors of all floors are worded here too: a floor exposes a [`Code`] and parameters
//! (a [`Problem`]), and this module says what happened and what to do.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

pub mod cli;
pub mod errors;
pub mod import;
pub mod outgoing;
pub mod post;
pub mod screens;

/// A language of the screens and of the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lang {
    /// Vietnamese, the language of the desk.
    #[default]
    Vi,
    /// English.
    En,
}

/// One message in both languages; `{0}`, `{1}` … stand for parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Label {
    /// A label from its two wordings.
    pub const fn new(vi: &'static str, en: &'static str) -> Self {
        Self { vi, en }
    }

    /// The wording in `lang`.
    pub const fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    /// The wording in `lang` with `{0}`, `{1}` … replaced by `params`.
    ///
    /// A parameter is never read for placeholders again, so hostile text cannot pull in others.
    pub fn fill<S: AsRef<str>>(&self, lang: Lang, params: &[S]) -> String {
        let mut out = String::new();
        let mut rest = self.get(lang);
        while let Some(open) = rest.find('{') {
            let (before, from) = rest.split_at(open);
            out.push_str(before);
            let slot = from.find('}').and_then(|close| {
                let n: usize = from.get(1..close)?.parse().ok()?;
                Some((params.get(n)?.as_ref(), close))
            });
            match slot {
                Some((text, close)) => {
                    out.push_str(&one(text, lang));
                    rest = from.get(close + 1..).unwrap_or_default();
                }
                None => {
                    out.push('{');
                    rest = from.get(1..).unwrap_or_default();
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// Words inside a parameter, which knows no language: both wordings, marked by control characters
/// that stand in no text. [`one`] takes the one that is wanted.
pub fn both(vi: &str, en: &str) -> String {
    format!("\u{1e}{vi}\u{1f}{en}\u{1d}")
}

/// A text with what [`both`] marked in it worded in `lang`; anything else stays as it is.
pub fn one(text: &str, lang: Lang) -> Cow<'_, str> {
    if !text.contains('\u{1e}') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, marked)) = rest.split_once('\u{1e}') {
        out.push_str(before);
        rest = marked;
        if let Some((words, after)) = marked.split_once('\u{1d}')
            && let Some((vi, en)) = words.split_once('\u{1f}')
        {
            out.push_str(match lang {
                Lang::Vi => vi,
                Lang::En => en,
            });
            rest = after;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What can go wrong, worded: a stable name for programs, what happened and what to do for people.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name (`snake_case`), as `--json` and the socket show it.
    pub name: &'static str,
    /// What happened.
    pub what: Label,
    /// What to do.
    pub hint: Label,
}

/// A [`Code`] with its parameters: what every error of the library comes down to at the edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which code.
    pub code: CodeRef,
    /// What stands in for `{0}`, `{1}` … of its wordings.
    pub params: Vec<String>,
}

impl Problem {
    /// A problem without parameters.
    pub fn bare(code: &'static Code) -> Self {
        Self { code: CodeRef(code), params: Vec::new() }
    }

    /// A problem with parameters.
    pub fn new<S: Into<String>>(code: &'static Code, params: impl IntoIterator<Item = S>) -> Self {
        Self { code: CodeRef(code), params: params.into_iter().map(Into::into).collect() }
    }

    /// What happened, in `lang`.
    pub fn what(&self, lang: Lang) -> String {
        self.code.0.what.fill(lang, &self.params)
    }

    /// What to do, in `lang`.
    pub fn hint(&self, lang: Lang) -> String {
        self.code.0.hint.fill(lang, &self.params)
    }

    /// Whether this is a problem of that code.
    pub fn is(&self, code: &'static Code) -> bool {
        self.code.0.name == code.name
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what(Lang::En))
    }
}

impl std::error::Error for Problem {}

/// A code by reference; goes over a socket as its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeRef(pub &'static Code);

impl Serialize for CodeRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name)
    }
}

impl<'de> Deserialize<'de> for CodeRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        errors::named(&name)
            .map(CodeRef)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown error code {name:?}")))
    }
}

/// Declares codes, both wordings of *what* and *hint*, and the table `ALL` of a floor's codes.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal {
        what: $what_vi:literal / $what_en:literal,
        hint: $hint_vi:literal / $hint_en:literal $(,)?
    })*) => {
        $($(#[$doc])* pub static $name: $crate::lang::Code = $crate::lang::Code {
            name: $text,
            what: $crate::lang::Label::new($what_vi, $what_en),
            hint: $crate::lang::Label::new($hint_vi, $hint_en),
        };)*
        /// Every code of this floor.
        pub static ALL: &[&$crate::lang::Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_parameter_take_the_language_they_are_said_in() {
        let label = Label::new("Hỏng: {0}", "Damaged: {0}");
        let at = [format!("a.seg, 7: {}", both("thiếu tệp", "the file is missing"))];
        assert_eq!(label.fill(Lang::Vi, &at), "Hỏng: a.seg, 7: thiếu tệp");
        assert_eq!(label.fill(Lang::En, &at), "Damaged: a.seg, 7: the file is missing");
        assert_eq!(one("x\u{1e}y\u{1d}", Lang::Vi), "xy\u{1d}", "nothing is lost of a hostile one");
    }

    #[test]
    fn parameters_are_filled_once_and_never_read_for_placeholders() {
        let label = Label::new("{0} và {1} {x} {9", "{1}{0}");
        assert_eq!(label.fill(Lang::Vi, &["{1}", "b"]), "{1} và b {x} {9");
        assert_eq!(label.fill(Lang::En, &["a", "b"]), "ba");
    }
}
