//! The lists of the corpus that hold members: how each is made, and from whom.

use super::fonts::Old;
use super::made::{Before, Cell, Format, Letters, List, Sheet, Truth, text};
use super::paper::*;

const XLSX: Format = Format::Xlsx;
const XLS: Format = Format::Xls;
const ODS: Format = Format::Ods;
/// The branch nobody wrote down, as the clerk says it when asked.
const CH: &[(&str, &str)] = &[("unit", "Chi hội thôn Mẫu")];
const OWN: (&str, &str) = ("unit", "Chi hội thôn Mẫu");

pub fn all() -> Vec<List> {
    let mut all = plain_tables();
    all.extend(text_files());
    all.extend(many_sheets());
    all.extend(old_fonts());
    all
}

/// What most lists have.
fn usual() -> Vec<Col> {
    vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        birth_year(&["Năm sinh"]),
        gender_word(&["Nam/Nữ"]),
        plain(&["Nghề nghiệp"], "occupation"),
        shown(&["Trình độ"], "education", education),
        plain(&["Số điện thoại"], "phone"),
        other(&["Ghi chú"], |_, _| Cell::Empty),
    ]
}

/// The last column says a note that is empty.
fn noted(mut cols: Vec<Col>) -> Vec<Col> {
    let look = |_: &Person, n: usize| {
        if n.is_multiple_of(4) { text("đã chuyển thẻ") } else { Cell::Empty }
    };
    let heads = cols.pop().unwrap().heads;
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    cols.push(col(&heads, "note", look, |_| Vec::new()));
    cols
}

/// The notes that [`noted`] wrote.
fn with_notes((sheet, mut truth): (Sheet, Vec<Truth>)) -> (Sheet, Vec<Truth>) {
    for one in truth.iter_mut().step_by(4) {
        one.insert("note", "đã chuyển thẻ".to_owned());
    }
    (sheet, truth)
}

const NATION: [&str; 3] = [
    "HỘI KHUYẾN HỌC XÃ MẪU                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "CHI HỘI THÔN PHÚ LỘC                         Độc lập - Tự do - Hạnh phúc",
    "DANH SÁCH HỘI VIÊN NĂM 2024",
];

/// Where a branch is called by its village, its people live there.
fn in_village_of_unit(truth: &mut [Truth]) {
    for one in truth {
        let village = one["unit"].trim_start_matches("Chi hội ").to_owned();
        one.insert("village", village);
    }
}

fn plain_tables() -> Vec<List> {
    let mut all = Vec::new();
    simple(&mut all);
    two_lines(&mut all);
    three_lines(&mut all);
    name_in_two(&mut all);
    crosses(&mut all);
    sums_inside(&mut all);
    by_libreoffice(&mut all);
    abbreviated(&mut all);
    printed(&mut all);
    capitals(&mut all);
    other_epoch(&mut all);
    dates_by_hand(&mut all);
    ages(&mut all);
    numbers_for_texts(&mut all);
    all.push(old_communes());
    all.push(several_in_a_cell());
    all.push(no_heading());
    all
}

/// A heading and rows.
fn simple(all: &mut Vec<List>) {
    let paper = Paper::new(noted(usual()), people(30, 11)).saying(OWN.0, OWN.1);
    all.push(
        List { says: CH, ..List::new("danh sach", XLSX, "member") }
            .sheet(with_notes(paper.sheet("Sheet1"))),
    );
}

/// A nation's motto, a heading of two lines, signatures.
fn two_lines(all: &mut Vec<List>) {
    let [man, woman] = under([&["Năm sinh", "Nam"], &["Năm sinh", "Nữ"]]);
    let cols = vec![
        counted(&["STT"]),
        plain(&["Họ và tên"], "full_name"),
        man,
        woman,
        plain(&["Nghề nghiệp"], "occupation"),
        shown(&["Trình độ văn hóa"], "education", education),
        shown(&["Ngày vào Hội"], "joined_on", |date, _| day_cell(date)),
        other(&["Ghi chú"], |_, _| Cell::Empty),
    ];
    let paper = Paper::new(cols, people(26, 12)).titled(&NATION).signed();
    let mut list = List::new("hai dong tieu de", XLSX, "member")
        .sheet(paper.saying("unit", "Chi hội thôn Phú Lộc").sheet("DS"));
    in_village_of_unit(&mut list.truth);
    list.sheets[0].takes[7] = "note".to_owned();
    all.push(list);
}

