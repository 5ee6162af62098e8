//! Why something was guessed of a sheet, in both languages.

use crate::lang::{Label, Lang};

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    label: Label,
    params: Vec<String>,
}

impl Why {
    /// That reason, with what stands in for `{0}`, `{1}` … of its wordings.
    pub fn new<S: Into<String>>(label: Label, params: impl IntoIterator<Item = S>) -> Self {
        Self { label, params: params.into_iter().map(Into::into).collect() }
    }

    /// A reason that says it all.
    pub fn bare(label: Label) -> Self {
        Self { label, params: Vec::new() }
    }

    /// Its wording.
    pub fn get(&self, lang: Lang) -> String {
        self.label.fill(lang, &self.params)
    }

    /// Whether it is that reason, whatever it is about.
    pub fn is(&self, label: Label) -> bool {
        self.label == label
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $vi:literal / $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Label = Label::new($vi, $en);)*
    };
}

// Why a column goes where it goes.
reasons! {
    /// The clerk's word.
    SAID = "đã chọn" / "as you chose";
    /// Schema name or label.
    NAMED = "tiêu đề là tên trường" / "the heading is the field's name";
    /// A known heading.
    HEADED = "tiêu đề «{0}»" / "headed \"{0}\"";
    /// Known by how it begins.
    BEGINS = "tiêu đề bắt đầu bằng «{0}»" / "the heading begins with \"{0}\"";
    /// Two levels of heading.
    UNDER = "«{1}» dưới «{0}»" / "\"{1}\" under \"{0}\"";
    /// Crosses under the name of a choice.
    MARKS = "«{0}» có dấu x" / "\"{0}\" is marked with x";
    /// One heading over two columns, or nothing over the second.
    PARTS = "họ đệm và tên ở hai cột" / "the name stands in two columns";
    /// What stands in it.
    LOOKS = "{0} trên {1} ô giống vậy" / "{0} of {1} cells look so";
    /// No heading known.
    UNKNOWN = "chưa rõ cột này là gì" / "not known what this is";
    /// A heading of no use.
    USELESS = "không cần khi nạp" / "not needed here";
    /// Another column has the field.
    TAKEN = "đã lấy ở cột {0}" / "taken from column {0}";
    /// Hidden in the sheet.
    HIDDEN_COLUMN = "cột đang bị ẩn" / "the column is hidden";
    /// Nothing in it.
    NOTHING = "cột trống" / "the column is empty";
}

// Why a line is no record.
reasons! {
    /// Above the heading.
    TITLE = "tiêu đề bảng" / "a title";
    /// Column names.
    HEADING = "dòng tên cột" / "names of columns";
    /// Column names again.
    HEADING_AGAIN = "tên cột lặp lại" / "names of columns again";
    /// What only people are told.
    REMARKS = "dòng hướng dẫn" / "remarks";
    /// (1) (2) (3)
    NUMBERS = "dòng số cột" / "numbers of columns";
    /// Subtotals.
    TOTAL = "dòng cộng" / "a total";
    /// Signatures.
    SIGNATURE = "chữ ký, ngày lập" / "a signature or date";
    /// Hidden in the sheet.
    HIDDEN_LINE = "dòng đang bị ẩn" / "the line is hidden";
    /// Behind the end of the table.
    BELOW = "dưới bảng" / "below the table";
    /// No cell that goes anywhere.
    NO_USE = "không có ô nào dùng được" / "no cell of use";
    /// A running number and nothing else.
    ONLY_NUMBER = "chỉ có số thứ tự" / "a running number only";
}

