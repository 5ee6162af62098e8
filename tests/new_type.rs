//! A new record type is one file and one line: the program is built with one more type, and that
//! type is imported, found, shown, corrected, exported and keyed at a terminal, in both languages.
//!
//! The sources are copied below the target folder and built there over the dependencies that are
//! compiled already; a second run builds what has changed alone.
mod common;

use common::terminal::{Terminal, command};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The one file.
const FILE: &str = include_str!("new_type/bookcase.rs");
/// The one line, and the one it stands behind.
const LINE: (&str, &str) = ("    operator\n", "    bookcase\n");
/// What the package and its program are called, so that the real ones stay what they are.
const NAME: &str = "densach-new-type";

/// Every file below a folder.
fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

/// The package's description under the other name, without what is built from `tests/`.
fn manifest(text: &str) -> String {
    let dropped = ["[[test]]", "[[bench]]", "[[bin]]", "[lib]"];
    let sections = text.split("\n[").enumerate().map(|(n, section)| match n {
        0 => section.to_owned(),
        _ => format!("[{section}"),
    });
    let kept: Vec<String> =
        sections.filter(|section| !dropped.iter().any(|drop| section.starts_with(drop))).collect();
    let text = renamed(&kept.join("\n")).replace("default-run = \"densach\"\n", "");
    let lib = "[lib]\nname = \"densach\"\npath = \"src/lib.rs\"\n";
    format!("{text}\n{lib}\n[[bin]]\nname = \"{NAME}\"\npath = \"src/main.rs\"\n\n[workspace]\n")
}

fn renamed(text: &str) -> String {
    text.replacen("name = \"densach\"", &format!("name = \"{NAME}\""), 1)
}

