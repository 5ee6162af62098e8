//! What can be wrong with the folders of files that go out and came in, and with the carrying of them.

use crate::lang::codes;

codes! {
    /// No file of that name.
    NOT_THERE = "post_not_there" {
        what: "Không có tệp {0} trong {1}" / "There is no file {0} in {1}",
        hint: "Xem các tệp trong thư mục bundles/{1} của sổ" / "See the files in the register's folder bundles/{1}",
    }
    /// Another file has the name.
    NAME_TAKEN = "post_name_taken" {
        what: "{1} đã có một tệp khác tên {0}" / "Another file called {0} stands in {1} already",
        hint: "So hai tệp; đổi tên một tệp bằng tay, đừng xóa" / "Compare the two; rename one by hand, delete neither",
    }
    /// Too large to be a bundle.
    TOO_LARGE = "post_too_large" {
        what: "{0} không phải một gói: quá lớn, hoặc không phải tệp thường" / "{0} cannot be a bundle: it is too large, or no plain file",
        hint: "Kiểm tra xem có đúng tệp không; tệp này không được cất vào mục chờ" / "Check that it is the right file; it is not kept in quarantine",
    }
}
