//! Bodies: what is written is read, and nothing else is.

use super::stand::*;
use crate::domain::{RawValue, RecordId, Rev, Values};
use crate::journal::*;
use crate::lang::errors::journal::*;
use proptest::prelude::*;

fn change() -> impl Strategy<Value = Change> {
    let raw = prop::collection::btree_map(1_u16.., (any::<u8>(), any::<Vec<u8>>()), 0..5);
    let values = raw.prop_map(|raw| {
        let raw = raw.iter().map(|(tag, (ty, bytes))| RawValue { tag: *tag, ty: *ty, bytes });
        Values::from_raw(raw.collect()).unwrap()
    });
    let text = || "[a-zđ ]{0,9}";
    let source = (text(), text(), any::<u64>());
    let source = source.prop_map(|(file, sheet, row)| Source { file, sheet, row });
    let accepted = prop::collection::vec((text(), text()), 0..3);
    let into = prop::option::of(any::<[u8; 16]>().prop_map(RecordId));
    let base = any::<(u32, [u8; 16])>().prop_map(|(n, digest)| Rev { n, digest });
    let bases = prop::collection::vec(base, 0..3);
    (values, text(), accepted, prop::option::of(source), any::<u64>(), into, bases).prop_map(
        |(values, reason, accepted, source, undoes, into, bases)| Change {
            values,
            reason,
            accepted,
            source,
            undoes,
            into,
            bases,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_is_read_as_it_was_written_and_only_whole(
        change in change(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = change.encode();
        prop_assert_eq!(Change::decode(&bytes), Ok(change));
        prop_assert!(Change::decode(&bytes[..cut.index(bytes.len())]).is_err());
        bytes.push(0);
        prop_assert!(Change::decode(&bytes).is_err());
    }

    #[test]
    fn hostile_bodies_are_refused_or_were_written_so(
        bytes in prop::collection::vec(prop_oneof![0..3_u8, any::<u8>()], 0..80),
    ) {
        let whole = |encoded: Vec<u8>| encoded == bytes;
        prop_assert!(Change::decode(&bytes).map_or(true, |change| whole(change.encode())));
        prop_assert!(SessionNote::decode(&bytes).map_or(true, |note| whole(note.encode())));
        prop_assert!(BatchNote::decode(&bytes).map_or(true, |note| whole(note.encode())));
        let _ = erased_seqs(&bytes);
    }
}

#[test]
fn a_body_of_a_later_version_is_refused_by_name() {
    assert!(BatchNote::decode(&[2]).unwrap_err().is(&NEWER_FORMAT));
    assert!(Change::decode(&[9, 0]).unwrap_err().is(&NEWER_FORMAT));
    assert!(Change::decode(&[0]).unwrap_err().is(&BAD_BODY));
}

#[test]
fn whatever_was_saved_can_be_read_however_long_its_texts() {
    let dir = folder();
    let mut journal = Journal::create(dir.path(), &WHO).unwrap();
    let long = Change { reason: "ă".repeat(1 << 20), ..Change::default() };
    let appended = journal.append(&note(1), Tx::Single, &[put(1, &long.encode())]).unwrap();
    let frame = journal.frame(appended.frames[0].1).unwrap();
    assert_eq!(Change::decode(&frame.body.unwrap()), Ok(long));
    let too_long = Change { reason: "a".repeat(4 << 20), ..Change::default() };
    let refused = journal.append(&note(2), Tx::Single, &[put(1, &too_long.encode())]);
    assert!(refused.unwrap_err().is(&TOO_LARGE));
}
