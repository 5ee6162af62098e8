//! Values as people read them on a screen, as files carry them, and as look-up keys.

use super::input::{begins_oddly, steps};
use super::{Field, FieldKind, PartialDate, Record, RecordId, Seen, Step, Tables, Value, records};
use super::{lookup, timeline};
use crate::lang::{Label, Lang};
use crate::text::clean::shown;
use crate::text::fold::fold;

const YES: Label = Label::new("Có", "Yes");
const NO: Label = Label::new("Không", "No");
const SINCE: Label = Label::new("từ", "since");
const UNTIL: Label = Label::new("đến", "until");
const UNKNOWN: Label = Label::new("không rõ", "not known");

/// What a record is called: "Nguyễn Văn Hòa", "Thôn 3 (Phú Khê)"; its short code where it has no
/// name.
pub fn title(record: &Record, tables: &Tables, lang: Lang) -> String {
    let name = records::of(record.kind)
        .map(|ty| (ty.called)(&record.values, tables, lang))
        .unwrap_or_default();
    if name.is_empty() { record.id.short() } else { shown(&name) }
}

/// A value for a screen: `12/05/1987`, `1 Nam`, `*********321`. `refer` names a referred record.
pub fn screen(
    field: &Field,
    value: &Value,
    tables: &Tables,
    lang: Lang,
    refer: &dyn Fn(RecordId) -> String,
) -> String {
    Shower { kind: field.kind.at_a_time(), tables, lang, refer }.whole(value)
}

/// A timeline written out for a screen, what holds now first: `1 Đang sinh hoạt từ 2019 đến 2026`.
pub fn steps(
    field: &Field,
    steps: &[Step],
    tables: &Tables,
    lang: Lang,
    refer: &dyn Fn(RecordId) -> String,
) -> Vec<String> {
    let shower = Shower { kind: field.kind.at_a_time(), tables, lang, refer };
    let ends = steps.iter().skip(1).map(|next| next.from).chain([None]);
    let line = |(step, end): (&Step, Option<PartialDate>)| {
        let day = |word: Label, day: Option<PartialDate>| match day {
            Some(day) => format!(" {} {}", word.get(lang), day.screen()),
            None => String::new(),
        };
        let why = match step.reason.as_str() {
            "" => String::new(),
            reason => format!(" ({})", shown(reason)),
        };
        let (from, to) = (day(SINCE, step.from), day(UNTIL, end));
        format!("{}{from}{to}{why}", shower.one(&step.value))
    };
    let mut lines: Vec<String> = steps.iter().zip(ends).map(line).collect();
    lines.reverse();
    lines
}

/// A value for a column of a list, shorter: a choice without its key, a timeline's value of now, a
/// telephone's last digits, an area's name alone.
pub fn listed(
    field: &Field,
    value: &Value,
    tables: &Tables,
    lang: Lang,
    refer: &dyn Fn(RecordId) -> String,
) -> String {
    let shower = Shower { kind: field.kind.at_a_time(), tables, lang, refer };
    let Some(now) = timeline::now(value.clone()) else { return String::new() };
    match (shower.kind, &now) {
        (FieldKind::Phone, Value::Text(digits)) => format!("...{}", tail(digits)),
        (FieldKind::Choice(_), Value::Code(code)) => {
            shower.choice(code).map_or_else(|| shown(code), |row| row.label(lang).to_owned())
        }
        (FieldKind::Area(_), Value::Code(key)) => {
            tables.areas().get(key).map_or_else(|| shown(key), |area| area.name.to_owned())
        }
        _ => shower.one(&now),
    }
}

/// A value as it would be typed into the field, such that [`parse`](super::input::parse) reads the
/// same one back (a timeline: its value of now): `12/05/1987`, `1`, the whole citizen id. A
/// look-up's record id: forms keep a name beside it.
pub fn entry(field: &Field, value: &Value, tables: &Tables) -> String {
    let kind = field.kind.at_a_time();
    match (kind, timeline::now(value.clone())) {
        (FieldKind::Choice(name), Some(Value::Code(code))) => tables
            .choices(name)
            .and_then(|table| table.row(&code))
            .map_or(code, |row| row.key.clone()),
        (_, Some(Value::Date(date))) => date.screen(),
        (_, Some(Value::Whole(n))) => grouped(n, '.'),
        (_, Some(Value::Flag(flag))) => if flag { "1" } else { "2" }.to_owned(),
        (_, Some(now)) => plain_file(&now),
        (_, None) => String::new(),
    }
}

/// A value for a file, such that [`parse`](super::input::parse) reads the same value back:
/// `1987-05-12`, a code, a record id. Nothing is masked.
pub fn file(_field: &Field, value: &Value) -> String {
    match value {
        Value::Timeline(steps) => {
            steps::write(steps, PartialDate::iso, &|step: &Step| plain_file(&step.value))
        }
        other => plain_file(other),
    }
}

