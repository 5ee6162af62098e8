//! What the screens say.

use super::Label;

macro_rules! said {
    ($($name:ident: $vi:literal / $en:literal;)*) => {
        $(#[doc = concat!("`", $en, "`")] pub const $name: Label = Label::new($vi, $en);)*
    };
}

pub(super) use said;

said! {
    OPENING: "Đang mở sổ…" / "Opening the register…";
    OPENING_SAMPLE: "Đang mở sổ mẫu…" / "Opening the sample…";
    CREATING: "Đang lập sổ…" / "Making the register…";
    CLOSING: "Đang đóng sổ…" / "Closing the register…";
    TOO_SMALL: "Cửa sổ nhỏ quá: cần 60×20" / "The window is too small: 60×20 is needed";
    LOOKING: "CHỈ XEM" / "LOOKING";
    SAMPLE: "SỔ MẪU" / "SAMPLE";
    INPUT_OFF: "Gõ: tắt" / "Typing: off";
    INPUT_TELEX: "Gõ: TELEX" / "Typing: TELEX";
    INPUT_VNI: "Gõ: VNI" / "Typing: VNI";
    INPUT_SWITCHED_OFF:
        "Chữ đến đã có dấu sẵn: bộ gõ bên trong đã tắt (^\\ để bật)"
        / "Letters arrive with their marks: the inner typing is off (^\\ turns it on)";
    HOME_BACK: "Muốn thoát bấm F10" / "F10 leaves";
    LEAVE: "Thoát densach?" / "Leave densach?";
    DROP_DRAFT: "Bỏ hẳn phiếu này, không giữ nháp?" / "Give this form up and keep no draft?";
    PASTE_ROW: "Dán {0} ô vào các ô từ đây?" / "Paste {0} cells into the fields from here on?";
    PASTE_ROW_OVER:
        "Dán {0} ô vào các ô từ đây? Thừa {1} ô, bỏ lại"
        / "Paste {0} cells into the fields from here on? {1} more are left out";

    FIRST_TITLE: "LẬP SỔ MỚI" / "A NEW REGISTER";
    FIRST_WHAT:
        "Sổ của Hội Khuyến học: hội viên, dòng họ, trung tâm."
        / "An association's register: members, clans, centres.";
    FIRST_AREA: "Xã, phường" / "Commune";
    FIRST_NAME: "Tên hội" / "Association";
    FIRST_OPERATOR: "Người dùng" / "Operator";
    FIRST_AREA_HINT:
        "Vài chữ không dấu, tên cũ cũng được; trùng thì thêm tỉnh"
        / "A few letters, no marks, old names too; or add the province";
    FIRST_NAME_HINT: "Enter nếu đúng; gõ để thay" / "Enter if right; typing replaces it";
    FIRST_OPERATOR_HINT:
        "Tên ngắn của người ngồi máy, như Lan" / "A short name of the one who keys, like Lan";
    FIRST_EMPTY: "Gõ tên xã, hoặc chọn:" / "Type the commune's name, or choose:";
    FIRST_SAMPLE:
        "Xem thử sổ mẫu (một xã bịa, 2.000 hội viên)"
        / "Look round the sample (an invented commune, 2,000 members)";
    FIRST_LANGUAGE: "English" / "Tiếng Việt";
    FIRST_READ:
        "Chữ mẫu: ắ ặ ễ ộ ữ đ. Đọc được thì gõ tên xã." / "Sample letters: ắ ặ ễ ộ ữ đ. If they can be read, type the commune.";
    FIRST_UNREADABLE:
        "Chu mau khong doc duoc (?, o vuong): xem cach sua" / "The sample letters cannot be read: what to do";
    UNREADABLE:
        "Cua so nay chua hien duoc chu Viet. Nhung gi nhap van luu du dau.\nPuTTY: Window > Translation > UTF-8; Appearance > Consolas, DejaVu.\nLinux: chay lai voi LANG=C.UTF-8 hoac LANG=vi_VN.UTF-8.\nMan hinh den (console): setfont Uni2-Terminus16, hoac vao bang SSH.\ntmux, screen: mo bang tmux -u, screen -U.\nSua xong mo lai densach. Esc: tro lai."
        / "This window cannot show Vietnamese. What is typed is saved with its marks.\nPuTTY: Window > Translation > UTF-8; Appearance > Consolas, DejaVu.\nLinux: start again with LANG=C.UTF-8 or LANG=vi_VN.UTF-8.\nThe console: setfont Uni2-Terminus16, or come by SSH.\ntmux, screen: open with tmux -u, screen -U.\nThen start densach again. Esc: back.";
    SENT_INSIDE:
        "Dấu do densach đặt ({0}). Máy có bộ gõ riêng thì bấm ^\\ để tắt"
        / "densach sets the marks ({0}). With an input method of your own, ^\\ turns that off";
    SENT_OUTSIDE:
        "Chữ có dấu do bộ gõ của máy gửi; bộ gõ bên trong đang tắt"
        / "Your own input method sends the marks; the inner one is off";
    SENT_VNI: "Gõ kiểu VNI? Bấm ^\\ ở đầu từ để đổi" / "Typing VNI? ^\\ at the start of a word changes to it";
    FIRST_NONE: "Không có xã, phường nào khớp" / "No commune matches";
    FORMERLY: "trước: {0}" / "formerly: {0}";
    ASSOCIATION: "Hội Khuyến học {0}" / "Hội Khuyến học {0}";

    KEYS_TITLE: "THỬ PHÍM" / "TEST OF KEYS";
    KEYS_BYTES: "Byte nhận được" / "Bytes that came";
    KEYS_KEY: "Phím" / "Key";
    KEYS_DOES: "Để làm gì" / "What it does";
    KEYS_LETTER: "chữ, số: gõ vào ô" / "a letter or digit: typed";
    KEYS_NOTHING: "không làm gì" / "nothing";
    KEYS_METHOD: "bộ gõ bên ngoài gửi" / "sent by an outside input method";
    KEYS_PASTE: "dán, {0} chữ cái" / "a paste of {0} letters";
    KEYS_MISSING: "chưa thấy tới" / "not seen yet";
    KEYS_HINT:
        "Bấm từng phím; phím không hiện gì là không tới densach"
        / "Press each key; one that shows nothing does not arrive";
    KEYS_END: "Esc hai lần: thôi" / "Esc twice: end";

    HOME_TITLE: "densach" / "densach";
    HOME_NEW: "Nhập {0}" / "Enter: {0}";
    HOME_FIND: "Tra cứu" / "Look-up";
    HOME_FIND_NOTE: "tên không dấu, năm, thẻ, điện thoại" / "names without marks, year, card, phone";
    HOME_BATCH: "Nhập tiếp lô" / "Go on with a batch";
    HOME_BATCHES: "{0} lô trở lên đang mở" / "{0} or more are open";
    HOME_NEW_BATCH: "Mở lô nhập mới" / "Open a new batch";
    HOME_NEW_BATCH_NOTE: "tập phiếu có số phiếu và tổng kiểm" / "a stack of forms, with count and sums";
    HOME_DRAFT: "Nhập tiếp phiếu dở" / "Go on with an open form";
    HOME_DRAFTS: "{0} phiếu" / "{0} forms";
    DRAFTS: "phiếu dở" / "open forms";
    HOME_IN: "Trong sổ" / "In the register";
    HOME_ACTIVE: "Hiện có" / "Active";
    HOME_ALL: "Tất cả" / "All";
    HOME_TODAY: "Hôm nay: {0}" / "Today: {0}";
    HOME_TODAY_ONE: "{0} {1} thay đổi" / "{0} {1} changes";
    HOME_TODAY_NONE: "Hôm nay: chưa ai gõ hồ sơ nào" / "Today: nothing keyed yet";
    HOME_HINT: "Bấm số để chọn; gõ chữ hoặc số 0 để tra ngay" / "A number chooses; letters or 0 look up at once";

    FORM_NEW: "NHẬP {0}" / "NEW {0}";
    FORM_EDIT: "SỬA {0}" / "EDIT {0}";
    FORM_SAVED: "vừa nhập" / "just entered";
    FORM_NUMBER: "phiếu {0}" / "form {0}";
    FORM_FIELD: "ô {0}/{1}" / "field {0}/{1}";
    FORM_BATCH: "{0} (Up: sửa)" / "{0} (Up: change)";
    FORM_BELOW: "còn {0} ô" / "{0} more fields";
    TURNED: "PgDn: lưu chỗ đã sửa, tới phiếu sau" / "PgDn saves what is changed here and goes on";
    DRAFT_LEFT: "Phiếu chưa lưu: nháp đã giữ, mở lại ở màn hình đầu" / "Not saved: the draft is kept, home opens it again";
    FORM_WAIT: "đang lưu…" / "saving…";
    DRAFT_KEPT: "nháp đã giữ" / "draft kept";
    DRAFT_BACK: "Phiếu dở được mở lại, đúng ô đang gõ. Esc: để sau" / "The open form is back, on the same field. Esc: later";
    DRAFT_CHANGED: "Phiếu dở được mở lại; hồ sơ đã có người sửa từ lúc đó: xem lại rồi lưu" / "The open form is back; the record was changed since: look again, then save";
    DRAFT_MERGED: "Phiếu dở được mở lại; hồ sơ của nó đã nhập vào {0}: xem lại rồi lưu" / "The open form is back; its record was merged into {0}: look again, then save";
    DRAFT_GONE: "Hồ sơ không còn trong sổ. Bỏ hẳn những chữ đã gõ?" / "The record is gone. Give up what was typed?";
    SAVED_MARK: "đã lưu" / "saved";
    SAVED: "Đã lưu: {0}" / "Saved: {0}";
    NOTHING_NEW: "Chưa có gì mới để lưu" / "There is nothing new to save";
    KEPT: "[giữ: đến khi sửa]" / "[kept until changed]";
    KEPT_BATCH: "[giữ: hết lô]" / "[kept: this batch]";
    KEPT_NOT_HERE: "[riêng phiếu này]" / "[this form only]";
    KEPT_WITHIN: "[giữ: đến khi đổi {0}]" / "[kept: same {0}]";
    KEPT_SERIES: "[tự tăng]" / "[counts up]";
    KEPT_OVER: "! giữ từ phiếu trước, nay đã đổi {0}" / "! kept from the form before, another {0}";
    KEEPS: "Giữ ô {0} đến khi bạn sửa. F7 lần nữa: cách giữ khác" / "{0} is kept until you change it. F7 again: another way";
    KEEPS_BATCH: "Giữ ô {0} đến hết lô này; gõ khác là riêng phiếu ấy. F7: cách khác" / "{0} is kept for this batch; another value is one form's. F7: another way";
    KEEPS_WITHIN: "Giữ ô {0} đến khi đổi {1}. F7 lần nữa: cách giữ khác" / "{0} is kept until the {1} changes. F7 again: another way";
    KEEPS_SERIES: "Ô {0} tự tăng: phiếu sau là số kế tiếp. F7 lần nữa: thôi" / "{0} counts up: the next form has the next number. F7 again: no longer";
    KEPT_EMPTY: "[bỏ qua]" / "[passed over]";
    KEEPS_EMPTY: "Bỏ qua ô {0}; cần gõ thì ↑ ↓ tới ô ấy. F7 lần nữa: thôi" / "{0} is passed over; ↑ ↓ go to it. F7 again: no longer";
    AS_BEFORE_OFFER: "F5: {0}" / "F5: {0}";
    FROM_ID: "[từ số]" / "[from id]";
    FILLS: "[điền giới, năm sinh]" / "[fills gender, year]";
    DERIVES: "Số định danh điền giới, năm sinh; ô đã điền ghi [từ số]" / "The id fills in gender and year; what it filled is marked [from id]";
    DERIVES_NOT: "Số định danh chỉ để đối chiếu" / "The id is only compared";
    DIGIT_BEGINS: "; số: ô sau" / "; a digit: next";
    PLUS_BESIDE: "; +: cột {0}" / "; +: column {0}";
    GOES_ON: "Ô đủ số thì tự sang ô sau" / "A full field goes on by itself";
    GOES_ON_NOT: "Không tự sang ô: Enter để sang" / "Fields do not go on by themselves: press Enter";
    KEEPS_NOT: "Thôi giữ ô {0}" / "{0} is no longer kept";
    KEEPS_OWN: "Ô {0} mỗi hồ sơ một khác: gõ một số rồi F7 để tự tăng" / "{0} is each record's own: type a number, then F7 counts up";
    GRID_ON: "Nhập theo lưới: mỗi dòng một hồ sơ; năm sinh gõ dưới cột của giới" / "As a grid: a record a line; the year of birth under its gender";
    GRID_MARK: "{0}; chỉ đánh dấu thì gõ x" / "{0}; for a mark only: x";
    GRID_OFF: "Nhập theo phiếu" / "One form at a time";
    TOTAL_FORMS: "phiếu {0}/{1}" / "forms {0}/{1}";
    TOTAL_YEARS: "năm {0}/{1}" / "years {0}/{1}";
    TOTAL_IDS: "6 số {0}/{1}" / "ids {0}/{1}";
    BATCH_FULL: "Đủ {0} phiếu, các tổng khớp với giấy. ^K Đóng lô để đóng" / "All {0} forms are in and the sums come to what paper says. ^K Close batch closes it";
    BATCH_FULL_DIFFERS: "Đủ {0} phiếu nhưng chưa khớp: {1}" / "All {0} forms are in, but unbalanced: {1}";
    BATCH_CLOSED: "Đã đóng {0}" / "{0} is closed";
    CLOSE_TITLE: "LÔ CHƯA KHỚP. Vẫn đóng?" / "UNBALANCED. Close it all the same?";
    CLOSE_HINT: "Gõ lý do rồi Enter thì đóng, lý do được ghi lại; Esc: nhập tiếp" / "A reason and Enter close it, and the reason is kept; Esc goes on entering";
    THEIRS: "người kia: {0}" / "theirs: {0}";
    YEAR_ONLY: "chỉ có năm" / "the year alone";
    MONTH_ONLY: "chỉ có tháng, năm" / "month and year alone";
    NOT_READ: "chưa đọc được" / "not read";
    CANDIDATES: "khớp: {0}" / "matching: {0}";
    TWINS: "có thể đã có trong sổ: {0}" / "possibly in the register already: {0}";
    TWINS_NONE: "Chưa thấy ai trong sổ giống người này" / "Nobody in the register is like this one";
    TWINS_HERE: "phiếu này" / "this form";
    TWINS_THERE: "trong sổ" / "register";
    TWINS_HINT: "Enter mở hồ sơ; g là người này; k là hai người; Esc về đúng ô" / "Enter opens it; g it is this one; k two people; Esc back to the field";
    SAME_ASK: "Phiếu này là của {0}, đã có trong sổ?" / "Is this form about {0}, who is in the register?";
    SAME_ABOUT: "Hồ sơ có sẵn mở ra với các ô vừa gõ; phiếu mới giữ đến khi lưu hồ sơ ấy." / "That record opens with what was typed; the new form stays until that one is saved.";
    SAME_ELSEWHERE: "{0} đã nhập ở {1} nên không tính vào lô này" / "{0} was entered in {1} and is not counted in this batch";
    SAME_NOW: "Các ô vừa gõ đã vào hồ sơ có sẵn. Soát rồi F10 lưu; Esc: về phiếu mới" / "What was typed is in the record now. F10 saves; Esc: back to the new form";
    KEPT_ONCE_SAVED: "Hai người khác nhau: ghi nhớ khi lưu phiếu này" / "Two people: remembered once this form is saved";
    KEPT_BOTH: "Đã ghi: {0} và người kia là hai người. ^U để hoàn tác" / "Noted: {0} and the other one are two people. ^U undoes it";
    MERGE_ASK: "Gộp hai hồ sơ làm một: {0}?" / "Make one record of the two: {0}?";
    MERGE_ABOUT: "Hồ sơ {0} gộp vào hồ sơ {1}; mã cũ vẫn mở được. ^U hoàn tác." / "Record {0} goes into {1}; its old code still leads there. ^U undoes it.";
    MERGE_TAKES: "Lấy từ hồ sơ bên phải: {0}" / "Taken from the right one: {0}";
    MERGED_NOW: "Đã gộp: {0}. ^U để hoàn tác" / "Merged: {0}. ^U undoes it";
    SIDES_TITLE: "HAI HỒ SƠ, MỘT NGƯỜI?" / "TWO RECORDS, ONE PERSON?";
    SIDES_STAYS: "giữ lại {0}" / "stays {0}";
    SIDES_GOES: "gộp vào {0}" / "goes {0}";
    SIDES_HINT: "Ô khác nhau có (x): Left, Right chọn; g gộp; k là hai người" / "(x) marks what differs: Left, Right choose; g merges; k two people";
    HOME_DECIDE: "Việc chờ quyết" / "To be decided";
    HOME_DECIDE_NOTE: "{0} việc từ gói gửi đến" / "{0} from bundles";
    CONFLICTS_TITLE: "VIỆC CHỜ QUYẾT" / "TO BE DECIDED";
    CONFLICTS_LEFT: "{0} việc" / "{0} left";
    CONFLICTS_NONE: "Không có việc nào chờ quyết" / "Nothing waits to be decided";
    CONFLICTS_HINT: "Enter xem hai bên, rồi quyết" / "Enter shows both sides, to decide";
    CONFLICT_FROM: "{0} gửi, gói {1}" / "from {0}, bundle {1}";
    CONFLICT_OURS: "sổ này" / "here";
    CONFLICT_THEIRS: "gói gửi đến" / "the bundle";
    CONFLICT_BY: "Người ghi" / "By";
    CONFLICT_SINCE: "Vào sổ lúc" / "Here since";
    CONFLICT_GONE: "đã xóa: " / "deleted: ";
    CONFLICT_BEFORE: "Trước đó hai bên cùng ghi: {0}" / "Before, both had: {0}";
    CONFLICT_SAME: "{0} trùng với hồ sơ {1}" / "{0}: the record {1} has the same";
    CONFLICT_HINT: "c giữ cả hồ sơ, n nhận cả; hoặc → từng ô rồi Enter" / "c keeps all, n takes all; or → field by field, then Enter";
    CONFLICT_TAKEN_HINT: "x mở hồ sơ: sửa số sai, hoặc gộp nếu là một; xong bấm c" / "x opens it: correct the number, or merge the two; then c";
    CONFLICT_LACKING_HINT: "c: đã biết, sổ này vẫn giữ; x mở hồ sơ nếu muốn xóa" / "c: noted, it stays here; x opens it, if it is to go";
    CONFLICT_NOTHING_TAKEN: "Chưa đánh dấu ô nào của gói: → để lấy, hoặc c giữ cả hồ sơ" / "No field is taken yet: → takes one, c keeps all as it is";
    CONFLICT_DECIDED: "Đã quyết: {0}" / "Decided: {0}";
    PAIRS_TITLE: "NGHI TRÙNG" / "LIKELY DOUBLES";
    PAIRS_LEFT: "{0} cặp có thể là một người" / "{0} pairs that may be one person";
    PAIRS_NONE: "Không còn cặp nào có thể là một người" / "No pair is left that may be one person";
    PAIRS_LOOKING: "Đang tìm trong cả sổ: {0} %" / "Looking through the register: {0} %";
    PAIRS_STOPPED: "Đã dừng, không sửa gì" / "Stopped; nothing was changed";
    PAIRS_HINT: "Enter xem hai hồ sơ cạnh nhau" / "Enter looks at the two side by side";
    PAIRS_LOOKING_HINT: "Esc dừng" / "Esc stops";
    PAIR_GONE: "Một trong hai hồ sơ không còn trong sổ: bỏ cặp này" / "One of the two is no longer in the register: the pair is gone";
    SOFT_TITLE: "Có điểm khác thường. Vẫn lưu?" / "Something is unusual. Save it all the same?";
    SOFT_HINT: "Ghi lý do rồi Enter để lưu; Esc để sửa" / "Write why and press Enter to save; Esc to correct it";
    REASON: "Lý do" / "Reason";
    SINCE_TITLE: "Từ ngày nào?" / "From which day?";
    SINCE: "Từ ngày" / "From";
    SINCE_HINT:
        "Gõ ngày hoặc năm nếu là thay đổi; để trống nếu trước đây ghi sai"
        / "A day or year if it changed; empty if what stood there was wrong";
    DELETE_TITLE: "Xóa hồ sơ?" / "Delete the record?";
    DELETE_HINT: "Ghi lý do rồi Enter để xóa; ^U hoàn tác được" / "Write why and press Enter; ^U undoes it";
    WHO_TITLE: "Ai nhập?" / "Who is keying?";
    WHO_HINT: "Bấm số, hoặc gõ vài chữ của tên rồi Enter" / "A number, or some letters of the name and Enter";
    PIN: "Mã PIN" / "PIN";
    PIN_OF: "{0} có mã PIN" / "{0} has a PIN";
    PIN_HINT: "Gõ mã PIN rồi Enter; Esc chọn người khác" / "Type the PIN and Enter; Esc picks somebody else";
    PIN_NEW: "Mã PIN mới" / "A new PIN";
    PIN_NEW_HINT: "4 đến 12 chữ số rồi Enter; Esc thì thôi" / "4 to 12 digits and Enter; Esc gives up";
    PIN_NEW_OR_NONE: "4 đến 12 chữ số; để trống rồi Enter: bỏ mã PIN" / "4 to 12 digits; empty and Enter: no PIN any more";
    PIN_AGAIN: "Gõ mã mới lần nữa" / "The new PIN again";
    PIN_AGAIN_HINT: "Gõ lại đúng mã vừa gõ rồi Enter" / "Type the same digits again and Enter";
    PIN_SET: "Đã đặt mã PIN: lần sau vào sổ phải gõ" / "The PIN is set: it is asked from now on";
    PIN_CLEARED: "Đã bỏ mã PIN" / "There is no PIN any more";
    LOCKED: "Đang khóa – {0}" / "Locked – {0}";
    LOCKED_HINT: "Gõ mã PIN rồi Enter để mở; Esc: người khác nhập" / "Type the PIN and Enter to open; Esc: somebody else keys";
    LOCKED_OPEN_HINT: "Bấm Enter để mở; Esc: người khác nhập" / "Enter opens; Esc: somebody else keys";
    REVEAL_TITLE: "Hiện đủ số định danh?" / "Show the whole citizen id?";
    REVEAL_HINT: "Ghi lý do rồi Enter; nhật ký ghi ai đã xem" / "Write why and press Enter; the journal notes who looked";
    REVEALED: "xem số định danh" / "saw the citizen id";
    REVEALED_NOW: "Số định danh hiện đến khi rời hồ sơ này" / "The citizen id shows until you leave this record";

    STATUS_TITLE: "TRẠNG THÁI: {0}" / "STATUS: {0}";
    STATUS_OF_MANY: "{0} hồ sơ {1} ({2})" / "{0} records, {1} ({2})";
    STATUS_DATE: "Từ ngày" / "From";
    STATUS_DATE_HELP: "Ngày, tháng hoặc chỉ năm: 12052026, 5/2026, 2026" / "A day, month or year: 12052026, 5/2026, 2026";
    STATUS_REASON_HELP: "Không có thì Enter; Enter ở đây là lưu" / "None: Enter; Enter here saves";
    STATUS_WILL: "Sẽ đổi {0}: {1}" / "Changes {0}: {1}";
    STATUS_SAME: "Không hồ sơ nào đổi" / "No record changes";
    STATUS_DONE: "Đã đổi {0}: {1}. ^U để hoàn tác" / "Changed, {0}: {1}. ^U undoes it";

    HOME_IMPORT: "Nạp Excel / dán từ Excel" / "Take a list in from Excel";
    HOME_IMPORT_NOTE: ".xlsx .xls .ods .csv, cả font TCVN3, VNI" / ".xlsx .xls .ods .csv, old fonts too";
    BULK_FIELD: "ô sửa hàng loạt" / "the field to edit in bulk";
    BULK_MARKED: "SỬA HÀNG LOẠT: {0} {1} đã đánh dấu" / "BULK EDIT: {0} marked, {1}";
    BULK_FOUND: "SỬA HÀNG LOẠT: cả {0} {1} tra được" / "BULK EDIT: all {0} found, {1}";
    BULK_REASON_HINT: "Không có thì Enter; Enter ở đây: xem trước, chưa lưu" / "None: Enter; Enter here shows what would change, saves nothing";
    BULK_TAKES_AWAY: "Bỏ trống ô {0} của các hồ sơ này?" / "Take {0} away from these records?";
    BULK_TAKES_STEPS: "Cả các giai đoạn trước của ô này cũng bị bỏ." / "What held before in this field goes too.";
    BULK_READING: "Đang đọc: {0} / {1} hồ sơ" / "Reading: {0} of {1} records";
    BULK_CHECKING: "Đang kiểm tra: {0} / {1} hồ sơ" / "Checking: {0} of {1} records";
    BULK_SAVING: "Đang lưu: {0} / {1} hồ sơ" / "Saving: {0} of {1} records";
    BULK_RUNNING_HINT: "Esc dừng; phần đã lưu được giữ, ^U hoàn tác" / "Esc stops; what is saved stays, ^U undoes it";
    BULK_LOOKING_HINT: "Esc: thôi, về lại giá trị; chưa lưu gì" / "Esc gives up and goes back to the value; nothing is saved";
    BULK_COUNTS: "Sẽ đổi: {0}; đã đúng sẵn: {1}; không qua kiểm tra: {2}" / "Would change: {0}; so already: {1}; fail the checks: {2}";
    BULK_GONE: "Không còn trong sổ: {0}" / "No longer in the register: {0}";
    BULK_BEFORE: "Đang ghi: {0}" / "There now: {0}";
    BULK_SOFT: "{0} (và {1} hồ sơ nữa)" / "{0} (and {1} more records)";
    BULK_LEFT: "Để lại, không sửa:" / "Left as they are:";
    BULK_STALE: "{0} vừa sửa" / "{0} has just changed it";
    BULK_ASK: "Sửa {0} hồ sơ?" / "Change {0} records?";
    BULK_ASK_LEFT: "Sửa {0} hồ sơ, để lại {1}?" / "Change {0} records and leave {1}?";
    BULK_NOTHING_HINT: "Esc để đổi giá trị" / "Esc goes back to the value";
    BULK_DONE: "Đã sửa {1} hồ sơ: {0}. ^U để hoàn tác" / "{1} records changed: {0}. ^U undoes it";
    BULK_DONE_LEFT: "Đã sửa {1} hồ sơ: {0}; để lại {2}, đang đánh dấu" / "{1} records changed: {0}; {2} left, now marked";
    BULK_STOPPED: "Đã dừng: sửa {0} / {1} hồ sơ. ^U để hoàn tác" / "Stopped: {0} of {1} records changed. ^U undoes it";

    FIND_TITLE: "TRA CỨU {0}" / "LOOK-UP {0}";
    FIND_PICK: "CHỌN {0}" / "CHOOSE {0}";
    FIND_ALL: "tất cả" / "everything";
    FIND_QUERY: "Tìm:" / "Find:";
    FORM_ALL_UNDONE: "Trong phiếu không còn gì để hoàn tác; Esc rồi ^U để hoàn tác lần lưu cuối" / "Nothing more to undo in this form; Esc, then ^U undoes the last save";
    FIND_INACTIVE: "mọi trạng thái ({0})" / "inactive too ({0})";
    FIND_OTHERS: "thêm {0}: F3" / "and {0}: F3";
    FIND_INACTIVE_ONES: "{0} không còn hoạt động" / "{0} no longer active";
    FIND_HELD: "lọc: {0}" / "filters: {0}";
    FIND_EVERY: "mọi {0}" / "every {0}";
    FIND_FILTERS: "Tab để lọc theo: {0}" / "Tab filters by: {0}";
    FIND_VALUES: "{0}: Tab nhận mục đầu" / "{0}: Tab takes the first";
    FIND_YEARS: "1954, 54, 1950-1960, 1950- hoặc -1960" / "1954, 54, 1950-1960, 1950- or -1960";
    FIND_GRAMMAR:
        "Lọc: từ ngắn, hai chấm, giá trị; nhiều chữ nối bằng gạch: chi:phu-khe"
        / "Filters: short word, colon, value; join words with hyphens: unit:phu-khe";
    MARKED: "đánh dấu: {0}" / "marked: {0}";
    MARKED_NONE: "Chưa đánh dấu hồ sơ nào; ^T để đánh dấu" / "No record is marked; ^T marks one";
    MARKED_ONLY: "chỉ hồ sơ đã đánh dấu" / "the marked alone";
    FIND_NONE: "Không có hồ sơ nào khớp. Gõ ít chữ hơn, hoặc F3 đổi loại." / "No record matches. Type less, or change the scope with F3.";
    PICK_NONE:
        "Không có mục nào khớp. Gõ ít chữ hơn; chưa có trong sổ thì nhập mục ấy trước."
        / "Nothing matches. Type less; what is not in the register yet is entered first.";
    PICK_HINT: "Gõ vài chữ; Enter nhận vào ô" / "Some letters narrow it; Enter takes it into the field";
    FIND_HINT:
        "Tên, năm sinh, số thẻ, điện thoại; lọc: chi:phu-khe (F1)"
        / "Name, year, card, phone; filter: unit:phu-khe (F1)";
    FIND_HINT_OF: "Gõ {0}" / "Type {0}";
    FIND_STACK_HINT: "{0}; ^U hoàn tác cả lô" / "{0}; ^U undoes the batch";
    FIND_HINT_FILTERED: "Gõ {0}; lọc: {1} (F1)" / "Type {0}; filter: {1} (F1)";
    FORM_LAYOUT: "Mẫu {0}" / "Layout {0}";
    CODE: "mã {0}" / "code {0}";
    LAST_CHANGE: "Sửa cuối" / "Last change";
    ORIGIN: "Nguồn" / "Source";
    KEYED: "{0} nhập {1}" / "keyed by {0}, {1}";
    IMPORTED: "{0}{1}, dòng {2}; {3} nạp {4}" / "{0}{1}, row {2}; imported by {3}, {4}";
    SHEET: ", tờ \"{0}\"" / ", sheet \"{0}\"";

    RECORD_GONE_MARK: "không còn trong sổ" / "no longer in the register";
    HISTORY: "lịch sử ({0})" / "history ({0})";
    REFERRING: "nhắc đến hồ sơ này ({0})" / "referring to it ({0})";
    OLDER: "… lịch sử cũ hơn" / "… older history";
    REFERRED_BY: "Được nhắc đến" / "Referred to by";
    REFERS: "{0} {1} ({2})" / "{0} {1} ({2})";
    REFERRED_BEFORE: "{0} {1} (trước đây, {2})" / "{0} {1} (before, {2})";
    OF_BATCH: "thuộc lô {0}" / "in batch {0}";
    AT_MACHINE: "tại máy: {0}" / "from: {0}";
    MERGED: "nhập vào hồ sơ {0}" / "merged into {0}";
    OPENS_NOTHING: "Dòng này không mở hồ sơ nào" / "This row opens no record";
    ENTERED: "nhập mới, {0} ô" / "entered, {0} fields";
    RETURNED: "hồ sơ trở lại, {0} ô" / "the record is back, {0} fields";
    DELETED: "xóa hồ sơ" / "deleted";
    ERASED: "nội dung đã xóa theo luật" / "erased by law";
    UNDOES: "hoàn tác thay đổi {0}" / "undoes change {0}";
    ACCEPTED: "{0}, vẫn lưu: «{1}»" / "{0}, saved all the same: \"{1}\"";
    SOURCE: "từ {0} dòng {1}" / "from {0} row {1}";
    BROUGHT: "gói {0} của {1}{2}" / "bundle {0} of {1}{2}";
    BROUGHT_IN: "{0}; {1} nhận {2}" / "{0}; taken in by {1}, {2}";
    SENT: "Đã gửi" / "Sent";
    WENT: "đã gửi {0}" / "sent: {0}";
    TOOK: "gói {0} tới {1}, chưa có biên nhận" / "bundle {0} to {1}, no receipt yet";
    TOOK_RECEIVED: "gói {0} tới {1}, đã nhận" / "bundle {0} to {1}, received";
    NO_FIELD_CHANGED: "không ô nào đổi" / "no field changed";
    NO_ENTRY: "(trống)" / "(empty)";
    ARROW: "->" / "->";
    DELETED_NOW: "Đã xóa: {0}. ^U để hoàn tác" / "Deleted: {0}. ^U undoes it";
    WORKING: "Đang xử lý: {0} %" / "Working: {0} %";
    UNDONE: "Đã hoàn tác, {0}: {1}" / "Undone, {0}: {1}";
    UNDONE_GONE: "Đã hoàn tác: {0} không còn trong sổ. ^Y để làm lại" / "Undone: {0} is no longer in the register. ^Y brings it back";
    UNDONE_MANY: "Đã hoàn tác {0} hồ sơ. ^Y để làm lại" / "Undone: {0} records. ^Y does it again";
    UNDO_IMPORT: "Hoàn tác cả lô nạp từ {0} ({1} hồ sơ)?" / "Undo the whole import of {0} ({1} records)?";
    UNDO_BULK: "Hoàn tác sửa hàng loạt: {0}, {1} hồ sơ?" / "Undo the bulk edit: {0}, {1} records?";
    UNDO_ENTERED: "Hoàn tác mọi phiếu đã nhập trong {0} ({1} hồ sơ)?" / "Undo all that was keyed in {0} ({1} records)?";
    UNDO_ONE: "Hoàn tác lần lưu cuối: {0}?" / "Undo the last save: {0}?";
    UNDO_MANY: "Hoàn tác thay đổi của {0} hồ sơ?" / "Undo a change of {0} records?";
    REDO_IMPORT: "Làm lại cả lô nạp từ {0} ({1} hồ sơ)?" / "Do the whole import of {0} again ({1} records)?";
    REDO_BULK: "Làm lại sửa hàng loạt: {0}, {1} hồ sơ?" / "Do the bulk edit again: {0}, {1} records?";
    REDO_ENTERED: "Lấy lại mọi phiếu đã nhập trong {0} ({1} hồ sơ)?" / "Bring back all that was keyed in {0} ({1} records)?";
    REDO_ONE: "Làm lại điều vừa hoàn tác: {0}?" / "Do again what was undone: {0}?";
    REDO_MANY: "Làm lại thay đổi của {0} hồ sơ?" / "Do a change of {0} records again?";
    UNDO_EARLIER: "Đã lưu ở một buổi trước." / "It was saved in an earlier session.";
    UNDO_STAYS: "{0} hồ sơ ở lại như đang có:" / "{0} records stay as they are:";
    UNDONE_BUT: "Đã hoàn tác {0} hồ sơ, {1} hồ sơ ở lại. ^Y để làm lại" / "Undone: {0} records; {1} stay. ^Y does it again";
    UNDO_IN_ALL: "… tất cả: {0}" / "… in all: {0}";
    REDONE_MANY: "Đã làm lại {0} hồ sơ. ^U để hoàn tác" / "Done again: {0} records. ^U undoes it";
    REDONE: "Đã làm lại, {0}: {1}" / "Done again, {0}: {1}";

    HELP_TITLE: "TRỢ GIÚP" / "HELP";
    WORK_TITLE: "SỐ LIỆU CỦA TÔI" / "MY FIGURES";
    WORK_ABOUT: "Chỉ mình bạn xem; không vào nhật ký, không gửi đi." / "Yours alone: in no journal, sent nowhere.";
    WORK_NONE: "Chưa có gì: số liệu bắt đầu từ phiếu đầu tiên." / "Nothing yet: figures begin with the first form.";
    WORK_TODAY: "Hôm nay" / "Today";
    WORK_ALL: "Tất cả" / "All";
    WORK_DONE: "{0} phiếu, {1} phím, {2} giờ làm" / "{0} records, {1} keys, {2} hours at work";
    WORK_HOURLY: "Một giờ làm" / "An hour of work";
    WORK_HOUR: "{0} phiếu, {1} phím" / "{0} records, {1} keys";
    WORK_RECORD: "Một phiếu" / "A record";
    WORK_KEYS: "{0} phím, trong đó {1} chỉ để đi" / "{0} keys, {1} of them only move";
    WORK_CORRECTED: "Sửa lại" / "Corrections";
    WORK_PER_THOUSAND: "{0} trên 1.000 phím" / "{0} per 1,000 keys";
    WORK_FIELD: "{0} phím, {1} giây một phiếu" / "{0} keys, {1} seconds a record";
    HELP_HINT: "Esc trở lại đúng chỗ cũ" / "Esc goes back to the same place";
    PALETTE_TITLE: "LỆNH" / "COMMANDS";
    PALETTE_HINT: "Gõ vài chữ của lệnh; Enter để làm" / "Type some letters of the command; Enter does it";
    NOT_HERE: "không ở đây" / "not here";
    LIST_TITLE: "DANH SÁCH {0}" / "LIST {0}";
    LIST_TYPE: "Gõ vài chữ của tên" / "Type some letters of the name";
    LIST_NONE: "Không có gì khớp; gõ ít chữ hơn" / "Nothing matches; type less";
    LIST_HINT: "Gõ vài chữ để lọc; Enter nhận" / "Some letters narrow it; Enter takes";
    RECORD_GO_BACK: "Esc lùi" / "Esc goes back";
    RECORD_HINT: "F2 sửa; Esc lùi" / "F2 edits; Esc goes back";
    RECORD_BATCH_HINT: "u hoàn tác cả lô; {0}" / "u undoes the whole batch; {0}";
    RECORD_OPENS_HINT: "Enter mở hồ sơ ở dòng này; Esc lùi" / "Enter opens the record of this row; Esc goes back";
    RECORD_OLDER_HINT: "Enter đọc tiếp lịch sử cũ hơn; Esc lùi" / "Enter reads on in older history; Esc goes back";
    RECORD_GONE_HINT: "^U hoàn tác lần vừa xóa; Esc lùi" / "^U undoes the deletion just made; Esc goes back";
    CONFIRM_HINT: "Enter đồng ý; Esc thì không" / "Enter says yes; Esc says no";
}
