//! `densach restore`: a backup made a register again, in a folder of its own.

use super::clock;
use super::context::Context;
use super::progress::Progress;
use super::spec::{Does, Spec, word};
use crate::lang::{Problem, cli as say};
use crate::register::care::restore;
use clap::{ArgMatches, value_parser};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `densach restore FILE DIR`.
pub(super) static SPEC: Spec = Spec {
    name: "restore",
    about: &say::RESTORE,
    more: &say::RESTORE_MORE,
    examples: &["densach restore /media/usb/hkh-2026-11-22.densach /srv/hkh-moi"],
    args: |lang| {
        let path = value_parser!(PathBuf);
        vec![
            word("file", "FILE", &say::BACKUP_FILE, lang).value_parser(path.clone()),
            word("dir", "DIR", &say::RESTORE_DIR, lang).value_parser(path),
        ]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let path = |id| matches.get_one::<PathBuf>(id).map_or(Path::new(""), PathBuf::as_path);
    let mut bar = Progress::new(context);
    let made = restore(path("file"), path("dir"), &mut |done, all| bar.at(done, all))?;
    bar.end();
    let dir = path("dir").display().to_string();
    if context.json() {
        let time = clock::rfc3339(made.time);
        let line = json!({ "register": dir, "files": made.files, "seq": made.seq, "time": time });
        context.out.object(&line)?;
    } else {
        let time = clock::shown(made.time, context.lang());
        let said = say::RESTORED.fill(context.lang(), &[dir, made.seq.to_string(), time]);
        context.out.line(&said)?;
    }
    Ok(0)
}
