//! The invented commune in `data/sample` is what the generator makes: nothing in it is edited.
//! `UPDATE_SAMPLE=1 cargo test --test sample` writes it again.

use densach::exchange::csv::write_row;
use densach::invent;
use std::path::Path;

/// The seed of the sample.
const SEED: u64 = 1;
/// Its files: type and rows.
const FILES: [(&str, u64); 5] = [
    ("unit", invent::UNITS),
    ("village", invent::VILLAGES),
    ("clan", invent::CLANS),
    ("member", 2_000),
    ("centre", 1),
];

fn file(type_name: &str, count: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let rows = invent::rows(type_name, count, SEED).expect("a type that can be invented");
    write_row(&mut out, b',', rows.header().iter().copied()).expect("into memory");
    for row in rows {
        write_row(&mut out, b',', row.iter().map(String::as_str)).expect("into memory");
    }
    out
}

#[test]
fn the_sample_is_generated_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    for (type_name, count) in FILES {
        let (path, made) = (folder.join(format!("{type_name}.csv")), file(type_name, count));
        if std::env::var_os("UPDATE_SAMPLE").is_some() {
            std::fs::write(&path, &made).expect("the sample can be written");
        }
        let kept = std::fs::read(&path).expect("the sample is there");
        assert!(kept == made, "{} is not what the generator makes", path.display());
    }
    assert_eq!(FILES.map(|(type_name, _)| type_name), invent::TYPES);
}
