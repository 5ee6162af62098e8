//! `densach bundle verify`: whether a bundle is sound and whose it is. Needs no records, only lists of
//! whom one trusts.

use super::opened::Opened;
use super::told;
use super::trusted::Trusted;
use crate::cli::context::Context;
use crate::cli::spec::{Does, Spec, option, text, word};
use crate::exchange::bundle::{Bundle, Expect};
use crate::lang::{Problem, cli as say};
use crate::trust::Trust;
use clap::ArgMatches;
use serde_json::json;
use std::path::Path;

pub(super) static SPEC: Spec = Spec {
    name: "verify",
    about: &say::BUNDLE_VERIFY,
    more: &say::BUNDLE_VERIFY_MORE,
    examples: &[
        "densach bundle verify goi.zip",
        "densach bundle verify goi.zip.age --json",
        "densach bundle verify goi.zip --allowed-signers allowed_signers",
    ],
    args: |lang| {
        vec![
            word("file", "FILE", &say::BUNDLE_FILE, lang),
            option("allowed-signers", "FILE", &say::BUNDLE_SIGNERS, lang),
            option("revoked-keys", "FILE", &say::BUNDLE_REVOKED, lang).requires("allowed-signers"),
        ]
    },
    does: Does::Run(verify),
};

fn verify(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let file = text(matches, "file");
    let trusted = Trusted::by(lists(context, matches)?);
    let opened = Opened::of(context, Path::new(file))?;
    let bundle = Bundle::open(
        opened.path(),
        &|bytes, armoured| trusted.check(bytes, armoured),
        &Expect::anyone(),
    )
    .map_err(|problem| opened.told_of(problem))?;
    if context.json() {
        let mut object = told::json(&bundle);
        object.insert("file".into(), json!(file));
        object.insert("sealed".into(), json!(opened.was_sealed()));
        object.insert("verdict".into(), json!("sound"));
        object.insert("fingerprint".into(), json!(trusted.fingerprint()));
        context.out.object(&object.into())?;
        return Ok(0);
    }
    let lang = context.lang();
    context.out.line(&say::BUNDLE_SOUND.fill(lang, &[file, &trusted.fingerprint()]))?;
    context.out.table(&told::rows(&bundle, lang))?;
    context.out.line(say::BUNDLE_NOT_ASKED.get(lang))?;
    Ok(0)
}

/// Whom one trusts: the register's lists, or those named.
fn lists(context: &Context, matches: &ArgMatches) -> Result<Trust, Problem> {
    let named = |id| Some(text(matches, id)).filter(|path| !path.is_empty()).map(Path::new);
    match named("allowed-signers") {
        Some(signers) => Trust::of(signers, named("revoked-keys")),
        None => Trust::load(&context.folder()?),
    }
}
