//! Texts in the fonts of before Unicode: a spreadsheet holds the codes of their letters as the
//! letters of another alphabet ("NguyÔn V¨n", "Nguyeãn Vaên"). Told from Unicode by which reading
//! makes Vietnamese syllables, and converted.

mod cases;
mod codes;
mod weigh;

pub use weigh::{Reading, is_vietnamese, weigh};

use std::borrow::Cow;

/// In which font's codes a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Font {
    /// Unicode: as it is.
    #[default]
    Unicode,
    /// TCVN3 (ABC): `.VnTime` and the like.
    Tcvn3,
    /// The capital fonts of TCVN3 (`.VnTimeH`): every letter is shown as a capital.
    Tcvn3Capitals,
    /// VNI-Windows: `VNI-Times` and the like.
    Vni,
}

impl Font {
    /// The fonts whose codes are converted.
    pub const LEGACY: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// What the name of a typeface tells.
    pub fn of_typeface(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase();
        match name {
            name if name.starts_with(".vn") && name.trim_end_matches(" bold").ends_with('h') => {
                Some(Self::Tcvn3Capitals)
            }
            name if name.starts_with(".vn") => Some(Self::Tcvn3),
            name if name.starts_with("vni-") || name.starts_with("vni ") => Some(Self::Vni),
            _ => None,
        }
    }

    /// Whether texts in it are to be converted.
    pub fn is_legacy(self) -> bool {
        self != Self::Unicode
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 => "TCVN3 (.VnTime)",
            Self::Tcvn3Capitals => "TCVN3 (.VnTimeH)",
            Self::Vni => "VNI-Windows",
        }
    }
}

/// The text in Unicode, NFC; borrowed where nothing was to be converted. What is certainly Unicode
/// stays as it is, whatever font was said.
pub fn convert(text: &str, font: Font) -> Cow<'_, str> {
    if text.is_ascii() && font != Font::Tcvn3Capitals || !codes::all_are_codes(text) {
        return Cow::Borrowed(text);
    }
    match font {
        Font::Unicode => Cow::Borrowed(text),
        Font::Vni => Cow::Owned(codes::from_vni(text)),
        Font::Tcvn3 => Cow::Owned(cases::raised(text, &codes::from_tcvn3(text))),
        Font::Tcvn3Capitals => Cow::Owned(codes::from_tcvn3(text).to_uppercase()),
    }
}

/// The text as such a font's codes hold it: how lists of that time are made for tests.
pub fn encode(text: &str, font: Font) -> String {
    match font {
        Font::Unicode => text.to_owned(),
        Font::Vni => codes::to_vni(text),
        Font::Tcvn3 | Font::Tcvn3Capitals => codes::to_tcvn3(text),
    }
}

#[cfg(test)]
mod tests;
