//! What stands where in the base file: its name, its sections, how a row is noted.

/// The file's name.
pub(super) const NAME: &str = "names";
/// Its name while it is being written.
pub(super) const TMP: &str = "names.tmp";
/// The format's version.
pub(super) const VERSION: u16 = 1;
/// Record types a file can tell apart.
pub(super) const MOST_KINDS: usize = 128;
const ACTIVE: u8 = 0x80;

/// Section: the documents' bytes, one behind the other.
pub(super) const DOCS: usize = 0;
/// Section: where each row's document begins, u64 LE.
pub(super) const OFFSETS: usize = 1;
/// Section: each row's record, 16 bytes.
pub(super) const IDS: usize = 2;
/// Section: each row's [`Attr`].
pub(super) const ATTRS: usize = 3;
/// Section: the column, the syllables of row behind row, u16 LE.
pub(super) const UNITS: usize = 4;
/// Section: the dictionary's bytes.
pub(super) const WORDS: usize = 5;
/// Section: the record types, u16 LE.
pub(super) const KINDS: usize = 6;
/// From here on, for each map a section of its entries (key, row u32 BE) and one of its fences
/// (the first key of each page).
pub(super) const MAPS: usize = 7;

/// What the column knows of a row besides its syllables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attr {
    /// Its year.
    pub(super) year: u16,
    /// Active, and the place of its type among the types.
    flags: u8,
    /// Units of its syllables.
    pub(super) units: u8,
}

impl Attr {
    /// Of a row whose type stands at that place.
    pub(super) fn new(year: u16, kind: usize, active: bool, units: usize) -> Self {
        let kind = u8::try_from(kind).unwrap_or(0);
        Self {
            year,
            flags: kind | if active { ACTIVE } else { 0 },
            units: u8::try_from(units).unwrap_or(u8::MAX),
        }
    }

    /// Living and active.
    pub(super) fn active(self) -> bool {
        self.flags & ACTIVE != 0
    }

    /// The place of its type.
    pub(super) fn kind(self) -> usize {
        usize::from(self.flags & !ACTIVE)
    }

    /// Its bytes.
    pub(super) fn encode(self) -> [u8; 4] {
        let [low, high] = self.year.to_le_bytes();
        [low, high, self.flags, self.units]
    }

    /// From its bytes.
    pub(super) fn decode([low, high, flags, units]: [u8; 4]) -> Self {
        Self { year: u16::from_le_bytes([low, high]), flags, units }
    }
}
