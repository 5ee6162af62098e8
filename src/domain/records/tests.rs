//! What is for ever about record types, and what each description must hold.

use super::*;
use crate::domain::{Field, FieldKind, Find};
use crate::text::width::columns;
use std::collections::BTreeSet;

/// Every (type, kind, tag, name, what it holds) that was ever released. Lines are added, never
/// changed or taken away. A type of which it has no line is not released yet.
const FOR_EVER: &str = include_str!("for_ever.txt");

fn holds(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Timeline(inner) => format!("timeline {}", holds(inner)),
        FieldKind::Text(_) | FieldKind::Name | FieldKind::Note => "text".into(),
        FieldKind::CitizenId | FieldKind::Phone | FieldKind::Secret => "text".into(),
        FieldKind::PartialDate | FieldKind::Date => "date".into(),
        FieldKind::Choice(table) => format!("code {table}"),
        FieldKind::Area(_) => "code area".into(),
        FieldKind::Lookup(kind) => format!("ref {}", kind.0),
        FieldKind::Whole | FieldKind::Vnd => "whole".into(),
        FieldKind::YesNo => "flag".into(),
    }
}

fn fields() -> impl Iterator<Item = (&'static RecordType, &'static Field)> {
    all().iter().flat_map(|ty| ty.fields.iter().map(move |field| (*ty, field)))
}

#[test]
fn tags_names_and_value_types_are_for_ever() {
    let now: Vec<String> = fields()
        .map(|(ty, field)| {
            format!("{} {} {} {} {}", ty.name, ty.kind.0, field.tag, field.name, holds(&field.kind))
        })
        .collect();
    let golden: Vec<&str> = FOR_EVER.lines().collect();
    let of = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    let released: BTreeSet<String> = golden.iter().map(|line| of(line)).collect();
    let now: Vec<String> = now.into_iter().filter(|line| released.contains(&of(line))).collect();
    assert_eq!(now, golden, "a released tag may not change; a new one is added to for_ever.txt");
}

#[test]
fn numbers_and_names_stand_once() {
    let mut seen = BTreeSet::new();
    for ty in all() {
        assert!(seen.insert(ty.kind.0.to_string()) && seen.insert(ty.name.to_string()));
        let tags: BTreeSet<u16> = ty.fields.iter().map(|field| field.tag).collect();
        let names: BTreeSet<&str> = ty.fields.iter().map(|field| field.name).collect();
        assert_eq!((tags.len(), names.len()), (ty.fields.len(), ty.fields.len()), "{}", ty.name);
        assert!(tags.iter().all(|tag| (1..0x8000).contains(tag)), "{}", ty.name);
        for lang in [crate::lang::Lang::Vi, crate::lang::Lang::En] {
            let labels: BTreeSet<&str> = ty.fields.iter().map(|f| f.label.get(lang)).collect();
            assert_eq!(labels.len(), ty.fields.len(), "{} has a label twice", ty.name);
        }
        let layouts: BTreeSet<&str> = ty.layouts.iter().map(|layout| layout.name).collect();
        assert_eq!(layouts.len(), ty.layouts.len(), "{}", ty.name);
        assert_eq!(named(ty.name).map(|found| found.kind), Some(ty.kind));
        assert_eq!(of(ty.kind).map(|found| found.name), Some(ty.name));
    }
}

#[test]
fn every_required_field_stands_in_every_layout_and_every_tag_named_exists() {
    for ty in all() {
        // What nobody enters the register writes itself.
        assert!(ty.is_entered() || ty.internal, "{}", ty.name);
        assert!(!ty.title.is_empty() && !ty.list.is_empty());
        for layout in ty.layouts {
            let tags: Vec<u16> = layout.header.iter().chain(layout.fields).copied().collect();
            let once: BTreeSet<u16> = tags.iter().copied().collect();
            assert_eq!(once.len(), tags.len(), "{} {}", ty.name, layout.name);
            for field in ty.fields.iter().filter(|field| field.required) {
                assert!(once.contains(&field.tag), "{} {} {}", ty.name, layout.name, field.name);
            }
            assert!(tags.iter().all(|tag| ty.field(*tag).is_some_and(|field| !field.retired)));
        }
        let linked = ty.linked.iter().copied().flatten();
        let within = ty.within.iter();
        let within = within.flat_map(|(group, tags)| std::iter::once(group).chain(*tags));
        for tag in ty.list.iter().chain(ty.title).chain(linked).chain(within) {
            assert!(ty.field(*tag).is_some(), "{} names tag {tag}", ty.name);
        }
        let words = ty.fields.iter().filter(|field| field.find == Find::Words);
        let mut words = words.map(|field| field.tag);
        assert!(words.all(|tag| ty.title.contains(&tag)), "{}", ty.name);
    }
}

#[test]
fn a_status_is_dated_and_what_goes_with_it_can_be_typed() {
    let tables = crate::domain::Tables::built_in().unwrap();
    for ty in all() {
        let Some(status) = &ty.status else { continue };
        let field = ty.field(status.tag).unwrap();
        let rows = match field.kind {
            FieldKind::Timeline(FieldKind::Choice(table)) => tables.choices(table),
            kind => {
                assert_eq!(kind, FieldKind::PartialDate, "{}", ty.name);
                None
            }
        };
        for (code, tags) in status.asks {
            assert!(rows.unwrap().row(code).is_some(), "{} {code}", ty.name);
            for asked in tags.iter().map(|tag| ty.field(*tag).unwrap()) {
                // What only the register can read is not asked there.
                let kind = asked.kind;
                let reads = !matches!(kind, FieldKind::Lookup(_) | FieldKind::Timeline(_));
                assert!(reads, "{} {}", ty.name, asked.name);
            }
        }
    }
}

#[test]
fn labels_fit_their_column_and_help_fits_its_line() {
    for (ty, field) in fields() {
        for lang in [crate::lang::Lang::Vi, crate::lang::Lang::En] {
            let star = if field.required { " *" } else { "" };
            let label = format!("{}{star}", field.label.get(lang));
            assert!(columns(&label) <= 17, "{} {}: {label}", ty.name, field.name);
            let help = field.help.get(lang);
            assert!(!help.is_empty() && columns(help) <= 60, "{} {}", ty.name, field.name);
        }
    }
}

#[test]
fn unique_fields_can_be_looked_up_and_references_lead_somewhere() {
    for (ty, field) in fields() {
        assert!(!field.unique || field.find == Find::Exact, "{} {}", ty.name, field.name);
        if let FieldKind::Lookup(kind) = field.kind.at_a_time() {
            assert!(of(*kind).is_some() && field.find == Find::Filter, "{}", field.name);
        }
        if let FieldKind::Timeline(inner) = field.kind {
            assert!(!matches!(inner, FieldKind::Timeline(_)), "{}", field.name);
        }
        if field.find == Find::Year {
            assert_eq!(field.kind, FieldKind::PartialDate);
        }
    }
}
