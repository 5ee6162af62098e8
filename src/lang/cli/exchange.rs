//! What the commands say that make bundles and take them in.

use super::{Label, labels};

labels! {
    /// Command.
    EXPORT_BUNDLE = "Lập gói từ những gì đã đổi kể từ gói trước, ký và đặt vào hộp gửi" / "Makes a bundle of what has changed since the last one, signed, into the outbox";
    /// More.
    EXPORT_BUNDLE_MORE = "Mặc định chỉ gửi số liệu tổng hợp (summary), không có hồ sơ của ai. Gói có hồ sơ (full, hoặc các trường kể tên) được mã hóa cho người nhận; muốn gửi không mã hóa phải nêu lý do."
        / "By default figures alone (summary), nobody's record. A bundle with records (full, or the fields named) is encrypted to the recipient; to send it in clear takes a reason.";
    /// Option.
    EXPORT_TO = "Nơi nhận, theo tên khóa: tinh@38" / "The recipient, by the key's name: tinh@38";
    /// Option.
    EXPORT_PROFILE = "summary: số liệu; full: cả hồ sơ; hoặc tên trường cách nhau dấu phẩy" / "summary: figures; full: whole records; or fields by name, with commas";
    /// Option.
    EXPORT_SNAPSHOT = "Gửi lại toàn bộ, không chỉ phần đã đổi" / "Everything once more, not only what has changed";
    /// Option.
    EXPORT_SLIP = "Phiếu chuyển của một hội viên chuyển đi: mã hồ sơ" / "The slip of one member who moves away, by the record's code";
    /// Option.
    EXPORT_CLEAR = "Không mã hóa, vì lý do này (ghi vào sổ)" / "Not encrypted, for this reason (noted)";
    /// Option.
    EXPORT_OUT = "Chép thêm một bản vào thư mục này" / "Another copy into this folder";
    /// Said.
    EXPORT_MADE = "Gói số {0} cho {1}: {2} dòng, ở {3}" / "Bundle {0} for {1}: {2} rows, at {3}";
    /// Said.
    EXPORT_LEFT = "{0} hồ sơ không gửi: đơn vị của họ không trực thuộc đơn vị của sổ này. Ghi «Trực thuộc» cho đơn vị ấy, rồi lập lại toàn bộ: --snapshot"
        / "{0} records are not sent: their unit does not stand under this register's own. Enter its parent, then send everything once more: --snapshot";
    /// Said.
    EXPORT_COPIED = "Đã chép thêm vào {0}" / "Copied to {0} too";
    /// Said.
    EXPORT_NEXT = "Gửi đi: densach bundle send --to HOST|FOLDER (hoặc --print để xem dòng lệnh)" / "Send it: densach bundle send --to HOST|FOLDER (or --print for the lines by hand)";
    /// Said.
    EXPORT_NOTHING = "Không có gì mới kể từ gói trước" / "Nothing has changed since the last bundle";
    /// Command.
    IMPORT_BUNDLE = "Nhận gói vào sổ và lập biên nhận" / "Takes bundles into the register and writes their receipts";
    /// More.
    IMPORT_BUNDLE_MORE = "Gói sai luật nào được chuyển vào ô cách ly cùng lý do, sổ không đổi; sửa xong (thêm khóa tin cậy, gói còn thiếu đã đến) thì nhận lại bằng tên tệp. Nhận lại gói cũ không làm gì."
        / "A bundle that breaks a rule goes into quarantine with the reason, and nothing changes; once that is mended (a key trusted, the missing bundle come) it is taken in by its file's name. A bundle taken before changes nothing.";
    /// Option.
    IMPORT_BUNDLE_DRY = "Chỉ xem sẽ đổi gì" / "Only look what it would do";
    /// Said.
    IMPORT_TAKEN = "{0}: {1} mới, {2} có sửa, {3} như cũ, {4} chờ quyết" / "{0}: {1} new, {2} changed, {3} the same, {4} to decide";
    /// Said.
    IMPORT_BEFORE = "{0}: đã nhận trước đây ({1} mới, {2} có sửa, {3} như cũ, {4} chờ quyết); không đổi gì" / "{0}: taken in before ({1} new, {2} changed, {3} the same, {4} to decide); nothing was changed";
    /// Said.
    IMPORT_WOULD = "{0} sẽ thêm {1}, sửa {2}, giữ {3}, để chờ quyết {4}" / "{0} would add {1}, change {2}, leave {3}, and leave {4} to decide";
    /// Said.
    IMPORT_TO_DECIDE = "Xem và quyết: densach bundle conflicts" / "See and decide: densach bundle conflicts";
    /// Said.
    IMPORT_RECEIPT = "Biên nhận để trả nơi gửi: {0}" / "The receipt to hand back: {0}";
    /// Said.
    IMPORT_AFTER = "Gói đang giữ chờ gói này, nay nhận luôn:" / "Held until now, waiting for this one, and taken in too:";
    /// Said.
    IMPORT_AFTER_NOT = "{0} vẫn bị giữ ({1}): {2}" / "{0} is still held ({1}): {2}";
    /// Command.
    DIFF_BUNDLE = "So một gói với sổ: sẽ thêm gì, sửa gì, vướng gì" / "A bundle against the register: what it would add, change, and run into";
    /// More.
    DIFF_BUNDLE_MORE = "Không đổi gì trong sổ." / "Changes nothing.";
    /// Command.
    LIST_BUNDLES = "Hộp gửi, hộp nhận, ô cách ly, và số còn thiếu" / "The outbox, the inbox, the quarantine, and what is missing";
    /// More.
    LIST_BUNDLES_MORE = "Mã gói, nơi nhận hoặc gửi, loại và số thứ tự, số dòng, tệp." / "The bundle's id, who, profile and number, extent, rows, file.";
    /// Section.
    LIST_OUTBOX = "Hộp gửi, chưa có biên nhận: {0}" / "Outbox, not acknowledged: {0}";
    /// Section.
    LIST_SENT = "Đã gửi, nơi nhận đã nhận: {0}" / "Sent and acknowledged: {0}";
    /// Section.
    LIST_INBOX = "Đã nhận vào sổ: {0}" / "Taken in: {0}";
    /// Section.
    LIST_HELD = "Ô cách ly: {0}" / "Quarantine: {0}";
    /// Section.
    LIST_GAPS = "Chuỗi có gói đang chờ số còn thiếu: {0}" / "Chains whose bundles wait for a missing number: {0}";
    /// Behind a bundle.
    LIST_GONE = "! tệp không còn; lập lại toàn bộ: --snapshot" / "! the file is gone; make everything again: --snapshot";
    /// In place of the missing numbers.
    LIST_COMPLETE = "đủ rồi, nhận lại được" / "complete, import it again";
    /// Command.
    SHOW_BUNDLE = "Một gói nói gì về mình, và số liệu trong đó" / "What a bundle says of itself, and its figures";
    /// More.
    SHOW_BUNDLE_MORE = "Tệp bất kỳ, hoặc gói trong hộp gửi, hộp nhận theo mã." / "Any file, or a bundle of the outbox or inbox by its id.";
    /// Argument.
    SHOW_WHICH = "Tệp, hoặc vài chữ số đầu của mã gói" / "A file, or the first digits of a bundle's id";
    /// Command.
    RECEIPT = "Nhận biên nhận: gói đã đến nơi rời hộp gửi" / "Takes a receipt in: what has arrived leaves the outbox";
    /// More.
    RECEIPT_MORE = "Không có tệp: kể các biên nhận đã lập để trả nơi gửi." / "Without a file: the receipts that are to be handed back.";
    /// Argument.
    RECEIPT_FILE = "Tệp biên nhận: densach-receipt-….txt" / "The receipt: densach-receipt-….txt";
    /// Said.
    RECEIPT_TAKEN = "{0} đã nhận đủ đến gói số {1} ({2} lấy, {3} như cũ, {4} chờ quyết)" / "{0} has everything up to bundle {1} ({2} taken, {3} unchanged, {4} to decide)";
    /// Said.
    RECEIPT_NONE = "Chưa có biên nhận nào để trả" / "No receipt to hand back yet";
    /// Command.
    CONFLICTS = "Việc chờ quyết: hai bên cùng sửa, trùng số, bên gửi mất hồ sơ" / "What waits to be decided: changed on both sides, the same number, lost by the sender";
    /// More.
    CONFLICTS_MORE = "Mỗi việc: giá trị ở đây | giá trị gửi đến. Cho đến khi quyết, sổ giữ giá trị ở đây." / "For each: the value here | the value that came. Until it is decided the value here stays.";
    /// Said.
    CONFLICT = "{0}  {1}: {2} ({3})" / "{0}  {1}: {2} ({3})";
    /// Said.
    CONFLICTS_NONE = "Không có việc nào chờ quyết" / "Nothing waits to be decided";
    /// Command.
    DECIDE = "Quyết một việc: giữ của ta, lấy của họ, hoặc lấy từng trường" / "Decides: keep ours, take theirs, or take some fields of theirs";
    /// More.
    DECIDE_MORE = "Quyết định đi kèm gói sau, bên kia không phải quyết lại." / "What was decided goes with the next bundle, and need not be decided there again.";
    /// Argument.
    DECIDE_WHICH = "Mã của việc, hoặc mã hồ sơ" / "The entry's code, or the record's";
    /// Argument.
    DECIDE_HOW = "ours: giữ của ta; theirs: lấy của họ; hoặc tên các trường lấy của họ" / "ours: keep ours; theirs: take theirs; or the fields to take of theirs";
    /// Said.
    DECIDED = "{0}: đã quyết" / "{0}: decided";
    /// What a row does.
    EFFECT_NEW = "thêm" / "add";
    /// What a row does.
    EFFECT_CHANGED = "sửa" / "change";
    /// What a row does.
    EFFECT_MERGED = "ghép" / "merge";
    /// What a row does.
    EFFECT_DELETED = "xóa" / "delete";
    /// What a row does.
    EFFECT_OPEN = "chờ quyết" / "to decide";
}

/// What a row of a bundle does, by its name at the door.
pub fn effect(what: &str) -> &'static Label {
    match what {
        "new" => &EFFECT_NEW,
        "changed" => &EFFECT_CHANGED,
        "merged" => &EFFECT_MERGED,
        "deleted" => &EFFECT_DELETED,
        _ => &EFFECT_OPEN,
    }
}
