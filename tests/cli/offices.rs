//! Offices that exchange bundles: registers beside each other, each with its keys, that trust one another.

use crate::desk::{Desk, Ran};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// An office: its register's folder, who signs there, its unit.
#[derive(Clone, Copy)]
pub struct Office {
    pub folder: &'static str,
    pub operator: &'static str,
    pub unit: &'static str,
    pub me: &'static str,
}

/// The commune.
pub const COMMUNE: Office =
    Office { folder: "xa", operator: "Lan", unit: "15889", me: "lan@15889" };
/// The province above it.
pub const PROVINCE: Office = Office { folder: "tinh", operator: "Tinh", unit: "38", me: "tinh@38" };
/// Another commune.
pub const OTHER: Office = Office { folder: "xa2", operator: "Mai", unit: "15886", me: "mai@15886" };

/// The commune's second machine.
pub const SECOND: Office =
    Office { folder: "may2", operator: "Lan", unit: "15889", me: "may2@15889" };

/// A folder with the registers of several offices.
pub struct Offices {
    pub desk: Desk,
}

impl Offices {
    /// Of those; each trusts the others and knows their age keys.
    pub fn of(all: &[Office]) -> Self {
        let offices = Self { desk: Desk::empty() };
        for office in all {
            let dir = offices.desk.path(office.folder);
            let name = format!("Hội Khuyến học {}", office.folder);
            let init = ["init", "--unit", office.unit, "--name", &name, "--operator"];
            let dir = ["--register", dir.to_str().unwrap()];
            let args: Vec<&str> = [&init[..], &[office.operator], &dir].concat();
            offices.desk.bare(&args).ended(0);
            offices.at(*office, &["key", "new"]).ended(0);
        }
        for office in all {
            for other in all.iter().filter(|other| other.unit != office.unit) {
                offices.trusts(*office, *other);
            }
        }
        offices
    }

    /// One trusts another, and can encrypt for them.
    pub fn trusts(&self, office: Office, other: Office) {
        let shown = self.at(other, &["key", "show"]).ended(0).object();
        let public = self.desk.file("pub", shown["public"].as_str().unwrap());
        self.at(office, &["trust", "add", other.me, &public]).ended(0);
        let age = shown["age"].as_str().unwrap();
        self.at(office, &["trust", "add", other.me, "--age", age]).ended(0);
    }

    /// Runs it at an office, wanting json.
    pub fn at(&self, office: Office, args: &[&str]) -> Ran {
        let register = self.desk.path(office.folder);
        let around = ["--json", "--register", register.to_str().unwrap()];
        self.desk.bare(&[args, &around].concat())
    }

    /// Imports rows of a type.
    pub fn rows(&self, office: Office, of: &str, csv: &str) {
        let file = self.desk.file("rows.csv", csv);
        let done = self.at(office, &["import", of, &file]).ended(0).object();
        assert_eq!(done["rejected"], 0, "{done}");
    }

    /// A commune with two branches, a village and two members, and the province above it.
    pub fn with_members() -> Self {
        let offices = Self::of(&[COMMUNE, PROVINCE]);
        offices.people(COMMUNE, "15889");
        offices
    }

    /// Branches, a village and two members under that unit.
    pub fn people(&self, office: Office, unit: &str) {
        let branch = |code: &str, name: &str| format!("{code},{name},branch,{unit}\n");
        let units = [branch("CH01", "Chi hội Phú Lộc"), branch("CH03", "Chi hội An Hòa")].concat();
        self.rows(office, "unit", &format!("code,name,kind,parent\n{units}"));
        self.rows(office, "village", "number,kind,name,area\n3,thon,An Hòa,2025-07:15889\n");
        self.rows(
            office,
            "member",
            "full_name,birth_date,gender,unit,village,citizen_id,card_no\n\
             Nguyễn Thị Hòa,1954,2,CH03,3,000154123321,HP-1\n\
             Lê Văn Mẫn,1960,1,CH01,3,,HP-2\n",
        );
    }

    /// Exports; what it says of the bundle.
    #[track_caller]
    pub fn export(&self, from: Office, to: Office, more: &[&str]) -> Value {
        let args = ["bundle", "export", "--to", to.me];
        self.at(from, &[&args[..], more].concat()).ended(0).object()
    }

    /// Exports everything in full; the bundle's file.
    #[track_caller]
    pub fn made(&self, from: Office, to: Office) -> String {
        let told = self.export(from, to, &["--profile", "full"]);
        told["made"].as_str().expect("a bundle").to_owned()
    }

    /// Imports a bundle's file.
    #[track_caller]
    pub fn import(&self, at: Office, file: &str) -> Value {
        self.at(at, &["bundle", "import", file]).ended(0).object()
    }

    /// Everything that has changed goes from one to the other, is taken in, and the receipt comes back.
    #[track_caller]
    pub fn round(&self, from: Office, to: Office) -> Value {
        let taken = self.import(to, &self.made(from, to));
        let receipt = taken["receipt"].as_str().unwrap().to_owned();
        self.at(from, &["bundle", "receipt", &receipt]).ended(0);
        taken
    }

    /// What `bundle list` says.
    #[track_caller]
    pub fn listed(&self, at: Office) -> Value {
        self.at(at, &["bundle", "list"]).ended(0).object()
    }

    /// The files of a folder of an office's post.
    pub fn post(&self, at: Office, folder: &str) -> Vec<String> {
        let path = self.desk.path(at.folder).join("bundles").join(folder);
        let mut names: Vec<String> = fs::read_dir(path)
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The state digest of an office's register.
    #[track_caller]
    pub fn digest(&self, at: Office) -> String {
        let told = self.at(at, &["doctor"]).ended(0).object();
        told["digest"].as_str().expect("a digest").to_owned()
    }

    /// Where the journal stands.
    #[track_caller]
    pub fn head(&self, at: Office) -> Value {
        let told = self.at(at, &["journal", "verify"]).ended(0).object();
        assert_eq!(told["chain"].as_str().map(str::len), Some(64), "{told}");
        told["chain"].clone()
    }

    /// The fields of a record.
    #[track_caller]
    pub fn fields(&self, at: Office, which: &str) -> Value {
        self.at(at, &["show", which]).ended(0).object()["fields"].clone()
    }

    /// Changes a record.
    #[track_caller]
    pub fn set(&self, at: Office, which: &str, value: &str) {
        self.at(at, &["set", which, value, "--reason", "theo sổ giấy"]).ended(0);
    }

    /// How many of a type are found.
    #[track_caller]
    pub fn found(&self, at: Office, of: &str) -> u64 {
        let args = ["find", "--type", of, "--inactive", "--count"];
        self.at(at, &args).ended(0).object()["total"].as_u64().expect("a total")
    }

    /// A path.
    pub fn path(&self, name: &str) -> PathBuf {
        self.desk.path(name)
    }
}

/// The name of a file.
pub fn name_of(path: &str) -> String {
    Path::new(path).file_name().unwrap().to_str().unwrap().to_owned()
}
