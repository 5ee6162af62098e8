//! What a title over several lines says of them: their unit, their village.

use super::{Ask, Grouped, Table};
use crate::domain::tables::Sheets;
use crate::domain::tables::sheets::heading;
use crate::domain::{Field, records};
use crate::exchange::rows::refers;

/// The kind of words that titles are known by.
const GROUP: &str = "group";
/// What a form writes before such a name.
const LABEL: &str = "label";

/// What a title says for a field that refers to that type: itself where it names one ("Chi hội thôn
/// Phú Khê" a unit), or its end where that does (the village).
pub(super) fn said(title: &str, of: &str, sheets: &Sheets) -> Option<String> {
    if let Some(said) = labelled(title, of, sheets) {
        return Some(said);
    }
    let mut rest = bare(title);
    loop {
        let begins = sheets.begins(GROUP, rest);
        if begins.is_some_and(|words| words.of == of) {
            return Some(rest.to_owned());
        }
        let next = rest.split_once(' ')?.1.trim_start();
        // Of a sentence only what follows a title's own words counts.
        let known = begins.is_some() || heading(rest).starts_with("danh sach");
        let inside = heading(bare(title)).starts_with("danh sach");
        if !known && !inside && !begins_later(rest, sheets) {
            return None;
        }
        rest = next;
    }
}

/// "Đơn vị: Trường THCS Phú Khê", "Thôn: 3".
fn labelled(title: &str, of: &str, sheets: &Sheets) -> Option<String> {
    let (before, behind) = title.split_once(':')?;
    let (before, behind) = (before.trim(), behind.trim());
    if behind.is_empty() {
        return None;
    }
    if sheets.begins(LABEL, before).is_some_and(|words| words.of == of) {
        return Some(behind.to_owned());
    }
    let words = sheets.begins(GROUP, before).filter(|words| words.of == of)?;
    let alone = heading(&words.written) == heading(before);
    alone.then(|| format!("{before} {behind}"))
}

/// "hội thôn Phú Khê", what is left of "Chi hội thôn Phú Khê".
fn begins_later(rest: &str, sheets: &Sheets) -> bool {
    sheets.words(GROUP).iter().any(|words| {
        let written = heading(&words.written);
        let first = heading(rest).split(' ').next().map(str::to_owned).unwrap_or_default();
        written.split(' ').skip(1).any(|word| word == first)
    })
}

/// Without what counts it ("I. ") and what it counts (": 25 hội viên", "(25 người)"), and without
/// what a form puts before it ("Đơn vị: ").
fn bare(title: &str) -> &str {
    let title = title.trim();
    let title = match title.rsplit_once(':') {
        Some((before, behind))
            if behind.trim().chars().next().is_none_or(|c| c.is_ascii_digit()) =>
        {
            before
        }
        Some((_, behind)) => behind,
        None => title,
    };
    let title = title.split_once('(').map_or(title, |(before, _)| before);
    let lower = title.to_lowercase();
    let year =
        lower.rfind(" năm ").filter(|at| title.is_char_boundary(*at) && lower.len() == title.len());
    let title = year.and_then(|at| title.get(..at)).unwrap_or(title).trim();
    let counted = title.split_once(['.', ')', '-', ' ']).filter(|(count, _)| {
        count.len() <= 4 && count.bytes().all(|b| b"IVX0123456789".contains(&b))
    });
    counted.map_or(title, |(_, rest)| rest).trim()
}

/// The fields that titles may say: look-ups no column goes to, of types that titles are known by.
pub(super) fn of(table: &Table, ask: &Ask<'_>) -> Vec<Grouped> {
    let sheets = ask.tables.sheets();
    let taken = |field: &Field| {
        table.columns.iter().any(|column| column.takes.field().is_some_and(|f| f.tag == field.tag))
    };
    let mut groups: Vec<Grouped> = Vec::new();
    for field in ask.of.open_fields().filter(|field| !field.retired) {
        let Some(of) = refers(field.kind).and_then(records::of) else { continue };
        let known =
            of.name != ask.of.name && sheets.words(GROUP).iter().any(|words| words.of == of.name);
        if known && !taken(field) && groups.iter().all(|group| group.of != of.name) {
            let first =
                table.titles.iter().rev().find_map(|(_, title)| said(title, of.name, sheets));
            groups.push(Grouped { field, of: of.name, first });
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Tables;

    #[test]
    fn titles_say_a_unit_or_a_village() {
        let tables = Tables::built_in().unwrap();
        let said = |title, of| said(title, of, tables.sheets());
        for (title, unit, village) in [
            ("Chi hội thôn Phú Khê", Some("Chi hội thôn Phú Khê"), Some("thôn Phú Khê")),
            ("I. Chi hội Phú Khê: 25 hội viên", Some("Chi hội Phú Khê"), None),
            ("Thôn 3 (12 người)", None, Some("Thôn 3")),
            ("Thôn: 3", None, Some("Thôn 3")),
            ("Đơn vị: Trường THCS Phú Khê", Some("Trường THCS Phú Khê"), None),
            (
                "DANH SÁCH HỘI VIÊN CHI HỘI THÔN PHÚ KHÊ NĂM 2025",
                Some("CHI HỘI THÔN PHÚ KHÊ"),
                Some("THÔN PHÚ KHÊ"),
            ),
            ("HỘI KHUYẾN HỌC XÃ HOẰNG PHÚ", None, None),
            ("DANH SÁCH HỘI VIÊN", None, None),
            ("Cộng hòa xã hội chủ nghĩa Việt Nam", None, None),
            ("", None, None),
        ] {
            assert_eq!(said(title, "unit").as_deref(), unit, "{title}");
            assert_eq!(said(title, "village").as_deref(), village, "{title}");
        }
    }
}
