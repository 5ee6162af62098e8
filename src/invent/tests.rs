use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::*;
use crate::domain::records::batch;
use crate::domain::{FieldKind, PartialDate, Tables, input, records, show};

/// The bytes of the rows, for a digest.
fn digest(type_name: &str, count: u64, seed: u64) -> String {
    digest_of(rows(type_name, count, seed).unwrap())
}

fn digest_of(rows: Rows) -> String {
    let mut hash = Sha256::new();
    hash.update(rows.header().join(","));
    for row in rows {
        hash.update("\n");
        hash.update(row.join("|"));
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_same_seed_gives_the_same_rows_for_ever() {
    let digests = TYPES.map(|type_name| (type_name, digest(type_name, 300, 20)));
    let golden = [
        ("unit", "8ba665ef669db857"),
        ("village", "89a72acc04065411"),
        ("clan", "634f91215745aac5"),
        ("member", "001f4b1062b82a91"),
        ("centre", "3c931d901571e39e"),
    ];
    assert_eq!(digests.each_ref().map(|(name, digest)| (*name, digest.as_str())), golden);
    assert_ne!(digest("member", 300, 21), digests[3].1);
}

#[test]
fn a_stack_of_papers_is_the_same_for_ever_and_fits_its_layout() {
    let digests = PAPERS.map(|paper| digest_of(papers(paper, 300, 20).unwrap()));
    assert_eq!(digests, ["55e0d7961f9b353a", "d54ae7dc6ad35724", "9fcf21215d60259b"]);
    let member = records::named("member").unwrap();
    for paper in PAPERS {
        let layout = member.layout(paper).unwrap();
        let made = papers(paper, 200, 3).unwrap();
        let names = made.header().iter().map(|name| name.trim_start_matches('#'));
        let tags: Vec<u16> = names.map(|name| member.field_named(name).unwrap().tag).collect();
        let on = |tag: &u16| layout.header.contains(tag) || layout.fields.contains(tag);
        assert!(tags.iter().all(on), "{paper}");
        let ids: Vec<String> = match made.header().iter().position(|name| *name == "citizen_id") {
            Some(at) => made.map(|row| row[at].clone()).collect(),
            None => Vec::new(),
        };
        assert!(ids.iter().all(|id| id.starts_with("000") && id.len() == 12));
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    }
    assert!(papers("D", 1, 0).is_none());
}

#[test]
fn columns_are_the_schemas_own_and_rows_fill_them() {
    for type_name in TYPES {
        let made = rows(type_name, 400, 3).unwrap();
        // In which batch something was entered no paper says.
        let fields = records::named(type_name).unwrap().fields.iter();
        let fields = fields.filter(|field| field.tag != batch::MEMBER_OF);
        let fields: Vec<&str> = fields.map(|field| field.name).collect();
        assert_eq!(made.header(), fields, "{type_name}");
        let required: Vec<usize> = records::named(type_name)
            .unwrap()
            .fields
            .iter()
            .enumerate()
            .filter_map(|(at, field)| field.required.then_some(at))
            .collect();
        for row in made {
            assert_eq!(row.len(), fields.len());
            assert!(required.iter().all(|at| !row[*at].is_empty()), "{row:?}");
            assert!(row.iter().all(|cell| crate::text::clean::line(cell) == *cell), "{row:?}");
        }
    }
    assert!(rows("operator", 1, 0).is_none());
    assert!(rows("", 1, 0).is_none());
}

/// The rows as maps by column.
fn table(type_name: &str, count: u64, seed: u64) -> Vec<BTreeMap<&'static str, String>> {
    let rows = rows(type_name, count, seed).unwrap();
    let header = rows.header();
    rows.map(|row| header.iter().copied().zip(row).collect()).collect()
}

#[test]
fn citizen_ids_are_invented_unique_and_fit_the_person() {
    let mut seen = BTreeSet::new();
    for member in table("member", 20_000, 1) {
        let id = &member["citizen_id"];
        if id.is_empty() {
            continue;
        }
        assert!(seen.insert(id.clone()), "{id}");
        let digits: Vec<u32> = id.chars().filter_map(|c| c.to_digit(10)).collect();
        assert!(digits.len() == 12 && id.len() == 12 && id.starts_with("000"), "{id}");
        assert_eq!(digits[3] % 2 == 1, member["gender"] == "female");
        let born = 1900 + 100 * (digits[3] / 2) + 10 * digits[4] + digits[5];
        if !member["birth_date"].is_empty() {
            assert!(member["birth_date"].starts_with(&born.to_string()), "{member:?}");
        }
    }
    assert!(seen.len() > 8_000);
}

#[test]
fn nobody_joins_before_eighteen_and_no_phone_is_anybodys() {
    let year = |text: &str| text.get(..4).and_then(|year| year.parse::<u32>().ok());
    let mut cards = BTreeSet::new();
    for member in table("member", 20_000, 5) {
        if let (Some(born), Some(joined)) =
            (year(&member["birth_date"]), year(&member["joined_on"]))
        {
            assert!(joined >= born + 18, "{member:?}");
        }
        let phone = &member["phone"];
        assert!(phone.is_empty() || (phone.len() == 10 && phone.get(3..6) == Some("000")));
        assert!(member["card_no"].is_empty() || cards.insert(member["card_no"].clone()));
        assert_eq!(member["status"].ends_with("moved"), !member["transfer_to"].is_empty());
    }
}

#[test]
fn rows_refer_only_to_rows_that_there_are() {
    let column = |type_name, count, name: &str| -> BTreeSet<String> {
        table(type_name, count, 99).iter().map(|row| row[name].clone()).collect()
    };
    let units = column("unit", UNITS, "code");
    let villages = column("village", VILLAGES, "number");
    let clans: BTreeSet<String> = table("clan", CLANS, 99)
        .iter()
        .map(|row| format!("{}, {}", row["family_name"], row["branch"]))
        .collect();
    assert_eq!((units.len(), villages.len(), clans.len()), (29, 12, 40));
    let there = |set: &BTreeSet<String>, cell: &String| cell.is_empty() || set.contains(cell);
    for row in table("member", 5_000, 4) {
        assert!(there(&units, &row["unit"]) && there(&villages, &row["village"]), "{row:?}");
        assert!(there(&clans, &row["clan"]), "{row:?}");
        let surname = row["full_name"].split(' ').next().unwrap();
        assert!(row["clan"].is_empty() || row["clan"].starts_with(surname), "{row:?}");
    }
    for row in table("clan", 500, 4) {
        assert!(there(&units, &row["unit"]) && there(&units, &row["board"]), "{row:?}");
        assert!(there(&villages, &row["village"]), "{row:?}");
    }
    for row in table("unit", 500, 4) {
        assert!(there(&units, &row["parent"]), "{row:?}");
    }
    assert!(column("member", 5_000, "unit").len() > 26);
    assert!(column("member", 5_000, "clan").len() > 30);
}

#[test]
fn rows_do_not_depend_on_how_many_are_asked_for() {
    for type_name in TYPES {
        let few: Vec<_> = rows(type_name, 50, 8).unwrap().collect();
        let many: Vec<_> = rows(type_name, 90, 8).unwrap().take(50).collect();
        assert_eq!(few, many);
        assert_eq!(rows(type_name, 0, 8).unwrap().count(), 0);
        assert_eq!(rows(type_name, 7, 8).unwrap().size_hint(), (7, Some(7)));
    }
}

#[test]
fn every_cell_is_read_as_a_value_of_its_field() {
    let tables = Tables::built_in().unwrap();
    let today = PartialDate::new(2026, 1, 1).unwrap();
    for (type_name, count) in
        [("unit", 60), ("village", 40), ("clan", 90), ("member", 800), ("centre", 9)]
    {
        let fields = records::named(type_name).unwrap().fields;
        for row in rows(type_name, count, 6).unwrap() {
            for (field, cell) in fields.iter().zip(&row) {
                // What names another record is the register's to find.
                if matches!(
                    field.kind,
                    FieldKind::Lookup(_) | FieldKind::Timeline(FieldKind::Lookup(_))
                ) {
                    continue;
                }
                let value = input::parse(field, cell, &tables, today);
                let value =
                    value.unwrap_or_else(|problem| panic!("{}: {cell}: {problem}", field.name));
                assert_eq!(value.is_none(), cell.is_empty(), "{}: {cell}", field.name);
                if let Some(value) = value {
                    assert_eq!(show::file(field, &value), *cell, "{}", field.name);
                }
            }
        }
    }
}
