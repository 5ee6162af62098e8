//! densach (*đèn sách*, "lamp and books"): the register of a learning-promotion association.
//!
//! The floors, lowest first. A floor uses lower floors only, two of one floor do not use each
//! other, and `term` uses `keys` (and `lang` for its errors) alone; `tests/architecture.rs` holds this.
//!
//! | floor | module | what it is |
//! |---|---|---|
//! | 0 | [`text`] | what text is: line editor, folding, collation, Telex/VNI, width |
//! | 0 | [`lang`] | every message outside the record types, in Vietnamese and English |
//! | 0 | [`keys`] | what a key is: its name, written and read |
//! | 1 | [`domain`] | records and rules; asks neither clock nor disk |
//! | 2 | [`journal`] | the truth on disk |
//! | 2 | [`derived`] | the sled store and the search, both thrown away and made again at will |
//! | 3 | [`register`] | the door: every reading and every change goes through it |
//! | 3 | [`trust`] | keys, who is trusted, signing and checking |
//! | 4 | [`exchange`] | csv and json, in and out |
//! | 4 | [`invent`] | invented people and registers |
//! | 5 | [`app`] | model, screens, keymap, update: pure |
//! | 6 | [`ui`] | model to cells |
//! | 6 | [`term`] | bytes to keys, cells to one write a frame; knows no record |
//! | 7 | [`runtime`] | wires term, app, ui and the door |
//! | 8 | [`cli`] | one file per subcommand |
#![forbid(unsafe_code)]
#![warn(missing_docs, unreachable_pub)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod keys;
pub mod lang;
pub mod text;

pub mod domain;

pub mod derived;
pub mod journal;

pub mod register;
pub mod trust;

pub mod exchange;
pub mod invent;

pub mod app;

pub mod term;
pub mod ui;

pub mod runtime;

pub mod cli;
