//! What must be known before the arguments are read: the language to complain in, and how.

use crate::lang::Lang;
use std::ffi::OsString;

/// Known before the arguments are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Early {
    /// `--lang`, else DENSACH_LANG, else the locale.
    pub(super) lang: Lang,
    /// `--json` stands somewhere.
    pub(super) json: bool,
}

/// Looks through the arguments as they are.
pub(super) fn early(arguments: &[OsString]) -> Early {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).take_while(|w| *w != "--").collect();
    let after = |pair: &[&str]| match pair {
        ["--lang", value] => named(value),
        _ => None,
    };
    let said = words
        .windows(2)
        .find_map(after)
        .or_else(|| words.iter().find_map(|word| named(word.strip_prefix("--lang=")?)));
    Early {
        lang: said.unwrap_or_else(|| surroundings(&|name| std::env::var(name).ok())),
        json: words.contains(&"--json"),
    }
}

fn named(text: &str) -> Option<Lang> {
    match text {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// DENSACH_LANG, else the first of the locale's variables that says anything: English where it is
/// English, and Vietnamese, the desk's language, everywhere else.
fn surroundings(var: &dyn Fn(&str) -> Option<String>) -> Lang {
    if let Some(lang) = var("DENSACH_LANG").and_then(|text| named(text.trim())) {
        return lang;
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(var)
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    if locale.starts_with("en") { Lang::En } else { Lang::Vi }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang_of(vars: &[(&str, &str)]) -> Lang {
        surroundings(&|name| {
            vars.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_variable_goes_before_the_locale() {
        assert_eq!(lang_of(&[]), Lang::Vi);
        assert_eq!(lang_of(&[("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(lang_of(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C.UTF-8")]), Lang::Vi);
        assert_eq!(lang_of(&[("LANG", "vi_VN"), ("DENSACH_LANG", "en")]), Lang::En);
        assert_eq!(lang_of(&[("LANG", "en_US"), ("DENSACH_LANG", "fr")]), Lang::En);
    }

    #[test]
    fn arguments_go_before_everything() {
        let early = |words: &[&str]| early(&words.iter().map(OsString::from).collect::<Vec<_>>());
        let json = early(&["densach", "find", "--json", "--lang=en", "x"]);
        assert_eq!(json, Early { lang: Lang::En, json: true });
        assert_eq!(early(&["densach", "--lang", "vi", "find"]).lang, Lang::Vi);
        assert!(!early(&["densach", "find", "--", "--json"]).json);
    }
}
