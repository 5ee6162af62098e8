//! What the door refuses, and what it has to tell.

use crate::lang::codes;

codes! {
    /// No such record.
    NOT_FOUND = "not_found" {
        what: "Không có hồ sơ nào có mã {0}" / "There is no record {0}",
        hint: "Tìm bằng «densach find»" / "Look for it with `densach find`",
    }
    /// The folder for a new register is taken.
    FOLDER_TAKEN = "folder_taken" {
        what: "Thư mục {0} không trống" / "The folder {0} is not empty",
        hint: "Chọn một thư mục mới" / "Choose a new folder",
    }
    /// The disk refused.
    REGISTER_IO = "register_io" {
        what: "Không đọc hoặc ghi được {0}: {1}" / "Cannot read or write {0}: {1}",
        hint: "Kiểm tra ổ đĩa, chỗ trống và quyền của thư mục" / "Check the disk, its free room and the folder's permissions",
    }
    /// The disk is full: file, cause.
    REGISTER_FULL = "register_disk_full" {
        what: "Đĩa đầy, chưa ghi được {0} ({1})" / "The disk is full, {0} is not written ({1})",
        hint: "Giải phóng chỗ trên đĩa rồi làm lại" / "Free some space, then try again",
    }
    /// Opened for looking only, since the disk is full: file, cause.
    LOOKING_FULL = "read_only_disk_full" {
        what: "Đĩa đầy nên sổ chỉ mở để xem: {0} ({1})" / "The disk is full, so the register is open for looking only: {0} ({1})",
        hint: "Giải phóng chỗ trên đĩa rồi mở lại chương trình" / "Free some space on the disk, then start the program again",
    }
    /// Opened for looking only, since the disk takes no writes: file, cause.
    LOOKING_DISK = "read_only_disk" {
        what: "Không ghi được vào đĩa nên sổ chỉ mở để xem: {0} ({1})" / "The disk takes no writes, so the register is open for looking only: {0} ({1})",
        hint: "Kiểm tra ổ đĩa và quyền của thư mục rồi mở lại chương trình" / "Check the disk and the folder's permissions, then start the program again",
    }
    /// The system gives no random bytes.
    NO_RANDOM = "no_random" {
        what: "Hệ thống không cho số ngẫu nhiên: {0}" / "The system gives no random bytes: {0}",
        hint: "Khởi động lại máy rồi thử lại" / "Restart the machine and try again",
    }
    /// Somebody else holds the register.
    HELD = "held" {
        what: "{0} đang dùng sổ này từ {1} (máy {2}, {3}, tiến trình {4})" / "{0} has held this register since {1} (host {2}, {3}, process {4})",
        hint: "Đợi người đó thoát, hoặc xem bằng «densach open --read-only»" / "Wait until they leave, or look with `densach open --read-only`",
    }
    /// The holder did not leave when asked.
    NOT_LEFT = "not_left" {
        what: "{0} vẫn giữ sổ (tiến trình {4}), không trả lời khi được yêu cầu rời" / "{0} still holds the register (process {4}) and did not answer when asked to leave",
        hint: "Nếu phiên đó đang tạm dừng, gõ fg ở cửa sổ ấy; nếu treo hẳn, kết thúc tiến trình {4}. Nháp đã được giữ" / "If that session is suspended, type fg in its window; if it hangs, end process {4}. Its draft is kept",
    }
    /// This session was taken over from elsewhere.
    TAKEN_OVER = "taken_over" {
        what: "Phiên này đã được mở tiếp ở nơi khác ({0})" / "This session was taken over from elsewhere ({0})",
        hint: "Nháp đã giữ; tiếp tục ở cửa sổ kia" / "The draft is kept; go on in the other window",
    }
    /// The worker or the other end of the socket is gone.
    DOOR_CLOSED = "door_closed" {
        what: "Mất liên lạc với sổ: {0}" / "The register can no longer be reached: {0}",
        hint: "Mở lại chương trình; những gì báo đã lưu vẫn còn" / "Start the program again; what was called saved is there",
    }
    /// Another version speaks at the door.
    PROTO = "proto" {
        what: "Phiên bản giao thức {0} khác với {1} của sổ" / "Protocol version {0} is not the register's {1}",
        hint: "Cài cùng một phiên bản densach ở hai phía" / "Install the same version of densach on both sides",
    }
    /// Bytes that are no message.
    BAD_MESSAGE = "bad_message" {
        what: "Tin nhận được không hợp lệ: {0}" / "What came in is no message: {0}",
        hint: "Kiểm tra xem hai phía có cùng phiên bản densach không" / "Check that both sides run the same version of densach",
    }
    /// A request of a session that has not said Hello.
    HELLO_FIRST = "hello_first" {
        what: "Chưa rõ người dùng là ai" / "Nobody has said who they are yet",
        hint: "Chọn người dùng trước (--operator)" / "Name the operator first (--operator)",
    }
    /// No operator of that name.
    NO_OPERATOR = "no_operator" {
        what: "Không có người dùng «{0}» trong sổ" / "The register has no operator \"{0}\"",
        hint: "Xem danh sách: densach operator list" / "See them: densach operator list",
    }
    /// Several operators, none named.
    WHICH_OPERATOR = "which_operator" {
        what: "Sổ có nhiều người dùng: {0}" / "The register has several operators: {0}",
        hint: "Chọn một người bằng --operator" / "Name one with --operator",
    }
    /// The operator was switched off.
    OPERATOR_OFF = "operator_off" {
        what: "Người dùng «{0}» đã ngừng" / "The operator \"{0}\" is switched off",
        hint: "Chọn người dùng khác" / "Choose another operator",
    }
    /// The operator's role does not allow it.
    ROLE = "role" {
        what: "Chỉ {1} mới được {0}" / "Only {1} may {0}",
        hint: "Nhờ {1} làm" / "Ask {1} to do it",
    }
    /// The register is open for reading only.
    READ_ONLY = "read_only_register" {
        what: "Sổ đang mở chỉ để xem" / "The register is open for reading only",
        hint: "Mở lại không có --read-only khi không ai giữ sổ" / "Open it without --read-only when nobody holds it",
    }
    /// Damage: nothing is changed any more.
    READ_ONLY_DAMAGED = "read_only_damaged" {
        what: "Nhật ký hỏng ({0}): sổ chỉ mở để xem phần còn chắc chắn" / "The journal is damaged ({0}): the register is open for looking only, as far as it is proven",
        hint: "Chạy «densach doctor», rồi phục hồi từ bản sao lưu" / "Run `densach doctor`, then restore from a backup",
    }
    /// A damaged file that only repeats what the journal's segments say: file, offset, what.
    REPEATED = "repeated_damaged" {
        what: "{0} hỏng ở vị trí {1}: {2}; tệp này chỉ chép lại nhật ký và sẽ được ghi lại" / "{0} is damaged at byte {1}: {2}; it only repeats the journal and is written again",
        hint: "Không mất gì; nên kiểm tra ổ đĩa" / "Nothing is lost; have the disk checked",
    }
    /// A large change was saved, and reading it back failed: the cause.
    SAVED_UNREAD = "saved_unread" {
        what: "Đã lưu, nhưng chưa đọc lại được ({0}): sổ chỉ mở để xem" / "It was saved, but cannot be read back ({0}): the register is open for looking only",
        hint: "Đóng chương trình, kiểm tra ổ đĩa rồi mở lại" / "Close the program, check the disk, and open it again",
    }
    /// A type the register does not know.
    UNKNOWN_KIND = "unknown_kind" {
        what: "Không có loại hồ sơ số {0}" / "There is no record type {0}",
        hint: "Cài phiên bản densach mới hơn" / "Install a newer version of densach",
    }
    /// A field the type does not have.
    UNKNOWN_FIELD = "unknown_tag" {
        what: "{0} không có trường số {1}" / "{0} has no field {1}",
        hint: "Cài phiên bản densach mới hơn" / "Install a newer version of densach",
    }
    /// The record is not of the type the change says.
    WRONG_KIND = "wrong_kind" {
        what: "Hồ sơ {0} không phải là {1}" / "The record {0} is no {1}",
        hint: "Kiểm tra lại mã hồ sơ" / "Check the record's code",
    }
    /// A change without the revision it was read at.
    BASE_NEEDED = "base_needed" {
        what: "Hồ sơ {0} đã có; phải đọc lại trước khi sửa" / "The record {0} exists; it has to be read before it is changed",
        hint: "Mở lại hồ sơ rồi sửa" / "Open the record again and change it",
    }
    /// Somebody changed the record meanwhile (within a change of many acts).
    STALE = "stale" {
        what: "{1} vừa sửa {0}" / "{1} changed {0} meanwhile",
        hint: "Đọc lại hồ sơ rồi sửa" / "Read the record again and change it",
    }
    /// A new record with an id that is none.
    BAD_ID = "id_refused" {
        what: "Mã hồ sơ {0} không hợp lệ" / "{0} is no record id",
        hint: "Để sổ tự đặt mã" / "Let the register choose the id",
    }
    /// The record was deleted or merged away.
    GONE = "gone" {
        what: "Hồ sơ {0} đã bị xóa hoặc nhập vào hồ sơ khác" / "The record {0} was deleted or merged into another",
        hint: "Xem lịch sử của hồ sơ; có thể hoàn tác" / "See its history; the deletion can be undone",
    }
    /// A delete of what others refer to.
    REFERRED = "referred" {
        what: "Chưa xóa được {0}: còn {1} hồ sơ dùng đến: {2}" / "{0} cannot be deleted: {1} records refer to it: {2}",
        hint: "Sửa các hồ sơ đó trước" / "Change those records first",
    }
    /// The last operator who may change operators.
    LAST_TECHNICIAN = "last_technician" {
        what: "{0} là kỹ thuật viên duy nhất còn hoạt động: không ai khác sửa được người dùng" / "{0} is the only active technician: nobody else could change operators",
        hint: "Thêm một kỹ thuật viên khác trước: densach operator add TÊN --role technician" / "Add another technician first: densach operator add NAME --role technician",
    }
    /// The unit that keeps the register, or the operator at work, cannot go.
    NEEDED = "needed" {
        what: "Sổ cần {0}: không xóa hay nhập vào hồ sơ khác được" / "The register needs {0}: it cannot be deleted or merged away",
        hint: "Sửa hồ sơ thay vì xóa" / "Change the record instead of deleting it",
    }
    /// A record merged into itself.
    SAME_RECORD = "same_record" {
        what: "Hai hồ sơ là một: {0}" / "Both are the same record: {0}",
        hint: "Chọn hồ sơ khác" / "Choose another record",
    }
    /// Nothing to undo.
    NOTHING_TO_UNDO = "nothing_to_undo" {
        what: "Không có gì để hoàn tác" / "There is nothing to undo",
        hint: "Xem «densach history» của hồ sơ" / "See the record's `densach history`",
    }
    /// Nothing to redo.
    NOTHING_TO_REDO = "nothing_to_redo" {
        what: "Không có gì để làm lại" / "There is nothing to redo",
        hint: "Chỉ làm lại được điều vừa hoàn tác" / "Only what was just undone can be redone",
    }
    /// No change has that number.
    NO_SUCH_CHANGE = "no_such_change" {
        what: "Không có thay đổi số {0}" / "There is no change {0}",
        hint: "Xem số trong «densach history»" / "Take the number from `densach history`",
    }
    /// What an undo would put back was changed since.
    CHANGED_SINCE = "changed_since" {
        what: "Không hoàn tác được, đã có thay đổi sau đó: {0}" / "It cannot be undone, there were changes since: {0}",
        hint: "Hoàn tác các thay đổi sau trước, hoặc sửa tay" / "Undo the later changes first, or correct it by hand",
    }
    /// What an undo would take away is used since.
    REFERRED_SINCE = "referred_since" {
        what: "Không hoàn tác được: {1} đang dùng {0}" / "It cannot be undone: {1} refers to {0} by now",
        hint: "Sửa hồ sơ đó trước" / "Change that record first",
    }
    /// What an undo would bring back stands against a check of today: the record, what is wrong and
    /// what to do (vi, vi, en, en).
    NOT_TAKEN_BACK = "not_taken_back" {
        what: "Không hoàn tác được {0}: {1}" / "{0} cannot go back: {3}",
        hint: "{2}" / "{4}",
    }
    /// What an undo would need was erased by law.
    ERASED = "erased" {
        what: "Nội dung của thay đổi số {0} đã bị xóa theo luật" / "What change {0} said was erased by law",
        hint: "Không hoàn tác được điều này" / "This cannot be undone",
    }
    /// A change with more acts than one group takes.
    TOO_MANY_ACTS = "too_many_acts" {
        what: "Một lần lưu có {0} việc, nhiều nhất là {1}" / "One change has {0} acts, at most {1} are taken",
        hint: "Chia thành nhiều lần" / "Split it",
    }
    /// A number of a batch that is none.
    NO_BATCH = "no_batch" {
        what: "Không có lô số {0}" / "There is no batch {0}",
        hint: "Bắt đầu lại việc nạp" / "Begin the import again",
    }
    /// The ask was given up.
    CANCELLED = "cancelled" {
        what: "Đã bỏ câu hỏi này" / "The question was given up",
        hint: "Hỏi lại nếu cần" / "Ask again if needed",
    }
    /// A damaged row in the derived store.
    STORE_LOST = "store_lost" {
        what: "Kho dẫn xuất hỏng khi đang làm việc ({0}); đọc tiếp từ nhật ký" / "The derived store failed at work ({0}); reading goes on from the journal",
        hint: "Không mất gì; kho được dựng lại ở lần mở sau" / "Nothing is lost; it is made again at the next opening",
    }
    /// The derived files were made again.
    MADE_AGAIN = "made_again" {
        what: "Kho dẫn xuất đã được dựng lại từ nhật ký ({0})" / "The derived files were made again from the journal ({0})",
        hint: "Không mất gì" / "Nothing is lost",
    }
    /// A checkpoint failed, after everything was saved: the cause.
    CHECKPOINT_LEFT = "checkpoint_left" {
        what: "Mọi thay đổi đã lưu; chỉ chưa ghi được điểm kiểm tra: {0}" / "Every change is saved; only the checkpoint could not be written: {0}",
        hint: "Không mất gì; lần mở sau lâu hơn một chút. Xem ổ đĩa còn chỗ không" / "Nothing is lost; the next opening takes a little longer. See whether the disk is full",
    }
    /// What this machine remembers of the register cannot be read: file, cause.
    FORGOTTEN = "head_forgotten" {
        what: "Không đọc được điều máy này nhớ về sổ: {0} ({1})" / "What this machine remembers of the register cannot be read: {0} ({1})",
        hint: "Sổ vẫn đủ; chỉ lần này không biết được có phải bản chép hay không. Kiểm tra ổ đĩa và quyền của tệp" / "The register is whole; only this time a copy cannot be told from it. Check the disk and the file's permissions",
    }
    /// A torn tail was cut off.
    TORN = "torn" {
        what: "Lần trước dừng giữa chừng: {0} byte chưa lưu xong đã được để riêng ở {1}" / "The last session stopped in the middle: {0} bytes that were never saved are set aside in {1}",
        hint: "Không mất gì đã báo là lưu" / "Nothing that was called saved is lost",
    }
    /// A transaction that never ended.
    ABORTED = "aborted" {
        what: "Một việc lớn bị ngắt giữa chừng đã được bỏ trọn vẹn" / "A long change that was cut short was given up as a whole",
        hint: "Làm lại việc đó nếu cần" / "Do it again if needed",
    }
    /// The clock stands before the last change.
    CLOCK_BEHIND = "clock_behind" {
        what: "Đồng hồ máy chậm hơn thay đổi cuối {0}" / "The clock is {0} behind the last change",
        hint: "Chỉnh lại ngày giờ của máy" / "Set the machine's date and time",
    }
    /// This folder is a copy.
    NEW_LIFE = "new_life" {
        what: "Đây là một bản sao của sổ ({0}); từ nay nó được đánh dấu riêng" / "This is a copy of the register ({0}); from now on it is marked as its own",
        hint: "Chỉ nên làm việc trên một bản" / "Work on one of them only",
    }
    /// A draft that cannot be read.
    DRAFT_DAMAGED = "draft_damaged" {
        what: "Một bản nháp bị hỏng đã được để riêng ở {0}" / "A damaged draft is set aside in {0}",
        hint: "Nhập lại phiếu đó" / "Key that form again",
    }
    /// Not a backup file.
    NOT_A_BACKUP = "not_a_backup" {
        what: "{0} không phải là bản sao lưu của densach" / "{0} is no backup of densach",
        hint: "Chọn đúng tệp do «densach backup» tạo" / "Choose a file made by `densach backup`",
    }
    /// A backup of a later version.
    NEWER_BACKUP = "newer_backup" {
        what: "{0} do phiên bản mới hơn tạo (dạng {1})" / "{0} was made by a newer version (format {1})",
        hint: "Cài phiên bản densach mới hơn" / "Install a newer version of densach",
    }
    /// A damaged backup.
    BACKUP_DAMAGED = "backup_damaged" {
        what: "Bản sao lưu {0} hỏng ở vị trí {1}: {2}" / "The backup {0} is damaged at byte {1}: {2}",
        hint: "Dùng một bản sao lưu khác" / "Use another backup",
    }
    /// The file to write stands there already.
    FILE_EXISTS = "backup_exists" {
        what: "Đã có tệp {0}" / "{0} exists already",
        hint: "Chọn tên khác" / "Choose another name",
    }
    /// A backup that would stand in the register itself.
    BACKUP_INSIDE = "backup_inside" {
        what: "{0} nằm trong chính sổ" / "{0} would stand in the register itself",
        hint: "Chọn chỗ ngoài thư mục của sổ, tốt nhất là đĩa khác" / "Choose a place outside the register's folder, best on another disk",
    }
    /// Doctor: nobody else can read the register.
    MODES_GOOD = "modes_good" {
        what: "Thư mục và tệp chỉ chủ sổ đọc được" / "Folder and files are closed to others",
        hint: "Không phải làm gì" / "Nothing to do",
    }
    /// Doctor: every byte of the journal is proven.
    JOURNAL_GOOD = "journal_good" {
        what: "Nhật ký nguyên vẹn: {0} mục, {1} byte, {2} tệp" / "The journal is whole: {0} entries, {1} bytes, {2} files",
        hint: "Không phải làm gì" / "Nothing to do",
    }
    /// Doctor: bytes of a save that was cut short.
    TORN_TAIL = "torn_tail" {
        what: "Cuối nhật ký có {0} byte của một lần ghi dở, chưa báo là đã lưu" / "The journal ends with {0} bytes of a write that was cut short and never called saved",
        hint: "Lần mở sau sẽ để riêng chúng" / "The next opening sets them aside",
    }
    /// Doctor: the checkpoint is borne out.
    CHECKPOINT_GOOD = "checkpoint_good" {
        what: "Điểm kiểm tra khớp nhật ký, đến mục {0}" / "The checkpoint matches the journal, up to entry {0}",
        hint: "Không phải làm gì" / "Nothing to do",
    }
    /// Doctor: no checkpoint.
    NO_CHECKPOINT = "no_checkpoint" {
        what: "Chưa có điểm kiểm tra" / "There is no checkpoint yet",
        hint: "Lần đóng sổ sau sẽ ghi" / "The next closing writes one",
    }
    /// Doctor: the derived files say what the journal says.
    DERIVED_GOOD = "derived_good" {
        what: "Kho dẫn xuất khớp nhật ký: {0} hồ sơ" / "The derived files match the journal: {0} records",
        hint: "Không phải làm gì" / "Nothing to do",
    }
    /// Doctor: nobody has opened the register for work yet.
    DERIVED_NONE = "derived_none" {
        what: "Kho dẫn xuất chưa được làm" / "The derived files are not made yet",
        hint: "Không phải làm gì; lần mở sau sẽ tự làm" / "Nothing to do; the next opening makes them",
    }
    /// Doctor: the derived files are behind, as a session that was cut short leaves them.
    DERIVED_BEHIND = "derived_behind" {
        what: "Kho dẫn xuất chưa theo kịp nhật ký" / "The derived files are behind the journal",
        hint: "Không phải làm gì; lần mở sau sẽ tự bù" / "Nothing to do; the next opening catches up",
    }
    /// Doctor: no draft waits.
    DRAFTS_GOOD = "drafts_good" {
        what: "Không có bản nháp nào dở" / "No draft waits",
        hint: "Không phải làm gì" / "Nothing to do",
    }
    /// Doctor: the clock is not behind.
    CLOCK_GOOD = "clock_good" {
        what: "Đồng hồ máy không chậm hơn thay đổi cuối" / "The clock is not behind the last change",
        hint: "Không phải làm gì" / "Nothing to do",
    }
    /// Doctor: there is room.
    ROOM_GOOD = "room_good" {
        what: "Ổ đĩa còn {0} MiB" / "{0} MiB are free on the disk",
        hint: "Không phải làm gì" / "Nothing to do",
    }
    /// A look-up was to be filtered by a word that is no filter.
    FILTER_UNKNOWN = "filter_unknown" {
        what: "Không có điều kiện lọc «{0}»" / "There is no filter \"{0}\"",
        hint: "Lọc được theo: {1}" / "Filters here: {1}",
    }
    /// A filter's value that nothing fits.
    FILTER_NOTHING = "filter_nothing" {
        what: "{1}: không có gì khớp «{0}»" / "{1}: nothing fits \"{0}\"",
        hint: "Gõ ít chữ hơn; {2}" / "Type less; {2}",
    }
    /// A filter by year whose value is no year.
    FILTER_YEARS = "filter_years" {
        what: "«{0}» không phải là năm" / "\"{0}\" is no year",
        hint: "Gõ 1954, 54, 1950-1960, 1950- hoặc -1960" / "Type 1954, 54, 1950-1960, 1950- or -1960",
    }
    /// A filter without a value.
    FILTER_EMPTY = "filter_empty" {
        what: "Điều kiện lọc «{0}» chưa có giá trị" / "The filter \"{0}\" has no value",
        hint: "Gõ giá trị liền sau dấu hai chấm: chi:phu-khe" / "Put the value right behind the colon: chi:phu-khe",
    }
    /// Doctor: the derived files do not say what the journal says.
    DERIVED_DIFFERS = "derived_differs" {
        what: "Kho dẫn xuất không khớp nhật ký: {0}" / "The derived files do not match the journal: {0}",
        hint: "Chạy «densach rebuild»" / "Run `densach rebuild`",
    }
    /// Doctor: somebody is at work, so that the derived files cannot be looked at.
    AT_WORK = "at_work" {
        what: "{0} đang làm việc; chưa xem được kho dẫn xuất" / "{0} is at work; the derived files cannot be looked at",
        hint: "Xem lại khi người đó đã thoát" / "Look again when they have left",
    }
    /// Doctor: a checkpoint that the journal does not bear out.
    CHECKPOINT_WRONG = "checkpoint_wrong" {
        what: "Điểm kiểm tra không khớp nhật ký: {0}" / "The checkpoint does not match the journal: {0}",
        hint: "Chạy «densach doctor --repair»" / "Run `densach doctor --repair`",
    }
    /// Doctor: little room is left.
    LITTLE_ROOM = "little_room" {
        what: "Ổ đĩa sắp đầy, còn {0} MiB" / "The disk is nearly full, {0} MiB are free",
        hint: "Dọn bớt ổ đĩa" / "Make room on the disk",
    }
    /// Doctor: forms that wait.
    DRAFTS_WAIT = "drafts_wait" {
        what: "{0} bản nháp chưa lưu" / "{0} drafts are not saved yet",
        hint: "Mở chương trình để nhập tiếp" / "Start the program to go on with them",
    }
    /// Doctor: bytes set aside by a recovery.
    SET_ASIDE = "set_aside" {
        what: "{0} tệp trong lost+found" / "{0} files in lost+found",
        hint: "Có thể xóa khi mọi việc đã ổn" / "They may be deleted once all is well",
    }
}
