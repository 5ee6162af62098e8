//! What the commands about keying say: what a layout costs, what a keyer's work comes to.

use super::{Label, labels};

labels! {
    /// Command.
    REPLAY = "Nhập thử một tập phiếu: mất bao nhiêu phím" / "Keys a stack of forms for trial: how many keys it takes";
    /// More.
    REPLAY_MORE = "Các phiếu trong tệp csv được gõ qua đúng màn hình nhập, như một người thạo việc: chữ Việt gõ Telex, mã cho ô chọn, F5 và F7 cho ô giống phiếu trước. In ra số phím một phiếu, trong đó bao nhiêu chỉ để đi (Enter, Tab, mũi tên), ô nào tốn nhất, và mọi ô lưu khác phiếu. Cột mang tên trường như khi nạp; cột #TRƯỜNG bên cạnh ghi điều giấy viết, nếu khác (7/10).\nKhông có --register thì nhập vào một sổ bỏ đi, có sẵn thôn, chi hội, dòng họ của sổ mẫu. Có --register thì nhập thật vào sổ ấy: hãy chỉ tới một bản phục hồi (densach backup, restore). Mã thoát 1 khi có phiếu không lưu được hoặc lưu khác."
        / "The forms of a csv file are keyed through the real entry screens as a skilled clerk would: Vietnamese in Telex, codes for choices, F5 and F7 for what is as before. Prints the keys per record, how many of them only move (Enter, Tab, arrows), what each field costs, and every field that was saved otherwise than its form says. Columns are named as for an import; a column #FIELD beside one has what the paper says where that differs (7/10).\nWithout --register they go into a throw-away register with the sample's villages, units and clans. With --register they are really keyed into that one: name a restored copy (densach backup, restore). Exit code 1 where a form was refused or saved otherwise.";
    /// Argument.
    REPLAY_LAYOUT = "Mẫu phiếu: A, B, C, mẫu riêng; của loại khác LOẠI:MẪU" / "The layout: A, B, C, one of your own; of another type TYPE:LAYOUT";
    /// Argument.
    REPLAY_FORMS = "Tệp csv các phiếu" / "The csv file of forms";
    /// Line.
    REPLAY_FORM = "Mẫu {0}: {1} phiếu, lưu đúng {2}, lưu khác {3}, không lưu được {4}" / "Layout {0}: {1} forms, {2} saved as they say, {3} otherwise, {4} refused";
    /// Line.
    REPLAY_KEYS = "Phím một phiếu: trung bình {0}, p50 {1}, p95 {2}; ít nhất có thể {3}" / "Keys per record: mean {0}, p50 {1}, p95 {2}; the least possible {3}";
    /// Line.
    REPLAY_MOVES = "Phím chỉ để đi, một phiếu: {0} (trong đó {1} qua ô không gõ gì)" / "Keys that only move, per record: {0} ({1} of them past fields in which nothing is typed)";
    /// Line.
    REPLAY_AGAIN = "Phím gõ lại: {0}; phím trả lời câu hỏi: {1}" / "Keys of corrections: {0}; of answers to questions: {1}";
    /// Line.
    REPLAY_KEPT = "Ô được giữ (F7): {0}; ô trống bỏ qua (F7): {1}" / "Fields kept (F7): {0}; empty ones passed over (F7): {1}";
    /// Option.
    REPLAY_GRID = "Nhập theo lưới, mỗi phiếu một dòng" / "Keyed in the grid, a line a form";
    /// Head.
    REPLAY_FIELD = "Ô" / "Field";
    /// Head.
    REPLAY_ALL = "Phím" / "Keys";
    /// Head.
    REPLAY_VALUE = "Gõ" / "Typed";
    /// Head.
    REPLAY_TAKE = "Nhận ô" / "Taken";
    /// Head.
    REPLAY_PASS = "Đi qua" / "Passed";
    /// Head.
    REPLAY_BEFORE = "Như trên" / "As before";
    /// Head.
    REPLAY_OTHER = "Khác" / "Other";
    /// Head.
    REPLAY_LEAST = "Ít nhất" / "Least";
    /// Line.
    REPLAY_SAVING = "(lưu)" / "(saving)";
    /// Line.
    REPLAY_DIFFERS = "dòng {0}, {1}: phiếu ghi «{2}», đã lưu «{3}»" / "line {0}, {1}: the form says \"{2}\", saved is \"{3}\"";
    /// Line.
    REPLAY_REFUSED = "dòng {0}, {1}: không lưu được: {2}" / "line {0}, {1}: refused: {2}";

    /// Command.
    KEYER = "Số liệu nhập phiếu của mình" / "An operator's own figures of keying";
    /// More.
    KEYER_MORE = "Phiếu và phím một giờ làm (nghỉ quá một phút không tính), phím một phiếu, số lần sửa trên 1.000 phím, ô nào tốn nhất. Giữ ở thư mục keyers của sổ, riêng từng người; không vào nhật ký, không vào bản sao lưu, không gửi đi."
        / "Records and keys an hour of work (pauses of more than a minute are none), keys per record, corrections per 1,000 keys, the costliest fields. Kept in the register's folder keyers, for each operator; in no journal, no backup and no bundle.";
    /// Option.
    KEYER_CSV = "Ghi csv: một dòng mỗi giờ, rồi một dòng mỗi ô" / "Write csv: a row for each hour, then one for each field";
    /// Line.
    KEYER_ALL = "{0} phiếu, {1} phím, {2} giờ làm" / "{0} records, {1} keys, {2} hours at work";
    /// Line.
    KEYER_RATES = "Một giờ: {0} phiếu, {1} phím. Một phiếu: {2} phím. Sửa lại: {3} trên 1.000 phím" / "An hour: {0} records, {1} keys. A record: {2} keys. Corrections: {3} per 1,000 keys";
    /// Head.
    KEYER_KEYS = "Phím/phiếu" / "Keys/record";
    /// Head.
    KEYER_SECONDS = "Giây/phiếu" / "Seconds/record";
    /// Command.
    SLIP = "Giấy kèm tập phiếu: những gì đã nhập của một lô, bên cạnh số trên giấy" / "The sheet that goes with a stack of forms: what was entered of a batch, beside what paper says";
    /// More.
    SLIP_MORE = "Chữ thường, 80 cột, in được trên mọi máy in." / "Plain text, 80 columns, for any printer.";
    /// Argument.
    SLIP_NUMBER = "Số của lô" / "The batch's number";
}
