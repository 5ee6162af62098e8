//! The steps of an import with what is told of it made up: nothing is read here and nothing saved.

use super::job::{Job, Shared, Told};
use super::*;
use crate::app::{Effect, Event, Model, Start, update};
use crate::domain::Tables;
use crate::exchange::book::Format;
use crate::exchange::sheet::{self, Cell, Facts};
use crate::exchange::table::{Ask, Grouped, Table, find};
use crate::exchange::take::{self, Doubt, Found, Preview, SheetFound};
use crate::keys::Key;
use std::sync::Arc;

/// The import on top of a home nobody is let in to.
fn at_import() -> (Model, Vec<Effect>) {
    let (mut model, _) = Model::new(Start::of_a_test(), Arc::new(Tables::built_in().unwrap()));
    let Go::Open(layer) = Import::start(&mut model.desk) else { panic!() };
    model.layers.push(*layer);
    let effects = std::mem::take(&mut model.desk.effects);
    (model, effects)
}

fn import(model: &Model) -> &Import {
    match model.layers.last() {
        Some(Layer::Import(import)) => import,
        _ => panic!("something else is on top"),
    }
}

fn told(model: &mut Model, told: Told) -> Vec<Job> {
    let number = model.desk.work;
    jobs(update(model, Event::Worked(number, told)))
}

fn keys(model: &mut Model, keys: &[Key]) -> Vec<Job> {
    let effects = keys.iter().flat_map(|key| update(model, Event::Key(*key))).collect();
    jobs(effects)
}

fn jobs(effects: Vec<Effect>) -> Vec<Job> {
    let job = |effect| match effect {
        Effect::Work { job, .. } => Some(job),
        _ => None,
    };
    effects.into_iter().filter_map(job).collect()
}

/// The table of a sheet with those headings.
fn table(headings: &[&str]) -> Table {
    static TABLES: std::sync::LazyLock<Tables> =
        std::sync::LazyLock::new(|| Tables::built_in().unwrap());
    let text = |text: &&str| Cell::Text((*text).to_owned());
    let line = |number, cells: &[&str]| sheet::Line {
        number,
        cells: cells.iter().map(text).collect(),
        ..sheet::Line::default()
    };
    let row: Vec<&str> = ["Nguyễn Văn An", "31/02/1954", "CH01"][..headings.len()].to_vec();
    let ask = Ask {
        of: types().next().unwrap(),
        tables: &TABLES,
        today: Start::of_a_test().today,
        map: &[],
        font: None,
        lang: crate::lang::Lang::Vi,
    };
    find(&[line(1, headings), line(2, &row)], &Facts::default(), &ask).unwrap()
}

fn found(sheets: &[&str], headings: &[&str]) -> Told {
    let sheet = |name: &&str| SheetFound {
        name: (*name).to_owned(),
        table: Some(table(headings)),
        rows: 3,
        ..SheetFound::default()
    };
    let of = types().next().unwrap().kind;
    let sheets = sheets.iter().map(sheet).collect();
    Told::Found(Shared::new(Found { format: Format::Xlsx, notes: Vec::new(), of, sheets }))
}

/// All that a list of people says.
const WHOLE: [&str; 3] = ["Họ và tên", "Năm sinh", "Chi hội"];

fn tried(doubts: u64, rejected: bool) -> Told {
    let doubt = |line| Doubt {
        place: (0, line, 0),
        rejected,
        cells: ["An", "31/02/1954", "CH01"].map(str::to_owned).to_vec(),
        reasons: vec![(Some(1), "x".to_owned())],
        offers: Vec::new(),
    };
    let counts = Counts { read: 3, added: 3 - doubts, rejected: doubts, ..Counts::default() };
    let rows = (2..2 + doubts).map(doubt).collect();
    Told::Tried(Shared::new(Preview { counts, rows, ..Preview::default() }))
}

/// With a list found of which so many rows are doubtful.
fn at_plan(doubts: u64) -> Model {
    let (mut model, effects) = at_import();
    assert!(matches!(jobs(effects).as_slice(), [Job::Lists(..)]));
    told(&mut model, Told::Lists(Vec::new()));
    keys(&mut model, &"/a.csv".chars().map(Key::Char).collect::<Vec<_>>());
    assert!(matches!(keys(&mut model, &[Key::Enter]).as_slice(), [Job::Look(..)]));
    assert!(matches!(told(&mut model, found(&["Một"], &WHOLE)).as_slice(), [Job::Try(_)]));
    told(&mut model, tried(doubts, true));
    model
}

#[test]
fn enter_takes_what_is_not_doubtful_at_once() {
    let mut model = at_plan(0);
    assert!(matches!(keys(&mut model, &[Key::Enter]).as_slice(), [Job::Run(_)]));
    let summary =
        Summary { counts: Counts { added: 3, ..Counts::default() }, ..Summary::default() };
    told(&mut model, Told::Ran(Box::new(summary)));
    assert_eq!(import(&model).step, Step::Done);
}

#[test]
fn enter_pressed_while_rows_are_counted_waits_for_them() {
    let mut model = at_plan(0);
    keys(&mut model, &[Key::Char('?'), Key::Enter]);
    assert!(import(&model).far.is_some(), "counted again");
    assert!(keys(&mut model, &[Key::Enter]).is_empty());
    assert!(matches!(told(&mut model, tried(0, false)).as_slice(), [Job::Run(_)]));
}

