//! Arguments to one call; nothing else lives here.
fn main() -> std::process::ExitCode {
    densach::cli::main()
}
