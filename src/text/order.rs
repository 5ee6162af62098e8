//! Vietnamese order: letters a ă â b c d đ e ê …, then tones ngang < huyền < hỏi < ngã < sắc < nặng.

/// A byte key such that keys compare as whole texts do (unit names, villages).
pub fn key(_text: &str) -> Vec<u8> {
    todo!()
}

/// A byte key for persons: the given name completely (letters, then tones), then the family name,
/// then the middle.
pub fn person_key(_full_name: &str) -> Vec<u8> {
    todo!()
}
