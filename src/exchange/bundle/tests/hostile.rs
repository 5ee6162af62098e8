//! Bundles that somebody made to do harm, or that went wrong on the way: each is refused with the code
//! of the rule that it breaks.

use super::forge::{Forge, Raw, pack, zip};
use super::*;
use crate::exchange::bundle::columns as of;
use crate::lang::{Code, Lang};
use std::io::Write;

const MEMBER: &str = "data/member.csv";

/// What a receiver says of these bytes.
fn said(bytes: &[u8], expect: &Expect<'_>) -> Result<Bundle, Problem> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("gói.zip");
    std::fs::write(&path, bytes).unwrap();
    Bundle::open(&path, &check, expect)
}

fn refused(case: &str, bytes: &[u8], code: &'static Code) {
    let expect = Expect { me: Some(PROVINCE), ..Expect::anyone() };
    let problem = said(bytes, &expect).err().unwrap_or_else(|| panic!("{case}: taken"));
    assert!(problem.is(code), "{case}: {} {:?}", problem.code.0.name, problem.params);
    for lang in [Lang::Vi, Lang::En] {
        let worded = problem.what(lang) + &problem.hint(lang);
        assert!(!worded.contains(['{', '\u{1b}', '\u{202e}']), "{case}: {worded}");
    }
}

/// The sound bundle's files, one of them changed.
fn raw(path: &str, change: impl FnOnce(&mut Raw)) -> Vec<u8> {
    let mut raw = Forge::new().raw();
    change(raw.iter_mut().find(|file| file.name.ends_with(path)).unwrap());
    zip(&raw, None)
}

/// The sound bundle with one file more, before the last that every bundle has.
fn more(name: &str) -> Vec<u8> {
    let forge = Forge::new();
    let mut raw = forge.raw();
    let name = name.replace("BASE/", &forge.base);
    raw.insert(2, Raw { name, data: b"x".to_vec(), ..Raw::default() });
    zip(&raw, None)
}

#[test]
fn archives_that_are_none_of_ours() {
    let sound = Forge::new().zip();
    let end = sound.len() - 22;
    let patched = |at: usize, with: &[u8]| {
        let mut bytes = sound.clone();
        bytes.splice(at..at + with.len(), with.iter().copied());
        bytes
    };
    let prefixed = [b"#!/bin/sh\n".as_slice(), &sound].concat();
    let trailing = [sound.as_slice(), b"\0"].concat();
    let twice = [sound.as_slice(), &sound].concat();
    let commented = {
        let mut bytes = patched(end + 20, &[1, 0]);
        bytes.push(b'x');
        bytes
    };
    let mut locator = sound.clone();
    locator.splice(end..end, [b"PK\x06\x07".as_slice(), &[0; 16]].concat());
    // Offsets put right again behind a prefix.
    let shifted = {
        let mut raw = Forge::new().raw();
        raw.insert(0, Raw { name: "x".into(), ..Raw::default() });
        let bytes = zip(&raw, None);
        let first = 30 + 1 + 2 + 16;
        let at = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        let mut cut = bytes.clone();
        cut.drain(at..at + 46 + 1);
        let len = cut.len();
        let count = (raw.len() as u16 - 1).to_le_bytes();
        cut.splice(len - 14..len - 10, [count, count].concat());
        let directory = (len - 22 - at) as u32;
        cut.splice(len - 10..len - 6, directory.to_le_bytes());
        assert!(first < at);
        cut
    };
    let count = u16::from_le_bytes([sound[end + 10], sound[end + 11]]);
    let less = (count - 1).to_le_bytes();
    let forge = Forge::new();
    let many: Vec<Raw> = (0..5000)
        .map(|n| Raw { name: format!("{}data/{n}.csv", forge.base), ..Raw::default() })
        .collect();
    let cases: &[(&str, Vec<u8>, &Code)] = &[
        ("nothing", Vec::new(), &codes::NOT_WHOLE),
        ("no archive", b"id,rev\n".repeat(9), &codes::NOT_WHOLE),
        ("truncated", sound[..sound.len() - 1].to_vec(), &codes::NOT_WHOLE),
        ("cut in the middle", sound[..sound.len() / 2].to_vec(), &codes::NOT_WHOLE),
        ("trailing byte", trailing, &codes::NOT_WHOLE),
        ("a comment at the end", commented, &codes::NOT_WHOLE),
        ("prefix", prefixed, &codes::STRAY_BYTES),
        ("prefix with offsets put right", shifted, &codes::STRAY_BYTES),
        ("concatenated", twice, &codes::STRAY_BYTES),
        ("one entry less than there are", patched(end + 8, &[less, less].concat()), &codes::COUNT),
        ("two numbers of entries", patched(end + 8, &less), &codes::COUNT),
        ("zip64 locator", locator, &codes::ZIP64),
        ("zip64 numbers", patched(end + 16, &[0xff; 4]), &codes::ZIP64),
        ("5,000 entries", zip(&many, None), &codes::TOO_MANY),
        ("5,000 entries told as 8", zip(&many, Some(8)), &codes::COUNT),
    ];
    for (case, bytes, code) in cases {
        refused(case, bytes, code);
    }
}