// Why a cell was changed.
reasons! {
    /// A legacy font in a column of another.
    FONT = "đổi từ {0}" / "read from {0}";
    /// A legacy font, or none.
    FONT_DOUBT = "có thể là chữ {0}" / "may be written in {0}";
    /// Leading zeros.
    ZEROS = "thêm số 0 bảng tính bỏ mất" / "the zeros a spreadsheet dropped";
    /// Leading zeros that the row speaks against, or not for.
    ZEROS_DOUBT = "thêm số 0; chưa khớp năm sinh, giới" / "zeros added; birth and gender do not agree";
    /// Nine digits.
    OLD_CARD = "CMND cũ 9 số, không phải số định danh" / "an old card of 9 digits, no citizen id";
    /// `1954.0`
    FLOAT = "bỏ phần lẻ .0" / "without its .0";
    /// A serial number.
    SERIAL = "số ngày của bảng tính" / "a spreadsheet's day number";
    /// A serial number out of the usual.
    SERIAL_DOUBT = "có thể là số ngày của bảng tính" / "may be a spreadsheet's day number";
    /// A date in words.
    DATE_WORDS = "ngày viết bằng chữ" / "a date in words";
    /// About.
    ABOUT = "ngày ước chừng" / "about that date";
    /// Month first.
    MONTH_FIRST = "tháng viết trước ngày" / "the month stood first";
    /// Two-digit years.
    CENTURY = "đoán thế kỷ" / "the century is a guess";
    /// An age.
    AGE = "{0} tuổi, tính đến nay" / "aged {0}, as of today";
    /// A fraction that became a date.
    FRACTION = "bảng tính đổi {0} thành ngày" / "a spreadsheet made {0} a date";
    /// All capitals.
    CAPITALS = "đổi từ chữ in hoa" / "was in capitals";
    /// No capitals.
    SMALL = "viết hoa chữ đầu" / "capitals were missing";
    /// A line break in a name.
    BREAK = "nối tên bị ngắt dòng" / "a broken line joined";
    /// What acts on a terminal or turns the writing round.
    UNSEEN = "bỏ ký tự điều khiển không nhìn thấy" / "without control characters nobody sees";
    /// `1. Nguyễn Văn An`
    NUMBERED = "bỏ số trước tên" / "without the number before it";
    /// `Ông …`
    ADDRESSED = "bỏ «{0}» trước tên" / "without \"{0}\" before it";
    /// `(Tám)`
    BRACKETS = "phần trong ngoặc vào ghi chú" / "what is in brackets goes to the note";
    /// A second phone.
    SECOND = "số thứ hai vào ghi chú" / "the second number goes to the note";
    /// A second column of the same field.
    OTHER_COLUMN = "còn {0} ở cột {1}" / "column {1} has {0} as well";
    /// A second column of the same masked field.
    OTHER_MASKED = "cột {0} có số khác, đã bỏ" / "column {0} has another number, left out";
    /// The same as above.
    DITTO = "như dòng trên" / "as the line above";
    /// `#REF!`
    BROKEN = "ô lỗi công thức {0}" / "a broken formula, {0}";
    /// An old commune.
    OLD_COMMUNE = "{0} nay là {1}" / "{0} is now {1}";
    /// An old commune that was split.
    SPLIT_COMMUNE = "{0} chia cho nhiều xã: {1}" / "{0} was split among several: {1}";
    /// The commune of a village that was in the one that was split.
    BY_VILLAGE = "{0} nay chia cho nhiều xã; {1} ở {2}" / "{0} was split among several; {1} lies in {2}";
    /// A code of both schemes.
    TWO_CODES = "mã này xưa là {0}" / "this code was {0} before";
    /// An x under a choice.
    MARK = "đánh dấu x dưới «{0}»" / "marked under \"{0}\"";
    /// From the digits of an id.
    FROM_ID = "theo số định danh" / "by the citizen id";
    /// No mark in the only column.
    LONE_MARK = "không đánh dấu ở cột kia" / "not marked in the only column";
    /// Two people.
    PEOPLE = "nhiều người trong một ô" / "several people in one cell";
    /// Which of several of that name.
    NEAR = "chọn {0} theo các dòng trên" / "{0}, by the lines above";
    /// A fraction among other words.
    WITHIN = "lấy từ «{0}»" / "from \"{0}\"";
    /// Lost digits.
    LOST = "bảng tính làm mất chữ số" / "a spreadsheet lost the digits";
    /// What a name says beside itself.
    FROM_NAME = "lấy từ tên" / "from the name";
    /// A name without what it says beside itself.
    KIND_APART = "phần còn lại của tên" / "what is left of the name";
    /// A code made of the name's letters.
    MADE = "đặt theo chữ đầu của tên" / "made of the name's first letters";
    /// More than one x.
    TWO_MARKS = "nhiều dấu x" / "more than one x";
}
