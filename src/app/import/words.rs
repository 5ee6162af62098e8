//! Columns, fonts and files in words.

use super::plan::Way;
use crate::app::desk::Desk;
use crate::domain::{Field, FieldKind};
use crate::exchange::book::Format;
use crate::exchange::table::Takes;
use crate::exchange::take::Source;
use crate::lang::{Lang, import as said};
use crate::text::legacy::Font;

/// Where a column goes.
pub(crate) fn takes(takes: &Takes, desk: &Desk) -> String {
    let lang = desk.lang;
    let label = |field: &Field| field.label.get(lang);
    match takes {
        Takes::Nowhere => said::COLUMN_NOWHERE.get(lang).to_owned(),
        Takes::Id => said::COLUMN_ID.get(lang).to_owned(),
        Takes::Field(field) => label(field).to_owned(),
        Takes::Part(field, 1) => said::COLUMN_FIRST.fill(lang, &[label(field)]),
        Takes::Part(field, _) => said::COLUMN_LAST.fill(lang, &[label(field)]),
        Takes::Age(field) => said::COLUMN_AGE.fill(lang, &[label(field)]),
        Takes::Mark(field, code) => format!("{}: {}", label(field), chosen(field, code, desk)),
        Takes::Under { field, by, code } => {
            format!("{} ({})", label(field), chosen(by, code, desk))
        }
    }
}

/// A code of a choice in words.
fn chosen(field: &Field, code: &str, desk: &Desk) -> String {
    let FieldKind::Choice(table) = field.kind.at_a_time() else { return code.to_owned() };
    let row = desk.tables.choices(table).and_then(|table| table.row(code));
    row.map_or_else(|| code.to_owned(), |row| row.label(desk.lang).to_owned())
}

/// The letters of a column.
pub(crate) fn font(font: Font, lang: Lang) -> String {
    said::FONT.fill(lang, &[font.name()])
}

/// What can be said of a column: in a word or two, and what it means.
pub(super) fn way(way: &Way, desk: &Desk) -> (String, String) {
    let lang = desk.lang;
    match way {
        Way::To(to @ (Takes::Field(field) | Takes::Age(field))) => {
            (takes(to, desk), field.help.get(lang).to_owned())
        }
        Way::To(to) => (takes(to, desk), String::new()),
        Way::In(of) => (font(*of, lang), said::FONT_OF.get(lang).to_owned()),
        Way::Title(on) => {
            let label = if *on { said::TITLE_CASE } else { said::TITLE_CASE_OFF };
            (label.get(lang).to_owned(), said::TITLE_CASE_HELP.get(lang).to_owned())
        }
    }
}

/// What kind of file it is.
pub(crate) fn format(format: Format, lang: Lang) -> String {
    match format {
        Format::Xlsx => "Excel (.xlsx)".to_owned(),
        Format::Xls => "Excel 97-2003 (.xls)".to_owned(),
        Format::Ods => "OpenDocument (.ods)".to_owned(),
        Format::Text { .. } => said::FORMAT_TEXT.get(lang).to_owned(),
        Format::Pasted => said::FORMAT_PASTED.get(lang).to_owned(),
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
