//! `densach journal`: the truth on disk, proved or listed.

use super::clock;
use super::context::Context;
use super::progress::Progress;
use super::spec::{Does, Spec, none, option};
use crate::domain::records;
use crate::journal::{BatchNote, Change, Damage, Frame, FrameKind, Group, Journal, Mode, Verdict};
use crate::lang::{Lang, Problem, cli as say, one};
use crate::register::care::verify;
use clap::{ArgMatches, value_parser};
use serde_json::{Value as Json, json};

/// `densach journal verify|show`.
pub(super) static SPEC: Spec = Spec {
    name: "journal",
    about: &say::JOURNAL,
    more: &say::NOTHING,
    examples: &["densach journal verify", "densach journal show --after 1000"],
    args: none,
    does: Does::Subs(&[&VERIFY, &SHOW]),
};

static VERIFY: Spec = Spec {
    name: "verify",
    about: &say::JOURNAL_VERIFY,
    more: &say::JOURNAL_VERIFY_MORE,
    examples: &["densach journal verify --json"],
    args: none,
    does: Does::Run(prove),
};

static SHOW: Spec = Spec {
    name: "show",
    about: &say::JOURNAL_SHOW,
    more: &say::JOURNAL_SHOW_MORE,
    examples: &["densach journal show --after 1000 --limit 20", "densach journal show --json"],
    args: |lang| {
        vec![
            option("after", "SEQ", &say::JOURNAL_AFTER, lang)
                .default_value("0")
                .value_parser(value_parser!(u64)),
            option("limit", "N", &say::JOURNAL_LIMIT, lang).value_parser(value_parser!(u64)),
        ]
    },
    does: Does::Run(show),
};

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn prove(context: &mut Context, _: &ArgMatches) -> Result<u8, Problem> {
    let mut bar = Progress::new(context);
    let verdict = verify(&context.options(false)?, &mut |done, all| bar.at(done, all))?;
    bar.end();
    if context.json() {
        context.out.object(&verdict_object(&verdict, context.lang()))?;
    } else {
        verdict_lines(context, &verdict)?;
    }
    Ok(u8::from(!verdict.damage.is_empty()))
}

fn verdict_object(verdict: &Verdict, lang: Lang) -> Json {
    let damage = |damage: &Damage| {
        json!({
            "file": damage.file.display().to_string(),
            "offset": damage.offset,
            "what": one(&damage.what, lang),
            "records": damage.records.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    };
    json!({
        "ok": verdict.damage.is_empty(),
        "groups": verdict.groups,
        "frames": verdict.frames,
        "bytes": verdict.bytes,
        "segments": verdict.segments,
        "erased": verdict.erased,
        "torn": verdict.torn,
        "seq": verdict.head.map(|head| head.seq),
        "chain": verdict.head.map(|head| hex(&head.chain)),
        "damage": verdict.damage.iter().map(damage).collect::<Vec<_>>(),
        "mended": verdict.mended.iter().map(damage).collect::<Vec<_>>(),
    })
}

fn verdict_lines(context: &mut Context, verdict: &Verdict) -> Result<(), Problem> {
    let lang = context.lang();
    let numbers = [verdict.segments, verdict.groups, verdict.frames, verdict.bytes];
    let numbers = numbers.map(|number| number.to_string());
    context.out.line(&say::VERDICT.fill(lang, &numbers))?;
    if let Some(head) = verdict.head {
        let params = [head.seq.to_string(), hex(&head.chain)];
        context.out.line(&say::VERDICT_HEAD.fill(lang, &params))?;
    }
    if verdict.torn > 0 {
        context.out.line(&say::VERDICT_TORN.fill(lang, &[verdict.torn.to_string()]))?;
    }
    for damage in verdict.damage.iter().chain(&verdict.mended) {
        let codes: Vec<_> = damage.records.iter().map(|id| id.short()).collect();
        let file = damage.file.display().to_string();
        let params = [file, damage.offset.to_string(), damage.what.clone(), codes.join(", ")];
        context.out.line(&say::VERDICT_DAMAGE.fill(lang, &params))?;
    }
    let end = if verdict.damage.is_empty() { &say::VERDICT_GOOD } else { &say::VERDICT_BAD };
    context.out.line(end.get(lang))
}

fn show(context: &mut Context, matches: &ArgMatches) -> Result<u8, Problem> {
    let after = matches.get_one::<u64>("after").copied().unwrap_or(0);
    let mut left = matches.get_one::<u64>("limit").copied().unwrap_or(u64::MAX);
    let (journal, opened) = Journal::open(&context.dir()?, Mode::Read, &[])?;
    let left_out = journal.replay(after, &mut |group| {
        if left == 0 {
            return Ok(false);
        }
        left -= 1;
        if context.json() {
            context.out.object(&group_object(group))?;
        } else {
            group_lines(context, group)?;
        }
        Ok(true)
    })?;
    Ok(u8::from(!opened.damage.is_empty() || !left_out.0.is_empty()))
}

fn kind_name(kind: FrameKind) -> &'static str {
    match kind {
        FrameKind::Put => "put",
        FrameKind::Delete => "delete",
        FrameKind::Alias => "merge",
        FrameKind::Session => "session",
        FrameKind::Batch => "batch",
        FrameKind::Note => "note",
        FrameKind::Erase => "erase",
    }
}

/// The type's name of a frame's record; empty where it has none.
fn type_name(frame: &Frame) -> String {
    match records::of(frame.record_kind) {
        Some(of) => of.name.to_owned(),
        None if frame.record_kind.0 == 0 => String::new(),
        None => frame.record_kind.0.to_string(),
    }
}

/// Why it was done; of a batch what it is.
fn reason(frame: &Frame) -> String {
    let Some(body) = frame.body.as_deref() else { return String::new() };
    match frame.kind {
        FrameKind::Put | FrameKind::Delete | FrameKind::Alias => {
            Change::decode(body).map(|change| change.reason).unwrap_or_default()
        }
        FrameKind::Batch => {
            let said = BatchNote::decode(body).map(|note| format!("{} {}", note.what, note.of));
            said.unwrap_or_default().trim_end().to_owned()
        }
        _ => String::new(),
    }
}

fn group_object(group: &Group) -> Json {
    let frame = |frame: &Frame| {
        json!({
            "seq": frame.seq,
            "what": kind_name(frame.kind),
            "type": type_name(frame),
            "id": frame.record.to_string(),
            "rev": frame.rev.n,
            "digest": hex(&frame.rev.digest),
            "segment": frame.place.segment,
            "offset": frame.place.offset,
            "erased": frame.body.is_none(),
            "reason": reason(frame),
        })
    };
    json!({
        "time": clock::rfc3339(group.note.time),
        "operator": group.note.operator.to_string(),
        "session": group.note.session,
        "batch": group.note.batch,
        "request": hex(&group.note.request),
        "seq": group.head.seq,
        "chain": hex(&group.head.chain),
        "frames": group.frames.iter().map(frame).collect::<Vec<_>>(),
    })
}

fn group_lines(context: &mut Context, group: &Group) -> Result<(), Problem> {
    let time = clock::shown(group.note.time, context.lang());
    for frame in &group.frames {
        let code = match frame.record_kind.0 {
            0 => String::new(),
            _ => frame.record.short(),
        };
        let line = format!(
            "#{}  {time}  {}  {} {code}  rev {}  {}",
            frame.seq,
            kind_name(frame.kind),
            type_name(frame),
            frame.rev.n,
            reason(frame),
        );
        context.out.line(line.trim_end())?;
    }
    Ok(())
}
