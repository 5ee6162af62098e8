//! The command line: one file per subcommand, human and --json output.

/// Reads the arguments and does what they say; the exit code is the contract of the README.
pub fn main() -> std::process::ExitCode {
    todo!()
}
