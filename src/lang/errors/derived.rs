//! What can be wrong with the derived store.

use crate::lang::codes;

codes! {
    /// The derived store is to be made again.
    DERIVED_STALE = "derived_stale" {
        what: "Kho dẫn xuất không khớp với nhật ký: {0}" / "The derived store does not match the journal: {0}",
        hint: "Chạy «densach rebuild»" / "Run `densach rebuild`",
    }
}
