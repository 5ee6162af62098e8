//! How the bytes of a text file are letters, by the bytes.

use super::Encoding;
use crate::exchange::book::file::Source;
use crate::lang::errors::book::NOT_A_SHEET;
use crate::lang::{Problem, both};

/// As much as is looked at.
const SAMPLE: u64 = 4 * 1024 * 1024;
/// As much as zeros are counted in.
const PAIRS: usize = 8 * 1024;

/// The encoding, and the length of the byte order mark.
pub(super) fn encoding(source: &Source) -> Result<(Encoding, u64), Problem> {
    let sample = source.bytes(0, SAMPLE)?;
    let marks: [(&[u8], Encoding); 3] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8Bom),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ];
    if let Some((mark, encoding)) = marks.into_iter().find(|(mark, _)| sample.starts_with(mark)) {
        return Ok((encoding, mark.len() as u64));
    }
    if let Some(encoding) = wide(&sample) {
        return Ok((encoding, 0));
    }
    if sample.contains(&0) {
        let what = both("tệp nhị phân", "a binary file");
        return Err(Problem::new(&NOT_A_SHEET, [source.name.clone(), what]));
    }
    let (mut whole, mut broken) = (0, 0);
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    let cut_at_the_end = sample.len() as u64 == SAMPLE && broken == 1 && whole > 0;
    if broken <= whole || cut_at_the_end {
        // Here and there a broken letter: the csv reader tells in which row.
        return Ok((Encoding::Utf8, 0));
    }
    Ok((single(&sample), 0))
}

/// UTF-16 without a mark: every other byte of most letters is zero, and hardly any other is.
fn wide(sample: &[u8]) -> Option<Encoding> {
    let sample = sample.get(..PAIRS).unwrap_or(sample);
    let (pairs, _) = sample.as_chunks::<2>();
    let zeros = |at: usize| pairs.iter().filter(|pair| pair.get(at) == Some(&0)).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (many, few) = ((pairs.len() * 2).div_ceil(5), pairs.len() / 50);
    if pairs.is_empty() {
        None
    } else if odd >= many && even <= few {
        Some(Encoding::Utf16Le)
    } else if even >= many && odd <= few {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// The tones of windows-1258.
const TONES: &[u8] = &[0xCC, 0xD2, 0xDE, 0xEC, 0xF2];
/// Its vowels beside those of ASCII.
const VOWELS: &[u8] = &[0xC2, 0xC3, 0xCA, 0xD4, 0xD5, 0xDD, 0xE2, 0xE3, 0xEA, 0xF4, 0xF5, 0xFD];
/// What Vietnamese in windows-1258 does not have, and TCVN3 (the first) or VNI (the second) is
/// full of.
const ALIEN: &[std::ops::RangeInclusive<u8>] = &[
    0xA1..=0xAE,
    0xB5..=0xBE,
    0xD1..=0xD1,
    0xD6..=0xD6,
    0xD8..=0xD8,
    0xEF..=0xEF,
    0xF1..=0xF1,
    0xF6..=0xF6,
    0xF8..=0xF8,
    0xFB..=0xFB,
];

/// A byte a letter: windows-1258 where tones stand behind vowels, otherwise the West's, as which
/// the old fonts' letters are kept.
fn single(sample: &[u8]) -> Encoding {
    let vowel = |byte: &u8| b"aeiouyAEIOUY".contains(byte) || VOWELS.contains(byte);
    let (mut tones, mut alien) = (0_usize, 0_usize);
    for (before, byte) in sample.iter().zip(sample.iter().skip(1)) {
        tones += usize::from(TONES.contains(byte) && vowel(before));
        alien += usize::from(ALIEN.iter().any(|range| range.contains(byte)));
    }
    if alien > tones { Encoding::Windows1252 } else { Encoding::Windows1258 }
}
