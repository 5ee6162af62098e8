//! Lists that were written down last, from what clerks are known to do, before anybody looked whether
//! they are read.

use super::fonts::Old;
use super::made::{Before, Cell, Format, Letters, List, Sheet, text};
use super::paper::*;
use unicode_normalization::UnicodeNormalization;

const CH: &[(&str, &str)] = &[("unit", "Chi hội thôn Mẫu")];
const OWN: (&str, &str) = ("unit", "Chi hội thôn Mẫu");

pub fn all() -> Vec<List> {
    vec![
        in_pieces(),
        groups_in_vni(),
        ethnic(),
        decomposed(),
        hamlets(),
        no_marks(),
        old(),
        clans(),
    ]
}

/// Name and day in three columns each, gender as 1 and 2, telephones as they are told.
fn in_pieces() -> List {
    let piece = |which: usize| {
        move |p: &Person, _: usize| {
            let words: Vec<&str> = p["full_name"].split(' ').collect();
            let (first, last) = (words[0].to_owned(), words[words.len() - 1].to_owned());
            text([first, words[1..words.len() - 1].join(" "), last][which].clone())
        }
    };
    let name = |p: &Person| vec![("full_name", p["full_name"].clone())];
    let date = |which: usize| {
        move |p: &Person, _: usize| {
            let part = p["birth_date"].split('-').rev().nth(2 - which);
            let parts: Vec<&str> = p["birth_date"].split('-').collect();
            let _ = part;
            let at = [2, 1, 0][which];
            parts.get(at).map_or(Cell::Empty, |part| Cell::Number(part.parse().unwrap()))
        }
    };
    let birth = |p: &Person| vec![("birth_date", p["birth_date"].clone())];
    let phone = |digits: &str, n: usize| match (digits.len(), n % 3) {
        (10, 0) => text(format!("{}.{}.{}", &digits[..4], &digits[4..7], &digits[7..])),
        (10, 1) => text(format!("+84 {} {}", &digits[1..4], &digits[4..])),
        _ => text(digits),
    };
    let cols = vec![
        counted(&["STT"]),
        col(&["Họ và tên", "Họ"], "full_name/1", piece(0), name),
        col(&["Họ và tên", "Đệm"], "full_name/1", piece(1), name),
        col(&["Họ và tên", "Tên"], "full_name/2", piece(2), name),
        col(&["Sinh", "Ngày"], "birth_date/1", date(0), birth),
        col(&["Sinh", "Tháng"], "birth_date/2", date(1), birth),
        col(&["Sinh", "Năm"], "birth_date/3", date(2), birth),
        col(
            &["Giới tính (1: Nam, 2: Nữ)"],
            "gender",
            |p, _| Cell::Number(if is_woman(p) { 2.0 } else { 1.0 }),
            |p| vec![("gender", p["gender"].clone())],
        ),
        shown(&["Số điện thoại liên hệ"], "phone", phone),
    ];
    let paper = Paper::new(cols, people(24, 71)).saying(OWN.0, OWN.1);
    let list = List { says: CH, ..List::new("h1 tach cot", Format::Xlsx, "member") };
    list.sheet(paper.titled(&["DANH SÁCH HỘI VIÊN NĂM 2025"]).sheet("Sheet1"))
}

/// Villages over their people, sums between, telephones of eleven digits.
fn groups_in_vni() -> List {
    let [man, woman] = under([&["Năm sinh", "Nam"], &["Năm sinh", "Nữ"]]);
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ và tên hội viên"], "full_name"),
        man,
        woman,
        plain(&["Nghề nghiệp"], "occupation"),
        col(
            &["Điện thoại"],
            "phone",
            |p, _| match p["phone"].strip_prefix("070") {
                Some(rest) => text(format!("0120{rest}")),
                None => text(&p["phone"]),
            },
            |p| vec![("phone", p["phone"].clone())],
        ),
        shown(&["Năm vào Hội"], "joined_on", |date, _| text(&date[..date.len().min(4)])),
    ];
    let mut crowd = people(30, 72);
    for (n, p) in crowd.iter_mut().enumerate() {
        p.insert("phone", format!("07000{n:05}"));
        let year = p["joined_on"].chars().take(4).collect();
        p.insert("joined_on", year);
    }
    let mut paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1).signed();
    paper.group = Some(|p| {
        let (roman, name) =
            if p["village"].len() > 1 { ("II", "Bắc Sơn") } else { ("I", "Phú Khê") };
        (format!("{roman}. Thôn {name}"), "village", format!("Thôn {name}"))
    });
    let mut made = in_font(paper.sheet("DS"), Old::Vni, |_, _| true);
    made.0.faces = (0..7).map(|at| (at, "VNI-Times")).collect();
    List { says: CH, ..List::new("h2 thon trong to", Format::Xls, "member") }.sheet(made)
}

