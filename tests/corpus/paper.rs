//! Lists of people as they look on clerks' screens: columns, titles, totals, signatures.

use super::fonts;
use super::made::{Cell, Sheet, Truth, text};
use std::collections::BTreeMap;

/// Somebody invented: fields by name, as files carry them.
pub type Person = BTreeMap<&'static str, String>;

/// Invented people, or clans, or whatever of that type.
pub fn invented(of: &str, count: u64, seed: u64) -> Vec<Person> {
    let rows = densach::invent::rows(of, count, seed).unwrap();
    let header: Vec<&'static str> = rows.header().to_vec();
    rows.map(|row| header.iter().copied().zip(row).collect()).collect()
}

/// Members.
pub fn people(count: u64, seed: u64) -> Vec<Person> {
    let mut all = invented("member", count, seed);
    for p in &mut all {
        // Here everybody has a year, and what nobody writes in a list is left out.
        if p["birth_date"].is_empty() {
            p.insert("birth_date", "1950".to_owned());
        }
        if ["00", "10", "99"].contains(&p["education"].as_str()) {
            p.insert("education", String::new());
        }
    }
    all
}

/// What stands in a column for somebody; the number is the row's, from 0.
pub type Look = Box<dyn Fn(&Person, usize) -> Cell>;
/// What the column thereby says of them.
pub type Tells = Box<dyn Fn(&Person) -> Vec<(&'static str, String)>>;

/// A column.
pub struct Col {
    /// What stands over it, from the top.
    pub heads: Vec<String>,
    /// Where it must go.
    pub takes: &'static str,
    pub look: Look,
    pub tells: Tells,
}

pub fn col(
    heads: &[&str],
    takes: &'static str,
    look: impl Fn(&Person, usize) -> Cell + 'static,
    tells: impl Fn(&Person) -> Vec<(&'static str, String)> + 'static,
) -> Col {
    let heads = heads.iter().map(|head| (*head).to_owned()).collect();
    Col { heads, takes, look: Box::new(look), tells: Box::new(tells) }
}

/// A column that has a field's text as it is.
pub fn plain(heads: &[&str], field: &'static str) -> Col {
    col(heads, field, move |p, _| text(&p[field]), move |p| vec![(field, p[field].clone())])
}

/// A column that goes nowhere.
pub fn other(heads: &[&str], look: impl Fn(&Person, usize) -> Cell + 'static) -> Col {
    col(heads, "-", look, |_| Vec::new())
}

/// 1, 2, 3 …
pub fn counted(heads: &[&str]) -> Col {
    other(heads, |_, n| Cell::Number(n as f64 + 1.0))
}

/// A field's text, looking otherwise.
pub fn shown(
    heads: &[&str],
    field: &'static str,
    look: impl Fn(&str, usize) -> Cell + 'static,
) -> Col {
    col(heads, field, move |p, n| look(&p[field], n), move |p| vec![(field, p[field].clone())])
}

pub fn is_woman(p: &Person) -> bool {
    p["gender"] == "female"
}

pub fn year(p: &Person) -> String {
    p["birth_date"][..4].to_owned()
}

/// Only the year of birth.
pub fn birth_year(heads: &[&str]) -> Col {
    let tells = |p: &Person| vec![("birth_date", year(p))];
    col(heads, "birth_date", |p, _| Cell::Number(year(p).parse().unwrap()), tells)
}

/// The year of birth under "Nam" and "Nữ".
pub fn under(heads: [&[&str]; 2]) -> [Col; 2] {
    let of = |heads: &[&str], takes, woman: bool| {
        let tells = move |p: &Person| match is_woman(p) == woman {
            true => vec![("birth_date", year(p)), ("gender", p["gender"].clone())],
            false => Vec::new(),
        };
        let look = move |p: &Person, _| match is_woman(p) == woman {
            true => Cell::Number(year(p).parse().unwrap()),
            false => Cell::Empty,
        };
        col(heads, takes, look, tells)
    };
    [of(heads[0], "birth_date@gender=male", false), of(heads[1], "birth_date@gender=female", true)]
}

pub fn gender_word(heads: &[&str]) -> Col {
    let look = |p: &Person, _| text(if is_woman(p) { "Nữ" } else { "Nam" });
    col(heads, "gender", look, |p| vec![("gender", p["gender"].clone())])
}

/// An x for those of that gender.
pub fn gender_mark(heads: &[&str], woman: bool, mark: &'static str) -> Col {
    let takes = if woman { "gender=female" } else { "gender=male" };
    let look = move |p: &Person, _| if is_woman(p) == woman { text(mark) } else { Cell::Empty };
    col(heads, takes, look, |p| vec![("gender", p["gender"].clone())])
}

/// "Họ tên đệm" and "Tên".
pub fn parts(heads: [&[&str]; 2]) -> [Col; 2] {
    let split = |p: &Person| {
        let (before, last) = p["full_name"].rsplit_once(' ').unwrap();
        (before.to_owned(), last.to_owned())
    };
    let tells = |p: &Person| vec![("full_name", p["full_name"].clone())];
    [
        col(heads[0], "full_name/1", move |p, _| text(split(p).0), tells),
        col(heads[1], "full_name/2", move |p, _| text(split(p).1), tells),
    ]
}

/// `2019-05-12`, `2019-05`, `2019` as people write them.
pub fn vietnamese(date: &str, between: &str) -> String {
    date.split('-').rev().collect::<Vec<_>>().join(between)
}

/// A whole day as a day, less as a number or text.
pub fn day_cell(date: &str) -> Cell {
    match date.len() {
        10 => Cell::Day(date.to_owned(), "dd/mm/yyyy"),
        4 => Cell::Number(date.parse().unwrap()),
        _ => text(vietnamese(date, "/")),
    }
}

/// Education as it is written by hand.
pub fn education(code: &str, n: usize) -> Cell {
    let all: &[&str] = match code {
        "01" => &["Biết chữ"],
        "02" => &["Tiểu học", "4/10", "Cấp I"],
        "03" => &["7/10", "THCS", "Cấp II", "9/12"],
        "04" => &["10/10", "THPT", "12/12", "Cấp III"],
        "05" => &["Sơ cấp"],
        "06" => &["Trung cấp", "TC"],
        "07" => &["Cao đẳng", "CĐ"],
        "08" => &["Đại học", "ĐH"],
        "09" => &["Thạc sĩ", "Ths"],
        _ => &[],
    };
    all.get(n % all.len().max(1)).map_or(Cell::Empty, |word| text(*word))
}

/// What stands over somebody's group, and the field and text it says.
pub type Over = fn(&Person) -> (String, &'static str, String);

/// A list on a sheet.
pub struct Paper {
    pub cols: Vec<Col>,
    pub people: Vec<Person>,
    /// Lines above, over the whole width.
    pub titles: Vec<String>,
    /// A line of (1), (2), (3) below the heading.
    pub numbered: bool,
    /// After so many rows a total and the heading again.
    pub paged: Option<usize>,
    /// A title over the rows of those for whom it is the same, and what it says of them.
    pub group: Option<Over>,
    /// Total and signatures at the end.
    pub signed: bool,
    /// What all say.
    pub all: Vec<(&'static str, String)>,
}

impl Paper {
    pub fn new(cols: Vec<Col>, people: Vec<Person>) -> Self {
        let all = Vec::new();
        let titles = Vec::new();
        Self { cols, people, titles, numbered: false, paged: None, group: None, signed: false, all }
    }

    pub fn titled(mut self, titles: &[&str]) -> Self {
        self.titles = titles.iter().map(|title| (*title).to_owned()).collect();
        self
    }

    pub fn signed(mut self) -> Self {
        self.signed = true;
        self
    }

    pub fn saying(mut self, field: &'static str, what: &str) -> Self {
        self.all.push((field, what.to_owned()));
        self
    }

    /// The sheet, and who stands on it.
    pub fn sheet(mut self, name: &str) -> (Sheet, Vec<Truth>) {
        let width = self.cols.len();
        let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        sheet.takes = self.cols.iter().map(|col| col.takes.to_owned()).collect();
        for title in &self.titles {
            sheet.merges.push([sheet.rows.len(), 0, sheet.rows.len(), width - 1]);
            sheet.rows.push(vec![text(title)]);
        }
        if !self.titles.is_empty() {
            sheet.rows.push(Vec::new());
        }
        self.heading(&mut sheet, true);
        if self.numbered {
            sheet.rows.push((1..=width).map(|n| text(format!("({n})"))).collect());
        }
        let mut last = String::new();
        if let Some(group) = self.group {
            self.people.sort_by_key(|p| group(p).2);
        }
        let mut truths = Vec::new();
        for (n, p) in self.people.iter().enumerate() {
            let mut truth: Truth = self.all.iter().cloned().collect();
            if let Some(group) = self.group {
                let (title, field, says) = group(p);
                if title != last {
                    if !last.is_empty() {
                        sheet.rows.push(vec![Cell::Empty, text("Cộng:"), Cell::Number(n as f64)]);
                    }
                    sheet.merges.push([sheet.rows.len(), 0, sheet.rows.len(), width - 1]);
                    sheet.rows.push(vec![text(&title)]);
                    last = title;
                }
                truth.insert(field, says);
            }
            if self.paged.is_some_and(|every| n > 0 && n % every == 0) {
                sheet.rows.push(vec![Cell::Empty, text("Cộng trang"), Cell::Number(n as f64)]);
                self.heading(&mut sheet, false);
            }
            sheet.rows.push(self.cols.iter().map(|col| (col.look)(p, n)).collect());
            truth.extend(self.cols.iter().flat_map(|col| (col.tells)(p)));
            truth.retain(|_, said| !said.is_empty());
            truths.push(truth);
        }
        if self.signed {
            self.sign(&mut sheet);
        }
        (sheet, truths)
    }

    fn heading(&self, sheet: &mut Sheet, merged: bool) {
        let deep = self.cols.iter().map(|col| col.heads.len()).max().unwrap_or(1);
        let top = sheet.rows.len();
        for level in 0..deep {
            let mut row = Vec::new();
            for (at, col) in self.cols.iter().enumerate() {
                let same = |other: &Col| other.heads[..=level] == col.heads[..=level];
                let is_more =
                    |other: &Col| other.heads.len() > level + 1 && col.heads.len() > level + 1;
                match col.heads.get(level) {
                    Some(_)
                        if at > 0 && is_more(&self.cols[at - 1]) && same(&self.cols[at - 1]) =>
                    {
                        row.push(Cell::Empty);
                    }
                    Some(head) => row.push(text(head)),
                    None => row.push(Cell::Empty),
                }
                let is_last = level + 1 == col.heads.len();
                if merged && is_last && level + 1 < deep {
                    sheet.merges.push([top + level, at, top + deep - 1, at]);
                }
                let begins = level + 1 < col.heads.len()
                    && !(at > 0 && is_more(&self.cols[at - 1]) && same(&self.cols[at - 1]));
                if merged && begins {
                    let over = self.cols[at..]
                        .iter()
                        .take_while(|other| other.heads.len() > level + 1 && same(other))
                        .count();
                    if over > 1 {
                        sheet.merges.push([top + level, at, top + level, at + over - 1]);
                    }
                }
            }
            sheet.rows.push(row);
        }
    }

    fn sign(&self, sheet: &mut Sheet) {
        let count = self.people.len();
        let blank = |n: usize| vec![Cell::Empty; n];
        let right = self.cols.len().saturating_sub(3).max(2);
        sheet.rows.push(vec![
            Cell::Empty,
            text("Tổng cộng"),
            Cell::Formula(format!("=COUNTA(B3:B{count})")),
        ]);
        sheet.rows.push(vec![text(format!("Danh sách này có {count} hội viên"))]);
        sheet.rows.push(Vec::new());
        let mut row = blank(right);
        row.push(text("Hoằng Phú, ngày 12 tháng 3 năm 2025"));
        sheet.rows.push(row);
        let mut row = vec![Cell::Empty, text("NGƯỜI LẬP BIỂU")];
        row.extend(blank(right - 2));
        row.push(text("TM. BAN CHẤP HÀNH"));
        sheet.rows.push(row);
        let mut row = vec![Cell::Empty, text("(Ký, ghi rõ họ tên)")];
        row.extend(blank(right - 2));
        row.push(text("CHI HỘI TRƯỞNG"));
        sheet.rows.push(row);
        sheet.rows.push(Vec::new());
        let mut row = vec![Cell::Empty, text("Nguyễn Thị Lập")];
        row.extend(blank(right - 2));
        row.push(text("Lê Văn Trưởng"));
        sheet.rows.push(row);
    }
}

/// Writes a sheet's texts in a font of before: all of them, or those of a column, or some rows.
pub fn in_font(
    (mut sheet, truth): (Sheet, Vec<Truth>),
    font: fonts::Old,
    wanted: impl Fn(usize, usize) -> bool,
) -> (Sheet, Vec<Truth>) {
    for (r, row) in sheet.rows.iter_mut().enumerate() {
        for (c, cell) in row.iter_mut().enumerate() {
            if let Cell::Text(text) = cell
                && wanted(r, c)
            {
                *text = fonts::encode(text, font);
            }
        }
    }
    (sheet, truth)
}
