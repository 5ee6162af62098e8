//! `densach init`: a new register.

use super::context::Context;
use super::spec::{Does, Spec, option, text};
use crate::lang::errors::cli as codes;
use crate::lang::{Problem, cli as say};
use crate::register::{NewRegister, create};
use clap::ArgMatches;
use serde_json::json;

/// `densach init --unit CODE --name TEXT --operator NAME`.
pub(super) static SPEC: Spec = Spec {
    name: "init",
    about: &say::INIT,
    more: &say::INIT_MORE,
    examples: &[
        "densach init --unit 15889 --name \"Hội Khuyến học xã Hoằng Phú\" --operator Lan",
        "densach --register /srv/hkh init --unit HKH-01 --name \"Hội Khuyến học cơ quan\" --operator An",
    ],
    args: |lang| {
        vec![
            option("unit", "CODE", &say::INIT_UNIT, lang).required(true),
            option("name", "TEXT", &say::INIT_NAME, lang).required(true),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let Some(operator) = context.operator.clone() else {
        return Err(Problem::new(&codes::MISSING_ARGUMENT, ["--operator NAME"]));
    };
    let dir = context.dir()?;
    let new = NewRegister {
        code: text(matches, "unit").trim().to_owned(),
        name: text(matches, "name").trim().to_owned(),
        operator,
    };
    create(&dir, &new)?;
    let path = dir.display().to_string();
    if context.json() {
        context.out.object(&json!({ "register": path, "unit": new.code, "name": new.name }))?;
    } else {
        let said = say::INIT_DONE.fill(context.lang(), &[path, new.name]);
        context.out.line(&said)?;
    }
    Ok(0)
}
