//! The bytes of `data/` that are built into the program: named here and nowhere else.

macro_rules! data {
    ($path:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", $path))
    };
}

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
];