/// Names of the highlands, ethnic groups as they are called, ids of both kinds in one column.
fn ethnic() -> List {
    let cols = vec![
        counted(&["Số thứ tự"]),
        plain(&["Họ tên"], "full_name"),
        shown(&["Ngày/tháng/năm sinh"], "birth_date", |date, _| day_cell(date)),
        gender_word(&["Nam (Nữ)"]),
        plain(&["Dân tộc"], "ethnicity"),
        plain(&["CMND/CCCD"], "citizen_id"),
        plain(&["Địa chỉ"], "address_old"),
    ];
    let names = ["H'Hen Niê", "Ksor Y Bhăm", "Giàng A Sùng", "Y Moan Êñuôl", "Lò Thị Páo"];
    let words = [("H'Mông", "08"), ("Ê Đê", "12"), ("Khmer", "05"), ("kinh", "01")];
    let mut crowd = people(20, 73);
    for (n, p) in crowd.iter_mut().enumerate() {
        if n % 2 == 0 {
            p.insert("full_name", names[n / 2 % names.len()].to_owned());
        }
        p.insert("ethnicity", words[n % 4].0.to_owned());
        p.insert("address_old", format!("Buôn {n}, xã Mẫu"));
        if n % 5 == 3 {
            p.insert("citizen_id", format!("1700000{n:02}"));
        }
    }
    let paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1);
    let mut list = List { says: CH, ..List::new("h3 dan toc", Format::Ods, "member") };
    list = list.sheet(paper.sheet("Hội viên"));
    for truth in &mut list.truth {
        let code = words.iter().find(|(word, _)| *word == truth["ethnicity"]).unwrap().1;
        truth.insert("ethnicity", code.to_owned());
    }
    list
}

/// From another system: letters taken apart, and a Đ that is none.
fn decomposed() -> List {
    let cols = vec![
        counted(&["STT"]),
        plain(&["Họ và tên"], "full_name"),
        birth_year(&["Năm sinh"]),
        gender_word(&["Giới tính"]),
        plain(&["Nghề nghiệp / nơi công tác"], "occupation"),
        shown(&["Trình độ"], "education", education),
    ];
    let paper =
        Paper::new(cols, people(26, 74)).saying(OWN.0, OWN.1).titled(&["Danh sách hội viên"]);
    let (mut sheet, truth) = paper.sheet("");
    for cell in sheet.rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell {
            *text = text.nfd().collect::<String>().replace('Đ', "\u{d0}");
        }
    }
    let format = Format::Text(Letters::Utf16Le, '\t');
    List { says: CH, ..List::new("h4 to hop", format, "member") }.sheet((sheet, truth))
}

