//! What can be wrong with a terminal.

use crate::lang::{Label, codes};

/// Said on the shell's screen when the program is suspended.
pub static SUSPENDED: Label = Label::new(
    "densach đang tạm dừng; gõ fg để trở lại",
    "densach is suspended; type fg to come back",
);

/// Asked on the shell's screen when somebody holds the register: perhaps oneself, on a line that
/// went dead.
pub static TAKE_OVER: Label = Label::new(
    "Nếu đó là phiên của chính bạn đang bị treo: lấy lại ở đây? Nháp được giữ nguyên. [c/K]",
    "If that is your own session and it hangs: go on with it here? Its draft is kept. [y/N]",
);

/// The keys that mean yes, lower case.
pub static YES: &[char] = &['c', 'y'];

/// Said where the program broke, before the machine's own words.
pub static BROKEN: Label = Label::new(
    "densach bị lỗi và đã dừng; những gì đã lưu vẫn còn nguyên",
    "densach broke and has stopped; everything saved is still there",
);

codes! {
    /// Not a terminal.
    NOT_A_TERMINAL = "not_a_terminal" {
        what: "Đây không phải là một cửa sổ dòng lệnh" / "This is not a terminal",
        hint: "Mở densach trong một cửa sổ dòng lệnh, hoặc dùng các lệnh con (densach --help)" / "Start densach in a terminal, or use its commands (densach --help)",
    }
    /// `TERM` is not set.
    TERM_UNSET = "term_unset" {
        what: "Máy chưa cho biết loại cửa sổ dòng lệnh (biến TERM để trống)" / "The kind of terminal is not known (TERM is not set)",
        hint: "Đặt TERM rồi mở lại, ví dụ: TERM=xterm-256color densach" / "Set TERM and start again, for example: TERM=xterm-256color densach",
    }
    /// `{0}` cannot be drawn on.
    TERM_TOO_POOR = "term_too_poor" {
        what: "Cửa sổ loại «{0}» không vẽ được màn hình" / "A terminal of the kind \"{0}\" cannot show screens",
        hint: "Mở densach trong cửa sổ khác (xterm, PuTTY, tmux …), hoặc dùng các lệnh con (densach --help)" / "Start densach in another terminal (xterm, PuTTY, tmux …), or use its commands (densach --help)",
    }
    /// The terminal refused: `{0}`.
    TERMINAL_REFUSED = "terminal_refused" {
        what: "Không dùng được cửa sổ dòng lệnh: {0}" / "The terminal cannot be used: {0}",
        hint: "Đóng cửa sổ này, mở cửa sổ khác rồi chạy lại densach" / "Close this window, open another one and start densach again",
    }
    /// Nothing above this program would bring it back.
    NO_SHELL_ABOVE = "no_shell_above" {
        what: "Không tạm dừng được: densach không được mở từ một dấu nhắc lệnh" / "Cannot be suspended: densach was not started from a shell",
        hint: "Muốn hoàn tác thì bấm Ctrl-U" / "To undo, press Ctrl-U",
    }
    /// No throw-away folder.
    NO_SCRATCH = "no_scratch" {
        what: "Không tạo được thư mục tạm {0}: {1}" / "The temporary folder {0} cannot be made: {1}",
        hint: "Kiểm tra chỗ trống trên ổ đĩa, hoặc đặt TMPDIR sang nơi khác" / "Check the free room on the disk, or point TMPDIR elsewhere",
    }
    /// The system gives no thread, or catches no signals.
    NO_THREAD = "no_thread" {
        what: "Máy không còn chỗ để chạy densach: {0}" / "The system has no room to run densach: {0}",
        hint: "Đóng bớt chương trình rồi mở lại densach" / "Close other programs and start densach again",
    }
}
