//! What an operator runs into: PINs, and what the journal has to be told.

use crate::lang::codes;

codes! {
    /// The operator has a PIN, and none was given.
    PIN_NEEDED = "pin_needed" {
        what: "«{0}» có mã PIN" / "\"{0}\" has a PIN",
        hint: "Gõ mã PIN; trong tập lệnh: --pin-file TỆP" / "Type the PIN; in a script: --pin-file FILE",
    }
    /// Another PIN.
    WRONG_PIN = "wrong_pin" {
        what: "Mã PIN của «{0}» không đúng" / "That is not the PIN of \"{0}\"",
        hint: "Gõ lại; quên mã thì nhờ kỹ thuật viên xóa" / "Type it again; a technician can clear a forgotten one",
    }
    /// Too many wrong ones.
    PIN_WAIT = "pin_wait" {
        what: "Mã PIN của «{0}» sai nhiều lần" / "The PIN of \"{0}\" was wrong several times",
        hint: "Đợi {1} giây nữa rồi gõ lại" / "Wait {1} more seconds, then type it again",
    }
    /// A PIN that cannot be hashed.
    PIN_HASH = "pin_hash" {
        what: "Không tính được mã PIN: {0}" / "The PIN cannot be worked out: {0}",
        hint: "Đóng bớt chương trình khác rồi thử lại" / "Close other programs and try again",
    }
    /// A PIN that no other can set.
    PIN_OWN = "pin_own" {
        what: "Mã PIN do chính «{0}» đặt" / "\"{0}\" sets that PIN themselves",
        hint: "Kỹ thuật viên chỉ xóa được mã của người khác" / "A technician can only clear somebody else's",
    }
    /// An act that has to say why.
    WHY = "why" {
        what: "Chưa ghi lý do" / "No reason is given",
        hint: "Ghi lý do: nhật ký lưu lại" / "Say why: the journal keeps it",
    }
    /// Numbers to be shown of a record that has none.
    NOTHING_HIDDEN = "nothing_hidden" {
        what: "{0} không có số định danh" / "{0} has no citizen id",
        hint: "Không phải làm gì" / "There is nothing to show",
    }
    /// An undo of something that stays done.
    NOT_UNDONE = "not_undone" {
        what: "Việc đặt mã PIN không hoàn tác được" / "Setting a PIN is not undone",
        hint: "Đặt mã mới, hoặc xóa mã" / "Set a new one, or clear it",
    }
}
