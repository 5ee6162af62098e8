//! What can go wrong, floor by floor: one file of codes each.

use super::Code;

pub mod app;
pub mod book;
pub mod bundle;
pub mod cli;
pub mod derived;
pub mod domain;
pub mod exchange;
pub mod journal;
pub mod operators;
pub mod post;
pub mod queue;
pub mod receipt;
pub mod register;
pub mod sealed;
pub mod term;
pub mod trust;

/// Every table of codes.
pub fn tables() -> [&'static [&'static Code]; 16] {
    [
        domain::ALL,
        journal::ALL,
        derived::ALL,
        register::ALL,
        operators::ALL,
        trust::ALL,
        exchange::ALL,
        book::ALL,
        bundle::ALL,
        queue::ALL,
        sealed::ALL,
        receipt::ALL,
        post::ALL,
        term::ALL,
        app::ALL,
        cli::ALL,
    ]
}

/// The code of that stable name.
pub fn named(name: &str) -> Option<&'static Code> {
    tables().into_iter().flatten().copied().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_wording_says_something() {
        let mut names: Vec<_> = tables().into_iter().flatten().collect();
        for code in &names {
            for text in [code.what.vi, code.what.en, code.hint.vi, code.hint.en] {
                assert!(!text.trim().is_empty(), "{} has an empty wording", code.name);
            }
        }
        names.sort_by_key(|code| code.name);
        for pair in names.windows(2) {
            assert_ne!(pair[0].name, pair[1].name);
        }
    }
}
