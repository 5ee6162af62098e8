//! What the command line says: help, and the sentences after a command.

mod bundle;
mod exchange;
mod keying;
mod sheets;
mod trust;

pub use self::{bundle::*, exchange::*, keying::*, sheets::*, trust::*};

use super::Label;

/// Declares labels with their documentation.
macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $vi:literal / $en:literal;)*) => {
        $($(#[$doc])* pub static $name: Label = Label::new($vi, $en);)*
        /// Every label.
        #[cfg(test)]
        pub(super) static ALL: &[(&str, &Label)] = &[$((stringify!($name), &$name)),*];
    };
}

use labels;

/// Command lines that teach the whole.
pub static EXAMPLES: &[&str] = &[
    "densach",
    "densach demo",
    "densach init --unit 15889 --name \"Hội Khuyến học xã Hoằng Phú\" --operator Lan",
    "densach import member ds2025.csv",
    "densach find nguyen thi hoa 1954",
];

/// Where a command has nothing more to tell.
pub static NOTHING: Label = Label::new("", "");

labels! {
    /// What the program is.
    ABOUT = "Sổ hội viên, dòng họ, trung tâm học tập cộng đồng của Hội Khuyến học, nhập bằng bàn phím. Không có lệnh: mở màn hình làm việc."
        / "The register of a learning-promotion association (Hội Khuyến học), kept at a keyboard. Without a command: the screens.";
    /// After the examples of the whole.
    MORE = "Mã thoát: 0 xong; 1 câu trả lời là «không» (có dòng bị loại, có hỏng hóc, không có hồ sơ); 2 dùng sai hoặc thiếu điều kiện; 3 người khác đang giữ sổ; 128+n khi có tín hiệu n.\nDữ liệu ra stdout; tiến độ và lỗi ra stderr."
        / "Exit codes: 0 done; 1 the answer is \"no\" (rows rejected, damage found, no such record); 2 usage or surroundings; 3 somebody else holds the register; 128+n on signal n.\nData go to stdout, progress and errors to stderr.";
    /// Heading.
    USAGE = "Cách dùng" / "Usage";
    /// Heading.
    COMMANDS = "Lệnh" / "Commands";
    /// Placeholder.
    COMMAND = "LỆNH" / "COMMAND";
    /// Heading.
    ARGUMENTS = "Tham số" / "Arguments";
    /// Heading.
    OPTIONS = "Tùy chọn" / "Options";
    /// Heading.
    EVERYWHERE = "Tùy chọn chung" / "Options everywhere";
    /// Heading.
    EXAMPLE = "Ví dụ" / "Examples";
    /// Option.
    HELP = "Xem hướng dẫn này" / "This help";
    /// Option.
    VERSION = "Xem phiên bản" / "The version";
    /// Option.
    REGISTER = "Thư mục sổ (hoặc DENSACH_REGISTER; mặc định: densach trong $XDG_DATA_HOME)"
        / "The register's folder (or DENSACH_REGISTER; default: densach in $XDG_DATA_HOME)";
    /// Option.
    OPERATOR_NAME = "Người dùng, theo tên gọi" / "Who is keying, by short name";
    /// Option.
    PIN_FILE = "Tệp chứa mã PIN của người dùng, cho tập lệnh (hoặc DENSACH_PIN_FILE); không có thì hỏi"
        / "A file with the operator's PIN, for scripts (or DENSACH_PIN_FILE); else it is asked for";
    /// Question.
    PIN_ASK = "Mã PIN của {0}: " / "PIN of {0}: ";
    /// Question.
    PIN_NEW = "Mã PIN mới (4 đến 12 chữ số): " / "The new PIN (4 to 12 digits): ";
    /// Question.
    PIN_AGAIN = "Gõ lần nữa: " / "Again: ";
    /// Done.
    PIN_SET = "{0} có mã PIN mới" / "{0} has a new PIN";
    /// Done.
    PIN_CLEARED = "{0} không còn mã PIN" / "{0} has no PIN any more";
    /// Option.
    LANG = "Tiếng Việt hay tiếng Anh (hoặc DENSACH_LANG; mặc định theo locale)"
        / "Vietnamese or English (or DENSACH_LANG; default: the locale)";
    /// Option.
    JSON = "Trả lời bằng JSON, mỗi dòng một đối tượng" / "Answer in JSON, an object a line";
    /// Argument.
    TYPE = "Loại hồ sơ: {0}" / "Type of record: {0}";
    /// Argument.
    ID = "Mã hồ sơ: mã ngắn H7K2-04M9-QX, mã đầy đủ, hoặc số thẻ, số định danh, mã đơn vị"
        / "The record: its short code H7K2-04M9-QX, its whole id, or a card number, citizen id or unit code";
    /// Option.
    REASON = "Lý do, ghi vào nhật ký" / "Why; goes into the journal";
    /// Option.
    ACCEPT = "Chấp nhận một cảnh báo, kèm lý do; có thể lặp lại" / "Accepts a soft check with a reason; may be repeated";

    /// Command.
    OPEN = "Mở màn hình làm việc" / "Opens the screens";
    /// Option.
    READ_ONLY = "Chỉ xem và tra cứu, trong khi người khác đang nhập" / "Only look and search, while somebody works";
    /// Command.
    DEMO = "Thử màn hình trên một sổ mẫu, thoát là bỏ" / "The screens on an invented sample, thrown away at the end";

    /// Command.
    INIT = "Lập sổ mới" / "Makes a new register";
    /// More.
    INIT_MORE = "CODE là mã xã hoặc mã tỉnh năm 2025, hoặc một mã tự đặt. Cần cả --operator: người dùng đầu tiên."
        / "CODE is a commune or province code of 2025, or one of your own. --operator is needed too: the first who keys.";
    /// Option.
    INIT_UNIT = "Mã đơn vị giữ sổ" / "Code of the unit that keeps the register";
    /// Option.
    INIT_NAME = "Tên đơn vị giữ sổ" / "Name of that unit";
    /// Done.
    INIT_DONE = "Đã lập sổ {1} tại {0}" / "Made the register of {1} in {0}";

    /// Command.
    OPERATOR = "Người dùng: thêm, liệt kê, cho thôi, mã PIN" / "Who may key: add, list, switch off, PIN";
    /// Command.
    OPERATOR_ADD = "Thêm người dùng" / "Adds an operator";
    /// Command.
    OPERATOR_LIST = "Liệt kê người dùng" / "Lists the operators";
    /// Command.
    OPERATOR_OFF = "Cho thôi nhập; lịch sử vẫn giữ tên" / "Switches an operator off; history keeps the name";
    /// Command.
    OPERATOR_PIN = "Đặt, đổi hoặc bỏ mã PIN của một người dùng" / "Sets, changes or takes away an operator's PIN";
    /// More.
    OPERATOR_PIN_MORE = "Mã được hỏi ở bàn phím, không hiện; không có bàn phím thì đọc dòng đầu của stdin. Mã PIN ngăn đồng nghiệp nhập nhầm tên nhau; nó không mã hóa đĩa: ai có tệp của sổ thì đọc được sổ."
        / "It is asked for without being shown; without a terminal the first line of stdin is taken. A PIN keeps colleagues apart; it does not encrypt the disk: whoever has the files can read them.";
    /// Option.
    OPERATOR_PIN_CLEAR = "Bỏ mã PIN; của người khác: chỉ kỹ thuật viên (--operator)" / "Take the PIN away; somebody else's: a technician only (--operator)";
    /// Option.
    OPERATOR_PIN_RESET = "Bỏ mã PIN đã quên khi không kỹ thuật viên nào còn vào được: chủ thư mục sổ, lúc không ai giữ sổ; nhật ký ghi lại"
        / "Take away a forgotten one when no technician can get in: the folder's owner, with nobody at work; the journal notes it";
    /// Argument.
    OPERATOR_NEW = "Tên gọi ngắn" / "The short name";
    /// Option.
    OPERATOR_ROLE = "Vai trò: clerk (nhập liệu), reviewer (soát xét), technician (kỹ thuật)" / "Role: clerk, reviewer, technician";
    /// State.
    OPERATOR_ON = "đang làm" / "active";
    /// State.
    OPERATOR_GONE = "đã thôi" / "off";

    /// Command.
    FIND = "Tra cứu" / "Looks records up";
    /// More.
    FIND_MORE = "Gõ vài chữ của tên, có dấu hay không, năm sinh, các số cuối của thẻ hay điện thoại, theo thứ tự nào cũng được. Lọc bằng một từ ngắn, dấu hai chấm và giá trị, nhiều chữ nối bằng gạch: chi:phu-khe thon:3 ho:nguyen-van sinh:1950-1960 tt:mat gioi:nu. Với --json mỗi hồ sơ một dòng: type, id, code, label, score và các cột của danh sách; một cột trùng tên với các khóa đó được ghi là LOẠI_TRƯỜNG (unit_code)."
        / "Type a few words of a name, with marks or without, a birth year, the last digits of a card or phone, in any order. A short word, a colon and a value filter, words joined by hyphens: unit:phu-khe village:3 clan:nguyen-van dob:1950-1960 status:died gender:female. With --json an object a line: type, id, code, label, score and the columns of a list; a column of such a name is written TYPE_FIELD (unit_code).";
    /// Argument.
    FIND_WORDS = "Những chữ và số cần tìm; để trống: tất cả" / "Words and numbers to look for; none: everything";
    /// Option.
    FIND_LIMIT = "Nhiều nhất N hồ sơ" / "At most N records";
    /// Option.
    FIND_COUNT = "Chỉ đếm" / "Only count";
    /// Option.
    FIND_INACTIVE = "Cả những người đã mất, chuyển đi, thôi" / "Also those who died, moved or left";
    /// Total.
    FIND_TOTAL = "{0} hồ sơ" / "Records: {0}";
    /// Total.
    FIND_TOTAL_MORE = "{0} hồ sơ, thêm {1} không còn sinh hoạt: --inactive" / "Records: {0}, and {1} inactive: --inactive";

    /// Command.
    DUPLICATES = "Các cặp hồ sơ có thể là một người" / "Pairs of records that may be one person";
    /// More.
    DUPLICATES_MORE = "Tìm trong cả sổ những cặp giống nhau về tên và một trong các điều: số định danh, ngày hoặc năm sinh, điện thoại, thôn; chịu được gõ nhầm, mất dấu, đảo chữ, đảo ngày tháng. Cặp đã ghi là hai người khác nhau thì không nêu lại. Với --json mỗi cặp một dòng: type, score, reasons, a, b (id, code, label và các cột của danh sách, số định danh đã che)."
        / "Looks through the register for pairs alike in the name and one of citizen id, day or year of birth, telephone, village; forgives slips, lost marks, words or day and month in another order. Pairs said to be two people are not named again. With --json one pair a line: type, score, reasons, a, b (id, code, label and the columns of a list, the citizen id masked).";
    /// Argument.
    DUPLICATES_TYPE = "Loại hồ sơ, mặc định hội viên" / "The type of record, members by default";
    /// Option.
    DUPLICATES_LIMIT = "Nhiều nhất N cặp" / "At most N pairs";
    /// Option.
    DUPLICATES_THRESHOLD = "Từ mức giống nào: 60 đến 100, mặc định {0}" / "From which likeness on: 60 to 100, {0} by default";
    /// Output.
    DUPLICATES_TOTAL = "{0} cặp" / "Pairs: {0}";
    /// Output.
    DUPLICATES_MORE_PAIRS = "{1} trong {0} cặp: --limit để xem thêm" / "{1} of {0} pairs: --limit for more";

    /// Command.
    SHOW = "Xem một hồ sơ" / "Shows a record";
    /// More.
    SHOW_MORE = "Số định danh chỉ hiện ba số cuối, trừ khi --reveal." / "Of a citizen id only the last three digits are shown, unless --reveal.";
    /// Option.
    SHOW_REVEAL = "Hiện đủ số định danh; lý do vào lịch sử hồ sơ (người soát xét, kỹ thuật viên)" / "Show the whole citizen id; the reason goes into the record's history (reviewer, technician)";
    /// Command.
    HISTORY = "Mọi thay đổi của một hồ sơ: lúc nào, ai, từ đâu, cũ, mới" / "Every change of a record: when, who, from where, old, new";
    /// What was done.
    DID_PUT = "ghi" / "saved";
    /// What was done.
    DID_REVEAL = "xem số định danh" / "saw the citizen id";
    /// What was done.
    DID_DELETE = "xóa" / "deleted";
    /// What was done.
    DID_MERGE = "gộp" / "merged";
    /// What was done.
    DID_UNDO = "hoàn tác #{0}" / "undoes #{0}";
    /// Of which batch.
    OF_BATCH = "lô #{0}" / "batch #{0}";
    /// Line.
    HISTORY_SOURCE = "từ {0}, dòng {1}" / "from {0}, line {1}";
    /// Line.
    HISTORY_ACCEPTED = "chấp nhận {0}: {1}" / "accepted {0}: {1}";
    /// Line.
    HISTORY_ERASED = "nội dung đã xóa theo luật" / "its content was erased by law";

    /// Command.
    SET = "Sửa một hồ sơ" / "Corrects a record";
    /// More.
    SET_MORE = "Qua cùng những kiểm tra như trên màn hình. FIELD là tên trường tiếng Anh hoặc nhãn; VALUE để trống là bỏ giá trị. Ngày ghi 1954, 1954-05, 1954-05-12 hoặc 12/05/1954. VALUE@NGÀY: từ ngày ấy (trạng thái, chi hội, chức vụ)."
        / "Through the same checks as the screens. FIELD is the schema name or the label; an empty VALUE empties the field. Dates: 1954, 1954-05, 1954-05-12 or 12/05/1954. VALUE@DATE: from that day on (status, unit, role).";
    /// Argument.
    SET_PAIRS = "Trường và giá trị mới" / "Fields and their new values";
    /// Done.
    SAVED = "Đã lưu {0} (#{1})" / "Saved {0} (#{1})";
    /// Done.
    UNCHANGED = "{0} đã như vậy, không đổi gì" / "{0} is so already, nothing changed";
    /// Command.
    DELETE = "Xóa một hồ sơ không ai nhắc tới" / "Deletes a record that nothing refers to";
    /// More.
    DELETE_MORE = "Lịch sử vẫn còn; lấy lại bằng «densach undo». Người đã mất hay chuyển đi thì đổi trạng thái, không xóa."
        / "History stays; `densach undo` brings the record back. For somebody who died or moved set the status instead.";
    /// Command.
    UNDO = "Hoàn tác một thay đổi hoặc cả một lô" / "Takes back a change, or a whole batch";
    /// More.
    UNDO_MORE = "Số là # trong «densach history» (chỉ lần sửa ấy) hoặc số lô khi nạp tệp (cả lô). Một trường chỉ trở lại nếu nó vẫn giữ giá trị của thay đổi đó; nếu không, không gì bị đổi và trường được nêu tên."
        / "The number is the # of `densach history` (that change alone), or the batch of an import (all of it). A field goes back only if it still holds what that change put there; else nothing changes and the field is named.";
    /// Argument.
    UNDO_WHAT = "Số của thay đổi hoặc của lô; last: thay đổi cuối của mình" / "The change's or batch's number; last: your own last change";
    /// Done.
    UNDONE = "Đã hoàn tác: {0} hồ sơ (#{1}–#{2})" / "Undone: {0} records (#{1}–#{2})";
    /// Command.
    REDO = "Làm lại điều vừa hoàn tác" / "Does again what was undone last";
    /// Done.
    REDONE = "Đã làm lại: {0} hồ sơ (#{1}–#{2})" / "Done again: {0} records (#{1}–#{2})";

    /// Command.
    IMPORT = "Nạp một danh sách: csv, Excel, LibreOffice" / "Imports a list: csv, Excel, LibreOffice";
    /// More.
    IMPORT_MORE = "Nhận xlsx, xls, ods và csv hay tsv (UTF-8, UTF-16, windows-1258), chữ Unicode, TCVN3 hay VNI. Bảng tự tìm trong từng tờ: dòng tên cột (một hay nhiều dòng), dòng cộng, tên cột lặp lại, chỗ ký tên được bỏ qua và kể ra; cột nào vào trường nào, vì sao, phông gì cũng kể. Cột chưa rõ thì dừng và hỏi, không bỏ lặng lẽ. Ô máy đoán (ngày viết kiểu khác, số mất số 0 đầu, tuổi, chữ TCVN3…) được ghi cùng hồ sơ: trước và sau, vì sao. Dòng và cột đang ẩn không được nạp, có kể.\nTệp csv mà dòng đầu ghi tên trường (full_name) hoặc nhãn thì nạp thẳng, không đoán gì; cột tên bắt đầu bằng # được bỏ qua. Ô trống nghĩa là «không ghi», không xóa gì; một dấu «-» bỏ giá trị cũ. Cột tra cứu nhận mã, số hoặc tên.\nMột dòng là hồ sơ đã có nếu mang id của nó; hoặc có cùng mã, số thẻ, số định danh và cùng tên; hoặc chính dòng ấy đã từng được nạp. Vì vậy một lần nạp bị ngắt cứ chạy lại là đủ, không bị trùng.\nMỗi 1.000 dòng được lưu một lần, cả nạp là một lô: «densach undo LÔ» bỏ hết. Dòng bị loại vào tệp rejects, cùng dạng với tệp nạp, có số dòng, trường và lý do; sửa ngay tệp đó rồi nạp lại. Cảnh báo không loại dòng: được chấp nhận với lý do là tên tệp, và được đếm."
        / "Reads xlsx, xls, ods and csv or tsv (UTF-8, UTF-16, windows-1258), in Unicode, TCVN3 or VNI letters. The table in each sheet is found: the heading (over one line or several); totals, repeated headings and signatures are passed over and listed; so is where each column goes, why, and its font. A column that is not known stops the import: nothing is left out silently. What was guessed of a cell (a date written otherwise, a number that lost its zeros, an age, TCVN3 letters …) is noted with its record: before, after, why. Hidden rows and columns are not taken, and told.\nA csv file whose first line names fields by schema name (full_name) or label is taken as it is, nothing of it guessed; a column beginning with # is left out. An empty cell says nothing and erases nothing; a lone \"-\" empties the field. Look-up columns take a code, a number or a name.\nA row is an existing record if it carries its id; or has its code, card number or citizen id and its name; or was itself imported before. So an import that was cut off is simply run again, and nothing is doubled.\nEvery 1,000 rows are saved at once, and the whole import is one batch: `densach undo BATCH` takes it back. Rejected rows go to the rejects file, in the form of the file imported, with their line, field and reason; mend them there and import that file. Warnings reject nothing: they are accepted with the file as the reason, and counted.";
    /// Argument.
    IMPORT_FILE = "Danh sách: xlsx, xls, ods, csv, tsv" / "The list: xlsx, xls, ods, csv, tsv";
    /// Option.
    IMPORT_SHEET = "Chỉ nạp tờ này (tên hoặc số thứ tự); có thể lặp lại (mặc định: mọi tờ có bảng)" / "Only that sheet (name or number); may be repeated (default: all that hold a table)";
    /// Option.
    IMPORT_MAP = "Cột đó (tiêu đề hoặc chữ cái) vào trường này; FIELD là «-» thì bỏ cột; có thể lặp lại" / "That column (heading or letter) goes to this field; \"-\" leaves it out; may be repeated";
    /// Option.
    IMPORT_MAP_FILE = "Tệp ghi sẵn các cặp CỘT=TRƯỜNG, mỗi dòng một cặp" / "A file of COLUMN=FIELD pairs, one a line";
    /// Option.
    IMPORT_SET = "Mọi dòng không ghi khác thì trường này là TEXT (mã chi hội, thôn); có thể lặp lại" / "The field is TEXT in all rows that do not say otherwise (the branch, the village); may be repeated";
    /// Option.
    IMPORT_FONT = "Phông chữ của các cột (mặc định: tự nhận từng cột)" / "The font of the columns (default: each is recognised)";
    /// Option.
    IMPORT_DRY = "Chỉ kiểm tra, không lưu gì" / "Only check, save nothing";
    /// Option.
    IMPORT_REJECTS = "Tệp cho các dòng bị loại (mặc định: cạnh tệp, .rejects.csv hoặc .rejects.xlsx)" / "File for rejected rows (default: beside the file, .rejects.csv or .rejects.xlsx)";
    /// A sheet that was taken.
    SHEET_FOUND = "Tờ «{0}»: tên cột ở dòng {1}, {2} dòng hồ sơ" / "Sheet \"{0}\": heading in line {1}, {2} rows";
    /// A column of it.
    SHEET_COLUMN = "  {0} «{1}» → {2} ({3})" / "  {0} \"{1}\" → {2} ({3})";
    /// A line passed over.
    SHEET_SKIPPED = "  bỏ qua dòng {0}: {1}" / "  line {0} passed over: {1}";
    /// Hidden.
    SHEET_HIDDEN = "  đang ẩn, không nạp: {0} dòng, {1} cột" / "  hidden, not taken: {0} rows, {1} columns";
    /// Done.
    IMPORTED = "Đọc {0} dòng: thêm {1}, sửa {2}, không đổi {3}, loại {4}; có cảnh báo {5}"
        / "Read {0} rows: {1} added, {2} changed, {3} unchanged, {4} rejected; {5} with warnings";
    /// Done.
    IMPORT_STOPPED = "Đã dừng trước khi hết tệp: chạy lại đúng lệnh đó để nạp phần còn lại"
        / "Stopped before the end of the file: run the same command again for the rest";
    /// Done.
    IMPORTED_BATCH = "Lô #{6}: «densach undo {6}» bỏ cả lô" / "Batch #{6}: `densach undo {6}` takes it all back";
    /// Done.
    IMPORTED_REJECTS = "Các dòng bị loại: {0}" / "Rejected rows: {0}";

    /// Command.
    GENERATE = "Sinh hồ sơ giả để thử" / "Invents rows for trials";
    /// More.
    GENERATE_MORE = "Mọi người đều do máy đặt ra; số định danh bắt đầu bằng 000, không là của ai. Cùng một --seed cho cùng một tệp."
        / "Everybody is invented; citizen ids begin with 000 and belong to nobody. The same --seed gives the same file.";
    /// Argument.
    GENERATE_TYPE = "Loại hồ sơ: unit, village, clan, member, centre (nạp theo thứ tự này)"
        / "Type of record: unit, village, clan, member, centre (to be imported in this order)";
    /// Argument.
    GENERATE_COUNT = "Bao nhiêu dòng" / "How many rows";
    /// Option.
    GENERATE_SEED = "Số gieo" / "The seed";
    /// Option.
    GENERATE_OUT = "Ghi vào tệp thay vì stdout" / "Write to a file instead of stdout";
    /// Option.
    GENERATE_PAPER = "Như một tập phiếu giấy theo mẫu A, B hoặc C, để «densach replay»" / "As a stack of papers of layout A, B or C, for `densach replay`";
    /// Done.
    GENERATED = "Đã ghi {0} dòng vào {1}" / "Wrote {0} rows to {1}";

    /// Command.
    DOCTOR = "Khám sổ: chỗ nào hỏng, cách chữa" / "Says what is wrong with a register";
    /// More.
    DOCTOR_MORE = "Đọc tất cả, không đổi gì, trong khi người khác đang nhập. Mã thoát 1 khi có hỏng hóc phải phục hồi." / "Reads everything and changes nothing, beside a clerk at work. Exit code 1 when there is damage to restore.";
    /// Option.
    DOCTOR_REPAIR = "Chữa những gì chữa được mà không mất gì" / "Mend what can be mended without losing anything";
    /// Level.
    LEVEL_GOOD = "tốt" / "good";
    /// Level.
    LEVEL_NOTE = "lưu ý" / "note";
    /// Level.
    LEVEL_MEND = "chữa" / "mend";
    /// Level.
    LEVEL_BAD = "HỎNG" / "BAD ";
    /// Head.
    STATE_TYPE = "Loại" / "Type";
    /// Head.
    STATE_ACTIVE = "Đang có" / "Active";
    /// Head.
    STATE_LIVE = "Tất cả" / "All";
    /// Line.
    STATE_DIGEST = "Trạng thái tại #{0}: {1}" / "State at #{0}: {1}";
    /// Command.
    REBUILD = "Dựng lại kho dẫn xuất từ nhật ký" / "Makes the derived files again from the journal";
    /// More.
    REBUILD_MORE = "Không gì mất: nhật ký là sự thật, còn lại suy ra từ nó." / "Nothing is lost: the journal is the truth, the rest follows from it.";
    /// Done.
    REBUILT = "Đã dựng lại {0} hồ sơ đến #{1}; trạng thái {2}" / "Made {0} records again up to #{1}; state {2}";

    /// Command.
    JOURNAL = "Nhật ký: chứng minh, xem" / "The journal: prove it, list it";
    /// Command.
    JOURNAL_VERIFY = "Đọc từng byte của nhật ký và chứng minh" / "Reads every byte of the journal and proves it";
    /// More.
    JOURNAL_VERIFY_MORE = "Mã thoát 1 khi có hỏng hóc. Đuôi rách do mất điện không phải hỏng hóc." / "Exit code 1 when there is damage. A tail torn by a power cut is no damage.";
    /// Command.
    JOURNAL_SHOW = "Liệt kê các thay đổi theo thứ tự" / "Lists the changes in order";
    /// More.
    JOURNAL_SHOW_MORE = "Chỉ đầu mục và lý do, không có giá trị: xem giá trị bằng «densach history»." / "Heads and reasons only, no values: see those with `densach history`.";
    /// Option.
    JOURNAL_AFTER = "Chỉ những thay đổi sau số này" / "Only what comes after this number";
    /// Option.
    JOURNAL_LIMIT = "Nhiều nhất N nhóm" / "At most N groups";
    /// Verdict.
    VERDICT = "{0} tệp, {1} nhóm, {2} khung, {3} byte" / "{0} segments, {1} groups, {2} frames, {3} bytes";
    /// Verdict.
    VERDICT_HEAD = "Đầu nhật ký #{0}: {1}" / "Head #{0}: {1}";
    /// Verdict.
    VERDICT_TORN = "Đuôi rách {0} byte, do mất điện hoặc bị ngắt; mở sổ là tự cắt" / "A torn tail of {0} bytes, from a power cut or a kill; the next opening cuts it";
    /// Verdict.
    VERDICT_DAMAGE = "HỎNG {0}, byte {1}: {2}  {3}" / "DAMAGED {0} at byte {1}: {2}  {3}";
    /// Verdict.
    VERDICT_GOOD = "Nhật ký nguyên vẹn" / "The journal is whole";
    /// Verdict.
    VERDICT_BAD = "Nhật ký hỏng: phục hồi từ bản sao lưu bằng «densach restore»" / "The journal is damaged: restore from a backup with `densach restore`";

    /// Command.
    BACKUP = "Sao lưu sổ vào một tệp, kể cả khi đang nhập" / "Backs the register up to one file, also while somebody works";
    /// More.
    BACKUP_MORE = "Để bản sao lưu ở một ổ khác hoặc máy khác. Tệp chứa dữ liệu cá nhân." / "Keep backups on another disk or machine. The file holds personal data.";
    /// Argument.
    BACKUP_FILE = "Tệp sao lưu" / "The backup file";
    /// Done.
    BACKED_UP = "Đã sao lưu vào {0}: {1} tệp, {2} byte, đến #{3}" / "Backed up to {0}: {1} files, {2} bytes, up to #{3}";
    /// Command.
    RESTORE = "Phục hồi một bản sao lưu thành sổ" / "Makes a register from a backup";
    /// More.
    RESTORE_MORE = "DIR phải chưa có hoặc trống; sổ cũ không bị đụng đến." / "DIR must not exist or be empty; the old register is not touched.";
    /// Argument.
    RESTORE_DIR = "Thư mục cho sổ mới" / "The folder of the new register";
    /// Done.
    RESTORED = "Đã phục hồi vào {0}, đến #{1}, thay đổi cuối {2}" / "Restored to {0}, up to #{1}, last change {2}";

    /// Command.
    KEYS = "Các phím, và thử xem cửa sổ này gửi gì cho mỗi phím" / "The keys, and what this terminal sends for each";
    /// More.
    KEYS_MORE = "Phím nào không tới được (có cửa sổ giữ lại F1, F10, Ctrl-N …) thì dùng phím thứ hai cùng dòng."
        / "Where a key does not arrive (some terminals keep F1, F10, Ctrl-N …), the second one of its row does the same.";
    /// Option.
    KEYS_TEST = "Bấm thử: hiện byte nhận được, phím nào, để làm gì" / "Try them: shows the bytes, the key and what it does";
    /// Heading.
    KEYS_SECTION = "PHÍM" / "KEYS";
    /// Command.
    COMPLETIONS = "Tệp tự hoàn thành lệnh cho shell" / "A shell's completion script";
    /// Argument.
    SHELL = "Shell nào" / "Which shell";
    /// Command.
    MAN = "Trang hướng dẫn (man)" / "The manual page";
    /// Argument.
    MAN_COMMAND = "Của một lệnh" / "Of one command";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_says_something_and_both_fill_the_same_places() {
        let places = |text: &str| {
            let mut found: Vec<_> =
                text.match_indices('{').map(|(at, _)| &text[at..at + 3]).collect();
            found.sort_unstable();
            found.dedup();
            found.join("")
        };
        for (name, label) in
            [ALL, bundle::ALL, exchange::ALL, keying::ALL, sheets::ALL, trust::ALL].concat()
        {
            assert!(!label.vi.trim().is_empty() && !label.en.trim().is_empty(), "{name}");
            assert_eq!(places(label.vi), places(label.en), "{name}");
        }
    }
}
