//! Invented people and registers.
