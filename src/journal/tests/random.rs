//! Random histories against a model, with the tail cut anywhere.

use super::stand::*;
use crate::journal::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Op {
    Single(Vec<Vec<u8>>),
    Begin(u8, Vec<Vec<u8>>),
    Rows(u8, Vec<Vec<u8>>),
    Commit(u8, Vec<Vec<u8>>),
    Abort(u8),
    Checkpoint,
    Erase(u8),
    Reopen,
    Epoch,
}

fn op() -> impl Strategy<Value = Op> {
    let rows = || prop::collection::vec(prop::collection::vec(any::<u8>(), 0..120), 0..4);
    let id = || 0_u8..3;
    prop_oneof![
        4 => rows().prop_map(Op::Single),
        2 => (id(), rows()).prop_map(|(id, rows)| Op::Begin(id, rows)),
        3 => (id(), rows()).prop_map(|(id, rows)| Op::Rows(id, rows)),
        2 => (id(), rows()).prop_map(|(id, rows)| Op::Commit(id, rows)),
        1 => id().prop_map(Op::Abort),
        1 => Just(Op::Checkpoint),
        1 => any::<u8>().prop_map(Op::Erase),
        1 => Just(Op::Reopen),
        1 => Just(Op::Epoch),
    ]
}

/// Bodies with their seqs; an erased one is None.
type Rows = Vec<(u64, Option<Vec<u8>>)>;

/// What should be there.
#[derive(Clone, Debug, Default)]
struct Model {
    seq: u64,
    counted: Rows,
    open: BTreeMap<u8, Rows>,
}

impl Model {
    fn number(&mut self, rows: &[Vec<u8>]) -> Rows {
        let numbered = (self.seq + 1..).zip(rows.iter().cloned().map(Some)).collect();
        self.seq += rows.len().max(1) as u64;
        numbered
    }

    fn erase(&mut self, seq: u64) {
        let waiting = self.open.values_mut().flatten();
        if let Some(row) = self.counted.iter_mut().chain(waiting).find(|row| row.0 == seq) {
            row.1 = None;
        }
        self.seq += 1;
    }

    fn content(&self) -> Content {
        self.counted.iter().map(|(_, body)| (1, body.clone())).collect()
    }
}

struct Run {
    dir: tempfile::TempDir,
    journal: Journal,
    model: Model,
}

impl Run {
    fn append(&mut self, tx: Tx, rows: &[Vec<u8>]) -> Rows {
        let frames: Vec<_> = rows.iter().map(|body| put(1, body)).collect();
        let numbered = self.model.number(rows);
        let appended = self.journal.append(&note(1), tx, &frames).unwrap();
        assert_eq!(appended.head.seq, self.model.seq);
        numbered
    }

    fn apply(&mut self, op: &Op) {
        let open = |run: &Self, id: &u8| run.model.open.contains_key(id);
        match op {
            Op::Single(rows) => {
                let rows = self.append(Tx::Single, rows);
                self.model.counted.extend(rows);
            }
            Op::Begin(id, rows) if !open(self, id) => {
                let rows = self.append(Tx::Begin([*id; 16]), rows);
                self.model.open.insert(*id, rows);
            }
            Op::Rows(id, rows) if open(self, id) => {
                let rows = self.append(Tx::Rows([*id; 16]), rows);
                self.model.open.get_mut(id).unwrap().extend(rows);
            }
            Op::Commit(id, rows) if open(self, id) => {
                let rows = self.append(Tx::Commit([*id; 16]), rows);
                let waited = self.model.open.remove(id).unwrap();
                self.model.counted.extend(waited.into_iter().chain(rows));
            }
            Op::Abort(id) if open(self, id) => {
                self.append(Tx::Abort([*id; 16]), &[]);
                self.model.open.remove(id);
            }
            Op::Checkpoint => checkpoint_now(&mut self.journal),
            Op::Erase(n) if self.model.seq > 0 => {
                let seq = u64::from(*n) % self.model.seq + 1;
                if self.journal.erase(&note(1), &[seq]).is_ok() {
                    self.model.erase(seq);
                }
            }
            Op::Epoch => self.journal.begin_epoch([self.model.seq as u8; 16], [4; 16]).unwrap(),
            Op::Reopen => {
                let (journal, opened) = Journal::open(self.dir.path(), Mode::Write, &[]).unwrap();
                assert_eq!((opened.damage, opened.mended, opened.torn), (vec![], vec![], None));
                assert_eq!(opened.aborted.len(), self.model.open.len());
                self.model.seq += opened.aborted.len() as u64;
                self.model.open.clear();
                self.journal = journal;
                self.journal.rotate_at(1_500);
            }
            _ => {}
        }
        assert_eq!(self.journal.head().seq, self.model.seq);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_journal_holds_what_was_put_into_it(
        ops in prop::collection::vec(op(), 1..40),
        cut in any::<prop::sample::Index>(),
        flip in any::<(prop::sample::Index, u8)>(),
    ) {
        let dir = folder();
        let journal = Journal::create(dir.path(), &WHO).unwrap();
        let mut run = Run { dir, journal, model: Model::default() };
        run.journal.rotate_at(1_500);
        for op in &ops {
            run.apply(op);
        }
        let Run { dir, journal, model } = run;
        let (found, left_out) = content(&journal);
        prop_assert_eq!((&found, left_out), (&model.content(), vec![]));
        let verdict = verify(dir.path(), &[], &mut |_, _| {}).unwrap();
        prop_assert_eq!(verdict.damage, vec![]);
        let (reader, _) = Journal::open(dir.path(), Mode::Read, &[]).unwrap();
        prop_assert_eq!(reader.head(), journal.head());
        prop_assert_eq!(content(&reader).0, found.clone());

        // The newest segment cut anywhere behind its header: fewer groups, and a witness tells.
        let newest = segment_files(dir.path()).unwrap().pop().unwrap();
        let bytes = std::fs::read(&newest.path).unwrap();
        let length = 140 + cut.index(bytes.len() - 139);
        std::fs::write(&newest.path, &bytes[..length]).unwrap();
        let seen = [Witness { name: "w".into(), seq: model.seq }];
        let (shorter, opened) = Journal::open(dir.path(), Mode::Read, &seen).unwrap();
        let lost = shorter.head().seq < model.seq;
        prop_assert!(lost || length == bytes.len());
        prop_assert_eq!(lost, !opened.damage.is_empty());

        // A changed byte is named; one where something was erased may also change nothing that the
        // journal says.
        let (at, mask) = (flip.0.index(bytes.len()), flip.1.max(1));
        let mut bad = bytes.clone();
        bad[at] ^= mask;
        std::fs::write(&newest.path, &bad).unwrap();
        let (reader, opened) = Journal::open(dir.path(), Mode::Read, &seen).unwrap();
        let verdict = verify(dir.path(), &[], &mut |_, _| {}).unwrap();
        let named = opened.damage.len() + verdict.damage.len() > 0;
        let erased = ops.iter().any(|op| matches!(op, Op::Erase(_)));
        prop_assert!(named || erased && content(&reader).0 == found, "byte {at}");
    }
}
