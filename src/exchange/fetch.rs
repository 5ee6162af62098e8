//! How a file is fetched from here by who works over SSH: the line to type at home.

use std::path::Path;

/// The port that need not be named.
const PORT: &str = "22";

/// The scp line that brings a file to where it is typed; None at the machine itself. `ssh` is
/// SSH_CONNECTION: the client's address and port, then this machine's as the client knows them.
pub fn line(path: &Path, user: &str, ssh: &str) -> Option<String> {
    let mut words = ssh.split_ascii_whitespace().skip(2);
    let (host, port) = (words.next()?, words.next()?);
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    let from = if user.is_empty() { host } else { format!("{user}@{host}") };
    let port = if port == PORT { String::new() } else { format!("-P {port} ") };
    Some(format!("scp {port}{} .", quoted(&format!("{from}:{}", path.display()))))
}

/// A word of a command line: as it is where no shell changes it, between double quotes, which every
/// shell knows, where that is enough.
fn quoted(word: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "@:/._-+%,=".contains(c);
    if word.chars().all(safe) {
        return word.to_owned();
    }
    match word.contains(['"', '$', '`', '\\', '!']) {
        false => format!("\"{word}\""),
        true => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_user_address_port_and_path_for_a_shell() {
        let of = |path: &str, user: &str, ssh: &str| line(Path::new(path), user, ssh);
        assert_eq!(of("/a/b.xlsx", "lan", ""), None);
        let here = "10.0.0.7 50122 10.0.0.5 22";
        assert_eq!(of("/a/b.xlsx", "lan", here).unwrap(), "scp lan@10.0.0.5:/a/b.xlsx .");
        let six = "fe80::7 50122 fe80::5 2222";
        assert_eq!(of("/a/b c", "", six).unwrap(), "scp -P 2222 \"[fe80::5]:/a/b c\" .");
        let odd = of("/a/it's $5", "lan", here).unwrap();
        assert_eq!(odd, "scp 'lan@10.0.0.5:/a/it'\\''s $5' .");
    }
}
