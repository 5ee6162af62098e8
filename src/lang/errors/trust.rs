//! What can be wrong with keys, with the list of who is trusted, and with a signature.

use crate::lang::codes;

codes! {
    /// A key would take another's place.
    KEY_EXISTS = "key_exists" {
        what: "Đã có khóa ký: {0}" / "There is a signing key already: {0}",
        hint: "Xem khóa: densach key show. Muốn khóa mới thì tự đổi tên tệp cũ và giữ lại" / "See it with densach key show; for a new one rename the old files yourself and keep them",
    }
    /// No key.
    NO_KEY = "no_key" {
        what: "Sổ chưa có khóa ký: {0}" / "The register has no signing key: {0}",
        hint: "Tạo khóa: densach key new" / "Make one with densach key new",
    }
    /// A file that is no key, or another kind of one.
    BAD_KEY = "bad_key" {
        what: "Tệp {0} không phải khóa OpenSSH ed25519 dùng được: {1}" / "{0} is no OpenSSH ed25519 key that can be used: {1}",
        hint: "Tạo bằng densach key new hoặc ssh-keygen -t ed25519; hỏng thì lấy lại từ bản sao lưu" / "Make one with densach key new or ssh-keygen -t ed25519; a damaged one comes back from a backup",
    }
    /// No age public key.
    BAD_AGE_KEY = "bad_age_key" {
        what: "«{0}» không phải khóa công khai age" / "“{0}” is no age public key",
        hint: "Chép nguyên dòng age1… từ densach key show của nơi nhận" / "Copy the whole age1… from the recipient's densach key show",
    }
    /// A file of age keys that cannot be read.
    BAD_AGE_FILE = "bad_age_file" {
        what: "{0} không phải tệp khóa age dùng được ({1})" / "{0} is no file of age keys that can be used ({1})",
        hint: "Lấy lại từ bản sao lưu; không có thì đổi tên tệp rồi densach key new --age" / "Get it back from a backup; without one rename it and run densach key new --age",
    }
    /// Sealed, and no key to open it.
    NO_AGE_KEY = "no_age_key" {
        what: "Sổ chưa có khóa age để mở tệp mã hóa: {0}" / "The register has no age key to open what is encrypted: {0}",
        hint: "Tạo khóa: densach key new --age, báo nơi gửi khóa công khai, nhờ xuất lại gói" / "Make one with densach key new --age, tell the sender its public key, and ask for the bundle again",
    }
    /// Nobody of that name among the recipients.
    NO_AGE_KEY_OF = "no_age_key_of" {
        what: "Chưa có khóa age của {0}, nên không mã hóa được cho nơi đó" / "There is no age key of {0}, so nothing can be encrypted for them",
        hint: "Hỏi khóa age1… của họ rồi: densach trust add {0} --age age1…" / "Ask them for their age1…, then: densach trust add {0} --age age1…",
    }
    /// The key cannot be made.
    KEY_NOT_MADE = "key_not_made" {
        what: "Không tạo được khóa: {0}" / "The key cannot be made: {0}",
        hint: "Chạy lại; vẫn thế thì báo kỹ thuật viên" / "Run it again; if it stays so, tell a technician",
    }
    /// A passphrase is needed.
    PASSPHRASE_NEEDED = "passphrase_needed" {
        what: "Khóa {0} có mật khẩu" / "The key {0} has a passphrase",
        hint: "Gõ mật khẩu ở bàn phím, đưa qua stdin, hoặc nạp khóa vào ssh-agent (ssh-add)" / "Type it at the keyboard, give it on stdin, or put the key into ssh-agent (ssh-add)",
    }
    /// Another passphrase.
    WRONG_PASSPHRASE = "wrong_passphrase" {
        what: "Mật khẩu của khóa {0} không đúng" / "That is not the passphrase of the key {0}",
        hint: "Gõ lại; không ai lấy lại được mật khẩu đã quên: tạo khóa mới và báo cấp trên" / "Type it again; a forgotten one is lost for good: make a new key and tell those above you",
    }
    /// A passphrase that is too short, too long, or no text.
    BAD_PASSPHRASE = "bad_passphrase" {
        what: "Mật khẩu phải dài {0}–{1} byte (chữ có dấu tính 2–3)" / "A passphrase has {0} to {1} bytes (letters with marks count 2 or 3)",
        hint: "Chọn mật khẩu khác; Enter ngay là không đặt mật khẩu" / "Choose another; Enter alone means none",
    }
    /// Two that are not the same.
    PASSPHRASES_DIFFER = "passphrases_differ" {
        what: "Hai lần gõ mật khẩu khác nhau" / "The two passphrases are not the same",
        hint: "Chạy lại và gõ hai lần giống nhau" / "Run it again and type the same twice",
    }
    /// It cannot be read.
    PASSPHRASE_UNREAD = "passphrase_unread" {
        what: "Không đọc được mật khẩu: {0}" / "The passphrase cannot be read: {0}",
        hint: "Gõ ở bàn phím, hoặc đưa qua stdin" / "Type it at the keyboard, or give it on stdin",
    }
    /// No ssh-agent.
    NO_AGENT = "no_agent" {
        what: "Không nối được ssh-agent: {0}" / "ssh-agent cannot be reached: {0}",
        hint: "Chạy: eval $(ssh-agent); ssh-add TỆP_KHÓA" / "Run: eval $(ssh-agent); ssh-add KEYFILE",
    }
    /// The agent does not sign.
    AGENT_REFUSED = "agent_refused" {
        what: "ssh-agent không ký bằng khóa {0}" / "ssh-agent does not sign with the key {0}",
        hint: "Xem ssh-add -l; nạp khóa bằng ssh-add, mở khóa agent, hoặc chạm thiết bị khi được hỏi" / "See ssh-add -l; add the key with ssh-add, unlock the agent, or touch the device when asked",
    }
    /// The agent says something else.
    AGENT_ANSWER = "agent_answer" {
        what: "ssh-agent trả lời sai: {0}" / "ssh-agent answers wrongly: {0}",
        hint: "Khởi động lại ssh-agent, hoặc ký bằng tệp khóa" / "Start ssh-agent anew, or sign with the key's file",
    }

    /// A line that is no public key.
    BAD_PUBLIC_KEY = "bad_public_key" {
        what: "Không phải khóa công khai OpenSSH: {0}" / "Not an OpenSSH public key: {0}",
        hint: "Dán đúng dòng mà densach key show in ra" / "Paste the line that densach key show prints",
    }
    /// A kind of key that is not taken.
    KEY_TYPE = "key_type" {
        what: "Không nhận loại khóa {0}" / "Keys of the type {0} are not taken",
        hint: "Dùng ssh-ed25519 hoặc sk-ssh-ed25519@openssh.com: densach key new" / "Use ssh-ed25519 or sk-ssh-ed25519@openssh.com: densach key new",
    }
    /// A name that names nobody's.
    BAD_PRINCIPAL = "bad_principal" {
        what: "«{0}» không phải tên người ký" / "\"{0}\" is no signer's name",
        hint: "Viết TÊN@MÃ_ĐƠN_VỊ, ví dụ lan@15889: chữ không dấu, số, . _ -" / "Write NAME@UNIT_CODE, for example lan@15889: plain letters, digits, . _ -",
    }
    /// A name without its unit.
    NO_UNIT = "no_unit" {
        what: "Chưa rõ «{0}» thuộc đơn vị nào" / "It is not said which unit \"{0}\" belongs to",
        hint: "Viết {0}@MÃ_ĐƠN_VỊ, hoặc thêm --unit MÃ" / "Write {0}@UNIT_CODE, or add --unit CODE",
    }
    /// Two units.
    UNITS_DIFFER = "units_differ" {
        what: "«{0}» và --unit {1} nói hai đơn vị khác nhau" / "\"{0}\" and --unit {1} name two units",
        hint: "Bỏ một trong hai" / "Leave one out",
    }
    /// A day that is none.
    BAD_DAY = "bad_day" {
        what: "«{0}» không phải ngày" / "\"{0}\" is no day",
        hint: "Viết năm-tháng-ngày: 2026-12-31" / "Write year-month-day: 2026-12-31",
    }
    /// An end before the beginning.
    BAD_SPAN = "bad_span" {
        what: "Ngày hết hạn không sau ngày bắt đầu" / "The last day does not lie after the first",
        hint: "Sửa --from hoặc --until" / "Correct --from or --until",
    }

    /// A line of a list that cannot be read.
    TRUST_LINE = "trust_line" {
        what: "{0}, dòng {1} không đọc được: {2}" / "{0}, line {1} cannot be read: {2}",
        hint: "Sửa hoặc bỏ dòng đó; trước khi sửa không nhận gói nào" / "Mend or remove that line; no bundle is taken before" ,
    }
    /// An authority.
    TRUST_AUTHORITY = "trust_authority" {
        what: "{0}, dòng {1}: không nhận cert-authority" / "{0}, line {1}: cert-authority is not taken",
        hint: "Ghi khóa của từng người ký, mỗi người một dòng" / "List each signer's own key, a line each",
    }
    /// A pattern.
    TRUST_PATTERN = "trust_pattern" {
        what: "{0}, dòng {1}: không nhận mẫu hay phủ định: {2}" / "{0}, line {1}: wildcards and negations are not taken: {2}",
        hint: "Viết đủ từng tên" / "Write every name out",
    }
    /// A kind of key that is not taken.
    TRUST_KEY_TYPE = "trust_key_type" {
        what: "{0}, dòng {1}: không nhận loại khóa {2}" / "{0}, line {1}: keys of the type {2} are not taken",
        hint: "Thay bằng khóa ssh-ed25519 của người đó, hoặc bỏ dòng" / "Put that signer's ssh-ed25519 key there, or remove the line",
    }
    /// An option that is none.
    TRUST_OPTION = "trust_option" {
        what: "{0}, dòng {1}: tùy chọn không dùng được: {2}" / "{0}, line {1}: an option that cannot be used: {2}",
        hint: "Chỉ có namespaces=\"…\", valid-after=\"…\", valid-before=\"…\", mỗi thứ một lần" / "There are namespaces=\"…\", valid-after=\"…\" and valid-before=\"…\", each once",
    }
    /// A time that is none.
    TRUST_TIME = "trust_time" {
        what: "{0}, dòng {1}: thời điểm không đúng: {2}" / "{0}, line {1}: a time that is none: {2}",
        hint: "Viết NNNNTTNN, NNNNTTNNGGPP hoặc NNNNTTNNGGPPGG, thêm Z cho giờ UTC; trước phải nhỏ hơn sau" / "Write YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with Z for UTC; after must come before before",
    }
    /// A binary list.
    TRUST_KRL = "trust_krl" {
        what: "{0} là tệp KRL nhị phân" / "{0} is a binary KRL file",
        hint: "Liệt kê khóa công khai bị thu hồi, mỗi khóa một dòng" / "List the revoked public keys, a line each",
    }
    /// A list without end.
    TRUST_LARGE = "trust_large" {
        what: "{0} lớn hơn {1} byte" / "{0} is larger than {1} bytes",
        hint: "Xem tệp đó có đúng là danh sách không" / "See whether that file is the list",
    }
    /// Others may write it.
    TRUST_LOOSE = "trust_loose" {
        what: "Người khác sửa hoặc đọc được {0}" / "Others may change or read {0}",
        hint: "Chạy: chmod go= {0}" / "Run: chmod go= {0}",
    }
    /// Somebody else is changing it.
    TRUST_BUSY = "trust_busy" {
        what: "Người khác đang sửa {0}" / "Somebody else is changing {0}",
        hint: "Đợi một lát rồi chạy lại" / "Wait a moment and run it again",
    }
    /// It is there.
    ALREADY_TRUSTED = "already_trusted" {
        what: "Khóa {0} đã được tin cậy: {1}" / "The key {0} is trusted already: {1}",
        hint: "Muốn đổi thì densach trust revoke, rồi dùng khóa mới" / "To change that, densach trust revoke, then a new key",
    }
    /// It is not there.
    NOT_TRUSTED = "not_trusted" {
        what: "Không có «{0}» trong danh sách tin cậy" / "\"{0}\" is not among the trusted",
        hint: "Xem densach trust list" / "See densach trust list",
    }
    /// A name with several keys.
    MANY_KEYS = "many_keys" {
        what: "«{0}» có {1} khóa" / "\"{0}\" has {1} keys",
        hint: "Ghi dấu vân tay SHA256 của một khóa: {2}" / "Name one by its SHA256 fingerprint: {2}",
    }

    /// What is no signature, or not as it is written.
    SIGNATURE_MALFORMED = "signature_malformed" {
        what: "Chữ ký không đúng dạng: {0}" / "The signature is malformed: {0}",
        hint: "Tệp hỏng trên đường đi: xin gửi lại" / "The file was damaged on its way: ask for it again",
    }
    /// Made for something else.
    SIGNATURE_NAMESPACE = "signature_namespace" {
        what: "Chữ ký dành cho việc khác: {0}, không phải {1}" / "The signature was made for something else: {0}, not {1}",
        hint: "Báo người gửi: gói phải do densach ký" / "Tell the sender: densach has to sign it",
    }
    /// Other bytes, or another key.
    SIGNATURE_BAD = "signature_bad" {
        what: "Chữ ký không khớp nội dung" / "The signature does not fit the content",
        hint: "Tệp đã bị sửa hoặc hỏng: đừng dùng, xin gửi lại" / "The file was changed or damaged: do not use it, ask for it again",
    }
    /// Nobody was there.
    SIGNATURE_UNTOUCHED = "signature_untouched" {
        what: "Khóa bảo mật ký mà không ai chạm vào" / "The security key signed without being touched",
        hint: "Người gửi ký lại, với khóa không tạo bằng no-touch-required" / "The sender signs again, with a key made without no-touch-required",
    }
    /// The key was taken back.
    SIGNER_REVOKED = "signer_revoked" {
        what: "Khóa {0} đã bị thu hồi" / "The key {0} is revoked",
        hint: "Hỏi người gửi bằng điện thoại; họ tạo khóa mới" / "Ask the sender by telephone; they make a new key",
    }
    /// Nobody known.
    SIGNER_UNKNOWN = "signer_unknown" {
        what: "Chưa biết ai ký bằng khóa {0}" / "It is not known who signs with the key {0}",
        hint: "Đối chiếu dấu vân tay qua điện thoại rồi: densach trust add" / "Compare the fingerprint by telephone, then: densach trust add",
    }
    /// Known, for something else.
    SIGNER_NAMESPACE = "signer_namespace" {
        what: "{0} không được ký loại {1}" / "{0} may not sign for {1}",
        hint: "Thêm vào namespaces=\"…\" của người đó nếu đúng" / "Add it to that signer's namespaces=\"…\" if it is right",
    }
    /// No longer.
    SIGNER_EXPIRED = "signer_expired" {
        what: "Khóa của {0} hết hạn lúc {1}" / "The key of {0} expired at {1}",
        hint: "Xem đồng hồ máy; đúng hết hạn thì người gửi tạo khóa mới" / "Look at this machine's clock; if it is right, the sender makes a new key",
    }
    /// Not yet.
    SIGNER_NOT_YET = "signer_not_yet" {
        what: "Khóa của {0} có hiệu lực từ {1}" / "The key of {0} is valid from {1}",
        hint: "Xem đồng hồ máy, hoặc đợi" / "Look at this machine's clock, or wait",
    }
    /// Signed by another than who sends.
    SIGNER_OTHER = "signer_other" {
        what: "Người gửi ghi là {0}, nhưng {1} ký" / "The sender is said to be {0}, but {1} signed",
        hint: "Đừng nhận; hỏi lại người gửi" / "Do not take it; ask the sender",
    }
}
