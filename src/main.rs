//! Arguments to one call; nothing else lives here.
#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    densach::cli::main()
}
