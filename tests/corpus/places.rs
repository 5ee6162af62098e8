//! The lists of the corpus that hold clans, villages, centres and branches.

use super::made::{Format, Letters, List, text};
use super::paper::*;
use densach::text::fold::fold;

pub fn all() -> Vec<List> {
    vec![clans(), villages(), centres(), branches()]
}

fn number(digits: &str, _: usize) -> super::made::Cell {
    digits.parse().map_or(super::made::Cell::Empty, super::made::Cell::Number)
}

fn clans() -> List {
    let cols = vec![
        counted(&["STT"]),
        plain(&["Dòng họ"], "family_name"),
        plain(&["Chi, ngành"], "branch"),
        plain(&["Thôn"], "village"),
        plain(&["Trưởng họ"], "head"),
        plain(&["Điện thoại"], "phone"),
        shown(&["Số hộ"], "households", number),
        shown(&["Số khẩu"], "people", number),
        plain(&["Ghi chú"], "note"),
    ];
    let mut clans = invented("clan", 18, 61);
    for (n, clan) in clans.iter_mut().enumerate() {
        clan.insert("village", ["Thôn Phú Khê", "Thôn Bắc Sơn"][n % 2].to_owned());
    }
    let paper = Paper::new(cols, clans)
        .titled(&["HỘI KHUYẾN HỌC XÃ MẪU", "DANH SÁCH CÁC DÒNG HỌ KHUYẾN HỌC"])
        .saying("unit", "Hội Khuyến học xã Mẫu")
        .signed();
    let says = &[("unit", "15889")];
    List { says, ..List::new("dong ho", Format::Xlsx, "clan") }.sheet(paper.sheet("Dòng họ"))
}

fn villages() -> List {
    let cols = vec![
        counted(&["TT"]),
        col(
            &["Tên thôn"],
            "name",
            |v, _| text(format!("Thôn {}", v["name"])),
            |v| vec![("name", v["name"].clone()), ("kind", "thon".to_owned())],
        ),
        shown(&["Số hộ"], "households", number),
        shown(&["Nhân khẩu"], "people", number),
    ];
    let paper = Paper::new(cols, invented("village", 10, 62))
        .titled(&["DANH SÁCH CÁC THÔN XÃ HOẰNG PHÚ"])
        .saying("area", "2025-07:15889")
        .signed();
    let says = &[("area", "15889")];
    List { says, ..List::new("cac thon", Format::Xls, "village") }.sheet(paper.sheet("Thôn"))
}

fn centres() -> List {
    let cols = vec![
        counted(&["STT"]),
        plain(&["Tên trung tâm"], "name"),
        plain(&["Quyết định thành lập", "Số"], "decision_no"),
        shown(&["Quyết định thành lập", "Năm"], "founded_on", number),
        plain(&["Trụ sở"], "address"),
        plain(&["Giám đốc"], "director"),
        plain(&["Số ĐT"], "phone"),
        shown(&["Số phòng"], "rooms", number),
        shown(&["Số máy tính"], "computers", number),
        shown(&["Đầu sách"], "books", number),
    ];
    let paper = Paper::new(cols, invented("centre", 9, 63)).saying("area", "2025-07:15889");
    let says = &[("area", "15889")];
    List { says, ..List::new("trung tam", Format::Xlsx, "centre") }.sheet(paper.sheet("TTHTCĐ"))
}

fn branches() -> List {
    let cols = vec![
        counted(&["STT"]),
        col(
            &["Tên chi hội"],
            "name",
            |unit, _| text(&unit["name"]),
            |unit| {
                // No list has codes: they are made of the first letters.
                let letters = fold(&unit["name"]);
                let code: String =
                    letters.split(' ').filter_map(|word| word.chars().next()).collect();
                vec![("name", unit["name"].clone()), ("code", code.to_uppercase())]
            },
        ),
        plain(&["Họ tên chi hội trưởng"], "head"),
        plain(&["Số điện thoại"], "phone"),
        shown(&["Số hội viên"], "members_reported", number),
        plain(&["QĐ thành lập"], "decision_no"),
    ];
    let units = invented("unit", 16, 64).into_iter().skip(1).collect();
    let paper = Paper::new(cols, units).saying("kind", "branch");
    let says = &[("kind", "branch")];
    let format = Format::Text(Letters::Windows1258, '\t');
    let mut list = List { says, ..List::new("chi hoi", format, "unit") }.sheet(paper.sheet(""));
    // Two have the same letters: Thọ Thành, Trường THCS.
    let again = list.truth.iter_mut().filter(|unit| unit["code"] == "CHTT").nth(1);
    again.unwrap().insert("code", "CHTT2".to_owned());
    list
}
