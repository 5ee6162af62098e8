//! What can be wrong with a terminal.

use crate::lang::codes;

codes! {
    /// Not a terminal.
    NOT_A_TERMINAL = "not_a_terminal" {
        what: "Đây không phải là một cửa sổ dòng lệnh" / "This is not a terminal",
        hint: "Mở densach trong một cửa sổ dòng lệnh, hoặc dùng các lệnh con (densach --help)" / "Start densach in a terminal, or use its commands (densach --help)",
    }
}
