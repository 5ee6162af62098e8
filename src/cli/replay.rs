//! `densach replay`: what a layout costs in keys, found out by keying forms through it.

use super::context::Context;
use super::progress::Progress;
use super::spec::{Does, Spec, flag, text, word};
use crate::domain::Field;
use crate::lang::{Lang, Problem, cli as say};
use crate::runtime::replay::{Done, Outcome, Plan, Sort, keyed};
use clap::{ArgMatches, value_parser};
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};

/// `densach replay LAYOUT FORMS.csv`.
pub(super) static SPEC: Spec = Spec {
    name: "replay",
    about: &say::REPLAY,
    more: &say::REPLAY_MORE,
    examples: &[
        "densach generate member 500 --paper A --out phieu.csv",
        "densach replay A phieu.csv",
        "densach replay A phieu.csv --grid",
        "densach replay A phieu.csv --json --register ~/thu",
    ],
    args: |lang| {
        vec![
            word("layout", "LAYOUT", &say::REPLAY_LAYOUT, lang),
            word("forms", "FORMS.csv", &say::REPLAY_FORMS, lang)
                .value_parser(value_parser!(PathBuf)),
            flag("grid", &say::REPLAY_GRID, lang),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let named = context.names_register();
    let plan = Plan {
        layout: text(matches, "layout"),
        file: matches.get_one::<PathBuf>("forms").map_or(Path::new(""), PathBuf::as_path),
        register: named.then(|| context.options(true)).transpose()?,
        operator: context.operator.clone().filter(|_| named),
        grid: matches.get_flag("grid"),
        lang: context.lang(),
    };
    let mut bar = Progress::new(context);
    let outcome = keyed(&plan, &mut |done, all| bar.at(done, all))?;
    bar.end();
    let told = Told::of(&outcome);
    if context.json() {
        context.out.object(&told.json(&outcome, context.lang()))?;
    } else {
        told.write(&outcome, context)?;
    }
    Ok(u8::from(told.exact < outcome.forms.len()))
}

/// Enter, Tab, arrows.
fn moves(sort: Sort) -> bool {
    matches!(sort, Sort::Take | Sort::Pass)
}

/// What a field costs, in keys per form.
struct Row {
    name: &'static str,
    label: String,
    keys: [f64; 6],
    least: f64,
}

/// The figures.
struct Told {
    exact: usize,
    differing: usize,
    refused: usize,
    mean: f64,
    p50: usize,
    p95: usize,
    least: f64,
    moving: f64,
    passing: f64,
    again: usize,
    answers: usize,
    rows: Vec<Row>,
}

impl Told {
    fn of(outcome: &Outcome) -> Self {
        let forms: Vec<&Done> =
            outcome.forms.iter().filter(|form| form.refused.is_none()).collect();
        let mut counts: Vec<usize> = forms.iter().map(|form| form.count(|_| true)).collect();
        counts.sort_unstable();
        let nth = |percent: usize| {
            let at = (counts.len() * percent).div_ceil(100).saturating_sub(1);
            counts.get(at).copied().unwrap_or(0)
        };
        let sum = |of: fn(Sort) -> bool| forms.iter().map(|form| form.count(of)).sum::<usize>();
        let per = |keys: usize| per_form(keys, forms.len());
        let least: usize = outcome.least.iter().map(|(_, keys)| keys).sum();
        let differing = forms.iter().filter(|form| !form.differs.is_empty()).count();
        Self {
            exact: forms.len() - differing,
            differing,
            refused: outcome.forms.len() - forms.len(),
            mean: per(sum(|_| true)),
            p50: nth(50),
            p95: nth(95),
            // And the key that saves.
            least: per_form(least, outcome.forms.len()) + 1.0,
            moving: per(sum(moves)),
            passing: per(sum(|sort| sort == Sort::Pass)),
            again: sum(|sort| sort == Sort::Again),
            answers: sum(|sort| sort == Sort::Answer),
            rows: rows(outcome, &forms),
        }
    }

    fn json(&self, outcome: &Outcome, lang: Lang) -> Json {
        let fields: Vec<Json> = self.rows.iter().map(row_json).collect();
        let differs = outcome.forms.iter().flat_map(|form| {
            form.differs.iter().map(|one| {
                json!({ "line": form.line, "field": one.field.name, "said": one.said, "saved": one.saved })
            })
        });
        let refused = outcome.forms.iter().filter_map(|form| {
            let (field, problem) = form.refused.as_ref()?;
            Some(json!({
                "line": form.line, "field": field.map(|field| field.name),
                "code": problem.code.0.name, "message": problem.what(lang),
            }))
        });
        json!({
            "type": outcome.of.name,
            "layout": outcome.layout.name,
            "forms": outcome.forms.len(),
            "exact": self.exact,
            "keys": { "mean": self.mean, "p50": self.p50, "p95": self.p95, "least": self.least },
            "moving": self.moving,
            "passing": self.passing,
            "corrections": self.again,
            "answers": self.answers,
            "kept": outcome.keeps.iter().map(|field| field.name).collect::<Vec<_>>(),
            "skipped": outcome.skips.iter().map(|field| field.name).collect::<Vec<_>>(),
            "grid": outcome.grid,
            "fields": fields,
            "differs": differs.collect::<Vec<_>>(),
            "refused": refused.collect::<Vec<_>>(),
        })
    }

    fn write(&self, outcome: &Outcome, context: &mut Context) -> Result<(), Problem> {
        let lang = context.lang();
        let labels = |fields: &[&'static Field]| {
            let labels: Vec<&str> = fields.iter().map(|field| field.label.get(lang)).collect();
            if labels.is_empty() { "-".to_owned() } else { labels.join(", ") }
        };
        let number = |n: usize| n.to_string();
        let lines = [
            say::REPLAY_FORM.fill(
                lang,
                &[
                    outcome.layout.name.clone(),
                    number(outcome.forms.len()),
                    number(self.exact),
                    number(self.differing),
                    number(self.refused),
                ],
            ),
            say::REPLAY_KEYS.fill(
                lang,
                &[tenth(self.mean), number(self.p50), number(self.p95), tenth(self.least)],
            ),
            say::REPLAY_MOVES.fill(lang, &[tenth(self.moving), tenth(self.passing)]),
            say::REPLAY_AGAIN.fill(lang, &[number(self.again), number(self.answers)]),
            say::REPLAY_KEPT.fill(lang, &[labels(&outcome.keeps), labels(&outcome.skips)]),
        ];
        for line in lines {
            context.out.line(&line)?;
        }
        context.out.table(&self.table(lang))?;
        for form in &outcome.forms {
            for one in &form.differs {
                let label = one.field.label.get(lang).to_owned();
                let params = [form.line.to_string(), label, one.said.clone(), one.saved.clone()];
                context.out.line(&say::REPLAY_DIFFERS.fill(lang, &params))?;
            }
            if let Some((field, problem)) = &form.refused {
                let label = field.map_or("", |field| field.label.get(lang)).to_owned();
                let params = [form.line.to_string(), label, problem.what(lang)];
                context.out.line(&say::REPLAY_REFUSED.fill(lang, &params))?;
            }
        }
        Ok(())
    }

    fn table(&self, lang: Lang) -> Vec<Vec<String>> {
        let head = [
            say::REPLAY_FIELD,
            say::REPLAY_ALL,
            say::REPLAY_VALUE,
            say::REPLAY_TAKE,
            say::REPLAY_PASS,
            say::REPLAY_BEFORE,
            say::REPLAY_OTHER,
            say::REPLAY_LEAST,
        ];
        let mut table = vec![head.iter().map(|label| label.get(lang).to_owned()).collect()];
        for row in &self.rows {
            let label = match row.name {
                "" => say::REPLAY_SAVING.get(lang).to_owned(),
                _ => row.label.clone(),
            };
            let figures = row.keys.iter().chain([&row.least]).map(|keys| tenth(*keys));
            table.push([label].into_iter().chain(figures).collect());
        }
        table
    }
}

/// The fields in the order of the form, then what saves; those without a key are left out.
fn rows(outcome: &Outcome, forms: &[&Done]) -> Vec<Row> {
    let tags = outcome.layout.header.iter().chain(&outcome.layout.fields).copied();
    let mut rows = Vec::new();
    for tag in tags.map(Some).chain([None]) {
        // The key that saves is pressed in some field, and is none of that field's own.
        let here = |(at, sort): (Option<u16>, Sort)| match sort {
            Sort::Save | Sort::Answer => tag.is_none(),
            _ => at == tag,
        };
        let sum = |of: &dyn Fn(Sort) -> bool| -> f64 {
            let keys = forms.iter().flat_map(|form| &form.keys);
            let keys = keys.filter(|(key, _)| here(**key) && of(key.1));
            per_form(keys.map(|(_, keys)| keys).sum(), forms.len())
        };
        let plain = [Sort::Value, Sort::Take, Sort::Pass, Sort::Before];
        let keys = [
            sum(&|_| true),
            sum(&|sort| sort == Sort::Value),
            sum(&|sort| sort == Sort::Take),
            sum(&|sort| sort == Sort::Pass),
            sum(&|sort| sort == Sort::Before),
            sum(&|sort| !plain.contains(&sort)),
        ];
        let field = tag.and_then(|tag| outcome.of.field(tag));
        let least = outcome.least.iter().find(|(field, _)| Some(field.tag) == tag);
        let least = least.map_or(0, |(_, keys)| *keys);
        let least = if tag.is_some() { per_form(least, outcome.forms.len()) } else { 1.0 };
        if keys.first().is_some_and(|all| *all > 0.0) {
            let label = field.map_or("", |field| field.label.vi).to_owned();
            rows.push(Row { name: field.map_or("", |field| field.name), label, keys, least });
        }
    }
    rows
}

fn row_json(row: &Row) -> Json {
    let [all, typed, taken, passed, before, other] = row.keys;
    json!({
        "field": row.name, "keys": all, "typed": typed, "taken": taken, "passed": passed,
        "as_before": before, "other": other, "least": row.least,
    })
}

/// To a hundredth.
fn per_form(keys: usize, forms: usize) -> f64 {
    let hundredths = (keys * 100 + forms / 2).checked_div(forms).unwrap_or(0);
    f64::from(u32::try_from(hundredths).unwrap_or(u32::MAX)) / 100.0
}

fn tenth(keys: f64) -> String {
    format!("{keys:.1}")
}
