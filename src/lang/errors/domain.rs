//! What can be wrong with a value or a record.

use crate::lang::codes;

codes! {
    /// A required field is empty.
    REQUIRED = "required" {
        what: "Chưa nhập {0}" / "{1} is missing",
        hint: "Nhập {0}" / "Enter {1}",
    }

    /// A tag stands twice in one record.
    TAG_TWICE = "tag_twice" {
        what: "Bản ghi có hai giá trị cho một ô (thẻ {0})" / "A record has two values for one field (tag {0})",
        hint: "Chạy «densach doctor»" / "Run `densach doctor`",
    }
    /// A record's bytes are none.
    BAD_VALUES = "bad_values" {
        what: "Không đọc được một bản ghi" / "A record cannot be read",
        hint: "Chạy «densach doctor», rồi phục hồi từ bản sao lưu nếu cần" / "Run `densach doctor`, then restore from a backup if it says so",
    }
    /// A value's bytes are none of its type.
    BAD_VALUE = "value_damaged" {
        what: "Không đọc được ô {0}" / "The value of {1} cannot be read",
        hint: "Chạy «densach doctor», rồi nhập lại ô này" / "Run `densach doctor`, then enter the field again",
    }
    /// A value of a later version.
    UNKNOWN_TYPE = "unknown_type" {
        what: "Giá trị thuộc kiểu {0} mà bản này chưa biết" / "A value is of type {0}, which this version does not know",
        hint: "Cài bản densach mới hơn; giá trị vẫn được giữ nguyên" / "Install a newer densach; the value is kept as it is",
    }
    /// A reference table does not parse.
    BAD_TABLE = "bad_table" {
        what: "Bảng tra {0} sai ở dòng {1}" / "Reference table {0} is wrong at line {1}",
        hint: "Sửa dòng đó, hoặc cài lại chương trình" / "Mend that line, or install the program again",
    }
    /// Not a row of the table.
    CHOICE_UNKNOWN = "choice_unknown" {
        what: "«{0}» không có trong bảng" / "“{0}” is not in the table",
        hint: "Chọn: {1}" / "Choose: {1}",
    }
    /// Several rows of the table.
    CHOICE_AMBIGUOUS = "choice_ambiguous" {
        what: "«{0}» có thể là nhiều mục" / "“{0}” may mean several rows",
        hint: "Gõ rõ hơn: {1}" / "Be more exact: {1}",
    }
    /// An amendment that does not fit the table.
    AMENDMENT_MISFIT = "amendment_misfit" {
        what: "Dòng sửa bảng tra số {0} không khớp: {1} {2}, {3}: «{4}» → «{5}»" / "Amendment line {0} does not fit: {1} {2}, {3}: “{4}” → “{5}”",
        hint: "Sửa dòng đó cho khớp bảng hiện có, rồi mở lại" / "Make that line fit the table as it stands, then open again",
    }

    /// A text that is longer than its field.
    TEXT_TOO_LONG = "text_too_long" {
        what: "Dài quá {0} chữ" / "Longer than {0} letters",
        hint: "Viết gọn lại, phần còn lại để ở Ghi chú" / "Shorten it, the rest can go into the note",
    }
    /// Not yes or no.
    YES_NO_UNREADABLE = "yes_no_unreadable" {
        what: "«{0}» không phải có hay không" / "“{0}” is neither yes nor no",
        hint: "Gõ 1 (có) hoặc 2 (không)" / "Type 1 (yes) or 2 (no)",
    }
    /// Not a date.
    DATE_UNREADABLE = "date_unreadable" {
        what: "«{0}» không đọc được là ngày" / "“{0}” cannot be read as a date",
        hint: "Nhập 12051987, 12/05/1987, 5/1987 hoặc 1987" / "Enter 12051987, 12/05/1987, 5/1987 or 1987",
    }
    /// An age that nobody has.
    DATE_AGE = "date_age" {
        what: "Không ai có tuổi «{0}»" / "Nobody's age is “{0}”",
        hint: "Gõ tuổi từ 1 đến 130, ví dụ 72t; chưa đầy một tuổi thì gõ năm sinh" / "Type an age of 1 to 130, as 72t; under one year type the year of birth",
    }
    /// A day that the calendar does not have.
    DATE_NO_SUCH_DAY = "date_no_such_day" {
        what: "Lịch không có ngày «{0}»" / "The calendar has no “{0}”",
        hint: "Xem lại ngày và tháng; chưa rõ thì chỉ nhập năm" / "Check day and month; if in doubt enter the year alone",
    }
    /// A whole day is wanted.
    DATE_DAY_WANTED = "date_day_wanted" {
        what: "«{0}» thiếu ngày" / "“{0}” lacks the day",
        hint: "Nhập đủ ngày, tháng, năm: 12051987" / "Enter day, month and year: 12051987",
    }
    /// Signs that no name has.
    NAME_LETTERS_ONLY = "name_letters_only" {
        what: "Tên có ký tự lạ: {1}" / "A name does not hold {1}",
        hint: "Chỉ nhập chữ, dấu cách, gạch nối, dấu nháy; điều khác để ở Ghi chú" / "Enter letters, spaces, hyphens and apostrophes; the rest can go into the note",
    }
    /// Neither 12 nor 9 digits.
    CITIZEN_ID_DIGITS = "citizen_id_digits" {
        what: "Số định danh phải đủ 12 số (CMND cũ 9 số); đây có {0} số" / "A citizen id has 12 digits (an old one 9); here are {0}",
        hint: "Xem lại trên giấy; chưa có thì để trống" / "Check the paper; leave it empty if there is none",
    }
    /// Not a telephone number.
    PHONE_DIGITS = "phone_digits" {
        what: "«{0}» không phải số điện thoại" / "“{0}” is no telephone number",
        hint: "Nhập một số: di động 10 số, cố định bắt đầu bằng 02" / "Enter one number: mobile 10 digits, landline beginning with 02",
    }
    /// Not a whole number.
    WHOLE_UNREADABLE = "whole_unreadable" {
        what: "«{0}» không phải số nguyên" / "“{0}” is no whole number",
        hint: "Chỉ nhập chữ số: 2318" / "Enter digits only: 2318",
    }
    /// Not an amount of money, or several.
    VND_UNREADABLE = "vnd_unreadable" {
        what: "«{0}» không rõ là bao nhiêu đồng" / "“{0}” does not clearly say how many đồng",
        hint: "Nhập đủ số: 1500000 hoặc 1.500.000" / "Enter the whole amount: 1500000 or 1.500.000",
    }
    /// Beyond what a field takes.
    NUMBER_TOO_LARGE = "number_too_large" {
        what: "Số lớn quá mức" / "The number is too large",
        hint: "Xem lại, nhất là số chữ số 0" / "Check it, its zeros first",
    }
    /// No such commune.
    AREA_UNKNOWN = "area_unknown" {
        what: "Không có xã, phường nào tên «{0}»" / "There is no commune “{0}”",
        hint: "Gõ vài chữ của tên (mới hoặc cũ), hoặc mã 5 số" / "Type a few letters of its name (new or old), or the 5-digit code",
    }
    /// Several communes.
    AREA_AMBIGUOUS = "area_ambiguous" {
        what: "«{0}» có thể là nhiều nơi" / "“{0}” may be several places",
        hint: "Nhập mã: {1}" / "Enter the code: {1}",
    }
    /// An old commune's name.
    AREA_OFFERED = "area_offered" {
        what: "«{0}» là tên cũ" / "“{0}” is an old name",
        hint: "Nơi đó nay là: {1}" / "It is now: {1}",
    }
    /// Not a record id.
    REF_UNREADABLE = "ref_unreadable" {
        what: "«{0}» không phải mã bản ghi" / "“{0}” is no record id",
        hint: "Nhập đủ mã, hoặc tra theo tên" / "Enter the whole id, or look it up by name",
    }
    /// Not a timeline.
    TIMELINE_UNREADABLE = "timeline_unreadable" {
        what: "Không đọc được «{0}»" / "“{0}” cannot be read",
        hint: "Viết: giá trị; hoặc NGÀY: giá trị (lý do); NGÀY: giá trị" / "Write: value; or DAY: value (reason); DAY: value",
    }

    /// A record type of a later version.
    KIND_UNKNOWN = "kind_unknown" {
        what: "Bản này chưa biết loại bản ghi {0}" / "This version does not know records of type {0}",
        hint: "Cài bản densach mới hơn" / "Install a newer densach",
    }
    /// A value that is not one of its field.
    VALUE_UNSOUND = "value_unsound" {
        what: "Giá trị không hợp với ô {0}" / "The value does not fit {1}",
        hint: "Nhập lại {0}" / "Enter {1} again",
    }
    /// A reference to the record itself.
    REF_SELF = "ref_self" {
        what: "{0} không thể là chính nó" / "{1} cannot be the record itself",
        hint: "Chọn bản ghi khác, hoặc để trống" / "Choose another record, or leave it empty",
    }
    /// A reference to nothing, or to a record of another type.
    REF_WRONG = "ref_wrong" {
        what: "{0}: không có {2} đó" / "{1}: there is no such {3}",
        hint: "Tra lại và chọn một {2} có trong sổ" / "Look it up again and choose a {3} of the register",
    }
    /// A batch that is closed.
    REF_CLOSED = "ref_closed" {
        what: "{0} đã đóng" / "{1} is closed",
        hint: "Mở lô khác, hoặc ghi lý do" / "Open another batch, or give a reason",
    }
    /// A batch's numbers do not fit each other.
    BATCH_NUMBERS = "batch_numbers" {
        what: "Phiếu {0} đến {1} không phải là {2} phiếu" / "Forms {0} to {1} are not {2} forms",
        hint: "Đếm lại tập phiếu, hoặc ghi lý do" / "Count the stack again, or give a reason",
    }
    /// What was entered of a batch is not what paper says.
    BATCH_UNBALANCED = "batch_unbalanced" {
        what: "Chưa khớp: {0}" / "Unbalanced: {0}",
        hint: "Tìm phiếu sót, trùng hoặc gõ nhầm; lô vẫn đóng được nếu ghi lý do" / "Look for a form left out, doubled or mistyped; with a reason it can be closed",
    }
    /// Another active record holds the key.
    TAKEN = "taken" {
        what: "{0} này đã có: {2} ({3})" / "{1} is taken: {2} ({3})",
        hint: "Xem bản ghi đó; nếu là một người thì sửa ở đó" / "Look at that record; if it is the same one, correct it there",
    }
    /// Two steps of a timeline begin on one day.
    STEPS_SAME_DAY = "steps_same_day" {
        what: "{0}: hai mốc trùng ngày" / "{1}: two steps begin on one day",
        hint: "Sửa ngày của một mốc, hoặc bỏ một mốc" / "Change the day of one, or take one away",
    }
    /// What is to hold from a day on, which lies before that on which what holds now began.
    STEP_TOO_EARLY = "step_too_early" {
        what: "{0}: {2} đứng trước {3}, ngày bắt đầu của giá trị hiện nay" / "{1}: {2} lies before {3}, when what holds now began",
        hint: "Gõ ngày sau đó; ngày cũ sai thì sửa ngày ấy trước" / "Enter a later day; if the earlier one is wrong, correct that first",
    }
    /// Two steps of a timeline hold the same.
    STEPS_REPEAT = "steps_repeat" {
        what: "{0}: hai mốc liền nhau giống nhau" / "{1}: two steps in a row are the same",
        hint: "Bỏ một mốc, hoặc ghi lý do để giữ cả hai" / "Take one away, or give a reason to keep both",
    }
    /// A date older than any paper here.
    DATE_TOO_EARLY = "date_too_early" {
        what: "{0}: {2} quá xa xưa" / "{1}: {2} is too long ago",
        hint: "Xem lại năm: đủ 4 số" / "Check the year: four digits",
    }
    /// A date after today.
    DATE_FUTURE = "date_future" {
        what: "{0}: {2} là ngày chưa tới (máy ghi hôm nay {3})" / "{1}: {2} is yet to come (the computer says today is {3})",
        hint: "Sửa ngày, hoặc ghi lý do nếu đúng vậy" / "Correct the date, or give a reason if it is right",
    }
    /// No mobile operator has that prefix.
    PHONE_PREFIX = "phone_prefix" {
        what: "Không có mạng di động nào dùng đầu số {0}" / "No mobile operator has the prefix {0}",
        hint: "Xem lại số, hoặc ghi lý do nếu đúng vậy" / "Check the number, or give a reason if it is right",
    }
    /// A member older than the movement's oldest.
    BIRTH_BEFORE_1900 = "birth_before_1900" {
        what: "Sinh {0}: trước năm 1900" / "Born {0}: before 1900",
        hint: "Xem lại năm sinh; không rõ thì gõ ? và lý do" / "Check the year; if it is not known type ? and why",
    }
    /// A member not yet born.
    BIRTH_IN_FUTURE = "birth_in_future" {
        what: "Sinh {0}: sau hôm nay ({1})" / "Born {0}: after today ({1})",
        hint: "Xem lại năm sinh; máy sai ngày thì chỉnh lại đồng hồ" / "Check the year; if the computer's date is wrong, set its clock",
    }
    /// Joined before birth.
    JOINED_BEFORE_BIRTH = "joined_before_birth" {
        what: "Vào Hội {0} trước khi sinh {1}" / "Joined {0}, before being born {1}",
        hint: "Sửa ngày vào Hội hoặc ngày sinh" / "Correct the day of joining or of birth",
    }
    /// A name of one word.
    NAME_SHORT = "name_short" {
        what: "Tên chỉ có một chữ: {0}" / "The name is one word: {0}",
        hint: "Nhập đủ họ và tên, hoặc ghi lý do" / "Enter the full name, or give a reason",
    }
    /// A name with a dot.
    NAME_ABBREVIATED = "name_abbreviated" {
        what: "Tên viết tắt: {0}" / "The name is abbreviated: {0}",
        hint: "Viết đủ (Ng. là Nguyễn …), hoặc ghi lý do" / "Write it out (Ng. is Nguyễn …), or give a reason",
    }
    /// Younger than members are.
    AGE_LOW = "age_low" {
        what: "Mới {0} tuổi khi vào Hội (sinh {1})" / "Only {0} years old at joining (born {1})",
        hint: "Xem lại năm sinh và ngày vào Hội, hoặc ghi lý do" / "Check birth and joining, or give a reason",
    }
    /// Older than people get.
    AGE_HIGH = "age_high" {
        what: "Đã {0} tuổi (sinh {1}) mà còn sinh hoạt" / "{0} years old (born {1}) and still active",
        hint: "Xem lại năm sinh và trạng thái, hoặc ghi lý do" / "Check birth and status, or give a reason",
    }
    /// No province has that prefix.
    CITIZEN_ID_PROVINCE = "citizen_id_province" {
        what: "Số định danh: không tỉnh nào có mã {0}" / "Citizen id: no province has the code {0}",
        hint: "Xem lại 3 số đầu (100 trở lên là sinh ở nước ngoài), hoặc ghi lý do" / "Check the first 3 digits (100 and above: born abroad), or give a reason",
    }
    /// The fourth digit tells another gender.
    CITIZEN_ID_GENDER = "citizen_id_gender" {
        what: "Số định danh là của {0}" / "The citizen id is of a {1}",
        hint: "Xem lại số thứ 4 và giới, hoặc ghi lý do" / "Check its 4th digit and the gender, or give a reason",
    }
    /// The digits tell another year of birth.
    CITIZEN_ID_YEAR = "citizen_id_year" {
        what: "Số định danh nói năm sinh {0}, phiếu ghi {1}" / "The citizen id says born {0}, the paper {1}",
        hint: "Xem lại số thứ 4 đến 6 và năm sinh, hoặc ghi lý do" / "Check its 4th to 6th digit and the birth, or give a reason",
    }
    /// A status after death.
    STATUS_AFTER_DEATH = "status_after_death" {
        what: "Sau «đã từ trần» không còn trạng thái nào" / "No status follows “died”",
        hint: "Sửa hoặc bỏ mốc «đã từ trần»" / "Correct or take away the step “died”",
    }
    /// An unusual change of status.
    STATUS_MOVE = "status_move" {
        what: "Trạng thái từ «{0}» sang «{1}»" / "The status goes from “{0}” to “{1}”",
        hint: "Ghi lý do nếu đúng vậy: xin vào lại, hủy quyết định …" / "Give a reason if it is right: joined again, decision withdrawn …",
    }
    /// A status older than the membership.
    STATUS_BEFORE_JOINING = "status_before_joining" {
        what: "Trạng thái từ {0}, trước ngày vào Hội {1}" / "A status from {0}, before joining {1}",
        hint: "Sửa một trong hai ngày, hoặc ghi lý do" / "Correct one of the two dates, or give a reason",
    }
    /// Moved, and nobody knows where.
    MOVED_WITHOUT_PLACE = "moved_without_place" {
        what: "Đã chuyển đi mà chưa ghi chuyển đến đâu" / "Moved, but not where to",
        hint: "Nhập «Chuyển đến», hoặc ghi lý do" / "Enter “Moved to”, or give a reason",
    }
    /// Consent without its day, or a day without consent.
    CONSENT_INCOMPLETE = "consent_incomplete" {
        what: "Đồng ý và ngày đồng ý không đi đôi" / "Consent and its day do not go together",
        hint: "Nhập đủ cả hai, hoặc ghi lý do" / "Enter both, or give a reason",
    }
    /// An active member of a dissolved unit.
    UNIT_DISSOLVED = "unit_dissolved" {
        what: "{0} đã giải thể" / "{0} is dissolved",
        hint: "Chọn chi hội đang hoạt động, hoặc ghi lý do" / "Choose a unit that works, or give a reason",
    }
    /// Units above one another in a circle.
    PARENT_LOOP = "parent_loop" {
        what: "Đơn vị cấp trên lại trực thuộc chính đơn vị này" / "The unit above stands under this one",
        hint: "Chọn lại «Trực thuộc»" / "Choose another “Under”",
    }
    /// Dissolved before it was founded.
    DISSOLVED_BEFORE_ESTABLISHED = "dissolved_before_established" {
        what: "Giải thể {0} trước khi thành lập {1}" / "Dissolved {0}, before it was founded {1}",
        hint: "Sửa một trong hai ngày" / "Correct one of the two dates",
    }
    /// Under a dissolved unit.
    PARENT_DISSOLVED = "parent_dissolved" {
        what: "Đơn vị cấp trên {0} đã giải thể" / "The unit above, {0}, is dissolved",
        hint: "Chọn đơn vị đang hoạt động, hoặc ghi lý do" / "Choose one that works, or give a reason",
    }
    /// Two villages with one number.
    VILLAGE_NUMBER = "village_number" {
        what: "Số này đã có: {0} ({1})" / "That number is taken: {0} ({1})",
        hint: "Xem lại số và xã cũ, hoặc ghi lý do" / "Check the number and the old commune, or give a reason",
    }
    /// A clan's number stands twice.
    CLAN_NUMBER = "clan_number" {
        what: "Số này đã có: {0} ({1})" / "That number is taken: {0} ({1})",
        hint: "Xem lại số, hoặc ghi lý do" / "Check the number, or give a reason",
    }
    /// More households than people.
    HOUSEHOLDS_OVER_PEOPLE = "households_over_people" {
        what: "{0} hộ mà chỉ có {1} khẩu" / "{0} households but only {1} people",
        hint: "Xem lại hai số, hoặc ghi lý do" / "Check both, or give a reason",
    }
    /// A clan's board that is no board.
    BOARD_KIND = "board_kind" {
        what: "{0} không phải ban khuyến học" / "{0} is no board",
        hint: "Chọn một ban khuyến học, hoặc ghi lý do" / "Choose a board, or give a reason",
    }
    /// An operator without a role.
    OPERATOR_ROLE = "operator_role" {
        what: "Người dùng chưa có vai trò" / "The operator has no role",
        hint: "Chọn 1 nhập liệu, 2 soát xét hoặc 3 kỹ thuật" / "Choose 1 clerk, 2 reviewer or 3 technician",
    }
    /// A name code that no first word can be.
    NAME_CODE = "name_code" {
        what: "Mã «{0}» phải là một từ chỉ có chữ cái" / "The code “{0}” must be one word of letters",
        hint: "Vài chữ cái liền nhau: nt" / "Some letters, no space: nt",
    }
    /// Two layouts of one name.
    LAYOUT_TAKEN = "layout_taken" {
        what: "Loại này đã có mẫu {0} ({1})" / "That type has a layout {0} ({1})",
        hint: "Đặt tên khác, hoặc mở mẫu ấy ra sửa" / "Name it otherwise, or open that one and change it",
    }
    /// One person said to be two.
    DISTINCT_SAME = "distinct_same" {
        what: "Hai người ấy là một hồ sơ ({0})" / "The two are one record ({0})",
        hint: "Chọn hai hồ sơ khác nhau" / "Choose two records",
    }
    /// A word of a layout that is no field.
    LAYOUT_UNKNOWN = "layout_unknown" {
        what: "Không có ô nào tên «{0}»" / "No field is called “{0}”",
        hint: "Các ô, cách nhau dấu chấm phẩy: {1}" / "The fields, by semicolons: {1}",
    }
    /// A field that a layout lists twice.
    LAYOUT_TWICE = "layout_twice" {
        what: "Ô «{0}» đứng hai lần trong mẫu" / "The field “{0}” stands twice in the layout",
        hint: "Bỏ một chỗ" / "Take one of them away",
    }
    /// A default that the field cannot take.
    LAYOUT_DEFAULT = "layout_default" {
        what: "Ô «{0}» không nhận giá trị «{1}»" / "The field “{0}” does not take “{1}”",
        hint: "Viết như khi nhập phiếu: Dân tộc = Kinh; Giới = 2" / "As it would be typed: Ethnic group = Kinh; Gender = 2",
    }
    /// A layout without a field that no record may lack.
    LAYOUT_LACKS = "layout_lacks" {
        what: "Mẫu thiếu ô bắt buộc «{0}»: phiếu nào cũng sẽ hỏi lại" / "The layout lacks the required field “{0}”: every form will ask for it",
        hint: "Thêm ô ấy, hoặc ghi lý do" / "Add it, or give a reason",
    }
    /// No PIN.
    BAD_PIN = "bad_pin" {
        what: "Mã PIN là 4 đến 12 chữ số" / "A PIN is 4 to 12 digits",
        hint: "Gõ lại, chỉ chữ số" / "Type it again, digits only",
    }
    /// A secret typed as a field's value.
    SECRET = "secret" {
        what: "Ô này không nhập trực tiếp được" / "That field is not entered directly",
        hint: "Mã PIN: densach operator pin TÊN" / "A PIN: densach operator pin NAME",
    }
}
