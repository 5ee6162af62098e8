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

    /// Another bundle than the one that was looked at.
    OTHER_FILE = "post_other_file" {
        what: "{0} không còn là gói vừa xem" / "{0} is no longer the bundle that was looked at",
        hint: "Xem lại gói này rồi hãy nhận; sổ chưa đổi gì" / "Look at it again before you take it in; nothing was changed",
    }

    /// A register without a post.
    NO_POST = "post_none" {
        what: "Sổ mẫu không gửi, không nhận gói" / "The sample sends no bundles and receives none",
        hint: "Mở sổ thật: densach" / "Open the real register: densach",
    }

    /// Nowhere to send to.
    NO_TARGET = "post_no_target" {
        what: "Chưa biết gửi đi đâu" / "It is not known where to send",
        hint: "densach bundle send --to NGƯỜI@MÁY:THƯ_MỤC, hoặc --to /media/USB" / "densach bundle send --to USER@HOST:FOLDER, or --to /media/USB",
    }
    /// No place to send to.
    BAD_TARGET = "post_bad_target" {
        what: "«{0}» không phải nơi gửi được" / "“{0}” is no place to send to",
        hint: "Ghi NGƯỜI@MÁY:THƯ_MỤC, sftp://NGƯỜI@MÁY:CỔNG/THƯ_MỤC, hoặc một thư mục như /media/USB" / "Write USER@HOST:FOLDER, sftp://USER@HOST:PORT/FOLDER, or a folder like /media/USB",
    }
    /// The folder is not there.
    NO_FOLDER = "post_no_folder" {
        what: "Không có thư mục {0}" / "There is no folder {0}",
        hint: "Cắm USB, mở nó một lần để máy nhận, rồi chạy lại" / "Plug the stick in, open it once so that the machine mounts it, then run it again",
    }
    /// No room there.
    FULL = "post_full" {
        what: "{0} không ghi thêm được, có lẽ đã đầy" / "{0} takes no more, it is probably full",
        hint: "Giải phóng chỗ ở đó (hoặc báo quản trị máy nhận), rồi chạy lại: phần đã gửi được giữ" / "Free room there (or tell who runs the host), then run it again: what has arrived is kept",
    }
    /// Other bytes there than here.
    DIFFERS = "post_differs" {
        what: "{0} không giống tệp đã gửi" / "{0} is not the file that was sent",
        hint: "USB hoặc đường truyền hỏng: dùng USB khác, hoặc chạy lại" / "The stick or the line is damaged: use another stick, or run it again",
    }
    /// No sftp on this machine.
    NO_SFTP = "post_no_sftp" {
        what: "Máy này không có lệnh sftp" / "This machine has no sftp",
        hint: "Cài OpenSSH (apt install openssh-client), hoặc gửi bằng USB: --to /media/USB" / "Install OpenSSH (apt install openssh-client), or send by a stick: --to /media/USB",
    }
    /// The host does not show the key that is known, or none is known.
    HOST_UNKNOWN = "post_host_unknown" {
        what: "Khóa của máy {0} chưa biết hoặc đã đổi: {1}" / "The key of the host {0} is not known, or has changed: {1}",
        hint: "Chạy sftp {0} một lần bằng tay, so dấu vân tay với quản trị máy nhận qua điện thoại" / "Run sftp {0} once by hand and compare the fingerprint with who runs the host, by telephone",
    }
    /// The host does not let us in.
    HOST_REFUSED = "post_host_refused" {
        what: "Máy {0} không cho vào: {1}" / "The host {0} does not let you in: {1}",
        hint: "Kiểm tra tên người dùng và khóa ssh (ssh-add); nhờ quản trị máy nhận thêm khóa của bạn" / "Check the user name and the ssh key (ssh-add); have your key added by who runs the host",
    }
    /// The host does not answer.
    HOST_UNREACHED = "post_host_unreached" {
        what: "Không nối được máy {0}: {1}" / "The host {0} cannot be reached: {1}",
        hint: "Kiểm tra mạng và tên máy, rồi chạy lại; gấp thì gửi bằng USB: --to /media/USB" / "Check the network and the host's name, then run it again; in a hurry send by a stick: --to /media/USB",
    }
    /// The connection broke.
    CUT = "post_cut" {
        what: "Đường truyền tới {0} bị đứt giữa chừng: {1}" / "The connection to {0} was cut: {1}",
        hint: "Chạy lại: densach bundle send gửi tiếp từ chỗ đứt" / "Run it again: densach bundle send goes on where it was cut",
    }
    /// The folder there is none, or may not be written.
    FOLDER_REFUSED = "post_folder_refused" {
        what: "Máy {0} không cho ghi vào thư mục: {1}" / "The host {0} does not let you write to the folder: {1}",
        hint: "Xem lại tên thư mục sau dấu hai chấm; hỏi quản trị máy nhận" / "Look at the folder behind the colon; ask who runs the host",
    }
    /// sftp failed otherwise.
    SFTP = "post_sftp" {
        what: "sftp tới {0} không thành: {1}" / "sftp to {0} failed: {1}",
        hint: "Chạy lại; vẫn thế thì gửi bằng tay: densach bundle send --print" / "Run it again; if it stays so, send by hand: densach bundle send --print",
    }
}