/// A heading of three lines, and the columns' numbers.
fn three_lines(all: &mut Vec<List>) {
    let [man, woman] = under([&["Lý lịch", "Năm sinh", "Nam"], &["Lý lịch", "Năm sinh", "Nữ"]]);
    let cols = vec![
        counted(&["Số TT"]),
        plain(&["Lý lịch", "Họ và tên"], "full_name"),
        man,
        woman,
        plain(&["Lý lịch", "Nghề nghiệp"], "occupation"),
        shown(&["Lý lịch", "Trình độ", "Văn hóa"], "education", education),
        plain(&["Liên hệ", "Điện thoại"], "phone"),
        plain(&["Liên hệ", "Số CCCD"], "citizen_id"),
    ];
    let mut paper = Paper::new(cols, people(22, 13)).saying(OWN.0, OWN.1);
    paper.numbered = true;
    all.push(
        List { says: CH, ..List::new("ba dong tieu de", XLSX, "member") }
            .sheet(paper.titled(&["DANH SÁCH HỘI VIÊN HỘI KHUYẾN HỌC"]).sheet("Danh sách")),
    );
}

/// The name in two columns, women marked.
fn name_in_two(all: &mut Vec<List>) {
    let [before, last] = parts([&["Họ tên đệm"], &["Tên"]]);
    let cols = vec![
        counted(&["TT"]),
        before,
        last,
        shown(&["Ngày sinh"], "birth_date", |date, _| day_cell(date)),
        gender_mark(&["Nữ"], true, "x"),
        plain(&["Thôn"], "village"),
        plain(&["Số thẻ"], "card_no"),
    ];
    let mut crowd = people(25, 14);
    crowd.iter_mut().for_each(|p| {
        p.insert("village", format!("Thôn {}", p["village"]));
    });
    let paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1);
    let mut list = List { says: CH, ..List::new("ho dem va ten", XLSX, "member") };
    list = list.sheet(paper.sheet("Sheet1"));
    all.push(list);
}

/// Crosses for gender, party and trade.
fn crosses(all: &mut Vec<List>) {
    let cols = vec![
        counted(&["TT"]),
        plain(&["HỌ VÀ TÊN"], "full_name"),
        birth_year(&["NĂM SINH"]),
        gender_mark(&["GIỚI TÍNH", "NAM"], false, "X"),
        gender_mark(&["GIỚI TÍNH", "NỮ"], true, "X"),
        other(&["ĐẢNG VIÊN"], |_, n| if n.is_multiple_of(3) { text("x") } else { Cell::Empty }),
        col(
            &["GIÁO VIÊN"],
            "occupation=Giáo viên",
            |p, _| if p["occupation"] == "Giáo viên" { text("x") } else { Cell::Empty },
            |p| match p["occupation"].as_str() {
                "Giáo viên" => vec![("occupation", "Giáo viên".to_owned())],
                _ => Vec::new(),
            },
        ),
        plain(&["SỐ ĐIỆN THOẠI"], "phone"),
    ];
    let mut crowd = people(27, 15);
    for p in crowd.iter_mut().step_by(2) {
        p.insert("occupation", "Giáo viên".to_owned());
    }
    let paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1).signed();
    all.push(List { says: CH, ..List::new("dau x", XLSX, "member") }.sheet(paper.sheet("Sheet1")));
}

/// Branches under each other, their sums between them.
fn sums_inside(all: &mut Vec<List>) {
    let cols = noted(usual());
    let mut paper =
        Paper::new(cols, people(28, 16)).titled(&["DANH SÁCH HỘI VIÊN XÃ MẪU"]).signed();
    paper.group = Some(|p| {
        let name = match p["unit"].as_str() {
            unit if unit < "CH05" => "Phú Khê",
            unit if unit < "CH11" => "Bắc Sơn",
            _ => "Đông Hải",
        };
        (format!("Chi hội thôn {name}"), "unit", format!("Chi hội thôn {name}"))
    });
    let mut list =
        List::new("tong o giua", XLS, "member").sheet(with_notes(paper.sheet("Toàn xã")));
    in_village_of_unit(&mut list.truth);
    all.push(list);
}

