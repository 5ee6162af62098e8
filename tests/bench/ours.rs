//! The register's side: everything through its door, as the program does it.

use crate::figures::{Figures, on_disk, peak_memory, percentile, timed};
use crate::given::{PAGE, QUERIES, SAVES, list};
use densach::derived::search::Query;
use densach::domain::{Kind, PartialDate, RecordId, Tables, records};
use densach::exchange::take::{self, Asked, With};
use densach::exchange::{export, import};
use densach::lang::{Lang, Problem};
use densach::register::{
    self, Act, Ask, Change, Door, Local, NewRegister, Options, Reply, Request,
};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const TODAY: PartialDate = PartialDate { year: 2026, month: 11, day: 22 };

/// Runs a phase; its figures.
pub fn run(phase: &str, root: &Path) -> Figures {
    match phase {
        "import" => bring_in(root),
        "open" => start(root),
        "search" => search(root),
        "save" => save(root),
        "workbook" => workbook(root),
        "sheets" => bring_out(root, export::Format::Xlsx),
        _ => bring_out(root, export::Format::Csv),
    }
    .expect("the register does it")
}

fn dir(root: &Path) -> PathBuf {
    root.join("register")
}

fn open(root: &Path) -> Result<(Local, RecordId), Problem> {
    let options = Options {
        dir: dir(root),
        write: true,
        take_over: false,
        state_home: None,
        segment_bytes: None,
    };
    let mut door = Local::open(&options)?;
    let hello =
        Request::Hello { operator: None, pin: None, user: String::new(), ssh: String::new() };
    let unit = door.call(hello)?.into_iter().find_map(|reply| match reply {
        Reply::Welcome(welcome) => Some(welcome.unit.record.id),
        _ => None,
    });
    Ok((door, unit.expect("a welcome")))
}

fn member() -> Kind {
    records::named("member").expect("a member type").kind
}

/// Milliseconds since 1970, as the program itself gives an import: ids that are older than the
/// register's own would be looked for before they are taken.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock");
    u64::try_from(since.as_millis()).expect("a time")
}

fn bring_in(root: &Path) -> Result<Figures, Problem> {
    take_in(root, &["unit", "village", "clan", "member"], list)
}

/// A workbook of members, read as the program reads what is not its own.
fn workbook(root: &Path) -> Result<Figures, Problem> {
    take_in(root, &["unit", "village", "clan", "member"], |root, of| match of {
        "member" => root.join("member.xlsx"),
        _ => list(root, of),
    })
}

fn take_in(
    root: &Path,
    types: &[&str],
    file: fn(&Path, &str) -> PathBuf,
) -> Result<Figures, Problem> {
    register::create(
        &dir(root),
        &NewRegister { code: "DS-DO".into(), name: "Hội đo".into(), operator: "do".into() },
    )?;
    let tables = Tables::built_in()?;
    let (mut door, register) = open(root)?;
    let mut figures = Figures::new();
    for (n, of) in (1..).zip(types) {
        let file = file(root, of);
        let of = records::named(of).expect("that type");
        let plan = import::Plan {
            of,
            file: &file,
            map: &[],
            dry: false,
            rejects: None,
            lang: Lang::En,
            tables: &tables,
            today: TODAY,
            now: now(),
            register,
            seed: [n; 16],
            batch: 0,
        };
        let (summary, took) = timed(|| {
            let source = source(&plan)?;
            import::import(&mut door, &plan, source, &mut |_| Ok(true))
        });
        let counts = summary?.counts;
        assert_eq!(counts.rejected, 0, "{}: {counts:?}", of.name);
        figures.insert("import".into(), counts.added as f64 / took.as_secs_f64());
    }
    door.call(Request::Bye)?;
    figures.insert("memory of import".into(), peak_memory());
    figures.insert("disk".into(), on_disk(&dir(root)));
    Ok(figures)
}

/// Opens a list as the command line does.
fn source(plan: &import::Plan<'_>) -> Result<import::Source, Problem> {
    let asked = Asked { of: plan.of, map: &[], sheets: &[], font: None, says: &[] };
    let with = With {
        lang: plan.lang,
        tables: plan.tables,
        today: plan.today,
        now: plan.now,
        unit: plan.register,
        seed: plan.seed,
        maps: None,
        outgoing: Path::new(""),
    };
    Ok(take::open(plan.file, &asked, &with)?.source)
}

