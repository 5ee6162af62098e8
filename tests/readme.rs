//! What the README says of keys and commands is what the program has: both parts are written from
//! the program's own tables. `UPDATE_README=1 cargo test --test readme` rewrites them.

use densach::app::keymap::{Context, ROWS, key_name};
use std::path::{Path, PathBuf};
use std::process::Command;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// The part between `<!-- name …-->` and `<!-- /name -->` is `wanted`, or is made so.
fn part_is(name: &str, wanted: &str) {
    let text = std::fs::read_to_string(path()).unwrap();
    let open = text.find(&format!("<!-- {name}")).unwrap_or_else(|| panic!("no part {name}"));
    let from = open + text[open..].find("-->\n").unwrap() + 4;
    let to = text.find(&format!("<!-- /{name} -->")).unwrap();
    if &text[from..to] == wanted {
        return;
    }
    if std::env::var_os("UPDATE_README").is_some() {
        let new = format!("{}{wanted}{}", &text[..from], &text[to..]);
        std::fs::write(path(), new).unwrap();
        return;
    }
    panic!("the README's part {name:?} is not what the program says: UPDATE_README=1 rewrites it");
}

/// Where a row's keys act, in a word.
fn place(on: &[Context]) -> &'static str {
    match on {
        [Context::Everywhere] => "everywhere",
        [Context::Form | Context::FormNew] | [Context::Form, Context::Status] => "form",
        [Context::Text] => "text",
        [Context::Rows] => "lists",
        [Context::Home] => "home",
        [Context::Find, Context::Record] => "look-up, record",
        [Context::Find, ..] => "look-up",
        [Context::FormPick, ..] => "choice fields",
        _ => "",
    }
}

#[test]
fn the_keys() {
    let mut table = String::from("| key | where | does | |\n|---|---|---|---|\n");
    for row in ROWS.iter().filter(|row| !row.keys.is_empty()) {
        let keys: Vec<String> = match row.shown {
            Some(shown) => vec![format!("`{shown}`")],
            None => row.keys.iter().map(|key| format!("`{}`", key_name(*key))).collect(),
        };
        table.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            keys.join(" "),
            place(row.on),
            row.doc.vi,
            row.doc.en
        ));
    }
    part_is("keys", &table);
}

#[test]
fn the_filters() {
    let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
    for (ty, field) in densach::domain::filter::fields(None) {
        let word = field.filter.unwrap();
        let (vi, en) = (field.label.vi, field.label.en);
        let row = format!("| `{}:` `{}:` | {vi} | {en} |", word.vi, word.en);
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, types)) => types.push(ty.label.en),
            None => rows.push((row, vec![ty.label.en])),
        }
    }
    let mut table = String::from("| filter | | by | of |\n|---|---|---|---|\n");
    for (row, types) in rows {
        table.push_str(&format!("{row} {} |\n", types.join(", ")));
    }
    part_is("filters", &table);
}

#[test]
fn the_commands() {
    let out = Command::new(env!("CARGO_BIN_EXE_densach"))
        .args(["--lang", "en", "--help"])
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    assert!(out.status.success());
    let help = String::from_utf8(out.stdout).unwrap();
    part_is("commands", &format!("```\n{}\n```\n", help.trim_end()));
}
