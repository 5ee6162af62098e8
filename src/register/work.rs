//! What each operator's keying came to: a csv file for each beside the register, in no journal, no
//! backup and no bundle. Losing one loses figures, hence no sync that a save would wait for.

use super::files::{self, Files};
use super::proto::{FieldWork, Hour, Work};
use crate::domain::{RecordId, records};
use crate::lang::Problem;
use crate::text::hex;
use std::path::PathBuf;

const HOUR: &str = "hour";
const FIELD: &str = "field";

fn path(files: &Files, operator: RecordId) -> PathBuf {
    files.keyers().join(hex::text(&operator.0)).with_extension("csv")
}

/// What is kept; a file that is not there or cannot be read counts nothing.
pub(crate) fn read(files: &Files, operator: RecordId) -> Work {
    let text = std::fs::read_to_string(path(files, operator)).unwrap_or_default();
    let mut work = Work::default();
    for line in text.lines() {
        let columns: Vec<&str> = line.split(',').collect();
        let number = |text: &str| text.parse::<u64>().unwrap_or(0);
        match columns.as_slice() {
            [HOUR, at, records, keys, moving, corrections, millis] => {
                let Ok(at) = at.parse() else { continue };
                let [records, keys, moving, corrections, millis] =
                    [records, keys, moving, corrections, millis].map(|text| number(text));
                let hour = Hour { records, keys, moving, corrections, millis };
                work.hours.entry(at).or_default().add(&hour);
            }
            [FIELD, kind, field, keys, millis] => {
                let Some(kind) = records::named(kind) else { continue };
                let Some(field) = kind.field_named(field) else { continue };
                let kept = FieldWork { keys: number(keys), millis: number(millis) };
                work.fields.insert((kind.kind, field.tag), kept);
            }
            _ => {}
        }
    }
    work
}

/// Adds to what is kept.
pub(crate) fn keep(files: &Files, operator: RecordId, more: &Work) -> Result<(), Problem> {
    let mut work = read(files, operator);
    work.add(more);
    let mut text = String::new();
    for (at, hour) in &work.hours {
        let Hour { records, keys, moving, corrections, millis } = hour;
        text.push_str(&format!("{HOUR},{at},{records},{keys},{moving},{corrections},{millis}\n"));
    }
    for ((kind, tag), field) in &work.fields {
        let Some(kind) = records::of(*kind) else { continue };
        let Some(called) = kind.field(*tag) else { continue };
        let (kind, field_name) = (kind.name, called.name);
        text.push_str(&format!("{FIELD},{kind},{field_name},{},{}\n", field.keys, field.millis));
    }
    files::make_dir(&files.keyers())?;
    let (whole, path) = (path(files, operator).with_extension("new"), path(files, operator));
    // One that a kill left behind is of no use.
    let _ = std::fs::remove_file(&whole);
    files::write_new(&whole, text.as_bytes())?;
    std::fs::rename(&whole, &path).map_err(|error| files::io(&path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::records::member;

    #[test]
    fn what_is_added_is_read_back_and_a_broken_line_counts_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let (files, operator) = (Files::of(dir.path()), RecordId([7; 16]));
        assert!(read(&files, operator).is_empty());
        let mut work = Work::default();
        let hour = Hour { records: 2, keys: 80, moving: 9, corrections: 3, millis: 60_000 };
        work.hours.insert(490_000, hour);
        let name = (member::KIND, member::FULL_NAME);
        work.fields.insert(name, FieldWork { keys: 40, millis: 30_000 });
        keep(&files, operator, &work).unwrap();
        assert_eq!(read(&files, operator), work);
        keep(&files, operator, &work).unwrap();
        assert_eq!(read(&files, operator).since(0).keys, 160);
        assert_eq!(read(&files, operator).costliest()[0].1.keys, 80);
        assert!(read(&files, RecordId([8; 16])).is_empty());
        let file = path(&files, operator);
        std::fs::write(&file, "hour,x,1\nfield,member,none,1,1\nhour,5,1,2,0,0,0\n").unwrap();
        assert_eq!(read(&files, operator).since(0).keys, 2);
    }
}
