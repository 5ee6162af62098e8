//! `densach operator`: who may key.

use super::context::{Context, Session, seed};
use super::progress::Progress;
use super::set::save;
use super::spec::{Does, Spec, flag, none, option, text, word};
use crate::domain::records::operator::{self, Operator};
use crate::domain::{Record, Role, Value, show};
use crate::exchange::saved;
use crate::exchange::{ask, rows};
use crate::lang::errors::operators::PIN_OWN;
use crate::lang::errors::register::NOT_FOUND;
use crate::lang::{Problem, cli as say};
use crate::register::care::reset_pin;
use crate::register::{Act, Change, Request, Set, Shown};
use crate::text::fold::fold;
use clap::ArgMatches;
use serde_json::json;

/// `densach operator add|list|off|pin`.
pub(super) static SPEC: Spec = Spec {
    name: "operator",
    about: &say::OPERATOR,
    more: &say::NOTHING,
    examples: &["densach operator list", "densach operator add Hùng --role reviewer"],
    args: none,
    does: Does::Subs(&[&ADD, &LIST, &OFF, &PIN]),
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

static PIN: Spec = Spec {
    name: "pin",
    about: &say::OPERATOR_PIN,
    more: &say::OPERATOR_PIN_MORE,
    examples: &[
        "densach operator pin Lan",
        "densach operator pin Hùng --clear --operator Lan",
        "densach operator pin Lan --reset",
    ],
    args: |lang| {
        vec![
            word("name", "NAME", &say::OPERATOR_NEW, lang),
            flag("clear", &say::OPERATOR_PIN_CLEAR, lang),
            flag("reset", &say::OPERATOR_PIN_RESET, lang).conflicts_with("clear"),
        ]
    },
    does: Does::Run(pin),
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
    let act =
        Act::Put { id: None, kind: operator::KIND, base: None, set: set.into(), source: None };
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
                true => vec![(operator::ACTIVE, Some(Value::Flag(false)))].into(),
                false => Set::default(),
            },
            source: None,
        }],
        ..Change::default()
    };
    save(context, session, &record, change)
}

fn pin(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let typed = text(matches, "name");
    let clear = matches.get_flag("clear");
    if matches.get_flag("reset") {
        let mut bar = Progress::new(context);
        let ssh = super::places::ssh();
        reset_pin(&context.options(true)?, typed, &ssh, &mut |done, all| bar.at(done, all))?;
        bar.end();
        return said_pin(context, typed, false);
    }
    // One's own, unless it is said who does it.
    context.operator.get_or_insert_with(|| typed.to_owned());
    let mut session = context.open(true)?;
    let wanted = |record: &Record| fold(&Operator(record).short_name()) == fold(typed);
    let found = all(&mut session)?.into_iter().find(|shown| wanted(&shown.record));
    let of = found.ok_or_else(|| Problem::new(&NOT_FOUND, [typed]))?.record;
    if !clear && of.id != session.welcome.operator {
        return Err(Problem::new(&PIN_OWN, [Operator(&of).short_name()]));
    }
    let pin = if clear { None } else { Some(super::pin::new(context)?) };
    session.door.call(Request::SetPin { request: seed()?, of: of.id, pin })?;
    session.close()?;
    said_pin(context, &Operator(&of).short_name(), !clear)
}

fn said_pin(context: &mut Context, name: &str, set: bool) -> Result<u8, Problem> {
    if context.json() {
        context.out.object(&json!({ "name": name, "pin": set }))?;
    } else {
        let said = if set { &say::PIN_SET } else { &say::PIN_CLEARED };
        let said = said.fill(context.lang(), &[name]);
        context.out.line(&said)?;
    }
    Ok(0)
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
            "role": operator.role().map(Role::code),
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
