//! What was found in the sheets of a list, in words and as json: where each column goes and why, in
//! which font it is written, what was passed over.

use super::context::Context;
use crate::exchange::take::SheetFound;
use crate::lang::{Lang, Problem, cli as say};
use crate::text::legacy::Font;
use serde_json::{Value as Json, json};

/// The name of a font, for programs.
fn font(font: Font) -> &'static str {
    match font {
        Font::Unicode => "unicode",
        Font::Tcvn3 | Font::Tcvn3Capitals => "tcvn3",
        Font::Vni => "vni",
    }
}

/// A sheet as json.
pub(super) fn sheet(found: &SheetFound, lang: Lang) -> Json {
    let columns = found.table.iter().flat_map(|table| &table.columns).map(|column| {
        json!({
            "column": column.letter(),
            "heading": column.heading,
            "takes": column.takes.spec(),
            "why": column.why.get(lang),
            "font": font(column.font),
        })
    });
    let skipped =
        found.skipped.iter().map(|(line, why)| json!({"line": line, "why": why.get(lang)}));
    json!({
        "sheet": found.name,
        "heading": found.table.as_ref().and_then(|table| table.heading).map(|(a, b)| [a, b]),
        "rows": found.rows,
        "columns": columns.collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
        "hidden_rows": found.hidden_rows,
        "hidden_columns": found.hidden_columns,
        "formulas": found.formulas,
    })
}

/// A sheet in words.
pub(super) fn tell(context: &mut Context, found: &SheetFound) -> Result<(), Problem> {
    let lang = context.lang();
    let Some(table) = &found.table else { return Ok(()) };
    let heading = table.heading.map_or_else(String::new, |(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    let head = [found.name.clone(), heading, found.rows.to_string()];
    context.out.line(&say::SHEET_FOUND.fill(lang, &head))?;
    for column in &table.columns {
        let written = match column.font {
            Font::Unicode => String::new(),
            other => format!(", {}", font(other)),
        };
        let line = [
            column.letter(),
            column.heading.clone(),
            column.takes.spec(),
            column.why.get(lang) + &written,
        ];
        context.out.line(&say::SHEET_COLUMN.fill(lang, &line))?;
    }
    for (line, why) in &found.skipped {
        let said = [line.to_string(), why.get(lang)];
        context.out.line(&say::SHEET_SKIPPED.fill(lang, &said))?;
    }
    if found.hidden_rows + found.hidden_columns > 0 {
        let hidden = [found.hidden_rows.to_string(), found.hidden_columns.to_string()];
        context.out.line(&say::SHEET_HIDDEN.fill(lang, &hidden))?;
    }
    if found.formulas > 0 {
        context.out.line(&say::SHEET_FORMULAS.fill(lang, &[found.formulas.to_string()]))?;
    }
    Ok(())
}
