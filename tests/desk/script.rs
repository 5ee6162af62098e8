//! Scripts: what is typed, what the screen then shows, what the register then holds.
//!
//! A line each; `#` begins a remark.
//!
//! | line | is |
//! |---|---|
//! | `lang en` | before anything else: the language |
//! | `size 60 20` | the window |
//! | `keys Lan<Enter>` | types (see `keys`) |
//! | `typed …` | letters of an outside input method in one read; `<BS>` erases |
//! | `paste …` | a paste; `<Tab>` and `<LF>` stand in it |
//! | `day 2026 5 5` | from now on it is that day |
//! | `screen …` | some row shows this |
//! | `row 3 …` | that row (from 0) shows this |
//! | `not …` | no row shows this |
//! | `cursor 21 6` | the cursor stands in that column and row |
//! | `most 60` | so many keys were typed at most since the start |
//! | `count member 2` | so many records of that type there are |
//! | `record member full_name=Lê Lai; gender=male` | one record holds all of these |
//! | `history 2 full_name=Lê Lai` | the record of that name has so many changes |
//! | `other member full_name=Lê Lai; note=x` | somebody else sets fields of that record |
//! | `deletes member full_name=Lê Lai` | somebody else deletes that record |
//! | `merges member full_name=Lê Lai; full_name=Lê Lợi` | … merges the first into the second |
//! | `clash member full_name=Lê Lai; note=x / note=y` | a bundle brings the second, here it is the first |
//! | `office x y` | the register gets a key (with that passphrase, or none); another office is trusted |
//! | `makes a.zip.age full_name=Lê Lai; gender=1` | there a member is entered, and a bundle made of it for here |
//! | `arrives a.zip.age` | it lies where files are looked for |
//! | `spoiled a.zip.age` | so it does with a byte changed |
//! | `swapped a.zip.age b.zip.age` | under the name of the second lies the first |
//! | `answers` | the other office takes what is in the outbox; its receipts lie where files are looked for |
//! | `post receipts 1` | so many files are in that folder of the post |
//! | `operator Hùng clerk 4321` | a new operator of that role, and the PIN they set (or none) |
//! | `away` | nobody types for so long that the screen is locked |
//! | `list chi-hoi.csv` | that list of `tests/lists` lies where lists are looked for |
//! | `stops` | the next import is stopped once its first rows are in |
//! | `drafts refused` | the disk takes no drafts |
//! | `drafts taken` | it takes them again |
//! | `went a.csv 4 Lê Lai` | the file that went out holds so many lines and that |
//! | `hangup` | the line drops and the program is started again |
//! | `restart` | the program ends and is started again |
//! | `looking` | the same, only to look |
//! | `left 0` | the program has been left with that code |

use super::{Carrier, Desk, Pace};
use densach::app::Event;
use densach::domain::{PartialDate, Record};
use densach::lang::Lang;
use densach::register::{Act, Ask, Reply};

/// Plays a script; panics with its name, the line and the screen where it goes another way.
pub fn play(name: &str, text: &str, carrier: Carrier, pace: Pace) {
    let lang = match text.lines().any(|line| line.trim() == "lang en") {
        true => Lang::En,
        false => Lang::Vi,
    };
    let mut desk = Desk::new(carrier, pace, lang);
    for (n, line) in text.lines().enumerate() {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with('#') || line.starts_with("lang ") {
            continue;
        }
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if word == "hangup" {
            desk.event(Event::HangUp);
            desk.settle();
        }
        if matches!(word, "hangup" | "restart" | "looking") {
            desk = desk.restart(word != "looking");
            continue;
        }
        if let Err(why) = step(&mut desk, word, rest) {
            let screen = desk.rows().join("\n");
            panic!("{name}:{}: ({carrier:?}, {pace:?}) {line}\n{why}\n{screen}", n + 1);
        }
    }
}