fn plain_file(value: &Value) -> String {
    match value {
        Value::Text(text) if begins_oddly(text) => format!("\\{text}"),
        Value::Text(text) | Value::Code(text) => text.clone(),
        Value::Date(date) => date.iso(),
        Value::Ref(id) => id.to_string(),
        Value::Whole(n) => n.to_string(),
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Timeline(_) => String::new(),
        Value::Unknown(reason) => format!("? {reason}"),
    }
}

/// The normal form by which two values of an exact field are the same: digits of a phone or a
/// citizen id, folded upper-case letters and digits of a card number or code. None where the
/// value has no such key.
pub fn exact_key(field: &Field, value: &Value) -> Option<String> {
    let now = match value {
        Value::Timeline(steps) => &timeline::current(steps)?.value,
        other => other,
    };
    let seen = match now {
        Value::Text(text) | Value::Code(text) => Seen::Text(text),
        Value::Whole(n) => Seen::Whole(*n),
        _ => return None,
    };
    lookup::key(field, seen)
}

/// The key that a typed text has as a value of such a field: what a look-up compares with
/// [`exact_key`].
pub fn exact_key_of(kind: &FieldKind, text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    match kind {
        FieldKind::Phone | FieldKind::CitizenId => {
            key.extend(text.chars().filter(char::is_ascii_digit));
        }
        _ if text.is_ascii() => {
            let plain = text.chars().filter(char::is_ascii_alphanumeric);
            key.extend(plain.map(|c| c.to_ascii_uppercase()));
        }
        _ => {
            let folded = fold(text);
            let plain = folded.chars().filter(|c| c.is_alphanumeric());
            key.extend(plain.flat_map(char::to_uppercase));
        }
    }
    key
}

/// What stands for a text that is not shown whole: a citizen id's last three digits, of a secret
/// nothing; None where all of it may be seen. Screens, lists, json and files all ask here.
pub fn hidden(kind: &FieldKind, text: &str) -> Option<String> {
    let hidden = text.chars().count().saturating_sub(3);
    match kind.at_a_time() {
        FieldKind::CitizenId => Some(shown(&format!("{}{}", "*".repeat(hidden), tail(text)))),
        FieldKind::Secret => Some("****".to_owned()),
        _ => None,
    }
}

/// The last three letters.
fn tail(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(3);
    text.chars().skip(skip).collect()
}

/// Thousands set apart: 1.200.000.
pub fn grouped(n: i64, separator: char) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

struct Shower<'a> {
    kind: &'a FieldKind,
    tables: &'a Tables,
    lang: Lang,
    refer: &'a dyn Fn(RecordId) -> String,
}

