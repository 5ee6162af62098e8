//! Values judged ahead of the acts that set them, on a thread of their own: whether a value is sound
//! asks nothing of the register, and is a third of what a change of many acts costs. Nor does it what
//! a new record holds. Most fields hold few different values: each is judged once in a change.

use super::acts::enter;
use crate::domain::{Kind, PartialDate, Tables, Value, Values, check, records};
use crate::register::clock;
use crate::register::proto::{Act, Change};
use crate::register::save::MANY;
use foldhash::{HashMap, HashMapExt};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{Builder, Scope};

/// Acts judged between two words to the other thread: a word for each would wake it for each.
const AT_ONCE: usize = 64;

/// What is known of an act ahead; nothing where nobody judged: whoever asks looks for itself.
#[derive(Default)]
pub(super) struct Judged {
    /// The fields it sets to sound values.
    pub(super) sound: Vec<u16>,
    /// What a new record holds of it.
    pub(super) values: Option<Values>,
}

/// What was judged of a change before it was sent; it holds for those tables and that day.
pub(crate) struct Judgement {
    tables: Arc<Tables>,
    today: PartialDate,
    acts: Vec<Judged>,
}

impl Judgement {
    /// Of all acts of a change.
    pub(crate) fn of(change: &Change, tables: Arc<Tables>) -> Self {
        let today = clock::today();
        let mut judge = Judge { tables: &tables, today, known: HashMap::new() };
        let acts = change.acts.iter().map(|act| judge.act(act)).collect();
        Self { tables, today, acts }
    }
}

/// For each act in turn what is known of it.
pub(super) struct Ahead {
    told: Receiver<Vec<Judged>>,
    waiting: std::vec::IntoIter<Judged>,
}

impl Ahead {
    /// What was judged before; None where it does not hold any more.
    pub(super) fn known(judgement: Judgement, tables: &Arc<Tables>) -> Option<Self> {
        let holds = Arc::ptr_eq(&judgement.tables, tables) && judgement.today == clock::today();
        let (_, told) = channel();
        holds.then(|| Self { told, waiting: judgement.acts.into_iter() })
    }

    /// Of the next act.
    pub(super) fn next(&mut self) -> Judged {
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
        let mut judge = Judge { tables, today: clock::today(), known: HashMap::new() };
        // Without a thread the sender is gone, and nothing is judged ahead.
        let _ = Builder::new().spawn_scoped(threads, move || {
            for acts in change.acts.chunks(AT_ONCE) {
                if tell.send(acts.iter().map(|act| judge.act(act)).collect()).is_err() {
                    return;
                }
            }
        });
    }
    Ahead { told, waiting: Vec::new().into_iter() }
}

/// Judges the acts of a change.
struct Judge<'s> {
    tables: &'s Tables,
    today: PartialDate,
    /// Whether a value of a field is sound.
    known: HashMap<(Kind, u16, &'s Value), bool>,
}

impl<'s> Judge<'s> {
    fn act(&mut self, act: &'s Act) -> Judged {
        let Act::Put { kind, base: None, set, .. } = act else { return Judged::default() };
        let Some(ty) = records::of(*kind) else { return Judged::default() };
        // What is set twice is not, in the end, what was judged.
        if !set.is_sorted_by(|(one, _), (next, _)| one < next) {
            return Judged::default();
        }
        let Self { tables, today, known } = self;
        let mut values = Values::default();
        let mut sound = Vec::with_capacity(set.len());
        for (tag, value) in set.iter() {
            enter(&mut values, *tag, value.as_ref());
            let Some(value) = value else { continue };
            let judge = || check::is_sound(ty, *tag, value, tables, *today);
            let is_sound = match ty.field(*tag).is_some_and(|field| field.kind.differs()) {
                true => judge(),
                false => *known.entry((*kind, *tag, value)).or_insert_with(judge),
            };
            if is_sound {
                sound.push(*tag);
            }
        }
        Judged { sound, values: Some(values) }
    }
}
