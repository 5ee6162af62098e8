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
}
