//! What the commands about the signing key and about who is trusted say.

use super::{Label, labels};

labels! {
    /// Command.
    KEY = "Khóa ký của sổ: tạo, xem" / "The register's signing key: make it, show it";
    /// Command.
    KEY_NEW = "Tạo khóa ký (OpenSSH ed25519) và khóa mã hóa (age)" / "Makes the signing key (OpenSSH ed25519) and the encryption key (age)";
    /// More.
    KEY_NEW_MORE = "Khóa nằm ở keys/id_ed25519 trong thư mục sổ, ssh-keygen đọc được; không bao giờ bị ghi đè. Mật khẩu được hỏi hai lần, không hiện (Enter ngay: không đặt); không có bàn phím thì đọc dòng đầu của stdin. Có mật khẩu thì mở khóa mất một lúc (máy cũ: một hai giây), trừ khi khóa đã nạp vào ssh-agent. Bản sao lưu có cả khóa: khóa không mật khẩu thì ai có bản sao lưu cũng ký được. Khóa age nằm ở keys/age.txt, không có mật khẩu; ai có nó thì mở được gói gửi cho sổ. Chỉ kỹ thuật viên."
        / "The key stands in keys/id_ed25519 in the register's folder, readable by ssh-keygen, and is never replaced. A passphrase is asked for twice without being shown (Enter alone: none); without a terminal the first line of stdin is taken. With one, opening the key takes a moment (on an old machine a second or two), unless an ssh-agent holds it. A backup holds the key too: without a passphrase whoever has the backup can sign. The age key stands in keys/age.txt, without a passphrase; whoever has it opens what is encrypted for the register. Technicians only.";
    /// Argument.
    KEY_NAME = "Tên người ký: TÊN@MÃ_ĐƠN_VỊ, hoặc TÊN; mặc định người dùng và đơn vị của sổ" / "The signer's name: NAME@UNIT_CODE, or NAME; else the operator and the register's unit";
    /// Option.
    SIGNER_UNIT = "Mã đơn vị, nếu tên không có" / "The unit's code, where the name lacks it";
    /// Option.
    KEY_AGE = "Chỉ tạo khóa age, ở sổ đã có khóa ký" / "The age key alone, where the signing key is there";
    /// Done.
    KEY_MADE = "Đã tạo khóa {0}" / "Made the key {0}";
    /// Command.
    KEY_SHOW = "Xem khóa công khai, dấu vân tay, và dòng lệnh để cấp trên tin cậy" / "Shows the public key, its fingerprint, and the line by which others trust it";
    /// More.
    KEY_SHOW_MORE = "Không có gì bí mật trong đó. Người nhận so dấu vân tay qua điện thoại trước khi tin cậy." / "Nothing in it is secret. Whoever receives it compares the fingerprint by telephone before trusting it.";
    /// Line.
    KEY_SIGNER = "Người ký: {0}" / "Signer: {0}";
    /// Line.
    KEY_PRINT = "Dấu vân tay: {0}" / "Fingerprint: {0}";
    /// Line.
    KEY_SEALED = "Khóa age để người khác mã hóa cho sổ này: {0}" / "The age key by which others encrypt for this register: {0}";
    /// Line.
    KEY_HIDDEN = "Có mật khẩu" / "It has a passphrase";
    /// Line.
    KEY_ELSEWHERE = "Phần bí mật không nằm ở đây: ssh-agent hoặc thiết bị giữ" / "The private half is not here: an ssh-agent or a device has it";
    /// Line.
    KEY_PASTE = "Cấp trên dán dòng này:" / "Those above paste this line:";
    /// Question.
    PASSPHRASE = "Mật khẩu của khóa ký: " / "Passphrase of the signing key: ";
    /// Question.
    PASSPHRASE_NEW = "Mật khẩu mới của khóa (Enter: không đặt): " / "New passphrase of the key (Enter: none): ";
    /// Question.
    PASSPHRASE_AGAIN = "Gõ lại: " / "Again: ";

    /// Command.
    TRUST = "Chữ ký của ai được tính, gói mã hóa cho ai: thêm, liệt kê, thu hồi" / "Whose signatures count, and for whom is encrypted: add, list, revoke";
    /// More.
    TRUST_MORE = "Hai tệp trong thư mục trust của sổ, ssh-keygen đọc được: allowed_signers và revoked_keys; và recipients, khóa age của nơi nhận. Một dòng sai thì không nhận chữ ký nào cho đến khi sửa." / "Two files in the register's folder trust, readable by ssh-keygen: allowed_signers and revoked_keys; and recipients, the age keys of those one sends to. A line that is wrong closes the list until it is mended.";
    /// Command.
    TRUST_ADD = "Tin cậy một khóa" / "Trusts a key";
    /// More.
    TRUST_ADD_MORE = "So dấu vân tay với người gửi qua điện thoại trước. Phần sau @ là mã đơn vị được gửi gói: gói chỉ được mang hồ sơ của đơn vị đó và bên dưới. Ngày tính theo giờ Việt Nam, kể cả ngày cuối. Chỉ kỹ thuật viên." / "Compare the fingerprint with the sender by telephone first. What stands behind the @ is the code of the unit that sends: a bundle may carry that unit's records and those below it. Days are Vietnam's, the last one included. Technicians only.";
    /// Argument.
    TRUST_NAME = "Tên người ký: TÊN@MÃ_ĐƠN_VỊ" / "The signer's name: NAME@UNIT_CODE";
    /// Argument.
    TRUST_FILE = "Tệp khóa công khai (.pub); - đọc từ stdin" / "The public key's file (.pub); - reads stdin";
    /// Option.
    TRUST_AGE = "Khóa age của nơi nhận, để mã hóa gói gửi họ" / "The recipient's age key, to encrypt what is sent to them";
    /// Option.
    TRUST_FROM = "Có hiệu lực từ ngày: 2026-01-01" / "Valid from that day on: 2026-01-01";
    /// Option.
    TRUST_UNTIL = "Có hiệu lực đến hết ngày: 2027-12-31" / "Valid up to that day, which still counts: 2027-12-31";
    /// Done.
    TRUSTED = "Đã tin cậy {0}: {1}" / "Trusted from now on: {0}, {1}";
    /// Done.
    TRUST_SEALED = "Gói gửi {0} từ nay mã hóa được bằng {1}" / "What goes to {0} can be encrypted from now on with {1}";
    /// Done.
    TRUST_COMPARE = "So khóa này với họ qua điện thoại." / "Compare this key with them by telephone.";
    /// Command.
    TRUST_LIST = "Liệt kê những khóa được tin cậy và đã thu hồi" / "Lists the keys trusted and those revoked";
    /// Command.
    TRUST_REVOKE = "Thu hồi một khóa" / "Revokes a key";
    /// More.
    TRUST_REVOKE_MORE = "Từ lúc đó mọi chữ ký của khóa bị từ chối, kể cả chữ ký cũ; không lấy lại được. Chỉ kỹ thuật viên." / "From then on every signature of the key is refused, old ones too; it cannot be taken back. Technicians only.";
    /// Argument.
    TRUST_WHICH = "Tên, dấu vân tay SHA256:…, hoặc khóa age1…" / "The name, the fingerprint SHA256:…, or the key age1…";
    /// Option.
    TRUST_WHY = "Lý do, ghi cạnh khóa" / "Why; kept beside the key";
    /// Done.
    REVOKED = "Đã thu hồi {0}: {1}" / "Revoked: {0}, {1}";
    /// Done.
    TRUST_UNSEALED = "Không mã hóa cho {0} nữa: {1}" / "No longer encrypted for {0}: {1}";
    /// State.
    TRUST_RECIPIENT = "nơi nhận" / "recipient";
    /// State.
    TRUST_GOOD = "tin cậy" / "trusted";
    /// State.
    TRUST_NOT_YET = "chưa tới ngày" / "not yet";
    /// State.
    TRUST_EXPIRED = "hết hạn" / "expired";
    /// State.
    TRUST_REVOKED = "thu hồi" / "revoked";
    /// Span.
    TRUST_SINCE = "từ {0}" / "from {0}";
    /// Span.
    TRUST_TO = "đến {0}" / "until {0}";
}
