//! Values judged ahead of the acts that set them, on a thread of their own: whether a value is sound
//! asks nothing of the register, and is a third of what a change of many acts costs.

use crate::domain::{PartialDate, Tables, check, records};
use crate::register::clock;
use crate::register::proto::{Act, Change};
use crate::register::save::MANY;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{Builder, Scope};

/// Acts judged between two words to the other thread: a word for each would wake it for each.
const AT_ONCE: usize = 64;

/// For each act in turn the fields it sets to sound values.
pub(super) struct Ahead {
    told: Receiver<Vec<Vec<u16>>>,
    waiting: std::vec::IntoIter<Vec<u16>>,
}

impl Ahead {
    /// Those of the next act; none where nobody judged ahead: whoever asks looks for itself.
    pub(super) fn next(&mut self) -> Vec<u16> {
        self.waiting.next().unwrap_or_else(|| {
            self.waiting = self.told.recv().unwrap_or_default().into_iter();
            self.waiting.next().unwrap_or_default()
        })
    }
}

/// Begins to judge a change of many acts; a small one is not worth a thread.
pub(super) fn judge<'s>(
    threads: &'s Scope<'s, '_>,
    change: &'s Change,
    tables: &'s Tables,
) -> Ahead {
    let (tell, told) = channel();
    if change.acts.len() >= MANY {
        let today = clock::today();
        // Without a thread the sender is gone, and nothing is judged ahead.
        let _ = Builder::new().spawn_scoped(threads, move || {
            for acts in change.acts.chunks(AT_ONCE) {
                let judged = acts.iter().map(|act| sound(act, tables, today));
                if tell.send(judged.collect()).is_err() {
                    return;
                }
            }
        });
    }
    Ahead { told, waiting: Vec::new().into_iter() }
}

fn sound(act: &Act, tables: &Tables, today: PartialDate) -> Vec<u16> {
    let Act::Put { kind, set, .. } = act else { return Vec::new() };
    let Some(ty) = records::of(*kind) else { return Vec::new() };
    let values = set.iter().filter_map(|(tag, value)| Some((*tag, value.as_ref()?)));
    check::sound(ty, values, tables, today)
}