/// A cover and a sheet for every neighbourhood.
fn hamlets() -> List {
    let mut list = List::new("h5 to dan pho", Format::Xlsx, "member");
    let mut cover = Sheet { name: "Bìa".to_owned(), ..Sheet::default() };
    cover.rows = vec![
        Vec::new(),
        vec![Cell::Empty, text("HỘI KHUYẾN HỌC PHƯỜNG MẪU")],
        Vec::new(),
        vec![Cell::Empty, text("SỔ DANH SÁCH HỘI VIÊN")],
        vec![Cell::Empty, text("Năm 2024")],
    ];
    list.sheets.push(cover);
    for (seed, n) in [(75, 1), (76, 2)] {
        let cols = vec![
            counted(&["TT"]),
            plain(&["Họ và tên hội viên"], "full_name"),
            birth_year(&["Năm sinh"]),
            gender_mark(&["Nữ"], true, "x"),
            plain(&["Đơn vị công tác"], "occupation"),
            shown(&["Trình độ"], "education", education),
            shown(&["Ngày vào Hội"], "joined_on", |date, _| day_cell(date)),
            other(&["Số CCCD"], |p, _| text(&p["citizen_id"])),
        ];
        let name = format!("TDP {n}");
        let (mut sheet, truth) =
            Paper::new(cols, people(15, seed)).saying("unit", &name).sheet(&name);
        sheet.hidden_columns = vec![7];
        list = list.sheet((sheet, truth));
    }
    list
}

/// Nobody had a keyboard with marks for the heading.
fn no_marks() -> List {
    let cols = vec![
        counted(&["Stt"]),
        plain(&["Ho va ten"], "full_name"),
        birth_year(&["Nam sinh"]),
        gender_word(&["Gioi tinh"]),
        plain(&["Thon"], "village"),
        plain(&["Nghe nghiep"], "occupation"),
        plain(&["So dien thoai"], "phone"),
        plain(&["Ghi chu"], "note"),
    ];
    let mut crowd = people(24, 77);
    for (n, p) in crowd.iter_mut().enumerate() {
        p.insert("village", ["Phú Khê", "Bắc Sơn", "Đông Hải"][n % 3].to_owned());
        p.insert("note", if n % 6 == 0 { "hộ nghèo".to_owned() } else { String::new() });
    }
    let format = Format::Text(Letters::Windows1258, '\t');
    let mut list = List { says: CH, ..List::new("h6 khong dau", format, "member") };
    list = list.sheet(Paper::new(cols, crowd).saying(OWN.0, OWN.1).signed().sheet(""));
    for truth in &mut list.truth {
        let village = format!("Thôn {}", truth["village"]);
        truth.insert("village", village);
    }
    list
}

/// Capitals of a typeface in the heading, ages, villages as they come to the pen.
fn old() -> List {
    let villages = [("Thôn 3", "3"), ("T.3", "3"), ("thôn ba", "3"), ("T4", "4"), ("thôn 4", "4")];
    let cols = vec![
        counted(&["TT"]),
        plain(&["hä vµ tªn"], "full_name"),
        col(
            &["tuæi"],
            "birth_date/age",
            |p, _| text(format!("{}t", 2026 - year(p).parse::<i32>().unwrap())),
            |p| vec![("birth_date", year(p))],
        ),
        gender_word(&["nam/n÷"]),
        plain(&["th«n"], "village"),
        plain(&["nghÒ nghiÖp"], "occupation"),
    ];
    let mut crowd = people(25, 78);
    for (n, p) in crowd.iter_mut().enumerate() {
        p.insert("village", villages[n % 5].0.to_owned());
    }
    let mut paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1);
    paper.paged = Some(10);
    let mut made = in_font(paper.sheet("Sheet1"), Old::Tcvn3, |row, _| row > 0);
    made.0.faces = (0..6).map(|at| (at, ".VnTimeH")).collect();
    // What people are called and do is in the typeface of small letters.
    made.0.faces.insert(1, ".VnTime");
    made.0.faces.insert(5, ".VnTime");
    let mut list = List { says: CH, ..List::new("h7 chu cu", Format::Xlsx, "member") }.sheet(made);
    list.before = Before::Places;
    for truth in &mut list.truth {
        let number = villages.iter().find(|(word, _)| *word == truth["village"]).unwrap().1;
        let name = if number == "3" { "Thôn 3 (An Hòa)" } else { "Thôn 4 (Thái Sơn)" };
        truth.insert("village", name.to_owned());
    }
    list
}

