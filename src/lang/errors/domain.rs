//! What can be wrong with a value or a record.

use crate::lang::codes;

codes! {
    /// A required field is empty.
    REQUIRED = "required" {
        what: "Chưa nhập {0}" / "{0} is missing",
        hint: "Nhập {0}" / "Enter {0}",
    }

    /// A tag stands twice in one record.
    TAG_TWICE = "tag_twice" {
        what: "Bản ghi có hai giá trị cho một ô (thẻ {0})" / "A record has two values for one field (tag {0})",
        hint: "Chạy «densach doctor»" / "Run `densach doctor`",
    }
    /// A record's bytes are none.
    BAD_VALUES = "bad_values" {
        what: "Không đọc được một bản ghi" / "A record cannot be read",
        hint: "Chạy «densach doctor», rồi phục hồi từ bản sao lưu nếu cần" / "Run `densach doctor`, then restore from a backup if it says so",
    }
    /// A value's bytes are none of its type.
    BAD_VALUE = "bad_value" {
        what: "Không đọc được một giá trị (kiểu {0})" / "A value cannot be read (type {0})",
        hint: "Chạy «densach doctor», rồi nhập lại ô này" / "Run `densach doctor`, then enter the field again",
    }
    /// A value of a later version.
    UNKNOWN_TYPE = "unknown_type" {
        what: "Giá trị thuộc kiểu {0} mà bản này chưa biết" / "A value is of type {0}, which this version does not know",
        hint: "Cài bản densach mới hơn; giá trị vẫn được giữ nguyên" / "Install a newer densach; the value is kept as it is",
    }
    /// A reference table does not parse.
    BAD_TABLE = "bad_table" {
        what: "Bảng tra {0} sai ở dòng {1}" / "Reference table {0} is wrong at line {1}",
        hint: "Sửa dòng đó, hoặc cài lại chương trình" / "Mend that line, or install the program again",
    }
    /// Not a row of the table.
    CHOICE_UNKNOWN = "choice_unknown" {
        what: "«{0}» không có trong bảng" / "“{0}” is not in the table",
        hint: "Chọn: {1}" / "Choose: {1}",
    }
    /// Several rows of the table.
    CHOICE_AMBIGUOUS = "choice_ambiguous" {
        what: "«{0}» có thể là nhiều mục" / "“{0}” may mean several rows",
        hint: "Gõ rõ hơn: {1}" / "Be more exact: {1}",
    }
    /// An amendment that does not fit the table.
    AMENDMENT_MISFIT = "amendment_misfit" {
        what: "Dòng sửa bảng tra số {0} không khớp: {1} {2}, {3}: «{4}» → «{5}»" / "Amendment line {0} does not fit: {1} {2}, {3}: “{4}” → “{5}”",
        hint: "Sửa dòng đó cho khớp bảng hiện có, rồi mở lại" / "Make that line fit the table as it stands, then open again",
    }
}
