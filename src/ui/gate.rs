//! Who sits there, on an empty screen: nothing of what stands below shows through.

use super::Said;
use super::first::mark;
use super::paint::{Paint, Tone};
use crate::app::desk::Desk;
use crate::app::entry::Entry;
use crate::app::gate::{Asks, Gate};
use crate::lang::screens;
use crate::text::width::pad;

pub(super) fn draw(paint: &mut Paint, gate: &Gate, desk: &Desk) -> Said {
    let lang = desk.lang;
    let hint = match gate.asks {
        Asks::Name => names(paint, gate, desk),
        Asks::Back if !gate.is_pin(desk) => {
            paint.put(2, 2, &screens::LOCKED.fill(lang, &[&gate.name]), Tone::Strong);
            paint.cursor(0, 2);
            screens::LOCKED_OPEN_HINT
        }
        Asks::Pin | Asks::Back => {
            let label = if gate.locked { screens::LOCKED } else { screens::PIN_OF };
            let label = if gate.asks == Asks::Back { label } else { screens::PIN_OF };
            paint.put(2, 2, &label.fill(lang, &[&gate.name]), Tone::Strong);
            let x = paint.put(2, 4, &format!("{}: ", screens::PIN.get(lang)), Tone::Plain);
            paint.entry(x, 4, &starred(&gate.entry));
            if gate.asks == Asks::Back { screens::LOCKED_HINT } else { screens::PIN_HINT }
        }
    };
    Said {
        title: screens::HOME_TITLE.get(lang).to_owned(),
        what: None,
        hint: hint.get(lang).to_owned(),
    }
}

/// The operators, as numbered rows.
fn names(paint: &mut Paint, gate: &Gate, desk: &Desk) -> crate::lang::Label {
    let lang = desk.lang;
    let x = paint.put(0, 1, screens::WHO_TITLE.get(lang), Tone::Plain);
    paint.rule(2, "", "");
    let rows = gate.rows();
    let room = usize::from(paint.body()).saturating_sub(2).max(1);
    let from = gate.at - gate.at % room;
    for (n, person) in rows.iter().enumerate().skip(from).take(room) {
        let y = 3 + u16::try_from(n - from).unwrap_or(0);
        mark(paint, y, n == gate.at);
        let number = if n < 9 { (n + 1).to_string() } else { String::new() };
        let role = desk.role_label(person.role);
        let pin = if person.pin { screens::PIN.get(lang) } else { "" };
        let text = format!("{number:1}  {} {} {pin}", pad(&person.name, 22), pad(&role, 16));
        paint.put(2, y, text.trim_end(), Tone::Plain);
    }
    if rows.is_empty() {
        paint.put(2, 3, screens::LIST_NONE.get(lang), Tone::Plain);
    }
    paint.entry(x + 1, 1, &gate.entry);
    screens::WHO_HINT
}

/// What stands for hidden digits: a star each.
pub(super) fn starred(entry: &Entry) -> Entry {
    Entry::new(&"*".repeat(entry.text().chars().count()))
}
