//! An xlsx or xlsm: which parts its sheets are, its styles and its shared texts.

mod rows;
mod styles;

use super::Sheet;
use super::dates::Epoch;
use super::limits::{MAX_SHEETS, short};
use super::line::Letters;
use super::package::Package;
use super::style::Styles;
use super::texts::Texts;
use super::xml::{Pull, Token, closed};
use crate::lang::Problem;
use crate::lang::errors::book as codes;
pub(super) use rows::Rows;

/// An opened workbook.
#[derive(Debug)]
pub(super) struct Xlsx {
    package: Package,
    sheets: Vec<(Sheet, String)>,
    epoch: Epoch,
    styles: Styles,
    texts: Texts,
}

/// Links that are looked at.
const MAX_LINKS: usize = 10_000;

/// What a part points to: its id, its kind, its target.
struct Link {
    id: String,
    kind: String,
    target: String,
}

impl Xlsx {
    /// Reads what stands around the cells.
    pub(super) fn open(package: Package) -> Result<Self, Problem> {
        let root = links(&package, "", "_rels/.rels")?;
        let main = root.iter().find(|link| link.kind == "officeDocument");
        let main = main.map_or("xl/workbook.xml", |link| link.target.as_str()).to_owned();
        if main.ends_with(".bin") {
            let params = [package.source.name.clone(), "xlsb".to_owned()];
            return Err(Problem::new(&codes::OTHER_WORKBOOK, params));
        }
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main.as_str()));
        let links = links(&package, folder, &join(folder, &format!("_rels/{file}.rels")))?;
        let target =
            |kind: &str| links.iter().find(|link| link.kind == kind).map(|link| &link.target);
        let (sheets, epoch) = workbook(&package, &main, &links)?;
        let styles = match target("styles").filter(|part| package.has(part)) {
            Some(part) => styles::read(&package, part)?,
            None => Styles::default(),
        };
        let texts = match target("sharedStrings").filter(|part| package.has(part)) {
            Some(part) => texts(&package, part)?,
            None => Texts::default(),
        };
        Ok(Self { sheets, epoch, styles, texts, package })
    }

    /// Its sheets.
    pub(super) fn sheets(&self) -> Vec<Sheet> {
        self.sheets.iter().map(|(sheet, _)| sheet.clone()).collect()
    }

    /// Whether it has macros.
    pub(super) fn has_macros(&self) -> bool {
        self.package.has_ending("vbaProject.bin")
    }

    /// The rows of a sheet.
    pub(super) fn rows(&self, sheet: usize) -> Result<Rows<'_>, Problem> {
        let part = self.sheets.get(sheet).map(|(_, part)| part.as_str()).unwrap_or_default();
        Ok(Rows::new(self, Pull::new(self.package.need(part)?)))
    }

    fn name(&self) -> &str {
        &self.package.source.name
    }
}

/// A target from a folder on: `/xl/a.xml`, `a.xml` and `../a.xml` in it.
fn join(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn links(package: &Package, folder: &str, part: &str) -> Result<Vec<Link>, Problem> {
    let Some(flow) = package.part(part)? else {
        return Ok(Vec::new());
    };
    let mut pull = Pull::new(flow);
    let mut found = Vec::new();
    loop {
        match pull.next()? {
            Token::Open(tag) if tag.name() == "Relationship" && found.len() < MAX_LINKS => {
                let text = |name| short(&tag.get(name).unwrap_or_default());
                let kind = text("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = join(folder, &text("Target"));
                found.push(Link { id: text("Id"), kind, target });
            }
            Token::End => return Ok(found),
            _ => {}
        }
    }
}

type Sheets = (Vec<(Sheet, String)>, Epoch);

fn workbook(package: &Package, part: &str, links: &[Link]) -> Result<Sheets, Problem> {
    let mut pull = Pull::new(package.need(part)?);
    let mut sheets = Vec::new();
    let mut epoch = Epoch::Of1900;
    loop {
        match pull.next()? {
            Token::Open(tag) => match tag.name() {
                "workbookPr" if tag.yes("date1904") => epoch = Epoch::Of1904,
                "sheet" if sheets.len() < MAX_SHEETS => {
                    let id = tag.local("id").unwrap_or_default();
                    // What is not there, or is another sheet too, is not left out silently.
                    let link = links.iter().find(|link| link.id == id);
                    let link = link.ok_or_else(|| package.damaged(part))?;
                    // Charts and dialogs have a place among the sheets too, and no cells.
                    if link.kind != "worksheet" {
                        continue;
                    }
                    let twice = sheets.iter().any(|(_, part)| *part == link.target);
                    if twice || !package.has(&link.target) {
                        return Err(package.damaged(&link.target));
                    }
                    let name = short(&tag.get("name").unwrap_or_default());
                    let hidden = tag.get("state").is_some_and(|state| state != "visible");
                    sheets.push((Sheet { name, hidden }, link.target.clone()));
                }
                _ => {}
            },
            Token::End => return Ok((sheets, epoch)),
            _ => {}
        }
    }
}

/// The shared texts: those of `t` elements, but not how they are pronounced (`rPh`).
fn texts(package: &Package, part: &str) -> Result<Texts, Problem> {
    let mut pull = Pull::new(package.need(part)?);
    let mut texts = Texts::default();
    let mut one = Letters::default();
    let (mut inside, mut aside) = (false, false);
    loop {
        match pull.next()? {
            Token::Open(tag) => match tag.name() {
                "t" => inside = !aside,
                "rPh" => aside = true,
                _ => {}
            },
            Token::Text(piece) if inside => one.push(&piece),
            Token::Close(tag) => match closed(&tag) {
                "t" => inside = false,
                "rPh" => aside = false,
                "si" => texts.push(&package.source.name, &plain(one.take()))?,
                _ => {}
            },
            Token::End => return Ok(texts),
            _ => {}
        }
    }
}

/// A text with the letters that XML cannot have written out: `_x000D_` is a carriage return.
fn plain(letters: Letters) -> Letters {
    if !letters.as_str().contains("_x") {
        return letters;
    }
    let mut out = Letters::default();
    out.cut = letters.cut;
    let mut rest = letters.as_str();
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push(before);
        let letter = from
            .get(2..6)
            .filter(|digits| {
                from.get(6..7) == Some("_") && digits.bytes().all(|b| b.is_ascii_hexdigit())
            })
            .and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        let (piece, taken) = letter.map_or_else(|| ("_x".to_owned(), 2), |c| (c.to_string(), 7));
        out.push(&piece);
        rest = from.get(taken..).unwrap_or_default();
    }
    out.push(rest);
    out
}
