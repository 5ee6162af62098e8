//! What the commands about bundles say.

use super::{Label, labels};

labels! {
    /// Command.
    BUNDLE = "Gói có chữ ký: kiểm tra, gửi" / "Signed bundles: check, send";
    /// More.
    BUNDLE_MORE = "Gói là tệp zip có chữ ký; ai cũng kiểm tra được bằng ssh-keygen, bagit, frictionless. Mỗi cách bị từ chối có một mã, liệt kê trong README."
        / "A bundle is a signed zip file that anyone can check with ssh-keygen, bagit and frictionless. Each way to be refused has a code, listed in the README.";
    /// Command.
    BUNDLE_VERIFY = "Kiểm tra một gói: nguyên vẹn không, ai ký" / "Checks a bundle: whether it is sound, and who signed it";
    /// More.
    BUNDLE_VERIFY_MORE = "Không cần hồ sơ nào trong sổ, chỉ cần danh sách tin cậy. Gói mã hóa (.age) được mở bằng khóa age của sổ. Mã thoát: 0 đúng, 1 bị từ chối."
        / "Needs no record of the register, only the lists of whom it trusts. An encrypted bundle (.age) is opened with the register's age key. Exit code: 0 sound, 1 refused.";
    /// Argument.
    BUNDLE_FILE = "Tệp gói: .zip hoặc .zip.age" / "The bundle's file: .zip or .zip.age";
    /// Option.
    BUNDLE_SIGNERS = "Tệp allowed_signers thay cho danh sách của sổ" / "An allowed_signers file instead of the register's lists";
    /// Option.
    BUNDLE_REVOKED = "Tệp khóa đã thu hồi đi cùng" / "The file of revoked keys beside it";
    /// Verdict.
    BUNDLE_SOUND = "{0}: gói đúng, chữ ký của khóa {1}" / "{0}: sound, signed by the key {1}";
    /// Remark.
    BUNDLE_NOT_ASKED = "Chưa hỏi: có gửi cho sổ này không, có đúng thứ tự không; lúc nạp mới hỏi." / "Not asked here: whether it is for this register and the next of its chain; an import asks that.";
    /// Fact.
    BUNDLE_ID = "Mã gói" / "Bundle id";
    /// Fact.
    BUNDLE_SENDER = "Nơi gửi" / "Sender";
    /// Fact.
    BUNDLE_RECIPIENT = "Nơi nhận" / "Recipient";
    /// Fact.
    BUNDLE_UNIT = "Đơn vị" / "Unit";
    /// Fact.
    BUNDLE_PROFILE = "Nội dung" / "Profile";
    /// Fact.
    BUNDLE_EXTENT = "Phần gửi" / "Kind";
    /// Fact.
    BUNDLE_SEQ = "Số thứ tự" / "Number";
    /// Fact.
    BUNDLE_PREV = "Gói trước" / "Bundle before it";
    /// Fact.
    BUNDLE_DEVICE = "Máy" / "Device";
    /// Fact.
    BUNDLE_EPOCH = "Đời sổ" / "Epoch";
    /// Fact.
    BUNDLE_DAY = "Ngày làm" / "Made on";
    /// Fact.
    BUNDLE_HEAD = "Đầu nhật ký" / "Journal head";
    /// Fact.
    BUNDLE_FORMAT = "Định dạng" / "Format";
    /// Fact.
    BUNDLE_ROWS = "Số dòng" / "Rows";

    /// Command.
    SEND = "Gửi các gói trong hộp gửi: tới máy nhận, hoặc vào USB" / "Sends the bundles of the outbox: to a host, or onto a stick";
    /// More.
    SEND_MORE = "Dùng lệnh sftp của máy: tải lên dưới tên tạm, đứt thì chạy lại sẽ gửi tiếp, xong mới đổi sang tên thật. Với thư mục (USB): chép, đọc lại so, rồi đổi tên. Nơi gửi được nhớ cho lần sau (bundles/target). Gói nằm lại trong hộp gửi cho tới khi có biên nhận. Khóa ssh có mật khẩu: nạp bằng ssh-add trước."
        / "Runs the system's sftp: it uploads under a temporary name, goes on where it was cut when it is run again, and renames at the end. To a folder (a stick) it copies, reads back and renames. The target is remembered (bundles/target). A bundle stays in the outbox until its receipt comes. An ssh key with a passphrase: ssh-add it first.";
    /// Option.
    SEND_TO = "NGƯỜI@MÁY:THƯ_MỤC, sftp://NGƯỜI@MÁY:CỔNG/THƯ_MỤC, hoặc thư mục như /media/usb" / "USER@HOST:FOLDER, sftp://USER@HOST:PORT/FOLDER, or a folder like /media/usb";
    /// Option.
    SEND_CONFIG = "Cấu hình ssh thay cho của người dùng (ssh -F)" / "The ssh configuration instead of the user's (ssh -F)";
    /// Option.
    SEND_LIMIT = "Nhiều nhất KBIT kilobit mỗi giây (sftp -l)" / "At most KBIT kilobits a second (sftp -l)";
    /// Option.
    SEND_PRINT = "Chỉ in các dòng lệnh để gửi bằng tay: sftp, scp, USB" / "Only prints the lines by which to send by hand: sftp, scp, USB";
    /// Option.
    SEND_RECEIPTS = "Gửi các biên nhận đã lập (thay cho các gói) tới nơi ấy" / "Sends the receipts there, instead of the bundles";
    /// Done.
    SEND_SENT = "{0} → {1}: đã gửi, {3} byte" / "{0} → {1}: sent, {3} bytes";
    /// Done.
    SEND_RESUMED = "{0} → {1}: đã gửi tiếp từ byte {2} của {3}" / "{0} → {1}: sent, going on from byte {2} of {3}";
    /// Done.
    SEND_THERE = "{0} → {1}: đã có ở đó" / "{0} → {1}: there already";
    /// Done.
    SEND_DONE = "Xong {0} gói; gói ở lại trong hộp gửi cho tới khi có biên nhận." / "Done, {0} of the outbox; they stay there until their receipts come.";
    /// Done.
    SEND_DONE_RECEIPTS = "Xong {0} biên nhận." / "Done, {0} receipts.";
    /// Done.
    SEND_NOTHING = "Không có gói nào chờ gửi." / "No bundle waits to be sent.";
    /// Heading.
    SEND_BY_SFTP = "Bằng sftp:" / "By sftp:";
    /// Heading.
    SEND_BY_SCP = "Bằng scp:" / "By scp:";
    /// Heading.
    SEND_BY_USB = "Bằng USB:" / "By a stick:";
}
