//! `densach operator`: who may key.

use super::context::{Context, Session, seed};
use super::set::save;
use super::spec::{Does, Spec, none, option, text, word};
use crate::domain::records::operator::{self, Operator};
use crate::domain::{Record, Value, show};
use crate::exchange::saved;
use crate::exchange::{ask, rows};
use crate::lang::errors::register::NOT_FOUND;
use crate::lang::{Problem, cli as say};
use crate::register::{Act, Change, Shown};
use crate::text::fold::fold;
use clap::ArgMatches;
use serde_json::json;

/// `densach operator add|list|off`.
pub(super) static SPEC: Spec = Spec {
    name: "operator",
    about: &say::OPERATOR,
    more: &say::NOTHING,
    examples: &["densach operator list", "densach operator add Hùng --role reviewer"],
    args: none,
    does: Does::Subs(&[&ADD, &LIST, &OFF]),
};

static ADD: Spec = Spec {
    name: "add",
    about: &say::OPERATOR_ADD,
    more: &say::NOTHING,
    examples: &["densach operator add Hùng", "densach operator add An --role technician"],
    args: |lang| {
        vec![
            word("name", "NAME", &say::OPERATOR_NEW, lang),
            option("role", "ROLE", &say::OPERATOR_ROLE, lang).default_value("clerk"),
        ]
    },
    does: Does::Run(add),
};

static LIST: Spec = Spec {
    name: "list",
    about: &say::OPERATOR_LIST,
    more: &say::NOTHING,
    examples: &["densach operator list --json"],
    args: none,
    does: Does::Run(list),
};

static OFF: Spec = Spec {
    name: "off",
    about: &say::OPERATOR_OFF,
    more: &say::NOTHING,
    examples: &["densach operator off Hùng"],
    args: |lang| vec![word("name", "NAME", &say::OPERATOR_NEW, lang)],
    does: Does::Run(off),
};

fn add(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(true)?;
    let mut set = Vec::new();
    let typed = [
        (operator::SHORT_NAME, text(matches, "name")),
        (operator::ROLE, text(matches, "role")),
        (operator::ACTIVE, "1"),
    ];
    for (tag, typed) in typed {
        let Some(field) = operator::TYPE.field(tag) else { continue };
        match rows::read(field, typed.trim(), &session.tables, session.today) {
            rows::Read::Value(value) => set.push((tag, value)),
            rows::Read::Wrong(problem) => return Err(problem),
            rows::Read::Open(_) => return Err(ask::unexpected("operator")),
        }
    }
    let act = Act::Put { id: None, kind: operator::KIND, base: None, set, source: None };
    let change = Change { request: seed()?, acts: vec![act], ..Change::default() };
    let saved = saved::save(&mut *session.door, change, context.lang())?;
    let ids = saved.revs.iter().map(|(id, _)| *id).collect();
    let made = ask::records(&mut *session.door, ids)?;
    for shown in &made {
        line(context, &session, shown)?;
    }
    session.close()?;
    Ok(0)
}

fn list(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(false)?;
    for shown in all(&mut session)? {
        line(context, &session, &shown)?;
    }
    session.close()?;
    Ok(0)
}

fn off(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let mut session = context.open(true)?;
    let typed = text(matches, "name");
    let wanted = |record: &Record| fold(&Operator(record).short_name()) == fold(typed);
    let found = all(&mut session)?.into_iter().find(|shown| wanted(&shown.record));
    let record = found.ok_or_else(|| Problem::new(&NOT_FOUND, [typed]))?.record;
    let change = Change {
        request: seed()?,
        acts: vec![Act::Put {
            id: Some(record.id),
            kind: operator::KIND,
            base: Some(record.rev),
            set: match Operator(&record).is_active() {
                true => vec![(operator::ACTIVE, Some(Value::Flag(false)))],
                false => Vec::new(),
            },
            source: None,
        }],
        ..Change::default()
    };
    save(context, session, &record, change)
}

fn all(session: &mut Session) -> Result<Vec<Shown>, Problem> {
    let mut all = Vec::new();
    ask::scan(&mut *session.door, operator::KIND, &mut |shown| {
        all.push(shown);
        Ok(())
    })?;
    Ok(all)
}

fn line(context: &mut Context, session: &Session, shown: &Shown) -> Result<(), Problem> {
    let operator = Operator(&shown.record);
    if context.json() {
        return context.out.object(&json!({
            "id": shown.record.id.to_string(),
            "code": shown.record.id.short(),
            "name": operator.short_name(),
            "role": operator.role(),
            "active": operator.is_active(),
        }));
    }
    let lang = context.lang();
    let text = |tag: u16| {
        let field = operator::TYPE.field(tag)?;
        let value = shown.record.values.get(tag)?;
        Some(show::screen(field, &value, &session.tables, lang, &|id| id.short()))
    };
    let active = if operator.is_active() { &say::OPERATOR_ON } else { &say::OPERATOR_GONE };
    context.out.table(&[vec![
        operator.short_name(),
        text(operator::ROLE).unwrap_or_default(),
        active.get(lang).to_owned(),
    ]])
}
