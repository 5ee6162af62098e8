//! A row of a list: texts in columns, in one piece of memory.

/// A row: the texts of its columns, and the line it begins at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the file where it begins, from 1.
    pub line: u64,
    pub(super) text: String,
    pub(super) ends: Vec<usize>,
}

impl Row {
    /// A row of those texts, beginning at that line.
    pub fn of<'t>(line: u64, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut row = Self { line, ..Self::default() };
        for text in texts {
            row.text.push_str(text);
            row.ends.push(row.text.len());
        }
        row
    }

    /// How many columns it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no column, or only empty ones.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The text of a column, from 0.
    pub fn get(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let start = match column.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }

    /// Bytes of its texts.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The texts of its columns in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|column| self.get(column))
    }
}
