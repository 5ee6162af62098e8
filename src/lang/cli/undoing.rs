//! What undo and redo say: what they change, before and after.

use super::{Label, labels};

labels! {
    /// Command.
    UNDO = "Hoàn tác một thay đổi, một lô nạp hoặc mọi phiếu của một lô phiếu" / "Takes back a change, an import, or all that was keyed in a batch of forms";
    /// More.
    UNDO_MORE = "Số là # trong «densach history» (chỉ lần sửa ấy) hoặc số lô khi nạp tệp (cả lô). Một trường chỉ trở lại nếu nó vẫn giữ giá trị của thay đổi đó; nếu không, không gì bị đổi và trường được nêu tên.\nbatch:7 (hoặc lo:7, hoặc mã của lô) là mọi phiếu đã nhập trong lô phiếu số 7, cả việc đóng lô: lô mở lại. Hồ sơ nào không hoàn tác được thì ở lại và được nêu tên với lý do; khi đó mã thoát là 1.\nĐiều sẽ đổi được in trước: bao nhiêu hồ sơ, vài hồ sơ đầu, gì ở lại; với --dry-run chỉ in."
        / "The number is the # of `densach history` (that change alone), or the batch of an import (all of it). A field goes back only if it still holds what that change put there; else nothing changes and the field is named.\nbatch:7 (or the batch's id) is all that was keyed in the batch of forms 7, its closing too: the batch is open again. A record that cannot go back stays and is named with why; the exit code is 1 then.\nWhat changes is printed first: how many records, the first few, what stays; with --dry-run that is all.";
    /// Argument.
    UNDO_WHAT = "Số của thay đổi hoặc của lô nạp; batch:7: lô phiếu số 7; last: thay đổi cuối của mình" / "The change's or import's number; batch:7: the batch of forms 7; last: your own last change";
    /// Option.
    UNDO_DRY = "Chỉ in điều sẽ đổi" / "Only prints what would change";
    /// Line.
    TAKES_SAVE = "Thay đổi: {1}" / "Changes: {1}";
    /// Line.
    TAKES_IMPORT = "Lô nạp từ {0}: {1}" / "The import of {0}: {1}";
    /// Line.
    TAKES_BULK = "Sửa hàng loạt {0}: {1}" / "The bulk edit of {0}: {1}";
    /// Line.
    TAKES_ENTERED = "Mọi phiếu đã nhập trong {0}: {1}" / "All that was keyed in {0}: {1}";
    /// Line.
    COMES_BACK = "trở lại" / "comes back";
    /// Line.
    STAYING = "{0} hồ sơ ở lại như đang có:" / "{0} records stay as they are:";
    /// Done.
    UNDONE = "Đã hoàn tác: {0} hồ sơ (#{1}–#{2})" / "Undone: {0} records (#{1}–#{2})";
    /// Command.
    REDO = "Làm lại điều vừa hoàn tác" / "Does again what was undone last";
    /// Done.
    REDONE = "Đã làm lại: {0} hồ sơ (#{1}–#{2})" / "Done again: {0} records (#{1}–#{2})";
}
