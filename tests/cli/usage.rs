//! What is said when a command cannot be carried out, and by which exit code.

use crate::desk::Desk;
use densach::register::{Local, Options};
use std::process::Stdio;

#[test]
fn wrong_usage_is_2_and_named() {
    let desk = Desk::empty();
    let cases: &[(&[&str], &str)] = &[
        (&["bundle"], "missing_subcommand"),
        (&["mend", "all"], "not_built"),
        (&["key"], "missing_subcommand"),
        (&["trust", "revoke", "lan@15889"], "missing_argument"),
        (&["frobnicate"], "not_built"),
        (&["find", "--frob"], "unknown_option"),
        (&["import"], "missing_argument"),
        (&["import", "person", "x.csv"], "no_such_value"),
        (&["find", "--limit", "many"], "bad_value"),
        (&["find", "--limit"], "missing_value"),
        (&["operator"], "missing_subcommand"),
        (&["init", "--unit", "1", "--name", "x"], "missing_argument"),
        (&["export", "member", "x.ods"], "unknown_format"),
        (&["undo", "soon"], "bad_value"),
        (&["import", "member", "x.csv", "--map", "a"], "no_equals"),
    ];
    for (args, code) in cases {
        let ran = desk.bare(&args.iter().chain(&["--json"]).copied().collect::<Vec<_>>());
        assert_eq!((ran.code, ran.error().as_str(), ran.out.as_str()), (2, *code, ""), "{args:?}");
    }
}

#[test]
fn errors_for_people_are_two_lines_in_their_language() {
    let desk = Desk::empty();
    let english = desk.bare(&["mend", "all"]).ended(2);
    assert_eq!(
        english.err,
        "densach: This version has no command mend yet\n\
         hint: See the commands with densach --help\n"
    );
    let vietnamese = desk.bare(&["--lang", "vi", "mend", "all"]).ended(2);
    assert!(vietnamese.err.starts_with("densach: Bản này chưa có lệnh mend\nhint: "));
}

#[test]
fn without_a_register_every_command_that_needs_one_says_so() {
    let desk = Desk::empty();
    let file = desk.file("x.csv", "full_name\n");
    for args in [
        &["find", "hoa"][..],
        &["show", "x"],
        &["history", "x"],
        &["set", "x", "note=y", "--reason", "z"],
        &["delete", "x", "--reason", "z"],
        &["undo", "1"],
        &["redo"],
        &["import", "member", &file],
        &["export", "member", "out.csv"],
        &["operator", "list"],
        &["journal", "verify"],
        &["journal", "show"],
        &["doctor"],
        &["rebuild"],
        &["backup", "b.densach"],
        &["key", "new"],
        &["key", "show"],
        &["trust", "add", "lan@15889", &file],
        &["trust", "list"],
        &["trust", "revoke", "lan@15889", "--reason", "z"],
        &["bundle", "verify", &file],
        &["bundle", "send", "--to", "drop"],
    ] {
        let ran = desk.json(args).ended(2);
        let code = ran.error();
        assert!(["no_register", "no_journal"].contains(&code.as_str()), "{args:?}: {code}");
        assert_eq!(ran.out, "", "{args:?}");
    }
    assert!(!desk.path("reg").exists() && !desk.path("out.csv").exists());
}

#[test]
fn screens_without_a_terminal_are_refused() {
    let desk = Desk::new();
    for args in [&[][..], &["open", "--read-only"], &["demo"]] {
        assert_eq!(desk.json(args).ended(2).error(), "not_a_terminal");
    }
}

#[test]
fn a_held_register_is_3_with_the_holders_name_and_can_still_be_read() {
    let desk = Desk::new();
    let held = Local::open(&Options {
        dir: desk.path("reg"),
        write: true,
        take_over: false,
        state_home: None,
        segment_bytes: None,
    });
    let held = held.expect("the register is free");
    let ran = desk.json(&["operator", "add", "An"]).ended(3);
    assert_eq!(ran.error(), "held");
    assert!(ran.err.contains(&std::process::id().to_string()), "{}", ran.err);
    assert_eq!(desk.total("operator"), 1);
    desk.json(&["journal", "verify"]).ended(0);
    desk.json(&["doctor"]).ended(0);
    desk.json(&["backup", "b.densach"]).ended(0);
    drop(held);
    desk.run(&["operator", "add", "An"]).ended(0);
}

#[test]
fn help_teaches_every_command_in_both_languages() {
    let desk = Desk::empty();
    let help = desk.bare(&["--help"]).ended(0).out;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(desk.bare(&["help"]).ended(0).out, help);
    assert_eq!(commands.len(), 29, "{commands:?}");
    for command in commands {
        let english = desk.bare(&[command, "--help"]).ended(0).out;
        assert!(english.contains("Examples:\n  densach"), "{english}");
        let vietnamese = desk.bare(&[command, "--help", "--lang", "vi"]).ended(0).out;
        assert!(vietnamese.contains("Ví dụ:\n  densach"), "{vietnamese}");
    }
}

#[test]
fn shells_and_man_are_served() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = desk.bare(&["completions", shell]).ended(0).out;
        assert!(script.contains("densach") && script.contains("dry-run"), "{shell}");
    }
    let man = desk.bare(&["man"]).ended(0).out;
    assert!(man.contains(".TH densach 1") && man.contains("\\fBF9 ^N\\fR"), "{man}");
    assert!(desk.bare(&["keys"]).ended(0).out.contains("F9 ^N"));
    assert!(desk.bare(&["man", "import"]).ended(0).out.contains("\\-\\-dry\\-run"));
    assert_eq!(desk.bare(&["man", "nothing", "--json"]).ended(2).error(), "not_built");
}

#[test]
fn a_reader_that_goes_away_ends_the_command_quietly() {
    let desk = Desk::empty();
    let mut child = desk
        .command(&["generate", "member", "100000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(128 + 13));
    assert_eq!(output.stderr, b"");
}

#[test]
fn a_full_stdout_is_told() {
    let desk = Desk::empty();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = desk.command(&["generate", "member", "10"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("densach: The output"));
}

#[test]
fn files_that_cannot_be_written_are_named() {
    let desk = Desk::new();
    let ran = desk.json(&["export", "unit", "nowhere/out.csv"]).ended(2);
    assert_eq!(ran.error(), "file_unwritable");
    let ran = desk.json(&["generate", "unit", "1", "--out", "nowhere/x.csv"]).ended(2);
    assert_eq!(ran.error(), "file_unwritable");
    let ran = desk.json(&["import", "unit", "nowhere.csv"]).ended(2);
    assert_eq!(ran.error(), "file_unreadable");
}
