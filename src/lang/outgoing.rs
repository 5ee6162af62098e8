//! What the screens say of lists and sheets that go out.

use super::Label;
use super::screens::said;

said! {
    OUT_LIST: "XUẤT DANH SÁCH {0}" / "EXPORT {0}";
    OUT_BLANK: "PHIẾU TRỐNG {0}" / "EMPTY SHEET {0}";
    OUT_RUNNING: "Đang ghi: {0} hồ sơ…" / "Writing: {0} records…";
    OUT_RUNNING_HINT: "Esc: thôi, không ghi gì" / "Esc gives up and leaves nothing";
    OUT_DONE: "Đã ghi {0} hồ sơ." / "Wrote {0} records.";
    OUT_DONE_MASKED: "Đã ghi {0} hồ sơ; số định danh chỉ có ba số cuối." / "Wrote {0} records; of citizen ids only the last three digits.";
    OUT_DONE_BLANK: "Đã ghi bảng trống. In ra hoặc gửi cho chi hội; điền xong nạp lại được ngay." / "Wrote an empty sheet. Print it or send it out; filled in, it can be taken in as it is.";
    OUT_FILE: "Tệp:" / "The file:";
    OUT_FETCH: "Tệp nằm trên máy chủ. Để lấy về, gõ ở máy mình:" / "The file lies on the server. To fetch it, type at your own computer:";
    OUT_DONE_HINT: "Esc trở lại" / "Esc goes back";
    OUT_BLANK_NAME: "phiếu {0} {1}" / "sheet {0} {1}";
}
