//! What can be wrong with the journal.

use crate::lang::codes;

codes! {
    /// Bytes that no crash explains: file, offset, what.
    DAMAGED = "damaged" {
        what: "Nhật ký hỏng: {0}, vị trí {1}: {2}" / "The journal is damaged: {0} at byte {1}: {2}",
        hint: "Chạy «densach doctor», rồi phục hồi từ bản sao lưu" / "Run `densach doctor`, then restore from a backup",
    }
    /// No register in that folder.
    NO_REGISTER = "no_register" {
        what: "Không có sổ nào trong thư mục {0}" / "There is no register in {0}",
        hint: "Chọn đúng thư mục bằng --register, hoặc lập sổ mới bằng «densach init»" / "Name the right folder with --register, or make a register with `densach init`",
    }
    /// A register cannot be made where something is: the folder.
    NOT_EMPTY = "not_empty" {
        what: "Thư mục {0} đã có dữ liệu" / "{0} already holds something",
        hint: "Chọn một thư mục trống cho sổ mới" / "Choose an empty folder for the new register",
    }
    /// Written by a newer program: file, version.
    NEWER_FORMAT = "newer_format" {
        what: "{0} do phiên bản mới hơn ghi (định dạng {1})" / "{0} was written by a newer version (format {1})",
        hint: "Cập nhật densach rồi mở lại; không có gì bị thay đổi" / "Update densach and open it again; nothing was changed",
    }
    /// Not a file of ours: the file.
    FOREIGN_FILE = "foreign_file" {
        what: "{0} không phải là tệp của densach" / "{0} is not a file of densach",
        hint: "Kiểm tra xem có chọn đúng thư mục không; không có gì bị thay đổi" / "Check that this is the right folder; nothing was changed",
    }
    /// Others could read or write it: file, its mode, the right mode.
    LOOSE_MODE = "loose_mode" {
        what: "Người dùng khác trên máy đọc được {0} (quyền {1})" / "Other users of this machine can get at {0} (mode {1})",
        hint: "Đặt lại quyền: chmod {2} «{0}»" / "Set it right: chmod {2} '{0}'",
    }
    /// No room; nothing was saved: file, cause.
    DISK_FULL = "disk_full" {
        what: "Đĩa đầy, chưa lưu được: {0} ({1})" / "The disk is full, nothing was saved: {0} ({1})",
        hint: "Giải phóng chỗ trên đĩa rồi lưu lại" / "Free some space, then save again",
    }
    /// The disk refused a write; nothing was saved: file, cause.
    DISK_WRITE = "disk_write" {
        what: "Không ghi được {0}: {1}" / "Cannot write {0}: {1}",
        hint: "Kiểm tra đĩa và quyền của thư mục rồi thử lại" / "Check the disk and the folder's permissions, then try again",
    }
    /// The disk refused a read: file, cause.
    DISK_READ = "disk_read" {
        what: "Không đọc được {0}: {1}" / "Cannot read {0}: {1}",
        hint: "Kiểm tra đĩa và quyền của tệp; sao chép sổ sang đĩa khác nếu lỗi lặp lại" / "Check the disk and the file's permissions; copy the register to another disk if it happens again",
    }
    /// A sync failed: cause.
    NOT_KNOWN_SAVED = "not_known_saved" {
        what: "Không chắc đã lưu được: đĩa báo lỗi ({0})" / "It is not known whether this was saved: the disk reported an error ({0})",
        hint: "Đóng chương trình, kiểm tra đĩa, mở lại và xem thay đổi cuối đã có chưa" / "Close the program, check the disk, open it again and see whether the last change is there",
    }
    /// A sync failed earlier, nothing is written any more: cause.
    WRITER_CLOSED = "writer_closed" {
        what: "Đã ngừng ghi vì đĩa báo lỗi trước đó ({0})" / "Saving has stopped since the disk reported an error ({0})",
        hint: "Đóng chương trình, kiểm tra đĩa rồi mở lại" / "Close the program, check the disk, and open it again",
    }
    /// Opened to read only, by wish or for damage.
    READ_ONLY = "read_only" {
        what: "Sổ đang mở chỉ để xem" / "The register is open for reading only",
        hint: "Nếu không chủ ý, chạy «densach doctor» để biết vì sao" / "If that was not intended, `densach doctor` says why",
    }
    /// A change larger than a group may be: size, limit in bytes.
    TOO_LARGE = "too_large" {
        what: "Thay đổi quá lớn: {0} byte, tối đa {1}" / "The change is too large: {0} bytes, at most {1}",
        hint: "Rút ngắn nội dung, hoặc chia thành nhiều lần lưu" / "Shorten it, or save it in several parts",
    }
    /// A transaction used out of order: what.
    BAD_TRANSACTION = "bad_transaction" {
        what: "Lỗi của chương trình khi ghi một loạt thay đổi: {0}" / "An error of the program while writing a series of changes: {0}",
        hint: "Không có gì được lưu; hãy báo lỗi này" / "Nothing was saved; please report this",
    }
    /// A body that cannot be read: what.
    BAD_BODY = "bad_body" {
        what: "Không đọc được nội dung một thay đổi trong nhật ký: {0}" / "A change in the journal cannot be read: {0}",
        hint: "Chạy «densach doctor»" / "Run `densach doctor`",
    }
    /// Frames that cannot be erased: seq.
    CANNOT_ERASE = "cannot_erase" {
        what: "Không xóa vĩnh viễn được mục số {0}: không có, hoặc không phải là một thay đổi" / "Entry {0} cannot be erased: it is not there, or is no change",
        hint: "Chọn lại trong lịch sử của bản ghi" / "Choose again from the record's history",
    }
    /// A checkpoint for a point the journal does not have: seq.
    BAD_CHECKPOINT = "bad_checkpoint" {
        what: "Lỗi của chương trình khi ghi điểm mốc: nhật ký không có điểm {0} như vậy" / "An error of the program while writing a checkpoint: the journal has no such point {0}",
        hint: "Không mất gì; chạy «densach rebuild» rồi báo lỗi này" / "Nothing is lost; run `densach rebuild`, then report this",
    }
}

