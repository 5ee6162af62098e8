//! A new user's first minutes at a (pseudo-)terminal: from nothing to the people of last year's list,
//! in an old font, found by their names.
mod common;

use common::clerk::{Clerk, SIZE, densach, run};
use common::terminal::Terminal;
use densach::text::fold::fold;
use std::path::Path;

/// The list, and what it says: name, year of birth, gender, occupation.
const LIST: &str = "Danh sach chi hoi.xls";
const SAYS: &str = include_str!("lists/Danh sach chi hoi.txt");

/// Types; counts the keys.
fn types(clerk: &mut Clerk, so_far: &mut usize, keys: &str, shows: &str) {
    *so_far += keys.chars().count();
    clerk.types(keys, shows);
}

#[test]
fn three_hundred_people_of_an_old_list_are_found_by_name_in_twenty_five_keys() {
    let home = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lists").join(LIST);
    std::fs::copy(from, home.path().join(LIST)).unwrap();
    let mut clerk = Clerk { terminal: Terminal::start(densach(home.path(), &[]), SIZE) };
    clerk.terminal.await_text("LẬP SỔ MỚI");
    let keys = &mut 0;
    types(&mut clerk, keys, "15889", "15889 xã Hoằng Phú");
    types(&mut clerk, keys, "\r", "Hội Khuyến học xã Hoằng Phú");
    types(&mut clerk, keys, "\rLan\r", "Nạp Excel");
    types(&mut clerk, keys, "4", LIST);
    types(&mut clerk, keys, "\r", "Mới 300");
    let shown = clerk.terminal.contents();
    assert!(shown.contains("Lª Minh §¾c") && shown.contains("-> Lê Minh Đắc"), "{shown}");
    types(&mut clerk, keys, "\r", "lập mới thôn: thôn Phú Khê");
    types(&mut clerk, keys, "\r", "300 hội viên đã vào sổ");
    types(&mut clerk, keys, "thi hoa", "Nguyễn Thị Hòa");
    assert!(*keys <= 25, "{keys} keys");
    // Every one of them is there as the list says, and is found by the name without marks.
    let out = home.path().join("out.csv");
    run(home.path(), &["export", "member", out.to_str().unwrap()]);
    let file = std::fs::read_to_string(out).unwrap();
    let mut lines = file.trim_start_matches('\u{feff}').lines();
    let heading: Vec<&str> = lines.next().unwrap().split(',').collect();
    let place = |name| heading.iter().position(|head| *head == name).unwrap();
    let places = ["full_name", "birth_date", "gender", "occupation"].map(place);
    let mut held: Vec<String> = lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            places.map(|at| cells[at]).join("\t")
        })
        .collect();
    let mut said: Vec<String> = SAYS.lines().map(str::to_owned).collect();
    held.sort();
    said.sort();
    assert_eq!(held, said);
    for line in SAYS.lines().step_by(25) {
        let name = line.split('\t').next().unwrap();
        let found = run(home.path(), &["find", "--type", "member", &fold(name)]);
        let found = String::from_utf8(found.stdout).unwrap();
        assert!(found.contains(name), "{name}: {found}");
    }
}
