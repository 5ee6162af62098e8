//! Whatever is typed, however fast: nothing fails, the cursor stays on the screen, and a burst
//! comes to the same screen and the same register as slow typing.

mod desk;

use densach::keys::Key;
use densach::lang::Lang;
use desk::peopled::steady;
use desk::{Carrier, Desk, Pace};
use proptest::prelude::*;

/// Pieces of what clerks type, and what they hit by mistake.
const PIECES: &[&str] = &[
    "1",
    "2",
    "3",
    "0",
    "5",
    "6",
    "7",
    "Nguyeenx Thij Hoa",
    "1954",
    "31/02/1960",
    "12031961",
    "phu khe",
    "Huwu tris",
    "x",
    "?",
    "+",
    "*",
    ":",
    "nguyen",
    "000103000001",
    "<Enter>",
    "<Enter>",
    "<Enter>",
    "<Tab>",
    "<Shift-Tab>",
    "<Up>",
    "<Down>",
    "<Left>",
    "<Right>",
    "<Home>",
    "<End>",
    "<Backspace>",
    "<Delete>",
    "<Esc>",
    "<Esc>",
    "<F1>",
    "<F2>",
    "<F3>",
    "<F4>",
    "<F5>",
    "<F6>",
    "<F7>",
    "<F9>",
    "<F10>",
    "<^S>",
    "<^U>",
    "<^Y>",
    "<^O>",
    "<^K>",
    "<^\\>",
    "<PgUp>",
    "<PgDn>",
    "<Pad 5>",
    "<Pad +>",
];

fn started(pace: Pace) -> Desk {
    let mut desk = Desk::new(Carrier::Direct, pace, Lang::Vi);
    desk.keys("hoang phu<Enter><Enter>Lan<Enter>");
    desk.keys("1Nguyeenx Thij Hoa<Enter>1954<Enter>2<F10>");
    desk
}

fn played(pace: Pace, pieces: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut desk = started(pace);
    let keys: Vec<Key> = pieces.iter().flat_map(|piece| desk::keys::read(piece)).collect();
    for key in keys {
        desk.key(key);
        let screen = desk.screen();
        if let Some((x, y)) = screen.cursor {
            assert!(x < 80 && y < 24, "{x} {y}");
        }
        if desk.left.is_some() {
            break;
        }
    }
    desk.settle();
    let rows = desk.rows().iter().map(|row| steady(row)).collect();
    let mut titles: Vec<String> =
        desk.records("member").iter().map(|record| desk.title(record)).collect();
    titles.sort();
    (rows, titles)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fast_and_slow_typing_come_to_the_same_end(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 10..60)
    ) {
        let slow = played(Pace::Slow, &pieces);
        let burst = played(Pace::Burst, &pieces);
        prop_assert_eq!(slow.0.join("\n"), burst.0.join("\n"));
        prop_assert_eq!(slow.1, burst.1);
    }
}
