//! What can be wrong with a command.

use crate::lang::codes;

codes! {
    /// A command of a later version, or none at all.
    NOT_BUILT = "not_built" {
        what: "Bản này chưa có lệnh {0}" / "This version has no command {0} yet",
        hint: "Xem các lệnh bằng densach --help" / "See the commands with densach --help",
    }
    /// An option that is none.
    UNKNOWN_OPTION = "unknown_option" {
        what: "Không có tùy chọn hay tham số {0}" / "There is no option or argument {0}",
        hint: "Thêm --help sau lệnh để xem các tùy chọn" / "Add --help to the command to see its options",
    }
    /// Something that must be said was not.
    MISSING_ARGUMENT = "missing_argument" {
        what: "Thiếu {0}" / "{0} is missing",
        hint: "Thêm --help sau lệnh để xem ví dụ" / "Add --help to the command to see examples",
    }
    /// A command that has others below it.
    MISSING_SUBCOMMAND = "missing_subcommand" {
        what: "Thiếu lệnh con" / "The command needs another one after it",
        hint: "Một trong: {0}" / "One of: {0}",
    }
    /// An option without its value.
    MISSING_VALUE = "missing_value" {
        what: "Thiếu giá trị cho {0}" / "{0} needs a value",
        hint: "Thêm --help sau lệnh để xem ví dụ" / "Add --help to the command to see examples",
    }
    /// A value that cannot be.
    BAD_VALUE = "bad_value" {
        what: "Giá trị «{1}» không dùng được cho {0}" / "\"{1}\" cannot be the value of {0}",
        hint: "Thêm --help sau lệnh để xem ví dụ" / "Add --help to the command to see examples",
    }
    /// A value that is not one of those there are.
    NO_SUCH_VALUE = "no_such_value" {
        what: "Giá trị «{1}» không dùng được cho {0}" / "\"{1}\" cannot be the value of {0}",
        hint: "Một trong: {2}" / "One of: {2}",
    }
    /// Two options that exclude each other.
    ARGUMENT_CONFLICT = "argument_conflict" {
        what: "{0} không đi cùng {1}" / "{0} cannot stand beside {1}",
        hint: "Bỏ một trong hai" / "Leave one out",
    }
    /// One option given twice.
    ARGUMENT_TWICE = "argument_twice" {
        what: "{0} có hai lần" / "{0} stands there twice",
        hint: "Bỏ một lần" / "Leave one out",
    }
    /// Anything else about arguments.
    USAGE = "usage" {
        what: "Dòng lệnh không đúng: {0}" / "The command line is not right: {0}",
        hint: "Thêm --help sau lệnh để xem ví dụ" / "Add --help to the command to see examples",
    }
    /// A pair without its equals sign.
    NO_EQUALS = "no_equals" {
        what: "«{0}» thiếu dấu =" / "\"{0}\" lacks its =",
        hint: "Viết liền: TÊN=GIÁ TRỊ" / "Write NAME=VALUE in one",
    }
    /// A record type that this version does not know.
    UNKNOWN_TYPE = "unknown_record_type" {
        what: "Bản này không biết loại hồ sơ {0}" / "This version does not know the record type {0}",
        hint: "Dùng bản densach mới hơn" / "Use a newer version of densach",
    }
    /// Neither a folder nor a home was named.
    NO_HOME = "no_home" {
        what: "Không biết sổ nằm ở đâu: chưa có HOME" / "It is not known where the register is: HOME is not set",
        hint: "Thêm --register THƯ_MỤC" / "Add --register DIR",
    }
    /// The system does not let signals be watched.
    NO_SIGNALS = "no_signals" {
        what: "Hệ thống không cho theo dõi tín hiệu: {0}" / "The system does not let signals be watched: {0}",
        hint: "Kiểm tra giới hạn của hệ thống rồi chạy lại" / "Check the system's limits and run it again",
    }
    /// Nobody reads any more.
    OUTPUT_CLOSED = "output_closed" {
        what: "Nơi nhận kết quả đã đóng" / "Whoever read the output has gone",
        hint: "Chạy lại nếu cần" / "Run it again if need be",
    }
    /// Stdout takes no more.
    OUTPUT_FAILED = "output_failed" {
        what: "Không ghi được kết quả: {0}" / "The output cannot be written: {0}",
        hint: "Kiểm tra nơi nhận kết quả còn chỗ trống" / "Check whether there is room where the output goes",
    }
    /// A PIN that cannot be read.
    PIN_UNREAD = "pin_unread" {
        what: "Không đọc được mã PIN: {0}" / "The PIN cannot be read: {0}",
        hint: "Gõ ở bàn phím, hoặc --pin-file TỆP" / "Type it at the keyboard, or --pin-file FILE",
    }
}