/// Clans with their branch in the same cell.
fn clans() -> List {
    let cols = vec![
        counted(&["TT"]),
        col(
            &["Tên dòng họ"],
            "family_name",
            |clan, _| text(format!("Họ {} - {}", clan["family_name"], clan["branch"])),
            |clan| {
                vec![
                    ("family_name", clan["family_name"].clone()),
                    ("branch", clan["branch"].clone()),
                ]
            },
        ),
        plain(&["Ông trưởng tộc"], "head"),
        plain(&["SĐT"], "phone"),
        shown(&["Số hộ"], "households", |n, _| n.parse().map_or(Cell::Empty, Cell::Number)),
        shown(&["Số nhân khẩu"], "people", |n, _| n.parse().map_or(Cell::Empty, Cell::Number)),
    ];
    let paper = Paper::new(cols, invented("clan", 14, 79)).titled(&["DÒNG HỌ HIẾU HỌC"]).signed();
    let says = &[("unit", "15889")];
    let list = List { says, ..List::new("h8 ho", Format::Xls, "clan") };
    list.sheet(paper.saying("unit", "Hội Khuyến học xã Mẫu").sheet("Họ"))
}
/// A second set, written down after the first had been learned from.
pub fn again() -> Vec<List> {
    vec![
        split_heading(),
        one_column_of_both(),
        telegram(),
        heads_of_house(),
        two_tables(),
        villages(),
    ]
}

/// "Nam" and "Nữ" without anything over them, ids beside old ids, an empty column between.
fn split_heading() -> List {
    let [man, woman] = under([&["Nam"], &["Nữ"]]);
    let cols = vec![
        counted(&["Stt"]),
        plain(&["HỌ VÀ TÊN HỘI VIÊN"], "full_name"),
        man,
        woman,
        other(&[""], |_, _| Cell::Empty),
        plain(&["Số CCCD hoặc CMND"], "citizen_id"),
        plain(&["Quê quán, nơi ở"], "address_old"),
        plain(&["Số quyết định kết nạp"], "joined_decision"),
    ];
    let mut crowd = people(22, 91);
    for (n, p) in crowd.iter_mut().enumerate() {
        p.insert("address_old", format!("Xóm {}, Hoằng Quý", n % 7 + 1));
    }
    let list = List { says: CH, ..List::new("k1 nam nu", Format::Xls, "member") };
    let paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1).signed();
    list.sheet(paper.titled(&["BIỂU SỐ 01/KH", "DANH SÁCH TRÍCH NGANG HỘI VIÊN"]).sheet("Biểu 01"))
}

/// Everything that belongs to a person in TCVN3 but the telephone list of another hand.
fn one_column_of_both() -> List {
    let cols = vec![
        counted(&["TT"]),
        plain(&["Họ, chữ đệm và tên khai sinh"], "full_name"),
        shown(&["Ngày, tháng, năm sinh"], "birth_date", |date, _| text(vietnamese(date, "/"))),
        gender_word(&["Giới tính"]),
        plain(&["Chức danh nghề nghiệp"], "occupation"),
        shown(&["Trình độ học vấn"], "education", education),
        shown(&["Vào Hội năm"], "joined_on", |date, _| text(&date[..date.len().min(4)])),
    ];
    let mut crowd = people(40, 92);
    for p in &mut crowd {
        let year = p["joined_on"].chars().take(4).collect();
        p.insert("joined_on", year);
    }
    let paper = Paper::new(cols, crowd).saying(OWN.0, OWN.1).titled(&["Danh sách hội viên"]);
    let made = in_font(paper.sheet("Sheet1"), Old::Tcvn3, |row, col| col != 4 || row % 2 == 0);
    List { says: CH, ..List::new("k2 hai tay", Format::Ods, "member") }.sheet(made)
}

/// Out of a chat: semicolons, telephones with a country, years with two digits, genders as letters.
fn telegram() -> List {
    let cols = vec![
        plain(&["Họ tên"], "full_name"),
        shown(&["Ngày sinh"], "birth_date", |date, _| {
            let parts: Vec<&str> = date.split('-').collect();
            match parts.as_slice() {
                [y, m, d] => text(format!("{d}-{m}-{}", &y[2..])),
                _ => text(vietnamese(date, "-")),
            }
        }),
        col(
            &["Nam hay nữ"],
            "gender",
            |p, _| text(if is_woman(p) { "nữ" } else { "nam" }),
            |p| vec![("gender", p["gender"].clone())],
        ),
        shown(&["Zalo"], "phone", |digits, _| match digits.strip_prefix('0') {
            Some(rest) => text(format!("84{rest}")),
            None => Cell::Empty,
        }),
    ];
    let mut crowd = people(21, 93);
    crowd.retain(|p| p["birth_date"].starts_with("19"));
    let format = Format::Text(Letters::Utf8Bom, ';');
    let list = List { says: CH, ..List::new("k3 zalo", format, "member") };
    list.sheet(Paper::new(cols, crowd).saying(OWN.0, OWN.1).sheet(""))
}

