//! What the screens themselves cannot take.

use crate::lang::codes;

codes! {
    /// A session that only looks was asked to change something.
    ONLY_LOOKING = "only_looking" {
        what: "Đang mở chỉ để xem, không sửa được" / "Open for looking only; nothing can be changed",
        hint: "Thoát (F10) rồi mở lại không có --read-only" / "Leave (F10) and open again without --read-only",
    }
    /// A look-up field whose words match several records.
    AMBIGUOUS = "ambiguous" {
        what: "«{0}»: {1} dòng khớp, chưa biết là dòng nào" / "\"{0}\": {1} match, which one is meant is not known",
        hint: "Gõ thêm chữ, hoặc F4 để chọn trong danh sách" / "Type more, or choose from the list with F4",
    }
    /// A look-up field whose words match nothing.
    NO_MATCH = "no_match" {
        what: "Không có {1} nào khớp «{0}»" / "No {1} matches \"{0}\"",
        hint: "Sửa chữ, F4 xem danh sách, hoặc bỏ trống; chưa có thì nhập mục ấy trước" / "Correct it, F4 lists them, or leave it empty; what is new is entered first",
    }
    /// A commune that is not in the tables.
    NO_AREA = "no_area" {
        what: "Không có xã, phường nào khớp «{0}»" / "No commune matches \"{0}\"",
        hint: "Gõ ít chữ hơn, không cần dấu; tên cũ cũng tìm được" / "Type fewer letters, marks are not needed; old names are found too",
    }
    /// Text is missing where there must be some.
    NOTHING_TYPED = "nothing_typed" {
        what: "Chưa nhập: {0}" / "Nothing entered: {0}",
        hint: "Gõ rồi bấm Enter" / "Type it and press Enter",
    }
    /// The record was changed since the draft was begun, or while it was being edited.
    CHANGED_MEANWHILE = "changed_meanwhile" {
        what: "{0} vừa sửa hồ sơ này: {1}" / "{0} has just changed this record: {1}",
        hint: "Các ô ấy đã cập nhật; ô đang sửa của mình được giữ. Xem lại rồi lưu" / "Those fields are updated, your own are kept. Look again, then save",
    }
    /// The record was changed on both sides in the same fields.
    CHANGED_BOTH = "changed_both" {
        what: "{0} cũng vừa sửa: {1}" / "{0} has changed these too: {1}",
        hint: "Chữ của mình được giữ; bên phải ô là chữ của người kia. Lưu lần nữa thì lấy chữ của mình" / "Yours are kept, theirs stand to the right. Saving again takes yours",
    }
    /// A delete of a record that was changed since it was read: its title, who.
    NOT_DELETED = "not_deleted" {
        what: "Chưa xóa {0}: {1} vừa sửa hồ sơ này" / "{0} is not deleted: {1} has just changed it",
        hint: "Xem lại hồ sơ; vẫn cần thì xóa lần nữa" / "Look at it again, then delete it if it still has to go",
    }
    /// A merge of a record that was changed since it was read: its title, who.
    NOT_MERGED = "not_merged" {
        what: "Chưa gộp {0}: {1} vừa sửa hồ sơ này" / "{0} is not merged: {1} has just changed it",
        hint: "Xem lại hai hồ sơ rồi gộp lần nữa" / "Look at the two again, then merge them",
    }
    /// A merge of a record whose form holds changes.
    SAVE_FIRST = "save_first" {
        what: "Hồ sơ đang sửa chưa lưu" / "The record being edited is not saved",
        hint: "Esc về phiếu, ^S lưu, rồi ^O và g" / "Esc back to the form, ^S saves, then ^O and g",
    }
    /// Before the first one.
    NO_EARLIER = "no_earlier" {
        what: "Không còn phiếu nào nhập trước phiếu này" / "Nothing was entered before this form",
        hint: "F3 tra hồ sơ đã có trong sổ" / "F3 looks up what is in the register",
    }
    /// Behind the last one.
    NO_LATER = "no_later" {
        what: "Đây là phiếu mới: chưa có phiếu nào sau nó" / "This is the new form: none comes after it",
        hint: "F9 lưu và mở phiếu kế tiếp" / "F9 saves and starts the next one",
    }
    /// A status act on records of several types, or of one without a status.
    NO_STATUS = "no_status" {
        what: "{0}: không có trạng thái để đổi" / "{0}: there is no status to change",
        hint: "Chọn những hồ sơ cùng một loại, và loại ấy có trạng thái" / "Choose records of one type, and of a type that has a status",
    }
    /// A status act on more records than one takes: how many, the most.
    STATUS_TOO_MANY = "status_too_many" {
        what: "Đang đánh dấu {0} hồ sơ, một lần đổi được {1}" / "{0} records are marked, one act takes {1}",
        hint: "Bỏ bớt dấu rồi làm hai lần" / "Unmark some, and do it twice",
    }
    /// A status act that stands against a rule: the record, what is wrong, what to do.
    STATUS_REFUSED = "status_refused" {
        what: "Chưa đổi gì. {0}: {1}" / "Nothing is changed. {0}: {1}",
        hint: "{2}" / "{2}",
    }
    /// A status act on a record that was changed since it was read: its title, who.
    STATUS_STALE = "status_stale" {
        what: "Chưa đổi gì: {1} vừa sửa {0}" / "Nothing is changed: {1} has just changed {0}",
        hint: "Đã đọc lại hồ sơ ấy. Vẫn đúng thì Enter lần nữa" / "That record was read again. If it still holds, Enter once more",
    }
    /// A bulk edit of records of several types, or of what serves the desk itself.
    OUT_ONE_TYPE = "out_one_type" {
        what: "Chưa rõ là danh sách loại nào" / "It is not clear which type of record is meant",
        hint: "F3 chọn một loại hồ sơ rồi làm lại" / "Choose a type with F3, then do it again",
    }
    /// A bulk edit of records of several types.
    BULK_ONE_TYPE = "bulk_one_type" {
        what: "Sửa hàng loạt chỉ làm với hồ sơ cùng một loại" / "A bulk edit takes records of one type",
        hint: "F3 chọn loại, hoặc chỉ đánh dấu hồ sơ cùng loại" / "Choose a type with F3, or mark records of one type",
    }
    /// More records than a bulk edit takes: how many, the most.
    BULK_TOO_MANY = "bulk_too_many" {
        what: "Tra được {0} hồ sơ, một lần sửa được {1}" / "{0} records are found, one bulk edit takes {1}",
        hint: "Lọc thêm rồi sửa từng phần" / "Filter further and do it in parts",
    }
    /// The first field has no "previous record" to copy.
    NO_PREVIOUS = "no_previous" {
        what: "Chưa có phiếu trước để chép" / "There is no previous record to copy",
        hint: "Gõ ô này" / "Type the field",
    }
    /// No record before has such a beginning there.
    NONE_BEGINS = "none_begins" {
        what: "Các phiếu vừa nhập không có «{0}…» ở ô này" / "No form just entered begins with \"{0}\" in this field",
        hint: "Gõ hết chữ; xóa chữ rồi F5: như phiếu trước" / "Type it out; without letters F5 takes the previous record's",
    }
    /// Several rows of a table were pasted into one form.
    PASTED_ROWS = "pasted_rows" {
        what: "Chỗ dán có {0} dòng, phiếu chỉ nhận một" / "{0} rows were pasted, a form takes one",
        hint: "Chép từng dòng; cả bảng: lưu thành csv rồi «densach import»"
            / "Copy row by row; a whole table: save it as csv, then `densach import`",
    }
    /// There is no other layout.
    ONE_LAYOUT = "one_layout" {
        what: "Loại này chỉ có một mẫu phiếu" / "This type has one layout only",
        hint: "^K «Lập mẫu» lập thêm; khi sửa hồ sơ, mọi ô đều hiện" / "^K “New layout” makes another; in an edited record every field shows",
    }
    /// An action that cannot be done on this screen.
    NOT_HERE = "not_here" {
        what: "Lệnh «{0}» không dùng được ở màn hình này" / "\"{0}\" does nothing on this screen",
        hint: "F1 xem các phím của màn hình này" / "F1 shows the keys of this screen",
    }
    /// A batch of a type this program does not know.
    BATCH_OF_NOTHING = "batch_of_nothing" {
        what: "Lô này không ghi nhập loại hồ sơ nào" / "The batch says no type of record",
        hint: "Tra lô ấy, F2, điền «Cho loại»" / "Look the batch up, F2, and fill in the type",
    }
    /// What a column of the grid tells is missing.
    GRID_COLUMN = "grid_column" {
        what: "{0}" / "{0}",
        hint: "Gõ vào cột {1}; giấy chỉ đánh dấu thì gõ x" / "Type it under {1}; where the paper has a mark only, x",
    }
    /// A record being corrected cannot be shown as a grid.
    GRID_NEW_ONLY = "grid_new_only" {
        what: "Lưới chỉ để nhập mới" / "A grid is for new records only",
        hint: "Sửa xong, Esc trở lại lưới" / "Correct it, then Esc goes back to the grid",
    }
    /// A batch names a layout that there is none of.
    BATCH_LAYOUT = "batch_layout" {
        what: "Không có mẫu «{0}»: nhập theo mẫu {1}" / "There is no layout “{0}”: it is entered in {1}",
        hint: "^K Đổi mẫu chọn mẫu khác" / "^K Layout chooses another one",
    }
    /// A form that is part of no batch.
    NO_BATCH = "form_in_no_batch" {
        what: "Phiếu này không thuộc lô nào" / "This form is part of no batch",
        hint: "Về màn hình đầu, mục 8 hoặc 9 để nhập theo lô" / "Go home; entries 8 and 9 enter in a batch",
    }
    /// What is to be undone as a batch of forms is none.
    NO_STACK = "not_a_batch" {
        what: "Dòng này không phải là lô phiếu" / "This row is no batch of forms",
        hint: "Tra cứu các lô phiếu (F3), chọn lô rồi làm lại" / "Look up the batches (F3), choose one, then again",
    }
    /// A batch is to be closed over a form that is being typed.
    BATCH_TYPING = "batch_typing" {
        what: "Còn một phiếu đang gõ dở trong lô" / "A form of the batch is still being typed",
        hint: "F9 lưu nó, hoặc ^K «Bỏ nháp»; rồi đóng lô" / "F9 saves it, or ^K “Drop draft”; then close",
    }
    /// Somebody changed the batch meanwhile.
    BATCH_CHANGED = "batch_changed" {
        what: "{0} vừa sửa lô này" / "{0} has just changed the batch",
        hint: "Xem lại rồi đóng lần nữa" / "Look at it again, then close once more",
    }
    /// Somebody closed the batch while a form of it was open.
    BATCH_CLOSED = "batch_closed" {
        what: "{0} vừa được đóng" / "{0} has just been closed",
        hint: "Esc thôi nhập; phiếu lưu thêm vào lô phải ghi lý do" / "Esc leaves it; a form saved into it needs a reason",
    }
    /// Somebody deleted the batch while a form of it was open.
    BATCH_GONE = "batch_gone" {
        what: "Lô này vừa bị xóa" / "The batch has just been deleted",
        hint: "Phiếu đang gõ còn nguyên, lưu được, không thuộc lô nào" / "What is typed stays, and is saved in no batch",
    }
    /// A new PIN typed twice in two ways.
    PINS_DIFFER = "pins_differ" {
        what: "Hai lần gõ không giống nhau" / "The two are not the same",
        hint: "Gõ mã mới lại từ đầu" / "Type the new one again",
    }
    /// A form could not be saved, and the screen did not say why.
    NOT_SAVED = "form_not_saved" {
        what: "Phiếu chưa lưu được" / "The form could not be saved",
        hint: "Nhập phiếu này bằng tay để xem vì sao" / "Key it by hand to see why",
    }
    /// No keys make that value in that field.
    NO_WAY = "no_way_to_key" {
        what: "Không gõ được «{1}» vào {0}" / "\"{1}\" cannot be keyed into {0}",
        hint: "Xem giá trị ấy có đúng với ô này không" / "See whether that value fits the field",
    }
    /// A layout that the type does not have.
    NO_LAYOUT = "no_such_layout" {
        what: "Không có mẫu phiếu {0}" / "There is no layout {0}",
        hint: "Một trong: {1}; của loại khác: LOẠI:MẪU" / "One of: {1}; of another type: TYPE:LAYOUT",
    }
    /// A column of forms that are to be keyed, for which the layout has no field.
    NOT_ON_LAYOUT = "not_on_layout" {
        what: "Mẫu {1} không có ô cho cột {0}" / "The layout {1} has no field for the column {0}",
        hint: "Bỏ cột ấy, đặt # trước tên cột, hoặc dùng mẫu khác" / "Leave the column out, put # before its name, or use another layout",
    }
    /// No list is chosen.
    NO_LIST = "no_list" {
        what: "Chưa chọn tệp nào" / "No file is chosen",
        hint: "Chép tệp vào máy này, hoặc dán thẳng các dòng từ bảng tính vào đây" / "Copy the file to this machine, or paste rows from a spreadsheet right here",
    }
    /// No sheet is taken.
    NO_SHEET = "no_sheet" {
        what: "Chưa có tờ nào được đánh dấu để nạp" / "No sheet is marked to be taken",
        hint: "← → sang tờ khác, ^T đánh dấu" / "Left and right go to another sheet, ^T marks it",
    }
    /// No column and no word for all rows fills a field that must be there: its label.
    ALL_ROWS_LACK = "all_rows_lack" {
        what: "Chưa biết {0} của các dòng" / "What the rows say of {0} is not known",
        hint: "F4 gõ một lần cho mọi dòng, hoặc chỉ cột nào vào ô ấy" / "F4 says it once for all rows; or choose the column that goes there",
    }
}
