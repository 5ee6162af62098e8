//! `densach slip`: what was entered of a batch, on a sheet that goes with the stack of forms.

use super::context::Context;
use super::spec::{Does, Spec, text, word};
use crate::derived::search::{Filter, Holds, Query};
use crate::domain::records::batch::{self, Batch};
use crate::domain::{RecordType, Totals, Value, records, show};
use crate::exchange::ask;
use crate::exchange::json::name;
use crate::lang::{Label, Lang, Problem, cli as say};
use crate::register::{Ask, Door, Entry, Reply, Shown};
use crate::text::width::{columns, fit, pad};
use clap::ArgMatches;
use serde_json::{Value as Json, json};

/// `densach slip NUMBER`.
pub(super) static SPEC: Spec = Spec {
    name: "slip",
    about: &say::SLIP,
    more: &say::SLIP_MORE,
    examples: &["densach slip 7", "densach slip 7 | lp", "densach slip 7 --json"],
    args: |lang| vec![word("number", "NUMBER", &say::SLIP_NUMBER, lang)],
    does: Does::Run(run),
};

/// Columns of the sheet.
const WIDTH: usize = 80;
/// Columns of the number of a form.
const NUMBER: usize = 4;
/// Records asked for at a time.
const PAGE: usize = 1_000;

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(false)?;
    let door = &mut *session.door;
    let batch = ask::resolve(door, Some(batch::KIND), text(matches, "number"))?;
    let totals = match ask::one(door, ask::reading(Ask::Tally(batch.record.id)))? {
        Reply::Tally { totals, .. } => totals,
        _ => return Err(ask::unexpected("tally")),
    };
    let of = match batch.record.values.get(batch::OF) {
        Some(Value::Code(code)) => records::named(&code),
        _ => None,
    };
    let rows = match of {
        Some(of) => entered(door, of, &batch)?,
        None => Vec::new(),
    };
    let why = why_closed(door, &batch)?;
    if context.json() {
        context.out.object(&object(&batch, (&totals, &why), &rows))?;
    } else {
        let tell = |field: &crate::domain::Field, shown: &Shown| {
            let value = shown.record.values.get(field.tag)?;
            let refer = |id| name(&shown.names, id);
            Some(show::listed(field, &value, &session.tables, context.lang(), &refer))
        };
        let sheet = sheet(context.lang(), of, (&batch, &totals, &rows), &why, &tell);
        for line in sheet {
            context.out.line(&line)?;
        }
    }
    session.close()?;
    Ok(0)
}

/// Why it was closed though it did not come to what paper says.
fn why_closed(door: &mut dyn Door, batch: &Shown) -> Result<Option<String>, Problem> {
    let Reply::History(entries) = ask::one(door, ask::reading(Ask::History(batch.record.id)))?
    else {
        return Err(ask::unexpected("history"));
    };
    let closed = batch.record.values.get(batch::CLOSED_ON);
    let closes = |entry: &&Entry| {
        entry
            .changes
            .iter()
            .any(|(tag, _, now)| *tag == batch::CLOSED_ON && now.is_some() && *now == closed)
    };
    let entry = entries.iter().find(closes);
    Ok(entry.and_then(|entry| entry.accepted.first()).map(|(_, why)| why.clone()))
}

/// The records of the batch, in the order in which they were entered.
fn entered(door: &mut dyn Door, of: &RecordType, batch: &Shown) -> Result<Vec<Shown>, Problem> {
    // Not by its number: that may hold a space.
    let in_it: Filter = vec![(of.kind, Holds::Ref(batch::MEMBER_OF, batch.record.id))];
    let mut all: Vec<Shown> = Vec::new();
    loop {
        let query = Query {
            kind: Some(of.kind),
            filters: vec![in_it.clone()],
            inactive: true,
            skip: all.len(),
            limit: PAGE,
            ..Query::default()
        };
        let Reply::Page { rows, .. } = ask::one(door, ask::reading(Ask::Find(query)))? else {
            return Err(ask::unexpected("page"));
        };
        let last = rows.len() < PAGE;
        let own = |row: &Shown| batch::is_in(&row.record.values, batch.record.id);
        all.extend(rows.into_iter().filter(own));
        if last {
            break;
        }
    }
    all.sort_by_key(|row| row.record.id);
    Ok(all)
}

