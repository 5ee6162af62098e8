//! SQLite's side: the same rows, read and checked by the same reader, kept by the peer.

use crate::figures::{Figures, on_disk, peak_memory, percentile, timed};
use crate::given::{PAGE, QUERIES, SAVES, list};
use crate::ours::quantiles;
use crate::peer::{Peer, Row};
use densach::domain::input::parse;
use densach::domain::records::{clan, member, unit, village};
use densach::domain::show::{exact_key, file};
use densach::domain::{
    Field, PartialDate, Record, RecordId, RecordType, Rev, Tables, Value, Values, records,
};
use densach::exchange::csv::{Next, Reader, write_row};
use densach::exchange::rows::refers;
use densach::lang::Lang;
use densach::text::{fold, order};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

const TODAY: PartialDate = PartialDate { year: 2026, month: 11, day: 22 };
const EXACT: [&str; 3] = ["citizen_id", "phone", "card_no"];
const REFS: [&str; 3] = ["unit", "village", "clan"];

/// A cell with its field.
type Cell = (&'static Field, String);

/// Runs a phase; its figures.
pub fn run(phase: &str, root: &Path) -> Figures {
    match phase {
        "import" => bring_in(root),
        "open" => start(root),
        "search" => search(root),
        "save" => save(root),
        _ => bring_out(root),
    }
    .expect("SQLite does it")
}

fn open(root: &Path) -> rusqlite::Result<Peer> {
    std::fs::create_dir_all(root.join("peer")).expect("a folder");
    let tables = Tables::built_in().expect("tables");
    Peer::open(&root.join("peer/register.db"), tables, TODAY)
}

/// A reference by what the file calls it: the peer gets its look-ups for nothing.
fn reference(text: &str) -> [u8; 16] {
    let mut id = [0; 16];
    id.copy_from_slice(&Sha256::digest(text.as_bytes())[..16]);
    id
}

fn record(of: &RecordType, id: [u8; 16]) -> Record {
    Record { id: RecordId(id), kind: of.kind, rev: Rev::default(), values: Values::default() }
}

fn read(field: &'static Field, text: &str, tables: &Tables) -> Option<Value> {
    parse(field, text, tables, TODAY).unwrap_or_else(|p| panic!("{}: {text}: {p}", field.name))
}

fn row(n: u64, cells: &[Cell], tables: &Tables) -> Row {
    let mut out = Row {
        record: record(&member::TYPE, (u128::from(n) << 16 | 7).to_be_bytes()),
        name: String::new(),
        sort: Vec::new(),
        year: 0,
        exact: Default::default(),
        refs: Default::default(),
        line: Some(n + 1),
    };
    for (field, text) in cells {
        let value = match REFS.iter().position(|name| *name == field.name) {
            Some(at) if !text.is_empty() => {
                let id = reference(text);
                out.refs[at] = Some(id);
                read(field, &RecordId(id).to_string(), tables)
            }
            _ => read(field, text, tables),
        };
        let Some(value) = value else { continue };
        match (field.name, &value) {
            ("full_name", Value::Text(name)) => {
                out.name = fold::fold(name);
                out.sort = order::person_key(name);
            }
            ("birth_date", Value::Date(date)) => out.year = date.year,
            _ => {}
        }
        if let Some(at) = EXACT.iter().position(|name| *name == field.name) {
            out.exact[at] = exact_key(field, &value);
        }
        out.record.values.set(field.tag, Some(&value));
    }
    out
}

/// A list's rows, each cell with its field.
fn cells(
    root: &Path,
    of: &'static RecordType,
    take: &mut dyn FnMut(&[Cell]) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let file = File::open(list(root, of.name)).expect("a list");
    let mut reader = Reader::new(file, "list.csv").expect("csv");
    let mut header: Vec<&'static Field> = Vec::new();
    while let Some(next) = reader.next_row().expect("csv") {
        let Next::Row(cells) = next else { panic!("a bad line in an invented list") };
        if header.is_empty() {
            header = cells.iter().map(|name| of.field_named(name).expect("a field")).collect();
            continue;
        }
        let cells: Vec<_> = header.iter().copied().zip(cells.iter().map(str::to_owned)).collect();
        take(&cells)?;
    }
    Ok(())
}

/// Units, villages and clans under the ids that members' cells come to; what these refer to
/// themselves is left out.
fn others(root: &Path, tables: &Tables) -> rusqlite::Result<Vec<Record>> {
    let mut all = Vec::new();
    for of in [&unit::TYPE, &village::TYPE, &clan::TYPE] {
        cells(root, of, &mut |cells| {
            let mut other = record(of, [0; 16]);
            for (field, text) in cells.iter().filter(|(field, _)| refers(field.kind).is_none()) {
                other.values.set(field.tag, read(field, text, tables).as_ref());
            }
            let called = match of.name {
                "clan" => (of.called)(&other.values, tables, Lang::Vi),
                _ => cells[0].1.clone(),
            };
            other.id = RecordId(reference(&called));
            all.push(other);
            Ok(())
        })?;
    }
    Ok(all)
}

fn bring_in(root: &Path) -> rusqlite::Result<Figures> {
    let tables = Tables::built_in().expect("tables");
    let mut peer = open(root)?;
    peer.keep_others(&others(root, &tables)?)?;
    let (count, took) = timed(|| -> rusqlite::Result<u64> {
        let (mut chunk, mut n) = (Vec::with_capacity(1_000), 0);
        cells(root, &member::TYPE, &mut |cells| {
            n += 1;
            chunk.push(row(n, cells, &tables));
            if chunk.len() == 1_000 {
                peer.save(&chunk)?;
                chunk.clear();
            }
            Ok(())
        })?;
        peer.save(&chunk)?;
        Ok(n)
    });
    let mut figures = Figures::new();
    figures.insert("import".into(), count? as f64 / took.as_secs_f64());
    drop(peer);
    figures.insert("memory of import".into(), peak_memory());
    figures.insert("disk".into(), on_disk(&root.join("peer")));
    Ok(figures)
}

fn start(root: &Path) -> rusqlite::Result<Figures> {
    let mut times = Vec::new();
    for _ in 0..9 {
        let (opened, took) = timed(|| -> rusqlite::Result<Peer> {
            let peer = open(root)?;
            peer.count()?;
            peer.find("nguyen thi hoa*", None, PAGE)?;
            Ok(peer)
        });
        opened?;
        times.push(took);
    }
    let mut figures = Figures::new();
    figures.insert("open".into(), percentile(&mut times, 50));
    figures.insert("memory".into(), peak_memory());
    Ok(figures)
}

fn search(root: &Path) -> rusqlite::Result<Figures> {
    let peer = open(root)?;
    let mut times = Vec::new();
    for _ in 0..20 {
        for (_, words, year) in QUERIES {
            let (found, took) = timed(|| peer.find(words, *year, PAGE));
            found?;
            times.push(took);
        }
    }
    Ok(quantiles("search", &mut times))
}

fn save(root: &Path) -> rusqlite::Result<Figures> {
    let mut peer = open(root)?;
    peer.begin_at(1 << 40);
    let mut rows = Vec::new();
    peer.rows(SAVES, &mut rows)?;
    let note = records::named("member").and_then(|of| of.fields.iter().find(|f| f.name == "note"));
    let tag = note.expect("a note").tag;
    let mut times = Vec::new();
    for (n, mut row) in rows.into_iter().enumerate() {
        row.record.values.set(tag, Some(&Value::Text(format!("đo lần {n}"))));
        let (saved, took) = timed(|| peer.save(std::slice::from_ref(&row)));
        saved?;
        times.push(took);
    }
    Ok(quantiles("save", &mut times))
}

fn bring_out(root: &Path) -> rusqlite::Result<Figures> {
    let of = records::named("member").expect("a member type");
    let peer = open(root)?;
    let (count, took) = timed(|| -> rusqlite::Result<u64> {
        let mut out = BufWriter::new(File::create(root.join("theirs.csv")).expect("a file"));
        let mut n = 0;
        peer.scan(&mut |id, body| {
            let values = Values::decode(body).expect("values");
            let mut cells = vec![id.iter().map(|byte| format!("{byte:02x}")).collect::<String>()];
            cells.extend(
                of.fields
                    .iter()
                    .map(|field| values.get(field.tag).map_or(String::new(), |v| file(field, &v))),
            );
            write_row(&mut out, b',', cells.iter().map(String::as_str)).expect("a row");
            n += 1;
        })?;
        Ok(n)
    });
    let mut figures = Figures::new();
    figures.insert("export".into(), count? as f64 / took.as_secs_f64());
    Ok(figures)
}
