//! Records as rows of a list: which columns, how wide.

use super::paint::{Paint, Tone};
use crate::app::desk::Desk;
use crate::domain::{Field, FieldKind, RecordType, records};
use crate::register::Shown;
use crate::text::width::{columns, pad};

/// The most columns that a column which may be cut is widened by.
const MORE: usize = 12;

/// The least columns the first one takes.
const FIRST: usize = 20;

/// A column: its field and how wide it is.
pub(super) struct Column {
    field: &'static Field,
    width: usize,
}

/// The columns of a type's list that fit into so many terminal columns; the first takes what the
/// others leave.
pub(super) fn columns_of(kind: &RecordType, room: usize, desk: &Desk) -> Vec<Column> {
    let mut fields = kind.list.iter().filter_map(|tag| kind.field(*tag));
    let Some(first) = fields.next() else { return Vec::new() };
    let least = FIRST.min(width_of(first, desk));
    let mut taken = least;
    let mut out = vec![Column { field: first, width: least }];
    for field in fields {
        let label = columns(field.label.get(desk.lang));
        let width = width_of(field, desk).max(label);
        if taken + 1 + width > room {
            break;
        }
        taken += 1 + width;
        out.push(Column { field, width });
    }
    // What is left goes to the first column, up to its wish, then alike to all that may be cut.
    let mut left = room.saturating_sub(taken);
    if let Some(first) = out.first_mut() {
        let more = left.min(width_of(first.field, desk).saturating_sub(first.width));
        first.width += more;
        left -= more;
    }
    let mut growing = out.iter().filter(|column| grows(column.field)).count();
    for column in out.iter_mut().filter(|column| grows(column.field)) {
        let more = left.checked_div(growing).unwrap_or(0).min(MORE);
        column.width += more;
        (left, growing) = (left - more, growing - 1);
    }
    out
}

/// Whether what stands in that field may be longer than its column.
fn grows(field: &Field) -> bool {
    let kind = field.kind.at_a_time();
    matches!(kind, FieldKind::Name | FieldKind::Lookup(_) | FieldKind::Area(_))
        || matches!(kind, FieldKind::Text(most) if *most > 26)
}

fn width_of(field: &Field, desk: &Desk) -> usize {
    match field.kind.at_a_time() {
        FieldKind::Name => 26,
        FieldKind::Text(most) => usize::from(*most).clamp(6, 26),
        FieldKind::PartialDate | FieldKind::Date | FieldKind::Phone => 10,
        FieldKind::Choice(table) => {
            let rows = desk.tables.choices(table).map_or(&[][..], |table| table.rows());
            let longest = rows.iter().map(|row| columns(row.label(desk.lang))).max();
            longest.unwrap_or(0).min(14)
        }
        FieldKind::Lookup(_) => 18,
        FieldKind::Area(_) => 20,
        FieldKind::CitizenId | FieldKind::Vnd => 13,
        FieldKind::Whole => 6,
        FieldKind::YesNo | FieldKind::Secret => 5,
        FieldKind::Note | FieldKind::Timeline(_) => 20,
    }
}

/// The heads of the columns.
pub(super) fn heads(paint: &mut Paint, x: u16, y: u16, columns: &[Column], desk: &Desk) {
    let heads: Vec<String> =
        columns.iter().map(|column| pad(column.field.label.get(desk.lang), column.width)).collect();
    paint.put(x, y, heads.join(" ").trim_end(), Tone::Strong);
}

/// A record's row: the columns of its own type.
pub(super) fn row(shown: &Shown, columns: &[Column], desk: &Desk) -> String {
    let cells: Vec<String> =
        columns.iter().map(|column| pad(&desk.listed(shown, column.field), column.width)).collect();
    cells.join(" ").trim_end().to_owned()
}

/// A row in a list of all types.
pub(super) fn mixed(shown: &Shown, room: usize, desk: &Desk) -> String {
    let label = records::of(shown.record.kind).map_or("", |kind| kind.label.get(desk.lang));
    let width = room.saturating_sub(30);
    format!("{} {} {}", pad(&desk.title(shown), width), pad(label, 14), shown.record.id.short())
}