fn step(desk: &mut Desk, word: &str, rest: &str) -> Result<(), String> {
    let shows = |desk: &Desk, text: &str| desk.rows().iter().any(|row| row.contains(text));
    let wrong = |what: String| Err(what);
    match word {
        "size" => {
            let (columns, rows) = rest.split_once(' ').expect("columns and rows");
            desk.resize((columns.parse().unwrap(), rows.parse().unwrap()));
        }
        "keys" => desk.keys(rest),
        "typed" => {
            desk.event(Event::Typed(rest.replace("<BS>", "\u{8}")));
            desk.settle();
        }
        "paste" => {
            desk.event(Event::Paste(rest.replace("<Tab>", "\t").replace("<LF>", "\n")));
            desk.settle();
        }
        "day" => {
            let mut parts = rest.split(' ').map(|part| part.parse::<u16>().unwrap());
            let mut next = || parts.next().expect("a year, a month and a day");
            let (year, month, day) = (next(), next(), next());
            let (month, day) = (month.try_into().unwrap(), day.try_into().unwrap());
            desk.event(Event::Today(PartialDate { year, month, day }));
        }
        "screen" if !shows(desk, rest) => return wrong("is nowhere".into()),
        "not" if shows(desk, rest) => return wrong("is there".into()),
        "row" => {
            let (row, text) = rest.split_once(' ').expect("a row and a text");
            let row = &desk.rows()[row.parse::<usize>().unwrap()];
            if !row.contains(text) {
                return wrong(format!("the row is {row:?}"));
            }
        }
        "cursor" => {
            let cursor = desk.screen().cursor.map(|(x, y)| format!("{x} {y}"));
            if cursor.as_deref() != Some(rest) {
                return wrong(format!("it stands at {cursor:?}"));
            }
        }
        "most" if desk.typed > rest.parse::<usize>().unwrap() => {
            return wrong(format!("{} were typed", desk.typed));
        }
        "operator" => {
            let words: Vec<&str> = rest.split(' ').collect();
            let [name, role, pin @ ..] = words.as_slice() else { panic!("a name and a role") };
            desk.operator(name, role, pin.first().copied());
            desk.settle();
        }
        "away" if !std::mem::take(&mut desk.away) => return wrong("nothing waits for it".into()),
        "away" => {
            desk.event(Event::Idle);
            desk.settle();
        }
        "drafts" => desk.takes_drafts(rest == "taken"),
        "left" if desk.left != Some(rest.parse::<u8>().unwrap()) => {
            return wrong(format!("{:?}", desk.left));
        }
        "screen" | "not" | "most" | "left" => {}
        _ => return fact(desk, word, rest),
    }
    Ok(())
}

/// What the register holds.
fn fact(desk: &mut Desk, word: &str, rest: &str) -> Result<(), String> {
    match word {
        "count" => {
            let (kind, count) = rest.split_once(' ').expect("a type and a number");
            let all = desk.records(kind);
            if all.len() != count.parse::<usize>().unwrap() {
                let titles: Vec<String> = all.iter().map(|record| desk.title(record)).collect();
                return Err(format!("there are {}: {titles:?}", all.len()));
            }
        }
        "record" => {
            let (kind, wanted) = rest.split_once(' ').expect("a type and fields");
            let all = desk.records(kind);
            let holds = |record: &&densach::domain::Record| {
                pairs(wanted).iter().all(|(field, value)| Desk::field(record, field) == *value)
            };
            if !all.iter().any(|record| holds(&record)) {
                let fields: Vec<&str> = pairs(wanted).iter().map(|(field, _)| *field).collect();
                let are: Vec<Vec<String>> = all
                    .iter()
                    .map(|record| fields.iter().map(|field| Desk::field(record, field)).collect())
                    .collect();
                return Err(format!("there are {are:?}"));
            }
        }
        "list" => desk.list(rest),
        "stops" => desk.stops = true,
        "went" => {
            let mut parts = rest.splitn(3, ' ');
            let mut next = || parts.next().expect("a file, lines and a text");
            let (name, lines, text) = (next(), next(), next());
            let file = desk.went_out(name);
            let found = file.lines().count();
            if found.to_string() != lines || !file.contains(text) {
                return Err(format!("{found} lines: {file}"));
            }
        }
        "clash" => {
            let (kind, pairs) = rest.split_once(' ').expect("a type and fields");
            let (here, there) = pairs.split_once(" / ").expect("here / there");
            let (here, there) = (self::pairs(here), self::pairs(there));
            let ((field, value), here) = here.split_first().expect("which record");
            let first = the(desk, kind, field, value)?;
            desk.clash(&first, here, &there);
            desk.settle();
        }
        "other" | "deletes" | "merges" => return others(desk, word, rest),
        "history" => {
            let (count, of) = rest.split_once(' ').expect("a number and member field=value");
            let (kind, pair) = of.split_once(' ').expect("a type and field=value");
            let (field, value) = pair.split_once('=').expect("field=value");
            let record = the(desk, kind, field, value)?;
            match desk.told(Ask::History(record.id)).as_slice() {
                [Reply::History(entries)] if entries.len() == count.parse::<usize>().unwrap() => {}
                other => return Err(format!("{other:#?}")),
            }
        }
        _ => return offices(desk, word, rest),
    }
    Ok(())
}

