//! What the door refuses.

use crate::lang::codes;

codes! {
    /// No such record.
    NOT_FOUND = "not_found" {
        what: "Không có hồ sơ nào có mã {0}" / "There is no record {0}",
        hint: "Tìm bằng «densach find»" / "Look for it with `densach find`",
    }
}
