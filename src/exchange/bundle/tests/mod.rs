//! Bundles in tests: a sound one, and a forge that takes it apart and puts it together wrongly.

mod figures;
mod forge;
mod golden;
mod hostile;
mod keys;
mod memory;
mod rows;
mod sound;
mod tools;

use super::*;
use crate::domain::records::{clan, member, unit, village};
use crate::domain::{PartialDate, RecordId, Rev, Step, Value, Values, records};
use crate::lang::errors::bundle as codes;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// A stand-in for a signature: only who has the secret can make it, and it is always the same.
pub(super) fn armour(secret: &str, bytes: &[u8]) -> String {
    let seal = super::hex::text(&Sha256::digest([secret.as_bytes(), bytes].concat()));
    format!("-----BEGIN SSH SIGNATURE-----\n{seal}\n-----END SSH SIGNATURE-----\n")
}

pub(super) const COMMUNE: &str = "hkh-phu-khe";
pub(super) const PROVINCE: &str = "hkh-tinh";

pub(super) fn sign(bytes: &[u8]) -> Result<String, Problem> {
    Ok(armour(COMMUNE, bytes))
}

/// Knows the commune and the province, by their names.
pub(super) fn check(bytes: &[u8], signature: &str) -> Result<Verified, Problem> {
    let signer = [COMMUNE, PROVINCE].into_iter().find(|who| armour(who, bytes) == signature);
    let signer = signer.ok_or_else(|| Problem::new(&codes::SIGNATURE, ["(test)"]))?;
    Ok(Verified { principals: vec![signer.to_owned()] })
}

pub(super) fn head() -> Head {
    Head {
        unit: "CH01 Phú Khê".into(),
        device: [0xd1; 16],
        epoch: [0xe2; 16],
        seq: 1,
        extent: Extent::Snapshot,
        prev: None,
        profile: Profile::Full,
        sender: COMMUNE.into(),
        recipient: PROVINCE.into(),
        journal_seq: 4711,
        journal_chain: [0xc3; 32],
        day: PartialDate { year: 2026, month: 11, day: 25 },
    }
}

pub(super) fn id(n: u8) -> RecordId {
    RecordId::mint(1_780_000_000_000 + u64::from(n), &[n; 10])
}

pub(super) fn values(of: &[(u16, Value)]) -> Values {
    let mut values = Values::default();
    for (tag, value) in of {
        values.set(*tag, Some(value));
    }
    values
}

pub(super) fn row(n: u8, op: Op) -> Row {
    Row {
        id: id(n),
        rev: Rev { n: 3, digest: [n; 16] },
        bases: vec![Rev { n: 2, digest: [n + 1; 16] }, Rev { n: 1, digest: [n + 2; 16] }],
        op,
        at: 1_780_000_000_000 + i64::from(n),
        by: "Lan".into(),
        reason: String::new(),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn since(year: u16, value: Value, reason: &str) -> Value {
    let from = Some(PartialDate { year, month: 0, day: 0 });
    let first =
        Step { from: None, value: Value::Unknown("sổ cũ mất".into()), reason: "".into() };
    Value::Timeline(vec![first, Step { from, value, reason: reason.into() }])
}

/// Rows of several types, with every sort of value in them.
pub(super) fn sample() -> Vec<(Columns, Vec<Row>)> {
    let put = |n, of: &[(u16, Value)]| row(n, Op::Put(values(of)));
    let day = Value::Date(PartialDate { year: 1954, month: 3, day: 0 });
    let units = vec![
        put(1, &[(unit::CODE, text("CH01")), (unit::NAME, text("Chi hội \"Phú Khê\", thôn 1"))]),
        put(2, &[(unit::CODE, text("?CH")), (unit::AREA, Value::Code("2025-07:15889".into()))]),
    ];
    let villages = vec![put(3, &[(village::NUMBER, text("3")), (village::NAME, text("Phú Khê"))])];
    let members = vec![
        put(
            10,
            &[
                (member::FULL_NAME, text("Nguyễn Thị Hòa")),
                (member::BIRTH_DATE, day),
                (member::GENDER, Value::Code("female".into())),
                (member::VILLAGE, Value::Ref(id(3))),
                (member::CITIZEN_ID, text("000154000321")),
                (member::PHONE, text("+84912345678")),
                (member::UNIT, since(2019, Value::Ref(id(1)), "chuyển; (theo đơn)")),
                (member::STATUS, since(2021, Value::Code("active".into()), "")),
                (member::HONORARY, Value::Flag(false)),
                (member::NOTE, text("- dòng một\ndòng hai, \"ba\"")),
            ],
        ),
        put(11, &[(member::FULL_NAME, Value::Unknown("giấy rách".into()))]),
        Row { bases: Vec::new(), ..put(12, &[(member::FULL_NAME, text("H'Mok Niê"))]) },
        Row { reason: "nhập trùng, hai lần".into(), ..row(13, Op::Merge(id(10))) },
        Row { reason: "nhầm".into(), ..row(14, Op::Delete) },
    ];
    let clans = vec![put(
        20,
        &[(clan::FAMILY_NAME, text("Nguyễn Văn")), (clan::HOUSEHOLDS, Value::Whole(64))],
    )];
    let kinds = [unit::KIND, village::KIND, member::KIND, clan::KIND];
    let all = kinds.map(|kind| Columns::all(records::of(kind).unwrap()));
    all.into_iter().zip([units, villages, members, clans]).collect()
}

pub(super) fn few() -> Vec<Figure> {
    let day = |month, day| PartialDate { year: 2026, month, day };
    let figure = |area: &str, indicator: &str, value| Figure {
        area: area.into(),
        from: day(1, 1),
        to: day(6, 30),
        indicator: indicator.into(),
        value,
        source: "sổ".into(),
    };
    vec![
        figure("2025-07:15889", "centres", None),
        figure("2025-07:15889", "clans", Some(0)),
        figure("2025-07:15889", "members", Some(5)),
    ]
}

/// Writes a bundle; its path and identity.
pub(super) fn write(dir: &Path, head: Head, tables: &[(Columns, Vec<Row>)]) -> (PathBuf, BundleId) {
    let path = dir.join(format!("{}.zip", head.folder()));
    let mut writer = Writer::create(&path, head).unwrap();
    for (columns, rows) in tables {
        writer.table(columns.clone()).unwrap();
        for row in rows {
            writer.put(row).unwrap();
        }
    }
    let id = writer.finish(few(), &sign).unwrap();
    (path, id)
}

/// As the province, which has nothing of this chain yet.
pub(super) fn open(path: &Path) -> Result<Bundle, Problem> {
    let expect = Expect { me: Some(PROVINCE), ..Expect::anyone() };
    Bundle::open(path, &check, &expect)
}

/// Everything in a bundle.
pub(super) fn everything(bundle: &Bundle) -> Result<(Vec<Row>, Vec<Figure>), Problem> {
    let (mut rows, mut figures) = (Vec::new(), Vec::new());
    for columns in bundle.tables() {
        bundle.rows(columns.kind, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
    }
    bundle.figures(&mut |figure| {
        figures.push(figure);
        Ok(())
    })?;
    Ok((rows, figures))
}