/// What another office does, and what our post then holds.
fn offices(desk: &mut Desk, word: &str, rest: &str) -> Result<(), String> {
    match word {
        "office" => desk.office(rest),
        "makes" => {
            let (name, member) = rest.split_once(' ').expect("a file and fields");
            desk.makes(name, &self::pairs(member));
        }
        "arrives" => desk.arrives(rest, false),
        "spoiled" => desk.arrives(rest, true),
        "swapped" => {
            let (one, other) = rest.split_once(' ').expect("two files");
            desk.swapped(one, other);
        }
        "answers" => desk.answers_ours(),
        "post" => {
            let (folder, count) = rest.split_once(' ').expect("a folder and a number");
            let files = desk.post(folder);
            if files.len().to_string() != count {
                return Err(format!("there are {files:?}"));
            }
        }
        _ => panic!("no script line begins with {word:?}"),
    }
    Ok(())
}

/// Fields and values. The steps of a timeline are parted like the fields, but no `=` is in them.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut starts: Vec<usize> = vec![0];
    for (at, _) in text.match_indices("; ") {
        let next = text[at + 2..].split("; ").next().unwrap_or_default();
        if next.contains('=') {
            starts.push(at + 2);
        }
    }
    let ends = starts.iter().skip(1).map(|start| start - 2).chain([text.len()]);
    let pair = |(start, end): (&usize, usize)| text[*start..end].split_once('=');
    starts.iter().zip(ends).map(|at| pair(at).expect("field=value")).collect()
}

/// What somebody else does to the register.
fn others(desk: &mut Desk, word: &str, rest: &str) -> Result<(), String> {
    let (kind, pairs) = rest.split_once(' ').expect("a type and fields");
    let pairs: Vec<(&str, &str)> =
        pairs.split("; ").map(|pair| pair.split_once('=').expect("field=value")).collect();
    let ((field, value), more) = pairs.split_first().expect("which record");
    let first = the(desk, kind, field, value)?;
    match (word, more) {
        ("other", set) => desk.other(&first, set),
        ("merges", [(field, value)]) => {
            let into = the(desk, kind, field, value)?.id;
            desk.others_do(Act::Merge { from: first.id, into });
        }
        _ => desk.others_do(Act::Delete { id: first.id, base: first.rev }),
    }
    desk.settle();
    Ok(())
}

/// The record whose field says that.
fn the(desk: &mut Desk, kind: &str, field: &str, value: &str) -> Result<Record, String> {
    let all = desk.records(kind);
    let record = all.into_iter().find(|record| Desk::field(record, field) == value);
    record.ok_or_else(|| "there is no such record".into())
}
