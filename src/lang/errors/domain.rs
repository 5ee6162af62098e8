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

    /// A text that is longer than its field.
    TEXT_TOO_LONG = "text_too_long" {
        what: "Dài quá {0} chữ" / "Longer than {0} letters",
        hint: "Viết gọn lại, phần còn lại để ở Ghi chú" / "Shorten it, the rest can go into the note",
    }
    /// `?` alone.
    UNKNOWN_WITHOUT_REASON = "unknown_without_reason" {
        what: "Chưa ghi vì sao không rõ" / "Why it is not known is missing",
        hint: "Gõ ? rồi lý do: ? giấy mờ. Để trống nếu chưa hỏi" / "Type ? and the reason: ? paper unreadable. Leave it empty if nobody asked yet",
    }
    /// Not yes or no.
    YES_NO_UNREADABLE = "yes_no_unreadable" {
        what: "«{0}» không phải có hay không" / "“{0}” is neither yes nor no",
        hint: "Gõ 1 (có) hoặc 2 (không)" / "Type 1 (yes) or 2 (no)",
    }
    /// Not a date.
    DATE_UNREADABLE = "date_unreadable" {
        what: "«{0}» không đọc được là ngày" / "“{0}” cannot be read as a date",
        hint: "Nhập 12051987, 12/05/1987, 5/1987 hoặc 1987" / "Enter 12051987, 12/05/1987, 5/1987 or 1987",
    }
    /// A day that the calendar does not have.
    DATE_NO_SUCH_DAY = "date_no_such_day" {
        what: "Lịch không có ngày «{0}»" / "The calendar has no “{0}”",
        hint: "Xem lại ngày và tháng; chưa rõ thì chỉ nhập năm" / "Check day and month; if in doubt enter the year alone",
    }
    /// A whole day is wanted.
    DATE_DAY_WANTED = "date_day_wanted" {
        what: "«{0}» thiếu ngày" / "“{0}” lacks the day",
        hint: "Nhập đủ ngày, tháng, năm: 12051987" / "Enter day, month and year: 12051987",
    }
    /// Signs that no name has.
    NAME_LETTERS_ONLY = "name_letters_only" {
        what: "Tên có ký tự lạ: {1}" / "A name does not hold {1}",
        hint: "Chỉ nhập chữ, dấu cách, gạch nối, dấu nháy; điều khác để ở Ghi chú" / "Enter letters, spaces, hyphens and apostrophes; the rest can go into the note",
    }
    /// Neither 12 nor 9 digits.
    CITIZEN_ID_DIGITS = "citizen_id_digits" {
        what: "Số định danh phải đủ 12 số (CMND cũ 9 số); đây có {1} số" / "A citizen id has 12 digits (an old one 9); here are {1}",
        hint: "Xem lại trên giấy; chưa có thì để trống" / "Check the paper; leave it empty if there is none",
    }
    /// Not a telephone number.
    PHONE_DIGITS = "phone_digits" {
        what: "«{0}» không phải số điện thoại" / "“{0}” is no telephone number",
        hint: "Nhập một số: di động 10 số, cố định bắt đầu bằng 02" / "Enter one number: mobile 10 digits, landline beginning with 02",
    }
    /// Not a whole number.
    WHOLE_UNREADABLE = "whole_unreadable" {
        what: "«{0}» không phải số nguyên" / "“{0}” is no whole number",
        hint: "Chỉ nhập chữ số: 2318" / "Enter digits only: 2318",
    }
    /// Not an amount of money, or several.
    VND_UNREADABLE = "vnd_unreadable" {
        what: "«{0}» không rõ là bao nhiêu đồng" / "“{0}” does not clearly say how many đồng",
        hint: "Nhập đủ số: 1500000 hoặc 1.500.000" / "Enter the whole amount: 1500000 or 1.500.000",
    }
    /// Beyond what a field takes.
    NUMBER_TOO_LARGE = "number_too_large" {
        what: "Số lớn quá mức" / "The number is too large",
        hint: "Xem lại, nhất là số chữ số 0" / "Check it, its zeros first",
    }
    /// No such commune.
    AREA_UNKNOWN = "area_unknown" {
        what: "Không có xã, phường nào tên «{0}»" / "There is no commune “{0}”",
        hint: "Gõ vài chữ của tên (mới hoặc cũ), hoặc mã 5 số" / "Type a few letters of its name (new or old), or the 5-digit code",
    }
    /// Several communes.
    AREA_AMBIGUOUS = "area_ambiguous" {
        what: "«{0}» có thể là nhiều nơi" / "“{0}” may be several places",
        hint: "Nhập mã: {1}" / "Enter the code: {1}",
    }
    /// An old commune's name.
    AREA_OFFERED = "area_offered" {
        what: "«{0}» là tên cũ" / "“{0}” is an old name",
        hint: "Nơi đó nay là: {1}" / "It is now: {1}",
    }
    /// Not a record id.
    REF_UNREADABLE = "ref_unreadable" {
        what: "«{0}» không phải mã bản ghi" / "“{0}” is no record id",
        hint: "Nhập đủ mã, hoặc tra theo tên" / "Enter the whole id, or look it up by name",
    }
    /// Not a timeline.
    TIMELINE_UNREADABLE = "timeline_unreadable" {
        what: "Không đọc được «{0}»" / "“{0}” cannot be read",
        hint: "Viết: giá trị; hoặc NGÀY: giá trị (lý do); NGÀY: giá trị" / "Write: value; or DAY: value (reason); DAY: value",
    }
}
