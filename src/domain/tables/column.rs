//! Many short texts in one piece of memory: 13,000 names without as many allocations.

/// Texts by number.
#[derive(Clone, Default)]
pub(super) struct Column {
    text: String,
    /// Where each one ends.
    ends: Vec<u32>,
}

impl Column {
    /// Takes a text in and says its number; None where there is no room (4 GiB).
    pub(super) fn push(&mut self, text: &str) -> Option<u32> {
        let end = u32::try_from(self.text.len() + text.len()).ok()?;
        let at = u32::try_from(self.ends.len()).ok()?;
        self.text.push_str(text);
        self.ends.push(end);
        Some(at)
    }

    /// The text of that number, empty where there is none.
    pub(super) fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        match (start, self.ends.get(at)) {
            (Some(start), Some(end)) => {
                self.text.get(start as usize..*end as usize).unwrap_or_default()
            }
            _ => "",
        }
    }
}
