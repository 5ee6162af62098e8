//! What can be wrong with the derived store and the search. All of it can be made again from the
//! journal, and the wordings say so.

use crate::lang::codes;

codes! {
    /// The derived store is to be made again.
    DERIVED_STALE = "derived_stale" {
        what: "Kho dẫn xuất không khớp với nhật ký: {0}" / "The derived store does not match the journal: {0}",
        hint: "Chạy «densach rebuild»" / "Run `densach rebuild`",
    }
    /// The store of records is damaged.
    STORE_DAMAGED = "store_damaged" {
        what: "Kho hồ sơ dẫn xuất hỏng: {0}" / "The derived store of records is damaged: {0}",
        hint: "Hồ sơ trong nhật ký không mất; chạy «densach rebuild» để dựng lại" / "Nothing in the journal is lost; run `densach rebuild` to make it again",
    }
    /// The search is damaged.
    SEARCH_DAMAGED = "search_damaged" {
        what: "Tệp tra cứu hỏng: {0}" / "The search is damaged: {0}",
        hint: "Hồ sơ trong nhật ký không mất; chạy «densach rebuild» để dựng lại" / "Nothing in the journal is lost; run `densach rebuild` to make it again",
    }
    /// The disk refused.
    DERIVED_DISK = "derived_disk" {
        what: "Không đọc, ghi được {0}: {1}" / "Cannot read or write {0}: {1}",
        hint: "Xem ổ đĩa còn chỗ không, thư mục có cho ghi không, rồi làm lại" / "See whether the disk is full or the folder closed to writing, then try again",
    }
    /// The disk is full: file, cause.
    DERIVED_FULL = "derived_disk_full" {
        what: "Đĩa đầy, chưa ghi được kho dẫn xuất {0} ({1})" / "The disk is full, the derived file {0} is not written ({1})",
        hint: "Không mất gì đã lưu; giải phóng chỗ trên đĩa" / "Nothing that was saved is lost; free some space on the disk",
    }
    /// The store stopped because the disk refused: folder, cause.
    STORE_STOPPED = "store_stopped" {
        what: "Đĩa không cho ghi kho hồ sơ dẫn xuất {0}: {1}" / "The disk refused the derived store of records {0}: {1}",
        hint: "Không mất gì đã lưu; giải phóng chỗ trên đĩa hoặc kiểm tra đĩa" / "Nothing that was saved is lost; free some space, or check the disk",
    }
    /// Another process has the store open.
    STORE_HELD = "store_held" {
        what: "Kho hồ sơ dẫn xuất đang được chương trình khác mở: {0}" / "Another program has the derived store open: {0}",
        hint: "Đóng chương trình kia rồi mở lại" / "Close the other program, then open again",
    }
    /// A value does not fit the codec.
    VALUE_TOO_LARGE = "value_too_large" {
        what: "Dữ liệu quá lớn hoặc không mã hóa được: {0}" / "A value is too large or cannot be encoded: {0}",
        hint: "Rút ngắn phần ghi chú hoặc danh sách rồi lưu lại" / "Shorten the note or the list, then save again",
    }
    /// Bytes that are not what they should be.
    VALUE_UNREADABLE = "value_unreadable" {
        what: "Dữ liệu không đọc được: {0}" / "Bytes that cannot be read: {0}",
        hint: "Chạy «densach doctor» để biết tệp nào hỏng" / "Run `densach doctor` to see which file is damaged",
    }
}
