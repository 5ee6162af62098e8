//! Capitals of TCVN3: its toned capitals have no codes of their own, so that "NGUYỄN THỊ HÀ" is
//! written with the small letters' codes and only the letters around them tell.

/// What the letters of a word tell of its case.
#[derive(Clone, Copy, Default)]
struct Told {
    capitals: usize,
    small: usize,
}

impl Told {
    fn of(coded: &str) -> Self {
        let mut told = Self::default();
        for c in coded.chars() {
            told.capitals += usize::from(c.is_ascii_uppercase() || has_own_capital(c));
            told.small += usize::from(c.is_ascii_lowercase() || has_own_small(c));
        }
        told
    }

    fn is_capitals(self) -> bool {
        self.capitals >= 2 && self.small == 0
    }

    /// One capital and nothing that tells: "Hµ" is Hà or HÀ.
    fn may_be_either(self) -> bool {
        self.capitals == 1 && self.small == 0
    }
}

/// Ă Â Ê Ô Ơ Ư Đ
fn has_own_capital(c: char) -> bool {
    ('\u{a1}'..='\u{a7}').contains(&c)
}

/// ă â ê ô ơ ư đ
fn has_own_small(c: char) -> bool {
    ('\u{a8}'..='\u{ae}').contains(&c)
}

/// The converted text with the words that are written in capitals raised. `coded` is the same text
/// in codes: letter for letter.
pub(super) fn raised(coded: &str, converted: &str) -> String {
    let all: Vec<Told> = words(coded).map(|(word, _)| Told::of(word)).collect();
    let any = all.iter().any(|told| told.is_capitals());
    let no_small = all.iter().all(|told| told.small == 0);
    let mut out = String::with_capacity(converted.len());
    let mut letters = converted.chars();
    for ((word, gap), told) in words(coded).zip(&all) {
        let own: String = letters.by_ref().take(word.chars().count()).collect();
        let raise = told.is_capitals() || told.may_be_either() && any && no_small;
        match (raise, begins_either(word) && others_begin_large(coded)) {
            (true, _) => out.push_str(&own.to_uppercase()),
            (false, true) => {
                let mut own = own.chars();
                out.extend(own.next().into_iter().flat_map(char::to_uppercase));
                out.extend(own);
            }
            (false, false) => out.push_str(&own),
        }
        out.extend(letters.by_ref().take(gap.chars().count()));
    }
    out.extend(letters);
    out
}

/// Whether a word begins with a letter that has no code for its capital: of "¸nh" nobody sees
/// whether ánh or Ánh is meant.
fn begins_either(word: &str) -> bool {
    word.chars().next().is_some_and(|c| !c.is_ascii() && !has_own_capital(c) && !has_own_small(c))
}

/// Whether the words that show it begin with capitals: the text is a name.
fn others_begin_large(coded: &str) -> bool {
    let mut told = coded.split(' ').filter(|word| !begins_either(word)).peekable();
    let large = |c: char| c.is_ascii_uppercase() || has_own_capital(c);
    told.peek().is_some() && told.all(|word| word.starts_with(large))
}

/// Words, each with the space behind it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.find(' ').unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end)?;
        let gap = behind.len() - behind.trim_start_matches(' ').len();
        let (gap, next) = behind.split_at_checked(gap)?;
        rest = next;
        (!word.is_empty() || !gap.is_empty()).then_some((word, gap))
    })
}
