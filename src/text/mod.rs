//! What text is: cleaning, folding, Vietnamese order, width, the line editor, Telex and VNI.

pub mod clean;
pub mod compose;
pub mod fold;
pub mod hex;
pub mod legacy;
mod letter;
pub mod line;
pub mod order;
mod syllable;
pub mod width;
