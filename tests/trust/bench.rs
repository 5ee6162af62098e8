//! A folder with keys of every kind in it, and ssh-keygen.

use densach::trust::{Principal, Public, Signer, create_key};
use sha2::{Digest, Sha256};
use ssh_key::private::Ed25519Keypair;
use ssh_key::public::{KeyData, SkEd25519};
use ssh_key::{Algorithm, HashAlg, LineEnding, SigningKey, SshSig};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const BUNDLE: &str = densach::trust::BUNDLE;
/// 2026-06-15 12:00:00 UTC in milliseconds, and for ssh-keygen.
pub const NOW: (i64, &str) = (1_781_524_800_000, "20260615120000Z");

/// Whether OpenSSH is there.
pub fn openssh() -> bool {
    crate::common::terminal::has("ssh-keygen")
}

/// A folder.
pub struct Bench {
    dir: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A private file with that in it.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// A register's key made by us in a folder of that name; its file.
    pub fn ours(&self, name: &str, passphrase: Option<&str>) -> PathBuf {
        let principal = Principal::new(name, "15889").unwrap();
        create_key(&self.path(name), &principal, passphrase).unwrap().file
    }

    /// A key made by ssh-keygen; its file.
    pub fn theirs(&self, kind: &str, passphrase: &str) -> PathBuf {
        let path = self.path(&format!("their_{kind}{}", passphrase.len()));
        let file = path.to_str().unwrap();
        let args = ["-q", "-t", kind, "-N", passphrase, "-C", "lan@15889", "-f", file];
        assert!(keygen(&args, b"").0, "ssh-keygen -t {kind}");
        path
    }

    /// Signed by `ssh-keygen -Y sign`.
    pub fn signed(&self, key: &Path, namespace: &str, bytes: &[u8]) -> String {
        let args = ["-Y", "sign", "-q", "-n", namespace, "-f", key.to_str().unwrap()];
        let (good, out) = keygen(&args, bytes);
        assert!(good, "{out}");
        out
    }
}

/// Runs ssh-keygen at +07:00: whether it was content, and what it said.
pub fn keygen(args: &[&str], stdin: &[u8]) -> (bool, String) {
    use std::io::Write;
    let mut command = Command::new("ssh-keygen");
    command.args(args).env("TZ", "ICT-7").env_remove("SSH_AUTH_SOCK");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// The public half of a key's file.
pub fn public(key: &Path) -> Public {
    Public::read(&public_line(key)).unwrap()
}

/// The line of a key's public half, without its comment.
pub fn public_line(key: &Path) -> String {
    let line = std::fs::read_to_string(key.with_extension("pub")).unwrap();
    line.split(' ').take(2).collect::<Vec<_>>().join(" ").trim().to_owned()
}

pub fn sign(key: &Path, namespace: &str, bytes: &[u8]) -> String {
    Signer::from_key(key, None).unwrap().sign(namespace, bytes).unwrap()
}

/// A security key as none can be plugged in here: the same arithmetic in a file.
pub struct Device(Ed25519Keypair);

impl Device {
    pub fn new(seed: u8) -> Self {
        Self(Ed25519Keypair::from_seed(&[seed; 32]))
    }

    fn data(&self) -> KeyData {
        KeyData::SkEd25519(SkEd25519::new(self.0.public, "ssh:"))
    }

    pub fn line(&self) -> String {
        ssh_key::PublicKey::new(self.data(), "").to_openssh().unwrap().trim().to_owned()
    }

    /// Signed with those flags (1: somebody touched it).
    pub fn sign(&self, namespace: &str, bytes: &[u8], flags: u8) -> String {
        let wanted = SshSig::signed_data(namespace, HashAlg::Sha512, bytes).unwrap();
        let trailer = [flags, 0, 0, 0, 9];
        let mut message = Sha256::digest("ssh:").to_vec();
        message.extend(trailer);
        message.extend(Sha256::digest(wanted));
        let mut made = raw(&ssh_key::PrivateKey::from(self.0.clone()), &message);
        made.extend(trailer);
        let made = ssh_key::Signature::new(Algorithm::SkEd25519, made).unwrap();
        let whole = SshSig::new(self.data(), namespace, HashAlg::Sha512, made).unwrap();
        let text = whole.to_pem(LineEnding::LF).unwrap();
        if text.ends_with('\n') { text } else { text + "\n" }
    }
}

fn raw(key: &impl SigningKey, message: &[u8]) -> Vec<u8> {
    key.try_sign(message).unwrap().as_bytes().to_vec()
}