/// Writes what is other than what is there: a file that is not touched is not built again.
fn write(path: &Path, bytes: &[u8]) {
    if fs::read(path).ok().as_deref() != Some(bytes) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// Builds the program with the new type; where it stands.
fn build() -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (to, target) = (tmp.join("new_type"), tmp.parent().unwrap());
    let mut copied: BTreeSet<PathBuf> = BTreeSet::new();
    let mut put = |name: PathBuf, bytes: &[u8]| {
        write(&to.join(&name), bytes);
        copied.insert(to.join(name));
    };
    let mut paths = Vec::new();
    files(&from.join("src"), &mut paths);
    files(&from.join("data"), &mut paths);
    for path in paths {
        let name = path.strip_prefix(from).unwrap().to_owned();
        let mut bytes = fs::read(&path).unwrap();
        if name == Path::new("src/domain/records/mod.rs") {
            let text = String::from_utf8(bytes).unwrap();
            let (before, line) = LINE;
            assert_eq!(text.matches(before).count(), 1, "the table's last line");
            bytes = text.replace(before, &format!("{before}{line}")).into_bytes();
        }
        put(name, &bytes);
    }
    put("src/domain/records/bookcase.rs".into(), FILE.as_bytes());
    let text = |name: &str| fs::read_to_string(from.join(name)).unwrap();
    put("Cargo.toml".into(), manifest(&text("Cargo.toml")).as_bytes());
    let lock = to.join("Cargo.lock");
    if !lock.exists() {
        write(&lock, renamed(&text("Cargo.lock")).as_bytes());
    }
    let mut there = Vec::new();
    files(&to, &mut there);
    for gone in there.iter().filter(|path| **path != lock && !copied.contains(*path)) {
        fs::remove_file(gone).unwrap();
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--offline", "--quiet", "--target-dir"]).arg(target).current_dir(&to);
    let built = cargo.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    target.join("debug").join(NAME)
}

/// The program in a home of its own.
struct Desk {
    program: String,
    home: tempfile::TempDir,
}

impl Desk {
    fn new(program: &Path) -> Self {
        let program = program.to_str().unwrap().to_owned();
        let desk = Self { program, home: tempfile::tempdir().unwrap() };
        desk.run(&["init", "--unit", "15889", "--name", "Hội xã Hoằng Phú", "--operator", "Lan"]);
        let villages = "number,kind,name,area\n3,thon,Phú Khê,15889\n4,thon,Bắc Sơn,15889\n";
        desk.import("village", villages);
        desk
    }

    fn ran(&self, arguments: &[&str]) -> Output {
        let like = command(&self.program, self.home.path());
        let mut program = Command::new(&self.program);
        program.env_clear().envs(like.iter_full_env_as_str()).current_dir(self.home.path());
        program.args(arguments).output().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> String {
        let ran = self.ran(arguments);
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{arguments:?}: {said}");
        String::from_utf8(ran.stdout).unwrap()
    }

    fn import(&self, kind: &str, csv: &str) {
        fs::write(self.home.path().join("in.csv"), csv).unwrap();
        self.run(&["import", kind, "in.csv"]);
    }

    fn at_the_terminal(&self, lang: &str) -> Terminal {
        let mut program = command(&self.program, self.home.path());
        program.args(["--lang", lang]);
        Terminal::start(program, (80, 24))
    }
}

/// Through commands and files.
fn commands(desk: &Desk) {
    desk.import("bookcase", "Tên,Thôn,Số sách,opened_on\nTủ sách Phú Khê,Phú Khê,250,12/05/2020\n");
    desk.import("bookcase", "name,village,books,keeper\nTủ sách chùa Linh,4,80,Lê Thị Mai\n");
    let code = |words: &[&str]| {
        let found = desk.run(&[&["find", "--type", "bookcase", "--json"], words].concat());
        let found: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
        found["code"].as_str().unwrap().to_owned()
    };
    // One letter is wrong, and no mark stands there.
    let found = code(&["tu", "sahc", "phu", "khe"]);
    let shown = desk.run(&["show", &found, "--lang", "vi"]);
    for text in ["Tủ sách Phú Khê", "Số sách", "250", "12/05/2020", "1 Đang hoạt động"]
    {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    let set = ["set", &found, "books=300", "status=closed@2026-05-01", "--reason", "nhập lại"];
    desk.run(&set);
    let history = desk.run(&["history", &found, "--lang", "vi"]);
    for text in ["nhập lại", "Số sách", "250", "300", "3 Đã giải thể từ 01/05/2026", "in.csv"]
    {
        assert!(history.contains(text), "{text}: {history}");
    }
    let active = desk.run(&["find", "--type", "bookcase", "--count", "--json", "sach"]);
    assert!(active.contains("\"total\":1"), "a closed one is no longer active: {active}");
    desk.run(&["undo", "last"]);
    desk.run(&["export", "bookcase", "out.csv"]);
    let csv = fs::read_to_string(desk.home.path().join("out.csv")).unwrap();
    let head = csv.lines().next().unwrap();
    for text in ["name", "village", "books", "opened_on", "keeper", "status"] {
        assert!(head.split(',').any(|column| column == text), "{text}: {head}");
    }
    assert!(csv.contains("Tủ sách chùa Linh") && csv.contains("Lê Thị Mai"), "{csv}");
    // What columns there are is said where one is wrong; which types, by the command's help.
    fs::write(desk.home.path().join("in.csv"), "name,colour\nx,y\n").unwrap();
    let wrong = desk.ran(&["import", "bookcase", "in.csv", "--map", "colour=colour"]);
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(said.contains("keeper") && said.contains("opened_on"), "{said}");
    assert!(desk.run(&["import", "--help"]).contains("bookcase"));
}

/// At the terminal: from home into the form, saved, looked up, corrected; help on the way.
fn screens(desk: &Desk, lang: &str) {
    let say = |vi: &'static str, en: &'static str| if lang == "vi" { vi } else { en };
    let mut terminal = desk.at_the_terminal(lang);
    let mut types = |keys: &str, shows: &str| {
        terminal.keys(keys);
        terminal.await_text(shows);
    };
    types("", say("Tủ sách", "Bookcase"));
    types("\x0b", say("LỆNH", "COMMANDS"));
    types("bookcase", say("Nhập tủ sách", "Enter: bookcase"));
    types("\r", say("NHẬP TỦ SÁCH", "NEW BOOKCASE"));
    types("\x07", say("Tên: Tên tủ sách", "Name: Its name"));
    types("\x1b", say("phiếu 1", "form 1"));
    let name = say("Tur sachs Bawcs Sown", "Tu sach Bac Son");
    let shown = say("Tủ sách Bắc Sơn", "Tu sach Bac Son");
    types(&format!("{name}\rbac son\r"), "Thôn 4 (Bắc Sơn)");
    types("120\r31/02/2026\r", "!");
    types("12052026\r", "12/05/2026");
    types("\x0e", say("Đã lưu", "Saved"));
    types("\x1b", say("Bấm số", "A number chooses"));
    types("\x1bOR", say("TRA CỨU", "LOOK-UP"));
    let kinds = ["dòng họ", "trung tâm HTCĐ", "đơn vị hội", "thôn", "người dùng", "tủ sách"];
    for kind in kinds {
        types("\x1bOR", if lang == "vi" { kind } else { "LOOK-UP" });
    }
    types("bac son", shown);
    types("\r", say("lịch sử (1)", "history (1)"));
    types("\x18", say("TRẠNG THÁI: ", "STATUS: "));
    types("2\r\r\r", say("2 Tạm dừng từ", "2 Paused since"));
    types("\x15", say("Hoàn tác lần lưu cuối", "Undo the last save"));
    types("\r", say("Đã hoàn tác", "Undone"));
    types("?", say("TRỢ GIÚP", "HELP"));
    types("\x1b", shown);
    terminal.keys("\x1b\x1b\x1b");
    terminal.await_text(say("Bấm số", "A number chooses"));
    terminal.keys("\x17\r");
    assert_eq!(terminal.exit_code(), 0);
}

#[test]
fn a_new_type_is_one_file_and_one_line() {
    let program = build();
    let desk = Desk::new(&program);
    commands(&desk);
    screens(&desk, "vi");
    screens(&desk, "en");
}
