//! A folder with a register in it, and the real program run on it.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Stdout.
    pub out: String,
    /// Stderr.
    pub err: String,
}

impl Ran {
    /// That it ended so.
    #[track_caller]
    pub fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    /// Stdout's objects, one a line.
    #[track_caller]
    pub fn objects(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }

    /// Stdout's last object.
    #[track_caller]
    pub fn object(&self) -> Value {
        self.objects().pop().expect("an object on stdout")
    }

    /// The error's code on stderr; its message and hint say something.
    #[track_caller]
    pub fn error(&self) -> String {
        let all: Value = serde_json::from_str(self.err.trim()).expect(&self.err);
        let error = &all["error"];
        for part in ["message", "hint"] {
            assert!(!error[part].as_str().expect(part).is_empty(), "{all}");
        }
        error["code"].as_str().expect("a code").to_owned()
    }
}

/// A folder of its own.
pub struct Desk {
    dir: TempDir,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { dir: TempDir::new().expect("a folder") }
    }

    /// With a new register.
    pub fn new() -> Self {
        let desk = Self::empty();
        desk.init("reg");
        desk
    }

    /// With the invented sample's units, villages and clans.
    pub fn with_places() -> Self {
        let desk = Self::new();
        for name in ["unit", "village", "clan"] {
            let file = sample(name);
            desk.run(&["import", name, &file]).ended(0);
        }
        desk
    }

    /// Makes a register in that folder.
    pub fn init(&self, name: &str) {
        let dir = self.path(name);
        let dir = dir.to_str().unwrap();
        let made = ["init", "--unit", "15889", "--name", "Hội Khuyến học xã Mẫu"];
        let args: Vec<&str> =
            made.into_iter().chain(["--operator", "Lan", "--register", dir]).collect();
        self.bare(&args).ended(0);
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Writes a file into the folder; its path.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("write");
        path.to_str().expect("a path").to_owned()
    }

    /// Reads a file of the folder.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    /// The program, about to run in English beside nobody's settings.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_densach"));
        command.args(args).current_dir(self.dir.path()).stdin(Stdio::null()).env_clear();
        command.env("HOME", self.dir.path()).env("DENSACH_LANG", "en");
        command
    }

    /// Runs it as it is.
    pub fn bare(&self, args: &[&str]) -> Ran {
        let output = self.command(args).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().expect("no signal");
        Ran { code, out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs it on the folder's register.
    pub fn run(&self, args: &[&str]) -> Ran {
        let register = self.path("reg");
        let before = ["--register", register.to_str().unwrap()];
        self.bare(&before.iter().chain(args).copied().collect::<Vec<_>>())
    }

    /// Runs it on the folder's register, wanting json.
    pub fn json(&self, args: &[&str]) -> Ran {
        self.run(&args.iter().chain(&["--json"]).copied().collect::<Vec<_>>())
    }

    /// The total of a look-up.
    #[track_caller]
    pub fn total(&self, of: &str) -> u64 {
        let ran = self.json(&["find", "--type", of, "--inactive", "--count"]).ended(0);
        ran.object()["total"].as_u64().expect("a total")
    }

    /// The state digest.
    #[track_caller]
    pub fn digest(&self) -> String {
        let ran = self.json(&["doctor"]).ended(0);
        ran.object()["digest"].as_str().expect("a digest").to_owned()
    }
}

/// A file of the invented sample.
pub fn sample(name: &str) -> String {
    format!("{}/data/sample/{name}.csv", env!("CARGO_MANIFEST_DIR"))
}
