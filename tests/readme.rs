//! What the README says of keys and commands is what the program has: both parts are written from
//! the program's own tables. `UPDATE_README=1 cargo test --test readme` rewrites them.

use densach::app::keymap::ROWS;
use densach::domain::{Right, Role};
use densach::lang::Code;
use densach::lang::errors::{bundle, post, queue, receipt, sealed, trust};
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

#[test]
fn the_keys() {
    let mut table = String::from("| key | where | does | |\n|---|---|---|---|\n");
    for row in ROWS.iter().filter(|row| !row.key_names().is_empty()) {
        let keys: Vec<String> = row.key_names().iter().map(|key| format!("`{key}`")).collect();
        table.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            keys.join(" "),
            row.place().en,
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

/// Codes with what happened and what to do.
fn codes(codes: impl Iterator<Item = &'static Code>) -> String {
    let mut table = String::from("| code | what happened | what to do |\n|---|---|---|\n");
    for code in codes {
        let shown = |text: &str| {
            let text = text.replace("{0}", "…").replace("{1}", "…").replace("{2}", "…");
            text.replace('|', "\\|")
        };
        table.push_str(&format!(
            "| `{}` | {} | {} |\n",
            code.name,
            shown(code.what.en),
            shown(code.hint.en)
        ));
    }
    table
}

#[test]
fn the_refusals() {
    let told = ["signature_", "signer_", "trust_", "key_type"];
    let is_told = |code: &&Code| told.iter().any(|start| code.name.starts_with(start));
    part_is("refusals", &codes(trust::ALL.iter().copied().filter(is_told)));
    part_is(
        "bundle refusals",
        &codes(
            [sealed::ALL, bundle::ALL, queue::ALL, receipt::ALL, post::ALL].concat().into_iter(),
        ),
    );
}

#[test]
fn the_roles() {
    let roles = [Role::Clerk, Role::Reviewer, Role::Technician];
    let mut table =
        String::from("| may | | clerk | reviewer | technician |\n|---|---|---|---|---|\n");
    for right in Right::ALL {
        let marks = roles.map(|role| if role.may(*right) { "yes" } else { "" });
        let label = right.label();
        table.push_str(&format!("| {} | {} | {} |\n", label.en, label.vi, marks.join(" | ")));
    }
    part_is("roles", &table);
}
