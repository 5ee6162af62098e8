//! The bytes of `data/` that are built into the program: named here and nowhere else.

macro_rules! data {
    ($path:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $path))
    };
}

use super::{Level, Scheme};

/// Tables to choose from, by the name a field gives.
pub(super) static CHOICES: &[(&str, &[u8])] = &[
    ("genders", data!("tables/genders.csv")),
    ("education", data!("tables/education.csv")),
    ("ethnic_groups", data!("tables/ethnic_groups.csv")),
    ("unit_kinds", data!("tables/unit_kinds.csv")),
    ("village_kinds", data!("tables/village_kinds.csv")),
    ("member_status", data!("tables/member_status.csv")),
    ("roles", data!("tables/roles.csv")),
    ("centre_status", data!("tables/centre_status.csv")),
    ("operator_roles", data!("tables/operator_roles.csv")),
    ("bundle_ways", data!("tables/bundle_ways.csv")),
    ("conflict_reasons", data!("tables/conflict_reasons.csv")),
    ("conflict_ends", data!("tables/conflict_ends.csv")),
];

/// Lists of areas.
pub(super) static AREAS: &[(&str, Scheme, Level, &[u8])] = &[
    ("provinces_2025", Scheme::Now, Level::Province, data!("reference/provinces_2025.csv")),
    ("communes_2025", Scheme::Now, Level::Commune, data!("reference/communes_2025.csv")),
    ("provinces_old", Scheme::Old, Level::Province, data!("reference/provinces_old.csv")),
    ("districts_old", Scheme::Old, Level::District, data!("reference/districts_old.csv")),
    ("communes_old", Scheme::Old, Level::Commune, data!("reference/communes_old.csv")),
];

/// Which old commune became which new one.
pub(super) static BECAME: &[u8] = data!("reference/commune_map_2025.csv");
/// What was decided since and is certain.
pub(super) static AMENDMENTS: &[u8] = data!("tables/amendments.csv");
/// Prefixes of mobile numbers.
pub(super) static MOBILE: &[u8] = data!("reference/phone_prefixes.csv");
/// Mobile numbers of before 2018.
pub(super) static CONVERTED: &[u8] = data!("reference/phone_old11_to_10.csv");
/// Prefixes of citizen ids.
pub(super) static CITIZEN: &[u8] = data!("reference/cccd_province.csv");
/// What people write over the columns of their lists.
pub(super) static HEADINGS: &[u8] = data!("tables/headings.csv");
/// The words of lines and cells that are no entry.
pub(super) static SHEET_WORDS: &[u8] = data!("tables/sheet_words.csv");
