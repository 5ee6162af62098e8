//! What the screens say.
