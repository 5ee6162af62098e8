//! Reading on a thread of its own, which blocks in `read` and looks at nothing by the clock.

use std::io::{self, ErrorKind, Read};

/// The most bytes of one read; a terminal gives 4,095 at a time.
const CHUNK: usize = 4096;

/// Starts the thread: `each` gets what every read brought, then None once the input has ended
/// (the terminal hung up, the file is at its end). The thread ends when `each` returns false.
///
/// # Errors
/// The system gives no thread.
pub fn read_in_chunks(
    mut from: impl Read + Send + 'static,
    each: impl Fn(Option<Vec<u8>>) -> bool + Send + 'static,
) -> io::Result<()> {
    std::thread::Builder::new().name("keys".to_owned()).spawn(move || {
        let mut buffer = vec![0; CHUNK];
        loop {
            let chunk = match from.read(&mut buffer) {
                Ok(0) => None,
                Ok(n) => buffer.get(..n).map(<[u8]>::to_vec),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => None,
            };
            let ended = chunk.is_none();
            if !each(chunk) || ended {
                return;
            }
        }
    })?;
    Ok(())
}
