//! The rows of what is the same on every screen, or on most; they stand last wherever rows are shown.

/// Hands on the rows before these together with them.
macro_rules! and_common {
    ($($before:tt)*) => { actions! { $($before)*
    Lock = "lock" {
        keys: [], on: [Home, Form, Find, Record],
        label: "Khóa" / "Lock",
        doc: "Che màn hình đến khi bạn trở lại; không mất chữ nào"
            / "Hides the screen until you are back; no letter is lost",
    }
    Repaint = "repaint" {
        keys: [Key::Ctrl('l')], on: [Everywhere],
        label: "Vẽ lại" / "Repaint",
        doc: "Vẽ lại màn hình" / "Repaints the screen",
    }
    Suspend = "suspend" {
        keys: [Key::Ctrl('z')], on: [Everywhere],
        label: "Tạm dừng" / "Suspend",
        doc: "Tạm dừng, gõ fg để trở lại" / "Suspends; type fg to come back",
    }
    Back = "back" {
        keys: [Key::Esc, Key::Ctrl('c')], on: [Everywhere], footer: 3, foot: [Form, Status, Bulk, Running, Find, Pick, Record, Alike, Pairs, Sides, Conflicts, Conflict, Outbox, Contents, Made, BundleFiles, BundleSeen, BundleDone, BundleOver, Quarantine, First, List, Help, Prompt, Confirm, ImportFiles, ImportPlan, ImportRows, ImportCell, ImportDone],
        label: "Lùi" / "Back",
        doc: "Lùi một lớp, nháp được giữ; không bao giờ thoát hay bỏ gì"
            / "One layer back, the draft kept; never leaves, never discards",
    }
    Close = "close" {
        keys: [Key::F(10), Key::Ctrl('w')], on: [Find, Pick, Record, Alike, Pairs, Sides, Conflicts, Conflict, Outbox, Contents, Made, BundleFiles, BundleSeen, BundleDone, BundleOver, Quarantine, List, Help, Prompt, Confirm],
        label: "Đóng" / "Close",
        doc: "Đóng lớp này" / "Closes this layer",
    }
    Palette = "palette" {
        keys: [Key::Ctrl('k')], on: [Everywhere],
        also: [(Key::Char(':'), Home)], footer: 5, foot: [Home, Record],
        label: "Lệnh" / "Commands",
        doc: "Mọi lệnh với phím của nó" / "Every command with its key",
    }
    Help = "help" {
        keys: [Key::F(1), Key::Ctrl('g')], on: [Everywhere],
        also: [(Key::Char('?'), Home), (Key::Char('?'), Record)], footer: 2,
        foot: [First, Home, Form, Find, Pick, Record, Status, Bulk, Running, Alike, Pairs, Sides, Conflicts, Conflict, Outbox, Contents, Made, BundleFiles, BundleSeen, BundleDone, BundleOver, Quarantine, List, Prompt, Confirm, ImportFiles, ImportPlan, ImportRows, ImportCell, ImportDone],
        label: "Giúp" / "Help",
        doc: "Trợ giúp của màn hình này" / "Help for this screen",
    }
    Leave = "leave" {
        keys: [Key::F(10), Key::Ctrl('w')], on: [Home, First], footer: 3,
        label: "Thoát" / "Leave",
        doc: "Thoát (hỏi trước)" / "Leaves (asks first)",
    }
    }};
}

pub(super) use and_common;