#[test]
fn doubtful_rows_come_first_and_a_mended_cell_is_counted_again() {
    let mut model = at_plan(2);
    assert!(keys(&mut model, &[Key::Enter]).is_empty());
    assert_eq!((import(&model).step, import(&model).rows.column), (Step::Rows, 1));
    let typed: Vec<Key> = "1954".chars().map(Key::Char).chain([Key::Enter]).collect();
    let jobs = keys(&mut model, &typed);
    let [Job::Try(choice)] = jobs.as_slice() else { panic!("{jobs:?}") };
    let [mend] = choice.mends.as_slice() else { panic!("{:?}", choice.mends) };
    assert_eq!((mend.place.1, mend.column, mend.text.as_str()), (2, 1, "1954"));
    told(&mut model, tried(0, false));
    assert!(matches!(keys(&mut model, &[Key::Enter]).as_slice(), [Job::Run(_)]));
}

#[test]
fn a_row_can_be_left_out_and_esc_leads_back_step_by_step() {
    let mut model = at_plan(2);
    keys(&mut model, &[Key::Enter]);
    let jobs = keys(&mut model, &[Key::Ctrl('t')]);
    let [Job::Try(choice)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!((choice.without.as_slice(), import(&model).rows.at), ([(0, 2, 0)].as_slice(), 1));
    for step in [Step::Plan, Step::Files] {
        keys(&mut model, &[Key::Esc]);
        assert_eq!(import(&model).step, step);
    }
    // What is still told of it is told to nobody.
    let number = model.desk.work - 1;
    update(&mut model, Event::Worked(number, tried(1, true)));
    assert!(import(&model).plan.is_none());
}

#[test]
fn a_run_that_is_stopped_goes_on_with_what_is_left() {
    let mut model = at_plan(0);
    keys(&mut model, &[Key::Enter]);
    let effects = update(&mut model, Event::Key(Key::Esc));
    assert_eq!(effects, [Effect::StopWork]);
    let counts = Counts { added: 1, ..Counts::default() };
    let stopped = Summary { counts, stopped: true, ..Summary::default() };
    assert!(matches!(told(&mut model, Told::Ran(Box::new(stopped))).as_slice(), [Job::Try(_)]));
    told(&mut model, tried(0, false));
    assert!(matches!(keys(&mut model, &[Key::Enter]).as_slice(), [Job::Run(_)]));
}

#[test]
fn each_of_several_sheets_is_the_branch_of_its_name_where_no_column_says_it() {
    let (mut model, _) = at_import();
    told(&mut model, Told::Lists(Vec::new()));
    update(&mut model, Event::Paste("a\tb\nc\td\n".into()));
    let jobs = told(&mut model, found(&["Phú Khê", "Trung Sơn"], &["Họ và tên", "Năm sinh"]));
    let [Job::Try(choice)] = jobs.as_slice() else { panic!("{jobs:?}") };
    let said = |choice: &take::Choice| -> Vec<Option<String>> {
        let units = choice.sheets.iter().map(|(_, table)| &table.groups);
        let of = |group: &&Grouped| group.field.required;
        units.map(|groups| groups.iter().find(of).unwrap().first.clone()).collect()
    };
    assert_eq!(said(choice), ["Phú Khê", "Trung Sơn"].map(|name| Some(name.to_owned())));
    // One sheet may be called anything: there it is asked for, once no row can be taken without.
    keys(&mut model, &[Key::Esc]);
    update(&mut model, Event::Paste("a\tb\nc\td\n".into()));
    told(&mut model, found(&["Sheet1"], &["Họ và tên", "Năm sinh"]));
    told(&mut model, tried(3, true));
    assert!(keys(&mut model, &[Key::Enter]).is_empty());
    let typed: Vec<Key> = "Phú Khê".chars().map(Key::Char).collect();
    keys(&mut model, &[Key::F(4)]);
    keys(&mut model, &typed);
    let jobs = keys(&mut model, &[Key::Enter]);
    let [Job::Try(choice)] = jobs.as_slice() else { panic!("{jobs:?}") };
    assert_eq!(said(choice), [Some("Phú Khê".to_owned())]);
}

#[test]
fn where_a_column_goes_is_chosen_from_a_list_and_no_field_takes_two() {
    let mut model = at_plan(0);
    let choose = |model: &mut Model, words: &str| {
        keys(model, &[Key::F(4)]);
        keys(model, &words.chars().map(Key::Char).collect::<Vec<_>>());
        let jobs = keys(model, &[Key::Enter]);
        let [Job::Try(choice)] = jobs.as_slice() else { panic!("{jobs:?}") };
        let columns = choice.sheets[0].1.columns.iter();
        columns.map(|column| column.takes.spec()).collect::<Vec<_>>()
    };
    assert_eq!(choose(&mut model, "sinh tuoi")[0], "birth_date/age");
    assert_eq!(choose(&mut model, "12031954")[..2], ["birth_date", "-"]);
    assert_eq!(choose(&mut model, "tcvn3 vntimeh")[0], "birth_date");
    let column = import(&model).plan.as_ref().unwrap().column().unwrap();
    assert_eq!(column.font, crate::text::legacy::Font::Tcvn3Capitals);
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_waited_for() {
    let (mut model, _) = at_import();
    assert!(model.holding());
    told(&mut model, Told::Failed(Problem::bare(&app::NO_LIST)));
    assert!(!model.holding() && model.desk.note.is_some());
    assert_eq!(import(&model).step, Step::Files);
}
