use super::*;
use crate::domain::records::member;
use crate::domain::{AreaScope, show};
use proptest::prelude::*;

const KINDS: &[FieldKind] = &[
    FieldKind::Text(80),
    FieldKind::Name,
    FieldKind::Note,
    FieldKind::CitizenId,
    FieldKind::Phone,
    FieldKind::PartialDate,
    FieldKind::Date,
    FieldKind::Choice("genders"),
    FieldKind::Area(AreaScope::Any),
    FieldKind::Lookup(member::KIND),
    FieldKind::Whole,
    FieldKind::Vnd,
    FieldKind::YesNo,
];

static TIMELINES: [FieldKind; 4] = [
    FieldKind::Timeline(&FieldKind::Text(80)),
    FieldKind::Timeline(&FieldKind::Choice("roles")),
    FieldKind::Timeline(&FieldKind::Lookup(member::KIND)),
    FieldKind::Timeline(&FieldKind::Vnd),
];

fn day() -> impl Strategy<Value = PartialDate> {
    (1_u16..=9999, 0_u8..=12, 0_u8..=28).prop_map(|(year, month, day)| PartialDate {
        year,
        month,
        day: if month == 0 { 0 } else { day },
    })
}

/// Texts that may stand in a row, full of signs that mean something.
fn text(rule: Rule) -> BoxedStrategy<String> {
    let signs = "[ a-cớĐ0-9?;:()=+@\\\\,\"-]{1,12}|\\PC{1,12}";
    let several = "[ ab\n?\\\\]{1,12}";
    let any = if rule == Rule::Note { prop_oneof![signs, several].boxed() } else { signs.boxed() };
    any.prop_map(|text| crate::text::clean::composed(&text).into_owned())
        .prop_filter("clean", move |text| hold(text, rule).is_ok())
        .boxed()
}

fn plain_value(kind: FieldKind) -> BoxedStrategy<Value> {
    let unknown = prop_oneof![Just(String::new()), text(reason(&kind))].prop_map(Value::Unknown);
    let value = match kind {
        FieldKind::Choice(_) | FieldKind::Area(_) => {
            "[a-z0-9][a-z0-9:()_-]{0,9}".prop_map(Value::Code).boxed()
        }
        FieldKind::Date | FieldKind::PartialDate => day().prop_map(Value::Date).boxed(),
        FieldKind::Lookup(_) => any::<[u8; 16]>().prop_map(|id| Value::Ref(RecordId(id))).boxed(),
        FieldKind::Whole | FieldKind::Vnd => any::<i64>().prop_map(Value::Whole).boxed(),
        FieldKind::YesNo => any::<bool>().prop_map(Value::Flag).boxed(),
        kind => text(rule(&kind).unwrap()).prop_map(Value::Text).boxed(),
    };
    prop_oneof![3 => value, 1 => unknown].boxed()
}

pub(super) fn value(kind: FieldKind) -> BoxedStrategy<Value> {
    let FieldKind::Timeline(inner) = kind else { return plain_value(kind) };
    let why = prop_oneof![Just(String::new()), text(Rule::Line)];
    let step = (proptest::option::of(day()), plain_value(*inner), why)
        .prop_map(|(from, value, reason)| Step { from, value, reason });
    let steps = proptest::collection::vec(step, 1..4).prop_map(|mut steps| {
        steps.sort_by_key(|step| step.from);
        Value::Timeline(steps)
    });
    let unknown = text(Rule::Line).prop_map(Value::Unknown);
    prop_oneof![4 => steps, 1 => unknown].boxed()
}

fn any_value() -> impl Strategy<Value = (FieldKind, Value)> {
    let kinds: Vec<FieldKind> = KINDS.iter().chain(&TIMELINES).copied().collect();
    proptest::sample::select(kinds).prop_flat_map(|kind| (Just(kind), value(kind)))
}

pub(super) fn written(kind: &FieldKind, value: &Value) -> Result<String, Fault> {
    let (ty, bytes) = value.encode();
    let mut out = String::new();
    write(&mut out, kind, Seen::read(ty, &bytes).unwrap()).map(|()| out)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn a_value_is_read_back_and_an_export_has_the_same_text((kind, value) in any_value()) {
        let text = written(&kind, &value).unwrap();
        prop_assert_eq!(read(&kind, &text), Ok(value.clone()), "{}", text);
        let field = &member::TYPE.fields[0];
        prop_assert_eq!(text, show::file(field, &value));
    }

    #[test]
    fn what_is_read_is_what_would_be_written(
        (kind, value) in any_value(), at: prop::sample::Index, with in "[ ;:()?\\\\a0-]{0,2}", gone in 0_usize..3,
    ) {
        let mut letters: Vec<char> = written(&kind, &value).unwrap().chars().collect();
        let at = at.index(letters.len() + 1);
        letters.splice(at..(at + gone).min(letters.len()), with.chars());
        let text: String = letters.into_iter().collect();
        if let Ok(read) = read(&kind, &text) {
            prop_assert_eq!(written(&kind, &read), Ok(text));
        }
    }

    #[test]
    fn any_text_is_a_value_s_own_or_refused(
        kind in proptest::sample::select(KINDS.iter().chain(&TIMELINES).copied().collect::<Vec<_>>()),
        text in "[0-9a-z:;()?\\\\= .-]{0,24}|\\PC{0,24}|(?s:.{0,8})",
    ) {
        if let Ok(read) = read(&kind, &text) {
            prop_assert_eq!(written(&kind, &read), Ok(text));
        }
    }
}

