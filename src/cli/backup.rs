//! `densach backup`: one checksummed file of everything that is not derived.

use super::context::Context;
use super::progress::Progress;
use super::spec::{Does, Spec, word};
use crate::lang::{Problem, cli as say};
use crate::register::care::backup;
use clap::{ArgMatches, value_parser};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `densach backup FILE`.
pub(super) static SPEC: Spec = Spec {
    name: "backup",
    about: &say::BACKUP,
    more: &say::BACKUP_MORE,
    examples: &["densach backup /media/usb/hkh-2026-11-22.densach"],
    args: |lang| {
        let file = word("file", "FILE", &say::BACKUP_FILE, lang);
        vec![file.value_parser(value_parser!(PathBuf))]
    },
    does: Does::Run(run),
};

fn run(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let file = matches.get_one::<PathBuf>("file").map_or(Path::new(""), PathBuf::as_path);
    let mut bar = Progress::new(context);
    let made = backup(&context.options(false)?, file, &mut |done, all| bar.at(done, all))?;
    bar.end();
    let path = file.display().to_string();
    if context.json() {
        let line =
            json!({ "file": path, "files": made.files, "bytes": made.bytes, "seq": made.seq });
        context.out.object(&line)?;
    } else {
        let params = [path, made.files.to_string(), made.bytes.to_string(), made.seq.to_string()];
        let said = say::BACKED_UP.fill(context.lang(), &params);
        context.out.line(&said)?;
    }
    Ok(0)
}
