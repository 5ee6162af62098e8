//! A process that may open few files: however early it fails, the terminal is as it was found.
mod common;

use common::stand_in::DRAFT;
use common::terminal::{Terminal, command, has};

/// Not a test: what this test program is when another one starts it as the stand-in.
#[test]
fn stand_in() {
    common::stand_in::become_it_if_told_to();
}

/// Starts it with one descriptor more each time, until it runs; says where the modes were left.
const ONE_MORE: &str = r#"was=$(stty -g)
for n in $(seq 4 60); do
    (ulimit -n "$n"; exec "$@") 2>"$HOME/said"; code=$?
    if [ "$(stty -g)" != "$was" ]; then echo "changed with $n"; stty "$was"; fi
    if [ $code = 2 ]; then grep -q '(os error 24)' "$HOME/said" && refused="$refused $n"; fi
    if [ $code = 0 ]; then break; fi
done
echo "refused with$refused, left with $code"; read -r end"#;

#[test]
fn a_terminal_is_as_found_however_few_files_may_be_opened() {
    if !has("bash") || !has("stty") {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let mut bash = command("bash", home.path());
    bash.args(["--norc", "--noprofile", "-c", ONE_MORE, "bash"]);
    bash.arg(std::env::current_exe().unwrap());
    bash.args(["--exact", "stand_in", "--nocapture"]);
    bash.env(DRAFT, home.path().join("draft"));
    let mut terminal = Terminal::start(bash, (80, 24));
    terminal.await_text("size: 80 x 24");
    terminal.keys("\x11");
    terminal.await_text("left with 0");
    let said = terminal.contents();
    assert!(!said.contains("changed with"), "{said}");
    assert!(!said.contains("refused with,"), "no start failed for want of a descriptor: {said}");
    terminal.keys("\r");
    assert_eq!(terminal.exit_code(), 0);
}
