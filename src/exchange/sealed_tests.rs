//! Sealed files: ours beside stock age, and hostile headers.

use super::*;
use crate::trust::{age_file, age_keys, create_age_key};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

struct Desk {
    dir: tempfile::TempDir,
    keys: Vec<AgeIdentity>,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        create_age_key(dir.path(), 1_780_000_000_000).unwrap();
        let keys = age_keys(dir.path()).unwrap();
        Self { dir, keys }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    fn sealed(&self, bytes: &[u8]) -> Vec<u8> {
        let plain = self.file("plain", bytes);
        seal(&plain, &self.keys[0].public(), &self.path("sealed.age")).unwrap();
        std::fs::read(self.path("sealed.age")).unwrap()
    }

    fn opened(&self, bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
        let file = self.file("in.age", bytes);
        let opened = unseal(&file, &self.path("spool"), &self.keys);
        opened
            .map(|spooled| std::fs::read(spooled.path()).unwrap())
            .map_err(|problem| problem.code.0.name)
    }

    fn nothing_is_left(&self) {
        if let Ok(left) = std::fs::read_dir(self.path("spool")) {
            assert_eq!(left.count(), 0);
        }
    }
}

fn bytes(count: usize) -> Vec<u8> {
    (0..count).map(|n| (n * 7 + n / 251) as u8).collect()
}

#[test]
fn what_is_sealed_opens_again_into_a_private_file_that_goes() {
    let desk = Desk::new();
    for count in [0, 1, 65_535, 65_536, 65_537, 300_000] {
        let plain = bytes(count);
        assert_eq!(desk.opened(&desk.sealed(&plain)).unwrap(), plain);
    }
    let spooled = unseal(&desk.path("sealed.age"), &desk.path("spool"), &desk.keys).unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(spooled.path()), mode(&desk.path("spool"))), (0o600, 0o700));
    // Two at a time do not take each other's away.
    let second = unseal(&desk.path("sealed.age"), &desk.path("spool"), &desk.keys).unwrap();
    assert!(spooled.path().exists() && second.path().exists());
    drop((spooled, second));
    // What a killed process left is removed by the next.
    desk.file("spool/opened-1-0", b"personal");
    desk.opened(&desk.sealed(b"x")).unwrap();
    desk.nothing_is_left();
    assert_eq!(mode(&age_file(desk.dir.path())), 0o600);
}

#[test]
fn a_byte_changed_cut_or_added_is_refused_and_nothing_is_left() {
    let desk = Desk::new();
    let sealed = desk.sealed(&bytes(70_000));
    let header = sealed.windows(5).position(|at| at == b"\n--- ").unwrap() + 50;
    let places = (0..header + 16).chain((header + 16..sealed.len()).step_by(997));
    for at in places.chain([sealed.len() - 1]) {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(desk.opened(&changed).is_err(), "byte {at}");
    }
    for end in [0, 10, 22, header, header + 16, header + 16 + 65_536 + 16, sealed.len() - 1] {
        assert!(desk.opened(&sealed[..end]).is_err(), "cut at {end}");
    }
    assert_eq!(desk.opened(&[&sealed[..], b"x"].concat()), Err("sealed_damaged"));
    desk.nothing_is_left();
    let strange = Desk::new();
    assert_eq!(strange.opened(&sealed), Err("sealed_not_ours"));
}

#[test]
fn hostile_headers_are_refused_by_name_before_any_work() {
    let desk = Desk::new();
    let body = "cGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGY\n";
    let end = "--- cGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGY\n";
    let header = |stanzas: &str| format!("age-encryption.org/v1\n{stanzas}{end}");
    let x25519 = format!("-> X25519 cGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGZzZGY\n{body}");
    for (text, code) in [
        (header(&format!("-> scrypt rF0/NwblUHHTpgQgRpe5CQ 40\n{body}")), "sealed_kind"),
        (header(&format!("{x25519}-> scrypt rF0/NwblUHHTpgQgRpe5CQ 40\n{body}")), "sealed_kind"),
        (header(&format!("-> ssh-rsa mhir0Q\n{body}")), "sealed_kind"),
        (header(&format!("-> \u{1b}[2J x\n{body}")), "sealed_kind"),
        (header(&x25519.repeat(17)), "sealed_many"),
        (header(&x25519.repeat(1_000)), "sealed_many"),
        (header(&format!("-> X25519 {}\n", "A".repeat(9_000))), "sealed_many"),
        (format!("age-encryption.org/v1\n{}", "\n".repeat(9_000)), "sealed_many"),
        (format!("age-encryption.org/v1\n{x25519}"), "sealed_header"),
        ("age-encryption.org/v2\n".into(), "sealed_header"),
        ("-----BEGIN AGE ENCRYPTED FILE-----\n".into(), "sealed_header"),
        (String::new(), "sealed_header"),
        (header("-> X25519 short\n\n"), "sealed_header"),
    ] {
        // Behind a whole header a nonce and a piece follow.
        let bytes = [text.as_bytes(), &[7; 64]].concat();
        assert_eq!(desk.opened(&bytes), Err(code), "{text:.80}");
    }
    desk.nothing_is_left();
    let large = File::create(desk.path("large.age")).unwrap();
    large.set_len(most() + 1).unwrap();
    let refused = unseal(&desk.path("large.age"), &desk.path("spool"), &desk.keys).unwrap_err();
    assert!(refused.is(&codes::TOO_LARGE), "{refused}");
}

#[test]
fn stock_age_opens_ours_and_we_open_its() {
    let desk = Desk::new();
    if Command::new("age").arg("--version").output().is_err() {
        assert!(std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "age is missing");
        return eprintln!("not tested: age is missing");
    }
    let plain = bytes(200_000);
    desk.sealed(&plain);
    let run = |command: &mut Command| {
        let ran = command.stderr(Stdio::inherit()).output().unwrap();
        assert!(ran.status.success());
        ran.stdout
    };
    let age = |args: &[&str]| run(Command::new("age").current_dir(desk.dir.path()).args(args));
    assert_eq!(age(&["-d", "-i", "keys/age.txt", "sealed.age"]), plain);
    let public = desk.keys[0].public().to_string();
    let theirs = age(&["-r", &public, "plain"]);
    assert_eq!(desk.opened(&theirs).unwrap(), plain);
    let armoured = age(&["-a", "-r", &public, "plain"]);
    assert_eq!(desk.opened(&armoured), Err("sealed_header"));
    // Its keys are ours, and ours are its.
    let made = run(&mut Command::new("age-keygen"));
    std::fs::write(age_file(desk.dir.path()), &made).unwrap();
    let told = run(Command::new("age-keygen").arg("-y").arg(age_file(desk.dir.path())));
    let keys = age_keys(desk.dir.path()).unwrap();
    assert_eq!(keys[0].public().to_string(), String::from_utf8(told).unwrap().trim());
}
