//! What can be wrong with a file that comes in.

use crate::lang::codes;

codes! {
    /// A csv column that no field has.
    UNKNOWN_COLUMN = "unknown_column" {
        what: "Cột {0} không có trong {1}" / "{1} has no field for the column {0}",
        hint: "Dùng --map {0}=TRƯỜNG, hoặc bỏ cột đó" / "Use --map {0}=FIELD, or remove the column",
    }
}
