//! What can be wrong with a command.

use crate::lang::codes;

codes! {
    /// A command of a later version.
    NOT_BUILT = "not_built" {
        what: "Bản này chưa có lệnh {0}" / "This version has no command {0} yet",
        hint: "Xem các lệnh bằng densach --help" / "See the commands with densach --help",
    }
}
