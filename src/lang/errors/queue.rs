//! What stops a bundle at the door, and what is said of the queue of what a person decides.

use crate::lang::{Code, codes};

/// What is the bundle's own fault: it goes into quarantine, and the answer is "no".
pub const REFUSED: &[&Code] = &[&UNIT_UNKNOWN, &ID_FOREIGN, &ID_KIND];

codes! {
    /// The file between door and bundle is not as it was written.
    SPOOL = "spool_damaged" {
        what: "Tệp tạm {0} bị hỏng" / "The temporary file {0} is damaged",
        hint: "Làm lại; nếu vẫn vậy, kiểm tra ổ đĩa" / "Try again; if it stays so, check the disk",
    }
    /// Whose rows they are cannot be told.
    UNIT_UNKNOWN = "bundle_unit_unknown" {
        what: "Sổ này chưa có đơn vị {0} của nơi gửi, gói cũng không kèm" / "This register does not know the sender's unit {0}, and the bundle does not bring it",
        hint: "Nhờ nơi gửi xuất lại toàn bộ (--snapshot)" / "Let the sender export everything (--snapshot)",
    }
    /// An id that densach never gives.
    ID_FOREIGN = "bundle_id_foreign" {
        what: "{0}, dòng {1}: mã hồ sơ không phải do densach cấp" / "{0}, line {1}: densach does not give such record ids",
        hint: "Hỏi nơi gửi gói được lập bằng gì" / "Ask the sender what made the bundle",
    }
    /// Two types under one id.
    ID_KIND = "bundle_id_kind" {
        what: "{0}, dòng {1}: ở đây mã này là hồ sơ loại khác" / "{0}, line {1}: here that id is a record of another type",
        hint: "Hỏi nơi gửi; sổ này không đổi gì" / "Ask the sender; nothing was changed here",
    }
    /// The chain has moved on since the bundle was looked at.
    CHAIN_MOVED = "bundle_chain_moved" {
        what: "Chuỗi gói đã thay đổi trong lúc xem gói này" / "The chain of bundles changed while this one was looked at",
        hint: "Làm lại" / "Try again",
    }
    /// A bundle is not undone.
    BUNDLE_STAYS = "bundle_stays" {
        what: "Việc nhận gói không hoàn tác: nơi gửi đã có biên nhận" / "Taking in a bundle is not undone: the sender has a receipt for it",
        hint: "Sửa hồ sơ nào sai; bản sửa sẽ gửi lại" / "Correct the record that is wrong; the correction is sent back",
    }
    /// No such entry, or one that has ended.
    NOT_QUEUED = "not_queued" {
        what: "Không có việc chờ quyết nào là {0}" / "Nothing waits to be decided as {0}",
        hint: "Xem danh sách: «densach bundle conflicts»" / "See the list: `densach bundle conflicts`",
    }
    /// A number that two records still bear.
    STILL_TAKEN = "still_taken" {
        what: "{0} vẫn trùng {1} với {2}" / "{0} still has the same {1} as {2}",
        hint: "Gộp hai hồ sơ nếu là một người, hoặc sửa số ở hồ sơ sai" / "Merge the two if they are one person, or correct the number in the wrong record",
    }
    /// Records that the register alone writes: the type.
    NOT_ENTERED = "not_entered" {
        what: "Loại {0} do chương trình tự ghi, không nhập tay" / "Records of type {0} are written by the program itself",
        hint: "Dùng các lệnh của «densach bundle»" / "Use the commands of `densach bundle`",
    }
    /// No bundle of that name is known.
    NO_BUNDLE = "no_bundle" {
        what: "Sổ này không có gói nào là {0}" / "This register knows no bundle {0}",
        hint: "Xem danh sách: «densach bundle list»" / "See the list: `densach bundle list`",
    }
}
