//! Signatures: byte for byte those of ssh-keygen, by file and by a running ssh-agent.

use crate::bench::{BUNDLE, Bench, Device, openssh, public, public_line, sign};
use crate::common::terminal::has;
use densach::lang::errors::trust as codes;
use densach::trust::{Public, RECEIPT, Signer, own_key};
use std::io::{Read, Write};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const TEXTS: [&[u8]; 3] = [b"", b"sha256  bag-info.txt\n", &[0, 255, 10, 13, 0]];

#[test]
fn a_signature_is_byte_for_byte_that_of_ssh_keygen() {
    if !openssh() {
        return;
    }
    let bench = Bench::new();
    for key in [bench.ours("lan", None), bench.theirs("ed25519", "")] {
        for (namespace, text) in [BUNDLE, RECEIPT, "file"].iter().zip(TEXTS) {
            assert_eq!(sign(&key, namespace, text), bench.signed(&key, namespace, text));
        }
    }
}

/// A real ssh-agent of this test's own; it ends with it.
struct Running(Child);

impl Running {
    fn start(socket: &Path) -> Self {
        let child = Command::new("ssh-agent")
            .args(["-D", "-a", socket.to_str().unwrap()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while std::os::unix::net::UnixStream::connect(socket).is_err() {
            std::thread::yield_now();
        }
        Self(child)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn an_agent_signs_the_same_bytes() {
    if !openssh() || !has("ssh-agent") || !has("ssh-add") {
        return;
    }
    let bench = Bench::new();
    let socket = bench.path("agent.sock");
    let _running = Running::start(&socket);
    let add = |args: &[&str]| {
        let mut command = Command::new("ssh-add");
        command.args(args).env("SSH_AUTH_SOCK", &socket).stderr(Stdio::null());
        assert!(command.stdin(Stdio::null()).status().unwrap().success(), "ssh-add {args:?}");
    };
    let (lan, other) = (bench.ours("lan", None), bench.ours("other", None));
    let absent = Signer::from_agent(&socket, public(&lan)).unwrap_err();
    assert!(absent.is(&codes::AGENT_REFUSED), "{absent}");
    add(&["-q", other.to_str().unwrap()]);
    add(&["-q", lan.to_str().unwrap()]);
    let signer = Signer::from_agent(&socket, public(&lan)).unwrap();
    for text in TEXTS {
        assert_eq!(signer.sign(BUNDLE, text).unwrap(), sign(&lan, BUNDLE, text));
    }
    // The private half is elsewhere, or asks for a passphrase: the agent's own signs.
    let mut never = |_: &_| panic!("nothing is to be asked");
    let file = std::fs::read(&lan).unwrap();
    std::fs::remove_file(&lan).unwrap();
    let own = own_key(&bench.path("lan")).unwrap();
    let by_agent = Signer::of(&own, Some(&socket), &mut never).unwrap();
    assert_eq!(by_agent.public().comment(), "lan@15889");
    bench.file("lan/keys/id_ed25519", file);
    assert_eq!(by_agent.sign(BUNDLE, b"x").unwrap(), sign(&lan, BUNDLE, b"x"));
    add(&["-q", "-D"]);
    let gone = by_agent.sign(BUNDLE, b"x").unwrap_err();
    assert!(gone.is(&codes::AGENT_REFUSED), "{gone}");
}

#[test]
fn an_agent_that_answers_wrongly_signs_nothing() {
    let bench = Bench::new();
    let lan = public(&bench.ours("lan", None));
    let none = Signer::from_agent(&bench.path("nowhere"), lan.clone()).unwrap_err();
    assert!(none.is(&codes::NO_AGENT), "{none}");
    let no_keys = [0, 0, 0, 5, 12, 0, 0, 0, 0].as_slice();
    let answers: [(&[u8], _); 7] = [
        (no_keys, &codes::AGENT_REFUSED),
        (&[0, 0, 0, 1, 5], &codes::AGENT_ANSWER),
        (&[0, 0, 0, 0], &codes::AGENT_ANSWER),
        (&[255, 255, 255, 255, 12], &codes::AGENT_ANSWER),
        (&[0, 0, 0, 5, 12, 0, 0, 0, 9], &codes::AGENT_ANSWER),
        (&[0, 0, 0, 9, 12, 0, 0, 0, 1, 255, 0, 0, 0], &codes::AGENT_ANSWER),
        (&[0, 0, 0, 9, 12], &codes::NO_AGENT),
    ];
    for (at, (answer, code)) in answers.into_iter().enumerate() {
        let socket = bench.path(&format!("{at}.sock"));
        let refused = answering(&socket, vec![answer.to_vec()], || {
            Signer::from_agent(&socket, lan.clone()).unwrap_err()
        });
        assert!(refused.is(code), "{at}: {refused}");
    }
}

#[test]
fn what_an_agent_signs_is_checked_before_it_goes_out() {
    let bench = Bench::new();
    let lan = public(&bench.ours("lan", None));
    let base64 = lan.line().split_once(' ').unwrap().1.to_owned();
    let blob = ssh_key::PublicKey::from_openssh(&format!("ssh-ed25519 {base64}")).unwrap();
    let string =
        |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    let list =
        [&[12, 0, 0, 0, 1][..], &string(&blob.to_bytes().unwrap()), &string(b"lan")].concat();
    let made = [string(b"ssh-ed25519"), string(&[7; 64])].concat();
    let answers = vec![string(&list), string(&[&[14][..], &string(&made)].concat())];
    let socket = bench.path("liar.sock");
    let refused = answering(&socket, answers, || {
        Signer::from_agent(&socket, lan.clone()).unwrap().sign(BUNDLE, b"x").unwrap_err()
    });
    assert!(refused.is(&codes::SIGNATURE_BAD), "{refused}");
}

/// Does something while a socket gives those answers, one a conversation.
fn answering<T>(socket: &Path, answers: Vec<Vec<u8>>, what: impl FnOnce() -> T) -> T {
    let listener = UnixListener::bind(socket).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut length = [0; 4];
                stream.read_exact(&mut length).unwrap();
                let mut asked = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap()];
                stream.read_exact(&mut asked).unwrap();
                stream.write_all(&answer).unwrap();
            }
        });
        what()
    })
}

#[test]
fn a_device_s_public_key_is_read() {
    let line = Device::new(1).line();
    assert_eq!(Public::read(&line).unwrap().line(), line);
    assert!(line.starts_with("sk-ssh-ed25519@openssh.com AAAA"));
    let bench = Bench::new();
    assert!(public_line(&bench.ours("lan", None)).starts_with("ssh-ed25519 AAAA"));
}
