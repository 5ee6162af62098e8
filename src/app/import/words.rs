//! Columns, fonts and files in words.

use super::plan::Way;
use crate::domain::RecordType;
use crate::exchange::take::{Font, Source, Takes};
use crate::lang::{Label, Lang, import as said};

/// Where a column goes.
pub(crate) fn takes(takes: Takes, kind: &'static RecordType, lang: Lang) -> String {
    match takes {
        Takes::Nowhere => said::COLUMN_NOWHERE.get(lang).to_owned(),
        Takes::Id => said::COLUMN_ID.get(lang).to_owned(),
        Takes::Field(tag) => {
            kind.field(tag).map_or_else(String::new, |field| field.label.get(lang).to_owned())
        }
    }
}

/// The letters of a column.
pub(crate) const fn font(font: Font) -> Label {
    match font {
        Font::Unicode => said::FONT_UNICODE,
        Font::Tcvn3 => said::FONT_TCVN3,
        Font::Vni => said::FONT_VNI,
    }
}

/// What can be said of a column: in a word or two, and what it means.
pub(super) fn way(way: Way, kind: &'static RecordType, lang: Lang) -> (String, String) {
    match way {
        Way::To(to @ Takes::Field(tag)) => {
            let help = kind.field(tag).map_or("", |field| field.help.get(lang));
            (takes(to, kind, lang), help.to_owned())
        }
        Way::To(to) => (takes(to, kind, lang), String::new()),
        Way::In(of) => (font(of).get(lang).to_owned(), said::FONT_OF.get(lang).to_owned()),
        Way::Title(on) => {
            let label = if on { said::TITLE_CASE } else { said::TITLE_CASE_OFF };
            (label.get(lang).to_owned(), said::TITLE_CASE_HELP.get(lang).to_owned())
        }
    }
}

/// What a list is called.
pub(crate) fn file_name(source: &Source, lang: Lang) -> String {
    match source {
        Source::File(path) => {
            path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
        }
        Source::Pasted(_) => said::IMPORT_PASTED.get(lang).to_owned(),
    }
}
