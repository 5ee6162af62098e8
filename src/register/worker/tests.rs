//! The worker looks after itself.

use super::*;
use crate::journal::{Journal, Mode};
use crate::register::post::Flags;
use crate::register::{NewRegister, Options, create, open};
use std::sync::mpsc::{channel, sync_channel};

#[test]
fn a_checkpoint_that_failed_while_idle_is_tried_again_at_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("register");
    let name = "Hội thử".to_owned();
    create(&dir, &NewRegister { code: "DS-THU".into(), name, operator: "Lan".into() }).unwrap();
    let options =
        Options { dir, write: true, take_over: false, state_home: None, segment_bytes: None };
    let begun = open::begin(&options).unwrap();
    let (leave, inbox) = channel();
    let (to, _replies) = sync_channel(9);
    let own = (Out::new(to, Arc::new(Flags::default())), Seat::default());
    let mut worker = Worker::begin(begun, inbox, own, leave.clone()).unwrap();
    worker.core.dirty = true;
    let in_the_way = options.dir.join("journal/checkpoint.tmp");
    std::fs::create_dir(&in_the_way).unwrap();
    worker.look_after();
    let said = worker.core.notices.iter().filter(|p| p.is(&codes::CHECKPOINT_LEFT)).count();
    assert_eq!(said, 1, "{:?}", worker.core.notices);
    std::fs::remove_dir(&in_the_way).unwrap();
    // It would wait for a message now, for ever.
    leave.send(Inbox::Gone).unwrap();
    assert!(worker.wait().is_some());
    leave.send(Inbox::Gone).unwrap();
    assert!(worker.serve().is_none());
    let (journal, _) = Journal::open(&options.dir, Mode::Read, &[]).unwrap();
    assert_eq!(journal.last_checkpoint().map(|known| known.head), Some(journal.head()));
}