/// Days as days.
fn by_libreoffice(all: &mut Vec<List>) {
    let cols = vec![
        counted(&["STT"]),
        plain(&["Họ tên hội viên"], "full_name"),
        shown(&["Ngày, tháng, năm sinh"], "birth_date", |date, _| day_cell(date)),
        gender_word(&["Giới tính"]),
        plain(&["Dân tộc"], "ethnicity"),
        plain(&["Số CCCD"], "citizen_id"),
        shown(&["Ngày vào hội"], "joined_on", |date, _| day_cell(date)),
        plain(&["Chức vụ"], "role"),
    ];
    let mut crowd = people(24, 17);
    for (n, p) in crowd.iter_mut().enumerate() {
        p.insert("ethnicity", ["Kinh", "Mường", "Thái"][n % 3].to_owned());
        p.insert("role", String::new());
    }
    let paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1);
    let mut list = List { says: CH, ..List::new("libreoffice", ODS, "member") };
    list = list.sheet(paper.sheet("Trang tính1"));
    for truth in &mut list.truth {
        let code = match truth["ethnicity"].as_str() {
            "Kinh" => "01",
            "Mường" => "06",
            _ => "03",
        };
        truth.insert("ethnicity", code.to_owned());
    }
    all.push(list);
}

/// Headings as short as they can be.
fn abbreviated(all: &mut Vec<List>) {
    let cols = vec![
        counted(&["T\nT"]),
        plain(&["Họ và\ntên"], "full_name"),
        birth_year(&["NS"]),
        gender_word(&["GT"]),
        plain(&["NN"], "occupation"),
        shown(&["TĐVH"], "education", education),
        plain(&["ĐT"], "phone"),
        plain(&["Số\nthẻ HV"], "card_no"),
    ];
    let paper = Paper::new(cols, people(24, 18)).saying(OWN.0, OWN.1);
    all.push(
        List { says: CH, ..List::new("viet tat", XLSX, "member") }.sheet(paper.sheet("Sheet1")),
    );
}

/// Pages: sums and the heading again.
fn printed(all: &mut Vec<List>) {
    let cols = noted(usual());
    let mut paper =
        Paper::new(cols, people(45, 19)).saying("unit", "Chi hội thôn Phú Khê").signed();
    paper.paged = Some(15);
    let paper =
        paper.titled(&["Hội Khuyến học xã Mẫu", "Chi hội thôn Phú Khê", "DANH SÁCH HỘI VIÊN"]);
    let mut list = List::new("lap tieu de", XLSX, "member").sheet(with_notes(paper.sheet("In")));
    in_village_of_unit(&mut list.truth);
    all.push(list);
}

/// Everything in capitals.
fn capitals(all: &mut Vec<List>) {
    let cols = vec![
        counted(&["STT"]),
        shown(&["HỌ VÀ TÊN"], "full_name", |name, _| text(name.to_uppercase())),
        gender_word(&["GIỚI TÍNH"]),
        birth_year(&["NĂM SINH"]),
        plain(&["ĐƠN VỊ"], "unit"),
        shown(&["TRÌNH ĐỘ CHUYÊN MÔN"], "education", education),
        plain(&["GHI CHÚ"], "note"),
    ];
    let mut crowd = people(21, 20);
    for p in &mut crowd {
        let unit = if p["unit"].as_str() < "CH10" {
            "Chi hội thôn Phú Khê"
        } else {
            "Ban khuyến học trường THCS Mẫu"
        };
        p.insert("unit", unit.to_owned());
    }
    let paper = Paper::new(cols, crowd);
    all.push(
        List { lowers: true, ..List::new("chu hoa", XLSX, "member") }.sheet(paper.sheet("Sheet1")),
    );
}

/// Days counted from 1904.
fn other_epoch(all: &mut Vec<List>) {
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        shown(&["Sinh ngày"], "birth_date", |date, _| day_cell(date)),
        gender_word(&["Giới"]),
        shown(&["Vào Hội"], "joined_on", |date, _| day_cell(date)),
    ];
    let paper = Paper::new(cols, people(20, 21)).saying(OWN.0, OWN.1);
    all.push(
        List { says: CH, mac: true, ..List::new("he ngay 1904", XLSX, "member") }
            .sheet(paper.sheet("Sheet1")),
    );
}

