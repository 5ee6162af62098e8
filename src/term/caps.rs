//! What this terminal can do, told by its environment; crossterm never looks at `TERM`.

use crate::lang::Problem;
use crate::lang::errors::term as codes;
use std::io::IsTerminal;

/// How many colours may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None: bold, reverse and underline alone.
    Mono,
    /// The first eight; a bright one becomes its plain one, bold.
    Eight,
    /// All sixteen ANSI colours.
    Sixteen,
}

/// What may be sent to this terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// Its colours.
    pub colours: Colours,
    /// Borders and marks beyond ASCII.
    pub glyphs: bool,
}

impl Caps {
    /// What the terminal of this process can do.
    ///
    /// # Errors
    /// Standard input or output is no terminal, or `TERM` names one that cannot be drawn on.
    pub fn of_this_process() -> Result<Self, Problem> {
        if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
            return Err(Problem::bare(&codes::NOT_A_TERMINAL));
        }
        Self::from_names(|name| std::env::var(name).ok())
    }

    /// The same from environment variables given by name.
    ///
    /// # Errors
    /// `TERM` is missing or names a terminal that cannot be drawn on.
    pub fn from_names(env: impl Fn(&str) -> Option<String>) -> Result<Self, Problem> {
        let set = |name: &str| env(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        if term.is_empty() {
            return Err(Problem::bare(&codes::TERM_UNSET));
        }
        if matches!(term.as_str(), "dumb" | "unknown" | "cons" | "network" | "emacs") {
            return Err(Problem::new(&codes::TERM_TOO_POOR, [term]));
        }
        let console = term == "linux" || term.starts_with("linux-");
        let colours = if set("NO_COLOR").is_some() || is_mono(&term) {
            Colours::Mono
        } else if console || matches!(term.as_str(), "screen" | "rxvt" | "cygwin" | "ansi") {
            Colours::Eight
        } else {
            Colours::Sixteen
        };
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default();
        let locale = locale.to_ascii_lowercase();
        let utf8 = locale.contains("utf-8") || locale.contains("utf8");
        // The console's font has 256 or 512 glyphs, and borders are seldom among them.
        Ok(Self { colours, glyphs: utf8 && !console })
    }
}

/// The DEC terminals and whatever says of itself that it has no colours.
fn is_mono(term: &str) -> bool {
    term.starts_with("vt") || term.ends_with("-m") || term.ends_with("-mono")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(pairs: &[(&str, &str)]) -> Result<Caps, Problem> {
        Caps::from_names(|name| {
            pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_terminal_that_cannot_be_drawn_on_is_refused_by_name() {
        assert!(caps(&[]).is_err_and(|p| p.is(&codes::TERM_UNSET)));
        assert!(caps(&[("TERM", "")]).is_err_and(|p| p.is(&codes::TERM_UNSET)));
        let dumb = caps(&[("TERM", "dumb")]).unwrap_err();
        assert!(dumb.is(&codes::TERM_TOO_POOR) && dumb.params == ["dumb"]);
    }

    #[test]
    fn the_first_locale_variable_that_says_something_decides_the_glyphs() {
        let of = |pairs: &[_]| caps(&[&[("TERM", "xterm-256color")], pairs].concat()).unwrap();
        assert!(!of(&[]).glyphs);
        assert!(of(&[("LANG", "vi_VN.UTF-8")]).glyphs);
        assert!(of(&[("LANG", "C"), ("LC_CTYPE", "C.utf8"), ("LC_ALL", "")]).glyphs);
        assert!(!of(&[("LANG", "vi_VN.UTF-8"), ("LC_ALL", "C")]).glyphs);
    }

    #[test]
    fn colours_follow_the_terminal_and_no_color() {
        let of = |term, more: &[_]| caps(&[&[("TERM", term)], more].concat()).unwrap().colours;
        assert_eq!(of("xterm-256color", &[]), Colours::Sixteen);
        assert_eq!(of("tmux-256color", &[("NO_COLOR", "")]), Colours::Sixteen);
        assert_eq!(of("xterm", &[("NO_COLOR", "1")]), Colours::Mono);
        assert_eq!(of("linux", &[]), Colours::Eight);
        assert_eq!(of("screen", &[]), Colours::Eight);
        assert_eq!(of("vt100", &[]), Colours::Mono);
        assert!(!caps(&[("TERM", "linux"), ("LANG", "vi_VN.UTF-8")]).unwrap().glyphs);
    }
}
