//! Panics of a library that are expected on damaged files: caught, and kept off the screen.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<u32> = const { Cell::new(0) };
}

/// The names sled gives its threads begin so; a panic there ends one of its tasks, which the
/// caller learns of as an error.
const LIBRARY_THREADS: &str = "sled-io-";

/// Whether a panic on this thread is caught and becomes an error, so that a panic hook (the
/// terminal's) should do nothing.
fn panics_are_caught() -> bool {
    QUIET.with(|quiet| quiet.get() > 0)
        || std::thread::current().name().is_some_and(|name| name.starts_with(LIBRARY_THREADS))
}

/// Runs `work`; a panic in it becomes an error with its message, and is not printed.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !panics_are_caught() {
                before(info);
            }
        }));
    });
    QUIET.with(|quiet| quiet.set(quiet.get().saturating_add(1)));
    // What `work` leaves half done is the caller's to throw away: the store closes itself.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.with(|quiet| quiet.set(quiet.get().saturating_sub(1)));
    result.map_err(|payload| message(payload.as_ref()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
        .chars()
        .take(200)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message_and_the_flag_goes_back() {
        assert_eq!(caught(|| 7), Ok(7));
        let text: Result<(), String> = caught(|| {
            assert!(panics_are_caught());
            panic!("page {}", 3)
        });
        assert_eq!(text, Err("page 3".to_owned()));
        assert!(!panics_are_caught());
    }
}
