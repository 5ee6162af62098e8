//! What can be wrong with a value or a record.

use crate::lang::codes;

codes! {
    /// A required field is empty.
    REQUIRED = "required" {
        what: "Thiếu {0}" / "{0} is missing",
        hint: "Nhập {0}" / "Enter {0}",
    }
}