/// Dates in every shape.
fn dates_by_hand(all: &mut Vec<List>) {
    let shapes: fn(&str, usize) -> Cell = |date, n| match (date.len(), n % 6) {
        (10, 0) => text(vietnamese(date, "/")),
        (10, 1) => text(vietnamese(date, ".")),
        (10, 2) => text(vietnamese(date, "-")),
        (10, 3) => {
            let [y, m, d] = [&date[2..4], &date[5..7], &date[8..]];
            text(format!("{}/{}/{y}", d.trim_start_matches('0'), m.trim_start_matches('0')))
        }
        (10, 4) => text(format!("ngày {}", vietnamese(date, "/"))),
        (10, _) => text(vietnamese(date, " / ")),
        (7, _) => text(vietnamese(date, "/")),
        (_, 0) => text(date),
        (4, 1) => text(format!("'{date}")),
        _ => date.parse().map_or(Cell::Empty, Cell::Number),
    };
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        shown(&["Ngày tháng năm sinh"], "birth_date", shapes),
        gender_word(&["Nam, nữ"]),
        shown(&["Ngày kết nạp"], "joined_on", shapes),
    ];
    let paper = Paper::new(cols, people(36, 22)).saying(OWN.0, OWN.1);
    all.push(
        List { says: CH, ..List::new("ngay nhieu kieu", XLSX, "member") }
            .sheet(paper.sheet("Sheet1")),
    );
}

/// Ages.
fn ages(all: &mut Vec<List>) {
    let ages = |p: &Person, n: usize| {
        let age = 2026 - year(p).parse::<i32>().unwrap();
        match n % 3 {
            0 => text(format!("{age}t")),
            1 => text(format!("{age} tuổi")),
            _ => Cell::Number(f64::from(age)),
        }
    };
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        col(&["Tuổi"], "birth_date/age", ages, |p| vec![("birth_date", year(p))]),
        gender_word(&["Nam/nữ"]),
        plain(&["Nghề nghiệp, nơi công tác"], "occupation"),
    ];
    let paper = Paper::new(cols, people(22, 23)).saying(OWN.0, OWN.1);
    all.push(
        List { says: CH, told: 22, ..List::new("tuoi", XLSX, "member") }
            .sheet(paper.sheet("Sheet1")),
    );
}

/// Ids and telephones that became numbers.
fn numbers_for_texts(all: &mut Vec<List>) {
    let number = |digits: &str, _: usize| digits.parse().map_or(Cell::Empty, Cell::Number);
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        shown(&["Ngày sinh"], "birth_date", |date, _| day_cell(date)),
        gender_word(&["Giới tính"]),
        shown(&["Số CCCD/CMND"], "citizen_id", number),
        shown(&["SĐT"], "phone", number),
    ];
    let paper = Paper::new(cols, people(30, 24)).saying(OWN.0, OWN.1);
    all.push(
        List { says: CH, ..List::new("mat so 0", XLSX, "member") }.sheet(paper.sheet("Sheet1")),
    );
}

/// The commune of before in a column.
fn old_communes() -> List {
    let communes = ["Hoằng Quý", "Hoằng Kim", "Hoằng Trung", "xã Hoằng Quý"];
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        birth_year(&["Năm sinh"]),
        gender_word(&["Giới tính"]),
        plain(&["Thôn"], "village"),
        plain(&["Xã (cũ)"], "old_commune"),
        plain(&["Chi hội"], "unit"),
    ];
    let mut crowd = people(20, 25);
    for (n, p) in crowd.iter_mut().enumerate() {
        p.insert("old_commune", communes[n % 4].to_owned());
        p.insert("village", ["Phú Khê", "Bắc Sơn"][n % 2].to_owned());
        p.insert("unit", "Chi hội Phú Khê".to_owned());
    }
    let mut list =
        List::new("xa cu", XLSX, "member").sheet(Paper::new(cols, crowd).sheet("Sheet1"));
    for truth in &mut list.truth {
        let code = match truth["old_commune"].as_str() {
            "Hoằng Kim" => "2025-06:15889",
            "Hoằng Trung" => "2025-06:15892",
            _ => "2025-06:15916",
        };
        truth.insert("old_commune", code.to_owned());
        let village = format!("Thôn {}", truth["village"]);
        truth.insert("village", village);
    }
    list
}

