//! The files a bundle may hold, their columns, and datapackage.json, which follows from them
//! (FORMAT.md §1, §4, §5).

use super::hex;
use crate::domain::{Field, Kind, RecordType, records};
use serde::Serialize;

/// The columns before the fields.
pub(super) const META: [&str; 8] = ["id", "rev", "base_rev", "op", "at", "by", "reason", "into"];
/// The columns of figures.csv.
pub(super) const FIGURES: [&str; 6] = ["area", "from", "to", "indicator", "value", "source"];

pub(super) const BAGIT: &str = "bagit.txt";
pub(super) const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
pub(super) const INFO: &str = "bag-info.txt";
pub(super) const MANIFEST: &str = "manifest-sha256.txt";
pub(super) const TAGMANIFEST: &str = "tagmanifest-sha256.txt";
pub(super) const SIGNATURE: &str = "tagmanifest-sha256.txt.sig";
pub(super) const FIGURES_FILE: &str = "data/figures.csv";
pub(super) const PACKAGE: &str = "data/datapackage.json";

/// A file of a bundle.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// One that every bundle has.
    Fixed(&'static str),
    /// The rows of a type.
    Rows(&'static RecordType),
}

impl Place {
    /// Its path below the base folder.
    pub(super) fn path(self) -> String {
        match self {
            Self::Fixed(path) => path.to_owned(),
            Self::Rows(of) => format!("data/{}.csv", of.name),
        }
    }
}

/// The types that travel, by number.
pub(super) fn types() -> Vec<&'static RecordType> {
    let mut types: Vec<_> = records::all().iter().copied().filter(|of| !of.internal).collect();
    types.sort_by_key(|of| of.kind);
    types
}

/// Every file a bundle may hold, in order.
pub(super) fn places() -> Vec<Place> {
    let fixed = |paths: &[&'static str]| -> Vec<Place> {
        paths.iter().map(|path| Place::Fixed(path)).collect()
    };
    let mut places: Vec<Place> = fixed(&[BAGIT]);
    places.extend(types().into_iter().map(Place::Rows));
    places.extend(fixed(&[FIGURES_FILE, PACKAGE, INFO, MANIFEST, TAGMANIFEST, SIGNATURE]));
    places
}

/// The fields of a type that such a bundle carries, in the order of their columns.
#[derive(Clone, Debug)]
pub struct Columns {
    /// The type.
    pub kind: Kind,
    /// The fields.
    pub fields: Vec<&'static Field>,
}

impl Columns {
    /// All fields that leave the register.
    pub fn all(of: &'static RecordType) -> Self {
        Self { kind: of.kind, fields: of.sent_fields() }
    }

    /// Those of these names; None where one does not leave it, or is none.
    pub fn named(of: &'static RecordType, names: &[&str]) -> Option<Self> {
        let fields = of.sent_fields();
        let known = names.iter().all(|name| fields.iter().any(|field| field.name == *name));
        let fields = fields.into_iter().filter(|field| names.contains(&field.name)).collect();
        known.then_some(Self { kind: of.kind, fields })
    }

    /// The columns' names.
    pub(super) fn names(&self) -> Vec<&'static str> {
        META.into_iter().chain(self.fields.iter().map(|field| field.name)).collect()
    }

    /// How many there are.
    pub(super) fn width(&self) -> usize {
        META.len() + self.fields.len()
    }

    /// From the heading of a file; the name that does not belong there.
    pub(super) fn of_heading(of: &'static RecordType, names: &[String]) -> Result<Self, String> {
        let (sent, mut fields, mut last) = (of.sent_fields(), Vec::new(), 0);
        let (meta, rest) = names.split_at_checked(META.len()).unwrap_or((names, &[]));
        for (at, wanted) in META.iter().enumerate() {
            let name = meta.get(at).map_or("", String::as_str);
            if name != *wanted {
                return Err(name.to_owned());
            }
        }
        for name in rest {
            let field = sent.iter().find(|field| field.name == *name && field.tag > last);
            let field = field.ok_or_else(|| name.clone())?;
            last = field.tag;
            fields.push(*field);
        }
        Ok(Self { kind: of.kind, fields })
    }
}

/// A file as the data package tells of it.
pub(super) struct Told {
    /// Its path below the base folder.
    pub(super) path: String,
    /// None of the figures.
    pub(super) columns: Option<Columns>,
    pub(super) bytes: u64,
    pub(super) sha256: [u8; 32],
}

#[derive(Serialize)]
struct Package {
    name: &'static str,
    profile: &'static str,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    name: String,
    path: String,
    profile: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: u64,
    hash: String,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Column>,
    primary_key: Vec<&'static str>,
}

#[derive(Serialize)]
struct Column {
    name: &'static str,
    r#type: &'static str,
    constraints: Constraints,
}

#[derive(Default, Serialize)]
struct Constraints {
    required: bool,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    one_of: &'static [&'static str],
}

const TEXT: &str = "string";

fn column(name: &'static str) -> Column {
    let (r#type, required, one_of): (_, _, &[&str]) = match name {
        "op" => (TEXT, true, &["put", "delete", "merge"]),
        "at" | "id" | "rev" | "by" => (TEXT, true, &[]),
        _ => (TEXT, false, &[]),
    };
    Column { name, r#type, constraints: Constraints { required, one_of } }
}

fn figure(name: &'static str) -> Column {
    let r#type = match name {
        "from" | "to" => "date",
        "value" => "integer",
        _ => TEXT,
    };
    let constraints = Constraints { required: !matches!(name, "value" | "source"), one_of: &[] };
    Column { name, r#type, constraints }
}

/// datapackage.json of these files.
pub(super) fn package(files: &[Told]) -> String {
    let resources = files.iter().map(|file| {
        let path = file.path.trim_start_matches("data/");
        let schema = match &file.columns {
            Some(columns) => {
                let meta = META.into_iter().map(column);
                // A value may be "unknown, with a reason": every field is a text.
                let fields = columns.fields.iter().map(|field| Column {
                    name: field.name,
                    r#type: TEXT,
                    constraints: Constraints::default(),
                });
                Schema { fields: meta.chain(fields).collect(), primary_key: vec!["id"] }
            }
            None => Schema {
                fields: FIGURES.into_iter().map(figure).collect(),
                primary_key: FIGURES.into_iter().take(4).collect(),
            },
        };
        Resource {
            name: path.trim_end_matches(".csv").to_owned(),
            path: path.to_owned(),
            profile: "tabular-data-resource",
            format: "csv",
            mediatype: "text/csv",
            encoding: "utf-8",
            bytes: file.bytes,
            hash: format!("sha256:{}", hex::text(&file.sha256)),
            schema,
        }
    });
    let package = Package {
        name: "densach-bundle",
        profile: "tabular-data-package",
        resources: resources.collect(),
    };
    // Names and numbers alone: nothing in it can fail.
    let mut text = serde_json::to_string(&package).unwrap_or_default();
    text.push('\n');
    text
}
