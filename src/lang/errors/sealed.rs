//! What an encrypted file is refused for, in the order in which it is asked.

use crate::lang::codes;

codes! {
    /// More than a sealed bundle may be.
    TOO_LARGE = "sealed_too_large" {
        what: "{0} lớn hơn {1} MB, gói không được lớn thế" / "{0} is larger than {1} MB, more than a bundle may be",
        hint: "Kiểm tra xem có đúng tệp không; nơi gửi có thể gửi phần thay đổi thay cho toàn bộ" / "Check that it is the right file; the sender may send what has changed instead of everything",
    }
    /// No age header, or not as age writes one.
    HEADER = "sealed_header" {
        what: "{0} không phải tệp mã hóa age trọn vẹn" / "{0} is no whole file encrypted with age",
        hint: "Lấy lại tệp từ nơi gửi; mã hóa bằng age -r age1…, không dùng -a" / "Get the file again from the sender; it is encrypted by age -r age1…, without -a",
    }
    /// A header with too many recipients, or a very long one.
    MANY = "sealed_many" {
        what: "{0} ghi quá nhiều nơi nhận ở phần đầu" / "The header of {0} names too many recipients",
        hint: "Đừng tin tệp này; nhờ nơi gửi mã hóa riêng cho sổ này" / "Do not trust this file; ask the sender to encrypt it for this register alone",
    }
    /// A kind of recipient that is not taken.
    KIND = "sealed_kind" {
        what: "{0} mã hóa theo kiểu {1}, ở đây chỉ nhận khóa X25519 (age1…)" / "{0} is encrypted by way of {1}; only X25519 keys (age1…) are taken here",
        hint: "Nhờ nơi gửi mã hóa lại bằng khóa age1… của sổ này: densach key show" / "Ask the sender to encrypt it again to this register's age1… key: densach key show",
    }
    /// For somebody else.
    NOT_OURS = "sealed_not_ours" {
        what: "{0} không mã hóa cho sổ này: khóa age của sổ không mở được" / "{0} is not encrypted for this register: its age key does not open it",
        hint: "So khóa age1… với nơi gửi (densach key show); khóa cũ thì chép thêm vào keys/age.txt" / "Compare the age1… with the sender (densach key show); an old key can be added to keys/age.txt",
    }
    /// Changed or cut on its way.
    DAMAGED = "sealed_damaged" {
        what: "{0} bị hỏng hoặc bị cụt" / "{0} is damaged or cut off",
        hint: "Lấy lại tệp từ nơi gửi; có thể chép chưa xong" / "Get the file again from the sender: copying it was perhaps not finished",
    }
}
