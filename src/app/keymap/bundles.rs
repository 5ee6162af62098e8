//! The rows of what is done with bundles.

/// Hands on the rows before these together with them.
macro_rules! and_bundles {
    ($($before:tt)*) => { and_common! { $($before)*
    Send = "send_bundle" { keys: [], on: [Home], writes: true, label: "Gửi gói" / "Send",
        doc: "Lập gói có chữ ký để gửi lên: số liệu hoặc hồ sơ; qua mạng hoặc USB" / "Makes a signed bundle to send: figures or records; over the network or a stick",
    }
    Make = "make_bundle" { keys: [Key::Enter], on: [Contents], footer: 1, writes: true, label: "Lập gói" / "Make it",
        doc: "Lập gói, ký và đặt vào hộp gửi" / "Makes the bundle, signs it and puts it into the outbox",
    }
    Receipts = "receipts" { keys: [Key::Char('r')], on: [Outbox], footer: 3, writes: true, label: "Biên nhận" / "Receipt",
        doc: "Nhận biên nhận gửi về: gói đã tới nơi rời hộp gửi" / "Takes a receipt in: what has arrived leaves the outbox",
    }
    Receive = "receive_bundle" { keys: [], on: [Home], writes: true, label: "Nhận gói" / "Receive",
        doc: "Nhận gói hoặc biên nhận gửi đến: xem trước sẽ đổi gì rồi mới nhận" / "Takes in a bundle or receipt that came: shown first, then taken",
    }
    Quarantine = "quarantine" { keys: [], on: [Home], also: [(Key::F(3), BundleFiles), (Key::Ctrl('f'), BundleFiles)], footer: 4, foot: [BundleFiles], label: "Bị giữ" / "Held",
        doc: "Các gói bị giữ và vì sao; thử lại, hoặc bỏ hẳn" / "Bundles that are held, and why; to try again, to throw away",
    }
    TakeIn = "take_in" { keys: [Key::Enter], on: [BundleSeen], footer: 1, writes: true, label: "Nhận vào sổ" / "Take in",
        doc: "Nhận gói vào sổ và lập biên nhận" / "Takes the bundle into the register and writes its receipt",
    }
    GoOnWith = "go_on_with" { keys: [Key::Enter], on: [BundleDone, BundleOver], footer: 1, label: "Tiếp" / "Go on",
        doc: "Việc kế tiếp: quyết những việc gói để lại, hoặc nhận gói khác" / "What comes next: what the bundle left to decide, or another one",
    }
    SendOut = "send_out" { keys: [Key::Char('d')], on: [Made, BundleDone], footer: 2, label: "Gửi đi" / "Send",
        doc: "Chép vào USB, hoặc gửi qua mạng" / "Copies it onto a stick, or sends it over the network",
    }
    TryAgain = "try_again" { keys: [Key::Enter], on: [Quarantine], footer: 1, writes: true, label: "Thử lại" / "Try again",
        doc: "Xem lại gói này; hết vướng thì nhận được" / "Looks at it again; once nothing stands against it, it can be taken",
    }
    ThrowAway = "throw_away" { keys: [Key::Char('b')], on: [Quarantine], footer: 4, writes: true, needs: Key, label: "Bỏ hẳn" / "Throw away",
        doc: "Bỏ hẳn tệp này (hỏi trước; không lấy lại được)" / "Throws this file away for good (asks first)",
    }
    }};
}

pub(super) use and_bundles;
