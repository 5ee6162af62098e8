//! `densach keys`: the table of keys, and what this terminal really sends for them.

use super::context::Context;
use super::spec::{Does, Spec, flag};
use crate::app::keymap::ROWS;
use crate::lang::{Lang, Problem, cli as say};
use crate::runtime;
use clap::ArgMatches;
use serde_json::json;

/// `densach keys [--test]`.
pub(super) static SPEC: Spec = Spec {
    name: "keys",
    about: &say::KEYS,
    more: &say::KEYS_MORE,
    examples: &["densach keys", "densach keys --test"],
    args: |lang| vec![flag("test", &say::KEYS_TEST, lang)],
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let lang = context.lang();
    if matches.get_flag("test") {
        return runtime::test_keys(lang);
    }
    let rows = ROWS.iter().filter(|row| !row.key_names().is_empty());
    if context.json() {
        for row in rows {
            context.out.object(&json!({
                "action": row.name,
                "keys": row.key_names(),
                "where": row.place().get(lang),
                "does": row.doc.get(lang),
            }))?;
        }
        return Ok(0);
    }
    let rows: Vec<Vec<String>> = rows
        .map(|row| {
            let keys = row.key_names().join(" ");
            vec![keys, row.place().get(lang).to_owned(), row.doc.get(lang).to_owned()]
        })
        .collect();
    context.out.table(&rows)?;
    Ok(0)
}

/// The keys as a section of the manual page.
pub(super) fn section(lang: Lang) -> String {
    let mut text = format!(".SH {}\n", say::KEYS_SECTION.get(lang));
    for row in ROWS.iter().filter(|row| !row.key_names().is_empty()) {
        let keys = row.key_names().join(" ");
        text.push_str(&format!(".TP\n\\fB{}\\fR\n", roff(&keys)));
        let place = row.place().get(lang);
        let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
        text.push_str(&format!("{}{}\n", roff(row.doc.get(lang)), roff(&place)));
    }
    text
}

/// A text in which nothing acts on roff.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    // A dot or an apostrophe that begins a line would be a request.
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
