//! A small register with people in it, keyed through the screens like any other, and the screens
//! that are pictured. Everybody is invented.

use super::{Carrier, Desk, Pace};
use densach::lang::Lang;

/// Villages, branches, a clan and members of one commune.
const KEYED: &[&str] = &[
    "hoang phu<Enter><Enter>Lan<Enter>",
    // Villages.
    "61<Enter><Enter>Ddoong Hair<F9>2<Enter><Enter>Bawcs Sown<F9>3<Enter><Enter>Phus Khee<F10>",
    // Branches.
    "5CH01<Enter><Enter>Chi hooij Phus Khee<F9>CH02<Enter><Enter>Chi hooij Trung Sown<F10>",
    // A clan.
    "3Nguyeenx Vawn<Enter>chi 2<Enter>phu khe<Enter>Nguyeenx Vawn Thij<F10>",
    // Members of a branch.
    "1<Up>",
    "<Up>trung son<Enter>",
    "Nguyeenx Thij Hoaf<Enter>1954<Enter>2<Enter>phu khe<Enter>Huwu tris<F9>",
    "Lee Vawn DDawcs<Enter>12031961<Enter>1<Enter>phu khe<Enter>Noong daan<Enter>03<F9>",
    "Traanf Thij Thuyr<Enter>12/1958<Enter>2<Enter>bac son<F9>",
    "Nguyeenx Vawn Hoaf<Enter>1954<Enter>1<Enter>phu khe<Enter>Giaos vieen, THCS Phus Khee<F9>",
    "Nguyeenx Thij Thu Hoaif<Enter>1962<Enter>2<Enter>dong hai<F9>",
    "Nguyeenx Thij Hoongf<Enter>12031954<Enter>2<Enter>bac son<F10>",
    // A correction.
    "hoa nguyen thi 54<Enter><F2><Down>1945<F10><Esc><Esc><F1><Esc>",
];

/// The register, at home.
pub fn peopled(lang: Lang) -> Desk {
    let mut desk = Desk::new(Carrier::Direct, Pace::Burst, Lang::Vi);
    desk.list("con-ngo.csv");
    desk.list("Danh sach chi hoi.xls");
    for line in KEYED {
        desk.keys(line);
    }
    // Another office, and a bundle of theirs that has come.
    desk.office("");
    let mai = [("full_name", "Trần Thị Mai"), ("birth_date", "1961"), ("gender", "female")];
    desk.makes("goi-thang-5.zip.age", &mai);
    desk.arrives("goi-thang-5.zip.age", false);
    if lang == Lang::En {
        desk.keys("<^K>language<Enter>");
    }
    desk
}

/// The screens that are pictured: their name, and the keys that lead there from home.
pub const SCREENS: &[(&str, &str)] = &[
    ("home", ""),
    (
        "form",
        "1Phamj Thij Mai<Enter>1957<Enter>2<Enter>bac son<Enter><F9>Lee Thij Nhaif<Enter>3/1949\
         <Enter>2<Enter>phu khe<Enter><Enter><Enter><Enter><F9>Nguyeenx Vawn Hoa<Enter>1945\
         <Enter>1<Enter>phu khe<Enter>Huwu tris<Enter>7/10<Enter>0000450003",
    ),
    ("error", "1Nguyeenx Vawn An<Enter>31/02/1960<Enter>"),
    ("candidates", "1Nguyeenx Vawn An<Enter><Enter>1<Enter>son"),
    ("soft", "1Nguyeenx Vawn An<Enter>1954<Enter>1<Enter><Enter><Enter><Enter>000203000001<^S>"),
    ("find", "nguyen th ho"),
    ("filtered", "thon:phu-khe sinh:1950-1965 "),
    ("offered", "thon:s"),
    ("no_filter", "chi:xyz"),
    ("marked", "nguyen<^T><Down><^T>"),
    ("record", "hoa nguyen thi 45<Enter>"),
    ("status", "hoa nguyen thi 45<Enter><F8>2<Enter>12042026<Enter>"),
    ("help", "1<F1>"),
    ("commands", "<^K>"),
    ("values", "1<Down><Down><Down><Down><Down><F4>"),
    ("layouts", "1<^K>doi mau<Enter>"),
    ("import_files", "4"),
    ("import_plan", "4<Enter>"),
    ("import_rows", "4ngo<Enter><Enter><Down>"),
    ("outbox", "<^K>gui goi<Enter>"),
    ("receive", "<^K>nhan goi<Enter><Enter>"),
    ("leave", "<F10>"),
    (
        "batch",
        "9<Enter><Enter>A<Enter>1<Enter>trung son<Enter>phu khe<Enter>12052026<Enter>60<Enter>41\
         <Enter><Enter>117260",
    ),
    (
        "grid",
        "9<Enter><Enter>A<Enter>1<Enter>trung son<Enter>phu khe<Enter><Enter>60<F10>nv Hoaf<Enter>1954Huwu tris<F9>nt Hoa<Enter><Enter>12/1958<F9>lv DDawcs<Enter>1961",
    ),
];

/// Those from which no Esc leads home, pictured last, each from where the one before ends.
pub const LAST: &[(&str, &str)] = &[
    ("who", "<^K>nguoi nhap<Enter>Hungf<Enter>1<F10><^K>doi nguoi<Enter>"),
    ("locked", "<Enter>1<^K>khoa<Enter>"),
];

/// What changes from day to day (times, the codes of records) replaced by something of the same
/// width, so that a picture stays the same.
pub fn steady(row: &str) -> String {
    let shapes = [("99/99/9999 99:99", "04/05/2026 09:12"), ("XXXX-XXXX-XX", "H7K2-04M9-QX")];
    let mut letters: Vec<char> = row.chars().collect();
    for (shape, instead) in shapes {
        let shape: Vec<char> = shape.chars().collect();
        for at in 0..letters.len().saturating_sub(shape.len() - 1) {
            let fits = shape.iter().zip(&letters[at..]).all(|(shape, letter)| match shape {
                '9' => letter.is_ascii_digit(),
                'X' => letter.is_ascii_digit() || letter.is_ascii_uppercase(),
                other => other == letter,
            });
            if fits {
                letters.splice(at..at + shape.len(), instead.chars());
            }
        }
    }
    letters.into_iter().collect()
}