#[test]
fn texts_that_an_import_would_take_are_refused() {
    let timeline = TIMELINES[1];
    let date = FieldKind::PartialDate;
    for (kind, text) in [
        (FieldKind::Text(9), ""),
        (FieldKind::Text(9), "?"),
        (FieldKind::Text(9), "?a"),
        (FieldKind::Text(9), "\\a"),
        (date, "987"),
        (date, "1987-5"),
        (date, "1987-00"),
        (date, "1987-05-00"),
        (date, "1987-02-29"),
        (date, "12/05/1987"),
        (FieldKind::Whole, "007"),
        (FieldKind::Whole, "+7"),
        (FieldKind::Whole, "-0"),
        (FieldKind::Whole, "-"),
        (FieldKind::Whole, "9223372036854775808"),
        (FieldKind::YesNo, "1"),
        (FieldKind::YesNo, "Yes"),
        (FieldKind::Lookup(member::KIND), "018F2B7C-0000-7000-8000-000000000000"),
        (FieldKind::Lookup(member::KIND), "018f2b7c000070008000000000000000"),
        (FieldKind::Lookup(member::KIND), "018f2b7c-0000-7000-80000-00000000000"),
        (timeline, "2019:active"),
        (timeline, "2019: active;2020: died"),
        (timeline, "2020: active; 2019: died"),
        (timeline, "2020: active; died"),
        (timeline, "2019: active()"),
        (timeline, "2019: active ()"),
        (timeline, "2019: active(x)"),
        (timeline, "2019: active (x) "),
        (timeline, "2019: active (x"),
        (timeline, "2019: active; "),
        (timeline, "2019: "),
        (timeline, "19: active"),
        (timeline, "a: b: c"),
        (timeline, "acti\\ve"),
        (timeline, "active\\"),
    ] {
        assert_eq!(read(&kind, text), Err(Fault::Form), "{text:?}");
    }
}

#[test]
fn texts_are_held_to_their_rules() {
    for (kind, text, fault) in [
        (FieldKind::Name, "=1+1", Fault::Formula),
        (FieldKind::Name, "@a", Fault::Formula),
        (FieldKind::Text(9), "a\nb", Fault::Acts),
        (FieldKind::Note, "a\rb", Fault::Acts),
        (FieldKind::Note, "a\u{202e}b", Fault::Acts),
        (FieldKind::Note, "? a\u{feff}", Fault::Acts),
        (FieldKind::Text(9), "Hoa\u{300}", Fault::Apart),
        (FieldKind::Choice("genders"), "a\u{200b}", Fault::Acts),
        (TIMELINES[0], "2019: a (\u{1b}[2J)", Fault::Acts),
    ] {
        assert_eq!(read(&kind, text), Err(fault), "{text:?}");
        let as_value = match kind {
            FieldKind::Choice(_) => Value::Code(text.into()),
            _ => Value::Text(text.into()),
        };
        if !matches!(kind, FieldKind::Timeline(_)) && !text.starts_with('?') {
            assert_eq!(written(&kind, &as_value), Err(fault), "{text:?}");
        }
    }
    let long = "x".repeat(crate::exchange::bundle::fault::MAX_FIELD + 1);
    assert_eq!(read(&FieldKind::Note, &long), Err(Fault::Large));
    for text in ["+84912345678", "- ghi thêm", "=1"] {
        assert!(read(&FieldKind::Note, text).is_ok() && read(&FieldKind::Phone, text).is_ok());
    }
}

#[test]
fn a_value_of_another_kind_than_its_field_is_no_value_of_it() {
    let values = [
        Value::Text("a".into()),
        Value::Code("a".into()),
        Value::Date(PartialDate { year: 1954, month: 0, day: 0 }),
        Value::Ref(RecordId([7; 16])),
        Value::Whole(1),
        Value::Flag(true),
        Value::Timeline(vec![Step { from: None, value: Value::Flag(true), reason: "".into() }]),
    ];
    for kind in KINDS {
        let fits: Vec<_> = values.iter().filter(|v| written(kind, v).is_ok()).collect();
        assert_eq!(fits.len(), 1, "{kind:?}: {fits:?}");
    }
}
