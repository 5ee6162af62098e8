//! A bundle of format 1 as it was first released: read for ever, and written by the same bytes as long
//! as no field is added.

use super::*;

const GOLDEN: &str = "tests/golden/bundle/format-1.zip";
const ID: &str = "989aad87375dd03bf95dbea1b87b057b9d6713bb6615479ae38919ea7de596b4";

/// The sample as it was then: each row named the one revision before it.
fn then() -> Vec<(Columns, Vec<Row>)> {
    let mut sample = sample();
    sample.iter_mut().flat_map(|(_, rows)| rows).for_each(|row| row.bases.truncate(1));
    sample
}

#[test]
fn the_first_bundle_is_read_for_ever() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    if std::env::var_os("WRITE_GOLDEN").is_some() && !path.exists() {
        let dir = tempfile::tempdir().unwrap();
        let (made, _) = write(dir.path(), head(), &then());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::copy(made, &path).unwrap();
    }
    let bundle = open(&path).unwrap();
    assert_eq!(bundle.head(), &head());
    let (rows, figures) = everything(&bundle).unwrap();
    let written: Vec<Row> = then().into_iter().flat_map(|(_, rows)| rows).collect();
    assert_eq!(rows, written);
    assert_eq!(figures.len(), 3);
    assert_eq!(bundle.id().to_string(), ID);
    // Packed by another version of the packer it may be other bytes, but never another bundle.
    let dir = tempfile::tempdir().unwrap();
    let columns: Vec<_> = bundle.tables().to_vec();
    let tables: Vec<_> =
        columns.into_iter().zip(then()).map(|(columns, (_, rows))| (columns, rows)).collect();
    assert_eq!(write(dir.path(), head(), &tables).1, bundle.id());
}
