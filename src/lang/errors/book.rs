//! What can be wrong with a spreadsheet or a text file that lists come in from.

use crate::lang::codes;

codes! {
    /// Nothing in the file.
    EMPTY_FILE = "empty_file" {
        what: "{0} là tệp rỗng" / "{0} is empty",
        hint: "Lấy lại tệp: có thể chép sang máy này chưa xong" / "Get the file again: perhaps copying it here was not finished",
    }
    /// A workbook beyond what is read.
    WORKBOOK_TOO_LARGE = "workbook_too_large" {
        what: "{0} lớn hơn {1} MB" / "{0} is larger than {1} MB",
        hint: "Tách thành nhiều tệp, hoặc lưu thành «CSV UTF-8» (csv không giới hạn cỡ)" / "Split it into several files, or save it as \"CSV UTF-8\" (csv may be of any size)",
    }
    /// Locked with a password.
    ENCRYPTED = "workbook_encrypted" {
        what: "{0} có mật khẩu" / "{0} is protected by a password",
        hint: "Mở tệp bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu rồi nạp lại" / "Open it in the spreadsheet program, take the password off, save it and import it again",
    }
    /// The end of the file is missing.
    CUT_OFF = "workbook_cut_off" {
        what: "{0} bị cụt: thiếu phần cuối tệp" / "{0} is cut off: its end is missing",
        hint: "Lấy lại tệp đầy đủ từ nơi đã gửi" / "Get the whole file again from where it came",
    }
    /// What is inside cannot be read.
    DAMAGED = "workbook_damaged" {
        what: "{0} bị hỏng ở phần {1}" / "{0} is damaged in its part {1}",
        hint: "Mở tệp bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi nạp lại" / "Open it in Excel or LibreOffice, save it again as .xlsx and import that",
    }
    /// A small file that becomes a very large one.
    INFLATES = "workbook_inflates" {
        what: "Phần {1} của {0} phình ra quá lớn khi giải nén; không đọc tiếp" / "The part {1} of {0} grows far too large when unpacked; reading was stopped",
        hint: "Đừng mở tệp này; nếu là tệp thật, lưu lại bằng Excel rồi nạp bản mới" / "Do not trust this file; if it is a real list, save it again in Excel and import the new one",
    }
    /// An archive of too many files.
    TOO_MANY_PARTS = "workbook_parts" {
        what: "{0} gồm hơn {1} phần; bảng tính thật chỉ có vài chục" / "{0} is made of more than {1} parts; a real workbook has some dozens",
        hint: "Lưu lại danh sách thành .xlsx rồi nạp tệp mới" / "Save the list again as .xlsx and import the new file",
    }
    /// A document type or entities of its own.
    HAS_DTD = "workbook_dtd" {
        what: "Phần {1} của {0} tự khai báo thực thể XML (DTD), điều bảng tính không làm" / "The part {1} of {0} declares XML entities (a DTD), which no workbook does",
        hint: "Đừng tin tệp này; lưu lại danh sách bằng Excel rồi nạp tệp mới" / "Do not trust this file; save the list again in Excel and import the new one",
    }
    /// Elements in elements in elements.
    TOO_DEEP = "workbook_too_deep" {
        what: "Phần {1} của {0} lồng quá sâu hoặc có đoạn dài bất thường" / "The part {1} of {0} is nested too deep, or has a piece far too long",
        hint: "Lưu lại danh sách bằng Excel rồi nạp tệp mới" / "Save the list again in Excel and import the new file",
    }
    /// More text than may be held.
    TOO_MUCH_TEXT = "workbook_text" {
        what: "{0} có quá nhiều chữ khác nhau để đọc một lần" / "{0} holds more distinct text than can be read at once",
        hint: "Tách thành nhiều tệp, hoặc lưu thành «CSV UTF-8»" / "Split it into several files, or save it as \"CSV UTF-8\"",
    }
    /// A cell that says "text number so-and-so" where there is none.
    NO_SUCH_TEXT = "workbook_no_text" {
        what: "Một ô ở dòng {1} của {0} trỏ tới chữ không có trong tệp" / "A cell in row {1} of {0} points to a text that is not in the file",
        hint: "Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi nạp lại" / "Open it in Excel or LibreOffice, save it again and import that",
    }
    /// Something else than a list.
    NOT_A_SHEET = "not_a_sheet" {
        what: "{0} thực ra là {1}, không phải bảng tính" / "{0} really is {1}, not a spreadsheet",
        hint: "Chọn tệp .xlsx, .xls, .ods hoặc .csv" / "Choose a file .xlsx, .xls, .ods or .csv",
    }
    /// A web page under a spreadsheet's name, as many programs "export to Excel".
    WEB_PAGE = "sheet_is_web_page" {
        what: "{0} thực ra là trang web (HTML) mang tên bảng tính" / "{0} really is a web page (HTML) with a spreadsheet's name",
        hint: "Mở tệp bằng Excel, chọn Lưu thành… «Excel Workbook (.xlsx)», rồi nạp tệp đó" / "Open it in Excel, choose Save as… \"Excel Workbook (.xlsx)\", and import that file",
    }
    /// A workbook in a form that is not read.
    OTHER_WORKBOOK = "other_workbook" {
        what: "{0} là bảng tính dạng {1}, dạng này không đọc được" / "{0} is a workbook in the form {1}, which is not read",
        hint: "Mở tệp bằng Excel, chọn Lưu thành… «Excel Workbook (.xlsx)», rồi nạp tệp đó" / "Open it in Excel, choose Save as… \"Excel Workbook (.xlsx)\", and import that file",
    }
    /// No sheet of cells.
    NO_SHEETS = "no_sheets" {
        what: "{0} không có trang tính nào" / "{0} has no sheet",
        hint: "Kiểm tra lại tệp bằng Excel" / "Check the file in Excel",
    }
    /// Another sheet than there are.
    NO_SUCH_SHEET = "no_such_sheet" {
        what: "{0} không có trang tính thứ {1}" / "{0} has no sheet number {1}",
        hint: "Chọn một trong {2} trang tính" / "Choose one of its {2} sheets",
    }
    /// A cell with a text longer than a cell may have.
    CELL_TOO_LONG = "cell_too_long" {
        what: "Một ô của dòng {0} dài quá giới hạn" / "A cell of row {0} is longer than may be",
        hint: "Rút ngắn ô đó rồi nạp lại" / "Shorten that cell and import the row again",
    }
    /// Something stands far to the right of any list.
    CELL_TOO_FAR = "cell_too_far" {
        what: "Dòng {0} có chữ ở sau cột thứ {1}" / "Row {0} has something behind column {1}",
        hint: "Xóa các ô thừa bên phải danh sách" / "Delete the stray cells to the right of the list",
    }
    /// Macros are in the file; a note, not an error.
    HAS_MACROS = "has_macros" {
        what: "{0} có macro: chỉ đọc các ô, không chạy macro nào" / "{0} has macros: only its cells are read, no macro is run",
        hint: "Không cần làm gì" / "Nothing needs to be done",
    }
    /// The name says one form, the content is another; a note, not an error.
    OTHER_INSIDE = "other_inside" {
        what: "{0} mang tên {1} nhưng bên trong là {2}; đọc theo nội dung" / "{0} is named {1} but holds {2}; it is read by what it holds",
        hint: "Không cần làm gì" / "Nothing needs to be done",
    }
}