#[test]
fn entries_that_no_bundle_has() {
    let forge = Forge::new();
    let base = forge.base.clone();
    let escape = format!("{base}../../etc/passwd");
    let swapped = {
        let mut raw = forge.raw();
        raw.swap(1, 2);
        zip(&raw, None)
    };
    let cases: &[(&str, Vec<u8>, &Code)] = &[
        ("path escape", more("BASE/data/../../x"), &codes::ENTRY_PATH),
        ("path escape in place", raw(MEMBER, |f| f.name = escape), &codes::ENTRY_PATH),
        ("absolute", more("/etc/passwd"), &codes::ENTRY_PATH),
        ("backslash", more("BASE/data\\x.csv"), &codes::ENTRY_PATH),
        ("drive", more("C:/x.csv"), &codes::ENTRY_PATH),
        ("escape sequence", more("BASE/data/\u{1b}[2J.csv"), &codes::ENTRY_PATH),
        ("empty part", more("BASE//x"), &codes::ENTRY_PATH),
        ("bidi", more("BASE/data/a\u{202e}vsc.csv"), &codes::ENTRY_UNKNOWN),
        ("the same name twice", more(&format!("BASE/{MEMBER}")), &codes::ENTRY_TWICE),
        ("case clash", more("BASE/data/Member.csv"), &codes::ENTRY_TWICE),
        ("upper case", raw(MEMBER, |f| f.name = f.name.to_uppercase()), &codes::ENTRY_UNKNOWN),
        ("unlisted", more("BASE/data/extra.csv"), &codes::ENTRY_UNKNOWN),
        ("fetch.txt", more("BASE/fetch.txt"), &codes::ENTRY_UNKNOWN),
        ("of another folder", more("densach-x/data/clan.csv"), &codes::ENTRY_UNKNOWN),
        ("out of order", swapped, &codes::ENTRY_ORDER),
        ("link", raw(MEMBER, |f| f.attributes = 0xA1FF_0000), &codes::ENTRY_LINK),
        ("folder", more("BASE/data/"), &codes::ENTRY_LINK),
        ("folder by attribute", raw(MEMBER, |f| f.attributes = 0x10), &codes::ENTRY_LINK),
        ("mode", raw(MEMBER, |f| f.attributes = 0x81A4_0000), &codes::HEADER),
        ("encrypted", raw(MEMBER, |f| f.flags = 1), &codes::ENTRY_LOCKED),
        ("other flags", raw(MEMBER, |f| f.flags = 0x800), &codes::HEADER),
        ("a time", raw(MEMBER, |f| f.time = 7), &codes::HEADER),
        ("extra field", raw(MEMBER, |f| f.extra = vec![1, 0, 0, 0]), &codes::HEADER),
        ("comment", raw(MEMBER, |f| f.comment = b"x".to_vec()), &codes::HEADER),
        (
            "local name is another",
            raw(MEMBER, |f| f.local = Some(f.name.replace("member", "nember"))),
            &codes::LOCAL_DIFFERS,
        ),
        (
            "local name is longer",
            raw(MEMBER, |f| f.local = Some(f.name.clone() + "x")),
            &codes::LOCAL_DIFFERS,
        ),
        ("no signature", forge.clone().without(of::SIGNATURE).zip(), &codes::UNSIGNED),
        ("no tagmanifest", forge.clone().without(of::TAGMANIFEST).zip(), &codes::ENTRY_MISSING),
        ("no manifest", forge.clone().without(of::MANIFEST).zip(), &codes::ENTRY_MISSING),
        ("no bag-info", forge.clone().without(of::INFO).zip(), &codes::ENTRY_MISSING),
        ("no bagit.txt", forge.clone().without(of::BAGIT).zip(), &codes::ENTRY_MISSING),
        ("no datapackage", forge.clone().without(of::PACKAGE).zip(), &codes::ENTRY_MISSING),
    ];
    for (case, bytes, code) in cases {
        refused(case, bytes, code);
    }
}

