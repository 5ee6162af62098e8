//! Stock tools on bundles: bagit, frictionless and unzip say what we say.

use super::*;
use std::process::{Command, Output};

pub(super) fn run(command: &mut Command) -> Option<Output> {
    command.output().ok()
}

/// That a tool is missing is said aloud, and is a failure where it must be there.
pub(super) fn missing(tool: &str) {
    assert!(std::env::var_os("DENSACH_REQUIRE_TOOLS").is_none(), "{tool} is missing");
    eprintln!("not tested: {tool} is missing");
}

/// A Python that has these: the one the gate installed, or the machine's.
fn python() -> Option<String> {
    let python = std::env::var("DENSACH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = run(Command::new(&python).args(["-c", "import bagit, frictionless"]));
    found.is_some_and(|ran| ran.status.success()).then_some(python)
}

fn passes(tool: &str, ran: Option<Output>) {
    let ran = ran.unwrap_or_else(|| panic!("{tool}"));
    let said = [ran.stdout, ran.stderr].concat();
    assert!(ran.status.success(), "{tool}: {}", String::from_utf8_lossy(&said));
}

#[test]
fn bagit_frictionless_and_unzip_take_what_we_write() {
    let dir = tempfile::tempdir().unwrap();
    let named = Columns::named(&member::TYPE, &["full_name"]).unwrap();
    let fields = vec![(named, sample().remove(2).1)];
    let bundles = [
        (Head { seq: 1, ..head() }, sample()),
        (Head { seq: 2, prev: Some(BundleId([1; 32])), extent: Extent::Delta, ..head() }, vec![]),
        (
            Head { profile: Profile::Fields, seq: 3, prev: Some(BundleId([1; 32])), ..head() },
            fields,
        ),
        (
            Head { profile: Profile::Summary, seq: 4, prev: Some(BundleId([1; 32])), ..head() },
            vec![],
        ),
    ];
    let mut bundles = bundles.map(|(head, tables)| write(dir.path(), head, &tables).0).to_vec();
    let head = Head { profile: Profile::Summary, seq: 5, prev: Some(BundleId([1; 32])), ..head() };
    let path = dir.path().join(format!("{}.zip", head.folder()));
    Writer::create(&path, head).unwrap().finish(super::figures::census(), &sign).unwrap();
    bundles.push(path);
    if run(Command::new("unzip").arg("-v")).is_none() {
        missing("unzip");
    } else {
        for path in &bundles {
            passes("unzip", run(Command::new("unzip").arg("-t").arg(path)));
        }
    }
    let Some(python) = python() else { return missing("bagit or frictionless") };
    for path in &bundles {
        let to = path.with_extension("");
        let unpack = ["-m", "zipfile", "-e"];
        let out = dir.path();
        passes("zipfile", run(Command::new(&python).args(unpack).arg(path).arg(out)));
        let validate = ["-m", "bagit", "--validate"];
        passes("bagit", run(Command::new(&python).args(validate).arg(&to)));
        let data = to.join("data");
        let validate = ["-m", "frictionless", "validate", "datapackage.json"];
        passes("frictionless", run(Command::new(&python).current_dir(data).args(validate)));
    }
}
