//! What can be wrong with a bundle: one code per rule, in the order in which they are held.

use crate::lang::codes;

codes! {
    /// More than a bundle may be.
    TOO_LARGE = "bundle_too_large" {
        what: "{0} lớn hơn {1} MB, gói không được lớn thế" / "{0} is larger than {1} MB, more than a bundle may be",
        hint: "Kiểm tra xem có đúng tệp không; nơi gửi có thể gửi phần thay đổi thay cho toàn bộ" / "Check that it is the right file; the sender may send what has changed instead of everything",
    }
    /// No end record where the file ends.
    NOT_WHOLE = "bundle_not_whole" {
        what: "{0} không phải gói trọn vẹn: bị cụt, hoặc có gì thêm ở cuối" / "{0} is no whole bundle: it is cut off, or something stands behind its end",
        hint: "Lấy lại tệp từ nơi gửi; có thể chép chưa xong" / "Get the file again from the sender: copying it was perhaps not finished",
    }
    /// The end record and the directory tell different numbers.
    COUNT = "bundle_count" {
        what: "Mục lục của {0} không khớp: số tệp ghi ở cuối không đúng" / "The directory of {0} does not hold as many files as its end says",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// Too many entries.
    TOO_MANY = "bundle_entries" {
        what: "{0} có {1} tệp bên trong; gói có nhiều nhất {2}" / "{0} holds {1} files; a bundle has at most {2}",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// Made as for sizes no bundle has.
    ZIP64 = "bundle_zip64" {
        what: "{0} ghi theo kiểu zip64, gói không cần đến" / "{0} is written as zip64, which no bundle needs",
        hint: "Lấy lại tệp gốc từ nơi gửi, đừng nén lại" / "Get the original file from the sender; do not pack it again",
    }
    /// An encrypted entry.
    ENTRY_LOCKED = "bundle_entry_locked" {
        what: "{1} trong {0} bị khóa mật khẩu" / "{1} in {0} is encrypted",
        hint: "Lấy lại tệp gốc từ nơi gửi; gói được mã hóa bên ngoài, không phải từng tệp bên trong" / "Get the original file: a bundle is encrypted as a whole, never its entries",
    }
    /// A link, a folder, a device.
    ENTRY_LINK = "bundle_entry_link" {
        what: "{1} trong {0} không phải tệp thường" / "{1} in {0} is a link, a folder or another thing that is no plain file",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// A path that leads elsewhere.
    ENTRY_PATH = "bundle_entry_path" {
        what: "{0} có tên tệp dẫn ra ngoài: {1}" / "{0} holds a file whose name leads elsewhere: {1}",
        hint: "Đừng mở tệp này bằng chương trình khác; báo cho nơi gửi" / "Do not open this file with another program; tell the sender",
    }
    /// The same name twice, whatever its case.
    ENTRY_TWICE = "bundle_entry_twice" {
        what: "{0} có hai tệp cùng tên {1}" / "{0} holds two files called {1}",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// A file that no bundle has.
    ENTRY_UNKNOWN = "bundle_entry_unknown" {
        what: "{0} có tệp lạ: {1}" / "{0} holds a file that no bundle has: {1}",
        hint: "Lấy lại tệp gốc; nếu nơi gửi dùng bản mới hơn thì cài bản densach mới" / "Get the original file; if the sender's densach is newer, install the newer one",
    }
    /// Files out of order.
    ENTRY_ORDER = "bundle_entry_order" {
        what: "Các tệp trong {0} không theo thứ tự của gói ({1})" / "The files in {0} are not in a bundle's order ({1})",
        hint: "Lấy lại tệp gốc từ nơi gửi, đừng nén lại" / "Get the original file from the sender; do not pack it again",
    }
    /// A file that every bundle has.
    ENTRY_MISSING = "bundle_entry_missing" {
        what: "{0} thiếu tệp {1}" / "{0} lacks the file {1}",
        hint: "Lấy lại tệp gốc từ nơi gửi" / "Get the original file from the sender",
    }
    /// No signature.
    UNSIGNED = "bundle_unsigned" {
        what: "{0} không có chữ ký" / "{0} is not signed",
        hint: "Không nhận; nhờ nơi gửi xuất lại gói có chữ ký" / "Do not take it; let the sender export it again, signed",
    }
    /// A header field that is not as it is written.
    HEADER = "bundle_header" {
        what: "{0} không do densach ghi: phần đầu của {1} khác" / "{0} was not written by densach: the header of {1} is another",
        hint: "Lấy lại tệp gốc từ nơi gửi, đừng nén lại" / "Get the original file from the sender; do not pack it again",
    }
    /// The header at the file and the one in the directory differ.
    LOCAL_DIFFERS = "bundle_local_header" {
        what: "{1} trong {0} mang tên hay số liệu khác ở hai nơi" / "{1} in {0} is called or told otherwise in two places",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// Bytes that belong to no file.
    STRAY_BYTES = "bundle_stray_bytes" {
        what: "{0} có gì đó nằm trước hay giữa các tệp ({1})" / "Something stands before or between the files of {0} ({1})",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// An entry that says it is larger than it may be.
    ENTRY_LARGE = "bundle_entry_large" {
        what: "{1} trong {0} lớn quá mức ({2} MB)" / "{1} in {0} is larger than it may be ({2} MB)",
        hint: "Nơi gửi có thể gửi phần thay đổi thay cho toàn bộ" / "The sender may send what has changed instead of everything",
    }
    /// A small file that becomes a very large one.
    INFLATES = "bundle_inflates" {
        what: "{1} trong {0} phình ra quá lớn khi giải nén" / "{1} in {0} grows far too large when unpacked",
        hint: "Đừng mở tệp này bằng chương trình khác; báo cho nơi gửi" / "Do not open this file with another program; tell the sender",
    }
    /// Another size than the header says.
    SIZE_LIES = "bundle_size_lies" {
        what: "{1} trong {0} không đúng cỡ đã ghi" / "{1} in {0} is not of the size that it tells",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// A stream that cannot be unpacked, or whose checksum is another.
    DAMAGED = "bundle_damaged" {
        what: "{1} trong {0} bị hỏng" / "{1} in {0} is damaged",
        hint: "Lấy lại tệp từ nơi gửi; có thể hỏng khi chép" / "Get the file again from the sender: copying may have damaged it",
    }
    /// What stands in the signature's place is none.
    SIGNATURE = "bundle_signature" {
        what: "Chữ ký của {0} không đúng" / "The signature of {0} is not right",
        hint: "Không nhận; hỏi nơi gửi qua điện thoại và lấy lại tệp gốc" / "Do not take it; ask the sender by telephone and get the original file",
    }
    /// The tagmanifest is not as it is written, or does not fit.
    TAGMANIFEST = "bundle_tagmanifest" {
        what: "{1} trong {0} không khớp với bản đã ký" / "{1} in {0} is not what was signed",
        hint: "Không nhận; lấy lại tệp gốc từ nơi gửi" / "Do not take it; get the original file from the sender",
    }
    /// The manifest is not as it is written.
    MANIFEST = "bundle_manifest" {
        what: "Danh mục tệp của {0} không đúng mẫu (dòng {1})" / "The manifest of {0} is not as it is written (line {1})",
        hint: "Không nhận; lấy lại tệp gốc từ nơi gửi" / "Do not take it; get the original file from the sender",
    }
    /// A payload file with another hash.
    TAMPERED = "bundle_tampered" {
        what: "{1} trong {0} đã bị sửa sau khi ký" / "{1} in {0} was changed after it was signed",
        hint: "Không nhận; lấy lại tệp gốc từ nơi gửi" / "Do not take it; get the original file from the sender",
    }
    /// In the archive and not in the manifest.
    UNLISTED = "bundle_unlisted" {
        what: "{1} có trong {0} mà không có trong danh mục đã ký" / "{1} stands in {0} and not in what was signed",
        hint: "Không nhận; lấy lại tệp gốc từ nơi gửi" / "Do not take it; get the original file from the sender",
    }
    /// In the manifest and not in the archive.
    LISTED_MISSING = "bundle_listed_missing" {
        what: "{1} có trong danh mục đã ký mà thiếu trong {0}" / "{1} stands in what was signed and is missing in {0}",
        hint: "Không nhận; lấy lại tệp gốc từ nơi gửi" / "Do not take it; get the original file from the sender",
    }
    /// bag-info.txt is not as it is written.
    BAG_INFO = "bundle_bag_info" {
        what: "Tờ khai của {0} không đúng mẫu ở {1}" / "What {0} says of itself is not as it is written, at {1}",
        hint: "Nhờ nơi gửi xuất lại gói" / "Let the sender export the bundle again",
    }
    /// A later format.
    FORMAT = "bundle_format" {
        what: "{0} theo định dạng {1} mà bản này chưa biết" / "{0} is of format {1}, which this version does not know",
        hint: "Cài bản densach mới hơn, rồi nạp lại" / "Install a newer densach, then import it again",
    }
    /// An earlier format than this sender uses already.
    DOWNGRADE = "bundle_downgrade" {
        what: "{0} theo định dạng {1}, cũ hơn định dạng {2} mà nơi gửi đã dùng" / "{0} is of format {1}, older than the {2} that its sender uses already",
        hint: "Hỏi nơi gửi: có thể đang dùng máy cài bản cũ" / "Ask the sender: an old version may be in use there",
    }
    /// Signed by somebody else than it names.
    SENDER = "bundle_sender" {
        what: "{0} ghi nơi gửi là {1} nhưng chữ ký là của {2}" / "{0} names {1} as its sender, but {2} signed it",
        hint: "Không nhận; hỏi {2}" / "Do not take it; ask {2}",
    }
    /// For somebody else.
    RECIPIENT = "bundle_recipient" {
        what: "{0} gửi cho {1}, không phải cho {2}" / "{0} is for {1}, not for {2}",
        hint: "Chuyển cho {1}, hoặc nhờ nơi gửi xuất lại cho {2}" / "Pass it on to {1}, or let the sender export it again for {2}",
    }
    /// A unit that is not the sender's to speak for.
    OUTSIDE = "bundle_outside" {
        what: "{1} không được gửi thay cho đơn vị {2}" / "{1} may not send for the unit {2}",
        hint: "Xem lại {1} phụ trách đơn vị nào: «densach trust list»" / "See which unit {1} is trusted for: `densach trust list`",
    }
    /// A record of a unit that is not the sender's, and no transfer.
    ROW_OUTSIDE = "bundle_row_outside" {
        what: "{0}, dòng {1}: hồ sơ thuộc đơn vị ngoài phạm vi của nơi gửi" / "{0}, line {1}: the record is of a unit outside the sender's own",
        hint: "Hỏi nơi gửi; người chuyển nơi sinh hoạt đi kèm phiếu chuyển" / "Ask the sender; one who moves comes with a transfer slip",
    }
    /// Another bundle in its place.
    FORK = "bundle_fork" {
        what: "{0}: số {1} của chuỗi này đã nhận một gói khác ({2})" / "{0}: another bundle stands as number {1} of its chain already ({2})",
        hint: "Có hai bản sổ cùng gửi dưới một tên: hỏi nơi gửi, đừng xóa gói nào" / "Two copies of a register send under one name: ask the sender, delete neither",
    }
    /// Bundles before it are missing.
    GAP = "bundle_gap" {
        what: "{0} là số {1}; còn thiếu số {2} của cùng chuỗi" / "{0} is number {1}; number {2} of its chain is missing",
        hint: "Nạp gói số {2} trước; gói này chờ sẵn trong mục chờ" / "Import number {2} first; this one waits in quarantine",
    }
    /// datapackage.json is not what the files come to.
    DATAPACKAGE = "bundle_datapackage" {
        what: "Mô tả dữ liệu của {0} không đúng mẫu" / "The data package of {0} is not the one its files come to",
        hint: "Nhờ nơi gửi xuất lại gói" / "Let the sender export the bundle again",
    }
    /// A heading with a column that is not known, or in another order.
    COLUMNS = "bundle_columns" {
        what: "{1} trong {0} có cột mà bản này không biết, hoặc cột sai thứ tự: {2}" / "{1} in {0} has a column that this version does not know, or one out of order: {2}",
        hint: "Cài bản densach mới hơn, rồi nạp lại" / "Install a newer densach, then import it again",
    }
    /// A line that is not csv as it is written.
    ROW_FORM = "bundle_row_form" {
        what: "{0}, dòng {1}: không đúng dạng csv của gói" / "{0}, line {1}: not csv as a bundle has it",
        hint: "Nhờ nơi gửi xuất lại gói" / "Let the sender export the bundle again",
    }
    /// A line or a field beyond its cap.
    ROW_LARGE = "bundle_row_large" {
        what: "{0}, dòng {1}: dài quá mức" / "{0}, line {1}: longer than a line or a field may be",
        hint: "Đừng tin tệp này; hỏi nơi gửi và lấy lại" / "Do not trust this file; ask the sender and get it again",
    }
    /// Rows out of order, or one record twice.
    ROW_ORDER = "bundle_row_order" {
        what: "{0}, dòng {1}: sai thứ tự, hoặc một hồ sơ có hai dòng" / "{0}, line {1}: out of order, or a record that stands twice",
        hint: "Nhờ nơi gửi xuất lại gói" / "Let the sender export the bundle again",
    }
    /// A text that is not the one of its value.
    ROW_VALUE = "bundle_row_value" {
        what: "{0}, dòng {1}: không đọc được cột {2}" / "{0}, line {1}: the column {2} cannot be read",
        hint: "Nhờ nơi gửi xuất lại gói" / "Let the sender export the bundle again",
    }
    /// A character that acts.
    ROW_ACTS = "bundle_row_acts" {
        what: "{0}, dòng {1}: cột {2} có ký tự điều khiển hoặc ký tự ẩn" / "{0}, line {1}: the column {2} holds a control or an invisible character",
        hint: "Nhờ nơi gửi nhập lại ô ấy, rồi xuất lại gói" / "Let the sender enter that field again and export the bundle again",
    }
    /// Letters and marks taken apart.
    ROW_NOT_NFC = "bundle_row_not_nfc" {
        what: "{0}, dòng {1}: cột {2} có chữ và dấu tách rời (không phải NFC)" / "{0}, line {1}: letters and marks of the column {2} are taken apart (not NFC)",
        hint: "Nhờ nơi gửi nhập lại ô ấy, rồi xuất lại gói" / "Let the sender enter that field again and export the bundle again",
    }
    /// A name that a spreadsheet would compute.
    ROW_FORMULA = "bundle_row_formula" {
        what: "{0}, dòng {1}: tên ở cột {2} bắt đầu như công thức" / "{0}, line {1}: the name in the column {2} begins as a formula does",
        hint: "Nhờ nơi gửi nhập lại ô ấy, rồi xuất lại gói" / "Let the sender enter that field again and export the bundle again",
    }
    /// More or fewer rows than bag-info says.
    ROWS = "bundle_rows" {
        what: "{0} có {1} dòng, tờ khai ghi {2}" / "{0} holds {1} rows, and says it holds {2}",
        hint: "Nhờ nơi gửi xuất lại gói" / "Let the sender export the bundle again",
    }

    /// A slip of somebody who is not ours to let go.
    SLIP_OUTSIDE = "slip_outside" {
        what: "Hồ sơ {0} không nằm dưới đơn vị của sổ này, nên không lập phiếu chuyển được" / "The record {0} is not under this register's own unit, so no slip can be made of it",
        hint: "Xem người ấy ở chi hội nào, và chi hội ấy trực thuộc đơn vị nào" / "See which branch the person belongs to, and under which unit that branch stands",
    }
    /// A record that cannot be sent as it is.
    RECORD_UNFIT = "bundle_record_unfit" {
        what: "Hồ sơ {0} ({1}) không gửi được: ô {2} {3}" / "The record {0} ({1}) cannot be sent: its {2} {3}",
        hint: "Mở hồ sơ {0}, nhập lại ô ấy rồi lưu" / "Open the record {0}, enter that field again and save it",
    }
    /// A record that holds what only a later version knows.
    RECORD_NEWER = "bundle_record_newer" {
        what: "Hồ sơ {0} ({1}) có phần chỉ bản densach mới hơn mới biết" / "The record {0} ({1}) holds something that only a newer densach knows",
        hint: "Cài bản densach mới hơn, rồi xuất gói" / "Install the newer densach, then export the bundle",
    }
    /// A type that never travels.
    KIND_STAYS = "bundle_kind_stays" {
        what: "Loại {0} là việc riêng của sổ, không gửi đi" / "Records of type {0} are the register's own business and are not sent",
        hint: "Báo lỗi này cho người bảo trì" / "Report this to the maintainers",
    }
    /// Records handed to the writer out of order.
    OUT_OF_ORDER = "bundle_out_of_order" {
        what: "Hồ sơ {0} được đưa vào gói sai thứ tự" / "The record {0} was handed to the bundle out of order",
        hint: "Báo lỗi này cho người bảo trì" / "Report this to the maintainers",
    }
    /// Something that bag-info cannot say.
    HEAD_UNFIT = "bundle_head_unfit" {
        what: "Không ghi được gói: {0} là «{1}»" / "The bundle cannot be written: {0} is “{1}”",
        hint: "Sửa mục ấy: mã đơn vị là một dòng chữ, tên khóa gồm chữ không dấu, số và @ . _ + -" / "Correct it: a unit's code is one line of text, a key's name is made of plain letters, digits and @ . _ + -",
    }
    /// More than a bundle may carry.
    WOULD_BE_TOO_LARGE = "bundle_would_be_too_large" {
        what: "Không ghi được gói: dữ liệu nhiều hơn một gói được mang ({0})" / "The bundle cannot be written: more data than a bundle may carry ({0})",
        hint: "Gửi phần thay đổi thay cho toàn bộ, hoặc chọn ít trường hơn" / "Send what has changed instead of everything, or fewer fields",
    }
}