/// What is wrong with damaged bytes: the `{2}` of [`DAMAGED`], in both languages at once, since a
/// parameter knows no language.
pub mod wrong {
    use crate::lang::{Label, Lang};

    /// Both wordings, filled.
    pub fn both(label: &Label, params: &[String]) -> String {
        crate::lang::both(&label.fill(Lang::Vi, params), &label.fill(Lang::En, params))
    }

    macro_rules! labels {
        ($($name:ident: $vi:literal / $en:literal;)*) => {
            $(#[doc = $en] pub static $name: Label = Label::new($vi, $en);)*
        };
    }

    labels! {
        NO_GROUP: "không có nhóm ghi nào bắt đầu ở đây" / "no group begins here";
        GROUP_CUT: "một nhóm ghi bị cụt" / "a group is cut off";
        GROUP_HEADER: "phần đầu một nhóm ghi bị hỏng" / "a group's header is damaged";
        GROUP_SENSE: "phần đầu một nhóm ghi không hợp lệ" / "a group's header makes no sense";
        FURTHER_UP: "nhóm ghi này thuộc về phía trước" / "this group belongs further up";
        NOT_FOLLOWING: "nhóm ghi này không nối tiếp nhóm trước" / "this group does not follow the one before it";
        LAST_NOT_WHOLE: "nhóm ghi cuối không trọn vẹn" / "the last group is not whole";
        BEHIND_SEAL: "có dữ liệu sau chỗ kết thúc của đoạn" / "bytes stand behind the segment's seal";
        NO_SEAL: "đoạn bị cụt, không có chỗ kết thúc" / "the segment ends before its seal";
        SEGMENT_NOT_FOLLOWING: "đoạn này không nối tiếp đoạn trước" / "this segment does not follow the one before it";
        MISSING: "thiếu tệp" / "the file is missing";
        ROWS: "một loạt thay đổi không khớp với số đã ghi khi kết thúc" / "a transaction's rows are not those its commit counted";
        BELOW_WITNESS: "nhật ký dừng ở mục {0} trong khi {1} đã thấy đến mục {2}" / "the journal ends at {0} but {1} had seen {2}";
        WITNESS_CHECKPOINT: "điểm mốc" / "the checkpoint";
        HEAD: "phần đầu của mục {0} bị hỏng" / "the head of frame {0} is damaged";
        PAYLOAD: "nội dung của mục {0} bị hỏng" / "the content of frame {0} is damaged";
        SENSELESS: "nội dung của mục {0} không hợp lệ" / "the content of frame {0} makes no sense";
        ERASED_BY_NONE: "mục {0} bị xóa trắng mà không có lệnh xóa" / "frame {0} was blanked, and no erase says so";
        UNREADABLE: "đĩa không đọc được chỗ này" / "the disk cannot read this place";
        NO_FRAME: "không có mục nào ở đây" / "no frame stands here";
        OTHER_EPOCH: "tệp không khớp với đoạn mới nhất của nhật ký" / "it does not name the newest segment's register and epoch";
        OTHER_REGISTER: "tệp thuộc về một sổ khác" / "it belongs to another register";
        NUMBER: "phần đầu tệp ghi đây là đoạn số {0}" / "by its header it is segment {0}";
        CHECKPOINT_CHAIN: "nhật ký ở mục {0} không giống lúc ghi điểm mốc" / "the journal at {0} is not what it saw";
        FIRST_BYTES: "phần đầu tệp bị thiếu hoặc hỏng" / "the file's first bytes are missing or damaged";
        CONTENT: "nội dung tệp bị hỏng" / "the file's content is damaged";
    }
}
