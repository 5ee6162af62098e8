//! The command line as scripts see it: the real program, its exit codes, stdout, stderr and files.

mod bundle;
mod care;
mod desk;
mod duplicates;
mod import;
mod people;
mod records;
mod replay;
mod sheets;
mod trust;
mod usage;
