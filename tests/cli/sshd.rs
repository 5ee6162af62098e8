//! An OpenSSH drop box of the test's own on loopback, as the documentation describes it, and a line to it
//! that can be cut. Nothing of the system's configuration is read or changed.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const SSHD: &str = "/usr/sbin/sshd";
/// What the drop box refuses: it is looked into by nobody who sends.
const REFUSED: &str = "read,remove,rmdir,mkdir,symlink,setstat,opendir,readdir,posix-rename";

/// A running server.
pub struct Sshd {
    child: Child,
    port: u16,
    dir: TempDir,
    chroot: TempDir,
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(command: &mut Command) {
    let ran = command.output().unwrap();
    assert!(ran.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Sshd {
    /// Starts one; None where OpenSSH is not installed, which is said, and a failure where it must be.
    pub fn start() -> Option<Self> {
        let sftp = Command::new("sftp").arg("-?").output();
        if !Path::new(SSHD).exists() || sftp.is_err() {
            assert!(std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "OpenSSH is missing");
            eprintln!("not tested: sshd or sftp is missing");
            return None;
        }
        let dir = TempDir::new().unwrap();
        let root = fs::metadata(dir.path()).unwrap().uid() == 0;
        // sshd goes into a chroot only as root, and only into one that nobody else can change.
        let chroot = if root { TempDir::new_in("/run") } else { TempDir::new() }.unwrap();
        let path = |name: &str| dir.path().join(name);
        for name in ["host", "client", "stranger"] {
            let args = ["-q", "-t", "ed25519", "-N", "", "-f"];
            run(Command::new("ssh-keygen").args(args).arg(path(name)));
        }
        fs::copy(path("client.pub"), path("authorized_keys")).unwrap();
        let mut config = format!(
            "ListenAddress 127.0.0.1\nHostKey {host}\nAuthorizedKeysFile {keys}\nPidFile none\n\
             StrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\n",
            host = path("host").display(),
            keys = path("authorized_keys").display(),
        );
        let mut begins = chroot.path().join("incoming").display().to_string();
        if root {
            // What OpenSSH asks for itself, where no service has made it yet.
            fs::create_dir_all("/run/sshd").unwrap();
            fs::set_permissions(chroot.path(), fs::Permissions::from_mode(0o755)).unwrap();
            config += &format!("ChrootDirectory {}\n", chroot.path().display());
            begins = "/incoming".to_owned();
        }
        fs::create_dir(chroot.path().join("incoming")).unwrap();
        config += &format!("ForceCommand internal-sftp -d {begins} -u 0077 -P {REFUSED}\n");
        fs::write(path("sshd_config"), config).unwrap();
        let port = free_port();
        let child = Command::new(SSHD)
            .args(["-D", "-e", "-p", &port.to_string(), "-f"])
            .arg(path("sshd_config"))
            .stdout(Stdio::null())
            .stderr(fs::File::create(path("log")).unwrap())
            .spawn()
            .unwrap();
        let sshd = Self { child, port, dir, chroot };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", sshd.log());
            thread::sleep(Duration::from_millis(20));
        }
        Some(sshd)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// What the server said.
    pub fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap()
    }

    /// The drop box.
    pub fn incoming(&self) -> PathBuf {
        self.chroot.path().join("incoming")
    }

    /// The files in it by name, with their bytes.
    pub fn files(&self) -> Vec<(String, u64)> {
        let mut files: Vec<(String, u64)> = fs::read_dir(self.incoming())
            .unwrap()
            .map(Result::unwrap)
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), entry.metadata().unwrap().len())
            })
            .collect();
        files.sort();
        files
    }

    /// A configuration for ssh that calls the server `drop` at that port, with that key, knowing the
    /// host key or not.
    pub fn config(&self, port: u16, key: &str, knows: bool) -> String {
        let name = format!("config-{port}-{key}-{knows}");
        let host = fs::read_to_string(self.path("host.pub")).unwrap();
        let known = format!("[127.0.0.1]:{port} {host}");
        fs::write(self.path(&format!("{name}.known")), if knows { known } else { String::new() })
            .unwrap();
        let user = Command::new("id").arg("-un").output().unwrap().stdout;
        let text = format!(
            "Host drop\n HostName 127.0.0.1\n Port {port}\n User {user}\n IdentityFile {key}\n \
             IdentitiesOnly yes\n IdentityAgent none\n UserKnownHostsFile {known}\n \
             GlobalKnownHostsFile /dev/null\n StrictHostKeyChecking yes\n",
            user = String::from_utf8(user).unwrap().trim(),
            key = self.path(key).display(),
            known = self.path(&format!("{name}.known")).display(),
        );
        fs::write(self.path(&name), text).unwrap();
        self.path(&name).to_str().unwrap().to_owned()
    }

    /// Its own port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

/// A line to a server that is cut after so many bytes have gone up it.
pub struct Line {
    /// Where it begins.
    pub port: u16,
    up: Arc<AtomicU64>,
}

impl Line {
    /// To the server at that port.
    pub fn to(server: u16, cut: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let up = Arc::new(AtomicU64::new(0));
        let counted = up.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(("127.0.0.1", server)) else { return };
                let (mut down_from, mut down_to) =
                    (server.try_clone().unwrap(), client.try_clone().unwrap());
                thread::spawn(move || {
                    let _ = std::io::copy(&mut down_from, &mut down_to);
                    let _ = down_to.shutdown(Shutdown::Both);
                });
                let counted = counted.clone();
                thread::spawn(move || carry(client, server, cut, &counted));
            }
        });
        Self { port, up }
    }

    /// Bytes that have gone up it.
    pub fn up(&self) -> u64 {
        self.up.load(Ordering::SeqCst)
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, cut: u64, counted: &AtomicU64) {
    let mut piece = [0; 4096];
    loop {
        match from.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(read) => {
                if to.write_all(&piece[..read]).is_err() {
                    break;
                }
                if counted.fetch_add(read as u64, Ordering::SeqCst) + read as u64 >= cut {
                    break;
                }
            }
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
