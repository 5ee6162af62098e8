//! Reads and proves every byte of a journal; changes nothing.

use super::open::look;
use super::segment::segment_files;
use super::types::{Mode, Verdict, Witness};
use crate::lang::Problem;
use std::path::Path;

/// Reads every byte of the journal in `dir/journal` and proves it, its end by what the witnesses
/// have seen; nothing changes. `progress` is told (bytes read, bytes in all).
///
/// # Errors
/// No journal there, a newer format, looser modes, or the disk.
pub fn verify(
    dir: &Path,
    witnesses: &[Witness],
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Verdict, Problem> {
    let files = segment_files(dir)?;
    let bytes = files.iter().map(|file| file.bytes).sum();
    let mut read = 0;
    let look = look(dir, Mode::Read, true, witnesses, &mut |length| {
        read += length;
        progress(read.min(bytes), bytes);
    })?;
    progress(bytes, bytes);
    let erased = &look.survey.erasures;
    let erased = erased.erased.iter().filter(|(seq, _)| erased.named.contains(seq)).count();
    Ok(Verdict {
        groups: look.survey.groups,
        frames: look.survey.frames,
        bytes,
        segments: files.len() as u64,
        erased: erased as u64,
        head: Some(look.survey.head),
        torn: look.survey.tail.map_or(0, |tail| tail.bytes),
        damage: look.survey.damage,
        mended: look.mended,
    })
}