/// Husband and wife on one line.
fn several_in_a_cell() -> List {
    let crowd = people(24, 26);
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        plain(&["Nghề nghiệp"], "occupation"),
        gender_word(&["Giới tính"]),
    ];
    let (mut sheet, mut truth) = Paper::new(cols, crowd).saying(OWN.0, OWN.1).sheet("Sheet1");
    sheet.rows[5][1] = text("Nguyễn Văn Mẫu, Trần Thị Thử");
    sheet.rows[9][1] = text("Lê Văn Mẫu\nPhạm Thị Thử");
    sheet.rows[14][1] = text("Đỗ Văn Mẫu và Bùi Thị Thử");
    // Neither is taken for the other, nor both for one: told of, and left to the clerk.
    truth.retain(|_| true);
    for at in [13, 8, 4] {
        truth.remove(at);
    }
    let list = List { says: CH, told: 3, ..List::new("nhieu nguoi mot o", XLSX, "member") };
    list.sheet((sheet, truth))
}

/// Nobody wrote what stands in the columns.
fn no_heading() -> List {
    let cols = vec![
        counted(&[""]),
        plain(&[""], "full_name"),
        shown(&[""], "birth_date", |date, _| text(vietnamese(date, "/"))),
        gender_word(&[""]),
        plain(&[""], "phone"),
    ];
    let (mut sheet, truth) = Paper::new(cols, people(20, 27)).saying(OWN.0, OWN.1).sheet("Sheet1");
    sheet.rows.remove(0);
    let corrects = &[("B", "full_name"), ("C", "birth_date")];
    List { says: CH, corrects, ..List::new("khong tieu de", XLSX, "member") }.sheet((sheet, truth))
}

fn text_files() -> Vec<List> {
    let kinds = [
        ("utf8", Letters::Utf8, ','),
        ("utf8 bom", Letters::Utf8Bom, ';'),
        ("unicode text", Letters::Utf16Le, '\t'),
        ("utf16 be", Letters::Utf16Be, ','),
        ("ansi 1258", Letters::Windows1258, ';'),
        ("tab", Letters::Utf8, '\t'),
    ];
    let mut all = Vec::new();
    for (n, (name, letters, delimiter)) in kinds.into_iter().enumerate() {
        let cols = vec![
            counted(&["STT"]),
            plain(&["Họ và tên"], "full_name"),
            shown(&["Ngày sinh"], "birth_date", |date, _| day_cell(date)),
            gender_word(&["Giới tính"]),
            plain(&["Nghề nghiệp"], "occupation"),
            plain(&["Điện thoại"], "phone"),
            plain(&["Số định danh"], "citizen_id"),
            shown(&["Trình độ học vấn"], "education", education),
        ];
        let mut paper = Paper::new(cols, people(24, 30 + n as u64)).saying(OWN.0, OWN.1);
        if n % 2 == 1 {
            paper = paper.titled(&["DANH SÁCH HỘI VIÊN KHUYẾN HỌC"]).signed();
        }
        let list = List { says: CH, ..List::new(name, Format::Text(letters, delimiter), "member") };
        all.push(list.sheet(paper.sheet("")));
    }
    all.push(from_other_software());
    all.push(digits_lost());
    all
}

/// Headings as programs write them, units by their codes.
fn from_other_software() -> List {
    let cols = vec![
        counted(&["STT"]),
        plain(&["HoTen"], "full_name"),
        shown(&["NgaySinh"], "birth_date", |date, _| text(vietnamese(date, "/"))),
        gender_word(&["GioiTinh"]),
        plain(&["NgheNghiep"], "occupation"),
        plain(&["SDT"], "phone"),
        plain(&["CCCD"], "citizen_id"),
        plain(&["ChiHoi"], "unit"),
    ];
    let mut list = List::new("phan mem khac", Format::Text(Letters::Utf8Bom, ','), "member");
    list.before = Before::Places;
    list = list.sheet(Paper::new(cols, people(20, 37)).sheet(""));
    for truth in &mut list.truth {
        let unit = super::place("unit", &truth["unit"]);
        truth.insert("unit", unit);
    }
    list
}

