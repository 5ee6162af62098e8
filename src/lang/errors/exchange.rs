//! What can be wrong with a file that comes in or goes out.

use crate::lang::codes;

codes! {
    /// An old commune that is several of today: its name, those.
    COMMUNE_SPLIT = "commune_split" {
        what: "{0} nay chia cho: {1}" / "{0} is now split among: {1}",
        hint: "Ghi vào ô đó tên hoặc mã xã nay của thôn này" / "Write today's commune of this village, by name or code, into that cell",
    }
    /// What an import made of a cell; with a record's changes, never an error.
    GUESSED = "guessed" {
        what: "Ô được đoán khi nạp" / "A cell was guessed at the import",
        hint: "So với giấy; sai thì sửa" / "Compare it with the paper; correct it if it is wrong",
    }
    /// A csv column that no field has.
    UNKNOWN_COLUMN = "unknown_column" {
        what: "Cột {0} không có trong {1}" / "{1} has no field for the column {0}",
        hint: "Dùng --map '{0}=TRƯỜNG', hoặc --map '{0}=-' để bỏ cột đó" / "Use --map '{0}=FIELD', or --map '{0}=-' to leave the column out",
    }
    /// Two columns of one name.
    DOUBLED_COLUMN = "doubled_column" {
        what: "Cột {0} có hai lần" / "The column {0} stands twice",
        hint: "Bỏ hoặc đổi tên một trong hai cột" / "Remove or rename one of the two",
    }
    /// Two columns for one field.
    DOUBLED_FIELD = "doubled_field" {
        what: "Hai cột {0} và {1} cùng vào trường {2}" / "The columns {0} and {1} both go to the field {2}",
        hint: "Bỏ bớt một cột: --map {1}=-" / "Leave one out: --map {1}=-",
    }
    /// `--map` to a field that is none.
    UNKNOWN_FIELD = "no_such_field" {
        what: "{1} không có trường {0}" / "{1} has no field {0}",
        hint: "Các trường: {2}" / "Its fields: {2}",
    }
    /// `--map` of a column that is not there.
    NO_SUCH_COLUMN = "no_such_column" {
        what: "Tệp không có cột {0}" / "The file has no column {0}",
        hint: "Các cột trong tệp: {1}" / "Its columns: {1}",
    }
    /// Nothing in the file, or no column for any field.
    NO_COLUMNS = "no_columns" {
        what: "{0} không có dòng tiêu đề hoặc không có cột nào dùng được" / "{0} has no heading, or no column that can be used",
        hint: "Dòng đầu phải là tên các cột, ví dụ: {1}" / "The first line must name the columns, for example: {1}",
    }
    /// No table in a sheet.
    NO_TABLE = "no_table" {
        what: "Không thấy bảng nào dùng được trong trang này" / "No table that can be used was found in this sheet",
        hint: "Chọn trang khác, hoặc chỉ cột bằng chữ: --map B=full_name" / "Choose another sheet, or name columns by letter: --map B=full_name",
    }
    /// A sheet beside lists that is none; a note, not an error.
    NO_LIST_SHEET = "no_list_sheet" {
        what: "Tờ «{0}» không phải danh sách, không nạp" / "The sheet \"{0}\" is no list and is left out",
        hint: "Nếu có hồ sơ trong đó: --sheet '{0}' và --map" / "If records are in it: --sheet '{0}' and --map",
    }
    /// No column says what every record needs.
    LACKS_FIELD = "lacks_field" {
        what: "Bảng không có cột nào cho «{0}», hồ sơ nào cũng cần" / "No column of the table says \"{0}\", which every record needs",
        hint: "Chỉ cột: --map 'B={1}', hoặc ghi cho mọi dòng: --set '{1}=…'" / "Name the column: --map 'B={1}', or say it for all rows: --set '{1}=…'",
    }
    /// Digits that a spreadsheet lost.
    DIGITS_LOST = "digits_lost" {
        what: "{0}: bảng tính đã làm mất chữ số, không khôi phục được" / "{0}: the spreadsheet lost digits that cannot be restored",
        hint: "Gõ lại số đó theo giấy; trong bảng tính đặt cột là «Văn bản»" / "Type the number again from the paper; make the column \"Text\" in the spreadsheet",
    }
    /// Several people in a cell.
    SEVERAL_PEOPLE = "several_people" {
        what: "Một ô có nhiều người: {0}" / "Several people in one cell: {0}",
        hint: "Tách mỗi người một dòng" / "Give each a line of their own",
    }
    /// Crosses under two names of a choice.
    SEVERAL_MARKS = "several_marks" {
        what: "Đánh dấu x ở nhiều cột: {0}" / "An x in several columns: {0}",
        hint: "Chỉ để một dấu x" / "Leave one x only",
    }
    /// A heading that cannot be read.
    BAD_HEADING = "bad_heading" {
        what: "Không đọc được dòng tiêu đề của {0}: {1}" / "The heading of {0} cannot be read: {1}",
        hint: "Lưu lại tệp dưới dạng «CSV UTF-8», dòng đầu là tên các cột" / "Save the file as \"CSV UTF-8\" with the names of the columns in its first line",
    }
    /// A spreadsheet where csv is read.
    SPREADSHEET = "spreadsheet" {
        what: "{0} là bảng tính, không phải csv" / "{0} is a spreadsheet, not csv",
        hint: "Trong Excel chọn Lưu thành… «CSV UTF-8», rồi nạp tệp đó" / "In the spreadsheet program choose Save as… \"CSV UTF-8\" and import that file",
    }
    /// Not UTF-8.
    UTF16 = "utf16" {
        what: "{0} là văn bản Unicode 16 bit, không phải UTF-8" / "{0} is text in UTF-16, not UTF-8",
        hint: "Trong Excel chọn Lưu thành… «CSV UTF-8», rồi nạp tệp đó" / "In the spreadsheet program choose Save as… \"CSV UTF-8\" and import that file",
    }
    /// Something without lines.
    NO_ROWS = "no_rows" {
        what: "{0} không phải tệp có dòng: hơn 1 GiB không có dấu xuống dòng" / "{0} is no file of lines: there is no end of line in more than 1 GiB",
        hint: "Kiểm tra tên tệp; tệp csv mỗi hồ sơ một dòng" / "Check the file's name; csv has a record a line",
    }
    /// A file cannot be read.
    FILE_UNREADABLE = "file_unreadable" {
        what: "Không đọc được {0}: {1}" / "{0} cannot be read: {1}",
        hint: "Kiểm tra tên tệp và quyền đọc" / "Check the file's name and whether it may be read",
    }
    /// A file cannot be written.
    FILE_UNWRITABLE = "file_unwritable" {
        what: "Không ghi được {0}: {1}" / "{0} cannot be written: {1}",
        hint: "Chọn nơi khác ghi được và còn chỗ trống" / "Choose another place that may be written and has room",
    }
    /// The rejects file is there already.
    FILE_EXISTS = "rejects_exist" {
        what: "{0} đã có sẵn" / "{0} is there already",
        hint: "Dùng tên khác, hoặc dời tệp cũ đi" / "Use another name, or move the old file away",
    }
    /// A row longer than can be.
    ROW_TOO_LONG = "row_too_long" {
        what: "Dòng quá dài (đến dòng {0} của tệp); có thể thiếu một dấu ngoặc kép đóng" / "The row is too long (it reaches to line {0} of the file); perhaps a closing quote is missing",
        hint: "Sửa dòng đó rồi nạp lại" / "Mend the row and import it again",
    }
    /// A row with more columns than can be.
    ROW_TOO_WIDE = "row_too_wide" {
        what: "Dòng có quá nhiều cột (đến dòng {0} của tệp)" / "The row has too many columns (it reaches to line {0} of the file)",
        hint: "Sửa dòng đó rồi nạp lại" / "Mend the row and import it again",
    }
    /// A row that is no text.
    ROW_NOT_UTF8 = "row_not_utf8" {
        what: "Dòng có ký tự không phải UTF-8" / "The row holds bytes that are not UTF-8",
        hint: "Lưu lại tệp dưới dạng «CSV UTF-8»" / "Save the file as \"CSV UTF-8\"",
    }
    /// The last row's text never ends.
    ROW_CUT_OFF = "row_cut_off" {
        what: "Dấu ngoặc kép mở ở dòng này không đóng cho đến hết tệp" / "A quote opened in this row is not closed up to the end of the file",
        hint: "Đóng dấu ngoặc kép, hoặc lấy lại tệp đầy đủ" / "Close the quote, or get the whole file again",
    }
    /// A row with another number of columns.
    ROW_COLUMNS = "row_columns" {
        what: "Dòng có {0} cột, tiêu đề có {1}" / "The row has {0} columns, the heading {1}",
        hint: "Sửa dòng đó rồi nạp lại" / "Mend the row and import it again",
    }
    /// An id that is none.
    BAD_ROW_ID = "bad_row_id" {
        what: "{0} không phải mã hồ sơ" / "{0} is no record id",
        hint: "Giữ nguyên cột id như khi xuất, hoặc để trống để thêm mới" / "Leave the column id as it was exported, or empty for a new record",
    }
    /// An id of another type's record.
    OTHER_TYPE = "other_type" {
        what: "Hồ sơ {0} là {1}, không phải {2}" / "The record {0} is of the type {1}, not {2}",
        hint: "Kiểm tra cột id và loại hồ sơ" / "Check the column id and the type",
    }
    /// A look-up that finds nothing.
    NO_REFERENCE = "no_reference" {
        what: "Không tìm thấy {0} «{1}»" / "There is no {0} \"{1}\"",
        hint: "Nhập {0} đó trước, hoặc sửa lại tên, mã" / "Enter that {0} first, or correct its name or code",
    }
    /// A text that several records fit.
    MANY_RECORDS = "many_records" {
        what: "«{0}» hợp với {1} hồ sơ" / "\"{0}\" fits {1} records",
        hint: "Dùng mã ngắn: {2}" / "Use the short code: {2}",
    }
    /// A second row for one record.
    RECORD_TWICE = "record_twice" {
        what: "Hồ sơ {0} đã có ở một dòng trước của tệp này" / "The record {0} stands in an earlier row of this file",
        hint: "Giữ một dòng cho mỗi hồ sơ" / "Keep one row for each record",
    }
    /// An export format that is none.
    UNKNOWN_FORMAT = "unknown_format" {
        what: "Không biết ghi ra dạng của tệp {0}" / "The format of {0} cannot be written",
        hint: "Dùng tên tệp kết thúc bằng .xlsx, .csv hoặc .json" / "Use a file name that ends in .xlsx, .csv or .json",
    }
    /// An empty sheet in a form that nobody fills in.
    NOT_TO_FILL_IN = "not_to_fill_in" {
        what: "{0} không phải bảng để điền" / "{0} is no sheet to fill in",
        hint: "Dùng tên tệp kết thúc bằng .xlsx hoặc .csv" / "Use a file name that ends in .xlsx or .csv",
    }
    /// No layout of that name.
    NO_LAYOUT = "no_layout" {
        what: "{1} không có mẫu {0}" / "{1} has no layout {0}",
        hint: "Các mẫu: {2}" / "Its layouts: {2}",
    }
    /// Told to stop before the end.
    STOPPED = "stopped" {
        what: "Đã dừng giữa chừng; {0} chưa được ghi" / "Stopped half way; {0} was not written",
        hint: "Chạy lại lệnh đó" / "Run the command again",
    }
    /// An answer that does not fit its question.
    UNEXPECTED_REPLY = "unexpected_reply" {
        what: "Sổ trả lời không đúng câu hỏi ({0})" / "The register's answer does not fit the question ({0})",
        hint: "Chạy «densach doctor» và báo lại cho người phát triển" / "Run `densach doctor` and tell the developers",
    }
    /// Findings that cannot be accepted.
    CHECKS_HARD = "checks_failed" {
        what: "Không lưu được: {0}" / "Not saved: {0}",
        hint: "{1}" / "{1}",
    }
    /// Findings that can be accepted.
    CHECKS_SOFT = "checks_soft" {
        what: "Chưa lưu, cần xem lại: {0}" / "Not saved yet, please look again: {0}",
        hint: "Sửa lại; nếu đúng là vậy thì thêm --accept {1}=LÝ_DO" / "Correct it; if it is so indeed, add --accept {1}=REASON",
    }
}