fn object(batch: &Shown, (totals, why): (&Totals, &Option<String>), rows: &[Shown]) -> Json {
    let says = Batch(&batch.record);
    let sums = says.sums(totals).map(|(tag, paper, entered)| {
        let name = batch::TYPE.field(tag).map_or("", |field| field.name);
        json!({ "sum": name, "paper": paper, "entered": entered })
    });
    let ids: Vec<String> = rows.iter().map(|row| row.record.id.to_string()).collect();
    json!({
        "batch": batch.record.id.to_string(),
        "closed": !(batch::TYPE.active)(&batch.record),
        "closed_why": why,
        "balanced": says.differences(totals).is_empty(),
        "sums": sums,
        "records": ids,
    })
}

/// How a field of a record is worded.
type Tell<'a> = &'a dyn Fn(&crate::domain::Field, &Shown) -> Option<String>;

fn sheet(
    lang: Lang,
    of: Option<&RecordType>,
    (batch, totals, rows): (&Shown, &Totals, &[Shown]),
    why: &Option<String>,
    tell: Tell<'_>,
) -> Vec<String> {
    let rule = "-".repeat(WIDTH);
    let kind = batch::TYPE.label.get(lang).to_uppercase();
    let mut lines = vec![kind, rule.clone()];
    for field in batch::TYPE.fields {
        if let Some(text) = tell(field, batch) {
            lines.push(fit(&format!("{} {text}", pad(field.label.get(lang), 20)), WIDTH));
        }
    }
    let heads = [Label::new("giấy", "paper"), Label::new("đã nhập", "entered")];
    let heads = heads.map(|head| right(head.get(lang), 14)).concat();
    lines.extend([rule.clone(), format!("{}{heads}", pad("", 20))]);
    for (tag, paper, entered) in Batch(&batch.record).sums(totals) {
        let label = batch::TYPE.field(tag).map_or("", |field| field.label.get(lang));
        let paper = paper.map_or_else(|| "-".to_owned(), |n| n.to_string());
        let differs = if paper == "-" || paper == entered.to_string() { "" } else { "  !" };
        let sums = [right(&paper, 14), right(&entered.to_string(), 14)].concat();
        lines.push(format!("{}{sums}{differs}", pad(label, 20)));
    }
    if let Some(why) = why {
        let label = Label::new("Vẫn đóng vì", "Closed because");
        lines.push(fit(&format!("{} {why}", pad(label.get(lang), 20)), WIDTH));
    }
    lines.push(rule.clone());
    lines.extend(of.into_iter().flat_map(|of| list(lang, of, (batch, rows), tell)));
    lines.push(rule);
    let signed = [Label::new("Người nhập", "Keyed by"), Label::new("Người soát", "Checked by")];
    let signed = signed.map(|who| pad(&format!("{}:", who.get(lang)), WIDTH / 2));
    lines.push(signed.concat().trim_end().to_owned());
    lines
}

/// The records, a line each, with the number of the form.
fn list(
    lang: Lang,
    of: &RecordType,
    (batch, rows): (&Shown, &[Shown]),
    tell: Tell<'_>,
) -> Vec<String> {
    let fields: Vec<_> = of.list.iter().filter_map(|tag| of.field(*tag)).collect();
    let heads: Vec<String> = fields.iter().map(|field| field.label.get(lang).to_owned()).collect();
    let cells = |row: &Shown| -> Vec<String> {
        fields.iter().map(|field| tell(field, row).unwrap_or_default()).collect()
    };
    let all: Vec<Vec<String>> = rows.iter().map(cells).collect();
    // As many columns as there is room for, each as wide as its longest cell.
    let mut left = WIDTH - NUMBER;
    let mut widths = Vec::new();
    for (at, head) in heads.iter().enumerate() {
        let cells = all.iter().filter_map(|row| row.get(at)).map(|cell| columns(cell));
        let width = cells.chain([columns(head)]).max().unwrap_or(0).min(30) + 2;
        if width > left {
            break;
        }
        left -= width;
        widths.push(width);
    }
    let line = |number: &str, cells: &[String]| {
        let cells = cells.iter().zip(&widths);
        let cells = cells.map(|(cell, width)| pad(&fit(cell, width - 2), *width));
        format!("{}{}", pad(number, NUMBER), cells.collect::<String>()).trim_end().to_owned()
    };
    let first = Batch(&batch.record).first();
    let numbered = (first..).zip(&all).map(|(n, row)| line(&n.to_string(), row));
    std::iter::once(line(Label::new("TT", "No.").get(lang), &heads)).chain(numbered).collect()
}

/// Set to the right.
fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}
