//! The table itself: one row an action, with its keys, its words and where it acts.

use super::bundles::and_bundles;
use super::common::and_common;
use super::table::actions;
use super::{Context, Row};
use crate::domain::Right;
use crate::keys::Key;
use crate::lang::Label;

and_bundles! {
    Choose = "choose_entry" {
        keys: [
            Key::Char('1'), Key::Char('2'), Key::Char('3'), Key::Char('4'), Key::Char('5'),
            Key::Char('6'), Key::Char('7'), Key::Char('8'), Key::Char('9')
        ], on: [Home],
        shown: "1-9", footer: 1,
        label: "Chọn" / "Choose",
        doc: "Vào mục có số ấy" / "Goes into the entry of that number",
    }
    FindNow = "find_now" {
        keys: [Key::Char('0')], on: [Home],
        label: "Tra ngay" / "Look up",
        doc: "Tra ngay; gõ chữ cũng vậy" / "Looks up at once; typing letters does the same",
    }
    Open = "open" {
        keys: [Key::Enter], on: [Home, Find, Record, Alike, Pairs, Conflicts, Outbox, BundleFiles, ImportFiles, ImportDone], footer: 2,
        label: "Mở" / "Open",
        doc: "Mở mục, mở hồ sơ đang đứng" / "Opens the entry or the record",
    }
    Take = "take" {
        keys: [Key::Enter], on: [First, List, Pick, Prompt, ImportCell], footer: 1,
        label: "Nhận" / "Take",
        doc: "Nhận mục đang đứng hoặc chữ vừa gõ" / "Takes the row, or what was typed",
    }
    Yes = "yes" {
        keys: [Key::Enter], on: [Confirm], footer: 1,
        label: "Đồng ý" / "Yes",
        doc: "Đồng ý với câu hỏi" / "Says yes to the question",
    }
    Step = "next_step" { keys: [Key::Enter], on: [ImportPlan, ImportRows], footer: 1, label: "Tiếp" / "Go on",
        doc: "Bước sau: xem các dòng còn ngờ nếu có, rồi nạp vào sổ" / "The next step: rows to look at, if there are any; then all goes into the register",
    }
    NextField = "next_field" {
        keys: [Key::Enter, Key::Tab], on: [Form, Status, Bulk],
        also: [
            (Key::Down, Status), (Key::Down, Bulk),
            (Key::Char('+'), FormDigits), (Key::Pad('+'), FormDigits),
            (Key::Char('+'), StatusDigits), (Key::Pad('+'), StatusDigits)
        ],
        footer: 1,
        label: "Ô sau" / "Next",
        doc: "Nhận ô, sang ô sau; ở ô cuối thì lưu và mở phiếu mới"
            / "Takes the field and goes on; in the last one saves and starts the next",
    }
    PrevField = "previous_field" {
        keys: [Key::BackTab, Key::Up], on: [Form, Status, Bulk],
        label: "Ô trước" / "Back",
        doc: "Về ô trước, cả ô đang giữ hoặc bỏ qua" / "Goes back to the previous field, also one that is kept",
    }
    RowUp = "row_up" {
        keys: [Key::Up], on: [Rows],
        label: "Lên" / "Up",
        doc: "Lên một dòng" / "One row up",
    }
    RowDown = "row_down" {
        keys: [Key::Down], on: [Rows],
        label: "Xuống" / "Down",
        doc: "Xuống một dòng" / "One row down",
    }
    PageUp = "page_up" {
        keys: [Key::PageUp], on: [Rows],
        label: "Trang trước" / "Page up",
        doc: "Lên một trang" / "One page up",
    }
    PageDown = "page_down" {
        keys: [Key::PageDown], on: [Rows], footer: 1, foot: [Help],
        label: "Trang sau" / "Page down",
        doc: "Xuống một trang" / "One page down",
    }
    Left = "left" {
        keys: [Key::Left], on: [Text],
        label: "Trái" / "Left",
        doc: "Sang trái một chữ cái; trong ô đã có chữ: sửa tại chỗ"
            / "One letter left; in a filled field: edit in place",
    }
    Right = "right" {
        keys: [Key::Right], on: [Text],
        label: "Phải" / "Right",
        doc: "Sang phải một chữ cái" / "One letter right",
    }
    LineStart = "line_start" {
        keys: [Key::Home], on: [Text],
        label: "Đầu ô" / "Start",
        doc: "Về đầu ô" / "To the start of the field",
    }
    LineEnd = "line_end" {
        keys: [Key::End], on: [Text],
        label: "Cuối ô" / "End",
        doc: "Về cuối ô" / "To the end of the field",
    }
    Erase = "erase" {
        keys: [Key::Backspace], on: [Text],
        label: "Xóa lùi" / "Erase",
        doc: "Xóa chữ cái bên trái; ô trống thì về ô trước"
            / "Erases the letter before the cursor; in an empty field goes back",
    }
    EraseNext = "erase_next" {
        keys: [Key::Delete], on: [Text],
        label: "Xóa" / "Delete",
        doc: "Xóa chữ cái tại con trỏ; ô vừa vào: xóa cả ô"
            / "Erases the letter at the cursor; in a field just entered all of it",
    }
    PrevRecord = "previous_record" {
        keys: [Key::PageUp], on: [Form],
        label: "Phiếu trước" / "Previous",
        doc: "Trở lại phiếu vừa nhập trước đó để sửa; chỗ đã sửa được lưu"
            / "Back to the record entered before this one; what is changed there is saved",
    }
    NextRecord = "next_record" {
        keys: [Key::PageDown], on: [Form],
        label: "Phiếu sau" / "Next record",
        doc: "Tới phiếu nhập sau đó; sau phiếu cuối là phiếu mới"
            / "On to the record entered after it; behind the last one to the new form",
    }
    Values = "values" {
        keys: [Key::F(4)], on: [FormPick, StatusPick, ImportPlan, ImportRows],
        also: [(Key::Char('?'), FormPick), (Key::Char('?'), StatusPick), (Key::Char('?'), ImportPlan)], footer: 2, foot: [FormPick, StatusPick, ImportPlan],
        label: "Danh sách" / "List",
        doc: "Danh sách giá trị của ô; khi nạp: cột này vào ô nào, phông chữ gì, xã cũ nay là xã nào, tách ô có nhiều người" / "The values of the field; in an import: where the column goes, its font, which commune an old one is now, a row for each of several people",
    }
    AsBefore = "as_before" {
        keys: [Key::F(5), Key::Ctrl('d')], on: [FormNew],
        also: [(Key::Char('*'), FormDigits), (Key::Pad('*'), FormDigits)], footer: 4,
        label: "Như trên" / "As before",
        doc: "Ô này như phiếu trước; gõ dở: như phiếu gần nhất bắt đầu thế" / "As in the previous record; letters typed: as in the latest beginning so",
    }
    LikeLast = "like_last" {
        keys: [Key::F(6), Key::Ctrl('p')], on: [FormNew],
        label: "Chép" / "Copy last",
        doc: "Chép phiếu trước, trừ tên, năm sinh, số riêng, ghi chú"
            / "The previous record without name, birth, its own numbers and note",
    }
    Carry = "carry" {
        keys: [Key::F(7), Key::Ctrl('r')], on: [FormNew], footer: 5,
        label: "Giữ" / "Keep",
        doc: "Giữ ô cho các phiếu sau: đến khi sửa; bấm lại: hết lô, đến khi đổi thôn, tự tăng, thôi; ô trống: bỏ qua"
            / "Keeps the field until changed; again: this batch, same village, counts up, no longer; an empty one is passed over",
    }
    Duplicates = "duplicates" {
        keys: [Key::Ctrl('o')], on: [Form], footer: 6, foot: [FormNew],
        label: "Trùng" / "Alike",
        doc: "Xem những người có thể là người này" / "Looks at who may be the same",
    }
    Before = "before" { keys: [Key::Left], on: [ImportPlan, ImportRows], label: "Sang trái" / "Left",
        doc: "Tờ trước; trong các dòng còn ngờ: cột bên trái" / "The sheet before; in rows to look at: the column on the left",
    }
    After = "after" { keys: [Key::Right], on: [ImportPlan, ImportRows], label: "Sang phải" / "Right",
        doc: "Tờ sau; trong các dòng còn ngờ: cột bên phải" / "The next sheet; in rows to look at: the column on the right",
    }
    RowType = "row_type" { keys: [Key::F(3), Key::Ctrl('f')], on: [ImportPlan], footer: 5, label: "Loại" / "Type",
        doc: "Các dòng là loại hồ sơ khác" / "The rows are records of another type",
    }
    TakeLeft = "take_left" {
        keys: [Key::Left], on: [Sides, Conflict], footer: 5,
        label: "Giữ" / "Keep",
        doc: "Ô này: giữ chữ của bên trái" / "This field as the left side has it",
    }
    TakeRight = "take_right" {
        keys: [Key::Right], on: [Sides, Conflict], footer: 5,
        label: "Lấy" / "Take",
        doc: "Ô này: lấy chữ của bên phải" / "This field as the right side has it",
    }
    KeepBoth = "two_people" {
        keys: [Key::Char('k')], on: [Alike, Sides], footer: 3, writes: true,
        label: "Hai người" / "Two people",
        doc: "Là hai người khác nhau: ghi nhớ, không nêu nữa" / "They are two people: remembered, not named again",
    }
    Merge = "merge" {
        keys: [Key::Char('g')], on: [Alike, Sides], footer: 1, writes: true,
        label: "Gộp" / "Merge",
        doc: "Là một người: gộp làm một hồ sơ (hỏi trước; hoàn tác được)"
            / "They are one: makes one record of them (asks first; can be undone)",
    }
    SaveNew = "save_new" {
        keys: [Key::F(9), Key::Ctrl('n')], on: [Form], footer: 3, foot: [FormNew], writes: true,
        label: "Lưu+mới" / "Save+new",
        doc: "Lưu và mở phiếu mới, từ ô nào cũng được" / "Saves and starts a new one, from any field",
    }
    Save = "save" {
        keys: [Key::Ctrl('s')], on: [Form], footer: 4, foot: [FormEdit], writes: true,
        label: "Lưu" / "Save",
        doc: "Lưu và ở lại" / "Saves and stays",
    }
    SaveClose = "save_close" {
        keys: [Key::F(10), Key::Ctrl('w')], on: [Form, Status], footer: 3, foot: [FormEdit, Status], writes: true,
        label: "Lưu, đóng" / "Save, close",
        doc: "Lưu và đóng phiếu" / "Saves and closes the form",
    }
    FieldBelow = "field_below" { keys: [Key::Down], on: [Form], label: "Ô dưới" / "Below",
        doc: "Xuống ô ngay dưới, cả ô đang giữ hoặc bỏ qua" / "To the very next field, also one that is kept or passed over",
    }
    Edit = "edit" {
        keys: [Key::F(2), Key::Ctrl('e')], on: [Form, Find, Record, ImportRows],
        also: [], footer: 4, foot: [Find, Record, ImportRows],
        label: "Sửa" / "Edit",
        doc: "Sửa ô tại chỗ; mở hồ sơ để sửa" / "Edits the field in place, or opens the record for editing",
    }
    Status = "status" {
        keys: [Key::F(8), Key::Ctrl('x')], on: [Find, Record], footer: 4, foot: [Find, Record], writes: true,
        label: "Trạng thái" / "Status",
        doc: "Chuyển đi, từ trần, thôi, xóa tên, trở lại: ngày và lý do"
            / "Moved, died, left, struck off, back again: the day and why",
    }
    Bulk = "bulk_edit" {
        keys: [], on: [Find], writes: true,
        label: "Sửa hàng loạt" / "Bulk edit",
        doc: "Sửa một ô của các hồ sơ đã đánh dấu, hoặc của mọi hồ sơ tra được; xem trước rồi mới lưu"
            / "One field of the marked records, or of all that are found; shown before it is saved",
    }
    LookUp = "look_up" {
        keys: [Key::F(3), Key::Ctrl('f')], on: [Home, Form, Record], footer: 4, foot: [Home, Record],
        label: "Tìm" / "Find",
        doc: "Tra cứu đè lên màn hình này; Esc trở lại đúng ô"
            / "Look-up over whatever is open; Esc returns to the same field",
    }
    Filter = "filter" {
        keys: [Key::F(3), Key::Ctrl('f')], on: [Find, Pick], footer: 5, foot: [Find],
        label: "Loại" / "Scope",
        doc: "Thêm hồ sơ không còn hoạt động nếu có, rồi sang loại hồ sơ khác"
            / "Those no longer active too, if there are any; then other types of record",
    }
    Complete = "complete" {
        keys: [Key::Tab], on: [Find, Pick],
        label: "Nhận gợi ý" / "Complete",
        doc: "Nhận điều kiện lọc hoặc giá trị đầu tiên được gợi ý"
            / "Takes the first filter or value that is offered",
    }
    Mark = "mark" {
        keys: [Key::Ctrl('t'), Key::Insert], on: [Find, ImportPlan, ImportRows], footer: 5,
        label: "Đánh dấu" / "Mark",
        doc: "Đánh dấu hoặc bỏ dấu dòng đang đứng, xuống dòng sau; khi nạp: tờ, dòng có dấu được nạp"
            / "Marks the row or takes its mark away, and goes a row down; in an import what is marked is taken",
    }
    OnlyMarked = "only_marked" { keys: [], on: [Find], label: "Chỉ đánh dấu" / "Marked alone",
        doc: "Chỉ xem các hồ sơ đã đánh dấu; làm lại thì xem tất cả" / "Lists the marked records alone; again: all" }
    Unmark = "unmark" { keys: [], on: [Find], label: "Bỏ mọi dấu" / "Unmark all",
        doc: "Bỏ dấu mọi hồ sơ đã đánh dấu" / "Takes all marks away" }
    ExportList = "export_list" { keys: [], on: [Find], label: "Xuất danh sách" / "Export",
        doc: "Ghi các hồ sơ tra được (hoặc đã đánh dấu) ra tệp Excel" / "Writes what is found, or what is marked, as an Excel file" }
    ExportCsv = "export_csv" { keys: [], on: [Find], label: "Xuất csv" / "Export csv",
        doc: "Ghi các hồ sơ tra được (hoặc đã đánh dấu) ra tệp csv" / "Writes what is found, or what is marked, as csv" }
    BlankSheet = "blank_sheet" { keys: [], on: [Find], label: "Phiếu trống" / "Empty sheet",
        doc: "Ghi bảng Excel trống theo mẫu nhập, để in hoặc phát; điền xong nạp lại được" / "Writes an empty Excel sheet by a layout, to print or hand out; filled in, it comes back in" }
    Undo = "undo" {
        keys: [Key::Ctrl('u')], on: [Home, Form, Status, Bulk, Find, Record, Pairs, Sides, ImportDone], footer: 5, foot: [Home, Record, Pairs, Sides, ImportDone], writes: true,
        label: "Hoàn tác" / "Undo",
        doc: "Hoàn tác: ô đang gõ trước, rồi đến lần lưu cuối; trên dòng một lô phiếu: cả lô" / "Undoes: the field first, then the last save; on the row of a batch of forms: the batch",
    }
    Redo = "redo" {
        keys: [Key::Ctrl('y')], on: [Home, Form, Find, Record, Pairs, Sides, ImportDone], writes: true,
        label: "Làm lại" / "Redo",
        doc: "Làm lại điều vừa hoàn tác" / "Does again what was undone",
    }
    SwitchInput = "switch_input" {
        keys: [Key::Ctrl('\\')], on: [Text],
        label: "Kiểu gõ" / "Typing",
        doc: "Đầu từ: đổi tắt, Telex, VNI; giữa từ: trả lại phím đã gõ"
            / "At the start of a word: off, Telex, VNI; inside one: gives back the raw keys",
    }
    Language = "language" {
        keys: [], on: [Everywhere],
        label: "English" / "Tiếng Việt",
        doc: "Đổi ngôn ngữ: English" / "Switch the language: Tiếng Việt",
    }
    NextLook = "next_look" {
        keys: [], on: [Everywhere],
        label: "Đổi giao diện" / "Next look",
        doc: "Giao diện: 16 màu, không màu, khung bằng chữ ASCII"
            / "How the screen looks: 16 colours, none, ASCII borders",
    }
    GoOn = "go_on" {
        keys: [], on: [Form],
        label: "Tự sang ô" / "Go on",
        doc: "Ô đủ số thì tự sang ô sau; làm lại thì thôi"
            / "A full field goes on by itself; again: no longer",
    }
    FromId = "fill_from_id" {
        keys: [], on: [FormNew],
        label: "Điền từ số" / "Fill from id",
        doc: "Số định danh điền giới, năm sinh cho loạt này; lại: thôi"
            / "The id fills in gender and birth year in this batch; again: no longer",
    }
    ChangeLayout = "change_layout" {
        keys: [], on: [Form],
        label: "Đổi mẫu" / "Layout",
        doc: "Chọn mẫu phiếu khác cho loạt này; chữ đã gõ được giữ"
            / "Chooses another layout for this batch; what is typed stays",
    }
    OwnLayout = "own_layout" {
        keys: [], on: [Form], writes: true,
        label: "Lập mẫu" / "New layout",
        doc: "Lập mẫu phiếu riêng từ phiếu này: những ô nào, thứ tự nào, có sẵn gì"
            / "Makes a layout of one's own from this form: which fields, in which order",
    }
    Grid = "grid" {
        keys: [], on: [FormNew],
        label: "Lưới/phiếu" / "Grid/form",
        doc: "Nhập như danh sách, mỗi người một dòng; làm lại thì về phiếu"
            / "Enters as on a list, a line each; again: back to the form",
    }
    CloseBatch = "close_batch" { keys: [], on: [FormNew], writes: true, label: "Đóng lô" / "Close batch",
        doc: "Đóng lô đang nhập; chưa khớp với giấy thì hỏi lý do" / "Closes the batch being entered; asks why where it does not come to what paper says",
    }
    UndoBatch = "undo_batch" { keys: [], on: [Form, Find, Pick], also: [(Key::Char('u'), Batch)], writes: true, label: "Hoàn tác lô" / "Undo batch",
        doc: "Hoàn tác một lần mọi phiếu đã nhập trong lô (xem trước, hỏi rồi mới làm)" / "Takes back at once all forms keyed in the batch (shown and asked first)",
    }
    DropDraft = "drop_draft" {
        keys: [], on: [Form],
        label: "Bỏ nháp" / "Drop draft",
        doc: "Bỏ phiếu đang nhập, không giữ nháp" / "Gives the form up and keeps no draft",
    }
    Delete = "delete_record" {
        keys: [], on: [Record], writes: true, needs: Delete,
        label: "Xóa hồ sơ" / "Delete",
        doc: "Xóa hồ sơ này (hỏi lý do; hoàn tác được)" / "Deletes this record (asks why; can be undone)",
    }
    Reveal = "show_citizen_id" {
        keys: [], on: [Record], writes: true, needs: Reveal,
        label: "Hiện số" / "Show number",
        doc: "Hiện đủ số định danh (hỏi lý do, nhật ký ghi lại)"
            / "Shows the whole citizen id (asks why; the journal notes it)",
    }
    ChangeOperator = "change_operator" {
        keys: [], on: [Home],
        label: "Đổi người" / "Operator",
        doc: "Đổi người dùng; phiếu dở của mỗi người được giữ"
            / "Somebody else keys; everybody's open forms are kept",
    }
    SetPin = "set_pin" {
        keys: [], on: [Home], writes: true,
        label: "Đặt mã PIN" / "Set PIN",
        doc: "Đặt, đổi hoặc bỏ mã PIN của mình" / "Sets, changes or takes away your own PIN",
    }
    MyWork = "my_figures" {
        keys: [], on: [Home],
        label: "Số liệu mình" / "My figures",
        doc: "Phiếu, phím một giờ, ô nào tốn nhất; chỉ mình bạn xem"
            / "Records and keys an hour, the costliest fields; yours alone",
    }
    Import = "import_list" { keys: [], on: [Home], writes: true, label: "Nạp Excel" / "Import",
        doc: "Nạp danh sách: xlsx, xls, ods, csv hoặc dán từ bảng tính; cả font TCVN3, VNI" / "Takes a list in: xlsx, xls, ods, csv or a paste from a spreadsheet; TCVN3 and VNI fonts too",
    }
    FindPairs = "likely_doubles" {
        keys: [], on: [Home],
        label: "Nghi trùng" / "Likely doubles",
        doc: "Những cặp trong sổ có thể là một người: xem, gộp hoặc giữ cả hai"
            / "Pairs of the register that may be one person: to merge or to tell apart",
    }
    Conflicts = "conflicts" { keys: [], on: [Home], label: "Chờ quyết" / "Conflicts",
        doc: "Những chỗ gói gửi đến và sổ này ghi khác nhau: xem hai bên, quyết từng việc" / "Where a bundle and this register differ: compared and decided one by one",
    }
    Decide = "decide" { keys: [Key::Enter], on: [Conflict], footer: 1, writes: true, label: "Quyết" / "Decide",
        doc: "Quyết theo dấu (x) của từng ô" / "Decides as the fields are marked",
    }
    KeepOurs = "keep_ours" { keys: [Key::Char('c')], on: [Conflict], footer: 3, writes: true, label: "Của mình" / "Ours",
        doc: "Giữ cả hồ sơ như sổ này đang ghi" / "The whole record stays as it is here",
    }
    TakeTheirs = "take_theirs" { keys: [Key::Char('n')], on: [Conflict], footer: 3, writes: true, label: "Nhận" / "Theirs",
        doc: "Nhận cả hồ sơ như gói ghi" / "The whole record becomes what came",
    }
    SeeRecord = "see_record" { keys: [Key::Char('x')], on: [Conflict], footer: 5, label: "Xem" / "See",
        doc: "Mở hồ sơ mà việc này nói tới" / "Opens the record it is about",
    }
}
