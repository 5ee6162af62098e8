//! What can be wrong with the journal.

use crate::lang::codes;

codes! {
    /// Bytes that no crash explains.
    DAMAGED = "damaged" {
        what: "Nhật ký hỏng: {0}, vị trí {1}: {2}" / "The journal is damaged: {0} at byte {1}: {2}",
        hint: "Chạy «densach doctor», rồi phục hồi từ bản sao lưu" / "Run `densach doctor`, then restore from a backup",
    }
}