/// From nothing to the first answer a screen can show.
fn start(root: &Path) -> Result<Figures, Problem> {
    let mut times = Vec::new();
    for _ in 0..9 {
        let (opened, took) = timed(|| -> Result<Local, Problem> {
            let (mut door, _) = open(root)?;
            find(&mut door, "nguyen thi hoa")?;
            Ok(door)
        });
        times.push(took);
        opened?.call(Request::Bye)?;
    }
    let mut figures = Figures::new();
    figures.insert("open".into(), percentile(&mut times, 50));
    figures.insert("memory".into(), peak_memory());
    Ok(figures)
}

fn find(door: &mut Local, text: &str) -> Result<u64, Problem> {
    let query = Query {
        kind: Some(member()),
        text: text.into(),
        limit: PAGE,
        inactive: true,
        ..Query::default()
    };
    let replies = door.call(Request::Ask { ask: Ask::Find(query), slot: 0 })?;
    let total = replies.into_iter().find_map(|reply| match reply {
        Reply::Page { found, .. } => Some(found.total),
        _ => None,
    });
    Ok(total.expect("a page"))
}

fn search(root: &Path) -> Result<Figures, Problem> {
    let (mut door, _) = open(root)?;
    let mut times = Vec::new();
    for _ in 0..20 {
        for (text, ..) in QUERIES {
            let (total, took) = timed(|| find(&mut door, text));
            total?;
            times.push(took);
        }
    }
    door.call(Request::Bye)?;
    Ok(quantiles("search", &mut times))
}

/// p50 and p99 of some calls.
pub fn quantiles(name: &str, times: &mut [Duration]) -> Figures {
    [("p50", 50), ("p99", 99)]
        .into_iter()
        .map(|(word, p)| (format!("{name} {word}"), percentile(times, p)))
        .collect()
}

fn save(root: &Path) -> Result<Figures, Problem> {
    let (mut door, _) = open(root)?;
    let mut rows = Vec::new();
    for reply in
        door.call(Request::Ask { ask: Ask::Scan { kind: member(), page: SAVES }, slot: 0 })?
    {
        if let Reply::Rows { rows: page, .. } = reply {
            rows.extend(page);
        }
        if rows.len() >= SAVES {
            break;
        }
    }
    let mut times = Vec::new();
    for (n, row) in rows.into_iter().take(SAVES).enumerate() {
        let record = row.record;
        let note =
            records::named("member").and_then(|of| of.fields.iter().find(|f| f.name == "note"));
        let set = vec![(
            note.expect("a note").tag,
            Some(densach::domain::Value::Text(format!("đo lần {n}"))),
        )];
        let mut request = [9; 16];
        request[..8].copy_from_slice(&(n as u64).to_be_bytes());
        let act = Act::Put {
            id: Some(record.id),
            kind: record.kind,
            base: Some(record.rev),
            set: set.into(),
            source: None,
        };
        let change = Change { request, acts: vec![act], ..Change::default() };
        let (replies, took) = timed(|| door.call(Request::Do(change)));
        let replies = replies?;
        assert!(replies.iter().any(|reply| matches!(reply, Reply::Saved { .. })), "{replies:?}");
        times.push(took);
    }
    door.call(Request::Bye)?;
    Ok(quantiles("save", &mut times))
}

fn bring_out(root: &Path, format: export::Format) -> Result<Figures, Problem> {
    let tables = Tables::built_in()?;
    let (mut door, _) = open(root)?;
    let file = root.join("ours").with_extension(format.extension());
    let plan = export::Plan {
        of: records::named("member").expect("a member type"),
        which: &export::Which::All,
        file: &file,
        format,
        mark: false,
        ids: densach::exchange::json::Ids::Whole,
        tables: &tables,
        lang: densach::lang::Lang::En,
        today: densach::register::clock::today(),
    };
    let (count, took) = timed(|| export::export(&mut door, &plan, &mut |_| true));
    let mut figures = Figures::new();
    figures.insert("export".into(), count? as f64 / took.as_secs_f64());
    figures.insert("memory of export".into(), peak_memory());
    door.call(Request::Bye)?;
    Ok(figures)
}