/// Saved as text by a spreadsheet that showed long numbers shortened: the digits are gone.
fn digits_lost() -> List {
    let cols = vec![
        counted(&["STT"]),
        plain(&["Họ và tên"], "full_name"),
        birth_year(&["Năm sinh"]),
        gender_word(&["Giới tính"]),
        col(
            &["Số CCCD"],
            "citizen_id",
            |p, n| match n % 5 {
                0 => text("3.80541E+10"),
                _ => text(&p["citizen_id"]),
            },
            |p| vec![("citizen_id", p["citizen_id"].clone())],
        ),
    ];
    let format = Format::Text(Letters::Utf8Bom, ',');
    let mut list = List { says: CH, told: 4, ..List::new("so mu", format, "member") };
    let (sheet, mut truth) = Paper::new(cols, people(20, 38)).saying(OWN.0, OWN.1).sheet("");
    // Whose number is lost is not taken until somebody looked: better told than wrong.
    let mut n = 0;
    truth.retain(|_| {
        n += 1;
        (n - 1) % 5 != 0
    });
    list = list.sheet((sheet, truth));
    list
}

fn many_sheets() -> Vec<List> {
    let mut all = Vec::new();
    let mut list = List::new("moi to mot chi hoi", XLSX, "member");
    for (seed, name) in [(41, "Chi hội Phú Khê"), (42, "Chi hội Bắc Sơn"), (43, "Chi hội Đông Hải")]
    {
        let paper = Paper::new(noted(usual()), people(14, seed)).saying("unit", name);
        list = list.sheet(with_notes(paper.sheet(name)));
    }
    let mut sum = Sheet { name: "Tổng hợp".to_owned(), ..Sheet::default() };
    sum.rows = vec![
        vec![text("TỔNG HỢP HỘI VIÊN CÁC CHI HỘI NĂM 2024")],
        vec![text("TT"), text("Chi hội"), text("Số hội viên"), text("Trong đó nữ")],
        vec![Cell::Number(1.0), text("Phú Khê"), Cell::Number(14.0), Cell::Number(6.0)],
        vec![Cell::Number(2.0), text("Bắc Sơn"), Cell::Number(14.0), Cell::Number(7.0)],
        vec![Cell::Number(3.0), text("Đông Hải"), Cell::Number(14.0), Cell::Number(5.0)],
        vec![text("Cộng"), Cell::Empty, Cell::Number(42.0), Cell::Number(18.0)],
    ];
    list.sheets.push(sum);
    let (mut old, _) = Paper::new(usual(), people(9, 44)).sheet("Năm 2019");
    (old.hidden, old.takes) = (true, Vec::new());
    list.sheets.push(old);
    all.push(list);

    let mut list = List::new("moi thon mot to", XLS, "member");
    for (seed, n) in [(45, 1), (46, 2), (47, 3)] {
        let [man, woman] = under([&["Năm sinh", "Nam"], &["Năm sinh", "Nữ"]]);
        let cols = vec![
            counted(&["TT"]),
            plain(&["Họ và tên"], "full_name"),
            man,
            woman,
            plain(&["Nghề nghiệp"], "occupation"),
            plain(&["Ghi chú"], "note"),
        ];
        let unit = format!("Chi hội thôn {n}");
        let title = format!("DANH SÁCH HỘI VIÊN CHI HỘI THÔN {n}");
        let paper = Paper::new(cols, people(12, seed)).titled(&["HỘI KHUYẾN HỌC XÃ MẪU", &title]);
        list = list.sheet(paper.saying("unit", &unit).signed().sheet(&format!("T{n}")));
    }
    in_village_of_unit(&mut list.truth);
    all.push(list);

    // Hidden rows and columns are said and left out.
    let mut cols = usual();
    cols.insert(4, other(&["Đảng viên"], |_, n| text(if n.is_multiple_of(2) { "x" } else { "" })));
    let paper = Paper::new(noted(cols), people(26, 48)).saying(OWN.0, OWN.1);
    let (mut sheet, mut truth) = with_notes(paper.sheet("Sheet1"));
    sheet.hidden_columns = vec![4, 7];
    sheet.takes[7] = "-".to_owned();
    sheet.hidden_rows = vec![6, 7, 20];
    truth.iter_mut().for_each(|one| {
        one.remove("phone");
    });
    for at in [19, 6, 5] {
        truth.remove(at);
    }
    all.push(List { says: CH, ..List::new("dong cot an", XLSX, "member") }.sheet((sheet, truth)));
    all
}

/// All of it in that typeface.
fn faces(mut made: (Sheet, Vec<Truth>), face: &'static str) -> (Sheet, Vec<Truth>) {
    for at in 0..made.0.takes.len() {
        made.0.faces.insert(at, face);
    }
    made
}

