use super::*;
use crate::lang::Lang;
use crate::text::width::columns;
use std::collections::BTreeMap;

#[test]
fn no_key_means_two_things_at_once() {
    for chain in chains::ALL {
        let mut seen: BTreeMap<Key, &str> = BTreeMap::new();
        for row in ROWS {
            for key in row.keys_in(chain) {
                let before = seen.insert(key, row.name);
                assert!(
                    before.is_none_or(|before| before == row.name),
                    "{key:?} in {chain:?}: {before:?} and {}",
                    row.name
                );
            }
        }
    }
}

#[test]
fn a_key_means_the_same_everywhere() {
    // Enter takes, opens, goes on and says yes; F3 looks up, and in the look-up it filters; F10
    // leaves what is open; Tab takes what is offered. The arrows and pages move what can be moved. All other keys have one
    // action.
    let many = [
        Key::Enter,
        Key::F(3),
        Key::Ctrl('f'),
        Key::F(10),
        Key::Ctrl('w'),
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::PageUp,
        Key::PageDown,
        Key::Tab,
    ];
    let mut seen: BTreeMap<Key, &str> = BTreeMap::new();
    for row in ROWS {
        for key in row.keys.iter().chain(row.also.iter().map(|(key, _)| key)) {
            let letter = matches!(key, Key::Char('?'));
            if many.contains(key) || letter {
                continue;
            }
            let before = seen.insert(*key, row.name);
            assert!(before.is_none_or(|before| before == row.name), "{key:?}: {before:?}");
        }
    }
}

#[test]
fn every_action_can_be_reached_and_says_what_it_does() {
    // What has no key is rare and lives in the palette, which lists every row.
    let mut names: Vec<&str> = Vec::new();
    for row in ROWS {
        assert!(chains::ALL.iter().any(|chain| row.applies(chain)), "{}", row.name);
        for text in [row.label.vi, row.label.en, row.doc.vi, row.doc.en] {
            assert!(!text.is_empty(), "{}", row.name);
        }
        assert_eq!(row.action.row().map(|found| found.name), Some(row.name));
        names.push(row.name);
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), ROWS.len());
}

#[test]
fn nothing_is_bound_that_terminals_or_their_users_need() {
    for row in ROWS {
        for key in row.keys.iter().chain(row.also.iter().map(|(key, _)| key)) {
            let never = match key {
                Key::Ctrl(c) => "abhijm[]^qv ".contains(*c),
                Key::F(n) => *n > 10,
                Key::Char(c) => *c == '~',
                _ => false,
            };
            assert!(!never, "{key:?} of {}", row.name);
        }
    }
}

#[test]
fn no_letter_acts_where_text_is_typed() {
    // The keypad's hand stays where it is: these act only in fields that hold no words.
    let marks = ['+', '*', '?'];
    let digits = [Context::FormDigits, Context::StatusDigits];
    let picks = [Context::FormPick, Context::StatusPick];
    for chain in chains::ALL.iter().filter(|chain| chain.contains(&Context::Text)) {
        let any = |of: [Context; 2]| of.iter().any(|context| chain.contains(context));
        for row in ROWS {
            for key in row.keys_in(chain) {
                if let Key::Char(c) = key {
                    assert!(marks.contains(&c) && any(digits), "{c}");
                    assert!(c != '?' || any(picks));
                }
            }
        }
    }
}

#[test]
fn every_function_key_has_a_twin_and_flow_control_is_never_the_only_way() {
    for row in ROWS.iter().filter(|row| row.keys.iter().any(|key| matches!(key, Key::F(_)))) {
        let other = |key: &Key| !matches!(key, Key::F(_));
        let twin = row.keys.iter().any(other) || row.also.iter().any(|(key, _)| other(key));
        assert!(twin, "{}", row.name);
    }
    for chain in chains::ALL {
        let saves = |action: Action| ROWS.iter().any(|r| r.action == action && r.applies(chain));
        assert_eq!(saves(Action::Save), saves(Action::SaveNew));
    }
}

#[test]
fn the_footer_fits_and_names_help() {
    for lang in [Lang::Vi, Lang::En] {
        for chain in chains::ALL {
            for width in [80, 60] {
                let footer = footer(chain, width, lang);
                assert!(columns(&footer) <= width, "{footer}");
                // In the help itself that key would only close it.
                let names = if chain.contains(&Context::Help) { "PgDn " } else { "F1 " };
                assert!(footer.contains(names), "{chain:?}: {footer}");
            }
            let whole = footer(chain, 80, lang);
            for row in ROWS.iter().filter(|row| row.footer < 6 && row.in_footer(chain)) {
                assert!(
                    whole.contains(row.label.get(lang)),
                    "{chain:?}: {} does not fit in: {whole}",
                    row.name
                );
            }
        }
    }
}