impl Shower<'_> {
    /// A value; of a timeline what holds now, and since when.
    fn whole(&self, value: &Value) -> String {
        let Value::Timeline(steps) = value else { return self.one(value) };
        let Some(now) = timeline::current(steps) else { return String::new() };
        let shown = self.one(&now.value);
        match now.from {
            Some(from) => format!("{shown} {} {}", SINCE.get(self.lang), from.screen()),
            None => shown,
        }
    }

    fn one(&self, value: &Value) -> String {
        match value {
            Value::Text(text) if *self.kind == FieldKind::Note => {
                text.lines().map(shown).collect::<Vec<_>>().join("\n")
            }
            Value::Text(text) => hidden(self.kind, text).unwrap_or_else(|| shown(text)),
            Value::Code(code) => self.code(code),
            Value::Date(date) => date.screen(),
            Value::Ref(id) => shown(&(self.refer)(*id)),
            Value::Whole(n) => grouped(*n, if self.lang == Lang::Vi { '.' } else { ',' }),
            Value::Flag(flag) => (if *flag { YES } else { NO }).get(self.lang).to_owned(),
            Value::Unknown(reason) => {
                format!("{}: {}", UNKNOWN.get(self.lang), shown(reason))
            }
            Value::Timeline(_) => String::new(),
        }
    }

    fn code(&self, code: &str) -> String {
        let known = match self.kind {
            FieldKind::Area(_) => self.tables.areas().get(code).map(|area| area.shown()),
            _ => self.choice(code).map(|row| row.shown(self.lang)),
        };
        known.unwrap_or_else(|| shown(code))
    }

    fn choice(&self, code: &str) -> Option<&super::tables::Choice> {
        match self.kind {
            FieldKind::Choice(name) => self.tables.choices(name)?.row(code),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::{centre, member, unit, village};

    fn field(ty: &'static crate::domain::RecordType, name: &str) -> &'static Field {
        ty.field_named(name).unwrap()
    }

    fn date(year: u16, month: u8, day: u8) -> PartialDate {
        PartialDate::new(year, month, day).unwrap()
    }

    fn status(steps: &[(Option<PartialDate>, &str)]) -> Value {
        let step = |(from, code): &(Option<PartialDate>, &str)| Step {
            from: *from,
            value: Value::Code((*code).into()),
            reason: String::new(),
        };
        Value::Timeline(steps.iter().map(step).collect())
    }

    #[test]
    fn screens_show_what_a_clerk_reads() {
        let tables = Tables::built_in().unwrap();
        let refer = |_: RecordId| "Phú Khê".to_owned();
        let active = status(&[(None, "moved"), (Some(date(2019, 0, 0)), "active")]);
        let cases = [
            (
                &member::TYPE,
                "birth_date",
                Value::Date(date(1987, 5, 12)),
                "12/05/1987",
                "12/05/1987",
            ),
            (&member::TYPE, "gender", Value::Code("male".into()), "1 Nam", "Nam"),
            (
                &member::TYPE,
                "education",
                Value::Code("03".into()),
                "03 Trung học cơ sở",
                "Trung học cơ sở",
            ),
            (
                &member::TYPE,
                "citizen_id",
                Value::Text("000154000321".into()),
                "*********321",
                "*********321",
            ),
            (&member::TYPE, "phone", Value::Text("0912345567".into()), "0912345567", "...567"),
            (&member::TYPE, "status", active, "1 Đang sinh hoạt từ 2019", "Đang sinh hoạt"),
            (&member::TYPE, "village", Value::Ref(RecordId([0; 16])), "Phú Khê", "Phú Khê"),
            (&member::TYPE, "consent", Value::Flag(true), "Có", "Có"),
            (
                &member::TYPE,
                "birth_date",
                Value::Unknown("mất giấy".into()),
                "không rõ: mất giấy",
                "không rõ: mất giấy",
            ),
            (&member::TYPE, "gender", Value::Code("later".into()), "later", "later"),
            (
                &member::TYPE,
                "note",
                Value::Text("a\u{1b}[2J".into()),
                "a\u{fffd}[2J",
                "a\u{fffd}[2J",
            ),
            (&centre::TYPE, "equipment_vnd", Value::Whole(1_200_000), "1.200.000", "1.200.000"),
            (
                &village::TYPE,
                "area",
                Value::Code("2025-07:15889".into()),
                "xã Hoằng Phú, Thanh Hóa",
                "Hoằng Phú",
            ),
        ];
        for (ty, name, value, on_screen, in_list) in cases {
            let field = field(ty, name);
            assert_eq!(screen(field, &value, &tables, Lang::Vi, &refer), on_screen);
            assert_eq!(listed(field, &value, &tables, Lang::Vi, &refer), in_list);
        }
    }

    #[test]
    fn a_timeline_is_written_out_from_when_to_when() {
        let tables = Tables::built_in().unwrap();
        let field = field(&member::TYPE, "status");
        let all = status(&[
            (None, "moved"),
            (Some(date(2019, 0, 0)), "active"),
            (Some(date(2026, 5, 12)), "died"),
        ]);
        let Value::Timeline(mut all) = all else { panic!("{all:?}") };
        all[2].reason = "bệnh".into();
        let lines = steps(field, &all, &tables, Lang::Vi, &|_| String::new());
        assert_eq!(
            lines,
            [
                "3 Đã từ trần từ 12/05/2026 (bệnh)",
                "1 Đang sinh hoạt từ 2019 đến 12/05/2026",
                "2 Đã chuyển đi đến 2019"
            ]
        );
    }

    #[test]
    fn a_key_is_the_same_however_it_was_written() {
        let card = field(&member::TYPE, "card_no");
        for writing in ["HP-00042", "hp 00042", "Hp.00042"] {
            assert_eq!(exact_key(card, &Value::Text(writing.into())).as_deref(), Some("HP00042"));
        }
        assert_eq!(exact_key(card, &Value::Text("--".into())), None);
        assert_eq!(exact_key(card, &Value::Unknown("x".into())), None);
        let code = field(&unit::TYPE, "code");
        assert_eq!(exact_key(code, &Value::Text("Đ1".into())).as_deref(), Some("D1"));
        let phone = field(&member::TYPE, "phone");
        assert_eq!(
            exact_key(phone, &Value::Text("0912345567".into())).as_deref(),
            Some("0912345567")
        );
    }

    #[test]
    fn a_village_is_called_by_kind_number_and_name() {
        let tables = Tables::built_in().unwrap();
        let called = |number: &str, name: &str| {
            let mut values = crate::domain::Values::default();
            values.set(village::NUMBER, Some(&Value::Text(number.into())));
            values.set(village::VILLAGE_KIND, Some(&Value::Code("thon".into())));
            values.set(village::NAME, Some(&Value::Text(name.into())));
            (village::TYPE.called)(&values, &tables, Lang::Vi)
        };
        assert_eq!(called("3", "Phú Khê"), "Thôn 3 (Phú Khê)");
        assert_eq!(called("", "Phú Khê"), "Thôn Phú Khê");
        assert_eq!(called("3", "3"), "Thôn 3");
        assert_eq!(called("3", "Thôn 3"), "Thôn 3");
    }

    #[test]
    fn thousands_are_set_apart() {
        for (n, text) in [(0, "0"), (999, "999"), (1000, "1.000"), (-1_234_567, "-1.234.567")] {
            assert_eq!(grouped(n, '.'), text);
        }
    }
}
