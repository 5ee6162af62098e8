//! What a receipt is refused for, in the order in which it is asked.

use crate::lang::codes;

codes! {
    /// More than a receipt may be.
    TOO_LARGE = "receipt_too_large" {
        what: "{0} dài quá: biên nhận không quá {1} byte" / "{0} is too long: a receipt has at most {1} bytes",
        hint: "Kiểm tra xem có đúng tệp không" / "Check that it is the right file",
    }
    /// Not as one is written.
    FORM = "receipt_form" {
        what: "Giấy báo nhận {0} không đúng mẫu ở {1}" / "The receipt {0} is not as one is written, at {1}",
        hint: "Nhờ nơi nhận cấp lại biên nhận, gửi nguyên tệp" / "Let the receiver issue it again and send the file as it is",
    }
    /// A later format.
    FORMAT = "receipt_format" {
        what: "{0} theo định dạng {1} mà bản này chưa biết" / "{0} is of format {1}, which this version does not know",
        hint: "Cài bản densach mới hơn, rồi nạp lại" / "Install a newer densach, then read it again",
    }
    /// No signature.
    UNSIGNED = "receipt_unsigned" {
        what: "Giấy báo nhận {0} không có chữ ký" / "The receipt {0} is not signed",
        hint: "Nhờ nơi nhận cấp lại biên nhận có chữ ký" / "Let the receiver issue it again, signed",
    }
    /// Signed by somebody else than it names.
    SIGNER = "receipt_signer" {
        what: "{0} ghi người ký là {1} nhưng chữ ký là của {2}" / "{0} names {1} as its signer, but {2} signed it",
        hint: "Không nhận; hỏi {1} qua điện thoại" / "Do not take it; ask {1} by telephone",
    }
    /// Of another bundle.
    OTHER = "receipt_other" {
        what: "{0} không phải biên nhận của gói {1}" / "{0} is not the receipt of the bundle {1}",
        hint: "Xem sổ có gửi gói ấy không; có thể giấy này của sổ khác hoặc đời sổ trước" / "See whether this register sent that bundle; it may be another register's, or of an earlier epoch",
    }
}
