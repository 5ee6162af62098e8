//! The command line as scripts see it: the real program, its exit codes, stdout, stderr and files.

mod bundle;
mod care;
mod desk;
mod duplicates;
mod exchange;
mod import;
mod offices;
mod people;
mod records;
mod refused;
mod replay;
mod send;
mod sheets;
mod sshd;
mod trust;
mod undo;
mod usage;
