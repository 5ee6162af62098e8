//! What the screens say of bundles that go out and come in.

use super::screens::said;
use super::{Label, cli};

said! {
    HOME_SEND: "Gửi gói" / "Send a bundle";
    HOME_SEND_NOTE: "số liệu hoặc hồ sơ; qua mạng hoặc USB" / "figures or records; by network or stick";
    SEND_TITLE: "GỬI GÓI" / "SEND A BUNDLE";
    SEND_TO: "gửi cho" / "to";
    SEND_NOBODY: "Chưa tin cậy ai để gửi. Thêm nơi nhận: densach trust add TÊN@ĐƠN_VỊ KHÓA" / "Nobody is trusted to send to. Add them: densach trust add NAME@UNIT KEY";
    SEND_WAITING: "{0} gói chờ biên nhận" / "{0} await their receipts";
    SEND_HINT: "Enter lập gói mới, hoặc xem lại gói đang chờ" / "Enter makes a new bundle, or looks at one that waits";
    LAST_NONE: "chưa gửi gói nào" / "nothing was sent yet";
    LAST_SENT: "gói {0} ({1}) chưa có biên nhận" / "bundle {0} ({1}): no receipt yet";
    LAST_RECEIVED: "gói {0} ({1}) đã nhận" / "bundle {0} ({1}) received";
    CHANGED: "{0} hồ sơ đã đổi" / "{0} records changed";
    WAITS: "gói {0}, {1}, {2}" / "bundle {0}, {1}, {2}";
    FILE_GONE: " ! tệp không còn" / " ! the file is gone";
    CONTENTS: "gửi gì cho {0}" / "what goes to {0}";
    CONTENTS_HINT: "Chọn rồi Enter lập gói; hồ sơ được mã hóa cho nơi nhận" / "Choose, Enter makes it; records are encrypted to the recipient";
    WAY_CHANGES: "Hồ sơ đã đổi" / "What has changed";
    WAY_CHANGES_NOTE: "{0} hồ sơ từ gói {1}" / "{0} records since bundle {1}";
    WAY_FIGURES: "Số liệu tổng hợp" / "Figures";
    WAY_FIGURES_NOTE: "không có hồ sơ của ai" / "nobody's record";
    WAY_ALL: "Toàn bộ hồ sơ" / "All records";
    WAY_ALL_NOTE: "lần đầu, hoặc khi nơi nhận bị thiếu" / "the first time, or what they have lost";
    MAKING: "Đang lập gói…" / "Making the bundle…";
    MAKING_HINT: "Gói được ghi trọn rồi mới vào hộp gửi" / "It stands in the outbox once it is whole";
    NOTHING_NEW: "Không có gì mới kể từ gói trước" / "Nothing has changed since the last bundle";
    MADE: "Gói số {0} cho {1}" / "Bundle {0} for {1}";
    MADE_LEFT: "{0} hồ sơ không gửi: đơn vị của họ chưa ghi «Trực thuộc» hội này. Ghi xong, gửi lại toàn bộ." / "{0} records stay: their unit does not stand under this one. Enter its parent, then send all records.";
    MADE_FILE: "Tệp:" / "The file:";
    MADE_HINT: "d gửi hoặc chép USB; ở hộp gửi đến khi có biên nhận" / "d sends or copies it; it stays in the outbox until its receipt";
    GONE: "Tệp của gói này không còn trong hộp gửi. Gửi lại toàn bộ hồ sơ để thay nó." / "This bundle's file is no longer in the outbox. Send all records again in its place.";
    HOME_RECEIVE: "Nhận gói gửi đến" / "Receive a bundle";
    HOME_RECEIVE_NOTE: "xem trước, rồi nhận; cả biên nhận" / "shown first, then taken; receipts too";
    RECEIVE_TITLE: "NHẬN GÓI" / "RECEIVE A BUNDLE";
    RECEIVE_RECEIPTS: "NHẬN BIÊN NHẬN" / "TAKE A RECEIPT IN";
    RECEIVE_FILES_HINT: "Chọn, hoặc gõ tên hay đường dẫn" / "Choose, or type a name or path";
    RECEIVE_NO_FILES: "Chưa thấy gói (.zip, .zip.age) hay biên nhận nào ở đây hoặc trên USB." / "No bundle (.zip, .zip.age) or receipt lies here or on a stick.";
    RECEIVE_LOOKING: "Đang kiểm tra gói, so với sổ…" / "Checking the bundle against the register…";
    RECEIVE_TAKING: "Đang nhận vào sổ: {0} / {1}" / "Taking it in: {0} of {1}";
    RECEIVE_TAKING_HINT: "Nhận trọn gói một lần: xong mới thoát được" / "It is taken as a whole: it goes on to its end";
    SEEN: "Gói số {0} của {1}, lập ngày {2}" / "Bundle {0} of {1}, made on {2}";
    SEEN_SIGNED: "Chữ ký đúng, của {0}; đơn vị {1}" / "Soundly signed by {0}; unit {1}";
    SEEN_CARRIES: "{0}, {1}: {2} dòng" / "{0}, {1}: {2} rows";
    SEEN_WOULD: "Sẽ thêm {0}, sửa {1}, giữ nguyên {2}, để chờ quyết {3}" / "Would add {0}, change {1}, leave {2} as they are, leave {3} to decide";
    SEEN_BEFORE: "Gói này đã nhận rồi: không đổi gì, chỉ lập lại biên nhận." / "It was taken in before: nothing changes, the receipt is given again.";
    SEEN_EFFECTS: "những hồ sơ đầu" / "the first records";
    SEEN_NOTHING: "(không hồ sơ nào đổi)" / "(no record changes)";
    SEEN_HINT: "Enter nhận vào sổ; Esc: thôi, chưa đổi gì" / "Enter takes it in; Esc gives up, nothing is changed";
    CAME: "Đã nhận gói số {0} của {1}" / "Bundle {0} of {1} is in";
    CAME_BEFORE: "Gói số {0} của {1} đã nhận từ trước" / "Bundle {0} of {1} was in already";
    CAME_COUNTS: "{0} mới, {1} có sửa, {2} như cũ, {3} chờ quyết" / "{0} new, {1} changed, {2} the same, {3} to decide";
    CAME_AFTER: "Gói đang giữ chờ gói này, nhận luôn: {0}" / "Held until now, taken in too: {0}";
    CAME_AFTER_NOT: "Vẫn giữ {0}: {1}" / "Still held, {0}: {1}";
    CAME_RECEIPT: "Biên nhận để trả nơi gửi:" / "The receipt to hand back:";
    BY_SCP: "Gửi qua mạng, gõ:" / "Over the network, type:";
    BY_SFTP: "hoặc:" / "or:";
    BY_USB: "Bằng USB, bấm d, hoặc gõ:" / "By a stick, press d, or type:";
    CAME_HINT: "d gửi biên nhận đi; Enter nhận gói khác" / "d sends the receipt; Enter takes another bundle";
    CAME_DECIDE_HINT: "Enter quyết {0} việc; d gửi biên nhận đi" / "Enter decides {0}; d sends the receipt";
    RECEIPT_IN: "{0} đã nhận đủ đến gói số {1}" / "{0} has everything up to bundle {1}";
    RECEIPT_ROWS: "Gói số {0}: {1} lấy, {2} như cũ, {3} chờ quyết ở bên ấy" / "Bundle {0}: {1} taken, {2} unchanged, {3} to be decided there";
    RECEIPT_MOVED: "Gói đã nhận rời hộp gửi, cất trong bundles/sent." / "What has arrived left the outbox; it is kept in bundles/sent.";
    NEXT_HINT: "Enter chọn tệp khác; Esc lùi" / "Enter chooses another file; Esc goes back";
    REFUSED: "Không nhận: {0}" / "Refused: {0}";
    REFUSED_CODE: "Mã: {0}. Sổ chưa đổi gì." / "Code: {0}. Nothing was changed.";
    REFUSED_HELD: "Tệp được giữ lại, không mất; sửa xong thì thử lại (F3 ở danh sách tệp)." / "The file is held, not lost; once that is mended, try it again (F3 in the list of files).";
    HELD_TITLE: "GÓI BỊ GIỮ" / "QUARANTINE";
    HELD_COUNT: "{0} gói bị giữ; không gói nào mất" / "{0} held; nothing is lost";
    HELD_NONE: "Không có gói nào bị giữ" / "Nothing is held";
    HELD_UNTOLD: "không rõ lý do" / "the reason is gone";
    HELD_WAITS: "còn thiếu số {0} của chuỗi" / "waits for number {0} of its chain";
    HELD_READY: "đủ rồi, nhận được" / "complete, it can be taken";
    HELD_HINT: "Enter thử lại; b bỏ hẳn" / "Enter tries it again; b throws it away";
    THROW_AWAY: "Bỏ hẳn {0}?" / "Throw {0} away?";
    THROW_AWAY_ABOUT: "Tệp bị xóa khỏi máy này, không lấy lại được. Nơi gửi còn thì gửi lại được." / "The file is deleted from this machine for good. The sender can send it again.";
    THROWN_AWAY: "Đã bỏ: {0}" / "Thrown away: {0}";
    PASSPHRASE_TITLE: "Khóa ký của sổ có mật khẩu" / "The register's signing key has a passphrase";
    PASSPHRASE: "Mật khẩu" / "Passphrase";
    PASSPHRASE_HINT: "Gõ mật khẩu rồi Enter; Esc thì thôi" / "Type it and Enter; Esc gives up";
    PLACE_TITLE: "Gửi đi đâu?" / "Send it where?";
    PLACE: "Nơi gửi" / "To";
    PLACE_ABOUT: "USB: thư mục của nó, như /media/usb. Qua mạng: người@máy:thư_mục." / "A stick: its folder, like /media/usb. Over the network: user@host:folder.";
    PLACE_HINT: "Gõ nơi gửi rồi Enter; Esc thì thôi" / "Type where and Enter; Esc gives up";
    CARRIED: "Đã gửi {0} tệp tới {1}" / "Sent {0} to {1}";
}

/// What a bundle carries, by its profile's word.
pub fn profile(word: &str) -> Label {
    match word {
        "summary" => Label::new("số liệu tổng hợp", "figures alone"),
        "full" => Label::new("cả hồ sơ", "whole records"),
        _ => Label::new("một số ô của hồ sơ", "some fields of records"),
    }
}

/// How much a bundle carries, by its extent's code.
pub fn extent(code: &str) -> Label {
    match code {
        "snapshot" => Label::new("toàn bộ", "everything"),
        "slip" => Label::new("phiếu chuyển một người", "the slip of one who moves"),
        _ => Label::new("phần đã đổi", "what has changed"),
    }
}

/// What a row of it does.
pub fn effect(what: &str) -> &'static Label {
    cli::effect(what)
}
