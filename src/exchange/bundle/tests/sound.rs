//! What a sound bundle is: what went in comes out, always by the same bytes.

use super::forge::{Forge, pack, zip};
use super::*;
use proptest::prelude::*;
use std::os::unix::fs::PermissionsExt;

#[test]
fn what_went_in_comes_out() {
    let dir = tempfile::tempdir().unwrap();
    let (path, id) = write(dir.path(), head(), &sample());
    let bundle = open(&path).unwrap();
    assert_eq!((bundle.id(), bundle.head(), bundle.row_count()), (id, &head(), 9));
    assert!(!bundle.was_taken());
    let (rows, figures) = everything(&bundle).unwrap();
    let written: Vec<Row> = sample().into_iter().flat_map(|(_, rows)| rows).collect();
    assert_eq!(rows, written);
    assert_eq!(figures, few());
    let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "no left-over");
}

#[test]
fn the_same_content_and_key_give_the_same_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = |name: &str| {
        let dir = dir.path().join(name);
        std::fs::create_dir(&dir).unwrap();
        std::fs::read(write(&dir, head(), &sample()).0).unwrap()
    };
    assert_eq!(bytes("a"), bytes("b"));
}

#[test]
fn a_forge_that_changes_nothing_forges_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (path, id) = write(dir.path(), head(), &sample());
    let forge = Forge::new();
    assert_eq!(forge.zip(), std::fs::read(&path).unwrap());
    std::fs::write(&path, forge.sealed().zip()).unwrap();
    assert_eq!(open(&path).unwrap().id(), id);
}

#[test]
fn another_packer_s_streams_are_the_same_bundle() {
    let dir = tempfile::tempdir().unwrap();
    let (path, id) = write(dir.path(), head(), &sample());
    let before = everything(&open(&path).unwrap()).unwrap();
    let mut raw = Forge::new().raw();
    for file in &mut raw {
        file.packed = Some(pack(&file.data, 9));
    }
    std::fs::write(&path, zip(&raw, None)).unwrap();
    let bundle = open(&path).unwrap();
    assert_eq!((bundle.id(), everything(&bundle).unwrap()), (id, before));
}

#[test]
fn an_empty_one_and_a_summary_are_bundles_too() {
    let dir = tempfile::tempdir().unwrap();
    for profile in [Profile::Full, Profile::Fields, Profile::Summary] {
        let (path, _) = write(dir.path(), Head { profile, ..head() }, &[]);
        let bundle = open(&path).unwrap();
        assert_eq!((bundle.row_count(), bundle.tables().len()), (0, 0));
        assert_eq!(everything(&bundle).unwrap().1.len(), 3);
    }
}

#[test]
fn some_fields_alone_are_carried_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let columns = Columns::named(&member::TYPE, &["gender", "full_name"]).unwrap();
    assert!(Columns::named(&member::TYPE, &["batch"]).is_none(), "a batch is the register's own");
    assert!(Columns::named(&member::TYPE, &["nothing"]).is_none());
    let rows = sample().remove(2).1;
    let head = Head { profile: Profile::Fields, ..head() };
    let (path, _) = write(dir.path(), head, &[(columns, rows)]);
    let bundle = open(&path).unwrap();
    let tags: Vec<u16> = bundle.tables()[0].fields.iter().map(|field| field.tag).collect();
    assert_eq!(tags, [member::FULL_NAME, member::GENDER]);
    let (rows, _) = everything(&bundle).unwrap();
    let Op::Put(values) = &rows[0].op else { panic!("{:?}", rows[0].op) };
    assert_eq!(values.raw().map(|raw| raw.tag).collect::<Vec<_>>(), tags);
}

#[test]
fn no_column_of_a_row_is_called_as_a_field_is_and_what_stays_at_home_has_none() {
    for of in records::all() {
        let sent = of.sent_fields();
        assert!(of.internal == sent.is_empty(), "{}", of.name);
        for field in sent {
            assert!(
                !crate::exchange::bundle::columns::META.contains(&field.name),
                "{}",
                field.name
            );
            assert!(field.kind != crate::domain::FieldKind::Secret);
            assert!(field.tag != crate::domain::records::batch::MEMBER_OF);
        }
    }
    // Every path is one that may stand in an archive.
    for place in crate::exchange::bundle::columns::places() {
        let path = place.path();
        let name = path.strip_prefix("data/").unwrap_or(&path);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.-".contains(c);
        assert!(name.len() <= 64 && name.chars().all(plain), "{path}");
    }
}

#[test]
fn a_file_that_changes_after_it_was_opened_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = write(dir.path(), head(), &sample());
    let bundle = open(&path).unwrap();
    let other = Forge::new().replace("data/member.csv", "Hòa", "Hóa").zip();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, &other, 0).unwrap();
    assert!(everything(&bundle).is_err());
}

#[test]
fn who_listens_may_stop() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = write(dir.path(), head(), &sample());
    let bundle = open(&path).unwrap();
    let mut heard = 0;
    let stopped = bundle.rows(member::KIND, &mut |_| {
        heard += 1;
        Err(Problem::bare(&codes::ROWS))
    });
    assert!(stopped.unwrap_err().is(&codes::ROWS));
    assert_eq!(heard, 1);
}

/// What a byte is changed by: the lowest and the highest bit, a letter's case, all of it.
const FLIPS: [u8; 4] = [0x01, 0x80, 0x20, 0xff];

/// Refused, or the same bundle: tried at every byte.
#[test]
fn any_changed_byte_is_refused_or_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (path, id) = write(dir.path(), head(), &sample()[3..]);
    let before = everything(&open(&path).unwrap()).unwrap();
    let sound = std::fs::read(&path).unwrap();
    let mut taken = 0;
    for at in 0..sound.len() {
        for flip in FLIPS {
            let mut bytes = sound.clone();
            bytes[at] ^= flip;
            std::fs::write(&path, &bytes).unwrap();
            if let Ok(bundle) = open(&path) {
                let all = (bundle.id(), everything(&bundle).unwrap());
                assert_eq!(all, (id, before.clone()), "byte {at}");
                taken += 1;
            }
        }
    }
    // The last bits of a stream, behind its end.
    assert!(taken < FLIPS.len() * 8 * 3, "{taken}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn a_cut_or_lengthened_or_shuffled_bundle_is_refused(
        at: prop::sample::Index, with in proptest::collection::vec(any::<u8>(), 0..4), gone in 0_usize..4,
    ) {
        let sound = Forge::new().zip();
        let mut bytes = sound.clone();
        let at = at.index(sound.len());
        bytes.splice(at..(at + gone).min(sound.len()), with);
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zip");
        std::fs::write(&path, &bytes).unwrap();
        match open(&path) {
            Ok(bundle) => prop_assert!(everything(&bundle).is_ok() && bytes.len() == sound.len()),
            Err(problem) => {
                // A brace may stand in a name that was changed; a number in braces is a place left open.
                let said = problem.what(crate::lang::Lang::Vi);
                let open = (0..9).any(|n| said.contains(&format!("{{{n}}}")));
                prop_assert!(!open, "{}", problem);
            }
        }
    }
}
