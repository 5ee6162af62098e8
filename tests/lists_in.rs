//! Lists as they come in, many at a time: what was exported comes back as it was, what is Unicode
//! stays so to the byte, what was written in the fonts of before is read exactly.

use densach::domain::{PartialDate, RecordType, Tables, records};
use densach::exchange::sheet::{Cell, Facts, Line};
use densach::exchange::table::{Ask, Picked, Picker, Table, find};
use densach::invent;
use densach::lang::Lang;
use densach::text::legacy::{Font, Reading, convert, encode, weigh};
use std::sync::LazyLock;

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::built_in().unwrap());
    &TABLES
}

fn ask(of: &'static RecordType) -> Ask<'static> {
    let today = PartialDate::new(2026, 11, 22).unwrap();
    Ask { of, tables: tables(), today, map: &[], font: None, lang: Lang::Vi }
}

fn specs(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.takes.spec()).collect()
}

/// A sheet of people, of whom only the names differ.
fn column(heading: &str, texts: &[String]) -> Vec<Line> {
    let text = |text: &str| Cell::Text(text.to_owned());
    let head = vec![text("TT"), text(heading), text("Nam/N"), text("Ghi chu")];
    let row = |(name, at): (&String, u32)| {
        vec![Cell::Number(f64::from(at)), text(name), text("Nam"), text("x")]
    };
    let all = std::iter::once(head).chain(texts.iter().zip(1..).map(row));
    all.zip(1..).map(|(cells, number)| Line { number, cells, ..Line::default() }).collect()
}

/// What the names of a sheet are read as.
fn names(sheet: &[Line], ask: &Ask<'_>) -> Vec<String> {
    let table = find(&sheet[..sheet.len().min(200)], &Facts::default(), ask).unwrap();
    let mut picker = Picker::new(&table, ask);
    let place = picker.heading().names.iter().position(|name| name == "full_name").unwrap();
    let name = |line: &Line| match picker.pick(line) {
        Picked::Row(row, _) => row.get(place).unwrap().to_owned(),
        other => panic!("{line:?}: {other:?}"),
    };
    sheet.iter().skip(1).map(name).collect()
}

fn invented(count: u64) -> Vec<String> {
    let rows = invent::rows("member", count, 5).unwrap();
    let at = rows.header().iter().position(|name| *name == "full_name").unwrap();
    rows.map(|row| row[at].clone()).collect()
}

/// Names that no Vietnamese syllables make, or that only Unicode can write.
const FOREIGN: &[&str] = &[
    "H'Mông Niê",
    "Kpă Klơng",
    "Y Bhăm Êñuôl",
    "Ñuôl Êban",
    "José María",
    "Anna Müller",
    "Øyvind Ærø",
    "Zoë Noël",
    "René André",
    "Håkon Björk",
    "Jörg Schröder",
    "François Lê",
    "Núñez Peña",
    "Søren Kjær",
    "Käthe Grün",
    "São Paulo",
    "Lò Văn Páo",
    "Giàng A Sùng",
    "Vàng Thị Mỷ",
    "Hoàng Toàn",
    "Lê Hoà",
    "Cố Bé",
    "Tòng Lò Máy",
];

#[test]
fn a_hundred_thousand_unicode_names_stay_as_they_are() {
    let mut all = invented(100_000);
    for (name, slot) in FOREIGN.iter().cycle().take(2_000).zip(all.iter_mut().step_by(50)) {
        *slot = (*name).to_owned();
    }
    let sure = |name: &&String| matches!(weigh(name), Reading::Legacy { sure: true, .. });
    assert_eq!(all.iter().find(sure), None);
    let read = names(&column("Họ và tên", &all), &ask(records::named("member").unwrap()));
    let changed: Vec<_> =
        read.iter().zip(&all).filter(|(read, name)| read != name).take(5).collect();
    assert!(changed.is_empty(), "{changed:?}");
}

#[test]
fn names_in_legacy_fonts_are_read_exactly() {
    let all = invented(2_000);
    let of = ask(records::named("member").unwrap());
    for font in Font::LEGACY {
        let coded: Vec<String> = all.iter().map(|name| encode(name, font)).collect();
        for (coded, name) in coded.iter().zip(&all) {
            assert_eq!(convert(coded, font), name.as_str());
        }
        let heading = encode("Họ và tên", font);
        assert_eq!(names(&column(&heading, &coded), &of), all, "{font:?}");
        // Every second row of another hand: only those that can be either may stay undecided.
        let mixed: Vec<String> = coded
            .iter()
            .zip(&all)
            .enumerate()
            .map(|(at, (coded, name))| if at % 2 == 0 { coded.clone() } else { name.clone() })
            .collect();
        let read = names(&column("Họ và tên", &mixed), &of);
        let wrong = read.iter().zip(&all).filter(|(read, name)| read != name).count();
        assert!(wrong * 100 <= all.len(), "{font:?}: {wrong} of {}", all.len());
    }
}

#[test]
fn an_export_comes_back_in() {
    for of in records::all().iter().filter(|of| invent::TYPES.contains(&of.name)) {
        let rows = invent::rows(of.name, 40, 7).unwrap();
        let header: Vec<String> = rows.header().iter().map(|name| (*name).to_owned()).collect();
        let texts: Vec<Vec<String>> = rows.collect();
        let line = |(cells, number): (&Vec<String>, u64)| Line {
            number,
            cells: cells
                .iter()
                .map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text(text.clone()) })
                .collect(),
            ..Line::default()
        };
        let all: Vec<Line> = std::iter::once(&header).chain(&texts).zip(1..).map(line).collect();
        let ask = ask(of);
        let table = find(&all, &Facts::default(), &ask).unwrap();
        assert_eq!(specs(&table), header, "{}", of.name);
        let mut picker = Picker::new(&table, &ask);
        for (line, texts) in all.iter().skip(1).zip(&texts) {
            let Picked::Row(row, guesses) = picker.pick(line) else { panic!("{texts:?}") };
            assert!(guesses.is_empty(), "{guesses:?}");
            for (name, text) in header.iter().zip(texts) {
                let at = picker.heading().names.iter().position(|one| one == name).unwrap();
                assert_eq!(row.get(at), Some(text.as_str()), "{name}");
            }
        }
    }
}