/// So many bytes that pack to almost nothing.
fn bomb(mb: usize) -> Vec<u8> {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..mb * 16 {
        packer.write_all(&[0; 65_536]).unwrap();
    }
    packer.finish().unwrap()
}

#[test]
fn what_lies_about_its_size_or_grows_too_large() {
    let packed = bomb(600);
    let mb600 = 600 << 20;
    let short =
        |by: i32| raw(MEMBER, |file| file.size = Some((file.data.len() as i32 + by) as u32));
    let stream = |change: fn(&mut Vec<u8>)| {
        raw(MEMBER, |file| {
            let mut packed = pack(&file.data, 1);
            change(&mut packed);
            file.packed = Some(packed);
        })
    };
    let put = |path: &str, size: Option<u32>| {
        let packed = packed.clone();
        raw(path, |file| {
            file.packed = Some(packed);
            file.size = size.or(file.size);
        })
    };
    let cases: &[(&str, Vec<u8>, &Code)] = &[
        ("600 MB", put(MEMBER, Some(mb600)), &codes::INFLATES),
        ("600 MB told as what it was", put(MEMBER, None), &codes::SIZE_LIES),
        ("600 MB in a tag file", put(of::TAGMANIFEST, Some(mb600)), &codes::ENTRY_LARGE),
        ("600 MB in a tag file, hidden", put(of::TAGMANIFEST, None), &codes::SIZE_LIES),
        ("3 GB told", raw(MEMBER, |file| file.size = Some(3 << 30)), &codes::ENTRY_LARGE),
        ("one byte less", short(-1), &codes::SIZE_LIES),
        ("one byte more", short(1), &codes::SIZE_LIES),
        ("stream goes on", stream(|packed| packed.push(0)), &codes::DAMAGED),
        ("stream is cut", stream(|packed| packed.truncate(packed.len() - 9)), &codes::DAMAGED),
        ("stream is none", stream(|packed| packed.fill(0xff)), &codes::DAMAGED),
    ];
    for (case, bytes, code) in cases {
        refused(case, bytes, code);
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.zip");
    std::fs::File::create(&path).unwrap().set_len((1 << 30) + 1).unwrap();
    assert!(open(&path).unwrap_err().is(&codes::TOO_LARGE));
}

#[test]
fn what_was_changed_after_it_was_signed() {
    let forge = Forge::new;
    let hash = "0".repeat(64);
    let tampered = forge().replace(MEMBER, "000154000321", "000154000322");
    let info = forge().replace(of::INFO, "Densach-Seq: 1\n", "Densach-Seq: 2\n");
    let upper = {
        let mut forge = forge();
        let list = String::from_utf8(forge.file(of::MANIFEST).clone()).unwrap();
        let (first, rest) = list.split_at(64);
        *forge.file(of::MANIFEST) = [first.to_uppercase().as_str(), rest].concat().into_bytes();
        forge.tagged().signed(COMMUNE)
    };
    let missing = forge().without("data/clan.csv");
    let unlisted = {
        let mut forge = forge();
        let list = String::from_utf8(forge.file(of::MANIFEST).clone()).unwrap();
        let lines = list.split_inclusive('\n').filter(|line| !line.ends_with("clan.csv\n"));
        *forge.file(of::MANIFEST) = lines.collect::<String>().into_bytes();
        forge.tagged().signed(COMMUNE)
    };
    let reordered = {
        let mut forge = forge();
        let list = String::from_utf8(forge.file(of::MANIFEST).clone()).unwrap();
        let mut lines: Vec<&str> = list.split_inclusive('\n').collect();
        lines.swap(0, 1);
        *forge.file(of::MANIFEST) = lines.concat().into_bytes();
        forge.tagged().signed(COMMUNE)
    };
    let tags = {
        let mut forge = forge();
        forge.file(of::TAGMANIFEST).extend(format!("{hash}  x.txt\n").bytes());
        forge.signed(COMMUNE)
    };
    let bagit = forge().replace(of::BAGIT, "1.0", "0.97").tagged().signed(COMMUNE);
    let armoured = forge().replace(of::SIGNATURE, "-----BEGIN SSH", "\n-----BEGIN SSH");
    let cases: &[(&str, Forge, &Code)] = &[
        ("tampered row", tampered.clone(), &codes::TAMPERED),
        ("tampered row, listed", tampered.clone().listed(), &codes::TAGMANIFEST),
        ("tampered row, tagged", tampered.clone().listed().tagged(), &codes::SIGNATURE),
        ("foreign signature", tampered.sealed().signed("mallory"), &codes::SIGNATURE),
        ("changed bag-info", info, &codes::TAGMANIFEST),
        ("changed bagit.txt", bagit, &codes::TAGMANIFEST),
        ("armour with something before", armoured, &codes::SIGNATURE),
        ("one more tag file listed", tags, &codes::TAGMANIFEST),
        ("hash in capitals", upper, &codes::MANIFEST),
        ("lines in another order", reordered, &codes::MANIFEST),
        ("listed and missing", missing, &codes::LISTED_MISSING),
        ("there and not listed", unlisted, &codes::UNLISTED),
    ];
    for (case, forge, code) in cases {
        refused(case, &forge.zip(), code);
    }
}

#[test]
fn what_says_something_else_of_itself_than_it_is() {
    let forge = Forge::new;
    let info = |from: &str, to: &str| forge().replace(of::INFO, from, to).tagged().signed(COMMUNE);
    let headed = |head: Head| Forge { head, ..forge() }.sealed();
    let extra = {
        let mut forge = forge();
        forge.file(of::INFO).extend(b"X: y\n");
        forge.tagged().signed(COMMUNE)
    };
    let package = forge().replace(of::PACKAGE, "densach-bundle", "densach-bundlf");
    let renamed = {
        let mut forge = forge();
        forge.base = "densach-x-d1d1d1d1-e2e2e2e2-1/".into();
        forge
    };
    let cases: &[(&str, Forge, &Code)] = &[
        ("unknown format", info("Format: 1", "Format: 2"), &codes::FORMAT),
        ("format of no number", info("Format: 1", "Format: 01"), &codes::BAG_INFO),
        ("number with a zero before", info("Seq: 1\n", "Seq: 01\n"), &codes::BAG_INFO),
        (
            "first with one before",
            info("Prev: none", &format!("Prev: {}", "0".repeat(64))),
            &codes::BAG_INFO,
        ),
        ("unknown kind", info("Kind: snapshot", "Kind: all"), &codes::BAG_INFO),
        ("unknown profile", info("Profile: full", "Profile: some"), &codes::BAG_INFO),
        ("a label more", extra, &codes::BAG_INFO),
        ("CR LF", info("snapshot\n", "snapshot\r\n"), &codes::BAG_INFO),
        ("a space more", info("Unit: ", "Unit:  "), &codes::BAG_INFO),
        ("no such day", info("2026-11-25", "2026-02-30"), &codes::BAG_INFO),
        ("other sums", info("Payload-Oxum: ", "Payload-Oxum: 1"), &codes::BAG_INFO),
        ("summary with rows", info("Profile: full", "Profile: summary"), &codes::BAG_INFO),
        ("another folder", renamed, &codes::BAG_INFO),
        ("signed by somebody else", forge().signed(PROVINCE), &codes::SENDER),
        (
            "for somebody else",
            headed(Head { recipient: "hkh-khac".into(), ..head() }),
            &codes::RECIPIENT,
        ),
        (
            "a row less than told",
            forge().packaged().informed(10).listed().tagged().signed(COMMUNE),
            &codes::ROWS,
        ),
        (
            "another data package",
            package.informed(9).listed().tagged().signed(COMMUNE),
            &codes::DATAPACKAGE,
        ),
    ];
    for (case, forge, code) in cases {
        refused(case, &forge.zip(), code);
    }
}

#[test]
fn rows_that_no_writer_wrote() {
    let member = |from: &str, to: &str| Forge::new().replace(MEMBER, from, to).sealed();
    let huge = "x".repeat(300 * 1024);
    let revision = format!("3-{}", "0a".repeat(16));
    let id = id(11).to_string();
    let cases: &[(&str, Forge, &Code)] = &[
        ("huge field", member("H'Mok Niê", &huge), &codes::ROW_LARGE),
        ("endless row", member("H'Mok Niê", &huge.repeat(5)), &codes::ROW_LARGE),
        ("control character", member("H'Mok", "H'\u{7}Mok"), &codes::ROW_ACTS),
        ("escape sequence", member("dòng hai", "\u{1b}[2J"), &codes::ROW_ACTS),
        ("bidi override", member("Nguyễn", "\u{202e}Nguyễn"), &codes::ROW_ACTS),
        ("zero width space", member("giấy rách", "giấy\u{200b}rách"), &codes::ROW_ACTS),
        ("byte order mark", member("id,rev,", "\u{feff}id,rev,"), &codes::COLUMNS),
        ("not composed", member("Hòa", "Ho\u{300}a"), &codes::ROW_NOT_NFC),
        ("formula", member("H'Mok Niê", "=HYPERLINK(1)"), &codes::ROW_FORMULA),
        ("formula with plus", member("H'Mok Niê", "+1"), &codes::ROW_FORMULA),
        ("formula with minus", member("H'Mok Niê", "-1"), &codes::ROW_FORMULA),
        ("formula with at", member("H'Mok Niê", "@SUM"), &codes::ROW_FORMULA),
        ("LF alone", member(",H'Mok Niê,", ",H'Mok Niê\n,"), &codes::ROW_FORM),
        ("quotes where none are needed", member("H'Mok Niê", "\"H'Mok Niê\""), &codes::ROW_FORM),
        ("a column too many", member("Lan,nhầm,", "Lan,nhầm,,"), &codes::ROW_FORM),
        ("unknown column", member(",gender,", ",gendex,"), &codes::COLUMNS),
        (
            "columns in another order",
            member(",birth_date,gender,", ",gender,birth_date,"),
            &codes::COLUMNS,
        ),
        (
            "a column of the register's own",
            member(",consent_on,note", ",note,batch"),
            &codes::COLUMNS,
        ),
        ("an unescaped mark", member("? giấy rách", "?giấy rách"), &codes::ROW_VALUE),
        ("a date otherwise", member("1954-03", "1954-3"), &codes::ROW_VALUE),
        ("op of no kind", member(",delete,", ",remove,"), &codes::ROW_VALUE),
        ("a merge into nothing", member(",delete,", ",merge,"), &codes::ROW_VALUE),
        ("a delete that is a put", member(",merge,", ",delete,"), &codes::ROW_VALUE),
        ("revision 0", member(&revision, &revision.replace("3-", "0-")), &codes::ROW_VALUE),
        (
            "revision with a zero before",
            member(&revision, &revision.replace("3-", "03-")),
            &codes::ROW_VALUE,
        ),
        ("id in capitals", member(&id, &id.to_uppercase()), &codes::ROW_VALUE),
        ("the same record twice", member(&id, &super::id(10).to_string()), &codes::ROW_ORDER),
        (
            "a moment elsewhere",
            member("2026-05-28T20:26:40.011Z", "2026-05-28T20:26:40+07:0"),
            &codes::ROW_VALUE,
        ),
    ];
    for (case, forge, code) in cases {
        refused(case, &forge.zip(), code);
    }
}

#[test]
fn revisions_before_that_no_writer_wrote() {
    let bases = format!("2-{} 1-{}", "0b".repeat(16), "0c".repeat(16));
    let many = vec![format!("1-{}", "0b".repeat(16)); 17].join(" ");
    let zero = bases.replace("1-", "0-");
    for bad in [bases.replace(' ', "  "), format!(" {bases}"), format!("{bases} "), many, zero] {
        let forge = Forge::new().replace(MEMBER, &bases, &bad).sealed();
        refused(&bad, &forge.zip(), &codes::ROW_VALUE);
    }
}

#[test]
fn tables_and_figures_that_no_writer_wrote() {
    let mut heading = Forge::new();
    let file = heading.file("data/clan.csv");
    let end = file.windows(2).position(|pair| pair == b"\r\n").unwrap();
    file.truncate(end + 2);
    let heading = heading.packaged().informed(8).listed().tagged().signed(COMMUNE);
    refused("a table without rows", &heading.zip(), &codes::ROW_FORM);
    let twice = Forge::new().replace("data/figures.csv", "clans,0", "centres,0").sealed();
    refused("a figure twice", &twice.zip(), &codes::ROW_ORDER);
    let zero = Forge::new().replace("data/figures.csv", "clans,0", "clans,00").sealed();
    refused("a number with a zero before", &zero.zip(), &codes::ROW_VALUE);
}

#[test]
fn places_in_the_chain() {
    let first = Forge::new();
    let id = said(&first.zip(), &Expect::anyone()).unwrap().id();
    let other = BundleId([9; 32]);
    let third = Head { seq: 3, prev: Some(other), ..head() };
    let snapshot = Forge::of(third.clone()).zip();
    let third = Forge::of(Head { extent: Extent::Delta, ..third }).zip();
    let first = first.zip();
    let none = Ledger::default();
    let upto = |highest, last| Ledger { highest, last: Some(last), ..none };
    type Case<'a> = (&'a str, &'a [u8], Ledger, Result<bool, &'static Code>);
    let cases: &[Case<'_>] = &[
        ("the first", &first, none, Ok(false)),
        ("replayed", &first, Ledger { taken: Some(id), ..upto(1, id) }, Ok(true)),
        ("replayed later", &first, Ledger { taken: Some(id), ..upto(7, other) }, Ok(true)),
        (
            "another first",
            &first,
            Ledger { taken: Some(other), ..upto(1, other) },
            Err(&codes::FORK),
        ),
        ("another first, long ago", &first, upto(4, other), Err(&codes::FORK)),
        ("the next", &third, upto(2, other), Ok(false)),
        ("the next of another", &third, upto(2, id), Err(&codes::FORK)),
        ("one is missing", &third, upto(1, other), Err(&codes::GAP)),
        ("all are missing", &third, none, Err(&codes::GAP)),
        ("a snapshot over a gap", &snapshot, upto(1, id), Ok(false)),
        ("a snapshot, and nothing before it", &snapshot, none, Ok(false)),
        ("a snapshot that is the next of another", &snapshot, upto(2, id), Err(&codes::FORK)),
        ("a snapshot in another's place", &snapshot, upto(4, other), Err(&codes::FORK)),
        ("an older format", &first, Ledger { format: 2, ..none }, Err(&codes::DOWNGRADE)),
        ("the same format", &first, Ledger { format: 1, ..none }, Ok(false)),
    ];
    for (case, bytes, ledger, wanted) in cases {
        let expect = Expect { ledger: &|_| *ledger, ..Expect::anyone() };
        match (said(bytes, &expect), wanted) {
            (Ok(bundle), Ok(again)) => assert_eq!(bundle.was_taken(), *again, "{case}"),
            (Err(problem), Err(code)) => assert!(problem.is(code), "{case}: {problem}"),
            (got, _) => panic!("{case}: {got:?}"),
        }
    }
    let nobody = Expect { in_subtree: &|_, _| false, ..Expect::anyone() };
    assert!(said(&first, &nobody).unwrap_err().is(&codes::OUTSIDE));
}
