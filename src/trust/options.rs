//! The options of a line of `allowed_signers`: for what and when a key counts.

use super::time;
use crate::lang::Code;
use crate::lang::errors::trust as codes;

/// What a line's options say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// For what; None: for everything.
    pub(super) namespaces: Option<Vec<String>>,
    /// From that second on.
    pub(super) from: Option<i64>,
    /// Up to that second, which still counts.
    pub(super) until: Option<i64>,
}

/// What is wrong with a part of a line: which refusal, and the part.
pub(super) type Wrong = (&'static Code, String);

/// Splits what stands before the key from the rest of the line: at the first white space outside
/// quotes. None where a quote is not closed or something is escaped (a name that needs it is none).
pub(super) fn split(rest: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '\\' => return None,
            ' ' | '\t' if !quoted => return rest.split_at_checked(at),
            _ => {}
        }
    }
    None
}

/// Reads them.
pub(super) fn read(text: &str) -> Result<Options, Wrong> {
    let mut options = Options::default();
    for option in parts(text) {
        if option.eq_ignore_ascii_case("cert-authority") {
            return Err((&codes::TRUST_AUTHORITY, option.to_owned()));
        }
        let wrong = || (&codes::TRUST_OPTION, option.to_owned());
        let (name, value) = option.split_once('=').ok_or_else(wrong)?;
        let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        let value = value.filter(|value| !value.contains('"')).ok_or_else(wrong)?;
        let twice = match name {
            "namespaces" => options.namespaces.replace(namespaces(value)?).is_some(),
            "valid-after" => options.from.replace(moment(value)?).is_some(),
            "valid-before" => options.until.replace(moment(value)?).is_some(),
            _ => return Err(wrong()),
        };
        if twice {
            return Err(wrong());
        }
    }
    match (options.from, options.until) {
        (Some(from), Some(until)) if until <= from => {
            Err((&codes::TRUST_TIME, "valid-after ≥ valid-before".to_owned()))
        }
        _ => Ok(options),
    }
}

/// Between the commas that stand outside quotes.
fn parts(text: &str) -> Vec<&str> {
    let mut quoted = false;
    text.split(|c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
    .collect()
}

fn namespaces(value: &str) -> Result<Vec<String>, Wrong> {
    value.split(',').map(name).collect()
}

/// A name written out: no pattern, no negation, nothing that would need quotes.
pub(super) fn name(text: &str) -> Result<String, Wrong> {
    if text.starts_with('!') || text.contains(['*', '?']) {
        return Err((&codes::TRUST_PATTERN, text.to_owned()));
    }
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\\' | ',');
    match !text.is_empty() && text.chars().all(plain) {
        true => Ok(text.to_owned()),
        false => Err((&codes::TRUST_OPTION, text.to_owned())),
    }
}

fn moment(value: &str) -> Result<i64, Wrong> {
    time::read(value).ok_or_else(|| (&codes::TRUST_TIME, value.to_owned()))
}

impl Options {
    /// As a line has them; empty where there are none.
    pub(super) fn written(&self) -> String {
        let spaces =
            self.namespaces.as_ref().map(|all| format!("namespaces=\"{}\"", all.join(",")));
        let moment = |name: &str, at: i64| format!("{name}=\"{}\"", time::written(at));
        let from = self.from.map(|at| moment("valid-after", at));
        let until = self.until.map(|at| moment("valid-before", at));
        [spaces, from, until].into_iter().flatten().collect::<Vec<_>>().join(",")
    }
}
