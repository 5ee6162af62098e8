//! Vietnamese without an input method: Telex and VNI, a word at a time.

/// How typed letters become Vietnamese.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// As they come.
    #[default]
    Off,
    /// Telex.
    Telex,
    /// VNI.
    Vni,
}

impl Method {
    /// off → Telex → VNI → off.
    pub fn next(self) -> Self {
        match self {
            Self::Off => Self::Telex,
            Self::Telex => Self::Vni,
            Self::Vni => Self::Off,
        }
    }
}

/// The raw keys of the word being typed, and what they make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composer {}

impl Composer {
    /// With that method.
    pub fn new(_method: Method) -> Self {
        todo!()
    }

    /// The method.
    pub fn method(&self) -> Method {
        todo!()
    }

    /// Switches (at the start of a word).
    pub fn set_method(&mut self, _method: Method) {
        todo!()
    }

    /// A letter was typed; the word up to the cursor is `word`. The word to put in its place, or
    /// None: insert the letter as it is (and the composer starts anew where it is no word letter).
    pub fn push(&mut self, _letter: char, _word: &str) -> Option<String> {
        todo!()
    }

    /// The raw keys of this word, to stand as they were typed; composing pauses until the word ends.
    pub fn raw(&mut self) -> Option<String> {
        todo!()
    }

    /// The cursor moved, or something was erased: the word so far is over.
    pub fn reset(&mut self) {
        todo!()
    }
}