/// The head of the house once for all below him, cells merged downwards.
fn heads_of_house() -> List {
    let mut crowd = people(24, 94);
    for (n, p) in crowd.iter_mut().enumerate() {
        p.insert("household", format!("Nguyễn Văn {}", ["Mẫu", "Thử", "Dạng"][n / 8]));
    }
    let cols = vec![
        counted(&["TT"]),
        shown(&["Họ và tên chủ hộ"], "household", |name, n| {
            if n.is_multiple_of(8) { text(name) } else { Cell::Empty }
        }),
        plain(&["Họ và tên hội viên"], "full_name"),
        birth_year(&["Năm sinh"]),
        gender_word(&["Giới"]),
        shown(&["Trình độ VH"], "education", education),
    ];
    let (mut sheet, truth) = Paper::new(cols, crowd).saying(OWN.0, OWN.1).sheet("Hộ");
    sheet.merges.extend([0, 8, 16].map(|n| [n + 1, 1, n + 8, 1]));
    List { says: CH, ..List::new("k4 chu ho", Format::Xlsx, "member") }.sheet((sheet, truth))
}

/// Two branches below each other on one sheet, each with its own title and heading.
fn two_tables() -> List {
    let part = |unit: &str, seed| {
        let cols = vec![
            counted(&["TT"]),
            plain(&["Họ và tên"], "full_name"),
            birth_year(&["Năm sinh"]),
            gender_mark(&["Nữ"], true, "x"),
            plain(&["Nghề nghiệp"], "occupation"),
        ];
        let paper = Paper::new(cols, people(13, seed)).saying("unit", unit).titled(&[unit]);
        paper.signed().sheet("Sheet1")
    };
    let (mut sheet, mut truth) = part("Ban khuyến học dòng họ Lê", 95);
    let (below, more) = part("Chi hội trường THCS Mẫu", 96);
    sheet.rows.push(Vec::new());
    let down = sheet.rows.len();
    let moved = |[top, left, bottom, right]: [usize; 4]| [top + down, left, bottom + down, right];
    sheet.merges.extend(below.merges.into_iter().map(moved));
    sheet.rows.extend(below.rows);
    truth.extend(more);
    List::new("k5 hai bang", Format::Xlsx, "member").sheet((sheet, truth))
}

/// Villages with their commune of before.
fn villages() -> List {
    let communes = [("Hoằng Quý", "2025-06:15916"), ("Hoằng Kim", "2025-06:15889")];
    let number = |digits: &str, _: usize| digits.parse().map_or(Cell::Empty, Cell::Number);
    let cols = vec![
        counted(&["TT"]),
        plain(&["Tên thôn (bản)"], "name"),
        col(
            &["Xã trước sáp nhập"],
            "old_commune",
            move |v, _| text(communes.iter().find(|(_, key)| *key == v["old_commune"]).unwrap().0),
            |v| vec![("old_commune", v["old_commune"].clone())],
        ),
        shown(&["Số hộ gia đình"], "households", number),
        shown(&["Tổng số nhân khẩu"], "people", number),
    ];
    let mut all = invented("village", 12, 97);
    for (n, v) in all.iter_mut().enumerate() {
        v.insert("old_commune", communes[n % 2].1.to_owned());
    }
    let paper = Paper::new(cols, all).saying("area", "2025-07:15889").saying("kind", "thon");
    let says = &[("area", "15889")];
    let list = List { says, ..List::new("k6 thon", Format::Ods, "village") };
    list.sheet(paper.signed().sheet("Thôn bản"))
}