fn old_fonts() -> Vec<List> {
    let mut all = Vec::new();
    in_tcvn3(&mut all);
    in_vni(&mut all);
    no_face(&mut all);
    by_rows(&mut all);
    names_only(&mut all);
    by_face_capitals(&mut all);
    in_text(&mut all);
    all
}

/// Everything in TCVN3, the typeface says so.
fn in_tcvn3(all: &mut Vec<List>) {
    let [man, woman] = under([&["Năm sinh", "Nam"], &["Năm sinh", "Nữ"]]);
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên"], "full_name"),
        man,
        woman,
        plain(&["Nghề nghiệp"], "occupation"),
        shown(&["Trình độ"], "education", education),
        plain(&["Ghi chú"], "note"),
    ];
    let paper =
        Paper::new(cols, people(40, 51)).titled(&["Chi hội thôn Phú Khê", "Danh sách hội viên"]);
    let made = paper.saying("unit", "Chi hội thôn Phú Khê").signed().sheet("DS");
    let made = faces(in_font(made, Old::Tcvn3, |_, _| true), ".VnTime");
    let mut list = List::new("tcvn3", XLS, "member").sheet(made);
    in_village_of_unit(&mut list.truth);
    all.push(list);
}

/// Everything in VNI.
fn in_vni(all: &mut Vec<List>) {
    let paper = Paper::new(noted(usual()), people(40, 52)).titled(&["Danh sách hội viên"]).signed();
    let made = with_notes(paper.saying(OWN.0, OWN.1).sheet("Sheet1"));
    let made = faces(in_font(made, Old::Vni, |_, _| true), "VNI-Times");
    all.push(List { says: CH, ..List::new("vni", XLSX, "member") }.sheet(made));
}

/// No typeface tells.
fn no_face(all: &mut Vec<List>) {
    // No typeface tells: the texts alone do.
    let paper = Paper::new(noted(usual()), people(40, 53)).saying(OWN.0, OWN.1);
    let made = in_font(with_notes(paper.sheet("Sheet1")), Old::Tcvn3, |_, _| true);
    all.push(List { says: CH, ..List::new("tcvn3 khong phong", XLSX, "member") }.sheet(made));
}

/// Every third line is of another hand.
fn by_rows(all: &mut Vec<List>) {
    let paper = Paper::new(noted(usual()), people(40, 54)).saying(OWN.0, OWN.1);
    let made = in_font(with_notes(paper.sheet("Sheet1")), Old::Tcvn3, |row, _| row % 3 == 1);
    all.push(List { says: CH, ..List::new("tron tung dong", XLSX, "member") }.sheet(made));
}

/// Only the names are in VNI.
fn names_only(all: &mut Vec<List>) {
    let paper = Paper::new(noted(usual()), people(30, 55)).saying(OWN.0, OWN.1);
    let made = in_font(with_notes(paper.sheet("Sheet1")), Old::Vni, |row, col| row > 0 && col == 1);
    all.push(List { says: CH, ..List::new("chi cot ten vni", ODS, "member") }.sheet(made));
}

/// Capitals by the typeface alone.
fn by_face_capitals(all: &mut Vec<List>) {
    // Capitals by the typeface alone.
    let cols = vec![
        counted(&["TT"]),
        shown(&["Họ và tên"], "full_name", |name, _| text(name.to_lowercase())),
        birth_year(&["Năm sinh"]),
        gender_word(&["Giới tính"]),
        plain(&["Nghề nghiệp"], "occupation"),
    ];
    let paper = Paper::new(cols, people(30, 56)).saying(OWN.0, OWN.1);
    let mut made = in_font(paper.sheet("Sheet1"), Old::Tcvn3, |_, _| true);
    made.0.faces = [(1, ".VnTimeH"), (3, ".VnTime"), (4, ".VnTime")].into_iter().collect();
    all.push(List { says: CH, lowers: true, ..List::new("vntimeh", XLSX, "member") }.sheet(made));
}

/// A text file has no typefaces.
fn in_text(all: &mut Vec<List>) {
    let made = Paper::new(noted(usual()), people(30, 57)).saying(OWN.0, OWN.1).sheet("");
    let made = in_font(with_notes(made), Old::Tcvn3, |_, _| true);
    let format = Format::Text(Letters::Utf8, ',');
    all.push(List { says: CH, ..List::new("tcvn3 csv", format, "member") }.sheet(made));
}
