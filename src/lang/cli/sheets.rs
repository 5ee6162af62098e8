//! What the commands about lists and sheets that go out say.

use super::{Label, labels};

labels! {
    /// Command.
    EXPORT = "Xuất danh sách hoặc phiếu trống ra tệp xlsx, csv, json" / "Writes a list, or an empty sheet, as xlsx, csv or json";
    /// More.
    EXPORT_MORE = "Tệp chứa dữ liệu cá nhân, chỉ chủ tệp đọc được; số định danh chỉ ghi ba số cuối, trừ khi --full-ids. csv: cột id, rồi các trường theo tên tiếng Anh; trường trỏ đến hồ sơ khác ghi id của nó, cạnh đó cột #TRƯỜNG ghi tên. xlsx: cũng các cột đó, ghi theo tên tiếng Việt; chữ luôn là chữ, số là số, ngày đủ là ngày. Nạp lại đúng tệp đó thì không gì đổi. --blank: bảng trống theo mẫu nhập để phát cho chi hội, dòng # chỉ cách điền; điền xong nạp lại được ngay."
        / "The file holds personal data and is readable by its owner alone; of citizen ids only the last three digits, unless --full-ids. csv: the column id, then every field by its schema name; a field that refers to another record holds its id, beside it a column #FIELD with its name. xlsx: the same columns under their labels; a text stays a text, numbers are numbers, whole days are days. Importing the file again changes nothing. --blank: an empty sheet by a form's layout to hand out, with a line (#) of how to fill it in; filled in, it can be imported as it is.";
    /// Argument.
    EXPORT_FILE = "Tệp .xlsx, .csv hoặc .json; có sẵn thì thay" / "An .xlsx, .csv or .json file; replaced if it is there";
    /// Option.
    EXPORT_BLANK = "Ghi bảng trống để điền, không ghi hồ sơ nào" / "Write an empty sheet to fill in, and no record";
    /// Option.
    EXPORT_LAYOUT = "Mẫu của bảng trống, ví dụ B; không nêu thì mẫu đầu" / "The layout of the empty sheet, for example B; the first one if none is named";
    /// Option.
    EXPORT_BOM = "csv: thêm dấu UTF-8 ở đầu để Excel mở đúng chữ Việt" / "csv: begin with a byte order mark, so that Excel shows Vietnamese letters";
    /// Option.
    EXPORT_FULL_IDS = "Ghi đủ số định danh; lý do vào nhật ký (người soát xét, kỹ thuật viên)" / "Write citizen ids whole; the reason goes into the journal (reviewer, technician)";
    /// Done.
    EXPORTED = "Đã xuất {0} hồ sơ ra {1}" / "Wrote {0} records to {1}";
    /// Done.
    EXPORTED_BLANK = "Đã ghi bảng trống mẫu {0} ra {1}" / "Wrote an empty sheet of layout {0} to {1}";
    /// After an export over SSH.
    FETCH = "Lấy tệp về máy mình: {0}" / "To fetch the file, type at home: {0}";
}
